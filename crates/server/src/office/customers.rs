//! Customers taken in from a sheet: tried first, taken as one import, and that taken back as one.

use std::collections::BTreeMap;

use fieldbook_book::document::Document;
use fieldbook_book::hub::{self, Back, Imported, Ledger, Stored};
use fieldbook_book::message::Message;
use fieldbook_book::store::{StoreFault, Table, Tx};
use fieldbook_book::wire::office::Wrong;
use fieldbook_book::wire::office::customers::{CustomerSheet, ImportTold, SheetTold};
use fieldbook_process::general::Does;
use fieldbook_process::law::Fact;
use fieldbook_process::{ActName, DocId, EntryId, Facts, Path, PersonId, RecordKind, Value, line};
use serde::{Deserialize, Serialize};

use super::{Desk, Fault};
use crate::chance::random;
use crate::import::customers::{self, Known, Owners, Plan};
use crate::record;

/// The keys of imports in [`Table::Meta`].
const IMPORT: &[u8] = b"import:";
/// So many customers are shown in words, and so many rows are told of which something is to be said.
const SHOWN: (usize, usize) = (10, 100);

/// An import as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Import {
    name: String,
    at_ms: i64,
    by: Option<PersonId>,
    docs: Vec<DocId>,
    #[serde(default)]
    taken_back_ms: Option<i64>,
    #[serde(default)]
    stayed: usize,
}

/// What would come of a sheet; nothing is written.
///
/// # Errors
/// [`Fault`].
pub fn try_sheet(desk: &mut Desk<'_>, sheet: &CustomerSheet) -> Result<SheetTold, Fault> {
    plan(desk, sheet).map(|(told, _)| told)
}

/// Takes in what is new and whole, as one import.
///
/// # Errors
/// [`Fault`]; nothing is written then.
pub fn take_sheet(desk: &mut Desk<'_>, sheet: &CustomerSheet) -> Result<SheetTold, Fault> {
    let (mut told, plan) = plan(desk, sheet)?;
    if plan.fresh.is_empty() {
        return Err(line!("sheet_without_new_customers").into());
    }
    let (system, id) = (desk.system()?, EntryId(random()?));
    let (now_ms, by, version) = (desk.now_ms, desk.by, desk.company.version);
    let mut ledger = Ledger::open(desk.tx, now_ms, desk.seal)?;
    let mut docs = Vec::new();
    for fresh in plan.fresh {
        let doc = DocId(random()?);
        let mut facts = fresh.facts;
        facts.insert(Path::field("registered"), Value::Instant(now_ms));
        let message = Message {
            act: ActName::RegisterCustomer,
            person: system,
            company: version,
            entered_ms: now_ms,
            group: None,
            relies_on: Vec::new(),
            takes_over: None,
            agreed_by: by,
        };
        let (kind, actor) = (RecordKind::Customer, random()?);
        match hub::import(&mut ledger, doc, kind, &facts, &message, actor, Back::Receipts) {
            Ok(()) => docs.push(doc),
            Err(Imported::Store(fault)) => return Err(fault.into()),
            // The cells fit one by one; what does not fit together is told like a wrong row.
            Err(fault) => told.wrong.push(Wrong {
                line: Some(fresh.line),
                what: line!("row_does_not_fit", why = Fact::Text(fault.to_string())),
            }),
        }
    }
    ledger.flush()?;
    (told.fresh, told.import) = (docs.len(), Some(id));
    let import = Import { name: sheet.name.clone(), at_ms: now_ms, by, docs, taken_back_ms: None, stayed: 0 };
    put(desk.tx, id, &import)?;
    Ok(told)
}

/// Takes an import back: every customer of it with which nobody worked since is withdrawn.
///
/// # Errors
/// [`Fault`]; nothing is changed then.
pub fn take_back(desk: &mut Desk<'_>, id: EntryId) -> Result<ImportTold, Fault> {
    desk.may(Does::Administers)?;
    let known: Option<Import> = record::read(desk.tx, Table::Meta, &key(id))?;
    let mut import = known.ok_or_else(|| line!("no_import"))?;
    if import.taken_back_ms.is_some() {
        return Err(line!("import_taken_back").into());
    }
    let (system, now_ms) = (desk.system()?, desk.now_ms);
    let mut ledger = Ledger::open(desk.tx, now_ms, desk.seal)?;
    let mut withdrawn = 0;
    for doc in &import.docs {
        withdrawn += usize::from(hub::withdraw(&mut ledger, *doc, system, random()?)?);
    }
    ledger.flush()?;
    import.taken_back_ms = Some(now_ms);
    import.stayed = import.docs.len() - withdrawn;
    put(desk.tx, id, &import)?;
    Ok(told(id, &import))
}

/// Every import, the latest first.
///
/// # Errors
/// [`Fault`].
pub fn imports(desk: &mut Desk<'_>) -> Result<Vec<ImportTold>, Fault> {
    desk.may(Does::Administers)?;
    let all = record::under::<Import>(desk.tx, IMPORT)?;
    let mut all: Vec<ImportTold> = all.into_iter().map(|(id, import)| told(id, &import)).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.at_ms));
    Ok(all)
}

fn told(id: EntryId, import: &Import) -> ImportTold {
    ImportTold {
        id,
        name: import.name.clone(),
        at_ms: import.at_ms,
        by: import.by,
        customers: import.docs.len(),
        taken_back_ms: import.taken_back_ms,
        stayed: import.stayed,
    }
}

fn key(id: EntryId) -> Vec<u8> {
    [IMPORT, &id.0].concat()
}

fn put(tx: &mut dyn Tx, id: EntryId, import: &Import) -> Result<(), StoreFault> {
    record::write(tx, Table::Meta, &key(id), import)
}

fn plan(desk: &mut Desk<'_>, sheet: &CustomerSheet) -> Result<(SheetTold, Plan), Fault> {
    desk.may(Does::Administers)?;
    let table = customers::Table::read(&sheet.csv)?;
    let columns = table.columns(sheet);
    let known = there(desk.tx)?;
    let accounts: BTreeMap<String, PersonId> =
        desk.accounts.iter().map(|(name, account)| (name.to_string(), account.person)).collect();
    let owners = Owners { company: &desk.company, accounts, usual: sheet.owner };
    // Without a column of names there is nothing to tell but the columns.
    let has_names = columns.iter().any(|column| column.field.as_deref() == Some("name"));
    let plan = if has_names { table.plan(&columns, &owners, &known)? } else { Plan::default() };
    let told = SheetTold {
        columns,
        fields: customers::codes(),
        rows: table.len(),
        fresh: plan.fresh.len(),
        preview: plan.fresh.iter().take(SHOWN.0).map(|it| customers::in_words(&it.facts)).collect(),
        known_rows: plan.known.len(),
        known: plan.known.iter().take(SHOWN.1).cloned().collect(),
        wrong_rows: plan.wrong.len(),
        wrong: plan.wrong.iter().take(SHOWN.1).cloned().collect(),
        dropped_cells: plan.dropped.len(),
        dropped: plan.dropped.iter().take(SHOWN.1).cloned().collect(),
        import: None,
    };
    Ok((told, plan))
}

/// What is compared of the customers that are there; of those taken back nothing.
fn there(tx: &mut dyn Tx) -> Result<Known, StoreFault> {
    let mut known = Known::default();
    for (_, stored) in record::all::<Stored>(tx, Table::Documents)? {
        if stored.kind == RecordKind::Customer && !stored.concerned.hidden {
            let facts: Facts = Document::load(&stored.bytes.0).map(|it| it.view().facts).unwrap_or_default();
            known.add(&facts);
        }
    }
    Ok(known)
}
