//! Bodies, and the vectors of `docs/protocol.md`.

use fieldbook_process::{DeviceId, DocId, PersonId};
use proptest::prelude::*;

use super::*;
use crate::row::phone_hint;
use crate::store::to_cbor;

const PROTOCOL_MD: &str = include_str!("../../../../docs/protocol.md");

fn a_request() -> Request {
    Request {
        protocol: 1,
        app: "test".to_owned(),
        person: None,
        epoch: Some(Short([1; 16])),
        company: 3,
        feeds: vec![(Feed::Person(PersonId([2; 16])), Cursor::After(7))],
        units: vec![Unit { changes: vec![Sent { doc: DocId([3; 16]), bytes: Bytes(b"abc".to_vec()) }] }],
        returned: Vec::new(),
        pull: true,
        waiting: Waiting::default(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_vectors_of_the_protocol_are_what_the_code_computes() {
    let (_, vectors) = PROTOCOL_MD.split_once("## Vectors").unwrap();
    let written: Vec<&str> = vectors.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    let doc = DocId([3; 16]);
    let heads = [Hash([2; 32]), Hash([1; 32])];
    let receipt = Receipt {
        hash: Hash([1; 32]),
        person: PersonId([4; 16]),
        device: DeviceId([5; 16]),
        company: 3,
        received_ms: 1_793_581_200_000,
        signature: Bytes::default(),
        back_ms: None,
    };
    let computed = [
        hex(&Short::of_heads(doc, &heads).0),
        hex(&Short::of_heads(doc, &[]).0),
        hex(&receipt.signed_bytes(doc)),
        hex(&to_cbor(&a_request()).unwrap()),
    ];
    assert_eq!(written, computed);
    let hint = phone_hint("+86 138 0000 4821").unwrap();
    assert!(vectors.contains(&format!("first 20 bits): {hint}")), "{hint}");
    let [one, other] = heads;
    assert_eq!(Short::of_heads(doc, &heads), Short::of_heads(doc, &[other, one]));
}

#[test]
fn a_body_that_inflates_to_the_limit_passes_and_over_the_limit_is_refused() {
    let body = pack(&a_request()).unwrap();
    let size = to_cbor(&a_request()).unwrap().len();
    assert_eq!(unpack::<Request>(&body, size).unwrap(), a_request());
    assert_eq!(unpack::<Request>(&body, size - 1), Err(Packed::TooLarge(TooLarge(size - 1))));
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![0; 50_000_000], 9);
    assert!(bomb.len() < 100_000);
    assert_eq!(unpack::<Request>(&bomb, 1_000_000), Err(Packed::TooLarge(TooLarge(1_000_000))));
}

#[test]
fn a_body_cut_off_anywhere_is_refused() {
    let body = pack(&a_request()).unwrap();
    for end in 0..body.len() {
        assert!(unpack::<Request>(&body[..end], 1_000_000).is_err(), "cut at {end}");
    }
}

#[test]
fn bytes_after_the_value_are_refused() {
    let bytes = [to_cbor(&a_request()).unwrap(), vec![0]].concat();
    let body = miniz_oxide::deflate::compress_to_vec(&bytes, 6);
    assert!(matches!(unpack::<Request>(&body, 1_000_000), Err(Packed::Unreadable(_))));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..400)) {
        let _read_or_refused = (unpack::<Request>(&body, 10_000), unpack::<Response>(&body, 10_000));
    }
}
