//! What was counted, for eyes and for readers: each number stands beside its bar.

use fieldbook_process::prospecting::{Decimal, HeadingFigure, ItemFigure, NeedsFigures, Quote, Spread};
use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;
use crate::texts::law;

/// So many quotations are drawn at once.
const QUOTED: usize = 5;

/// All figures.
pub fn figures(figures: &NeedsFigures) -> AnyView {
    let item = |figure: &ItemFigure| view! { <section class="card figure">{item(figure)}</section> };
    let said = figures.headings.iter().filter(|it| it.said > 0);
    let headings = said.map(|figure| view! { <section class="card figure">{heading(figure)}</section> });
    view! {
        <div class="figures">
            <div><b>{figures.researches}</b><span>{t!("needs.counted")}</span></div>
            <div><b>{figures.customers}</b><span>{t!("needs.counted_customers")}</span></div>
        </div>
        {headings.collect_view()}
        {figures.items.iter().map(item).collect_view()}
    }
    .into_any()
}

fn heading(figure: &HeadingFigure) -> AnyView {
    let name = law::field(Some(RecordKind::Research.name()), &figure.heading);
    view! { <h3>{name}</h3> <p class="why">{t!("needs.said_by", n = figure.said)}</p> {quotes(&figure.quotes)} }
        .into_any()
}

fn item(figure: &ItemFigure) -> AnyView {
    let spread = figure.spread.map(|it| spread(&it));
    let bars = figure.options.iter().map(|option| {
        let label = match option.label.is_empty() {
            true => option.code.clone(),
            false if option.label == option.code => option.label.clone(),
            false if figure.kind.is_counted() => format!("{} {}", option.code, option.label),
            false => option.label.clone(),
        };
        bar(label, option.count, figure.answered)
    });
    view! {
        <h3>{figure.words.clone()}</h3>
        <p class="why">{t!("needs.answered_of", n = figure.answered, all = figure.shown)}</p>
        <ul class="bars">{bars.collect_view()}</ul>
        {spread}
        {quotes(&figure.quotes)}
    }
    .into_any()
}

/// An option: label, how often, of how many, and that as a bar.
fn bar(label: String, count: u32, of: u32) -> impl IntoView {
    let share = (u64::from(count) * 100 + u64::from(of) / 2).checked_div(u64::from(of)).unwrap_or(0);
    view! {
        <li>
            <span class="bar-label">{label}</span>
            <span class="bar-count"><b>{count}</b>" · "{share}" %"</span>
            <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="ground" width="100" height="4"/><rect class="share" width=share.to_string() height="4"/>
            </svg>
        </li>
    }
}

/// Numbers: mean, median, ends; and the middle half of them as a box.
fn spread(spread: &Spread) -> AnyView {
    let told = |thousandths: i64| Decimal::of_thousandths(thousandths).to_string();
    let width = spread.most.saturating_sub(spread.least).max(1);
    // In hundredths of the drawing's width, with room for the ends' strokes.
    let x = |at: i64| {
        let part = i128::from(at.saturating_sub(spread.least)) * 9_600 / i128::from(width);
        format!("{}.{:02}", (part + 200) / 100, (part + 200) % 100)
    };
    let box_width = {
        let part = i128::from(spread.upper.saturating_sub(spread.lower)) * 9_600 / i128::from(width);
        format!("{}.{:02}", part / 100, part % 100)
    };
    let figure =
        |name: &'static str, value: i64| view! { <div><b>{told(value)}</b><span>{name}</span></div> };
    // Numbers that are all the same have no width.
    let drawing = (spread.most > spread.least).then(|| {
        view! {
            <svg class="spread" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
                <line x1="2" x2="98" y1="7" y2="7"/>
                <line x1="2" x2="2" y1="3" y2="11"/> <line x1="98" x2="98" y1="3" y2="11"/>
                <rect x=x(spread.lower) y="2" width=box_width height="10"/>
                <line class="median" x1=x(spread.median) x2=x(spread.median) y1="2" y2="12"/>
            </svg>
        }
    });
    view! {
        {drawing}
        <div class="figures small">
            {figure(t!("needs.mean"), spread.mean)} {figure(t!("needs.median"), spread.median)}
            {figure(t!("needs.least"), spread.least)} {figure(t!("needs.most"), spread.most)}
        </div>
        <p class="why">{t!("needs.middle_half", from = told(spread.lower), to = told(spread.upper))}</p>
    }
    .into_any()
}

/// What was said; whoever has the research at hand can look there.
fn quotes(quotes: &[Quote]) -> AnyView {
    let book = use_book();
    let here = |doc: DocId| book.read(|replica| replica.rows().contains_key(&doc));
    let one = |quote: &Quote| {
        let source = here(quote.research).then(|| {
            view! { <Link to=Route::Record(RecordKind::Research, quote.research) class="source">{t!("needs.source")}</Link> }
        });
        view! { <blockquote class="said"><p class="words">{quote.words.clone()}</p>{source}</blockquote> }
    };
    if quotes.is_empty() {
        return ().into_any();
    }
    let (first, rest) = quotes.split_at(quotes.len().min(QUOTED));
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="fold"><summary>{t!("needs.more_quotes", n = rest.len())}</summary>{rest.iter().map(one).collect_view()}</details>
        }
    });
    view! { {first.iter().map(one).collect_view()} {rest} }.into_any()
}
