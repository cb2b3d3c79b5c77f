//! WebKit kills the database's connection under a page in the background, and the handle never works again. The
//! app opens anew and tries once more on every path, starting included; where that fails it says so, keeps the
//! words in their form, and goes on by itself when storage is back.

use journeys::{Phone, Server};

const WORDS: &str = "連線斷了也要存下來";

async fn writes(phone: &Phone, words: &str) {
    phone.tap(".act").await;
    phone.tap("dialog[open] label:has(input[value=reached])").await;
    phone.type_into("#field-follow_up-content", words).await;
}

async fn saves(phone: &Phone) {
    phone.tap("dialog[open] .foot .primary").await;
}

#[tokio::test]
async fn a_killed_connection_is_opened_anew_and_one_that_stays_dead_is_said() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_for(".act").await;
    phone.wait_until_installed().await;
    phone.becomes_fragile().await;
    server.stop().await;

    // Starting: the first connection is dead on arrival.
    phone.hands_out_a_dead_connection_first(true).await;
    phone.open(&server.url("/")).await;
    phone.wait_for(".act").await;
    assert_eq!(phone.openings().await, 2);
    phone.hands_out_a_dead_connection_first(false).await;

    // Reading the record and writing the act: one opening for both.
    phone.loses_its_connections().await;
    writes(&phone, WORDS).await;
    assert_eq!(phone.openings().await, 1);
    phone.loses_its_connections().await;
    saves(&phone).await;
    phone.wait_for_text("已存在手機上").await;
    phone.wait_for_text("1 未送出").await;
    assert_eq!(phone.openings().await, 1);

    // It can't be opened again: said, and the words stay.
    writes(&phone, "第二句").await;
    phone.refuses_to_open_databases(true).await;
    saves(&phone).await;
    phone.wait_for_text("沒有存到這支手機").await;
    phone.wait_for_text("你寫的內容還在表單裡").await;
    phone.shot("not_saved_on_this_phone").await;
    phone.tap("dialog[open] dialog[open] .primary").await;
    phone.wait_for_text("現在寫的存不下來").await;
    let typed = "return document.querySelector('#field-follow_up-content').value;";
    assert_eq!(phone.script(typed).await, "第二句");
    phone.shot("not_saved_form").await;

    // Storage is back: the same form saves.
    phone.refuses_to_open_databases(false).await;
    phone.wait_for_text_gone("現在寫的存不下來").await;
    saves(&phone).await;
    phone.wait_for_text("2 未送出").await;

    // Starting without storage: said, tried again, and everything is there in the end.
    phone.refuses_to_open_databases(true).await;
    phone.open(&server.url("/")).await;
    phone.wait_for_text("手機的儲存空間沒有回應").await;
    phone.wait_for(".head .pill").await;
    phone.wait_for_text("存不下來").await;
    phone.shot("start_without_storage").await;
    assert_eq!(phone.openings().await % 2, 0, "one try and one more each time");
    phone.refuses_to_open_databases(false).await;
    phone.wait_for_text("2 未送出").await;

    server.start_again().await;
    phone.wait_for_text("已送出").await;
}
