//! Customers that are perhaps one (2.2.b): compared by names and signs, cards of colleagues among them. What is compared
//! is made once of each; a keystroke only compares.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::replica::Replica;
use fieldbook_book::row::{Row, hint_of};
use fieldbook_book::wire::Card;
use fieldbook_process::prospecting::{Customer, Likeness, Sign, Traits, name_key};
use fieldbook_process::{DocId, PersonId, RecordKind};
use leptos::prelude::*;

use crate::browser::clock::sleep;
use crate::pages::act_form::Hint;
use crate::pages::row;
use crate::parts::form::Form;
use crate::parts::link::Link;
use crate::state::book::Book;
use crate::state::per_row::PerRow;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

/// So many are offered at once.
const OFFERED: usize = 4;
/// Rows read in one go while nobody waits, and how long the screen has in between, ms.
const SLICE: usize = 250;
const SLICE_PAUSE_MS: i64 = 16;
/// The fields of somebody at a customer in which signs stand.
const SIGNS: [&str; 4] = ["phone", "other_phone", "email", "wechat"];

/// What is compared of each customer that this phone knows of, but of those that are known to be another one.
#[derive(Debug, Default)]
pub struct Known {
    customers: PerRow<Traits>,
    competitors: PerRow<Traits>,
    /// Of cards, with what of them was read.
    cards: BTreeMap<DocId, (String, Vec<u32>, Traits)>,
}

/// It is read once and kept up to date: after a capture one customer is new, and thousands are as before.
#[derive(Debug, Clone, Copy)]
pub struct KnownHere(StoredValue<Known>);

/// Puts it into the context, empty.
pub fn provide_known() {
    provide_context(KnownHere(StoredValue::new(Known::default())));
}

/// What is compared of each customer.
pub fn use_known() -> KnownHere {
    expect_context()
}

impl KnownHere {
    /// Looks at it as it is now.
    pub fn read<T: Default>(self, book: Book, kind: RecordKind, look: impl FnOnce(&Known) -> T) -> T {
        let look = |known: &mut Known| {
            book.read(|replica| known.follow(book, replica, kind, usize::MAX));
            look(known)
        };
        self.0.try_update_value(look).unwrap_or_default()
    }

    /// Reads it in slices while nobody waits for it.
    pub async fn prepare(self, book: Book) {
        loop {
            sleep(SLICE_PAUSE_MS).await;
            let slice = |known: &mut Known| {
                book.read(|replica| known.follow(book, replica, RecordKind::Customer, SLICE))
            };
            if self.0.try_update_value(slice).unwrap_or(true) {
                return;
            }
        }
    }
}

/// What is compared of names and signs.
pub fn traits<'a>(names: impl IntoIterator<Item = &'a str>, signs: impl IntoIterator<Item = Sign>) -> Traits {
    let names = names.into_iter().map(name_key).filter(|key| !key.is_empty());
    let signs: BTreeSet<Sign> = signs.into_iter().collect();
    Traits { names: names.collect(), hints: signs.iter().filter_map(hint_of).collect(), signs }
}

fn of_row(row: &Row, kind: RecordKind) -> Option<Traits> {
    if row.kind != kind || row::joined_into(row).is_some() {
        return None;
    }
    let other: String = row.get("other_name");
    let lists = Customer {
        contacts: row.entries("contact"),
        captures: row.entries("capture"),
        ..Customer::default()
    };
    Some(traits([row::name(row).as_str(), &other], lists.signs()))
}

impl Known {
    fn follow(&mut self, book: Book, replica: &Replica, kind: RecordKind, at_most: usize) -> bool {
        let rows = match kind {
            RecordKind::Competitor => &mut self.competitors,
            _ => &mut self.customers,
        };
        let done = rows.follow(book, replica, at_most, |row| of_row(row, kind));
        if kind == RecordKind::Competitor {
            return done;
        }
        let cards = replica.cards().values().filter(|card| !replica.rows().contains_key(&card.doc));
        let mut before = std::mem::take(&mut self.cards);
        let mut of_card = |card: &Card| {
            let known = before.remove(&card.doc).filter(|it| it.0 == card.name && it.1 == card.phones);
            known.unwrap_or_else(|| {
                let hints = card.phones.iter().copied().collect();
                (card.name.clone(), card.phones.clone(), Traits { hints, ..traits([card.name.as_str()], []) })
            })
        };
        self.cards = cards.map(|card| (card.doc, of_card(card))).collect();
        done
    }

    const fn rows(&self, kind: RecordKind) -> &BTreeMap<DocId, Traits> {
        match kind {
            RecordKind::Competitor => self.competitors.all(),
            _ => self.customers.all(),
        }
    }

    /// What is compared of a kind; of customers cards of colleagues', too.
    fn all(&self, kind: RecordKind) -> impl Iterator<Item = (DocId, &Traits)> {
        let cards = self.cards.iter().filter(move |_| kind == RecordKind::Customer);
        let rows = self.rows(kind).iter().map(|(doc, traits)| (*doc, traits));
        rows.chain(cards.map(|(doc, (.., traits))| (*doc, traits)))
    }

    /// Those that look like something, the likeliest first; `except` itself.
    pub fn like(&self, kind: RecordKind, what: &Traits, except: Option<DocId>) -> Vec<(Likeness, DocId)> {
        let others = self.all(kind).filter(|(doc, _)| Some(*doc) != except);
        let mut alike: Vec<_> = others.filter_map(|(doc, it)| Some((what.likeness(it)?, doc))).collect();
        alike.sort_unstable();
        alike.truncate(OFFERED);
        alike
    }

    /// Every pair that is one with little doubt, each once.
    pub fn pairs(&self) -> Vec<(DocId, DocId)> {
        let mut by_name: BTreeMap<&str, Vec<DocId>> = BTreeMap::new();
        let mut by_sign: BTreeMap<&Sign, Vec<DocId>> = BTreeMap::new();
        for (doc, traits) in self.all(RecordKind::Customer) {
            traits.names.iter().for_each(|name| by_name.entry(name).or_default().push(doc));
            traits.signs.iter().for_each(|sign| by_sign.entry(sign).or_default().push(doc));
        }
        let mut pairs: Vec<(DocId, DocId)> = by_name
            .into_values()
            .chain(by_sign.into_values())
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
    pub fn like_one(&self, kind: RecordKind, doc: DocId, loosely: bool) -> Vec<(Likeness, DocId)> {
        let own = self.rows(kind).get(&doc);
        let alike = own.map(|traits| self.like(kind, traits, Some(doc))).unwrap_or_default();
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
    /// Who owns it, and what they are called.
    pub owner: Option<(PersonId, String)>,
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
    let owner = owner.map(|owner| (owner, format::person(owner, replica.company())));
    let by_name = owner.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let pooled = replica.rows().get(&doc).is_some_and(|row| row::is_pooled(replica, row));
    let why = match likeness {
        Likeness::Phone => t!("customer.alike_phone"),
        Likeness::WeChat => t!("customer.alike_wechat"),
        Likeness::Email => t!("customer.alike_email"),
        Likeness::Name => t!("customer.alike_name"),
        Likeness::PhoneHint => t!("customer.alike_hint"),
        Likeness::PartOfName => t!("customer.alike_part"),
    };
    let pool = pooled.then(|| t!("customer.in_pool"));
    let why: Vec<&str> = [Some(why), pool].into_iter().flatten().collect();
    let whose: Vec<String> = [town, by_name].into_iter().filter(|part| !part.is_empty()).collect();
    let kind = replica.rows().get(&doc).map_or(RecordKind::Customer, |row| row.kind);
    let page = Route::of_record(kind, doc);
    Some(Told { doc, page, name, whose: whose.join(" · "), owner, why: why.join(" · ") })
}

/// While somebody at a customer is typed: other customers with that phone number, e-mail address or WeChat.
pub fn hint_of_contact(book: Book, doc: DocId) -> Hint {
    let known = use_known();
    let told = move |form: Form| {
        let sign = |field| Sign::of_field(field, &form.input(field)?.typed.get());
        let typed = traits([], SIGNS.into_iter().filter_map(sign));
        hint(book, known, (RecordKind::Customer, &typed), Some(doc))
    };
    ("phone", Callback::new(told))
}

/// While the name of a record of some kind is typed: those of it that look like that.
pub fn name_hint_of(book: Book, kind: RecordKind) -> Hint {
    let known = use_known();
    let told = move |form: Form| {
        let typed = |name| form.input(name).map(|input| input.typed.get()).unwrap_or_default();
        let (name, other) = (typed("name"), typed("other_name"));
        hint(book, known, (kind, &traits([name.as_str(), &other], [])), None)
    };
    ("name", Callback::new(told))
}

/// While a customer or a person there is typed: what is there already, to be opened instead.
fn hint(
    book: Book,
    known: KnownHere,
    (kind, typed): (RecordKind, &Traits),
    except: Option<DocId>,
) -> AnyView {
    if typed.is_empty() {
        return ().into_any();
    }
    let alike = known.read(book, kind, |known| known.like(kind, typed, except));
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
