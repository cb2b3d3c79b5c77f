//! A form over one act on one record: it remembers the version it was opened at and writes only the fields
//! that were touched. What is typed survives a reload until it is saved.

use fieldbook_book::document::Heads;
use fieldbook_book::replica::{Draft, Outcome, Part};
use fieldbook_process::facts::Edit;
use fieldbook_process::schema::{Field, FormFault};
use fieldbook_process::{ActName, DocId, EntryId, Facts, Path, RecordKind, Value};
use leptos::prelude::*;

use super::field::{Input, parse, print};
use crate::state::book::Book;
use crate::state::drafts::{self, Kept};

/// Fields with what is to stand there; `None` empties one.
pub type Values = Vec<(Path, Option<Value>)>;

/// What a form is about.
#[derive(Debug, Clone)]
pub struct About {
    /// Its name among the drafts.
    pub name: String,
    /// The record; a new id makes one.
    pub doc: DocId,
    /// Its kind.
    pub kind: RecordKind,
    /// What saving amounts to.
    pub act: ActName,
    /// The entry it writes, for entries.
    pub entry: Option<(&'static str, EntryId)>,
}

/// A form's words, to be found when it is opened again.
#[derive(Debug, Clone)]
pub struct Again {
    name: String,
    kept: Kept,
}

impl Again {
    /// Keeps the words as a draft again.
    pub fn put_back(&self) {
        drafts::keep(&self.name, &self.kept);
    }
}

/// A form.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    about: StoredValue<About>,
    inputs: StoredValue<Vec<(Input, String)>>,
    opened: StoredValue<Option<Heads>>,
    /// What became of the last try to save.
    pub outcome: RwSignal<Option<Outcome>>,
    /// Saving is under way.
    pub is_busy: RwSignal<bool>,
}

impl Form {
    /// A form over these fields, filled with what stands there (`facts` at `opened`) or was typed before.
    pub fn new(
        book: Book,
        about: About,
        fields: &[&'static Field],
        facts: &Facts,
        opened: Option<Heads>,
    ) -> Self {
        let kept = drafts::kept(&about.name).unwrap_or_default();
        let holder = about.entry.map_or(about.kind.name(), |(entry, _)| entry);
        let calendar = book.read(|replica| replica.company().calendar.clone());
        let inputs: Vec<(Input, String)> = fields
            .iter()
            .map(|field| {
                let value = facts.get(&path_of(&about, field));
                let was = value.map(|value| print(field, value, &calendar)).unwrap_or_default();
                let input = Input::new(field, holder);
                input.typed.set(kept.typed.get(field.name).unwrap_or(&was).clone());
                (input, was)
            })
            .collect();
        let opened = if kept.typed.is_empty() { opened } else { kept.opened.or(opened) };
        let form = Self {
            about: StoredValue::new(about),
            inputs: StoredValue::new(inputs),
            opened: StoredValue::new(opened),
            outcome: RwSignal::new(None),
            is_busy: RwSignal::new(false),
        };
        Effect::new(move |_| form.keep());
        form
    }

    /// Its fields, in the order of the law.
    pub fn inputs(self) -> Vec<Input> {
        self.inputs.with_value(|inputs| inputs.iter().map(|(input, _)| *input).collect())
    }

    /// The field of that name.
    pub fn input(self, name: &str) -> Option<Input> {
        self.inputs().into_iter().find(|input| input.field.name == name)
    }

    /// Whether anything was typed.
    pub fn is_touched(self) -> bool {
        self.inputs.with_value(|inputs| inputs.iter().any(|(input, was)| input.typed.get() != *was))
    }

    /// Keeps what is typed on this device.
    fn keep(self) {
        self.inputs.with_value(|inputs| inputs.iter().for_each(|(input, _)| input.typed.track()));
        let Again { name, mut kept } = self.kept();
        kept.opened = self.opened.get_value();
        drafts::keep(&name, &kept);
    }

    /// Where a field of it stands in the record.
    pub fn path(self, name: &str) -> Path {
        self.about.with_value(|about| match about.entry {
            Some((kind, id)) => Path::entry(kind, id, name),
            None => Path::field(name),
        })
    }

    /// What is typed now, to be put back if the save is taken back.
    pub fn kept(self) -> Again {
        let typed = self.inputs.with_value(|inputs| {
            let typed =
                inputs.iter().map(|(input, was)| (input.field.name, input.typed.get_untracked(), was));
            let typed = typed.filter(|(_, typed, was)| typed != *was);
            typed.map(|(name, typed, _)| (name.to_owned(), typed)).collect()
        });
        let kept = Kept { opened: None, typed };
        Again { name: self.about.with_value(|about| about.name.clone()), kept }
    }

    /// Gives up what was typed.
    pub fn forget(self) {
        self.inputs.with_value(|inputs| inputs.iter().for_each(|(input, was)| input.typed.set(was.clone())));
        self.about.with_value(|about| drafts::forget(&about.name));
    }

    /// The fields touched, as values; `None` where one does not fit, which is shown beside it.
    pub fn touched(self, book: Book) -> Option<Values> {
        let calendar = book.read(|replica| replica.company().calendar.clone());
        let about = self.about.get_value();
        let is_new = about.entry.is_some() || self.opened.with_value(Option::is_none);
        let mut values = Vec::new();
        let mut fits = true;
        for (input, was) in self.inputs.get_value() {
            let typed = input.typed.get_untracked();
            let must = is_new && input.field.required;
            if typed == was && !must {
                continue;
            }
            let path = path_of(&about, input.field);
            match parse(input.field, &typed, &path, &calendar) {
                Ok(value) => values.push((path, value)),
                Err(fault) => {
                    fits = false;
                    input.fault.set(Some(fault));
                }
            }
        }
        fits.then_some(values)
    }

    /// Saves the fields touched, with what the page adds. The words stay here until this answers `Saved`.
    pub async fn save(self, book: Book, added: Values, undo_ms: i64, seen: bool) -> Option<Outcome> {
        self.save_beside(book, added, |_| Vec::new(), undo_ms, seen).await
    }

    /// Saves with parts of other records that `beside` makes of the values: all of them or none.
    pub async fn save_beside(
        self,
        book: Book,
        added: Values,
        beside: impl FnOnce(&Values) -> Vec<Part>,
        undo_ms: i64,
        seen: bool,
    ) -> Option<Outcome> {
        if self.is_busy.get_untracked() {
            return None;
        }
        let mut values = self.touched(book)?;
        values.extend(added);
        let about = self.about.get_value();
        let beside = beside(&values);
        let part = Part {
            doc: about.doc,
            kind: about.kind,
            act: about.act,
            opened: self.opened.get_value(),
            values,
        };
        self.is_busy.set(true);
        let outcome =
            book.save(Draft { parts: [vec![part], beside].concat(), takes_over: None, undo_ms, seen }).await;
        let _ = self.is_busy.try_set(false);
        match &outcome {
            Outcome::Saved(_) | Outcome::Nothing => drafts::forget(&about.name),
            Outcome::Form(fieldbook_process::law::Verdict::Form(faults)) => self.mark(faults),
            _ => {}
        }
        let _ = self.outcome.try_set(Some(outcome.clone()));
        Some(outcome)
    }

    /// Shows what stands there now in fields that changed meanwhile, in place of what was typed.
    pub fn take_theirs(self, book: Book, edits: &[Edit]) {
        let calendar = book.read(|replica| replica.company().calendar.clone());
        for edit in edits {
            if let Some(input) = self.input(&edit.path.field) {
                let now =
                    edit.new.as_ref().map(|value| print(input.field, value, &calendar)).unwrap_or_default();
                input.typed.set(now);
            }
        }
    }

    fn mark(self, faults: &[FormFault]) {
        for fault in faults {
            if let Some(input) = self.input(&fault.path().field) {
                let _ = input.fault.try_set(Some(fault.clone()));
            }
        }
    }
}

fn path_of(about: &About, field: &Field) -> Path {
    match about.entry {
        Some((kind, id)) => Path::entry(kind, id, field.name),
        None => Path::field(field.name),
    }
}
