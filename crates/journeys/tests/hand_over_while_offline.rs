//! A customer is handed to a colleague while the phone of its owner is off. What she then writes is kept for the
//! colleague, she is told so, he takes it over with one tap, and she is told that too.

use journeys::{Phone, Server};

const WORDS: &str = "They will decide on Friday";

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

#[tokio::test]
async fn what_its_former_owner_wrote_is_kept_for_the_new_one_who_takes_it_over() {
    let mut server = Server::of_the_demo().await;
    let mut rep = phone_of("lin", &server).await;
    rep.wait_for(".act").await;
    let deal = rep.script("return document.querySelector('.row-main').getAttribute('href');").await;
    let deal = deal.as_str().unwrap().to_owned();
    rep.open(&server.url(&deal)).await;
    rep.wait_for("a.button[href^='/customers/']").await;
    let title = rep.script("return document.querySelector('h1').innerText;").await;
    let title = title.as_str().unwrap().to_owned();
    assert!(!title.is_empty());
    let customer = rep
        .script("return document.querySelector(\"a.button[href^='/customers/']\").getAttribute('href');")
        .await;
    let customer = customer.as_str().unwrap().to_owned();
    rep.close().await;

    let mut manager = phone_of("wang", &server).await;
    manager.open(&server.url(&customer)).await;
    manager.tap("a[href$='/hand-over']").await;
    manager.wait_for("#to").await;
    manager
        .script(
            "const to = document.querySelector('#to');
            to.value = [...to.options].find((it) => it.innerText.includes('陳立')).value;
            to.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    manager.shot("hand_over").await;
    manager.tap(".main-act .primary").await;
    let mut colleague = phone_of("chen", &server).await;
    colleague.open(&server.url(&deal)).await;
    colleague.wait_for(".main-act").await;
    server.stop().await;

    rep.open(&server.url("/")).await;
    rep.logs_contact_on(&format!(".row.acts:has(a[href='{deal}']) .act"), WORDS).await;
    rep.wait_for_text("1 unsent").await;

    server.start_again().await;
    rep.open(&server.url("/sync")).await;
    rep.wait_for_text("陳立 looks after this now").await;
    rep.wait_for_text(WORDS).await;
    // The deal has left this phone; what it is called has not.
    rep.wait_for_text(&title).await;
    rep.shot("kept_for_the_new_owner").await;
    colleague.open(&server.url("/sync")).await;
    colleague.wait_for_text("林曉雯 wrote this").await;
    colleague.wait_for_text(WORDS).await;
    colleague.shot("kept_to_take_over").await;
    colleague.tap(".kept .primary").await;
    colleague.wait_until("document.querySelector('.kept') === null").await;
    colleague.wait_for_text("All sent").await;

    rep.wait_for_text("陳立 took this over").await;
    assert!(rep.text().await.contains(&title) && !rep.text().await.contains(WORDS));
    rep.shot("taken_over_by_the_new_owner").await;
    rep.tap(".taken button").await;
    rep.wait_until("document.querySelector('.taken') === null").await;

    colleague.open(&server.url(&deal)).await;
    colleague.wait_for_text(WORDS).await;
    assert_eq!(colleague.text().await.matches(WORDS).count(), 1);
    manager.open(&server.url(&deal)).await;
    manager.wait_for_text(WORDS).await;
    assert_eq!(manager.text().await.matches(WORDS).count(), 1);
}
