//! Preferences of this device, forms not saved yet and the canary: small texts by name in localStorage.
//! A browser that refuses it (private windows) costs comfort, never data, so nothing here fails.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What is kept under a name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a text under a name.
pub fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(name, text);
    }
}

/// Forgets a name.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _gone = storage.remove_item(name);
    }
}

/// All names under which something is kept that begin so.
pub fn names(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let names = (0..storage.length().unwrap_or(0)).filter_map(|n| storage.key(n).ok().flatten());
    names.filter(|name| name.starts_with(beginning)).collect()
}
