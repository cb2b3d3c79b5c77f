//! Customers and their people leave the book as a file. Each export is noted before it is made: who, when, as what, and
//! which customers.

use std::collections::BTreeMap;

use fieldbook_book::document::Document;
use fieldbook_book::export::{self, Wording};
use fieldbook_book::hub::Stored;
use fieldbook_book::store::{StoreFault, Table};
use fieldbook_book::wire::office::exports::{ExportAsk, ExportTold, Format};
use fieldbook_process::general::Does;
use fieldbook_process::prospecting::{Customer, stands_for};
use fieldbook_process::schema::Field;
use fieldbook_process::{DocId, EntryId, Facts, PersonId, Record, RecordKind, Value, line};
use serde::{Deserialize, Serialize};

use super::{Desk, Fault};
use crate::chance::random;
use crate::record;

/// The keys of exports in [`Table::Meta`].
const EXPORT: &[u8] = b"export:";

/// An export as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Export {
    at_ms: i64,
    by: Option<PersonId>,
    format: Format,
    docs: Vec<DocId>,
    people: usize,
}

/// Notes an export that is about to be made.
///
/// # Errors
/// [`Fault`]; it must not be made then.
pub fn note(desk: &mut Desk<'_>, ask: ExportAsk) -> Result<ExportTold, Fault> {
    desk.may(Does::Exports)?;
    let ExportAsk { format, docs, people } = ask;
    if docs.is_empty() {
        return Err(line!("nothing_to_export").into());
    }
    let id = EntryId(random()?);
    let export = Export { at_ms: desk.now_ms, by: desk.by, format, docs, people };
    record::write(desk.tx, Table::Meta, &[EXPORT, &id.0].concat(), &export)?;
    Ok(told(id, &export))
}

/// Every export, the latest first.
///
/// # Errors
/// [`Fault`].
pub fn exports(desk: &mut Desk<'_>) -> Result<Vec<ExportTold>, Fault> {
    desk.may(Does::Administers)?;
    let all = record::under::<Export>(desk.tx, EXPORT)?;
    let mut all: Vec<ExportTold> = all.into_iter().map(|(id, export)| told(id, &export)).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.at_ms));
    Ok(all)
}

fn told(id: EntryId, export: &Export) -> ExportTold {
    let Export { at_ms, by, format, ref docs, people } = *export;
    ExportTold { id, at_ms, by, format, customers: docs.len(), people }
}

/// Every customer as a file, noted; `mark` says who takes it along.
///
/// # Errors
/// [`Fault`].
pub fn everything(desk: &mut Desk<'_>, format: Format, mark: &str) -> Result<String, Fault> {
    let (mut all, mut joined): (Vec<(DocId, Facts)>, _) = (Vec::new(), BTreeMap::new());
    for (key, stored) in record::all::<Stored>(desk.tx, Table::Documents)? {
        let doc = <[u8; 16]>::try_from(key.as_slice()).map(DocId);
        if stored.kind != RecordKind::Customer || stored.concerned.hidden {
            continue;
        }
        let document = Document::load(&stored.bytes.0).map_err(|fault| StoreFault(fault.to_string()))?;
        let facts = document.view().facts;
        let Ok(doc) = doc else { continue };
        joined.extend(Customer::from_facts(&facts).joined_into().map(|into| (doc, into)));
        all.push((doc, facts));
    }
    all.retain(|(doc, _)| stands_for(*doc, |at| joined.get(&at).copied()) == *doc);
    let people = all.iter().map(|(_, facts)| export::count_people(facts)).sum();
    let (docs, facts): (Vec<DocId>, Vec<Facts>) = all.into_iter().unzip();
    note(desk, ExportAsk { format, docs, people })?;
    // By its account everybody is found again.
    let word = |_: &Field, value: &Value| match value {
        Value::Flag(_) => "yes".to_owned(),
        Value::Text(code) => code.clone(),
        Value::Id(id) => desk.account_of(PersonId(*id)).map(ToString::to_string).unwrap_or_default(),
        _ => String::new(),
    };
    let wording = Wording { heading: &str::to_owned, word: &word, mark_heading: "exported", mark };
    Ok(match format {
        Format::Csv => export::sheet(&facts, &wording),
        Format::Vcard => export::cards(&facts, mark),
    })
}
