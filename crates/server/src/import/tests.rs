//! Sheets, and what a small source with the real one's dirt becomes. The command itself: `tests/commands/import.rs`.

use std::collections::BTreeMap;

use fieldbook_book::document::Document;
use fieldbook_book::hub::{self, Stored};
use fieldbook_book::store::{StoreFault, Table};
use fieldbook_process::audience::Feed;
use fieldbook_process::opportunity::{Deal, next_contact_due};
use fieldbook_process::people::{Person, Role};
use fieldbook_process::prospecting::Customer;
use fieldbook_process::testing::ms;
use fieldbook_process::{Company, PersonId, Record, RecordKind};
use tempfile::TempDir;

use super::maven::{self, Sheets, Taken};
use super::*;
use crate::book::{Book, Place};
use crate::record;

fn sheet(bytes: &[u8]) -> Result<Sheet, SheetFault> {
    Sheet::read("a.csv", bytes, &["name", "town"], &["owner"])
}

#[test]
fn a_sheet_is_read_however_it_was_saved() {
    let plain = sheet(b"name,town\nAcme,Basel\n\"B, C\",\"two\nlines\"\n").unwrap();
    assert_eq!(plain.rows[1].cells, ["B, C", "two\nlines", ""]);
    assert_eq!(plain.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    for other in [
        &b"\xef\xbb\xbfname,town\r\nAcme,Basel\r\n\"B, C\",\"two\nlines\"\r\n"[..],
        b"more,town,name\n1,Basel,Acme\n2,\"two\nlines\",\"B, C\"",
        b" name , town \n Acme , Basel \n\"B, C\",\"two\nlines\"\n",
    ] {
        let read = sheet(other).unwrap();
        assert_eq!(
            read.rows.iter().map(|row| &row.cells).collect::<Vec<_>>(),
            [&plain.rows[0].cells, &plain.rows[1].cells]
        );
        assert!(read.rows.iter().all(|row| row.fault.is_none()));
    }
}

#[test]
fn a_damaged_row_spoils_no_other() {
    let read = sheet(b"name,town\nAcme\nBeta,Bern,CH\nG\xff,Genf\nDelta,Davos\n").unwrap();
    let faults: Vec<_> =
        read.rows.iter().map(|row| row.fault.map_or("none".to_owned(), |fault| fault.to_string())).collect();
    assert_eq!(
        faults,
        [
            "it has 1 cells, the first line 2",
            "it has 3 cells, the first line 2",
            "it is not UTF-8: save the file as UTF-8",
            "none"
        ]
    );
}

#[test]
fn a_missing_column_is_named() {
    let fault = sheet(b"name\nAcme\n").unwrap_err().to_string();
    assert_eq!(fault, "a.csv: the first line names no column town");
    assert!(sheet(b"").is_err());
}

#[test]
fn rejected_rows_are_written_so_that_they_can_be_read_again() {
    let read = sheet(b"name,town,owner\nAcme,\"Basel, CH\",Lin\n").unwrap();
    let rejected = read.reject(&read.rows[0], "why \"so\"");
    let mut bytes = Vec::new();
    write_rejected(&[&rejected], &mut bytes).unwrap();
    assert_eq!(sheet(&bytes).unwrap().rows, read.rows);
    assert!(String::from_utf8(bytes).unwrap().starts_with("name,town,owner,line,reason\n"));
}

const NOW: &str = "2026-11-23 08:00";

fn book() -> (TempDir, Book) {
    let folder = TempDir::new().unwrap();
    let book =
        Place { data: folder.path().join("data"), receipt_key: None, new_receipt_key: false }.open().unwrap();
    let mut company = Company::default();
    for (id, role) in [(1, Role::Director), (2, Role::System)] {
        let (id, name) = (PersonId([id; 16]), format!("{role:?}"));
        let territories = Vec::new();
        let person = Person {
            id,
            name,
            role,
            department: None,
            territories,
            head: false,
            superior: None,
            left: false,
            notice_ms: None,
            assistant: None,
        };
        company.people.put(person);
    }
    book.store.transaction(|tx| hub::set_company(tx, &company, ms(NOW), &book.seal).map(drop)).unwrap();
    (folder, book)
}

fn import(book: &Book, files: &[(&str, &str)]) -> Taken {
    let file =
        |name| files.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_bytes().to_vec());
    let sheets = Sheets::read(file).unwrap();
    let password = |_: &_| Ok::<_, StoreFault>("hash".to_owned());
    maven::import(book, &sheets, ms(NOW), password, &mut |_| ()).unwrap()
}

const TEAMS: (&str, &str) = (
    "sales_teams.csv",
    "sales_agent,manager,regional_office\nAnna A,Mia M,West\nBen B,Mia M,West\nCem C,Noa N,East\n",
);
const PRODUCTS: (&str, &str) = ("products.csv", "product,series,sales_price\nGTX Pro,GTX,4821\nMG,MG,55.5\n");
const ACCOUNTS: (&str, &str) = (
    "accounts.csv",
    "account,sector,employees,office_location\nAcme,technolgy,12,Kenya\nBeta,retail,,Philipines\n",
);
const HEAD: &str =
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n";

fn pipeline(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

fn records<T: Record>(book: &Book, kind: RecordKind) -> BTreeMap<String, (T, Stored)> {
    let all = book.store.transaction(|tx| record::all::<Stored>(tx, Table::Documents)).unwrap();
    let of = |stored: Stored| {
        let facts = Document::load(&stored.bytes.0).unwrap().view().facts;
        let number = facts[&Path::field("source_number")].clone();
        let Value::Text(number) = number else { panic!("a number is text") };
        (number, (T::from_facts(&facts), stored))
    };
    all.into_iter().map(|(_, stored)| stored).filter(|stored| stored.kind == kind).map(of).collect()
}

fn company(book: &Book) -> Company {
    book.store.transaction(|tx| hub::company(tx)).unwrap().unwrap()
}

fn person(book: &Book, name: &str) -> PersonId {
    company(book).people.iter().find(|person| person.name == name).unwrap().id
}

const DEALS: &str = "\
1,Anna A,GTXPro,Acme,Won,2017-01-01,2017-02-01,5000
2,Ben B,MG,Acme,Lost,2017-01-01,2017-03-01,0
3,Anna A,MG,Acme,Engaging,2017-02-01,,
4,Cem C,MG,Acme,Engaging,2017-02-15,,
5,Cem C,MG,Beta,Prospecting,,,
6,Ben B,MG,,Engaging,2017-02-20,,
";

#[test]
fn teams_become_people_customers_go_to_the_seller_of_their_latest_deal_and_open_deals_share() {
    let (_folder, book) = book();
    let taken = import(&book, &[TEAMS, PRODUCTS, ACCOUNTS, ("sales_pipeline.csv", &pipeline(DEALS))]);
    assert_eq!(taken.rejected, []);
    assert_eq!((taken.people.new, taken.products.new, taken.customers.new, taken.deals.new), (5, 2, 2, 6));
    let company = company(&book);
    let anna = company.people.get(person(&book, "Anna A")).unwrap();
    assert_eq!(
        (anna.role, anna.superior, &anna.territories[..]),
        (Role::Rep, Some(person(&book, "Mia M")), &["West".to_owned()][..])
    );
    let mia = company.people.get(person(&book, "Mia M")).unwrap();
    assert_eq!((mia.role, mia.superior), (Role::Manager, Some(PersonId([1; 16]))));
    let customers = records::<Customer>(&book, RecordKind::Customer);
    let (acme, _) = &customers["Acme"];
    assert_eq!(
        (acme.owner, acme.industry.as_str(), acme.territory.as_str()),
        (Some(person(&book, "Ben B")), "technology", "West")
    );
    let mut sharers: Vec<_> = acme.sharers.iter().filter_map(|sharer| sharer.person).collect();
    sharers.sort_unstable();
    let mut expected = [person(&book, "Anna A"), person(&book, "Cem C")];
    expected.sort_unstable();
    assert_eq!(sharers, expected);
    assert_eq!(customers["Beta"].0.town, "Philippines");
    let deals = records::<Deal>(&book, RecordKind::Deal);
    assert_eq!(
        (deals["1"].0.product.as_str(), deals["1"].0.closed_amount.unwrap().minor),
        ("GTX Pro", 500_000)
    );
    assert_eq!(deals["5"].0.opened_on, None);
    // Without a customer a deal is its seller's alone, and of those above.
    assert_eq!(deals["6"].0.customer, None);
    assert!(deals["6"].1.feeds.contains(&Feed::Person(person(&book, "Ben B"))));
    assert!(!deals["6"].1.feeds.contains(&Feed::Person(person(&book, "Anna A"))));
}

#[test]
fn duties_of_imported_deals_begin_within_thirty_days_and_closed_ones_owe_nothing() {
    let (_folder, book) = book();
    let open: String = (0..300).map(|n| format!("O{n},Anna A,MG,Acme,Engaging,2016-10-01,,\n")).collect();
    let rows = format!("{open}C,Anna A,MG,Acme,Won,2016-10-01,2017-03-01,9\n");
    import(&book, &[TEAMS, PRODUCTS, ACCOUNTS, ("sales_pipeline.csv", &pipeline(&rows))]);
    let company = company(&book);
    let deals = records::<Deal>(&book, RecordKind::Deal);
    let days = deals.values().filter_map(|(deal, _)| Some(company.calendar.day_of(deal.duties_from?.0)));
    let mut of_day: BTreeMap<_, usize> = BTreeMap::new();
    days.for_each(|day| *of_day.entry(day).or_default() += 1);
    let today = company.calendar.day_of(ms(NOW));
    assert!(of_day.keys().all(|day| (today..today.plus(30)).contains(day)), "{of_day:?}");
    assert!(of_day.len() >= 25 && of_day.values().all(|deals| *deals < 40), "{of_day:?}");
    let due = |number: &str| next_contact_due(&deals[number].0, &company);
    assert!((0..300).all(|n| due(&format!("O{n}")).is_some_and(|due_ms| due_ms > ms(NOW))));
    assert_eq!(due("C"), None);
}

#[test]
fn what_cannot_be_taken_says_why_and_is_taken_once_completed() {
    let (_folder, book) = book();
    let bad = [
        (",Anna A,MG,Acme,Engaging,,,", "it has no opportunity_id"),
        ("A,Nobody,MG,Acme,Engaging,,,", "nobody is called \"Nobody\""),
        ("B,Anna A,XL,Acme,Engaging,,,", "there is no product \"XL\""),
        ("C,Anna A,MG,Gamma,Engaging,,,", "there is no customer \"Gamma\""),
        ("D,Anna A,MG,Acme,Sleeping,,,", "\"Sleeping\" is none of"),
        ("E,Anna A,MG,Acme,Won,2017-01-01,,5", "it is closed, but has no close_date"),
        ("F,Anna A,MG,Acme,Won,2017-01-01,2017-02-30,5", "\"2017-02-30\" is no day"),
        ("G,Anna A,MG,Acme,Won,2017-01-01,2017-02-03,5e3", "is no amount in US dollars"),
        ("H,Anna A,MG,Acme,Engaging,2017-01-01,2017-02-03,", "its deal_stage is open"),
        ("I,Anna A,MG,Acme,Won,2017-03-01,2017-02-03,5", "before it was engaged"),
        ("J,Anna A,MG,Acme,Engaging,,,,", "it has 9 cells, the first line 8"),
    ];
    let good = "K,Anna A,MG,Acme,Engaging,2017-01-01,,\nL,Cem C,MG,Beta,Engaging,2017-01-01,,\n";
    let rows: String = bad.iter().map(|(row, _)| format!("{row}\n")).collect::<String>()
        + good
        + "K,Anna A,MG,Acme,Won,,,\n";
    let taken = import(&book, &[TEAMS, PRODUCTS, ACCOUNTS, ("sales_pipeline.csv", &pipeline(&rows))]);
    assert_eq!((taken.deals.new, taken.rejected.len()), (2, bad.len() + 1));
    for (n, (row, why)) in bad.iter().enumerate() {
        let rejected = taken.rejected.iter().find(|rejected| rejected.row.line == n as u64 + 2).unwrap();
        assert!(rejected.reason.contains(why), "{row}: {}", rejected.reason);
    }
    // Only the completed file: people, products and customers are found in the book.
    let completed = pipeline("A,Anna A,MG,Acme,Engaging,,,\nK,Anna A,MG,Acme,Engaging,2017-01-01,,\n");
    let taken = import(&book, &[("sales_pipeline.csv", &completed)]);
    assert_eq!((taken.deals.new, taken.deals.known, taken.rejected.len()), (1, 1, 0));
}

#[test]
fn a_customer_without_deals_is_taken_once_its_owner_is_named() {
    let (_folder, book) = book();
    let taken = import(&book, &[TEAMS, ACCOUNTS]);
    assert_eq!((taken.customers.new, taken.rejected.len()), (0, 2));
    assert!(taken.rejected[0].reason.contains("sales_agent"), "{}", taken.rejected[0].reason);
    let completed = "account,sector,employees,office_location,sales_agent\nAcme,retail,1,Kenya,Cem C\n";
    let taken = import(&book, &[("accounts.csv", completed)]);
    assert_eq!((taken.customers.new, taken.rejected.len()), (1, 0));
    assert_eq!(
        records::<Customer>(&book, RecordKind::Customer)["Acme"].0.owner,
        Some(person(&book, "Cem C"))
    );
}
