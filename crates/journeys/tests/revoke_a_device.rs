//! A phone is lost. The administrator revokes it: it hands what it had not sent to quarantine once more, and its
//! book is deleted. A stolen one is deleted at once, and hands in nothing.

#![expect(clippy::unwrap_used, reason = "a journey that cannot go on has failed")]

use journeys::{Phone, Server};

const WORDS: &str = "Asked for the price of two";

/// A phone of `lin` with one contact unsent, its server stopped; and the id of the device.
async fn with_unsent_work(server: &mut Server) -> (Phone, String) {
    let mut phone = Phone::new();
    phone.takes_the_book_of("lin", server).await;
    phone.waits_for_books(1).await;
    server.stop().await;
    phone.logs_contact(WORDS).await;
    phone.wait_for_text("1 unsent").await;
    let list = server.does(&["device", "list", "--account", "lin"]);
    let id = list.split_whitespace().next().unwrap().to_owned();
    (phone, id)
}

#[tokio::test]
async fn a_revoked_phone_hands_in_what_was_unsent_and_forgets_the_book() {
    let mut server = Server::of_the_demo().await;
    let (phone, device) = with_unsent_work(&mut server).await;
    phone.waits_out_the_undo().await;
    server.does(&["device", "revoke", &device]);
    server.start_again().await;
    phone.wait_for("#password").await;
    phone.wait_for_text("revoked by the office").await;
    phone.shot("revoked").await;
    phone.waits_for_books(0).await;
    let left = server.does(&["device", "quarantine", "list"]);
    assert!(left.contains(&device[..8]) && left.contains("林曉雯"), "{left}");

    // Judged after all, by the administrator's word, it reaches the manager.
    server.does(&["device", "quarantine", "release", &device]);
    let mut manager = Phone::new();
    manager.open(&server.url("/")).await;
    manager.sign_in("wang").await;
    manager.wait_for_text("All sent").await;
    manager.open(&server.url("/deals")).await;
    manager.tap(".list-row").await;
    manager.wait_for_text(WORDS).await;
}

#[tokio::test]
async fn a_stolen_phone_forgets_the_book_at_once_and_hands_in_nothing() {
    let mut server = Server::of_the_demo().await;
    let (phone, device) = with_unsent_work(&mut server).await;
    phone.waits_out_the_undo().await;
    server.does(&["device", "revoke", &device, "--stolen"]);
    server.start_again().await;
    phone.wait_for("#password").await;
    phone.waits_for_books(0).await;
    let left = server.does(&["device", "quarantine", "list"]);
    assert!(left.contains("Nothing is in quarantine"), "{left}");
}
