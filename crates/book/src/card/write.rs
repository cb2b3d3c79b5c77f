//! A card as vCard 3.0, which every program reads.

use super::lines::{BEGIN, END, is};
use super::{Card, Phone, PhoneKind};

/// A line holds so many bytes at most.
const WIDEST: usize = 75;

impl Card {
    /// The card as a file's lines.
    #[must_use]
    pub fn write(&self) -> String {
        let text =
            |name: &str, value: &str| (!value.is_empty()).then(|| format!("{name}:{}", escaped(value)));
        let full = if self.name.is_empty() { &self.organisation } else { &self.name };
        let unit = if self.department.is_empty() { "" } else { ";" };
        let is_somewhere = !self.organisation.is_empty() || !self.department.is_empty();
        let is_placed = !self.address.is_empty() || !self.town.is_empty();
        let (organisation, department) = (escaped(&self.organisation), escaped(&self.department));
        let (address, town) = (escaped(&self.address), escaped(&self.town));
        let unread = self.unread.iter().filter(|line| !is(line, BEGIN) && !is(line, END));
        // A line without a colon would pass for more of a picture before it.
        let (named, bare): (Vec<&String>, Vec<&String>) = unread.partition(|it| it.contains(':'));
        let head = [BEGIN.to_owned(), "VERSION:3.0".to_owned()];
        let lines = head
            .into_iter()
            .chain([format!("N:{};;;;", escaped(&self.name)), format!("FN:{}", escaped(full))])
            .chain(text("NICKNAME", &self.other_name))
            .chain(is_somewhere.then(|| format!("ORG:{organisation}{unit}{department}")))
            .chain(text("ORG", &self.other_organisation))
            .chain(text("TITLE", &self.position))
            .chain(self.phones.iter().map(Phone::written))
            .chain(self.emails.iter().filter_map(|email| text("EMAIL", email)))
            .chain(is_placed.then(|| format!("ADR;TYPE=WORK:;;{address};{town};;;")))
            .chain(text("URL", &self.website))
            .chain(text("X-WECHAT", &self.wechat))
            .chain(text("NOTE", &self.note))
            .chain(bare.into_iter().chain(named).cloned())
            .chain([END.to_owned()]);
        lines.map(|line| folded(&line)).collect()
    }
}

impl Phone {
    fn written(&self) -> String {
        let kind = match self.kind {
            PhoneKind::Mobile => "CELL",
            PhoneKind::Work => "WORK",
            PhoneKind::Home => "HOME",
            PhoneKind::Fax => "FAX",
            PhoneKind::Other => "VOICE",
        };
        format!("TEL;TYPE={kind}:{}", escaped(&self.number))
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\\' | ',' | ';' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A line with its end, broken before the letter that is too much; never behind a sign `=`, which would be a soft break.
fn folded(line: &str) -> String {
    let (mut folded, mut width) = (String::with_capacity(line.len() + 2), 0);
    for c in line.chars() {
        let needs = if c == '=' { 1 + '😀'.len_utf8() } else { c.len_utf8() };
        if width + needs > WIDEST {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(c);
        width += c.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}
