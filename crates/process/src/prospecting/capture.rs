//! ## 2.3 Quick capture 快速記錄
//!
//! **2.3.b** Offline channels: trade shows, seminars, business events, phone, cold visits.
//!
//! Somebody met at a stand is caught in seconds: a code, a photo of the card, a voice note, a word. That alone is
//! complete; name and phone follow within a day. Caught again, or known already, the capture is one more entry of the
//! same customer.

#[cfg(test)]
mod tests;

use super::{Contact, Customer, Intention};
use crate::law::{Act, Barred, DutyState, Fact, Found, Owing};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Company, DocId, PersonId, choice, entry, line};

/// Stands for a name that nobody knows: a number alone is somebody's.
pub const NAMELESS: &str = "—";

choice! {
    /// What is to be done next for somebody who was met.
    NextStep {
        /// 打電話
        Call = "call",
        /// 加微信
        Chat = "chat",
        /// 寄資料
        SendPapers = "send_papers",
        /// 報價
        Quote = "quote",
        /// 寄樣品
        Sample = "sample",
        /// 拜訪
        Visit = "visit",
        /// 不用跟進
        Nothing = "nothing",
    }
}

entry! {
    /// Somebody was met and caught in seconds.
    Capture made_by CaptureContact along named, carrying contact attachment {
        /// At which event.
        event: Option<DocId> = Document, C2_3_b, Plain, CaptureContact;
        /// What the code said, in full.
        code: String = Lines(4000), C2_3_b, Words, CaptureContact;
        /// How much they intend to buy.
        interest: Option<Intention> = Choice(Intention::CODES), C2_3_b, Plain, CaptureContact;
        /// What is next.
        next_step: Option<NextStep> = Choice(NextStep::CODES), C2_3_b, Plain, CaptureContact;
        /// In words.
        words: String = Lines(2000), C2_3_b, Words, CaptureContact;
        /// Where, WGS-84, millionths of a degree.
        latitude: Option<i64> = Number(-90_000_000, 90_000_000), C2_3_b, Plain, CaptureContact, stamped;
        /// Where, WGS-84, millionths of a degree.
        longitude: Option<i64> = Number(-180_000_000, 180_000_000), C2_3_b, Plain, CaptureContact, stamped;
        /// How exact that is, metres.
        accuracy_m: Option<i64> = Number(0, 1_000_000), C2_3_b, Plain, CaptureContact, stamped;
        /// A colleague's customer that it perhaps is, as far as their card told.
        perhaps: Option<DocId> = Document, C2_2_b, Commercial, CaptureContact, stamped;
        /// Whose that was then.
        colleague: Option<PersonId> = Person, C2_2_b, Commercial, CaptureContact, stamped;
        /// Who.
        by: Option<PersonId> = Person, C2_3_b, Plain, CaptureContact, required;
        /// When.
        at: Option<Instant> = Instant, C2_3_b, Plain, CaptureContact, required;
        /// Who took it over, where the author had no authority any more.
        taken_over_by: Option<PersonId> = Person, C2_3_b, Plain, CaptureContact;
    }
}

impl Contact {
    /// Whether a name is known; what stands for one is none.
    #[must_use]
    pub fn is_named(&self) -> bool {
        !self.name.is_empty() && self.name != NAMELESS
    }
}

impl Customer {
    /// Caught, and still without a name and a phone number: what it is called stands in for a name.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        !self.captures.is_empty() && self.named.is_none() && !self.can_be_called()
    }

    /// Whether name and phone are still owed.
    #[must_use]
    pub fn lacks_name_and_phone(&self) -> bool {
        self.is_unnamed() && self.joining().is_none()
    }

    /// Whether somebody there has a name and a phone number.
    #[must_use]
    pub fn can_be_called(&self) -> bool {
        self.present_contacts().any(|contact| contact.is_named() && !contact.phone.is_empty())
    }
}

/// **2.3.b** Offline channels: trade shows, seminars, business events, phone, cold visits.
///
/// A capture catches something: a code, a photo, a voice note, a person, a word.
pub(super) fn nothing_caught(act: &Act<'_, Customer>) -> Option<Barred> {
    let stood = |before: &Customer, id| before.captures.iter().any(|it| it.id == id);
    let mut fresh =
        act.after.captures.iter().filter(|it| act.before.is_none_or(|before| !stood(before, it.id)));
    let empty = fresh.any(|it| it.code.is_empty() && it.words.is_empty());
    let more = |count: fn(&Customer) -> usize| count(act.after) > act.before.map_or(0, count);
    let caught = more(|it| it.contacts.len()) || more(|it| it.attachments.len());
    (empty && !caught).then(|| Barred::because(line!("nothing_caught")))
}

/// **2.3.b** Offline channels: trade shows, seminars, business events, phone, cold visits.
///
/// That name and phone are there is said when they are, and not of another time.
pub(super) fn named_without_phone(act: &Act<'_, Customer>) -> Option<Barred> {
    let was = act.before.and_then(|before| before.named);
    let is = act.after.named;
    if is == was {
        return None;
    }
    let now = is.is_some_and(|at| at.0 == act.entered_ms);
    if now && act.after.can_be_called() {
        return None;
    }
    Some(Barred::because(if now { line!("no_name_and_phone") } else { line!("not_named_now") }))
}

/// **2.3.b** Offline channels: trade shows, seminars, business events, phone, cold visits.
///
/// Who was caught without name or phone gets both, from whoever looks after the customer, or from their assistant, who reads
/// it until then.
pub(super) fn complete_capture(customer: &Customer, company: &Company) -> Vec<Owing> {
    let first = customer.captures.iter().filter_map(|it| it.at).min();
    let (Some(since), Some(who)) = (first, customer.owner) else { return Vec::new() };
    let days = company.policy.at(PolicyValue::CompleteCaptureDays, since.0);
    let joined = customer.joining().and_then(|joining| joining.at);
    let state = match (customer.named, joined) {
        (Some(at), _) => DutyState::Done(at.0),
        // Somebody who had both before is caught once more: there is nothing to add.
        (None, _) if customer.can_be_called() => DutyState::Lapsed(since.0),
        (None, Some(at)) => DutyState::Lapsed(at.0),
        (None, None) => DutyState::Open,
    };
    let what = line!("complete_capture", since = Fact::Instant(since.0));
    vec![Owing { what, who, since_ms: since.0, due_ms: company.due_ms(who, since.0, days), state }]
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Whom somebody caught is perhaps a colleague's customer, whose card alone they have. Who stands above them sees both
/// records and settles it: joined, or handed over, it is the colleague's.
pub(super) fn caught_of_a_colleague(customer: &Customer, company: &Company) -> Vec<Found> {
    if customer.joined_into().is_some() {
        return Vec::new();
    }
    let found = customer.captures.iter().filter_map(|it| {
        let (by, at) = (it.by?, it.at?);
        it.perhaps?;
        let colleague = it.colleague.filter(|who| *who != by && Some(*who) != customer.owner)?;
        let what = line!("caught_of_colleague", by = Fact::Person(by), colleague = Fact::Person(colleague));
        Some(Found { what, who: company.decider_for(by)?, at_ms: at.0 })
    });
    found.collect()
}
