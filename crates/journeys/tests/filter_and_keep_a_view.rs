//! A rep narrows her deals to the open ones of high grade, keeps that as a view that her list begins with, and takes a
//! filter away with one tap. While an input method composes nothing is searched; what is not found can be written down.

use journeys::{Phone, Server};

/// How many records the head of the list says there are.
async fn count(phone: &Phone) -> String {
    let words = phone.script("return document.querySelector('.list .head-words p').innerText;").await;
    words.as_str().unwrap_or_default().to_owned()
}

/// Taps a chip of the open sheet.
async fn chooses(phone: &Phone, filter: &str, value: &str) {
    phone.tap(&format!("dialog[open] label:has(input[name='filter-{filter}'][value='{value}'])")).await;
}

/// An input method types `words` without having finished.
async fn composes(phone: &Phone, words: &str) {
    let script = format!(
        "const field = document.querySelector('.list input[type=search]'); field.value = '{words}';
        field.dispatchEvent(new CompositionEvent('compositionstart', {{ bubbles: true }}));
        field.dispatchEvent(new InputEvent('input', {{ bubbles: true, isComposing: true }}));"
    );
    phone.script(&script).await;
}

#[tokio::test]
async fn deals_are_narrowed_kept_as_a_view_and_shown_so_after_a_new_start() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new();
    phone.takes_the_book_of("lin", &server).await;
    phone.open(&server.url("/deals")).await;
    phone.wait_for("a.list-row").await;
    let all = count(&phone).await;

    phone.tap(".narrow").await;
    chooses(&phone, "state", "open").await;
    chooses(&phone, "grade", "high").await;
    phone.tap("dialog[open] label:has(input[name='list-order'][value='money'])").await;
    phone.type_into("dialog[open] .keep input", "Hot ones").await;
    phone.tap("dialog[open] .keep button").await;
    phone.wait_for_text("Hot ones").await;
    phone.shot("filters").await;
    phone.tap("dialog[open] .kept-view .chip").await;
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_until("document.querySelector('dialog[open]') === null").await;
    let narrowed = count(&phone).await;
    assert_ne!(narrowed, all);
    assert!(narrowed.contains(" of "), "{narrowed}");
    phone.wait_for_text("Grade: High").await;
    phone.shot("narrowed").await;

    phone.open(&server.url("/deals")).await;
    phone.wait_for(".sift.on").await;
    assert_eq!(count(&phone).await, narrowed, "the list begins with the view");
    // One tap takes a filter away; the view is no longer what is shown.
    phone.tap(".sift.taken:last-child").await;
    phone.wait_for(".sift:not(.on):not(.taken)").await;
    phone.tap(".sift.taken").await;
    phone.wait_until("document.querySelector('.sift.taken') === null").await;
    assert_eq!(count(&phone).await, all);
    phone.tap(".sift").await;
    phone.wait_for(".sift.on").await;
    assert_eq!(count(&phone).await, narrowed);

    phone.open(&server.url("/customers")).await;
    phone.wait_for("a.list-row").await;
    phone.tap(".narrow").await;
    chooses(&phone, "whose", "mine").await;
    phone.tap("dialog[open] .foot .primary").await;
    let mine = count(&phone).await;
    composes(&phone, "zzz").await;
    assert_eq!(count(&phone).await, mine, "half a word is not searched");
    phone
        .script(
            "document.querySelector('.list input[type=search]')
                .dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));",
        )
        .await;
    phone.wait_for_text("Nothing found for").await;
    phone.shot("nothing_found").await;
    phone.tap(".empty a.primary").await;
    phone.wait_until("document.querySelector('#field-customer-name').value === 'zzz'").await;
}
