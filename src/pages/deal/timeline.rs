//! The contacts of a deal as they happened, latest first, each with when it was entered if that was later.

use fieldbook_book::replica::Opened;
use fieldbook_process::opportunity::{Amendment, Deal, FollowUp, may_still_be_mended};
use fieldbook_process::{Company, DocId, PersonId, Record, RecordKind, Value};
use leptos::prelude::*;

use super::judgement::signed;
use crate::browser::clock::now_ms;
use crate::state::acting::{Deed, use_acting};
use crate::t;
use crate::texts::{format, law};

/// Entered later than this after it happened shows both times.
const LATE_ENTRY_MS: i64 = 15 * 60_000;

/// The contacts.
pub fn timeline(opened: &Opened, company: &Company, me: PersonId) -> AnyView {
    let Deal { mut follow_ups, amendments, .. } = Deal::from_facts(&opened.view.facts);
    let doc = opened.doc;
    follow_ups.sort_by_key(|follow_up| std::cmp::Reverse(follow_up.happened));
    if follow_ups.is_empty() {
        return view! { <p class="empty">{t!("deal.no_contacts")}</p> }.into_any();
    }
    let entries = follow_ups.iter().map(|it| entry(doc, it, &amendments, company, me)).collect_view();
    view! { <div class="timeline">{entries}</div> }.into_any()
}

fn entry(
    doc: DocId,
    follow_up: &FollowUp,
    amendments: &[Amendment],
    company: &Company,
    me: PersonId,
) -> impl IntoView + use<> {
    let channel = follow_up.channel.map(|channel| law::choice("channel", channel.code())).unwrap_or_default();
    let not_reached = (!follow_up.reached).then(|| view! { <span class="tried">{t!("deal.tried")}</span> });
    let head = [channel.as_str(), &follow_up.contact].into_iter().filter(|part| !part.is_empty());
    let head = head.collect::<Vec<_>>().join(" · ");
    let next = (!follow_up.next_step.is_empty()).then(|| {
        view! { <p class="next-step">{t!("deal.next_step", what = follow_up.next_step)}</p> }
    });
    let words = [&follow_up.content, &follow_up.feedback].into_iter().filter(|words| !words.is_empty());
    let words = words.map(|words| view! { <p class="words">{words.clone()}</p> }).collect_view();
    let of_it = amendments.iter().filter(|it| it.of == Some(follow_up.id));
    let added = of_it.map(|it| {
        let foot = signed(it.by, it.at, company);
        view! { <div class="amended"><p class="words">{it.content.clone()}</p><p class="meta">{foot}</p></div> }
    });
    let added = added.collect_view();
    let (acting, id) = (use_acting(), follow_up.id);
    let amended = Deed::Entry(doc, RecordKind::Deal, "amendment", vec![("of", Value::Id(id.0))]);
    // Its author mends it for a day; afterwards, and for all others, something is added.
    let (label, deed) = match may_still_be_mended(follow_up, me, now_ms(), company) {
        true => (t!("common.put_right"), Deed::Mend(doc, RecordKind::Deal, "follow_up", id)),
        false => (t!("deal.amend"), amended),
    };
    view! {
        <article class:is-try=!follow_up.reached>
            <h3>{head} {not_reached}</h3>
            <p class="meta">{meta(follow_up, company)}</p>
            {words}
            {next}
            {added}
            <button type="button" class="quiet" on:click=move |_| acting.on(deed.clone())>{label}</button>
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
