//! A manager looks at a deal while the server is started anew. The browser gives up the stream by which the server calls, as
//! Firefox does then, and others where a proxy answers: what the rep writes afterwards comes all the same.

use journeys::{Phone, Server};

/// A browser that gives up at the first fault.
const GIVES_UP: &str = "window.EventSource = class extends EventSource {
        constructor(...words) {
            super(...words);
            this.addEventListener('error', () => { this.close(); window.gaveUp = true; });
        }
    };";

#[tokio::test]
async fn what_was_written_since_comes_without_a_tap() {
    let mut server = Server::of_the_demo().await;
    let mut rep = Phone::new();
    rep.takes_the_book_of("lin", &server).await;
    let mut manager = Phone::new();
    manager.open(&server.url("/v1/health")).await;
    manager.runs_first(GIVES_UP).await;
    manager.takes_the_book_of("wang", &server).await;
    let deal = rep.script("return document.querySelector(\".row.acts:has(a[href='/policy/3.2.b']) .row-main\").getAttribute('href');");
    manager.open(&server.url(deal.await.as_str().unwrap())).await;
    manager.wait_for(".main-act").await;
    manager.wait_for_text("All sent").await;

    server.stop().await;
    manager.wait_until("window.gaveUp === true").await;
    server.start_again().await;
    rep.logs_contact("said after the server was away").await;
    rep.waits_out_the_undo().await;
    rep.wait_for_text("All sent").await;
    manager.wait_for_text("said after the server was away").await;
}
