//! What the page of a segment has beyond its facts (2.2.a): the customers that fit it, how many of them are rated and how
//! many are targets. Computed off the rows, so that ten thousand are no matter.

use fieldbook_book::replica::{Opened, Replica};
use fieldbook_process::prospecting::Segment;
use fieldbook_process::{Clause, DocId, Record, RecordKind};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::customer::target::Aim;
use crate::pages::row;
use crate::parts::choice::Chips;
use crate::parts::clause::ClauseChip;
use crate::parts::link::Link;
use crate::parts::window::Window;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

/// As `.list-row` in the style sheet.
const ROW_REM: f64 = 4.5;

/// Below its facts: who fits.
pub fn below(opened: &Opened) -> AnyView {
    let segment = Segment::from_facts(&opened.view.facts);
    view! { <Fitting segment=segment/> }.into_any()
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Fits {
    doc: DocId,
    aim: Aim,
}

/// Targets first, then what is to be rated, in the order of the phone.
fn fitting(replica: &Replica, segment: &Segment) -> Vec<Fits> {
    let (company, at_ms) = (replica.company(), replica.corrected_ms(now_ms()));
    let customers = replica.rows().values().filter(|row| row.kind == RecordKind::Customer);
    let fits = customers.filter_map(|row| {
        let customer = row::aimed_at(row);
        let fits = segment.fits(&customer) && row::joined_into(row).is_none();
        fits.then(|| Fits { doc: row.doc, aim: Aim::of(&customer, company, at_ms) })
    });
    let mut all: Vec<Fits> = fits.collect();
    all.sort_by_key(|it| match it.aim {
        Aim::Target => 0,
        Aim::HalfRated => 1,
        Aim::Lead => 2,
        Aim::NoTarget => 3,
    });
    all
}

#[component]
fn Fitting(segment: Segment) -> impl IntoView {
    let book = use_book();
    let all = Memo::new(move |_| book.rows(|replica| fitting(replica, &segment)));
    let counted = move |of: fn(Aim) -> bool| all.with(|all| all.iter().filter(|it| of(it.aim)).count());
    let is_rated = |aim| matches!(aim, Aim::Target | Aim::NoTarget);
    let only = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let passes = |aim: Aim| match only.get().as_str() {
            "targets" => aim == Aim::Target,
            "unrated" => !is_rated(aim),
            _ => true,
        };
        all.with(|all| all.iter().filter(|it| passes(it.aim)).copied().collect::<Vec<_>>())
    });
    let count = Signal::derive(move || shown.with(Vec::len));
    let row = Callback::new(move |at: usize| {
        let told = move || {
            let fits = shown.with(|shown| shown.get(at).copied())?;
            let (name, sub) = book.rows(|replica| {
                let row = replica.rows().get(&fits.doc)?;
                let (town, industry): (String, String) = (row.get("town"), row.get("industry"));
                let sub = [industry, town].into_iter().filter(|part| !part.is_empty());
                Some((row::name(row), sub.collect::<Vec<_>>().join(" · ")))
            })?;
            Some(view! {
                <Link to=Route::Customer(fits.doc) class="list-row">
                    <span class="list-words"><span class="what">{name}</span><span class="why">{sub}</span></span>
                    <span class="list-end">{fits.aim.word()}</span>
                </Link>
            })
        };
        view! { {told} }.into_any()
    });
    let figure = |n: Signal<usize>, word: &'static str| {
        let told = move || format::count(i64::try_from(n.get()).unwrap_or(0));
        view! { <div><b>{told}</b><span>{word}</span></div> }
    };
    let options = vec![
        ("targets".to_owned(), t!("target.only_targets").to_owned()),
        ("unrated".to_owned(), t!("target.only_unrated").to_owned()),
    ];
    let body = move || {
        match count.get() {
        0 => view! { <p class="empty">{t!("target.nobody_fits")}</p> }.into_any(),
        _ => view! {
            <div class="fitting"><Window count=count row_rem=ROW_REM row=row scrolled=RwSignal::new(0.0)/></div>
        }
        .into_any(),
    }
    };
    view! {
        <section class="card">
            <h2>{t!("target.customers")} <ClauseChip clause=Clause::C2_2_a/></h2>
            <div class="figures">
                {figure(Signal::derive(move || all.with(Vec::len)), t!("target.fit"))}
                {figure(Signal::derive(move || counted(is_rated)), t!("target.rated"))}
                {figure(Signal::derive(move || counted(|aim| aim == Aim::Target)), t!("target.targets"))}
            </div>
            <Chips name="fitting" label=t!("target.customers") options=options chosen=only/>
            {body}
        </section>
    }
}
