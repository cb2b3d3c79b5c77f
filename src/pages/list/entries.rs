//! The rows of a list: what filters and orders look at, of all of them at once; their words, of those that are seen;
//! and what is searched, once somebody searches.

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_book::wire::Card;
use fieldbook_process::law::Asks;
use fieldbook_process::opportunity::Grade;
use fieldbook_process::prospecting::{Customer, MarketNote, NoteKind};
use fieldbook_process::value::{FieldType, Instant};
use fieldbook_process::{Company, Day, DocId, Money, Path, PersonId, RecordKind, Value};

use super::known::{Known, NEVER, NOT_ASKED};
use crate::pages::needs;
use crate::pages::question::state_of;
use crate::pages::row;
use crate::parts::field::told;
use crate::state::lists::{Filter, ON};
use crate::state::route::Route;
use crate::t;
use crate::texts::search::Hay;
use crate::texts::{format, law};

/// One row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Of which record.
    pub doc: DocId,
    /// Something is overdue.
    pub is_late: bool,
    /// The money of a customer's open deals.
    pub open: Vec<Money>,
    /// What filters and orders look at.
    pub known: Known,
}

impl Entry {
    /// Whether its record is here, not its card alone.
    pub fn is_read(&self) -> bool {
        self.known.tags.iter().any(|(of, tag)| *of == Filter::Whose && tag == "read")
    }
}

/// The words of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// The name.
    pub name: String,
    /// What stands below the name.
    pub sub: String,
    /// What stands at the end of the row.
    pub end: String,
}

/// Where the row of a record leads.
pub fn leads_to(kind: RecordKind, doc: DocId) -> Route {
    Route::of_record(kind, doc)
}

/// With what rows are told.
struct Telling<'a> {
    replica: &'a Replica,
    company: &'a Company,
    me: PersonId,
    now_ms: i64,
    today: Day,
}

/// Every record of a kind, cards among customers; questions in their order, all others as they come.
pub fn entries(replica: &Replica, kind: RecordKind, me: PersonId, now_ms: i64) -> Vec<Entry> {
    let telling = Telling::of(replica, me, now_ms);
    let rows = replica.rows().values().filter(|row| row.kind == kind);
    // One that is another shows there, as long as that one is here.
    let is_itself = |row: &&Row| row::stands_for(replica, row.doc) == row.doc;
    match kind {
        RecordKind::Customer => {
            let deals = telling.deals();
            let nothing = Deals::default();
            let own = rows
                .filter(is_itself)
                .map(|row| telling.customer(row, deals.get(&row.doc).unwrap_or(&nothing)));
            own.chain(telling.cards()).collect()
        }
        RecordKind::Deal => rows.map(|row| telling.deal(row)).collect(),
        RecordKind::Question => {
            let mut all: Vec<&Row> = rows.collect();
            let asked = |row: &Row| row.get::<Option<Instant>>("asked");
            all.sort_by_cached_key(|row| (row.dues.is_empty(), std::cmp::Reverse(asked(row))));
            all.into_iter().map(|row| telling.plain(row)).collect()
        }
        RecordKind::Questionnaire | RecordKind::Research | RecordKind::NeedsReport => {
            let mut all: Vec<&Row> = rows.collect();
            all.sort_by_cached_key(|row| needs::place(row));
            all.into_iter().map(|row| telling.plain(row)).collect()
        }
        RecordKind::Competitor => rows.filter(is_itself).map(|row| telling.plain(row)).collect(),
        RecordKind::MarketNote => rows.map(|row| telling.note(row)).collect(),
        RecordKind::MarketReport | RecordKind::MarketSize => {
            let mut all: Vec<&Row> = rows.collect();
            let when = |row: &Row| (row.get::<String>("quarter"), row.get::<Option<i64>>("year"));
            all.sort_by_cached_key(|row| (std::cmp::Reverse(when(row)), row.name()));
            all.into_iter().map(|row| telling.plain(row)).collect()
        }
        _ => rows.map(|row| telling.plain(row)).collect(),
    }
}

/// The words of one row; `None` where its record has left this phone.
pub fn words(replica: &Replica, entry: &Entry, me: PersonId, now_ms: i64) -> Option<Words> {
    let telling = Telling::of(replica, me, now_ms);
    match replica.rows().get(&entry.doc) {
        Some(row) => Some(telling.words(row, &entry.open)),
        None => replica.cards().get(&entry.doc).map(|card| telling.card_words(card)),
    }
}

/// The name of one row.
pub fn name(replica: &Replica, doc: DocId) -> String {
    row::called(replica, doc).unwrap_or_default()
}

/// What is searched of each of them, in their order.
pub fn hays(replica: &Replica, all: &[Entry]) -> Vec<Hay> {
    all.iter().map(|entry| hay(replica, entry.doc)).collect()
}

/// What the deals of one customer add up to.
#[derive(Default)]
struct Deals {
    reached_ms: Option<i64>,
    due_ms: Option<i64>,
    open: Vec<Money>,
    grades: BTreeSet<Grade>,
}

impl<'a> Telling<'a> {
    fn of(replica: &'a Replica, me: PersonId, now_ms: i64) -> Self {
        let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms));
        Self { replica, company, me, now_ms, today: company.calendar.day_of(now_ms) }
    }

    fn words(&self, row: &Row, open: &[Money]) -> Words {
        let name = row::name(row);
        match row.kind {
            RecordKind::Customer => {
                let key = if row.get("key_customer") { t!("customers.key") } else { "" };
                let (town, owner): (String, _) = (row.get("town"), self.name_of(row::owner(row)));
                Words { name, sub: joined(&[key, &town, &owner]), end: format::sum(open) }
            }
            RecordKind::Deal => {
                let customer = row::customer_name(self.replica, row).unwrap_or_default();
                let closed: String = row.get("closed");
                let state = match row.reached_ms {
                    _ if !closed.is_empty() => law::choice("closed", &closed),
                    Some(at_ms) => {
                        t!("deals.contacted", time = format::since(at_ms, self.now_ms, self.company))
                    }
                    None => t!("deals.no_contact").to_owned(),
                };
                let end = row.amount.map(format::short_money).unwrap_or_default();
                Words { name, sub: joined(&[&state, &customer]), end }
            }
            RecordKind::Question => Words { name, sub: row.get("about"), end: state_of(row).to_owned() },
            RecordKind::Questionnaire | RecordKind::Research | RecordKind::NeedsReport => {
                let (sub, end) = needs::words(self.replica, row, self.today);
                Words { name, sub, end }
            }
            RecordKind::MarketNote => self.note_words(row, name),
            RecordKind::MarketReport => {
                let submitted: Option<Instant> = row.get("submitted");
                let state = match submitted {
                    Some(at) => t!("market.submitted", by = format::day(self.day_of(at), self.today)),
                    None => t!("market.is_written").to_owned(),
                };
                Words { name, sub: self.name_of(row::owner(row)), end: state }
            }
            RecordKind::MarketSize => {
                let year = row.get::<Option<i64>>("year").map(|year| year.to_string()).unwrap_or_default();
                let money = row.get::<Option<Money>>("size").map(format::short_money);
                let pieces = || row.get::<Option<i64>>("units").map(format::count);
                let sub = joined(&[&year, &row.get::<String>("territory")]);
                Words { name, sub, end: money.or_else(pieces).unwrap_or_default() }
            }
            _ => {
                let listed = row.kind.schema().fields.iter().filter(|field| field.listed);
                let told = listed.filter_map(|field| {
                    let path = Path::field(field.name);
                    let value = row.facts().remove(&path)?;
                    Some(told(row.kind, &path, Some(&value), self.replica))
                });
                let told: Vec<String> = told.collect();
                let sub = joined(&told.iter().map(String::as_str).collect::<Vec<_>>());
                Words { name, sub, end: self.name_of(row::owner(row)) }
            }
        }
    }

    fn card_words(&self, card: &Card) -> Words {
        let sub = joined(&[&card.town, &self.name_of(card.owner)]);
        Words { name: card.name.clone(), sub, end: t!("customers.card").to_owned() }
    }

    /// By customer, in one pass over all deals.
    fn deals(&self) -> BTreeMap<DocId, Deals> {
        let customers = self.replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
        let joined = customers.map(|row| (row.doc, row::stands_for(self.replica, row.doc)));
        let joined = joined.filter(|(doc, other)| doc != other);
        let joined: BTreeMap<DocId, DocId> = joined.collect();
        let mut all: BTreeMap<DocId, Deals> = BTreeMap::new();
        for row in self.replica.rows().values().filter(|row| row.kind == RecordKind::Deal) {
            let Some(customer) = row.get::<Option<DocId>>("customer") else { continue };
            let deals = all.entry(joined.get(&customer).copied().unwrap_or(customer)).or_default();
            deals.reached_ms = deals.reached_ms.max(row.reached_ms);
            deals.due_ms = deals.due_ms.into_iter().chain(row::next_due_ms(row)).min();
            if row::is_open_deal(row) {
                deals.open.extend(row::amount(row));
                deals.grades.extend(row::grade(row, self.company));
            }
        }
        all
    }

    fn silent_days(&self, reached_ms: Option<i64>) -> i32 {
        reached_ms.map_or(NEVER, |at_ms| (self.today.0 - self.company.calendar.day_of(at_ms).0).max(0))
    }

    fn is_late(&self, due_ms: Option<i64>) -> bool {
        due_ms.is_some_and(|due_ms| due_ms < self.now_ms)
    }

    fn name_of(&self, person: Option<PersonId>) -> String {
        person.map(|person| format::person(person, self.company)).unwrap_or_default()
    }

    fn customer(&self, row: &Row, deals: &Deals) -> Entry {
        let owner = row::owner(row);
        let due_ms = deals.due_ms.into_iter().chain(row::next_due_ms(row)).min();
        let reached_ms = deals.reached_ms.max(row.reached_ms);
        let (is_late, is_key) = (self.is_late(due_ms), row.get::<bool>("key_customer"));
        let mut known = Known {
            silent_days: self.silent_days(reached_ms),
            reached_ms,
            minor: deals.open.iter().fold(0, |sum, money| sum.saturating_add(money.minor)),
            due_ms,
            ..Known::default()
        };
        known.tag(Filter::Whose, "read");
        if owner == Some(self.me) {
            known.tag(Filter::Whose, "mine");
        }
        if row::is_shared_with(row, self.me) {
            known.tag(Filter::Whose, "shared");
        }
        self.found(row, &mut known);
        known.tag(Filter::Key, if is_key { ON } else { "" });
        known.tag(Filter::Late, if is_late { ON } else { "" });
        deals.grades.iter().for_each(|grade| known.tag(Filter::Grade, grade.code()));
        Entry { doc: row.doc, is_late, open: deals.open.clone(), known }
    }

    /// What is known of a customer itself, by which it was found and how it stands, in one pass over its row.
    fn found(&self, row: &Row, known: &mut Known) {
        const FIELDS: [&str; 9] = [
            "territory",
            "town",
            "intention",
            "source",
            "event",
            "campaign",
            "tags",
            "purchasing_power",
            "need_potential",
        ];
        let [territory, town, intention, source, event, campaign, tags, power, need] = row.pick(FIELDS);
        let text = |value: Option<Value>| value.as_ref().and_then(String::from_value).unwrap_or_default();
        let doc = |value: Option<Value>| match value {
            Some(Value::Id(id)) => DocId(id).to_string(),
            _ => String::new(),
        };
        for (filter, value) in [
            (Filter::Territory, text(territory)),
            (Filter::Town, text(town)),
            (Filter::Intention, text(intention)),
            (Filter::Source, text(source)),
            (Filter::Event, doc(event)),
            (Filter::Campaign, doc(campaign)),
        ] {
            known.tag(filter, value);
        }
        for word in text(tags).split([',', '，', '、', ';', '；']).map(str::trim) {
            known.tag(Filter::Tag, word.to_owned());
        }
        let score = |value: Option<Value>| value.as_ref().and_then(<Option<i64>>::from_value).flatten();
        let rated =
            Customer { purchasing_power: score(power), need_potential: score(need), ..Customer::default() };
        let standing = match rated.is_target(self.company, self.now_ms) {
            _ if rated.is_lead() => "lead",
            Some(true) => "target",
            Some(false) => "other",
            None => "",
        };
        known.tag(Filter::Standing, standing);
        if row.dues.iter().any(|due| due.asks == Asks::Assignment) {
            known.tag(Filter::Standing, "unassigned");
        }
    }

    /// Customers of others: enough to find duplicates.
    fn cards(&self) -> impl Iterator<Item = Entry> {
        let held = self.replica.rows();
        self.replica.cards().values().filter(|card| !held.contains_key(&card.doc)).map(|card| {
            let mut known = Known::default();
            known.tag(Filter::Whose, "card");
            known.tag(Filter::Town, card.town.clone());
            Entry { doc: card.doc, is_late: false, open: Vec::new(), known }
        })
    }

    fn deal(&self, row: &Row) -> Entry {
        let closed: String = row.get("closed");
        let (due_ms, ended) = (row::next_due_ms(row), !closed.is_empty());
        let is_late = self.is_late(due_ms);
        let mut known = Known {
            silent_days: if ended { NOT_ASKED } else { self.silent_days(row.reached_ms) },
            reached_ms: row.reached_ms.or(row.latest_ms),
            minor: row.amount.map_or(0, |money| money.minor),
            due_ms,
            expected: row.get("expected_on"),
            ended,
            ..Known::default()
        };
        known.tag(Filter::State, if ended { "closed" } else { "open" });
        known.tag(Filter::State, closed);
        known.tag(Filter::Stage, if ended { "" } else { row::stage(row, self.today).code() });
        known.tag(Filter::Grade, row::grade(row, self.company).map_or("", Grade::code));
        known.tag(Filter::Seller, row::owner(row).map(|seller| seller.to_string()).unwrap_or_default());
        known.tag(Filter::Late, if is_late { ON } else { "" });
        Entry { doc: row.doc, is_late, open: Vec::new(), known }
    }

    fn day_of(&self, at: Instant) -> Day {
        self.company.calendar.day_of(at.0)
    }

    fn note(&self, row: &Row) -> Entry {
        let note: MarketNote = row.record();
        let mut known = Known { written_ms: note.at.map(|at| at.0), ..Known::default() };
        known.tag(Filter::NoteKind, note.note_kind.map_or("", NoteKind::code));
        let rival = note.competitor.map(|doc| row::stands_for(self.replica, doc).to_string());
        known.tag(Filter::Competitor, rival.unwrap_or_default());
        known.tag(Filter::ProductGroup, note.product_group);
        known.tag(Filter::Territory, note.territory);
        known.tag(Filter::By, note.by.map(|by| by.to_string()).unwrap_or_default());
        Entry { doc: row.doc, is_late: false, open: Vec::new(), known }
    }

    /// 11月24日 · 價格 · 華力電機 · 林曉雯
    fn note_words(&self, row: &Row, name: String) -> Words {
        let note: MarketNote = row.record();
        let day = note.at.map(|at| format::day(self.day_of(at), self.today)).unwrap_or_default();
        let kind = note.note_kind.map(|kind| law::choice("note_kind", kind.code())).unwrap_or_default();
        let rival = note.competitor.and_then(|doc| row::called(self.replica, doc)).unwrap_or_default();
        let sub = joined(&[&day, &kind, &rival, &self.name_of(note.by)]);
        Words { name, sub, end: note.price_heard.map(format::short_money).unwrap_or_default() }
    }

    fn plain(&self, row: &Row) -> Entry {
        let is_late = self.is_late(row::next_due_ms(row));
        Entry { doc: row.doc, is_late, open: Vec::new(), known: Known::default() }
    }
}

fn joined(parts: &[&str]) -> String {
    let there: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}

/// The texts of what the schema says is searched, and of a deal its customer's name.
fn hay(replica: &Replica, doc: DocId) -> Hay {
    let Some(row) = replica.rows().get(&doc) else {
        let card = replica.cards().get(&doc);
        return card.map(|card| hay_of(&[&card.name, &card.town])).unwrap_or_default();
    };
    let customer = row::customer_name(replica, row);
    let mut hay = hay_of(&customer.iter().map(String::as_str).collect::<Vec<_>>());
    for (field, text) in row.searched() {
        match field {
            "phone" => hay.add_phone(&text),
            _ => hay.add(&text),
        }
    }
    hay
}

fn hay_of(texts: &[&str]) -> Hay {
    let mut hay = Hay::default();
    texts.iter().for_each(|text| hay.add(text));
    hay
}

#[cfg(test)]
mod tests;
