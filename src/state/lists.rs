//! Where somebody was in the long lists, so that coming back from a record finds the same rows.

use fieldbook_process::RecordKind;
use leptos::prelude::*;

/// How a list is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One below the other.
    Lines,
    /// Deals in columns by stage.
    Board,
    /// Deals in the matrix of their scores (3.3.b).
    Matrix,
}

/// A list as it was left.
#[derive(Debug, Clone, Copy)]
pub struct ListState {
    /// What is searched for.
    pub query: RwSignal<String>,
    /// How far it is scrolled, in px.
    pub scrolled: RwSignal<f64>,
    /// How it is laid out.
    pub layout: RwSignal<Layout>,
}

#[derive(Debug, Clone, Copy)]
struct Lists {
    customers: ListState,
    deals: ListState,
    questions: ListState,
}

/// Puts the lists into the context.
pub fn provide_lists() {
    let new = || ListState {
        query: RwSignal::new(String::new()),
        scrolled: RwSignal::new(0.0),
        layout: RwSignal::new(Layout::Lines),
    };
    provide_context(Lists { customers: new(), deals: new(), questions: new() });
}

/// The list of a kind.
pub fn use_list(kind: RecordKind) -> ListState {
    let lists: Lists = expect_context();
    match kind {
        RecordKind::Customer => lists.customers,
        RecordKind::Deal => lists.deals,
        RecordKind::Question => lists.questions,
    }
}
