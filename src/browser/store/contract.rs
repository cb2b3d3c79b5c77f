//! The store's contract against this browser's IndexedDB: `__fieldbook_store_contract()` of the window answers
//! how many steps were kept, or names the first that was not. Only journeys build it in.

use fieldbook_book::store::contract::{Data, Step, Write, steps};
use fieldbook_book::store::{Batch, Durability, Pairs, StoreFault};
use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{IdbRequest, IdbTransaction};

use super::request::Mode;
use super::{Store, bytes, table_of, tables};

const NAME: &str = "__fieldbook_store_contract";
const DATABASE: &str = "fieldbook-contract";

/// Puts the contract on the window.
pub fn offer() {
    let Some(window) = web_sys::window() else { return };
    let answer = async || run().await.map(JsValue::from).map_err(|wrong| JsValue::from(&wrong));
    let run = Closure::<dyn Fn() -> Promise>::new(move || future_to_promise(answer()));
    let _set = Reflect::set(&window, &NAME.into(), &run.into_js_value());
}

async fn run() -> Result<usize, String> {
    let store = Store::new(DATABASE.to_owned());
    store.wipe().await.map_err(|fault| fault.0)?;
    let steps = steps();
    for (n, step) in steps.iter().enumerate() {
        take(&store, step).await.map_err(|wrong| format!("step {n}, {step:?}: {wrong}"))?;
    }
    store.wipe().await.map_err(|fault| fault.0)?;
    Ok(steps.len())
}

async fn take(store: &Store, step: &Step) -> Result<(), String> {
    let told = |fault: StoreFault| fault.0;
    match step {
        Step::Write(writes) => store.write(&batch(writes)).await.map_err(told),
        Step::Fail(writes) => match fail(store, writes).await {
            Err(_) => Ok(()),
            Ok(()) => Err("it did not fail".to_owned()),
        },
        Step::Get(shelf, key, value) => {
            let found = store.read(&[(shelf.table(), key.bytes())]).await.map_err(told)?;
            same(&found, &[value.as_ref().map(Data::bytes)])
        }
        Step::Table(shelf, entries) => {
            let pairs: Pairs = store
                .scan(&[shelf.table()], |all: &mut Pairs, _, some| all.extend(some))
                .await
                .map_err(told)?;
            let wanted: Vec<_> = entries.iter().map(|(key, value)| (key.bytes(), value.bytes())).collect();
            same(&pairs, &wanted)
        }
        Step::Range { .. } => Err("phones read no ranges".to_owned()),
        Step::Reopen => {
            store.drop_handle();
            Ok(())
        }
    }
}

fn batch(writes: &[Write]) -> Batch {
    let write = |(shelf, key, value): &Write| (shelf.table(), key.bytes(), value.as_ref().map(Data::bytes));
    Batch { writes: writes.iter().map(write).collect(), durability: Durability::Strict }
}

/// Asks for all writes and then for something impossible, in one transaction.
async fn fail(store: &Store, writes: &[Write]) -> Result<(), StoreFault> {
    let batch = batch(writes);
    let ask = |tx: &IdbTransaction| -> Result<Vec<IdbRequest>, JsValue> {
        for (table, key, value) in &batch.writes {
            let (table, key) = (table_of(tx, *table)?, bytes(key));
            match value {
                Some(value) => table.put_with_key(&bytes(value), &key)?,
                None => table.delete(&key)?,
            };
        }
        Err(JsValue::from("planned"))
    };
    let names = tables(batch.writes.iter().map(|(table, ..)| *table));
    store.transact(&names, Mode::WriteStrict, &ask).await.map(drop)
}

fn same<T: PartialEq + std::fmt::Debug>(found: &[T], wanted: &[T]) -> Result<(), String> {
    if found == wanted {
        return Ok(());
    }
    // Three megabytes in hex help nobody.
    let short = |value: &[T]| format!("{value:?}").chars().take(300).collect::<String>();
    Err(format!("found {}, not {}", short(found), short(wanted)))
}
