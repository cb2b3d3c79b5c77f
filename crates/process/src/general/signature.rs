//! ## 1.1 Signed entries 署名
//!
//! What people write into a record's lists bears who wrote it and when: the entry's fields `by` and `at`. One rule
//! for all such lists of all kinds of record; the schema tells which they are. Contacts (3.2.a) have their own rules,
//! since they may be mended for a day.

#[cfg(test)]
mod tests;

use crate::facts::{Facts, Path};
use crate::law::{Act, Barred, Fact};
use crate::schema::{EntryKind, has_entry};
use crate::value::{Instant, Single};
use crate::{EntryId, PersonId, Record, Value, line};

/// Who wrote an entry.
const BY: &str = "by";
/// When it was written.
const AT: &str = "at";
/// Who took it over, where its author had no authority any more.
const TAKEN_OVER_BY: &str = "taken_over_by";

/// **1.1** One standard process for every sale.
///
/// Bars signing for somebody else. Who takes over an entry of a colleague is named in it as well.
pub(crate) fn signed_for_another<R: Record>(act: &Act<'_, R>) -> Option<Barred> {
    let me = act.person.id;
    let honest = |by: Option<PersonId>, taker: Option<PersonId>| match (by, taker) {
        (by, None) => by == Some(me),
        (Some(by), Some(taker)) => taker == me && by != me && act.company.people.get(by).is_some(),
        (None, Some(_)) => false,
    };
    let signed =
        written(act).map(|entry| (entry.person(act.facts, BY), entry.person(act.facts, TAKEN_OVER_BY)));
    let (by, _) = { signed }.find(|(by, taker)| !honest(*by, *taker))?;
    Some(Barred::because(match by.filter(|by| *by != me) {
        Some(by) => line!("signed_for", by = Fact::Person(by)),
        None => line!("not_signed"),
    }))
}

/// **1.1** One standard process for every sale.
///
/// An entry bears the time at which it is written; one taken over keeps the earlier time of its author.
pub(crate) fn signed_at_another_time<R: Record>(act: &Act<'_, R>) -> Option<Barred> {
    let honest = |entry: &Signed<'_>| {
        let at_ms = entry.moment(act.facts);
        match entry.person(act.facts, TAKEN_OVER_BY) {
            None => at_ms == Some(act.entered_ms),
            Some(_) => at_ms.is_some_and(|at_ms| at_ms <= act.entered_ms),
        }
    };
    let misdated = written(act).find(|entry| !honest(entry))?;
    let at_ms = misdated.moment(act.facts).unwrap_or(act.entered_ms);
    Some(Barred::because(line!("not_written_now", at = Fact::Instant(at_ms))))
}

/// **1.1** One standard process for every sale.
///
/// Bars changing what somebody has signed. Fields that wait for another act, such as an answer, are not signed yet.
pub(crate) fn signed_entry_rewritten<R: Record>(act: &Act<'_, R>) -> Option<Barred> {
    let before = act.facts_before?;
    let schema = R::schema();
    let rewritten = act.touched.iter().find(|path| {
        let Some((kind, id)) = &path.entry else { return false };
        let signed = schema.entry(kind).filter(|list| is_signed(list));
        let field = schema.field(path);
        let is_own = signed.zip(field).is_some_and(|(list, field)| field.act == list.made_by);
        is_own && has_entry(before, kind, *id)
    })?;
    let (kind, id) = rewritten.entry.as_ref()?;
    let at_ms = Signed { kind, id: *id }.moment(before).unwrap_or(act.entered_ms);
    Some(Barred::because(line!("signed_stays", at = Fact::Instant(at_ms))))
}

/// Whether a record that is signed as a whole bears who makes it and when, and goes on bearing them.
pub(crate) fn is_signed_as_made<R>(
    act: &Act<'_, R>,
    signature: fn(&R) -> (Option<PersonId>, Option<Instant>),
) -> bool {
    let mine = (Some(act.person.id), Some(Instant(act.entered_ms)));
    signature(act.after) == act.before.map_or(mine, signature)
}

fn is_signed(list: &EntryKind) -> bool {
    [BY, AT].iter().all(|name| list.fields.iter().any(|field| field.name == *name))
}

/// An entry that is signed.
struct Signed<'a> {
    kind: &'a str,
    id: EntryId,
}

impl Signed<'_> {
    fn value<'f>(&self, facts: &'f Facts, field: &str) -> Option<&'f Value> {
        facts.get(&Path::entry(self.kind, self.id, field))
    }

    fn person(&self, facts: &Facts, field: &str) -> Option<PersonId> {
        self.value(facts, field).and_then(PersonId::read)
    }

    fn moment(&self, facts: &Facts) -> Option<i64> {
        if let Some(Value::Instant(ms)) = self.value(facts, AT) { Some(*ms) } else { None }
    }
}

/// The signed entries that this act writes.
fn written<'a, R: Record>(act: &Act<'a, R>) -> impl Iterator<Item = Signed<'a>> {
    let schema = R::schema();
    let before = act.facts_before;
    let mut last = None;
    act.touched.iter().filter_map(move |path| {
        let (kind, id) = path.entry.as_ref()?;
        let is_new = before.is_none_or(|facts| !has_entry(facts, kind, *id));
        let counts = last != Some((kind, *id)) && is_new && schema.entry(kind).is_some_and(is_signed);
        last = Some((kind, *id));
        counts.then_some(Signed { kind, id: *id })
    })
}
