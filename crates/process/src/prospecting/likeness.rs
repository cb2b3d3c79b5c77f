//! ## 2.2 Duplicates 重複
//!
//! Whether two customers are perhaps one, by what a card tells, too: names, and signs that only one company has (a phone
//! number, a WeChat code, an e-mail address). A guess for people, who decide; so it may err to either side, but not often.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::Sign;
use crate::folding::folded;

/// Why two customers look like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// A phone number is the same.
    Phone,
    /// A WeChat code or number is the same.
    WeChat,
    /// A person's e-mail address is the same.
    Email,
    /// The names are the same, apart from the form of company.
    Name,
    /// A phone number is perhaps the same: of one of them only a hint is known.
    PhoneHint,
    /// One name holds the other.
    PartOfName,
}

impl Likeness {
    /// Whether it leaves little doubt: something that only one of them can have is the same.
    #[must_use]
    pub const fn is_sure(self) -> bool {
        matches!(self, Self::Phone | Self::WeChat | Self::Email)
    }
}

/// What says nothing about which company it is: forms of company, [`folded`].
const FORMS: [&str; 14] = [
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "公司",
    "集团",
    "企业",
    "corporation",
    "incorporated",
    "limited",
    "company",
    "corp",
    "inc",
    "ltd",
    "co",
];

/// The part of a name that tells companies apart, [`folded`]: without forms of company, blanks and signs.
#[must_use]
pub fn name_key(name: &str) -> String {
    let bare = |word: &str| {
        let mut word = word;
        while let Some(rest) = FORMS.iter().find_map(|form| {
            let rest = word.strip_suffix(form)?;
            (rest.is_empty() || !form.is_ascii()).then_some(rest)
        }) {
            word = rest;
        }
        word.to_owned()
    };
    folded(name).split(|c: char| !c.is_alphanumeric()).map(bare).collect()
}

/// What is compared of a customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traits {
    /// [`name_key`] of its names.
    pub names: BTreeSet<String>,
    /// What only one company has, where it is known.
    pub signs: BTreeSet<Sign>,
    /// Hints of its phone numbers: some bits of a hash, which other numbers have, too.
    pub hints: BTreeSet<u32>,
}

/// Shorter keys are no sign where one name holds the other.
const SHORTEST_PART: usize = 4;

impl Traits {
    /// Why both look like one; the strongest reason.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Option<Likeness> {
        let holds = |a: &String, b: &String| {
            let short = if a.is_ascii() { SHORTEST_PART } else { SHORTEST_PART - 1 };
            a.chars().count() >= short && b.contains(a.as_str())
        };
        if let Some(sign) = self.signs.intersection(&other.signs).next() {
            return Some(sign.likeness());
        }
        if self.names.iter().any(|name| !name.is_empty() && other.names.contains(name)) {
            return Some(Likeness::Name);
        }
        // Where both numbers are known they have been compared.
        let known = self.has_phone() && other.has_phone();
        if !known && !self.hints.is_disjoint(&other.hints) {
            return Some(Likeness::PhoneHint);
        }
        let part = |a: &String| other.names.iter().any(|b| holds(a, b) || holds(b, a));
        self.names.iter().any(part).then_some(Likeness::PartOfName)
    }

    /// Whether there is nothing to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.signs.is_empty() && self.hints.is_empty()
    }

    fn has_phone(&self) -> bool {
        // Telephones come first.
        matches!(self.signs.first(), Some(Sign::Phone(_)))
    }
}
