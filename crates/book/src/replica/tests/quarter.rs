//! A quarter day by day on phones and server: what is owed, by whom and when, is the same on both sides on each day, over
//! days off, a make-up Saturday, a leave with a deputy, a week without a network and a clock that is wrong by days; and
//! it is what the policy says on named days. The days of each rule are the law's own tests
//! (`fieldbook_process::law::tests::quarter`).

use fieldbook_process::law::{Duty, DutyState, duties};
use fieldbook_process::people::Absence;
use fieldbook_process::testing::day;
use fieldbook_process::{Company, Day, RecordKind};

use super::*;

const DAY_MS: i64 = 86_400_000;

/// Days off in the middle of the quarter, with the Saturday before worked for them; Lin is on leave afterwards.
fn company_of_the_quarter() -> Company {
    let mut company = company();
    company.calendar.free = ["2026-11-19", "2026-11-20"].map(day).into();
    company.calendar.make_up = [day("2026-11-14")].into();
    let (from, to) = (day("2026-12-07"), day("2026-12-09"));
    company.absences.push(Absence { person: LIN, from, to, deputy: Some(CHEN) });
    company
}

/// What is owed at a moment, in short: who, by which clause, until which day, and whether that is over.
fn told(owed: &[Duty], company: &Company, now_ms: i64) -> Vec<String> {
    let name = |person| match person {
        LIN => "lin",
        CHEN => "chen",
        WANG => "wang",
        _ => "?",
    };
    let today = company.calendar.day_of(now_ms);
    let line = |duty: &Duty| {
        let (owing, due) = (&duty.owing, company.calendar.day_of(duty.owing.due_ms));
        let when = if owing.due_ms < now_ms { "overdue since" } else { "until" };
        let stands_in = company.stand_in(owing.who, today).map(|it| format!(" ({} stands in)", name(it)));
        format!("{}{} {} {when} {due}", name(owing.who), stands_in.unwrap_or_default(), duty.clause.id())
    };
    owed.iter().map(line).collect()
}

fn on_the_phone(phone: &Phone, doc: DocId) -> Vec<String> {
    let now_ms = phone.replica.corrected_ms(phone.clock_ms());
    told(&phone.duties(doc), phone.replica.company(), now_ms)
}

fn on_the_server(pair: &Pair, kind: RecordKind, doc: DocId) -> Vec<String> {
    let mut office = pair.office();
    let company = office.store.transaction(|tx| crate::hub::company(tx)).unwrap().unwrap();
    let mut owed = duties(kind, &office.facts(doc), &company);
    owed.retain(|duty| duty.owing.state == DutyState::Open);
    told(&owed, &company, office.now_ms)
}

#[test]
fn on_each_day_of_a_quarter_phones_and_server_tell_the_same_duties() {
    let pair = Pair::new();
    pair.office().sets_company(&company_of_the_quarter());
    let (mut lin, mut chen, mut wang) = (pair.phone(LIN), pair.phone(CHEN), pair.phone(WANG));
    let customer = lin.registers(&customer());
    let deal = lin.opens_deal(&deal().of(customer));
    let first = day("2026-11-02");
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for n in 0..90 {
        let on = Day(first.0 + n);
        let today = on.to_string();
        match today.as_str() {
            // Seven days later is a Saturday that is worked; then a day off, and so are all until Monday.
            "2026-11-07" => drop(lin.logs(deal, "第一次")),
            "2026-11-12" => drop(lin.logs(deal, "第二次")),
            // Her phone's clock falls back by three days, and she is without a network for a week.
            "2026-11-23" => lin.clock_off_ms = -3 * DAY_MS,
            "2026-11-24" => lin.goes_offline(),
            "2026-11-25" => drop(lin.logs(deal, "離線")),
            "2026-12-01" => {
                lin.clock_off_ms = 0;
                lin.comes_online();
            }
            // Chen stands in for her.
            "2026-12-08" => drop(chen.logs(deal, "代理")),
            "2027-01-04" => drop(wang.logs(deal, "主管")),
            _ => {}
        }
        for phone in [&mut lin, &mut chen, &mut wang] {
            phone.syncs();
        }
        let offline = (day("2026-11-24")..day("2026-12-01")).contains(&on);
        for (kind, doc) in [(RecordKind::Customer, customer), (RecordKind::Deal, deal)] {
            let server = on_the_server(&pair, kind, doc);
            for phone in [&lin, &chen, &wang] {
                let is_there = phone.replica.rows().contains_key(&doc);
                if is_there && !(offline && phone.person == LIN && today.as_str() >= "2026-11-25") {
                    assert_eq!(on_the_phone(phone, doc), server, "{today}, phone of {}", phone.person);
                }
            }
        }
        let is_chens = chen.replica.rows().contains_key(&deal);
        assert_eq!(is_chens, ("2026-12-07".."2026-12-10").contains(&today.as_str()), "{today}");
        if [
            "2026-11-02",
            "2026-11-09",
            "2026-11-13",
            "2026-11-26",
            "2026-12-02",
            "2026-12-08",
            "2026-12-18",
            "2027-01-05",
        ]
        .contains(&today.as_str())
        {
            named.push((today, on_the_phone(&lin, deal)));
        }
        pair.passes(DAY_MS);
    }
    assert!(lin.replica.aside().is_empty() && lin.unsent() == 0);
    let named: Vec<String> = named.iter().map(|(on, lines)| format!("{on}: {}", lines.join("; "))).collect();
    let expected = [
        "2026-11-02: lin 3.2.b until 2026-11-09; lin 3.3.a until 2026-11-09",
        "2026-11-09: lin 3.2.b until 2026-11-14; lin 3.3.a until 2026-11-09",
        "2026-11-13: lin 3.2.b until 2026-11-23; lin 3.3.a overdue since 2026-11-09",
        "2026-11-26: lin 3.2.b until 2026-12-02; lin 3.3.a overdue since 2026-11-09",
        "2026-12-02: lin 3.2.b until 2026-12-02; lin 3.3.a overdue since 2026-11-09",
        "2026-12-08: lin (chen stands in) 3.2.b until 2026-12-15; lin (chen stands in) 3.3.a overdue since 2026-11-09",
        "2026-12-18: lin 3.2.b overdue since 2026-12-15; lin 3.3.a overdue since 2026-11-09",
        "2027-01-05: lin 3.2.b until 2027-01-11; lin 3.3.a overdue since 2026-11-09",
    ];
    assert_eq!(named, expected);
}
