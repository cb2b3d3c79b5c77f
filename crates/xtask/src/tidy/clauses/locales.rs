//! The texts of all languages by key: the file's name and the path inside it, such as
//! `refusals.C3_1.grounds_missing`. A placeholder reads `{name}`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::{Complaint, Tree};

/// The languages that every text has.
pub(super) const LANGUAGES: [&str; 3] = ["zh-Hant", "zh-Hans", "en"];

/// Every text.
pub(super) struct Locales {
    texts: BTreeMap<(String, String), String>,
    /// Files that are no JSON of texts.
    pub unreadable: Vec<Complaint>,
}

impl Locales {
    pub(super) fn read(tree: &Tree) -> Self {
        let mut locales = Self { texts: BTreeMap::new(), unreadable: Vec::new() };
        for file in &tree.files {
            let name = file.path.strip_prefix("locales/").and_then(|name| name.strip_suffix(".json"));
            let Some((language, name)) = name.and_then(|name| name.split_once('/')) else { continue };
            match serde_json::from_str(&file.text) {
                Ok(value) => locales.collect(language, name, &value),
                Err(fault) => {
                    locales.unreadable.push(file.complaint(fault.line(), format!("no JSON: {fault}")))
                }
            }
        }
        locales
    }

    fn collect(&mut self, language: &str, key: &str, value: &Value) {
        match value {
            Value::Object(group) => {
                group
                    .iter()
                    .for_each(|(name, value)| self.collect(language, &format!("{key}.{name}"), value));
            }
            Value::String(text) => {
                self.texts.insert((language.to_owned(), key.to_owned()), text.clone());
            }
            _ => self.unreadable.push(Complaint {
                path: format!("locales/{language}"),
                line: 0,
                what: format!("`{key}` is neither a text nor a group of texts"),
            }),
        }
    }

    /// The text of a key.
    pub(super) fn text(&self, language: &str, key: &str) -> Option<&str> {
        self.texts.get(&(language.to_owned(), key.to_owned())).map(String::as_str)
    }

    /// Every key with its language.
    pub(super) fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.keys().map(|(language, key)| (language.as_str(), key.as_str()))
    }
}

/// The names that a text leaves open.
pub(super) fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
