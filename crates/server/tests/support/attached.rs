//! A record with an attachment, and its bytes on their way.

use fieldbook_book::hash::Hash;
use fieldbook_book::message::Message;
use fieldbook_book::testing::{message, registering, request, unit};
use fieldbook_book::wire::Verdict;
use fieldbook_process::attachment::Attachment;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::testing::{CustomerBuilder, customer, photo};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId};
use fieldbook_server::chance::now_ms;

use super::http::Answer;
use super::phone::Phone;

/// A customer with one attachment of those bytes, registered by that phone.
pub fn registers(phone: &Phone, bytes: &[u8], mime: &str) -> (DocId, Hash) {
    let (doc, hash, now_ms) = (DocId(phone.chance.borrow_mut().id()), Hash::of(bytes), now_ms());
    let attachment = Attachment {
        hash: hash.to_string(),
        size: i64::try_from(bytes.len()).ok(),
        mime: mime.to_owned(),
        at: Some(Instant(now_ms)),
        ..photo(0, "2026-11-10 09:00", phone.person)
    };
    let known = Customer { attachments: vec![attachment], ..customer().owned_by(phone.person).build() };
    let part = registering(doc, &CustomerBuilder::from(known));
    let told = phone.syncs(&request(None, Vec::new(), Vec::new()));
    let company = told.company.map_or(1, |news| news.version);
    let message = Message { company, ..message(ActName::RegisterCustomer, phone.person, now_ms) };
    let sent = phone.written(&part, &message);
    let response = phone.pushes(vec![unit([sent])]);
    assert_eq!(response.verdicts, [Verdict::Accepted]);
    (doc, hash)
}

/// Brings a piece of it.
pub fn put(phone: &Phone, (doc, hash): (DocId, Hash), offset: usize, bytes: &[u8]) -> Answer {
    phone.sends("PUT", &format!("/v1/attachments/{doc}/{hash}?offset={offset}"), bytes)
}

/// How many bytes the server says that it has.
pub fn has(answer: &Answer) -> u64 {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["has"].as_u64().unwrap()
}
