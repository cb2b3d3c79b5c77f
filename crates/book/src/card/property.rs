//! One line of a card: group, name, parameters and value, as each version writes them.

use super::{Decode, text_of};

/// A line, taken apart.
pub(super) struct Property<'a> {
    /// Lines of one group belong together.
    pub group: String,
    /// Its name, in capitals.
    pub name: String,
    /// Name and value of each parameter, in capitals but for what is quoted.
    params: Vec<(String, String)>,
    value: &'a str,
}

impl<'a> Property<'a> {
    /// Takes a line apart; `None` where it is no such line.
    pub fn of(line: &'a str) -> Option<Self> {
        let colon = outside_quotes(line, ':').next().or_else(|| line.find(':'))?;
        let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
        let mut parts = split(head, ';');
        let full = parts.next()?.trim();
        let (group, name) = full.split_once('.').unwrap_or(("", full));
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return None;
        }
        let params = parts.flat_map(params).collect();
        Some(Self { group: group.to_ascii_uppercase(), name: name.to_ascii_uppercase(), params, value })
    }

    /// The kinds it says of itself: home, work, fax, …
    pub fn types(&self) -> impl Iterator<Item = &str> {
        self.all("TYPE")
    }

    /// Whether it says one of these.
    pub fn is(&self, of: &[&str]) -> bool {
        self.types().any(|kind| of.contains(&kind))
    }

    /// The first value of a parameter.
    pub fn param(&self, name: &'a str) -> Option<&str> {
        self.all(name).next()
    }

    fn all(&self, name: &'a str) -> impl Iterator<Item = &str> {
        self.params.iter().filter(move |(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Whether its value is quoted-printable.
    pub fn is_quoted(&self) -> bool {
        self.param("ENCODING") == Some("QUOTED-PRINTABLE")
    }

    /// Its value with its letters read, escapes still in it; `None` where that cannot be done.
    pub fn text(&self, decode: Decode<'_>) -> Option<String> {
        match self.param("ENCODING") {
            _ if self.is_quoted() => {
                let bytes = unquoted(self.value.trim_end_matches('='));
                let said = self.param("CHARSET").map(str::to_ascii_lowercase);
                let said = said.filter(|said| said != "utf-8").and_then(|said| decode(&said, &bytes));
                said.or_else(|| text_of(&bytes, decode))
            }
            Some("B" | "BASE64") => None,
            _ => Some(self.value.to_owned()),
        }
    }
}

/// `TYPE=home,work`, `TYPE="home,work"` or, in version 2.1, the bare `HOME`.
fn params(param: &str) -> Vec<(String, String)> {
    let param = param.trim();
    let (name, values) = match param.split_once('=') {
        Some((name, values)) => (name.trim().to_ascii_uppercase(), values),
        None if ["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"]
            .iter()
            .any(|it| param.eq_ignore_ascii_case(it)) =>
        {
            ("ENCODING".to_owned(), param)
        }
        None => ("TYPE".to_owned(), param),
    };
    if name == "LABEL" {
        return vec![(name, values.trim_matches('"').to_owned())];
    }
    let values = values.split(',').map(|value| value.trim_matches(['"', ' ']).to_ascii_uppercase());
    values.filter(|value| !value.is_empty()).map(|value| (name.clone(), value)).collect()
}

/// Places of a sign that is not within quotation marks.
fn outside_quotes(text: &str, sign: char) -> impl Iterator<Item = usize> {
    let mut is_quoted = false;
    text.char_indices().filter_map(move |(at, c)| {
        is_quoted ^= c == '"';
        (c == sign && !is_quoted).then_some(at)
    })
}

fn split(text: &str, sign: char) -> impl Iterator<Item = &str> {
    let ends = outside_quotes(text, sign).chain([text.len()]);
    let mut begin = 0;
    ends.filter_map(move |end| {
        let part = text.get(begin..end);
        begin = end + sign.len_utf8();
        part
    })
}

/// Quoted-printable as bytes; a sign `=` without its two digits stays.
fn unquoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'=');
        let digits = digits.filter(|it| it.iter().all(u8::is_ascii_hexdigit));
        let byte = digits.and_then(|it| u8::from_str_radix(str::from_utf8(it).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    bytes
}

/// The parts between signs that no backslash stands before, each with its escapes undone.
pub(super) fn parts(text: &str, sign: char) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut signs = text.chars();
    while let Some(c) = signs.next() {
        if c == sign {
            all.push(String::new());
            continue;
        }
        let Some(part) = all.last_mut() else { break };
        match (c, c == '\\') {
            (_, false) => part.push(c),
            (_, true) => match signs.next() {
                Some('n' | 'N') => part.push('\n'),
                Some(escaped @ (',' | ';' | ':' | '\\' | '"')) => part.push(escaped),
                Some(other) => part.extend(['\\', other]),
                None => part.push('\\'),
            },
        }
    }
    all
}

/// A value with its escapes undone.
pub(super) fn plain(text: &str) -> String {
    parts(text, '\0').concat()
}
