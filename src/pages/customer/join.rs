//! Joining two records of one customer (2.2.b) or competitor (2.1.a): both side by side, and which of them goes on. What
//! hangs on the other comes along by itself; nothing is copied, so that it can be taken back.

use fieldbook_book::replica::{Draft, Outcome, Part, Replica};
use fieldbook_book::row::Row;
use fieldbook_process::general::handover::may_move;
use fieldbook_process::{DocId, PersonId, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::hand_over::{deal_part, open_deals};
use crate::pages::deal::log::offer_undo;
use crate::pages::entry::{signed_entry, words};
use crate::pages::market::competitor::notes_about;
use crate::pages::row;
use crate::parts::outcome::OutcomeSheet;
use crate::parts::sheet::Sheet;
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::{format, law};

const UNDO_MS: i64 = 5_000;

/// Open while `other` names the one to compare with.
#[component]
pub fn JoinSheet(kind: RecordKind, doc: DocId, other: RwSignal<Option<DocId>>) -> impl IntoView {
    let book = use_book();
    let open = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Outcome>);
    Effect::new(move |_| open.set(other.get().is_some()));
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            other.set(None);
        }
        is_open
    });
    let body = move || other.get().map(|other| sides(book, kind, (doc, other), open, outcome));
    view! {
        <Sheet open=open title=t!("customer.same_company").to_owned()>{body}</Sheet>
        <OutcomeSheet outcome=outcome kind=kind/>
    }
}

/// One record of the two, as far as this phone knows it.
#[derive(Debug, Clone, Default)]
struct Side {
    name: String,
    facts: Vec<(String, String)>,
    /// Whether this phone holds it, so that it can be given up for the other.
    is_here: bool,
}

fn side(replica: &Replica, doc: DocId) -> Side {
    let company = replica.company();
    let person = |who: Option<PersonId>| who.map(|who| format::person(who, company)).unwrap_or_default();
    let named = |field: &str| law::field(Some("customer"), field);
    let Some(row) = replica.rows().get(&doc) else {
        let card = replica.cards().get(&doc);
        let facts =
            card.map(|card| vec![(named("town"), card.town.clone()), (named("owner"), person(card.owner))]);
        return Side {
            name: row::called(replica, doc).unwrap_or_default(),
            facts: facts.unwrap_or_default(),
            is_here: false,
        };
    };
    if row.kind == RecordKind::Competitor {
        return rival(replica, row);
    }
    let deals = replica.rows().values().filter(|it| it.get::<Option<DocId>>("customer") == Some(doc));
    let phones = row::phones(row).into_iter().map(|(name, phone)| format!("{name} {phone}"));
    let facts = vec![
        (named("other_name"), row.get("other_name")),
        (named("town"), row.get("town")),
        (named("owner"), person(row::owner(row))),
        (t!("customer.people").to_owned(), format::listed(phones)),
        (t!("common.deals").to_owned(), deals.filter(|it| it.kind == RecordKind::Deal).count().to_string()),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    Side { name: row::name(row), facts, is_here: true }
}

/// A competitor of the two.
fn rival(replica: &Replica, row: &Row) -> Side {
    let kind = RecordKind::Competitor;
    let by = row::owner(row).map(|who| format::person(who, replica.company())).unwrap_or_default();
    let notes = notes_about(replica, &[row.doc]).count();
    let fields = ["other_name", "website"].map(|name| (law::field(Some(kind.name()), name), row.get(name)));
    let told = [
        (law::field(Some(kind.name()), "by"), by),
        (law::kinds(RecordKind::MarketNote).to_owned(), notes.to_string()),
    ];
    let facts = fields.into_iter().chain(told).filter(|(_, value): &(String, String)| !value.is_empty());
    Side { name: row::name(row), facts: facts.collect(), is_here: true }
}

fn sides(
    book: Book,
    kind: RecordKind,
    (doc, other): (DocId, DocId),
    open: RwSignal<bool>,
    outcome: RwSignal<Option<Outcome>>,
) -> AnyView {
    let (this, that) = book.read(|replica| (side(replica, doc), side(replica, other)));
    let why = RwSignal::new(String::new());
    let (here, there) = (this.is_here, that.is_here);
    let what = match kind {
        RecordKind::Competitor => t!("market.join_what"),
        _ => t!("customer.join_what"),
    };
    let keep_this = there.then(|| keep((book, kind), (other, doc), this.name.clone(), why, open, outcome));
    let keep_that = here.then(|| keep((book, kind), (doc, other), that.name.clone(), why, open, outcome));
    let column = |side: Side, keep: Option<AnyView>| {
        let fact = |(name, value): (String, String)| view! { <dt>{name}</dt><dd>{value}</dd> };
        view! {
            <div class="side">
                <h3>{side.name}</h3>
                <dl class="facts">{side.facts.into_iter().map(fact).collect_view()}</dl>
                {keep}
            </div>
        }
    };
    view! {
        <p>{what}</p>
        <div class="field">
            <label for="join-why">{law::field(Some("joining"), "why")}</label>
            <input id="join-why" maxlength="200" prop:value=why
                on:input=move |event| why.set(event_target_value(&event))/>
        </div>
        <div class="sides">{column(this, keep_this)} {column(that, keep_that)}</div>
        {(!there).then(|| view! { <p class="why">{t!("customer.join_card")}</p> })}
    }
    .into_any()
}

/// The button that gives one up for the other.
fn keep(
    (book, kind): (Book, RecordKind),
    (gives_up, keeps): (DocId, DocId),
    name: String,
    why: RwSignal<String>,
    open: RwSignal<bool>,
    outcome: RwSignal<Option<Outcome>>,
) -> AnyView {
    let (notices, place) = (use_notices(), use_place());
    let along = book.read(|replica| Some(deals_along(replica, kind, gives_up, keeps))).unwrap_or_default();
    let may_give = book.read(|replica| {
        let people = &replica.company().people;
        Some(along.iter().all(|(_, seller, _)| may_move(book.me(), *seller, people)))
    });
    if may_give != Some(true) {
        return view! { <p class="why">{t!("customer.join_deals", n = along.len())}</p> }.into_any();
    }
    let along = StoredValue::new(along);
    let save = move |_| {
        let joining = joining(kind, gives_up, keeps, book.me(), &why.get_untracked());
        let deals = along.get_value().into_iter();
        let deals = deals.map(|(deal, _, to)| deal_part(deal, Some(Value::Id(to.0))));
        let parts: Vec<Part> = joining.into_iter().chain(deals).collect();
        spawn_local(async move {
            let done = book.save(Draft { parts, undo_ms: UNDO_MS, seen: true, takes_over: None }).await;
            if let Outcome::Saved(order) = done {
                let _ = open.try_set(false);
                offer_undo(book, notices, order, Callback::new(|()| {}));
                let held = book.read(|replica| replica.rows().contains_key(&keeps));
                place.go(Route::of_record(kind, if held { keeps } else { gives_up }));
            }
            let _ = outcome.try_set(Some(done));
        });
    };
    let label = t!("customer.keep_named", name = name);
    view! { <button type="button" class="wide" aria-label=label on:click=save>{t!("customer.keep")}</button> }
        .into_any()
}

/// Open deals that hang on the one that is given up and are somebody else's than the one that is kept: whose they are, and
/// whose they become. Else nobody would be asked for what they owe.
fn deals_along(
    replica: &Replica,
    kind: RecordKind,
    gives_up: DocId,
    keeps: DocId,
) -> Vec<(DocId, Option<PersonId>, PersonId)> {
    let owner = replica.rows().get(&keeps).map(row::owner);
    let owner = owner.unwrap_or_else(|| replica.cards().get(&keeps)?.owner);
    let Some(to) = owner.filter(|_| kind == RecordKind::Customer) else { return Vec::new() };
    let deals = open_deals(replica, gives_up).into_iter();
    let of = |(deal, _): (DocId, String)| {
        let seller: Option<PersonId> = replica.rows().get(&deal)?.get("seller");
        (seller != Some(to)).then_some((deal, seller, to))
    };
    deals.filter_map(of).collect()
}

fn joining(kind: RecordKind, doc: DocId, into: DocId, me: PersonId, why: &str) -> Option<Part> {
    let values = [("into", Some(Value::Id(into.0))), ("why", words(why))];
    signed_entry((doc, kind, "joining"), me, values)
}
