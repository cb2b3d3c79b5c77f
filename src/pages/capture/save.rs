//! What is caught as an act: a new customer, or one entry more of who is known already.

use fieldbook_book::replica::{Draft, NOW, Part};
use fieldbook_process::prospecting::{Contact, Customer, NAMELESS, Source};
use fieldbook_process::{ActName, DocId, EntryId, Path, RecordKind, Value};
use leptos::prelude::*;

use super::caught::Caught;
use super::known::Goes;
use super::person;
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
    let mut words = caught.words.get_untracked().trim().to_owned();
    let mut rest = caught.more.with_untracked(|more| pieces(&more.rest, REST)).into_iter();
    let there = there(book, known);
    let met = met(caught, rest.next().unwrap_or_default());
    let person = person(&there, &met);
    // Who stands there already and is met again, without a word: the entry says who it was.
    if person.is_known && words.is_empty() && caught.code.with_untracked(String::is_empty) {
        words = [met.name.as_str(), &met.phone].join(" ");
    }
    // What has no field of its own at who is known already, and does not stand in the code's text.
    let of_customer = known.map(|_| beside(caught, &there)).unwrap_or_default();
    let code = caught.code.get_untracked();
    for line in of_customer.into_iter().chain(person.beside).filter(|line| !code.contains(line.as_str())) {
        words = format!("{words}\n{line}");
    }
    let mut words = pieces(&words, WORDS).into_iter().chain(rest);
    let first = words.next().unwrap_or_default();
    let mut values = capture(book, caught, (event, goes), &first);
    // What one entry does not hold stands in others of the same moment.
    words.for_each(|piece| values.extend(entry(book, [("words", text(&piece, WORDS))])));
    values.extend(person.values);
    for one in caught.holding.now() {
        values.extend(one.entry(EntryId(new_id()), book.me()));
    }
    if person.has_both && there.named.is_none() {
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

/// Who is there already.
fn there(book: Book, known: Option<DocId>) -> Customer {
    let there = book.read(|replica| Some(replica.rows().get(&known?)?.record::<Customer>()));
    there.unwrap_or_default()
}

/// Who was met, as far as it is known.
fn met(caught: Caught, of_card: String) -> Contact {
    let more = caught.more.get_untracked();
    let short = |text: &str, most: usize| text.trim().chars().take(most).collect::<String>();
    Contact {
        name: short(&caught.name.get_untracked(), 80),
        phone: short(&caught.phone.get_untracked(), 40),
        other_phone: short(&more.other_phone, 40),
        position: short(&more.position, 80),
        email: short(&more.email, 120),
        wechat: short(&more.wechat, 60),
        card: of_card,
        ..Contact::default()
    }
}

/// What is written down of who was met.
#[derive(Default)]
struct Person {
    values: Values,
    /// Name and phone of them are known now.
    has_both: bool,
    /// They stood there already.
    is_known: bool,
    /// What was read of them that does not go there.
    beside: Vec<String>,
}

/// What was typed or read of a company that is known already and says otherwise there, a line each.
fn beside(caught: Caught, there: &Customer) -> Vec<String> {
    let more = caught.more.get_untracked();
    let stand = [&there.name, &there.other_name, &there.town, &there.address];
    let met = [caught.company.get_untracked(), more.other_company, more.town, more.address];
    let is_new = |text: &String| !text.is_empty() && !stand.iter().any(|it| it.trim() == text.as_str());
    met.into_iter().map(|text| text.trim().to_owned()).filter(is_new).collect()
}

/// The person, where anything is known of one: once, however often they are met.
fn person(there: &Customer, met: &Contact) -> Person {
    if [&met.name, &met.phone, &met.email, &met.wechat].into_iter().all(String::is_empty) {
        return Person::default();
    }
    let known = person::found(&there.contacts, met);
    let id = known.map_or_else(|| EntryId(new_id()), |known| known.id);
    let fields = known.map_or_else(|| person::all(met), |known| person::added(known, met));
    let has =
        |field: &str, stood: bool| stood || fields.iter().any(|(it, text)| *it == field && text != NAMELESS);
    let has_both = has("name", known.is_some_and(Contact::is_named))
        && has("phone", known.is_some_and(|known| !known.phone.is_empty()));
    let values =
        fields.into_iter().map(|(field, text)| (Path::entry("contact", id, field), Some(Value::Text(text))));
    let beside = known.map(|known| person::beside(known, met)).unwrap_or_default();
    Person { values: values.collect(), has_both, is_known: known.is_some(), beside }
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
