//! A voice note as it is spoken: each second of it goes to the disk, with the form it is for, so that a phone that dies
//! costs none of it and it comes back where it belongs. While a tab speaks, no other takes its slices.

use std::cell::Cell;
use std::collections::BTreeMap;

use fieldbook_book::replica::Chance as _;
use fieldbook_book::store::StoreFault;
use js_sys::{Array, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbTransaction};

use super::clock::{BrowserChance, now_ms, sleep};
use super::mark::{Mark, all_set};
use super::page;
use super::shelf::{SPOKEN, Shelf, table};
use super::store::request::Mode;

/// Where it stands what a recording is: before its slices, which are counted from 0.
const HEAD: i32 = -1;
/// How often it is looked whether the last slice is on the disk, ms.
const LOOK_MS: i64 = 20;

/// What a recording is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Head {
    form: String,
    mime: String,
}

/// A recording under way.
#[derive(Debug)]
pub struct Spoken {
    shelf: Shelf,
    id: String,
    form: String,
    slices: Cell<u32>,
    on_their_way: Cell<u32>,
    _mark: Mark,
}

impl Spoken {
    /// One for a form begins.
    pub fn begin(shelf: Shelf, form: String) -> Self {
        let mut chance = [0; 4];
        BrowserChance.fill(&mut chance);
        let id = format!("{}-{}", now_ms(), u32::from_le_bytes(chance));
        let mark = Mark::set(&mark_of(&id));
        Self { shelf, id, form, slices: Cell::new(0), on_their_way: Cell::new(0), _mark: mark }
    }

    /// Adds what was spoken since the last time.
    pub async fn add(&self, mime: &str, bytes: &[u8]) {
        let n = self.slices.replace(self.slices.get() + 1);
        self.on_their_way.set(self.on_their_way.get() + 1);
        if let Err(fault) = self.write(n, mime, bytes).await {
            page::warn("what is spoken is in memory only", &fault.0);
        }
        self.on_their_way.set(self.on_their_way.get() - 1);
    }

    async fn write(&self, n: u32, mime: &str, bytes: &[u8]) -> Result<(), StoreFault> {
        let head = Head { form: self.form.clone(), mime: mime.to_owned() };
        let head = serde_json::to_string(&head).unwrap_or_default();
        let write = |tx: &IdbTransaction| {
            let store = table(tx, SPOKEN)?;
            let put = |value: &JsValue, at: JsValue| store.put_with_key(value, &key(&self.id, at));
            let head = (n == 0).then(|| put(&head.as_str().into(), HEAD.into())).transpose()?;
            let slice = put(&Uint8Array::from(bytes), n.into())?;
            Ok(head.into_iter().chain([slice]).collect())
        };
        self.shelf.run(&[SPOKEN], Mode::WriteRelaxed, write).await.map(drop)
    }

    /// It is put away: its slices leave, the last one, too.
    pub async fn forget(&self) {
        while self.on_their_way.get() > 0 {
            sleep(LOOK_MS).await;
        }
        forget(&self.shelf, &self.id).await;
    }
}

/// A recording that was not put away, since the app was killed meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// Its name.
    pub id: String,
    /// The form it is for.
    pub form: String,
    /// What kind of file it becomes.
    pub mime: String,
    /// What was spoken.
    pub bytes: Vec<u8>,
}

impl Left {
    /// When it began.
    pub fn since_ms(&self) -> Option<i64> {
        self.id.split_once('-')?.0.parse().ok()
    }
}

/// Those that nobody is speaking any more, oldest first.
pub async fn left(shelf: &Shelf) -> Vec<Left> {
    let read = |tx: &IdbTransaction| {
        let store = table(tx, SPOKEN)?;
        Ok(vec![store.get_all_keys()?, store.get_all()?])
    };
    // Whose tab was there before its slices were read is not taken for one that died.
    let speaking = all_set().await;
    let found = shelf.run(&[SPOKEN], Mode::Read, read).await.unwrap_or_default();
    let mut found = found.iter().map(|asked| Array::from(&asked.result().unwrap_or_default()));
    let (Some(keys), Some(values)) = (found.next(), found.next()) else { return Vec::new() };
    let mut all = BTreeMap::<String, (Head, Vec<u8>)>::new();
    for (key, value) in keys.iter().zip(values.iter()) {
        let Some(id) = Array::from(&key).get(0).as_string() else { continue };
        let (head, bytes) = all.entry(id).or_default();
        match value.as_string() {
            Some(text) => *head = serde_json::from_str(&text).unwrap_or_default(),
            None => bytes.extend(Uint8Array::new(&value).to_vec()),
        }
    }
    let all =
        all.into_iter().filter(|(id, (_, bytes))| !bytes.is_empty() && !speaking.contains(&mark_of(id)));
    all.map(|(id, (Head { form, mime }, bytes))| Left { id, form, mime, bytes }).collect()
}

/// One is put away, or given up.
pub async fn forget(shelf: &Shelf, id: &str) {
    let Ok(range) = IdbKeyRange::bound(&key(id, HEAD.into()), &key(id, u32::MAX.into())) else { return };
    let write = |tx: &IdbTransaction| Ok(vec![table(tx, SPOKEN)?.delete(&range)?]);
    if let Err(fault) = shelf.run(&[SPOKEN], Mode::WriteRelaxed, write).await {
        page::warn("a voice note stays behind", &fault.0);
    }
}

fn key(id: &str, at: JsValue) -> JsValue {
    Array::of2(&id.into(), &at).into()
}

fn mark_of(id: &str) -> String {
    format!("fieldbook-speaking-{id}")
}
