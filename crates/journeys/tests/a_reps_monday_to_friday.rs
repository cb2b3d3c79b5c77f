//! A rep's week on a book brought along, at the scale of Maven's pipeline, the server stopped from Monday morning to Friday
//! evening: duties answered, put off and tried in vain, a new customer with somebody there and a deal, a draft that
//! outlives its tab, a judgement, a question, an undo, a plan, a claim from the pool, a deal lost. On Friday
//! evening all of it arrives, nothing twice and nothing refused.

use std::collections::BTreeSet;

use journeys::{Build, Moment, Phone, Server, imported};

/// A customer of a colleague's that has lain in the pool for some days by Monday.
const POOLED: &str = "Toughzap";

/// A colleague's customer was registered in summer, the rest brought along three weeks ago.
fn brings_the_book_along(server: &mut Server, data: &std::path::Path) -> String {
    server.puts_its_clock_back(Moment::after_monday(-95, 9).back_ms());
    server.does(&["company", "init", "--director", "Zhao Min", "--account", "zhao"]);
    let first = imported::part_of(data, POOLED);
    let printed = server.does(&["import", "maven", &first.path().display().to_string()]);
    server.puts_its_clock_back(Moment::after_monday(-20, 9).back_ms());
    server.does(&["import", "maven", &data.display().to_string()]);
    printed
}

/// The rep with her phone; what she wrote where.
struct Rep {
    phone: Phone,
    server: Server,
    wrote: Vec<(String, &'static str)>,
}

impl Rep {
    /// The next day begins: the phone was off over night.
    async fn begins(&mut self, day: i64) {
        if day > 0 {
            self.phone.close().await;
        }
        self.phone.puts_its_clock_back(Moment::after_monday(day, 9).back_ms());
        self.sees_today().await;
    }

    /// Today, whole: its rows are no longer those that stood on top when it was left.
    async fn sees_today(&mut self) {
        self.goes("/").await;
        let counted = "[...document.querySelectorAll('.label b')].some((it) => it.innerText !== '')";
        self.phone.wait_until(counted).await;
    }

    async fn goes(&mut self, path: &str) {
        self.phone.open(&self.server.url(path)).await;
    }

    async fn here(&self) -> String {
        self.phone.script("return location.pathname;").await.as_str().unwrap_or_default().to_owned()
    }

    /// Where the topmost contact owed is owed.
    async fn topmost(&self) -> String {
        let top = "return document.querySelector(\".row.acts:has(a[href='/policy/3.2.b']) .row-main\").getAttribute('href');";
        self.phone.script(top).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until Today no longer shows a contact with this deal as overdue.
    async fn is_rid_of(&self, deal: &str) {
        let row = format!(".row.is-late:has(a[href=\"/policy/3.2.b\"]) .row-main[href=\"{deal}\"]");
        self.phone.wait_until(&format!("document.querySelector('{row}') === null")).await;
    }

    /// Writes down, at the topmost duty, that they were reached.
    async fn reaches(&mut self, words: &'static str) {
        let deal = self.phone.logs_contact(words).await;
        self.is_rid_of(&deal).await;
        self.phone.waits_out_the_undo().await;
        self.wrote.push((deal, words));
    }

    /// The unsent acts, by the pill.
    async fn unsent(&self) -> i64 {
        self.phone.wait_for_text("unsent").await;
        let count =
            self.phone.script("return parseInt(document.querySelector('.pill-place').innerText);").await;
        count.as_i64().unwrap_or_default()
    }
}

/// Duties: reached, tried in vain, put off.
async fn monday(rep: &mut Rep) {
    rep.reaches("They want the GTX Pro by March").await;
    let tried = rep.topmost().await;
    let phone = &rep.phone;
    phone.tap(".row.acts:has(a[href='/policy/3.2.b']) .act").await;
    phone.tap("dialog[open] label:has(input[value=tried])").await;
    phone.type_into("#field-follow_up-content", "Nobody picked up, line busy twice").await;
    phone.saves().await;
    phone.waits_out_the_undo().await;
    assert_eq!(rep.topmost().await, tried, "a try does not answer it");
    rep.wrote.push((tried.clone(), "line busy twice"));
    phone.tap(".row.acts:has(a[href='/policy/3.2.b']) .act").await;
    phone.tap("dialog[open] label:has(input[value=rest])").await;
    phone.wait_for("dialog[open] .fields").await;
    phone.tap("dialog[open] .chips label:has(input[name=later]):nth-of-type(2)").await;
    phone.type_into("#field-deal-resting_why", "stocktaking until next week").await;
    phone.saves().await;
    rep.is_rid_of(&tried).await;
    rep.phone.waits_out_the_undo().await;
    rep.wrote.push((tried, "stocktaking until next week"));
}

/// A new customer, somebody there, a deal; typed half when the phone rings and the tab goes; the
/// browser dies as soon as the deal is saved.
async fn tuesday(rep: &mut Rep) {
    rep.goes("/customers/new").await;
    rep.phone.type_into("#field-customer-name", "Larkspur Bearings").await;
    rep.phone.type_into("#field-customer-territory", "Central").await;
    rep.phone.tap(".foot .primary").await;
    rep.phone.wait_for(".main-act .new-deal").await;
    let customer = rep.here().await;
    rep.phone.tap(".people ~ button").await;
    rep.phone.type_into("#field-contact-name", "Ida Holm").await;
    rep.phone.type_into("#field-contact-phone", "+1 312 555 0147").await;
    rep.phone.saves().await;
    rep.phone.wait_for_text("+1 312 555 0147").await;
    rep.phone.waits_out_the_undo().await;
    rep.wrote.push((customer.clone(), "Ida Holm"));
    rep.phone.tap(".main-act .new-deal").await;
    rep.phone.type_into("#field-deal-title", "Spindles for line two").await;
    rep.phone.type_into("#field-deal-interest", "asked for a trial").await;
    let form = rep.here().await;

    // The browser throws the tab away, and the form is opened in another one.
    rep.phone.throws_its_tab_away().await;
    rep.sees_today().await;
    rep.reaches("Wants the price in dollars").await;
    rep.goes(&form).await;
    let typed = "document.querySelector('#field-deal-title')?.value === 'Spindles for line two'";
    rep.phone.wait_until(typed).await;
    rep.phone.type_into("#field-deal-possibility", "budget from January").await;
    rep.phone.tap(".foot .primary").await;
    rep.phone.wait_for(".main-act").await;
    rep.phone.wait_for_text("asked for a trial").await;
    // kill -9 of the browser as soon as it says that it is saved.
    rep.phone.kill().await;
    rep.goes("/deals").await;
    rep.phone.type_into("input[type=search]", "spindles").await;
    rep.phone.tap("a.list-row").await;
    rep.phone.wait_for_text("asked for a trial").await;
    rep.phone.waits_out_the_undo().await;
    let deal = rep.here().await;
    rep.wrote.push((deal, "budget from January"));
}

/// The new deal is judged, its path read, a question asked; a contact with the wrong customer is taken back.
async fn wednesday(rep: &mut Rep, deal: &str) {
    rep.goes(deal).await;
    let phone = &rep.phone;
    phone.wait_for(".path").await;
    phone.tap(".judgement > button").await;
    for (field, score, why) in
        [("need", "4", "fits as it is"), ("power", "4", "owner decides"), ("rivals", "3", "one other offer")]
    {
        phone.chooses(&format!("field-evaluation-{field}"), score).await;
        phone.type_into(&format!("#field-evaluation-{field}_why"), why).await;
    }
    phone.type_into("#field-evaluation-chance", "60").await;
    phone.type_into("#field-evaluation-feasible_why", "in stock").await;
    phone.saves().await;
    phone.wait_for_text("fits as it is").await;
    phone.waits_out_the_undo().await;
    phone.tap("a[href^='/questions/new/']").await;
    phone.type_into("#field-question-subject", "Does it run at 45 °C").await;
    phone.tap("label:has(input[name=field-question-department][value=service])").await;
    phone.tap(".foot .primary").await;
    phone.wait_for_text("Does it run at 45 °C").await;
    phone.waits_out_the_undo().await;
    rep.wrote.extend([(deal.to_owned(), "fits as it is"), (deal.to_owned(), "Does it run at 45 °C")]);

    rep.sees_today().await;
    let unsent = rep.unsent().await;
    let wrong = rep.phone.logs_contact("meant for somebody else").await;
    rep.phone.taps_words(".notice button", "Undo").await;
    rep.phone.wait_for_text("Taken back").await;
    rep.goes(&wrong).await;
    rep.phone.wait_for(".main-act").await;
    assert!(!rep.phone.text().await.contains("meant for somebody else"));
    rep.phone.wait_for_text(&format!("{unsent} unsent")).await;
}

/// A deal found by search is called and planned, the open ones are filtered, a customer is claimed.
async fn thursday(rep: &mut Rep, deal: &str) {
    rep.goes("/deals").await;
    let phone = &rep.phone;
    phone.wait_for("a.list-row").await;
    phone.type_into("input[type=search]", "spindles").await;
    phone.wait_until("document.querySelectorAll('a.list-row').length === 1").await;
    phone.tap("a.list-row").await;
    phone.tap(".main-act .primary").await;
    phone.tap("dialog[open] label:has(input[value=reached])").await;
    phone.type_into("#field-follow_up-content", "Trial agreed for the 14th").await;
    phone.type_into("#field-follow_up-next_step", "Bring two spindles").await;
    phone.saves().await;
    phone.wait_for_text("Bring two spindles").await;
    phone.waits_out_the_undo().await;
    phone.taps_words(".more-acts button", "Plan contacts").await;
    phone.type_into("#field-deal-interval_days", "5").await;
    phone.type_into("#field-deal-focus", "keep the trial going").await;
    phone.saves().await;
    phone.wait_for_text("keep the trial going").await;
    phone.waits_out_the_undo().await;
    assert_eq!(rep.here().await, deal);
    rep.wrote
        .extend([(deal.to_owned(), "Trial agreed for the 14th"), (deal.to_owned(), "keep the trial going")]);

    rep.goes("/deals").await;
    rep.phone.tap(".narrow").await;
    rep.phone.chooses("filter-state", "open").await;
    rep.phone.tap("dialog[open] .foot .primary").await;
    rep.phone.wait_for_text("State: Open").await;
    rep.phone.wait_for_text(" of ").await;

    rep.goes("/customers/pool").await;
    rep.phone.wait_for_text(POOLED).await;
    rep.phone.tap(".detail a.list-row").await;
    rep.phone.tap(".pooled .primary").await;
    rep.phone.wait_for_text("Protected until").await;
    rep.phone.waits_out_the_undo().await;
    let claimed = rep.here().await;
    rep.wrote.push((claimed, "Darcel Schlecht"));
}

/// One more contact; a deal is lost, refused without the reason.
async fn friday(rep: &mut Rep) {
    rep.reaches("Will call back after the holidays").await;
    let lost = rep.topmost().await;
    rep.goes(&lost).await;
    let phone = &rep.phone;
    phone.taps_words(".more-acts button", "Close deal").await;
    phone.chooses("field-deal-closed", "lost").await;
    phone.picks_day("#field-deal-closed_on", "2026-12-11").await;
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_for_text("needs the reason").await;
    phone.tap("dialog[open] .primary:not(.wide)").await;
    phone.type_into("#field-deal-closed_why", "they bought used").await;
    phone.saves().await;
    phone.wait_for_text("they bought used").await;
    phone.waits_out_the_undo().await;
    rep.sees_today().await;
    rep.is_rid_of(&lost).await;
    rep.wrote.push((lost, "they bought used"));
}

#[tokio::test]
async fn a_week_without_the_server_arrives_on_friday_evening() {
    let Some(data) = imported::data() else { return };
    let mut server = Server::prepared(&Build::usual());
    let printed = brings_the_book_along(&mut server, &data);
    server.puts_its_clock_back(Moment::after_monday(0, 8).back_ms());
    server.start_again().await;
    let mut phone = Phone::new().patient(6);
    phone.puts_its_clock_back(Moment::after_monday(0, 8).back_ms());
    phone.takes_the_imported_book_of("darcel.schlecht", &printed, &server).await;
    server.stop().await;

    let mut rep = Rep { phone, server, wrote: Vec::new() };
    rep.begins(0).await;
    monday(&mut rep).await;
    rep.phone.shot("week_monday").await;
    rep.begins(1).await;
    tuesday(&mut rep).await;
    let deal = rep.wrote.last().map(|(deal, _)| deal.clone()).unwrap();
    rep.begins(2).await;
    wednesday(&mut rep, &deal).await;
    rep.phone.shot("week_wednesday").await;
    rep.begins(3).await;
    thursday(&mut rep, &deal).await;
    rep.begins(4).await;
    friday(&mut rep).await;
    rep.phone.shot("week_friday").await;
    assert!(rep.unsent().await >= 14, "a week lies on the phone");

    let Rep { mut phone, mut server, wrote } = rep;
    phone.puts_its_clock_back(Moment::after_monday(4, 18).back_ms());
    server.puts_its_clock_back(Moment::after_monday(4, 18).back_ms());
    server.start_again().await;
    phone.open(&server.url("/sync")).await;
    phone.wait_for_text("All sent").await;
    phone.wait_for_text("Everything is sent and nothing needs a look").await;
    phone.shot("week_sent").await;

    let mut manager = Phone::new().patient(6);
    manager.puts_its_clock_back(Moment::after_monday(4, 18).back_ms());
    manager.takes_the_imported_book_of("melvin.marxen", &printed, &server).await;
    let places: BTreeSet<&String> = wrote.iter().map(|(place, _)| place).collect();
    for place in places {
        for shown in [&mut phone, &mut manager] {
            shown.open(&server.url(place)).await;
            shown.wait_until("document.querySelectorAll('.people .person').length < 2").await;
            for (_, words) in wrote.iter().filter(|(at, _)| at == place) {
                shown.wait_for_text(words).await;
                // A customer's page names people wherever they matter.
                let once = shown.text().await.matches(words).count() == 1;
                assert!(once || place.starts_with("/customers/"), "{words} at {place}");
            }
        }
    }
    assert!(server.does(&["refused", "list"]).contains("Nothing refused is kept"));
    server.stop().await;
    server.does(&["check"]);
}
