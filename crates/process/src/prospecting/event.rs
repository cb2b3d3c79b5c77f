//! ## 2.3 Shows and events 展會與活動
//!
//! **2.3.b** Offline channels: trade shows, seminars, business events, phone, cold visits.
//!
//! The whole company reads an event; who looks after it and who goes there write in it. Whoever is put "at this event" on
//! their phone has it in everything that they catch there.

#[cfg(test)]
mod tests;

use crate::audience::Concerned;
use crate::law::{Act, Barred, Fact};
use crate::value::Instant;
use crate::{Day, Money, PersonId, choice, entry, line, record};

choice! {
    /// What kind of event.
    EventKind {
        /// 展會
        TradeShow = "trade_show",
        /// 研討會
        Seminar = "seminar",
        /// 商務活動
        Business = "business",
        /// 自辦活動
        Own = "own",
    }
}

record! {
    /// A trade show, seminar or the like.
    Event "event" made_by PlanEvent {
        /// What it is called.
        name: String = Line(120), C2_3_b, Plain, EditEvent, required, searched;
        /// What kind.
        event_kind: Option<EventKind> = Choice(EventKind::CODES), C2_3_b, Plain, EditEvent;
        /// Where: town.
        town: String = Line(80), C2_3_b, Plain, EditEvent, searched, listed;
        /// Where: hall and stand.
        place: String = Line(120), C2_3_b, Plain, EditEvent;
        /// First day.
        starts_on: Option<Day> = Day, C2_3_b, Plain, EditEvent, required, listed;
        /// Last day.
        ends_on: Option<Day> = Day, C2_3_b, Plain, EditEvent;
        /// What it costs in all.
        cost: Option<Money> = Money, C2_3_b, Plain, EditEvent;
        /// What is shown, what it is for.
        about: String = Lines(2000), C2_3_b, Words, EditEvent;
        /// Who looks after it.
        owner: Option<PersonId> = Person, C2_3_b, Plain, EditEvent, required;
    }
    lists {
        /// Who goes there.
        attendees: Attendee = "attendee";
    }
}

entry! {
    /// Somebody who goes there.
    Attendee made_by StaffEvent {
        /// Who.
        person: Option<PersonId> = Person, C2_3_b, Plain, StaffEvent, required;
        /// Not any more, since.
        removed: Option<Instant> = Instant, C2_3_b, Plain, StaffEvent;
    }
}

impl Event {
    /// Who looks after it and who goes there, and marketing.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        let goes = self.attendees.iter().filter(|it| it.removed.is_none()).filter_map(|it| it.person);
        Concerned::of_company(self.owner, goes)
    }

    /// Whether it is on that day.
    #[must_use]
    pub fn is_on(&self, day: Day) -> bool {
        self.starts_on.is_some_and(|starts| starts <= day && day <= self.ends_on.unwrap_or(starts))
    }
}

/// **2.3.b** Offline channels: trade shows, seminars, business events, phone, cold visits.
///
/// An event does not end before it begins.
pub(super) fn event_ends_before_it_begins(act: &Act<'_, Event>) -> Option<Barred> {
    let found = reversed(act, |event| Some((event.starts_on?, event.ends_on?)));
    found.map(|(starts, ends)| {
        Barred::because(line!("ends_before", starts = Fact::Day(starts), ends = Fact::Day(ends)))
    })
}

/// First and last day, where this act writes a last one that is before the first.
pub(super) fn reversed<R>(act: &Act<'_, R>, days: fn(&R) -> Option<(Day, Day)>) -> Option<(Day, Day)> {
    let (starts, ends) = days(act.after)?;
    let stood = act.before.and_then(days) == Some((starts, ends));
    (ends < starts && !stood).then_some((starts, ends))
}
