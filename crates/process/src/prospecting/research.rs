//! ## 2.4 Needs research 需求調研
//!
//! **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
//!
//! A research goes with a customer. It is saved at every answer: each answer is one small act, in an entry whose id
//! follows from the item's name, so two phones that answer the same item meet in one place. What is
//! finished stays as it is.

#[cfg(test)]
mod tests;

use super::form::{Answers, Form, ItemKind};
use crate::attachment::{Attachment, Medium};
use crate::audience::Concerned;
use crate::general::signature;
use crate::law::{Act, ActName, Asks, Bar, Barred, Fact, Lawful, Line, Owed};
use crate::people::Department;
use crate::value::{Day, Instant};
use crate::{Clause, DocId, EntryId, PersonId, choice, entry, line, record};

/// As many gaps are named as a refusal has room for.
const NAMED: usize = 8;

choice! {
    /// How a customer is asked.
    Method {
        /// 問卷
        Questionnaire = "questionnaire",
        /// 訪談
        Interview = "interview",
        /// 電話
        Phone = "phone",
        /// 現場
        Visit = "visit",
    }
}

record! {
    /// What a customer needs, as they were asked.
    Research "research" made_by BeginResearch {
        /// What it is about.
        subject: String = Line(120), C2_4_a, Words, EditResearch, required, searched;
        /// The customer.
        customer: Option<DocId> = Document, C2_4_a, Plain, EditResearch, required;
        /// How they are asked.
        method: Option<Method> = Choice(Method::CODES), C2_4_a, Plain, EditResearch, required;
        /// On which day.
        held: Option<Day> = Day, C2_4_a, Plain, EditResearch;
        /// Who is asked.
        contact: String = Line(120), C2_4_a, Words, EditResearch, searched;
        /// What it must do.
        function: String = Lines(4000), C2_4_a, Words, EditResearch;
        /// How well.
        performance: String = Lines(4000), C2_4_a, Words, EditResearch;
        /// What it may cost.
        price: String = Lines(4000), C2_4_a, Words, EditResearch;
        /// By when.
        delivery: String = Lines(4000), C2_4_a, Words, EditResearch;
        /// The customer's territory, for reports by those who do not read customers.
        territory: String = Line(60), C2_4_a, Plain, EditResearch, stamped;
        /// Who asks.
        researcher: Option<PersonId> = Person, C2_4_a, Plain, EditResearch, required;
        /// Begun then.
        begun: Option<Instant> = Instant, C2_4_a, Plain, EditResearch, required;
        /// The questionnaire.
        questionnaire: Option<DocId> = Document, C2_4_a, Plain, EditResearch;
        /// Which version of it.
        version: Option<i64> = Number(1, 10_000), C2_4_a, Plain, EditResearch, stamped;
        /// Its form as it is asked.
        form: String = Lines(200_000), C2_4_a, Words, EditResearch, stamped;
        /// Finished then.
        finished: Option<Instant> = Instant, C2_4_a, Plain, FinishResearch;
    }
    lists {
        /// What was answered.
        responses: Response = "response";
        /// Photos, voice notes and files.
        attachments: Attachment = "attachment";
    }
}

entry! {
    /// The answer to an item.
    Response made_by Respond {
        /// The item's name.
        item: String = Line(60), C2_4_a, Plain, Respond, required, stamped;
        /// The answer, as the item's kind spells it; nothing where it was taken back.
        value: String = Lines(4000), C2_4_a, Words, Respond;
        /// Answered then.
        at: Option<Instant> = Instant, C2_4_a, Plain, Respond, required;
    }
}

/// Bars on researches, in the policy's order.
const RESEARCH_BARS: &[(Clause, Bar<Research>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C2_4_a, researched_for_another),
    (Clause::C2_4_a, asked_otherwise),
    (Clause::C2_4_a, held_in_the_future),
    (Clause::C2_4_a, response_does_not_fit),
    (Clause::C2_4_a, finished_with_gaps),
    (Clause::C2_4_a, changed_once_finished),
    (Clause::C2_4_a, research_step_at_another_time),
];

impl Lawful for Research {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        RESEARCH_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// A research bears the name of who begins it.
fn researched_for_another(act: &Act<'_, Research>) -> Option<Barred> {
    let who = act.before.map_or(Some(act.person.id), |before| before.researcher);
    (act.after.researcher != who).then(|| Barred::because(line!("researched_for_another")))
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// Whom is asked by which form stays as it was begun: an answer means what it meant. A questionnaire brings a form that
/// can be asked.
fn asked_otherwise(act: &Act<'_, Research>) -> Option<Barred> {
    let asked = |it: &Research| (it.customer, it.questionnaire, it.version, it.form.clone());
    if let Some(before) = act.before {
        return (asked(before) != asked(act.after)).then(|| Barred::because(line!("asked_as_begun")));
    }
    let needs_form = act.after.questionnaire.is_some() || !act.after.form.is_empty();
    let sound = || Form::read(&act.after.form).is_some_and(|form| form.unsound().is_empty());
    let by_form = act.after.method == Some(Method::Questionnaire);
    (by_form && !needs_form || needs_form && !sound()).then(|| Barred::because(line!("form_missing")))
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// Bars a day that is still to come.
fn held_in_the_future(act: &Act<'_, Research>) -> Option<Barred> {
    let today = act.company.calendar.day_of(act.entered_ms);
    let held = act.after.held.filter(|held| act.before.is_none_or(|it| it.held != Some(*held)))?;
    (held > today).then(|| Barred::because(line!("held_to_come", held = Fact::Day(held))))
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// Bars an answer to nothing that is asked, one of another kind than its item, and one beside its place.
fn response_does_not_fit(act: &Act<'_, Research>) -> Option<Barred> {
    let stood = act.before.map(|before| before.responses.as_slice()).unwrap_or_default();
    let written: Vec<&Response> = act.after.responses.iter().filter(|it| !stood.contains(it)).collect();
    if written.is_empty() {
        return None;
    }
    let form = Form::read(&act.after.form).unwrap_or_default();
    written.into_iter().find_map(|response| {
        let item = form.item(&response.item).filter(|_| response.id == response_id(&response.item));
        let Some(item) = item.filter(|item| item.kind.is_asked()) else {
            return Some(Barred::because(line!(
                "nothing_asks_for_it",
                item = Fact::Text(response.item.clone())
            )));
        };
        let has_photo = || {
            let named = |it: &&Attachment| it.id.to_string() == response.value && it.removed.is_none();
            act.after.attachments.iter().find(named).is_some_and(|it| it.medium == Some(Medium::Photo))
        };
        let is_there = item.kind != ItemKind::Photo || has_photo();
        let fits = response.value.is_empty() || (item.fits(&response.value) && is_there);
        (!fits).then(|| Barred::because(line!("answer_does_not_fit", item = Fact::Text(item.words.clone()))))
    })
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// Bars finishing while something required is not answered, or while nothing was found out at all.
fn finished_with_gaps(act: &Act<'_, Research>) -> Option<Barred> {
    let finishes = act.after.finished.is_some() && act.before.is_none_or(|it| it.finished.is_none());
    if !finishes {
        return None;
    }
    let form = act.after.asked_form();
    let answers = act.after.answers();
    let gaps = form.gaps(&answers);
    if !gaps.is_empty() {
        let n = i64::try_from(gaps.len()).unwrap_or(i64::MAX);
        let gap = |words: &String| line!("gap", item = Fact::Text(words.clone()));
        let lacks: Vec<Line> = gaps.iter().take(NAMED).map(|item| gap(&item.words)).collect();
        return Some(Barred { lacks, ..Barred::because(line!("required_unanswered", n = Fact::Count(n))) });
    }
    let empty = answers.is_empty() && act.after.headings().iter().all(|(_, words)| words.trim().is_empty());
    empty.then(|| Barred::because(line!("nothing_found_out")))
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// What is finished stays as it is: reports were counted from it. An attachment may still come, or be taken off.
fn changed_once_finished(act: &Act<'_, Research>) -> Option<Barred> {
    let before = act.before.filter(|before| before.finished.is_some())?;
    let finished = before.finished.unwrap_or_default();
    let attaches = matches!(act.name, ActName::Attach | ActName::RemoveAttachment);
    (before != act.after && !attaches)
        .then(|| Barred::because(line!("finished_stays", finished = Fact::Instant(finished.0))))
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// Beginning, answering and finishing bear the moment at which they are done.
fn research_step_at_another_time(act: &Act<'_, Research>) -> Option<Barred> {
    let now = Some(Instant(act.entered_ms));
    let moments = |it: &Research| [it.begun, it.finished];
    let before = act.before.map(moments).unwrap_or_default();
    let steps =
        moments(act.after).into_iter().zip(before).all(|(after, before)| act.is_stamped(before, after));
    let stood = act.before.map(|before| before.responses.as_slice()).unwrap_or_default();
    let answers = act.after.responses.iter().filter(|it| !stood.contains(it)).all(|it| it.at == now);
    (!steps || !answers).then(|| Barred::because(line!("research_step_not_now")))
}

/// The place of an item's answer: FNV-1a over the name, 128 bits. No two items of a form meet by chance, and whoever
/// made them meet by will would only have their own answers beside each other.
#[must_use]
pub fn response_id(item: &str) -> EntryId {
    let start = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    let prime = 0x0000_0000_0100_0000_0000_0000_0000_013b_u128;
    let hash = item.bytes().fold(start, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(prime));
    EntryId(hash.to_be_bytes())
}

impl Research {
    /// The form as it is asked; without items where there is none.
    #[must_use]
    pub fn asked_form(&self) -> Form {
        Form::read(&self.form).unwrap_or_default()
    }

    /// What is answered, by the names of items.
    #[must_use]
    pub fn answers(&self) -> Answers<'_> {
        let given = self.responses.iter().filter(|it| !it.value.is_empty());
        given.map(|it| (it.item.as_str(), it.value.as_str())).collect()
    }

    /// What was said under the four headings, by their fields' names.
    #[must_use]
    pub fn headings(&self) -> [(&'static str, &str); 4] {
        [
            ("function", &self.function),
            ("performance", &self.performance),
            ("price", &self.price),
            ("delivery", &self.delivery),
        ]
    }

    /// Who works on it besides the customer's own people; marketing reads all of them, to sort and analyse.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned {
            owner: self.researcher,
            workers: self.researcher.into_iter().collect(),
            departments: [Department::Marketing].into(),
            ..Concerned::default()
        }
    }
}
