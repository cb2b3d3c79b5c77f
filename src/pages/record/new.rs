//! A new record of such a kind: whoever writes it down looks after it.

use fieldbook_process::{DocId, Path, RecordKind, Value};
use leptos::prelude::*;

use super::extra;
use crate::pages::act_form::{ActForm, fields_of};
use crate::pages::customer::alike::name_hint_of;
use crate::pages::deal::log::new_id;
use crate::parts::form::About;
use crate::parts::head::Head;
use crate::state::book::use_book;
use crate::state::lists::use_list;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

/// The form; what was searched for in vain is its name.
#[component]
pub fn New(kind: RecordKind) -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let (doc, act) = (DocId(new_id()), kind.schema().made_by);
    let about = About { name: format!("{}.new", kind.name()), doc, kind, act, entry: None };
    let query = use_list(kind).query;
    if !query.get_untracked().trim().is_empty() {
        crate::state::drafts::suggest(&about.name, kind.named_by(), query.get_untracked().trim());
    }
    let added = Callback::new(move |()| {
        let owner = (Path::field(kind.owned_by()), Some(Value::Id(book.me().0)));
        std::iter::once(owner).chain(extra::made_with(kind)).collect()
    });
    // Anybody writes competitors down, so one is easily there already.
    let hint = (kind == RecordKind::Competitor).then(|| name_hint_of(book, kind));
    let done = Callback::new(move |()| {
        query.set(String::new());
        place.go(Route::of_record(kind, doc));
    });
    view! {
        <Head title=law::act(act).to_owned() back=Route::list_of(kind)/>
        <div class="page">
            <ActForm
                about=about fields=fields_of(kind, kind.edited_by()) opened=None added=added
                label=t!("common.save") on_saved=done hint=hint
            />
        </div>
    }
}
