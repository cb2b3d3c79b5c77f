//! What somebody typed into the form, and what is wrong with it. It is shown again as it was typed until it fits.

use fieldbook_process::RecordKind;
use fieldbook_process::schema::Kind;

use super::words::Words;

/// What was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The company.
    pub company: String,
    /// Who writes.
    pub name: String,
    /// Their phone number.
    pub phone: String,
    /// Their e-mail address.
    pub email: String,
    /// What they need.
    pub needs: String,
    /// They agree to the notice.
    pub agree: bool,
    /// What nobody sees and nobody fills in.
    pub trap: String,
    /// When the form was handed out.
    pub stamp: String,
    /// The territory that the form is for.
    pub territory: String,
}

/// What is wrong, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It has to be filled in.
    Missing(&'static str),
    /// It cannot be a phone number or an e-mail address.
    Odd(&'static str),
    /// Longer than so many characters.
    TooLong(&'static str, usize),
}

impl Wrong {
    /// The field.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Missing(field) | Self::Odd(field) | Self::TooLong(field, _) => field,
        }
    }

    /// In words.
    #[must_use]
    pub fn told(self, words: &Words) -> String {
        match self {
            Self::Missing("company") => words.company_missing.clone(),
            Self::Missing("name") => words.name_missing.clone(),
            Self::Missing("agree") => words.agree_missing.clone(),
            Self::Missing(_) => words.reach_missing.clone(),
            Self::Odd("email") => words.email_odd.clone(),
            Self::Odd(_) => words.phone_odd.clone(),
            Self::TooLong(_, limit) => words.too_long.replace("{n}", &limit.to_string()),
        }
    }
}

/// Field of the form, list and field of the record whose limit it has.
const TEXTS: [(&str, Option<&str>, &str); 5] = [
    ("company", None, "name"),
    ("name", Some("contact"), "name"),
    ("phone", Some("contact"), "phone"),
    ("email", Some("contact"), "email"),
    ("needs", None, "needs"),
];

/// How many characters a field of the form takes.
#[must_use]
pub fn limit(field: &str) -> usize {
    let of = TEXTS.iter().find(|(name, ..)| *name == field);
    let known = of.and_then(|(_, list, name)| RecordKind::Customer.schema().named(*list, name));
    match known.map(|field| field.kind) {
        Some(Kind::Line(limit) | Kind::Lines(limit)) => limit,
        _ => 0,
    }
}

impl Typed {
    /// Reads the body of a form; of a field that stands twice the first counts.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let mut typed = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            let field = match &*name {
                "company" => &mut typed.company,
                "name" => &mut typed.name,
                "phone" => &mut typed.phone,
                "email" => &mut typed.email,
                "needs" => &mut typed.needs,
                "website" => &mut typed.trap,
                "stamp" => &mut typed.stamp,
                "territory" => &mut typed.territory,
                "agree" => {
                    typed.agree = value == "yes";
                    continue;
                }
                _ => continue,
            };
            if field.is_empty() {
                *field = if name == "needs" { lines(&value) } else { line(&value) };
            }
        }
        typed
    }

    /// A field of text by its name.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        match field {
            "company" => &self.company,
            "name" => &self.name,
            "phone" => &self.phone,
            "email" => &self.email,
            _ => &self.needs,
        }
    }

    /// Everything that is wrong, in the order of the fields.
    #[must_use]
    pub fn wrong(&self) -> Vec<Wrong> {
        let mut all = Vec::new();
        for (field, ..) in TEXTS {
            let (text, limit) = (self.text(field), limit(field));
            match field {
                "company" | "name" if text.is_empty() => all.push(Wrong::Missing(field)),
                "phone" if text.is_empty() && self.email.is_empty() => all.push(Wrong::Missing(field)),
                _ if text.chars().count() > limit => all.push(Wrong::TooLong(field, limit)),
                "phone" if !text.is_empty() && !is_phone(text) => all.push(Wrong::Odd(field)),
                "email" if !text.is_empty() && !is_email(text) => all.push(Wrong::Odd(field)),
                _ => {}
            }
        }
        if !self.agree {
            all.push(Wrong::Missing("agree"));
        }
        all
    }
}

/// One line without control characters or blanks around it.
fn line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.trim().to_owned()
}

fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain: String = text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    plain.trim().to_owned()
}

/// Digits enough to be called, whatever stands between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (6..=20).contains(&digits) && !text.chars().any(|c| matches!(c, '<' | '>' | '@' | '/'))
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    !name.is_empty()
        && dotted
        && !text.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';'))
}
