//! One function a row of the table.

use std::time::{Duration, Instant};

use fieldbook_book::document::Document;
use fieldbook_book::hub::Stored;
use fieldbook_book::replica::{Draft, Outcome};
use fieldbook_book::row::Row;
use fieldbook_book::store::{Memory, Table, from_cbor};
use fieldbook_book::testing::{Phone, logging, request};
use fieldbook_book::wire::{Request, pack};
use fieldbook_process::testing::{LIN, company};
use fieldbook_process::{DeviceId, DocId, EntryId, RecordKind};

use crate::company::with_deals;

/// How much there is.
pub(crate) struct Size {
    pub(crate) deals: usize,
}

/// A line of the table.
pub(crate) struct Line {
    pub(crate) what: &'static str,
    pub(crate) budget: &'static str,
    pub(crate) measured: String,
    pub(crate) met: bool,
}

pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

fn bytes(bytes: usize) -> String {
    format!("{:.2} MB", bytes as f64 / 1e6)
}

/// All documents to a new phone: what the server sends, and how long both take.
pub(crate) fn first_sync(size: &Size) -> Vec<Line> {
    let pair = with_deals(size.deals);
    let (mut feeds, mut sent, mut documents) = (Vec::new(), 0, 0);
    let epoch = Some(pair.office().epoch());
    let ((), serving) = timed(|| {
        loop {
            let asks = request(epoch, Vec::new(), feeds.clone());
            let told = pair.office().answers(LIN, DeviceId([9; 16]), &asks).response;
            sent += pack(&told).unwrap().len();
            documents += told.wholes.len();
            feeds = told.feeds.into_iter().map(|page| (page.feed, page.cursor)).collect();
            if told.up_to_date {
                break;
            }
        }
    });
    assert_eq!(documents, size.deals + 1, "all are handed out");
    let (phone, whole) = timed(|| pair.phone(LIN));
    assert!(phone.replica.status().complete, "the first sync is complete");
    let rate = documents as f64 / serving.as_secs_f64();
    vec![
        Line {
            what: "first sync: server and phone together",
            budget: "3 s",
            measured: format!("{:.2} s", whole.as_secs_f64()),
            met: whole.as_secs_f64() <= 3.0,
        },
        Line { what: "first sync: bytes", budget: "2.5 MB", measured: bytes(sent), met: sent <= 2_500_000 },
        Line {
            what: "server: documents read and packed",
            budget: "20,000 changes/s",
            measured: format!("{rate:.0}/s"),
            met: rate >= 20_000.0,
        },
    ]
}

/// Asking with nothing new.
pub(crate) fn quiet_reconnect(size: &Size) -> Vec<Line> {
    let pair = with_deals(size.deals);
    let mut phone = pair.phone(LIN);
    let before = phone.sent.len();
    phone.syncs();
    let requests = phone.sent.len() - before;
    let asked = phone.sent.last().expect("it asked").clone();
    let told = pair.office().answers(LIN, phone.device, &asked).response;
    let size = pack(&asked).unwrap().len() + pack(&told).unwrap().len();
    vec![Line {
        what: "reconnect with nothing new",
        budget: "1 round trip, < 1 KB",
        measured: format!("{requests} round trip, {size} B"),
        met: requests == 1 && size < 1_000,
    }]
}

fn deals_of(phone: &Phone, count: usize) -> Vec<DocId> {
    let of_kind = |row: &&Row| row.kind == RecordKind::Deal;
    phone.replica.rows().values().filter(of_kind).map(|row| row.doc).take(count).collect()
}

/// The nth of a hundred parts, in the order of size.
fn percentile(mut times: Vec<Duration>, nth: usize) -> Duration {
    times.sort();
    times.get(times.len() * nth / 100).copied().unwrap_or_default()
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

/// A week without a network: three contacts in each of a thousand deals. A save is to cost the same on its last day;
/// the first round, in which each deal is read from storage, is not compared.
pub(crate) fn save_with_many_unsent(size: &Size) -> Vec<Line> {
    const ACTS: usize = 3_000;
    let pair = with_deals(size.deals);
    let mut phone = pair.phone(LIN);
    phone.goes_offline();
    let deals = deals_of(&phone, ACTS / 3);
    let mut saves = Vec::new();
    for n in 0..ACTS {
        let deal = deals.get(n % deals.len()).copied().expect("there are deals");
        saves.push(timed(|| phone.logs(deal, &format!("電話 {n}：下週三前回覆，要兩份樣品"))).1);
    }
    assert_eq!(phone.unsent(), ACTS, "none is sent");
    let median = |from: usize| percentile(saves.iter().skip(from).take(100).copied().collect(), 50);
    let (first, last) = (median(0), median(ACTS - 100));
    let ((), undoing) = timed(|| {
        let deal = deals.first().copied().expect("there are deals");
        let parts = vec![logging(deal, EntryId(phone.id()), LIN, "又打了一次")];
        let order = phone.saves(Draft { parts, undo_ms: 5_000, ..Draft::default() });
        assert_eq!(phone.undoes(order), Outcome::Done, "it is taken back");
    });
    vec![
        Line {
            what: "the machine's part of a save, 3,000 unsent (first)",
            budget: "twice the first",
            measured: format!("{} ({})", ms(last), ms(first)),
            met: last <= first * 2,
        },
        Line { what: "a save taken back, 3,000 unsent", budget: "–", measured: ms(undoing), met: true },
    ]
}

/// A thousand contacts written down without a network, then pushed and judged.
pub(crate) fn thousand_acts_offline(size: &Size) -> Vec<Line> {
    const ACTS: usize = 1_000;
    let pair = with_deals(size.deals);
    let mut phone = pair.phone(LIN);
    phone.goes_offline();
    let deals = deals_of(&phone, ACTS);
    let mut saves: Vec<Duration> = Vec::new();
    for (n, deal) in deals.iter().enumerate() {
        saves.push(timed(|| phone.logs(*deal, &format!("電話 {n}：下週三前回覆，要兩份樣品"))).1);
    }
    let slowest = percentile(saves, 95);
    pair.passes(60_000);
    let backup = pair.office().backup();
    let before = phone.sent.len();
    let ((), pushing) = timed(|| phone.comes_online());
    assert_eq!(phone.unsent(), 0, "all are in the book");
    let pushed: Vec<Request> =
        phone.sent.iter().skip(before).filter(|asked| !asked.units.is_empty()).cloned().collect();
    let size = pushed.iter().map(|asked| pack(asked).unwrap().len()).sum::<usize>();
    pair.office().restored(&backup);
    let epoch = Some(pair.office().epoch());
    let judged = pushed.iter().map(|asked| asked.units.len()).sum::<usize>();
    let ((), judging) = timed(|| {
        for asked in &pushed {
            let asks = Request { epoch, pull: false, ..asked.clone() };
            let verdicts = pair.office().answers(LIN, phone.device, &asks).response.verdicts;
            assert_eq!(verdicts.len(), asks.units.len(), "each is judged");
        }
    });
    let rate = judged as f64 / judging.as_secs_f64();
    vec![
        Line {
            what: "1,000 offline acts pushed, judged, taken in",
            budget: "1 s",
            measured: format!("{:.2} s", pushing.as_secs_f64()),
            met: pushing.as_secs_f64() <= 1.0,
        },
        Line {
            what: "1,000 offline acts: bytes",
            budget: "208 KB",
            measured: format!("{} KB", size / 1_000),
            met: size <= 208_000,
        },
        Line {
            what: "server: acts judged a core",
            budget: "1,000/s",
            measured: format!("{rate:.0}/s"),
            met: rate >= 1_000.0,
        },
        Line {
            what: "the machine's part of a save, p95, up to 1,000 unsent",
            budget: "–",
            measured: ms(slowest),
            met: true,
        },
    ]
}

/// Every row with its duties, from the stored documents.
pub(crate) fn all_duties_anew(size: &Size) -> Vec<Line> {
    let pair = with_deals(size.deals);
    let office = pair.office();
    let stored: Vec<(DocId, Stored)> = office
        .store
        .table(Table::Documents)
        .map(|(key, value)| (DocId(key.try_into().unwrap()), from_cbor(value).unwrap()))
        .collect();
    let company = company();
    let (duties, took) = timed(|| {
        let of = |(doc, stored): &(DocId, Stored)| {
            let view = Document::load(&stored.bytes.0).unwrap().view();
            Row::of(*doc, &view, &company, 0).map_or(0, |row| row.dues.len())
        };
        stored.iter().map(of).sum::<usize>()
    });
    assert!(duties >= size.deals, "each deal owes a contact");
    vec![Line {
        what: "all rows and duties anew, documents loaded",
        budget: "1 s, in slices",
        measured: format!("{:.2} s", took.as_secs_f64()),
        met: took.as_secs_f64() <= 1.0,
    }]
}

/// What a phone stores.
pub(crate) fn storage(size: &Size) -> Vec<Line> {
    let pair = with_deals(size.deals);
    let phone = pair.phone(LIN);
    let of = |memory: &Memory, table: &Table| {
        memory.table(*table).map(|(key, value)| key.len() + value.len()).sum::<usize>()
    };
    let all: usize = Table::PHONE.iter().map(|table| of(&phone.disk, table)).sum();
    let documents = of(&phone.disk, &Table::Documents);
    vec![Line {
        what: "storage of a phone (of it documents)",
        budget: "5.5 MB",
        measured: format!("{} ({})", bytes(all), bytes(documents)),
        met: all <= 5_500_000,
    }]
}
