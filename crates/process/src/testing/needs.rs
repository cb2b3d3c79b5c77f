//! Builders of questionnaires, researches and needs reports (2.4).

use super::records::nth_entry;
use super::{LIN, ZHOU, ms};
use crate::people::{Department, Person};
use crate::prospecting::{
    Asked, Form, Item, ItemKind, Method, NeedsFigures, NeedsReport, Questionnaire, Research, Response,
    response_id,
};
use crate::value::Instant;
use crate::{Company, DocId, PersonId};

/// Marketer 孫悅, who makes questionnaires.
pub const SUN: PersonId = PersonId([0x3a; 16]);
/// Head of R&D 羅勇.
pub const LUO: PersonId = PersonId([0x7d; 16]);

/// The company with a marketer and with these people in R&D; [`LUO`] leads it.
#[must_use]
pub fn with_marketing_and_rnd(mut company: Company, rnd: &[PersonId]) -> Company {
    let staff = company.people.get(ZHOU).cloned();
    let rnd = rnd.iter().map(|id| (*id, Department::Rnd));
    for (id, department) in rnd.chain([(SUN, Department::Marketing)]) {
        let person =
            staff.clone().map(|zhou| Person { id, department: Some(department), head: id == LUO, ..zhou });
        person.into_iter().for_each(|person| company.people.put(person));
    }
    company
}

/// An item of a form.
#[must_use]
pub fn asked(name: &str, kind: ItemKind) -> Asked {
    Asked { name: name.to_owned(), kind, words: format!("問題 {name}"), ..Asked::default() }
}

/// A form of five items: which machine (required), its noise if it is a compressor, plans, satisfaction, wishes.
#[must_use]
pub fn compressor_form() -> Form {
    let machines = "compressor 空壓機\npump 泵\nnone 沒有";
    Form::from(vec![
        Asked { options: machines.to_owned(), required: true, ..asked("machine", ItemKind::Single) },
        Asked {
            least: "30".to_owned(),
            most: "120".to_owned(),
            required: true,
            shown_if: "machine = compressor".to_owned(),
            ..asked("noise", ItemKind::Number)
        },
        Asked {
            options: "hall 新廠房\nrobots 機械手".to_owned(), ..asked("plans", ItemKind::Multiple)
        },
        asked("satisfied", ItemKind::Scale),
        asked("wishes", ItemKind::Text),
    ])
}

/// A draft of it that [`SUN`] began on Monday 2026-11-02 at 09:00.
#[must_use]
pub fn questionnaire() -> Questionnaire {
    let form = compressor_form();
    let items = form.items().iter().enumerate().map(|(at, asked)| Item {
        id: nth_entry(at),
        place: i64::try_from(at).ok().map(|at| at * 1000),
        name: asked.name.clone(),
        item_kind: Some(asked.kind),
        words: asked.words.clone(),
        options: asked.options.clone(),
        least: asked.least.clone(),
        most: asked.most.clone(),
        required: asked.required,
        shown_if: asked.shown_if.clone(),
        ..Item::default()
    });
    Questionnaire {
        name: "空壓站現況".to_owned(),
        version: Some(1),
        author: Some(SUN),
        drafted: Some(Instant(ms("2026-11-02 09:00"))),
        items: items.collect(),
        ..Questionnaire::default()
    }
}

/// A research by that form that [`LIN`] began on Tuesday 2026-11-03 at 10:00, without an answer yet.
#[must_use]
pub fn research() -> Research {
    Research {
        subject: "空壓站現況".to_owned(),
        customer: Some(DocId([0xc1; 16])),
        method: Some(Method::Questionnaire),
        researcher: Some(LIN),
        begun: Some(Instant(ms("2026-11-03 10:00"))),
        questionnaire: Some(DocId([0x2f; 16])),
        version: Some(1),
        form: compressor_form().write(),
        ..Research::default()
    }
}

impl Research {
    /// An item was answered at a local time.
    #[must_use]
    pub fn responded(mut self, item: &str, value: &str, local: &str) -> Self {
        let id = response_id(item);
        self.responses.retain(|response| response.id != id);
        let at = Some(Instant(ms(local)));
        self.responses.push(Response { id, item: item.to_owned(), value: value.to_owned(), at });
        self.responses.sort_by_key(|response| response.id);
        self
    }

    /// Finished at a local time.
    #[must_use]
    pub fn finished_at(mut self, local: &str) -> Self {
        self.finished = Some(Instant(ms(local)));
        self
    }
}

/// A report of one research that [`SUN`] composed on Monday 2026-11-09 at 09:00.
#[must_use]
pub fn needs_report() -> NeedsReport {
    let set = [(DocId([0x5e; 16]), research().responded("machine", "none", "2026-11-03 10:05"))];
    NeedsReport {
        title: "空壓站需求 11 月".to_owned(),
        figures: NeedsFigures::of(&set).write(200_000),
        conclusions: "噪音比價格重要".to_owned(),
        author: Some(SUN),
        composed: Some(Instant(ms("2026-11-09 09:00"))),
        ..NeedsReport::default()
    }
}

impl NeedsReport {
    /// Handed to R&D at a local time.
    #[must_use]
    pub fn handed_over_at(mut self, local: &str) -> Self {
        self.handed_over = Some(Instant(ms(local)));
        self
    }

    /// Answered at a local time.
    #[must_use]
    pub fn answered_at(mut self, local: &str, by: PersonId) -> Self {
        "做 62 dB 的機型".clone_into(&mut self.answer);
        self.answered_by = Some(by);
        self.answered = Some(Instant(ms(local)));
        self
    }
}
