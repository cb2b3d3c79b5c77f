//! A deal's grade as a word with its colour, and how it stands against rivals as a shape: ● weak, ▲ even, ■ strong.

use fieldbook_process::opportunity::Grade;
use leptos::prelude::*;

use crate::t;
use crate::texts::law;

/// The grade.
#[component]
pub fn GradeMark(grade: Grade) -> impl IntoView {
    view! { <span class=format!("grade {}", grade.code())>{law::choice("grade", grade.code())}</span> }
}

/// The shape for a score against rivals, 1 = they are strong … 5 = they are weak.
pub fn shape(score: i64) -> &'static str {
    match score {
        ..=2 => "■",
        3 => "▲",
        _ => "●",
    }
}

/// The shape with its word.
#[component]
pub fn Rivals(score: i64) -> impl IntoView {
    let word = match score {
        ..=2 => t!("deal.rivals_strong"),
        3 => t!("deal.rivals_even"),
        _ => t!("deal.rivals_weak"),
    };
    view! { <span class="rivals">{shape(score)}" "{word}</span> }
}
