//! What a person likes on this device, under their own name: another one on the same phone does not find it.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::session;
use crate::browser::prefs;

const PREFIX: &str = "fieldbook.liked.";

/// What somebody chose under a name; what is usual where they chose nothing, or nothing that this app can read.
pub fn get<T: DeserializeOwned + Default>(name: &str) -> T {
    let kept = prefs::get(&key(name)).and_then(|text| serde_json::from_str(&text).ok());
    kept.unwrap_or_default()
}

/// Keeps a choice.
pub fn set<T: Serialize>(name: &str, choice: &T) {
    if let Ok(text) = serde_json::to_string(choice) {
        prefs::set(&key(name), &text);
    }
}

fn key(name: &str) -> String {
    let person = session::remembered().map(|person| person.person.to_string()).unwrap_or_default();
    format!("{PREFIX}{person}.{name}")
}
