//! What is proposed for a value: by whom, why, whom it waits for; agreeing, returning, taking back.

use fieldbook_book::wire::office::{Ask, Made};
use fieldbook_process::general::{Proposal, Seat, Standing};
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::schema::{Field, Kind};
use fieldbook_process::{Company, PersonId};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::admin::form::{About, FaultView, OfficeForm, Typed, day, field};
use crate::pages::admin::use_asking;
use crate::parts::sheet::Sheet;
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::t;
use crate::texts::{format, law};

const WHY: &[Field] = &[field("why", Kind::Lines(1_000)).required()];
/// Proposals returned in so many days are still shown.
const SHOWN_MS: i64 = 14 * 86_400_000;

/// Those that wait, and those returned lately; what is agreed is told as a value.
#[component]
pub fn Proposals(value: PolicyValue) -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let shown = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.company(|replica| {
            let is_shown = |it: &&Proposal| match it.standing() {
                Standing::Waiting => true,
                Standing::Returned => it.returned.as_ref().is_some_and(|it| now_ms - it.at_ms < SHOWN_MS),
                Standing::InForce(_) => false,
            };
            let of = replica.company().proposals.iter().filter(|it| it.value == value);
            of.filter(is_shown).rev().cloned().collect::<Vec<_>>()
        })
    });
    move || shown.get().into_iter().map(|it| view! { <One proposal=it/> }).collect_view()
}

#[component]
fn One(proposal: Proposal) -> impl IntoView {
    let (book, asking) = (use_book(), use_asking());
    let returning = RwSignal::new(false);
    let (me, now_ms, id) = (book.me(), now_ms(), proposal.id);
    let (_, number) = law::policy(proposal.value, proposal.number);
    let title = t!("policy_page.proposed", number = number, day = day(proposal.from));
    let (lines, mine) = book.read(|replica| {
        let company = replica.company();
        let now_ms = replica.corrected_ms(now_ms);
        (lines(&proposal, company, now_ms), proposal.waits_for(me, company, now_ms))
    });
    let own = proposal.by == Some(me) && proposal.standing() == Standing::Waiting;
    let agree = move |_| asking.ask(Ask::Agree { proposal: id }, |_| {});
    let back = move |_| asking.ask(Ask::Return { proposal: id, why: String::new() }, |_| {});
    let acts = match (mine, own) {
        (true, _) => view! {
            <div class="pair">
                <button type="button" disabled=asking.is_busy on:click=move |_| returning.set(true)>{t!("policy_page.return")}</button>
                <button type="button" class="primary" disabled=asking.is_busy on:click=agree>{t!("policy_page.agree")}</button>
            </div>
        }
        .into_any(),
        (false, true) => {
            view! { <button type="button" disabled=asking.is_busy on:click=back>{t!("policy_page.take_back")}</button> }.into_any()
        }
        (false, false) => ().into_any(),
    };
    let line = |line: String| view! { <p class="why">{line}</p> };
    let sheet_title = title.clone();
    view! {
        <article class="said proposal">
            <h4>{title}</h4>
            <p class="words">{proposal.why.clone()}</p>
            {lines.into_iter().map(line).collect_view()}
            {acts}
            <FaultView asking=asking/>
        </article>
        <Sheet open=returning title=sheet_title><Return id=id open=returning/></Sheet>
    }
}

/// Who proposed it, who agreed, whom it waits for, who returned it.
fn lines(proposal: &Proposal, company: &Company, now_ms: i64) -> Vec<String> {
    let name = |who: PersonId| format::person(who, company);
    let time = format::time(proposal.at_ms, now_ms);
    let mut lines = vec![match proposal.by {
        Some(by) => t!("policy_page.proposed_by", name = name(by), time = time),
        None => t!("policy_page.by_keyboard", time = time),
    }];
    lines.extend(proposal.agreed.iter().map(|it| t!("policy_page.agreed_so_far", name = name(it.by))));
    match &proposal.returned {
        Some(returned) if Some(returned.by) == proposal.by => {
            lines.push(t!("policy_page.taken_back", name = name(returned.by)));
        }
        Some(returned) => {
            lines.push(t!("policy_page.returned_by", name = name(returned.by), why = returned.why));
        }
        None => {
            let open = proposal.open_seats(company);
            let who = |seat: &Seat| match seat.holders(company, proposal.by).first() {
                Some(who) => name(*who),
                None => law::choice("seat", seat.code()),
            };
            let names: Vec<String> = open.iter().map(who).collect();
            lines.push(t!("policy_page.waits_for", names = format::listed(names)));
        }
    }
    lines
}

/// Why it goes back.
#[component]
fn Return(id: fieldbook_process::EntryId, open: RwSignal<bool>) -> impl IntoView {
    let about = About {
        name: format!("return.{id}"),
        holder: "policy_return",
        fields: WHY,
        start: Vec::new(),
        only: &[],
    };
    let ask = Callback::new(move |typed: Typed| Some(Ask::Return { proposal: id, why: typed.text("why") }));
    let done = Callback::new(move |_: Made| open.set(false));
    view! { <OfficeForm about=about label=t!("policy_page.return") ask=ask done=done/> }
}
