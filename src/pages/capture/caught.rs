//! What is caught so far: kept on this phone with each tap, so that a call, a reload or an empty battery costs nothing.

use std::collections::BTreeMap;

use fieldbook_book::card::{Says, Values, read_code};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::again::{self, Again, DRAFT};
use crate::browser::files::decoded;
use crate::browser::location::Position;
use crate::parts::attach::holding::Holding;
use crate::t;

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
    pub holding: Holding,
    /// Where.
    pub position: RwSignal<Option<(i64, i64, i64)>>,
    /// What else a card says.
    pub more: RwSignal<More>,
    /// What a code wrote into which field, to be taken back with it.
    filled: RwSignal<BTreeMap<String, String>>,
    /// How many others were kept aside.
    pub aside: RwSignal<usize>,
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

impl More {
    /// In a line.
    pub fn told(&self) -> String {
        let all = [
            &self.other_company,
            &self.position,
            &self.other_phone,
            &self.email,
            &self.wechat,
            &self.town,
            &self.address,
            &self.rest,
        ];
        let said = all.into_iter().filter(|it| !it.is_empty()).map(|it| it.replace('\n', " · "));
        said.collect::<Vec<_>>().join(" · ")
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Lists {
    position: Option<(i64, i64, i64)>,
    more: More,
    filled: BTreeMap<String, String>,
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
            holding: Holding::of(DRAFT),
            position: RwSignal::new(None),
            more: RwSignal::new(More::default()),
            filled: RwSignal::new(BTreeMap::new()),
            aside: RwSignal::new(0),
        };
        again::next();
        caught.read_again();
        Effect::new(move |_| {
            caught.texts().iter().for_each(|(_, text)| text.track());
            caught.position.track();
            caught.more.track();
            caught.filled.track();
            caught.kept().keep_typed();
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

    /// As the draft has it. The page may have been left.
    pub fn read_again(self) {
        let Again { typed, .. } = Again::standing();
        for (name, text) in self.texts() {
            let _ = text.try_set(typed.get(name).cloned().unwrap_or_default());
        }
        let lists = typed.get("lists").and_then(|text| serde_json::from_str::<Lists>(text).ok());
        let lists = lists.unwrap_or_default();
        self.holding.read_again();
        let _ = self.position.try_set(lists.position);
        let _ = self.more.try_set(lists.more);
        let _ = self.filled.try_set(lists.filled);
        let _ = self.aside.try_set(again::waiting());
    }

    /// What is caught now.
    pub fn kept(self) -> Again {
        let texts = self.texts().into_iter().map(|(name, text)| (name.to_owned(), text.get_untracked()));
        let mut typed: BTreeMap<String, String> = texts.filter(|(_, text)| !text.is_empty()).collect();
        let lists = Lists {
            position: self.position.get_untracked(),
            more: self.more.get_untracked(),
            filled: self.filled.get_untracked(),
        };
        if lists != Lists::default()
            && let Ok(lists) = serde_json::to_string(&lists)
        {
            typed.insert("lists".to_owned(), lists);
        }
        Again { typed, held: self.holding.now() }
    }

    /// It is saved: the next one begins, or one that was kept aside goes on.
    pub fn forget(self) {
        Again::default().stands();
        again::next();
        self.read_again();
    }

    /// It is not saved after all. Who is being caught by now is kept aside, with what is on its way to them.
    pub async fn put_back(self, again: Again) {
        self.holding.quiet().await;
        again.put_back();
        self.read_again();
    }

    /// Somebody else's card is read: who is being caught, by a code or by name, is kept aside with what is on its way to them.
    pub async fn makes_room(self) {
        let of_somebody = [self.code, self.name, self.phone, self.company];
        if of_somebody.into_iter().any(|text| !text.with_untracked(String::is_empty)) {
            self.kept().keep_typed();
            self.put_back(Again::default()).await;
        }
    }

    /// Where it is.
    pub fn is_at(self, position: Position) {
        let _ = self.position.try_set(Some((position.lat_e6, position.lon_e6, position.accuracy_m)));
    }

    /// Fills in what a code says, in place of what another one said; what was typed stays.
    pub fn take_code(self, text: &str) {
        let says = read_code(text, &|charset, bytes| decoded(bytes, charset)).says;
        // What names nobody (a WeChat code beside the card's) does not name somebody else.
        if matches!(says, Says::Card(_) | Says::Phone(_) | Says::Mail(_)) {
            self.drop_code();
        }
        self.code.set(text.chars().filter(|c| !c.is_control() || *c == '\n').take(4000).collect());
        let fill = |name: &str, with: &str| {
            let Some((_, to)) = self.texts().into_iter().find(|(it, _)| *it == name) else { return };
            if !with.is_empty() && to.with_untracked(String::is_empty) {
                to.set(with.to_owned());
                self.filled.update(|filled| drop(filled.insert(name.to_owned(), with.to_owned())));
            }
        };
        match says {
            Says::Card(card) => {
                // Read as everywhere: the department beside the position, too long words with the rest of the card.
                let (customer, contact) = (card.of_customer(), card.of_contact());
                fill("name", &said(&contact, "name"));
                fill("phone", &said(&contact, "phone"));
                // Without a company the customer is called by the person, who is typed once.
                if !card.organisation.is_empty() {
                    fill("company", &said(&customer, "name"));
                }
                self.more.set(more(&customer, &contact));
            }
            Says::Phone(number) => fill("phone", &number),
            Says::Mail(email) => self.more.update(|more| more.email = email),
            Says::WeChat(_) | Says::WeCom(_) | Says::Url(_) | Says::Text(_) => {}
        }
    }

    /// The code goes, and what it filled in with it, but for what was changed by hand since.
    pub fn drop_code(self) {
        let filled = self.filled.get_untracked();
        for (name, text) in self.texts() {
            if filled.get(name).is_some_and(|with| text.with_untracked(|text| text == with)) {
                text.set(String::new());
            }
        }
        self.filled.set(BTreeMap::new());
        self.more.set(More::default());
        self.code.set(String::new());
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
