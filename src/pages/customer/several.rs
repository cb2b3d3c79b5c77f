//! Several customers at once: given to a colleague or put into another territory. Which ones follows from what the list
//! of customers shows (its filters and its search), or they are the leads that nobody was given yet (2.3.a), for which a rep is
//! proposed by the rule of the law. Each is an act of its own record; up to 200 go together, accepted or refused as one.
//! What is refused is told customer by customer, and the others go on without.

mod acts;
mod against;
mod lines;

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::replica::Outcome;
use fieldbook_process::{Clause, DocId, PersonId, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use self::acts::{Deed, parts_of, save_all, weigh_each};
use self::against::AgainstSheet;
use self::lines::{Line, colleagues, leads, proposed, shown, territories};
use crate::parts::choice::Chips;
use crate::parts::clause::ClauseChip;
use crate::parts::head::Head;
use crate::parts::icon::{Icon, ONWARD};
use crate::parts::link::Link;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::{Book, use_book};
use crate::state::clock::use_clock;
use crate::state::drafts;
use crate::state::lists::use_list;
use crate::state::notice::use_notices;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::{format, law};

pub use self::lines::{may_give, waiting};

/// More are not offered at once: one act touches no more documents.
const MOST: usize = 200;
/// The value of the choice that gives each to whom it is proposed for.
const PROPOSED: &str = "proposed";
/// The choice that puts them into a territory.
const TERRITORY: &str = "territory";

/// Customers as the list shows them.
#[component]
pub fn Several() -> impl IntoView {
    let (book, clock, list) = (use_book(), use_clock(), use_list(RecordKind::Customer));
    let lines = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| shown(replica, list, book.me(), now_ms))
    });
    view! {
        <Head title=t!("several.title").to_owned() back=Route::Customers/>
        <Choosing lines=lines are_leads=false/>
    }
}

/// Leads that nobody was given yet.
#[component]
pub fn Leads() -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let lines = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| leads(replica, book.me(), now_ms))
    });
    let is_empty = Memo::new(move |_| lines.with(Vec::is_empty));
    view! {
        <Head title=t!("lead.to_give").to_owned() back=Route::Customers/>
        {move || match is_empty.get() {
            true => view! { <p class="empty">{t!("lead.all_given")}</p> }.into_any(),
            false => view! { <Choosing lines=lines are_leads=true/> }.into_any(),
        }}
    }
}

/// The way to them, where some wait for this person.
#[component]
pub fn LeadsLink() -> impl IntoView {
    let (book, clock) = (use_book(), use_clock());
    let count = Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| waiting(replica, book.me(), now_ms).len())
    });
    move || {
        (count.get() > 0).then(|| {
            let label = t!("lead.waiting", n = count.get());
            view! { <Link to=Route::Leads class="button">{label}</Link> }
        })
    }
}

/// The way to several at once, for those who may give customers to others.
#[component]
pub fn SeveralLink() -> impl IntoView {
    let book = use_book();
    let may = book.company(|replica| lines::gives(replica, book.me()));
    may.then(|| view! { <Link to=Route::Several class="button">{t!("several.title")}</Link> })
}

#[component]
fn Choosing(lines: Memo<Vec<Line>>, are_leads: bool) -> impl IntoView {
    let (book, place, notices) = (use_book(), use_place(), use_notices());
    let mine: Vec<DocId> =
        lines.with_untracked(|lines| lines.iter().filter(|it| it.may).map(|it| it.doc).collect());
    let chosen = RwSignal::new(if are_leads {
        mine.into_iter().take(MOST).collect()
    } else {
        BTreeSet::<DocId>::new()
    });
    let act = RwSignal::new("give".to_owned());
    let to = RwSignal::new(if are_leads { PROPOSED.to_owned() } else { String::new() });
    let why = drafts::text(if are_leads { "leads.why" } else { "several.why" });
    let outcome = RwSignal::new(None::<Outcome>);
    let is_busy = RwSignal::new(false);
    // What somebody else gave away meanwhile is not among them any more.
    let picked = Memo::new(move |_| {
        let there: BTreeSet<DocId> =
            lines.with(|lines| lines.iter().filter(|it| it.may).map(|it| it.doc).collect());
        chosen.with(|chosen| chosen.intersection(&there).copied().collect::<BTreeSet<DocId>>())
    });
    // To whom each is proposed, of those chosen.
    let proposals = Memo::new(move |_| {
        let chosen: Vec<DocId> = picked.get().into_iter().collect();
        book.rows(|replica| proposed(replica, &chosen, book.me()))
    });
    let deed = move || match (act.get().as_str(), to.get().as_str()) {
        (_, "") => None,
        (TERRITORY, name) => Some(Deed::Territory(name.to_owned())),
        (_, PROPOSED) => Some(Deed::Each(proposals.get())),
        (_, id) => id.parse::<PersonId>().ok().map(Deed::To),
    };
    let count = move || match deed() {
        Some(Deed::Each(proposals)) => proposals.len(),
        _ => picked.with(BTreeSet::len),
    };
    let against = RwSignal::new(Vec::<(DocId, Outcome)>::new());
    let save = move || {
        let (Some(deed), docs) = (untrack(deed), picked.get_untracked()) else { return };
        let (why_typed, why) = (why, why.get_untracked());
        let parts = book.read(|replica| parts_of(replica, &docs, &deed, book.me(), &why));
        is_busy.set(true);
        spawn_local(async move {
            let done = save_all(book, notices, parts).await;
            if let Outcome::Refused(_) | Outcome::Form(_) | Outcome::TooLate = done {
                // What went before stands so already; of the rest each is looked at by itself.
                let left = book.read(|replica| parts_of(replica, &docs, &deed, book.me(), &why));
                let each = weigh_each(book, left).await;
                let _ = is_busy.try_set(false);
                if !each.is_empty() {
                    let _ = against.try_set(each);
                    return;
                }
            }
            let _ = is_busy.try_set(false);
            if matches!(done, Outcome::Saved(_)) {
                let _ = chosen.try_set(BTreeSet::new());
                let _ = why_typed.try_set(String::new());
                if !are_leads {
                    place.go(Route::Customers);
                }
            }
            let _ = outcome.try_set(Some(done));
        });
    };
    let go_on = Callback::new(move |left_out: BTreeSet<DocId>| {
        chosen.update(|chosen| chosen.retain(|doc| !left_out.contains(doc)));
        save();
    });
    let all = move || {
        lines.with(|lines| {
            lines.iter().filter(|it| it.may).take(MOST).map(|it| it.doc).collect::<BTreeSet<_>>()
        })
    };
    let has_all = move || !all().is_empty() && all().is_subset(&chosen.get());
    let toggle_all = move |_| chosen.set(if untrack(has_all) { BTreeSet::new() } else { untrack(all) });
    let line = move |line: Line| one((book, are_leads), line, chosen, proposals, to);
    let acts = [("give", t!("several.give_to")), (TERRITORY, t!("several.into_territory"))];
    let acts = acts.map(|(code, word)| (code.to_owned(), word.to_owned())).to_vec();
    Effect::new(move |before: Option<String>| {
        let now = act.get();
        if before.is_some_and(|before| before != now) {
            to.set(String::new());
        }
        now
    });
    view! {
        <div class="page several">
            {(!are_leads).then(|| view! { <p class="quiet-words">{t!("several.how")}</p> })}
            <label class="row line tickable all">
                <input type="checkbox" prop:checked=has_all on:change=toggle_all/>
                <span class="what">{move || t!("several.all", n = all().len())}</span>
            </label>
            {move || lines.with(|lines| (lines.len() > MOST).then(|| view! { <p class="why">{t!("several.most", n = MOST)}</p> }))}
            <div class="ledger">
                {move || lines.with(|lines| lines.iter().take(MOST).cloned().map(line).collect_view())}
            </div>
            <section class="card">
                {(!are_leads).then(|| view! { <Chips name="several" label=t!("several.what").to_owned() options=acts chosen=act required=true/> })}
                <Whom act=act to=to are_leads=are_leads/>
                {move || (act.get() != TERRITORY).then(|| view! {
                    <div class="field">
                        <label for="why">{law::field(Some("handover"), "why")}</label>
                        <textarea id="why" rows="2" maxlength="1000" prop:value=why
                            on:input=move |event| why.set(event_target_value(&event))></textarea>
                    </div>
                })}
                <p class="quiet-words">{if are_leads { t!("lead.rule") } else { t!("several.deals_along") }} <ClauseChip clause=if are_leads { Clause::C2_3_a } else { Clause::C1_2 }/></p>
            </section>
        </div>
        <div class="main-act">
            <button type="button" class="primary wide" disabled=move || is_busy.get() || count() == 0 || deed().is_none() on:click=move |_| save()>
                {move || {
                    let n = format::count(i64::try_from(count()).unwrap_or(0));
                    if are_leads { t!("lead.do", n = n) } else { t!("several.do", n = n) }
                }}
            </button>
        </div>
        <OutcomeSheet outcome=outcome kind=RecordKind::Customer/>
        <AgainstSheet against=against picked=picked go_on=go_on/>
    }
}

/// One customer with its box; those that are not this person's to give have none.
fn one(
    (book, are_leads): (Book, bool),
    line: Line,
    chosen: RwSignal<BTreeSet<DocId>>,
    proposals: Memo<BTreeMap<DocId, PersonId>>,
    to: RwSignal<String>,
) -> AnyView {
    let doc = line.doc;
    let is_on = move || chosen.with(|chosen| chosen.contains(&doc));
    let toggle = move |_| {
        chosen.update(|chosen| {
            if !chosen.remove(&doc) && chosen.len() < MOST {
                chosen.insert(doc);
            }
        });
    };
    let for_whom = move || {
        let who = proposals.with(|all| all.get(&doc).copied()).filter(|_| to.get() == PROPOSED)?;
        let name = book.read(|replica| format::person(who, replica.company()));
        Some(view! { <small class="why proposed">{t!("lead.proposed", name = name)}</small> })
    };
    // What a lead asks for, and whether it is known already, is on its page.
    let page = are_leads.then(|| {
        let label = line.name.clone();
        view! { <Link to=Route::Customer(doc) class="act" label=label><Icon stroke=ONWARD/></Link> }
    });
    let words =
        view! { <span class="what">{line.name}<small class="why">{line.sub}</small>{for_whom}</span> };
    match line.may {
        true => view! {
            <div class="with-page">
                <label class="row line tickable"><input type="checkbox" prop:checked=is_on on:change=toggle/>{words}</label>
                {page}
            </div>
        }
        .into_any(),
        false => view! { <div class="row line tickable">{words}<small class="why">{t!("several.not_yours")}</small></div> }.into_any(),
    }
}

/// To whom, or into which territory.
#[component]
fn Whom(act: RwSignal<String>, to: RwSignal<String>, are_leads: bool) -> impl IntoView {
    let book = use_book();
    let option = move |(value, word): (String, String)| {
        let own = value.clone();
        view! { <option value=value selected=move || to.get() == own>{word}</option> }
    };
    let options = move || {
        let is_territory = act.get() == TERRITORY;
        let all =
            book.company(|replica| if is_territory { territories(replica) } else { colleagues(replica) });
        let proposed = are_leads.then(|| (PROPOSED.to_owned(), t!("lead.as_proposed").to_owned()));
        proposed.into_iter().chain(all).map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for="to">{move || if act.get() == TERRITORY { law::field(Some("customer"), "territory") } else { t!("customer.to_whom").to_owned() }}</label>
            <select id="to" on:change=move |event| to.set(event_target_value(&event))>
                <option value="">{t!("common.choose")}</option>
                {options}
            </select>
        </div>
    }
}
