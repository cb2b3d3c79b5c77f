//! What stays of a JPEG and what goes. The bytes are built by hand: only their frame matters here.

use proptest::prelude::*;

use super::*;

const PLACE: &[u8] = b"GPS 25.0330 N 121.5654 E";
const SCAN: &[u8] = b"\x01\x02\xFF\x00\xFF\xD3\x03";

fn segment(kind: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, kind], length.as_slice(), payload].concat()
}

fn exif(is_big: bool, up: Option<u8>) -> Vec<u8> {
    let short = |n: u16| if is_big { n.to_be_bytes() } else { n.to_le_bytes() };
    let long = |n: u32| if is_big { n.to_be_bytes() } else { n.to_le_bytes() };
    let mut bytes = b"Exif\0\0".to_vec();
    bytes.extend(if is_big { b"MM\0*" } else { b"II*\0" });
    bytes.extend(long(8));
    let tags = [(0x8825, 99), (ORIENTATION, u16::from(up.unwrap_or(0)))];
    let tags = tags.get(..if up.is_some() { 2 } else { 1 }).unwrap();
    bytes.extend(short(u16::try_from(tags.len()).unwrap()));
    for (tag, value) in tags {
        bytes.extend([short(*tag), short(3)].concat());
        bytes.extend([long(1).as_slice(), &short(*value), &short(0)].concat());
    }
    bytes.extend(long(0));
    bytes.extend(PLACE);
    segment(mark::EXIF, &bytes)
}

/// A picture: tables, two scans as progressive ones have, an end.
fn picture() -> Vec<u8> {
    let scan = [segment(mark::SCAN, b"head"), SCAN.to_vec()].concat();
    [segment(0xDB, b"tables"), segment(0xC2, b"frame"), scan.clone(), segment(0xC4, b"more"), scan].concat()
}

fn jpeg(beside: &[Vec<u8>], behind: &[u8]) -> Vec<u8> {
    [&[0xFF, mark::START], beside.concat().as_slice(), &picture(), &[0xFF, mark::END], behind].concat()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|it| it == part)
}

#[test]
fn place_words_and_previews_go_and_the_picture_stays() {
    let colours = segment(mark::COLOURS, b"ICC_PROFILE\0 of a screen");
    let beside = [
        segment(0xE0, b"JFIF\0"),
        exif(true, Some(1)),
        segment(mark::EXIF, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), PLACE].concat()),
        colours.clone(),
        segment(mark::COLOURS, &[b"MPF\0".as_slice(), PLACE].concat()),
        segment(0xED, &[b"Photoshop 3.0\0".as_slice(), PLACE].concat()),
        segment(mark::ADOBE, b"Adobe\0d"),
        segment(mark::COMMENT, PLACE),
    ];
    let clean = without_metadata(&jpeg(&beside, &jpeg(&[exif(true, None)], b""))).unwrap();
    assert_eq!(clean, jpeg(&[colours, segment(mark::ADOBE, b"Adobe\0d")], b""));
    assert!(!has(&clean, PLACE));
}

#[test]
fn which_way_is_up_stays_in_either_order_of_bytes() {
    for is_big in [true, false] {
        for up in 2..=8 {
            let clean = without_metadata(&jpeg(&[exif(is_big, Some(up))], b"")).unwrap();
            assert_eq!(clean, jpeg(&[exif_of(up)], b""), "{up}");
            assert_eq!(orientation(clean.get(6..).unwrap()), Some(up));
            assert!(!has(&clean, PLACE));
        }
    }
}

#[test]
fn upright_or_nonsense_needs_no_word() {
    for up in [None, Some(0), Some(1), Some(9)] {
        assert_eq!(without_metadata(&jpeg(&[exif(true, up)], b"")), Some(jpeg(&[], b"")), "{up:?}");
    }
}

#[test]
fn what_is_cut_short_in_its_data_is_kept_as_far_as_it_goes() {
    let whole = jpeg(&[exif(true, None)], b"");
    let cut = whole.get(..whole.len() - 4).unwrap();
    let clean = without_metadata(cut).unwrap();
    assert!(clean.ends_with(&[0xFF, mark::END]) && !has(&clean, PLACE));
}

#[test]
fn other_files_are_none() {
    for bytes in [b"".as_slice(), b"\xFF\xD8", b"\x89PNG\r\n", b"\xFF\xD8\xFF\xD9", b"\xFF\xD8\xFF\xE1\x00"] {
        assert_eq!(without_metadata(bytes), None, "{bytes:?}");
    }
    let cut_in_a_segment = jpeg(&[exif(true, None)], b"").get(..20).unwrap().to_vec();
    assert_eq!(without_metadata(&cut_in_a_segment), None);
}

proptest! {
    /// Whatever stands in its segments and behind it: no place comes through, and once clean it stays as it is.
    #[test]
    fn no_place_comes_through(
        apps in prop::collection::vec((0xE0_u8..=0xEF, prop::collection::vec(any::<u8>(), 0..40)), 0..6),
        up in prop::option::of(0_u8..12),
        is_big: bool,
        behind in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut beside = vec![exif(is_big, up)];
        beside.extend(apps.iter().map(|(kind, payload)| segment(*kind, &[payload.as_slice(), PLACE].concat())));
        let clean = without_metadata(&jpeg(&beside, &[behind.as_slice(), PLACE].concat())).unwrap();
        prop_assert!(!has(&clean, PLACE));
        prop_assert_eq!(without_metadata(&clean), Some(clean));
    }

    /// Hostile bytes end, and without harm.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let hostile = [&[0xFF, mark::START], bytes.as_slice()].concat();
        if let Some(clean) = without_metadata(&hostile) {
            prop_assert_eq!(without_metadata(&clean), Some(clean));
        }
    }
}
