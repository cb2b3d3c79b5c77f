//! ## 2.2 Signs of a duplicate 重複的記號
//!
//! What only one company, or one person there, has: a telephone, a WeChat code or number, an e-mail address, each written
//! so that the same is equal however it was typed. What several may have is none.

#[cfg(test)]
mod tests;

use super::{Capture, Contact, Customer, Likeness};

/// Hosts of the codes by which WeChat shows a person or an account.
pub const WECHAT: [&str; 4] = ["u.wechat.com", "weixin.qq.com", "wechat.com", "www.wechat.com"];
/// The host of those of WeCom (企業微信).
pub const WECOM: &str = "work.weixin.qq.com";

/// What only one company has. Telephones come first, and weigh most.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// The digits of a telephone.
    Phone(String),
    /// What a WeChat code leads to, or a WeChat number (微信號).
    WeChat(String),
    /// A person's e-mail address.
    Email(String),
}

/// Before the @ of an address that many people of a company read, or nobody: it tells no person from another, and a
/// trading house has the same for all its companies.
const ROLES: [&str; 25] = [
    "admin",
    "billing",
    "contact",
    "contactus",
    "customerservice",
    "enquiries",
    "enquiry",
    "export",
    "hello",
    "hr",
    "info",
    "inquiry",
    "kefu",
    "mail",
    "marketing",
    "noreply",
    "office",
    "order",
    "orders",
    "postmaster",
    "purchase",
    "sales",
    "service",
    "support",
    "webmaster",
];
/// A WeChat number has so many letters, digits and strokes.
const NUMBER: std::ops::RangeInclusive<usize> = 6..=20;
/// Nothing but letters is a number only from so many on: shorter ones are what people are called.
const LETTERS_ALONE: usize = 12;

impl Sign {
    /// That of what stands in a field of somebody at a customer.
    #[must_use]
    pub fn of_field(field: &str, text: &str) -> Option<Self> {
        match field {
            "phone" | "other_phone" => Self::of_phone(text),
            "email" => Self::of_email(text),
            "wechat" => Self::of_wechat(text),
            _ => None,
        }
    }

    /// That of a telephone, whatever stands between its digits and whether or not the country does; none below seven
    /// digits.
    #[must_use]
    pub fn of_phone(text: &str) -> Option<Self> {
        let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
        let tail = digits.iter().skip(digits.len().saturating_sub(11));
        (digits.len() >= 7).then(|| Self::Phone(tail.collect()))
    }

    /// That of an e-mail address; none of one that a role has, such as `sales@`.
    #[must_use]
    pub fn of_email(text: &str) -> Option<Self> {
        let address = text.trim().to_lowercase();
        let (name, host) = address.split_once('@')?;
        let bare: String = name.chars().filter(char::is_ascii_alphabetic).collect();
        let is_one = !name.is_empty() && host.contains('.') && !host.contains('@');
        let is_one = is_one && !address.contains(char::is_whitespace);
        (is_one && !ROLES.contains(&bare.as_str())).then_some(Self::Email(address))
    }

    /// That of what stands where WeChat is asked for: a code's text, a number, or the telephone that serves as one. What
    /// somebody is called there is none.
    #[must_use]
    pub fn of_wechat(text: &str) -> Option<Self> {
        let number = text.trim();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let is_number = NUMBER.contains(&number.len())
            && number.starts_with(|c: char| c.is_ascii_alphabetic())
            && number.chars().all(is_part)
            && (number.len() >= LETTERS_ALONE || !number.chars().all(|c| c.is_ascii_alphabetic()));
        if is_number {
            return Some(Self::WeChat(number.to_ascii_lowercase()));
        }
        let is_phone = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' '));
        if is_phone { Self::of_phone(number) } else { Self::of_code(number) }
    }

    /// That of a code of WeChat or WeCom, which names nobody but is one person's or account's; none of a group's, which
    /// many show.
    #[must_use]
    pub fn of_code(text: &str) -> Option<Self> {
        let code = text.trim();
        let (scheme, rest) = code.split_once("://")?;
        let (host, path) = rest.split_once('/')?;
        let host = host.to_ascii_lowercase();
        let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
        let is_web = ["http", "https"].iter().any(|it| scheme.eq_ignore_ascii_case(it));
        let is_known = is_web && (host == WECOM || WECHAT.contains(&host.as_str()));
        let is_one = !path.is_empty() && !path.starts_with("g/") && !path.contains(char::is_whitespace);
        // Upper and lower case of the path differ.
        (is_known && is_one).then(|| Self::WeChat(format!("{host}/{path}")))
    }

    pub(super) const fn likeness(&self) -> Likeness {
        match self {
            Self::Phone(_) => Likeness::Phone,
            Self::WeChat(_) => Likeness::WeChat,
            Self::Email(_) => Likeness::Email,
        }
    }
}

impl Contact {
    /// What nobody else has.
    pub fn signs(&self) -> impl Iterator<Item = Sign> {
        let Self { phone, other_phone, email, wechat, .. } = self;
        let fields = [("phone", phone), ("other_phone", other_phone), ("email", email), ("wechat", wechat)];
        fields.into_iter().filter_map(|(field, text)| Sign::of_field(field, text))
    }
}

impl Capture {
    /// What nobody else has.
    #[must_use]
    pub fn sign(&self) -> Option<Sign> {
        Sign::of_code(&self.code)
    }
}

impl Customer {
    /// What no other customer has: of people who are still there, and of codes that were scanned.
    pub fn signs(&self) -> impl Iterator<Item = Sign> {
        let captures = self.captures.iter().filter_map(Capture::sign);
        self.present_contacts().flat_map(Contact::signs).chain(captures)
    }
}
