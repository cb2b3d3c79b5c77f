//! Attachments as the book knows them: whether a record names some bytes, and who may read or bring them. The bytes lie
//! elsewhere.

use fieldbook_process::attachment::{Attachment, attachments};
use fieldbook_process::audience::feeds_of;
use fieldbook_process::{DocId, PersonId};

use super::ledger::Ledger;
use crate::hash::Hash;
use crate::store::StoreFault;

/// Why some bytes are not handed out or taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotYours {
    /// There is no such record, or it names no such bytes (perhaps not yet).
    NotNamed,
    /// It is not theirs to read.
    Unread,
}

/// What a record says of some bytes, where the person may read the record.
///
/// # Errors
/// [`StoreFault`].
pub fn readable(
    ledger: &mut Ledger<'_>,
    person: PersonId,
    doc: DocId,
    hash: Hash,
) -> Result<Result<Attachment, NotYours>, StoreFault> {
    let named = named(ledger, doc, hash)?;
    let Some((attachment, feeds)) = named else { return Ok(Err(NotYours::NotNamed)) };
    let own = ledger.company.people.get(person).map(feeds_of).unwrap_or_default();
    Ok(if own.iter().any(|feed| feeds.contains(feed)) { Ok(attachment) } else { Err(NotYours::Unread) })
}

/// The same for who brings the bytes: whoever put them there may, too, whoever reads the record since.
///
/// # Errors
/// [`StoreFault`].
pub fn bringable(
    ledger: &mut Ledger<'_>,
    person: PersonId,
    doc: DocId,
    hash: Hash,
) -> Result<Result<Attachment, NotYours>, StoreFault> {
    match named(ledger, doc, hash)? {
        Some((attachment, _)) if attachment.by == Some(person) => Ok(Ok(attachment)),
        _ => readable(ledger, person, doc, hash),
    }
}

type Named = (Attachment, Vec<fieldbook_process::audience::Feed>);

fn named(ledger: &mut Ledger<'_>, doc: DocId, hash: Hash) -> Result<Option<Named>, StoreFault> {
    let Some(loaded) = ledger.document(doc)? else { return Ok(None) };
    let found = attachments(&loaded.document.view().facts).into_iter().find(|it| it.hash == hash.to_string());
    let feeds = loaded.stored.feeds.clone();
    Ok(found.map(|attachment| (attachment, feeds)))
}
