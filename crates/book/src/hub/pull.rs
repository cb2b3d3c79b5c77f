//! Handing out: for each of the session's feeds what comes after its cursor, or, at first reading, its
//! documents as they are, newest member first. A page ends at a bound; the phone asks again.

use std::collections::BTreeSet;

use fieldbook_process::DocId;
use fieldbook_process::audience::{Feed, feeds_of};

use super::ledger::Ledger;
use super::{BOUNDS, Caller, company, tables};
use crate::hash::{Bytes, Hash};
use crate::store::StoreFault;
use crate::wire::{Cursor, Entry, FeedPage, Item, Request, Response, Whole};

/// What one answer may still carry.
struct Room<'a> {
    items: usize,
    bytes: usize,
    wholes: BTreeSet<DocId>,
    records: BTreeSet<Hash>,
    /// Changes that this request itself brought: the phone has their bytes.
    brought: BTreeSet<Hash>,
    response: &'a mut Response,
}

impl Room<'_> {
    fn is_full(&self) -> bool {
        self.items == 0 || self.bytes == 0
    }

    fn took(&mut self, bytes: usize) {
        self.items = self.items.saturating_sub(1);
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

/// Fills the answer.
///
/// # Errors
/// [`StoreFault`].
pub(crate) fn answer(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    request: &Request,
    response: &mut Response,
) -> Result<(), StoreFault> {
    response.company = company::news_since(ledger.tx, request.company)?;
    let feeds = ledger.company.people.get(caller.person).map(feeds_of).unwrap_or_default();
    let sent = request.units.iter().flat_map(|unit| &unit.changes);
    let brought = sent.filter_map(|sent| crate::chunk::hash_of(&sent.bytes.0)).map(Hash::from).collect();
    let mut room = Room {
        items: BOUNDS.items,
        bytes: BOUNDS.bytes,
        wholes: BTreeSet::new(),
        records: BTreeSet::new(),
        brought,
        response,
    };
    // The sender has its receipts with the verdicts, or a restore in between would find neither.
    for hash in room.brought.clone() {
        record(ledger, hash, &mut room)?;
    }
    let mut up_to_date = request.units.len() <= BOUNDS.units;
    for feed in feeds {
        let known = request.feeds.iter().find(|(known, _)| *known == feed).map(|(_, cursor)| *cursor);
        let cursor = known.unwrap_or(Cursor::First { upto: None, below: None });
        let page = page(ledger, caller, feed, cursor, &mut room)?;
        up_to_date &= page.digest.is_some();
        room.response.feeds.push(page);
    }
    response.up_to_date = up_to_date;
    Ok(())
}

fn page(
    ledger: &mut Ledger<'_>,
    caller: &Caller,
    feed: Feed,
    cursor: Cursor,
    room: &mut Room<'_>,
) -> Result<FeedPage, StoreFault> {
    let state = *ledger.feed(&feed)?;
    let mut page = FeedPage { feed, entries: Vec::new(), cursor, digest: None };
    if let Cursor::First { upto, below } = page.cursor {
        if upto.is_none() {
            kept(ledger, caller, &mut page)?;
        }
        first_reading(ledger, &mut page, upto.unwrap_or(state.last), below, room)?;
    }
    if let Cursor::After(seq) = page.cursor {
        // A cursor from another life of the server would lie beyond the end: read from the beginning.
        if seq > state.last {
            page.cursor = Cursor::First { upto: None, below: None };
            return Ok(page);
        }
        read_on(ledger, &mut page, seq, room)?;
        if page.cursor == Cursor::After(state.last) {
            page.digest = Some(state.digest);
        }
    }
    Ok(page)
}

fn kept(ledger: &mut Ledger<'_>, caller: &Caller, page: &mut FeedPage) -> Result<(), StoreFault> {
    if page.feed == Feed::Person(caller.person) {
        let works = tables::kept_of(ledger.tx, caller.person)?;
        page.entries
            .extend(works.into_iter().map(|work| Entry { seq: 0, item: Item::Kept(Box::new(work.kept)) }));
    }
    Ok(())
}

fn first_reading(
    ledger: &mut Ledger<'_>,
    page: &mut FeedPage,
    upto: u64,
    below: Option<u64>,
    room: &mut Room<'_>,
) -> Result<(), StoreFault> {
    let mut below = below.unwrap_or_else(|| upto.saturating_add(1));
    loop {
        if room.is_full() {
            page.cursor = Cursor::First { upto: Some(upto), below: Some(below) };
            return Ok(());
        }
        let members = tables::members_below(ledger.tx, &page.feed, below, room.items.min(100))?;
        if members.is_empty() {
            page.cursor = Cursor::After(upto);
            return Ok(());
        }
        for (seq, doc) in members {
            if room.is_full() {
                break;
            }
            below = seq;
            if let Some(item) = whole(ledger, &page.feed, doc, room)? {
                page.entries.push(Entry { seq, item });
            }
        }
    }
}

fn read_on(
    ledger: &mut Ledger<'_>,
    page: &mut FeedPage,
    seq: u64,
    room: &mut Room<'_>,
) -> Result<(), StoreFault> {
    let entries = tables::entries(ledger.tx, &page.feed, seq, room.items)?;
    for (seq, item) in entries {
        if room.is_full() {
            break;
        }
        let item = match item {
            Item::Change(doc, _) | Item::Whole(doc)
                if tables::entered(ledger.tx, &page.feed, doc)?.is_none() =>
            {
                Item::Gone(doc)
            }
            Item::Change(doc, hash) => {
                record(ledger, hash, room)?;
                Item::Change(doc, hash)
            }
            Item::Whole(doc) => whole(ledger, &page.feed, doc, room)?.unwrap_or(Item::Gone(doc)),
            item => {
                room.took(200);
                item
            }
        };
        page.entries.push(Entry { seq, item });
        page.cursor = Cursor::After(seq);
    }
    Ok(())
}

fn record(ledger: &mut Ledger<'_>, hash: Hash, room: &mut Room<'_>) -> Result<(), StoreFault> {
    if !room.records.insert(hash) {
        return Ok(());
    }
    let Some(mut record) = tables::change(ledger.tx, hash)? else { return Ok(()) };
    if room.brought.contains(&hash) {
        record.bytes = Bytes::default();
    }
    room.took(record.bytes.0.len() + 200);
    room.response.records.push(record);
    Ok(())
}

/// A member as it is: the whole document, or in a territory's feed the card.
fn whole(
    ledger: &mut Ledger<'_>,
    feed: &Feed,
    doc: DocId,
    room: &mut Room<'_>,
) -> Result<Option<Item>, StoreFault> {
    let Some(stored) = ledger.stored(doc)? else { return Ok(None) };
    if matches!(feed, Feed::Territory(_)) {
        room.took(200);
        return Ok(stored.card.map(|(_, card)| Item::Card(card)));
    }
    if room.wholes.insert(doc) {
        let receipts = tables::receipts_of(ledger.tx, doc)?;
        room.took(stored.bytes.0.len() + receipts.len() * 150);
        room.response.wholes.push(Whole { doc, bytes: stored.bytes, receipts });
    }
    Ok(Some(Item::Whole(doc)))
}
