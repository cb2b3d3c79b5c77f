//! Everything that the office says has a sentence.

use fieldbook_process::Company;
use fieldbook_process::law::{Fact, FactsByName, Line};

use super::words;

/// The sources in which the office's lines are said, apart from the law's.
const SOURCES: [&str; 15] = [
    include_str!("../office.rs"),
    include_str!("people.rs"),
    include_str!("leave.rs"),
    include_str!("policy.rs"),
    include_str!("sheets.rs"),
    include_str!("customers.rs"),
    include_str!("../import/customers.rs"),
    include_str!("../import/customers/cards.rs"),
    include_str!("../import/customers/cells.rs"),
    include_str!("../import/customers/fresh.rs"),
    include_str!("overview.rs"),
    include_str!("../import.rs"),
    include_str!("../import/sheet.rs"),
    include_str!("../import/calendar.rs"),
    include_str!("../import/catalogue.rs"),
];

#[test]
fn every_line_has_its_sentence_and_its_facts_stand_in_it() {
    let said = SOURCES.iter().flat_map(|source| source.split("line!(\"").skip(1));
    let mut lines = 0;
    for body in said {
        let (key, rest) = body.split_once('"').unwrap();
        let names =
            rest.split(['\n', ';']).next().unwrap().split(',').filter_map(|part| part.split_once(" = "));
        let fact = |(name, _): (&str, &str)| (name.trim().to_owned().into(), Fact::Text("甲乙".to_owned()));
        let facts: FactsByName = names.map(fact).collect();
        let line = Line { key: key.to_owned().into(), facts };
        let told = words::said(&line, &Company::default());
        assert_ne!(told, key, "no sentence");
        assert!(!told.contains('{'), "{key}: {told}");
        lines += 1;
    }
    assert!(lines >= 18, "{lines}");
}
