//! Rows as they are stored, and what is asked of them.

use fieldbook_process::Money;
use fieldbook_process::opportunity::Deal;
use fieldbook_process::prospecting::{Capture, Customer};
use fieldbook_process::testing::{LIN, company, customer, deal};

use super::*;

fn view() -> View {
    let mut facts = deal().facts();
    facts.insert(Path::field("amount"), Value::Text("CNY 51744000".into()));
    View { facts, kind: RecordKind::Deal.name().to_owned(), ..View::default() }
}

#[test]
fn a_row_tells_from_its_bytes_what_its_record_held() {
    let view = view();
    let row = Row::of(DocId([1; 16]), &view, &company(), 3).unwrap();
    let again = Row::read(row.stored().to_vec()).unwrap();
    assert_eq!(again, row);
    assert_eq!((again.doc, again.kind, again.pending), (DocId([1; 16]), RecordKind::Deal, 3));
    assert_eq!(again.get::<Option<Money>>("amount").map(|money| money.minor), Some(51_744_000));
    assert_eq!(again.get::<Option<PersonId>>("seller"), Some(LIN));
    assert_eq!(again.get::<String>("no_such_field"), "");
    let title = view.facts.get(&Path::field("title")).cloned();
    let seller = Some(Value::Id(LIN.0));
    assert_eq!(again.pick(["no_such_field", "title", "seller"]), [None, title.clone(), seller]);
    assert_eq!(again.facts().get(&Path::field("title")).cloned(), title);
    let only: Deal = again.only(&["amount", "seller", "no_such_field"]);
    assert_eq!((only.amount, only.seller), (again.amount, Some(LIN)));
    assert!(only.title.is_empty(), "not asked for");
    // Long texts are not in it.
    assert!(view.facts.contains_key(&Path::field("interest")));
    assert!(!again.facts().contains_key(&Path::field("interest")));
    let owed: Vec<Due> = again.duties().iter().map(Due::from).collect();
    assert!(!owed.is_empty());
    assert_eq!(again.dues, owed);
    let title = title.and_then(|title| String::from_value(&title)).unwrap();
    assert_eq!(again.searched().collect::<Vec<_>>(), [("title", title)]);
}

#[test]
fn bytes_that_are_no_row_are_refused() {
    let row = Row::of(DocId([1; 16]), &view(), &company(), 0).unwrap();
    let stored = row.stored();
    for wrong in [&[][..], &[0xa0], &stored[..stored.len() - 1], &[stored, &[0]].concat()] {
        assert!(Row::read(wrong.to_vec()).is_err(), "{wrong:?}");
    }
    // A newer app's further member is stepped over.
    let mut newer = stored.to_vec();
    newer[0] += 1;
    newer.extend([0x61, b'z', 0x01]);
    assert_eq!(Row::read(newer).unwrap().facts(), row.facts());
}

#[test]
fn what_tells_a_customer_from_others_is_in_its_row_and_other_codes_are_not() {
    let mut facts = customer().facts();
    let (one, other, person) = (EntryId([1; 16]), EntryId([2; 16]), EntryId([3; 16]));
    let wechat = "https://u.wechat.com/kP7xQzRstUvW";
    for (path, text) in [
        (Path::entry("capture", one, "code"), wechat),
        (Path::entry("capture", other, "code"), "BEGIN:VCARD\nFN:Chen Bo\nEND:VCARD"),
        (Path::entry("contact", person, "email"), "bo@beichen.example"),
        (Path::entry("contact", person, "wechat"), "chen_bo88"),
    ] {
        facts.insert(path, Value::Text(text.to_owned()));
    }
    let gone = EntryId([4; 16]);
    facts.insert(Path::entry("contact", gone, "email"), Value::Text("gone@beichen.example".to_owned()));
    facts.insert(Path::entry("contact", gone, "removed"), Value::Instant(1));
    let view = View { facts, kind: RecordKind::Customer.name().to_owned(), ..View::default() };
    let row = Row::of(DocId([1; 16]), &view, &company(), 0).unwrap();
    let captures: Vec<Capture> = row.entries("capture");
    assert_eq!(captures.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), [wechat]);
    let signs: Vec<Sign> = row.record::<Customer>().signs().collect();
    for sign in [Sign::of_email("bo@beichen.example"), Sign::of_wechat("chen_bo88"), Sign::of_code(wechat)] {
        assert!(sign.is_some_and(|sign| signs.contains(&sign)));
    }
    assert!(!signs.iter().any(|sign| Some(sign) == Sign::of_email("gone@beichen.example").as_ref()));
    assert!(row.searched().all(|(field, _)| field != "code"), "nobody types a code to find somebody");
}

#[test]
fn of_a_partner_what_it_was_paid_is_kept_so_that_figures_need_no_document() {
    use fieldbook_process::prospecting::{Partner, PartnerPayment};
    let money = Money { minor: 90_000, currency: fieldbook_process::value::Currency::CNY };
    let payment = PartnerPayment {
        amount: Some(money),
        paid_on: Some(fieldbook_process::Day(20_000)),
        ..PartnerPayment::default()
    };
    let partner =
        Partner { name: "蘇南機電設計院".to_owned(), payments: vec![payment], ..Partner::default() };
    let view =
        View { facts: partner.to_facts(), kind: RecordKind::Partner.name().to_owned(), ..View::default() };
    let row = Row::of(DocId([1; 16]), &view, &company(), 0).unwrap();
    assert_eq!(row.record::<Partner>().payments, partner.payments);
}
