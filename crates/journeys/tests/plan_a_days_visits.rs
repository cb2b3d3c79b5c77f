//! A rep without a network plans a day: first the phone may not say where it is, so she counts from a town; then it may.
//! She picks some of the nearest, has them put into the shortest order, changes it by hand, is led to the first and writes
//! it down, which ticks it off. At a door where nobody knew anything she notes the place, and rates who is behind it.

use journeys::{Phone, Server};

/// The middle of Suzhou.
const SUZHOU: (f64, f64) = (31.2989, 120.5853);

async fn lin(server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of("lin", server).await;
    phone
}

/// The texts of all that a selector finds.
async fn texts(phone: &Phone, css: &str) -> Vec<String> {
    let all = phone
        .script(&format!("return [...document.querySelectorAll('{css}')].map((it) => it.innerText);"))
        .await;
    all.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
}

/// "2.4 km NE · …" in metres.
fn metres(sub: &str) -> f64 {
    let mut words = sub.split(' ');
    let number: f64 = words.next().unwrap_or_default().replace(',', "").parse().unwrap_or(f64::NAN);
    number * if words.next() == Some("km") { 1000.0 } else { 1.0 }
}

async fn shows(phone: &Phone, nth: usize) {
    let chip = format!(
        ".visits:not(.has-detail) .list .layouts button:nth-child({nth}), .visits.has-detail .detail .layouts button:nth-child({nth})"
    );
    phone.tap(&chip).await;
}

/// Writes a contact down from whatever sheet the tap has brought up.
async fn writes_down(phone: &Phone, words: &str) {
    phone.wait_for("dialog[open] .log, dialog[open] .fields, dialog[open] .ledger").await;
    if phone.text().await.contains("Which deal was it about?") {
        phone.script("[...document.querySelectorAll('dialog[open] .ledger .row')].at(-1).click();").await;
        phone.wait_for("dialog[open] .fields").await;
    }
    let is_deal = phone.script("return document.querySelector('dialog[open] .log') !== null;").await;
    if is_deal == serde_json::Value::Bool(true) {
        phone.tap("dialog[open] label:has(input[value=reached])").await;
        phone.wait_until("document.querySelector('dialog[open] input[value=visit]').checked").await;
        phone.type_into("#field-follow_up-content", words).await;
    } else {
        phone.wait_until("document.querySelector('dialog[open] input[value=visit]').checked").await;
        phone.type_into("#field-touch-content", words).await;
    }
    phone.saves().await;
}

#[tokio::test]
async fn a_day_is_planned_offline_and_ticked_off_by_what_is_written_down() {
    let mut server = Server::of_the_demo().await;
    let mut lin = lin(&server).await;
    server.stop().await;

    lin.may_not_be_located().await;
    lin.open(&server.url("/visits")).await;
    lin.wait_for(".visit-row").await;
    lin.tap(".main-act .here").await;
    lin.wait_for_text("Location is not allowed").await;
    lin.shot("visits_refused").await;
    lin.tap(".origin").await;
    lin.wait_for("#visits-town").await;
    lin.script("const towns = document.querySelector('#visits-town'); towns.value = '蘇州'; towns.dispatchEvent(new Event('change', { bubbles: true }));").await;
    lin.wait_for_text("From 蘇州").await;

    lin.stands_at(SUZHOU.0, SUZHOU.1, 20.0).await;
    lin.tap(".origin").await;
    lin.tap("dialog[open] .here").await;
    lin.wait_for_text("From here (±20 m)").await;
    let far: Vec<f64> = texts(&lin, ".visit-row .why").await.iter().map(|sub| metres(sub)).collect();
    assert!(far.len() > 5 && far.is_sorted(), "{far:?}");
    let nearest = texts(&lin, ".visit-row .what").await;
    lin.shot("visits_nearest").await;
    let orders = async |sort: &str| {
        lin.tap(".search-row .narrow").await;
        lin.tap(&format!("dialog[open] label:has(input[name=list-order][value={sort}])")).await;
        lin.shot(&format!("visits_order_{sort}")).await;
        lin.tap("dialog[open] .foot .primary").await;
        texts(&lin, ".visit-row .what").await
    };
    assert_ne!(orders("silence").await, nearest, "another order is another list");
    assert_eq!(orders("distance").await, nearest);

    for nth in [6, 1, 4, 2] {
        lin.tap(&format!(".visit-row:nth-child({nth}) .act")).await;
    }
    lin.tap(".main-act .narrow-only").await;
    lin.wait_for(".plan-row").await;
    let picked = [5, 0, 3, 1].map(|at: usize| nearest[at].clone());
    assert_eq!(texts(&lin, ".plan-row .what").await, picked);
    let way = |lines: &[String]| metres(lines.first().map_or("", String::as_str));
    let before = way(&texts(&lin, ".plan-page > .why").await);
    lin.tap(".shortest").await;
    lin.wait_until(&format!("document.querySelector('.plan-row .what').innerText !== {:?}", picked[0])).await;
    let after = way(&texts(&lin, ".plan-page > .why").await);
    assert!(after < before, "{after} m after {before} m");
    lin.shot("visits_plan").await;

    // The plan outlives the page; its order is hers.
    let short = texts(&lin, ".plan-row .what").await;
    lin.open(&server.url("/visits")).await;
    lin.wait_for(".visit-row").await;
    shows(&lin, 3).await;
    lin.wait_for(".plan-row").await;
    assert_eq!(texts(&lin, ".plan-row .what").await, short);
    lin.tap(".more-acts button[aria-pressed]").await;
    lin.tap(".plan-row:first-child .act:nth-of-type(2)").await;
    lin.wait_until(&format!("document.querySelector('.plan-row .what').innerText === {:?}", short[1])).await;
    lin.tap(".more-acts button[aria-pressed]").await;

    // Each map gets the place as it draws it.
    lin.tap(".plan-foot button.primary").await;
    lin.wait_for("dialog[open] a[href*='google']").await;
    let links = lin
        .script("return [...document.querySelectorAll('dialog[open] a')].map((it) => it.href).join(' ');")
        .await;
    let links = links.as_str().unwrap_or_default();
    let digits = |from: &str| {
        links.split_once(from).map(|(_, rest)| rest.split(['&', ' ']).next().unwrap_or_default().to_owned())
    };
    let (google, baidu) =
        (digits("&destination=").unwrap_or_default(), digits("location=").unwrap_or_default());
    assert!(google.starts_with("31.") && baidu.starts_with("31.") && google != baidu, "{links}");
    lin.tap("dialog[open] .sheet-head .round").await;

    lin.tap(".plan-foot > button").await;
    writes_down(&lin, "showed them the new fan").await;
    lin.wait_for(".plan-row.done").await;
    lin.wait_for_text("Contacted at").await;
    assert_eq!(texts(&lin, ".plan-row.done .what").await, [short[1].clone()]);
    lin.waits_out_the_undo().await;

    // Where she is, is kept nowhere: it is asked again.
    shows(&lin, 1).await;
    lin.tap(".main-act .here").await;
    lin.wait_for_text("From here (±20 m)").await;
    shows(&lin, 2).await;
    lin.wait_for(".map .me").await;
    lin.shot("visits_map").await;
    lin.tap(".map-acts .round:nth-child(2)").await;
    lin.tap(".map-acts .round:first-child").await;
    lin.wait_for(".map-glass .dot").await;
    lin.presses(".map-glass .dot").await;
    lin.wait_for(".map-picked .visit-row").await;
    lin.shot("visits_map_picked").await;

    server.start_again().await;
    lin.open(&server.url("/visits")).await;
    lin.wait_for_text("All sent").await;
}

#[tokio::test]
async fn a_cold_visit_notes_its_place_and_rates_whom_it_met() {
    let mut server = Server::of_the_demo().await;
    let mut lin = lin(&server).await;
    server.stop().await;
    lin.stands_at(SUZHOU.0, SUZHOU.1, 900.0).await;
    lin.open(&server.url("/customers/new")).await;
    lin.type_into("#field-customer-name", "Riverside Foundry").await;
    lin.type_into("#field-customer-industry", "化工").await;
    lin.type_into("#field-customer-employees", "200").await;
    lin.type_into("#field-customer-territory", "華東").await;
    lin.tap(".foot .primary").await;
    lin.wait_for_text("No position yet").await;
    lin.waits_out_the_undo().await;

    // Too rough to be kept unasked; outside it is exact.
    lin.tap(".whereabouts .here").await;
    lin.wait_for_text("knows it to 900 m only").await;
    lin.stands_at(31.3001, 120.5853, 12.0).await;
    lin.tap(".main-act > button").await;
    lin.wait_for("dialog[open] .fields").await;
    lin.tap("dialog[open] .here").await;
    lin.wait_for_text("Place noted, ±10 m").await;
    lin.chooses("field-touch-channel", "visit").await;
    lin.type_into("#field-touch-content", "met the plant manager at the gate").await;
    lin.shot("cold_visit").await;
    lin.saves().await;
    lin.wait_for_text("met the plant manager at the gate").await;
    lin.waits_out_the_undo().await;
    lin.tap(".whereabouts .here").await;
    lin.wait_for_text_gone("No position yet").await;
    lin.waits_out_the_undo().await;

    lin.wait_for_text("Nobody has rated it yet").await;
    lin.tap(".target .rate").await;
    lin.chooses("field-customer-purchasing_power", "4").await;
    lin.wait_for_text("Potential need is not rated yet").await;
    lin.chooses("field-customer-need_potential", "2").await;
    lin.wait_for_text("Potential need is 2; targets have 3 or more").await;
    lin.chooses("field-customer-need_potential", "3").await;
    lin.wait_for_text("Power and need are both 3 or more").await;
    lin.saves().await;
    lin.wait_for(".is-target").await;
    lin.waits_out_the_undo().await;
    lin.taps_words(".marks button", "High").await;
    lin.wait_until("document.querySelector('.marks .on')?.innerText.trim() === 'High'").await;
    lin.type_into(".marks .keep input", "foundry").await;
    lin.tap(".marks .keep button").await;
    lin.wait_for(".marks .taken").await;
    lin.waits_out_the_undo().await;
    lin.shot("target_and_marks").await;

    // The segment that it fits has it among its targets.
    lin.tap(".target .more-acts a").await;
    lin.wait_for(".fitting .list-row").await;
    lin.taps_words(".chip span", "Targets").await;
    lin.wait_until(
        "[...document.querySelectorAll('.fitting .what')].some((it) => it.innerText === 'Riverside Foundry')",
    )
    .await;
    lin.shot("segment_fits").await;

    server.start_again().await;
    lin.open(&server.url("/visits")).await;
    lin.wait_for_text("All sent").await;
}
