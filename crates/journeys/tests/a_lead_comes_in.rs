//! Somebody outside fills in the lead form in a browser without script: told what lacks, then thanked. The manager gives
//! three leads out at once without a network, as the law proposes, and then those that waited before. The rep calls his, and the
//! figures say where they came from.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use journeys::{Engine, Phone, Server};
use serde_json::json;

const CAMPAIGN: &str = "秋季搜尋廣告";
/// The key. Where scripts are switched off the driver waits for ever after a click; keys do, and they have to.
const ENTER: &str = "\u{e007}";
/// How many leads are chosen, for the page.
const CHOSEN: &str = "document.querySelectorAll('.several .ledger input:checked').length";
const FORM: &str = "/lead/autumn?lang=en&territory=%E8%8F%AF%E6%9D%B1";

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

/// Sends the form until it is taken: who types faster than people do is asked to send once more.
async fn sends(visitor: &Phone) {
    loop {
        visitor.type_into("form button", ENTER).await;
        visitor.wait_for("[role=status], [role=alert]").await;
        if visitor.text().await.contains("Thank you") {
            return;
        }
        assert!(visitor.text().await.contains("very quick"), "{}", visitor.text().await);
    }
}

/// How many leads the figures count for the campaign.
async fn counted(phone: &mut Phone, server: &Server) -> u64 {
    phone.open(&server.url("/report")).await;
    phone.tap("label:has(input[name=sources-by][value=campaign])").await;
    phone.wait_for(".brought").await;
    let script = format!(
        "return [...document.querySelectorAll('.brought')].find((it) => it.innerText.includes('{CAMPAIGN}'))
            ?.querySelector('dd').innerText ?? '0';"
    );
    phone.script(&script).await.as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_lead_comes_in_is_given_out_called_and_counted() {
    let mut server = Server::of_the_demo().await;
    let mut manager = phone_of("wang", &server).await;
    let mut rep = phone_of("chen", &server).await;
    let before = counted(&mut manager, &server).await;

    let mut visitor = Phone::new();
    visitor.open(&server.url(FORM)).await;
    // Other engines have nothing to switch: there the form is seen not to need what it does not have.
    if Engine::of_this_run() == Engine::Chromium {
        visitor.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }
    visitor.open(&server.url(FORM)).await;
    visitor.type_into("#company", "Northwind Pumps").await;
    visitor.type_into("#name", "Alice Reed").await;
    visitor.type_into("#needs", "Two motors of 55 kW, quiet").await;
    visitor.type_into("#agree", " ").await;
    visitor.type_into("form button", ENTER).await;
    visitor.wait_for_text("Please enter a phone number or an e-mail address.").await;
    visitor.shot("lead_form_lacks").await;
    visitor.type_into("#phone", "0510 8888 1234").await;
    visitor.type_into("form button", ENTER).await;
    visitor.wait_for_text("Thank you").await;
    visitor.shot("lead_form_thanks").await;
    for company in ["Southwind Pumps", "Eastwind Pumps"] {
        visitor.open(&server.url(FORM)).await;
        visitor.type_into("#company", company).await;
        visitor.type_into("#name", "Bob Hale").await;
        visitor.type_into("#email", "bob@example.com").await;
        visitor.type_into("#agree", " ").await;
        sends(&visitor).await;
    }

    manager.open(&server.url("/customers")).await;
    manager.tap(".list-links a[href$=leads]").await;
    manager.wait_for_text("Eastwind Pumps").await;
    manager.wait_for_text("Northwind Pumps").await;
    manager.wait_for_text("Southwind Pumps").await;
    manager.wait_for_text("All sent").await;
    server.stop().await;
    manager.open(&server.url("/customers/leads")).await;
    manager.wait_until(&format!("{CHOSEN} === 6")).await;
    manager.shot("leads_to_give").await;
    // Those that waited before stay for now; 林曉雯 has one that is open already.
    manager
        .script(
            "[...document.querySelectorAll('.several .ledger label.tickable')]
                .filter((it) => !it.innerText.includes('wind Pumps'))
                .forEach((it) => it.querySelector('input').click());",
        )
        .await;
    manager.wait_until(&format!("{CHOSEN} === 3")).await;
    manager.wait_for_text("for 陳立").await;
    let his = manager
        .script(
            "return [...document.querySelectorAll('.several .ledger .tickable .what')]
                .find((it) => it.innerText.includes('for 陳立')).firstChild.textContent;",
        )
        .await;
    let his = his.as_str().unwrap().to_owned();
    manager.tap(".main-act .primary").await;
    manager.wait_for_text("Done for 3").await;
    manager.wait_for_text_gone("wind Pumps").await;
    manager.tap(".several label.all").await;
    manager.wait_until(&format!("{CHOSEN} === 3")).await;
    manager.tap(".main-act .primary").await;
    manager.wait_for_text("All leads are assigned.").await;
    manager.waits_out_the_undo().await;
    server.start_again().await;
    manager.wait_for_text("All sent").await;

    rep.open(&server.url("/customers")).await;
    rep.type_into(".search input", &his).await;
    rep.taps_words(".list-row .what", &his).await;
    rep.wait_for_text("Where it came from").await;
    rep.acts_on("2.3.a").await;
    rep.chooses("field-touch-channel", "phone").await;
    rep.type_into("#field-touch-content", "They want an offer by Friday").await;
    rep.shot("lead_called").await;
    rep.saves().await;
    rep.wait_until("document.querySelector(\".row.acts:has(a[href='/policy/2.3.a'])\") === null").await;
    rep.wait_for_text(CAMPAIGN).await;
    rep.shot("where_it_came_from").await;

    assert_eq!(counted(&mut manager, &server).await, before + 3);
    manager.shot("report_of_sources").await;
}
