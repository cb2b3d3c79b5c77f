//! Whether who is being caught is known already: by phone number, WeChat code, e-mail address or name, told while it is
//! typed or scanned. The capture joins a customer of one's own that has the same sign; for any other that is a tap, and for a
//! colleague's it is kept as a lead that says whose it is.

use std::collections::BTreeSet;

use fieldbook_book::replica::Replica;
use fieldbook_process::prospecting::{Customer, Likeness, Sign};
use fieldbook_process::{DocId, PersonId, RecordKind};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::caught::Caught;
use crate::browser::clock::now_ms;
use crate::pages::customer::alike::{Told, told, traits, use_known};
use crate::pages::row;
use crate::parts::link::Link;
use crate::state::book::Book;
use crate::t;

/// Where a capture goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    /// It is a new customer.
    New,
    /// It joins one of one's own.
    Joins(DocId),
    /// It is perhaps that customer of a colleague's, of which this phone has the card alone: nothing can be written there.
    /// So it is a lead of one's own that says so, and who stands above both settles it.
    For(DocId, PersonId),
}

/// What somebody said of those that look like it. It stays said of each while a letter more is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Choice {
    wanted: Option<DocId>,
    refused: BTreeSet<DocId>,
}

impl Choice {
    /// Which of these it is: the one wanted, else the first that is surely it and was not refused.
    fn among(&self, alike: &[(DocId, bool)]) -> Option<DocId> {
        let wanted = self.wanted.filter(|doc| alike.iter().any(|(it, _)| it == doc));
        let sure = || alike.iter().find(|(doc, is_sure)| *is_sure && !self.refused.contains(doc));
        wanted.or_else(|| sure().map(|(doc, _)| *doc))
    }

    fn takes(&mut self, doc: DocId) {
        self.refused.remove(&doc);
        self.wanted = Some(doc);
    }

    fn refuses(&mut self, doc: DocId) {
        self.refused.insert(doc);
        self.wanted = self.wanted.filter(|it| *it != doc);
    }
}

/// Whose what looks like it is, for who catches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// They may write there.
    Own,
    /// In the pool: it is claimed first.
    Pool,
    /// A colleague's, read here or known by its card.
    Colleague,
}

impl Whose {
    /// What only lies here (the pool's, another department's) is nobody's to write into.
    fn of(replica: &Replica, me: PersonId, doc: DocId) -> Self {
        let company = replica.company();
        let Some(row) = replica.rows().get(&doc) else { return Self::Colleague };
        let at_ms = replica.corrected_ms(now_ms());
        let concerned = row.record::<Customer>().concerned();
        match company.people.get(me) {
            Some(me) if concerned.may_write(me, company, at_ms) => Self::Own,
            _ if row::is_pooled(replica, row) => Self::Pool,
            _ => Self::Colleague,
        }
    }
}

/// What looks like it, and which of them the capture joins.
#[derive(Debug, Clone, Copy)]
pub struct KnownAlready {
    alike: Memo<Vec<(Told, Whose, Likeness)>>,
    me: PersonId,
    /// What somebody chose among them.
    choice: RwSignal<Choice>,
    chosen: Memo<Option<DocId>>,
}

impl KnownAlready {
    /// Follows what is caught.
    pub fn of(book: Book, caught: Caught) -> Self {
        let known = use_known();
        // The first code finds all of them read.
        Effect::new(move |_| {
            if book.is_booted() {
                spawn_local(known.prepare(book));
            }
        });
        let alike = Memo::new(move |_| {
            let (name, phone, company) = (caught.name.get(), caught.phone.get(), caught.company.get());
            let more = caught.more.get();
            let names = [company.as_str(), &more.other_company];
            // A person's name says little; it counts where there is no company, since then it is the customer's.
            let person = company.is_empty().then_some(name.as_str());
            let fields = [
                ("phone", &phone),
                ("other_phone", &more.other_phone),
                ("email", &more.email),
                ("wechat", &more.wechat),
            ];
            let signs = fields.into_iter().filter_map(|(field, text)| Sign::of_field(field, text));
            let code = caught.code.with(|code| Sign::of_code(code));
            let what = traits(names.into_iter().chain(person), signs.chain(code));
            if what.is_empty() {
                return Vec::new();
            }
            // Who was saved just now is known, too.
            book.rows(|_| ());
            let like =
                known.read(book, RecordKind::Customer, |known| known.like(RecordKind::Customer, &what, None));
            book.read(|replica| {
                let found = like.into_iter().filter(|(likeness, _)| *likeness != Likeness::PartOfName);
                let found = found.filter_map(|(likeness, doc)| {
                    Some((told(replica, (likeness, doc))?, Whose::of(replica, book.me(), doc), likeness))
                });
                found.collect()
            })
        });
        let choice = RwSignal::new(Choice::default());
        let chosen = Memo::new(move |_| {
            let sure = |(told, whose, likeness): &(Told, Whose, Likeness)| {
                (told.doc, *whose == Whose::Own && likeness.is_sure())
            };
            let all: Vec<_> = alike.with(|alike| alike.iter().map(sure).collect());
            choice.with(|choice| choice.among(&all))
        });
        Self { alike, me: book.me(), choice, chosen }
    }

    /// Somebody else is caught: nothing was said of them.
    pub fn forget(self) {
        let _ = self.choice.try_set(Choice::default());
    }

    /// Where the capture goes.
    pub fn goes(self) -> Goes {
        let Some(doc) = self.chosen.get_untracked() else { return Goes::New };
        let alike = self.alike.get_untracked();
        let chosen = alike.into_iter().find(|(told, ..)| told.doc == doc);
        match chosen {
            Some((told, Whose::Colleague, _)) => {
                told.owner.map_or(Goes::New, |(colleague, _)| Goes::For(doc, colleague))
            }
            _ => Goes::Joins(doc),
        }
    }

    /// What looks like it, each with a tap to join it or not.
    pub fn view(self) -> Option<AnyView> {
        let alike = self.alike.get();
        if alike.is_empty() {
            return None;
        }
        let line = move |(told, whose, _): (Told, Whose, Likeness)| {
            let own = whose == Whose::Own;
            let doc = told.doc;
            let is_chosen = move || self.chosen.get() == Some(doc);
            let tap = move |_| {
                let is_chosen = untrack(is_chosen);
                self.choice.update(|choice| if is_chosen { choice.refuses(doc) } else { choice.takes(doc) });
            };
            // A customer that nobody owns, or that is on its way to this phone, has nobody to keep it for.
            let colleague = told.owner.filter(|(who, _)| *who != self.me && whose != Whose::Pool);
            let colleague = colleague.map(|(_, name)| name);
            let for_whom = colleague.clone().unwrap_or_default();
            let words = move || match (own, is_chosen()) {
                (true, true) => t!("capture.joins").to_owned(),
                (true, false) => t!("capture.join").to_owned(),
                (false, true) => t!("capture.keeps_for", name = for_whom),
                (false, false) => t!("capture.keep_for", name = for_whom),
            };
            let button = (own || colleague.is_some()).then(|| {
                view! {
                    <button type="button" aria-pressed=move || is_chosen().to_string() class:primary=is_chosen on:click=tap>
                        {words}
                    </button>
                }
            });
            let why = colleague.filter(|_| !own).map(|name| {
                move || {
                    is_chosen()
                        .then(|| view! { <p class="why">{t!("capture.kept_for_why", name = name)}</p> })
                }
            });
            view! {
                <div class="row line">
                    <span class="what">{told.name}<small class="why">{told.whose} " · " {told.why}</small></span>
                    {button}
                    {(whose == Whose::Pool).then(|| view! { <Link to=told.page class="button">{t!("capture.claim_first")}</Link> })}
                </div>
                {why}
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_stays_refused_while_the_list_changes() {
        let [one, two] = [DocId([1; 16]), DocId([2; 16])];
        let mut choice = Choice::default();
        assert_eq!(choice.among(&[(one, true)]), Some(one), "it is surely that one");
        choice.refuses(one);
        assert_eq!(choice.among(&[(one, true)]), None);
        assert_eq!(choice.among(&[(one, true), (two, false)]), None, "a letter more was typed");
        assert_eq!(choice.among(&[(one, true), (two, true)]), Some(two));
        choice.takes(one);
        assert_eq!(choice.among(&[(two, true), (one, true)]), Some(one), "taken after all");
        assert_eq!(choice.among(&[(two, false)]), None, "it is not among them any more");
    }
}
