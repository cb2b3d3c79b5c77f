//! CSV: a row that was read can be written as rejected and read again; what a calendar or catalogue took, it prints
//! and takes back.

use fieldbook_book::export::{self, Wording};
use fieldbook_book::wire::office::customers::CustomerSheet;
use fieldbook_process::calendar::Calendar;
use fieldbook_process::catalogue::Catalogue;
use fieldbook_process::schema::Field;
use fieldbook_process::testing::{LIN, company};
use fieldbook_process::{RecordKind, Value};
use fieldbook_server::import::maven::{FILES, Sheets};
use fieldbook_server::import::{Sheet, calendar as days, catalogue as products, customers, write_rejected};

use crate::chance::Chance;

const SOUND: &[u8] =
    b"\xef\xbb\xbfname,town\r\n\"A, \"\"B\"\"\",Basel\r\nC,\"two\nlines\"\r\n\xe9\x99\xb3,Bern\n";
const DAYS: &[u8] =
    "day,kind,name\n2027-10-01,free,國慶\n2027-10-09,make-up,\n2027-10-04,usual,\n".as_bytes();
const PRODUCTS: &[u8] = "code,name,group,list_price,currency,from,to\nM1,電機,標準,386.50,CNY,,2027-12-31\nM2,\"泵, 大\",泵,12,USD,2027-01-01,\n"
    .as_bytes();
/// What tends to break readers of CSV, of days and of numbers.
const NASTY: &[&[u8]] = &[
    b"\"",
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\"\"",
    b"\xef\xbb\xbf",
    b",,,,",
    b"\"\n\"",
    b"+",
    b"-",
    b"9",
    b".",
    b"0",
    b" ",
    b"\xc2\xa0",
];

fn mutated(sound: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = sound.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(8) {
            0 => bytes.truncate(at),
            1..=3 => drop(bytes.splice(at..at, chance.pick(NASTY).iter().copied())),
            4 => bytes.extend_from_within(..at),
            5 => bytes.extend_from_within(at..),
            _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = chance.next() as u8),
        }
        // Halved where it doubled too often.
        bytes.truncate(4_000);
    }
    bytes
}

/// It is read or refused; what is read can be written as rejected, and read again with the same cells.
pub fn rows(chance: &mut Chance) {
    let bytes = mutated(SOUND, chance);
    let _read_or_refused = Sheets::read(|name| FILES.contains(&name).then(|| bytes.clone()));
    let Ok(sheet) = Sheet::read("a.csv", &bytes, &["name"], &["town"]) else { return };
    let rejected: Vec<_> = sheet.rows.iter().map(|row| sheet.reject(row, "why")).collect();
    let mut written = Vec::new();
    write_rejected(&rejected.iter().collect::<Vec<_>>(), &mut written).unwrap();
    if rejected.is_empty() {
        return;
    }
    let again = Sheet::read("a.csv", &written, &["name"], &["town"]).unwrap();
    let cells = |sheet: &Sheet| sheet.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>();
    assert_eq!(cells(&again), cells(&sheet));
}

/// What is printed is taken back as the same.
pub fn calendar(chance: &mut Chance) {
    let read = |bytes: &[u8]| Sheet::read("the file", bytes, &days::COLUMNS, &[]);
    let Ok(sheet) = read(&mutated(DAYS, chance)) else { return };
    let mut taken = Calendar::default();
    if days::take(&sheet, &mut taken).is_err() {
        return;
    }
    let mut printed = Vec::new();
    days::write(&taken, &mut printed).unwrap();
    let mut again = Calendar::default();
    let text = String::from_utf8_lossy(&printed);
    let wrong = days::take(&read(&printed).unwrap(), &mut again).err();
    assert_eq!(wrong, None, "{text}");
    assert_eq!(again, taken, "{text}");
}

/// As [`calendar`].
pub fn catalogue(chance: &mut Chance) {
    let read = |bytes: &[u8]| Sheet::read("the file", bytes, &products::COLUMNS, &products::WELCOME);
    let Ok(sheet) = read(&mutated(PRODUCTS, chance)) else { return };
    let mut taken = Catalogue::default();
    if products::take(&sheet, &mut taken).is_err() {
        return;
    }
    let mut printed = Vec::new();
    products::write(&taken, &mut printed).unwrap();
    let mut again = Catalogue::default();
    let text = String::from_utf8_lossy(&printed);
    let wrong = products::take(&read(&printed).unwrap(), &mut again).err();
    assert_eq!(wrong, None, "{text}");
    assert_eq!(again, taken, "{text}");
}

/// Customers of any program.
const CUSTOMERS: &[u8] = "公司名稱,联系人,Mobile,employees,intention,owner\r\n\"北辰, 電機\",王磊,138 0000 4821,\"1,200\",高,lin\r\n\
                          Huasheng,,0574-8765432,12,low,\r\n"
    .as_bytes();

/// Cards of one company, of another, of nobody's.
const CARDS: &[u8] = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:王;磊;;;\r\nORG:北辰\\, 電機;採購\r\nTEL;TYPE=CELL:138 0000 4821\r\n\
    ADR;TYPE=WORK:;;星湖街 1 號;蘇州;;;\r\nNOTE:a\\nb\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nFN:b\r\nORG:北辰, 電機\r\n\
    ADR:;;x;寧波;;;\r\nX-A:=E5\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:=1+1\r\nTEL:+886\r\nEND:VCARD\r\n"
    .as_bytes();

/// Whatever the sheet says, a row is new, known or wrong, and what is new has good form. Exported and taken in once more,
/// each is known.
pub fn customers(chance: &mut Chance) {
    taken_in(CUSTOMERS, chance);
}

/// As [`customers`].
pub fn cards(chance: &mut Chance) {
    taken_in(CARDS, chance);
}

fn taken_in(sound: &[u8], chance: &mut Chance) {
    let csv = String::from_utf8_lossy(&mutated(sound, chance)).into_owned();
    let sheet = CustomerSheet { name: "a.csv".to_owned(), csv, fields: None, owner: Some(LIN) };
    let Ok(table) = customers::Table::read(&sheet.csv) else { return };
    let (company, columns) = (company(), table.columns(&sheet));
    let accounts = || [("lin".to_owned(), LIN)].into();
    let owners = customers::Owners { company: &company, accounts: accounts(), usual: sheet.owner };
    let Ok(plan) = table.plan(&columns, &owners, &customers::Known::default()) else { return };
    assert!(plan.fresh.len() + plan.wrong.len() <= table.len());
    let schema = RecordKind::Customer.schema();
    for (path, value) in plan.fresh.iter().flat_map(|fresh| &fresh.facts) {
        assert_eq!(schema.field(path).map(|field| field.kind.check(path, value)), Some(Ok(())), "{path}");
    }
    // Taken in once more, each is known.
    let mut known = customers::Known::default();
    plan.fresh.iter().for_each(|fresh| known.add(&fresh.facts));
    let again = table.plan(&columns, &owners, &known).unwrap();
    assert!(again.fresh.is_empty(), "{again:?}");
    // Exported, too.
    let facts: Vec<_> = plan.fresh.into_iter().map(|fresh| fresh.facts).collect();
    let word = |_: &Field, value: &Value| match value {
        Value::Flag(_) => "yes".to_owned(),
        Value::Text(code) => code.clone(),
        _ => "lin".to_owned(),
    };
    let wording = Wording { heading: &str::to_owned, word: &word, mark_heading: "exported", mark: "lin" };
    let files = [export::sheet(&facts, &wording), export::cards(&facts, "lin")];
    for file in files.into_iter().filter(|_| !facts.is_empty()) {
        let table = customers::Table::read(&file).unwrap();
        let owners = customers::Owners { company: &company, accounts: accounts(), usual: Some(LIN) };
        let columns = table.columns(&CustomerSheet::default());
        let again = table.plan(&columns, &owners, &known).unwrap();
        assert!(again.fresh.is_empty() && again.wrong.is_empty(), "{file}\n{again:?}");
    }
}
