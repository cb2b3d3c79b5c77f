//! A rep types half a contact and the browser is killed, as when a battery ends: the words are in the form again. Saved and
//! killed once more, they are in the book and no longer in the form.

use journeys::{Phone, Server};

const TYPED: &str = "document.querySelector('#field-follow_up-content')?.value";

#[tokio::test]
async fn half_a_contact_outlives_the_browser_and_a_saved_one_does_not_come_back() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new();
    phone.takes_the_book_of("lin", &server).await;
    server.stop().await;
    // Who is signed in stands on the disk.
    phone.close().await;
    phone.open(&server.url("/deals")).await;
    phone.tap("a.list-row").await;
    phone.wait_for(".main-act .primary").await;
    let deal = phone.script("return location.pathname;").await.as_str().unwrap_or_default().to_owned();
    phone.tap(".main-act .primary").await;
    phone.tap("dialog[open] label:has(input[value=reached])").await;
    phone.type_into("#field-follow_up-content", "They want it below 62 dB").await;
    // What the disk has is what the next browser reads.
    let kept = Phone::disk_has_typed("below 62 dB");
    phone.wait_until(&kept).await;
    phone.kill().await;

    phone.open(&server.url(&deal)).await;
    phone.tap(".main-act .primary").await;
    phone.tap("dialog[open] label:has(input[value=reached])").await;
    phone.wait_until(&format!("{TYPED} === 'They want it below 62 dB'")).await;
    phone.saves().await;
    phone.wait_for_text("They want it below 62 dB").await;
    phone.wait_until(&format!("{kept}.then((it) => !it)")).await;
    phone.kill().await;

    phone.open(&server.url(&deal)).await;
    phone.wait_for_text("They want it below 62 dB").await;
    phone.tap(".main-act .primary").await;
    phone.tap("dialog[open] label:has(input[value=reached])").await;
    phone.wait_until(&format!("{TYPED} === ''")).await;
}
