//! Sheets and cards that leave.

use fieldbook_process::PersonId;
use fieldbook_process::testing::LIN;

use super::*;
use crate::card;

fn word(field: &Field, value: &Value) -> String {
    match value {
        Value::Flag(_) => "yes".to_owned(),
        Value::Id(id) if PersonId(*id) == LIN => "林曉雯".to_owned(),
        Value::Text(code) => format!("{}:{code}", field.name),
        other => format!("{other:?}"),
    }
}

fn heading(code: &str) -> String {
    code.to_owned()
}

const WORDING: Wording<'_> =
    Wording { heading: &heading, word: &word, mark_heading: "exported", mark: "王志強, 2026-11-27" };

fn facts(own: &[(&str, Value)], people: &[&[(&str, &str)]]) -> Facts {
    let own = own.iter().map(|(field, value)| (Path::field(field), value.clone()));
    let people = (1..).zip(people).flat_map(|(n, person)| {
        let at = move |field: &str| Path::entry(PEOPLE, EntryId([n; 16]), field);
        person.iter().map(move |(field, text)| (at(field), words(text)))
    });
    own.chain(people).collect()
}

fn words(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn cells(text: &str, line: usize) -> BTreeMap<String, String> {
    let lines: Vec<Vec<&str>> =
        text.trim_start_matches('\u{feff}').lines().map(|it| it.split(',').collect()).collect();
    let cells = lines[0].iter().zip(&lines[line]).filter(|(_, cell)| !cell.is_empty());
    cells.map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect()
}

mod c2_2_b {
    use super::*;

    #[test]
    fn a_sheet_has_a_line_for_each_person_and_each_says_who_took_it_along() {
        let beichen = facts(
            &[
                ("name", words("北辰電機")),
                ("employees", Value::Int(120)),
                ("key_customer", Value::Flag(true)),
                ("intention", words("high")),
                ("owner", Value::Id(LIN.0)),
                ("registered", Value::Instant(1)),
            ],
            &[
                &[("name", "王磊"), ("phone", "138")],
                &[("name", "李娜")],
                &[("name", "走了"), ("removed", "x")],
            ],
        );
        let text = sheet(&[beichen, facts(&[("name", words("華盛"))], &[])], &WORDING);
        assert!(
            text.starts_with("\u{feff}name,other_name,") && text.ends_with(",\"王志強, 2026-11-27\"\r\n"),
            "{text}"
        );
        assert_eq!(text.matches("王志強, 2026-11-27").count(), 3, "{text}");
        let first = cells(&text.replace("\"王志強, 2026-11-27\"", "王志強"), 1);
        let expected = [
            ("contact/name", "王磊"),
            ("contact/phone", "138"),
            ("employees", "120"),
            ("exported", "王志強"),
            ("intention", "intention:high"),
            ("key_customer", "yes"),
            ("name", "北辰電機"),
            ("owner", "林曉雯"),
        ];
        assert_eq!(first, expected.map(|(name, cell)| (name.to_owned(), cell.to_owned())).into());
        assert!(!text.contains("走了") && !text.contains("registered"));
    }

    #[test]
    fn no_cell_is_a_formula_and_each_is_told_again_as_it_was() {
        let formulas = ["=1+1", "+86 138", "-2", "@SUM(A1)", "\tx", "＝1", "'=1", "''+1"];
        for cell in formulas {
            let made = harmless(cell);
            assert!(made.starts_with(TEXT), "{made}");
            assert_eq!(as_written(&made), cell);
        }
        for cell in ["", "138-0000", "'quoted'", "'", "a=b", "—"] {
            assert_eq!((harmless(cell).as_str(), as_written(cell)), (cell, cell));
        }
        let text = sheet(&[facts(&[("name", words("=cmd|' /C calc'!A0\"\n,x"))], &[])], &WORDING);
        assert!(text.contains("\r\n\"'=cmd|' /C calc'!A0\"\"\n,x\","), "{text}");
    }

    #[test]
    fn every_person_becomes_a_card_that_says_who_took_it_along() {
        let own = [("name", words("北辰電機")), ("town", words("蘇州")), ("needs", words("秘密"))];
        let people: [&[(&str, &str)]; 2] = [
            &[
                ("name", "王磊"),
                ("position", "採購"),
                ("phone", "13800004821"),
                ("other_phone", "0512-1"),
                ("email", "w@b.cn"),
            ],
            &[("name", NAMELESS), ("phone", "110")],
        ];
        let text =
            cards(&[facts(&own, &people), facts(&[("name", words("華盛"))], &[])], "王志強, 2026-11-27");
        let all = card::read(text.as_bytes(), &|_, _| None).unwrap().cards;
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|card| card.note == "王志強, 2026-11-27" && card.unread.is_empty()));
        let told = |card: &Card| {
            let phones: Vec<_> = card.phones.iter().map(|it| (it.kind, it.number.clone())).collect();
            (card.name.clone(), card.organisation.clone(), phones)
        };
        let phones = [(PhoneKind::Mobile, "13800004821"), (PhoneKind::Other, "0512-1")];
        let phones = phones.map(|(kind, number)| (kind, number.to_owned())).to_vec();
        assert_eq!(told(&all[0]), ("王磊".to_owned(), "北辰電機".to_owned(), phones));
        assert_eq!(told(&all[1]).0, "");
        assert_eq!(told(&all[2]), (String::new(), "華盛".to_owned(), Vec::new()));
        assert!(!text.contains("秘密"));
    }
}

#[test]
fn sheets_hold_what_people_write_of_a_customer_and_its_people() {
    let all = codes();
    for code in ["name", "needs", "tags", "owner", "source_number", "contact/name", "contact/card"] {
        assert!(all.iter().any(|it| it == code) && field_of(code).is_some(), "{code}");
    }
    for code in ["registered", "withdrawn", "latitude", "campaign", "contact/removed", "contact/removed_why"]
    {
        assert!(all.iter().all(|it| it != code) && field_of(code).is_none(), "{code}");
    }
}
