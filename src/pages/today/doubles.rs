//! Customers that came to light as written down twice (2.2.b), for whom they belong to and who stands above: compared when
//! their number changes, as it does when others' records arrive. What somebody says is not the same stays off this
//! list on their phone.

use fieldbook_process::{Clause, DocId, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::sleep;
use crate::browser::prefs;
use crate::pages::customer::alike::{Known, KnownHere, use_known};
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::link::Link;
use crate::state::book::{Book, use_book};
use crate::state::route::Route;
use crate::t;

/// So many are shown at once.
const SHOWN: usize = 3;
/// So long after the screen stands, ms.
const AFTER_MS: i64 = 1_000;
const NOT_THE_SAME: &str = "not_the_same";

/// Pairs that are perhaps one.
#[component]
pub fn Doubles() -> impl IntoView {
    let (book, here) = (use_book(), use_known());
    let known = Memo::new(move |_| book.rows(|replica| (replica.rows().len(), replica.cards().len())));
    let dismissed = RwSignal::new(dismissed_here());
    let pairs = RwSignal::new(Vec::new());
    Effect::new(move |_| {
        known.get();
        spawn_local(async move {
            // All names are folded for it: the first screen does not wait for that.
            sleep(AFTER_MS).await;
            if pairs.try_get_untracked().is_none() {
                return;
            }
            here.prepare(book).await;
            let found = pairs_of(book, here);
            let _ = pairs.try_set(found);
        });
    });
    let dismiss = move |pair: String| {
        dismissed.update(|all| all.push(pair));
        prefs::set(NOT_THE_SAME, &dismissed.get_untracked().join("\n"));
    };
    let one = move |(own, other): (DocId, DocId)| {
        let names = book.read(|replica| {
            (row::called(replica, own).unwrap_or_default(), row::called(replica, other).unwrap_or_default())
        });
        let not = move |_| dismiss(code(own, other));
        view! {
            <div class="row acts">
                <Link to=Route::Customer(own) class="row-main">{names.0}</Link>
                <p class="why"><span>{t!("today.perhaps_same", name = names.1)}</span> <ClauseChip clause=Clause::C2_2_b/>
                    <button type="button" class="quiet" on:click=not>{t!("today.not_same")}</button>
                </p>
            </div>
        }
    };
    let section = move || {
        let dismissed = dismissed.get();
        let open: Vec<_> =
            pairs.get().into_iter().filter(|(a, b)| !dismissed.contains(&code(*a, *b))).collect();
        (!open.is_empty()).then(|| {
            view! {
                <section>
                    <h2 class="label"><span>{t!("today.doubles")}</span><b>{open.len()}</b></h2>
                    <div class="ledger">{open.into_iter().take(SHOWN).map(one).collect_view()}</div>
                </section>
            }
        })
    };
    view! { {section} }
}

fn dismissed_here() -> Vec<String> {
    prefs::get(NOT_THE_SAME).unwrap_or_default().lines().map(str::to_owned).collect()
}

fn code(a: DocId, b: DocId) -> String {
    format!("{}:{}", a.min(b), a.max(b))
}

/// Of each pair first the one that this person looks after, or stands above who does.
fn pairs_of(book: Book, known: KnownHere) -> Vec<(DocId, DocId)> {
    let (me, pairs) = (book.me(), known.read(book, RecordKind::Customer, Known::pairs));
    book.read(|replica| {
        let people = &replica.company().people;
        let mine = |doc: DocId| {
            let row = replica.rows().get(&doc).filter(|row| row.kind == RecordKind::Customer);
            row.and_then(row::owner).is_some_and(|owner| owner == me || people.is_superior(me, owner))
        };
        let sided = |(a, b)| match (mine(a), mine(b)) {
            (true, _) => Some((a, b)),
            (false, true) => Some((b, a)),
            _ => None,
        };
        pairs.into_iter().filter_map(sided).collect()
    })
}
