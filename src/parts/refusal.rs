//! A refusal is a help: every clause that bars on its own line with what is wrong, below it what holds ✓ and
//! what is missing ●, and who can put it right.

use fieldbook_process::law::{Line, Refusal};
use leptos::prelude::*;

use super::clause::ClauseChip;
use super::icon::{DOT, Icon, TICK};
use crate::browser::clock::now_ms;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::format;
use crate::texts::law::Telling;

/// All refusals of one act.
#[component]
pub fn Refusals(refusals: Vec<Refusal>) -> impl IntoView {
    let book = use_book();
    refusals.into_iter().map(|refusal| one(book, &refusal)).collect_view()
}

fn one(book: Book, refusal: &Refusal) -> impl IntoView + use<> {
    let told = |line: &Line| {
        book.read(|replica| Telling { company: replica.company(), now_ms: now_ms() }.refusal(refusal, line))
    };
    let holds = refusal.holds.iter().map(|line| (true, told(line)));
    let lacks = refusal.lacks.iter().map(|line| (false, told(line)));
    let lines: Vec<(bool, String)> = holds.chain(lacks).collect();
    let who = match refusal.who {
        Some(who) => {
            t!("common.can_be_done_by", name = book.read(|replica| format::person(who, replica.company())))
        }
        None => String::new(),
    };
    view! {
        <div class="refusal">
            <div class="quote">
                <ClauseChip clause=refusal.clause/>
                <p>{told(&refusal.wrong)}</p>
            </div>
            <ul class="needs">{lines.into_iter().map(need).collect_view()}</ul>
            <p class="who">{who}</p>
        </div>
    }
}

fn need((holds, words): (bool, String)) -> impl IntoView {
    let (class, stroke, state) =
        if holds { ("holds", TICK, t!("common.holds")) } else { ("lacks", DOT, t!("common.lacks")) };
    view! {
        <li class=class>
            <Icon stroke=stroke/>
            <span class="unseen">{state}</span>
            <span>{words}</span>
        </li>
    }
}
