//! Words typed and not saved yet. localStorage answers at once, but the browser writes it to the disk when it likes, up to a
//! minute later: a browser that is killed meanwhile loses them, or brings back words that were saved since. So each
//! change goes into a small database as well, and at the start that is what holds.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use fieldbook_book::store::StoreFault;
use futures_channel::oneshot;
use wasm_bindgen_futures::spawn_local;

use super::store::request::{Mode, answered, begin, classified, finished, open};
use super::{clock, page, prefs};

const DATABASE: &str = "fieldbook-typed";
const TABLE: &str = "words";
/// The first screen waits no longer for storage that is slow to answer.
const PATIENCE_MS: i64 = 400;

thread_local! {
    /// What is to be written yet, by name.
    static PENDING: RefCell<BTreeMap<String, Note>> = const { RefCell::new(BTreeMap::new()) };
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// What becomes of a name in the database.
enum Note {
    /// This stands under it.
    Stands(String),
    /// It leaves: localStorage knows on the disk that it is forgotten.
    Gone,
}

/// The words kept under a name.
pub fn get(name: &str) -> Option<String> {
    let (_, words) = parted(&prefs::get(name)?);
    Some(words).filter(|words| !words.is_empty())
}

/// The words under all names that begin so.
pub fn all(beginning: &str) -> Vec<String> {
    prefs::names(beginning).iter().filter_map(|name| get(name)).collect()
}

/// Keeps words under a name.
pub fn keep(name: &str, words: &str) {
    let stands = format!("{} {words}", clock::now_ms());
    prefs::set(name, &stands);
    note(name, Note::Stands(stands));
}

/// Forgets a name: empty words stand there until the database knows, too.
pub fn forget(name: &str) {
    if get(name).is_some() {
        keep(name, "");
    }
}

/// When it was written, ms, and the words.
fn parted(stands: &str) -> (i64, String) {
    let parted = stands.split_once(' ').and_then(|(at, words)| Some((at.parse().ok()?, words.to_owned())));
    parted.unwrap_or_else(|| (0, stands.to_owned()))
}

/// One transaction at a time; what is typed meanwhile goes into the next, the last word of each name only.
fn note(name: &str, what: Note) {
    PENDING.with_borrow_mut(|pending| pending.insert(name.to_owned(), what));
    if BUSY.replace(true) {
        return;
    }
    spawn_local(async {
        loop {
            let notes = PENDING.take();
            if notes.is_empty() {
                break;
            }
            match write(&notes).await {
                Ok(()) => notes.iter().for_each(|(name, what)| tidy(name, what)),
                Err(fault) => page::warn("typed words are in localStorage only", &fault.0),
            }
        }
        BUSY.set(false);
    });
}

/// Relaxed is enough: it outlives the browser, and words half typed are not worth a wait for the disk each.
async fn write(notes: &BTreeMap<String, Note>) -> Result<(), StoreFault> {
    let db = open(DATABASE, 1, vec![TABLE]).await?;
    let tx = begin(&db, &[TABLE], Mode::WriteRelaxed)?;
    let table = tx.object_store(TABLE).map_err(|fault| classified(&fault))?;
    for (name, what) in notes {
        let asked = match what {
            Note::Stands(stands) => table.put_with_key(&stands.into(), &name.into()),
            Note::Gone => table.delete(&name.into()),
        };
        asked.map_err(|fault| classified(&fault))?;
    }
    let done = finished(&tx).await;
    db.close();
    done
}

/// Brings localStorage to what was typed last, before a form looks there.
pub async fn restore() {
    let (done, waiting) = oneshot::channel();
    let done = Rc::new(Cell::new(Some(done)));
    let tell = move || {
        if let Some(done) = done.take() {
            // Nobody waits any more: fine.
            let _heard = done.send(());
        }
    };
    let _timer = clock::after(PATIENCE_MS, tell.clone());
    spawn_local(async move {
        if let Err(fault) = read().await {
            page::warn("typed words are not read", &fault.0);
        }
        tell();
    });
    let _restored = waiting.await;
}

async fn read() -> Result<(), StoreFault> {
    let db = open(DATABASE, 1, vec![TABLE]).await?;
    let tx = begin(&db, &[TABLE], Mode::Read)?;
    let fault = |fault| classified(&fault);
    let table = tx.object_store(TABLE).map_err(fault)?;
    let (names, words) = (table.get_all_keys().map_err(fault)?, table.get_all().map_err(fault)?);
    let asked = [names, words];
    let done = answered(&tx, &asked).await;
    db.close();
    done?;
    let [names, words] = asked;
    let (names, words) = (names.result().map_err(fault)?, words.result().map_err(fault)?);
    for (name, stands) in js_sys::Array::from(&names).iter().zip(js_sys::Array::from(&words).iter()) {
        if let (Some(name), Some(stands)) = (name.as_string(), stands.as_string()) {
            settle(&name, &stands);
        }
    }
    Ok(())
}

/// The later of what the database and localStorage say holds in both.
fn settle(name: &str, stands: &str) {
    let (at, words) = parted(stands);
    match prefs::get(name) {
        None if words.is_empty() => note(name, Note::Gone),
        Some(here) if parted(&here).0 > at => note(name, Note::Stands(here)),
        Some(_) if words.is_empty() => prefs::remove(name),
        _ => prefs::set(name, stands),
    }
}

/// The database knows that it is forgotten: nothing needs to stand in localStorage any more.
fn tidy(name: &str, what: &Note) {
    if let Note::Stands(stands) = what
        && parted(stands).1.is_empty()
        && prefs::get(name).as_ref() == Some(stands)
    {
        prefs::remove(name);
    }
}
