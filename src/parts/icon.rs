//! Icons as single strokes, drawn in the colour of the text beside them. They never stand alone: a label or
//! `aria-label` says the same.

use leptos::prelude::*;

/// A stroke on a ground of 24 × 24.
#[derive(Debug, Clone, Copy)]
pub struct Stroke(&'static str);

/// A calendar with a tick.
pub const TODAY: Stroke = Stroke("M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M9 15l2 2 4-4");
/// A house.
pub const CUSTOMERS: Stroke = Stroke("M4 20V9l8-5 8 5v11M9 20v-7h6v7M3 20h18");
/// A funnel.
pub const DEALS: Stroke = Stroke("M4 5h16l-6 8v6l-4-2v-4z");
/// Three lines.
pub const MORE: Stroke = Stroke("M4 7h16M4 12h16M4 17h16");
/// A cross for adding.
pub const ADD: Stroke = Stroke("M12 5v14M5 12h14");
/// A receiver.
pub const CALL: Stroke =
    Stroke("M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z");
/// A lens.
pub const SEARCH: Stroke = Stroke("M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5");
/// An arrow back.
pub const BACK: Stroke = Stroke("M19 12H5M11 6l-6 6 6 6");
/// A tick.
pub const TICK: Stroke = Stroke("M5 13l5 5L20 7");
/// A dot.
pub const DOT: Stroke = Stroke("M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10z");
/// Two arrows.
pub const HAND_OVER: Stroke = Stroke("M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4");
/// A page.
pub const POLICY: Stroke = Stroke("M6 3h9l4 4v14H6zM9 11h7M9 15h7M14 3v5h5");
/// Three bars.
pub const SCORE: Stroke = Stroke("M5 20v-7h4v7zM10 20V5h4v15zM15 20v-11h4v11zM3 20h18");
/// A bubble.
pub const TALK: Stroke = Stroke("M4 5h16v11h-9l-5 4v-4H4z");
/// Scales.
pub const WEIGH: Stroke = Stroke("M12 4v16M7 20h10M5 7h14M5 7l-3 6h6zM19 7l-3 6h6z");
/// A letter.
pub const MAIL: Stroke = Stroke("M3 6h18v12H3zM3 7l9 7 9-7");
/// Two bubbles.
pub const CHAT: Stroke = Stroke(
    "M10 4c-4 0-7 2.5-7 5.7 0 1.8 1 3.3 2.5 4.3L5 17l3-1.5M21 14.5c0-2.7-2.6-4.8-5.8-4.8s-5.7 2.1-5.7 4.8 2.5 4.8 5.7 4.8c.7 0 1.4-.1 2-.3l2.8 1.3-.6-2.4c1-.9 1.6-2.1 1.6-3.4z",
);
/// A needle on a map.
pub const PLACE: Stroke = Stroke(
    "M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21zM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
);
/// A microphone.
pub const SPEAK: Stroke =
    Stroke("M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6");
/// A sheet with a seal.
pub const DECIDE: Stroke = Stroke("M6 3h12v18H6zM9 8h6M9 12h6M12 15.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z");
/// A target with its cross: where one is.
pub const HERE: Stroke = Stroke(
    "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM12 1v4M12 19v4M1 12h4M19 12h4",
);
/// A way between two places.
pub const ROUTE: Stroke = Stroke(
    "M6 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM18 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM9 18h5a3.5 3.5 0 0 0 0-7h-4a3.5 3.5 0 0 1 0-7h5",
);
/// A line, for taking away.
pub const LESS: Stroke = Stroke("M5 12h14");
/// A cross for closing.
pub const CLOSE: Stroke = Stroke("M6 6l12 12M18 6L6 18");
/// An arrow up.
pub const UP: Stroke = Stroke("M12 20V5M6 11l6-6 6 6");
/// An arrow down.
pub const DOWN: Stroke = Stroke("M12 4v15M6 13l6 6 6-6");
/// A clip.
pub const PAPER: Stroke = Stroke("M8 12l6-6a3.5 3.5 0 0 1 5 5l-8 8a5 5 0 0 1-7-7l7-7");
/// A square.
pub const STOP: Stroke = Stroke("M7 7h10v10H7z");
/// A code.
pub const CODE: Stroke =
    Stroke("M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h3v3h-3zM17 17h3v3h-3zM20 14v0M14 20v0");
/// Points to more.
pub const ONWARD: Stroke = Stroke("M9 5l7 7-7 7");

/// A torch with its light.
pub const TORCH: Stroke = Stroke("M8 10h8l-2 3v8h-4v-8zM8 10V7h8v3M12 2v2M6 3l1 1.5M18 3l-1 1.5");
/// A picture of hills.
pub const PICTURE: Stroke = Stroke("M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8a1 1 0 1 0 0 2 1 1 0 0 0 0-2z");
/// A camera.
pub const CAMERA: Stroke = Stroke("M3 8h4l2-3h6l2 3h4v12H3zM12 10a4 4 0 1 0 0 8 4 4 0 0 0 0-8z");

/// An icon.
#[component]
pub fn Icon(stroke: Stroke) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=stroke.0/>
        </svg>
    }
}
