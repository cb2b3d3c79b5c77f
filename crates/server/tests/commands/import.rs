//! `fieldbook import`, `export` and `report sales`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::binary::Desk;

const TEAMS: &str = "sales_agent,manager,regional_office\nLin Lin,Mia M,West\n";
const PRODUCTS: &str = "product,series,sales_price\nGTX Pro,GTX,4821\n";
const ACCOUNTS: &str = "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n\
                        Acme,retail,1990,1.5,12,Kenya,\n";
const PIPELINE: &str = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n\
                        1,Lin Lin,GTXPro,Acme,Won,2017-01-01,2017-02-01,5000\n\
                        2,Lin Lin,GTX Pro,Acme,Won,2017-01-01,2017-03-01,70.5\n\
                        3,Lin Lin,GTX Pro,Acme,Won,2017-01-01,soon,1\n";

fn source(desk: &Desk) -> PathBuf {
    let folder = desk.path("maven");
    std::fs::create_dir(&folder).unwrap();
    let files = [TEAMS, PRODUCTS, ACCOUNTS, PIPELINE];
    for (name, text) in ["sales_teams", "products", "accounts", "sales_pipeline"].iter().zip(files) {
        std::fs::write(folder.join(format!("{name}.csv")), text).unwrap();
    }
    folder
}

fn imports(desk: &Desk, folder: &Path, rejected: &str) -> String {
    let (folder, rejected) = (folder.to_str().unwrap(), desk.path(rejected));
    desk.does(&["import", "maven", folder, "--rejected", rejected.to_str().unwrap()])
}

#[test]
fn a_book_is_imported_once_reported_and_its_sellers_sign_in() {
    let desk = Desk::with_company();
    let folder = source(&desk);
    let said = imports(&desk, &folder, "rejected");
    assert!(
        said.contains("deals           2 new") && said.contains("1 rows of sales_pipeline.csv"),
        "{said}"
    );
    let password =
        said.lines().find_map(|line| line.trim().strip_prefix("lin.lin")).unwrap().trim().to_owned();
    let server = desk.serves();
    crate::phone::Phone::signs_in(server.port, "lin.lin", &password);
    let again = imports(&desk, &folder, "rejected2");
    assert!(again.contains("deals           0 new      2 there already"), "{again}");
    let report = |by| desk.does(&["report", "sales", "--by", by, "--format", "csv"]);
    assert_eq!(report("month"), "month,deals,amount,currency\n2017-02,1,5000.00,USD\n2017-03,1,70.50,USD\n");
    assert_eq!(report("product"), "product,deals,amount,currency\nGTX Pro,2,5070.50,USD\n");
    assert_eq!(report("seller"), "seller,deals,amount,currency\nLin Lin,2,5070.50,USD\n");
    assert!(desk.does(&["company", "show", "--history"]).contains("imported from Maven's layout"));
    desk.does(&["check"]);
}

#[test]
fn a_rejected_row_is_completed_in_its_file_and_imported_from_there() {
    let desk = Desk::with_company();
    imports(&desk, &source(&desk), "rejected");
    let file = desk.path("rejected").join("sales_pipeline.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(",4,\"\"\"soon\"\" is no day such as 2017-03-01\""), "{text}");
    std::fs::write(&file, text.replacen("soon", "2017-04-01", 1)).unwrap();
    let said = imports(&desk, &desk.path("rejected"), "rejected2");
    assert!(said.contains("deals           1 new") && said.contains("Every row is in the book"), "{said}");
}

#[test]
fn what_cannot_be_imported_at_all_says_what_to_do() {
    let desk = Desk::with_company();
    let empty = desk.path("empty");
    std::fs::create_dir(&empty).unwrap();
    let refused = desk.refuses(&["import", "maven", empty.to_str().unwrap()]);
    assert!(refused.contains("sales_pipeline.csv"), "{refused}");
    std::fs::write(empty.join("sales_pipeline.csv"), "opportunity_id\n1\n").unwrap();
    let refused = desk.refuses(&["import", "maven", empty.to_str().unwrap()]);
    assert!(refused.contains("names no column sales_agent"), "{refused}");
    let same = empty.to_str().unwrap();
    let refused = desk.refuses(&["import", "maven", same, "--rejected", same]);
    assert!(refused.contains("need another folder"), "{refused}");
}

/// The real source, where it lies beside the project.
#[test]
fn the_real_source_is_taken_whole_and_its_sums_are_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/maven-crm");
    if !folder.join("sales_pipeline.csv").exists() {
        eprintln!("skipped: the real source is not beside the project");
        return;
    }
    let desk = Desk::with_company();
    let said = imports(&desk, &folder, "rejected");
    for part in [
        "people         41 new",
        "products        7 new",
        "customers      85 new",
        "deals        8800 new",
        "Every row is in the book",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let again = imports(&desk, &folder, "rejected");
    assert!(again.contains("deals           0 new   8800 there already"), "{again}");
    for (by, column, cut) in [("seller", 1, 80), ("product", 2, 80), ("month", 6, 7)] {
        let report = desk.does(&["report", "sales", "--by", by]);
        let reported: BTreeMap<String, String> = report
            .lines()
            .skip(1)
            .map(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                (cells[0].to_owned(), format!("{} {}", cells[1], cells[2]))
            })
            .collect();
        assert_eq!(reported, sums_of(&folder.join("sales_pipeline.csv"), column, cut), "by {by}");
    }
}

/// The sums of won deals in the file itself, which has no quoted cells.
fn sums_of(file: &Path, column: usize, cut: usize) -> BTreeMap<String, String> {
    let mut sums: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for line in std::fs::read_to_string(file).unwrap().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[4] == "Won" {
            let name = if cells[column] == "GTXPro" { "GTX Pro" } else { cells[column] };
            let sum = sums.entry(name.chars().take(cut).collect()).or_default();
            *sum = (sum.0 + 1, sum.1 + cells[7].parse::<u64>().unwrap());
        }
    }
    sums.into_iter().map(|(name, (deals, amount))| (name, format!("{deals} {amount}.00"))).collect()
}

#[test]
fn a_sheet_of_customers_is_tried_taken_in_and_taken_back_but_for_what_somebody_worked_with() {
    let desk = Desk::with_company();
    let file = desk.path("kunden.csv");
    let rows = "Firma,Stadt,Telefon\nBeichen,Suzhou,13800004821\nHuasheng,Ningbo,\n,Wuxi,\n";
    std::fs::write(&file, rows).unwrap();
    let words = |more: &[&'static str]| {
        let mut all = vec!["import".to_owned(), "customers".to_owned(), file.to_str().unwrap().to_owned()];
        all.extend(["--owner", "lin"].iter().chain(more).map(|word| (*word).to_owned()));
        all
    };
    let run = |more: &[&'static str]| {
        let words = words(more);
        desk.does(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let said = words(&[]);
    let refused = desk.refuses(&said.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(refused.contains("no new customers"), "{refused}");
    let map = ["--map", "Firma=name", "--map", "Stadt=town", "--map", "Telefon=contact/phone"];
    // What cannot be meant is told before anything is written.
    for wrong in ["Firm=name", "Firma=nmae", "Stadt"] {
        let said = words(&[&map[..], &["--map", wrong]].concat());
        let refused = desk.refuses(&said.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(refused.contains(&format!("--map {wrong}: ")), "{refused}");
        assert!(desk.does(&["import", "list"]).is_empty(), "{wrong}");
    }
    let tried = run(&[&map[..], &["--dry-run"]].concat());
    assert!(tried.contains("2 customers of 3 rows would be new") && tried.contains("line 4:"), "{tried}");
    assert!(desk.does(&["import", "list"]).is_empty());
    let taken = run(&map);
    assert!(taken.contains("2 customers of 3 rows are in the book"), "{taken}");
    let again = words(&map);
    let again = desk.refuses(&again.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(again.contains("no new customers"), "{again}");
    let listed = desk.does(&["import", "list"]);
    let id = listed.split_whitespace().next().unwrap().to_owned();
    assert!(listed.contains("2 customers  kunden.csv"), "{listed}");

    let back = desk.does(&["import", "take-back", &id]);
    assert!(back.contains("2 customers are taken back; 0 stay"), "{back}");
    assert!(desk.does(&["import", "list"]).contains("taken back, 0 stayed"));
    assert!(desk.refuses(&["import", "take-back", &id]).contains("taken back already"));
    let gone = desk.does(&["company", "leave", "lin", "--to", "wang"]);
    assert!(gone.contains("0 customers"), "{gone}");
    // What was taken back stands in nobody's way.
    let words = ["import", "customers", file.to_str().unwrap(), "--owner", "wang"];
    assert!(desk.does(&[&words[..], &map].concat()).contains("2 customers of 3 rows are in the book"));
    desk.does(&["check"]);
}

#[test]
fn cards_are_taken_in_exported_in_both_forms_and_what_was_exported_adds_nothing() {
    let desk = Desk::with_company();
    let file = |name: &str, bytes: &[u8]| {
        let file = desk.path(name);
        std::fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    };
    // As a Windows of the mainland writes it.
    let cards = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:王;磊\r\nORG:北辰电机\r\nTEL;CELL:+86 138 0000 4821\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nFN:李娜\r\nORG:北辰电机\r\nTITLE:=1+1\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Maria Santos\r\nEND:VCARD\r\n";
    let workbook =
        desk.refuses(&["import", "customers", &file("a.xlsx", b"PK\x03\x04\x14\0\xff"), "--owner", "lin"]);
    assert!(workbook.contains("save the sheet as CSV"), "{workbook}");
    let cards = file("cards.vcf", &encoding_rs::GB18030.encode(cards).0);
    let tried = desk.does(&["import", "customers", &cards, "--owner", "lin", "--dry-run"]);
    assert!(tried.contains("2 customers of 3 rows would be new"), "{tried}");
    let taken = desk.does(&["import", "customers", &cards, "--owner", "lin"]);
    assert!(taken.contains("2 customers of 3 rows are in the book"), "{taken}");

    let sheet = desk.does(&["export", "customers"]);
    assert!(sheet.starts_with("\u{feff}name,other_name,") && sheet.lines().count() == 4, "{sheet}");
    assert!(
        sheet.contains(",'=1+1,") && sheet.contains(",'+86 138 0000 4821,") && sheet.contains(",lin,"),
        "{sheet}"
    );
    assert_eq!(sheet.matches("\"command line, ").count(), 3, "{sheet}");
    let vcards = desk.does(&["export", "customers", "--format", "vcard"]);
    assert_eq!(vcards.matches("NOTE:command line\\, ").count(), 3, "{vcards}");
    for (name, text) in [("out.csv", &sheet), ("out.vcf", &vcards)] {
        let again = desk.refuses(&["import", "customers", &file(name, text.as_bytes()), "--owner", "lin"]);
        assert!(again.contains("no new customers"), "{again}");
    }
    // In an empty book they are what they were.
    let other = Desk::with_company();
    let there = |name: &str| desk.path(name).to_str().unwrap().to_owned();
    let taken = other.does(&["import", "customers", &there("out.csv")]);
    assert!(taken.contains("2 customers of 3 rows are in the book"), "{taken}");
    let same = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(same(&other.does(&["export", "customers"])), same(&sheet));

    let noted = desk.does(&["export", "list"]);
    let said = "2 customers       3 people  ";
    assert!(
        noted.lines().count() == 2 && noted.matches(said).count() == 2 && noted.contains("vcf  command line"),
        "{noted}"
    );
    assert!(Desk::with_company().refuses(&["export", "customers"]).contains("no customer"));
    desk.does(&["check"]);
}
