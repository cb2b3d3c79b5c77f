//! Conditions: what is read, what holds, what is refused where.

use proptest::prelude::*;

use super::*;

/// The answers of a customer who has two machines of 55 dB, bought on a day, and names two plans.
fn answer(name: &str) -> Option<&'static str> {
    match name {
        "machines" => Some("2"),
        "noise" => Some("55.5"),
        "bought" => Some("2024-03-01"),
        "plans" => Some("new_hall robots"),
        "use" => Some("yes"),
        _ => None,
    }
}

fn holds(text: &str) -> bool {
    Condition::parse(text).unwrap().holds(&answer)
}

#[test]
fn an_answer_is_compared_with_words_numbers_and_days() {
    for yes in [
        "use = yes",
        "use='yes'",
        "use != no",
        "machines >= 2",
        "machines = 2.0",
        "noise > 9",
        "noise < 60",
        "bought < 2025-01-01",
        "selected(plans, 'robots')",
        "selected(plans, new_hall)",
        "answered(noise)",
        "not answered(colour)",
        "colour != red",
        "use = yes and not selected(plans, none)",
        "use = no or machines > 1 and noise > 50",
        "(use = no or machines > 1) and noise > 50",
        "not (use = no)",
    ] {
        assert!(holds(yes), "{yes}");
    }
    for no in [
        "use = no",
        "machines < 2",
        "selected(plans, robot)",
        "colour = red",
        "colour < 3",
        "colour > 3",
        "use > 3",
        "answered(colour)",
        "(use = no or machines > 1) and noise > 60",
    ] {
        assert!(!holds(no), "{no}");
    }
}

#[test]
fn a_name_may_begin_like_a_word_of_the_language() {
    let order = Condition::Compare("order".into(), Compared::Is, "android".into());
    assert_eq!(Condition::parse("order = android"), Ok(order));
    assert_eq!(Condition::parse("notes = 1").unwrap().names(), ["notes"]);
}

#[test]
fn what_is_no_condition_is_refused_where_it_breaks_off() {
    for (wrong, at) in [
        ("", 0),
        ("use", 3),
        ("use =", 5),
        ("use = yes no", 10),
        ("use = 'yes", 7),
        ("(use = yes", 10),
        ("use = yes and", 13),
        ("jump(use)", 8),
        ("selected(use)", 12),
        ("= yes", 0),
    ] {
        assert_eq!(Condition::parse(wrong), Err(Unreadable { at }), "{wrong}");
    }
    assert!(Condition::parse(&"(".repeat(LONGEST + 1)).is_err());
    assert!(Condition::parse(&"(".repeat(LONGEST)).is_err(), "and no stack runs over");
}

fn any_condition() -> impl Strategy<Value = Condition> {
    let name = "[a-z_]{1,6}[0-9]".boxed();
    let with = "[a-z0-9 漢(=]{0,6}|[0-9]{1,3}".boxed();
    let how = prop::sample::select(SIGNS.map(|(_, how)| how).to_vec());
    let leaf = prop_oneof![
        (name.clone(), how, with.clone()).prop_map(|(name, how, with)| Condition::Compare(name, how, with)),
        (name.clone(), with).prop_map(|(name, code)| Condition::Selected(name, code)),
        name.prop_map(Condition::Answered),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|it| Condition::Not(Box::new(it))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::All),
            prop::collection::vec(inner, 2..4).prop_map(Condition::Any),
        ]
    })
}

proptest! {
    #[test]
    fn what_it_writes_it_reads(condition in any_condition()) {
        prop_assert_eq!(Condition::parse(&condition.to_string()), Ok(condition));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-z(),'\"=<>!. 漢]{0,60}") {
        if let Ok(condition) = Condition::parse(&text) {
            let _ = condition.holds(&answer);
            prop_assert_eq!(Condition::parse(&condition.to_string()), Ok(condition));
        }
    }
}
