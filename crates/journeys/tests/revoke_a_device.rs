//! A phone is lost. The administrator revokes it: it hands what it had not sent to quarantine once more, and its
//! book is deleted. A stolen one is deleted at once, and hands in nothing.

#![expect(clippy::unwrap_used, reason = "a journey that cannot go on has failed")]

use std::process::Command;

use journeys::{Phone, Server};

const WORDS: &str = "Asked for the price of two";
/// Whether a person's book lies in this browser.
const HAS_BOOK: &str =
    "indexedDB.databases().then((all) => all.some((it) => /^fieldbook-[0-9a-f]+$/.test(it.name)))";

/// What a command of the administrator prints.
fn fieldbook(server: &Server, words: &[&str]) -> String {
    let mut command = Command::new(Server::binary());
    let output = command.args(words).arg("--data").arg(server.data()).output().unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A phone of `lin` with one contact unsent, its server stopped; and the id of the device.
async fn with_unsent_work(server: &mut Server) -> (Phone, String) {
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_for(".act").await;
    phone.wait_for_text("All sent").await;
    phone.wait_until_installed().await;
    phone.wait_until(HAS_BOOK).await;
    server.stop().await;
    phone.logs_contact(WORDS).await;
    phone.wait_for_text("1 unsent").await;
    let list = fieldbook(server, &["device", "list", "--account", "lin"]);
    let id = list.split_whitespace().next().unwrap().to_owned();
    (phone, id)
}

#[tokio::test]
async fn a_revoked_phone_hands_in_what_was_unsent_and_forgets_the_book() {
    let mut server = Server::of_the_demo().await;
    let (phone, device) = with_unsent_work(&mut server).await;
    phone.waits_out_the_undo().await;
    fieldbook(&server, &["device", "revoke", &device]);
    server.start_again().await;
    phone.wait_for("#password").await;
    phone.wait_for_text("revoked by the office").await;
    phone.shot("revoked").await;
    phone.wait_until(&format!("{HAS_BOOK}.then((has) => !has)")).await;
    let left = fieldbook(&server, &["device", "quarantine", "list"]);
    assert!(left.contains(&device[..8]) && left.contains("林曉雯"), "{left}");

    // Judged after all, by the administrator's word, it reaches the manager.
    fieldbook(&server, &["device", "quarantine", "release", &device]);
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
    fieldbook(&server, &["device", "revoke", &device, "--stolen"]);
    server.start_again().await;
    phone.wait_for("#password").await;
    phone.wait_until(&format!("{HAS_BOOK}.then((has) => !has)")).await;
    let left = fieldbook(&server, &["device", "quarantine", "list"]);
    assert!(left.contains("Nothing is in quarantine"), "{left}");
}
