//! A questionnaire while it is filled in: one item at a time, so that a keystroke costs the same with three items and
//! with three hundred. Each answer is saved by itself; words half typed are kept like those of any form.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::replica::{Draft, NOW, Outcome, Part};
use fieldbook_process::prospecting::{Answers, Asked, Decimal, Form, ItemKind, Research, response_id};
use fieldbook_process::{ActName, DocId, EntryId, Path, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::pages::deal::log::new_id;
use crate::parts::attach::Held;
use crate::parts::attach::holding::Holding;
use crate::parts::field::typed::digits;
use crate::state::book::Book;
use crate::state::drafts;

/// Answers by the names of items.
pub type Given = BTreeMap<String, String>;

/// What is filled in.
#[derive(Debug, Clone, Copy)]
pub struct Filling {
    /// Its items.
    pub form: StoredValue<Form>,
    /// What is answered so far.
    pub given: RwSignal<Given>,
    /// Which of the items are shown.
    pub shown: Memo<Vec<bool>>,
    /// The item of now; behind the last is the end.
    pub at: RwSignal<usize>,
    /// What stands in its control.
    pub typed: RwSignal<String>,
    /// Whether that does not fit.
    pub is_wrong: RwSignal<bool>,
    /// What became of the last save, where it was not simply saved.
    pub outcome: RwSignal<Option<Outcome>>,
    book: Book,
    /// The research; `None` while a draft of a questionnaire is only tried.
    pub doc: Option<DocId>,
    /// Hash and kind of file of its photos, by their entries.
    photos: RwSignal<BTreeMap<String, (String, String)>>,
    /// What was answered here: it wins over what the record told before.
    own: StoredValue<BTreeSet<String>>,
    /// Where the photos of an item come in; of the page, since one may come when another item stands there already.
    taken: StoredValue<BTreeMap<String, Holding>>,
    page: StoredValue<Option<Owner>>,
}

impl Filling {
    /// A research that goes on where it was left.
    pub fn going_on(book: Book, doc: DocId, research: &Research) -> Self {
        let filling = Self::new(book, Some(doc), research.asked_form(), given(research));
        filling.photos.set(photos(research));
        let latest = research.responses.iter().filter(|it| !it.value.is_empty()).max_by_key(|it| it.at);
        let kept = drafts::kept(&draft(doc)).and_then(|kept| kept.typed.into_keys().next());
        let place =
            |name: &str| filling.form.with_value(|form| form.items().iter().position(|it| it.name == name));
        let half = kept.as_deref().and_then(place);
        let after = latest.and_then(|it| place(&it.item)).map_or(0, |at| at + 1);
        filling.at.set(half.unwrap_or_else(|| filling.unanswered_from(after)));
        filling.show();
        filling
    }

    /// A form that is only tried: nothing is saved.
    pub fn tried(book: Book, form: Form) -> Self {
        let filling = Self::new(book, None, form, Given::new());
        filling.at.set(filling.unanswered_from(0));
        filling
    }

    fn new(book: Book, doc: Option<DocId>, form: Form, given: Given) -> Self {
        let (form, given) = (StoredValue::new(form), RwSignal::new(given));
        let shown =
            Memo::new(move |_| given.with(|given| form.with_value(|form| form.shown(&answers(given)))));
        Self {
            form,
            given,
            shown,
            at: RwSignal::new(0),
            typed: RwSignal::new(String::new()),
            is_wrong: RwSignal::new(false),
            outcome: RwSignal::new(None),
            book,
            doc,
            photos: RwSignal::new(BTreeMap::new()),
            own: StoredValue::new(BTreeSet::new()),
            taken: StoredValue::new(BTreeMap::new()),
            page: StoredValue::new(Owner::current()),
        }
    }

    /// How many items there are.
    pub fn len(self) -> usize {
        self.form.with_value(|form| form.items().len())
    }

    /// The item at a place.
    pub fn item(self, at: usize) -> Option<Asked> {
        self.form.with_value(|form| form.items().get(at).cloned())
    }

    /// What others answered meanwhile; what was answered here stays.
    pub fn take_in(self, research: &Research) {
        let mut fresh = given(research);
        self.own.with_value(|own| {
            self.given.with_untracked(|given| {
                for name in own {
                    match given.get(name) {
                        Some(answer) => fresh.insert(name.clone(), answer.clone()),
                        None => fresh.remove(name),
                    };
                }
            });
        });
        if self.given.with_untracked(|given| *given != fresh) {
            self.given.set(fresh);
        }
    }

    /// The first item from there on that is shown and not answered, else the end.
    fn unanswered_from(self, from: usize) -> usize {
        let shown = self.shown.get_untracked();
        let open = |at: &usize| {
            let is_open = |item: Asked| {
                item.kind.is_asked() && self.given.with_untracked(|given| !given.contains_key(&item.name))
            };
            shown.get(*at) == Some(&true) && self.item(*at).is_some_and(is_open)
        };
        (from..self.len()).find(open).unwrap_or(self.len())
    }

    /// Goes to an item, once what stands here is saved; stays where that does not fit.
    pub fn go(self, at: usize) {
        if self.commit() {
            self.at.set(at);
            self.show();
        }
    }

    /// The next item that is shown; behind the last is the end. Sections stand above their items and are passed.
    pub fn next(self) {
        if self.commit() {
            let stops = |at: &usize| self.stops_at(*at);
            let next = (self.at.get_untracked() + 1..self.len()).find(stops);
            self.at.set(next.unwrap_or(self.len()));
            self.show();
        }
    }

    /// The item before; `None` at the first.
    pub fn before(self) -> Option<usize> {
        (0..self.at.get()).rev().find(|at| self.stops_at(*at))
    }

    fn stops_at(self, at: usize) -> bool {
        let is_shown = self.shown.with(|shown| shown.get(at) == Some(&true));
        is_shown && self.item(at).is_some_and(|item| item.kind != ItemKind::Section)
    }

    /// Puts the answer of the item of now into its control, or what was half typed.
    fn show(self) {
        let Some(item) = self.item(self.at.get_untracked()) else { return };
        let kept = self.doc.and_then(|doc| drafts::kept(&draft(doc))?.typed.remove(&item.name));
        let answer = || self.given.with_untracked(|given| given.get(&item.name).cloned());
        self.typed.set(kept.or_else(answer).unwrap_or_default());
        self.is_wrong.set(false);
    }

    /// Something is typed: kept on this phone until it is saved.
    pub fn types(self, text: String) {
        if let (Some(doc), Some(item)) = (self.doc, self.item(self.at.get_untracked())) {
            keep(doc, &item.name, Some(&text));
        }
        self.typed.set(text);
        self.is_wrong.set(false);
    }

    /// Something is chosen: that is an answer at once.
    pub fn chooses(self, answer: String) {
        self.types(answer);
        self.commit();
    }

    /// Hash and kind of file of a photo.
    pub fn photo_of(self, id: &str) -> Option<(String, String)> {
        self.photos.with(|photos| photos.get(id).cloned())
    }

    /// Where photos for an item come in; each is put to the research, and answers that item, also when the page was left.
    pub fn photos_for(
        self,
        doc: DocId,
        item: &Asked,
        found: impl Fn(Held) -> Option<Held> + 'static,
    ) -> Holding {
        if let Some(there) = self.taken.with_value(|taken| taken.get(&item.name).copied()) {
            return there;
        }
        let asked = item.clone();
        let begin = move || {
            Holding::handing_on(format!("{doc}.{}.photo", asked.name), move |_, all| {
                let found = all.into_iter().filter_map(&found);
                found.for_each(|one| self.takes_photo(doc, asked.clone(), one));
            })
        };
        let holding = match self.page.get_value() {
            Some(page) => page.with(begin),
            None => begin(),
        };
        self.taken.update_value(|taken| {
            taken.insert(item.name.clone(), holding);
        });
        holding
    }

    fn takes_photo(self, doc: DocId, item: Asked, held: Held) {
        let id = EntryId(new_id());
        let kind = RecordKind::Research;
        let values = held.entry(id, self.book.me());
        let part = Part { doc, kind, act: ActName::Attach, opened: None, values };
        let what = (held.hash, held.mime);
        spawn_local(async move {
            let draft = Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: true };
            let outcome = self.book.save(draft).await;
            if matches!(outcome, Outcome::Saved(_)) {
                // Whoever left the page meanwhile has answered all the same.
                let _ = self.photos.try_update(|photos| drop(photos.insert(id.to_string(), what)));
                if self.stands_at(&item.name) {
                    let _ = self.typed.try_set(id.to_string());
                }
                self.answers_with(item, id.to_string());
            } else {
                let _ = self.outcome.try_set(Some(outcome));
            }
        });
    }

    /// Whether that item is the one of now.
    fn stands_at(self, name: &str) -> bool {
        let at = self.at.try_get_untracked();
        let item =
            at.and_then(|at| self.form.try_with_value(|form| Some(form.items().get(at)?.name.clone())));
        item.flatten().as_deref() == Some(name)
    }

    /// Saves what stands in the control of the item of now; `false` where it does not fit.
    pub fn commit(self) -> bool {
        let Some(item) = self.item(self.at.get_untracked()) else { return true };
        if !item.kind.is_asked() {
            return true;
        }
        let answer = spelled(&item, &self.typed.get_untracked());
        if !answer.is_empty() && !item.fits(&answer) {
            self.is_wrong.set(true);
            return false;
        }
        if self.given.with_untracked(|given| given.get(&item.name).cloned().unwrap_or_default() == answer) {
            if let Some(doc) = self.doc {
                keep(doc, &item.name, None);
            }
            return true;
        }
        self.answers_with(item, answer);
        true
    }

    /// Counts an answer and saves it. Where it could not be saved it does not count, and stays as it was typed: coming by
    /// again saves it again.
    fn answers_with(self, item: Asked, answer: String) {
        let name = item.name.clone();
        let _ = self.own.try_update_value(|own| own.insert(name.clone()));
        let before = self.given.try_update(|given| put(given, &name, answer.clone())).flatten();
        let Some(doc) = self.doc else { return };
        let path = |field: &str| Path::entry("response", response_id(&name), field);
        let values = vec![
            (path("item"), Some(Value::Text(name.clone()))),
            (path("value"), Some(Value::Text(answer.clone())).filter(|it| *it != Value::Text(String::new()))),
            (path("at"), Some(NOW)),
        ];
        let (kind, act) = (RecordKind::Research, ActName::Respond);
        let part = Part { doc, kind, act, opened: None, values };
        spawn_local(async move {
            let draft = Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: true };
            match self.book.save(draft).await {
                Outcome::Saved(_) | Outcome::Nothing => saved(doc, &item, &answer),
                other => {
                    let _ = self.given.try_update(|given| {
                        if given.get(&name).map_or("", String::as_str) == answer {
                            put(given, &name, before.unwrap_or_default());
                        }
                    });
                    let _ = self.outcome.try_set(Some(other));
                }
            }
        });
    }
}

/// Puts an answer among the others; answers what was there before.
fn put(given: &mut Given, name: &str, answer: String) -> Option<String> {
    if answer.is_empty() { given.remove(name) } else { given.insert(name.to_owned(), answer) }
}

/// Keeps what is typed for an item of a research beside what is kept of its others; `None` forgets it.
fn keep(doc: DocId, name: &str, text: Option<&str>) {
    let mut kept = drafts::kept(&draft(doc)).unwrap_or_default();
    match text {
        Some(text) => drop(kept.typed.insert(name.to_owned(), text.to_owned())),
        None => drop(kept.typed.remove(name)),
    }
    drafts::keep(&draft(doc), &kept);
}

/// The words are in the book: they need not be kept, unless others stand there by now.
fn saved(doc: DocId, item: &Asked, answer: &str) {
    let kept = drafts::kept(&draft(doc)).and_then(|mut kept| kept.typed.remove(&item.name));
    if kept.is_some_and(|kept| spelled(item, &kept) == answer) {
        keep(doc, &item.name, None);
    }
}

/// Answers as the law takes them.
pub fn answers(given: &Given) -> Answers<'_> {
    given.iter().map(|(name, answer)| (name.as_str(), answer.as_str())).collect()
}

fn given(research: &Research) -> Given {
    research.answers().into_iter().map(|(name, answer)| (name.to_owned(), answer.to_owned())).collect()
}

fn photos(research: &Research) -> BTreeMap<String, (String, String)> {
    let there = research.attachments.iter().filter(|it| it.removed.is_none());
    there.map(|it| (it.id.to_string(), (it.hash.clone(), it.mime.clone()))).collect()
}

fn draft(doc: DocId) -> String {
    format!("{doc}.respond")
}

/// What was typed as the law spells it.
fn spelled(item: &Asked, typed: &str) -> String {
    let typed = typed.trim();
    match item.kind {
        ItemKind::Number | ItemKind::Whole => {
            Decimal::parse(&digits(typed)).map_or_else(|| typed.to_owned(), |it| it.to_string())
        }
        _ => typed.to_owned(),
    }
}
