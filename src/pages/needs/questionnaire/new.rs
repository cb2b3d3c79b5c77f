//! A new questionnaire: an empty draft, or one from an XLSForm.

use fieldbook_process::{ActName, DocId, RecordKind};
use leptos::prelude::*;

use super::acts::drafted;
use super::xlsform::FromXlsForm;
use crate::pages::act_form::{ActForm, fields_of};
use crate::pages::deal::log::new_id;
use crate::parts::form::About;
use crate::parts::head::Head;
use crate::state::book::use_book;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

const KIND: RecordKind = RecordKind::Questionnaire;

/// The page.
#[component]
pub fn New() -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let (doc, act) = (DocId(new_id()), ActName::DraftQuestionnaire);
    let about = About { name: "questionnaire.new".to_owned(), doc, kind: KIND, act, entry: None };
    let fields = fields_of(KIND, ActName::EditQuestionnaire);
    let added = Callback::new(move |()| drafted(book, "", "", 1, &[]));
    let done = Callback::new(move |()| place.go(Route::Record(KIND, doc)));
    view! {
        <Head title=law::act(act).to_owned() back=Route::Records(KIND)/>
        <div class="page">
            <FromXlsForm/>
            <ActForm about=about fields=fields opened=None added=added label=t!("common.save") on_saved=done/>
        </div>
    }
}
