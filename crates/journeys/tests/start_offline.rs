//! The phone has opened the app once; the server is stopped, the browser closed and opened: the app starts.

use journeys::{Build, Phone, Server};

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

/// Tells what becomes of each worker that the page registers.
const FOLLOW: &str = "
    window.workerStates = [];
    const register = ServiceWorkerContainer.prototype.register;
    ServiceWorkerContainer.prototype.register = async function (...what) {
        const found = await register.apply(this, what), worker = found.installing;
        worker?.addEventListener('statechange', () => window.workerStates.push(worker.state));
        return found;
    };";

#[tokio::test]
async fn a_first_installation_that_breaks_off_is_begun_again() {
    let build = Build::cut_off();
    let mut server = Server::start_with(&build).await;
    let mut phone = Phone::new();
    phone.open(&server.url("/v1/health")).await;
    phone.runs_first(FOLLOW).await;
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    phone.wait_until("window.workerStates.includes('redundant')").await;

    // The server reads its files once.
    server.stop().await;
    build.complete();
    server.start_again().await;
    phone.script("window.dispatchEvent(new Event('online'));").await;
    phone.wait_until_installed().await;
    server.stop().await;
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
}

#[tokio::test]
async fn the_page_breaks_no_rule_of_its_own_content_policy() {
    let server = Server::start().await;
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    phone.wait_until_installed().await;
    let log = phone.console().await;
    let complaints: Vec<_> = log.iter().filter(|line| line.contains("Content Security Policy")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}
