//! A quarter, day by day, with days off, a make-up Saturday, a leave with a deputy and a phone whose clock is wrong by days:
//! what every phone's rows say is due equals, every day, what the law derives from the server's documents, and on
//! named days it is what it should be. (The law by itself plays its quarter in `process::law`.)

use fieldbook_process::law::{Asks, DutyState, duties};
use fieldbook_process::people::Absence;
use fieldbook_process::testing::{ZHOU, day, ms, question};
use fieldbook_process::{ActName, Company, Day, EntryId, RecordKind};

use super::*;
use crate::testing::part;

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;

/// Free: Friday the 20th of November and from the 31st of December to the 3rd of January; worked: Saturday the 28th of
/// November. Lin is on leave from the 14th to the 16th of December, Chen stands in.
fn the_company() -> Company {
    let mut company = company();
    company.calendar.free =
        ["2026-11-20", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03"].map(day).into();
    company.calendar.make_up = [day("2026-11-28")].into();
    let (from, to) = (day("2026-12-14"), day("2026-12-16"));
    company.absences.push(Absence { person: LIN, from, to, deputy: Some(CHEN) });
    company
}

/// Who owes what about which record by when, since when.
type Owed = (i64, PersonId, Asks, String, i64);

/// The people of the story with their phones, and its records by a short name.
struct Quarter {
    pair: Pair,
    lin: Phone,
    chen: Phone,
    wang: Phone,
    zhou: Phone,
    docs: Vec<(&'static str, DocId)>,
}

impl Quarter {
    /// Monday the second of November at nine: Lin opens a deal.
    fn begins() -> Self {
        let pair = Pair::new();
        pair.office().sets_company(&the_company());
        let mut lin = pair.phone(LIN);
        let customer = lin.registers(&customer());
        let deal = lin.opens_deal(&deal().of(customer));
        let (chen, wang, zhou) = (pair.phone(CHEN), pair.phone(WANG), pair.phone(ZHOU));
        Self { pair, lin, chen, wang, zhou, docs: vec![("customer", customer), ("1", deal)] }
    }

    fn doc(&self, name: &str) -> DocId {
        self.docs.iter().find(|(known, _)| *known == name).unwrap().1
    }

    /// Somebody's act at that record, over what their phone shows, with an entry of that list signed now or, without
    /// a list, fields of the record.
    fn act(&mut self, who: PersonId, (name, list): (&str, &str), act: ActName, values: &[(&str, Value)]) {
        let doc = self.doc(name);
        let kind = if name == "q" { RecordKind::Question } else { RecordKind::Deal };
        let phone = self.phone(who);
        let entry = EntryId(phone.id());
        let at =
            |field: &str| if list.is_empty() { Path::field(field) } else { Path::entry(list, entry, field) };
        let mut all: Vec<_> = values.iter().map(|(field, value)| (at(field), Some(value.clone()))).collect();
        if !list.is_empty() {
            all.extend([(at("at"), Some(NOW)), (at("by"), Some(Value::Id(who.0)))]);
        }
        phone.does(vec![part(doc, kind, act, all)]);
    }

    fn phone(&mut self, who: PersonId) -> &mut Phone {
        match who {
            LIN => &mut self.lin,
            CHEN => &mut self.chen,
            WANG => &mut self.wang,
            _ => &mut self.zhou,
        }
    }

    /// Tries to reach the customer, without success.
    fn tries(&mut self, who: PersonId, name: &str) {
        let doc = self.doc(name);
        let phone = self.phone(who);
        let mut part = logging(doc, EntryId(phone.id()), who, "沒人接");
        part.values.retain(|(path, _)| path.field != "reached");
        phone.does(vec![part]);
    }

    fn reaches(&mut self, who: PersonId, name: &str) {
        let doc = self.doc(name);
        self.phone(who).logs(doc, "電話");
    }

    fn judges(&mut self, name: &str, score: i64) {
        let why = || Value::Text("看過現場".to_owned());
        let score = Value::Int(score);
        let values = [
            ("need", score.clone()),
            ("need_why", why()),
            ("power", score.clone()),
            ("power_why", why()),
            ("rivals", score),
            ("rivals_why", why()),
            ("feasible_why", why()),
            ("chance", Value::Int(50)),
        ];
        self.act(LIN, (name, "evaluation"), ActName::EvaluateDeal, &values);
    }

    /// What happens on a day, if anything does.
    fn plays(&mut self, today: Day) {
        let words = |text: &str| Value::Text(text.to_owned());
        match today.to_string().as_str() {
            // The phone's clock falls back by three days, and goes five days ahead in December; it hears of it.
            "2026-11-05" => self.lin.clock_off_ms = -3 * DAY_MS,
            "2026-11-09" => self.reaches(LIN, "1"),
            "2026-11-10" => self.judges("1", 4),
            "2026-11-17" => {
                self.act(WANG, ("1", "resource"), ActName::NameResources, &[("words", words("吳工同去"))]);
                self.asks();
            }
            "2026-11-18" => self.tries(LIN, "1"),
            "2026-11-19" => {
                let told = [("answer", words("可以")), ("answered", NOW), ("answered_by", Value::Id(ZHOU.0))];
                self.act(ZHOU, ("q", ""), ActName::AnswerQuestion, &told);
            }
            "2026-11-21" => self.reaches(LIN, "1"),
            "2026-11-24" => {
                let told = [("told", NOW), ("told_by", Value::Id(LIN.0))];
                self.act(LIN, ("q", ""), ActName::TellAnswer, &told);
            }
            // Written without a network, by a clock that is five days ahead of what it was told last.
            "2026-12-01" => {
                self.lin.clock_off_ms = 5 * DAY_MS;
                self.lin.syncs();
                self.lin.goes_offline();
                self.reaches(LIN, "1");
            }
            "2026-12-03" => self.lin.comes_online(),
            "2026-12-07" => self.judges("1", 2),
            "2026-12-08" => {
                let stop = [("stop", Value::Flag(false)), ("why", words("二期會來"))];
                self.act(LIN, ("1", "proposal"), ActName::ProposeOnLow, &stop);
            }
            "2026-12-15" => self.reaches(CHEN, "1"),
            "2026-12-17" => {
                let stop = [("stop", Value::Flag(false)), ("why", words("再看一季"))];
                self.act(WANG, ("1", "decision"), ActName::DecideOnLow, &stop);
            }
            "2026-12-21" => {
                let until = Value::Int(day("2027-01-02").0.into());
                let rest = [("resting_until", until), ("resting_why", words("年底盤點")), ("planned", NOW)];
                self.act(LIN, ("1", ""), ActName::PlanDeal, &rest);
            }
            // Without a network the clock jumps two days ahead, and nobody tells the phone.
            "2027-01-05" => {
                self.lin.goes_offline();
                self.lin.clock_off_ms += 2 * DAY_MS;
                self.reaches(LIN, "1");
            }
            "2027-01-06" => self.lin.comes_online(),
            "2027-01-11" => {
                let deal = self.doc("1");
                self.lin.does(vec![crate::testing::closing(deal, today)]);
            }
            _ => {}
        }
    }

    fn asks(&mut self) {
        let doc = DocId(self.lin.id());
        let deal = self.doc("1");
        let mut facts = question().facts();
        facts.insert(Path::field("deal"), Value::Id(deal.0));
        facts.insert(Path::field("asked"), NOW);
        let values = facts.into_iter().map(|(path, value)| (path, Some(value))).collect();
        self.lin.does(vec![part(doc, RecordKind::Question, ActName::AskQuestion, values)]);
        self.docs.push(("q", doc));
    }

    /// What is owed by the server's documents: of every record that this phone has.
    fn by_the_server(&mut self, who: PersonId) -> Vec<Owed> {
        let docs = self.docs.clone();
        let company = the_company();
        let mut all = Vec::new();
        for (name, doc) in docs {
            if !self.phone(who).replica.rows().contains_key(&doc) {
                continue;
            }
            let view = self.pair.office().document(doc).view();
            let open = duties(view.record_kind().unwrap(), &view.facts, &company).into_iter();
            let open =
                open.filter(|duty| duty.owing.state == DutyState::Open).map(|duty| duty.owing_of(name));
            all.extend(open);
        }
        all.sort();
        all
    }

    /// The same by the phone's rows.
    fn by_the_phone(&mut self, who: PersonId) -> Vec<Owed> {
        let docs = self.docs.clone();
        let rows = self.phone(who).replica.rows();
        let of = |(name, doc): (&str, DocId)| {
            let dues = rows.get(&doc).map(|row| row.dues.clone()).unwrap_or_default();
            dues.into_iter()
                .map(|due| (due.due_ms, due.who, due.asks, name.to_owned(), due.since_ms))
                .collect::<Vec<_>>()
        };
        let mut all: Vec<Owed> = docs.into_iter().flat_map(of).collect();
        all.sort();
        all
    }
}

/// A duty as the rows keep it.
trait OwingOf {
    fn owing_of(&self, name: &str) -> Owed;
}

impl OwingOf for fieldbook_process::law::Duty {
    fn owing_of(&self, name: &str) -> Owed {
        (self.owing.due_ms, self.owing.who, self.asks, name.to_owned(), self.owing.since_ms)
    }
}

/// In words, at a moment by somebody's clock and company: `overdue`, `today` or the day, and who owes it (for whom).
fn told(owed: &[Owed], company: &Company, now_ms: i64) -> Vec<String> {
    let name = |id: PersonId| match id {
        LIN => "lin",
        CHEN => "chen",
        WANG => "wang",
        ZHOU => "zhou",
        _ => "?",
    };
    let today = company.calendar.day_of(now_ms);
    let line = |(due_ms, who, asks, record, _): &Owed| {
        let due = company.calendar.day_of(*due_ms);
        let when = match due.cmp(&today) {
            std::cmp::Ordering::Less => "overdue".to_owned(),
            std::cmp::Ordering::Equal => "today".to_owned(),
            std::cmp::Ordering::Greater => due.to_string().split_off(5),
        };
        let by = company.stand_in(*who, today).map(|deputy| format!("{} for ", name(deputy)));
        format!("{when} {}{} {} {record}", by.unwrap_or_default(), name(*who), asks.code())
    };
    // What begins later, such as the end of a decision to go on, is not there to see yet.
    let seen = |(_, _, asks, _, since_ms): &&Owed| *asks != Asks::Touch && *since_ms <= now_ms;
    owed.iter().filter(seen).map(line).collect()
}

/// Plays the quarter and answers what Lin's phone said on those days at nine.
fn quarter(named: &[&str]) -> Vec<Vec<String>> {
    let mut quarter = Quarter::begins();
    let mut said = Vec::new();
    let (first, last) = (day("2026-11-03"), day("2027-01-29"));
    for n in 0..=(last.0 - first.0) {
        let today = first.plus(n);
        // The manager's answers of the afternoon are there in the morning.
        let nine_ms = ms(&format!("{today} 09:00"));
        quarter.pair.passes(nine_ms - quarter.pair.now_ms());
        for who in [LIN, CHEN, WANG, ZHOU] {
            quarter.phone(who).syncs();
        }
        // Whoever stands in has the deal while they do, and no longer.
        let (deal, now_ms) = (quarter.doc("1"), quarter.pair.now_ms());
        let is_chens = quarter.chen.replica.rows().contains_key(&deal);
        assert_eq!(is_chens, (day("2026-12-14")..=day("2026-12-16")).contains(&today), "{today}");
        for who in [LIN, CHEN, WANG, ZHOU] {
            let phone = quarter.phone(who);
            let own = (phone.replica.company().clone(), phone.replica.corrected_ms(phone.clock_ms()));
            let (here, there) = (quarter.by_the_phone(who), quarter.by_the_server(who));
            let (here, there) = (told(&here, &own.0, own.1), told(&there, &the_company(), now_ms));
            // What was written without a network is not at the server yet.
            if quarter.phone(who).unsent() == 0 {
                assert_eq!(here, there, "{today}: the phone of {who}");
                assert_eq!(quarter.by_the_phone(who), quarter.by_the_server(who), "{today}, to the minute");
            }
            if who == LIN && named.contains(&today.to_string().as_str()) {
                said.push(here);
            }
        }
        quarter.pair.passes(2 * HOUR_MS);
        quarter.plays(today);
        for who in [LIN, CHEN, WANG, ZHOU] {
            quarter.phone(who).syncs();
        }
    }
    assert!([LIN, CHEN, WANG, ZHOU].iter().all(|who| quarter.phone(*who).unsent() == 0));
    assert!([LIN, CHEN, WANG, ZHOU].iter().all(|who| quarter.phone(*who).replica.aside().is_empty()));
    said
}

#[test]
fn every_phone_owes_every_day_what_the_server_derives_and_on_named_days_what_it_should() {
    let expected: &[(&str, &[&str])] = &[
        ("2026-11-03", &["11-09 lin contact 1", "11-09 lin evaluation 1"]),
        ("2026-11-10", &["overdue lin evaluation 1", "11-16 lin contact 1"]),
        // Five working days after Tuesday the tenth.
        ("2026-11-17", &["overdue lin contact 1", "today wang resources 1", "12-10 lin evaluation 1"]),
        ("2026-11-18", &["overdue lin contact 1", "11-19 zhou answer q", "12-10 lin evaluation 1"]),
        // One working day after Thursday; Friday is free.
        ("2026-11-21", &["overdue lin contact 1", "11-23 lin telling q", "12-10 lin evaluation 1"]),
        // Seven days after Saturday the 21st is a Saturday that is worked.
        ("2026-11-24", &["overdue lin telling q", "11-28 lin contact 1", "12-10 lin evaluation 1"]),
        ("2026-11-30", &["overdue lin contact 1", "12-10 lin evaluation 1"]),
        // Without a network, by a clock five days ahead.
        ("2026-12-02", &["12-08 lin contact 1", "12-10 lin evaluation 1"]),
        (
            "2026-12-08",
            &[
                "today lin contact 1",
                "12-10 lin proposal 1",
                "12-14 wang decision 1",
                "01-06 lin evaluation 1",
            ],
        ),
        (
            "2026-12-15",
            &["overdue chen for lin contact 1", "overdue wang decision 1", "01-06 chen for lin evaluation 1"],
        ),
        ("2026-12-18", &["12-22 lin contact 1", "01-06 lin evaluation 1"]),
        // It rests until a free day.
        ("2026-12-22", &["01-04 lin contact 1", "01-06 lin evaluation 1"]),
        ("2027-01-04", &["today lin contact 1", "01-06 lin evaluation 1"]),
        ("2027-01-08", &["overdue lin evaluation 1", "01-12 lin contact 1"]),
        ("2027-01-12", &[]),
    ];
    let days: Vec<&str> = expected.iter().map(|(day, _)| *day).collect();
    for ((day, lines), said) in expected.iter().zip(quarter(&days)) {
        assert_eq!(said, *lines, "{day}");
    }
}
