//! ## 2.1 Whose turn it is 市場報告的執筆人
//!
//! Who writes the report of which quarter, and that the next one is named when a quarter is over.

#[cfg(test)]
mod tests;

use super::{MarketReport, Quarter};
use crate::law::{Act, Barred, DutyState, Fact, Owing};
use crate::people::Role;
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Company, PersonId, line};

/// Whether somebody names authors at a moment (ms UTC): a manager or whoever stands above them, or who stands in for one.
#[must_use]
pub fn names_authors(company: &Company, who: PersonId, at_ms: i64) -> bool {
    let manages = |id: PersonId| {
        let of_role = |role: Role| matches!(role, Role::Manager | Role::Director | Role::Gm | Role::System);
        company.people.get(id).is_some_and(|person| !person.left && of_role(person.role))
    };
    let today = company.calendar.day_of(at_ms);
    let mut away = company.absences.iter().map(|it| it.person).filter(|it| manages(*it));
    manages(who) || away.any(|it| company.stand_in(it, today) == Some(who))
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// The author is named by a manager, in their own name or that of whom they act for.
pub(super) fn author_named_without_office(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let naming = |it: &MarketReport| (it.author, it.manager, it.next, it.continued);
    let me = act.person.id;
    let unchanged = act.before.is_some_and(|before| naming(before) == naming(act.after));
    let mine = |manager: PersonId| manager == me || act.company.acts_for(me, manager, act.entered_ms);
    let signed = act.before.map_or(act.after.manager, |before| before.manager);
    // Another manager may name another author; who writes next, the manager of this one says.
    let goes_on = |it: &MarketReport| (it.next, it.continued);
    let continues = act.before.is_some_and(|before| goes_on(before) != goes_on(act.after));
    let is_mine = (act.before.is_some() && !continues) || signed.is_some_and(mine);
    let honest = signed == act.after.manager && is_mine;
    let may = names_authors(act.company, me, act.entered_ms) && honest;
    (!unchanged && !may).then(|| Barred { who: signed, ..Barred::because(line!("only_manager_names")) })
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// Bars naming somebody who is not with the company, or sees no records.
pub(super) fn author_not_here(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let author = act.after.author.filter(|_| act.before.is_none_or(|it| it.author != act.after.author))?;
    let person = act.company.people.get(author);
    let there = person.is_some_and(|it| !it.left && !matches!(it.role, Role::Admin | Role::System));
    (!there).then(|| Barred::because(line!("author_gone", author = Fact::Person(author))))
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// A report is of a quarter of a year, and stays of that one.
pub(super) fn quarter_unclear(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let stays = act.before.is_none_or(|before| before.quarter == act.after.quarter);
    let is_clear = act.before.is_some() || act.after.of_quarter().is_some();
    (!stays || !is_clear).then(|| Barred::because(line!("quarter_unclear")))
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// Naming counts from the moment at which it is written down, and so does naming another in the author's place: what they
/// owe begins with it, and no colleague has taken it on.
pub(super) fn named_at_another_time(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let now = Some(Instant(act.entered_ms));
    let another = act.before.is_some_and(|before| before.author != act.after.author);
    let named = act.after.named == act.before.map_or(now, |before| before.named)
        || (another && act.after.named == now);
    let stood = act.before.and_then(|before| before.continued);
    let continued = act.after.continued == stood || (stood.is_none() && act.after.continued == now);
    let chosen = act.only_chooses(&["continued", "next"]);
    (!named || !(continued || chosen)).then(|| Barred::because(line!("named_not_now")))
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// The author owes the report some days after the quarter's end; one named later has as many days from then on.
pub(super) fn write_report(report: &MarketReport, company: &Company) -> Vec<Owing> {
    let (Some(who), Some(named), Some(quarter)) = (report.author, report.named, report.of_quarter()) else {
        return Vec::new();
    };
    let ends_ms = company.calendar.close_of(quarter.last_day());
    let days = company.policy.at(PolicyValue::MarketReportDays, named.0);
    vec![Owing {
        what: line!(
            "write_report",
            by = Fact::Person(report.manager.unwrap_or_default()),
            year = year(quarter),
            quarter = Fact::Count(quarter.number().into()),
        ),
        who,
        since_ms: named.0,
        due_ms: company.due_ms(who, ends_ms.max(named.0), days),
        state: report.submitted.map_or(DutyState::Open, |at| DutyState::Done(at.0)),
    }]
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// When the quarter is over, whoever named its author names the next one.
pub(super) fn name_next_author(report: &MarketReport, company: &Company) -> Vec<Owing> {
    let is_here = |id: &PersonId| company.people.get(*id).is_some_and(|person| !person.left);
    let who = report.manager.and_then(|it| Some(it).filter(is_here).or_else(|| company.decider_for(it)));
    let (Some(who), Some(named), Some(quarter)) = (who, report.named, report.of_quarter()) else {
        return Vec::new();
    };
    let since_ms = company.calendar.moment(quarter.next().first_day(), 0).max(named.0);
    let days = company.policy.at(PolicyValue::NameAuthorDays, since_ms);
    let next = quarter.next();
    vec![Owing {
        what: line!("name_author", year = year(next), quarter = Fact::Count(next.number().into())),
        who,
        since_ms,
        due_ms: company.due_ms(who, since_ms, days),
        state: report.continued.map_or(DutyState::Open, |at| DutyState::Done(at.0)),
    }]
}

/// Its year; as a number it would be told in thousands.
fn year(quarter: Quarter) -> Fact {
    Fact::Text(quarter.year().to_string())
}
