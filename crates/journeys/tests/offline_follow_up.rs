//! A rep's hour without a network: the server is stopped, the browser closed and opened; a follow-up is entered
//! and its duty is gone, an opportunity without grounds is refused with its clause. Then the server is back,
//! and the manager's phone shows what was entered.

use journeys::{Build, Phone, Server};

const WORDS: &str = "要求噪音低於 62 dB，問能否四月前交貨";

async fn sign_in(phone: &Phone, account: &str) {
    phone.type_into("#account", account).await;
    phone.type_into("#password", "fieldbook-demo").await;
    phone.tap("button.primary").await;
}

#[tokio::test]
async fn what_a_rep_enters_without_a_network_reaches_the_manager() {
    let mut server = Server::prepared(&Build::usual());
    server.make_demo(&[]);
    server.start_again().await;
    let mut rep = Phone::new().speaking("zh-TW");
    rep.open(&server.url("/")).await;
    sign_in(&rep, "lin").await;
    rep.wait_for(".act").await;
    rep.wait_until_installed().await;

    server.stop().await;
    rep.close().await;
    rep.open(&server.url("/")).await;
    rep.wait_for(".act").await;
    let deal = rep.script("return document.querySelector('.row-main').innerText;").await;
    let deal = deal.as_str().unwrap().to_owned();
    rep.tap(".act").await;
    rep.tap("dialog[open] label:has(input[value=reached])").await;
    rep.tap("dialog[open] label:has(input[value=phone])").await;
    rep.type_into("#field-follow_up-content", WORDS).await;
    rep.shot("offline_follow_up_sheet").await;
    rep.tap("dialog[open] .foot .primary").await;
    rep.wait_for_text_gone(&deal).await;
    rep.shot("offline_follow_up_today").await;

    // 3.1 bars an opportunity without both grounds, here and now, with nobody to ask.
    rep.open(&server.url("/deals/new")).await;
    rep.type_into("#customer", "北辰").await;
    rep.tap(".ledger button.row").await;
    rep.type_into("#field-deal-title", "三號線").await;
    rep.type_into("#field-deal-interest", "問過兩次交期").await;
    rep.tap(".foot .primary").await;
    rep.wait_for_text("§3.1").await;
    rep.shot("offline_refusal").await;

    // kill -9 of the browser right after "saved": nothing typed is lost.
    rep.kill().await;
    rep.open(&server.url("/")).await;
    rep.wait_for(".act").await;
    rep.wait_for_text_gone(&deal).await;

    server.start_again().await;
    rep.wait_for_text("已送出").await;
    let mut manager = Phone::new().speaking("zh-TW");
    manager.open(&server.url("/")).await;
    sign_in(&manager, "wang").await;
    manager.wait_for(".pill").await;
    manager.open(&server.url("/deals")).await;
    let title = deal.trim_start_matches("聯繫 ");
    manager.type_into("input[type=search]", title).await;
    manager.tap(".list-row").await;
    manager.wait_for_text(WORDS).await;
    assert_eq!(manager.text().await.matches(WORDS).count(), 1);
    manager.shot("offline_follow_up_manager").await;
}
