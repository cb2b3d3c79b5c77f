//! ## 3.2 Questions to departments 疑問與解答
//!
//! **3.2.c** Questions and doubts get answered with the company's own resources.
//!
//! A question is a record of its own, since a department reads questions and not deals: the seller carries over what
//! the department must know. It is asked, taken on by somebody of the department, answered, and told to the customer.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::audience::Concerned;
use crate::general::{HandOn, Waiver, handover, settled, signature};
use crate::law::{Act, ActName, Asks, Bar, Barred, DutyState, Fact, Lawful, Owed, Owing};
use crate::people::{Department, Person};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Clause, Company, DocId, PersonId, line, record};

record! {
    /// A customer's question that a department answers.
    Question "question" made_by AskQuestion {
        /// The question in a line.
        subject: String = Line(120), C3_2_c, Words, AskQuestion, required, searched;
        /// All that belongs to it, in the words of the customer.
        question: String = Lines(2000), C3_2_c, Words, AskQuestion;
        /// Which department is asked.
        department: Option<Department> = Choice(Department::CODES), C3_2_c, Plain, AskQuestion, required;
        /// What the department must know of customer and deal.
        about: String = Line(200), C3_2_c, Words, AskQuestion, searched;
        /// The deal it came up in.
        deal: Option<DocId> = Document, C3_2_c, Plain, AskQuestion;
        /// The customer.
        customer: Option<DocId> = Document, C3_2_c, Plain, AskQuestion;
        /// Who asks for the customer, and tells them.
        asker: Option<PersonId> = Person, C1_2, Plain, HandOverQuestion, required;
        /// Asked then.
        asked: Option<Instant> = Instant, C3_2_c, Plain, AskQuestion, required;
        /// Who of the department has taken it on.
        taken_by: Option<PersonId> = Person, C3_2_c, Plain, TakeQuestion;
        /// The answer.
        answer: String = Lines(4000), C3_2_c, Words, AnswerQuestion;
        /// Who answered.
        answered_by: Option<PersonId> = Person, C3_2_c, Plain, AnswerQuestion;
        /// Answered then.
        answered: Option<Instant> = Instant, C3_2_c, Plain, AnswerQuestion;
        /// The customer was told then.
        told: Option<Instant> = Instant, C3_2_c, Plain, TellAnswer;
        /// Who told them.
        told_by: Option<PersonId> = Person, C3_2_c, Plain, TellAnswer;
        /// What the customer said to it.
        told_words: String = Lines(1000), C3_2_c, Words, TellAnswer;
    }
    lists {
        /// Duties handed on.
        hand_ons: HandOn = "hand_on";
        /// Duties let go.
        waivers: Waiver = "waiver";
    }
}

/// Bars on questions, of all chapters in the policy's order.
const QUESTION_BARS: &[(Clause, Bar<Question>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C1_1, settled::waived_unlawfully),
    (Clause::C1_1, settled::handed_on_unlawfully),
    (Clause::C1_1, settled::hand_on_answered_for_another),
    (Clause::C1_2, handover::asker_changed_without_authority),
    (Clause::C1_2, handover::question_given_to_nobody),
    (Clause::C3_2_c, asked_for_another),
    (Clause::C3_2_c, asked_otherwise_once_answered),
    (Clause::C3_2_c, answered_by_another_department),
    (Clause::C3_2_c, answered_without_words),
    (Clause::C3_2_c, told_before_the_answer),
    (Clause::C3_2_c, step_at_another_time),
];

/// Duties from questions, of all chapters in the policy's order.
const QUESTION_DUTIES: &[(Clause, Owed<Question>, Asks)] =
    &[(Clause::C3_2_c, answer_question, Asks::Answer), (Clause::C3_2_c, tell_answer, Asks::Telling)];

impl Lawful for Question {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        QUESTION_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        QUESTION_DUTIES.to_vec()
    }

    fn settled(&self) -> settled::Settled<'_> {
        settled::Settled { waivers: &self.waivers, hand_ons: &self.hand_ons, answers: &[] }
    }
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// A question bears the name of whom it is asked by; they, or somebody acting for them, put it otherwise, and tell the
/// customer, where no colleague has taken that on.
fn asked_for_another(act: &Act<'_, Question>) -> Option<Barred> {
    let me = act.person.id;
    let asker = act.after.asker?;
    let acts = me == asker || (act.before.is_some() && act.company.acts_for(me, asker, act.entered_ms));
    let takes_on = || act.before.is_some_and(|before| before.settled().has_taken_on(me, before.answered));
    let barred = match act.name {
        ActName::AskQuestion => !acts,
        ActName::TellAnswer => act.after.told_by != Some(me) || !(acts || takes_on()),
        _ => false,
    };
    barred.then(|| Barred {
        who: Some(asker),
        ..Barred::because(line!("not_your_question", asker = Fact::Person(asker)))
    })
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// Bars putting a question otherwise that was answered as it was asked.
fn asked_otherwise_once_answered(act: &Act<'_, Question>) -> Option<Barred> {
    let asked = |it: &Question| (it.subject.clone(), it.question.clone(), it.about.clone(), it.department);
    let answered = act.before.filter(|before| before.answered.is_some())?;
    (asked(answered) != asked(act.after)).then(|| Barred::because(line!("answered_as_asked")))
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// It is taken on and answered by somebody of the department that is asked, or by a colleague who accepted to, in
/// their own name; not by asking.
fn answered_by_another_department(act: &Act<'_, Question>) -> Option<Barred> {
    let nothing = Question::default();
    let before = act.before.unwrap_or(&nothing);
    let takes = act.name == ActName::TakeQuestion || before.taken_by != act.after.taken_by;
    if !takes && !answers(act) {
        return None;
    }
    let me = act.person.id;
    let department = before.department.or(act.after.department);
    let may = act.person.department == department || before.settled().has_taken_on(me, before.asked);
    let named =
        (!takes || act.after.taken_by == Some(me)) && (!answers(act) || act.after.answered_by == Some(me));
    let head = department.and_then(|it| act.company.people.head_of(it));
    let wrong = line!(
        "not_your_department",
        department = Fact::Department(department.unwrap_or(Department::Technical))
    );
    (!may || !named).then(|| Barred { who: head, ..Barred::because(wrong) })
}

/// Whether it writes or settles an answer.
fn answers(act: &Act<'_, Question>) -> bool {
    let nothing = Question::default();
    let answer = |it: &Question| (it.answer.clone(), it.answered, it.answered_by);
    act.name == ActName::AnswerQuestion || answer(act.before.unwrap_or(&nothing)) != answer(act.after)
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// Bars an answer without words, and another answer once the customer was told.
fn answered_without_words(act: &Act<'_, Question>) -> Option<Barred> {
    if !answers(act) {
        return None;
    }
    if act.before.is_some_and(|before| before.told.is_some()) {
        return Some(Barred::because(line!("told_already")));
    }
    let lacks = vec![line!("answer_words", field = Fact::Field("answer".into()))];
    let empty = act.after.answer.trim().is_empty();
    empty.then(|| Barred { lacks, ..Barred::because(line!("answered_without_words")) })
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// Bars telling the customer what nobody has answered yet.
fn told_before_the_answer(act: &Act<'_, Question>) -> Option<Barred> {
    let unanswered = act.before.is_none_or(|before| before.answered.is_none());
    let tells = act.after.told.is_some() && act.before.is_none_or(|before| before.told.is_none());
    (tells && unanswered).then(|| Barred::because(line!("nothing_to_tell")))
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// Asking, answering and telling each bear the moment at which they are written down; that of asking stays, since the
/// answer is owed from then on.
fn step_at_another_time(act: &Act<'_, Question>) -> Option<Barred> {
    let moments = |it: &Question| [it.asked, it.answered, it.told];
    let before = act.before.map(moments).unwrap_or_default();
    let now = Some(Instant(act.entered_ms));
    let misdated =
        moments(act.after).into_iter().zip(before).any(|(after, before)| after != before && after != now);
    let moved = act.before.is_some_and(|before| before.asked != act.after.asked);
    let named = act.name == ActName::AnswerQuestion && act.after.answered != now;
    let told = act.name == ActName::TellAnswer && act.after.told != now;
    let chosen =
        act.only_chooses(&["asked", "answered", "told", "answer", "answered_by", "told_by", "told_words"]);
    ((misdated || moved || named || told) && !chosen).then(|| Barred::because(line!("step_not_now")))
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// Owed by who has taken it on, while they are of the department that is asked or have accepted to answer; else by the
/// head of the department.
fn answer_question(question: &Question, company: &Company) -> Vec<Owing> {
    let head = || question.department.and_then(|department| company.people.head_of(department));
    let helps = |id: PersonId| question.settled().has_taken_on(id, question.asked);
    let is_theirs = |id: &PersonId| {
        let of_it = |person: &Person| person.department == question.department || helps(*id);
        company.people.get(*id).is_some_and(|person| !person.left && of_it(person))
    };
    let taken_by = question.taken_by.filter(is_theirs);
    let (Some(who), Some(asked)) = (taken_by.or_else(head), question.asked) else {
        return Vec::new();
    };
    let days = company.policy.at(PolicyValue::AnswerQuestionDays, asked.0);
    let asker = question.asker.unwrap_or_default();
    vec![Owing {
        what: line!("answer_question", asker = Fact::Person(asker), asked = Fact::Instant(asked.0)),
        who,
        since_ms: asked.0,
        due_ms: company.due_ms(who, asked.0, days),
        state: question.answered.map_or(DutyState::Open, |answered| DutyState::Done(answered.0)),
    }]
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// Owed by who asked, once it is answered.
fn tell_answer(question: &Question, company: &Company) -> Vec<Owing> {
    let (Some(who), Some(answered)) = (question.asker, question.answered) else { return Vec::new() };
    let days = company.policy.at(PolicyValue::TellAnswerDays, answered.0);
    let by = question.answered_by.unwrap_or_default();
    vec![Owing {
        what: line!("tell_answer", by = Fact::Person(by), answered = Fact::Instant(answered.0)),
        who,
        since_ms: answered.0,
        due_ms: company.due_ms(who, answered.0, days),
        state: question.told.map_or(DutyState::Open, |told| DutyState::Done(told.0)),
    }]
}

impl Question {
    /// Who works on it: who asked, who took it on, whoever of the department; helpers to whom a duty was offered.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        let workers = self.asker.into_iter().chain(self.taken_by);
        let department: BTreeSet<Department> = self.department.into_iter().collect();
        Concerned {
            owner: self.asker,
            workers: workers.collect(),
            departments: department.clone(),
            helpers: self.settled().helpers().collect(),
            answering: department,
            ..Concerned::default()
        }
    }
}
