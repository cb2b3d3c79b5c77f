//! The phone is full: a save fails and the person reads what to do; the words stay in the form, and after room
//! was made the same form saves.

use journeys::{Engine, Phone, Server};

#[tokio::test]
async fn a_full_phone_says_what_to_do_and_saves_after_room_was_made() {
    if Engine::lacks("a phone that is full on command") {
        return;
    }
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_for(".act").await;
    phone.wait_until_installed().await;
    server.stop().await;
    // Browsers believe their last measure of the space for a while; a new one measures at the first write.
    phone.close().await;
    phone.open(&server.url("/")).await;
    phone.has_room_for(&server.url(""), Some(1)).await;

    phone.tap(".act").await;
    phone.tap("dialog[open] label:has(input[value=reached])").await;
    phone.type_into("#field-follow_up-content", "手機滿了").await;
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_for_text("請騰出空間").await;
    phone.shot("full_phone").await;
    phone.tap("dialog[open] dialog[open] .primary").await;
    let typed = "return document.querySelector('#field-follow_up-content').value;";
    assert_eq!(phone.script(typed).await, "手機滿了");

    phone.has_room_for(&server.url(""), None).await;
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_for_text("1 未送出").await;
    server.start_again().await;
    phone.wait_for_text("已送出").await;
}
