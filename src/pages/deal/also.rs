//! One contact answers all that it touches: written down once, it counts for other open deals of the same customer, too,
//! and tells the customer the answers that wait.

use fieldbook_book::replica::{NOW, Part, Replica};
use fieldbook_book::row::Row;
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId, EntryId, Path, RecordKind, Value};
use leptos::prelude::*;

use super::log::new_id;
use crate::pages::row;
use crate::parts::form::Values;
use crate::state::book::Book;
use crate::t;

/// So many of each are offered.
const OFFERED: usize = 6;

/// A record that the contact may count for, too.
#[derive(Debug, Clone, PartialEq)]
struct Other {
    doc: DocId,
    kind: RecordKind,
    name: String,
}

/// What was ticked.
#[derive(Debug, Clone)]
pub struct Also(Vec<(Other, RwSignal<bool>)>);

impl Also {
    /// What there is beside a deal.
    pub fn of(book: Book, deal: DocId) -> Self {
        let others = book.read(|replica| others(replica, deal));
        Self(others.into_iter().map(|other| (other, RwSignal::new(false))).collect())
    }

    /// The ticks; nothing where there is nothing beside.
    pub fn view(&self) -> AnyView {
        let of_kind = |kind: RecordKind, title: &'static str| {
            let all: Vec<_> = self.0.iter().filter(|(other, _)| other.kind == kind).cloned().collect();
            (!all.is_empty()).then(|| {
                let tick = |(other, on): (Other, RwSignal<bool>)| {
                    view! {
                        <label class="chip">
                            <input type="checkbox" prop:checked=on on:change=move |_| on.update(|on| *on = !*on)/>
                            <span>{other.name}</span>
                        </label>
                    }
                };
                view! {
                    <fieldset class="also">
                        <legend>{title}</legend>
                        <div class="chips">{all.into_iter().map(tick).collect_view()}</div>
                    </fieldset>
                }
            })
        };
        view! {
            {of_kind(RecordKind::Deal, t!("deal.also"))}
            {of_kind(RecordKind::Question, t!("deal.also_told"))}
        }
        .into_any()
    }

    /// What is written beside the contact: the same contact in each other deal, and that the answers are told where
    /// the customer was reached. `values` are those of the contact's own entry.
    pub fn parts(&self, values: &Values, reached: bool, book: Book) -> Vec<Part> {
        let ticked = self.0.iter().filter(|(_, on)| on.get_untracked()).map(|(other, _)| other);
        let part = |other: &Other| {
            let (kind, doc) = (other.kind, other.doc);
            match kind {
                RecordKind::Question if !reached => None,
                RecordKind::Question => {
                    let told_by = (Path::field("told_by"), Some(Value::Id(book.me().0)));
                    let values = vec![(Path::field("told"), Some(NOW)), told_by];
                    Some(Part { doc, kind, act: ActName::TellAnswer, opened: None, values })
                }
                _ => {
                    let id = EntryId(new_id());
                    let again = |path: &Path| Path::entry("follow_up", id, &path.field);
                    let values = values.iter().map(|(path, value)| (again(path), value.clone())).collect();
                    Some(Part { doc, kind, act: ActName::LogFollowUp, opened: None, values })
                }
            }
        };
        ticked.filter_map(part).collect()
    }
}

fn others(replica: &Replica, deal: DocId) -> Vec<Other> {
    let Some(row) = replica.rows().get(&deal) else { return Vec::new() };
    let customer: Option<DocId> = row.get("customer");
    let other = |row: &Row| Other { doc: row.doc, kind: row.kind, name: row::name(row) };
    let same = |it: &&Row| {
        let of_customer = customer.is_some() && it.get::<Option<DocId>>("customer") == customer;
        it.doc != deal && row::is_open_deal(it) && of_customer
    };
    let untold = |it: &&Row| {
        let has = |field| it.get::<Option<Instant>>(field).is_some();
        let of_deal = it.get::<Option<DocId>>("deal") == Some(deal);
        it.kind == RecordKind::Question && of_deal && has("answered") && !has("told")
    };
    let deals = replica.rows().values().filter(same).map(other).take(OFFERED);
    let answers = replica.rows().values().filter(untold).map(other).take(OFFERED);
    deals.chain(answers).collect()
}
