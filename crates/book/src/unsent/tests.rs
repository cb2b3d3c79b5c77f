//! What an exported act says when it is taken in later, on another phone.

use fieldbook_book::replica::NOW;
use fieldbook_process::{ActName, DocId, Path, RecordKind};

use super::*;

#[test]
fn what_happened_yesterday_and_is_taken_in_today_happened_yesterday() {
    let at = |field| Path::entry("follow_up", EntryId([7; 16]), field);
    let words = Some(Value::Text("要求報價".to_owned()));
    let part = Part {
        doc: DocId([1; 16]),
        kind: RecordKind::Deal,
        act: ActName::LogFollowUp,
        opened: Some(Vec::new()),
        values: vec![(at("happened"), Some(NOW)), (at("entered"), Some(NOW)), (at("content"), words.clone())],
    };
    let again = as_of(part, 1_000);
    assert_eq!(again.opened, None);
    let values: Vec<_> = again.values.into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, [Some(Value::Instant(1_000)), Some(NOW), words]);
}
