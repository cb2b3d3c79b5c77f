//! Sheets of customers.

use fieldbook_process::testing::{CHEN, LIN, company};

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
