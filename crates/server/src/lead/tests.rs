//! The form's parts one by one; over HTTP it is tested in `tests/routes/lead.rs`.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use fieldbook_book::hub::Seal;
use tempfile::TempDir;

use super::*;
use crate::limits::{LEAD_LEAST_MS, LEAD_MOST_MS, LEADS_IN_ALL, LEADS_OF_ADDRESS, LEADS_WITHIN_MS};

struct Plain(u8);

impl Seal for Plain {
    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        [&[self.0], bytes].concat()
    }

    fn verify(&self, _: &[u8], _: &[u8]) -> bool {
        false
    }
}

#[test]
fn every_language_has_every_text_and_none_is_that_of_another() {
    let texts: BTreeSet<String> =
        Language::ALL.into_iter().map(|language| words(language).unwrap().company_missing.clone()).collect();
    assert_eq!(texts.len(), 3);
}

#[test]
fn the_language_is_the_one_that_the_browser_likes_best() {
    for (list, expected) in [
        ("zh-TW,zh;q=0.9,en;q=0.8", Some(Language::Hant)),
        ("zh-Hant-HK", Some(Language::Hant)),
        ("zh-CN,en;q=0.5", Some(Language::Hans)),
        ("de,en;q=0.4,zh-CN;q=0.9", Some(Language::Hans)),
        ("en-GB", Some(Language::En)),
        ("de-DE,fr", None),
        ("zh-TW;q=0,en", Some(Language::En)),
        ("", None),
    ] {
        assert_eq!(Language::accepted(list), expected, "{list}");
    }
}

#[test]
fn a_stamp_fits_from_three_seconds_to_a_day_and_only_as_it_was_written() {
    let stamps = Stamps::of(&Plain(1));
    let (at_ms, nonce) = (1_000_000, [7; 8]);
    let stamp = stamps.write(at_ms, nonce);
    for (age_ms, expected) in [
        (-1, Age::TooFast),
        (LEAD_LEAST_MS - 1, Age::TooFast),
        (LEAD_LEAST_MS, Age::Fits(nonce)),
        (LEAD_MOST_MS, Age::Fits(nonce)),
        (LEAD_MOST_MS + 1, Age::TooOld),
    ] {
        assert_eq!(stamps.read(&stamp, at_ms + age_ms), expected, "{age_ms}");
    }
    let later = stamp.replacen("1000000", "1000001", 1);
    for forged in [later.as_str(), "", "1-2-3", &stamp[..stamp.len() - 1], &format!("{stamp}-")] {
        assert_eq!(stamps.read(forged, at_ms + LEAD_LEAST_MS), Age::TooOld, "{forged}");
    }
    assert_eq!(Stamps::of(&Plain(2)).read(&stamp, at_ms + LEAD_LEAST_MS), Age::TooOld, "another server's");
}

#[test]
fn one_form_comes_in_once() {
    let mut gate = Gate::default();
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    assert_eq!(gate.enter([1; 16], here, 0), Ok(()));
    assert_eq!(gate.enter([1; 16], here, 5), Err(Turned::Again));
    gate.forget([1; 16]);
    assert_eq!(gate.enter([1; 16], here, 6), Ok(()));
}

fn nonce(n: u32) -> [u8; 16] {
    u128::from(n).to_be_bytes()
}

#[test]
fn from_one_address_no_more_than_its_number_come_in_an_hour() {
    let mut gate = Gate::default();
    let network = |last| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, last));
    for n in 0..LEADS_OF_ADDRESS {
        assert_eq!(gate.enter(nonce(n), network(1), 0), Ok(()));
    }
    assert_eq!(
        gate.enter(nonce(900), network(2), 1_000),
        Err(Turned::TooMany(3_599)),
        "its neighbour is it, too"
    );
    assert_eq!(gate.enter(nonce(900), IpAddr::V4(Ipv4Addr::LOCALHOST), 1_000), Ok(()));
    assert_eq!(gate.enter(nonce(901), network(1), LEADS_WITHIN_MS), Ok(()));
}

#[test]
fn nor_do_more_than_their_number_from_all_addresses() {
    let mut gate = Gate::default();
    let address = |n: u32| IpAddr::V4(Ipv4Addr::from_bits(n));
    for n in 0..LEADS_IN_ALL {
        assert_eq!(gate.enter(nonce(n), address(n), 0), Ok(()));
    }
    assert_eq!(gate.enter(nonce(999), address(999), 0), Err(Turned::TooMany(3_600)));
    assert_eq!(gate.enter(nonce(999), address(999), LEADS_WITHIN_MS), Ok(()));
}

fn typed(body: &str) -> Typed {
    Typed::read(body.as_bytes())
}

const WHOLE: &str = "company=%E5%8C%97%E8%BE%B0&name=Chen&email=c%40example.com&agree=yes";

#[test]
fn what_is_whole_has_nothing_wrong_and_each_thing_that_lacks_is_told() {
    assert_eq!(typed(WHOLE).wrong(), []);
    assert_eq!(typed(WHOLE).company, "北辰");
    let missing = [Wrong::Missing("company"), Wrong::Missing("name"), Wrong::Missing("phone")];
    assert_eq!(typed("").wrong(), [&missing[..], &[Wrong::Missing("agree")]].concat());
    let cases: [(&str, &[Wrong]); 8] = [
        ("&phone=12", &[Wrong::Odd("phone")]),
        ("&phone=%2B86+138-0000-0000+%23+12", &[]),
        ("&phone=http%3A//spam.example/1234567", &[Wrong::Odd("phone")]),
        ("&agree=no", &[Wrong::Missing("agree")]),
        ("&needs=a%0D%0Ab%00c", &[]),
        ("&company=other", &[]),
        ("&unknown=1", &[]),
        ("&website=x", &[]),
    ];
    for (more, expected) in cases {
        assert_eq!(typed(&format!("{WHOLE}{more}")).wrong(), expected, "{more}");
    }
    assert_eq!(typed(&format!("{WHOLE}&needs=a%0D%0Ab%00c")).needs, "a\nb c");
    for odd in ["c", "c@", "@example.com", "c@example", "c@a..b", "a b@c.de", "a@b.c,d@e.f"] {
        let body = WHOLE.replace("c%40example.com", odd);
        assert_eq!(typed(&body).wrong(), [Wrong::Odd("email")], "{odd}");
    }
    let long = "x".repeat(121);
    assert_eq!(typed(&WHOLE.replace("%E5%8C%97%E8%BE%B0", &long)).wrong(), [Wrong::TooLong("company", 120)]);
}

#[test]
fn a_folder_needs_a_notice_with_a_heading_and_words_and_one_language_is_enough() {
    let folder = TempDir::new().unwrap();
    let read = || LeadForm::read(folder.path(), Vec::new(), &Plain(1));
    assert!(matches!(read(), Err(FormFault::None(_))));
    let file = folder.path().join("notice.en.txt");
    std::fs::write(&file, "Only a heading\n\n").unwrap();
    assert!(matches!(read(), Err(FormFault::None(_))));
    std::fs::write(&file, "\u{feff}Beichen\r\n\r\nWe keep it.\n").unwrap();
    let form = read().unwrap();
    let notice = Notice { heading: "Beichen".to_owned(), text: "We keep it.".to_owned() };
    assert_eq!(form.notice(Language::Hans), Some((Language::En, &notice)));
}
