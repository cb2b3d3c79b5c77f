//! Bytes of attachments: who may bring and read them, in pieces, and as what they are handed out.

use fieldbook_book::hash::Hash;
use fieldbook_book::testing::{message, registering, unit};
use fieldbook_book::wire::Verdict;
use fieldbook_process::attachment::Attachment;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::testing::{CustomerBuilder, customer, photo};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId};
use fieldbook_server::chance::now_ms;

use crate::http::Answer;
use crate::phone::Phone;
use crate::server::Server;

/// A customer with one attachment of those bytes, registered by that phone.
fn registers(phone: &Phone, bytes: &[u8], mime: &str) -> (DocId, Hash) {
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
    let sent = phone.written(&part, &message(ActName::RegisterCustomer, phone.person, now_ms));
    let response = phone.pushes(vec![unit([sent])]);
    assert_eq!(response.verdicts, [Verdict::Accepted]);
    (doc, hash)
}

fn put(phone: &Phone, (doc, hash): (DocId, Hash), offset: usize, bytes: &[u8]) -> Answer {
    phone.sends("PUT", &format!("/v1/attachments/{doc}/{hash}?offset={offset}"), bytes)
}

fn get(phone: &Phone, (doc, hash): (DocId, Hash), offset: usize) -> Answer {
    phone.sends("GET", &format!("/v1/attachments/{doc}/{hash}?offset={offset}"), &[])
}

fn has(answer: &Answer) -> u64 {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["has"].as_u64().unwrap()
}

#[test]
fn who_put_it_there_brings_it_in_pieces_and_who_reads_the_record_reads_it() {
    let server = Server::start();
    let (lin, wang) = (server.phone("lin"), server.phone("wang"));
    let bytes: Vec<u8> = (0..3000_u32).flat_map(u32::to_be_bytes).collect();
    let it = registers(&lin, &bytes, "image/jpeg");
    assert_eq!(get(&wang, it, 0).error(), "not_there");
    assert_eq!(has(&put(&lin, it, 0, &[])), 0);
    assert_eq!(has(&put(&lin, it, 0, &bytes[..5000])), 5000);
    assert_eq!(has(&put(&lin, it, 0, &bytes[..5000])), 5000, "once more is not twice");
    assert_eq!(has(&put(&lin, it, 5000, &bytes[5000..])), 12000);
    let answer = get(&wang, it, 0);
    assert_eq!((answer.status, &answer.body), (200, &bytes));
    assert_eq!(answer.header("content-type"), Some("image/jpeg"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("content-security-policy"), Some("default-src 'none'; sandbox"));
    assert_eq!(get(&wang, it, 11_990).body, bytes[11_990..]);
}

#[test]
fn who_does_not_read_the_record_neither_reads_nor_brings_it() {
    let server = Server::start();
    let (lin, maria) = (server.phone("lin"), server.phone("maria"));
    let it = registers(&lin, b"a photo", "image/jpeg");
    assert_eq!(has(&put(&lin, it, 0, b"a photo")), 7);
    assert_eq!(get(&maria, it, 0).error(), "not_there");
    assert_eq!(put(&maria, it, 0, &[]).error(), "not_there");
}

#[test]
fn what_no_record_names_is_not_taken() {
    let server = Server::start();
    let lin = server.phone("lin");
    let (doc, _) = registers(&lin, b"a photo", "image/jpeg");
    assert_eq!(put(&lin, (doc, Hash::of(b"another")), 0, b"another").error(), "not_there");
    assert_eq!(put(&lin, (DocId([7; 16]), Hash::of(b"a photo")), 0, b"a photo").error(), "not_there");
    let nonsense = lin.sends("PUT", "/v1/attachments/x/y?offset=0", b"a photo");
    assert_eq!(nonsense.status, 400);
}

#[test]
fn other_bytes_than_were_named_are_refused_and_can_be_brought_right() {
    let server = Server::start();
    let lin = server.phone("lin");
    let it = registers(&lin, b"a photo", "image/jpeg");
    assert_eq!(put(&lin, it, 0, b"another").error(), "other_bytes");
    assert_eq!(has(&put(&lin, it, 0, b"a photo")), 7);
}

#[test]
fn what_a_browser_could_run_is_a_file_to_be_saved() {
    let server = Server::start();
    let lin = server.phone("lin");
    for mime in ["text/html", "image/svg+xml", "application/pdf"] {
        let bytes = format!("<script>alert(1)</script>{mime}");
        let it = registers(&lin, bytes.as_bytes(), mime);
        assert_eq!(has(&put(&lin, it, 0, bytes.as_bytes())), bytes.len() as u64);
        let answer = get(&lin, it, 0);
        assert_eq!(answer.header("content-type"), Some("application/octet-stream"), "{mime}");
        assert_eq!(answer.header("content-disposition"), Some("attachment"), "{mime}");
    }
}

#[test]
fn a_piece_over_the_limit_is_too_large_and_without_a_session_nothing_is_told() {
    let server = Server::start();
    let lin = server.phone("lin");
    let it = registers(&lin, b"a photo", "image/jpeg");
    assert_eq!(put(&lin, it, 0, &vec![0; (1 << 20) + 1]).error(), "too_large");
    let path = format!("/v1/attachments/{}/{}", it.0, it.1);
    let answer = crate::http::send(server.port, "GET", &path, &crate::phone::OWN, &[]);
    assert_eq!(answer.error(), "signed_out");
}
