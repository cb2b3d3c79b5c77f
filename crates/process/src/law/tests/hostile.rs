//! The law answers whatever it is given: documents that no app of ours wrote, numbers at their ends, conflicts of any
//! kind. Each is judged twice, since phone and server must agree.

use proptest::prelude::*;

use super::super::*;
use crate::policy::PolicyValue;
use crate::record::tests::{any_record, fitting, some_of};
use crate::testing::{CHEN, HE, LIN, SYSTEM, WANG, ZHAO, ZHOU, company_while_away, deal};
use crate::{EntryId, Value};

/// Values of every kind, also far outside what a field takes.
fn any_value() -> impl Strategy<Value = Value> {
    let ends = || prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX), Just(0), -3..400_i64];
    let texts = [
        "",
        " ",
        "3.2.b",
        "3.3.a",
        "slow_plan",
        "high",
        "won",
        "CNY 1",
        "CNY -9223372036854775808",
        "x\u{0}",
    ];
    prop_oneof![
        ends().prop_map(Value::Int),
        ends().prop_map(Value::Instant),
        (1_790_000_000_000..1_800_000_000_000_i64).prop_map(Value::Instant),
        any::<bool>().prop_map(Value::Flag),
        prop::sample::select(texts.to_vec()).prop_map(|text| Value::Text(text.to_owned())),
        person().prop_map(|person| Value::Id(person.0)),
        any::<[u8; 16]>().prop_map(Value::Id),
    ]
}

fn person() -> impl Strategy<Value = PersonId> {
    prop::sample::select(vec![LIN, CHEN, WANG, ZHAO, ZHOU, HE, SYSTEM, PersonId([0; 16])])
}

/// One of few ids, so that entries meet.
fn id() -> impl Strategy<Value = EntryId> {
    (0..3_u8).prop_map(|n| EntryId([n; 16]))
}

/// Any place that the kind knows, and one that it does not.
fn any_path(kind: RecordKind) -> impl Strategy<Value = Path> {
    let schema = kind.schema();
    let mut places: Vec<(Option<&'static str>, &'static str)> =
        schema.fields.iter().map(|field| (None, field.name)).collect();
    for list in schema.entries {
        places.extend(list.fields.iter().map(|field| (Some(list.name), field.name)));
    }
    places.push((Some("sample"), "code"));
    (prop::sample::select(places), id()).prop_map(|((list, field), id)| match list {
        Some(list) => Path::entry(list, id, field),
        None => Path::field(field),
    })
}

/// A document that anybody may have written.
fn any_facts(kind: RecordKind) -> impl Strategy<Value = Facts> {
    let wild = prop::collection::btree_map(any_path(kind), any_value(), 0..30);
    (any_record(kind), wild, any::<bool>()).prop_map(|(mut facts, wild, tame)| {
        if !tame {
            facts.clear();
        }
        facts.extend(wild);
        facts
    })
}

/// What one act writes: an entry of one list, or fields of one act, all well-formed.
fn any_step(kind: RecordKind) -> impl Strategy<Value = Facts> {
    let schema = kind.schema();
    let mut steps: Vec<BoxedStrategy<Facts>> = Vec::new();
    for list in schema.entries {
        let one =
            id().prop_flat_map(move |id| some_of(list.fields, move |name| Path::entry(list.name, id, name)));
        steps.push(one.boxed());
    }
    for field in schema.fields {
        let of_the_act = schema.fields.iter().filter(|it| it.act == field.act);
        let values: Vec<_> =
            of_the_act.map(|it| fitting(it.kind).prop_map(|value| (Path::field(it.name), value))).collect();
        steps.push(values.prop_map(|values| values.into_iter().collect()).boxed());
    }
    prop::strategy::Union::new(steps)
}

#[derive(Debug, Clone)]
struct Given {
    kind: RecordKind,
    before: Option<Facts>,
    after: Facts,
    conflicts: Conflicts,
    person: PersonId,
    entered_ms: i64,
}

prop_compose! {
    fn given()(kind in prop::sample::select(RecordKind::ALL.to_vec()))(
        kind in Just(kind),
        before in prop::option::weighted(0.8, any_facts(kind)),
        step in any_step(kind),
        wild in prop::option::weighted(0.2, (any_path(kind), any_value())),
        conflicts in prop::collection::btree_map(any_path(kind), prop::collection::vec(any_value(), 2..3), 0..3),
        person in person(),
        entered_ms in prop_oneof![Just(i64::MIN), Just(i64::MAX), 1_790_000_000_000..1_800_000_000_000_i64],
    ) -> Given {
        let mut after = before.clone().unwrap_or_default();
        after.extend(step);
        after.extend(wild);
        Given { kind, before, after, conflicts, person, entered_ms }
    }
}

fn verdict(given: &Given, name: ActName) -> Result<(), Verdict> {
    let company = company_while_away(WANG, "2026-11-01", "2026-12-31", Some(CHEN));
    judge(&Submitted {
        kind: given.kind,
        name,
        before: given.before.as_ref(),
        after: &given.after,
        conflicts: &given.conflicts,
        settled: &[],
        person: given.person,
        company: &company,
        entered_ms: given.entered_ms,
        claimed_ms: &[],
        joined_to: Default::default(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn it_judges_anything_and_twice_the_same(given in given()) {
        let named = match verdict(&given, ActName::EditDeal) {
            Err(Verdict::OtherAct(acts)) => acts.first().copied().unwrap_or(ActName::EditDeal),
            _ => ActName::EditDeal,
        };
        prop_assert_eq!(verdict(&given, named), verdict(&given, named));
    }

    #[test]
    fn it_derives_from_anything_and_twice_the_same(given in given()) {
        let company = crate::testing::company();
        let owed = duties(given.kind, &given.after, &company);
        prop_assert_eq!(&owed, &duties(given.kind, &given.after, &company));
        let found = findings(given.kind, &given.after, &company);
        prop_assert_eq!(found, findings(given.kind, &given.after, &company));
        // Nobody is named as having handed on to themselves.
        prop_assert!(owed.iter().all(|duty| duty.handed_on_by != Some(duty.owing.who)));
    }

    #[test]
    fn it_derives_by_numbers_that_nobody_agreed_to(
        given in given(), numbers in prop::collection::vec(prop_oneof![Just(i64::MIN), Just(i64::MAX), -9..9_i64], 40),
    ) {
        let values = PolicyValue::ALL.iter().zip(numbers);
        let damaged: Vec<String> =
            values.map(|(value, number)| format!(r#""{}":[{{"from_ms":0,"number":{number}}}]"#, value.id())).collect();
        let policy = serde_json::from_str(&format!("{{{}}}", damaged.join(","))).unwrap();
        let company = Company { policy, ..crate::testing::company() };
        let owed = duties(given.kind, &given.after, &company);
        prop_assert_eq!(&owed, &duties(given.kind, &given.after, &company));
        let facts = deal().judged_high("2026-11-04 10:00").decided("2026-11-05 10:00", WANG, false).facts();
        prop_assert!(!duties(RecordKind::Deal, &facts, &company).is_empty());
    }

    #[test]
    fn it_says_who_works_on_anything(given in given()) {
        let company = crate::testing::company();
        let concerned = crate::audience::concerned(given.kind, &given.after, None, &company);
        for who in company.people.iter().filter(|who| who.left) {
            prop_assert!(!concerned.may_write(who, &company, given.entered_ms));
        }
        prop_assert_eq!(crate::audience::concerned(given.kind, &given.after, None, &company), concerned);
    }
}

#[test]
fn the_bars_are_reached_by_what_is_made_up_here() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = given();
    let mut barred = 0;
    for _ in 0..400 {
        let given = strategy.new_tree(&mut runner).unwrap().current();
        let Err(Verdict::OtherAct(acts)) = verdict(&given, ActName::AnswerFinding) else { continue };
        let [name] = acts[..] else { continue };
        barred += usize::from(matches!(verdict(&given, name), Err(Verdict::Barred(_))));
    }
    assert!(barred > 100, "only {barred} of 400 came as far as the bars");
}
