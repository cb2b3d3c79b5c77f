//! Ids in text and bytes.

use super::*;

#[test]
fn text_round_trips_and_other_text_is_refused() {
    let id = DocId(uuid_v7(1_700_000_000_000, [0xab; 10]));
    assert_eq!(id.to_string().parse(), Ok(id));
    assert_eq!("zz".repeat(16).parse::<DocId>(), Err(NotAnId));
    assert_eq!("0".repeat(31).parse::<DocId>(), Err(NotAnId));
    assert_eq!("é".repeat(16).parse::<DocId>(), Err(NotAnId));
}

#[test]
fn a_v7_id_carries_version_and_variant_and_sorts_by_time() {
    let early = uuid_v7(1_000, [0xff; 10]);
    let late = uuid_v7(1_001, [0; 10]);
    assert!(early < late);
    assert_eq!(early[6] >> 4, 7);
    assert_eq!(early[8] >> 6, 2);
}
