//! What the text of a QR code says. Whatever it is, its text stays.

use fieldbook_process::prospecting::{WECHAT, WECOM};

use super::name::composed;
use super::property::{parts, plain};
use super::{Card, Decode, PhoneKind, after, one_line, read};

/// A QR code holds some 3,000 bytes; a text of more than this is none of it.
const LONGEST: usize = 20_000;

/// A QR code's text, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The text as it was read.
    pub raw: String,
    /// What it says.
    pub says: Says,
}

/// What a QR code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// Somebody's card.
    Card(Box<Card>),
    /// A code of WeChat, which only WeChat can read: it names nobody.
    WeChat(String),
    /// The same of WeCom (企業微信).
    WeCom(String),
    /// A telephone number.
    Phone(String),
    /// An e-mail address.
    Mail(String),
    /// Another address of the web.
    Url(String),
    /// Any other text.
    Text(String),
}

/// Reads a QR code's text.
#[must_use]
pub fn read_code(text: &str, decode: Decode<'_>) -> Code {
    let bare = text.trim_start_matches('\u{feff}').trim();
    let says = if text.len() > LONGEST { Says::Text(bare.to_owned()) } else { says(bare, decode) };
    Code { raw: text.to_owned(), says }
}

fn says(text: &str, decode: Decode<'_>) -> Says {
    let card = if super::is_cards(text) {
        let cards = read(text.as_bytes(), decode).ok();
        cards.and_then(|cards| {
            let mut all = cards.cards.into_iter();
            all.next().filter(|_| all.next().is_none() && cards.stray.is_empty())
        })
    } else {
        after(text, "MECARD:").map(mecard).or_else(|| after(text, "BIZCARD:").map(bizcard))
    };
    if let Some(card) = card.filter(|card| !card.is_empty()) {
        return Says::Card(Box::new(card));
    }
    let one = text.lines().count() == 1;
    let linked = |schemes: &[&str]| schemes.iter().find_map(|scheme| after(text, scheme)).filter(|_| one);
    let until = |text: &str, ends: &[char]| one_line(text.split(ends).next().unwrap_or_default());
    if let Some(rest) = linked(&["tel:", "smsto:", "sms:"]) {
        return Says::Phone(until(rest, &[':', ';', '?', ',']));
    }
    if let Some(rest) = linked(&["mailto:"]) {
        return Says::Mail(until(rest, &['?', ',']));
    }
    if let Some(rest) = linked(&["MATMSG:"]) {
        let to = parts(rest, ';').into_iter().find_map(|field| after(&field, "TO:").map(one_line));
        return to.map_or_else(|| Says::Text(text.to_owned()), Says::Mail);
    }
    if let Some(rest) = linked(&["MEBKM:"]) {
        let url = parts(rest, ';').into_iter().find_map(|field| after(&field, "URL:").map(one_line));
        return url.map_or_else(|| Says::Text(text.to_owned()), |url| says_of_url(&url));
    }
    let url = linked(&["URLTO:", "URL:"]).unwrap_or(text);
    let is_url = ["http://", "https://", "weixin://", "www."].iter().any(|it| after(url, it).is_some());
    match () {
        () if is_url && !url.contains(char::is_whitespace) => says_of_url(url),
        () if is_number(text) => Says::Phone(text.to_owned()),
        () if is_mail(text) => Says::Mail(text.to_owned()),
        () => Says::Text(text.to_owned()),
    }
}

fn says_of_url(url: &str) -> Says {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let url = url.to_owned();
    match host.as_str() {
        WECOM => Says::WeCom(url),
        host if WECHAT.contains(&host) => Says::WeChat(url),
        _ if after(&url, "weixin://").is_some() => Says::WeChat(url),
        _ => Says::Url(url),
    }
}

/// Nothing but a telephone number.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')');
    (7..=15).contains(&digits) && text.chars().all(is_part)
}

/// Nothing but an e-mail address.
fn is_mail(text: &str) -> bool {
    let host = |host: &str| host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let is_apart = text.contains(|c: char| c.is_whitespace() || matches!(c, '/' | ':' | ';' | ','));
    !is_apart
        && text.split_once('@').is_some_and(|(name, at)| !name.is_empty() && host(at) && !at.contains('@'))
}

/// Names and values of `N:…;TEL:…;`.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    // Escapes are undone later: within a value they tell its parts.
    let mut rest = text;
    while !rest.is_empty() {
        let mut is_escaped = false;
        let end = rest.find(|c| {
            let ends = c == ';' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            ends
        });
        let field = end.and_then(|end| rest.get(..end)).unwrap_or(rest);
        rest = end.and_then(|end| rest.get(end + 1..)).unwrap_or_default();
        match field.split_once(':') {
            Some((name, value)) => fields.push((name.trim().to_ascii_uppercase(), value.to_owned())),
            None if field.trim().is_empty() => {}
            None => fields.push((String::new(), field.to_owned())),
        }
    }
    fields
}

/// Puts a value where there is none, and keeps it as it stands where there is one.
fn put(field: &mut String, unread: &mut Vec<String>, (name, value): (&str, &str)) {
    let text = one_line(&plain(value));
    if field.is_empty() {
        *field = text;
    } else if *field != text {
        unread.push(one_line(&format!("{name}:{value}")));
    }
}

/// NTT DoCoMo's card.
fn mecard(text: &str) -> Card {
    let mut card = Card::default();
    for (name, value) in &fields(text) {
        let Card { name: full, organisation, other_name, position, address, website, unread, .. } = &mut card;
        let field = (name.as_str(), value.as_str());
        let text = one_line(&plain(value));
        match name.as_str() {
            "N" => {
                let mut parts = parts(value, ',').into_iter().map(|part| one_line(&part));
                let mut next = || parts.next().unwrap_or_default();
                let of = [next(), next(), next(), String::new(), String::new()];
                let rest: Vec<String> = parts.collect();
                let name = one_line(&[&[composed(&of)], &rest[..]].concat().join(" "));
                put(full, unread, (field.0, &escaped(&name)));
            }
            "ORG" => put(organisation, unread, field),
            "NICKNAME" => put(other_name, unread, field),
            "TITLE" | "TIL" | "DIV" => put(position, unread, field),
            "ADR" => put(address, unread, field),
            "URL" => put(website, unread, field),
            "TEL" | "TEL-AV" => card.add_phone(PhoneKind::by(&text), text),
            "FAX" => card.add_phone(PhoneKind::Fax, text),
            "EMAIL" => card.add_email(text),
            "NOTE" | "MEMO" => {
                card.add_note(&plain(value));
            }
            // Reading aid, and what needs consent.
            "SOUND" | "BDAY" => {}
            _ => keep(unread, field),
        }
    }
    card
}

/// The card of the BIZCARD codes: first and last name apart.
fn bizcard(text: &str) -> Card {
    let (mut card, mut given, mut family) = (Card::default(), String::new(), String::new());
    for (name, value) in &fields(text) {
        let Card { organisation, position, address, website, unread, .. } = &mut card;
        let field = (name.as_str(), value.as_str());
        let text = one_line(&plain(value));
        match name.as_str() {
            "N" => put(&mut given, unread, field),
            "X" => put(&mut family, unread, field),
            "T" => put(position, unread, field),
            "C" => put(organisation, unread, field),
            "A" => put(address, unread, field),
            "U" => put(website, unread, field),
            "B" => card.add_phone(PhoneKind::Work, text),
            "M" => card.add_phone(PhoneKind::Mobile, text),
            "F" => card.add_phone(PhoneKind::Fax, text),
            "E" => card.add_email(text),
            _ => keep(unread, field),
        }
    }
    card.name = composed(&[family, given, String::new(), String::new(), String::new()]);
    card
}

fn keep(unread: &mut Vec<String>, (name, value): (&str, &str)) {
    let line = if name.is_empty() { value.to_owned() } else { format!("{name}:{value}") };
    if !value.trim().is_empty() {
        unread.push(one_line(&line));
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
}
