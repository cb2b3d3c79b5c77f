//! A record is saved as a file on a phone without a network, with the follow-up that is not sent yet. The
//! JavaScript library reads the same facts out of it as the server has later; what JavaScript saves, also with a
//! change of its own, our command reads back.

#![expect(clippy::unwrap_used, reason = "a journey that cannot go on has failed")]

use std::path::Path;
use std::process::Command;

use journeys::{Phone, Server, npm_package};
use serde_json::{Value, json};

const WORDS: &str = "要三份報價，下週二到二廠";
const CHANGED: &str = "由 JavaScript 寫入";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/save_a_record_as_a_file/automerge.cjs");

/// The JSON that a program prints; it has to end well.
fn printed(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn in_javascript(file: &Path, more: &[&str]) -> Value {
    let library = npm_package("@automerge/automerge");
    printed(Command::new("node").arg(SCRIPT).arg(library).arg(file).args(more))
}

fn read_back(file: &Path) -> Value {
    printed(Command::new(Server::binary()).args(["record", "read"]).arg(file))
}

#[tokio::test]
async fn a_record_saved_on_a_phone_is_the_same_in_javascript_on_the_server_and_back() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.takes_the_book_of("lin", &server).await;
    phone.keeps_downloads().await;
    server.stop().await;

    let deal = phone.logs_contact(WORDS).await;
    phone.wait_for_text("1 未送出").await;
    phone.open(&server.url(&deal)).await;
    phone.wait_for_text(WORDS).await;
    phone.tap(".save-as-file").await;
    let file = phone.downloaded().await;
    phone.shot("save_a_record_as_a_file").await;

    let facts = in_javascript(&file, &[]);
    assert!(facts.as_object().unwrap().values().any(|fact| *fact == json!({ "Text": WORDS })), "{facts}");
    let page = phone.text().await;
    assert!(page.contains(facts["title"]["Text"].as_str().unwrap()), "{page}");
    assert_eq!(read_back(&file), facts);

    // The follow-up is sent: now the server has what the file had before.
    server.start_again().await;
    phone.wait_for_text("已送出").await;
    let id = deal.rsplit('/').next().unwrap();
    let show = ["record", "show", id, "--data"];
    assert_eq!(printed(Command::new(Server::binary()).args(show).arg(server.data())), facts);

    let saved = file.with_extension("saved");
    let saved_name = saved.to_str().unwrap();
    in_javascript(&file, &[saved_name]);
    assert_eq!(read_back(&saved), facts);
    let changed = in_javascript(&file, &[saved_name, "focus", CHANGED]);
    assert_eq!(changed["focus"], json!({ "Text": CHANGED }));
    assert_eq!(read_back(&saved), changed);
}
