//! The phone has opened the app once; the server is stopped, the browser closed and opened: the app starts.

use journeys::{Phone, Server};

#[tokio::test]
async fn the_installed_app_starts_with_the_server_stopped() {
    let mut server = Server::start().await;
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    phone.wait_until_installed().await;

    server.stop().await;
    phone.close().await;
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    phone.shot("start_offline").await;

    // A link to a page that was never opened before is answered by the app too.
    phone.open(&server.url("/deals/never-opened")).await;
    phone.wait_until_started().await;
}

#[tokio::test]
async fn a_browser_killed_right_after_the_installation_starts_offline_too() {
    let mut server = Server::start().await;
    let mut phone = Phone::new().small().dark().speaking("zh-TW");
    phone.open(&server.url("/")).await;
    phone.wait_until_installed().await;
    assert_eq!(phone.script("return navigator.language;").await, "zh-TW");
    assert_eq!(phone.script("return matchMedia('(prefers-color-scheme: dark)').matches;").await, true);
    assert_eq!(phone.script("return innerWidth + '×' + innerHeight;").await, "360×640");

    server.kill().await;
    phone.kill().await;
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    phone.shot("start_offline_small_dark").await;
}

#[tokio::test]
async fn the_page_breaks_no_rule_of_its_own_content_policy() {
    let server = Server::start().await;
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    phone.wait_until_installed().await;
    let log = phone.driver().browser_log().await.unwrap();
    let complaints: Vec<_> =
        log.iter().filter(|entry| entry.message.contains("Content Security Policy")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}
