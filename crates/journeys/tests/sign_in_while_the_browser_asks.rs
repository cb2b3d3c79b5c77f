//! The browser asks its person whether the app may keep its data for good, as Firefox does, and gets no answer: the
//! sign-in goes on all the same.

use journeys::{Phone, Server};

/// A browser whose question stays open.
const ASKS: &str =
    "StorageManager.prototype.persist = () => { window.asked = true; return new Promise(() => {}); };";

#[tokio::test]
async fn the_book_comes_before_the_answer() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new();
    phone.open(&server.url("/v1/health")).await;
    phone.runs_first(ASKS).await;
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_for(".act").await;
    phone.wait_until("window.asked === true").await;
}
