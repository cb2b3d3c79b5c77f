//! A rep has the book open in two tabs. What is saved in one is seen in the other without loading it anew; the tab
//! that sends is closed in the middle, and the other goes on. Nothing is lost and nothing is there twice.

use journeys::{Phone, Server};

/// The photo stands in the record, drawn.
const SEEN: &str = "document.querySelector('.attached .held img')?.naturalWidth > 0";

/// Waits until Today no longer lists a contact with a deal as overdue, on the page as it was loaded.
async fn sees_it_done(phone: &Phone, deal: &str) {
    let row = format!(".row.is-late:has(a[href=\"/policy/3.2.b\"]) .row-main[href=\"{deal}\"]");
    phone.wait_until(&format!("document.querySelector('{row}') === null")).await;
    phone.wait_until("window.was_here === true").await;
}

#[tokio::test]
async fn what_one_tab_saves_the_other_shows_and_sends_when_the_first_is_closed() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new();
    phone.takes_the_book_of("lin", &server).await;
    phone.script("window.was_here = true;").await;
    let first = phone.driver().window().await.unwrap();
    let second = phone.driver().new_tab().await.unwrap();
    phone.driver().switch_to_window(second.clone()).await.unwrap();
    phone.open(&server.url("/")).await;
    phone.wait_for(".act").await;
    phone.script("window.was_here = true;").await;

    let one = phone.logs_contact("said in the second tab").await;
    phone.driver().switch_to_window(first.clone()).await.unwrap();
    sees_it_done(&phone, &one).await;
    server.stop().await;
    let other = phone.logs_contact("said in the first tab").await;
    phone.driver().switch_to_window(second).await.unwrap();
    sees_it_done(&phone, &other).await;
    let third = phone.logs_contact("said in the second tab, which is closed then").await;
    phone.driver().close_window().await.unwrap();
    phone.driver().switch_to_window(first).await.unwrap();
    sees_it_done(&phone, &third).await;
    phone.shot("two_tabs").await;

    server.start_again().await;
    phone.wait_for_text("All sent").await;
    let mut manager = Phone::new();
    manager.open(&server.url("/")).await;
    manager.sign_in("wang").await;
    for (deal, words) in
        [(one, "said in the second tab"), (other, "said in the first tab"), (third, "closed then")]
    {
        manager.open(&server.url(&deal)).await;
        manager.wait_for_text(words).await;
        assert_eq!(manager.text().await.matches(words).count(), 1, "{words}");
    }
}

#[tokio::test]
async fn a_photo_taken_in_one_tab_shows_in_the_other_where_the_record_is_open() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new();
    phone.takes_the_book_of("lin", &server).await;
    server.stop().await;
    phone.open(&server.url("/market-notes")).await;
    phone.tap("a.list-row").await;
    phone.wait_for(".attached").await;
    phone.script("window.was_here = true;").await;
    let note = phone.script("return location.pathname;").await.as_str().unwrap_or_default().to_owned();
    let first = phone.driver().window().await.unwrap();
    let second = phone.driver().new_tab().await.unwrap();
    phone.driver().switch_to_window(second.clone()).await.unwrap();
    phone.open(&server.url(&note)).await;
    phone.wait_for(".attached").await;
    let photo = phone.photo_of_nothing();
    phone.choose_file(".attached input[capture]", &photo).await;
    phone.wait_until(SEEN).await;

    phone.driver().switch_to_window(first).await.unwrap();
    phone.wait_until(SEEN).await;
    phone.wait_until("window.was_here === true").await;
    phone.shot("photo_of_the_other_tab").await;
    // One of the two sends it, once.
    server.start_again().await;
    phone.wait_for_text("All sent").await;
    server.wait_for_metric("attachments_whole", 1).await;
    phone.wait_until("document.querySelectorAll('.attached .held img').length === 1").await;
}
