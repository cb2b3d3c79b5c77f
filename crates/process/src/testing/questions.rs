//! A builder of questions to departments (3.2.c).

use super::records::nth_entry;
use super::{LIN, ms};
use crate::general::HandOn;
use crate::opportunity::Question;
use crate::people::Department;
use crate::value::Instant;
use crate::{Clause, Facts, PersonId, Record};

/// A question that [`LIN`] asked the service department on Monday 2026-11-02 at 09:00.
#[must_use]
pub fn question() -> QuestionBuilder {
    QuestionBuilder(Question {
        subject: "噪音能否低於 62 dB".to_owned(),
        question: "客戶廠房距宿舍 40 米".to_owned(),
        department: Some(Department::Service),
        about: "北辰電機 二期".to_owned(),
        asker: Some(LIN),
        asked: Some(Instant(ms("2026-11-02 09:00"))),
        ..Question::default()
    })
}

/// See [`question`].
#[derive(Debug, Clone)]
pub struct QuestionBuilder(Question);

impl QuestionBuilder {
    /// That person asks.
    #[must_use]
    pub fn asked_by(mut self, asker: PersonId) -> Self {
        self.0.asker = Some(asker);
        self
    }

    /// That department is asked.
    #[must_use]
    pub fn to(mut self, department: Department) -> Self {
        self.0.department = Some(department);
        self
    }

    /// Asked at that local time.
    #[must_use]
    pub fn at(mut self, local: &str) -> Self {
        self.0.asked = Some(Instant(ms(local)));
        self
    }

    /// That person has taken it on.
    #[must_use]
    pub fn taken_by(mut self, person: PersonId) -> Self {
        self.0.taken_by = Some(person);
        self
    }

    /// Somebody answered at that local time.
    #[must_use]
    pub fn answered(mut self, local: &str, by: PersonId) -> Self {
        "加隔音罩後 60 dB".clone_into(&mut self.0.answer);
        self.0.answered_by = Some(by);
        self.0.answered = Some(Instant(ms(local)));
        self
    }

    /// Somebody told the customer at that local time.
    #[must_use]
    pub fn told(mut self, local: &str, by: PersonId) -> Self {
        "可以接受".clone_into(&mut self.0.told_words);
        self.0.told_by = Some(by);
        self.0.told = Some(Instant(ms(local)));
        self
    }

    /// Somebody offered to a colleague what is owed since a local time.
    #[must_use]
    pub fn offered(mut self, local: &str, (by, to): (PersonId, PersonId), since: &str) -> Self {
        self.0.hand_ons.push(HandOn {
            id: nth_entry(self.0.hand_ons.len()),
            clause: Clause::C3_2_c.id().to_owned(),
            since: Some(Instant(ms(since))),
            to: Some(to),
            by: Some(by),
            at: Some(Instant(ms(local))),
            ..HandOn::default()
        });
        self
    }

    /// The colleague to whom it was offered last accepted.
    #[must_use]
    pub fn accepted(mut self, local: &str) -> Self {
        if let Some(offer) = self.0.hand_ons.last_mut() {
            offer.accepted = Some(Instant(ms(local)));
        }
        self
    }

    /// The typed record.
    #[must_use]
    pub fn build(self) -> Question {
        self.0
    }

    /// As a document holds it.
    #[must_use]
    pub fn facts(&self) -> Facts {
        self.0.to_facts()
    }
}
