//! The same deal is edited on two phones, both without a network. Both edits survive: a field that only one of them
//! touched, and both values of the field that both did, until somebody chooses.

use journeys::{Phone, Server};

async fn edits(phone: &mut Phone, url: &str, title: &str, other: Option<(&str, &str)>) {
    phone.open(&format!("{url}/edit")).await;
    phone.type_into("#field-deal-title", title).await;
    if let Some((css, words)) = other {
        phone.type_into(css, words).await;
    }
    phone.tap(".foot .primary").await;
    phone.wait_for(".main-act").await;
    phone.wait_for_text(title).await;
}

#[tokio::test]
async fn both_edits_survive_and_a_field_set_twice_shows_both_values() {
    let mut server = Server::of_the_demo().await;
    let (mut one, mut other) = (Phone::new().speaking("zh-TW"), Phone::new().speaking("zh-TW"));
    for phone in [&mut one, &mut other] {
        phone.open(&server.url("/")).await;
        phone.sign_in("lin").await;
        phone.wait_for(".act").await;
        phone.wait_until_installed().await;
        phone.wait_for_text("已送出").await;
    }
    one.open(&server.url("/deals")).await;
    one.wait_for(".list-row").await;
    let path = one.script("return document.querySelector('a.list-row').getAttribute('href');").await;
    let deal = server.url(path.as_str().unwrap());
    server.stop().await;
    edits(&mut one, &deal, "甲方案", None).await;
    edits(&mut other, &deal, "乙方案", Some(("#field-deal-possibility", "預算下週批"))).await;

    server.start_again().await;
    for phone in [&one, &other] {
        for words in ["甲方案", "乙方案", "預算下週批"] {
            phone.wait_for_text(words).await;
        }
    }
    one.shot("two_phones_conflict").await;
    let more = one.script("return document.querySelectorAll('.conflict').length;").await;
    assert!(more.as_u64().unwrap_or(0) >= 1, "the conflict is shown: {more}");
}
