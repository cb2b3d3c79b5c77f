//! Asking what a save would come to, without saving.

use super::*;
use crate::testing::{handing, sharing};
use fieldbook_process::{EntryId, RecordKind};

/// What saving these parts would come to.
fn weighed(phone: &mut Phone, parts: Vec<Part>) -> Outcome {
    phone.give(Event::Weigh(9_000, Draft { parts, ..Draft::default() }));
    let told = phone.effects.iter().rev().find_map(|effect| match effect {
        Effect::Told(9_000, outcome) => Some(outcome.clone()),
        _ => None,
    });
    told.unwrap()
}

#[test]
fn of_several_that_are_refused_as_one_each_is_told_and_nothing_is_written() {
    let pair = Pair::new();
    let (mut lin, mut wang, first, own_deal) = a_deal_in_the_book(&pair);
    let second = lin.registers(&customer().named("遠洋泵業"));
    // Somebody of another manager sells there, too: that deal is not Wang's to give away.
    lin.does(vec![sharing(second, EntryId([5; 16]), MARIA)]);
    let mut maria = pair.phone(MARIA);
    let other_deal = maria.opens_deal(&deal().of(second).opened_by(MARIA));
    wang.syncs();
    let give = |customer, deal| {
        vec![handing(customer, RecordKind::Customer, CHEN), handing(deal, RecordKind::Deal, CHEN)]
    };
    let all = [give(first, own_deal), give(second, other_deal)];
    assert_eq!(refused(wang.tries(Draft { parts: all.concat(), ..Draft::default() })), ["1.2"]);
    let stood = (wang.unsent(), wang.sees(first), wang.sees(second));
    assert_eq!(refused(weighed(&mut wang, all[1].clone())), ["1.2"]);
    assert_eq!(weighed(&mut wang, all[0].clone()), Outcome::Done);
    assert_eq!((wang.unsent(), wang.sees(first), wang.sees(second)), stood);
    wang.does(all[0].clone());
    wang.syncs();
    assert_eq!(pair.office().facts(first), wang.sees(first));
}

#[test]
fn a_phone_whose_storage_does_not_answer_says_so() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.starts();
    lin.reads_fail = 1;
    assert!(matches!(weighed(&mut lin, vec![editing(deal, "product", "K-40")]), Outcome::NotSaved(_)));
}
