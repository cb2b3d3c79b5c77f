//! What the page of a partner has beyond its facts (2.3.c): what it was paid, and which customers it recommended.

use std::cmp::Reverse;

use fieldbook_book::replica::Opened;
use fieldbook_process::prospecting::sources::Sums;
use fieldbook_process::prospecting::{Partner, PartnerPayment};
use fieldbook_process::{ActName, Clause, Record, RecordKind};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::campaign::CameFrom;
use crate::parts::clause::ClauseChip;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::use_book;
use crate::t;
use crate::texts::{format, law};

const KIND: RecordKind = RecordKind::Partner;
const LIST: &str = "partner_payment";

/// What it was paid, the latest first, and who came by it.
pub fn below(opened: &Opened) -> AnyView {
    let doc = opened.doc;
    view! { {paid(opened)} <CameFrom field="partner" doc=doc/> }.into_any()
}

fn paid(opened: &Opened) -> AnyView {
    let (book, acting, doc) = (use_book(), use_acting(), opened.doc);
    let mut payments = Partner::from_facts(&opened.view.facts).payments;
    payments.sort_by_key(|it| Reverse((it.paid_on, it.id)));
    let mut sum = Sums::default();
    payments.iter().filter_map(|it| it.amount).for_each(|amount| sum.add(amount));
    let today = book.read(|replica| replica.company().calendar.day_of(replica.corrected_ms(now_ms())));
    let line = |it: PartnerPayment| {
        // What was written wrongly is put right at the same place: it is no signed entry.
        let mend = move |_| acting.on(Deed::Mend(doc, KIND, LIST, it.id));
        let foot =
            [it.paid_on.map(|on| format::day(on, today)), Some(it.paid_for).filter(|it| !it.is_empty())];
        let foot = foot.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! {
            <button type="button" class="quiet row line" on:click=mend>
                <span class="unseen">{t!("common.edit")}</span>
                <span class="what">{it.amount.map(format::money)}<small class="why">{foot}</small></span>
            </button>
        }
    };
    let total = (payments.len() > 1).then(|| {
        let sum = sum.amounts().into_iter().map(format::money).collect::<Vec<_>>().join(" · ");
        view! { <dl class="facts"><dt>{t!("partner.paid_in_all")}</dt><dd class="number">{sum}</dd></dl> }
    });
    let none = payments.is_empty().then(|| view! { <p class="quiet-words">{t!("partner.paid_none")}</p> });
    let add = move |_| acting.on(Deed::Entry(doc, KIND, LIST, Vec::new()));
    view! {
        <section class="card">
            <h2>{t!("partner.paid")} <ClauseChip clause=Clause::C2_3_c/></h2>
            {none} {total}
            <div class="ledger">{payments.into_iter().map(line).collect_view()}</div>
            <button type="button" class="wide" on:click=add>{law::act(ActName::PayPartner)}</button>
        </section>
    }
    .into_any()
}
