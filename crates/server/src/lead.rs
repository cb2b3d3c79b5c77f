//! The public lead form (2.3.a): a page of plain HTML for people outside the company. It has no session and no cookie,
//! works without script, and what it takes in is one record in the name of the system person. It is switched on by a
//! folder with the notice on personal data in at least one language.

mod arrival;
mod gate;
pub mod page;
mod stamp;
#[cfg(test)]
mod tests;
mod typed;
mod words;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fieldbook_book::hub::Seal;

pub use self::arrival::{NobodyTakesIt, arrive};
pub use self::gate::{Gate, Turned};
pub use self::stamp::{Age, Stamps};
pub use self::typed::{Typed, Wrong};
pub use self::words::{Language, Words, words};
use crate::origin::Origin;

/// The form as the company set it up.
#[derive(Debug)]
pub struct LeadForm {
    notices: BTreeMap<Language, Notice>,
    /// Sites that may show it in a frame.
    pub sites: Vec<Origin>,
    /// Signs when a form was handed out.
    pub stamps: Stamps,
    gate: Mutex<Gate>,
}

/// What stands above the form and what whoever fills it in agrees to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The first line of the file: whose form it is.
    pub heading: String,
    /// All below.
    pub text: String,
}

/// Why the form cannot be switched on.
#[derive(Debug, thiserror::Error)]
pub enum FormFault {
    /// A file cannot be read.
    #[error("the lead form's notice {0} cannot be read: {1}")]
    File(PathBuf, io::Error),
    /// There is no notice in any language.
    #[error(
        "{0} holds no notice for the lead form: write notice.zh-Hant.txt, notice.zh-Hans.txt or notice.en.txt, \
         whose first line says whose form it is and whose text says what becomes of personal data"
    )]
    None(PathBuf),
    /// The program's own texts are broken.
    #[error("the lead form's texts: {0}")]
    Words(#[from] serde_json::Error),
}

impl LeadForm {
    /// Reads the notices of a folder.
    ///
    /// # Errors
    /// [`FormFault`].
    pub fn read(folder: &Path, sites: Vec<Origin>, seal: &dyn Seal) -> Result<Self, FormFault> {
        let mut notices = BTreeMap::new();
        for language in Language::ALL {
            words(language)?;
            let file = folder.join(format!("notice.{}.txt", language.code()));
            match std::fs::read_to_string(&file) {
                Ok(text) => notices.extend(Notice::of(&text).map(|notice| (language, notice))),
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
                Err(fault) => return Err(FormFault::File(file, fault)),
            }
        }
        if notices.is_empty() {
            return Err(FormFault::None(folder.to_path_buf()));
        }
        Ok(Self { notices, sites, stamps: Stamps::of(seal), gate: Mutex::default() })
    }

    /// The notice in a language, or in another where there is none in that.
    #[must_use]
    pub fn notice(&self, language: Language) -> Option<(Language, &Notice)> {
        let own = self.notices.get_key_value(&language);
        own.or_else(|| self.notices.first_key_value()).map(|(language, notice)| (*language, notice))
    }

    /// Who came in lately; never held over a wait.
    pub fn with_gate<T>(&self, body: impl FnOnce(&mut Gate) -> T) -> T {
        body(&mut self.gate.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Notice {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim();
        let (heading, text) = text.split_once('\n')?;
        let (heading, text) = (heading.trim().to_owned(), text.trim().to_owned());
        (!heading.is_empty() && !text.is_empty()).then_some(Self { heading, text })
    }
}
