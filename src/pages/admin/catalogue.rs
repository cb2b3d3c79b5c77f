//! What the company sells.

use fieldbook_book::wire::office::{Ask, CATALOGUE};
use fieldbook_process::catalogue::Product;
use leptos::prelude::*;

use super::AdminHead;
use super::form::day;
use super::sheet::Sheet;
use crate::state::book::use_book;
use crate::state::route::{Office, Route};
use crate::t;
use crate::texts::format;

/// Products as they are, and a sheet of them.
#[component]
pub fn Catalogue() -> impl IntoView {
    let book = use_book();
    let products = Memo::new(move |_| book.company(|replica| replica.company().catalogue.0.clone()));
    let row = |product: Product| {
        let until = product.to.map(|to| t!("admin.until", day = day(to)));
        let parts = [Some(product.code), Some(product.group), until].into_iter().flatten();
        let what = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        view! {
            <div class="row line">
                <span class="what">{product.name}<span class="why">{what}</span></span>
                <span class="when">{format::money(product.list_price)}</span>
            </div>
        }
    };
    let sub = Signal::derive(move || t!("common.count", n = products.with(Vec::len)));
    let nothing = move || {
        products
            .with(Vec::is_empty)
            .then(|| view! { <p class="quiet-words">{t!("admin.catalogue_none")}</p> })
    };
    view! {
        <AdminHead title=t!("admin.catalogue").to_owned() sub=sub back=Route::Admin(Office::Home)/>
        <div class="page">
            {nothing}
            <div class="ledger two-lines">{move || products.get().into_iter().map(row).collect_view()}</div>
            <Sheet why=t!("admin.catalogue_sheet_why") path=CATALOGUE name="catalogue.csv" ask=|csv| Ask::Catalogue { csv }/>
        </div>
    }
}
