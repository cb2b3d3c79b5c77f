//! ## 2.4 Questionnaires 問卷
//!
//! **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
//!
//! A questionnaire is a template: a draft until it is published, then it stays as it is. What is to be asked otherwise
//! is the next version, a record of its own that names the one it follows: both can be looked at beside each other, and
//! whoever filled in the old one offline is not contradicted. Researches carry their form with them
//! (`form.rs`), so no answer ever loses its question.

#[cfg(test)]
mod tests;

use super::form::{Asked, Form, Unsound};
use super::item::{Item, form_of};
use crate::audience::Concerned;
use crate::law::{Act, Asks, Bar, Barred, Fact, Lawful, Line, Owed};
use crate::people::{Department, Person, Role};
use crate::value::Instant;
use crate::{Clause, DocId, PersonId, line, record};

/// As many items are named as a refusal has room for.
const NAMED: usize = 8;

record! {
    /// What customers are asked, in which words.
    Questionnaire "questionnaire" made_by DraftQuestionnaire {
        /// What it is called.
        name: String = Line(120), C2_4_a, Words, EditQuestionnaire, required, searched;
        /// What it shall find out, and whom it is for.
        purpose: String = Lines(1000), C2_4_a, Words, EditQuestionnaire;
        /// Counted from 1.
        version: Option<i64> = Number(1, 10_000), C2_4_a, Plain, EditQuestionnaire, required, stamped;
        /// The version that it follows.
        follows: Option<DocId> = Document, C2_4_a, Plain, EditQuestionnaire;
        /// Who began it.
        author: Option<PersonId> = Person, C2_4_a, Plain, EditQuestionnaire, required;
        /// Begun then.
        drafted: Option<Instant> = Instant, C2_4_a, Plain, EditQuestionnaire, required;
        /// Published then: from then on it stays as it is.
        published: Option<Instant> = Instant, C2_4_a, Plain, PublishQuestionnaire;
        /// By whom.
        published_by: Option<PersonId> = Person, C2_4_a, Plain, PublishQuestionnaire;
        /// Not used any more since.
        retired: Option<Instant> = Instant, C2_4_a, Plain, RetireQuestionnaire;
    }
    lists {
        /// What is asked.
        items: Item = "item";
    }
}

/// Bars on questionnaires, in the policy's order.
const QUESTIONNAIRE_BARS: &[(Clause, Bar<Questionnaire>)] = &[
    (Clause::C2_4_a, written_by_another_office),
    (Clause::C2_4_a, begun_for_another),
    (Clause::C2_4_a, published_unsound),
    (Clause::C2_4_a, changed_once_published),
    (Clause::C2_4_a, questionnaire_step_at_another_time),
];

impl Lawful for Questionnaire {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        QUESTIONNAIRE_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}

/// Whether somebody makes questionnaires.
#[must_use]
pub fn writes_questionnaires(person: &Person) -> bool {
    let office = matches!(person.role, Role::Director | Role::Gm | Role::Admin | Role::System);
    office || person.department == Some(Department::Marketing)
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// Questionnaires are made by marketing, the director or an administrator.
fn written_by_another_office(act: &Act<'_, Questionnaire>) -> Option<Barred> {
    let who = act.company.people.head_of(Department::Marketing);
    let wrong = line!("marketing_writes_them");
    (!writes_questionnaires(act.person)).then(|| Barred { who, ..Barred::because(wrong) })
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// It bears the name of who began it, and of who published it.
fn begun_for_another(act: &Act<'_, Questionnaire>) -> Option<Barred> {
    let me = Some(act.person.id);
    let author = act.before.map_or(me, |before| before.author);
    let published_by = act.before.and_then(|before| before.published_by);
    let signs = act.after.published_by == published_by || act.after.published_by == me;
    let signed = act.after.published.is_some() == act.after.published_by.is_some();
    let honest = act.after.author == author && signs && signed;
    (!honest).then(|| Barred::because(line!("questionnaire_signed_for_another")))
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// Bars publishing what cannot be asked: an item without words, options or sound limits, a condition that speaks of no
/// earlier item.
fn published_unsound(act: &Act<'_, Questionnaire>) -> Option<Barred> {
    let publishes = act.after.published.is_some() && act.before.is_none_or(|it| it.published.is_none());
    if !publishes {
        return None;
    }
    let form = form_of(&act.after.items);
    let lacks: Vec<Line> = form.unsound().iter().take(NAMED).map(|it| told(&form, it)).collect();
    (!lacks.is_empty()).then(|| Barred { lacks, ..Barred::because(line!("cannot_be_asked")) })
}

/// What is wrong with which item.
fn told(form: &Form, unsound: &Unsound) -> Line {
    let n = |at: &usize| Fact::Count(i64::try_from(at + 1).unwrap_or(i64::MAX));
    let item = |at: &usize| Fact::Text(form.items().get(*at).map_or("", item_called).to_owned());
    match unsound {
        Unsound::NothingAsked => line!("nothing_asked"),
        Unsound::WithoutWords(at) => line!("item_without_words", n = n(at)),
        Unsound::Name(at) => line!("item_name", n = n(at), item = item(at)),
        Unsound::Options(at) => line!("item_options", n = n(at), item = item(at)),
        Unsound::Limits(at) => line!("item_limits", n = n(at), item = item(at)),
        Unsound::Shown(at) => line!("item_shown_if", n = n(at), item = item(at)),
    }
}

fn item_called(item: &Asked) -> &str {
    if item.words.is_empty() { &item.name } else { &item.words }
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// What was published stays as it is; the next version is a questionnaire of its own.
fn changed_once_published(act: &Act<'_, Questionnaire>) -> Option<Barred> {
    let before = act.before.filter(|before| before.published.is_some())?;
    let (mut was, mut is) = (before.clone(), act.after.clone());
    (was.retired, is.retired) = (None, None);
    let published = before.published.unwrap_or_default();
    (was != is).then(|| Barred::because(line!("published_stays", published = Fact::Instant(published.0))))
}

/// **2.4.a** Ask by questionnaire, interview or phone about function, performance, price and delivery time.
///
/// Beginning, publishing and retiring bear the moment at which they are done; only what was published is retired.
fn questionnaire_step_at_another_time(act: &Act<'_, Questionnaire>) -> Option<Barred> {
    let moments = |it: &Questionnaire| [it.drafted, it.published, it.retired];
    let before = act.before.map(moments).unwrap_or_default();
    let all = moments(act.after).into_iter().zip(before).all(|(after, before)| act.is_stamped(before, after));
    let taken_up_again = act.before.is_some_and(|it| it.retired.is_some()) && act.after.retired.is_none();
    let unused = act.after.retired.is_some() && act.after.published.is_none();
    let wrong = if unused { line!("never_published") } else { line!("questionnaire_step_not_now") };
    ((!all && !taken_up_again) || unused).then(|| Barred::because(wrong))
}

impl Questionnaire {
    /// What is asked, in order.
    #[must_use]
    pub fn form(&self) -> Form {
        form_of(&self.items)
    }

    /// Whether it can be filled in now.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        self.published.is_some() && self.retired.is_none()
    }

    /// Who works on it: who began it and all of marketing. Once it is published the whole company reads it.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        let marketing = [Department::Marketing];
        Concerned {
            owner: self.author,
            workers: self.author.into_iter().collect(),
            departments: marketing.into(),
            answering: marketing.into(),
            everyone: self.published.is_some(),
            ..Concerned::default()
        }
    }
}
