//! What is taken of an XLSForm, and what is told of the rest.

use fieldbook_process::prospecting::Form;

use super::*;

#[path = "../../../tests/support/field_form.rs"]
mod field_form;
#[path = "../../../tests/support/xlsx.rs"]
mod xlsx;

fn ask(bytes: Vec<u8>, language: Option<&str>) -> XlsFormAsk {
    XlsFormAsk { name: "noise.xlsx".to_owned(), bytes, language: language.map(str::to_owned) }
}

fn item<'a>(form: &'a XlsForm, name: &str) -> &'a Asked {
    form.items.iter().find(|item| item.name == name).unwrap()
}

#[test]
fn a_form_of_a_survey_tool_becomes_items() {
    let form = read(&ask(field_form::field_form(), None)).unwrap();
    assert_eq!(form.name, "Noise on site");
    assert_eq!(form.languages, ["English (en)", "中文 (zh)"]);
    assert_eq!(form.language.as_deref(), Some("中文 (zh)"), "the form's own");
    let told: Vec<(&str, ItemKind)> = form.items.iter().map(|it| (it.name.as_str(), it.kind)).collect();
    assert_eq!(
        told,
        [
            ("section_1", ItemKind::Section),
            ("noise", ItemKind::Single),
            ("db", ItemKind::Number),
            ("kinds", ItemKind::Multiple),
            ("section_2", ItemKind::Section),
            ("count", ItemKind::Whole),
            ("saving", ItemKind::Scale),
            ("by", ItemKind::Date),
            ("plate", ItemKind::Photo),
            ("thanks", ItemKind::Note),
            ("odd", ItemKind::Text),
        ]
    );
    assert_eq!(item(&form, "noise").options, "yes 是\nno 否");
    assert!(item(&form, "noise").required);
    let db = item(&form, "db");
    assert_eq!((db.words.as_str(), db.hint.as_str()), ("多少分貝？", "站在機器旁量"));
    assert_eq!((db.least.as_str(), db.most.as_str(), db.shown_if.as_str()), ("30", "120", "noise = yes"));
    let count = item(&form, "count");
    assert_eq!(count.shown_if, "selected(kinds, fan) and not (noise = no)");
    assert_eq!(count.least, "1", "more than nought, of whole numbers");
    assert_eq!(item(&form, "saving").steps(), (1, 5));
    assert_eq!(item(&form, "by").least, "2026-01-01");
    assert_eq!(Form::from(form.items.clone()).unsound(), [], "it can be published as it is");
}

#[test]
fn what_cannot_be_taken_is_told_with_its_row() {
    let form = read(&ask(field_form::field_form(), None)).unwrap();
    let told: Vec<(u32, &str, &str)> =
        form.left_out.iter().map(|it| (it.row, it.why.as_str(), it.what.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, "kind", "start"),
            (13, "calculated", "total"),
            (14, "kind", "geopoint"),
            (15, "condition", "${count} + 1 > 3"),
            (15, "limits", "regex(., 'x')"),
            (16, "choices", "沒有選項"),
        ]
    );
}

#[test]
fn another_language_is_taken_where_it_is_asked_for() {
    let form = read(&ask(field_form::field_form(), Some("English (en)"))).unwrap();
    assert_eq!(item(&form, "noise").options, "yes Yes\nno No");
    assert_eq!(item(&form, "thanks").words, "Thank you & goodbye");
    assert_eq!(item(&form, "db").hint, "", "there is none in English");
}

#[test]
fn groups_within_groups_show_together_and_an_empty_one_leaves_no_line() {
    let rows: &[&[&str]] = &[
        &["type", "name", "label", "relevant"],
        &["text", "a", "A"],
        &["begin group", "outer", "Outer", "${a} = 'x'"],
        &["begin group", "inner", "Inner", "${a} != 'y'"],
        &["text", "b", "B"],
        &["end group"],
        &["text", "c", "C"],
        &["end group"],
        &["begin group", "empty", "Empty"],
        &["end group"],
        &["text", "d", "D"],
    ];
    let form = read(&ask(xlsx::workbook(&[("Survey", rows)], false), None)).unwrap();
    let told: Vec<(&str, &str)> =
        form.items.iter().map(|it| (it.words.as_str(), it.shown_if.as_str())).collect();
    assert_eq!(
        told,
        [
            ("A", ""),
            ("Inner", "a = x and a != y"),
            ("B", ""),
            ("Outer", "a = x"),
            ("C", ""),
            ("", ""),
            ("D", ""),
        ]
    );
    assert_eq!(form.name, "noise", "by the file's name");
}

#[test]
fn what_is_no_workbook_is_refused_and_one_that_swells_does_not_fill_the_machine() {
    for wrong in [Vec::new(), b"PK".to_vec(), b"type,name\ntext,a\n".to_vec()] {
        assert_eq!(read(&ask(wrong, None)), Err(NotAWorkbook));
    }
    let other = xlsx::workbook(&[("Sheet1", &[&["type"]])], true);
    assert_eq!(read(&ask(other, None)), Err(NotAWorkbook), "a workbook without a survey");
    let swollen = " ".repeat(64 << 20);
    let parts = [("xl/workbook.xml".to_owned(), swollen)];
    let file = xlsx::zip(&parts, true);
    assert!(file.len() < 1 << 20);
    assert_eq!(read(&ask(file, None)), Err(NotAWorkbook));
}

/// The parts of a workbook with that sheet `survey` and those shared texts.
fn parts_of(sheet: String, shared: String) -> [(String, String); 4] {
    let part = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let sheets = "<workbook><sheets><sheet name=\"survey\" r:id=\"a\"/></sheets></workbook>";
    let targets = "<Relationships><Relationship Id=\"a\" Target=\"s.xml\"/></Relationships>";
    [
        part("xl/workbook.xml", sheets),
        part("xl/_rels/workbook.xml.rels", targets),
        ("xl/sharedStrings.xml".to_owned(), shared),
        ("xl/s.xml".to_owned(), sheet),
    ]
}

/// That workbook, small enough to be sent.
fn book_of(sheet: String, shared: String) -> Vec<u8> {
    let file = xlsx::zip(&parts_of(sheet, shared), true);
    assert!(file.len() < 550_000, "{} bytes would not even arrive", file.len());
    file
}

/// What the sheets of a small file hold once unpacked, in bytes: the texts, and the place of each cell.
fn held(file: &[u8]) -> usize {
    let sheets = workbook::sheets(file, &SHEETS).unwrap();
    let cells = sheets.values().flatten().flat_map(|(_, cells)| cells);
    cells.map(|cell| cell.len() + size_of::<String>()).sum()
}

#[test]
fn a_part_that_swells_is_not_read() {
    let rows = |n: usize| format!("<worksheet><sheetData>{}</sheetData></worksheet>", "<row/>".repeat(n));
    assert!(read(&ask(book_of(rows(1_000), String::new()), None)).is_ok());
    assert_eq!(read(&ask(book_of(rows(4 << 20), String::new()), None)), Err(NotAWorkbook), "24 MB of rows");
    let text = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(32 << 20));
    let cell = "<worksheet><row><c t=\"s\"><v>0</v></c></row></worksheet>".to_owned();
    assert_eq!(held(&book_of(cell, text)), size_of::<String>(), "32 MB of shared text");
}

#[test]
fn one_long_text_shared_by_every_cell_is_held_once_and_again_only_as_far_as_there_is_room() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(1 << 20));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let sheet = format!("<worksheet>{}</worksheet>", format!("<row>{cells}</row>").repeat(2_000));
    let held = held(&book_of(sheet, shared));
    assert!((8 << 20..=16 << 20).contains(&held), "{held}");
}

#[test]
fn far_cells_of_many_rows_are_held_only_as_far_as_there_is_room() {
    let row = "<row><c r=\"GR1\"><v>1</v></c></row>";
    let sheet = format!("<worksheet>{}</worksheet>", row.repeat(20_000));
    assert!(held(&book_of(sheet, String::new())) <= 16 << 20);
    let beyond = "<worksheet><row><c r=\"ZZZ1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row></worksheet>";
    assert_eq!(held(&book_of(beyond.to_owned(), String::new())), 1 + size_of::<String>());
}

#[test]
fn more_parts_than_a_workbook_has_are_not_looked_at() {
    let behind = |others: usize| {
        let mut parts: Vec<_> = (0..others).map(|n| (format!("{n}"), String::new())).collect();
        parts.extend(parts_of("<worksheet><row/></worksheet>".to_owned(), String::new()));
        read(&ask(xlsx::zip(&parts, false), None))
    };
    assert!(behind(1_000).is_ok());
    assert_eq!(behind(5_000), Err(NotAWorkbook));
}

#[test]
fn texts_that_cells_share_are_read_without_how_they_are_read_aloud() {
    let shared = "<sst><si><t>type</t></si><si><t>name</t></si><si><t>label</t></si><si><t>text</t></si>\
                  <si><r><t>多少</t></r><r><t xml:space=\"preserve\"> dB</t></r><rPh><t>ㄉㄨㄛ</t></rPh></si></sst>";
    let cell = |at: &str, n: u8| format!("<c r=\"{at}\" t=\"s\"><v>{n}</v></c>");
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{}{}{}</row><row r=\"4\">{}<c r=\"B4\"><v>12</v></c>{}</row></sheetData></worksheet>",
        cell("A1", 0),
        cell("B1", 1),
        cell("C1", 2),
        cell("A4", 3),
        cell("C4", 4),
    );
    let part = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let file = xlsx::zip(
        &[
            part(
                "xl/workbook.xml",
                "<x:workbook xmlns:x=\"y\"><x:sheets><x:sheet name=\"survey\" r:id=\"a\"/></x:sheets></x:workbook>",
            ),
            part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Target=\"/xl/s.xml\"/></Relationships>",
            ),
            part("xl/sharedStrings.xml", shared),
            part("xl/s.xml", &sheet),
        ],
        true,
    );
    let form = read(&ask(file, None)).unwrap();
    assert_eq!(form.items, [], "a name is no number");
    assert_eq!(form.left_out[0].row, 4);
    assert_eq!(form.left_out[0].what, "12");
}

/// What is told of rows of a survey and its choices: row, why, what; and the items.
fn taken(survey: &[&[&str]], choices: &[&[&str]]) -> (Vec<(u32, String, String)>, XlsForm) {
    let form = read(&ask(xlsx::workbook(&[("survey", survey), ("choices", choices)], false), None)).unwrap();
    assert_eq!(Form::from(form.items.clone()).unsound(), []);
    let told = form.left_out.iter().map(|it| (it.row, it.why.clone(), it.what.clone())).collect();
    (told, form)
}

fn told(rows: &[(u32, &str, &str)]) -> Vec<(u32, String, String)> {
    rows.iter().map(|(row, why, what)| (*row, (*why).to_owned(), (*what).to_owned())).collect()
}

mod c2_4_a {
    use super::*;

    #[test]
    fn a_condition_that_compares_two_answers_is_told_and_the_question_shown() {
        let compared = [
            "${wanted} > ${have}",
            "${wanted}=${have}",
            "${wanted} <= ${have}",
            "${wanted} != ${have}",
            "selected(${wanted}, ${have})",
            "${have} = 1 and ${wanted} < ${have}",
            "${wanted} = '${have}'",
        ];
        for relevant in compared {
            let rows: &[&[&str]] = &[
                &["type", "name", "label", "relevant"],
                &["integer", "have", "Have"],
                &["integer", "wanted", "Wanted"],
                &["text", "why", "Why", relevant],
            ];
            let (left, form) = taken(rows, &[]);
            assert_eq!(left, told(&[(4, "condition", relevant)]));
            assert_eq!(item(&form, "why").shown_if, "", "{relevant}");
        }
        for (relevant, shown_if) in [
            ("${a} = '1' and ${b} > 2", "a = 1 and b > 2"),
            ("${a} = 'it is' or ${b} = \"don't\"", "a = 'it is' or b = \"don't\""),
            ("not(selected(${a}, 'x')) and (${b} = '')", "not (selected(a, x)) and b = ''"),
        ] {
            assert_eq!(expression::condition(relevant).map(|it| it.to_string()).as_deref(), Some(shown_if));
        }
    }

    #[test]
    fn what_an_item_loses_is_named_with_its_row() {
        let survey: &[&[&str]] = &[
            &[
                "type",
                "name",
                "label",
                "required",
                "relevant",
                "choice_filter",
                "disabled",
                "default",
                "hint",
            ],
            &["select_one town", "town", "Town", "no", "", "land=${land}", "", "suzhou"],
            &["text", "a", "A", "${town} = 'x'"],
            &["text", "b", "B", "FALSE", "", "", "Yes"],
            &["select_multiple town or_other", "c", "C", "TRUE"],
            &["select_one more or_other", "d", "D"],
        ];
        let choices: &[&[&str]] = &[
            &["list_name", "name", "label"],
            &["town", "suzhou", "Suzhou"],
            &["town", "suzhou", "Suzhou (Anhui)"],
            &["more", "other", "Something else"],
        ];
        let (left, form) = taken(survey, choices);
        let expected = [
            (3, "name", "Suzhou (Anhui)"),
            (2, "filter", "land=${land}"),
            (2, "column", "default: suzhou"),
            (3, "required", "${town} = 'x'"),
            (4, "disabled", "B"),
            (5, "other", "C"),
            (6, "other", "D"),
        ];
        assert_eq!(left, told(&expected));
        let names: Vec<&str> = form.items.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["town", "a", "c", "d"]);
        assert!(!item(&form, "a").required && item(&form, "c").required);
        assert_eq!(item(&form, "c").options, "suzhou Suzhou\nother …");
        assert_eq!(item(&form, "d").options, "other Something else");
    }

    #[test]
    fn what_no_draft_holds_is_left_out_and_told_and_the_rest_can_be_saved() {
        let (long_name, long_words, long_label) = ("n".repeat(61), "w".repeat(501), "l".repeat(3_991));
        let long = |name: &str| format!("${{{name}}} = '{}'", "x".repeat(250));
        let (outer, inner) = (long("a"), long("a"));
        let survey: &[&[&str]] = &[
            &["type", "name", "label", "relevant"],
            &["text", "a", "A"],
            &["text", &long_name, "B"],
            &["text", "c", &long_words],
            &["select_one much or_other", "d", "D"],
            &["text", "section_1", "E"],
            &["begin group", "g", "Outer", &outer],
            &["text", "f", "F"],
            &["begin group", "h", "Inner", &inner],
            &["text", "i", "I"],
            &["end group"],
            &["end group"],
        ];
        let choices: &[&[&str]] = &[&["list_name", "name", "label"], &["much", "m", &long_label]];
        let (left, form) = taken(survey, choices);
        let condition = format!("a = {}", "x".repeat(250));
        let expected = [
            (4, "long", &long_words[..200]),
            (5, "long", "D"),
            (9, "condition", &condition[..200]),
            (3, "name", long_name.as_str()),
        ];
        assert_eq!(left, told(&expected));
        let shown: Vec<(&str, &str)> =
            form.items.iter().map(|it| (it.name.as_str(), it.shown_if.as_str())).collect();
        let expected = [
            ("a", ""),
            ("c", ""),
            ("d", ""),
            ("section_1", ""),
            ("section_2", condition.as_str()),
            ("f", ""),
            ("section_3", condition.as_str()),
            ("i", ""),
        ];
        assert_eq!(shown, expected);
        let fits = |item: &Asked| {
            [
                ("name", &item.name),
                ("words", &item.words),
                ("options", &item.options),
                ("shown_if", &item.shown_if),
            ]
            .into_iter()
            .all(|(field, text)| fitting::fits(field, text))
        };
        assert!(form.items.iter().all(fits) && !fitting::fits("name", &long_name));
    }
}
