//! What filters and orders look at, written down once for each row; and what a view makes of it.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use fieldbook_process::{Day, RecordKind};

use super::entries::Entry;
use crate::browser::intl;
use crate::state::lists::{Filter, Sort, View};
use crate::texts::language;
use crate::texts::search::{Hay, Query};

/// Days without contact where there never was one.
pub const NEVER: i32 = i32::MAX;
/// Days without contact where nobody is to be reached, or this phone cannot know.
pub const NOT_ASKED: i32 = -1;

/// What filters and orders look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// By which values of filters it is found.
    pub tags: Vec<(Filter, Cow<'static, str>)>,
    /// Days since somebody was reached.
    pub silent_days: i32,
    /// When that was, ms UTC.
    pub reached_ms: Option<i64>,
    /// When it was written down, ms UTC.
    pub written_ms: Option<i64>,
    /// Money at stake, in minor units.
    pub minor: i64,
    /// What is due next, ms UTC.
    pub due_ms: Option<i64>,
    /// Expected to close on that day.
    pub expected: Option<Day>,
    /// It has ended; such rows come last whatever the order.
    pub ended: bool,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            tags: Vec::new(),
            silent_days: NOT_ASKED,
            reached_ms: None,
            written_ms: None,
            minor: 0,
            due_ms: None,
            expected: None,
            ended: false,
        }
    }
}

impl Known {
    /// It can be found by that value of a filter; nothing by an empty one.
    pub fn tag(&mut self, filter: Filter, value: impl Into<Cow<'static, str>>) {
        let value = value.into();
        if !value.is_empty() {
            self.tags.push((filter, value));
        }
    }

    fn passes(&self, filter: Filter, value: &str) -> bool {
        match filter {
            Filter::Silent => value.parse().is_ok_and(|days: i32| self.silent_days >= days),
            Filter::From => value.parse::<i64>().is_ok_and(|least| self.minor >= least.saturating_mul(100)),
            Filter::Until => {
                Day::parse(value).is_some_and(|until| self.expected.is_some_and(|day| day <= until))
            }
            _ => self.tags.iter().any(|(of, tag)| *of == filter && tag == value),
        }
    }
}

/// Every value by which a filter would find something.
pub fn values(all: &[Entry], filter: Filter) -> BTreeSet<String> {
    let tags = all.iter().flat_map(|entry| &entry.known.tags).filter(|(of, _)| *of == filter);
    tags.map(|(_, tag)| tag.clone().into_owned()).collect()
}

/// The entries that a view lets through, each with its index, as they come.
pub fn through<'a>(all: &'a [Entry], view: &'a View) -> impl Iterator<Item = (usize, &'a Entry)> {
    let passes =
        |entry: &Entry| view.filters.iter().all(|(filter, value)| entry.known.passes(*filter, value));
    all.iter().enumerate().filter(move |(_, entry)| passes(entry))
}

/// Indices of the entries that a view lets through, in its order: made once for a view, not with each key typed.
pub fn shown(kind: RecordKind, all: &[Entry], view: &View, name: impl Fn(&Entry) -> String) -> Vec<usize> {
    let through = through(all, view);
    let Some(sort) = view.sort.or(Sort::usual(kind)) else { return through.map(|(at, _)| at).collect() };
    if sort == Sort::Name {
        let mut named: Vec<(String, usize)> = through.map(|(at, entry)| (name(entry), at)).collect();
        intl::sort_by_name(language().locale(), &mut named);
        return named.into_iter().map(|(_, at)| at).collect();
    }
    let mut through: Vec<(usize, &Known)> = through.map(|(at, entry)| (at, &entry.known)).collect();
    through.sort_by_key(|(at, known)| (known.ended, rank(sort, known), *at));
    through.into_iter().map(|(at, _)| at).collect()
}

/// Less comes first.
pub fn rank(sort: Sort, known: &Known) -> (i64, Reverse<i64>) {
    let most_first = |number: i64| (0, Reverse(number));
    match sort {
        Sort::Contact => most_first(known.reached_ms.unwrap_or(i64::MIN)),
        Sort::Silence => most_first(known.silent_days.into()),
        Sort::Money => most_first(known.minor),
        Sort::Due => (known.due_ms.unwrap_or(i64::MAX), Reverse(known.minor)),
        Sort::Newest => most_first(known.written_ms.unwrap_or(i64::MIN)),
        // By what no record tells alone.
        Sort::Name | Sort::Distance => (0, Reverse(0)),
    }
}

/// Those among them that hold every word of the query, in their order.
pub fn matching(hays: &[Hay], among: &[usize], query: &str) -> Vec<usize> {
    let query = Query::of(query);
    let finds = |at: &&usize| hays.get(**at).is_some_and(|hay| query.finds(hay));
    among.iter().filter(finds).copied().collect()
}
