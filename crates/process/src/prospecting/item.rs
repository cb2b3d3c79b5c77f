//! ## 2.4 Items of a questionnaire 題目

use super::form::{Asked, Form, ItemKind};
use crate::entry;
use crate::value::Instant;

entry! {
    /// An item of a questionnaire.
    Item made_by EditQuestionnaire {
        /// Its place among the others.
        place: Option<i64> = Number(0, 1_000_000_000), C2_4_a, Plain, EditQuestionnaire, required, stamped;
        /// Its name in conditions and figures.
        name: String = Line(60), C2_4_a, Plain, EditQuestionnaire, required, stamped;
        /// What it asks for.
        item_kind: Option<ItemKind> = Choice(ItemKind::CODES), C2_4_a, Plain, EditQuestionnaire, required;
        /// The question in words.
        words: String = Lines(500), C2_4_a, Words, EditQuestionnaire;
        /// What helps to answer it.
        hint: String = Lines(500), C2_4_a, Words, EditQuestionnaire;
        /// Its options, one a line: code, blank, label.
        options: String = Lines(4000), C2_4_a, Words, EditQuestionnaire;
        /// The least that fits, a number or day.
        least: String = Line(20), C2_4_a, Words, EditQuestionnaire;
        /// The most that fits.
        most: String = Line(20), C2_4_a, Words, EditQuestionnaire;
        /// Whether a research is not finished without it.
        required: bool = Flag, C2_4_a, Plain, EditQuestionnaire;
        /// When it is shown.
        shown_if: String = Line(400), C2_4_a, Words, EditQuestionnaire;
        /// Taken out of the draft; nothing is deleted.
        removed: Option<Instant> = Instant, C2_4_a, Plain, EditQuestionnaire;
    }
}

impl Item {
    /// As it is asked.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            name: self.name.clone(),
            kind: self.item_kind.unwrap_or_default(),
            words: self.words.clone(),
            hint: self.hint.clone(),
            options: self.options.clone(),
            least: self.least.clone(),
            most: self.most.clone(),
            required: self.required,
            shown_if: self.shown_if.clone(),
        }
    }
}

/// Items that were not taken out, in their order.
#[must_use]
pub fn in_order(items: &[Item]) -> Vec<&Item> {
    let mut there: Vec<&Item> = items.iter().filter(|item| item.removed.is_none()).collect();
    there.sort_by_key(|item| (item.place, item.id));
    there
}

/// The form that they make.
#[must_use]
pub fn form_of(items: &[Item]) -> Form {
    Form::from(in_order(items).into_iter().map(Item::asked).collect::<Vec<_>>())
}
