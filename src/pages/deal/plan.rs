//! Advice while a plan of contacts is typed (3.2.b): slower than the policy is no offence, but the superior will see it.

use fieldbook_book::replica::Opened;
use fieldbook_process::law::findings_of;
use fieldbook_process::opportunity::Deal;
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::value::Instant;
use fieldbook_process::{Clause, Record};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::act_form::Hint;
use crate::parts::clause::ClauseChip;
use crate::parts::form::Form;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::format;

/// What the form says below the interval; the law itself, run on what is typed, says whether.
pub fn slow_plan_hint(opened: &Opened) -> Hint {
    let (book, deal) = (use_book(), StoredValue::new(Deal::from_facts(&opened.view.facts)));
    let told = move |form: Form| {
        let typed = form.input("interval_days").map(|input| input.typed.get()).unwrap_or_default();
        let days = typed.trim().parse().ok();
        deal.with_value(|deal| told(book, deal, days))
            .map(|words| {
                view! { <p class="why" role="status">{words} <ClauseChip clause=Clause::C3_2_b/></p> }
            })
            .into_any()
    };
    ("interval_days", Callback::new(told))
}

fn told(book: Book, deal: &Deal, days: Option<i64>) -> Option<String> {
    book.read(|replica| {
        let (company, at_ms) = (replica.company(), replica.corrected_ms(now_ms()));
        let planned = Deal { interval_days: days, planned: Some(Instant(at_ms)), ..deal.clone() };
        let found = findings_of(&planned, company);
        let slow = found.iter().find(|it| it.clause == Clause::C3_2_b && it.at_ms == at_ms)?;
        let usual = company.policy.at(PolicyValue::FollowUpIntervalDays, at_ms);
        let (days, name) = (t!("common.days", n = usual), format::person(slow.who, company));
        Some(t!("deal.slow_plan", days = days, name = name))
    })
}
