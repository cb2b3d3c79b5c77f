//! Light, dark or as the system; and outdoor: pure ground, ink text, larger letters, for sunlight.

use leptos::prelude::*;

use crate::browser::{page, prefs};

const KEPT_AS: &str = "fieldbook.theme";

/// How the app looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system is set.
    System,
    /// Warm paper.
    Light,
    /// Night.
    Dark,
    /// Sunlight.
    Outdoor,
}

impl Theme {
    /// Every look, in the order of the choice.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Outdoor];

    /// Its name on the root element and among the preferences.
    pub fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Outdoor => "outdoor",
        }
    }

    /// The look of that name.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// The look chosen.
#[derive(Debug, Clone, Copy)]
pub struct ThemeChoice(RwSignal<Theme>);

/// Puts the look into the context, and onto the page.
pub fn provide_theme() {
    let theme = prefs::get(KEPT_AS).and_then(|code| Theme::of_code(&code)).unwrap_or(Theme::System);
    page::set_root("data-theme", Some(theme.code()));
    provide_context(ThemeChoice(RwSignal::new(theme)));
}

/// The look chosen.
pub fn use_theme() -> ThemeChoice {
    expect_context()
}

impl ThemeChoice {
    /// The look chosen now.
    pub fn now(self) -> Theme {
        self.0.get_untracked()
    }

    /// Chooses another.
    pub fn choose(self, theme: Theme) {
        prefs::set(KEPT_AS, theme.code());
        page::set_root("data-theme", Some(theme.code()));
        self.0.set(theme);
    }
}
