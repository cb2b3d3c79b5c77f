//! What of the items can be asked, and stands in a draft's fields. What cannot is taken out or changed, and told.

use fieldbook_process::prospecting::{Asked, Form, ItemKind, Questionnaire, Unsound};
use fieldbook_process::{EntryId, Path, Record as _, Value};

use super::Taking;

/// Whether a text stands in that field of an item.
pub(super) fn fits(field: &'static str, text: &str) -> bool {
    let path = Path::entry("item", EntryId([0; 16]), field);
    let kind = Questionnaire::schema().field(&path).map(|field| field.kind);
    text.is_empty() || kind.is_none_or(|kind| kind.check(&path, &Value::Text(text.to_owned())).is_ok())
}

/// Adds a line to options, unless they grow too long.
pub(super) fn add_option(options: &mut String, line: &str) -> bool {
    let parted = if options.is_empty() { "" } else { "\n" };
    let more = [options, parted, line].concat();
    let is_added = fits("options", &more);
    if is_added {
        *options = more;
    }
    is_added
}

/// Whether one of the options has that code.
pub(super) fn has_option(options: &str, code: &str) -> bool {
    options.lines().any(|line| line.split_once(' ').is_some_and(|(it, _)| it == code))
}

/// What keeps an item out, or changes it.
enum Lacks {
    Name,
    Options,
    Limits,
    Condition,
}

impl Lacks {
    const fn why(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Options => "choices",
            Self::Limits => "limits",
            Self::Condition => "condition",
        }
    }

    /// A text that no draft's field holds.
    fn of_long(item: &Asked) -> Option<Self> {
        let fields = [
            (Self::Name, "name", &item.name),
            (Self::Options, "options", &item.options),
            (Self::Limits, "least", &item.least),
            (Self::Limits, "most", &item.most),
            (Self::Condition, "shown_if", &item.shown_if),
        ];
        fields.into_iter().find(|(_, field, text)| !fits(field, text)).map(|(lacks, ..)| lacks)
    }

    /// The first in the form that cannot be asked, with its place.
    fn first(items: &[(u32, Asked)]) -> Option<(usize, Self)> {
        let form = Form::from(items.iter().map(|(_, item)| item.clone()).collect::<Vec<_>>());
        form.unsound().into_iter().find_map(|found| match found {
            Unsound::NothingAsked => None,
            Unsound::WithoutWords(at) | Unsound::Name(at) => Some((at, Self::Name)),
            Unsound::Options(at) => Some((at, Self::Options)),
            Unsound::Limits(at) => Some((at, Self::Limits)),
            Unsound::Shown(at) => Some((at, Self::Condition)),
        })
    }
}

impl Taking {
    /// What could not be asked goes: choices without options, conditions on what was left out, names used twice or too
    /// long.
    pub(super) fn check(&mut self) {
        while self.items.last().is_some_and(|(_, it)| it.kind == ItemKind::Section) {
            self.items.pop();
        }
        let mut at = 0;
        while let Some((_, item)) = self.items.get(at) {
            match Lacks::of_long(item) {
                Some(lacks) => self.mend(at, &lacks),
                None => at += 1,
            }
        }
        while let Some((at, lacks)) = Lacks::first(&self.items) {
            self.mend(at, &lacks);
        }
    }

    /// Takes out what an item lacks, or the item.
    fn mend(&mut self, at: usize, lacks: &Lacks) {
        let Some((row, item)) = self.items.get_mut(at) else { return };
        let row = *row;
        let (what, stays) = match lacks {
            Lacks::Condition => (std::mem::take(&mut item.shown_if), true),
            Lacks::Limits if item.kind != ItemKind::Scale => {
                let ends = [&mut item.least, &mut item.most].map(std::mem::take);
                (ends.join(" "), true)
            }
            Lacks::Limits | Lacks::Options => (item.words.clone(), false),
            Lacks::Name => (item.name.clone(), false),
        };
        if !stays {
            self.items.remove(at);
        }
        self.leave("survey", row, lacks.why(), &what);
    }
}
