//! What is typed and what is stored.

use super::*;
use fieldbook_process::Record;
use fieldbook_process::opportunity::{Deal, FollowUp};

fn field(name: &str) -> &'static Field {
    let path = Path::field(name);
    Deal::schema().field(&path).or_else(|| FollowUp::FIELDS.iter().find(|field| field.name == name)).unwrap()
}

fn stored(name: &str, typed: &str) -> Result<Option<Value>, FormFault> {
    parse(field(name), typed, &Path::field(name), &Calendar::default())
}

#[test]
fn amounts_are_read_as_people_write_them_and_refused_beside() {
    let cny = |minor| Ok(Some(Value::Text(format!("CNY {minor}"))));
    assert_eq!(stored("amount", "CNY 517,440.5"), cny(51_744_050));
    assert_eq!(stored("amount", "517440"), cny(51_744_000));
    assert_eq!(stored("amount", "CNY ５１７"), cny(51_700));
    assert_eq!(stored("amount", "CNY "), Ok(None));
    for wrong in ["CNY 1.234", "CNY -5", "CNY .5", "CNY 1e5", "CNY 99999999999999999999"] {
        assert_eq!(stored("amount", wrong), Err(FormFault::WrongKind(Path::field("amount"))), "{wrong}");
    }
}

#[test]
fn what_is_stored_prints_as_it_would_be_typed() {
    for (name, typed) in [
        ("amount", "USD 12.05"),
        ("amount", "CNY 300"),
        ("expected_on", "2026-12-20"),
        ("interval_days", "14"),
        ("happened", "2026-11-23T16:02"),
        ("closed", "won"),
        ("reached", "yes"),
        ("interest", "two\nlines"),
    ] {
        let value = stored(name, typed).unwrap().unwrap();
        assert_eq!(print(field(name), &value, &Calendar::default()), typed, "{name}");
    }
}

#[test]
fn a_required_field_left_empty_is_missing_and_others_are_emptied() {
    assert_eq!(stored("title", "  "), Err(FormFault::Missing(Path::field("title"))));
    assert_eq!(stored("interest", " \n "), Ok(None));
    let limit = FormFault::TooLong { path: Path::field("title"), limit: 120 };
    assert_eq!(stored("title", &"字".repeat(121)), Err(limit));
    assert!(stored("title", &"字".repeat(120)).is_ok());
}
