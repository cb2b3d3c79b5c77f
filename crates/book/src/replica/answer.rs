//! Taking an answer in: standing, clock, company, verdicts, pages, digests; one batch for all of it.

use std::collections::{BTreeMap, BTreeSet};

use automerge::Change;
use fieldbook_process::DocId;
use fieldbook_process::audience::Feed;

use super::rework::Fallen;
use super::{After, Copy, Effect, Mode, Pending, Replica, Turn, Why};
use crate::document::{Document, deps_of};
use crate::hash::Hash;
use crate::store::{Batch, Durability, Table, to_cbor};
use crate::wire::{CompanyNews, Cursor, Entry, FeedPage, Item, Record, Response, Standing, Verdict};

/// What an answer changes, gathered before it is written.
#[derive(Default)]
pub(super) struct News {
    /// Documents whose accepted copy changed.
    pub(super) copies: BTreeSet<DocId>,
    /// Documents whose row or reasons changed.
    pub(super) rows: BTreeSet<DocId>,
    /// Documents that lost a reason.
    pub(super) lost: BTreeSet<DocId>,
    pub(super) company: bool,
    /// A feed is to be read anew: ask again at once.
    pub(super) again: bool,
    /// Cards are to be read anew.
    pub(super) cards_anew: bool,
}

impl Replica {
    pub(super) fn wanted_by_answer(&self, response: &Response) -> BTreeSet<DocId> {
        if response.standing != Standing::Good {
            return BTreeSet::new();
        }
        let mut wanted: BTreeSet<DocId> = response.records.iter().map(|record| record.doc).collect();
        let sent = self.link.sending();
        wanted.extend(self.outbox.docs_of(sent));
        let settled = |verdict: &Verdict| matches!(verdict, Verdict::Accepted | Verdict::Later);
        let unsettled = sent.iter().zip(&response.verdicts).filter(|(_, verdict)| !settled(verdict));
        let fallen = self.outbox.with_standing_on(unsettled.map(|(order, _)| *order));
        wanted.extend(self.outbox.docs_of(&fallen));
        // Pending work lies on a document that comes whole: its row shows both.
        let whole = response.wholes.iter().map(|whole| whole.doc);
        wanted.extend(whole.filter(|doc| self.held.contains_key(doc)));
        wanted
    }

    pub(super) fn take_answer(&mut self, turn: &mut Turn<'_>, response: Response) {
        let sent = self.link.answered();
        self.status.answered_ms = Some(turn.now_ms);
        self.link.offset_ms = response.now_ms.saturating_sub(turn.now_ms);
        self.link.state.offset_ms = self.link.offset_ms;
        let mut batch = Batch::new(Durability::Relaxed);
        match response.standing {
            Standing::Revoked => return self.revoked(turn, &sent),
            Standing::AppTooOld => {
                // It pushes on; nothing is handed out, and that nothing is listed takes nothing away.
                self.status.mode = Mode::AppTooOld;
                self.link.pulled = false;
            }
            Standing::NewEpoch => return self.new_epoch(turn, &response, batch),
            Standing::Good => {
                self.link.state.epoch = Some(response.epoch);
                if self.status.mode == Mode::AppTooOld {
                    self.status.mode = Mode::Idle;
                }
            }
        }
        if response.up_to_date {
            // Not before: in a server's new life a receipt is told anew, and with that how long it is needed.
            self.link.state.backed_up_to_ms = response.backed_up_to_ms;
        }
        let mut news = News::default();
        if let Some(company) = &response.company {
            self.take_company(company, &mut batch);
            news.company = true;
        }
        let fallen = self.take_verdicts(turn, &sent, &response, &mut batch, &mut news);
        let rerun = !fallen.again.is_empty();
        self.take_pages(turn, &response, &mut batch, &mut news);
        self.finish_pending(&mut batch, &mut news);
        if !fallen.is_empty() {
            news.rows.extend(self.rework(turn, fallen, &mut batch));
        }
        if self.link.pulled {
            self.compare_digests(turn, &response, &mut batch, &mut news);
            self.let_go(response.up_to_date, &mut batch, &mut news);
        }
        let misread = news.again;
        if rerun || misread || response.up_to_date {
            self.link.pace(turn.now_ms, rerun || misread);
        }
        let too_old = response.standing == Standing::AppTooOld;
        let more = !too_old && (misread || !self.link.pulled || !response.up_to_date);
        self.finish_answer(turn, more, batch, news);
    }

    fn finish_answer(&mut self, turn: &mut Turn<'_>, more: bool, mut batch: Batch, news: News) {
        let backed_up_to_ms = self.link.state.backed_up_to_ms;
        for doc in &news.copies {
            self.put_copy(*doc, backed_up_to_ms, &mut batch);
        }
        let rows: BTreeSet<DocId> = news.rows.union(&news.copies).copied().collect();
        for doc in &rows {
            let known = self.held.contains_key(doc) || self.outbox.count_of(*doc) > 0;
            if !known {
                // A new record whose acts were all set aside.
                self.forget(*doc, &mut batch);
            } else if self.desk.contains_key(doc) {
                self.put_row(*doc, &mut batch);
            }
            self.put_held(*doc, &mut batch);
        }
        self.put_rows_by(&mut batch);
        self.link.put(&mut batch);
        self.go_on(more);
        let mut done = vec![Effect::Rows(rows.into_iter().chain(news.lost).collect()), Effect::Status];
        if news.company {
            done.push(Effect::Company);
        }
        // More news is asked for while this is written: should that fail, all is read and asked for anew. Not with
        // acts unsent, which may stand on what is being written.
        let asked = more && self.outbox.is_empty();
        if asked {
            self.maybe_send(turn);
        }
        self.write(turn, batch, After { done, asked, ..After::default() });
    }

    /// The server began a new life: what has receipts is brought back, then everything is read anew.
    fn new_epoch(&mut self, turn: &mut Turn<'_>, response: &Response, mut batch: Batch) {
        let feeds: Vec<Feed> = self.link.state.feeds.iter().map(|(feed, _)| feed.clone()).collect();
        let mut news = News::default();
        for feed in feeds {
            news.rows.extend(self.drop_feed(&feed));
        }
        self.forget_cards(&mut batch);
        self.link.state.feeds.clear();
        self.link.state.epoch = Some(response.epoch);
        self.link.state.backed_up_to_ms = 0;
        self.begin_return();
        for doc in &news.rows {
            self.put_held(*doc, &mut batch);
        }
        news.rows.clear();
        self.finish_answer(turn, true, batch, news);
    }

    fn take_company(&mut self, news: &CompanyNews, batch: &mut Batch) {
        let mut company = self.company.clone();
        for (name, bytes) in &news.parts {
            if crate::hub::take_part(&mut company, name, &bytes.0).is_ok() {
                batch.put(Table::Company, name.as_bytes(), bytes.0.clone());
            }
        }
        company.version = news.version;
        self.company = company;
        self.link.state.company = news.version;
        self.rows_may_be_old();
    }

    fn take_verdicts(
        &mut self,
        turn: &mut Turn<'_>,
        sent: &[u64],
        response: &Response,
        batch: &mut Batch,
        news: &mut News,
    ) -> Fallen {
        let mut fallen = Fallen::default();
        // An act that the answer passes over is like one that is not understood yet.
        let verdicts = response.verdicts.iter().chain(std::iter::repeat(&Verdict::Later));
        for (order, verdict) in sent.iter().zip(verdicts) {
            let why = match verdict {
                Verdict::Accepted => {
                    self.accept(*order, &response.records, batch, news);
                    continue;
                }
                Verdict::Later => {
                    self.wait_later(*order, turn.now_ms);
                    continue;
                }
                Verdict::MissingDependency(hashes) if self.has_accepted(*order, hashes) => {
                    self.wait_later(*order, turn.now_ms);
                    continue;
                }
                Verdict::MissingDependency(_) | Verdict::ClockWrong(_) | Verdict::ActorClash => {
                    fallen.again.insert(*order);
                    continue;
                }
                Verdict::Refused(refusals) => Why::Refused(refusals.clone()),
                Verdict::Malformed(fault) => Why::Malformed(format!("{fault:?}")),
                Verdict::KeptFor(person) => Why::KeptFor(*person),
                Verdict::ForSuperior(person) => Why::ForSuperior(*person),
                Verdict::TooLarge(limit) => Why::TooLarge(*limit),
            };
            fallen.aside.insert(*order, why);
        }
        fallen
    }

    /// Whether all of these are accepted changes of the act's documents: then the server lacks them, not we.
    fn has_accepted(&self, order: u64, hashes: &[Hash]) -> bool {
        let docs = self.outbox.docs_of(&[order]);
        hashes.iter().all(|hash| docs.iter().any(|doc| self.accepted_has(*doc, *hash)))
    }

    /// An act is in the book: its changes move into the accepted copies.
    fn accept(&mut self, order: u64, records: &[Record], batch: &mut Batch, news: &mut News) {
        let Some(pending) = self.outbox.remove(order) else { return };
        batch.delete(Table::Outbox, order.to_be_bytes());
        self.link.later.remove(&order);
        for (sent, hash) in pending.changes.into_iter().zip(pending.hashes) {
            self.apply(sent.doc, sent.bytes.0, news);
            news.rows.insert(sent.doc);
            if let Some(record) = records.iter().find(|record| record.receipt.hash == hash) {
                self.take_receipt(record, news);
            }
            // Accepted before access was lost, answered after: it goes again unless a feed gives it.
            let held = self.held.entry(sent.doc).or_default();
            held.stale |= held.feeds.is_empty();
        }
    }

    /// Puts a change into an accepted copy; `false` where something it stands on is not there.
    fn apply(&mut self, doc: DocId, bytes: Vec<u8>, news: &mut News) -> bool {
        let Ok(change) = Change::from_bytes(bytes) else { return false };
        let copy = self.desk.entry(doc).or_default();
        if copy.document.has(change.hash().into()) {
            return true;
        }
        if !deps_of(&change).iter().all(|dep| copy.document.has(*dep)) {
            return false;
        }
        news.copies.insert(doc);
        copy.came = None;
        copy.document.apply([change]).is_ok()
    }

    fn take_pages(&mut self, turn: &Turn<'_>, response: &Response, batch: &mut Batch, news: &mut News) {
        let records: BTreeMap<Hash, &Record> =
            response.records.iter().map(|record| (record.receipt.hash, record)).collect();
        for whole in &response.wholes {
            if let Ok(document) = Document::load(&whole.bytes.0) {
                let (receipts, came) = (whole.receipts.clone(), Some(whole.bytes.0.clone()));
                self.desk.insert(whole.doc, Copy { document, receipts, came });
                news.copies.insert(whole.doc);
            }
        }
        for page in &response.feeds {
            let whole = self.take_page(page, &records, batch, news);
            if whole {
                self.link.set_cursor(&page.feed, page.cursor);
            } else {
                self.read_anew(turn, &page.feed, news);
            }
        }
        if self.link.pulled {
            self.drop_unlisted(response, news);
        }
        if std::mem::take(&mut news.cards_anew) {
            self.forget_cards(batch);
            news.again |= self.link.state.feeds.iter().any(|(feed, _)| matches!(feed, Feed::Territory(_)));
        }
    }

    /// Which territory a card came from isn't kept: where one of them begins anew, all do.
    fn forget_cards(&mut self, batch: &mut Batch) {
        for doc in std::mem::take(&mut self.cards).into_keys() {
            batch.delete(Table::Cards, doc.0);
        }
        let feeds = self.link.state.feeds.iter().map(|(feed, _)| feed.clone());
        let territories: Vec<Feed> = feeds.filter(|feed| matches!(feed, Feed::Territory(_))).collect();
        territories.iter().for_each(|feed| self.link.begin_anew(feed));
    }

    /// A feed that the answer does not list is no longer the person's.
    fn drop_unlisted(&mut self, response: &Response, news: &mut News) {
        let listed = |feed: &Feed| response.feeds.iter().any(|page| page.feed == *feed);
        let known = self.link.state.feeds.iter().map(|(feed, _)| feed);
        let unlisted: Vec<Feed> = known.filter(|feed| !listed(feed)).cloned().collect();
        for feed in unlisted {
            news.rows.extend(self.drop_feed(&feed));
            news.cards_anew |= matches!(feed, Feed::Territory(_));
            self.link.state.feeds.retain(|(known, _)| *known != feed);
        }
    }

    /// Takes one feed's entries in; `false` where one is missing, so that the feed is read anew.
    fn take_page(
        &mut self,
        page: &FeedPage,
        records: &BTreeMap<Hash, &Record>,
        batch: &mut Batch,
        news: &mut News,
    ) -> bool {
        let at = self.link.state.feeds.iter().find(|(feed, _)| *feed == page.feed).map(|(_, cursor)| *cursor);
        let mut expected = if let Some(Cursor::After(seq)) = at { Some(seq.saturating_add(1)) } else { None };
        for Entry { seq, item } in &page.entries {
            if expected.is_some_and(|expected| expected != *seq) {
                return false;
            }
            expected = expected.map(|expected| expected.saturating_add(1));
            let taken = match item {
                Item::Change(doc, hash) => self.take_change(*doc, *hash, records, news),
                Item::Whole(doc) => {
                    self.add_reason(*doc, &page.feed);
                    news.rows.insert(*doc);
                    self.desk.contains_key(doc)
                }
                Item::Gone(doc) => {
                    self.drop_reason(*doc, &page.feed);
                    news.lost.insert(*doc);
                    // By another feed it stays, and by which is to be on the disk.
                    if self.held.get(doc).is_some_and(|held| !held.feeds.is_empty()) {
                        news.rows.insert(*doc);
                    }
                    true
                }
                item => {
                    self.take_other(item, expected.is_some(), batch, news);
                    true
                }
            };
            if !taken {
                return false;
            }
        }
        true
    }

    fn take_change(
        &mut self,
        doc: DocId,
        hash: Hash,
        records: &BTreeMap<Hash, &Record>,
        news: &mut News,
    ) -> bool {
        let Some(record) = records.get(&hash) else { return false };
        // What this request brought comes back without its bytes: they were applied with the verdict.
        let here = self.accepted_has(doc, hash);
        if !here && !self.apply(doc, record.bytes.0.clone(), news) {
            return false;
        }
        self.take_receipt(record, news);
        true
    }

    fn take_receipt(&mut self, record: &Record, news: &mut News) {
        let Some(copy) = self.desk.get_mut(&record.doc) else { return };
        let had = copy.receipts.iter().position(|receipt| receipt.hash == record.receipt.hash);
        match had.and_then(|at| copy.receipts.get_mut(at)) {
            Some(receipt) if *receipt == record.receipt => return,
            Some(receipt) => *receipt = record.receipt.clone(),
            None => copy.receipts.push(record.receipt.clone()),
        }
        news.copies.insert(record.doc);
    }

    /// `is_news` tells what happened now from what a feed tells when it is read from its beginning.
    fn take_other(&mut self, item: &Item, is_news: bool, batch: &mut Batch, news: &mut News) {
        match item {
            Item::Kept(kept) => self.take_kept(kept, is_news, batch, news),
            Item::Card(card) => {
                batch.put(Table::Cards, card.doc.0, to_cbor(card).unwrap_or_default());
                self.cards.insert(card.doc, card.clone());
            }
            Item::CardGone(doc) => {
                batch.delete(Table::Cards, doc.0);
                self.cards.remove(doc);
            }
            _ => {}
        }
    }

    /// Acts that turn out to be in the book though their answer was lost.
    fn finish_pending(&mut self, batch: &mut Batch, news: &mut News) {
        let is_here = |pending: &&Pending| {
            let mut changes = pending.changes.iter().zip(&pending.hashes);
            changes.all(|(sent, hash)| self.accepted_has(sent.doc, *hash))
        };
        let done: Vec<u64> = self.outbox.iter().filter(is_here).map(|pending| pending.order).collect();
        for order in done {
            self.accept(order, &[], batch, news);
        }
    }

    /// Compares each feed that is read to its end with the server's sum. A difference is mended by reading the
    /// feed anew, never by taking the server's number over.
    fn compare_digests(
        &mut self,
        turn: &mut Turn<'_>,
        response: &Response,
        batch: &mut Batch,
        news: &mut News,
    ) {
        for doc in std::mem::take(&mut news.copies) {
            self.put_copy(doc, self.link.state.backed_up_to_ms, batch);
            news.rows.insert(doc);
        }
        for page in &response.feeds {
            let at_end = self.link.state.feeds.contains(&(page.feed.clone(), page.cursor));
            let Some(digest) = page.digest.filter(|_| at_end && !matches!(page.feed, Feed::Territory(_)))
            else {
                continue;
            };
            if self.digests.get(&page.feed).copied().unwrap_or_default() != digest {
                self.read_anew(turn, &page.feed, news);
            }
        }
    }

    fn read_anew(&mut self, turn: &Turn<'_>, feed: &Feed, news: &mut News) {
        news.rows.extend(self.drop_feed(feed));
        self.link.begin_anew(feed);
        news.again = true;
        news.cards_anew |= matches!(feed, Feed::Territory(_));
        self.status.refetched = Some((feed.clone(), turn.now_ms));
    }

    /// Lets go of what this phone may not hold any more. While feeds are being read from the start, documents
    /// that they have not handed out yet stay.
    fn let_go(&mut self, up_to_date: bool, batch: &mut Batch, news: &mut News) {
        let all_read =
            up_to_date && self.link.state.feeds.iter().all(|(_, cursor)| matches!(cursor, Cursor::After(_)));
        let without = |held: &super::holding::Held| held.feeds.is_empty();
        let lost = news.lost.iter().filter(|doc| self.held.get(doc).is_some_and(without)).copied();
        let mut gone: BTreeSet<DocId> = lost.collect();
        if all_read {
            let stale = self.held.iter().filter(|(_, held)| held.stale && without(held));
            gone.extend(stale.map(|(doc, _)| *doc));
            // What is held of it could not be read, and no feed gave it again.
            let known = |doc: &DocId| self.held.contains_key(doc) || self.outbox.count_of(*doc) > 0;
            gone.extend(self.rows.keys().filter(|doc| !known(doc)));
            self.link.state.complete = true;
        }
        for doc in &gone {
            news.rows.remove(doc);
            self.forget(*doc, batch);
        }
        news.lost.extend(gone);
    }
}
