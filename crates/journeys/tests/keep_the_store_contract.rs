//! The contract that memory and SQLite keep, kept by IndexedDB in the real browser too.

use journeys::{Phone, Server};

#[tokio::test]
async fn indexed_db_keeps_the_contract_of_all_stores() {
    let server = Server::start().await;
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    let run = "return window.__fieldbook_store_contract().catch((wrong) => String(wrong));";
    // The number of steps kept, or the one that was not.
    let told = phone.script(run).await;
    assert!(told.as_u64().is_some_and(|steps| steps > 20), "{told}");
}
