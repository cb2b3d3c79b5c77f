//! `/lead`: the public form.

use fieldbook_book::document::Document;
use fieldbook_book::hub::Stored;
use fieldbook_book::store::Table;
use fieldbook_process::prospecting::{Campaign, Customer, Source};
use fieldbook_process::testing::{LIN, PETER, WANG};
use fieldbook_process::{ActName, DocId, Record as _, RecordKind};
use fieldbook_server::chance::now_ms;
use fieldbook_server::limits::{LEAD_BODY, LEAD_LEAST_MS, LEADS_OF_ADDRESS};
use fieldbook_server::record;

use crate::http::{Answer, send};
use crate::server::Server;

const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];
const TYPED: &str = "company=%E5%8C%97%E8%BE%B0%E9%9B%BB%E6%A9%9F&name=%E9%99%B3%E5%B7%A5&phone=0510-8888-1234&needs=55+kW&agree=yes";

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.clone()).unwrap()
}

/// The form with a stamp as old as a person needs.
fn stamped(server: &Server, typed: &str, nonce: u8) -> String {
    let form = server.shell.lead_form.as_ref().unwrap();
    format!("{typed}&stamp={}", form.stamps.write(now_ms() - LEAD_LEAST_MS, [nonce; 8]))
}

fn sends(server: &Server, path: &str, body: &str) -> Answer {
    send(server.port, "POST", path, &FORM, body.as_bytes())
}

fn customers(server: &Server) -> Vec<Customer> {
    let all = server.changes(|tx| record::all::<Stored>(tx, Table::Documents));
    let all = all.into_iter().filter(|(_, stored)| stored.kind == RecordKind::Customer);
    all.map(|(_, it)| Customer::from_facts(&Document::load(&it.bytes.0).unwrap().view().facts)).collect()
}

fn counted(server: &Server, name: &str) -> u64 {
    let text = text(&send(server.port, "GET", "/v1/metrics", &[], b""));
    let line = text.lines().find(|line| line.starts_with(&format!("fieldbook_{name} "))).unwrap();
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn the_form_is_plain_html_in_the_language_asked_for_and_sets_no_cookie() {
    let server = Server::start();
    for (path, accepts, lang, words) in [
        ("/lead", "zh-TW", "zh-Hant", "公司名稱"),
        ("/lead", "zh-CN,en;q=0.5", "zh-Hans", "公司名称"),
        ("/lead/autumn", "en", "en", "Company"),
        ("/lead?lang=en", "zh-TW", "en", "Company"),
        ("/lead", "de", "zh-Hant", "公司名稱"),
    ] {
        let answer = send(server.port, "GET", path, &[("accept-language", accepts)], b"");
        let page = text(&answer);
        assert_eq!((answer.status, answer.header("content-language")), (200, Some(lang)), "{path} {accepts}");
        assert!(page.contains(&format!("<html lang=\"{lang}\">")) && page.contains(words), "{page}");
        assert!(!page.contains("<script") && answer.header("set-cookie").is_none());
    }
    let policy =
        send(server.port, "GET", "/lead", &[], b"").header("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"), "{policy}");
    assert!(policy.ends_with("frame-ancestors https://www.example.com"), "{policy}");
    let shell = send(server.port, "GET", "/", &[], b"").header("content-security-policy").unwrap().to_owned();
    assert!(shell.ends_with("frame-ancestors 'none'"), "the app itself is never framed: {shell}");
}

#[test]
fn what_comes_in_is_one_customer_by_the_system_person_with_a_receipt() {
    let server = Server::start();
    let answer = sends(&server, "/lead?lang=en", &stamped(&server, TYPED, 1));
    assert_eq!(answer.status, 200, "{}", text(&answer));
    assert!(text(&answer).contains("Thank you"));
    let [lead] = <[Customer; 1]>::try_from(customers(&server)).unwrap();
    assert_eq!((lead.name.as_str(), lead.needs.as_str()), ("北辰電機", "55 kW"));
    assert_eq!((lead.source, lead.owner, lead.territory.as_str()), (Some(Source::Website), Some(WANG), ""));
    assert!(lead.arrived.is_some() && lead.arrived == lead.registered && lead.is_unassigned());
    let contact = &lead.contacts[0];
    assert_eq!((contact.name.as_str(), contact.phone.as_str()), ("陳工", "0510-8888-1234"));
    assert_eq!(contact.agreed, lead.arrived);
    let receipts = server.changes(|tx| tx.scan(Table::Receipts, &[], &[0xff; 40], usize::MAX, false));
    assert_eq!(receipts.len(), 1);
    assert_eq!(counted(&server, "leads_arrived"), 1);
    let wang = server.phone("wang");
    assert_eq!(wang.reads_all(None).len(), 1, "it lies on the manager's phone");
    assert_eq!(server.phone("lin").reads_all(None).len(), 0);
}

#[test]
fn the_campaign_of_the_link_says_channel_and_territory_and_the_forms_own_goes_first() {
    let server = Server::start();
    let campaign = Campaign {
        name: "秋季".to_owned(),
        source: Some(Source::Email),
        territory: "華南".to_owned(),
        link: "a1b2c3".to_owned(),
        owner: Some(LIN),
        ..Campaign::default()
    };
    let doc = DocId([9; 16]);
    server.imports(doc, RecordKind::Campaign, ActName::PlanCampaign, &campaign.to_facts());
    for (path, nonce) in [
        ("/lead/A1B2C3", 1),
        ("/lead/a1b2c3?territory=%E8%8F%AF%E6%9D%B1", 2),
        ("/lead/unknown", 3),
        ("/lead/a%2Fb", 4),
        ("/lead?territory=nowhere", 5),
    ] {
        assert_eq!(sends(&server, path, &stamped(&server, TYPED, nonce)).status, 200, "{path}");
    }
    let told = |it: &Customer| (it.campaign, it.source, it.territory.clone(), it.owner);
    let mut all: Vec<_> = customers(&server).iter().map(told).collect();
    all.sort();
    let own = |territory: &str, owner| (Some(doc), Some(Source::Email), territory.to_owned(), Some(owner));
    let none = (None, Some(Source::Website), String::new(), Some(WANG));
    let mut expected = vec![own("華南", PETER), own("華東", WANG), none.clone(), none.clone(), none];
    expected.sort();
    assert_eq!(all, expected);
}

#[test]
fn what_is_wrong_is_told_and_what_was_typed_stays_without_becoming_markup() {
    let server = Server::start();
    let typed = "company=%3Cb%3E%22x%22&name=&needs=%3C/textarea%3E%3Cscript%3E&email=odd&agree=yes";
    let answer = sends(&server, "/lead?lang=en", &stamped(&server, typed, 1));
    let page = text(&answer);
    assert_eq!(answer.status, 422);
    assert!(
        page.contains("value=\"&lt;b&gt;&quot;x&quot;\"") && page.contains("&lt;/textarea&gt;&lt;script&gt;")
    );
    assert!(!page.contains("<script") && page.contains("value=\"yes\" required checked"));
    assert!(page.contains("<a href=\"#name\">Please enter your name.</a>"), "{page}");
    assert!(page.contains("aria-describedby=\"email-fault\""));
    assert_eq!(customers(&server).len(), 0);
}

#[test]
fn machines_are_stopped_by_the_trap_and_the_time_and_a_person_gets_through_with_the_next_send() {
    let server = Server::start();
    let form = server.shell.lead_form.as_ref().unwrap();
    let trapped = format!("{}&website=http://spam.example", stamped(&server, TYPED, 1));
    let fast = format!("{TYPED}&stamp={}", form.stamps.write(now_ms(), [2; 8]));
    let old = format!("{TYPED}&stamp={}", form.stamps.write(now_ms() - 90_000_000, [3; 8]));
    for (body, words) in [
        (&trapped, "should stay empty"),
        (&fast, "very quick"),
        (&old, "long time"),
        (&TYPED.to_owned(), "long time"),
    ] {
        let answer = sends(&server, "/lead?lang=en", body);
        let page = text(&answer);
        assert_eq!(answer.status, 422);
        assert!(page.contains(words) && page.contains("0510-8888-1234"), "{page}");
        let stamp = page.split("name=\"stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(sends(&server, "/lead", &format!("{TYPED}&stamp={stamp}")).status, 200);
    }
    assert_eq!((counted(&server, "leads_trapped"), counted(&server, "leads_arrived")), (4, 4));
}

#[test]
fn a_second_tap_on_the_button_brings_no_second_lead() {
    let server = Server::start();
    let body = stamped(&server, TYPED, 1);
    for _ in 0..3 {
        assert_eq!(sends(&server, "/lead", &body).status, 200);
    }
    assert_eq!(customers(&server).len(), 1);
}

#[test]
fn who_goes_back_and_mends_the_number_is_heard() {
    let server = Server::start();
    let body = stamped(&server, TYPED, 1);
    let mended = stamped(&server, &TYPED.replace("1234", "1235"), 1);
    assert_ne!(body, mended);
    assert_eq!(sends(&server, "/lead", &body).status, 200);
    assert_eq!(sends(&server, "/lead", &mended).status, 200);
    assert_eq!(customers(&server).len(), 2);
}

#[test]
fn over_the_limit_of_an_address_nothing_is_kept_and_others_come_in() {
    let server = Server::start();
    let from = |address: &str, n: u8| {
        let headers = [FORM[0], ("x-forwarded-for", address)];
        send(server.port, "POST", "/lead?lang=en", &headers, stamped(&server, TYPED, n).as_bytes())
    };
    let most = u8::try_from(LEADS_OF_ADDRESS).unwrap();
    for n in 0..most {
        assert_eq!(from("203.0.113.7", n).status, 200);
    }
    let turned = from("203.0.113.7", most);
    assert_eq!(turned.status, 429);
    assert!(turned.header("retry-after").is_some() && text(&turned).contains("0510-8888-1234"));
    assert_eq!(from("203.0.113.8", most).status, 200);
    assert_eq!(counted(&server, "leads_over_limit"), 1);
    assert_eq!(customers(&server).len(), usize::from(most) + 1);
}

#[test]
fn a_body_that_is_too_large_is_told_so_in_words() {
    let server = Server::start();
    let answer = sends(&server, "/lead?lang=en", &"x".repeat(LEAD_BODY + 1));
    assert_eq!(answer.status, 413);
    assert!(text(&answer).contains("too long"));
}

#[test]
fn switched_off_it_says_so() {
    let server = Server::without_lead_form();
    for path in ["/lead?lang=en", "/lead/autumn?lang=en"] {
        for method in ["GET", "POST"] {
            let answer = send(server.port, method, path, &FORM, TYPED.as_bytes());
            assert_eq!(answer.status, 404);
            assert!(text(&answer).contains("not open"));
        }
    }
}
