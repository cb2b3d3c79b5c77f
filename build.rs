//! Turns `locales/<language>/<file>.json` into one sorted table of texts, so that a text that is named but
//! missing, missing in one language, or with other placeholders there, does not compile.
//!
//! A key is the file's name and the path inside it: `today.title`, `refusals.C3_1.grounds_missing`. A
//! placeholder reads `{name}`; a bar splits "one|many", chosen by `{n}`.
//!
//! Why not `leptos_i18n`: its build crate compiles all of ICU with a network client for the host before it
//! reads one file, and refusals name their texts by a key that is known only when the law speaks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

const LANGUAGES: [&str; 3] = ["zh-Hant", "zh-Hans", "en"];

/// Texts of a page that the server writes; the app has no use for them.
const OF_THE_SERVER: &str = "lead_form";

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=locales");
    let [hant, hans, en] = LANGUAGES.map(texts);
    let (hant, hans, en) = (hant?, hans?, en?);
    let keys: BTreeSet<&String> = hant.keys().chain(hans.keys()).chain(en.keys()).collect();
    let mut table = String::from("&[\n");
    let mut faults = Vec::new();
    for key in keys {
        let all = [hant.get(key), hans.get(key), en.get(key)];
        for (language, text) in LANGUAGES.iter().zip(all) {
            match text {
                None => faults.push(format!("{key} is missing in {language}")),
                Some(text)
                    if placeholders(text)
                        != placeholders(all.into_iter().flatten().next().unwrap_or(text)) =>
                {
                    faults.push(format!("{key} has other placeholders in {language}"));
                }
                Some(_) => {}
            }
        }
        if let [Some(hant), Some(hans), Some(en)] = all {
            table.push_str(&format!("    ({key:?}, [{hant:?}, {hans:?}, {en:?}]),\n"));
        }
    }
    table.push(']');
    if !faults.is_empty() {
        return Err(faults.join("\n"));
    }
    let out = env::var("OUT_DIR").map_err(|fault| fault.to_string())?;
    fs::write(Path::new(&out).join("texts.rs"), table).map_err(|fault| fault.to_string())
}

/// Every text of a language by its key.
fn texts(language: &str) -> Result<Texts, String> {
    let folder = Path::new("locales").join(language);
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut texts = Texts::new();
    let entries = fs::read_dir(&folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        println!("cargo::rerun-if-changed={}", path.display());
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name == OF_THE_SERVER {
            continue;
        }
        let content = fs::read_to_string(&path).map_err(|fault| format!("{}: {fault}", path.display()))?;
        let value = serde_json::from_str(&content).map_err(|fault| format!("{}: {fault}", path.display()))?;
        collect(name, &value, &mut texts)?;
    }
    Ok(texts)
}

fn collect(key: String, value: &Value, texts: &mut Texts) -> Result<(), String> {
    match value {
        Value::Object(inner) => {
            inner.iter().try_for_each(|(name, value)| collect(format!("{key}.{name}"), value, texts))
        }
        Value::String(text) => {
            texts.insert(key, text.clone());
            Ok(())
        }
        _ => Err(format!("{key} is neither a text nor a group of texts")),
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
