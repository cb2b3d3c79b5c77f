//! A newer build comes while the app is open: it waits until the person takes it, and only a whole one counts.

use journeys::{Build, Phone, Server};

/// Stops the server and starts it with another build, as an upgrade does.
async fn upgrade(server: &mut Server, build: &Build) {
    server.stop().await;
    server.serve(build);
    server.start_again().await;
}

/// A server of the demo company, and a phone with the app whole on it and somebody signed in.
async fn installed() -> (Server, Phone) {
    let mut server = Server::prepared(&Build::usual());
    server.make_demo(&[]);
    server.start_again().await;
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_until_installed().await;
    (server, phone)
}

#[tokio::test]
async fn a_newer_build_waits_until_it_is_taken_and_then_reloads_once() {
    let (mut server, phone) = installed().await;
    let newer = Build::newer("A newer Fieldbook");
    upgrade(&mut server, &newer).await;

    phone.script("window.oldPage = true; window.dispatchEvent(new Event('focus'));").await;
    phone.wait_for("#take-update").await;
    assert_eq!(phone.script("return document.title;").await, "Fieldbook 外勤簿");
    phone.shot("update_waits").await;

    phone.tap("#take-update").await;
    phone.wait_until("document.title === 'A newer Fieldbook' && !window.oldPage").await;
    phone.wait_until_started().await;
    // The build before it is kept, for pages of it that are still open.
    phone.wait_until("caches.keys().then((names) => names.length === 2)").await;
}

#[tokio::test]
async fn of_three_builds_the_last_two_are_kept() {
    let (mut server, phone) = installed().await;
    let builds = [Build::newer("Second"), Build::newer("Third")];
    for (build, title) in builds.iter().zip(["Second", "Third"]) {
        upgrade(&mut server, build).await;
        phone.script("window.dispatchEvent(new Event('focus'));").await;
        phone.tap("#take-update").await;
        phone.wait_until(&format!("document.title === '{title}'")).await;
        phone.wait_until_started().await;
        phone.wait_until("caches.keys().then((names) => names.length === 2)").await;
    }
}

#[tokio::test]
async fn a_build_with_a_wrong_page_is_not_kept_and_the_old_one_goes_on() {
    let (mut server, mut phone) = installed().await;
    let wrong = Build::newer_with_a_wrong_page("Wrong");
    upgrade(&mut server, &wrong).await;
    let failed = "return navigator.serviceWorker.getRegistration().then((registration) => registration.update())\
                  .then((registration) => new Promise((done) => {\
                    const worker = registration.installing;\
                    if (!worker) return done('nothing to install');\
                    worker.onstatechange = () => done(worker.state);\
                  }));";
    assert_eq!(phone.script(failed).await, "redundant");
    assert_eq!(phone.script("return caches.keys().then((names) => names.length);").await, 1);

    server.stop().await;
    phone.close().await;
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    assert_eq!(phone.script("return document.title;").await, "Fieldbook 外勤簿");
}

#[tokio::test]
async fn words_half_typed_survive_the_update() {
    let (mut server, mut phone) = installed().await;
    phone.open(&server.url("/deals/new")).await;
    phone.type_into("#customer", "北辰").await;
    phone.tap(".ledger button.row").await;
    phone.type_into("#field-deal-title", "三號線").await;
    phone.type_into("#field-deal-interest", "問過兩次交期").await;

    let newer = Build::newer("A newer Fieldbook");
    upgrade(&mut server, &newer).await;
    phone.script("window.dispatchEvent(new Event('focus'));").await;
    phone.tap("#take-update").await;
    phone.wait_until("document.title === 'A newer Fieldbook'").await;
    phone.wait_for_text("北辰").await;
    let typed =
        "return ['title', 'interest'].map((name) => document.querySelector(`#field-deal-${name}`).value);";
    assert_eq!(phone.script(typed).await, serde_json::json!(["三號線", "問過兩次交期"]));
    phone.shot("update_half_typed").await;
    phone.tap(".foot .primary").await;
    phone.wait_for_text("§3.1").await;
}

#[tokio::test]
async fn an_update_can_be_taken_before_anybody_has_signed_in() {
    let mut server = Server::start().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.open(&server.url("/")).await;
    phone.wait_until_installed().await;
    let newer = Build::newer("A newer Fieldbook");
    upgrade(&mut server, &newer).await;
    phone.script("window.dispatchEvent(new Event('focus'));").await;
    phone.wait_for("#take-update").await;
    phone.shot("update_waits_signed_out").await;
    phone.tap("#take-update").await;
    phone.wait_until("document.title === 'A newer Fieldbook'").await;
    phone.wait_until_started().await;
}
