//! Bytes of attachments: who may bring and read them, in pieces, and as what they are handed out.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use fieldbook_book::hash::Hash;
use fieldbook_process::DocId;

use crate::attached::{has, put, registers};
use crate::http::Answer;
use crate::phone::Phone;
use crate::server::Server;

fn get(phone: &Phone, (doc, hash): (DocId, Hash), offset: usize) -> Answer {
    phone.sends("GET", &format!("/v1/attachments/{doc}/{hash}?offset={offset}"), &[])
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
    assert_eq!(
        answer.header("x-attachment-size"),
        Some("12000"),
        "so nobody asks once more to hear of the end"
    );
    let end = get(&wang, it, 11_990);
    assert_eq!((end.header("x-attachment-size"), end.body.as_slice()), (Some("12000"), &bytes[11_990..]));
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

#[test]
fn a_piece_on_its_way_waits_for_nobody_who_writes() {
    let server = Server::start();
    let lin = server.phone("lin");
    let bytes = vec![7; 3000];
    let it = registers(&lin, &bytes, "image/jpeg");
    assert_eq!(has(&put(&lin, it, 0, &[])), 0);
    let ((begun, has_begun), (end, may_end)) = (channel(), channel());
    let shell = Arc::clone(&server.shell);
    let writer = thread::spawn(move || {
        shell.store.transaction(|_| {
            begun.send(()).unwrap();
            // Whoever waits for this write waits until it gives up.
            Ok::<_, fieldbook_book::store::StoreFault>(may_end.recv_timeout(Duration::from_secs(8)).is_ok())
        })
    });
    has_begun.recv().unwrap();
    assert_eq!(has(&put(&lin, it, 0, &bytes[..1000])), 1000);
    assert_eq!(has(&put(&lin, it, 1000, &bytes[1000..2000])), 2000);
    assert_eq!(get(&lin, it, 0).error(), "not_there", "who reads does not wait, either");
    end.send(()).unwrap();
    assert!(writer.join().unwrap().unwrap(), "a piece waited for the write");
    assert_eq!(has(&put(&lin, it, 2000, &bytes[2000..])), 3000);
}

#[test]
fn what_one_was_granted_is_nobody_elses() {
    let server = Server::start();
    let (lin, maria) = (server.phone("lin"), server.phone("maria"));
    let it = registers(&lin, b"a photo", "image/jpeg");
    assert_eq!(has(&put(&lin, it, 0, b"a ph")), 4);
    assert_eq!(put(&maria, it, 4, b"oto").error(), "not_there");
    assert_eq!(put(&lin, (DocId([7; 16]), it.1), 4, b"oto").error(), "not_there");
    assert_eq!(has(&put(&lin, it, 4, b"oto")), 7);
}
