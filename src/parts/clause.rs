//! The clause chip (§3.2.b): leads to the clause in plain words. It has its own 48 px and never lies inside
//! another target.

use fieldbook_process::Clause;
use leptos::prelude::*;

use super::link::Link;
use crate::state::route::Route;
use crate::texts::law;

/// A chip that leads to its clause.
#[component]
pub fn ClauseChip(clause: Clause) -> impl IntoView {
    view! {
        <Link to=Route::Policy(Some(clause)) class="clause" label=format!("§{clause}: {}", law::clause(clause))>
            <span>{format!("§{clause}")}</span>
        </Link>
    }
}
