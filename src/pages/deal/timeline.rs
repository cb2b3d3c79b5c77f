//! The contacts of a deal as they happened, latest first, each with when it was entered if that was later.

use fieldbook_book::replica::Opened;
use fieldbook_process::opportunity::{Deal, FollowUp};
use fieldbook_process::{Company, Record};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::t;
use crate::texts::{format, law};

/// Entered later than this after it happened shows both times.
const LATE_ENTRY_MS: i64 = 15 * 60_000;

/// The contacts.
pub fn timeline(opened: &Opened, company: &Company) -> AnyView {
    let mut follow_ups = Deal::from_facts(&opened.view.facts).follow_ups;
    follow_ups.sort_by_key(|follow_up| std::cmp::Reverse(follow_up.happened));
    if follow_ups.is_empty() {
        return view! { <p class="empty">{t!("deal.no_contacts")}</p> }.into_any();
    }
    let entries = follow_ups.iter().map(|follow_up| entry(follow_up, company)).collect_view();
    view! { <div class="timeline">{entries}</div> }.into_any()
}

fn entry(follow_up: &FollowUp, company: &Company) -> impl IntoView + use<> {
    let channel = follow_up.channel.map(|channel| law::choice("channel", channel.code())).unwrap_or_default();
    let not_reached = (!follow_up.reached).then(|| view! { <span class="tried">{t!("deal.tried")}</span> });
    let head = [channel.as_str(), &follow_up.contact].into_iter().filter(|part| !part.is_empty());
    let head = head.collect::<Vec<_>>().join(" · ");
    let next = (!follow_up.next_step.is_empty()).then(|| {
        view! { <p class="next-step">{t!("deal.next_step", what = follow_up.next_step)}</p> }
    });
    let words = [&follow_up.content, &follow_up.feedback].into_iter().filter(|words| !words.is_empty());
    let words = words.map(|words| view! { <p class="words">{words.clone()}</p> }).collect_view();
    view! {
        <article class:is-try=!follow_up.reached>
            <h3>{head} {not_reached}</h3>
            <p class="meta">{meta(follow_up, company)}</p>
            {words}
            {next}
        </article>
    }
}

/// When, where, by whom; and when it was entered, where that was later.
fn meta(follow_up: &FollowUp, company: &Company) -> String {
    let now_ms = now_ms();
    let happened_ms = follow_up.happened.map_or(0, |at| at.0);
    let mut parts = vec![format::time(happened_ms, now_ms)];
    if !follow_up.place.is_empty() {
        parts.push(follow_up.place.clone());
    }
    if let Some(by) = follow_up.by {
        parts.push(format::person(by, company));
    }
    if let Some(taker) = follow_up.taken_over_by {
        parts.push(t!("deal.taken_over_by", name = format::person(taker, company)));
    }
    if let Some(entered) = follow_up.entered.filter(|entered| entered.0 - happened_ms > LATE_ENTRY_MS) {
        parts.push(t!("deal.entered", time = format::time(entered.0, now_ms)));
    }
    parts.join(" · ")
}
