//! Requests through the real routes: whatever they say they are answered, never with a fault of the server's own;
//! nobody gets in by a token or receipt that was not given out; the book stays sound.

use std::cell::{Cell, RefCell};

use automerge::ActorId;
use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode};
use fieldbook_book::document::Document;
use fieldbook_book::store::{Table, to_cbor};
use fieldbook_book::testing::{Seed, message, registering, request, unit, write_as};
use fieldbook_book::wire::{Record, Response, Verdict, pack, unpack};
use fieldbook_process::testing::{LIN, customer};
use fieldbook_process::{ActName, DocId};
use fieldbook_server::chance::now_ms;
use fieldbook_server::limits::{DEVICE_KEY, DEVICE_NAME};
use fieldbook_server::tries::Tries;
use fieldbook_server::{check, device};
use serde_json::json;

use crate::cbor;
use crate::chance::Chance;
use crate::office::{Answer, Office, PASSWORD};

thread_local! {
    static OFFICE: RefCell<Option<Office>> = const { RefCell::new(None) };
    static CASES: Cell<u64> = const { Cell::new(0) };
}

/// Every so many cases a new book, or the old one would grow for ever.
const CASES_OF_A_BOOK: u64 = 100;

/// Runs a case in the office of this thread, and looks now and then whether its book is sound.
pub fn in_office(body: impl FnOnce(&Office)) {
    OFFICE.with_borrow_mut(|office| {
        let cases = CASES.replace(CASES.get() + 1);
        if cases.is_multiple_of(CASES_OF_A_BOOK)
            && let Some(old) = office.take()
        {
            assert_eq!(old.looks(check::check).wrong, [""; 0]);
        }
        body(office.get_or_insert_with(Office::opens));
    });
}

pub fn is_no_fault_of_ours(answer: &Answer) {
    assert!(!answer.status.is_server_error(), "{}: {:?}", answer.status, answer.body);
}

/// Sign-ins with all that a device says of itself.
pub fn sign_ins(chance: &mut Chance) {
    let mut body = json!({
        "account": "lin", "password": PASSWORD, "device_name": "Android, Chrome",
        "device_key": { "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU" },
        "device": "01890000000070008000000000000001",
    })
    .to_string()
    .into_bytes();
    for _ in 0..chance.below(4) {
        crate::json::mutate(&mut body, chance);
    }
    if chance.once_in(4) {
        chance.mutate(&mut body);
    }
    in_office(|office| {
        office.shell.with_tries(|tries| *tries = Tries::default());
        let request = Request::post("/v1/session").header("sec-fetch-site", "same-origin");
        let answer = office.answers(request.body(Body::from(body)).unwrap());
        is_no_fault_of_ours(&answer);
        if answer.status == StatusCode::OK {
            let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
            let request = Request::get("/v1/session").header("cookie", cookie);
            assert_eq!(office.answers(request.body(Body::empty()).unwrap()).status, StatusCode::OK);
        }
        for (_, device) in office.looks(device::all) {
            assert!(device.name.chars().count() <= DEVICE_NAME && !device.name.chars().any(char::is_control));
            assert!(device.key.is_none_or(|key| key.len() <= DEVICE_KEY));
        }
    });
}

/// Any method at any address with any headers. Without its own token nobody is signed in.
pub fn heads(chance: &mut Chance) {
    in_office(|office| {
        let cookie = office.signs_in("lin");
        let mut line = cookie.clone().into_bytes();
        let broken = chance.once_in(2);
        if broken {
            chance.mutate(&mut line);
        }
        let more: &[&[u8]] =
            &[b"", b"a=b; ", b"fieldbook=; ", b"; ; =; ", b"\xff=\xfe; ", b"__Host-fieldbook=1; "];
        line.splice(0..0, chance.pick(more).iter().copied());
        let paths = [
            "/v1/session",
            "/v1/sync",
            "/v1/poke",
            "/v1/health",
            "/v1/metrics",
            "/v1/",
            "/",
            "/deals/1",
            "/lead/x",
        ];
        let mut path = (*chance.pick(&paths)).to_owned().into_bytes();
        if chance.once_in(4) {
            chance.mutate(&mut path);
        }
        let methods = [Method::GET, Method::POST, Method::DELETE, Method::HEAD, Method::PUT, Method::OPTIONS];
        let method = chance.pick(&methods).clone();
        let Ok(mut request) =
            Request::builder().method(method.clone()).uri(path.as_slice()).body(Body::from(chance.bytes(60)))
        else {
            return;
        };
        let names = [
            "sec-fetch-site",
            "origin",
            "host",
            "x-fieldbook",
            "x-forwarded-for",
            "content-type",
            "content-length",
            "accept-encoding",
            "range",
            "if-none-match",
            "content-encoding",
            "cookie",
        ];
        let values: &[&[u8]] = &[
            b"same-origin",
            b"http://localhost:8020",
            b"localhost:8020",
            b"1",
            b"1.2.3.4, ::1",
            b"gzip, br",
            b"bytes=0-",
            b"\"x\"",
            b"",
            b"\xff\xfe",
            b"application/json",
            b"18446744073709551616",
        ];
        for _ in 0..chance.below(6) {
            let mut value = (*chance.pick(values)).to_vec();
            if chance.once_in(4) {
                chance.mutate(&mut value);
            }
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                request.headers_mut().append(*chance.pick(&names), value);
            }
        }
        if let Ok(value) = HeaderValue::from_bytes(&line) {
            request.headers_mut().append("cookie", value);
        }
        let shown = format!("{request:?}");
        let whole =
            request.headers().get_all("cookie").iter().any(|line| {
                line.to_str().is_ok_and(|line| line.split(';').any(|pair| pair.trim() == cookie))
            });
        let asks = request.uri().path() == "/v1/session" && method == Method::GET;
        let answer = office.answers(request);
        is_no_fault_of_ours(&answer);
        if asks && answer.status == StatusCode::OK {
            assert!(whole, "signed in by {shown}");
        }
        let fits = answer.headers["x-content-type-options"] == "nosniff";
        assert!(fits, "{shown}");
    });
}

/// Pushes of honest acts, broken from inside, with receipts brought back.
pub fn pushes(chance: &mut Chance) {
    in_office(|office| {
        let cookie = office.signs_in("lin");
        let mut seed = Seed(chance.next());
        let mut units = Vec::new();
        for name in ["甲", "乙"] {
            let part = registering(DocId(seed.id()), &customer().named(name).owned_by(LIN));
            let actor = ActorId::from(&seed.id()[..]);
            let message = message(ActName::RegisterCustomer, LIN, now_ms());
            units.push(unit([write_as(&actor, &Document::new(), &part, &message)]));
        }
        let first = request(None, units.split_off(1), Vec::new());
        let told = push(office, &cookie, &pack(&first).unwrap()).unwrap();
        assert_eq!((&told.verdicts[..], told.records.len()), (&[Verdict::Accepted][..], 1));
        let mut second = request(Some(told.epoch), units, Vec::new());
        second.feeds = told.feeds.iter().map(|page| (page.feed.clone(), page.cursor)).collect();
        second.returned = told.records.clone();
        // Nobody takes a receipt for what it was not given for.
        second.returned.extend(told.records.iter().map(|record| forged(record, &mut seed)));
        let documents =
            || office.looks(|tx| tx.scan(Table::Documents, &[], &[0xff; 17], usize::MAX, false)).len();
        let known = documents();
        let mut body = to_cbor(&second).unwrap();
        if chance.once_in(8) {
            let mut packed = pack(&second).unwrap();
            chance.mutate(&mut packed);
            body = packed;
        } else {
            cbor::mutate(&mut body, chance);
            body = miniz_oxide::deflate::compress_to_vec(&body, 1);
        }
        push(office, &cookie, &body);
        let grown = documents() - known;
        assert!(grown <= 1, "{grown} documents came of one act");
    });
}

fn forged(record: &Record, seed: &mut Seed) -> Record {
    Record { doc: DocId(seed.id()), ..record.clone() }
}

pub fn push(office: &Office, cookie: &str, body: &[u8]) -> Option<Response> {
    let request =
        Request::post("/v1/sync").header("sec-fetch-site", "same-origin").header("x-fieldbook", "1");
    let answer = office.answers(request.header("cookie", cookie).body(Body::from(body.to_vec())).unwrap());
    is_no_fault_of_ours(&answer);
    (answer.status == StatusCode::OK).then(|| unpack(&answer.body, usize::MAX).unwrap())
}
