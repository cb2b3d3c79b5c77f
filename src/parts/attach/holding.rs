//! What a form holds of attachments, and what is still on its way there: a photo that is being made small, a note that is
//! being spoken. Saving waits for it; whoever left the form finds it there again, or it is put to its record all the same.

use std::rc::Rc;

use leptos::prelude::*;

use super::Held;
use crate::browser::clock::sleep;
use crate::browser::spoken::Left;
use crate::state::drafts;
use crate::t;

/// So often it is looked whether everything has come, ms.
const LOOK_MS: i64 = 40;
/// Under which name of its draft it lies.
const FIELD: &str = "held";

type HandOn = Rc<dyn Fn(Landing, Vec<Held>)>;

/// What a form holds.
#[derive(Debug, Clone, Copy)]
pub struct Holding {
    held: RwSignal<Vec<Held>>,
    under_way: RwSignal<usize>,
    waits: RwSignal<bool>,
    /// Something was not kept while a save waited: its person was told, and decides anew.
    has_failed: StoredValue<bool>,
    /// Notes that were cut short elsewhere.
    pub(super) left: RwSignal<Vec<Left>>,
    whose: StoredValue<Rc<Whose>, LocalStorage>,
    /// Ends the note that is being spoken.
    ending: StoredValue<Option<Rc<dyn Fn()>>, LocalStorage>,
}

struct Whose {
    name: String,
    hand_on: Option<HandOn>,
}

impl Holding {
    /// Of the form of that name, as it was left.
    pub fn of(name: impl Into<String>) -> Self {
        Self::new(Whose { name: name.into(), hand_on: None })
    }

    /// Of a place where nobody saves: what comes is handed on at once. What cannot go on now comes back by
    /// [`Landing::keep`], shows, and is handed on when the place is opened again.
    pub fn handing_on(name: impl Into<String>, hand_on: impl Fn(Landing, Vec<Held>) + 'static) -> Self {
        let holding = Self::new(Whose { name: name.into(), hand_on: Some(Rc::new(hand_on)) });
        let kept = holding.now();
        if let Some(landing) = holding.begin().filter(|_| !kept.is_empty()) {
            landing.change(Vec::clear);
            landing.goes_on(kept);
        }
        holding
    }

    fn new(whose: Whose) -> Self {
        let held = kept(&whose.name);
        Self {
            held: RwSignal::new(held),
            under_way: RwSignal::new(0),
            waits: RwSignal::new(false),
            has_failed: StoredValue::new(false),
            left: RwSignal::new(Vec::new()),
            whose: StoredValue::new_local(Rc::new(whose)),
            ending: StoredValue::new_local(None),
        }
    }

    /// What is held; whoever asks follows.
    pub fn all(self) -> Vec<Held> {
        self.held.get()
    }

    /// What is held now; nothing where the form is gone.
    pub fn now(self) -> Vec<Held> {
        self.held.try_get_untracked().unwrap_or_default()
    }

    /// The name of its form; empty where that is gone.
    pub fn name(self) -> String {
        self.whose.try_with_value(|whose| whose.name.clone()).unwrap_or_default()
    }

    /// Something is on its way; `None` where the form is gone.
    pub fn begin(self) -> Option<Landing> {
        let whose = self.whose.try_with_value(Rc::clone)?;
        self.under_way.try_update(|count| *count += 1)?;
        Some(Landing { holding: self, whose })
    }

    /// What ends the note that is being spoken.
    pub(super) fn ends_by(self, end: impl Fn() + 'static) {
        let end: Rc<dyn Fn()> = Rc::new(end);
        let _ = self.ending.try_update_value(|ending| *ending = Some(end));
    }

    /// Ends the note that is being spoken, and answers when everything is here; `false` where the form was left.
    pub async fn quiet(self) -> bool {
        if let Some(Some(end)) = self.ending.try_with_value(Option::clone) {
            end();
        }
        loop {
            match self.under_way.try_get_untracked() {
                Some(0) => return true,
                Some(_) => sleep(LOOK_MS).await,
                None => return false,
            }
        }
    }

    /// As [`Self::quiet`], for whoever saves: nobody else does meanwhile, and it shows. `false`, too, where what it waited for
    /// was not kept.
    pub async fn settled(self) -> bool {
        if self.waits.try_get_untracked() != Some(false) {
            return false;
        }
        let _ = self.waits.try_set(true);
        let _ = self.has_failed.try_update_value(|failed| *failed = false);
        let is_here = self.quiet().await && self.has_failed.try_get_value() == Some(false);
        let _ = self.waits.try_set(false);
        is_here
    }

    /// Whether a save waits; whoever asks follows.
    pub fn waits(self) -> bool {
        self.waits.get()
    }

    /// The word of a button that saves: while it waits it says so.
    pub fn word(self, word: &'static str) -> impl Fn() -> &'static str + Clone + Send + 'static {
        move || if self.waits.get() { t!("attach.finishing") } else { word }
    }

    /// Takes one out again.
    pub(super) fn take_out(self, hash: &str) {
        if let Some(landing) = self.begin() {
            landing.change(|held| held.retain(|it| it.hash != hash));
        }
    }

    /// It is saved.
    pub fn forget(self) {
        if let Some(landing) = self.begin() {
            landing.change(Vec::clear);
        }
    }

    /// Holds what its draft has.
    pub fn read_again(self) {
        let _ = self.held.try_set(kept(&self.name()));
    }
}

/// One that is on its way to a form. Dropped, it has come, or nothing comes of it.
pub struct Landing {
    holding: Holding,
    whose: Rc<Whose>,
}

impl Landing {
    /// It is here: in the form, or in its draft where that was left meanwhile.
    pub(super) fn land(self, one: Held) {
        self.goes_on(vec![one]);
    }

    fn goes_on(self, these: Vec<Held>) {
        match self.whose.hand_on.clone() {
            Some(hand_on) => hand_on(self, these),
            None => self.keep(these),
        }
    }

    /// Keeps these here, each once.
    pub fn keep(&self, these: Vec<Held>) {
        self.change(|held| {
            for one in these {
                if held.iter().all(|it| it.hash != one.hash) {
                    held.push(one);
                }
            }
        });
    }

    /// Nothing comes of it.
    pub(super) fn fails(self) {
        let _ = self.holding.has_failed.try_update_value(|failed| *failed = true);
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Held>)) {
        let mut held = self.holding.held.try_get_untracked().unwrap_or_else(|| kept(&self.whose.name));
        change(&mut held);
        keep(&self.whose.name, &held);
        let _ = self.holding.held.try_set(held);
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        let _ = self.holding.under_way.try_update(|count| *count = count.saturating_sub(1));
    }
}

impl std::fmt::Debug for Landing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Landing").field("form", &self.whose.name).finish_non_exhaustive()
    }
}

/// What the form of that name holds in its draft.
pub fn kept(form: &str) -> Vec<Held> {
    drafts::list(&name(form), FIELD)
}

/// Keeps what a form holds in its draft.
pub fn keep(form: &str, held: &[Held]) {
    drafts::keep_list(&name(form), FIELD, held);
}

fn name(form: &str) -> String {
    format!("{form}.held")
}
