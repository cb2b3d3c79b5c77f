//! The language of the app: the person's choice, kept on this device, else the browser's. Changing it draws the
//! app anew, so that texts need not be signals.

use leptos::prelude::*;

use crate::browser::{page, prefs};
use crate::texts;

const KEPT_AS: &str = "fieldbook.language";

/// A language that the app speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// 繁體中文, the policy's own script.
    Hant,
    /// 简体中文
    Hans,
    /// English
    En,
}

impl Language {
    /// Every language, in the order of the table of texts.
    pub const ALL: [Self; 3] = [Self::Hant, Self::Hans, Self::En];

    /// The tag for `lang` attributes and folders of texts.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Hant => "zh-Hant",
            Self::Hans => "zh-Hans",
            Self::En => "en",
        }
    }

    /// The locale that writes dates and numbers. The region decides the order of a date and 萬 or 万.
    pub fn locale(self) -> &'static str {
        match self {
            Self::Hant => "zh-Hant-TW",
            Self::Hans => "zh-Hans-CN",
            Self::En => "en-GB",
        }
    }

    fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The best for a browser that is set to this tag.
    fn of_browser(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let traditional = ["hant", "tw", "hk", "mo"];
        match tag.strip_prefix("zh") {
            Some(rest) if traditional.iter().any(|part| rest.contains(part)) => Self::Hant,
            Some(_) => Self::Hans,
            None => Self::En,
        }
    }
}

/// The language chosen.
#[derive(Debug, Clone, Copy)]
pub struct LanguageChoice(RwSignal<Language>);

/// Puts the language into the context, and onto the page.
pub fn provide_language() -> LanguageChoice {
    let kept = prefs::get(KEPT_AS).and_then(|tag| Language::of_tag(&tag));
    let language = kept.unwrap_or_else(|| Language::of_browser(&page::wanted_language()));
    show(language);
    let choice = LanguageChoice(RwSignal::new(language));
    provide_context(choice);
    choice
}

/// The language chosen.
pub fn use_language() -> LanguageChoice {
    expect_context()
}

impl LanguageChoice {
    /// The language; whoever asks is drawn anew when it changes.
    pub fn get(self) -> Language {
        self.0.get()
    }

    /// Chooses another.
    pub fn choose(self, language: Language) {
        prefs::set(KEPT_AS, language.tag());
        show(language);
        self.0.set(language);
    }
}

fn show(language: Language) {
    texts::speak(language);
    page::set_root("lang", Some(language.tag()));
    // The boot guard speaks it too.
    page::set_root("data-language", Some(language.tag()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_of_taiwan_or_hong_kong_gets_the_traditional_script() {
        for tag in ["zh-TW", "zh-HK", "zh-Hant", "zh-hant-cn", "zh-MO"] {
            assert_eq!(Language::of_browser(tag), Language::Hant, "{tag}");
        }
        for tag in ["zh", "zh-CN", "zh-SG", "zh-Hans-CN"] {
            assert_eq!(Language::of_browser(tag), Language::Hans, "{tag}");
        }
        for tag in ["en-US", "de", ""] {
            assert_eq!(Language::of_browser(tag), Language::En, "{tag}");
        }
    }
}
