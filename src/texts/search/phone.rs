//! Phone numbers as people type a part of them: with or without +86, spaces and dashes.

/// From so many digits on 86 or 0 at the front can only be a prefix, as in 86 138 0000 4821.
const SURE_DIGITS: usize = 7;

/// A word that may be a part of a phone number.
pub fn is_number(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || b"+-().".contains(&byte))
}

/// A number, or a part of one, as typed in one or more words.
#[derive(Debug)]
pub struct Number(Vec<String>);

impl Number {
    /// It begins with that word.
    pub fn of(word: &str) -> Self {
        Self(vec![word.to_owned()])
    }

    /// Another word of it.
    pub fn go_on(&mut self, word: &str) {
        self.0.push(word.to_owned());
    }

    /// The words as typed.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether the digits stand anywhere in one of the numbers, which are digits alone.
    pub fn is_in(&self, phones: &str) -> bool {
        let typed = self.0.concat();
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let bare = digits.strip_prefix("00").unwrap_or(&digits).strip_prefix("86");
        let is_said = typed.starts_with("+86") || typed.starts_with("0086");
        let sure = |rest: &&str| !rest.is_empty() && (is_said || rest.len() >= SURE_DIGITS);
        let at_home = digits.strip_prefix('0').filter(|rest| rest.len() >= SURE_DIGITS);
        phones.contains(&digits)
            || bare.filter(sure).is_some_and(|rest| phones.contains(rest))
            || at_home.is_some_and(|rest| phones.contains(rest))
    }
}
