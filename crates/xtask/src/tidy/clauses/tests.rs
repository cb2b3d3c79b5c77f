//! The law as it stands has nothing to complain of; each omission planted in a copy of it is found.

use std::fs;
use std::path::Path;

use super::*;
use crate::root;
use crate::tidy::Rule;

const HANDOVER: &str = "crates/process/src/general/handover.rs";

/// Rust and JSON of the law and its texts, as they are.
fn as_it_stands() -> Tree {
    let mut files = Vec::new();
    for folder in ["crates/process/src", "locales"] {
        collect(&root::folder(), Path::new(folder), &mut files);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Tree { files }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(root.join(folder)).unwrap().map(Result::unwrap) {
        let path = folder.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            collect(root, &path, files);
        } else {
            let text = fs::read_to_string(entry.path()).unwrap();
            files.push(SourceFile { path: path.to_str().unwrap().to_owned(), text });
        }
    }
}

/// The law with one piece of text replaced, which must be there.
fn with(path: &str, old: &str, new: &str) -> Tree {
    let mut tree = as_it_stands();
    let file = tree.files.iter_mut().find(|file| file.path.ends_with(path)).unwrap();
    assert!(file.text.contains(old), "{path} no longer says {old:?}");
    file.text = file.text.replace(old, new);
    tree
}

/// What the rule says of a tree, `path: what` a complaint.
fn told(rule: Rule, tree: &Tree) -> Vec<String> {
    rule(tree).into_iter().map(|Complaint { path, what, .. }| format!("{path}: {what}")).collect()
}

#[track_caller]
fn finds(rule: Rule, tree: &Tree, path: &str, what: &str) {
    let told = told(rule, tree);
    assert!(told.iter().any(|it| it.starts_with(path) && it.contains(what)), "{told:#?}");
}

#[test]
fn the_law_as_it_stands_has_no_complaint() {
    let rules: [Rule; 7] = [
        not_carried,
        not_tested,
        text_missing,
        line_without_text,
        languages_differ,
        unknown_clause,
        quotation_drifted,
    ];
    let tree = as_it_stands();
    for rule in rules {
        assert_eq!(told(rule, &tree), [""; 0]);
    }
}

#[test]
fn the_law_is_read_whole() {
    let law = Law::read(&as_it_stands());
    let tokens: Vec<&str> = law.clauses.iter().map(|clause| clause.token.as_str()).collect();
    assert!(["C1_2", "C2_2_b", "C3_1", "C3_2_a", "C3_2_b"].iter().all(|token| tokens.contains(token)));
    let field = |of: &str, name: &str| law.fields.iter().any(|field| field.of == of && field.name == name);
    assert!(
        field("deal", "interval_days") && field("follow_up", "taken_over_by") && field("sharer", "person")
    );
    let choice = |name: &str| law.choices.iter().any(|choice| choice.name == name && choice.codes.len() > 2);
    assert!(["act_name", "role", "channel", "intention"].into_iter().all(choice));
    assert!(law.policy_values.iter().any(|id| id == "grace_days"));
    assert_eq!(law.form_faults, ["unknown", "wrong_kind", "too_long", "out_of_range", "missing"]);
    let line = law.lines.iter().find(|line| line.key == "after_tries").unwrap();
    assert_eq!(line.facts, ["tried", "tries"].map(str::to_owned).into());
    assert_eq!(line.under, ["duties.C3_2_b".to_owned()].into());
}

#[test]
fn a_tree_without_the_table_is_found() {
    finds(not_carried, &Tree { files: Vec::new() }, TABLE, "no table");
}

#[test]
fn what_the_law_names_and_a_language_lacks_is_found() {
    for (path, key, found) in [
        ("en/clauses.json", "C3_1", "clauses.C3_1"),
        ("zh-Hant/fields.json", "resting_why", "fields.deal.resting_why"),
        ("zh-Hans/choices.json", "wecom", "choices.channel.wecom"),
        ("en/acts.json", "plan_deal", "acts.plan_deal"),
        ("en/policy.json", "grace_days", "policy.grace_days"),
        ("zh-Hant/form.json", "out_of_range", "form.out_of_range"),
        ("zh-Hans/tasks.json", "contact", "tasks.contact"),
    ] {
        let tree = with(path, &format!("\"{key}\""), "\"renamed\"");
        finds(text_missing, &tree, &format!("locales/{path}"), &format!("`{found}` has no text"));
    }
}

#[test]
fn an_empty_text_is_no_text() {
    let tree = with("en/acts.json", "\"Close deal\"", "\" \"");
    finds(text_missing, &tree, "locales/en/acts.json", "acts.close_deal");
}

#[test]
fn a_line_whose_text_one_language_lacks_is_found() {
    let tree = with("zh-Hans/refusals.json", "\"not_yours\"", "\"renamed\"");
    finds(line_without_text, &tree, "crates/process/src/opportunity/follow_up.rs", "no text in zh-Hans");
    let tree = with("opportunity/contact.rs", "line!(\"after_rest\"", "line!(\"resting\"");
    finds(line_without_text, &tree, "crates/process/src/opportunity/contact.rs", "`duties.C3_2_b.resting`");
}

#[test]
fn a_text_that_no_line_says_any_more_is_found() {
    let tree = with("opportunity/plan.rs", "line!(\"duties_put_off\")", "line!(\"not_planned_now\")");
    finds(line_without_text, &tree, "locales/en/refusals.json", "duties_put_off");
}

#[test]
fn a_text_that_asks_for_a_fact_that_the_line_does_not_state_is_found() {
    let tree = with("opportunity/follow_up.rs", "by = Fact::Person(by)", "author = Fact::Person(by)");
    finds(line_without_text, &tree, "crates/process/src/opportunity/follow_up.rs", "asks for {by}");
}

#[test]
fn a_line_outside_the_lists_of_its_chapter_is_found() {
    let tree = with("opportunity.rs", "closing::closed_without_time", "opening::opened_without_grounds");
    finds(line_without_text, &tree, "crates/process/src/opportunity/closing.rs", "in no list");
}

#[test]
fn languages_with_other_keys_or_placeholders_are_found() {
    let tree = with("en/policy.json", "\"grace_days\"", "\"grace\"");
    finds(
        languages_differ,
        &tree,
        "locales/zh-Hant/policy.json",
        "`policy.grace` is in another language only",
    );
    finds(languages_differ, &tree, "locales/en/policy.json", "`policy.grace_days` is in another");
    let tree = with("zh-Hans/form.json", "{limit}", "{most}");
    finds(languages_differ, &tree, "locales/zh-Hans/form.json", "other placeholders");
}

#[test]
fn a_file_of_texts_that_is_none_is_found() {
    let tree = with("en/form.json", "}", "");
    finds(languages_differ, &tree, "locales/en/form.json", "no JSON");
    let tree = with("en/acts.json", "\"Close deal\"", "1");
    finds(languages_differ, &tree, "locales/en", "neither a text");
}

#[test]
fn a_clause_that_says_it_bars_and_is_in_no_list_is_found() {
    let tree = with("opportunity.rs", "Clause::C3_2_a, ", "Clause::C3_2_b, ");
    finds(not_carried, &tree, TABLE, "C3_2_a says it becomes a Bar");
}

#[test]
fn a_clause_that_owes_and_does_not_say_so_is_found() {
    let tree = with("clause.rs", "[Record Bar Duty Finding]", "[Record Bar Finding]");
    finds(not_carried, &tree, TABLE, "C3_2_b does not say that it becomes a Duty");
    let tree = with("opportunity.rs", "(Clause::C3_2_b, contact::next_contact, Asks::Contact)", "");
    finds(not_carried, &tree, TABLE, "C3_2_b says it becomes a Duty");
}

#[test]
fn a_clause_to_be_recorded_that_no_field_names_is_found() {
    let tree = with("opportunity/deal.rs", "C3_1, ", "C3_2_b, ");
    finds(not_carried, &tree, TABLE, "C3_1 says it becomes a Record");
}

#[test]
fn a_clause_without_its_tests_is_found() {
    let tree = with("general/handover/tests.rs", "mod c1_2 {", "mod handover {");
    finds(not_tested, &tree, HANDOVER, "`deal_given_to_nobody` of C1_2: no `mod c1_2 {`");
    finds(not_tested, &Tree { files: Vec::new() }, TABLE, "no chapter lists a rule");
}

#[test]
fn a_second_bar_of_a_clause_without_a_test_is_found() {
    let bar = "/// **3.1** Interest plus a possibility to buy makes an opportunity.\npub(super) fn opened_twice(\
               act: &Act<'_, Deal>) -> Option<Barred> {\n    Some(Barred::because(line!(\"twice\")))\n}\n\n/// Each ground";
    let mut tree = with("opportunity/opening.rs", "/// Each ground", bar);
    let list = tree.files.iter_mut().find(|file| file.path.ends_with("src/opportunity.rs")).unwrap();
    let row = "(Clause::C3_1, opening::opened_at_another_time),";
    list.text = list.text.replace(row, &format!("{row}\n    (Clause::C3_1, opening::opened_twice),"));
    finds(
        not_tested,
        &tree,
        "crates/process/src/opportunity/opening.rs",
        "`opened_twice` of C3_1: its line `twice`",
    );
}

#[test]
fn a_line_that_no_test_expects_is_found_though_a_helper_says_it() {
    let tree = with("opportunity/contact/tests.rs", "line!(\"after_tries\"", "other!(");
    finds(
        not_tested,
        &tree,
        "crates/process/src/opportunity/contact.rs",
        "`next_contact` of C3_2_b: its line `after_t",
    );
    // A test elsewhere in the file is none of the clause.
    let tree = with("opportunity/closing/tests.rs", "mod c3_1 {", "mod c3_1 {}\nmod other {");
    finds(not_tested, &tree, "crates/process/src/opportunity/closing.rs", "`closed_without_day`");
}

#[test]
fn two_rules_that_say_one_line_need_a_test_each() {
    let tests = "general/handover/tests.rs";
    let mut tree = with(tests, "\"1.2 no_manager\"", "\"1.2 nobody\"");
    let file = tree.files.iter_mut().find(|file| file.path.ends_with(tests)).unwrap();
    file.text = file.text.replacen("\"1.2 nobody\"", "\"1.2 no_manager\"", 1);
    finds(not_tested, &tree, HANDOVER, "its line `no_manager`");
}

#[test]
fn a_rule_whose_lines_stand_elsewhere_is_found() {
    let tree = with("opportunity/plan.rs", "line!(\"duties_put_off\")", "elsewhere::put_off()");
    finds(
        not_tested,
        &tree,
        "crates/process/src/opportunity/plan.rs",
        "`duties_put_off` of C3_2_b: says no line",
    );
}

#[test]
fn a_clause_that_there_is_not_is_found_in_code_tests_and_texts() {
    let tree = with("opportunity/plan.rs", "/// The fields of a plan.", "/// The fields of a plan: C9_9_z.");
    finds(unknown_clause, &tree, "crates/process/src/opportunity/plan.rs", "no clause C9_9_z");
    let tree = with("opportunity/plan/tests.rs", "mod c3_2_b", "mod c9_9_z");
    finds(unknown_clause, &tree, "crates/process/src/opportunity/plan/tests.rs", "no clause c9_9_z");
    let tree = with("en/acts.json", "Close deal", "Close deal (§9.9.z)");
    finds(unknown_clause, &tree, "locales/en/acts.json", "no clause C9_9_z");
}

#[test]
fn a_clause_by_its_number_is_seen_with_and_without_letter_and_other_words_are_not() {
    assert_eq!(source::clauses_named("C3_1, C3_2_b: §3.2.b. and §1.2"), ["C3_1", "C3_2_b", "C3_2_b", "C1_2"]);
    assert_eq!(source::clauses_named("C3 C_1 C3_2_bb C3_2_b_c MC3_1 c3_1() §3"), [""; 0]);
}

#[test]
fn a_quotation_that_drifted_is_found_in_the_table_and_above_a_rule() {
    let drifted = ("a possibility to buy makes an opportunity", "an occasion to buy makes an opportunity");
    let tree = with("clause.rs", drifted.0, drifted.1);
    finds(quotation_drifted, &tree, TABLE, "C3_1 is not quoted");
    let tree = with("opportunity/opening.rs", drifted.0, drifted.1);
    finds(quotation_drifted, &tree, "crates/process/src/opportunity/opening.rs", "**3.1** is not quoted");
}

#[test]
fn a_quotation_may_be_wrapped_and_followed() {
    let text = "/// **3.1** One\n/// two. More.\n///\n/// Not this.\n//! **3.1** Three.\n//! **3.2** Four.";
    assert_eq!(source::quotations(text, "3.1"), [(1, "One two. More.".to_owned()), (5, "Three.".to_owned())]);
}
