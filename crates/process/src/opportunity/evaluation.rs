//! ## 3.3 Judging opportunities 商機評估
//!
//! A judgement has three scores with their reasons, says whether the deal is feasible, and how likely it is. The grade
//! is derived from the latest one by weights and cut-offs of the policy; nobody sets it.

#[cfg(test)]
mod tests;

use super::life::Life;
use super::{Closed, Deal};
use crate::law::{Act, Barred, DutyState, Fact, Owing};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Company, PersonId, choice, entry, line};

choice! {
    /// 3.3.b What the matrix makes of a deal.
    Grade {
        /// 高
        High = "high",
        /// 中
        Mid = "mid",
        /// 低
        Low = "low",
    }
}

entry! {
    /// A judgement of the deal.
    Evaluation made_by EvaluateDeal {
        /// How well we fit what the customer needs, 1 = hardly … 5 = fully.
        need: Option<i64> = Number(1, 5), C3_3_a, Plain, EvaluateDeal, required;
        /// Why.
        need_why: String = Lines(500), C3_3_a, Words, EvaluateDeal;
        /// Whether the customer can pay, 1 = hardly … 5 = surely.
        power: Option<i64> = Number(1, 5), C3_3_a, Plain, EvaluateDeal, required;
        /// Why.
        power_why: String = Lines(500), C3_3_a, Words, EvaluateDeal;
        /// How we stand against rivals, 1 = they are strong … 5 = they are weak.
        rivals: Option<i64> = Number(1, 5), C3_3_a, Plain, EvaluateDeal, required;
        /// Why.
        rivals_why: String = Lines(500), C3_3_a, Words, EvaluateDeal;
        /// It cannot be done.
        infeasible: bool = Flag, C3_3_a, Plain, EvaluateDeal;
        /// Why it can be done, or cannot.
        feasible_why: String = Lines(500), C3_3_a, Words, EvaluateDeal;
        /// Chance of winning in %.
        chance: Option<i64> = Number(0, 100), C3_3_a, Plain, EvaluateDeal, required;
        /// Who judged.
        by: Option<PersonId> = Person, C3_3_a, Plain, EvaluateDeal, required;
        /// When.
        at: Option<Instant> = Instant, C3_3_a, Plain, EvaluateDeal, required;
        /// Who took it over, where the author had no authority any more.
        taken_over_by: Option<PersonId> = Person, C3_3_a, Plain, EvaluateDeal;
    }
}

/// The scores that need a reason in words, each with the field of the reason.
const REASONS: [&str; 4] = ["need_why", "power_why", "rivals_why", "feasible_why"];

/// **3.3.a** Judge opportunities periodically by need fit, purchasing power, competition: feasibility and chance.
///
/// Bars a judgement without reasons: each score and the feasibility say why.
pub(super) fn judged_without_reasons(act: &Act<'_, Deal>) -> Option<Barred> {
    let before = act.before.map(|before| before.evaluations.as_slice()).unwrap_or_default();
    let reasons = |it: &Evaluation| {
        let words = [&it.need_why, &it.power_why, &it.rivals_why, &it.feasible_why];
        REASONS.into_iter().zip(words.map(|words| !words.trim().is_empty()))
    };
    let new = act.after.evaluations.iter().filter(|it| !before.iter().any(|then| then.id == it.id));
    let told = new.map(reasons).find(|reasons| reasons.clone().any(|(_, there)| !there))?;
    let line_of = |(field, _): (&'static str, bool)| line!("reason_of", field = Fact::Field(field.into()));
    let (holds, lacks) = told.partition::<Vec<_>, _>(|(_, there)| *there);
    Some(Barred {
        holds: holds.into_iter().map(line_of).collect(),
        lacks: lacks.into_iter().map(line_of).collect(),
        ..Barred::because(line!("judged_without_reasons"))
    })
}

/// **3.3.a** Judge opportunities periodically by need fit, purchasing power, competition: feasibility and chance.
///
/// Owes the first judgement after opening, then one after the other; of imported deals from the import on.
pub(super) fn judge_periodically(deal: &Deal, company: &Company) -> Vec<Owing> {
    let (Some(seller), Some(life)) = (deal.seller, Life::of(deal, company)) else { return Vec::new() };
    let due_ms = |since_ms: i64, value: PolicyValue| {
        company.due_ms(seller, since_ms, company.policy.at(value, since_ms))
    };
    let again = |since_ms: i64, last_ms: i64| {
        let what = line!("evaluate_again", last = Fact::Instant(last_ms));
        (since_ms, due_ms(since_ms, PolicyValue::EvaluationEveryDays), what)
    };
    let first = |opened_ms: i64| {
        let what = line!("first_evaluation", opened = Fact::Instant(opened_ms));
        (opened_ms, due_ms(opened_ms, PolicyValue::FirstEvaluationDays), what)
    };
    let mut moments: Vec<i64> = judgements(deal).map(|(at_ms, _)| at_ms).collect();
    moments.dedup();
    let earlier_ms = moments.iter().copied().filter(|at_ms| *at_ms <= life.start_ms).max();
    let mut open = earlier_ms.map_or_else(|| first(life.start_ms), |at_ms| again(life.start_ms, at_ms));
    let mut owed = Vec::new();
    for at_ms in moments.into_iter().filter(|at_ms| life.holds(*at_ms)) {
        let (since_ms, due_ms, what) = std::mem::replace(&mut open, again(at_ms, at_ms));
        owed.push(Owing { what, who: seller, since_ms, due_ms, state: DutyState::Done(at_ms) });
    }
    let (since_ms, due_ms, what) = open;
    owed.push(Owing { what, who: seller, since_ms, due_ms, state: life.state() });
    owed
}

/// The judgements with their moments (ms UTC), earliest first.
pub fn judgements(deal: &Deal) -> impl Iterator<Item = (i64, &Evaluation)> {
    let mut all: Vec<(i64, &Evaluation)> =
        deal.evaluations.iter().filter_map(|it| Some((it.at?.0, it))).collect();
    all.sort_by_key(|(at_ms, it)| (*at_ms, it.id));
    all.into_iter()
}

/// The latest judgement; `None` where nobody has judged yet.
#[must_use]
pub fn latest(deal: &Deal) -> Option<&Evaluation> {
    judgements(deal).last().map(|(_, it)| it)
}

/// How deals of a grade have ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ended {
    /// Won.
    pub won: u32,
    /// Won, lost or dropped.
    pub all: u32,
}

/// 3.3.a The company's own history beside the chance that somebody states: of the ended deals given, with the grade of
/// their last judgement, those of one grade.
pub fn ended_of_grade(grade: Grade, ended: impl Iterator<Item = (Grade, Closed)>) -> Ended {
    ended.filter(|(of, _)| *of == grade).fold(Ended::default(), |sum, (_, closed)| Ended {
        won: sum.won + u32::from(closed == Closed::Won),
        all: sum.all + 1,
    })
}

impl Ended {
    /// The share won in whole %, half a percent up; `None` where nothing has ended.
    #[must_use]
    pub fn share(self) -> Option<u32> {
        (self.all > 0).then(|| (self.won * 100 + self.all / 2) / self.all)
    }
}

impl Evaluation {
    /// The weighted score in hundredths, 100–500; `None` where a score is missing.
    #[must_use]
    pub fn score(&self, company: &Company) -> Option<i64> {
        let at_ms = self.at?.0;
        let weight = |value| i128::from(company.policy.at(value, at_ms));
        // Whatever stands in a document, a score is one of the five.
        let score = |score: i64| i128::from(score.clamp(1, 5));
        let parts = [
            (score(self.need?), weight(PolicyValue::NeedWeight)),
            (score(self.power?), weight(PolicyValue::PowerWeight)),
            (score(self.rivals?), weight(PolicyValue::RivalsWeight)),
        ];
        let weights: i128 = parts.iter().map(|(_, weight)| weight).sum();
        let sum: i128 = parts.iter().map(|(score, weight)| score * weight).sum();
        // All weights nought: each counts the same.
        let hundredths = if weights == 0 {
            parts.iter().map(|(score, _)| score * 100).sum::<i128>() / 3
        } else {
            (sum * 100 + weights / 2) / weights
        };
        i64::try_from(hundredths.clamp(100, 500)).ok()
    }

    /// 3.3.b The grade that the matrix gives; what cannot be done is of low grade.
    #[must_use]
    pub fn grade(&self, company: &Company) -> Option<Grade> {
        let score = self.score(company)?;
        let from = |value| company.policy.at(value, self.at.map_or(0, |at| at.0));
        Some(match score {
            _ if self.infeasible => Grade::Low,
            score if score >= from(PolicyValue::HighFrom) => Grade::High,
            score if score >= from(PolicyValue::MidFrom) => Grade::Mid,
            _ => Grade::Low,
        })
    }
}

/// 3.3.b The grade of a deal; `None` before its first judgement.
#[must_use]
pub fn grade(deal: &Deal, company: &Company) -> Option<Grade> {
    latest(deal)?.grade(company)
}
