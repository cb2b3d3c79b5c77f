//! Every fault of form with the neighbour that passes.

use super::*;
use crate::testing::{customer, deal};
use crate::{Record, RecordKind};

fn path() -> Path {
    Path::field("x")
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

#[track_caller]
fn fits(kind: Kind, value: Value) {
    assert_eq!(kind.check(&path(), &value), Ok(()), "{value:?}");
}

#[track_caller]
fn out_of_range(kind: Kind, value: Value) {
    assert_eq!(kind.check(&path(), &value), Err(FormFault::OutOfRange(path())), "{value:?}");
}

mod a_value {
    use super::*;

    #[test]
    fn is_at_most_as_long_as_its_field_counted_in_characters() {
        for kind in [Kind::Line(3), Kind::Lines(3)] {
            fits(kind, text("三個字"));
            let too_long = FormFault::TooLong { path: path(), limit: 3 };
            assert_eq!(kind.check(&path(), &text("四個字喔")), Err(too_long));
        }
    }

    #[test]
    fn is_not_an_empty_text_since_absent_and_empty_are_one() {
        fits(Kind::Line(3), text(" "));
        out_of_range(Kind::Line(3), text(""));
        out_of_range(Kind::Lines(3), text(""));
    }

    #[test]
    fn breaks_lines_only_where_there_are_several() {
        fits(Kind::Lines(9), text("a\nb"));
        out_of_range(Kind::Line(9), text("a\nb"));
        for control in ["a\rb", "a\tb", "a\0b", "a\u{85}b"] {
            out_of_range(Kind::Line(9), text(control));
            out_of_range(Kind::Lines(9), text(control));
        }
    }

    #[test]
    fn is_one_of_the_codes_exactly() {
        let kind = Kind::Choice(&["won", "lost"]);
        fits(kind, text("won"));
        for wrong in ["Won", "won ", "wo", ""] {
            out_of_range(kind, text(wrong));
        }
    }

    #[test]
    fn lies_within_both_limits_of_a_number() {
        let kind = Kind::Number(1, 90);
        fits(kind, Value::Int(1));
        fits(kind, Value::Int(90));
        out_of_range(kind, Value::Int(0));
        out_of_range(kind, Value::Int(91));
    }

    #[test]
    fn is_a_year_from_1900_to_2200() {
        for (year, passes) in [(1899, false), (1900, true), (2200, true), (2201, false)] {
            let value = Value::Int(year);
            if passes { fits(Kind::Year, value) } else { out_of_range(Kind::Year, value) }
        }
    }

    #[test]
    fn is_an_amount_of_nothing_or_more_in_its_one_spelling() {
        fits(Kind::Money, text("CNY 0"));
        fits(Kind::Money, text("CNY 9223372036854775807"));
        for wrong in ["CNY -1", "CNY 1.5", "CNY", "1", "CNY 9223372036854775808"] {
            out_of_range(Kind::Money, text(wrong));
        }
    }

    #[test]
    fn is_a_day_from_the_first_of_1900_to_the_first_of_2200() {
        for (date, passes) in
            [("1899-12-31", false), ("1900-01-01", true), ("2200-01-01", true), ("2200-01-02", false)]
        {
            let value = Value::Int(i64::from(crate::testing::day(date).0));
            if passes { fits(Kind::Day, value) } else { out_of_range(Kind::Day, value) }
        }
    }

    #[test]
    fn is_a_moment_from_1970_to_the_first_of_2200() {
        fits(Kind::Instant, Value::Instant(0));
        fits(Kind::Instant, Value::Instant(7_258_118_400_000));
        out_of_range(Kind::Instant, Value::Instant(-1));
        out_of_range(Kind::Instant, Value::Instant(7_258_118_400_001));
    }

    #[test]
    fn is_of_its_fields_kind() {
        let values = [text("won"), Value::Int(1), Value::Flag(true), Value::Instant(1), Value::Id([1; 16])];
        let kinds: [(Kind, &[usize]); 12] = [
            (Kind::Line(9), &[0]),
            (Kind::Lines(9), &[0]),
            (Kind::Choice(&["won"]), &[0]),
            (Kind::Money, &[]),
            (Kind::Number(0, 9), &[1]),
            (Kind::Year, &[]),
            (Kind::Day, &[1]),
            (Kind::Flag, &[2]),
            (Kind::Instant, &[3]),
            (Kind::Person, &[4]),
            (Kind::Document, &[4]),
            (Kind::Entry, &[4]),
        ];
        for (kind, fitting) in kinds {
            for (n, value) in values.iter().enumerate() {
                let expected = match (kind, value) {
                    (Kind::Money, Value::Text(_)) | (Kind::Year, Value::Int(_)) => {
                        Err(FormFault::OutOfRange(path()))
                    }
                    _ if fitting.contains(&n) => Ok(()),
                    _ => Err(FormFault::WrongKind(path())),
                };
                assert_eq!(kind.check(&path(), value), expected, "{kind:?} {value:?}");
            }
        }
    }
}

mod a_change {
    use super::*;
    use crate::facts::difference;

    fn faults(kind: RecordKind, before: Option<&Facts>, after: &Facts) -> Vec<FormFault> {
        let nothing = Facts::new();
        let edits = difference(before.unwrap_or(&nothing), after);
        let touched: Vec<Path> = edits.into_iter().map(|edit| edit.path).collect();
        form_faults(kind.schema(), before, after, &touched)
    }

    fn set(facts: &Facts, path: Path, value: Value) -> Facts {
        let mut facts = facts.clone();
        facts.insert(path, value);
        facts
    }

    fn emptied(facts: &Facts, path: &Path) -> Facts {
        let mut facts = facts.clone();
        facts.remove(path);
        facts
    }

    #[test]
    fn that_makes_a_whole_record_is_well_formed() {
        assert_eq!(faults(RecordKind::Deal, None, &deal().contacted("2026-11-05 10:00").facts()), []);
        assert_eq!(faults(RecordKind::Customer, None, &customer().with_contact("陳工", "138").facts()), []);
    }

    #[test]
    fn that_makes_a_record_without_a_required_field_names_it() {
        let (title, seller) = (Path::field("title"), Path::field("seller"));
        let without = emptied(&emptied(&deal().facts(), &title), &seller);
        let missing = vec![FormFault::Missing(title), FormFault::Missing(seller)];
        assert_eq!(faults(RecordKind::Deal, None, &without), missing);
    }

    #[test]
    fn that_empties_a_required_field_names_it_and_another_may_be_emptied() {
        let before = deal().facts();
        let (title, amount) = (Path::field("title"), Path::field("amount"));
        let missing = vec![FormFault::Missing(title.clone())];
        assert_eq!(faults(RecordKind::Deal, Some(&before), &emptied(&before, &title)), missing);
        assert_eq!(faults(RecordKind::Deal, Some(&before), &emptied(&before, &amount)), []);
    }

    #[test]
    fn that_makes_an_entry_without_a_required_field_names_it() {
        let before = deal().facts();
        let after = deal().contacted("2026-11-05 10:00").facts();
        let by = after.keys().find(|path| path.field == "by").cloned().unwrap();
        assert_eq!(faults(RecordKind::Deal, Some(&before), &after), []);
        let missing = vec![FormFault::Missing(by.clone())];
        assert_eq!(faults(RecordKind::Deal, Some(&before), &emptied(&after, &by)), missing);
    }

    #[test]
    fn that_touches_what_this_version_does_not_know_says_so() {
        let before = deal().facts();
        let id = EntryId([1; 16]);
        for unknown in
            [Path::field("colour"), Path::entry("follow_up", id, "mood"), Path::entry("x", id, "by")]
        {
            let after = set(&before, unknown.clone(), Value::Flag(true));
            let told = faults(RecordKind::Deal, Some(&before), &after);
            assert!(told.contains(&FormFault::Unknown(unknown)), "{told:?}");
        }
    }

    #[test]
    fn beside_a_fault_that_stood_before_is_well_formed() {
        let before = set(&deal().facts(), Path::field("title"), Value::Int(1));
        let before = set(&before, Path::field("colour"), Value::Flag(true));
        let after = set(&before, Path::field("product"), text("A-20"));
        assert_eq!(faults(RecordKind::Deal, Some(&before), &after), []);
    }

    #[test]
    fn with_several_faults_names_them_all() {
        let before = deal().facts();
        let after = set(&before, Path::field("interval_days"), Value::Int(91));
        let after = set(&after, Path::field("closed"), text("maybe"));
        assert_eq!(faults(RecordKind::Deal, Some(&before), &after).len(), 2);
    }
}

mod every_schema {
    use super::*;

    #[test]
    fn names_a_field_once() {
        for kind in RecordKind::ALL {
            let schema = kind.schema();
            for fields in schema.entries.iter().map(|entry| entry.fields).chain([schema.fields]) {
                let mut names: Vec<&str> = fields.iter().map(|field| field.name).collect();
                names.sort_unstable();
                let count = names.len();
                names.dedup();
                assert_eq!(names.len(), count, "{}", schema.name);
            }
        }
    }

    #[test]
    fn never_lets_an_approval_pass_over_free_text() {
        for kind in RecordKind::ALL {
            let schema = kind.schema();
            for field in schema.entries.iter().flat_map(|entry| entry.fields).chain(schema.fields) {
                let long = matches!(field.kind, Kind::Lines(_));
                assert!(!long || field.scope == Scope::Words, "{}.{}", schema.name, field.name);
            }
        }
    }

    #[test]
    fn describes_every_field_of_its_record() {
        let whole = deal().contacted("2026-11-05 10:00").planned("2026-11-05 10:00", 14).facts();
        assert!(whole.keys().all(|path| crate::opportunity::Deal::schema().field(path).is_some()));
    }
}
