//! The server's book during one request: documents and feed states read once, changed in memory, written at
//! the end, so that a push of a thousand changes to a few documents loads and saves each of them once.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_process::audience::{Concerned, Feed};
use fieldbook_process::prospecting::joined_into;
use fieldbook_process::{Company, Day, DocId, PersonId, RecordKind};

use super::tables::{self, FeedState, Stored};
use super::{Seal, company};
use crate::document::Document;
use crate::hash::Bytes;
use crate::store::{StoreFault, Table, Tx};
use crate::wire::Item;

/// A document under work.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub(crate) stored: Stored,
    pub(crate) document: Document,
    changed: bool,
}

/// The server's book during one request.
pub struct Ledger<'a> {
    pub(crate) tx: &'a mut dyn Tx,
    pub(crate) now_ms: i64,
    pub(crate) seal: &'a dyn Seal,
    pub(crate) company: Company,
    documents: BTreeMap<DocId, Loaded>,
    feeds: BTreeMap<Feed, FeedState>,
    companies: BTreeMap<u64, Company>,
    news: BTreeSet<Feed>,
}

impl<'a> Ledger<'a> {
    /// Opens the book for one request.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub fn open(tx: &'a mut dyn Tx, now_ms: i64, seal: &'a dyn Seal) -> Result<Self, StoreFault> {
        let company = company(tx)?.unwrap_or_default();
        Ok(Self {
            tx,
            now_ms,
            seal,
            company,
            documents: BTreeMap::new(),
            feeds: BTreeMap::new(),
            companies: BTreeMap::new(),
            news: BTreeSet::new(),
        })
    }

    /// The company's day of now.
    pub(crate) fn today(&self) -> Day {
        self.company.calendar.day_of(self.now_ms)
    }

    /// The document of that id, loaded; `None` where there is none.
    pub(crate) fn document(&mut self, doc: DocId) -> Result<Option<&mut Loaded>, StoreFault> {
        if !self.documents.contains_key(&doc)
            && let Some(stored) = tables::read::<Stored>(self.tx, Table::Documents, &doc.0)?
        {
            let document =
                Document::load(&stored.bytes.0).map_err(|fault| StoreFault(format!("{doc}: {fault}")))?;
            self.documents.insert(doc, Loaded { stored, document, changed: false });
        }
        Ok(self.documents.get_mut(&doc))
    }

    /// What was derived from a document, without loading it.
    pub(crate) fn stored(&mut self, doc: DocId) -> Result<Option<Stored>, StoreFault> {
        match self.documents.get(&doc) {
            Some(loaded) => Ok(Some(loaded.stored.clone())),
            None => tables::read(self.tx, Table::Documents, &doc.0),
        }
    }

    /// Who works on the customer that a record goes with.
    pub(crate) fn concerned_with(
        &mut self,
        doc: DocId,
        customer: Option<DocId>,
    ) -> Result<Option<Concerned>, StoreFault> {
        tables::concerned_with(doc, customer, |at| self.stored(at))
    }

    /// What kind a record is of, and what it is joined into; `None` where there is none.
    pub(crate) fn joined_into(
        &mut self,
        doc: DocId,
    ) -> Result<Option<(RecordKind, Option<DocId>)>, StoreFault> {
        let loaded = self.document(doc)?;
        Ok(loaded.map(|it| (it.stored.kind, joined_into(it.stored.kind, &it.document.view().facts))))
    }

    /// Puts a document back changed; it is written by [`Ledger::flush`].
    pub(crate) fn put(&mut self, doc: DocId, stored: Stored, document: Document) {
        self.documents.insert(doc, Loaded { stored, document, changed: true });
    }

    /// Changes what is derived from a document whose content stays.
    pub(crate) fn put_stored(&mut self, doc: DocId, stored: &Stored) -> Result<(), StoreFault> {
        if let Some(loaded) = self.documents.get_mut(&doc) {
            loaded.stored = stored.clone();
        }
        tables::write(self.tx, Table::Documents, &doc.0, stored)
    }

    /// A feed's state, to be changed.
    pub(crate) fn feed(&mut self, feed: &Feed) -> Result<&mut FeedState, StoreFault> {
        if !self.feeds.contains_key(feed) {
            let state = tables::read(self.tx, Table::Feeds, &tables::feed_key(feed))?.unwrap_or_default();
            self.feeds.insert(feed.clone(), state);
        }
        self.feeds.get_mut(feed).ok_or_else(|| StoreFault("a feed vanished".into()))
    }

    /// Appends to a feed under its next number and answers it.
    pub(crate) fn append(&mut self, feed: &Feed, item: &Item) -> Result<u64, StoreFault> {
        let state = self.feed(feed)?;
        state.last += 1;
        let seq = state.last;
        tables::put_entry(self.tx, feed, seq, item)?;
        self.news.insert(feed.clone());
        Ok(seq)
    }

    /// The company of an earlier version; `None` where there never was one.
    pub(crate) fn company_at(&mut self, version: u64) -> Result<Option<&Company>, StoreFault> {
        if version == self.company.version {
            return Ok(Some(&self.company));
        }
        if !self.companies.contains_key(&version)
            && let Some(then) = company::company_at(self.tx, version)?
        {
            self.companies.insert(version, then);
        }
        Ok(self.companies.get(&version))
    }

    /// To whom somebody's work goes that they may not decide alone: the nearest above them who is still here.
    pub(crate) fn superior_of(&self, person: PersonId) -> Option<PersonId> {
        let people = &self.company.people;
        let here = |id: &PersonId| people.get(*id).is_some_and(|person| !person.left);
        people.superiors(person).into_iter().find(here)
    }

    /// Writes what changed; answers the feeds with new entries.
    ///
    /// # Errors
    /// [`StoreFault`].
    pub fn flush(&mut self) -> Result<BTreeSet<Feed>, StoreFault> {
        for (doc, loaded) in &mut self.documents {
            if std::mem::take(&mut loaded.changed) {
                loaded.stored.bytes = Bytes(loaded.document.save());
                tables::write(self.tx, Table::Documents, &doc.0, &loaded.stored)?;
            }
        }
        for (feed, state) in &self.feeds {
            tables::write(self.tx, Table::Feeds, &tables::feed_key(feed), state)?;
        }
        Ok(std::mem::take(&mut self.news))
    }
}
