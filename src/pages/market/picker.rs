//! Naming a competitor: a tap on one that is known, or a new name as typed.

use fieldbook_book::replica::{NOW, Part, Replica};
use fieldbook_book::row::Row;
use fieldbook_process::{ActName, DocId, Path, PersonId, RecordKind, Value};
use leptos::prelude::*;

use super::competitor::notes_about;
use crate::pages::customer::alike::{KnownHere, traits, use_known};
use crate::pages::row;
use crate::parts::choice::Chips;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::law;
use crate::texts::search::{Hay, Query};

/// Names offered at once.
const OFFERED: usize = 6;

/// The name, typed or tapped.
#[component]
pub fn CompetitorPicker(typed: RwSignal<String>) -> impl IntoView {
    let (book, known) = (use_book(), use_known());
    let label = law::field(Some("market_note"), "competitor");
    let alike = Memo::new(move |_| {
        book.rows(|_| ());
        alike(book, known, &typed.get())
    });
    let offered = Memo::new(move |_| book.rows(|replica| offered(replica, &typed.get(), alike.get())));
    // What is said of a name that nobody bears: that it is new, or perhaps one of those above.
    let is_new = Memo::new(move |_| {
        let name = typed.get();
        let is_new = !name.trim().is_empty() && book.rows(|replica| named(replica, &name)).is_none();
        is_new.then(|| match alike.with(Vec::is_empty) {
            true => t!("market.is_new"),
            false => t!("market.perhaps_one"),
        })
    });
    let chips = {
        let label = label.clone();
        move || {
            let options = offered.get().into_iter().map(|name| (name.clone(), name)).collect();
            view! { <Chips name="competitors" label=label.clone() options=options chosen=typed/> }
        }
    };
    view! {
        <div class="field">
            <label for="competitor">{label}</label>
            {chips}
            <input
                id="competitor" type="text" autocomplete="off" prop:value=typed placeholder=t!("market.or_type")
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <p class="why" role="status">{move || is_new.get()}</p>
        </div>
    }
}

fn competitors(replica: &Replica) -> impl Iterator<Item = &Row> {
    replica.rows().values().filter(|row| row.kind == RecordKind::Competitor)
}

/// Those that what is typed finds; those of whom most is noted first.
fn offered(replica: &Replica, typed: &str, alike: Vec<String>) -> Vec<String> {
    let query = Query::of(typed);
    let is_found = |row: &&Row| {
        let mut hay = Hay::default();
        row.searched().for_each(|(_, text)| hay.add(&text));
        query.finds(&hay)
    };
    let about = |row: &Row| notes_about(replica, &[row.doc]).count();
    let there = competitors(replica).filter(|row| row::joined_into(row).is_none());
    let mut found: Vec<(usize, String)> =
        there.filter(is_found).map(|row| (about(row), row::name(row))).collect();
    found.sort_by(|(one, a), (other, b)| other.cmp(one).then(a.cmp(b)));
    let mut names: Vec<String> = found.into_iter().map(|(_, name)| name).collect();
    // Written a little otherwise no search finds them.
    let others: Vec<String> = alike.into_iter().filter(|name| !names.contains(name)).collect();
    names.extend(others);
    names.truncate(OFFERED);
    names
}

/// Those whose names look like what is typed.
fn alike(book: Book, known: KnownHere, typed: &str) -> Vec<String> {
    let kind = RecordKind::Competitor;
    let alike = known.read(book, kind, |known| known.like(kind, &traits([typed], []), None));
    let name = |replica: &Replica, doc| replica.rows().get(&doc).map(row::name);
    book.read(|replica| alike.into_iter().filter_map(|(_, doc)| name(replica, doc)).collect())
}

/// The competitor of exactly that name; of one that turned out to be another, that one.
pub fn named(replica: &Replica, typed: &str) -> Option<DocId> {
    let typed = typed.trim().to_lowercase();
    let is_it = |row: &&Row| row.searched().any(|(_, text)| text.to_lowercase() == typed);
    competitors(replica).find(is_it).map(|row| row::stands_for(replica, row.doc))
}

/// A competitor of that name, written down now.
pub fn registering(doc: DocId, name: &str, by: PersonId) -> Part {
    let values = vec![
        (Path::field("name"), Some(Value::Text(name.trim().to_owned()))),
        (Path::field("by"), Some(Value::Id(by.0))),
        (Path::field("at"), Some(NOW)),
    ];
    Part { doc, kind: RecordKind::Competitor, act: ActName::RegisterCompetitor, opened: None, values }
}
