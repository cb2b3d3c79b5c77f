//! Pieces of attachments in any order, of any length, to any address: what is handed out in the end is what the hash says,
//! or nothing is.

use automerge::ActorId;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use fieldbook_book::document::Document;
use fieldbook_book::hash::Hash;
use fieldbook_book::testing::{Seed, message, registering, request, unit, write_as};
use fieldbook_book::wire::{Verdict, pack};
use fieldbook_process::attachment::Attachment;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::testing::{CustomerBuilder, LIN, customer, photo};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId};
use fieldbook_server::chance::now_ms;

use crate::chance::Chance;
use crate::http::{in_office, is_no_fault_of_ours, push};
use crate::office::{Answer, Office};

fn asks(office: &Office, method: &str, path: &str, cookie: &str, body: Vec<u8>) -> Option<Answer> {
    let request = Request::builder().method(method).uri(path);
    let request = request.header("sec-fetch-site", "same-origin").header("cookie", cookie);
    let answer = office.answers(request.body(Body::from(body)).ok()?);
    is_no_fault_of_ours(&answer);
    Some(answer)
}

/// One attachment, brought by somebody who cannot count.
pub fn pieces(chance: &mut Chance) {
    in_office(|office| {
        let cookie = office.signs_in("lin");
        let mut seed = Seed(chance.next());
        let bytes = chance.bytes(3000);
        let (doc, hash, at_ms) = (DocId(seed.id()), Hash::of(&bytes), now_ms());
        let size = i64::try_from(bytes.len()).unwrap();
        let attachment = Attachment {
            hash: hash.to_string(),
            // A record may say anything of them.
            size: Some(if chance.once_in(4) { size + 1 } else { size.max(1) }),
            at: Some(Instant(at_ms)),
            ..photo(0, "2026-11-10 09:00", LIN)
        };
        let known = Customer { attachments: vec![attachment], ..customer().owned_by(LIN).build() };
        let part = registering(doc, &CustomerBuilder::from(known));
        let actor = ActorId::from(&seed.id()[..]);
        let sent = write_as(&actor, &Document::new(), &part, &message(ActName::RegisterCustomer, LIN, at_ms));
        let told =
            push(office, &cookie, &pack(&request(None, vec![unit([sent])], Vec::new())).unwrap()).unwrap();
        assert_eq!(told.verdicts, [Verdict::Accepted]);
        let whole = format!("/v1/attachments/{doc}/{hash}");
        for _ in 0..chance.below(8) {
            let from = chance.below(bytes.len() + 2);
            let offset = if chance.once_in(2) { from as u64 } else { chance.next() };
            let mut piece = bytes.get(from..).unwrap_or_default().to_vec();
            if chance.once_in(3) {
                chance.mutate(&mut piece);
            }
            let mut path = format!("{whole}?offset={offset}").into_bytes();
            if chance.once_in(6) {
                chance.mutate(&mut path);
            }
            let Ok(path) = String::from_utf8(path) else { continue };
            asks(office, "PUT", &path, &cookie, piece);
        }
        let answer = asks(office, "GET", &whole, &cookie, Vec::new()).unwrap();
        if answer.status == StatusCode::OK {
            assert_eq!(Hash::of(&answer.body), hash);
        }
        // Nobody else gets them, and whoever brings them right has them.
        let other = office.signs_in("chen");
        assert_eq!(asks(office, "GET", &whole, &other, Vec::new()).unwrap().status, StatusCode::NOT_FOUND);
    });
}
