//! The time of the screens: moves once a minute, and when somebody looks again.

use leptos::prelude::*;

use crate::browser::{clock, page};

const MINUTE_MS: i32 = 60_000;

/// Now, ms UTC by the phone's own clock.
#[derive(Debug, Clone, Copy)]
pub struct Clock(RwSignal<i64>);

/// Puts the clock into the context.
pub fn provide_clock() {
    let now = RwSignal::new(clock::now_ms());
    let turn = move || {
        let _ = now.try_set(clock::now_ms());
    };
    clock::every(MINUTE_MS, turn);
    page::on_return(turn);
    provide_context(Clock(now));
}

/// The clock.
pub fn use_clock() -> Clock {
    expect_context()
}

impl Clock {
    /// Now, for whoever is drawn anew by something else.
    pub fn now_untracked_ms(self) -> i64 {
        self.0.get_untracked()
    }

    /// Now; whoever asks is computed anew each minute.
    pub fn now_ms(self) -> i64 {
        self.0.get()
    }
}
