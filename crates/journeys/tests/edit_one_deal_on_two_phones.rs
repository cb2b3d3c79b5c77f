//! A rep and her manager edit the same deal, both without a network. Both edits survive: a field that only one of
//! them touched, and both values of the field that both did, with who set each and when, until somebody chooses.

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
    for (phone, who) in [(&mut one, "lin"), (&mut other, "wang")] {
        phone.takes_the_book_of(who, &server).await;
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
    // Who set each, and when, from the point of view of whoever looks.
    let picks = "return [...document.querySelectorAll('.pick')].map((it) => it.innerText).sort().join('|');";
    for (phone, mine, theirs) in [(&one, "甲方案", "乙方案\n王志強"), (&other, "乙方案", "甲方案\n林曉雯")]
    {
        let picks = phone.script(picks).await.as_str().unwrap_or_default().to_owned();
        assert!(picks.contains(&format!("{mine}\n你 · ")) && picks.contains(theirs), "{picks}");
    }

    // One tap on the sync page settles it for both.
    one.open(&server.url("/sync")).await;
    one.wait_for_text("1 要看一下").await;
    one.script(
        "[...document.querySelectorAll('.pick')].find((it) => it.innerText.includes('乙方案')).click();",
    )
    .await;
    one.wait_for_text("已送出").await;
    other.wait_until("document.querySelectorAll('.conflict').length === 0").await;
    for phone in [&mut one, &mut other] {
        phone.open(&deal).await;
        phone.wait_for_text("乙方案").await;
        phone.wait_for_text_gone("甲方案").await;
    }
    // The history tells that it was decided, and between what.
    one.open(&format!("{deal}/history")).await;
    one.tap(".history details:has(.decided) summary").await;
    one.wait_for_text("乙方案」").await;
    one.wait_for_text("採用「").await;
    one.wait_for_text("甲方案").await;
    one.shot("decided_between_two").await;
}
