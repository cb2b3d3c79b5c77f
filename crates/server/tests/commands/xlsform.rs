//! `fieldbook import xlsform`.

use crate::binary::Desk;
use crate::field_form::field_form;

#[test]
fn a_form_is_shown_first_and_becomes_a_draft_then() {
    let desk = Desk::with_company();
    let file = desk.path("noise.xlsx");
    std::fs::write(&file, field_form()).unwrap();
    let file = file.to_str().unwrap();
    let said = desk.does(&["import", "xlsform", file, "--author", "zhao", "--dry-run"]);
    assert!(said.contains("“Noise on site” would have 11 items, in 中文 (zh); nothing is written"), "{said}");
    assert!(said.contains("survey, row 15: condition – ${count} + 1 > 3"), "{said}");
    let said = desk.does(&["import", "xlsform", file, "--author", "zhao", "--language", "English (en)"]);
    assert!(said.contains("with 11 items, in English (en) is a draft"), "{said}");
    desk.does(&["check"]);
    let refused = desk.refuses(&["import", "xlsform", file, "--author", "nobody"]);
    assert!(refused.contains("nobody"), "{refused}");
}
