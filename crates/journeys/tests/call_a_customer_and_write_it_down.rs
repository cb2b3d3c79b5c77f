//! A rep at a customer's page: its numbers, its way, what happened in all its deals. She writes a contact down from
//! Today in three taps and words that she dictates, offline; corrects it within the day, and finds both in the
//! customer's past; then writes one down that is about no deal.

use journeys::{Phone, Server};

/// Counts taps of the finger from now on.
const COUNT_TAPS: &str =
    "window.taps = 0; addEventListener('click', (it) => { if (it.isTrusted) window.taps += 1; }, true);";

/// A browser that hears one sentence, and the next time that it has no network.
const HEARS: &str = "window.heard = 0;
    window.SpeechRecognition = window.webkitSpeechRecognition = class {
        start() {
            const result = Object.assign([{ transcript: 'they want a quote' }], { isFinal: true });
            setTimeout(() => {
                if (window.heard++ === 0) this.onresult({ resultIndex: 0, results: [result] });
                else this.onerror({ error: 'network' });
                this.onend({});
            }, 0);
        }
        stop() {}
    };";

#[tokio::test]
async fn a_contact_takes_three_taps_and_words_and_is_corrected_within_the_day() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new();
    phone.takes_the_book_of("lin", &server).await;
    server.stop().await;
    phone.runs_first(HEARS).await;
    phone.open(&server.url("/")).await;
    let contact = ".row.acts:has(a[href='/policy/3.2.b'])";
    phone.wait_for(&format!("{contact} .act")).await;
    let deal = phone
        .script(&format!("return document.querySelector(\"{contact} .row-main\").getAttribute('href');"))
        .await;
    let deal = deal.as_str().unwrap().to_owned();

    phone.script(COUNT_TAPS).await;
    phone.tap(&format!("{contact} .act")).await;
    phone.tap("dialog[open] label:has(input[value=reached])").await;
    phone.type_into("#field-follow_up-content", "spoke with Li").await;
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_until("document.querySelector('dialog[open]') === null").await;
    phone.wait_for_text("Saved on this phone").await;
    assert_eq!(phone.script("return window.taps;").await, 3, "three taps and the words");

    // Within the day its author corrects it, by voice where the browser hears.
    phone.open(&server.url(&deal)).await;
    phone.wait_for_text("spoke with Li").await;
    phone.tap(".timeline article:first-child button.quiet").await;
    phone.wait_for("dialog[open] #field-follow_up-content").await;
    let dictate = "dialog[open] .field:has(#field-follow_up-content) .dictate";
    phone.tap(dictate).await;
    phone
        .wait_until(
            "document.querySelector('#field-follow_up-content').value === 'spoke with Li they want a quote'",
        )
        .await;
    phone.tap(dictate).await;
    phone.wait_for_text("Dictation needs a network").await;
    phone.shot("corrected_by_voice").await;
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_until("document.querySelector('dialog[open]') === null").await;
    phone.wait_for_text("spoke with Li they want a quote").await;
    phone.wait_for_text("Path").await;
    phone.wait_for_text("ended deals of this grade").await;
    phone.shot("deal_corrected").await;

    phone.tap(".more-acts a[href^='/customers/']").await;
    phone.wait_for_text("spoke with Li they want a quote").await;
    phone.wait_for_text("Log a contact").await;
    phone.wait_for(".reach-act[href^='tel:']").await;
    phone.shot("customer_past").await;
    phone.tap(".reach > button:last-of-type").await;
    phone.wait_for_text("Amap").await;
    let amap = phone.script("return document.querySelector('dialog[open] a.row').href;").await;
    assert!(amap.as_str().unwrap().starts_with("https://uri.amap.com/"), "{amap}");
    phone.shot("navigate_by").await;

    // At a customer without a deal a contact is the customer's own.
    phone.open(&server.url("/customers/new")).await;
    phone.type_into("#field-customer-name", "Quiet Works").await;
    phone.tap(".foot .primary").await;
    phone.wait_for(".main-act .new-deal").await;
    phone.tap(".main-act button").await;
    phone.type_into("#field-touch-content", "new buyer from January").await;
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_until("document.querySelector('dialog[open]') === null").await;
    phone.wait_for_text("new buyer from January").await;
}
