//! Saving a form: what was tried and lost work, and how it is kept.

use super::*;
use crate::document::Document;

/// What a whole reconcile would write: every value as the form read it, the touched one changed.
fn whole_form(opened: &Opened, touched: &str, value: &str) -> Vec<(Path, Option<Value>)> {
    let mut values: Vec<_> = opened.view.facts.clone().into_iter().map(|(path, v)| (path, Some(v))).collect();
    values.retain(|(path, _)| *path != Path::field(touched));
    values.push((Path::field(touched), text(value)));
    values
}

#[test]
fn a_form_opened_before_a_merge_writes_its_touched_field_only() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    let form = lin.form(deal, editing(deal, "product", "K-40"));
    wang.edits(deal, "title", "北辰電機 三期");
    lin.syncs();
    lin.does(vec![form]);
    wang.syncs();
    for facts in [lin.sees(deal), wang.sees(deal), pair.office().facts(deal)] {
        assert_eq!((field(&facts, "title"), field(&facts, "product")), ("北辰電機 三期", "K-40"));
    }
}

#[test]
fn reconciling_the_whole_form_instead_would_put_the_old_title_back_without_a_conflict() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    let opened = lin.looks_at(deal).unwrap();
    wang.edits(deal, "title", "北辰電機 三期");
    let mut merged: Document = pair.office().document(deal);
    let mut part = editing(deal, "product", "K-40");
    part.values = whole_form(&opened, "product", "K-40");
    let message = crate::testing::message(part.act, LIN, pair.now_ms());
    let sent = pair.office().write(&merged, &part, &message);
    merged.apply([automerge::Change::from_bytes(sent.bytes.0).unwrap()]).unwrap();
    let view = merged.view();
    assert_eq!((field(&view.facts, "title"), view.conflicts.len()), ("北辰電機 二期", 0));
}

#[test]
fn a_touched_field_that_changed_meanwhile_is_shown_before_it_is_saved_over() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    let form = lin.form(deal, editing(deal, "title", "北辰 二期改造"));
    wang.edits(deal, "title", "北辰電機 三期");
    lin.syncs();
    let shown = match lin.tries(draft(form.clone())) {
        Outcome::ChangedMeanwhile(edits) => edits,
        other => panic!("{other:?}"),
    };
    assert_eq!(shown.len(), 1);
    assert_eq!((&shown[0].old, &shown[0].new), (&text("北辰電機 二期"), &text("北辰電機 三期")));
    assert_eq!(lin.unsent(), 0);
    lin.saves(Draft { seen: true, ..draft(form) });
    let opened = lin.looks_at(deal).unwrap();
    assert_eq!(field(&opened.view.facts, "title"), "北辰 二期改造");
    assert!(opened.view.conflicts.is_empty());
}

#[test]
fn two_first_entries_on_two_phones_both_survive() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    wang.goes_offline();
    lin.logs(deal, "林的電話");
    wang.logs(deal, "王的拜訪");
    lin.comes_online();
    wang.comes_online();
    lin.syncs();
    let mut both = lin.reads(deal);
    both.sort();
    assert_eq!(both, ["林的電話", "王的拜訪"]);
    assert_eq!(lin.sees(deal), wang.sees(deal));
    assert_eq!(lin.sees(deal), pair.office().facts(deal));
}

#[test]
fn removal_is_a_fact_and_the_edit_beside_it_survives() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer().with_contact("李經理", "138 0000 4821"));
    let mut wang = pair.phone(WANG);
    let (contact, _) =
        lin.sees(customer).keys().find_map(|path| path.entry.clone()).map(|(_, id)| (id, ())).unwrap();
    let touch = |field: &str, value| {
        let values = vec![(Path::entry("contact", contact, field), value)];
        crate::testing::part(
            customer,
            fieldbook_process::RecordKind::Customer,
            fieldbook_process::ActName::EditContact,
            values,
        )
    };
    lin.goes_offline();
    lin.does(vec![touch("removed", Some(NOW))]);
    wang.does(vec![touch("phone", text("139 1111 2222"))]);
    lin.comes_online();
    wang.syncs();
    let facts = wang.sees(customer);
    assert_eq!(facts, lin.sees(customer));
    assert!(facts.contains_key(&Path::entry("contact", contact, "removed")));
    assert_eq!(facts[&Path::entry("contact", contact, "phone")], Value::Text("139 1111 2222".into()));
}

#[test]
fn two_phones_that_set_one_field_show_both_values_until_one_of_them_chooses() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    wang.goes_offline();
    lin.edits(deal, "title", "甲");
    let lin_ms = pair.now_ms();
    pair.passes(60_000);
    wang.edits(deal, "title", "乙");
    lin.comes_online();
    wang.comes_online();
    lin.syncs();
    let opened = lin.looks_at(deal).unwrap();
    let both = [Value::Text("乙".into()), Value::Text("甲".into())];
    assert_eq!(opened.view.conflicts[&Path::field("title")], both);
    let rival = |value: &str, person, entered_ms| Rival {
        value: Value::Text(value.into()),
        person: Some(person),
        entered_ms,
    };
    let rivals = [rival("甲", LIN, lin_ms), rival("乙", WANG, lin_ms + 60_000)];
    assert_eq!(opened.rivals[&Path::field("title")], rivals);
    assert_eq!(lin.replica.rows()[&deal].conflicts, [Path::field("title")]);
    assert_eq!(wang.replica.rows()[&deal].conflicts, [Path::field("title")]);
    // Choosing the value that shows changes no value; it is an act all the same, and settles the conflict.
    let winner = field(&opened.view.facts, "title").to_owned();
    lin.edits(deal, "title", &winner);
    wang.syncs();
    for phone in [&mut lin, &mut wang] {
        let opened = phone.looks_at(deal).unwrap();
        assert!(
            opened.rivals.is_empty()
                && opened.view.conflicts.is_empty()
                && field(&opened.view.facts, "title") == winner
        );
        assert!(phone.replica.rows()[&deal].conflicts.is_empty());
        assert_eq!(phone.replica.status().aside, 0);
    }
    assert!(pair.office().document(deal).view().conflicts.is_empty());
}

#[test]
fn a_value_that_two_wrote_stands_once_beside_the_third_and_an_emptied_side_too() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    lin.edits(deal, "product", "K-20");
    wang.syncs();
    let mut zhao = pair.phone(ZHAO);
    for phone in [&mut lin, &mut wang, &mut zhao] {
        phone.goes_offline();
    }
    lin.edits(deal, "product", "K-40");
    pair.passes(60_000);
    wang.edits(deal, "product", "K-40");
    let mut emptied = editing(deal, "product", "");
    emptied.values = vec![(Path::field("product"), None)];
    zhao.does(vec![emptied]);
    for phone in [&mut lin, &mut wang, &mut zhao] {
        phone.comes_online();
    }
    lin.syncs();
    let opened = lin.looks_at(deal).unwrap();
    let mut told: Vec<_> = opened.rivals[&Path::field("product")].iter().collect();
    told.sort_by_key(|rival| rival.person != Some(WANG));
    let told: Vec<_> = told.iter().map(|rival| (rival.value.clone(), rival.person)).collect();
    let value = |words: &str| Value::Text(words.into());
    assert_eq!(told, [(value("K-40"), Some(WANG)), (value(""), Some(ZHAO))]);
}

#[test]
fn a_save_that_changes_nothing_is_told_so() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let title = lin.field(deal, "title");
    assert_eq!(lin.tries(draft(editing(deal, "title", &title))), Outcome::Nothing);
}

#[test]
fn a_form_opened_on_a_version_with_pending_acts_is_saved_on_it() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.edits(deal, "title", "甲");
    let form = lin.form(deal, editing(deal, "title", "甲甲"));
    wang.edits(deal, "product", "K-40");
    lin.comes_online();
    lin.does(vec![form]);
    wang.syncs();
    assert_eq!((wang.field(deal, "title"), wang.field(deal, "product")), ("甲甲".into(), "K-40".into()));
    assert!(wang.looks_at(deal).unwrap().view.conflicts.is_empty());
}
