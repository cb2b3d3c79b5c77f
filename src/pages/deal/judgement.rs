//! How a deal is judged (3.3): the latest scores with their reasons, grade and chance,
//! with the company's own history beside it; what was named for a deal of
//! high grade, proposed and decided for one of low.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::opportunity::{Closed, Deal, Evaluation, Grade, ended_of_grade, latest};
use fieldbook_process::value::Instant;
use fieldbook_process::{Clause, Company, DocId, EntryId, PersonId, RecordKind};
use leptos::prelude::*;

use crate::browser::clock::now_ms;
use crate::pages::market::at_hand::AtHand;
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::grade::{GradeMark, Rivals};
use crate::state::acting::{Deed, use_acting};
use crate::t;
use crate::texts::{format, law};

/// Fewer ended deals than this say nothing about the next.
const TOO_FEW: u32 = 10;

/// The card of the judgement.
pub fn judgement(doc: DocId, deal: &Deal, replica: &Replica) -> AnyView {
    let (acting, company) = (use_acting(), replica.company());
    let again = move |_| acting.on(Deed::Entry(doc, RecordKind::Deal, "evaluation", Vec::new()));
    let is_open = deal.closed.is_none();
    let body = match latest(deal) {
        Some(evaluation) => scores(evaluation, replica).into_any(),
        None => view! { <p class="empty">{t!("deal.not_judged")}</p> }.into_any(),
    };
    view! {
        <section class="card judgement">
            <h2>{t!("deal.judgement")} <ClauseChip clause=Clause::C3_3_a/></h2>
            {body}
            {words(deal, company)}
            <AtHand/>
            {is_open.then(|| view! {
                <button type="button" on:click=again>{law::act(fieldbook_process::ActName::EvaluateDeal)}</button>
            })}
        </section>
    }
    .into_any()
}

/// How deals of that grade have ended, as far as this phone holds them.
fn own_history(grade: Grade, replica: &Replica) -> String {
    let ended = |row: &Row| Some((row::grade(row, replica.company())?, row.get::<Option<Closed>>("closed")?));
    let deals = replica.rows().values().filter(|row| row.kind == RecordKind::Deal);
    let ended = ended_of_grade(grade, deals.filter_map(ended));
    match ended.share().filter(|_| ended.all >= TOO_FEW) {
        Some(share) => t!("deal.share_won", share = share, n = ended.all),
        None => t!("deal.too_few", n = ended.all),
    }
}

fn scores(it: &Evaluation, replica: &Replica) -> impl IntoView + use<> {
    let company = replica.company();
    let grade = it.grade(company);
    let beside = grade.map(|grade| own_history(grade, replica));
    let total = it.score(company).map(format::score).unwrap_or_default();
    let line = |name: &str, score: Option<i64>, why: &str| {
        let score = score.unwrap_or(0);
        let (name, why) = (law::field(Some("evaluation"), name), why.to_owned());
        view! {
            <div class="score">
                <span>{name}</span>
                <meter min="0" max="5" value=score aria-hidden="true"></meter>
                <b>{score}</b>
                <p class="why">{why}</p>
            </div>
        }
    };
    let feasible = if it.infeasible { t!("deal.infeasible") } else { t!("deal.feasible") };
    let chance = it.chance.map(|chance| t!("deal.chance", n = chance));
    view! {
        <p class="judged">
            <b class="total">{total}</b> {grade.map(|grade| view! { <GradeMark grade=grade/> })}
            {it.rivals.map(|score| view! { <Rivals score=score/> })}
            <span>{chance}</span>
        </p>
        <p class="why">{beside}</p>
        {line("need", it.need, &it.need_why)}
        {line("power", it.power, &it.power_why)}
        {line("rivals", it.rivals, &it.rivals_why)}
        <p><b>{feasible}</b>" "<span class="why">{it.feasible_why.clone()}</span></p>
        <p class="why">{signed(it.by, it.at, company)}</p>
    }
}

/// What was named, proposed and decided.
pub struct Named {
    /// Its entry.
    pub id: EntryId,
    /// When.
    pub at: Option<Instant>,
    /// What it is.
    pub head: String,
    /// In the words of who said it.
    pub words: String,
    /// Who.
    pub by: Option<PersonId>,
}

/// All of that in a deal, latest first.
pub fn named(deal: &Deal) -> Vec<Named> {
    let go = |stop: bool| if stop { t!("deal.stop") } else { t!("deal.go_on") };
    let of = |id: EntryId, at: Option<Instant>, head: String, words: &str, by: Option<PersonId>| Named {
        id,
        at,
        head,
        words: words.to_owned(),
        by,
    };
    let resources = deal.resources.iter();
    let resources = resources.map(|it| of(it.id, it.at, t!("deal.resources").to_owned(), &it.words, it.by));
    let proposed = |stop| t!("deal.proposed", what = go(stop));
    let proposals = deal.proposals.iter().map(|it| of(it.id, it.at, proposed(it.stop), &it.why, it.by));
    let decided = |stop| t!("deal.decided", what = go(stop));
    let decisions = deal.decisions.iter().map(|it| of(it.id, it.at, decided(it.stop), &it.why, it.by));
    let mut all: Vec<Named> = resources.chain(proposals).chain(decisions).collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.at));
    all
}

fn words(deal: &Deal, company: &Company) -> impl IntoView + use<> {
    let entry = |it: Named| {
        let foot = signed(it.by, it.at, company);
        view! {
            <article class="said">
                <h3>{it.head}</h3>
                <p class="words">{it.words}</p>
                <p class="why">{foot}</p>
            </article>
        }
    };
    named(deal).into_iter().map(entry).collect_view()
}

/// 王志強 · 11月10日 16:02
pub fn signed(by: Option<PersonId>, at: Option<Instant>, company: &Company) -> String {
    let by = by.map(|by| format::person(by, company));
    let at = at.map(|at| format::time(at.0, now_ms()));
    [by, at].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The grade of a deal as a figure: 高 4.2.
pub fn grade_figure(deal: &Deal, company: &Company) -> Option<(Grade, String)> {
    let evaluation = latest(deal)?;
    Some((evaluation.grade(company)?, format::score(evaluation.score(company)?)))
}
