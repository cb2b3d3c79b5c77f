//! ## 2.1 Handing the report in 市場報告的提交與閱讀
//!
//! The author alone writes and submits; what is submitted stays. Whoever opens it has read it; the manager names what
//! follows.

#[cfg(test)]
mod tests;

use super::{MarketReport, Quotation, ReportPart};
use crate::law::{Act, Barred, DutyState, Fact, Lawful, Line, Owing};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Company, PersonId, line};

/// What the author is answerable for.
fn written(report: &MarketReport) -> ([&str; 3], &[Quotation]) {
    ([&report.industry, &report.competitors, &report.trends], &report.quotations)
}

impl MarketReport {
    /// Whether somebody writes and submits it at a moment (ms UTC): its author, who stands in for them, the colleague who
    /// took it on.
    #[must_use]
    pub fn is_written_by(&self, who: PersonId, company: &Company, at_ms: i64) -> bool {
        let today = company.calendar.day_of(at_ms);
        let stands_in = self.author.is_some_and(|author| company.stand_in(author, today) == Some(who));
        self.author == Some(who) || stands_in || self.settled().has_taken_on(who, self.named)
    }

    /// Whether somebody names what follows at a moment (ms UTC): the manager, who acts for them, the colleague who took it
    /// on.
    #[must_use]
    pub fn is_followed_by(&self, who: PersonId, company: &Company, at_ms: i64) -> bool {
        let acts = |reader: PersonId| reader == who || company.acts_for(who, reader, at_ms);
        self.reader(company).is_none_or(acts) || self.settled().has_taken_on(who, self.submitted)
    }
}

fn submitted_before(act: &Act<'_, MarketReport>) -> Option<Instant> {
    act.before.and_then(|before| before.submitted)
}

/// **2.1.b** The report goes to the sales manager and the departments concerned.
///
/// It is written and submitted by its author, by who stands in for them, or by the colleague who took it on.
pub(super) fn report_written_by_another(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let nothing = MarketReport::default();
    let before = act.before.unwrap_or(&nothing);
    let writes = written(before) != written(act.after) || before.submitted != act.after.submitted;
    let owned = act.before.unwrap_or(act.after);
    let (author, may) = (owned.author, owned.is_written_by(act.person.id, act.company, act.entered_ms));
    let author_told = Fact::Person(author.unwrap_or_default());
    (writes && !may)
        .then(|| Barred { who: author, ..Barred::because(line!("not_your_report", author = author_told)) })
}

/// **2.1.b** The report goes to the sales manager and the departments concerned.
///
/// Bars submitting without all three parts.
pub(super) fn submitted_without_a_part(act: &Act<'_, MarketReport>) -> Option<Barred> {
    if act.after.submitted.is_none() || submitted_before(act).is_some() {
        return None;
    }
    let is_there = |part: &ReportPart| !act.after.part(*part).trim().is_empty();
    let (holds, lacks) = ReportPart::ALL.iter().copied().partition::<Vec<_>, _>(is_there);
    let told = |parts: Vec<ReportPart>| -> Vec<Line> {
        parts.into_iter().map(|part| line!("part", field = Fact::Field(part.code().into()))).collect()
    };
    (!lacks.is_empty()).then(|| Barred {
        holds: told(holds),
        lacks: told(lacks),
        ..Barred::because(line!("submitted_without_a_part"))
    })
}

/// **2.1.b** The report goes to the sales manager and the departments concerned.
///
/// It is submitted at the moment at which that is written down: what is owed next counts from then.
pub(super) fn submitted_at_another_time(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let submits = submitted_before(act).is_none() && act.after.submitted.is_some();
    let now = act.after.submitted == Some(Instant(act.entered_ms));
    (submits && !now).then(|| Barred::because(line!("submitted_not_now")))
}

/// **2.1.b** The report goes to the sales manager and the departments concerned.
///
/// What was submitted stays: others have read it. What changed since belongs into the next report.
pub(super) fn changed_after_submission(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let before = act.before?;
    let submitted = before.submitted?;
    let changed = written(before) != written(act.after) || before.author != act.after.author;
    let again = act.after.submitted != before.submitted && !act.only_chooses(&["submitted"]);
    let at = Fact::Instant(submitted.0);
    if again {
        return Some(Barred::because(line!("submitted_already", at = at)));
    }
    changed.then(|| Barred::because(line!("submitted_stays", at = at)))
}

/// **2.1.b** The report goes to the sales manager and the departments concerned.
///
/// Nobody has read, and nothing follows from, what is not submitted.
pub(super) fn read_before_submission(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let count = |it: &MarketReport| (it.readings.len(), it.consequences.len());
    let stood = act.before.map(count).unwrap_or_default();
    (submitted_before(act).is_none() && count(act.after) != stood)
        .then(|| Barred::because(line!("nothing_submitted")))
}

/// **2.1.b** The report goes to the sales manager and the departments concerned.
///
/// What follows is named by the manager to whom it goes, by somebody who acts for them, or by the colleague who took it on.
pub(super) fn followed_by_another(act: &Act<'_, MarketReport>) -> Option<Barred> {
    let before = act.before?;
    let names = before.consequences.len() != act.after.consequences.len();
    let reader = before.reader(act.company);
    let may = before.is_followed_by(act.person.id, act.company, act.entered_ms);
    let reader_told = Fact::Person(reader.unwrap_or_default());
    (names && !may).then(|| Barred {
        who: reader,
        ..Barred::because(line!("not_yours_to_follow", reader = reader_told))
    })
}

/// **2.1.b** The report goes to the sales manager and the departments concerned.
///
/// The manager reads it and names what follows.
pub(super) fn name_what_follows(report: &MarketReport, company: &Company) -> Vec<Owing> {
    let (Some(who), Some(submitted)) = (report.reader(company), report.submitted) else { return Vec::new() };
    let days = company.policy.at(PolicyValue::ReadReportDays, submitted.0);
    let author = Fact::Person(report.author.unwrap_or_default());
    let named = report.consequences.iter().filter_map(|it| it.at).min();
    vec![Owing {
        what: line!("name_what_follows", author = author, submitted = Fact::Instant(submitted.0)),
        who,
        since_ms: submitted.0,
        due_ms: company.due_ms(who, submitted.0, days),
        state: named.map_or(DutyState::Open, |at| DutyState::Done(at.0)),
    }]
}
