//! One thing owed as a row: what and why lead to the record, the clause to the policy, the act acts. The words have
//! the row's width: the link lies over all of it, the chip stands after the reason, both chip and act above the link.
//! The duty of the next contact (3.2.b) shows here.

use fieldbook_process::law::Asks;
use leptos::prelude::*;

use super::owed::{Due, Owed, in_words};
use crate::parts::clause::ClauseChip;
use crate::parts::icon::{CALL, HAND_OVER, Icon, POLICY, SCORE, Stroke, TALK, TICK, WEIGH};
use crate::parts::link::Link;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::route::Route;
use crate::t;
use crate::texts::format;

/// A row of Today.
#[component]
pub fn OwedRow(due: Due) -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let owed = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| in_words(replica, &due, now_ms))
    });
    view! { {move || owed.get().map(row)} }
}

fn row(owed: Owed) -> AnyView {
    let (book, clock, acting) = (use_book(), use_clock(), use_acting());
    let (doc, label) = (owed.doc, owed.task.clone());
    let now_ms = book.read(|replica| replica.corrected_ms(clock.now_untracked_ms()));
    let is_late = owed.due_ms < now_ms;
    let when = book.read(|replica| when(owed.due_ms, now_ms, replica.company()));
    let (me, who) = (book.me(), owed.who);
    // What somebody else owes is for them to do, or for whom they left it to.
    let (stands_in, assists) = (owed.stand_in == Some(me), owed.assistant == Some(me));
    let is_mine = who == me || stands_in || assists;
    let whose = (who != me).then(|| {
        let name = book.read(|replica| format::person(who, replica.company()));
        match (stands_in, assists) {
            (true, _) => t!("today.stands_in", name = name),
            (false, true) => t!("today.assists", name = name),
            (false, false) => name,
        }
    });
    let asks = owed.asks;
    let answer = move |_| acting.on(Deed::answering(asks, doc, me));
    view! {
        <div class="row acts" class:is-late=is_late>
            {is_mine.then(|| view! {
                <button type="button" class="act" aria-label=label on:click=answer>
                    <Icon stroke=stroke(owed.asks)/>
                </button>
            })}
            <Link to=Route::of_record(owed.kind, doc) class="row-main">{owed.task.clone()}</Link>
            <p class="why">
                <b class="when">{when}</b>
                {owed.amount.map(|amount| view! { <span class="amount">{format::short_money(amount)}</span> })}
                <span>{owed.why}</span>
                {whose.map(|text| view! { <span class="stands-in">{text}</span> })}
                <ClauseChip clause=owed.clause/>
            </p>
        </div>
    }
    .into_any()
}

/// What the act looks like.
fn stroke(asks: Asks) -> Stroke {
    match asks {
        Asks::Contact | Asks::Touch | Asks::FirstContact => CALL,
        Asks::Naming => TALK,
        Asks::Evaluation => SCORE,
        Asks::MarketReport | Asks::Consequence => POLICY,
        Asks::MarketAuthor => HAND_OVER,
        Asks::Resources | Asks::Answer | Asks::NeedsAnswer | Asks::Telling | Asks::Introduction => TALK,
        Asks::Proposal | Asks::Decision | Asks::HandOver | Asks::Assignment => WEIGH,
        Asks::Closing | Asks::Acceptance => TICK,
    }
}

/// 逾 2 天, 18:00, 11月26日.
fn when(due_ms: i64, now_ms: i64, company: &fieldbook_process::Company) -> String {
    let (due, today) = (company.calendar.day_of(due_ms), company.calendar.day_of(now_ms));
    if due_ms < now_ms {
        return t!("today.late_by", time = format::length(due_ms, now_ms, company));
    }
    if due == today { format::clock(due_ms) } else { format::day(due, today) }
}
