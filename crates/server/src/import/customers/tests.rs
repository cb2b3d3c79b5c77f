//! Sheets of customers.

use std::time::{Duration, Instant};

use fieldbook_process::testing::{CHEN, LIN, company};

use super::columns::meant;
use super::*;

fn sheet(csv: &str) -> CustomerSheet {
    CustomerSheet { name: "a.csv".to_owned(), csv: csv.to_owned(), fields: None, owner: Some(LIN) }
}

fn owners(company: &Company) -> Owners<'_> {
    Owners { company, accounts: [("chen".to_owned(), CHEN)].into(), usual: Some(LIN) }
}

fn planned(csv: &str, known: &Known) -> Plan {
    let (company, sheet) = (company(), sheet(csv));
    let table = Table::read(&sheet.csv).unwrap();
    table.plan(&table.columns(&sheet), &owners(&company), known).unwrap()
}

fn keys(plan: &Plan) -> Vec<(Option<u64>, String)> {
    plan.wrong.iter().map(|wrong| (wrong.line, wrong.what.key.to_string())).collect()
}

#[test]
fn columns_are_known_by_their_names_in_three_languages_and_the_first_of_a_meaning_has_it() {
    let csv = "\u{feff}公司名稱;联系人;Mobile ;E-Mail;意向;城市;大客户;编号;負責人;Client;Moon phase\n甲;;;;;;;;;;\n";
    let sheet = sheet(csv);
    let columns = Table::read(csv).unwrap().columns(&sheet);
    let fields: Vec<_> = columns.iter().map(|column| column.field.as_deref().unwrap_or("–")).collect();
    let expected = [
        "name",
        "contact/name",
        "contact/phone",
        "contact/email",
        "intention",
        "town",
        "key_customer",
        "source_number",
        "owner",
        "–",
        "–",
    ];
    assert_eq!(fields, expected);
    // Said otherwise, and what there is no field for.
    let said =
        CustomerSheet { fields: Some(vec![Some("town".to_owned()), Some("salary".to_owned())]), ..sheet };
    let columns = Table::read(csv).unwrap().columns(&said);
    assert_eq!(columns[0].field.as_deref(), Some("town"));
    assert!(columns[1..].iter().all(|column| column.field.is_none()));
    assert_eq!(columns[0].samples, ["甲"]);
}

#[test]
fn a_row_becomes_a_customer_and_further_rows_of_it_its_people() {
    let plan = planned(
        "name,town,employees,intention,key customer,owner,contact,phone\n\
         北辰電機有限公司,蘇州,\"1,200\",高,是,chen,王磊,138 0000 4821\n\
         北辰電機,,,,,,李娜,\n\
         Huasheng,寧波,,low,no,,,0574-8765432\n",
        &Known::default(),
    );
    assert_eq!((plan.fresh.len(), plan.wrong.len(), plan.known.len()), (2, 0, 0));
    let first = &plan.fresh[0].facts;
    let own = |field: &str| first.get(&Path::field(field)).cloned();
    assert_eq!(own("employees"), Some(Value::Int(1_200)));
    assert_eq!(own("intention"), Some(Value::Text("high".to_owned())));
    assert_eq!((own("key_customer"), own("owner")), (Some(Value::Flag(true)), Some(Value::Id(CHEN.0))));
    assert_eq!(in_words(first), "北辰電機有限公司 · 蘇州 · 王磊 · 138 0000 4821 · 李娜".to_owned());
    let second = &plan.fresh[1].facts;
    assert_eq!(second.get(&Path::field("owner")), Some(&Value::Id(LIN.0)));
    assert_eq!(second.get(&Path::field("key_customer")), None);
    // A number without a name is kept, under a name that says so.
    assert_eq!(in_words(second), "Huasheng · 寧波 · — · 0574-8765432");
}

/// Were each of so many rows compared with all before it, that would be 800 million comparisons: minutes, not the seconds
/// that it takes.
const MANY: usize = 40_000;

#[test]
fn a_preview_of_a_large_sheet_compares_no_row_with_all_others() {
    let head = "company,contact,phone,needs\n";
    let one = |n: usize| format!("Acme,P{n},139{n:08},n{}\n", n % 7);
    let each = |n: usize| format!("C{n},P,139{n:08},\n");
    let same = |_: usize| "Acme,P,13900000000,\n".to_owned();
    let known = planned("company,phone\nOther,13800000000\n", &Known::default());
    let mut there = Known::default();
    known.fresh.iter().for_each(|it| there.add(&it.facts));
    let since = Instant::now();
    let previews = |row: &dyn Fn(usize) -> String, customers: usize, people: usize| {
        let rows: String = (0..MANY).map(row).collect();
        let plan = planned(&format!("{head}{rows}"), &there);
        assert_eq!((plan.fresh.len(), plan.wrong.len()), (customers, 0));
        let first = &plan.fresh[0].facts;
        assert_eq!(first.keys().filter(|path| path.field == "phone").count(), people);
        assert!(!in_words(first).is_empty());
    };
    previews(&one, 1, MANY);
    previews(&each, MANY, 1);
    previews(&same, 1, 1);
    assert!(since.elapsed() < Duration::from_secs(60), "{:?}", since.elapsed());
}

#[test]
fn what_looks_like_one_that_is_there_is_left_out_by_name_or_number() {
    let mut known = Known::default();
    known.add(&planned("name,phone\nBeichen Electric Co. Ltd,+86 138 0000 4821\n", &known).fresh[0].facts);
    let plan = planned("name,phone\nBEICHEN ELECTRIC,\n別的公司,13800004821\n新的公司,13800004822\n", &known);
    let left: Vec<_> = plan.known.iter().map(|it| (it.line, it.known.as_str())).collect();
    assert_eq!(left, [(2, "Beichen Electric Co. Ltd"), (3, "Beichen Electric Co. Ltd")]);
    assert_eq!(plan.fresh.len(), 1);
}

#[test]
fn a_wrong_row_says_its_line_and_spoils_no_other() {
    let plan = planned(
        "name,employees,intention,owner,contact\n\
         甲,many,,,\n\
         乙,0,,,\n\
         丙,,perhaps,,\n\
         丁,,,nobody,\n\
         ,12,,,張三\n\
         戊,12,mid,,,more\n\
         己,12,mid,,\n",
        &Known::default(),
    );
    let expected = [
        (2, "cell_does_not_fit"),
        (3, "cell_does_not_fit"),
        (4, "cell_does_not_fit"),
        (5, "cell_does_not_fit"),
        (6, "row_without_name"),
        (7, "other_cells"),
    ];
    assert_eq!(keys(&plan), expected.map(|(line, key)| (Some(line), key.to_owned())));
    assert_eq!(plan.fresh.iter().map(|it| it.line).collect::<Vec<_>>(), [8]);
}

#[test]
fn a_sheet_without_names_rows_or_owners_is_not_taken() {
    let company = company();
    assert_eq!(Table::read("name,town\n,\n").unwrap_err().key, "sheet_without_rows");
    let town = sheet("town\n蘇州\n");
    let table = Table::read(&town.csv).unwrap();
    let plan = table.plan(&table.columns(&town), &owners(&company), &Known::default());
    assert_eq!(plan.unwrap_err().key, "no_column_of_names");
    let nobody = Owners { usual: None, ..owners(&company) };
    let named = sheet("name\n甲\n");
    let table = Table::read(&named.csv).unwrap();
    let plan = table.plan(&table.columns(&named), &nobody, &Known::default()).unwrap();
    assert_eq!(keys(&plan), [(Some(2), "row_without_owner".to_owned())]);
}

#[test]
fn columns_beyond_the_hundredth_are_told_and_cost_no_row() {
    let wide = |cells: &[&str]| [cells, &vec![""; 98], &["x", "y"]].concat().join(",");
    let plan =
        planned(&format!("{}\n{},,\n", wide(&["name", "town"]), wide(&["甲", "蘇州"])), &Known::default());
    assert_eq!((plan.fresh.len(), keys(&plan)), (1, Vec::new()));
    let told: Vec<_> = plan.dropped.iter().map(|it| (it.line, &*it.what.key)).collect();
    assert_eq!(told, [(None, "columns_not_read")]);
    // With nothing in them there is nothing to tell; one cell more than the first line is another matter.
    let empty = |cells: &[&str]| [cells, &vec![""; 100]].concat().join(",");
    let csv =
        format!("{}\n{},\n{},z\n", empty(&["name", "town"]), empty(&["甲", "蘇州"]), empty(&["乙", ""]));
    let plan = planned(&csv, &Known::default());
    assert_eq!((plan.fresh.len(), plan.dropped.len()), (1, 0));
    assert_eq!(keys(&plan), [(Some(3), "other_cells".to_owned())]);
}

#[test]
fn a_quote_left_open_is_refused_with_its_line_and_one_that_is_closed_is_not() {
    let fault = |csv: &str| Table::read(csv).err().map(|it| (it.key.to_string(), it.facts["at"].clone()));
    let open = |at| Some(("quote_left_open".to_owned(), Fact::Count(at)));
    assert_eq!(fault("name,town\n甲,x\n\"乙,y\n丙,z\n"), open(3));
    assert_eq!(fault("name,town\n甲,\"x\n乙,y\n丙,\"z\"\n"), open(2), "closed by the quote of another cell");
    assert_eq!(fault("name,town\n甲,\"\"\"\n"), open(2), "two quotes are one of the text");
    for sound in [
        "name\n\"甲\n乙\"\n",
        "name\n\"甲\" 公司\n",
        "name\n甲 6\" 管\n",
        "name,town\n\"甲\n乙\" ,\"\"\"x\"\"\"\n",
    ] {
        assert_eq!(fault(sound), None, "{sound}");
    }
}

#[test]
fn a_long_cell_is_told_by_its_beginning_and_a_workbook_as_what_it_is() {
    let long = "長".repeat(5_000);
    let csv = format!("name,employees\n甲,{long}\n");
    let sheet = sheet(&csv);
    let cut = format!("{}…", "長".repeat(80));
    assert_eq!(Table::read(&csv).unwrap().columns(&sheet)[1].samples, [cut.as_str()]);
    let plan = planned(&csv, &Known::default());
    assert_eq!(plan.wrong[0].what.facts["text"], Fact::Text(cut));
    assert_eq!(Table::read("PK\u{3}\u{4}\u{14}").unwrap_err().key, "workbook_chosen");
}

mod c2_2_b {
    use super::*;

    const CARDS: &str = "BEGIN:VCARD\nVERSION:3.0\nFN:王磊\nORG:北辰電機有限公司;採購部\nTEL;TYPE=CELL:138 0000 4821\nADR:;;星湖街 1 號;蘇州;;;\n\
        END:VCARD\n\
        BEGIN:VCARD\nFN:李娜\nORG:北辰電機\nTEL:139\nADR:;;人民路 2 號;寧波;;;\nNOTE:展會\nEND:VCARD\n\
        BEGIN:VCARD\nFN:王磊\nORG:北辰電機有限公司;採購部\nTEL;TYPE=CELL:138 0000 4821\nADR:;;星湖街 1 號;蘇州;;;\nEND:VCARD\n\
        BEGIN:VCARD\nFN:Maria Santos\nTEL:+886 912\nEND:VCARD\n";

    #[test]
    fn cards_of_one_company_make_one_customer_and_a_card_without_one_is_called_like_its_person() {
        let plan = planned(CARDS, &Known::default());
        assert_eq!((plan.fresh.len(), plan.known.len(), keys(&plan)), (2, 0, Vec::new()));
        let lines: Vec<_> = plan.fresh.iter().map(|it| (it.line, in_words(&it.facts))).collect();
        let beichen = "北辰電機有限公司 · 蘇州 · 王磊 · 138 0000 4821 · 李娜 · 139";
        assert_eq!(lines[0], (1, beichen.to_owned()));
        assert_eq!(lines[1], (21, "Maria Santos · Maria Santos · +886 912".to_owned()));
        // Another place of the company stands with who works there.
        let rest = plan.fresh[0].facts.iter().find(|(path, _)| path.field == "card");
        assert_eq!(rest.map(|(_, value)| value), Some(&Value::Text("展會\n寧波 人民路 2 號".to_owned())));
    }

    #[test]
    fn a_card_of_somebody_known_is_left_out_and_one_that_breaks_off_is_told() {
        let mut known = Known::default();
        planned(CARDS, &known).fresh.iter().for_each(|fresh| known.add(&fresh.facts));
        let again = planned(CARDS, &known);
        assert_eq!((again.fresh.len(), again.known.len(), again.wrong.len()), (0, 4, 0));
        let plan = planned(
            "BEGIN:VCARD\nFN:甲\nEND:VCARD\nTEL:1\nBEGIN:VCARD\nTEL:2\nEND:VCARD\nBEGIN:VCARD\nFN:乙",
            &known,
        );
        let expected =
            [(None, "lines_between_cards"), (Some(5), "row_without_name"), (Some(8), "card_cut_off")];
        assert_eq!(keys(&plan), expected.map(|(line, key)| (line, key.to_owned())));
        assert_eq!(plan.fresh.len(), 1);
        let fault = |text: &str| Table::read(text).unwrap_err().key.to_string();
        assert_eq!(fault("BEGIN:VCARD\n".repeat(6_000).as_str()), "too_many_cards");
        assert_eq!(fault(&format!("BEGIN:VCARD\n{}", "TEL:1\n".repeat(2_000))), "card_too_long");
    }

    #[test]
    fn further_rows_of_a_customer_add_what_was_not_said_and_nobody_twice() {
        let plan = planned(
            "name,town,needs,contact,phone\n甲,,泵,王磊,138\n甲,蘇州,馬達,王磊,138\n甲,寧波,泵,李娜,\n",
            &Known::default(),
        );
        assert_eq!(plan.fresh.len(), 1);
        assert_eq!(in_words(&plan.fresh[0].facts), "甲 · 蘇州 · 王磊 · 138 · 李娜");
        assert_eq!(plan.fresh[0].facts.get(&Path::field("needs")), Some(&Value::Text("泵\n馬達".to_owned())));
    }

    fn dropped(plan: &Plan) -> Vec<(Option<u64>, String, String, i64)> {
        let text = |fact: &Fact| if let Fact::Text(text) = fact { text.clone() } else { panic!("{fact:?}") };
        let told = plan.dropped.iter().map(|it| {
            assert_eq!(it.what.key, "says_otherwise");
            let Fact::Count(at) = it.what.facts["at"] else { panic!("{it:?}") };
            (it.line, text(&it.what.facts["column"]), text(&it.what.facts["text"]), at)
        });
        told.collect()
    }

    #[test]
    fn rows_of_one_name_that_differ_in_owner_or_number_are_customers_of_their_own() {
        let plan = planned(
            "name,Owner,No,Tax ID,contact\n\
             甲,chen,1,,王磊\n甲,chen,2,,李娜\n甲公司,,,,張三\n甲,,1,,陳立\n甲,林曉雯,,,周建\n\
             乙,,,111,\n乙,,,1-1-1,\n乙,,,222,\n乙,chen,—,,孫悅\n",
            &Known::default(),
        );
        assert_eq!((plan.wrong.len(), dropped(&plan)), (0, Vec::new()));
        let all: Vec<_> = plan.fresh.iter().map(|it| (it.line, in_words(&it.facts))).collect();
        let expected = [
            (2, "甲 · 王磊 · 陳立"),
            // A row that says neither is about the customer above it.
            (3, "甲 · 李娜 · 張三"),
            (6, "甲 · 周建"),
            (7, "乙"),
            (9, "乙 · 孫悅"),
        ];
        assert_eq!(all, expected.map(|(line, words)| (line, words.to_owned())));
        let owners: Vec<_> = plan.fresh.iter().map(|it| it.facts[&Path::field("owner")].clone()).collect();
        assert_eq!(owners, [CHEN, CHEN, LIN, LIN, CHEN].map(|it| Value::Id(it.0)));
    }

    #[test]
    fn what_a_further_row_says_otherwise_is_told_with_the_line_that_counts() {
        let plan = planned(
            "name,City,address,employees,contact\n\
             甲有限公司,蘇州,A,12,王磊\n甲,寧波,A,13,李娜\n甲, 苏州,,12,\n甲,蘇州,B,,\n",
            &Known::default(),
        );
        let expected = [(3, "City", "寧波"), (3, "employees", "13"), (5, "address", "B")];
        // In the order of the fields, whatever that of the columns.
        let mut told = dropped(&plan);
        told.sort();
        let expected =
            expected.map(|(line, column, text)| (Some(line), column.to_owned(), text.to_owned(), 2));
        assert_eq!(told, expected);
        assert_eq!((plan.fresh.len(), plan.wrong.len()), (1, 0));
        assert_eq!(in_words(&plan.fresh[0].facts), "甲有限公司 · 蘇州 · 王磊 · 李娜");
    }

    #[test]
    fn a_row_that_cannot_be_added_leaves_nothing_behind_and_rows_without_an_owner_are_each_told() {
        let long = "泵".repeat(3_999);
        let plan = planned(&format!("name,needs,contact\n甲,{long},\n甲,馬達,王磊\n"), &Known::default());
        assert_eq!(keys(&plan), [(Some(3), "cell_does_not_fit".to_owned())]);
        assert_eq!(in_words(&plan.fresh[0].facts), "甲");
        let company = company();
        let nobody = Owners { usual: None, ..owners(&company) };
        let table = Table::read("name,owner\n甲,\n乙,\n甲,\n乙,chen\n").unwrap();
        let plan = table.plan(&table.columns(&sheet("")), &nobody, &Known::default()).unwrap();
        assert_eq!(keys(&plan), [2, 4].map(|line| (Some(line), "row_without_owner".to_owned())));
        assert_eq!(plan.fresh.iter().map(|it| it.line).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn a_customer_is_known_in_either_script() {
        let mut known = Known::default();
        known.add(&planned("name\n蘇州北辰電機\n", &known).fresh[0].facts);
        let plan = planned("name\n苏州北辰电机有限公司\n苏州北辰水务\n", &known);
        assert_eq!((plan.fresh.len(), plan.known.len()), (1, 1));
        assert_eq!((plan.known[0].line, plan.known[0].known.as_str()), (2, "蘇州北辰電機"));
        let plan = planned("name,contact\n蘇州北辰電機,王磊\n苏州北辰电机,李娜\n", &Known::default());
        assert_eq!((plan.fresh.len(), plan.dropped.len()), (1, 0));
    }

    #[test]
    fn the_apps_own_words_for_columns_and_choices_are_understood_in_each_language() {
        for language in ["zh-Hant", "zh-Hans", "en"] {
            let read = |name: &str| -> serde_json::Value {
                let file = format!("{}/../../locales/{language}/{name}.json", env!("CARGO_MANIFEST_DIR"));
                serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
            };
            let (fields, admin, choices) = (read("fields"), read("admin"), read("choices"));
            for code in codes() {
                let name = match code.split_once('/') {
                    None => fields["customer"][&code].as_str().unwrap().to_owned(),
                    Some((list, field)) => {
                        let field = fields[list][field].as_str().unwrap();
                        admin["of_person"].as_str().unwrap().replace("{field}", field)
                    }
                };
                assert_eq!(meant(&name).as_deref(), Some(code.as_str()), "{language}: {name}");
            }
            for field in ["intention", "source"] {
                for (code, word) in choices[field].as_object().unwrap() {
                    let said = folded(word.as_str().unwrap());
                    let (_, of) = field_of(field).unwrap();
                    let Kind::Choice(codes) = of.kind else { panic!("{field}") };
                    let all: Vec<_> = codes.iter().filter(|code| says(field, code, &said)).collect();
                    assert_eq!(all, [code], "{language}: {word}");
                }
            }
        }
    }
}
