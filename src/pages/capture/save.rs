//! What is caught as an act: a new customer, or one entry more of who is known already.

use fieldbook_book::replica::{Draft, NOW, Part};
use fieldbook_process::prospecting::Source;
use fieldbook_process::{ActName, DocId, EntryId, Path, RecordKind, Value};
use leptos::prelude::*;

use super::caught::Caught;
use super::known::Goes;
use crate::browser::clock::now_ms;
use crate::pages::deal::log::new_id;
use crate::parts::form::Values;
use crate::state::book::Book;
use crate::t;
use crate::texts::format;

/// With five seconds to take it back.
const UNDO_MS: i64 = 5_000;
/// So many letters do the words of an entry take, and the rest of a card.
const WORDS: usize = 2_000;
const REST: usize = 2_000;

/// The act as it is handed to the book.
pub fn draft(part: Part) -> Draft {
    Draft { parts: vec![part], takes_over: None, undo_ms: UNDO_MS, seen: false }
}

fn text(text: &str, most: usize) -> Option<Value> {
    let words: String = text.trim().chars().take(most).collect();
    Some(words).filter(|words| !words.is_empty()).map(Value::Text)
}

/// A text in pieces that its field takes: what is longer than that (a page that was shared, a card's small print) is
/// not cut off.
fn pieces(text: &str, most: usize) -> Vec<String> {
    let letters: Vec<char> = text.trim().chars().collect();
    letters.chunks(most).map(String::from_iter).collect()
}

/// The record, and what is written there.
pub fn part(book: Book, caught: Caught, goes: Goes, event: Option<DocId>) -> (DocId, Part) {
    let known = if let Goes::Joins(doc) = goes { Some(doc) } else { None };
    let doc = known.unwrap_or_else(|| DocId(new_id()));
    let mut words = pieces(&caught.words.get_untracked(), WORDS);
    let mut rest = caught.more.with_untracked(|more| pieces(&more.rest, REST)).into_iter();
    let of_card = rest.next().unwrap_or_default();
    words.extend(rest);
    let mut words = words.into_iter();
    let mut values = capture(book, caught, (event, goes), &words.next().unwrap_or_default());
    // What one entry does not hold stands in others of the same moment.
    words.for_each(|piece| values.extend(entry(book, [("words", text(&piece, WORDS))])));
    let (contact, has_both) = contact(caught, &of_card);
    values.extend(contact);
    for one in caught.held.get_untracked() {
        values.extend(one.entry(EntryId(new_id()), book.me()));
    }
    if has_both {
        values.push((Path::field("named"), Some(NOW)));
    }
    let act = match known {
        Some(_) => ActName::CaptureContact,
        None => {
            values.extend(customer(book, caught, event));
            ActName::RegisterCustomer
        }
    };
    values.retain(|(_, value)| value.is_some());
    (doc, Part { doc, kind: RecordKind::Customer, act, opened: None, values })
}

/// The entry that says that somebody was met.
fn capture(book: Book, caught: Caught, (event, goes): (Option<DocId>, Goes), words: &str) -> Values {
    let colleague = if let Goes::For(doc, who) = goes { Some((doc, who)) } else { None };
    let position = caught.position.get_untracked();
    let values = [
        ("event", event.map(|event| Value::Id(event.0))),
        ("perhaps", colleague.map(|(doc, _)| Value::Id(doc.0))),
        ("colleague", colleague.map(|(_, who)| Value::Id(who.0))),
        ("code", text(&caught.code.get_untracked(), 4000)),
        ("interest", text(&caught.interest.get_untracked(), 20)),
        ("next_step", text(&caught.next_step.get_untracked(), 20)),
        ("words", text(words, WORDS)),
        ("latitude", position.map(|(latitude, ..)| Value::Int(latitude))),
        ("longitude", position.map(|(_, longitude, _)| Value::Int(longitude))),
        ("accuracy_m", position.map(|(.., metres)| Value::Int(metres))),
    ];
    entry(book, values)
}

/// An entry of captures, signed.
fn entry(book: Book, values: impl IntoIterator<Item = (&'static str, Option<Value>)>) -> Values {
    let id = EntryId(new_id());
    let signed = [("by", Some(Value::Id(book.me().0))), ("at", Some(NOW))];
    let values = values.into_iter().chain(signed);
    values.map(|(name, value)| (Path::entry("capture", id, name), value)).collect()
}

/// The person, where anything is known of one; and whether both name and phone are.
fn contact(caught: Caught, of_card: &str) -> (Values, bool) {
    let id = EntryId(new_id());
    let more = caught.more.get_untracked();
    let (name, phone) = (text(&caught.name.get_untracked(), 80), text(&caught.phone.get_untracked(), 40));
    let has_both = name.is_some() && phone.is_some();
    let is_known = name.is_some() || phone.is_some() || !more.email.is_empty() || !more.wechat.is_empty();
    if !is_known {
        return (Vec::new(), false);
    }
    let values = [
        // A number alone is somebody's: the name follows.
        ("name", name.or_else(|| text("—", 80))),
        ("phone", phone),
        ("other_phone", text(&more.other_phone, 40)),
        ("position", text(&more.position, 80)),
        ("email", text(&more.email, 120)),
        ("wechat", text(&more.wechat, 60)),
        ("card", text(of_card, REST)),
    ];
    let values = values.into_iter().map(|(field, value)| (Path::entry("contact", id, field), value));
    (values.collect(), has_both)
}

/// A customer's own facts. Without a company it is called by the person, without both by the hour.
fn customer(book: Book, caught: Caught, event: Option<DocId>) -> Values {
    let more = caught.more.get_untracked();
    let (company, person) = (caught.company.get_untracked(), caught.name.get_untracked());
    let name = text(&company, 120).or_else(|| text(&person, 120)).or_else(|| text(&unnamed(book), 120));
    let territory = book.read(|replica| {
        let me = replica.company().people.get(book.me())?;
        me.territories.first().cloned()
    });
    let values = [
        ("name", name),
        ("other_name", text(&more.other_company, 120)),
        ("town", text(&more.town, 80)),
        ("address", text(&more.address, 200)),
        ("territory", text(&territory.unwrap_or_default(), 60)),
        ("intention", text(&caught.interest.get_untracked(), 20)),
        ("source", Some(Value::Text(source(event).code().to_owned()))),
        ("event", event.map(|event| Value::Id(event.0))),
        ("owner", Some(Value::Id(book.me().0))),
        ("registered", Some(NOW)),
    ];
    values.into_iter().map(|(field, value)| (Path::field(field), value)).collect()
}

/// Met at an event, or on the way.
fn source(event: Option<DocId>) -> Source {
    if event.is_some() { Source::Event } else { Source::ColdVisit }
}

/// 名片 14:32:05, until somebody gives it a name.
fn unnamed(book: Book) -> String {
    let now_ms = book.read(|replica| replica.corrected_ms(now_ms()));
    let day = book.read(|replica| {
        let day = replica.company().calendar.day_of(now_ms);
        format::full_day(day)
    });
    let seconds = now_ms.div_euclid(1_000).rem_euclid(60);
    t!("capture.unnamed", day = day, time = format!("{}:{seconds:02}", format::clock(now_ms)))
}
