//! The server's tables, typed: what stands under which key.

use fieldbook_process::audience::{Concerned, Feed};
use fieldbook_process::prospecting::is_ring;
use fieldbook_process::{Day, DeviceId, DocId, EntryId, PersonId, RecordKind};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::hash::{Bytes, FeedDigest, Hash, Short};
use crate::store::{StoreFault, Table, Tx, from_cbor, to_cbor};
use crate::wire::{Card, Item, Kept, Receipt, Record, Verdict};

/// A document with what the server derived from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Its kind.
    pub kind: RecordKind,
    /// The accepted document.
    pub bytes: Bytes,
    /// What it adds to the digest of its feeds.
    pub digest: Short,
    /// The customer it goes with.
    pub customer: Option<DocId>,
    /// Who works on it.
    pub concerned: Concerned,
    /// The feeds that carry it.
    pub feeds: Vec<Feed>,
    /// The customer's card, and the territory that sees it.
    pub card: Option<(String, Card)>,
}

/// Who works on the customer that a record goes with; nobody's where the record is a customer that this one is in turn:
/// then it stands for itself. `stored` tells what is derived from another record.
///
/// # Errors
/// [`StoreFault`].
pub fn concerned_with(
    doc: DocId,
    customer: Option<DocId>,
    mut stored: impl FnMut(DocId) -> Result<Option<Stored>, StoreFault>,
) -> Result<Option<Concerned>, StoreFault> {
    let Some(customer) = customer.filter(|customer| *customer != doc) else { return Ok(None) };
    let Some(with) = stored(customer)? else { return Ok(None) };
    let next = |at| Ok(if at == customer { with.customer } else { stored(at)?.and_then(|it| it.customer) });
    let stands_for_itself = is_ring(doc, customer, next)?;
    Ok((!stands_for_itself).then_some(with.concerned))
}

/// Where a feed stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FeedState {
    /// Its last number.
    pub last: u64,
    /// The sum over its members at that number.
    pub digest: FeedDigest,
}

/// To whom an actor belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Binding {
    pub(crate) person: PersonId,
    pub(crate) device: DeviceId,
    pub(crate) doc: DocId,
    pub(crate) company: u64,
}

/// Work kept, with the change it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptWork {
    pub(crate) kept: Kept,
    pub(crate) device: DeviceId,
    pub(crate) bytes: Bytes,
}

pub(crate) fn read<T: DeserializeOwned>(
    tx: &mut dyn Tx,
    table: Table,
    key: &[u8],
) -> Result<Option<T>, StoreFault> {
    tx.get(table, key)?.map(|bytes| decode(table, &bytes)).transpose()
}

pub(crate) fn decode<T: DeserializeOwned>(table: Table, bytes: &[u8]) -> Result<T, StoreFault> {
    from_cbor(bytes).map_err(|fault| StoreFault(format!("table {}: {fault}", table.name())))
}

pub(crate) fn write<T: Serialize>(
    tx: &mut dyn Tx,
    table: Table,
    key: &[u8],
    value: &T,
) -> Result<(), StoreFault> {
    let bytes = to_cbor(value).map_err(|fault| StoreFault(format!("table {}: {fault}", table.name())))?;
    tx.put(table, key, &bytes)
}

/// The fixed-length name of a feed in keys; also what its state stands under in `Table::Feeds`.
#[must_use]
pub fn feed_key(feed: &Feed) -> [u8; 16] {
    // A feed is written from our own values only, so this cannot fail; an empty name would still be one name.
    Short::of(&to_cbor(feed).unwrap_or_default()).0
}

/// A key of parts, one after the other.
pub(crate) fn key<const N: usize>(parts: [&[u8]; N]) -> Vec<u8> {
    parts.concat()
}

/// The least key after every key that begins with `prefix`.
pub(crate) fn after(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < 0xff {
            end.push(last + 1);
            return end;
        }
    }
    vec![0xff; prefix.len() + 1]
}

pub(crate) fn change(tx: &mut dyn Tx, hash: Hash) -> Result<Option<Record>, StoreFault> {
    read(tx, Table::Changes, &hash.0)
}

pub(crate) fn verdict(tx: &mut dyn Tx, hash: Hash) -> Result<Option<(PersonId, Verdict)>, StoreFault> {
    read(tx, Table::Verdicts, &hash.0)
}

pub(crate) fn put_verdict(
    tx: &mut dyn Tx,
    hash: Hash,
    to: PersonId,
    verdict: &Verdict,
) -> Result<(), StoreFault> {
    write(tx, Table::Verdicts, &hash.0, &(to, verdict))
}

pub(crate) fn put_entry(tx: &mut dyn Tx, feed: &Feed, seq: u64, item: &Item) -> Result<(), StoreFault> {
    write(tx, Table::Entries, &key([&feed_key(feed), &seq.to_be_bytes()]), item)
}

/// Entries after a number, in order.
pub(crate) fn entries(
    tx: &mut dyn Tx,
    feed: &Feed,
    after_seq: u64,
    limit: usize,
) -> Result<Vec<(u64, Item)>, StoreFault> {
    let name = feed_key(feed);
    let from = key([&name, &after_seq.saturating_add(1).to_be_bytes()]);
    let pairs = tx.scan(Table::Entries, &from, &after(&name), limit, false)?;
    pairs.iter().map(|(key, value)| Ok((tail_number(key), decode(Table::Entries, value)?))).collect()
}

const BY_NUMBER: &[u8] = &[0];
const BY_DOC: &[u8] = &[1];

/// When a document entered a feed; `None` where it is no member.
pub(crate) fn entered(tx: &mut dyn Tx, feed: &Feed, doc: DocId) -> Result<Option<u64>, StoreFault> {
    let bytes = tx.get(Table::Members, &key([&feed_key(feed), BY_DOC, &doc.0]))?;
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(u64::from_be_bytes))
}

pub(crate) fn enter(tx: &mut dyn Tx, feed: &Feed, doc: DocId, seq: u64) -> Result<(), StoreFault> {
    let (name, number) = (feed_key(feed), seq.to_be_bytes());
    tx.put(Table::Members, &key([&name, BY_NUMBER, &number]), &doc.0)?;
    tx.put(Table::Members, &key([&name, BY_DOC, &doc.0]), &number)
}

pub(crate) fn leave(tx: &mut dyn Tx, feed: &Feed, doc: DocId) -> Result<(), StoreFault> {
    let name = feed_key(feed);
    if let Some(seq) = entered(tx, feed, doc)? {
        tx.delete(Table::Members, &key([&name, BY_NUMBER, &seq.to_be_bytes()]))?;
        tx.delete(Table::Members, &key([&name, BY_DOC, &doc.0]))?;
    }
    Ok(())
}

/// Members that entered before a number, newest first.
pub(crate) fn members_below(
    tx: &mut dyn Tx,
    feed: &Feed,
    below: u64,
    limit: usize,
) -> Result<Vec<(u64, DocId)>, StoreFault> {
    let name = feed_key(feed);
    let from = key([&name, BY_NUMBER]);
    let to = key([&name, BY_NUMBER, &below.to_be_bytes()]);
    let pairs = tx.scan(Table::Members, &from, &to, limit, true)?;
    Ok(pairs
        .iter()
        .filter_map(|(key, doc)| Some((tail_number(key), DocId(doc.as_slice().try_into().ok()?))))
        .collect())
}

/// What the whole company reads, newest first.
///
/// # Errors
/// [`StoreFault`].
pub fn read_by_all(tx: &mut dyn Tx) -> Result<Vec<(DocId, Stored)>, StoreFault> {
    let members = members_below(tx, &Feed::Everyone, u64::MAX, usize::MAX)?;
    let stored = |(_, doc): (u64, DocId)| Ok(read(tx, Table::Documents, &doc.0)?.map(|stored| (doc, stored)));
    members.into_iter().map(stored).filter_map(Result::transpose).collect()
}

fn tail_number(key: &[u8]) -> u64 {
    key.last_chunk::<8>().map_or(0, |tail| u64::from_be_bytes(*tail))
}

/// The last 16 bytes of a key as an id.
pub(crate) fn tail_id(key: &[u8]) -> Option<[u8; 16]> {
    key.last_chunk::<16>().copied()
}

/// Whether nothing goes with a customer: no deal, and no customer that turned out to be it.
///
/// # Errors
/// [`StoreFault`].
pub fn goes_alone(tx: &mut dyn Tx, customer: DocId) -> Result<bool, StoreFault> {
    Ok(tx.scan(Table::Deals, &customer.0, &after(&customer.0), 1, false)?.is_empty())
}

/// The deals of a customer.
pub(crate) fn deals_of(tx: &mut dyn Tx, customer: DocId) -> Result<Vec<DocId>, StoreFault> {
    let pairs = tx.scan(Table::Deals, &customer.0, &after(&customer.0), usize::MAX, false)?;
    Ok(pairs.iter().filter_map(|(key, _)| tail_id(key)).map(DocId).collect())
}

/// Under it in `Table::Meta`: the day from which on a customer lies in the pool, then the customer.
const POOL: &[u8] = b"pool:";

fn pool_key(day: Day, doc: DocId) -> Vec<u8> {
    // No customer was protected before 1970.
    key([POOL, &day.0.max(0).to_be_bytes(), &doc.0])
}

/// Notes from which day on a document lies in the pool, in the place of what was noted before.
pub(crate) fn put_pool_day(
    tx: &mut dyn Tx,
    doc: DocId,
    before: Option<&Concerned>,
    after: &Concerned,
) -> Result<(), StoreFault> {
    let day = |concerned: &Concerned| concerned.pool.as_ref().map(|(day, _)| *day);
    let (was, is) = (before.and_then(day), day(after));
    if was == is {
        return Ok(());
    }
    if let Some(was) = was {
        tx.delete(Table::Meta, &pool_key(was, doc))?;
    }
    is.map_or(Ok(()), |is| tx.put(Table::Meta, &pool_key(is, doc), &[]))
}

/// What came to lie in the pool after a day, until another one.
pub(crate) fn pooled_between(tx: &mut dyn Tx, after_day: Day, until: Day) -> Result<Vec<DocId>, StoreFault> {
    let from = |day: Day| key([POOL, &day.plus(1).0.max(0).to_be_bytes()]);
    let pairs = tx.scan(Table::Meta, &from(after_day), &from(until), usize::MAX, false)?;
    Ok(pairs.iter().filter_map(|(key, _)| tail_id(key)).map(DocId).collect())
}

pub(crate) fn put_kept(tx: &mut dyn Tx, work: &KeptWork) -> Result<(), StoreFault> {
    write(tx, Table::Kept, &work.kept.id.0, work)?;
    for person in [work.kept.from, work.kept.to] {
        tx.put(Table::Kept, &key([&person.0, &work.kept.id.0]), &[])?;
    }
    Ok(())
}

pub(crate) fn kept(tx: &mut dyn Tx, id: EntryId) -> Result<Option<KeptWork>, StoreFault> {
    read(tx, Table::Kept, &id.0)
}

/// Everything kept that a person sent or can take over.
pub(crate) fn kept_of(tx: &mut dyn Tx, person: PersonId) -> Result<Vec<KeptWork>, StoreFault> {
    let pairs = tx.scan(Table::Kept, &person.0, &after(&person.0), usize::MAX, false)?;
    let ids: Vec<EntryId> = pairs
        .iter()
        .filter(|(key, _)| key.len() == 32)
        .filter_map(|(key, _)| tail_id(key))
        .map(EntryId)
        .collect();
    ids.into_iter().filter_map(|id| kept(tx, id).transpose()).collect()
}

pub(crate) fn put_receipt(tx: &mut dyn Tx, doc: DocId, receipt: &Receipt) -> Result<(), StoreFault> {
    write(
        tx,
        Table::Receipts,
        &key([&doc.0, &receipt.in_book_since_ms().to_be_bytes(), &receipt.hash.0]),
        receipt,
    )
}

pub(crate) fn receipts_of(tx: &mut dyn Tx, doc: DocId) -> Result<Vec<Receipt>, StoreFault> {
    let pairs = tx.scan(Table::Receipts, &doc.0, &after(&doc.0), usize::MAX, false)?;
    pairs.iter().map(|(_, value)| decode(Table::Receipts, value)).collect()
}

/// Forgets the receipts of everything that was in the book before a moment (ms UTC).
pub(crate) fn drop_receipts(tx: &mut dyn Tx, before_ms: i64) -> Result<(), StoreFault> {
    let all = tx.scan(Table::Receipts, &[], &[0xff; 33], usize::MAX, false)?;
    for (key, _) in all {
        let since = key.get(16..24).and_then(|bytes| bytes.try_into().ok()).map(i64::from_be_bytes);
        if since.is_some_and(|since| since < before_ms) {
            tx.delete(Table::Receipts, &key)?;
        }
    }
    Ok(())
}
