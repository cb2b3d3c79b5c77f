//! ## 2.4 Needs reports 需求報告
//!
//! **2.4.b** Needs are sorted and analysed into a needs report for R&D and strategy.
//!
//! A report freezes what was counted when it was composed, so that R&D reads it without the customers' records, and
//! reads the same later. It is handed to R&D, taken on by somebody there, and answered.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::needs_figures::NeedsFigures;
use crate::audience::Concerned;
use crate::general::{HandOn, Waiver, settled, signature};
use crate::law::{Act, ActName, Asks, Bar, Barred, DutyState, Fact, Lawful, Line, Owed, Owing};
use crate::people::{Department, Person, Role};
use crate::policy::PolicyValue;
use crate::value::{Day, Instant};
use crate::{Clause, Company, DocId, PersonId, line, record};

record! {
    /// What customers need, for R&D and strategy.
    NeedsReport "needs_report" made_by ComposeNeedsReport {
        /// What it is called.
        title: String = Line(120), C2_4_b, Words, EditNeedsReport, required, searched;
        /// Researches from that day on.
        from: Option<Day> = Day, C2_4_b, Plain, EditNeedsReport, stamped;
        /// … to that day.
        to: Option<Day> = Day, C2_4_b, Plain, EditNeedsReport, stamped;
        /// By which questionnaire.
        questionnaire: Option<DocId> = Document, C2_4_b, Plain, EditNeedsReport;
        /// From which territory.
        territory: String = Line(60), C2_4_b, Plain, EditNeedsReport, stamped;
        /// What was counted, as it was then.
        figures: String = Lines(200_000), C2_4_b, Words, EditNeedsReport, stamped;
        /// What follows from it.
        conclusions: String = Lines(4000), C2_4_b, Words, EditNeedsReport;
        /// What R&D is asked.
        request: String = Lines(2000), C2_4_b, Words, EditNeedsReport;
        /// Who composed it.
        author: Option<PersonId> = Person, C2_4_b, Plain, EditNeedsReport, required;
        /// Composed then.
        composed: Option<Instant> = Instant, C2_4_b, Plain, EditNeedsReport, required;
        /// Handed to R&D then.
        handed_over: Option<Instant> = Instant, C2_4_b, Plain, SubmitNeedsReport;
        /// Who of R&D has taken it on.
        taken_by: Option<PersonId> = Person, C2_4_b, Plain, TakeNeedsReport;
        /// What R&D makes of it.
        answer: String = Lines(4000), C2_4_b, Words, AnswerNeedsReport;
        /// Who answered.
        answered_by: Option<PersonId> = Person, C2_4_b, Plain, AnswerNeedsReport;
        /// Answered then.
        answered: Option<Instant> = Instant, C2_4_b, Plain, AnswerNeedsReport;
    }
    lists {
        /// Duties handed on.
        hand_ons: HandOn = "hand_on";
        /// Duties let go.
        waivers: Waiver = "waiver";
    }
}

/// Bars on needs reports, in the policy's order.
const NEEDS_REPORT_BARS: &[(Clause, Bar<NeedsReport>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C1_1, settled::waived_unlawfully),
    (Clause::C1_1, settled::handed_on_unlawfully),
    (Clause::C1_1, settled::hand_on_answered_for_another),
    (Clause::C2_4_b, composed_by_another_office),
    (Clause::C2_4_b, handed_over_empty),
    (Clause::C2_4_b, changed_once_handed_over),
    (Clause::C2_4_b, needs_answered_by_another_department),
    (Clause::C2_4_b, needs_answered_without_words),
    (Clause::C2_4_b, report_step_at_another_time),
];

/// Duties from needs reports, in the policy's order.
const NEEDS_REPORT_DUTIES: &[(Clause, Owed<NeedsReport>, Asks)] =
    &[(Clause::C2_4_b, answer_needs, Asks::NeedsAnswer)];

impl Lawful for NeedsReport {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        NEEDS_REPORT_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        NEEDS_REPORT_DUTIES.to_vec()
    }

    fn settled(&self) -> settled::Settled<'_> {
        settled::Settled { waivers: &self.waivers, hand_ons: &self.hand_ons, answers: &[] }
    }
}

/// The department that answers.
const ASKED: Department = Department::Rnd;

/// Whether somebody composes needs reports: marketing, and whoever leads sales.
#[must_use]
pub fn composes_needs_reports(person: &Person) -> bool {
    let leads = matches!(person.role, Role::Manager | Role::Director | Role::Gm);
    leads || person.department == Some(Department::Marketing)
}

/// **2.4.b** Needs are sorted and analysed into a needs report for R&D and strategy.
///
/// A report is composed by marketing or whoever leads sales, and bears the name of who did.
fn composed_by_another_office(act: &Act<'_, NeedsReport>) -> Option<Barred> {
    let composes = matches!(
        act.name,
        ActName::ComposeNeedsReport | ActName::EditNeedsReport | ActName::SubmitNeedsReport
    );
    let author = act.before.map_or(Some(act.person.id), |before| before.author);
    let honest = act.after.author == author;
    let may = !composes || composes_needs_reports(act.person);
    let who = act.company.people.head_of(Department::Marketing);
    (!may || !honest).then(|| Barred { who, ..Barred::because(line!("not_your_report")) })
}

/// **2.4.b** Needs are sorted and analysed into a needs report for R&D and strategy.
///
/// Bars handing over a report that counts nothing or says nothing, and one that nobody is there to answer.
fn handed_over_empty(act: &Act<'_, NeedsReport>) -> Option<Barred> {
    if act.after.handed_over.is_none() || act.before.is_some_and(|it| it.handed_over.is_some()) {
        return None;
    }
    if act.company.people.head_of(ASKED).is_none() {
        let wrong = line!("nobody_answers", department = Fact::Department(ASKED));
        return Some(Barred::because(wrong));
    }
    let counted = act.after.counted().is_some_and(|figures| figures.researches > 0);
    let worded = !act.after.conclusions.trim().is_empty();
    let part = |is: bool, line: Line| (is, line);
    let parts = [
        part(counted, line!("figures_part")),
        part(worded, line!("conclusions_part", field = Fact::Field("conclusions".into()))),
    ];
    let (holds, lacks): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(is, _)| *is);
    let lines = |parts: Vec<(bool, Line)>| parts.into_iter().map(|(_, line)| line).collect();
    let (holds, lacks): (Vec<Line>, Vec<Line>) = (lines(holds), lines(lacks));
    (!lacks.is_empty()).then(|| Barred { holds, lacks, ..Barred::because(line!("report_empty")) })
}

/// **2.4.b** Needs are sorted and analysed into a needs report for R&D and strategy.
///
/// What was handed over stays as R&D got it.
fn changed_once_handed_over(act: &Act<'_, NeedsReport>) -> Option<Barred> {
    let before = act.before.filter(|before| before.handed_over.is_some())?;
    let told = |it: &NeedsReport| {
        let chosen = (it.from, it.to, it.questionnaire, it.territory.clone());
        (it.title.clone(), chosen, it.figures.clone(), it.conclusions.clone(), it.request.clone())
    };
    let at = Fact::Instant(before.handed_over.unwrap_or_default().0);
    (told(before) != told(act.after)).then(|| Barred::because(line!("handed_over_stays", handed_over = at)))
}

/// **2.4.b** Needs are sorted and analysed into a needs report for R&D and strategy.
///
/// It is taken on and answered by somebody of R&D, or by a colleague who accepted to, in their own name; not before
/// it was handed over.
fn needs_answered_by_another_department(act: &Act<'_, NeedsReport>) -> Option<Barred> {
    let nothing = NeedsReport::default();
    let before = act.before.unwrap_or(&nothing);
    let takes = act.name == ActName::TakeNeedsReport || before.taken_by != act.after.taken_by;
    if !takes && !answers(act) {
        return None;
    }
    let me = act.person.id;
    let of_it = act.person.department == Some(ASKED) || before.settled().has_taken_on(me, before.handed_over);
    let named =
        (!takes || act.after.taken_by == Some(me)) && (!answers(act) || act.after.answered_by == Some(me));
    if !of_it || !named {
        let who = act.company.people.head_of(ASKED);
        return Some(Barred { who, ..Barred::because(line!("rnd_answers")) });
    }
    before.handed_over.is_none().then(|| Barred::because(line!("not_handed_over")))
}

/// Whether it writes or settles an answer.
fn answers(act: &Act<'_, NeedsReport>) -> bool {
    let nothing = NeedsReport::default();
    let answer = |it: &NeedsReport| (it.answer.clone(), it.answered, it.answered_by);
    act.name == ActName::AnswerNeedsReport || answer(act.before.unwrap_or(&nothing)) != answer(act.after)
}

/// **2.4.b** Needs are sorted and analysed into a needs report for R&D and strategy.
///
/// Bars an answer without words.
fn needs_answered_without_words(act: &Act<'_, NeedsReport>) -> Option<Barred> {
    let empty = answers(act) && act.after.answer.trim().is_empty();
    let lacks = vec![line!("needs_answer_words", field = Fact::Field("answer".into()))];
    empty.then(|| Barred { lacks, ..Barred::because(line!("needs_answered_without_words")) })
}

/// **2.4.b** Needs are sorted and analysed into a needs report for R&D and strategy.
///
/// Composing, handing over and answering bear the moment at which they are done; when it was handed over stays, since
/// the answer is owed from then on.
fn report_step_at_another_time(act: &Act<'_, NeedsReport>) -> Option<Barred> {
    let now = Some(Instant(act.entered_ms));
    let once = |it: &NeedsReport| [it.composed, it.handed_over];
    let before = act.before.map(once).unwrap_or_default();
    let steps = once(act.after).into_iter().zip(before).all(|(after, before)| act.is_stamped(before, after));
    let chosen = act.only_chooses(&["answered", "answered_by", "answer"]);
    let answered = !answers(act) || chosen || act.after.answered == now;
    (!steps || !answered).then(|| Barred::because(line!("report_step_not_now")))
}

/// **2.4.b** Needs are sorted and analysed into a needs report for R&D and strategy.
///
/// Owed by who has taken it on, while they are of R&D or have accepted to answer; else by its head.
fn answer_needs(report: &NeedsReport, company: &Company) -> Vec<Owing> {
    let helps = |id: PersonId| report.settled().has_taken_on(id, report.handed_over);
    let is_theirs = |id: &PersonId| {
        let of_it = |person: &Person| person.department == Some(ASKED) || helps(*id);
        company.people.get(*id).is_some_and(|person| !person.left && of_it(person))
    };
    let who = report.taken_by.filter(is_theirs).or_else(|| company.people.head_of(ASKED));
    let (Some(who), Some(handed_over)) = (who, report.handed_over) else { return Vec::new() };
    let days = company.policy.at(PolicyValue::AnswerNeedsDays, handed_over.0);
    let author = Fact::Person(report.author.unwrap_or_default());
    vec![Owing {
        what: line!("answer_needs", author = author, handed_over = Fact::Instant(handed_over.0)),
        who,
        since_ms: handed_over.0,
        due_ms: company.due_ms(who, handed_over.0, days),
        state: report.answered.map_or(DutyState::Open, |answered| DutyState::Done(answered.0)),
    }]
}

impl NeedsReport {
    /// What was counted; `None` where that cannot be read or was never counted.
    #[must_use]
    pub fn counted(&self) -> Option<NeedsFigures> {
        NeedsFigures::read(&self.figures)
    }

    /// Who works on it: its author, marketing, and R&D once it has it.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        let asked = self.handed_over.map(|_| ASKED);
        let departments: BTreeSet<Department> = asked.into_iter().chain([Department::Marketing]).collect();
        Concerned {
            owner: self.author,
            workers: self.author.into_iter().chain(self.taken_by).collect(),
            departments: departments.clone(),
            helpers: self.settled().helpers().collect(),
            answering: departments,
            ..Concerned::default()
        }
    }
}
