//! What a card's code or file says of a person: vCard 2.1, 3.0 and 4.0, MECARD, BIZCARD, and the other texts that a QR
//! code on a card may hold. Pure; letters that are not UTF-8 are read by what is handed in, since browser and server
//! each have their own way. Birthday, photo and voice are not read: they need purpose and consent.

mod code;
mod contact;
mod fill;
mod lines;
mod name;
mod property;
#[cfg(test)]
mod tests;
mod write;

use self::fill::Filling;
use self::lines::Logical;

pub use self::code::{Code, Says, read_code};
pub use self::contact::Values;
pub use self::lines::{text_of, without_pictures};

/// A file over so many bytes is not read.
pub const BYTES: usize = 16 << 20;
/// A file with more cards is not read.
pub const CARDS: usize = 5_000;
/// A card with more lines is not read, and its file neither.
pub const PROPERTIES: usize = 1_000;

/// Bytes as text in an encoding of that name; `None` where they are none in it, or it is not known.
pub type Decode<'a> = &'a dyn Fn(&str, &[u8]) -> Option<String>;

/// Somebody, as the card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// The person's name; empty where the card is a company's.
    pub name: String,
    /// It in another script, or what they are called.
    pub other_name: String,
    /// Where they work.
    pub organisation: String,
    /// Its name in another language.
    pub other_organisation: String,
    /// The department.
    pub department: String,
    /// Position.
    pub position: String,
    /// Telephones, in the card's order.
    pub phones: Vec<Phone>,
    /// E-mail addresses, in the card's order.
    pub emails: Vec<String>,
    /// Street and number, and what else stands on the envelope.
    pub address: String,
    /// Town.
    pub town: String,
    /// Website.
    pub website: String,
    /// WeChat name or number.
    pub wechat: String,
    /// Remarks, in several lines.
    pub note: String,
    /// Lines that mean nothing here, as they stand there, so that nothing is lost.
    pub unread: Vec<String>,
    /// The line of the file it begins on, from 1.
    pub line: u64,
    /// The file breaks off in it.
    pub is_cut_off: bool,
}

/// A telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Which.
    pub kind: PhoneKind,
    /// Its number as written.
    pub number: String,
}

/// Which telephone it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneKind {
    /// 手機
    Mobile,
    /// 公司
    Work,
    /// 住家
    Home,
    /// 傳真
    Fax,
    /// Not said.
    Other,
}

impl PhoneKind {
    /// What a number tells by itself.
    #[must_use]
    pub fn by(number: &str) -> Self {
        if fill::is_mobile(number) { Self::Mobile } else { Self::Other }
    }
}

/// The cards of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cards {
    /// Each.
    pub cards: Vec<Card>,
    /// Lines that stand in no card.
    pub stray: Vec<String>,
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardFault {
    /// No card begins in it.
    #[error("there is no card in it")]
    NoCard,
    /// It has more than [`BYTES`].
    #[error("it has {0} bytes; {BYTES} are read")]
    TooLong(usize),
    /// It has more than [`CARDS`].
    #[error("it has more than {CARDS} cards")]
    TooManyCards,
    /// A card has more than [`PROPERTIES`].
    #[error("the card in line {0} has more than {PROPERTIES} lines")]
    TooManyLines(u64),
}

/// Whether a text is cards and no sheet.
#[must_use]
pub fn is_cards(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    text.get(..lines::BEGIN.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(lines::BEGIN))
}

/// Reads the cards of a file.
///
/// # Errors
/// [`CardFault`], where none of it is read.
pub fn read(bytes: &[u8], decode: Decode<'_>) -> Result<Cards, CardFault> {
    if bytes.len() > BYTES {
        return Err(CardFault::TooLong(bytes.len()));
    }
    let mut read = Cards::default();
    let mut open: Option<(u64, Vec<String>)> = None;
    for Logical { at, text } in lines::logical(bytes, decode) {
        if lines::is(&text, lines::BEGIN) {
            read.close(open.take(), true, decode)?;
            open = Some((at, Vec::new()));
        } else if lines::is(&text, lines::END) {
            read.close(open.take(), false, decode)?;
        } else if text.trim().is_empty() {
        } else if let Some((began, lines)) = &mut open {
            if lines.len() == PROPERTIES {
                return Err(CardFault::TooManyLines(*began));
            }
            lines.push(text);
        } else {
            read.stray.push(text);
        }
    }
    read.close(open, true, decode)?;
    if read.cards.is_empty() { Err(CardFault::NoCard) } else { Ok(read) }
}

impl Cards {
    fn close(
        &mut self,
        open: Option<(u64, Vec<String>)>,
        is_cut_off: bool,
        decode: Decode<'_>,
    ) -> Result<(), CardFault> {
        let Some((line, lines)) = open else { return Ok(()) };
        if self.cards.len() == CARDS {
            return Err(CardFault::TooManyCards);
        }
        self.cards.push(Card { line, is_cut_off, ..Filling::of(&lines, decode) });
        Ok(())
    }
}

impl Card {
    /// The number to call first: a mobile phone's, else the first that is no fax.
    #[must_use]
    pub fn phone(&self) -> Option<&Phone> {
        let of = |kind: PhoneKind| self.phones.iter().find(move |phone| phone.kind == kind);
        of(PhoneKind::Mobile).or_else(|| self.phones.iter().find(|phone| phone.kind != PhoneKind::Fax))
    }

    /// Whether it says nothing of anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self { line: self.line, is_cut_off: self.is_cut_off, ..Self::default() }
    }

    fn add_phone(&mut self, kind: PhoneKind, number: String) {
        if !number.is_empty() && self.phones.iter().all(|phone| phone.number != number) {
            self.phones.push(Phone { kind, number });
        }
    }

    fn add_note(&mut self, text: &str) {
        let text = several_lines(text);
        if !self.note.is_empty() && !text.is_empty() {
            self.note.push('\n');
        }
        self.note.push_str(&text);
    }

    fn add_email(&mut self, email: String) {
        if !email.is_empty() && !self.emails.contains(&email) {
            self.emails.push(email);
        }
    }
}

/// Text in one line, without blanks at its ends.
fn one_line(text: &str) -> String {
    let bare: String = text.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text in several lines, without blanks at the ends of each.
fn several_lines(text: &str) -> String {
    let lines: Vec<String> = text.split(['\n', '\r']).map(one_line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Whether a scheme such as `tel:` stands before, and what follows.
fn after<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let begin = text.get(..scheme.len())?;
    begin.eq_ignore_ascii_case(scheme).then(|| text.get(scheme.len()..)).flatten()
}
