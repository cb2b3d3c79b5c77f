//! A window onto a long list: only the rows somebody can see, and some around them, are on the page, so that
//! ten thousand scroll like ten.

use leptos::html::Div;
use leptos::prelude::*;

/// Rows beyond each edge of what is seen.
const AROUND: usize = 8;
/// What is drawn before the window knows its height.
const FIRST: usize = 24;

/// A window onto `count` rows of equal height. `row` draws the one at an index.
#[component]
pub fn Window(
    #[prop(into)] count: Signal<usize>,
    /// Height of a row in rem, as in the style sheet; letters may be larger than usual.
    row_rem: f64,
    row: Callback<usize, AnyView>,
    /// Remembers where it was scrolled to.
    scrolled: RwSignal<f64>,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let seen_px = RwSignal::new(0.0);
    let row_px = row_rem * root_font_px();
    let look = move || {
        if let Some(frame) = frame.get_untracked() {
            seen_px.set(f64::from(frame.client_height()));
            scrolled.set(f64::from(frame.scroll_top()));
        }
    };
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            seen_px.set(f64::from(frame.client_height()));
            #[expect(clippy::cast_possible_truncation, reason = "whole pixels")]
            frame.set_scroll_top(scrolled.get_untracked() as i32);
        }
    });
    let range = Memo::new(move |_| range(count.get(), scrolled.get(), seen_px.get(), row_px));
    #[expect(clippy::cast_precision_loss, reason = "pixels of a list")]
    let px = move |rows: usize| format!("{}px", rows as f64 * row_px);
    view! {
        <div class="window" node_ref=frame on:scroll=move |_| look() tabindex="-1">
            <div class="window-all" style:height=move || px(count.get())>
                <div class="window-seen" style:top=move || px(range.get().0)>
                    <For each=move || range.get().0..range.get().1 key=|index| *index let:index>
                        {row.run(index)}
                    </For>
                </div>
            </div>
        </div>
    }
}

/// First row drawn and the one after the last.
fn range(count: usize, scrolled_px: f64, seen_px: f64, row_px: f64) -> (usize, usize) {
    if row_px <= 0.0 {
        return (0, count.min(FIRST));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows of a list, from 0")]
    let rows = |px: f64| (px / row_px).max(0.0) as usize;
    let seen = if seen_px > 0.0 { rows(seen_px) + 1 } else { FIRST };
    let first = rows(scrolled_px).min(count.saturating_sub(seen));
    (first.saturating_sub(AROUND), (first + seen + AROUND).min(count))
}

fn root_font_px() -> f64 {
    crate::browser::page::root_font_px()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_and_a_little_around_it_is_drawn() {
        assert_eq!(range(10_000, 0.0, 640.0, 64.0), (0, 19));
        assert_eq!(range(10_000, 6_400.0, 640.0, 64.0), (92, 119));
    }

    #[test]
    fn the_end_and_a_list_that_became_shorter_are_drawn_whole() {
        assert_eq!(range(3, 0.0, 640.0, 64.0), (0, 3));
        assert_eq!(range(20, 99_999.0, 640.0, 64.0), (1, 20));
        assert_eq!(range(0, 0.0, 0.0, 64.0), (0, 0));
    }
}
