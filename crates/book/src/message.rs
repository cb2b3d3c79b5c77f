//! What a change says about itself: its Automerge message, as JSON with short keys. Everything here is the
//! sender's claim; the server compares it with the session and with what the law derives.

use fieldbook_process::id::GroupId;
use fieldbook_process::{ActName, DocId, EntryId, PersonId};
use serde::{Deserialize, Serialize};

use crate::hash::Hash;

/// The act behind a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// What it amounts to.
    #[serde(rename = "a")]
    pub act: ActName,
    /// Who acts.
    #[serde(rename = "p")]
    pub person: PersonId,
    /// The company version it was judged under.
    #[serde(rename = "c")]
    pub company: u64,
    /// When it was entered, ms UTC by the phone's corrected clock.
    #[serde(rename = "e")]
    pub entered_ms: i64,
    /// The act over several documents that it is part of.
    #[serde(rename = "g", default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Changes of other documents that it stands on.
    #[serde(rename = "r", default, skip_serializing_if = "Vec::is_empty")]
    pub relies_on: Vec<(DocId, Hash)>,
    /// Work kept for this person that it takes over.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub takes_over: Option<EntryId>,
    /// For an import: who agreed to it besides the one who ran it.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<PersonId>,
}

/// A message that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the change's message is not one of ours")]
pub struct NotAMessage;

impl Message {
    /// As text for the change.
    #[must_use]
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From a change's text.
    ///
    /// # Errors
    /// [`NotAMessage`].
    pub fn read(text: &str) -> Result<Self, NotAMessage> {
        serde_json::from_str(text).map_err(|_| NotAMessage)
    }
}
