//! What one change did, field by field: what stood there, what stands there since; the fields of one entry of a list
//! together; what was decided between several values.

use std::collections::BTreeMap;

use fieldbook_book::document::{Decided, Document, Done};
use fieldbook_book::hash::Hash;
use fieldbook_process::facts::Edit;
use fieldbook_process::schema::Kind;
use fieldbook_process::{EntryId, Path, RecordKind, Value};
use leptos::prelude::*;

use crate::parts::field::told;
use crate::state::book::Book;
use crate::t;
use crate::texts::law;

/// The fields that a change touched.
pub fn changes(book: Book, kind: RecordKind, document: &Document, hash: Hash) -> AnyView {
    let Done { edits, decided } = document.done_by(hash).unwrap_or_default();
    // Which entry is meant tells nobody anything.
    let names_entry = |path: &Path| kind.schema().field(path).is_some_and(|field| field.kind == Kind::Entry);
    let mut groups: BTreeMap<Option<(String, EntryId)>, Vec<Edit>> = BTreeMap::new();
    for edit in edits.into_iter().filter(|edit| !names_entry(&edit.path)) {
        groups.entry(edit.path.entry.clone()).or_default().push(edit);
    }
    let group = |(entry, edits): (Option<(String, EntryId)>, Vec<Edit>)| {
        let lines = edits.iter().map(|edit| edited(book, kind, edit)).collect_view();
        let name = entry.and_then(|(list, _)| kind.schema().entry(&list)).map(|list| law::act(list.made_by));
        match name {
            Some(name) => view! {
                <section class="said"><h3>{name}</h3><dl class="facts">{lines}</dl></section>
            }
            .into_any(),
            None => view! { <dl class="facts">{lines}</dl> }.into_any(),
        }
    };
    let between = (!decided.is_empty()).then(|| {
        view! { <dl class="facts">{decided.iter().map(|it| chosen(book, kind, it)).collect_view()}</dl> }
    });
    view! { {between} {groups.into_iter().map(group).collect_view()} }.into_any()
}

fn edited(book: Book, kind: RecordKind, edit: &Edit) -> impl IntoView + use<> {
    let (was, now) =
        (words(book, kind, &edit.path, edit.old.as_ref()), words(book, kind, &edit.path, edit.new.as_ref()));
    view! {
        <dt>{law::path(Some(kind), &edit.path)}</dt>
        <dd>{was.map(|was| view! { <del>{was}</del>" → " })}<ins>{now.unwrap_or_else(|| t!("common.empty").to_owned())}</ins></dd>
    }
}

fn chosen(book: Book, kind: RecordKind, it: &Decided) -> impl IntoView + use<> {
    let chosen = it.chosen.clone();
    let passed = it.values.iter().filter(|value| Some(*value) != chosen.as_ref());
    let passed =
        passed.filter_map(|value| words(book, kind, &it.path, Some(value))).collect::<Vec<_>>().join(" · ");
    let chosen =
        words(book, kind, &it.path, it.chosen.as_ref()).unwrap_or_else(|| t!("common.empty").to_owned());
    view! {
        <dt>{law::path(Some(kind), &it.path)}</dt>
        <dd><ins>{t!("history.chosen", value = chosen)}</ins>" "<del>{passed}</del></dd>
    }
}

fn words(book: Book, kind: RecordKind, path: &Path, value: Option<&Value>) -> Option<String> {
    value.map(|value| book.read(|replica| told(kind, path, Some(value), replica)))
}
