//! The public form: whatever is sent it is answered in HTML, nothing typed becomes markup, and what comes in is one whole
//! customer or nothing.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use fieldbook_book::document::Document;
use fieldbook_book::hub::Stored;
use fieldbook_book::store::Table;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::{Record as _, RecordKind};
use fieldbook_server::chance::now_ms;
use fieldbook_server::lead::Gate;
use fieldbook_server::limits::LEAD_LEAST_MS;
use fieldbook_server::record;

use crate::chance::Chance;
use crate::http::in_office;
use crate::office::Office;

const MARK: &str = "<q7>'\"&";

/// Bodies that begin whole and are broken from there, with marks that must not come back as they are.
pub fn forms(chance: &mut Chance) {
    in_office(|office| {
        let form = office.shell.lead_form.as_ref().unwrap();
        form.with_gate(|gate| *gate = Gate::default());
        let age_ms = *chance.pick(&[0, LEAD_LEAST_MS, LEAD_LEAST_MS, LEAD_LEAST_MS, 90_000_000]);
        let stamp = form.stamps.write(now_ms() - age_ms, chance.next().to_be_bytes());
        let needs = "需求\r\n二".repeat(chance.below(40));
        let values: [(&str, &str); 8] = [
            ("company", "北辰電機"),
            ("name", "Chen"),
            ("phone", "0510 8888 1234"),
            ("email", "c@example.com"),
            ("needs", &needs),
            ("agree", "yes"),
            ("website", ""),
            ("stamp", &stamp),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in values {
            match chance.below(12) {
                0 => {}
                1 => drop(query.append_pair(name, &format!("{value}{MARK}"))),
                2 => drop(query.append_pair(name, &value.repeat(200))),
                _ => drop(query.append_pair(name, value)),
            }
        }
        let mut body = query.finish().into_bytes();
        if chance.once_in(3) {
            chance.mutate(&mut body);
        }
        let paths =
            ["/lead", "/lead/autumn", "/lead/%00%ff", "/lead?lang=en&territory=%3Cq7%3E", "/lead?lang=%ff"];
        let known = customers(office).len();
        let request = Request::post(*chance.pick(&paths))
            .header("accept-language", *chance.pick(&["en", "zh-TW", "\t;q=x"]));
        let answer = office.answers(request.body(Body::from(body)).unwrap());
        assert!(!answer.status.is_server_error(), "{}", answer.status);
        let is_bad_path = answer.status == StatusCode::BAD_REQUEST;
        let page = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(is_bad_path || page.starts_with("<!doctype html>"), "{page}");
        assert!(!page.contains("<q7>") && !page.contains("<script"), "{page}");
        let all = customers(office);
        assert!(all.len() - known <= 1);
        for lead in all {
            let contact = lead.present_contacts().next().unwrap();
            assert!(!lead.name.is_empty() && !contact.name.is_empty() && contact.agreed.is_some());
            assert!(!(contact.phone.is_empty() && contact.email.is_empty()));
        }
    });
}

/// The customers that came in by the form.
fn customers(office: &Office) -> Vec<Customer> {
    let all = office.looks(|tx| record::all::<Stored>(tx, Table::Documents));
    let all = all.into_iter().filter(|(_, stored)| stored.kind == RecordKind::Customer);
    let read =
        |(_, it): (Vec<u8>, Stored)| Customer::from_facts(&Document::load(&it.bytes.0).unwrap().view().facts);
    all.map(read).filter(|it| it.arrived.is_some()).collect()
}
