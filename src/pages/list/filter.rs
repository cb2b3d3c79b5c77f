//! What each filter is called, how it is set, and its values in words.

use fieldbook_process::opportunity::{Grade, Stage};
use fieldbook_process::prospecting::{Intention, NoteKind, Source};
use fieldbook_process::{Day, DocId, PersonId};

use crate::pages::row;
use crate::state::book::Book;
use crate::state::lists::Filter;
use crate::t;
use crate::texts::{find, format, law, say};

/// How a filter is set.
pub enum Control {
    /// On or off.
    Flag,
    /// One of the values that the rows have.
    Values,
    /// One of some lengths of time.
    Days,
    /// An amount in whole units.
    Amount,
    /// A day.
    Day,
}

/// How it is set.
pub fn control(filter: Filter) -> Control {
    match filter {
        Filter::Key | Filter::Late => Control::Flag,
        Filter::Silent => Control::Days,
        Filter::From => Control::Amount,
        Filter::Until => Control::Day,
        _ => Control::Values,
    }
}

/// The order of values that have one of their own; all others stand by their letters.
pub fn order_of(filter: Filter) -> &'static [&'static str] {
    match filter {
        Filter::Whose => &["mine", "shared", "read", "card"],
        Filter::State => &["open", "closed", "won", "lost", "dropped"],
        Filter::Stage => Stage::CODES,
        Filter::Grade => Grade::CODES,
        Filter::Intention => Intention::CODES,
        Filter::Source => Source::CODES,
        Filter::Standing => &["unassigned", "lead", "target", "other"],
        Filter::NoteKind => NoteKind::CODES,
        _ => &[],
    }
}

/// What a filter is called.
pub fn name(filter: Filter) -> String {
    match filter {
        Filter::Territory
        | Filter::Town
        | Filter::Intention
        | Filter::Source
        | Filter::Event
        | Filter::Campaign => law::field(Some("customer"), filter.code()),
        Filter::Tag => law::field(Some("customer"), "tags"),
        Filter::Key => law::field(Some("customer"), "key_customer"),
        Filter::Seller => law::field(Some("deal"), "seller"),
        Filter::NoteKind | Filter::Competitor | Filter::ProductGroup | Filter::By => {
            law::field(Some("market_note"), filter.code())
        }
        _ => find(&format!("lists.{}", filter.code())).map_or_else(String::new, |text| say(text).to_owned()),
    }
}

/// A value of a filter in words.
pub fn word(book: Book, filter: Filter, value: &str) -> String {
    let own = || find(&format!("lists.{}_{value}", filter.code())).map(|text| say(text).to_owned());
    match filter {
        Filter::Whose => own().unwrap_or_default(),
        Filter::State => own().unwrap_or_else(|| law::choice("closed", value)),
        Filter::Standing => own().unwrap_or_default(),
        Filter::Stage | Filter::Grade | Filter::Intention | Filter::Source | Filter::NoteKind => {
            law::choice(filter.code(), value)
        }
        Filter::Event | Filter::Campaign | Filter::Competitor => {
            let doc: Option<DocId> = value.parse().ok();
            book.read(|replica| row::called(replica, doc?)).unwrap_or_default()
        }
        Filter::Seller | Filter::By => {
            let person: Option<PersonId> = value.parse().ok();
            book.read(|replica| person.map(|person| format::person(person, replica.company())))
                .unwrap_or_default()
        }
        Filter::Silent => t!("common.days", n = value),
        Filter::From => value.parse().map_or_else(|_| value.to_owned(), format::count),
        Filter::Until => Day::parse(value).map_or_else(|| value.to_owned(), format::full_day),
        _ => value.to_owned(),
    }
}

/// A filter with its value: 地區：華東; one that is on or off by its name alone.
pub fn told(book: Book, filter: Filter, value: &str) -> String {
    match control(filter) {
        Control::Flag => name(filter),
        _ => t!("lists.is", name = name(filter), value = word(book, filter, value)),
    }
}
