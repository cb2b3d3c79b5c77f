//! IndexedDB behind the book's tables: one database per person, one object store per table, keys and values
//! as bytes. Everything is serialised first, then all requests of a transaction are issued at once and only
//! its end is awaited: awaiting anything else would let the browser commit half of it.
//!
//! WebKit kills the connection of a page in the background, and the handle never works again: on every path a
//! failed transaction drops the handle, opens anew and runs whole once more. Bytes are `Uint8Array`, never Blob.
//!
//! Plain web-sys and not `indexed_db_futures`: that asks for one await per request, and hides the connection's
//! `close` event, which is what must be heard here.

#[cfg(feature = "contract")]
pub mod contract;
pub(super) mod request;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use fieldbook_book::store::{Batch, Durability, Key, Pairs, StoreFault, Table};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use request::{Mode, begin, open_or_make};

/// The database's version: of the phone's stored format, frozen with it.
const VERSION: u32 = 1;
/// So many values are read in one go: a phone four times slower takes them in within 50 ms.
const SLICE: u32 = 500;
/// How a fault begins that says the phone is full.
const QUOTA: &str = "quota: ";

/// How a fault begins that says the database was deleted under this page: what it believes is on the disk is not.
const DELETED: &str = "deleted: ";

/// Whether storage is full (else it does not answer).
pub fn is_full(fault: &StoreFault) -> bool {
    fault.0.starts_with(QUOTA)
}

/// One person's database.
#[derive(Debug)]
pub struct Store {
    name: String,
    handle: Rc<RefCell<Option<IdbDatabase>>>,
    /// It was open before, so that a new one instead of it means that the browser deleted it.
    was_open: Cell<bool>,
}

impl Store {
    /// The database of that name, opened when first used.
    pub fn new(name: String) -> Self {
        Self { name, handle: Rc::default(), was_open: Cell::default() }
    }

    /// The values of these keys, in their order.
    ///
    /// # Errors
    /// [`StoreFault`] where the second try failed too.
    pub async fn read(&self, keys: &[(Table, Key)]) -> Result<Vec<Option<Vec<u8>>>, StoreFault> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let wanted: Vec<(Table, Uint8Array)> = keys.iter().map(|(table, key)| (*table, bytes(key))).collect();
        let ask = |tx: &IdbTransaction| -> Result<Vec<IdbRequest>, JsValue> {
            let mut stores = Stores::of(tx);
            wanted.iter().map(|(table, key)| stores.named(*table)?.get(key)).collect()
        };
        let answers =
            self.transact(&tables(wanted.iter().map(|(table, _)| *table)), Mode::Read, &ask).await?;
        answers
            .iter()
            .map(|answer| Ok(value(&answer.result().map_err(|fault| request::classified(&fault))?)))
            .collect()
    }

    /// Writes a batch whole or not at all; a strict one is on the disk when this answers.
    ///
    /// # Errors
    /// [`StoreFault`] where the second try failed too, or at once where the phone is full.
    pub async fn write(&self, batch: &Batch) -> Result<(), StoreFault> {
        if batch.writes.is_empty() {
            return Ok(());
        }
        let ready = |(table, key, value): &(Table, Key, Option<Vec<u8>>)| {
            (*table, bytes(key), value.as_ref().map(|value| bytes(value)))
        };
        let writes: Vec<_> = batch.writes.iter().map(ready).collect();
        let ask = |tx: &IdbTransaction| -> Result<Vec<IdbRequest>, JsValue> {
            let mut stores = Stores::of(tx);
            let write = |(table, key, value): &(Table, Uint8Array, Option<Uint8Array>)| {
                let store = stores.named(*table)?;
                match value {
                    Some(value) => store.put_with_key(value, key),
                    None => store.delete(key),
                }
            };
            writes.iter().map(write).collect()
        };
        let mode = match batch.durability {
            Durability::Strict => Mode::WriteStrict,
            Durability::Relaxed => Mode::WriteRelaxed,
        };
        self.transact(&tables(writes.iter().map(|(table, ..)| *table)), mode, &ask).await.map(drop)
    }

    /// Everything in these tables, in the order of keys, as it was at one moment. Each slice is taken in a task of
    /// its own, so that ten thousand values do not hold up the screen.
    ///
    /// # Errors
    /// [`StoreFault`] where the second try failed too.
    pub async fn scan<T: Default>(
        &self,
        wanted: &[Table],
        take: impl Fn(&mut T, Table, Pairs),
    ) -> Result<T, StoreFault> {
        match self.try_scan(wanted, &take).await {
            Err(fault) if !fault.0.starts_with(DELETED) => {
                super::page::warn("storage is opened anew", &fault.0);
                self.drop_handle();
                self.try_scan(wanted, &take).await
            }
            done => done,
        }
    }

    async fn try_scan<T: Default>(
        &self,
        wanted: &[Table],
        take: &impl Fn(&mut T, Table, Pairs),
    ) -> Result<T, StoreFault> {
        let db = self.database().await?;
        let tx = begin(&db, &tables(wanted.iter().copied()), Mode::Read)?;
        let _ended = request::ended_when_left(&tx);
        let fault = |fault: JsValue| request::classified(&fault);
        let mut all = T::default();
        for table in wanted {
            let store = table_of(&tx, *table).map_err(fault)?;
            let mut next = Some(Slice::after(&store, &JsValue::UNDEFINED).map_err(fault)?);
            while let Some(slice) = next {
                let (keys, values) = slice.come().await?;
                // Asked for before these are looked at: the browser reads meanwhile, and the transaction lives on.
                next = match keys.length() {
                    SLICE => {
                        let after = IdbKeyRange::lower_bound_with_open(&keys.at(-1), true).map_err(fault)?;
                        Some(Slice::after(&store, &after).map_err(fault)?)
                    }
                    _ => None,
                };
                let pairs = keys.iter().zip(values.iter());
                take(&mut all, *table, pairs.filter_map(|(k, v)| Some((value(&k)?, value(&v)?))).collect());
            }
        }
        Ok(all)
    }

    /// Deletes the whole database.
    ///
    /// # Errors
    /// [`StoreFault`] where the browser refuses.
    pub async fn wipe(&self) -> Result<(), StoreFault> {
        self.drop_handle();
        self.was_open.set(false);
        request::delete(&self.name).await
    }

    /// Runs a transaction; where it fails, once more on a new connection.
    async fn transact(
        &self,
        tables: &[&str],
        mode: Mode,
        ask: &dyn Fn(&IdbTransaction) -> Result<Vec<IdbRequest>, JsValue>,
    ) -> Result<Vec<IdbRequest>, StoreFault> {
        match self.attempt(tables, mode, ask).await {
            Err(fault) if !is_full(&fault) && !fault.0.starts_with(DELETED) => {
                super::page::warn("storage is opened anew", &fault.0);
                self.drop_handle();
                self.attempt(tables, mode, ask).await
            }
            done => done,
        }
    }

    async fn attempt(
        &self,
        tables: &[&str],
        mode: Mode,
        ask: &dyn Fn(&IdbTransaction) -> Result<Vec<IdbRequest>, JsValue>,
    ) -> Result<Vec<IdbRequest>, StoreFault> {
        request::run(&self.database().await?, tables, mode, ask).await
    }

    /// The open connection, or a new one.
    async fn database(&self) -> Result<IdbDatabase, StoreFault> {
        if let Some(db) = self.handle.borrow().clone() {
            return Ok(db);
        }
        let names = Table::PHONE.iter().map(|table| table.name()).collect();
        let (db, is_new) = open_or_make(&self.name, VERSION, names).await?;
        for event in ["close", "versionchange"] {
            let (handle, lost) = (Rc::clone(&self.handle), db.clone());
            super::page::listen(&db, event, move |_| {
                lost.close();
                // A newer connection, opened meanwhile, stays.
                handle.borrow_mut().take_if(|held| *held == lost);
            });
        }
        self.handle.replace(Some(db.clone()));
        if self.was_open.replace(true) && is_new {
            return Err(StoreFault(format!("{DELETED}{}", self.name)));
        }
        Ok(db)
    }

    fn drop_handle(&self) {
        if let Some(db) = self.handle.take() {
            db.close();
        }
    }
}

/// Keys and values of a table that were asked for.
struct Slice {
    keys: IdbRequest,
    values: IdbRequest,
}

impl Slice {
    fn after(store: &IdbObjectStore, range: &JsValue) -> Result<Self, JsValue> {
        let keys = store.get_all_keys_with_key_and_limit(range, SLICE)?;
        Ok(Self { keys, values: store.get_all_with_key_and_limit(range, SLICE)? })
    }

    async fn come(self) -> Result<(Array, Array), StoreFault> {
        // Asked for later, so answered later.
        request::succeeded(&self.values).await?;
        let all = |request: &IdbRequest| {
            request.result().map(|all| Array::from(&all)).map_err(|fault| request::classified(&fault))
        };
        Ok((all(&self.keys)?, all(&self.values)?))
    }
}

/// The tables of a transaction, each asked for once.
struct Stores<'a> {
    tx: &'a IdbTransaction,
    known: Vec<(Table, IdbObjectStore)>,
}

impl<'a> Stores<'a> {
    fn of(tx: &'a IdbTransaction) -> Self {
        Self { tx, known: Vec::new() }
    }

    fn named(&mut self, table: Table) -> Result<IdbObjectStore, JsValue> {
        if let Some((_, store)) = self.known.iter().find(|(known, _)| *known == table) {
            return Ok(store.clone());
        }
        let store = table_of(self.tx, table)?;
        self.known.push((table, store.clone()));
        Ok(store)
    }
}

fn table_of(tx: &IdbTransaction, table: Table) -> Result<IdbObjectStore, JsValue> {
    tx.object_store(table.name())
}

fn tables(all: impl Iterator<Item = Table>) -> Vec<&'static str> {
    let mut names: Vec<&str> = all.map(Table::name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn bytes(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

/// Keys come back as buffers, values as they were put.
fn value(found: &JsValue) -> Option<Vec<u8>> {
    (!found.is_undefined() && !found.is_null()).then(|| Uint8Array::new(found).to_vec())
}
