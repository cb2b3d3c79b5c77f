//! Where customers come from (2.3.c): leads, their deals and money by channel, campaign, event or partner, and what that
//! cost; as a table and as a file. Taken from rows, so it is there without a network and without opening a record.

use std::collections::BTreeMap;
use std::ops::Range;

use fieldbook_book::replica::Replica;
use fieldbook_process::people::Role;
use fieldbook_process::prospecting::sources::{Brought, Line, Origin, Sources, SourcesBy, lines};
use fieldbook_process::value::Currency;
use fieldbook_process::{Clause, Day, DocId, Money};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::sleep;
use crate::browser::files;
use crate::pages::row;
use crate::parts::choice::Chips;
use crate::parts::clause::ClauseChip;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::{csv, format, law};

/// So many rows between two looks at the screen.
const SLICE: usize = 500;

/// The section. `days` is the time that is looked at.
#[component]
pub fn SourcesReport(#[prop(into)] days: Signal<Range<Day>>) -> impl IntoView {
    let book = use_book();
    let by = RwSignal::new(SourcesBy::Channel.code().to_owned());
    let sources = RwSignal::new(None::<Sources>);
    let reads_all = book.company(|replica| {
        let me = replica.company().people.get(book.me());
        me.is_some_and(|me| matches!(me.role, Role::Director | Role::Gm))
    });
    spawn_local(async move {
        let docs: Vec<DocId> = book.read(|replica| replica.rows().keys().copied().collect());
        let mut read = Sources::default();
        for slice in docs.chunks(SLICE) {
            book.read(|replica| add(&mut read, replica, slice));
            sleep(0).await;
        }
        let _ = sources.try_set(Some(read));
    });
    let brought = Memo::new(move |_| {
        let by = SourcesBy::of_code(&by.get()).unwrap_or(SourcesBy::Channel);
        sources.with(|sources| sources.as_ref().map(|sources| sources.by(by, &days.get())))
    });
    let options =
        SourcesBy::CODES.iter().map(|code| ((*code).to_owned(), law::choice("sources_by", code))).collect();
    let save = move |_| {
        brought.with_untracked(|brought| {
            let Some(brought) = brought else { return };
            let (by, from) = (by.get_untracked(), days.get_untracked().start);
            let text = csv::file(&table(book, brought));
            files::download(&format!("fieldbook-sources-{by}-{from}.csv"), "text/csv", text.as_bytes());
        });
    };
    view! {
        <section class="card sources">
            <h2>{t!("sources.title")} <ClauseChip clause=Clause::C2_3_c/></h2>
            <Chips name="sources-by" label=t!("sources.by") options=options chosen=by required=true/>
            {move || brought.with(|brought| match brought {
                None => view! { <p class="quiet-words" role="status">{t!("common.loading")}</p> }.into_any(),
                Some(all) if all.is_empty() => view! { <p class="quiet-words">{t!("sources.none")}</p> }.into_any(),
                Some(all) => told(book, all),
            })}
            <p class="quiet-words">{t!("sources.how")}</p>
            {(!reads_all).then(|| view! { <p class="quiet-words">{t!("sources.of_yours")}</p> })}
            <button type="button" class="save-csv" on:click=save disabled=move || brought.with(|it| it.as_ref().is_none_or(BTreeMap::is_empty))>
                {t!("sources.save")}
            </button>
        </section>
    }
}

fn add(sources: &mut Sources, replica: &Replica, docs: &[DocId]) {
    for row in docs.iter().filter_map(|doc| replica.rows().get(doc)) {
        sources.add(row.doc, row.kind, &row.facts(), replica.company());
    }
}

fn name(book: Book, origin: Origin) -> String {
    match origin {
        Origin::Channel(source) => law::choice("source", source.code()),
        Origin::Record(doc) => {
            let name = book.read(|replica| replica.rows().get(&doc).map(row::name));
            name.unwrap_or_else(|| t!("common.nameless").to_owned())
        }
        Origin::Unknown => t!("source.unknown").to_owned(),
    }
}

/// A block a place rather than a row with nine columns: it has to be read at 360 px.
fn told(book: Book, all: &BTreeMap<Origin, Brought>) -> AnyView {
    let mut all: Vec<(&Origin, &Brought)> = all.iter().collect();
    all.sort_by_key(|(origin, it)| (**origin == Origin::Unknown, std::cmp::Reverse((it.won, it.leads))));
    let count = |n: u64| format::count(i64::try_from(n).unwrap_or(i64::MAX));
    let line = |(origin, it): (&Origin, &Brought)| {
        let money = |label: &'static str, amounts: Vec<Money>| {
            (!amounts.is_empty())
                .then(|| view! { <div><dt>{label}</dt><dd>{format::sum(&amounts)}</dd></div> })
        };
        let number = |label: &'static str, n: u64| view! { <div><dt>{label}</dt><dd>{count(n)}</dd></div> };
        view! {
            <article class="brought">
                <h3>{name(book, *origin)}</h3>
                <dl>
                    {number(t!("sources.leads"), it.leads)}
                    {number(t!("sources.deals"), it.deals)}
                    {number(t!("sources.won"), it.won)}
                    {money(t!("sources.won_amount"), it.won_amount.amounts())}
                    {money(t!("sources.open_amount"), it.open_amount.amounts())}
                    {money(t!("sources.cost"), it.cost.amounts())}
                    {money(t!("sources.cost_per_deal"), it.cost_per_deal().into_iter().collect())}
                </dl>
            </article>
        }
    };
    view! { <div class="ledger">{all.into_iter().map(line).collect_view()}</div> }.into_any()
}

/// The file's lines, the first with what stands in each column.
fn table(book: Book, all: &BTreeMap<Origin, Brought>) -> Vec<Vec<String>> {
    let head = [
        t!("sources.from"),
        t!("sources.leads"),
        t!("sources.deals"),
        t!("sources.won"),
        t!("sources.currency"),
        t!("sources.won_amount"),
        t!("sources.open_amount"),
        t!("sources.cost"),
        t!("sources.cost_per_deal"),
    ];
    let line = |it: Line| {
        let counts = it.counts.map_or_else(Default::default, |counts| counts.map(|n| n.to_string()));
        let amounts =
            it.minor.map(|minor| if it.currency.is_some() { decimal(minor) } else { String::new() });
        let currency = it.currency.as_ref().map_or("", Currency::code).to_owned();
        let per_deal = it.cost_per_deal.map(decimal).unwrap_or_default();
        let own = [name(book, it.origin)].into_iter().chain(counts).chain([currency]);
        own.chain(amounts).chain([per_deal]).collect::<Vec<String>>()
    };
    let head = head.map(str::to_owned).to_vec();
    std::iter::once(head).chain(lines(all).into_iter().map(line)).collect()
}

/// Minor units as programs read numbers.
fn decimal(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let minor = minor.unsigned_abs();
    format!("{sign}{}.{:02}", minor / 100, minor % 100)
}
