//! ## 2.4 The form of a questionnaire 問卷表
//!
//! The items of a questionnaire in their order, as one value. A research carries the form as it was asked, in one
//! text: so an old answer keeps its question whatever becomes of the questionnaire, and a change of the research is
//! judged by that record alone. (The other way, answers that point into the questionnaire, would have the law read two
//! records that change apart from each other.)

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::decimal::Decimal;
use crate::{Day, EntryId, choice};

choice! {
    /// What an item asks for.
    ItemKind {
        /// 文字
        Text = "text",
        /// 數字
        Number = "number",
        /// 整數
        Whole = "whole",
        /// 單選
        Single = "single",
        /// 多選
        Multiple = "multiple",
        /// 量表
        Scale = "scale",
        /// 日期
        Date = "date",
        /// 照片
        Photo = "photo",
        /// 說明
        Note = "note",
        /// 段落
        Section = "section",
    }
}

#[expect(clippy::derivable_impls, reason = "the table of codes holds codes and nothing else")]
impl Default for ItemKind {
    fn default() -> Self {
        Self::Text
    }
}

impl ItemKind {
    /// Whether it is answered at all.
    #[must_use]
    pub const fn is_asked(self) -> bool {
        !matches!(self, Self::Note | Self::Section)
    }

    /// Whether its answer is one or several of its options.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Single | Self::Multiple)
    }

    /// Whether its answer is a number.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        matches!(self, Self::Number | Self::Whole | Self::Scale)
    }
}

/// Where a scale begins and ends unless said otherwise.
const SCALE: (i64, i64) = (1, 5);
/// The most steps of a scale: they stand beside each other on a phone.
const STEPS: i64 = 10;

/// One item as it is asked. `item.rs` says what the fields are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of `Item`, where each is described")]
pub struct Asked {
    pub name: String,
    pub kind: ItemKind,
    pub words: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hint: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub options: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub least: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub most: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub shown_if: String,
}

impl Asked {
    /// Its options: code and label. A line without a label is both.
    pub fn choices(&self) -> impl Iterator<Item = (&str, &str)> {
        self.options.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
            let (code, label) = line.split_once(' ').unwrap_or((line, line));
            (code, label.trim_start())
        })
    }

    /// The first and the last step of a scale.
    #[must_use]
    pub fn steps(&self) -> (i64, i64) {
        let end = |text: &str, usual| if text.is_empty() { Some(usual) } else { text.trim().parse().ok() };
        (end(&self.least, SCALE.0).unwrap_or(SCALE.0), end(&self.most, SCALE.1).unwrap_or(SCALE.1))
    }

    /// Whether an answer fits. Answers have one spelling: numbers as [`Decimal`] writes them, days as dates, options by
    /// code, several parted by a blank, photos as the attachment's id.
    #[must_use]
    pub fn fits(&self, answer: &str) -> bool {
        let within = |number: Decimal| {
            let limit = |text: &str| Decimal::parse(text);
            limit(&self.least).is_none_or(|least| least <= number)
                && limit(&self.most).is_none_or(|most| number <= most)
        };
        let number = || Decimal::parse(answer).filter(|it| it.to_string() == answer);
        let has = |code: &str| self.choices().any(|(it, _)| it == code);
        match self.kind {
            ItemKind::Text => !answer.trim().is_empty(),
            ItemKind::Number => number().is_some_and(within),
            ItemKind::Whole => number().is_some_and(|it| it.is_whole() && within(it)),
            ItemKind::Single => has(answer),
            ItemKind::Multiple => {
                let codes: Vec<&str> = answer.split(' ').collect();
                codes.iter().all(|code| has(code))
                    && codes.iter().collect::<BTreeSet<_>>().len() == codes.len()
            }
            ItemKind::Scale => {
                let (least, most) = self.steps();
                number().is_some_and(|it| it.is_whole() && within_steps(it, least, most))
            }
            ItemKind::Date => Day::parse(answer).is_some_and(|day| {
                let limit = |text: &str| Day::parse(text);
                day.to_string() == answer
                    && limit(&self.least).is_none_or(|least| least <= day)
                    && limit(&self.most).is_none_or(|most| day <= most)
            }),
            ItemKind::Photo => answer.parse::<EntryId>().is_ok(),
            ItemKind::Note | ItemKind::Section => false,
        }
    }
}

fn within_steps(number: Decimal, least: i64, most: i64) -> bool {
    let limit = |step| Decimal::whole(step);
    limit(least).is_some_and(|least| least <= number) && limit(most).is_some_and(|most| number <= most)
}

/// What keeps a form from being asked. `at` counts items from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsound {
    /// Nothing is asked.
    NothingAsked,
    /// An item without words.
    WithoutWords(usize),
    /// A name that is none, or that an earlier item has.
    Name(usize),
    /// A choice without options, or with one of them twice.
    Options(usize),
    /// Limits that are none, or the wrong way round; a scale too long for a phone.
    Limits(usize),
    /// A condition that cannot be read, or that speaks of no earlier item.
    Shown(usize),
}

/// What is answered, by the names of items.
pub type Answers<'a> = BTreeMap<&'a str, &'a str>;

/// The items of a questionnaire in their order, with their conditions read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    items: Vec<Asked>,
    /// For each item: `None` where it is always shown, or its condition cannot be read.
    conditions: Vec<Option<Condition>>,
}

impl From<Vec<Asked>> for Form {
    fn from(items: Vec<Asked>) -> Self {
        let conditions = items.iter().map(|item| Condition::parse(&item.shown_if).ok()).collect();
        Self { items, conditions }
    }
}

impl Form {
    /// The form of such a text; `None` where it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str::<Vec<Asked>>(text).ok().map(Self::from)
    }

    /// Itself as text.
    #[must_use]
    pub fn write(&self) -> String {
        serde_json::to_string(&self.items).unwrap_or_default()
    }

    /// Its items.
    #[must_use]
    pub fn items(&self) -> &[Asked] {
        &self.items
    }

    /// The item of that name.
    #[must_use]
    pub fn item(&self, name: &str) -> Option<&Asked> {
        self.items.iter().find(|item| item.name == name)
    }

    /// All that keeps it from being asked, in the order of items.
    #[must_use]
    pub fn unsound(&self) -> Vec<Unsound> {
        let mut found = Vec::new();
        if !self.items.iter().any(|item| item.kind.is_asked()) {
            found.push(Unsound::NothingAsked);
        }
        let mut earlier: BTreeSet<&str> = BTreeSet::new();
        for (at, (item, condition)) in self.items.iter().zip(&self.conditions).enumerate() {
            if item.words.trim().is_empty() && item.kind != ItemKind::Section {
                found.push(Unsound::WithoutWords(at));
            }
            if !item.shown_if.is_empty() {
                let spoken = condition.as_ref().map(Condition::names);
                if spoken.is_none_or(|names| names.iter().any(|name| !earlier.contains(name))) {
                    found.push(Unsound::Shown(at));
                }
            }
            if !is_name(&item.name) || !earlier.insert(&item.name) {
                found.push(Unsound::Name(at));
            }
            let codes: Vec<&str> = item.choices().map(|(code, _)| code).collect();
            let twice = codes.iter().collect::<BTreeSet<_>>().len() != codes.len();
            if item.kind.has_options() && (codes.is_empty() || twice) {
                found.push(Unsound::Options(at));
            }
            if !limits_are_sound(item) {
                found.push(Unsound::Limits(at));
            }
        }
        found
    }

    /// For each item whether it is shown. A section that is not shown takes those that follow it along; what is not
    /// shown counts as not answered.
    #[must_use]
    pub fn shown(&self, answers: &Answers<'_>) -> Vec<bool> {
        let mut shown = Vec::with_capacity(self.items.len());
        let mut counted: Answers<'_> = Answers::new();
        let mut section = true;
        for (item, condition) in self.items.iter().zip(&self.conditions) {
            let holds = condition.as_ref().is_none_or(|it| it.holds(&|name| counted.get(name).copied()));
            if item.kind == ItemKind::Section {
                section = holds;
            }
            let is = holds && section;
            if let Some((name, answer)) = answers.get_key_value(item.name.as_str()).filter(|_| is) {
                counted.insert(name, answer);
            }
            shown.push(is);
        }
        shown
    }

    /// The items that are required, shown and not answered.
    #[must_use]
    pub fn gaps(&self, answers: &Answers<'_>) -> Vec<&Asked> {
        let shown = self.shown(answers);
        let gap = |item: &&Asked| item.required && item.kind.is_asked() && !answers.contains_key(&*item.name);
        self.items.iter().zip(shown).filter(|(_, shown)| *shown).map(|(item, _)| item).filter(gap).collect()
    }

    /// How many items are shown that can be answered, and how many of them are.
    #[must_use]
    pub fn progress(&self, answers: &Answers<'_>) -> (usize, usize) {
        let shown = self.items.iter().zip(self.shown(answers)).filter(|(_, shown)| *shown);
        let asked: Vec<&Asked> = shown.map(|(item, _)| item).filter(|item| item.kind.is_asked()).collect();
        (asked.len(), asked.iter().filter(|item| answers.contains_key(&*item.name)).count())
    }
}

fn limits_are_sound(item: &Asked) -> bool {
    fn pair<T: PartialOrd>(item: &Asked, read: impl Fn(&str) -> Option<T>) -> bool {
        let limit = |text: &str| if text.is_empty() { Ok(None) } else { read(text).map(Some).ok_or(()) };
        match (limit(&item.least), limit(&item.most)) {
            (Ok(Some(least)), Ok(Some(most))) => least <= most,
            (Ok(_), Ok(_)) => true,
            _ => false,
        }
    }
    match item.kind {
        ItemKind::Number | ItemKind::Whole => pair(item, Decimal::parse),
        ItemKind::Date => pair(item, Day::parse),
        ItemKind::Scale => {
            let (least, most) = item.steps();
            let whole = |text: &str| text.trim().parse::<i32>().ok();
            pair(item, whole) && least < most && most.saturating_sub(least) <= STEPS
        }
        _ => true,
    }
}

/// A letter or underscore, then letters, digits, `_`, `-` or `.`; no word of the conditions' language.
fn is_name(name: &str) -> bool {
    let begins = name.chars().next().is_some_and(|it| it.is_alphabetic() || it == '_');
    let goes_on = name.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.'));
    begins && goes_on && !["and", "or", "not"].contains(&name)
}
