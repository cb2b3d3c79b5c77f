//! What an exported act says when it is taken in later, on another phone; and what is no such file.

use fieldbook_process::testing::LIN;
use fieldbook_process::{ActName, DocId, Path, RecordKind};

use super::*;
use crate::testing::{logging, text};

#[test]
fn what_happened_yesterday_and_is_taken_in_today_happened_yesterday() {
    let at = |field| Path::entry("follow_up", EntryId([7; 16]), field);
    let words = text("要求報價");
    let part = Part {
        doc: DocId([1; 16]),
        kind: RecordKind::Deal,
        act: ActName::LogFollowUp,
        opened: Some(Vec::new()),
        values: vec![
            (at("happened"), Some(NOW)),
            (at("entered"), Some(NOW)),
            (at("at"), Some(NOW)),
            (at("content"), words.clone()),
        ],
    };
    let again = as_of(part, 1_000);
    assert_eq!(again.opened, None);
    let values: Vec<_> = again.values.into_iter().map(|(_, value)| value).collect();
    // Signing is of now: the law bars another time.
    assert_eq!(values, [Some(Value::Instant(1_000)), Some(NOW), Some(NOW), words]);
}

#[test]
fn a_file_is_read_as_it_was_written_and_another_one_is_none() {
    let parts = vec![logging(DocId([1; 16]), EntryId([7; 16]), LIN, "要求報價")];
    let file = Unsent::of(LIN, 2_000, vec![Act { parts, entered_ms: 1_000, takes_over: None }]);
    let text = file.write().unwrap();
    assert_eq!(Unsent::read(&text).as_ref(), Some(&file));
    assert_eq!(Unsent::read(&text.replace("\"version\": 1", "\"version\": 2")), None);
    assert_eq!(Unsent::read(&text.replace(FORMAT, "other")), None);
    assert_eq!(Unsent::read("{}"), None);
}

#[test]
fn an_entry_stands_in_a_record_with_all_its_values_only() {
    let act = |content| Act {
        parts: vec![logging(DocId([1; 16]), EntryId([7; 16]), LIN, content)],
        entered_ms: 1_000,
        takes_over: None,
    };
    let facts = act("要求報價").draft().parts.remove(0).values;
    let facts: Facts = facts.into_iter().filter_map(|(path, value)| Some((path, value?))).collect();
    assert!(act("要求報價").stands_in(&facts));
    assert!(!act("再談").stands_in(&facts) && !act("要求報價").stands_in(&Facts::new()));
    assert_eq!(act("再談").makes(), None);
}
