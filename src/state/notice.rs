//! One short notice at the foot of the screen, with one thing that can be done about it, gone by itself.

use leptos::prelude::*;

use crate::browser::clock::{Timer, after};

const SHOWN_MS: i64 = 5_000;

/// What is shown.
#[derive(Debug, Clone)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// What the button says and does.
    pub act: Option<(&'static str, Callback<()>)>,
}

/// The notice of now.
#[derive(Debug, Clone, Copy)]
pub struct Notices {
    shown: RwSignal<Option<Notice>>,
    timer: StoredValue<Timer, LocalStorage>,
}

/// Puts the notice into the context.
pub fn provide_notices() {
    provide_context(Notices { shown: RwSignal::new(None), timer: StoredValue::new_local(Timer::default()) });
}

/// The notice.
pub fn use_notices() -> Notices {
    expect_context()
}

impl Notices {
    /// The one shown now.
    pub fn get(self) -> Option<Notice> {
        self.shown.get()
    }

    /// Shows a sentence.
    pub fn say(self, text: impl Into<String>) {
        self.show(Notice { text: text.into(), act: None });
    }

    /// Shows a sentence that can be taken back for 5 s.
    pub fn offer(self, text: impl Into<String>, label: &'static str, act: Callback<()>) {
        self.show(Notice { text: text.into(), act: Some((label, act)) });
    }

    /// Takes it away.
    pub fn close(self) {
        let _ = self.shown.try_set(None);
    }

    fn show(self, notice: Notice) {
        let _ = self.shown.try_set(Some(notice));
        let timer = after(SHOWN_MS, move || self.close());
        let _ = self.timer.try_update_value(|running| std::mem::replace(running, timer).cancel());
    }
}
