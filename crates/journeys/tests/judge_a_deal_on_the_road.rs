//! A rep judges a deal without a network: refused without reasons, with its clause; of low grade she proposes to stop.
//! Back in reach her manager decides so, and closing falls to her, refused without the reason. A question that came up
//! is answered by the service department, told to the customer with the contact that she writes down anyway.

use journeys::{Phone, Server};

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

#[tokio::test]
async fn a_deal_is_judged_offline_decided_by_the_manager_and_a_question_goes_its_way() {
    let mut server = Server::of_the_demo().await;
    let mut rep = phone_of("lin", &server).await;
    let mut manager = phone_of("wang", &server).await;
    rep.open(&server.url("/deals")).await;
    rep.wait_for("a.list-row").await;
    let deal = rep.script("return document.querySelector('a.list-row').getAttribute('href');").await;
    let deal = deal.as_str().unwrap().to_owned();
    server.stop().await;

    rep.open(&server.url(&deal)).await;
    rep.tap(".judgement > button").await;
    for (field, score) in [("need", "1"), ("power", "2"), ("rivals", "2")] {
        rep.chooses(&format!("field-evaluation-{field}"), score).await;
    }
    rep.type_into("#field-evaluation-chance", "10").await;
    for (field, words) in
        [("need_why", "wrong size"), ("power_why", "no budget"), ("rivals_why", "they are in")]
    {
        rep.type_into(&format!("#field-evaluation-{field}"), words).await;
    }
    rep.tap("dialog[open] .foot .primary").await;
    rep.wait_for_text("Each score needs its reason").await;
    rep.wait_for_text("§3.3.a").await;
    rep.shot("judgement_refused").await;
    rep.tap("dialog[open] .primary:not(.wide)").await;
    rep.type_into("#field-evaluation-feasible_why", "it could be built").await;
    rep.saves().await;
    rep.wait_for_text("Rated low").await;
    rep.wait_for_text("wrong size").await;
    rep.tap(".row.acts:has(a[href='/policy/3.3.c']) .act").await;
    rep.wait_for("dialog[open] .fields").await;
    rep.chooses("field-proposal-stop", "yes").await;
    rep.type_into("#field-proposal-why", "too little to win").await;
    rep.saves().await;
    rep.wait_for_text("Proposed to stop").await;
    rep.shot("judged_and_proposed").await;

    // A question came up, too.
    rep.tap("a[href^='/questions/new/']").await;
    rep.type_into("#field-question-subject", "Can it run at 45 °C").await;
    rep.tap("label:has(input[name=field-question-department][value=service])").await;
    rep.waits_out_the_undo().await;
    rep.tap(".foot .primary").await;
    rep.wait_for_text("Can it run at 45 °C").await;
    rep.waits_out_the_undo().await;

    server.start_again().await;
    manager.open(&server.url(&deal)).await;
    manager.wait_for_text("the rep proposes to stop").await;
    manager.acts_on("3.3.c").await;
    manager.chooses("field-decision-stop", "yes").await;
    manager.type_into("#field-decision-why", "agreed").await;
    manager.saves().await;
    manager.wait_for_text("Decided to stop").await;

    let mut service = phone_of("zhou", &server).await;
    service.open(&server.url("/questions")).await;
    service.wait_for_text("Can it run at 45 °C").await;
    service.script("[...document.querySelectorAll('a.list-row')].find((it) => it.innerText.includes('45 °C')).click();").await;
    service.tap(".main-act .primary").await;
    service.type_into("#field-question-answer", "Yes, with the larger fan").await;
    service.saves().await;

    rep.open(&server.url(&deal)).await;
    rep.wait_for_text("to stop").await;
    rep.wait_for_text("Answered").await;
    rep.tap(".main-act .primary").await;
    rep.tap("dialog[open] label:has(input[value=reached])").await;
    rep.wait_for("dialog[open] .also label").await;
    rep.script("[...document.querySelectorAll('dialog[open] .also label')].find((it) => it.innerText.includes('45 °C')).click();").await;
    rep.type_into("#field-follow_up-content", "told them about the fan").await;
    rep.shot("one_contact_tells_an_answer").await;
    rep.saves().await;
    rep.wait_for_text("Customer told").await;

    rep.tap(".row.acts:has(a[href='/policy/3.3.c']) .act").await;
    rep.wait_for("dialog[open] .fields").await;
    rep.chooses("field-deal-closed", "dropped").await;
    rep.picks_day("#field-deal-closed_on", "2026-11-26").await;
    rep.tap("dialog[open] .foot .primary").await;
    rep.wait_for_text("needs the reason").await;
    rep.tap("dialog[open] .primary:not(.wide)").await;
    rep.type_into("#field-deal-closed_why", "no budget this year").await;
    rep.saves().await;
    manager.wait_for_text("Dropped").await;
}
