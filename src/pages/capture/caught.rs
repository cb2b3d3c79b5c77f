//! What is caught so far: kept on this phone with each tap, so that a call, a reload or an empty battery costs nothing.

use std::collections::BTreeMap;

use fieldbook_book::card::{Says, Values, read_code};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::browser::files::decoded;
use crate::browser::location::Position;
use crate::parts::attach::Held;
use crate::state::drafts::{self, Kept};
use crate::t;

const DRAFT: &str = "capture";

/// Everything of it, as signals.
#[derive(Debug, Clone, Copy)]
pub struct Caught {
    /// A code's text.
    pub code: RwSignal<String>,
    /// The person.
    pub name: RwSignal<String>,
    /// Their phone.
    pub phone: RwSignal<String>,
    /// Their company.
    pub company: RwSignal<String>,
    /// In words.
    pub words: RwSignal<String>,
    /// A code of [`fieldbook_process::prospecting::Intention`].
    pub interest: RwSignal<String>,
    /// A code of [`fieldbook_process::prospecting::NextStep`].
    pub next_step: RwSignal<String>,
    /// Photos, voice notes, files.
    pub held: RwSignal<Vec<Held>>,
    /// Where.
    pub position: RwSignal<Option<(i64, i64, i64)>>,
    /// What else a card says.
    pub more: RwSignal<More>,
}

/// What a card says beside name, phone and company.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct More {
    /// The company in another script.
    pub other_company: String,
    /// Position.
    pub position: String,
    /// Another telephone.
    pub other_phone: String,
    /// E-mail address.
    pub email: String,
    /// WeChat name.
    pub wechat: String,
    /// Town.
    pub town: String,
    /// Street and number.
    pub address: String,
    /// Whatever else stood there.
    pub rest: String,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Lists {
    held: Vec<Held>,
    position: Option<(i64, i64, i64)>,
    more: More,
}

/// What was caught, to be put back.
pub struct Again(Kept);

impl Again {
    /// Keeps it as a draft again.
    pub fn put_back(&self) {
        drafts::keep(DRAFT, &self.0);
    }
}

impl Caught {
    /// As it was left, or empty; from now on each change is kept.
    pub fn begin() -> Self {
        let text = || RwSignal::new(String::new());
        let caught = Self {
            code: text(),
            name: text(),
            phone: text(),
            company: text(),
            words: text(),
            interest: text(),
            next_step: text(),
            held: RwSignal::new(Vec::new()),
            position: RwSignal::new(None),
            more: RwSignal::new(More::default()),
        };
        caught.read_again();
        Effect::new(move |_| {
            caught.texts().iter().for_each(|(_, text)| text.track());
            caught.held.track();
            caught.position.track();
            caught.more.track();
            caught.kept().put_back();
        });
        caught
    }

    fn texts(self) -> [(&'static str, RwSignal<String>); 7] {
        [
            ("code", self.code),
            ("name", self.name),
            ("phone", self.phone),
            ("company", self.company),
            ("words", self.words),
            ("interest", self.interest),
            ("next_step", self.next_step),
        ]
    }

    /// As the draft has it.
    pub fn read_again(self) {
        let kept = drafts::kept(DRAFT).unwrap_or_default();
        for (name, text) in self.texts() {
            text.set(kept.typed.get(name).cloned().unwrap_or_default());
        }
        let lists = kept.typed.get("lists").and_then(|text| serde_json::from_str::<Lists>(text).ok());
        let lists = lists.unwrap_or_default();
        self.held.set(lists.held);
        self.position.set(lists.position);
        self.more.set(lists.more);
    }

    /// What is caught now.
    pub fn kept(self) -> Again {
        let texts = self.texts().into_iter().map(|(name, text)| (name.to_owned(), text.get_untracked()));
        let mut typed: BTreeMap<String, String> = texts.filter(|(_, text)| !text.is_empty()).collect();
        let lists = Lists {
            held: self.held.get_untracked(),
            position: self.position.get_untracked(),
            more: self.more.get_untracked(),
        };
        let is_bare = lists.held.is_empty() && lists.position.is_none() && lists.more == More::default();
        if !is_bare && let Ok(lists) = serde_json::to_string(&lists) {
            typed.insert("lists".to_owned(), lists);
        }
        Again(Kept { opened: None, typed })
    }

    /// It is saved: the next one begins.
    pub fn forget(self) {
        drafts::forget(DRAFT);
        self.read_again();
    }

    /// Where it is.
    pub fn is_at(self, position: Position) {
        self.position.set(Some((position.lat_e6, position.lon_e6, position.accuracy_m)));
    }

    /// Fills in what a code says; what was typed stays.
    pub fn take_code(self, text: &str) {
        self.code.set(text.chars().filter(|c| !c.is_control() || *c == '\n').take(4000).collect());
        let fill = |to: RwSignal<String>, with: &str| {
            if !with.is_empty() && to.with_untracked(String::is_empty) {
                to.set(with.to_owned());
            }
        };
        match read_code(text, &|charset, bytes| decoded(bytes, charset)).says {
            Says::Card(card) => {
                // Read as everywhere: the department beside the position, too long words with the rest of the card.
                let (customer, contact) = (card.of_customer(), card.of_contact());
                fill(self.name, &said(&contact, "name"));
                fill(self.phone, &said(&contact, "phone"));
                // Without a company the customer is called by the person, who is typed once.
                if !card.organisation.is_empty() {
                    fill(self.company, &said(&customer, "name"));
                }
                self.more.set(more(&customer, &contact));
            }
            Says::Phone(number) => fill(self.phone, &number),
            Says::Mail(email) => self.more.update(|more| more.email = email),
            Says::WeChat(_) | Says::WeCom(_) | Says::Url(_) | Says::Text(_) => {}
        }
    }

    /// Words that came from elsewhere, behind what stands there.
    pub fn adds_words(self, text: &str) {
        self.words.update(|words| {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(text.trim());
        });
    }

    /// What a code says that names nobody, in words; `None` where there is none, or a card filled the fields.
    pub fn code_told(self) -> Option<String> {
        let code = self.code.get();
        match read_code(&code, &|charset, bytes| decoded(bytes, charset)).says {
            _ if code.is_empty() => None,
            Says::Card(_) => Some(t!("capture.card_read").to_owned()),
            Says::WeChat(_) => Some(t!("capture.wechat_code").to_owned()),
            Says::WeCom(_) => Some(t!("capture.wecom_code").to_owned()),
            Says::Phone(text) | Says::Mail(text) | Says::Url(text) | Says::Text(text) => {
                Some(text.chars().take(80).collect())
            }
        }
    }
}

/// One field of what a card says; empty where it says none.
fn said(values: &Values, field: &str) -> String {
    let found = values.iter().find(|(name, _)| *name == field);
    found.map(|(_, text)| text.clone()).unwrap_or_default()
}

fn more(customer: &Values, contact: &Values) -> More {
    More {
        other_company: said(customer, "other_name"),
        town: said(customer, "town"),
        address: said(customer, "address"),
        position: said(contact, "position"),
        other_phone: said(contact, "other_phone"),
        email: said(contact, "email"),
        wechat: said(contact, "wechat"),
        rest: said(contact, "card"),
    }
}
