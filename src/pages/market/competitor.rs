//! What the page of a competitor has beyond its facts (2.1.a): what we answer, what they charge, what was noted of them;
//! with what is known of records that turned out to be it.

use std::collections::BTreeMap;

use fieldbook_book::replica::{Opened, Replica};
use fieldbook_book::row::Row;
use fieldbook_process::prospecting::{Argument, Competitor, MarketNote, joins_competitors};
use fieldbook_process::value::{Currency, Instant};
use fieldbook_process::{ActName, Day, DocId, Money, PersonId, Record, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::note::take_about;
use crate::browser::clock::now_ms;
use crate::pages::customer::holding::{Others, joined};
use crate::pages::customer::join::JoinSheet;
use crate::pages::deal::judgement::signed;
use crate::pages::row;
use crate::parts::icon::{Icon, ONWARD};
use crate::parts::link::Link;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::{format, law};

const KIND: RecordKind = RecordKind::Competitor;
/// So many prices and notes at once.
const SHOWN: usize = 12;

/// The market notes about a competitor, by the records that are it.
pub fn notes_about<'a>(replica: &'a Replica, records: &'a [DocId]) -> impl Iterator<Item = &'a Row> {
    let notes = replica.rows().values().filter(|row| row.kind == RecordKind::MarketNote);
    notes.filter(|row| row.get::<Option<DocId>>("competitor").is_some_and(|it| records.contains(&it)))
}

/// A competitor and the records that turned out to be it, as far as they are read yet.
fn together(book: Book, opened: &Opened) -> RwSignal<Vec<(DocId, Competitor)>> {
    let doc = opened.doc;
    let own = (doc, Competitor::from_facts(&opened.view.facts));
    let all = RwSignal::new(vec![own.clone()]);
    let others = Memo::new(move |_| book.rows(|replica| row::with_joined(replica, doc)));
    Effect::new(move |_| {
        let (docs, own) = (others.get(), own.clone());
        spawn_local(async move {
            let mut read = vec![own];
            for other in docs.into_iter().filter(|it| *it != doc) {
                if let Some(opened) = book.open(other).await {
                    read.push((other, Competitor::from_facts(&opened.view.facts)));
                }
            }
            let _ = all.try_set(read);
        });
    });
    all
}

/// A price of theirs, from their page or from a note.
pub struct Heard {
    /// For what.
    pub what: String,
    /// How much.
    pub price: Money,
    /// When.
    pub on: Day,
    source: String,
    by: Option<PersonId>,
    note: Option<DocId>,
}

/// All prices, newest first.
pub fn heard(all: &[(DocId, Competitor)], replica: &Replica) -> Vec<Heard> {
    let day_of =
        |at: Option<Instant>| at.map(|at| replica.company().calendar.day_of(at.0)).unwrap_or_default();
    let own = all.iter().flat_map(|(_, it)| &it.prices).filter_map(|it| {
        let on = it.heard_on.unwrap_or_else(|| day_of(it.at));
        let (what, source) = (it.product.clone(), it.source.clone());
        Some(Heard { what, price: it.price?, on, source, by: it.by, note: None })
    });
    let docs: Vec<DocId> = all.iter().map(|(doc, _)| *doc).collect();
    let noted = notes_about(replica, &docs).filter_map(|row| {
        let note: MarketNote = row.record();
        let what = if note.product_group.is_empty() { note.subject } else { note.product_group };
        let (price, on, note_doc) = (note.price_heard?, day_of(note.at), Some(row.doc));
        Some(Heard { what, price, on, source: note.source, by: note.by, note: note_doc })
    });
    let mut all: Vec<Heard> = own.chain(noted).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.on));
    all
}

/// From the lowest to the highest of what was heard more than once for the same.
fn spreads(all: &[Heard]) -> Vec<(String, Money, Money, usize)> {
    let mut by_what: BTreeMap<(&str, Currency), Vec<i64>> = BTreeMap::new();
    for it in all {
        by_what.entry((&it.what, it.price.currency)).or_default().push(it.price.minor);
    }
    let spread = |((what, currency), minors): ((&str, Currency), Vec<i64>)| {
        let (least, most) = (minors.iter().min()?, minors.iter().max()?);
        let money = |minor: &i64| Money { minor: *minor, currency };
        (minors.len() > 1).then(|| (what.to_owned(), money(least), money(most), minors.len()))
    };
    by_what.into_iter().filter_map(spread).collect()
}

/// What we answer comes first: that is what is looked for in front of a customer.
pub fn above(opened: &Opened) -> AnyView {
    let (book, acting, doc) = (use_book(), use_acting(), opened.doc);
    let all = together(book, opened);
    let said = move |it: Argument| {
        let foot = book.read(|replica| signed(it.by, it.at, replica.company()));
        view! {
            <article class="said"><p class="against">{it.against}</p><p class="words">{it.reply}</p><p class="why">{foot}</p></article>
        }
    };
    let told = move || {
        let mut arguments: Vec<Argument> = all.get().into_iter().flat_map(|(_, it)| it.arguments).collect();
        arguments.sort_by_key(|it| std::cmp::Reverse(it.at));
        let none =
            arguments.is_empty().then(|| view! { <p class="quiet-words">{t!("market.no_arguments")}</p> });
        view! { {none} {arguments.into_iter().map(said).collect_view()} }
    };
    let own = Competitor::from_facts(&opened.view.facts);
    let joins = may_join(book);
    let others = match own.joining() {
        Some(joining) => joined(book, KIND, doc, joining),
        None => view! { <Others kind=KIND doc=doc joins=joins/> }.into_any(),
    };
    let add = move |_| acting.on(Deed::Entry(doc, KIND, "argument", Vec::new()));
    view! {
        {others}
        <section class="card">
            <h2>{t!("market.arguments")}</h2>
            {told}
            <button type="button" on:click=add>{law::act(ActName::AddArgument)}</button>
        </section>
    }
    .into_any()
}

/// What they charge, and what was noted of them.
pub fn below(opened: &Opened) -> AnyView {
    let (book, doc) = (use_book(), opened.doc);
    let all = together(book, opened);
    let is_itself = Competitor::from_facts(&opened.view.facts).joined_into().is_none();
    // Notes come in while the page stands.
    let told = move || {
        let all = all.get();
        book.rows(|replica| Some((of_joined(&all), prices(&all, replica), notes(&all, replica))))
    };
    let same = (is_itself && may_join(book)).then(|| view! { <SameAs doc=doc/> });
    view! { {told} {same} }.into_any()
}

/// Strengths and weaknesses that stand at a record which turned out to be it.
fn of_joined(all: &[(DocId, Competitor)]) -> AnyView {
    let said =
        all.iter().skip(1).flat_map(|(_, it)| [("strengths", &it.strengths), ("weaknesses", &it.weaknesses)]);
    let said: Vec<_> = said
        .filter(|(_, words)| !words.is_empty())
        .map(|(field, words)| view! { <dt>{law::field(None, field)}</dt><dd>{words.clone()}</dd> })
        .collect();
    (!said.is_empty())
        .then(|| view! { <section class="card"><h2>{t!("market.of_joined")}</h2><dl class="facts">{said}</dl></section> })
        .into_any()
}

/// Whether this person says that two competitors are one.
fn may_join(book: Book) -> bool {
    book.read(|replica| joins_competitors(replica.company(), book.me(), replica.corrected_ms(now_ms())))
}

/// Any other one, where the names do not look alike: to be compared, and joined.
#[component]
fn SameAs(doc: DocId) -> impl IntoView {
    let book = use_book();
    let joining = RwSignal::new(None::<DocId>);
    let others = Memo::new(move |_| {
        book.rows(|replica| {
            let all = replica.rows().values().filter(|row| row.kind == KIND && row.doc != doc);
            let all = all.filter(|row| row::joined_into(row).is_none());
            let mut all: Vec<(String, DocId)> = all.map(|row| (row::name(row), row.doc)).collect();
            all.sort();
            all
        })
    });
    let line = move |(name, other): (String, DocId)| {
        view! {
            <button type="button" class="row line" on:click=move |_| joining.set(Some(other))>
                <span class="what">{name}</span> <span class="when">{t!("customer.compare")}</span>
            </button>
        }
    };
    view! {
        <details class="fold same-as">
            <summary>{t!("market.same_as")}</summary>
            <div class="ledger">{move || others.get().into_iter().map(line).collect_view()}</div>
        </details>
        <JoinSheet kind=KIND doc=doc other=joining/>
    }
}

fn prices(all: &[(DocId, Competitor)], replica: &Replica) -> AnyView {
    let company = replica.company();
    let today = company.calendar.day_of(replica.corrected_ms(now_ms()));
    let all = heard(all, replica);
    if all.is_empty() {
        return view! { <section class="card"><h2>{t!("market.prices")}</h2><p class="quiet-words">{t!("market.no_prices")}</p></section> }.into_any();
    }
    let spread = spreads(&all).into_iter().map(|(what, least, most, n)| {
        let range = t!("market.spread", least = format::money(least), most = format::money(most));
        view! { <dt>{what}</dt><dd class="number">{range}" "<span class="why">{t!("market.times", n = n)}</span></dd> }
    });
    let spread: Vec<_> = spread.collect();
    let line = |it: Heard| {
        let by = it.by.map(|by| format::person(by, company));
        let foot = [Some(format::day(it.on, today)), Some(it.source).filter(|it| !it.is_empty()), by];
        let foot = foot.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let words = view! { <span class="what">{it.what}<small class="why">{foot}</small></span><b class="number">{format::money(it.price)}</b> };
        match it.note {
            Some(note) => {
                view! { <Link to=Route::Record(RecordKind::MarketNote, note) class="row line">{words}</Link> }
                    .into_any()
            }
            None => view! { <div class="row line">{words}</div> }.into_any(),
        }
    };
    let lines = all.into_iter().take(SHOWN).map(line).collect_view();
    view! {
        <section class="card">
            <h2>{t!("market.prices")}</h2>
            <dl class="facts">{spread}</dl>
            <div class="ledger">{lines}</div>
        </section>
    }
    .into_any()
}

fn notes(all: &[(DocId, Competitor)], replica: &Replica) -> AnyView {
    let docs: Vec<DocId> = all.iter().map(|(doc, _)| *doc).collect();
    let mut all: Vec<&Row> = notes_about(replica, &docs).collect();
    all.sort_by_key(|row| std::cmp::Reverse(row.get::<Option<Instant>>("at")));
    let line = |row: &Row| {
        let (note, name) = (row.doc, row::name(row));
        let foot = signed(row.get("by"), row.get("at"), replica.company());
        view! {
            <Link to=Route::Record(RecordKind::MarketNote, note) class="row line">
                <span class="what">{name}<small class="why">{foot}</small></span> <Icon stroke=ONWARD/>
            </Link>
        }
    };
    let lines: Vec<_> = all.into_iter().take(SHOWN).map(line).collect();
    (!lines.is_empty())
        .then(|| {
            view! { <section class="card"><h2>{law::kinds(RecordKind::MarketNote)}</h2><div class="ledger">{lines}</div></section> }
        })
        .into_any()
}

/// A price, or a note about them.
pub fn main_act(opened: &Opened) -> AnyView {
    let (acting, place, doc) = (use_acting(), use_place(), opened.doc);
    let name = Competitor::from_facts(&opened.view.facts).name;
    let price = move |_| acting.on(Deed::Entry(doc, KIND, "rival_price", Vec::new()));
    let note = move |_| take_about(place, &name);
    view! {
        <div class="main-act pair">
            <button type="button" on:click=price>{law::act(ActName::AddRivalPrice)}</button>
            <button type="button" class="primary" on:click=note>{law::act(ActName::TakeMarketNote)}</button>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(what: &str, minor: i64, currency: Currency) -> Heard {
        let (what, source) = (what.to_owned(), String::new());
        Heard { what, price: Money { minor, currency }, on: Day(0), source, by: None, note: None }
    }

    #[test]
    fn what_was_heard_more_than_once_in_one_currency_has_a_spread() {
        let all = [
            heard("55 kW", 3_680_000, Currency::CNY),
            heard("55 kW", 3_820_000, Currency::CNY),
            heard("55 kW", 520_000, Currency::USD),
            heard("90 kW", 5_750_000, Currency::CNY),
        ];
        let told = spreads(&all).into_iter().map(|(what, least, most, n)| (what, least.minor, most.minor, n));
        assert_eq!(told.collect::<Vec<_>>(), [("55 kW".to_owned(), 3_680_000, 3_820_000, 2)]);
    }
}
