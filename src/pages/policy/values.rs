//! The numbers of a clause: in force now, since when and agreed by whom; earlier and later ones; what is proposed.

use fieldbook_book::replica::Replica;
use fieldbook_book::wire::office::{Ask, Made};
use fieldbook_process::policy::{Agreed, PolicyValue, Unit};
use fieldbook_process::schema::{Field, Kind};
use fieldbook_process::{Clause, Company};
use leptos::prelude::*;

use super::proposals::Proposals;
use crate::browser::clock::now_ms;
use crate::pages::admin::form::{About, OfficeForm, Typed, field, today};
use crate::pages::admin::is_admin;
use crate::parts::sheet::Sheet;
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::t;
use crate::texts::{format, law};

/// More than any limit; the law says which.
const MOST: i64 = 1_000_000_000_000;
const FIELDS: &[Field] = &[
    field("number", Kind::Number(0, MOST)).required(),
    field("from", Kind::Day).required(),
    field("why", Kind::Lines(1_000)).required(),
];
/// A score is typed as it is read: 4.00.
const SCORE_FIELDS: &[Field] = &[
    field("number", Kind::Line(8)).required(),
    field("from", Kind::Day).required(),
    field("why", Kind::Lines(1_000)).required(),
];

/// All of them.
#[component]
pub fn Values(clause: Clause) -> impl IntoView {
    let of_clause = PolicyValue::ALL.iter().copied().filter(|value| value.clause() == clause);
    of_clause.map(|value| view! { <One value=value/> }).collect_view()
}

#[component]
fn One(value: PolicyValue) -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let open = RwSignal::new(false);
    let name = law::policy(value, 0).0;
    let told = move || {
        // The clock of the screens moves once a minute; what was agreed just now holds already.
        let now_ms = clock.now_ms().max(now_ms());
        let (number, since, others) = book.company(|replica| told(value, replica, now_ms));
        let line = |line: String| view! { <li>{line}</li> };
        let fold = (!others.is_empty()).then(|| {
            view! {
                <details class="fold"><summary>{t!("policy_page.earlier")}</summary>
                    <ul class="lines">{others.into_iter().map(line).collect_view()}</ul>
                </details>
            }
        });
        view! { <p class="value-now"><b>{number}</b><span class="why">{since}</span></p> {fold} }
    };
    let propose = move || {
        is_admin(book).then(|| {
            view! { <button type="button" class="propose" on:click=move |_| open.set(true)>{t!("policy_page.propose")}</button> }
        })
    };
    view! {
        <section class="card value" data-value=value.id()>
            <h3>{name.clone()}</h3>
            {told}
            <Proposals value=value/>
            {propose}
        </section>
        <Sheet open=open title=name><Propose value=value open=open/></Sheet>
    }
}

/// The number in force, since when and by whom, and all others with theirs.
fn told(value: PolicyValue, replica: &Replica, now_ms: i64) -> (String, String, Vec<String>) {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms));
    let number = law::policy(value, company.policy.at(value, now_ms)).1;
    // Of those of one moment the last counts.
    let all = company.policy.history(value).iter().enumerate();
    let in_force =
        all.clone().filter(|(_, it)| it.from_ms <= now_ms).max_by_key(|(at, it)| (it.from_ms, *at));
    let since = match in_force {
        Some((_, agreed)) => {
            let since = t!("policy_page.since", time = format::time(agreed.from_ms, now_ms));
            with_names(since, value, agreed, company)
        }
        None => t!("policy_page.from_start").to_owned(),
    };
    let mut others: Vec<(i64, String)> = all
        .filter(|(at, _)| in_force.is_none_or(|(now, _)| now != *at))
        .map(|(_, it)| {
            let (_, number) = law::policy(value, it.number);
            let from = t!("policy_page.from", number = number, time = format::time(it.from_ms, now_ms));
            (it.from_ms, with_names(from, value, it, company))
        })
        .collect();
    others.sort_by_key(|(from_ms, _)| std::cmp::Reverse(*from_ms));
    let mut others: Vec<String> = others.into_iter().map(|(_, told)| told).collect();
    if in_force.is_some() {
        let (_, number) = law::policy(value, value.default_number());
        others.push(format!("{number} · {}", t!("policy_page.from_start")));
    }
    (number, since, others)
}

fn with_names(told: String, value: PolicyValue, agreed: &Agreed, company: &Company) -> String {
    let names: Vec<String> =
        company.agreed_by(value, agreed).into_iter().map(|who| format::person(who, company)).collect();
    if names.is_empty() {
        told
    } else {
        format!("{told} · {}", t!("policy_page.by", names = format::listed(names)))
    }
}

/// The form of a proposal.
#[component]
fn Propose(value: PolicyValue, open: RwSignal<bool>) -> impl IntoView {
    let book = use_book();
    let is_score = value.unit() == Unit::Hundredths;
    let ((least, most), now) =
        (value.limits(), book.read(|replica| replica.company().policy.at(value, now_ms())));
    let [least, most, now] = [least, most, now].map(|number| law::policy(value, number).1);
    let about = About {
        name: format!("propose.{}", value.id()),
        holder: "policy_proposal",
        fields: if is_score { SCORE_FIELDS } else { FIELDS },
        start: vec![("from", today().1)],
        only: &[],
    };
    let ask = Callback::new(move |typed: Typed| {
        // What is no score is outside all limits, which the answer then names.
        let number =
            if is_score { score(&typed.text("number")).unwrap_or(-1) } else { typed.number("number")? };
        Some(Ask::Propose { value, number, from: typed.day("from")?, why: typed.text("why") })
    });
    let done = Callback::new(move |_: Made| open.set(false));
    view! {
        <p class="why">{t!("policy_page.limits", now = now, least = least, most = most)}</p>
        <OfficeForm about=about label=t!("policy_page.propose_do") ask=ask done=done/>
    }
}

/// Hundredths of a score such as `4`, `4.5`, `4.25`.
fn score(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = format!("{part:0<2}");
    if part.len() != 2 {
        return None;
    }
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn a_score_is_typed_as_it_is_read() {
        let read = ["4", "4.5", "2.75", "0.05", "4.255", "x", "", "4,5"].map(score);
        assert_eq!(read, [Some(400), Some(450), Some(275), Some(5), None, None, None, None]);
    }
}
