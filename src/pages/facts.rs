//! A record's own facts for reading, field by field as the law describes them; what is empty is left out.

use fieldbook_book::document::View;
use fieldbook_process::{Path, RecordKind};
use leptos::prelude::*;

use crate::parts::field::told;
use crate::state::book::use_book;
use crate::texts::law;

/// The facts.
#[component]
pub fn Facts(kind: RecordKind, view: View) -> impl IntoView {
    let book = use_book();
    let schema = kind.schema();
    let fields = schema.fields.iter().filter(|field| field.is_by_hand());
    let line = |field: &fieldbook_process::schema::Field| {
        let path = Path::field(field.name);
        let value = view.facts.get(&path)?;
        let words = book.read(|replica| told(kind, &path, Some(value), replica));
        Some(view! { <dt>{law::field(Some(schema.name), field.name)}</dt> <dd>{words}</dd> })
    };
    view! { <dl class="facts">{fields.filter_map(line).collect_view()}</dl> }
}
