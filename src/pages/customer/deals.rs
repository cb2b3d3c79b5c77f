//! The deals of a customer, open ones first: stage, grade, amount, what is due next; and writing down a contact, which
//! asks for the deal where there are several.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::law::Asks;
use fieldbook_process::opportunity::{Channel, Grade};
use fieldbook_process::people::Role;
use fieldbook_process::{DocId, RecordKind};
use leptos::prelude::*;

use crate::pages::row;
use crate::parts::grade::GradeMark;
use crate::parts::link::Link;
use crate::parts::sheet::Sheet;
use crate::state::acting::{Deed, use_acting};
use crate::state::book::use_book;
use crate::state::clock::use_clock;
use crate::state::drafts;
use crate::state::route::Route;
use crate::t;
use crate::texts::{format, law};

#[derive(Debug, Clone, PartialEq)]
struct One {
    doc: DocId,
    name: String,
    is_open: bool,
    state: String,
    grade: Option<Grade>,
    amount: String,
    due: Option<String>,
    is_late: bool,
}

/// The deals.
#[component]
pub fn Deals(customer: DocId) -> impl IntoView {
    let all = use_deals(customer);
    let line = |it: One| {
        view! {
            <Link to=Route::Deal(it.doc) class="list-row">
                <span class="list-words" class:is-late=it.is_late>
                    <span class="what">{it.name}</span>
                    <span class="why">{it.state}{it.due.map(|due| view! { " · "<b class:late=it.is_late>{due}</b> })}</span>
                </span>
                <span class="list-end">
                    <span>{it.amount}</span> {it.grade.map(|grade| view! { <GradeMark grade=grade/> })}
                </span>
            </Link>
        }
    };
    let lines = move || match all.get() {
        all if all.is_empty() => view! { <p class="empty">{t!("deals.none")}</p> }.into_any(),
        all => all.into_iter().map(line).collect_view().into_any(),
    };
    view! {
        <section>
            <h2 class="label"><span>{t!("common.deals")}</span></h2>
            <div class="ledger">{lines}</div>
        </section>
    }
}

/// Writing down a contact and opening a deal: the main acts of the page for whoever sells. The assistant of who caught
/// somebody adds name and phone; who only reads has none.
#[component]
pub fn Acts(customer: DocId) -> impl IntoView {
    let book = use_book();
    let role = book.company(|replica| replica.company().people.get(book.me()).map(|me| me.role));
    match role {
        Some(Role::Rep | Role::Manager | Role::Director | Role::Gm) => {
            view! { <Selling customer=customer/> }.into_any()
        }
        Some(Role::Assistant) => view! { <Naming customer=customer/> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Naming(customer: DocId) -> impl IntoView {
    let (book, acting) = (use_book(), use_acting());
    let is_owed = Memo::new(move |_| {
        let asks = |row: &Row| row.dues.iter().any(|due| due.asks == Asks::Naming);
        book.rows(|replica| replica.rows().get(&customer).is_some_and(asks))
    });
    let name = move |_| acting.on(Deed::answering(Asks::Naming, customer, book.me()));
    move || {
        is_owed.get().then(|| {
            view! {
                <div class="main-act">
                    <button type="button" class="primary wide" on:click=name>{t!("capture.name_them")}</button>
                </div>
            }
        })
    }
}

#[component]
fn Selling(customer: DocId) -> impl IntoView {
    let all = use_deals(customer);
    let has_open = Memo::new(move |_| all.with(|all| all.iter().any(|it| it.is_open)));
    view! {
        <div class="main-act pair">
            {move || new_deal(customer, !has_open.get())}
            <LogContact customer=customer is_main=has_open/>
        </div>
    }
}

/// Writing down a contact: of the deal, asked for where there are several.
#[component]
pub fn LogContact(
    customer: DocId,
    #[prop(into)] is_main: Signal<bool>,
    /// Most likely by a visit.
    #[prop(optional)]
    visiting: bool,
) -> impl IntoView {
    let acting = use_acting();
    let all = use_deals(customer);
    let open = move || all.with(|all| all.iter().filter(|it| it.is_open).cloned().collect::<Vec<_>>());
    let choosing = RwSignal::new(false);
    let me = use_book().me();
    let suggest = move |form: String| {
        if visiting {
            drafts::suggest(&form, "channel", Channel::Visit.code());
        }
    };
    let of_deal = move |deal: DocId| {
        suggest(format!("{deal}.log"));
        acting.on(Deed::Contact(deal));
    };
    // A contact that is about no deal is the customer's own.
    let own = move || {
        suggest(format!("{customer}.touch"));
        acting.on(Deed::answering(Asks::Touch, customer, me));
    };
    let log = move |_| match open().as_slice() {
        [] => own(),
        [only] => of_deal(only.doc),
        _ => choosing.set(true),
    };
    let pick = move |it: One| {
        let tap = move |_| {
            choosing.set(false);
            of_deal(it.doc);
        };
        view! {
            <button type="button" class="row line" on:click=tap>
                <span class="what">{it.name}</span> <span class="when" class:late=it.is_late>{it.due}</span>
            </button>
        }
    };
    let without = move |_| {
        choosing.set(false);
        own();
    };
    let picks = move || open().into_iter().map(pick).collect_view();
    view! {
        <button type="button" class="wide" class:primary=is_main on:click=log>{t!("deal.log")}</button>
        <Sheet open=choosing title=t!("customer.which_deal").to_owned()>
            <div class="ledger">
                {picks()}
                <button type="button" class="row line" on:click=without><span class="what">{t!("customer.about_no_deal")}</span></button>
            </div>
            <p class="quiet-words">{t!("customer.which_deal_why")}</p>
        </Sheet>
    }
}

/// Without a deal opening one is the main act.
fn new_deal(customer: DocId, is_main: bool) -> impl IntoView {
    let class = if is_main { "button wide primary new-deal" } else { "button wide new-deal" };
    view! { <Link to=Route::DealNew(Some(customer)) class=class>{t!("deals.new")}</Link> }
}

fn use_deals(customer: DocId) -> Memo<Vec<One>> {
    let (book, clock) = (use_book(), use_clock());
    Memo::new(move |_| {
        let now_ms = clock.now_ms();
        book.rows(|replica| deals(replica, customer, now_ms))
    })
}

fn deals(replica: &Replica, customer: DocId, now_ms: i64) -> Vec<One> {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms));
    let today = company.calendar.day_of(now_ms);
    let customers = row::with_joined(replica, customer);
    let is_of = |row: &&Row| row.kind == RecordKind::Deal && row::goes_with(row, &customers);
    let mut rows: Vec<&Row> = replica.rows().values().filter(is_of).collect();
    rows.sort_by_key(|row| (!row::is_open_deal(row), std::cmp::Reverse(row.latest_ms)));
    let one = |row: &Row| {
        let (closed, due_ms): (String, _) = (row.get("closed"), row::next_due_ms(row));
        let is_open = closed.is_empty();
        let state = if is_open {
            law::choice("stage", row::stage(row, today).code())
        } else {
            law::choice("closed", &closed)
        };
        let due = due_ms.map(|due_ms| format::day(company.calendar.day_of(due_ms), today));
        One {
            doc: row.doc,
            name: row::name(row),
            is_open,
            state,
            grade: row::grade(row, company).filter(|_| is_open),
            amount: row::amount(row).map(format::short_money).unwrap_or_default(),
            due: due.map(|day| t!("customer.due", day = day)),
            is_late: due_ms.is_some_and(|due_ms| due_ms < now_ms),
        }
    };
    rows.into_iter().map(one).collect()
}
