//! Takes a checked change into a document, on a copy: where Automerge refuses, panics, or would not give the
//! change back as it came, the caller's document stays as it was.

use automerge::{Automerge, ReadDoc};

use super::{Checked, Misfit, unwound};

/// Applies a change that [`super::fits`]. To apply one that is there already changes nothing.
///
/// # Errors
/// [`Misfit`]; the document is untouched then.
pub fn apply(doc: &mut Automerge, checked: &Checked) -> Result<(), Misfit> {
    *doc = unwound(|| applied(doc, checked)).unwrap_or(Err(Misfit::Panicked))?;
    Ok(())
}

fn applied(doc: &Automerge, checked: &Checked) -> Result<Automerge, Misfit> {
    let mut copy = doc.clone();
    copy.apply_changes([checked.change.clone()]).map_err(|fault| Misfit::Refused(fault.to_string()))?;
    // A document builds its changes anew from the operations it holds, here as after save and load.
    match copy.get_change_by_hash(&checked.hash) {
        Some(change) if change.raw_bytes() == checked.bytes => Ok(copy),
        _ => Err(Misfit::Altered),
    }
}
