//! IndexedDB's own requests: opening, beginning, waiting for the end, and what a fault means.

use std::cell::Cell;
use std::rc::Rc;

use fieldbook_book::store::StoreFault;
use futures_channel::oneshot;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{
    DomException, Event, EventTarget, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use super::{IdbTransactionMode, QUOTA};
use crate::browser::clock;
use crate::browser::page::Listening;
use crate::browser::script::call;

/// A connection that was killed may stay silent for ever; by then it counts as lost.
const PATIENCE_MS: i64 = 20_000;

/// What a transaction is for, and how long its writes must last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) enum Mode {
    /// Nothing is written.
    Read,
    /// On the disk before it counts as done.
    WriteStrict,
    /// The server has it too.
    WriteRelaxed,
}

/// What a browser's error says; a full phone is told from everything else.
pub(in crate::browser) fn classified(fault: &JsValue) -> StoreFault {
    let text = match fault.dyn_ref::<DomException>() {
        Some(fault) if fault.name() == "QuotaExceededError" => format!("{QUOTA}{}", fault.message()),
        Some(fault) => format!("{}: {}", fault.name(), fault.message()),
        None => format!("{fault:?}"),
    };
    StoreFault(text)
}

fn factory() -> Result<IdbFactory, StoreFault> {
    let window = web_sys::window().ok_or_else(|| StoreFault("no window".to_owned()))?;
    let factory = window.indexed_db().map_err(|fault| classified(&fault))?;
    factory.ok_or_else(|| StoreFault("this browser offers no storage".to_owned()))
}

/// Opens a database and makes its tables where it is new.
pub(in crate::browser) async fn open(
    name: &str,
    version: u32,
    tables: Vec<&'static str>,
) -> Result<IdbDatabase, StoreFault> {
    open_or_make(name, version, tables).await.map(|(db, _)| db)
}

/// The same, and whether it is new.
pub(super) async fn open_or_make(
    name: &str,
    version: u32,
    tables: Vec<&'static str>,
) -> Result<(IdbDatabase, bool), StoreFault> {
    let request = factory()?.open_with_u32(name, version).map_err(|fault| classified(&fault))?;
    let made = Rc::new(Cell::new(false));
    let upgrade = {
        let (request, made) = (request.clone(), Rc::clone(&made));
        Closure::<dyn FnMut()>::new(move || {
            made.set(true);
            make_tables(&request, &tables);
        })
    };
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let told = first_of(&request, &["success", "error", "blocked"]).await;
    request.set_onupgradeneeded(None);
    match (told.as_str(), request.result(), request.error()) {
        ("success", Ok(db), _) => Ok((db.unchecked_into(), made.get())),
        ("error", _, Ok(Some(fault))) => Err(classified(&fault)),
        _ => Err(StoreFault(format!("opening it ended in {told}"))),
    }
}

fn make_tables(request: &IdbOpenDbRequest, tables: &[&str]) {
    let Ok(db) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) else { return };
    let there = db.object_store_names();
    for table in tables.iter().filter(|table| !there.contains(table)) {
        if let Err(fault) = db.create_object_store(table) {
            crate::browser::page::warn("a table could not be made", &classified(&fault).0);
        }
    }
}

/// Deletes a database.
pub(in crate::browser) async fn delete(name: &str) -> Result<(), StoreFault> {
    let request = factory()?.delete_database(name).map_err(|fault| classified(&fault))?;
    match first_of(&request, &["success", "error"]).await.as_str() {
        "success" => Ok(()),
        told => Err(StoreFault(format!("deleting it ended in {told}"))),
    }
}

/// Begins a transaction. Its durability is behind web-sys' unstable interfaces, hence by hand.
pub(in crate::browser) fn begin(
    db: &IdbDatabase,
    tables: &[&str],
    mode: Mode,
) -> Result<IdbTransaction, StoreFault> {
    let names: Array = tables.iter().map(|table| JsValue::from_str(table)).collect();
    let (access, durability) = match mode {
        Mode::Read => (IdbTransactionMode::Readonly, "default"),
        Mode::WriteStrict => (IdbTransactionMode::Readwrite, "strict"),
        Mode::WriteRelaxed => (IdbTransactionMode::Readwrite, "relaxed"),
    };
    let options = Object::new();
    let begun = || -> Result<JsValue, JsValue> {
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        let transaction: Function = Reflect::get(db, &"transaction".into())?.dyn_into()?;
        transaction.call3(db, &names, &JsValue::from(access), &options)
    };
    begun().map(JsCast::unchecked_into).map_err(|fault| classified(&fault))
}

/// Runs a transaction: what `ask` asks of it, answered where it reads, committed where it writes.
///
/// # Errors
/// [`StoreFault`].
pub(in crate::browser) async fn run(
    db: &IdbDatabase,
    tables: &[&str],
    mode: Mode,
    ask: &dyn Fn(&IdbTransaction) -> Result<Vec<IdbRequest>, JsValue>,
) -> Result<Vec<IdbRequest>, StoreFault> {
    let tx = begin(db, tables, mode)?;
    let asked = ask(&tx).map_err(|fault| {
        // What was asked before the fault must not be committed by itself.
        let _aborted = tx.abort();
        classified(&fault)
    })?;
    match mode {
        Mode::Read => answered(&tx, &asked).await,
        Mode::WriteStrict | Mode::WriteRelaxed => finished(&tx).await,
    }
    .map(|()| asked)
}

/// Waits until a transaction that writes is committed, of which nothing more is asked. That is said at once: WebKit keeps a page that
/// was left as it stands, and what such a page has not committed makes every later page wait for ever.
pub(in crate::browser) async fn finished(tx: &IdbTransaction) -> Result<(), StoreFault> {
    // A transaction that has failed meanwhile tells it below.
    let _said = call(tx, "commit", &[]);
    match first_of(tx, &["complete", "abort"]).await.as_str() {
        "complete" => Ok(()),
        told => Err(match tx.error() {
            Some(fault) => classified(&fault),
            None => StoreFault(format!("a transaction ended in {told}")),
        }),
    }
}

/// Waits until all that a transaction reads is there. Only then is it told that nothing more is asked: Chromium ends one that
/// is told sooner before it has brought its large values.
pub(in crate::browser) async fn answered(
    tx: &IdbTransaction,
    asked: &[IdbRequest],
) -> Result<(), StoreFault> {
    let _ended = ended_when_left(tx);
    for request in asked {
        let state = Reflect::get(request, &"readyState".into()).map_err(|fault| classified(&fault))?;
        if state.as_string().as_deref() != Some("done") {
            succeeded(request).await?;
        }
    }
    // It commits by itself where this comes too late.
    let _said = call(tx, "commit", &[]);
    Ok(())
}

/// Ends a transaction that takes several steps if its page is left meanwhile, until this is dropped; see [`finished`].
pub(in crate::browser) fn ended_when_left(tx: &IdbTransaction) -> Option<Listening> {
    let (window, tx) = (web_sys::window()?, tx.clone());
    Some(Listening::to(&window, "pagehide", move |_| drop(tx.abort())))
}

/// Waits until a request is answered; whoever waits goes on while its transaction takes further ones.
pub(in crate::browser) async fn succeeded(request: &IdbRequest) -> Result<(), StoreFault> {
    match first_of(request, &["success", "error"]).await.as_str() {
        "success" => Ok(()),
        told => Err(match request.error() {
            Ok(Some(fault)) => classified(&fault),
            _ => StoreFault(format!("a request ended in {told}")),
        }),
    }
}

/// The name of the first of these events, or "silence".
async fn first_of(target: &EventTarget, names: &[&str]) -> String {
    let (sender, told) = oneshot::channel::<String>();
    let sender = Rc::new(Cell::new(Some(sender)));
    let tell = move |what: String| {
        if let Some(sender) = sender.take() {
            // Nobody waits any more: then nobody needs to know.
            let _heard = sender.send(what);
        }
    };
    let on_event = {
        let tell = tell.clone();
        Closure::<dyn FnMut(Event)>::new(move |event: Event| tell(event.type_()))
    };
    for name in names {
        let _added = target.add_event_listener_with_callback(name, on_event.as_ref().unchecked_ref());
    }
    let timer = clock::after(PATIENCE_MS, move || tell("silence".to_owned()));
    let told = told.await.unwrap_or_default();
    timer.cancel();
    for name in names {
        let _removed = target.remove_event_listener_with_callback(name, on_event.as_ref().unchecked_ref());
    }
    told
}
