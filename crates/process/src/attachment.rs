//! Photos, voice notes and files of a record 附件. The record holds what the bytes are, by their hash; the bytes travel by
//! a way of their own, after the records, and are read by whoever reads the record.

use crate::record::Entry as _;
use crate::value::Instant;
use crate::{Facts, PersonId, choice, entry};

/// The list that names attachments, in records of every kind.
pub const LIST: &str = "attachment";

/// The largest attachment, in bytes.
pub const LARGEST: i64 = 20 * 1024 * 1024;

choice! {
    /// What an attachment is.
    Medium {
        /// 照片
        Photo = "photo",
        /// 語音
        Voice = "voice",
        /// 文件
        File = "file",
    }
}

entry! {
    /// A photo, voice note or file.
    Attachment made_by Attach {
        /// What it is.
        medium: Option<Medium> = Choice(Medium::CODES), C2_3_b, Plain, Attach, required;
        /// SHA-256 of its bytes, in hex.
        hash: String = Line(64), C2_3_b, Plain, Attach, required, stamped;
        /// How many bytes.
        size: Option<i64> = Number(1, LARGEST), C2_3_b, Plain, Attach, required, stamped;
        /// What kind of file, as the web names them.
        mime: String = Line(80), C2_3_b, Plain, Attach, required, stamped;
        /// What the file is called.
        name: String = Line(120), C2_3_b, Words, Attach;
        /// What a voice note lasts, ms.
        lasts_ms: Option<i64> = Number(0, 36_000_000), C2_3_b, Plain, Attach, stamped;
        /// Who.
        by: Option<PersonId> = Person, C2_3_b, Plain, Attach, required;
        /// When.
        at: Option<Instant> = Instant, C2_3_b, Plain, Attach, required;
        /// Who took it over, where the author had no authority any more.
        taken_over_by: Option<PersonId> = Person, C2_3_b, Plain, Attach;
        /// Taken off then; nothing is deleted.
        removed: Option<Instant> = Instant, C2_3_b, Plain, RemoveAttachment;
        /// Why.
        removed_why: String = Line(200), C2_3_b, Words, RemoveAttachment;
    }
}

/// Every attachment that facts of any kind name, those taken off, too: their history shows them.
#[must_use]
pub fn attachments(facts: &Facts) -> Vec<Attachment> {
    let mut found: Vec<Attachment> = Vec::new();
    for (path, value) in facts {
        let Some((_, id)) = path.entry.as_ref().filter(|(list, _)| list == LIST) else { continue };
        if found.last().is_none_or(|last| last.id != *id) {
            found.push(Attachment::with_id(*id));
        }
        if let Some(last) = found.last_mut() {
            last.put(&path.field, value);
        }
    }
    found
}
