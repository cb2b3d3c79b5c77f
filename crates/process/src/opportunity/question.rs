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
use crate::people::Department;
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
/// A question bears the name of whom it is asked by; they or somebody acting for them tell the customer.
fn asked_for_another(act: &Act<'_, Question>) -> Option<Barred> {
    let me = act.person.id;
    let asker = act.after.asker?;
    let asks = act.before.is_none() && asker != me;
    let tells = act.name == ActName::TellAnswer
        && (act.after.told_by != Some(me)
            || (me != asker && !act.company.acts_for(me, asker, act.entered_ms)));
    (asks || tells).then(|| Barred {
        who: Some(asker),
        ..Barred::because(line!("not_your_question", asker = Fact::Person(asker)))
    })
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// It is taken on and answered by somebody of the department that is asked, in their own name.
fn answered_by_another_department(act: &Act<'_, Question>) -> Option<Barred> {
    if !matches!(act.name, ActName::TakeQuestion | ActName::AnswerQuestion) {
        return None;
    }
    let me = act.person.id;
    let named = match act.name {
        ActName::TakeQuestion => act.after.taken_by,
        _ => act.after.answered_by,
    };
    let department = act.before.and_then(|before| before.department);
    let helps = act.before.is_some_and(|before| before.settled().helpers().any(|helper| helper == me));
    let may = act.person.department == department || helps;
    let head = department.and_then(|it| act.company.people.head_of(it));
    let wrong = line!(
        "not_your_department",
        department = Fact::Department(department.unwrap_or(Department::Technical))
    );
    (!may || named != Some(me)).then(|| Barred { who: head, ..Barred::because(wrong) })
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// Bars an answer without words, and another answer once the customer was told.
fn answered_without_words(act: &Act<'_, Question>) -> Option<Barred> {
    if act.name != ActName::AnswerQuestion {
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
/// Asking, answering and telling each bear the moment at which they are written down.
fn step_at_another_time(act: &Act<'_, Question>) -> Option<Barred> {
    let moments = |it: &Question| [it.asked, it.answered, it.told];
    let before = act.before.map(moments).unwrap_or_default();
    let now = Some(Instant(act.entered_ms));
    let misdated =
        moments(act.after).into_iter().zip(before).any(|(after, before)| after != before && after != now);
    let named = act.name == ActName::AnswerQuestion && act.after.answered != now;
    let told = act.name == ActName::TellAnswer && act.after.told != now;
    let chosen =
        act.only_chooses(&["asked", "answered", "told", "answer", "answered_by", "told_by", "told_words"]);
    ((misdated || named || told) && !chosen).then(|| Barred::because(line!("step_not_now")))
}

/// **3.2.c** Questions and doubts get answered with the company's own resources.
///
/// Owed by who has taken it on, else by the head of the department.
fn answer_question(question: &Question, company: &Company) -> Vec<Owing> {
    let head = || question.department.and_then(|department| company.people.head_of(department));
    let (Some(who), Some(asked)) = (question.taken_by.or_else(head), question.asked) else {
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
        }
    }
}
