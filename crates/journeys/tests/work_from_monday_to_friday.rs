//! A seller's week on a book brought along, the whole of Maven's pipeline, without the server from Monday's first call to
//! Friday evening: contacts, some that reach nobody, a new customer with a deal, a form that the browser
//! is closed over, a judgement with a question, a mistake taken back, a deal put off and one lost. Each day the browser is opened anew; once it is killed. On
//! Friday everything arrives, once, and her manager reads it. The week is the last one that is over: server and phones have
//! their clocks put back. Where the data does not lie beside the project this is skipped, and says so.

#![expect(clippy::unwrap_used, reason = "a journey stops where it is wrong")]

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use journeys::{Build, Phone, Server};

const DAY_MS: i64 = 86_400_000;

/// The folder with the data; `None` where it is not there.
fn data() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/maven-crm");
    folder.join("sales_pipeline.csv").is_file().then_some(folder)
}

/// How far a clock is to be put back, ms, so that it shows ten in the morning (UTC+8) of the last Friday that is over,
/// or of so many days before.
fn back_to(days_before_friday: i64) -> i64 {
    let now_ms = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    let local_ms = now_ms + 8 * 3_600_000;
    // 1970-01-01 was a Thursday.
    let since_friday = (local_ms / DAY_MS - 1) % 7;
    let past_ten_ms = local_ms % DAY_MS - 10 * 3_600_000;
    let since_friday = if since_friday == 0 { 7 } else { since_friday };
    (since_friday + days_before_friday) * DAY_MS + past_ten_ms
}

fn password_of(account: &str, printed: &str) -> String {
    let line = printed.lines().find(|line| line.split_whitespace().any(|word| word == account));
    line.and_then(|line| line.split_whitespace().last()).unwrap_or_default().to_owned()
}

async fn phone_of(account: &str, password: &str, back_ms: i64, server: &Server) -> Phone {
    let mut phone = Phone::new().patient(6);
    phone.puts_its_clock_back(back_ms);
    phone.open(&server.url("/")).await;
    phone.type_into("#account", account).await;
    phone.type_into("#password", password).await;
    phone.tap("button.primary").await;
    phone.wait_for(".tabs").await;
    phone.wait_for_text("All sent").await;
    phone.wait_until_installed().await;
    phone
}

/// Closes the browser and opens it on another day, at an address.
async fn next_day(phone: &mut Phone, days_before_friday: i64, server: &Server, path: &str) {
    phone.close().await;
    phone.puts_its_clock_back(back_to(days_before_friday));
    phone.open(&server.url(path)).await;
}

async fn saves(phone: &Phone) {
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_until("document.querySelector('dialog[open]') === null").await;
}

async fn here(phone: &Phone) -> String {
    phone.script("return location.pathname;").await.as_str().unwrap_or_default().to_owned()
}

/// Writes down that somebody was reached, on the page of a deal.
async fn reaches(phone: &Phone, words: &str) {
    phone.tap(".main-act .primary").await;
    phone.tap("dialog[open] label:has(input[value=reached])").await;
    phone.type_into("#field-follow_up-content", words).await;
    saves(phone).await;
    phone.wait_for_text(words).await;
}

#[tokio::test]
async fn a_week_offline_on_thousands_of_deals_arrives_on_friday_once() {
    let Some(data) = data() else {
        println!("skipped: shared/data/maven-crm is not beside the project");
        return;
    };
    let mut server = Server::prepared(&Build::usual());
    server.puts_its_clock_back(back_to(4));
    server.does(&["company", "init", "--director", "Zhao Min", "--account", "zhao"]);
    let printed = server.does(&["import", "maven", data.to_str().unwrap()]);
    server.start_again().await;
    let password = |account: &str| password_of(account, &printed);
    let seller = password("darcel.schlecht");
    let mut rep = phone_of("darcel.schlecht", &seller, back_to(4), &server).await;
    let boss = password("melvin.marxen");
    let mut manager = phone_of("melvin.marxen", &boss, back_to(4), &server).await;
    rep.open(&server.url("/deals")).await;
    rep.wait_for("a.list-row").await;
    let rows = "return [...document.querySelectorAll('a.list-row')].map((it) => it.getAttribute('href'));";
    let deals = rep.script(rows).await;
    let deals: Vec<String> =
        deals.as_array().unwrap().iter().filter_map(|it| Some(it.as_str()?.to_owned())).collect();
    server.stop().await;

    // Monday: two calls, one of which reaches nobody.
    rep.open(&server.url(&deals[0])).await;
    reaches(&rep, "Monday: they want the GTX Pro by March").await;
    rep.open(&server.url(&deals[1])).await;
    rep.tap(".main-act .primary").await;
    rep.tap("dialog[open] label:has(input[value=tried])").await;
    saves(&rep).await;
    rep.wait_for_text("2 unsent").await;

    // Tuesday: a new customer with a contact and a deal; the browser is closed over a half-written contact.
    next_day(&mut rep, 3, &server, "/customers/new").await;
    rep.type_into("#field-customer-name", "Tuesday Instruments").await;
    rep.tap(".foot .primary").await;
    rep.wait_for(".main-act .new-deal").await;
    rep.tap(".people ~ button").await;
    rep.type_into("#field-contact-name", "Chen Bo").await;
    rep.type_into("#field-contact-phone", "138 0000 7788").await;
    saves(&rep).await;
    rep.tap(".main-act .new-deal").await;
    rep.type_into("#field-deal-title", "Tuesday line").await;
    rep.type_into("#field-deal-interest", "wants it quieter").await;
    rep.type_into("#field-deal-possibility", "budget is approved").await;
    rep.waits_out_the_undo().await;
    rep.tap(".foot .primary").await;
    rep.wait_for(".main-act .primary").await;
    rep.wait_for_text("Tuesday line").await;
    let fresh = here(&rep).await;
    rep.tap(".main-act .primary").await;
    rep.tap("dialog[open] label:has(input[value=reached])").await;
    rep.type_into("#field-follow_up-content", "Tuesday: below 62 dB").await;
    rep.close().await;
    rep.open(&server.url(&fresh)).await;
    rep.tap(".main-act .primary").await;
    rep.wait_until("document.querySelector('#field-follow_up-content')?.value === 'Tuesday: below 62 dB'")
        .await;
    saves(&rep).await;
    rep.wait_for_text("Tuesday: below 62 dB").await;

    // Wednesday: judged, and the service asked.
    next_day(&mut rep, 2, &server, &fresh).await;
    rep.tap(".judgement > button").await;
    for (field, score) in [("need", "4"), ("power", "3"), ("rivals", "4")] {
        rep.tap(&format!("dialog[open] label:has(input[name='field-evaluation-{field}'][value='{score}'])"))
            .await;
        rep.type_into(&format!("#field-evaluation-{field}_why"), "seen on site").await;
    }
    rep.type_into("#field-evaluation-chance", "60").await;
    rep.type_into("#field-evaluation-feasible_why", "it fits").await;
    saves(&rep).await;
    rep.wait_for_text("seen on site").await;
    rep.tap("a[href^='/questions/new/']").await;
    rep.type_into("#field-question-subject", "Can it run at 45 °C").await;
    rep.tap("label:has(input[name=field-question-department][value=service])").await;
    rep.waits_out_the_undo().await;
    rep.tap(".foot .primary").await;
    rep.wait_for_text("Can it run at 45 °C").await;

    // Thursday: a mistake is taken back; another deal is found by its words and put off.
    next_day(&mut rep, 1, &server, &deals[2]).await;
    reaches(&rep, "Thursday: by mistake").await;
    rep.tap(".notice button").await;
    rep.wait_for_text_gone("Thursday: by mistake").await;
    rep.open(&server.url("/deals")).await;
    rep.wait_for("a.list-row").await;
    rep.type_into("input[type=search]", "tuesday line").await;
    rep.wait_until("document.querySelectorAll('a.list-row').length === 1").await;
    rep.open(&server.url(&deals[3])).await;
    rep.tap(".main-act .primary").await;
    rep.tap("dialog[open] label:has(input[value=rest])").await;
    rep.wait_for("dialog[open] .fields").await;
    let later = "const day = document.querySelector('#field-deal-resting_until');
        day.value = new Date(Date.now() + 20 * 86400000).toISOString().slice(0, 10);
        day.dispatchEvent(new Event('input', { bubbles: true }));";
    rep.script(later).await;
    rep.type_into("#field-deal-resting_why", "they move house").await;
    saves(&rep).await;
    rep.wait_for_text("they move house").await;
    rep.kill().await;
    rep.open(&server.url(&deals[3])).await;
    rep.wait_for_text("they move house").await;

    // Friday: one is lost, with its reason; and the week is told to the server.
    next_day(&mut rep, 0, &server, "/").await;
    rep.wait_for(".fold > summary").await;
    rep.shot("week_friday").await;
    rep.open(&server.url(&deals[1])).await;
    rep.tap(".more-acts button:nth-of-type(2)").await;
    rep.wait_for("dialog[open] .fields").await;
    rep.tap("dialog[open] label:has(input[name='field-deal-closed'][value='lost'])").await;
    let today = "const day = document.querySelector('#field-deal-closed_on');
        day.value = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
        day.dispatchEvent(new Event('input', { bubbles: true }));";
    rep.script(today).await;
    rep.type_into("#field-deal-closed_why", "another one was cheaper").await;
    saves(&rep).await;
    rep.wait_for_text("Lost").await;
    rep.shot("week_lost").await;
    server.puts_its_clock_back(back_to(0));
    server.start_again().await;
    rep.wait_for_text("All sent").await;
    rep.open(&server.url("/sync")).await;
    rep.wait_for_text("All sent").await;
    rep.shot("week_sent").await;
    let kept = rep.script("return document.querySelectorAll('.aside, .kept').length;").await;
    assert_eq!(kept, 0, "nothing was set aside");

    // Her manager reads the week, each thing once.
    next_day(&mut manager, 0, &server, &deals[0]).await;
    for (deal, words) in [
        (&deals[0], "Monday: they want the GTX Pro by March"),
        (&fresh, "Tuesday: below 62 dB"),
        (&fresh, "seen on site"),
        (&deals[3], "they move house"),
        (&deals[1], "another one was cheaper"),
    ] {
        manager.open(&server.url(deal)).await;
        manager.wait_for_text(words).await;
    }
    manager.open(&server.url(&fresh)).await;
    manager.wait_for_text("Tuesday: below 62 dB").await;
    let times = "return document.body.innerText.split('Tuesday: below 62 dB').length - 1;";
    assert_eq!(manager.script(times).await, 1, "once");
    server.stop().await;
    server.does(&["check"]);
}
