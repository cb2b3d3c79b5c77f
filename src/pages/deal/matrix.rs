//! The matrix (3.3.b): need fit upwards, purchasing power to the right, each open deal in its cell, how it stands
//! against rivals as a shape. A cell shows its deals below.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::opportunity::{Evaluation, Grade};
use fieldbook_process::{Clause, Company, DocId, Money, RecordKind};
use leptos::prelude::*;

use super::board::Only;
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::grade::{GradeMark, shape};
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

/// So many deals of a cell are listed.
const LISTED: usize = 100;

#[derive(Debug, Clone, PartialEq)]
struct Placed {
    doc: DocId,
    name: String,
    amount: Option<Money>,
    scores: [i64; 3],
    grade: Option<Grade>,
}

/// The matrix with the deals of one cell below.
#[component]
pub fn Matrix(only: Only) -> impl IntoView {
    let book = use_book();
    let passes = move |doc: DocId| only.with(|only| only.as_ref().is_none_or(|only| only.contains(&doc)));
    let placed = Memo::new(move |_| {
        let mut all = book.rows(placed);
        all.retain(|it| passes(it.doc));
        all
    });
    let chosen = RwSignal::new(None::<(i64, i64)>);
    let grid = move || {
        let company = book.read(|replica| replica.company().clone());
        placed.with(|all| (1..=5).rev().map(|need| line(need, all, chosen, &company)).collect_view())
    };
    let list = move || {
        let cell = chosen.get()?;
        let mut there =
            placed.with(|all| all.iter().filter(|it| cell_of(it) == cell).cloned().collect::<Vec<_>>());
        there.sort_by_key(|it| std::cmp::Reverse(it.amount.map_or(0, |money| money.minor)));
        Some(view! { <div class="ledger">{there.into_iter().take(LISTED).map(deal).collect_view()}</div> })
    };
    let missing = move || {
        let is_shown = |row: &&Row| row::is_open_deal(row) && passes(row.doc);
        let open = book.rows(|replica| replica.rows().values().filter(is_shown).count());
        let n = open.saturating_sub(placed.with(Vec::len));
        (n > 0).then(|| view! { <p class="why">{t!("deals.not_judged", n = n)}</p> })
    };
    view! {
        <div class="page matrix-page">
            <table class="matrix" aria-label=t!("deals.as_matrix")>
                <tbody>{grid}</tbody>
                <tfoot><tr><th></th>{(1..=5).map(|power| view! { <th scope="col">{power}</th> }).collect_view()}</tr></tfoot>
            </table>
            <p class="quiet-words">{t!("deals.matrix_axes")} <ClauseChip clause=Clause::C3_3_b/></p>
            {missing}
            {list}
        </div>
    }
}

fn cell_of(placed: &Placed) -> (i64, i64) {
    let [need, power, _] = placed.scores;
    (need, power)
}

fn placed(replica: &Replica) -> Vec<Placed> {
    let company = replica.company();
    let open = replica.rows().values().filter(|row| row.kind == RecordKind::Deal && row::is_open_deal(row));
    open.filter_map(|row| {
        let evaluation = row::evaluation(row)?;
        Some(Placed {
            doc: row.doc,
            name: row::name(row),
            amount: row::amount(row),
            scores: [evaluation.need?, evaluation.power?, evaluation.rivals?],
            grade: evaluation.grade(company),
        })
    })
    .collect()
}

fn line(
    need: i64,
    all: &[Placed],
    chosen: RwSignal<Option<(i64, i64)>>,
    company: &Company,
) -> impl IntoView + use<> {
    let cells = (1..=5).map(|power| cell((need, power), all, chosen, company)).collect_view();
    view! { <tr><th scope="row">{need}</th>{cells}</tr> }
}

fn cell(
    at: (i64, i64),
    all: &[Placed],
    chosen: RwSignal<Option<(i64, i64)>>,
    company: &Company,
) -> impl IntoView + use<> {
    let there: Vec<&Placed> = all.iter().filter(|it| cell_of(it) == at).collect();
    let count = there.len();
    let of_shape = |mark: &str| there.iter().filter(|it| shape(it.scores[2]) == mark).count();
    let marks = ["●", "▲", "■"].map(|mark| (mark, of_shape(mark)));
    let marks = marks.into_iter().filter(|(_, n)| *n > 0).map(|(mark, n)| format!("{mark}{n}"));
    let marks = marks.collect::<Vec<_>>().join(" ");
    // The ground tells the grade that the cell has against even rivals.
    let ground = middle_grade(at, company).map_or("", Grade::code);
    let (need, power) = at;
    let label = t!("deals.cell", need = need, power = power, n = count);
    let is_on = move || chosen.get() == Some(at);
    view! {
        <td class=ground>
            <button type="button" class:on=is_on aria-pressed=move || is_on().to_string() disabled=count == 0 on:click=move |_| chosen.set(Some(at))>
                <span class="unseen">{label}</span><b>{(count > 0).then_some(count)}</b><small>{marks}</small>
            </button>
        </td>
    }
}

fn middle_grade((need, power): (i64, i64), company: &Company) -> Option<Grade> {
    let at = Some(fieldbook_process::value::Instant(crate::browser::clock::now_ms()));
    let middle =
        Evaluation { need: Some(need), power: Some(power), rivals: Some(3), at, ..Evaluation::default() };
    middle.grade(company)
}

fn deal(it: Placed) -> impl IntoView {
    let [_, _, rivals] = it.scores;
    let amount = it.amount.map(format::short_money);
    let grade = it.grade.map(|grade| view! { <GradeMark grade=grade/> });
    view! {
        <Link to=Route::Deal(it.doc) class="row line">
            <span class="rivals" aria-label=law::field(Some("evaluation"), "rivals")>{shape(rivals)}</span>
            <span class="what">{it.name}</span>{grade}<span class="when">{amount}</span>
        </Link>
    }
}
