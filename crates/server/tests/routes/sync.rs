//! `/v1/sync`: what is understood gets a verdict, what is not leaves everything as it was.

use std::io::Write;

use fieldbook_book::hash::Bytes;
use fieldbook_book::store::{Table, to_cbor};
use fieldbook_book::testing::{message, registering, request, unit};
use fieldbook_book::wire::{Request, Sent, Standing, Verdict, pack};
use fieldbook_process::testing::{CHEN, LIN, customer};
use fieldbook_process::{ActName, DocId};
use fieldbook_server::chance::now_ms;
use fieldbook_server::device;
use fieldbook_server::limits::{SYNC_BODY, SYNC_INFLATED};
use miniz_oxide::deflate::compress_to_vec;

use crate::http::{connect, send, written};
use crate::phone::{OWN, Phone};
use crate::server::Server;

/// Everything still works, for this phone and for others.
fn all_is_well(server: &Server, lin: &Phone) {
    let response = lin.pushes(lin.registrations(0..1, now_ms()));
    assert_eq!(response.verdicts, [Verdict::Accepted]);
    assert_eq!(server.phone("chen").pushes(Vec::new()).standing, Standing::Good);
    assert_eq!(server.shell.metrics.panics.count(), 0);
}

#[test]
fn what_is_pushed_is_accepted_and_the_manager_reads_it() {
    let server = Server::start();
    let lin = server.phone("lin");
    let response = lin.pushes(lin.registrations(0..2, now_ms()));
    assert_eq!(response.verdicts, [Verdict::Accepted, Verdict::Accepted]);
    assert_eq!(response.company.unwrap().version, 1);
    assert_eq!(server.phone("wang").reads_all(None).len(), 2);
    assert_eq!(server.phone("chen").reads_all(None).len(), 0, "a colleague sees its card only");
}

#[test]
fn the_same_push_again_gets_the_same_verdicts_and_adds_nothing() {
    let server = Server::start();
    let lin = server.phone("lin");
    let units = lin.registrations(0..2, now_ms());
    assert_eq!(lin.pushes(units.clone()).verdicts, lin.pushes(units).verdicts);
    assert_eq!(lin.reads_all(None).len(), 2);
}

#[test]
fn a_book_is_not_answered_under_another_persons_session_and_keeps_everything() {
    let server = Server::start();
    let (lin, chen) = (server.phone("lin"), server.phone("chen"));
    let units = lin.registrations(0..1, now_ms());
    let of_lin = Request { person: Some(LIN), ..request(None, units, Vec::new()) };
    // Chen signs in on the phone of Lin: her book still asks once, with his cookie.
    let answer = chen.sends_body(&pack(&of_lin).unwrap());
    assert_eq!((answer.status, answer.body.is_empty()), (409, false));
    assert_eq!(chen.reads_all(None).len(), 0);
    assert_eq!(lin.syncs(&of_lin).verdicts, [Verdict::Accepted]);
}

#[test]
fn without_a_session_the_own_header_or_the_own_page_nothing_is_taken() {
    let server = Server::start();
    let lin = server.phone("lin");
    let body = pack(&request(None, lin.registrations(0..1, now_ms()), Vec::new())).unwrap();
    let cookie = ("cookie", lin.cookie.as_str());
    for (headers, status) in [
        (vec![OWN[0], OWN[1]], 401),
        (vec![OWN[0], OWN[1], ("cookie", "fieldbook=0000")], 401),
        (vec![OWN[0], cookie], 403),
        (vec![OWN[1], cookie], 403),
        (vec![OWN[1], cookie, ("sec-fetch-site", "same-site")], 403),
    ] {
        assert_eq!(send(server.port, "POST", "/v1/sync", &headers, &body).status, status, "{headers:?}");
    }
    assert_eq!(lin.reads_all(None).len(), 0);
}

#[test]
fn a_forged_author_is_refused() {
    let server = Server::start();
    let lin = server.phone("lin");
    let part = registering(DocId([7; 16]), &customer().owned_by(CHEN));
    let forged = lin.written(&part, &message(ActName::RegisterCustomer, CHEN, now_ms()));
    let verdicts = lin.pushes(vec![unit([forged])]).verdicts;
    assert!(matches!(verdicts.as_slice(), [Verdict::Malformed(_)]), "{verdicts:?}");
    assert_eq!(server.phone("wang").reads_all(None).len(), 0);
}

#[test]
fn bytes_that_are_no_request_are_told_so() {
    let server = Server::start();
    let lin = server.phone("lin");
    let whole = pack(&request(None, lin.registrations(0..5, now_ms()), Vec::new())).unwrap();
    let mut bodies = vec![Vec::new(), b"garbage".to_vec(), vec![0xff; 1_000]];
    bodies.extend((1..whole.len()).step_by(whole.len() / 20).map(|cut| whole[..cut].to_vec()));
    bodies.push(compress_to_vec(&to_cbor(&"another message").unwrap(), 6));
    for body in bodies {
        let answer = lin.sends_body(&body);
        assert_eq!((answer.status, answer.error().as_str()), (400, "unreadable"), "{} bytes", body.len());
    }
    assert_eq!(lin.reads_all(None).len(), 0);
    all_is_well(&server, &lin);
}

#[test]
fn arrays_in_arrays_without_end_are_passed_over_and_never_followed_down() {
    let server = Server::start();
    let lin = server.phone("lin");
    let nested = vec![0x81; 1_000_000];
    // As the whole body, as a field that nobody knows, and in the place of the units.
    let field = |name: &str| [&[0xa1, 0x60 + name.len() as u8][..], name.as_bytes(), &nested].concat();
    for body in [nested.clone(), field("zzz"), field("units"), field("returned")] {
        assert_eq!(lin.sends_body(&compress_to_vec(&body, 6)).status, 400);
    }
    all_is_well(&server, &lin);
}

#[test]
fn a_body_over_the_limit_is_too_large_and_its_neighbour_is_read() {
    let server = Server::start();
    let lin = server.phone("lin");
    let over = lin.sends_body(&vec![0; SYNC_BODY + 1]);
    assert_eq!((over.status, over.error().as_str()), (413, "too_large"));
    assert_eq!(lin.sends_body(&vec![0; SYNC_BODY]).status, 400, "of the right size, but no request");
    all_is_well(&server, &lin);
}

#[test]
fn a_small_body_that_inflates_without_end_is_too_large() {
    let server = Server::start();
    let lin = server.phone("lin");
    let bomb = compress_to_vec(&vec![0; SYNC_INFLATED + 1], 9);
    assert!(bomb.len() < 100_000, "{} bytes", bomb.len());
    assert_eq!(lin.sends_body(&bomb).error(), "too_large");
    let neighbour = compress_to_vec(&vec![0; SYNC_INFLATED], 9);
    assert_eq!(lin.sends_body(&neighbour).error(), "unreadable");
    all_is_well(&server, &lin);
}

#[test]
fn a_phone_that_vanishes_in_the_middle_of_a_body_changes_nothing() {
    let server = Server::start();
    let lin = server.phone("lin");
    let body = pack(&request(None, lin.registrations(0..5, now_ms()), Vec::new())).unwrap();
    let whole = written("POST", "/v1/sync", &lin.headers(), &body);
    for cut in [10, whole.len() - body.len(), whole.len() - body.len() / 2, whole.len() - 1] {
        connect(server.port).write_all(&whole[..cut]).unwrap();
    }
    assert_eq!(lin.reads_all(None).len(), 0);
    all_is_well(&server, &lin);
}

#[test]
fn one_bad_unit_does_not_touch_its_neighbours() {
    let server = Server::start();
    let lin = server.phone("lin");
    let mut units = lin.registrations(0..3, now_ms());
    units[1] = unit([Sent { doc: DocId([9; 16]), bytes: Bytes(vec![0x85; 400]) }]);
    let verdicts = lin.pushes(units).verdicts;
    assert!(
        matches!(verdicts.as_slice(), [Verdict::Accepted, Verdict::Malformed(_), Verdict::Accepted]),
        "{verdicts:?}"
    );
    assert_eq!(lin.reads_all(None).len(), 2);
}

fn quarantined(server: &Server) -> usize {
    let scan = server.changes(|tx| tx.scan(Table::Quarantine, &[], &[0xff; 40], usize::MAX, false));
    scan.len()
}

#[test]
fn a_revoked_device_leaves_its_work_in_quarantine_and_gets_nothing() {
    let server = Server::start();
    let lin = server.phone("lin");
    lin.pushes(lin.registrations(0..2, now_ms()));
    let id = lin.device.parse().unwrap();
    server.changes(|tx| device::revoke(tx, id, false, now_ms()));
    // Its answer may be lost, so it may come again.
    let units = lin.registrations(2..5, now_ms());
    for _ in 0..2 {
        let response = lin.pushes(units.clone());
        assert_eq!(response.standing, Standing::Revoked);
        assert!(response.verdicts.is_empty() && response.wholes.is_empty() && response.company.is_none());
        assert_eq!(quarantined(&server), 3);
    }
    assert_eq!(lin.sends("GET", "/v1/poke", b"").error(), "revoked");
    assert_eq!(server.phone("wang").reads_all(None).len(), 2);
}

#[test]
fn from_a_stolen_device_nothing_is_taken() {
    let server = Server::start();
    let lin = server.phone("lin");
    let id = lin.device.parse().unwrap();
    server.changes(|tx| device::revoke(tx, id, true, now_ms()));
    assert_eq!(lin.pushes(lin.registrations(0..3, now_ms())).standing, Standing::Revoked);
    assert_eq!(quarantined(&server), 0);
}

#[test]
fn many_phones_at_once_lose_nothing() {
    let server = Server::start();
    let pushes = |account: &str| {
        let phone = server.phone(account);
        for n in 0..5 {
            let verdicts = phone.pushes(phone.registrations(n * 10..n * 10 + 10, now_ms())).verdicts;
            assert_eq!(verdicts, vec![Verdict::Accepted; 10]);
        }
    };
    std::thread::scope(|scope| {
        for account in ["lin", "chen", "lin", "chen", "maria"] {
            scope.spawn(move || pushes(account));
        }
    });
    assert_eq!(server.phone("wang").reads_all(None).len(), 200);
    let findings = server.shell.store.snapshot(fieldbook_server::check::check).unwrap();
    assert_eq!((findings.documents, findings.wrong), (250, Vec::new()));
}

#[test]
fn a_session_used_again_after_a_day_is_prolonged() {
    let server = Server::start();
    let lin = server.phone("lin");
    let day_ms = 86_400_000;
    let token = fieldbook_server::session::Token::of_cookie(lin.cookie.split('=').nth(1).unwrap());
    let later = server.changes(|tx| fieldbook_server::session::find(tx, &token, now_ms() + 2 * day_ms));
    assert!(later.is_some_and(|signed| signed.prolonged && signed.person == LIN));
}
