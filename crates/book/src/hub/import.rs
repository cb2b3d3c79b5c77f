//! Changes that the server makes itself: imports and the demo company, in the name of the system person. They
//! get form checks only; imported history is not judged. An import that can be run again needs no receipts.

use automerge::ActorId;
use fieldbook_process::facts::Edit;
use fieldbook_process::law::{self, Submitted};
use fieldbook_process::{DeviceId, DocId, Facts, RecordKind, Value};

use super::accept;
use super::ledger::Ledger;
use crate::document::Document;
use crate::hash::{Bytes, Hash};
use crate::message::Message;
use crate::store::StoreFault;
use crate::wire::{Receipt, Record};

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Imported {
    /// Its values do not fit their fields.
    #[error("its form does not fit: {0:?}")]
    Form(law::Verdict),
    /// The document could not be written.
    #[error("{0}")]
    Document(String),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// What brings an import back after a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    /// It is run again: its ids come out the same.
    RunAgain,
    /// The phones that hold it, by receipts.
    Receipts,
}

/// Makes a new document from facts. `message` names the system person, the act that makes the kind, and who
/// ran and who agreed to the import; `actor` is 16 random bytes, or a hash where the import must come out equal
/// when it is run twice.
///
/// # Errors
/// [`Imported`]; nothing was added then.
pub fn import(
    ledger: &mut Ledger<'_>,
    doc: DocId,
    kind: RecordKind,
    facts: &Facts,
    message: &Message,
    actor: [u8; 16],
    back: Back,
) -> Result<(), Imported> {
    let submitted = Submitted {
        kind,
        name: message.act,
        before: None,
        after: facts,
        conflicts: &Default::default(),
        settled: &[],
        person: message.person,
        company: &ledger.company,
        entered_ms: message.entered_ms,
        claimed_ms: &[],
        joined_to: Default::default(),
    };
    law::check_form(&submitted).map_err(Imported::Form)?;
    let edits: Vec<Edit> = facts.iter().map(set).collect();
    let mut document = Document::new();
    let change = document.change_with(kind, &edits, &ActorId::from(&actor[..]), message.write());
    let change = change.map_err(|fault| Imported::Document(fault.to_string()))?;
    let (hash, person, device) = (Hash::from(change.hash()), message.person, DeviceId::default());
    let (company, received_ms) = (ledger.company.version, ledger.now_ms);
    let receipt = match back {
        Back::Receipts => accept::receive(ledger, doc, hash, (person, device), company)?,
        Back::RunAgain => {
            let signature = Bytes::default();
            Receipt { hash, person, device, company, received_ms, signature, back_ms: None }
        }
    };
    let record = Record { doc, bytes: Bytes(change.raw_bytes().to_vec()), receipt };
    document.apply([change]).map_err(|fault| Imported::Document(fault.to_string()))?;
    accept::append(ledger, kind, record, document)?;
    Ok(())
}

fn set((path, value): (&fieldbook_process::Path, &Value)) -> Edit {
    Edit { path: path.clone(), old: None, new: Some(value.clone()) }
}
