//! ## 2.1 Market notes 市場見聞
//!
//! **2.1.a** The team analyses the market periodically: industry, competitors, trends.
//!
//! What anybody of the company sees or hears in the field, in one line with what belongs to it. Everybody reads it. Who
//! took it may mend it for a time; later it is only added to, by whoever knows more.

#[cfg(test)]
mod tests;

use crate::attachment::Attachment;
use crate::audience::Concerned;
use crate::general::signature;
use crate::law::{Act, Asks, Bar, Barred, Fact, Lawful, Owed};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Clause, Company, DocId, Money, PersonId, choice, entry, line, record};

const HOUR_MS: i64 = 3_600_000;

choice! {
    /// What a market note is about.
    NoteKind {
        /// 競爭對手
        Competitor = "competitor",
        /// 價格
        Price = "price",
        /// 趨勢
        Trend = "trend",
        /// 行業
        Industry = "industry",
        /// 其他
        Other = "other",
    }
}

record! {
    /// Something about the market, heard or seen in the field.
    MarketNote "market_note" made_by TakeMarketNote {
        /// What it is about.
        note_kind: Option<NoteKind> = Choice(NoteKind::CODES), C2_1_a, Plain, EditMarketNote, required;
        /// All of it in a line.
        subject: String = Line(120), C2_1_a, Words, EditMarketNote, required, searched;
        /// The competitor it speaks of.
        competitor: Option<DocId> = Document, C2_1_a, Plain, EditMarketNote;
        /// Which of our product groups it concerns.
        product_group: String = Line(60), C2_1_a, Plain, EditMarketNote, searched, listed;
        /// The competitor's price, as it was heard.
        price_heard: Option<Money> = Money, C2_1_a, Plain, EditMarketNote;
        /// Who said so, or where it was seen.
        source: String = Line(120), C2_1_a, Words, EditMarketNote, searched, listed;
        /// All of it in words.
        words: String = Lines(4000), C2_1_a, Words, EditMarketNote;
        /// In which territory.
        territory: String = Line(60), C2_1_a, Plain, EditMarketNote;
        /// In which town.
        town: String = Line(80), C2_1_a, Plain, EditMarketNote;
        /// Who took it.
        by: Option<PersonId> = Person, C2_1_a, Plain, EditMarketNote, required;
        /// When.
        at: Option<Instant> = Instant, C2_1_a, Plain, EditMarketNote, required;
    }
    lists {
        /// What was added later.
        additions: NoteAddition = "note_addition";
        /// Photos, voice notes, files.
        attachments: Attachment = "attachment";
    }
}

entry! {
    /// What is added to a note; the words before stay.
    NoteAddition made_by AddToMarketNote {
        /// What is added or put right.
        content: String = Lines(4000), C2_1_a, Words, AddToMarketNote, required;
        /// Who.
        by: Option<PersonId> = Person, C2_1_a, Plain, AddToMarketNote, required;
        /// When.
        at: Option<Instant> = Instant, C2_1_a, Plain, AddToMarketNote, required;
    }
}

/// Bars on market notes, of all chapters in the policy's order.
const MARKET_NOTE_BARS: &[(Clause, Bar<MarketNote>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C2_1_a, note_signed_otherwise),
    (Clause::C2_1_a, note_rewritten),
    (Clause::C2_1_a, attached_by_another),
];

impl Lawful for MarketNote {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        MARKET_NOTE_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// A note bears the name of who takes it and the time at which it is taken, and goes on bearing them.
fn note_signed_otherwise(act: &Act<'_, MarketNote>) -> Option<Barred> {
    let honest = signature::is_signed_as_made(act, |note| (note.by, note.at));
    (!honest).then(|| Barred::because(line!("note_signed_otherwise")))
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// Bars changing a note that stands already; its author may mend it for as long as the policy says.
fn note_rewritten(act: &Act<'_, MarketNote>) -> Option<Barred> {
    let before = act.before?;
    let own = act.touched.iter().filter(|path| path.entry.is_none());
    let fields: Vec<&str> = own.map(|path| path.field.as_str()).collect();
    let mends = before.may_still_be_mended(act.person.id, act.entered_ms, act.company);
    if fields.is_empty() || mends || act.only_chooses(&fields) {
        return None;
    }
    let at_ms = before.at.map_or(act.entered_ms, |at| at.0);
    Some(Barred { who: before.by, ..Barred::because(line!("note_stays", at = Fact::Instant(at_ms))) })
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// A note is open to everybody, what hangs on it is not: who put it there takes it off, or who acts for them.
fn attached_by_another(act: &Act<'_, MarketNote>) -> Option<Barred> {
    let before = act.before?;
    let end = |it: &Attachment| (it.removed, it.removed_why.clone());
    let ended = act.after.attachments.iter().filter(|it| {
        let then = before.attachments.iter().find(|then| then.id == it.id);
        then.is_some_and(|then| end(then) != end(it))
    });
    let others = { ended }.find(|it| !takes_off(it, act.person.id, act.entered_ms, act.company))?;
    let by = Fact::Person(others.by.unwrap_or_default());
    Some(Barred { who: others.by, ..Barred::because(line!("attached_by_another", by = by)) })
}

/// Whether somebody takes an attachment off a market note at a moment (ms UTC).
#[must_use]
pub fn takes_off(attachment: &Attachment, who: PersonId, at_ms: i64, company: &Company) -> bool {
    let signed = [attachment.by, attachment.taken_over_by].into_iter().flatten();
    { signed }.any(|by| by == who || company.acts_for(who, by, at_ms))
}

impl MarketNote {
    /// Whether somebody may mend it at a moment (ms UTC): only its author, for as long as the policy says.
    #[must_use]
    pub fn may_still_be_mended(&self, who: PersonId, at_ms: i64, company: &Company) -> bool {
        let mend_ms = company.policy.at(PolicyValue::NoteMendHours, at_ms).saturating_mul(HOUR_MS);
        let recent = self.at.is_some_and(|at| at_ms.saturating_sub(at.0) <= mend_ms);
        recent && self.by == Some(who)
    }

    /// Nobody's in particular: whoever is with the company reads it, and adds what they know.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned { everyone: true, open: true, ..Concerned::default() }
    }
}
