//! What the phone holds of each document: its accepted copy, its row, the feeds that give it.

use std::collections::BTreeSet;

use fieldbook_process::DocId;
use fieldbook_process::audience::Feed;
use serde::{Deserialize, Serialize};

use super::{Copy, Replica};
use crate::document::{Document, DocumentFault};
use crate::hash::{Bytes, FeedDigest, Hash, Short};
use crate::store::{Batch, Table, from_cbor, to_cbor};
use crate::wire::Receipt;

/// What is known of a document without opening it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Held {
    /// What it adds to the digest of its feeds.
    #[serde(rename = "h")]
    pub(super) digest: Short,
    /// The feeds that give it; without any it is only here because of unsent work.
    #[serde(rename = "r")]
    pub(super) feeds: BTreeSet<Feed>,
    /// It was not handed out again yet since a feed began anew.
    #[serde(rename = "s", default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) stale: bool,
}

/// The stored form of a copy.
#[derive(Debug, Default, Serialize, Deserialize)]
struct StoredCopy {
    #[serde(rename = "b")]
    bytes: Bytes,
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    receipts: Vec<Receipt>,
}

pub(super) fn read_copy(stored: Option<&[u8]>) -> Result<Copy, DocumentFault> {
    let Some(stored) = stored else { return Ok(Copy::default()) };
    let stored: StoredCopy = from_cbor(stored).map_err(|fault| DocumentFault::Damaged(fault.to_string()))?;
    Ok(Copy { document: Document::load(&stored.bytes.0)?, receipts: stored.receipts, came: None })
}

pub(super) fn write_copy(copy: &mut Copy) -> Vec<u8> {
    let bytes = copy.came.take().unwrap_or_else(|| copy.document.save());
    let stored = StoredCopy { bytes: Bytes(bytes), receipts: copy.receipts.clone() };
    to_cbor(&stored).unwrap_or_default()
}

impl Replica {
    /// The document as shown: accepted, plus what is pending for it, in order.
    pub(super) fn shown(&self, doc: DocId) -> Document {
        let mut document = self.desk.get(&doc).map(|copy| copy.document.clone()).unwrap_or_default();
        let pending = self.outbox.of(doc).flat_map(|pending| &pending.changes).filter(|sent| sent.doc == doc);
        let changes: Vec<_> =
            pending.filter_map(|sent| automerge::Change::from_bytes(sent.bytes.0.clone()).ok()).collect();
        if !changes.is_empty() {
            // Changes whose base is gone wait inside, unseen; rework gives them a new one.
            let _ = document.apply(changes);
        }
        document
    }

    /// Whether the document's accepted copy holds a change. It must be on the desk.
    pub(super) fn accepted_has(&self, doc: DocId, hash: Hash) -> bool {
        self.desk.get(&doc).is_some_and(|copy| copy.document.has(hash))
    }

    /// Writes what is held of a document.
    pub(super) fn put_held(&mut self, doc: DocId, batch: &mut Batch) {
        if let Some(held) = self.held.get(&doc) {
            batch.put(Table::Held, doc.0, to_cbor(held).unwrap_or_default());
        }
    }

    /// Puts an accepted copy into the batch, and its digest into those of its feeds.
    pub(super) fn put_copy(&mut self, doc: DocId, backed_up_to_ms: i64, batch: &mut Batch) {
        let Some(copy) = self.desk.get_mut(&doc) else { return };
        copy.receipts.retain(|receipt| receipt.outlives(backed_up_to_ms));
        batch.put(Table::Documents, doc.0, write_copy(copy));
        let digest = copy.document.digest(doc);
        let held = self.held.entry(doc).or_default();
        for feed in &held.feeds {
            let sum = self.digests.entry(feed.clone()).or_default();
            *sum = sum.minus(held.digest).plus(digest);
        }
        held.digest = digest;
    }

    /// Adds a feed as a reason for holding a document.
    pub(super) fn add_reason(&mut self, doc: DocId, feed: &Feed) {
        let held = self.held.entry(doc).or_default();
        held.stale = false;
        if held.feeds.insert(feed.clone()) {
            let sum = self.digests.entry(feed.clone()).or_default();
            *sum = sum.plus(held.digest);
        }
    }

    /// Takes a feed away as a reason.
    pub(super) fn drop_reason(&mut self, doc: DocId, feed: &Feed) {
        let Some(held) = self.held.get_mut(&doc) else { return };
        if held.feeds.remove(feed) {
            let sum = self.digests.entry(feed.clone()).or_default();
            *sum = sum.minus(held.digest);
        }
    }

    /// Takes a feed away from every document. Those left without a reason are stale until the feeds are read
    /// to their end, and go then. Answers the documents concerned.
    pub(super) fn drop_feed(&mut self, feed: &Feed) -> Vec<DocId> {
        let docs: Vec<DocId> =
            self.held.iter().filter(|(_, held)| held.feeds.contains(feed)).map(|(doc, _)| *doc).collect();
        for doc in &docs {
            self.drop_reason(*doc, feed);
            if let Some(held) = self.held.get_mut(doc).filter(|held| held.feeds.is_empty()) {
                held.stale = true;
            }
        }
        docs
    }

    /// Removes a document that this phone may not hold any more. Unsent values stay in the outbox.
    pub(super) fn forget(&mut self, doc: DocId, batch: &mut Batch) {
        self.held.remove(&doc);
        self.rows.remove(&doc);
        self.desk.remove(&doc);
        self.actors.remove(&doc);
        self.dirty.remove(&doc);
        batch.delete(Table::Documents, doc.0);
        batch.delete(Table::Held, doc.0);
        batch.delete(Table::Rows, doc.0);
    }

    /// A stored copy that cannot be read: an empty one stands in, and its feeds are read again from the start. They
    /// do not count it until it is here again, so that the digest tells where an answer on its way moves them on.
    pub(super) fn forget_damaged(&mut self, doc: DocId) {
        self.desk.insert(doc, Copy::default());
        let Some(held) = self.held.get_mut(&doc) else { return };
        held.stale = true;
        for feed in held.feeds.clone() {
            self.drop_reason(doc, &feed);
            self.link.begin_anew(&feed);
            self.link.pull = true;
        }
    }

    /// Sums the digests from what is held.
    pub(super) fn sum_digests(&mut self) {
        self.digests.clear();
        for held in self.held.values() {
            for feed in &held.feeds {
                let sum: &mut FeedDigest = self.digests.entry(feed.clone()).or_default();
                *sum = sum.plus(held.digest);
            }
        }
    }
}
