//! A manager has a quarter of an hour: what waits for his decision stands behind one tab, each with who, customer, money
//! and since when. He decides on three deals, names resources, objects to a plan that is too slow, sees who let
//! go too often and with whom something is overdue. His rep reads the decision.

use journeys::{Phone, Server};

/// How much waits, by the head of the page.
async fn waiting(phone: &Phone) -> i64 {
    let words = phone.script("return parseInt(document.querySelector('.head-words p').innerText);").await;
    words.as_i64().unwrap_or_default()
}

/// Answers the first card that has such a button, with words in the sheet, and waits until it is gone. Answers the
/// address of its record.
async fn answers(phone: &Phone, button: &str, field: &str, words: &str) -> String {
    let before = waiting(phone).await;
    let card = format!(
        "[...document.querySelectorAll('.wait')].find((card) =>
            [...card.querySelectorAll('button')].some((it) => it.innerText === '{button}'))"
    );
    phone.wait_until(&format!("{card} !== undefined")).await;
    let href = phone.script(&format!("return {card}.querySelector('.what').getAttribute('href');")).await;
    phone
        .script(&format!(
            "[...{card}.querySelectorAll('button')].find((it) => it.innerText === '{button}').click();"
        ))
        .await;
    if !field.is_empty() {
        phone.type_into(&format!("dialog[open] #{field}"), words).await;
        phone.tap("dialog[open] .foot .primary").await;
        phone.wait_until("document.querySelector('dialog[open]') === null").await;
    }
    phone
        .wait_until(&format!(
            "parseInt(document.querySelector('.head-words p').innerText) === {}",
            before - 1
        ))
        .await;
    href.as_str().unwrap_or_default().to_owned()
}

/// A rep lets four contacts go that she owes: one more than is usual in a month.
async fn lets_four_contacts_go(rep: &mut Phone, server: &Server) {
    rep.takes_the_book_of("lin", server).await;
    rep.wait_for(".row.acts .row-main").await;
    let deals = "return [...document.querySelectorAll(\".row.acts:has(a[href='/policy/3.2.b']) .row-main\")]
        .slice(0, 4).map((it) => it.getAttribute('href'));";
    let deals = rep.script(deals).await;
    let deals = deals.as_array().cloned().unwrap_or_default();
    let deals: Vec<String> = deals.iter().filter_map(|it| it.as_str()).map(str::to_owned).collect();
    assert_eq!(deals.len(), 4);
    for deal in deals {
        rep.open(&server.url(&deal)).await;
        rep.tap(".owed-one:has(a[href='/policy/3.2.b']) .others button:last-child").await;
        rep.type_into("dialog[open] #field-waiver-why", "they are on leave all week").await;
        rep.tap("dialog[open] .foot .primary").await;
        rep.wait_until("document.querySelector('dialog[open]') === null").await;
    }
    rep.waits_out_the_undo().await;
    rep.wait_until("document.querySelector('.detail .pill-place[data-tone=good]') !== null").await;
    rep.wait_for_text("All sent").await;
}

#[tokio::test]
async fn he_decides_three_things_objects_to_a_slow_plan_and_sees_who_is_late() {
    let server = Server::of_the_demo().await;
    lets_four_contacts_go(&mut Phone::new(), &server).await;
    let mut manager = Phone::new();
    manager.takes_the_book_of("wang", &server).await;
    manager.tap("a.tab[href='/to-decide']").await;
    manager.wait_for(".wait").await;
    manager.wait_for(".tab-count").await;
    manager.shot("to_decide").await;

    let stopped = answers(&manager, "Stop", "field-decision-why", "too little to win").await;
    manager.waits_out_the_undo().await;
    answers(&manager, "Go on", "field-decision-why", "the second phase comes").await;
    manager.waits_out_the_undo().await;
    answers(&manager, "Name resources", "field-resource-words", "Wu goes along on Thursday").await;
    manager.waits_out_the_undo().await;
    answers(&manager, "I object", "field-answer-words", "every week, please").await;
    manager.waits_out_the_undo().await;
    answers(&manager, "Fine with me", "", "").await;
    manager.waits_out_the_undo().await;
    manager.shot("decided").await;

    manager.wait_for_text("林曉雯 waived this 4 times this month").await;

    // One line a person; a tap shows their deals that are late.
    manager.wait_for_text("Overdue in your team").await;
    let name = manager.script("return document.querySelector('.people-late .what').innerText;").await;
    manager.tap(".people-late button").await;
    manager.wait_for_text("Overdue").await;
    manager.wait_for_text(&format!("Seller: {}", name.as_str().unwrap())).await;
    manager.wait_for(".list-row .late").await;
    manager.shot("late_deals_of_one").await;
    manager.wait_until("document.querySelector('.pill-place[data-tone=good]') !== null").await;

    let mut director = Phone::new();
    director.takes_the_book_of("zhao", &server).await;
    director.open(&server.url(&stopped)).await;
    director.wait_for_text("Decided to stop").await;
    director.wait_for_text("too little to win").await;
}
