//! The form's own texts in the three languages, and which of them somebody reads.

use std::sync::OnceLock;

use serde::Deserialize;

/// A language of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// 繁體中文
    Hant,
    /// 简体中文
    Hans,
    /// English
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Hant, Self::Hans, Self::En];

    /// Its code, as in addresses and `lang`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hant => "zh-Hant",
            Self::Hans => "zh-Hans",
            Self::En => "en",
        }
    }

    /// The language of a code such as `zh-TW`; `None` where it is none of ours.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_lowercase();
        let mut parts = code.split('-');
        match parts.next()? {
            "en" => Some(Self::En),
            "zh" | "yue" => {
                let is_hant = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
                Some(if is_hant { Self::Hant } else { Self::Hans })
            }
            _ => None,
        }
    }

    /// The first of ours in a browser's list; of the same weight the earlier one.
    #[must_use]
    pub fn accepted(list: &str) -> Option<Self> {
        let weighed = list.split(',').filter_map(|part| {
            let (code, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let weight: f32 = weight.trim().parse().ok().filter(|weight| *weight > 0.0)?;
            Some((Self::of(code)?, weight))
        });
        let mut best: Option<(Self, f32)> = None;
        for (language, weight) in weighed {
            if best.is_none_or(|(_, most)| weight > most) {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }
}

/// The texts of a language, as `locales/LANGUAGE/lead_form.json` has them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each is named as in the file that it comes from")]
pub struct Words {
    pub own_name: String,
    pub languages: String,
    pub company: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub one_of: String,
    pub needs: String,
    pub optional: String,
    pub notice: String,
    pub agree: String,
    pub send: String,
    pub trap: String,
    pub not_sent: String,
    pub company_missing: String,
    pub name_missing: String,
    pub reach_missing: String,
    pub phone_odd: String,
    pub email_odd: String,
    pub agree_missing: String,
    pub too_long: String,
    pub trap_filled: String,
    pub too_fast: String,
    pub too_old: String,
    pub too_many: String,
    pub too_large: String,
    pub broken: String,
    pub thanks: String,
    pub thanks_text: String,
    pub again: String,
    pub off: String,
}

static TEXTS: [(&str, OnceLock<Words>); 3] = [
    (include_str!("../../../../locales/zh-Hant/lead_form.json"), OnceLock::new()),
    (include_str!("../../../../locales/zh-Hans/lead_form.json"), OnceLock::new()),
    (include_str!("../../../../locales/en/lead_form.json"), OnceLock::new()),
];

/// The texts of a language.
///
/// # Errors
/// Where the file is not what it should be; a test reads them all.
pub fn words(language: Language) -> Result<&'static Words, serde_json::Error> {
    let [hant, hans, en] = &TEXTS;
    let (text, read) = match language {
        Language::Hant => hant,
        Language::Hans => hans,
        Language::En => en,
    };
    match read.get() {
        Some(words) => Ok(words),
        None => {
            let words = serde_json::from_str(text)?;
            Ok(read.get_or_init(|| words))
        }
    }
}
