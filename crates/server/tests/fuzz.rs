//! Throws mutated CSV at the reader of sheets for `FIELDBOOK_FUZZ_SECONDS` (10 unless set). A failure names its seed;
//! `FIELDBOOK_FUZZ_SEED` runs that case again. The decoders of the book: `crates/book/tests/fuzz.rs`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it is wrong")]

use std::time::{Duration, Instant, SystemTime};

use fieldbook_server::import::maven::{FILES, Sheets};
use fieldbook_server::import::{Sheet, write_rejected};

const SOUND: &[u8] =
    b"\xef\xbb\xbfname,town\r\n\"A, \"\"B\"\"\",Basel\r\nC,\"two\nlines\"\r\n\xe9\x99\xb3,Bern\n";
/// What tends to break readers of CSV.
const NASTY: &[&[u8]] =
    &[b"\"", b",", b"\n", b"\r", b"\0", b"\xff", b"\"\"", b"\xef\xbb\xbf", b",,,,", b"\"\n\""];

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n.max(1) as u64).unwrap()
    }
}

fn mutated(chance: &mut Chance) -> Vec<u8> {
    let mut bytes = SOUND.to_vec();
    for _ in 0..=chance.below(12) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(4) {
            0 => bytes.truncate(at),
            1 => drop(bytes.splice(at..at, NASTY.get(chance.below(NASTY.len())).unwrap().iter().copied())),
            2 => bytes.extend_from_within(..at),
            _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = chance.below(256) as u8),
        }
    }
    bytes
}

/// It is read or refused; what is read can be written as rejected, and read again with the same cells.
fn case(seed: u64) {
    let mut chance = Chance(seed);
    let bytes = mutated(&mut chance);
    let _read_or_refused = Sheets::read(|name| FILES.contains(&name).then(|| bytes.clone()));
    let Ok(sheet) = Sheet::read("a.csv", &bytes, &["name"], &["town"]) else { return };
    let rejected: Vec<_> = sheet.rows.iter().map(|row| sheet.reject(row, "why")).collect();
    let mut written = Vec::new();
    write_rejected(&rejected.iter().collect::<Vec<_>>(), &mut written).expect("memory takes it");
    if rejected.is_empty() {
        return;
    }
    let again = Sheet::read("a.csv", &written, &["name"], &["town"]).expect("what we wrote is read");
    let cells = |sheet: &Sheet| sheet.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>();
    assert_eq!(cells(&again), cells(&sheet), "run again with FIELDBOOK_FUZZ_SEED={seed}");
}

#[test]
fn whatever_a_sheet_holds_it_is_read_or_refused_and_nothing_of_a_row_is_lost() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let Some(seed) = number("FIELDBOOK_FUZZ_SEED") {
        return case(seed);
    }
    let share = Duration::from_secs(number("FIELDBOOK_FUZZ_SECONDS").unwrap_or(10));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |now| now.as_nanos() as u64);
    let (began, mut cases) = (Instant::now(), 0);
    while began.elapsed() < share {
        case(now.wrapping_add(cases));
        cases += 1;
    }
    println!("sheets: {cases} cases from seed {now}");
    assert!(cases > 0, "no case was run");
}
