//! A rep takes a market note without a network: a price, of a competitor that nobody knew yet. Back in reach her manager
//! finds both, and adds. The report of the quarter is hers: she quotes the note, is refused without a part (2.1.b), writes
//! it and submits. The manager reads it, which is recorded, names what follows and who writes the next one.

use journeys::{Phone, Server};

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

/// The address of the page that the phone is on.
async fn place(phone: &Phone) -> String {
    let path = phone.script("return location.pathname;").await;
    path.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_price_heard_offline_ends_in_what_follows_from_the_quarters_report() {
    let mut server = Server::of_the_demo().await;
    let mut rep = phone_of("lin", &server).await;
    let mut manager = phone_of("wang", &server).await;

    // At the customer's, out of reach.
    server.stop().await;
    rep.open(&server.url("/")).await;
    rep.tap(".tabs .add").await;
    rep.tap("dialog[open] a[href='/market-notes/new']").await;
    rep.type_into("#competitor", "Kestrel Motors").await;
    rep.wait_for_text("will be added as a competitor").await;
    rep.type_into("#field-market_note-price_heard", "34500").await;
    rep.type_into("#field-market_note-words", "55 kW at 34,500 with freight").await;
    rep.shot("market_note_typed").await;
    rep.tap(".fields .foot .primary").await;
    rep.wait_for_text("¥34,500").await;
    rep.wait_for_text("Kestrel Motors").await;
    let note = place(&rep).await;
    rep.waits_out_the_undo().await;

    // In reach again: the whole company has it, and adds to it.
    server.start_again().await;
    manager.open(&server.url("/competitors")).await;
    manager.taps_words(".list-row .what", "Kestrel Motors").await;
    manager.wait_for_text("¥34,500").await;
    manager.tap(".detail .page .card > button").await;
    manager.type_into("#field-argument-against", "cheaper by a tenth").await;
    manager.type_into("#field-argument-reply", "their losses cost more within a year").await;
    manager.saves().await;
    manager.wait_for_text("their losses cost more within a year").await;
    manager.open(&server.url(&note)).await;
    manager.wait_for_text("55 kW at 34,500").await;
    manager.tap(".detail .main-act .primary").await;
    manager.type_into("#field-note_addition-content", "only for twenty and more").await;
    manager.saves().await;
    manager.wait_for_text("only for twenty and more").await;

    // The report of the quarter.
    rep.open(&server.url(&note)).await;
    rep.wait_for_text("only for twenty and more").await;
    rep.open(&server.url("/market-reports")).await;
    rep.taps_words(".list-row .list-end span", "Being written").await;
    rep.tap(".detail .main-act .primary").await;
    rep.wait_for_text("The report needs all three parts").await;
    rep.wait_for_text("§2.1.b").await;
    rep.shot("market_report_refused").await;
    rep.tap("dialog[open] .primary").await;
    let report = place(&rep).await;
    rep.tap(".detail .main-act.pair button:not(.primary)").await;
    rep.tap(".detail form .card:nth-of-type(2) > button").await;
    rep.wait_for("dialog[open] .row.line").await;
    rep.script("[...document.querySelectorAll('dialog[open] .row.line')].find((it) => it.innerText.includes('34,500')).click();").await;
    rep.tap("dialog[open] .primary.wide").await;
    rep.wait_for_text("only for twenty and more").await;
    rep.type_into("#field-market_report-competitors", "A newcomer undercuts us").await;
    rep.type_into("#field-market_report-trends", "Efficiency is asked for first").await;
    rep.tap(".detail form .foot .primary").await;
    rep.wait_for_text("A newcomer undercuts us").await;
    rep.tap(".detail .main-act .primary").await;
    rep.wait_for_text("Submitted: ").await;
    rep.waits_out_the_undo().await;

    // It goes to the manager, who is told as a reader, and names what follows.
    manager.open(&server.url(&report)).await;
    manager.wait_for_text("only for twenty and more").await;
    manager.wait_for_text("Read by 1").await;
    manager.acts_on("2.1.b").await;
    manager.type_into("#field-consequence-words", "Losses go into every quote from 55 kW on").await;
    manager.saves().await;
    manager.wait_for_text("Losses go into every quote").await;
    manager.shot("market_report_followed").await;
    manager.tap(".more-acts a[href='/market-reports/new']").await;
    manager.wait_for("#field-market_report-author").await;
    manager
        .script(
            "const who = document.querySelector('#field-market_report-author');
            who.value = [...who.options].find((it) => it.textContent === '陳立').value;
            who.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    manager.tap(".detail .fields .foot .primary").await;
    manager.wait_for_text("Being written").await;

    rep.open(&server.url(&report)).await;
    rep.wait_for_text("Losses go into every quote").await;
    rep.wait_for_text("Read by 1").await;
}
