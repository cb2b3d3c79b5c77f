//! A server with a book of generated deals, the same each time.

use fieldbook_book::hub::{self, Back, Ledger};
use fieldbook_book::message::Message;
use fieldbook_book::testing::{Pair, message};
use fieldbook_process::opportunity::{Channel, Deal, FollowUp};
use fieldbook_process::testing::{LIN, SYSTEM, ZHAO, customer};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId, EntryId, Record, RecordKind};

const DAY_MS: i64 = 86_400_000;

fn id(kind: u8, n: usize, part: u8) -> [u8; 16] {
    let mut id = [0; 16];
    let bytes = [&[kind, part][..], &(n as u64).to_be_bytes()].concat();
    id.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    id
}

/// The server with one customer of Lin's and so many deals of it.
pub(crate) fn with_deals(deals: usize) -> Pair {
    let pair = Pair::new();
    let now_ms = pair.now_ms();
    let mut office = pair.office();
    let stamp = office.stamp;
    let import = |act| Message { agreed_by: Some(ZHAO), ..message(act, SYSTEM, now_ms) };
    office
        .store
        .transaction(|tx| {
            let mut ledger = Ledger::open(tx, now_ms, &stamp)?;
            let doc = DocId(id(1, 0, 0));
            let facts = customer().owned_by(LIN).facts();
            let by = import(ActName::RegisterCustomer);
            hub::import(&mut ledger, doc, RecordKind::Customer, &facts, &by, id(2, 0, 0), Back::RunAgain)?;
            let by = import(ActName::OpenDeal);
            for n in 0..deals {
                let facts = deal(n, doc, now_ms).to_facts();
                hub::import(
                    &mut ledger,
                    DocId(id(3, n, 0)),
                    RecordKind::Deal,
                    &facts,
                    &by,
                    id(4, n, 0),
                    Back::RunAgain,
                )?;
            }
            ledger.flush().map_err(hub::Imported::Store)?;
            Ok::<_, hub::Imported>(())
        })
        .expect("memory takes it");
    drop(office);
    pair
}

/// About 946 bytes as JSON, like the record that other libraries were measured with.
fn deal(n: usize, customer: DocId, now_ms: i64) -> Deal {
    let opened_ms = now_ms - (n as i64 % 90 + 1) * DAY_MS;
    let follow_up = |part: u8| {
        let at = Some(Instant(opened_ms + i64::from(part) * DAY_MS / 4));
        FollowUp {
            id: EntryId(id(5, n, part)),
            happened: at,
            entered: at,
            by: Some(LIN),
            channel: Some(Channel::Phone),
            reached: true,
            contact: "陳立".to_owned(),
            content: format!("問了交期與付款條件，第 {part} 次；客戶要求噪音低於 {} dB", n % 40 + 50),
            feedback: "下週開會決定".to_owned(),
            ..FollowUp::default()
        }
    };
    Deal {
        title: format!("永磁電機 {n}"),
        customer: Some(customer),
        seller: Some(LIN),
        interest: "要換掉舊電機".to_owned(),
        possibility: "預算已批".to_owned(),
        product: "M132-55".to_owned(),
        opened: Some(Instant(opened_ms)),
        follow_ups: (1..4).map(follow_up).collect(),
        ..Deal::default()
    }
}
