//! ## 2.4 Conditions of a questionnaire 顯示條件
//!
//! When an item is shown: `use = yes`, `size >= 50 and not selected(plans, 'none')`, `answered(noise)`. On the left of
//! a comparison stands the name of an earlier item, on the right what it is compared with: a word, a number, or
//! anything in quotes. `and` binds closer than `or`. An item that is not answered, or not shown itself, has nothing:
//! it differs from everything.

#[cfg(test)]
mod tests;

use std::fmt;

use super::decimal::Decimal;
use crate::Day;

/// The longest condition that is read, in bytes.
const LONGEST: usize = 1_600;
/// The deepest nesting: a phone's stack is small.
const DEEPEST: usize = 40;

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// `=`
    Is,
    /// `!=`
    IsNot,
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// The signs, the longer before those they begin with.
const SIGNS: [(&str, Compared); 6] = [
    ("!=", Compared::IsNot),
    ("<=", Compared::AtMost),
    (">=", Compared::AtLeast),
    ("=", Compared::Is),
    ("<", Compared::Below),
    (">", Compared::Above),
];

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The answer of an item, compared with something.
    Compare(String, Compared, String),
    /// One of the options that an item's answer names.
    Selected(String, String),
    /// Whether an item has an answer.
    Answered(String),
    /// The opposite.
    Not(Box<Condition>),
    /// All of them.
    All(Vec<Condition>),
    /// One of them at least.
    Any(Vec<Condition>),
}

/// A condition that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    /// The byte at which it breaks off.
    pub at: usize,
}

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LONGEST {
            return Err(Unreadable { at: LONGEST });
        }
        let mut reader = Reader { text, at: 0, deep: 0 };
        let condition = reader.any()?;
        reader.blanks();
        if reader.rest().is_empty() { Ok(condition) } else { Err(Unreadable { at: reader.at }) }
    }

    /// Whether it holds; `answer` is what an item is answered with, `None` where it is not.
    pub fn holds<'a>(&self, answer: &dyn Fn(&str) -> Option<&'a str>) -> bool {
        match self {
            Self::Compare(name, how, with) => compare(answer(name).unwrap_or_default(), *how, with),
            Self::Selected(name, code) => answer(name).is_some_and(|it| it.split(' ').any(|it| it == code)),
            Self::Answered(name) => answer(name).is_some_and(|it| !it.is_empty()),
            Self::Not(inner) => !inner.holds(answer),
            Self::All(parts) => parts.iter().all(|part| part.holds(answer)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(answer)),
        }
    }

    /// The items it speaks of.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Compare(name, ..) | Self::Selected(name, _) | Self::Answered(name) => vec![name],
            Self::Not(inner) => inner.names(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::names).collect(),
        }
    }
}

/// Numbers and days by their size, all else letter by letter. Nothing is neither below nor above.
fn compare(answer: &str, how: Compared, with: &str) -> bool {
    let numbers = || Some(Decimal::parse(answer)?.cmp(&Decimal::parse(with)?));
    let days = || Some(Day::parse(answer)?.cmp(&Day::parse(with)?));
    let ordered = numbers().or_else(days);
    let same = ordered.map_or(answer == with, |order| order.is_eq());
    match how {
        Compared::Is => same,
        Compared::IsNot => !same,
        Compared::Below => ordered.is_some_and(|order| order.is_lt()),
        Compared::AtMost => ordered.is_some_and(|order| order.is_le()),
        Compared::Above => ordered.is_some_and(|order| order.is_gt()),
        Compared::AtLeast => ordered.is_some_and(|order| order.is_ge()),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    deep: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn wrong<T>(&self) -> Result<T, Unreadable> {
        Err(Unreadable { at: self.at })
    }

    /// Takes a sign, if it is the next.
    fn takes(&mut self, sign: &str) -> bool {
        self.blanks();
        let is = self.rest().starts_with(sign);
        if is {
            self.at += sign.len();
        }
        is
    }

    /// Takes a word of the language, if it is the next and does not go on.
    fn takes_word(&mut self, word: &str) -> bool {
        self.blanks();
        let goes_on = |rest: &str| rest.chars().next().is_some_and(is_of_a_word);
        let is = self.rest().strip_prefix(word).is_some_and(|rest| !goes_on(rest));
        if is {
            self.at += word.len();
        }
        is
    }

    fn word(&mut self) -> Result<&'a str, Unreadable> {
        self.blanks();
        let rest = self.rest();
        let end = rest.find(|it| !is_of_a_word(it)).unwrap_or(rest.len());
        match rest.get(..end).filter(|word| !word.is_empty()) {
            Some(word) => {
                self.at += end;
                Ok(word)
            }
            None => self.wrong(),
        }
    }

    /// A word or number as it stands, or anything in quotes.
    fn literal(&mut self) -> Result<String, Unreadable> {
        for quote in ["'", "\""] {
            if self.takes(quote) {
                let Some((inside, _)) = self.rest().split_once(quote) else { return self.wrong() };
                self.at += inside.len() + quote.len();
                return Ok(inside.to_owned());
            }
        }
        self.word().map(str::to_owned)
    }

    fn any(&mut self) -> Result<Condition, Unreadable> {
        let mut parts = vec![self.all()?];
        while self.takes_word("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, Unreadable> {
        let mut parts = vec![self.one()?];
        while self.takes_word("and") {
            parts.push(self.one()?);
        }
        Ok(one_or(parts, Condition::All))
    }

    fn one(&mut self) -> Result<Condition, Unreadable> {
        self.deep += 1;
        let one = if self.deep > DEEPEST { self.wrong() } else { self.part() };
        self.deep -= 1;
        one
    }

    fn part(&mut self) -> Result<Condition, Unreadable> {
        if self.takes("(") {
            let inside = self.any()?;
            return if self.takes(")") { Ok(inside) } else { self.wrong() };
        }
        if self.takes_word("not") {
            return Ok(Condition::Not(Box::new(self.one()?)));
        }
        let name = self.word()?.to_owned();
        if self.takes("(") {
            return self.call(&name);
        }
        let Some((_, how)) = SIGNS.into_iter().find(|(sign, _)| self.takes(sign)) else {
            return self.wrong();
        };
        Ok(Condition::Compare(name, how, self.literal()?))
    }

    fn call(&mut self, function: &str) -> Result<Condition, Unreadable> {
        let name = self.word()?.to_owned();
        let condition = match function {
            "selected" if self.takes(",") => Condition::Selected(name, self.literal()?),
            "answered" => Condition::Answered(name),
            _ => return self.wrong(),
        };
        if self.takes(")") { Ok(condition) } else { self.wrong() }
    }
}

/// Letters of any script, digits, and what names and numbers contain besides.
fn is_of_a_word(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '_' | '-' | '.')
}

fn one_or(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.pop() {
        Some(one) if parts.is_empty() => one,
        last => many(parts.into_iter().chain(last).collect()),
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare(name, how, with) => {
                let sign = SIGNS.iter().find(|(_, it)| it == how).map_or("=", |(sign, _)| *sign);
                write!(f, "{name} {sign} {}", quoted(with))
            }
            Self::Selected(name, code) => write!(f, "selected({name}, {})", quoted(code)),
            Self::Answered(name) => write!(f, "answered({name})"),
            Self::Not(inner) => write!(f, "not ({inner})"),
            Self::All(parts) => joined(f, parts, " and "),
            Self::Any(parts) => joined(f, parts, " or "),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Condition], with: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(with)?;
        }
        match part {
            Condition::All(_) | Condition::Any(_) => write!(f, "({part})")?,
            _ => write!(f, "{part}")?,
        }
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    let bare = !text.is_empty() && text.chars().all(is_of_a_word);
    let quote = if text.contains('\'') { '"' } else { '\'' };
    if bare { text.to_owned() } else { format!("{quote}{text}{quote}") }
}
