//! Whether who is being caught is known already: by phone number or name, told while it is typed or scanned. The capture
//! joins a customer of one's own that has the number; for any other that is a tap.

use std::sync::Arc;

use fieldbook_process::DocId;
use fieldbook_process::prospecting::Likeness;
use leptos::prelude::*;

use super::caught::Caught;
use crate::pages::customer::alike::{Known, Told, told, traits};
use crate::state::book::Book;
use crate::t;

/// What looks like it, and which of them the capture joins.
#[derive(Debug, Clone, Copy)]
pub struct KnownAlready {
    alike: Memo<Vec<(Told, bool, Likeness)>>,
    /// What somebody chose: one of them, or a new one.
    choice: RwSignal<Option<Option<DocId>>>,
    chosen: Memo<Option<DocId>>,
}

impl KnownAlready {
    /// Follows what is caught.
    pub fn of(book: Book, caught: Caught) -> Self {
        // Read anew after each save: the one before is known, too.
        let known = Memo::new(move |_| Arc::new(KnownNow(book.rows(Known::of))));
        let alike = Memo::new(move |_| {
            let (name, phone, company) = (caught.name.get(), caught.phone.get(), caught.company.get());
            let other = caught.more.with(|more| (more.other_phone.clone(), more.other_company.clone()));
            let names = [company.as_str(), &other.1];
            // A person's name says little; it counts where there is no company, since then it is the customer's.
            let person = company.is_empty().then_some(name.as_str());
            let what = traits(names.into_iter().chain(person), [phone.as_str(), &other.0]);
            if what.names.is_empty() && what.phones.is_empty() {
                return Vec::new();
            }
            let like = known.with(|known| known.0.like(&what, None));
            book.read(|replica| {
                let found = like.into_iter().filter(|(likeness, _)| *likeness != Likeness::PartOfName);
                let found = found.filter_map(|(likeness, doc)| {
                    // Others' customers are known by their cards: nothing can be written there.
                    Some((told(replica, (likeness, doc))?, replica.rows().contains_key(&doc), likeness))
                });
                found.collect()
            })
        });
        let choice = RwSignal::new(None::<Option<DocId>>);
        Effect::new(move |_| {
            alike.track();
            choice.set(None);
        });
        let chosen = Memo::new(move |_| match choice.get() {
            Some(choice) => choice,
            None => alike.with(|alike| {
                let sure = alike.iter().find(|(_, own, likeness)| *own && *likeness == Likeness::Phone);
                sure.map(|(told, ..)| told.doc)
            }),
        });
        Self { alike, choice, chosen }
    }

    /// The customer that the capture joins.
    pub fn chosen(self) -> Option<DocId> {
        self.chosen.get_untracked()
    }

    /// What looks like it, each with a tap to join it or not.
    pub fn view(self) -> Option<AnyView> {
        let alike = self.alike.get();
        if alike.is_empty() {
            return None;
        }
        let line = move |(told, own, _): (Told, bool, Likeness)| {
            let doc = told.doc;
            let joins = move || self.chosen.get() == Some(doc);
            let tap = move |_| self.choice.set(Some((!joins()).then_some(doc)));
            let button = own.then(|| {
                view! {
                    <button type="button" aria-pressed=move || joins().to_string() class:primary=joins on:click=tap>
                        {move || if joins() { t!("capture.joins") } else { t!("capture.join") }}
                    </button>
                }
            });
            view! {
                <div class="row line">
                    <span class="what">{told.name}<small class="why">{told.whose} " · " {told.why}</small></span>
                    {button}
                </div>
            }
        };
        Some(
            view! {
                <section class="card alike" role="status">
                    <h2>{t!("capture.known")}</h2>
                    <div class="ledger">{alike.into_iter().map(line).collect_view()}</div>
                </section>
            }
            .into_any(),
        )
    }
}

/// Compared by what it was made of, never by content: it is made anew whenever rows change.
struct KnownNow(Known);

impl PartialEq for KnownNow {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}
