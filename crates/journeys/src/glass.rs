//! What is wrong with what stands on the glass, whatever the screen: words of another language, and what the glass or
//! a button is too narrow for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;

use crate::{OrFail as _, Phone};

/// Those the app speaks.
pub const LANGUAGES: [&str; 3] = ["zh-Hant", "zh-Hans", "en"];

/// Every text without a placeholder of a language; read once.
fn texts(language: &str) -> &'static BTreeSet<String> {
    static ALL: LazyLock<BTreeMap<&str, BTreeSet<String>>> =
        LazyLock::new(|| LANGUAGES.map(|language| (language, read_texts(language))).into());
    ALL.get(language).ok_or(()).or_fail(language)
}

fn read_texts(language: &str) -> BTreeSet<String> {
    let folder = crate::in_repository("locales").join(language);
    let mut all = BTreeMap::new();
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = file.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let value: Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap_or_default()).unwrap_or_default();
        gather(&name, &value, &mut all);
    }
    // The public form's own, which the app leaves out.
    all.retain(|key, _| !key.starts_with("lead_form."));
    assert!(all.len() > 500, "the texts of {language} are not read");
    all.into_values().collect()
}

fn gather(key: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(parts) => {
            parts.iter().for_each(|(name, part)| gather(&format!("{key}.{name}"), part, into))
        }
        Value::String(text) if !text.contains('{') && !text.contains('|') => {
            into.insert(key.to_owned(), text.clone());
        }
        _ => {}
    }
}

/// Lines of a screen that are a text of another language, and of this one nowhere.
pub fn foreign(screen: &str, language: &str) -> Vec<String> {
    let own = texts(language);
    let mut found = Vec::new();
    for other in LANGUAGES.iter().filter(|other| **other != language) {
        let theirs = texts(other);
        for line in screen.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if theirs.contains(line) && !own.contains(line) {
                found.push(format!("{line:?} ({other})"));
            }
        }
    }
    found
}

/// What reaches beyond the glass to the right, and buttons whose words do not fit in.
const BEYOND: &str = "
    const wide = document.documentElement.clientWidth + 1, found = [];
    if (document.documentElement.scrollWidth > wide) found.push('the page: ' + document.documentElement.scrollWidth);
    for (const it of document.querySelectorAll('.place, main, .page, .list, .detail, dialog[open], .card, .ledger')) {
        const right = it.getBoundingClientRect().left + it.clientWidth + 2;
        const out = [...it.querySelectorAll('*')].findLast((child) => child.getBoundingClientRect().right > right);
        if (it.scrollWidth > it.clientWidth + 2) found.push('inside: ' + (out ?? it).outerHTML.slice(0, 160));
    }
    for (const it of document.querySelectorAll('button, a, input, select, textarea, h1, h2')) {
        const box = it.getBoundingClientRect();
        const scrolls = it.closest('.chips, .sifts, .board, .layouts, table');
        const hidden = it.closest('.unseen, .away, [hidden], details:not([open]) > :not(summary)') || box.width === 0;
        if (!hidden && !scrolls && box.right > wide) found.push(it.outerHTML.slice(0, 90));
    }
    return found;";

/// The text of the app at so many percent of its usual size.
pub async fn text_of_size(phone: &Phone, percent: u16) {
    phone.script(&format!("document.documentElement.style.fontSize = '{percent}%';")).await;
}

/// What reaches beyond the glass, a line each.
pub async fn beyond(phone: &Phone) -> Vec<String> {
    let found = phone.script(BEYOND).await;
    found.as_array().into_iter().flatten().filter_map(|it| it.as_str()).map(str::to_owned).collect()
}
