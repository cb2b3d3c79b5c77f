//! A record as a file: the Automerge document as it is shown here, with or without a network.

use fieldbook_book::document;
use fieldbook_book::replica::Opened;
use leptos::prelude::*;

use crate::browser::files;
use crate::pages::row;
use crate::state::book::use_book;
use crate::t;

/// Media type of the Automerge project for a document.
const MIME: &str = "application/vnd.automerge";

/// The button that saves an opened record as a file named like the record.
#[component]
pub fn SaveAsFile(opened: Opened) -> impl IntoView {
    let book = use_book();
    let save = move |_| {
        let name = book.read(|replica| replica.rows().get(&opened.doc).map(row::name));
        let name = name.unwrap_or_else(|| opened.doc.to_string());
        files::download(&format!("{name}.automerge"), MIME, &document::export(&opened.document));
    };
    view! { <button type="button" class="save-as-file" on:click=save>{t!("common.save_as_file")}</button> }
}
