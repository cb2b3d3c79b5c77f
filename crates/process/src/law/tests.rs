//! What a change amounts to, and the order in which it is judged.

mod hostile;
mod quarter;

use super::*;
use crate::Record;
use crate::opportunity::{Closed, Deal, FollowUp};
use crate::prospecting::Customer;
use crate::testing::{CHEN, LIN, MARIA, WANG, company, customer, deal, judging, ms};

/// The acts that the step from one state to another amounts to.
fn acts<R: Record>(before: Option<&R>, after: &R) -> Vec<ActName> {
    let before = before.map(R::to_facts);
    let nothing = Facts::new();
    let edits = difference(before.as_ref().unwrap_or(&nothing), &after.to_facts());
    let touched: Vec<Path> = edits.into_iter().map(|edit| edit.path).collect();
    acts_of(R::schema(), before.as_ref(), &touched)
}

#[test]
fn every_step_amounts_to_the_act_of_what_it_touches() {
    let old = deal().build();
    let steps: [(Deal, ActName); 5] = [
        (deal().titled("三期").build(), ActName::EditDeal),
        (deal().planned("2026-11-05 10:00", 14).build(), ActName::PlanDeal),
        (deal().opened_by(CHEN).build(), ActName::HandOverDeal),
        (deal().contacted("2026-11-05 10:00").build(), ActName::LogFollowUp),
        (deal().closed("2026-11-05 10:00", Closed::Won).build(), ActName::CloseDeal),
    ];
    for (after, act) in steps {
        assert_eq!(acts(Some(&old), &after), [act]);
    }
    let old = customer().build();
    let steps: [(Customer, ActName); 4] = [
        (customer().named("華盛精密").build(), ActName::EditCustomer),
        (customer().with_contact("陳工", "138").build(), ActName::EditContact),
        (customer().owned_by(CHEN).build(), ActName::HandOverCustomer),
        (customer().shared_with(CHEN).build(), ActName::ShareCustomer),
    ];
    for (after, act) in steps {
        assert_eq!(acts(Some(&old), &after), [act]);
    }
}

#[test]
fn making_a_record_is_one_act_whatever_it_holds() {
    assert_eq!(acts(None, &deal().contacted("2026-11-05 10:00").build()), [ActName::OpenDeal]);
    assert_eq!(acts(None, &customer().with_contact("陳工", "138").build()), [ActName::RegisterCustomer]);
}

#[test]
fn changing_an_entry_is_the_act_of_its_field_and_a_contact_may_be_changed() {
    let old = customer().with_contact("陳工", "138").build();
    let new = customer().with_contact("陳工", "139").build();
    assert_eq!(acts(Some(&old), &new), [ActName::EditContact]);
    assert_eq!(judging(Some(&old), &new).by(LIN), [""; 0]);
}

#[test]
fn two_acts_in_one_change_are_named_and_not_judged() {
    let after = Deal { title: "三期".to_owned(), ..deal().contacted("2026-11-05 10:00").build() };
    let verdict = judging(Some(&deal().build()), &after).verdict_to(LIN);
    assert_eq!(verdict, Err(Verdict::OtherAct(vec![ActName::EditDeal, ActName::LogFollowUp])));
}

#[test]
fn a_change_of_nothing_is_no_act() {
    let verdict = judging(Some(&deal().build()), &deal().build()).verdict_to(LIN);
    assert_eq!(verdict, Err(Verdict::OtherAct(vec![])));
}

/// A submitted change that can be spoilt.
fn submit(name: ActName, before: Option<&Deal>, after: &Facts) -> Result<(), Verdict> {
    judge(&Submitted {
        kind: RecordKind::Deal,
        name,
        before: before.map(Record::to_facts).as_ref(),
        after,
        conflicts: &Conflicts::new(),
        settled: &[],
        person: LIN,
        company: &company(),
        entered_ms: ms("2026-11-02 09:00"),
        claimed_ms: &[],
        joined_to: Default::default(),
    })
}

#[test]
fn the_act_named_is_the_act_done() {
    let after = deal().titled("三期").facts();
    assert_eq!(submit(ActName::EditDeal, Some(&deal().build()), &after), Ok(()));
    let other = Err(Verdict::OtherAct(vec![ActName::EditDeal]));
    assert_eq!(submit(ActName::PlanDeal, Some(&deal().build()), &after), other);
    assert_eq!(submit(ActName::OpenDeal, Some(&deal().build()), &after), other, "nor is a record made twice");
}

#[test]
fn form_comes_first_then_the_act_then_who_then_the_clauses() {
    let mut wrong = deal().opened_by(MARIA).facts();
    let old = deal().build();
    wrong.insert(Path::field("interval_days"), crate::Value::Int(91));
    assert!(matches!(submit(ActName::HandOverDeal, Some(&old), &wrong), Err(Verdict::Form(_))));
    wrong.insert(Path::field("interval_days"), crate::Value::Int(90));
    assert!(matches!(submit(ActName::HandOverDeal, Some(&old), &wrong), Err(Verdict::OtherAct(_))));
    wrong.remove(&Path::field("interval_days"));
    let Err(Verdict::Barred(refusals)) = submit(ActName::HandOverDeal, Some(&old), &wrong) else {
        panic!("a rep hands nothing over")
    };
    assert_eq!(refusals[0].clause, Clause::C1_2);
}

#[test]
fn every_clause_that_bars_is_named_in_the_policys_order() {
    let forged = FollowUp { by: Some(MARIA), ..deal().entry("2026-11-05 10:00") };
    let bare =
        Deal { interest: String::new(), duties_from: deal().build().opened, ..deal().noted(forged).build() };
    let told = judging(None, &bare).told(LIN);
    let expected = ["3.1 grounds_missing", "3.1 not_opened_now", "3.2.a not_yours", "3.2.b duties_put_off"];
    assert_eq!(told, expected);
}

#[test]
fn imported_history_is_checked_for_form_only() {
    let bare = Deal { interest: String::new(), ..deal().imported("2020-01-05", "2026-11-23 09:00").build() };
    let facts = bare.to_facts();
    let submitted = Submitted {
        kind: RecordKind::Deal,
        name: ActName::OpenDeal,
        before: None,
        after: &facts,
        conflicts: &Conflicts::new(),
        settled: &[],
        person: crate::testing::SYSTEM,
        company: &company(),
        entered_ms: ms("2026-11-20 09:00"),
        claimed_ms: &[],
        joined_to: Default::default(),
    };
    assert!(matches!(judge(&submitted), Err(Verdict::Barred(_))));
    assert_eq!(check_form(&submitted).map(|touched| touched.len()), Ok(facts.len()));
}

#[test]
fn duties_name_their_clause_and_who_owes_them() {
    let duties = duties(RecordKind::Deal, &deal().facts(), &company());
    let told: Vec<_> = duties.iter().map(|duty| (duty.clause, duty.asks, duty.owing.who)).collect();
    assert_eq!(told, [(Clause::C3_2_b, Asks::Contact, LIN), (Clause::C3_3_a, Asks::Evaluation, LIN)]);
    assert_eq!(super::duties(RecordKind::Customer, &customer().facts(), &company()), []);
}

#[test]
fn verdicts_and_duties_read_what_they_write() {
    let before = customer().owned_by(MARIA).build();
    let verdict = judging(Some(&before), &customer().owned_by(LIN).build()).verdict_to(WANG).unwrap_err();
    let text = serde_json::to_string(&verdict).unwrap();
    assert_eq!(serde_json::from_str::<Verdict>(&text).unwrap(), verdict, "{text}");
    let duties = duties(RecordKind::Deal, &deal().facts(), &company());
    let text = serde_json::to_string(&duties).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Duty>>(&text).unwrap(), duties, "{text}");
}
