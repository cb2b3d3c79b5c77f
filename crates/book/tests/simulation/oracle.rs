//! What must hold once everything has healed.

use std::collections::BTreeSet;

use fieldbook_book::document::{Document, deps_of};
use fieldbook_book::hash::Short;
use fieldbook_book::hub::{FeedState, Stored, feed_key};
use fieldbook_book::message::Message;
use fieldbook_book::store::{Table, from_cbor};
use fieldbook_process::DocId;
use fieldbook_process::audience::{Feed, feeds_of};
use fieldbook_process::law::{self, Submitted};

use super::world::World;

/// Every `<m…>` in some bytes.
fn markers_in(bytes: &[u8], into: &mut BTreeSet<String>) {
    for (at, pair) in bytes.windows(2).enumerate() {
        if pair == b"<m"
            && let Some(len) = bytes[at..].iter().take(12).position(|byte| *byte == b'>')
            && let Ok(marker) = str::from_utf8(&bytes[at..=at + len])
        {
            into.insert(marker.to_owned());
        }
    }
}

impl World {
    pub(crate) fn markers_on_disk(&self, at: usize) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let disk = &self.phones[at].disk.current;
        for table in [Table::Documents, Table::Outbox, Table::Aside] {
            disk.table(table).for_each(|(_, value)| markers_in(value, &mut found));
        }
        found
    }

    pub(crate) fn markers_on_phones(&self) -> BTreeSet<String> {
        (0..self.phones.len()).flat_map(|at| self.markers_on_disk(at)).collect()
    }

    pub(crate) fn markers_on_server(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for table in [Table::Documents, Table::Kept, Table::Quarantine] {
            self.server.store.table(table).for_each(|(_, value)| markers_in(value, &mut found));
        }
        found
    }

    fn markers_aside(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for phone in &self.phones {
            phone.disk.current.table(Table::Aside).for_each(|(_, value)| markers_in(value, &mut found));
        }
        found
    }

    pub(crate) fn look(&mut self) -> Result<(), String> {
        self.nothing_is_lost()?;
        self.nothing_is_pending()?;
        self.digests_agree()?;
        self.nobody_holds_what_they_may_not()?;
        self.the_log_keeps_the_law()?;
        if self.tally.form > 0 {
            return Err(format!("{} honest drafts had no good form", self.tally.form));
        }
        if let Some(what) = &self.wrong_row {
            return Err(format!("a row tells something else than its record: {what}"));
        }
        match &self.read_anew {
            Some(what) if !self.disturbed => Err(format!("a feed had to be read anew without need: {what}")),
            _ => self.a_quiet_reconnect_is_small(),
        }
    }

    /// (a) Every acknowledged save is in the book, kept, in quarantine, set aside, or was reported.
    fn nothing_is_lost(&mut self) -> Result<(), String> {
        let (server, aside) = (self.markers_on_server(), self.markers_aside());
        self.tally.kept =
            self.server.store.table(Table::Kept).filter(|(key, _)| key.len() == 16).count() as u64;
        self.tally.aside = aside.len() as u64;
        let safe = |marker: &String| {
            server.contains(marker) || aside.contains(marker) || self.reported.contains(marker)
        };
        let lost: Vec<_> = self.owed.iter().filter(|(marker, _)| !safe(marker)).collect();
        if lost.is_empty() { Ok(()) } else { Err(format!("acknowledged, and nowhere: {lost:?}")) }
    }

    /// (b) Nothing waits without a reason.
    fn nothing_is_pending(&self) -> Result<(), String> {
        for (at, phone) in self.phones.iter().enumerate() {
            if phone.wiped {
                continue;
            }
            let Some(replica) = &phone.replica else { return Err(format!("phone {at} does not run")) };
            let status = replica.status();
            if status.unsent > 0 || !status.complete {
                return Err(format!("phone {at} ends with {status:?}"));
            }
        }
        Ok(())
    }

    /// (c) Each phone's documents and digests are those of its feeds.
    fn digests_agree(&self) -> Result<(), String> {
        for (at, phone) in self.phones.iter().enumerate() {
            let Some(replica) = phone.replica.as_ref().filter(|_| !phone.wiped) else { continue };
            let person = self.server.company.people.get(phone.person).ok_or("no such person")?;
            for feed in feeds_of(person) {
                if matches!(feed, Feed::Territory(_)) {
                    continue;
                }
                let theirs = self.feed_state(&feed);
                let ours = replica.digests().get(&feed).copied().unwrap_or_default();
                if ours != theirs.digest {
                    return Err(format!("phone {at}: the digest of {feed:?} differs"));
                }
            }
            for (doc, _) in replica.documents() {
                let ours = phone
                    .disk
                    .current
                    .read(Table::Documents, &doc.0)
                    .map(|bytes| digest_on_phone(doc, bytes));
                let theirs = self.stored(doc).map(|stored| stored.digest);
                if ours != theirs {
                    return Err(format!("phone {at}: document {doc} is not as accepted"));
                }
            }
        }
        Ok(())
    }

    fn feed_state(&self, feed: &Feed) -> FeedState {
        let key = feed_key(feed);
        let bytes = self.server.store.read(Table::Feeds, &key);
        bytes.map(|bytes| from_cbor(bytes).expect("a feed's state is read")).unwrap_or_default()
    }

    fn stored(&self, doc: DocId) -> Option<Stored> {
        self.server
            .store
            .read(Table::Documents, &doc.0)
            .map(|bytes| from_cbor(bytes).expect("a document is read"))
    }

    /// (f) Nobody holds what they may not read now.
    fn nobody_holds_what_they_may_not(&self) -> Result<(), String> {
        for (at, phone) in self.phones.iter().enumerate() {
            let person = self.server.company.people.get(phone.person).ok_or("no such person")?;
            let feeds = feeds_of(person);
            for (key, _) in phone.disk.current.table(Table::Documents) {
                let doc = DocId(key.try_into().map_err(|_| "a strange key")?);
                let stored = self.stored(doc).ok_or(format!("phone {at} holds {doc}, which nobody has"))?;
                if !stored.feeds.iter().any(|feed| feeds.contains(feed)) {
                    return Err(format!("phone {at} holds {doc} and may not read it"));
                }
            }
        }
        Ok(())
    }

    /// (d) Every accepted change keeps the law in its own past, under the company it names.
    fn the_log_keeps_the_law(&mut self) -> Result<(), String> {
        let docs: Vec<DocId> = self
            .server
            .store
            .table(Table::Documents)
            .filter_map(|(key, _)| Some(DocId(key.try_into().ok()?)))
            .collect();
        for doc in docs {
            let stored = self.stored(doc).ok_or("a document vanished")?;
            let document = Document::load(&stored.bytes.0).map_err(|fault| fault.to_string())?;
            for change in document.automerge().get_changes(&[]) {
                let message =
                    change.message().and_then(|text| Message::read(text).ok()).ok_or("no message")?;
                *self.tally.acts.entry(message.act.code()).or_default() += 1;
                let before = document.at(&deps_of(&change)).map_err(|fault| fault.to_string())?;
                let mut after = before.clone();
                after.apply([change.clone()]).map_err(|fault| fault.to_string())?;
                let (was, is) = (before.view(), after.view());
                let settled = was.settled_by(&is);
                // A version lost with a restore: its changes came back with receipts, unjudged.
                let Some(company) = self.company_at(message.company)? else { continue };
                law::judge(&Submitted {
                    kind: stored.kind,
                    name: message.act,
                    before: (!was.kind.is_empty()).then_some(&was.facts),
                    after: &is.facts,
                    conflicts: &was.conflicts,
                    settled: &settled,
                    person: message.person,
                    company: &company,
                    entered_ms: message.entered_ms,
                    claimed_ms: &[],
                    joined_to: Default::default(),
                })
                .map_err(|verdict| format!("the log of {doc} breaks the law: {verdict:?}"))?;
            }
        }
        Ok(())
    }

    fn company_at(&mut self, version: u64) -> Result<Option<fieldbook_process::Company>, String> {
        let then = self.server.store.transaction(|tx| fieldbook_book::hub::company_at(tx, version));
        then.map_err(|fault| fault.to_string())
    }

    /// (e) Asking with nothing new is one request and under 1 KB both ways.
    fn a_quiet_reconnect_is_small(&mut self) -> Result<(), String> {
        let Some(at) = self.phones.iter().position(|phone| !phone.wiped) else { return Ok(()) };
        self.watched = Some((at, 0, 0));
        self.give(at, fieldbook_book::replica::Event::Poked);
        let end = self.now_ms + 60_000;
        self.run_until(end, 10_000)?;
        let (_, requests, bytes) = self.watched.take().unwrap_or_default();
        if requests == 1 && bytes < 1_000 {
            Ok(())
        } else {
            Err(format!("a quiet reconnect took {requests} requests, {bytes} bytes"))
        }
    }
}

fn digest_on_phone(doc: DocId, stored: &[u8]) -> Short {
    /// The part of the phone's copy that counts here.
    #[derive(serde::Deserialize)]
    struct Copy {
        b: fieldbook_book::hash::Bytes,
    }
    let copy: Copy = from_cbor(stored).expect("a copy is read");
    Document::load(&copy.b.0).expect("a copy opens").digest(doc)
}
