//! The manager puts right what happened to the market: a colleague writes the quarter's report instead, and two records of
//! one competitor become one, which can be taken back.

use journeys::{Phone, Server};

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

/// Writes a note about a competitor by that name.
async fn notes(phone: &mut Phone, server: &Server, rival: &str, price: &str) {
    phone.open(&server.url("/market-notes/new")).await;
    phone.type_into("#competitor", rival).await;
    phone.type_into("#field-market_note-price_heard", price).await;
    phone.type_into("#field-market_note-words", &format!("heard {price}")).await;
    phone.tap(".fields .foot .primary").await;
    phone.wait_for_text(&format!("heard {price}")).await;
    phone.waits_out_the_undo().await;
}

#[tokio::test]
async fn another_author_is_named_and_owes_the_report_from_then_on() {
    let server = Server::of_the_demo().await;
    let mut manager = phone_of("wang", &server).await;
    let mut first = phone_of("lin", &server).await;
    first.open(&server.url("/market-reports")).await;
    first.taps_words(".list-row .list-end span", "Being written").await;
    first.wait_for(".detail .main-act.pair").await;

    manager.open(&server.url("/market-reports")).await;
    manager.taps_words(".list-row .list-end span", "Being written").await;
    manager.taps_words(".detail .more-acts button", "Name another author").await;
    manager.wait_for("dialog[open] #field-market_report-author").await;
    manager
        .script(
            "const who = document.querySelector('dialog[open] #field-market_report-author');
            who.value = [...who.options].find((it) => it.textContent === '陳立').value;
            who.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    manager.shot("another_author").await;
    manager.saves().await;
    manager.waits_out_the_undo().await;
    manager.wait_for_text("All sent").await;
    manager.tap(".detail .more-acts a[href$=history]").await;
    manager.wait_for_text("Name another author").await;

    let mut second = phone_of("chen", &server).await;
    second.open(&server.url("/market-reports")).await;
    second.taps_words(".list-row .list-end span", "Being written").await;
    second.wait_for(".detail .main-act.pair").await;
    second.wait_for_text("§2.1.a").await;
    first.open(&server.url("/market-reports")).await;
    first.wait_for_text_gone("Being written").await;
}

#[tokio::test]
async fn a_competitor_written_down_twice_becomes_one_and_two_again() {
    let server = Server::of_the_demo().await;
    let mut rep = phone_of("lin", &server).await;
    let mut manager = phone_of("wang", &server).await;
    notes(&mut rep, &server, "Kestrel Motors", "34500").await;
    rep.open(&server.url("/market-notes/new")).await;
    rep.type_into("#competitor", "Kestrel Motors Ltd").await;
    rep.wait_for_text("Perhaps one of those above?").await;
    rep.wait_for_text("Kestrel Motors").await;
    rep.shot("competitor_alike").await;
    notes(&mut rep, &server, " of Leeds", "35900").await;
    rep.wait_for_text("All sent").await;

    // The rep sees that they look alike; that they are one the manager says.
    rep.open(&server.url("/competitors")).await;
    rep.taps_words(".list-row .what", "Kestrel Motors").await;
    rep.wait_for_text("Perhaps written down twice").await;
    assert!(!rep.text().await.contains("Compare"), "not theirs to say");
    manager.open(&server.url("/competitors")).await;
    manager.taps_words(".list-row .what", "Kestrel Motors").await;
    manager.wait_for_text("Perhaps written down twice").await;
    manager.taps_words(".detail .alike button", "Compare").await;
    manager.wait_for(".sides .side button").await;
    manager.shot("competitors_compared").await;
    manager.tap(".sides .side:first-child button").await;
    manager.wait_for_text("Merged into this one").await;
    manager.wait_for_text("¥34,500").await;
    manager.wait_for_text("¥35,900").await;
    manager.shot("competitor_joined").await;
    manager.waits_out_the_undo().await;
    manager.wait_for_text("All sent").await;

    // The other stays readable, and it is taken back from there.
    rep.open(&server.url("/competitors")).await;
    rep.wait_for_text("Kestrel Motors").await;
    rep.wait_for_text_gone("of Leeds").await;
    manager.taps_words(".detail .card .row .what", "Kestrel Motors Ltd of Leeds").await;
    manager.wait_for_text("Duplicate of").await;
    manager.taps_words(".detail .card button", "Undo merge").await;
    manager.saves().await;
    manager.wait_for_text("Perhaps written down twice").await;
}
