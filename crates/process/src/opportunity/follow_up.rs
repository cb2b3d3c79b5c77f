//! ## 3.2 The record of contacts 跟進記錄
//!
//! What has happened can always be recorded; what is barred here is a record that is not true: written in
//! another's name, under another time, or put in the place of what was written before.
//!
//! Its author may mend an entry for a day (the document keeps what stood there before); afterwards it is amended: the
//! addition is an entry of its own beside the old words.

#[cfg(test)]
mod tests;

use super::{Amendment, Deal, FollowUp};
use crate::law::{Act, Barred, Fact};
use crate::policy::PolicyValue;
use crate::{Company, EntryId, PersonId, line};

const MINUTE_MS: i64 = 60_000;

/// **3.2.a** Every opportunity has its own record of contacts: time, content, feedback.
///
/// Bars writing in another's name. Who takes over an entry of a colleague is named in it as well.
pub(super) fn written_for_another(act: &Act<'_, Deal>) -> Option<Barred> {
    let me = act.person.id;
    let honest = |follow_up: &&FollowUp| match (follow_up.by, follow_up.taken_over_by) {
        (by, None) => by == Some(me),
        (Some(by), Some(taker)) => taker == me && by != me && act.company.people.get(by).is_some(),
        (None, Some(_)) => false,
    };
    let forged = new_ones(act).find(|follow_up| !honest(follow_up))?;
    Some(Barred::because(match forged.by.filter(|by| *by != me) {
        Some(by) => line!("not_yours", by = Fact::Person(by)),
        None => line!("taken_from_nobody"),
    }))
}

/// **3.2.a** Every opportunity has its own record of contacts: time, content, feedback.
///
/// An entry bears the time it is entered at; one taken over keeps the earlier time of its author.
pub(super) fn entered_at_another_time(act: &Act<'_, Deal>) -> Option<Barred> {
    let honest = |follow_up: &&FollowUp| match (follow_up.entered, follow_up.taken_over_by) {
        (Some(entered), None) => entered.0 == act.entered_ms,
        (Some(entered), Some(_)) => entered.0 <= act.entered_ms,
        (None, _) => false,
    };
    let misdated = new_ones(act).find(|follow_up| !honest(follow_up))?;
    let entered_ms = misdated.entered.map_or(act.entered_ms, |entered| entered.0);
    Some(Barred::because(line!("not_entered_now", entered = Fact::Instant(entered_ms))))
}

/// **3.2.a** Every opportunity has its own record of contacts: time, content, feedback.
///
/// Bars recording a contact that is still to come; that is a plan or a next step.
pub(super) fn not_happened_yet(act: &Act<'_, Deal>) -> Option<Barred> {
    let slack_min = act.company.policy.at(PolicyValue::ClockSlackMinutes, act.entered_ms);
    let latest_ms = act.entered_ms.saturating_add(slack_min.saturating_mul(MINUTE_MS));
    let old = |id| act.before.and_then(|before| entry(before, id)).and_then(|old| old.happened);
    let written = act.after.follow_ups.iter().filter(|it| it.happened != old(it.id));
    let times = written.filter_map(|follow_up| follow_up.happened);
    let happened = times.max().filter(|happened| happened.0 > latest_ms)?;
    Some(Barred::because(line!("not_happened_yet", happened = Fact::Instant(happened.0))))
}

/// **3.2.a** Every opportunity has its own record of contacts: time, content, feedback.
///
/// Bars changing an entry that stands already; its author may mend their words for as long as the policy says.
pub(super) fn entry_rewritten(act: &Act<'_, Deal>) -> Option<Barred> {
    let before = act.before?;
    let mends = |old: &FollowUp, new: &FollowUp| {
        let same_hand = (old.by, old.entered, old.taken_over_by) == (new.by, new.entered, new.taken_over_by);
        same_hand && may_still_be_mended(old, act.person.id, act.entered_ms, act.company)
    };
    let stands = |old: &&FollowUp| entry(act.after, old.id).is_some_and(|new| new == *old || mends(old, new));
    let rewritten = before.follow_ups.iter().find(|old| !stands(old))?;
    let entered_ms = rewritten.entered.map_or(act.entered_ms, |entered| entered.0);
    Some(Barred::because(line!("amend_only", entered = Fact::Instant(entered_ms))))
}

/// Whether somebody may mend an entry at a moment (ms UTC): only its author, for as long as the policy says.
#[must_use]
pub fn may_still_be_mended(entry: &FollowUp, who: PersonId, at_ms: i64, company: &Company) -> bool {
    let mend_ms = company.policy.at(PolicyValue::MendHours, at_ms).saturating_mul(60 * MINUTE_MS);
    let recent = entry.entered.is_some_and(|entered| at_ms.saturating_sub(entered.0) <= mend_ms);
    recent && entry.by == Some(who)
}

/// **3.2.a** Every opportunity has its own record of contacts: time, content, feedback.
///
/// Bars an addition to a contact that is not there, or without words.
pub(super) fn amended_nothing(act: &Act<'_, Deal>) -> Option<Barred> {
    let stood = act.before.map(|before| before.amendments.as_slice()).unwrap_or_default();
    let fresh = act.after.amendments.iter().filter(|it| !stood.iter().any(|then| then.id == it.id));
    let to = |it: &Amendment| it.of.zip(act.before).and_then(|(of, before)| entry(before, of));
    let mut empty = fresh.filter(|it| to(it).is_none() || it.content.trim().is_empty());
    empty.next().map(|_| Barred::because(line!("amends_nothing")))
}

/// The entries that this act writes.
fn new_ones<'a>(act: &Act<'a, Deal>) -> impl Iterator<Item = &'a FollowUp> {
    let before = act.before;
    act.after.follow_ups.iter().filter(move |new| before.is_none_or(|deal| entry(deal, new.id).is_none()))
}

/// The entry of that id; entries lie in the order of ids.
fn entry(deal: &Deal, id: EntryId) -> Option<&FollowUp> {
    let at = deal.follow_ups.binary_search_by_key(&id, |follow_up| follow_up.id).ok()?;
    deal.follow_ups.get(at)
}
