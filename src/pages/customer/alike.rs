//! Customers that are perhaps one (2.2.b): compared by names and phone numbers, cards of colleagues among them. What is
//! compared is made once; each keystroke only compares.

use std::collections::BTreeMap;
use std::sync::Arc;

use fieldbook_book::replica::Replica;
use fieldbook_book::row::{Row, phone_hint};
use fieldbook_book::wire::Card;
use fieldbook_process::prospecting::{Likeness, Traits, name_key};
use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::act_form::Hint;
use crate::pages::row;
use crate::parts::form::Form;
use crate::parts::link::Link;
use crate::state::book::Book;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;
use crate::texts::search::folded;

/// So many are offered at once.
const OFFERED: usize = 4;

/// What is compared of each customer that this phone knows of.
#[derive(Debug, Default)]
pub struct Known(Vec<(DocId, Traits)>);

/// What is compared of names and phone numbers.
pub fn traits<'a>(
    names: impl IntoIterator<Item = &'a str>,
    phones: impl IntoIterator<Item = &'a str>,
) -> Traits {
    let names = names.into_iter().map(|name| name_key(&folded(name))).filter(|key| !key.is_empty());
    let phones: Vec<&str> = phones.into_iter().filter(|phone| phone_hint(phone).is_some()).collect();
    let digits = |phone: &&str| {
        let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
        // A country code does not matter, as in the hint.
        digits.iter().skip(digits.len().saturating_sub(11)).collect::<String>()
    };
    let hints = phones.iter().filter_map(|phone| phone_hint(phone)).collect();
    Traits { names: names.collect(), phones: phones.iter().map(digits).collect(), hints }
}

fn of_row(row: &Row) -> Traits {
    let other: String = row.get("other_name");
    let phones = row::phones(row);
    traits([row::name(row).as_str(), &other], phones.iter().map(|(_, phone)| phone.as_str()))
}

impl Known {
    /// Every record of a kind but those that are known to be another one.
    pub fn of_kind(replica: &Replica, kind: RecordKind) -> Self {
        let rows = replica.rows().values().filter(|row| row.kind == kind);
        let rows = rows.filter(|row| row::joined_into(row).is_none()).map(|row| (row.doc, of_row(row)));
        Self(rows.collect())
    }

    /// Every customer, cards of colleagues' among them.
    pub fn of(replica: &Replica) -> Self {
        let Self(rows) = Self::of_kind(replica, RecordKind::Customer);
        let cards = replica.cards().values().filter(|card| !replica.rows().contains_key(&card.doc));
        let of_card = |card: &Card| {
            let hints = card.phones.iter().copied().collect();
            Traits { hints, ..traits([card.name.as_str()], []) }
        };
        let cards = cards.map(|card| (card.doc, of_card(card)));
        Self(rows.into_iter().chain(cards).collect())
    }

    /// Those that look like something, the likeliest first; `except` itself.
    pub fn like(&self, what: &Traits, except: Option<DocId>) -> Vec<(Likeness, DocId)> {
        let others = self.0.iter().filter(|(doc, _)| Some(*doc) != except);
        let mut alike: Vec<_> = others.filter_map(|(doc, it)| Some((what.likeness(it)?, *doc))).collect();
        alike.sort_unstable();
        alike.truncate(OFFERED);
        alike
    }

    /// Every pair that is one with little doubt, each once.
    pub fn pairs(&self) -> Vec<(DocId, DocId)> {
        let mut by_sign: BTreeMap<&str, Vec<DocId>> = BTreeMap::new();
        for (doc, traits) in &self.0 {
            for sign in traits.names.iter().chain(&traits.phones) {
                by_sign.entry(sign).or_default().push(*doc);
            }
        }
        let mut pairs: Vec<(DocId, DocId)> = by_sign
            .into_values()
            .flat_map(|docs| {
                let first = docs.first().copied();
                let others = docs.into_iter().skip(1);
                others
                    .filter_map(move |doc| first.filter(|it| *it != doc).map(|it| (it.min(doc), it.max(doc))))
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Those that look like one of them, `loosely` where part of a name is enough, too.
    pub fn like_one(&self, doc: DocId, loosely: bool) -> Vec<(Likeness, DocId)> {
        let own = self.0.iter().find(|(it, _)| *it == doc);
        let alike = own.map(|(_, traits)| self.like(traits, Some(doc))).unwrap_or_default();
        alike.into_iter().filter(|(likeness, _)| loosely || *likeness != Likeness::PartOfName).collect()
    }
}

/// A customer as it is told beside another that looks like it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Which.
    pub doc: DocId,
    /// Its page.
    pub page: Route,
    /// Its name.
    pub name: String,
    /// Town and owner.
    pub whose: String,
    /// Why it looks like it, and whether it lies in the pool.
    pub why: String,
}

/// In words what is known of it, from its row or card.
pub fn told(replica: &Replica, (likeness, doc): (Likeness, DocId)) -> Option<Told> {
    let (name, town, owner) = match (replica.rows().get(&doc), replica.cards().get(&doc)) {
        (Some(row), _) => (row::name(row), row.get("town"), row::owner(row)),
        (None, Some(card)) => (card.name.clone(), card.town.clone(), card.owner),
        (None, None) => return None,
    };
    let owner = owner.map(|owner| format::person(owner, replica.company())).unwrap_or_default();
    let pooled = replica.rows().get(&doc).is_some_and(|row| row::is_pooled(replica, row));
    let why = match likeness {
        Likeness::Phone => t!("customer.alike_phone"),
        Likeness::Name => t!("customer.alike_name"),
        Likeness::PhoneHint => t!("customer.alike_hint"),
        Likeness::PartOfName => t!("customer.alike_part"),
    };
    let pool = pooled.then(|| t!("customer.in_pool"));
    let why: Vec<&str> = [Some(why), pool].into_iter().flatten().collect();
    let whose: Vec<String> = [town, owner].into_iter().filter(|part| !part.is_empty()).collect();
    let kind = replica.rows().get(&doc).map_or(RecordKind::Customer, |row| row.kind);
    Some(Told {
        doc,
        page: Route::of_record(kind, doc),
        name,
        whose: whose.join(" · "),
        why: why.join(" · "),
    })
}

/// While somebody at a customer is typed: other customers with that phone number.
pub fn phone_hint_of(book: Book, doc: DocId) -> Hint {
    let known = StoredValue::new(None::<Arc<Known>>);
    let told = move |form: Form| {
        let phone = form.input("phone").map(|input| input.typed.get()).unwrap_or_default();
        if phone_hint(&phone).is_none() {
            return ().into_any();
        }
        // Read once, when the first number is there to compare.
        let known = known.get_value().unwrap_or_else(|| {
            let read = Arc::new(book.read(Known::of));
            known.set_value(Some(Arc::clone(&read)));
            read
        });
        hint(book, &known, &traits([], [phone.as_str()]), Some(doc))
    };
    ("phone", Callback::new(told))
}

/// While the name of a record of some kind is typed: those of it that look like that.
pub fn name_hint_of(book: Book, kind: RecordKind) -> Hint {
    let known = StoredValue::new(book.read(|replica| match kind {
        RecordKind::Customer => Known::of(replica),
        _ => Known::of_kind(replica, kind),
    }));
    let told = move |form: Form| {
        let typed = |name| form.input(name).map(|input| input.typed.get()).unwrap_or_default();
        let (name, other) = (typed("name"), typed("other_name"));
        known.with_value(|known| hint(book, known, &traits([name.as_str(), &other], []), None))
    };
    ("name", Callback::new(told))
}

/// While a customer or a person there is typed: what is there already, to be opened instead.
pub fn hint(book: Book, known: &Known, typed: &Traits, except: Option<DocId>) -> AnyView {
    let alike = known.like(typed, except);
    let told: Vec<Told> =
        book.read(|replica| alike.into_iter().filter_map(|one| told(replica, one)).collect());
    if told.is_empty() {
        return ().into_any();
    }
    let line = |it: Told| {
        view! {
            <Link to=it.page class="row line">
                <span class="what">{it.name}<small class="why">{it.whose}</small></span>
                <span class="when">{it.why}</span>
            </Link>
        }
    };
    view! {
        <section class="card alike" role="status">
            <h2>{t!("customer.alike")}</h2>
            <div class="ledger">{told.into_iter().map(line).collect_view()}</div>
        </section>
    }
    .into_any()
}
