//! ## 2.4 Figures of needs 需求統計
//!
//! What a set of researches adds up to: how often which option, how large the numbers are and how far apart, and what
//! was said in words. Versions of a questionnaire are counted together where an item kept its name and kind. Exact, so
//! that two people who count the same set freeze the same figures.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::form::{Asked, ItemKind};
use super::research::Research;
use crate::DocId;

/// The longest quotation, in characters, and how many stand under one heading or item: a report is read, and fits into
/// one change.
const LONGEST: usize = 300;
const QUOTED: usize = 40;

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NeedsFigures {
    /// Researches counted.
    pub researches: u32,
    /// Customers asked.
    pub customers: u32,
    /// The four headings.
    pub headings: Vec<HeadingFigure>,
    /// The items, in the order of the first form that has them.
    pub items: Vec<ItemFigure>,
}

/// What was said under one of the four headings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadingFigure {
    /// The field's name.
    pub heading: String,
    /// In how many researches.
    pub said: u32,
    /// In which words.
    pub quotes: Vec<Quote>,
}

/// Somebody's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What was said, cut where it is long.
    pub words: String,
    /// In which research.
    pub research: DocId,
}

/// What an item was answered with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemFigure {
    /// The item's name.
    pub name: String,
    /// What it asks for.
    pub kind: ItemKind,
    /// The question.
    pub words: String,
    /// How often it was shown.
    pub shown: u32,
    /// How often it was answered.
    pub answered: u32,
    /// How often which option or step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionFigure>,
    /// How large the numbers are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// Answers in words, and days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
}

/// How often an option was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionFigure {
    /// Its code; for a scale the step.
    pub code: String,
    /// Its label.
    pub label: String,
    /// How often.
    pub count: u32,
}

/// How large numbers are and how far apart, in thousandths. A quarter of them lies at `lower` or below, a quarter at
/// `upper` or above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named as in any book on statistics")]
pub struct Spread {
    pub least: i64,
    pub lower: i64,
    pub median: i64,
    pub upper: i64,
    pub most: i64,
    pub mean: i64,
}

impl Spread {
    /// The spread of numbers; `None` of none.
    fn of(mut numbers: Vec<Decimal>) -> Option<Self> {
        numbers.sort();
        let last = numbers.len().checked_sub(1)?;
        let at = |index: usize| numbers.get(index).map_or(0, |number| number.thousandths());
        // Between two numbers lies their middle.
        let middle = |parts: usize, of: usize| {
            let (below, above) = (at(last * parts / of), at((last * parts).div_ceil(of)));
            half(i128::from(below) + i128::from(above), 2)
        };
        let sum: i128 = numbers.iter().map(|number| i128::from(number.thousandths())).sum();
        Some(Self {
            least: at(0),
            lower: middle(1, 4),
            median: middle(1, 2),
            upper: middle(3, 4),
            most: at(last),
            mean: half(sum, i128::try_from(numbers.len()).unwrap_or(1)),
        })
    }
}

/// Divided, rounded to the nearest, halves away from nought.
fn half(sum: i128, by: i128) -> i64 {
    let rounded = (sum.abs() * 2 + by) / (by * 2) * sum.signum();
    i64::try_from(rounded).unwrap_or(0)
}

impl NeedsFigures {
    /// Counts researches, each with its document.
    #[must_use]
    pub fn of(set: &[(DocId, Research)]) -> Self {
        let customers: BTreeSet<DocId> = set.iter().filter_map(|(_, research)| research.customer).collect();
        let mut counts: Vec<Count> = Vec::new();
        let mut place: BTreeMap<(String, ItemKind), usize> = BTreeMap::new();
        for (doc, research) in set {
            let (form, answers) = (research.asked_form(), research.answers());
            for (item, shown) in form.items().iter().zip(form.shown(&answers)) {
                if !shown || !item.kind.is_asked() {
                    continue;
                }
                let at = *place.entry((item.name.clone(), item.kind)).or_insert_with(|| {
                    counts.push(Count::default());
                    counts.len() - 1
                });
                if let Some(count) = counts.get_mut(at) {
                    count.take(item, answers.get(item.name.as_str()).copied(), *doc);
                }
            }
        }
        Self {
            researches: u32::try_from(set.len()).unwrap_or(u32::MAX),
            customers: u32::try_from(customers.len()).unwrap_or(u32::MAX),
            headings: (0..4).filter_map(|at| heading(set, at)).collect(),
            items: counts.into_iter().map(Count::figure).collect(),
        }
    }

    /// Those of such a text; `None` where it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Itself as text. Quotations go first where it would not fit its field.
    #[must_use]
    pub fn write(&self, most: usize) -> String {
        let mut quoted = QUOTED;
        let mut figures = self.clone();
        loop {
            let text = serde_json::to_string(&figures).unwrap_or_default();
            if text.chars().count() <= most || quoted == 0 {
                return text;
            }
            quoted /= 2;
            let all = figures.headings.iter_mut().map(|it| &mut it.quotes);
            all.chain(figures.items.iter_mut().map(|it| &mut it.quotes)).for_each(|it| it.truncate(quoted));
        }
    }
}

fn heading(set: &[(DocId, Research)], at: usize) -> Option<HeadingFigure> {
    let name = Research::default().headings().get(at)?.0;
    let said = set.iter().filter_map(|(doc, research)| Some((*doc, research.headings().get(at)?.1.trim())));
    let said: Vec<Quote> = said.filter(|(_, words)| !words.is_empty()).map(|it| quote(it.1, it.0)).collect();
    Some(HeadingFigure {
        heading: name.to_owned(),
        said: u32::try_from(said.len()).unwrap_or(u32::MAX),
        quotes: said.into_iter().take(QUOTED).collect(),
    })
}

fn quote(words: &str, research: DocId) -> Quote {
    let mut cut: String = words.chars().take(LONGEST).collect();
    if cut.len() < words.len() {
        cut.push('…');
    }
    Quote { words: cut, research }
}

/// An item while it is counted.
#[derive(Debug, Default)]
struct Count {
    figure: ItemFigure,
    numbers: Vec<Decimal>,
}

impl Count {
    fn take(&mut self, item: &Asked, answer: Option<&str>, doc: DocId) {
        let figure = &mut self.figure;
        figure.name.clone_from(&item.name);
        figure.kind = item.kind;
        figure.words.clone_from(&item.words);
        figure.shown += 1;
        let labels: Vec<(&str, &str)> = item.choices().collect();
        let label = |code: &str| labels.iter().find(|(it, _)| *it == code).map_or("", |(_, label)| label);
        let (first, last) = item.steps();
        // As many steps as a sound form has, whatever stands there.
        let steps: Vec<String> =
            (first..=last.min(first.saturating_add(20))).map(|it| it.to_string()).collect();
        let known: Vec<(&str, &str)> = match item.kind {
            ItemKind::Scale => steps.iter().map(|step| (step.as_str(), label(step))).collect(),
            _ if item.kind.has_options() => labels.clone(),
            _ => Vec::new(),
        };
        for (code, label) in known {
            match figure.options.iter_mut().find(|it| it.code == code) {
                Some(option) => label.clone_into(&mut option.label),
                None => {
                    figure.options.push(OptionFigure { code: code.into(), label: label.into(), count: 0 });
                }
            }
        }
        let Some(answer) = answer.filter(|answer| item.fits(answer)) else { return };
        figure.answered += 1;
        for option in &mut figure.options {
            let chosen = answer.split(' ').any(|code| code == option.code);
            option.count += u32::from(chosen);
        }
        if item.kind.is_counted() {
            self.numbers.extend(Decimal::parse(answer));
        }
        if matches!(item.kind, ItemKind::Text | ItemKind::Date) && figure.quotes.len() < QUOTED {
            figure.quotes.push(quote(answer, doc));
        }
    }

    fn figure(self) -> ItemFigure {
        ItemFigure { spread: Spread::of(self.numbers), ..self.figure }
    }
}
