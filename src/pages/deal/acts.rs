//! What can be done with a deal besides writing a contact down: its plan, its end.

use fieldbook_book::replica::{NOW, Opened};
use fieldbook_process::{ActName, Path, RecordKind};
use leptos::prelude::*;

use crate::pages::act_form::{ActForm, fields_of};
use crate::parts::form::About;
use crate::parts::sheet::Sheet;
use crate::t;
use crate::texts::law;

/// A sheet with the form of one act; `stamp` is the moment that the machine writes with it.
#[component]
pub fn ActSheet(opened: Opened, act: ActName, stamp: &'static str, open: RwSignal<bool>) -> impl IntoView {
    let kept = StoredValue::new(opened);
    let body = move || {
        let opened = kept.get_value();
        let kind = RecordKind::Deal;
        let about =
            About { name: format!("{}.{}", opened.doc, act.code()), doc: opened.doc, kind, act, entry: None };
        let added = Callback::new(move |()| vec![(Path::field(stamp), Some(NOW))]);
        let done = Callback::new(move |()| {
            let _ = open.try_set(false);
        });
        view! {
            <ActForm about=about fields=fields_of(kind, act) opened=Some(opened) added=added label=t!("common.save") on_saved=done/>
        }
    };
    view! { <Sheet open=open title=law::act(act).to_owned()>{body()}</Sheet> }
}
