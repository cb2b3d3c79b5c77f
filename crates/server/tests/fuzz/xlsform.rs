//! XLSForm: whatever a file holds, it is read or refused; what is read can be asked, and stands in a draft's fields.

use fieldbook_book::wire::office::xlsform::XlsFormAsk;
use fieldbook_process::prospecting::{Form, Unsound};
use fieldbook_server::import::xlsform::read;

use crate::chance::Chance;
use crate::field_form::{FIELD_FORM, field_form};
use crate::xlsx::workbook;

/// What tends to break readers of XML, of types and of conditions.
const NASTY: &[&str] = &[
    "<",
    ">",
    "&",
    "&#0;",
    "]]>",
    "${",
    "}",
    "(",
    ")",
    "'",
    "\"",
    "and",
    "or",
    "not",
    "selected(",
    "begin_group",
    "end_group",
    "begin repeat",
    "select_one ",
    "range",
    "start=5 end=1",
    ". > 9",
    "=",
    "-",
    "\u{0}",
    "漢",
    "  ",
];

fn check(bytes: Vec<u8>) {
    let Ok(form) = read(&XlsFormAsk { name: "a.xlsx".to_owned(), bytes, language: None }) else { return };
    assert!(form.name.chars().count() <= 120);
    let unsound = Form::from(form.items.clone()).unsound();
    assert!(unsound.iter().all(|it| *it == Unsound::NothingAsked), "{unsound:?} {:?}", form.items);
    for item in &form.items {
        assert!(item.words.chars().count() <= 500 && item.options.chars().count() <= 4_000, "{item:?}");
    }
}

/// Bytes of a file that are not packed, changed anywhere.
pub fn bytes(chance: &mut Chance) {
    let mut file = if chance.once_in(4) { field_form() } else { workbook(FIELD_FORM, false) };
    for _ in 0..=chance.below(8) {
        let at = chance.below(file.len());
        match chance.below(4) {
            0 => file.truncate(at),
            1 => drop(file.splice(at..at, chance.pick(NASTY).bytes())),
            _ => file.iter_mut().skip(at).take(1).for_each(|byte| *byte = chance.next() as u8),
        }
        if file.is_empty() {
            break;
        }
    }
    check(file);
}

/// A whole file whose cells say strange things.
pub fn cells(chance: &mut Chance) {
    let mut sheets: Vec<(&str, Vec<Vec<String>>)> = Vec::new();
    for (name, rows) in FIELD_FORM {
        let mut cells: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        for _ in 0..chance.below(10) {
            let row = chance.below(cells.len());
            let column = chance.below(cells[row].len());
            let other = chance.below(cells.len());
            match chance.below(5) {
                0 => cells.swap(row, other),
                1 => cells[row][column] = (*chance.pick(NASTY)).to_owned(),
                2 => cells[row][column] = cells[other].first().cloned().unwrap_or_default(),
                3 => cells[row][column] = chance.pick(NASTY).repeat(chance.below(400)),
                _ => cells[row][column].push_str(chance.pick::<&str>(NASTY)),
            }
        }
        sheets.push((name, cells));
    }
    let rows: Vec<(&str, Vec<Vec<&str>>)> = sheets
        .iter()
        .map(|(name, rows)| {
            (*name, rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect())
        })
        .collect();
    let slices: Vec<(&str, Vec<&[&str]>)> =
        rows.iter().map(|(name, rows)| (*name, rows.iter().map(Vec::as_slice).collect())).collect();
    let sheets: Vec<(&str, &[&[&str]])> =
        slices.iter().map(|(name, rows)| (*name, rows.as_slice())).collect();
    check(workbook(&sheets, true));
}
