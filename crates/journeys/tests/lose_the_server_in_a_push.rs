//! The server is killed in the middle of a push: once before it worked on it, once after it had written everything
//! down but before the phone heard of it. Nothing is lost, and nothing is there twice.

use journeys::{Engine, Phone, Server};
use serde_json::json;

/// Counts the pushes that leave the page.
const COUNT: &str = "
    window.pushes = 0;
    const fetched = window.fetch;
    window.fetch = (...words) => {
        if (String(words[0].url ?? words[0]).endsWith('/v1/sync')) window.pushes += 1;
        return fetched.apply(window, words);
    };";

#[tokio::test]
async fn a_push_is_taken_once_wherever_the_server_dies_in_it() {
    if Engine::lacks("a network that is slow on command") {
        return;
    }
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new();
    phone.takes_the_book_of("lin", &server).await;
    server.stop().await;
    let one = phone.logs_contact("first of two words").await;
    let other = phone.logs_contact("second of two words").await;

    phone.waits_out_the_undo().await;

    // The push trickles up, some bytes a second, when the server dies.
    phone.open(&server.url("/sync")).await;
    phone.wait_for_text("2 unsent").await;
    phone.script(COUNT).await;
    let network = |up: i32, down: i32| json!({ "offline": false, "latency": 0, "uploadThroughput": up, "downloadThroughput": down });
    phone.devtools("Network.enable", json!({})).await;
    phone.devtools("Network.emulateNetworkConditions", network(10, -1)).await;
    server.start_again().await;
    phone.tap(".main-act .primary").await;
    phone.wait_until("window.pushes > 0").await;
    server.kill().await;
    phone.wait_for_text("2 unsent").await;

    // It writes everything down; its answer trickles, some bytes a second, when it dies.
    phone.devtools("Network.emulateNetworkConditions", network(-1, 10)).await;
    server.start_again().await;
    phone.tap(".main-act .primary").await;
    server.wait_for_metric("units_accepted", 2).await;
    server.kill().await;
    phone.wait_for_text("2 unsent").await;
    phone.devtools("Network.emulateNetworkConditions", network(-1, -1)).await;

    server.start_again().await;
    phone.tap(".main-act .primary").await;
    phone.wait_for_text("All sent").await;
    phone.shot("sent_after_two_deaths").await;
    let mut manager = Phone::new();
    manager.open(&server.url("/")).await;
    manager.sign_in("wang").await;
    manager.wait_for_text("All sent").await;
    for (deal, words) in [(one, "first of two words"), (other, "second of two words")] {
        manager.open(&server.url(&deal)).await;
        manager.wait_for_text(words).await;
        assert_eq!(manager.text().await.matches(words).count(), 1, "{words}");
    }
}
