//! Open deals in columns by stage, the largest first; each column says how many and how much.

use std::collections::BTreeSet;

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::opportunity::{Grade, Stage};
use fieldbook_process::{DocId, Money, RecordKind};
use leptos::prelude::*;

use crate::pages::row;
use crate::parts::grade::GradeMark;
use crate::parts::link::Link;
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

/// So many cards of a column are drawn.
const DRAWN: usize = 40;
/// Ended deals are in the list.
const COLUMNS: [Stage; 3] = [Stage::Opened, Stage::Evaluated, Stage::Resting];

#[derive(Debug, Clone, PartialEq)]
struct Card {
    doc: DocId,
    name: String,
    customer: String,
    amount: Option<Money>,
    grade: Option<Grade>,
    is_late: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Column {
    cards: Vec<Card>,
    count: usize,
    amounts: Vec<Money>,
}

/// The deals that a list is narrowed to; `None` where it shows all.
pub type Only = Memo<Option<BTreeSet<DocId>>>;

/// The board.
#[component]
pub fn Board(only: Only) -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let columns = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| only.with(|only| columns(replica, only.as_ref(), now_ms)))
    });
    let draw = move || {
        columns.with(|columns| {
            let there = COLUMNS.iter().zip(columns).filter(|(_, column)| column.count > 0);
            there.map(|(stage, column)| drawn(*stage, column)).collect_view()
        })
    };
    view! { <div class="board">{draw}</div> }
}

fn columns(replica: &Replica, only: Option<&BTreeSet<DocId>>, now_ms: i64) -> Vec<Column> {
    let now_ms = replica.corrected_ms(now_ms);
    let company = replica.company();
    let today = company.calendar.day_of(now_ms);
    let is_shown =
        |row: &&Row| row.kind == RecordKind::Deal && only.is_none_or(|only| only.contains(&row.doc));
    let mut rows: Vec<&Row> = replica.rows().values().filter(is_shown).collect();
    rows.sort_by_cached_key(|row| std::cmp::Reverse(row::amount(row).map_or(0, |money| money.minor)));
    let mut columns = vec![Column::default(); COLUMNS.len()];
    for row in rows {
        let stage = row::stage(row, today);
        let at = COLUMNS.iter().position(|column| *column == stage);
        let Some(column) = at.and_then(|at| columns.get_mut(at)) else { continue };
        column.count += 1;
        let amount = row::amount(row);
        column.amounts.extend(amount);
        if column.cards.len() < DRAWN {
            column.cards.push(Card {
                doc: row.doc,
                name: row::name(row),
                customer: row::customer_name(replica, row).unwrap_or_default(),
                amount,
                grade: row::grade(row, company),
                is_late: row.dues.iter().any(|due| due.due_ms < now_ms),
            });
        }
    }
    columns
}

fn drawn(stage: Stage, column: &Column) -> impl IntoView + use<> {
    let sums = format::sum(&column.amounts);
    let card = |card: &Card| {
        let card = card.clone();
        view! {
            <Link to=Route::Deal(card.doc) class="board-card">
                <span class="what" class:is-late=card.is_late>{card.name}</span>
                <span class="why">{card.customer}</span>
                <span class="board-end">
                    {card.amount.map(format::short_money)} {card.grade.map(|grade| view! { <GradeMark grade=grade/> })}
                </span>
            </Link>
        }
    };
    let rest = column.count.saturating_sub(column.cards.len());
    view! {
        <section class="board-column">
            <h2 class="label"><span>{law::choice("stage", stage.code())}</span><b>{column.count}</b></h2>
            <p class="why">{sums}</p>
            {column.cards.iter().map(card).collect_view()}
            {(rest > 0).then(|| view! { <p class="why">{t!("deals.more", n = rest)}</p> })}
        </section>
    }
}
