//! What the process brings (1.3): how what was due was met, by person and clause, how long departments took to answer,
//! and what was won, in a month, a quarter or a year. Of what this phone holds: a rep's own, a manager's people's. Records
//! are opened one after the other when the page is, which at ten thousand takes some seconds and shows how far it is.

mod sources;

use std::collections::BTreeMap;
use std::ops::Range;

use fieldbook_book::replica::{Opened, Replica};
use fieldbook_process::general::conformity::{Conformity, Met, answer_took_ms, median};
use fieldbook_process::law::duties;
use fieldbook_process::opportunity::{Deal, Question};
use fieldbook_process::people::Department;
use fieldbook_process::{Clause, Company, Day, DocId, Money, PersonId, Record, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use self::sources::SourcesReport;
use crate::browser::clock::now_ms;
use crate::parts::choice::Chips;
use crate::parts::clause::ClauseChip;
use crate::parts::head::Head;
use crate::state::book::{Book, use_book};
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

/// So many records between two looks at the screen.
const SLICE: usize = 25;

/// What the records of a time add up to.
#[derive(Debug, Clone, Default, PartialEq)]
struct Sums {
    conformity: Conformity,
    took_ms: BTreeMap<Department, Vec<i64>>,
    won: BTreeMap<PersonId, Vec<Money>>,
    lost: usize,
}

impl Sums {
    fn add(&mut self, opened: &Opened, company: &Company, during: &During) {
        let Some(kind) = opened.view.record_kind() else { return };
        let facts = &opened.view.facts;
        self.conformity.add(&duties(kind, facts, company), &during.ms, during.now_ms);
        match kind {
            RecordKind::Deal => self.add_deal(&Deal::from_facts(facts), during),
            RecordKind::Question => {
                if let Some((department, took_ms)) = answer_took_ms(&Question::from_facts(facts), &during.ms)
                {
                    self.took_ms.entry(department).or_default().push(took_ms);
                }
            }
            _ => {}
        }
    }

    fn add_deal(&mut self, deal: &Deal, during: &During) {
        use fieldbook_process::opportunity::Closed;
        let Some(seller) = deal.seller.filter(|_| deal.closed_on.is_some_and(|on| during.days.contains(&on)))
        else {
            return;
        };
        match deal.closed {
            Some(Closed::Won) => {
                self.won.entry(seller).or_default().extend(deal.closed_amount.or(deal.amount));
            }
            Some(Closed::Lost) => self.lost += 1,
            _ => {}
        }
    }
}

/// The time that is looked at.
#[derive(Debug, Clone, PartialEq)]
struct During {
    ms: Range<i64>,
    days: Range<Day>,
    now_ms: i64,
}

impl During {
    fn of(replica: &Replica, span: &str) -> Self {
        let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms()));
        let (year, month, _) = company.calendar.day_of(now_ms).date();
        let (first, months) = match span {
            "year" => (1, 12),
            "quarter" => ((month - 1) / 3 * 3 + 1, 3),
            _ => (month, 1),
        };
        let next = if first + months > 12 { (year + 1, 1) } else { (year, first + months) };
        let day = |(year, month)| Day::of_date(year, month, 1).unwrap_or_default();
        let days = day((year, first))..day(next);
        let ms = company.calendar.moment(days.start, 0)..company.calendar.moment(days.end, 0);
        Self { ms, days, now_ms }
    }
}

/// The page.
#[component]
pub fn Report() -> impl IntoView {
    let book = use_book();
    let span = RwSignal::new("quarter".to_owned());
    let sums = RwSignal::new(Sums::default());
    // How many records are read, of how many; what a later choice has overtaken stops.
    let (read, run) = (RwSignal::new((0, 0)), StoredValue::new(0_u32));
    Effect::new(move |_| {
        let span = span.get();
        run.update_value(|run| *run += 1);
        let mine = run.get_value();
        spawn_local(async move {
            let (docs, during) = book
                .read(|replica| {
                    let docs: Vec<DocId> = replica.rows().keys().copied().collect();
                    Some((docs, During::of(replica, &span)))
                })
                .unzip();
            let (Some(docs), Some(during)) = (docs, during) else { return };
            let mut added = Sums::default();
            for (at, doc) in docs.iter().enumerate() {
                if run.try_get_value() != Some(mine) {
                    return;
                }
                if let Some(opened) = book.open(*doc).await {
                    book.read(|replica| added.add(&opened, replica.company(), &during));
                }
                if at % SLICE == 0 {
                    let _ = read.try_set((at, docs.len()));
                }
            }
            let _ = read.try_set((docs.len(), docs.len()));
            let _ = sums.try_set(added);
        });
    });
    let spans =
        [("month", t!("report.month")), ("quarter", t!("report.quarter")), ("year", t!("report.year"))];
    let spans = spans.map(|(code, word)| (code.to_owned(), word.to_owned())).to_vec();
    let days = Memo::new(move |_| {
        book.company(|replica| Some(During::of(replica, &span.get()).days)).unwrap_or_default()
    });
    let progress = move || {
        let (read, of) = read.get();
        (read < of).then(|| {
            view! { <section class="card" role="status"><p>{t!("report.reading", n = read, of = of)}</p><progress value=read max=of></progress></section> }
        })
    };
    view! {
        <Head title=t!("report.title").to_owned() back=Route::More/>
        <div class="page reading">
            <Chips name="span" label=t!("report.span") options=spans chosen=span required=true/>
            {progress}
            {move || sums.with(|sums| tables(book, sums))}
            <SourcesReport days=days/>
            <p class="quiet-words">{t!("report.no_appraisal")} <ClauseChip clause=Clause::C1_3/></p>
        </div>
    }
}

fn share(met: Met) -> String {
    met.percent().map(|percent| format!("{percent} %")).unwrap_or_default()
}

fn tables(book: Book, sums: &Sums) -> AnyView {
    let name = |who: PersonId| book.read(|replica| format::person(who, replica.company()));
    let met = |(label, met): (String, Met)| {
        view! { <tr><th scope="row">{label}</th><td>{share(met)}</td><td>{met.on_time}</td><td>{met.late}</td></tr> }
    };
    let head = || {
        view! { <thead><tr><td></td><th scope="col">{t!("report.share")}</th><th scope="col">{t!("report.on_time")}</th><th scope="col">{t!("report.late")}</th></tr></thead> }
    };
    let people = sums.conformity.people.iter().map(|(who, it)| met((name(*who), *it))).collect_view();
    let clauses =
        sums.conformity.clauses.iter().map(|(clause, it)| met((format!("§{clause}"), *it))).collect_view();
    let took = sums.took_ms.iter().filter_map(|(department, all)| {
        let took_ms = median(all.clone())?;
        let length = book.read(|replica| format::length(0, took_ms, replica.company()));
        let label = law::choice("department", department.code());
        Some(view! { <tr><th scope="row">{label}</th><td>{length}</td><td>{all.len()}</td></tr> })
    });
    let won = sums.won.iter().map(|(who, all)| {
        view! { <tr><th scope="row">{name(*who)}</th><td>{format::sum(all)}</td><td>{all.len()}</td></tr> }
    });
    let all = sums.conformity.all;
    view! {
        <section class="card">
            <h2>{t!("report.conformity")}</h2>
            {match all.percent() {
                None => view! { <p class="quiet-words">{t!("report.nothing_due")}</p> }.into_any(),
                Some(_) => view! {
                    <table class="report">{head()}<tbody>{people}</tbody><tbody>{clauses}</tbody><tfoot>{met((t!("report.all").to_owned(), all))}</tfoot></table>
                }.into_any(),
            }}
        </section>
        {(!sums.took_ms.is_empty()).then(|| view! {
            <section class="card">
                <h2>{t!("report.answers")}</h2>
                <table class="report">
                    <thead><tr><td></td><th scope="col">{t!("report.median")}</th><th scope="col">{t!("report.count")}</th></tr></thead>
                    <tbody>{took.collect_view()}</tbody>
                </table>
            </section>
        })}
        {(!sums.won.is_empty() || sums.lost > 0).then(|| view! {
            <section class="card">
                <h2>{t!("report.results")}</h2>
                <table class="report">
                    <thead><tr><td></td><th scope="col">{t!("report.won")}</th><th scope="col">{t!("report.count")}</th></tr></thead>
                    <tbody>{won.collect_view()}</tbody>
                </table>
                <p class="quiet-words">{t!("report.lost", n = sums.lost)}</p>
            </section>
        })}
    }
    .into_any()
}
