//! Whether a customer is one that we aim at (2.2.a): what it can spend and may need, what follows from that, and the
//! segments that it fits. Nobody has to rate; who has not is told what is missing, and rates with one tap.

use fieldbook_process::policy::PolicyValue;
use fieldbook_process::prospecting::{Customer, Segment, is_enough};
use fieldbook_process::{ActName, Clause, Company, DocId, RecordKind};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::act_form::Hint;
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::form::Form;
use crate::parts::link::Link;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::{Book, use_book};
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

/// What the two scores make of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Nobody has rated it.
    Lead,
    /// One score is missing.
    HalfRated,
    /// Both are enough.
    Target,
    /// One of them is not.
    NoTarget,
}

impl Aim {
    /// By the law.
    pub fn of(customer: &Customer, company: &Company, at_ms: i64) -> Self {
        match customer.is_target(company, at_ms) {
            Some(true) => Self::Target,
            Some(false) => Self::NoTarget,
            None if customer.is_lead() => Self::Lead,
            None => Self::HalfRated,
        }
    }

    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lead => t!("target.lead"),
            Self::HalfRated => t!("target.half"),
            Self::Target => t!("target.target"),
            Self::NoTarget => t!("target.no_target"),
        }
    }
}

/// Why it is what it is, in a sentence.
fn why(customer: &Customer, company: &Company, at_ms: i64) -> String {
    let scores =
        [(t!("target.power"), customer.purchasing_power), (t!("target.need"), customer.need_potential)];
    let missing = scores.iter().find(|(_, score)| score.is_none());
    let low = scores.iter().find_map(|(name, score)| {
        score.filter(|score| !is_enough(*score, company, at_ms)).map(|score| (name, score))
    });
    let from = match company.policy.at(PolicyValue::TargetFrom, at_ms) {
        whole if whole % 100 == 0 => format::count(whole / 100),
        hundredths => format::score(hundredths),
    };
    match (customer.is_lead(), missing, low) {
        (true, ..) => t!("target.lead_why").to_owned(),
        (_, Some((name, _)), _) => t!("target.half_why", name = name),
        (_, _, Some((name, score))) => {
            t!("target.low_why", name = name, score = score, from = from)
        }
        _ => t!("target.target_why", from = from),
    }
}

/// The section of a customer's page.
#[component]
pub fn Target(doc: DocId, customer: Customer) -> impl IntoView {
    let (book, acting) = (use_book(), use_acting());
    let (aim, why, segments) = book.read(|replica| {
        let (company, at_ms) = (replica.company(), replica.corrected_ms(now_ms()));
        let segments = replica.rows().values().filter(|row| row.kind == RecordKind::Segment);
        let fitting = segments.filter(|row| row.record::<Segment>().fits(&customer));
        let fitting: Vec<_> = fitting.map(|row| (row.doc, row::name(row))).collect();
        Some((Aim::of(&customer, company, at_ms), why(&customer, company, at_ms), fitting))
    })?;
    let rate = move |_| {
        acting.on(Deed::Fields(doc, RecordKind::Customer, ActName::RateCustomer, Vec::new()));
    };
    let score = |name: &'static str, score: Option<i64>| {
        let told = score.map_or_else(|| t!("common.none_yet").to_owned(), |score| score.to_string());
        view! { <div><b>{told}</b><span>{name}</span></div> }
    };
    let segment = |(doc, name): (DocId, String)| {
        view! { <Link to=Route::Record(RecordKind::Segment, doc) class="button">{name}</Link> }
    };
    let has_segments = !segments.is_empty();
    Some(view! {
        <section class="card target" class:is-target=aim == Aim::Target>
            <h2>{t!("target.title")} <ClauseChip clause=Clause::C2_2_a/></h2>
            <p><b class="aim">{aim.word()}</b> " " <span class="why">{why}</span></p>
            <div class="figures">
                {score(t!("target.power"), customer.purchasing_power)}
                {score(t!("target.need"), customer.need_potential)}
            </div>
            <button type="button" class="wide rate" on:click=rate>{law::act(ActName::RateCustomer)}</button>
            {has_segments.then(|| view! {
                <p class="why">{t!("target.fits")}</p>
                <div class="more-acts">{segments.into_iter().map(segment).collect_view()}</div>
            })}
        </section>
    })
}

/// While both are being tapped: what they make of the customer.
pub fn hint(book: Book) -> Hint {
    let told = move |form: Form| {
        let score = |name| form.input(name).and_then(|input| input.typed.get().parse().ok());
        let customer = Customer {
            purchasing_power: score("purchasing_power"),
            need_potential: score("need_potential"),
            ..Customer::default()
        };
        let told = book.read(|replica| {
            let (company, at_ms) = (replica.company(), replica.corrected_ms(now_ms()));
            let aim = Aim::of(&customer, company, at_ms);
            (aim != Aim::Lead).then(|| format!("{} {}", aim.word(), why(&customer, company, at_ms)))
        });
        view! { <p class="why" role="status">{told}</p> }.into_any()
    };
    ("need_potential", Callback::new(told))
}
