//! Parts of a company as a server sends or a phone stores them, broken: they are taken or refused, and by what was
//! taken the law comes to an end and says what it says without a panic.

use std::hint::black_box;

use fieldbook_book::hub::take_part;
use fieldbook_book::store::to_cbor;
use fieldbook_process::audience::{concerned, feeds_of};
use fieldbook_process::catalogue::{Catalogue, Product};
use fieldbook_process::general::{Agreement, Change, Does, Proposal, Seat, judge_office};
use fieldbook_process::law::{self, Submitted};
use fieldbook_process::opportunity::{Beside, Deal, grade, path_of};
use fieldbook_process::people::Absence;
use fieldbook_process::policy::{Agreed, PolicyValue};
use fieldbook_process::testing::{
    CHEN, HE, LIN, WANG, ZHAO, ZHOU, company, customer, day, deal, ms, question,
};
use fieldbook_process::value::Currency;
use fieldbook_process::{ActName, Clause, Company, DocId, EntryId, Facts, Money, Record, RecordKind};

use crate::cbor;
use crate::chance::Chance;

/// One or all parts broken, then used.
pub fn parts(chance: &mut Chance) {
    let mut company = full();
    for (name, mut bytes) in written(&company) {
        if chance.once_in(2) {
            cbor::mutate(&mut bytes, chance);
        }
        // A part that cannot be read leaves what was there.
        let before = company.clone();
        if take_part(&mut company, name, &bytes).is_err() {
            assert_eq!(company, before);
        }
    }
    live_under(&company, chance);
}

/// A company with something in each part.
fn full() -> Company {
    let mut company = company();
    for value in PolicyValue::ALL {
        let agreed = Agreed { from_ms: ms("2026-11-03 00:00"), number: value.limits().0 };
        company.policy.agree(*value, agreed).unwrap();
    }
    company.proposals.push(Proposal {
        id: EntryId([7; 16]),
        value: PolicyValue::PathLargeFrom,
        number: 3_000_000,
        from: day("2026-11-20"),
        why: "larger".to_owned(),
        by: Some(HE),
        at_ms: ms("2026-11-19 10:00"),
        agreed: vec![Agreement { seat: Seat::Finance, by: ZHOU, at_ms: ms("2026-11-19 11:00") }],
        returned: None,
        in_force_ms: None,
    });
    company.absences.push(Absence {
        person: LIN,
        from: day("2026-11-09"),
        to: day("2026-11-11"),
        deputy: Some(CHEN),
    });
    company.calendar.free.insert(day("2026-11-10"));
    company.calendar.make_up.insert(day("2026-11-14"));
    let list_price = Money { minor: 38_600, currency: Currency::CNY };
    let (code, name, group) = ("M1".to_owned(), "電機".to_owned(), "標準".to_owned());
    company.catalogue = Catalogue(vec![Product { code, name, group, list_price, from: None, to: None }]);
    company
}

fn written(company: &Company) -> [(&'static str, Vec<u8>); 6] {
    [
        ("policy", to_cbor(&company.policy).unwrap()),
        ("people", to_cbor(&company.people).unwrap()),
        ("absences", to_cbor(&company.absences).unwrap()),
        ("calendar", to_cbor(&company.calendar).unwrap()),
        ("catalogue", to_cbor(&company.catalogue).unwrap()),
        ("proposals", to_cbor(&company.proposals).unwrap()),
    ]
}

/// What phone and server ask of a company.
fn live_under(company: &Company, chance: &mut Chance) {
    let deals = [
        deal().facts(),
        deal().contacted("2026-11-05 10:00").planned("2026-11-06 10:00", 3).facts(),
        deal().tried("2026-11-03 10:00").tried("2026-11-04 10:00").tried("2026-11-05 10:00").facts(),
        deal().resting("2026-11-04 10:00", "2027-01-15").imported("2026-10-01", "2026-11-03 09:00").facts(),
        deal().judged("2026-11-04 10:00", 9, 8, 9).resourced("2026-11-05 10:00", WANG).facts(),
        deal()
            .judged("2026-11-04 10:00", 1, 2, 1)
            .proposed("2026-11-05 10:00", true)
            .offered("2026-11-06 10:00", (LIN, ZHAO), Clause::C3_3_c, "2026-11-05 10:00")
            .decided("2026-11-09 10:00", ZHAO, true)
            .facts(),
    ];
    for facts in &deals {
        black_box((
            law::duties(RecordKind::Deal, facts, company),
            law::findings(RecordKind::Deal, facts, company),
        ));
        let record = Deal::from_facts(facts);
        let opened = record.opened;
        let beside = Beside { doc: DocId([2; 16]), product: "M1".to_owned(), opened, amount: record.amount };
        black_box((grade(&record, company), path_of(&record, DocId([1; 16]), false, &[beside], company)));
        let feeds =
            concerned(RecordKind::Deal, facts, None, company).feeds(company, fieldbook_process::Day(20_000));
        assert!(!feeds.is_empty());
    }
    let person = *chance.pick(&[LIN, CHEN, ZHAO]);
    let entered_ms = *chance.pick(&[ms("2026-11-05 10:00"), 0, i64::MAX, i64::MIN]);
    judge(RecordKind::Deal, ActName::LogFollowUp, Some(&deals[0]), &deals[1], person, entered_ms, company);
    judge(RecordKind::Deal, ActName::OpenDeal, None, &deals[0], person, entered_ms, company);
    let moved = customer().owned_by(CHEN).facts();
    let before = customer().facts();
    judge(
        RecordKind::Customer,
        ActName::HandOverCustomer,
        Some(&before),
        &moved,
        person,
        entered_ms,
        company,
    );
    let asked = question().taken_by(CHEN).answered("2026-11-05 10:00", CHEN).facts();
    black_box(law::duties(RecordKind::Question, &asked, company));
    for person in company.people.iter() {
        black_box((feeds_of(person), company.people.superiors(person.id)));
        black_box(company.is_away(person.id, day("2026-11-10")));
    }
    let at_ms = chance.nasty() as i64;
    black_box((company.acts_for(ZHAO, LIN, at_ms), company.stand_in(LIN, company.calendar.day_of(at_ms))));
    let today = company.calendar.day_of(at_ms);
    black_box((company.calendar.close_of(today), company.due_ms(person, at_ms, 3)));
    for value in PolicyValue::ALL {
        black_box(company.policy.at(*value, at_ms));
    }
    let mut company = company.clone();
    for proposal in company.proposals.clone() {
        for does in [Does::Agrees(&proposal), Does::Returns(&proposal, "no"), Does::Proposes(&proposal)] {
            black_box(judge_office(&Change { company: &company, by: Some(person), now_ms: at_ms, does }));
        }
        company.agree(proposal.id, person, at_ms);
    }
}

fn judge(
    kind: RecordKind,
    name: ActName,
    before: Option<&Facts>,
    after: &Facts,
    person: fieldbook_process::PersonId,
    entered_ms: i64,
    company: &Company,
) {
    let conflicts = Default::default();
    let submitted = Submitted {
        kind,
        name,
        before,
        after,
        conflicts: &conflicts,
        settled: &[],
        person,
        company,
        entered_ms,
        claimed_ms: &[],
        joined_to: Default::default(),
    };
    drop(black_box(law::judge(&submitted)));
}
