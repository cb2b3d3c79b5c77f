//! A card's lines put into its fields. What has no field, or whose field another line has, stays as a line.

use std::collections::BTreeMap;

use super::lines;
use super::name::{Parts, has_own_order, named};
use super::property::{self, Property};
use super::{Card, Decode, PhoneKind, after, one_line};

/// What is about the file, a program or a picture, and what may be known of a person with purpose and consent only.
const NOT_READ: [&str; 28] = [
    "VERSION",
    "PRODID",
    "REV",
    "UID",
    "CLASS",
    "SORT-STRING",
    "MAILER",
    "PROFILE",
    "SOURCE",
    "CALSCALE",
    "CLIENTPIDMAP",
    "PHOTO",
    "LOGO",
    "SOUND",
    "KEY",
    "BDAY",
    "BIRTHPLACE",
    "DEATHDATE",
    "DEATHPLACE",
    "ANNIVERSARY",
    "GENDER",
    "X-ANNIVERSARY",
    "X-GENDER",
    "X-ABUID",
    "X-ABADR",
    "X-ABSHOWAS",
    "X-MS-CARDPICTURE",
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS",
];
/// No field but the note takes so many bytes; a longer line stays as it is.
const LONGEST: usize = 1_000;
/// What programs call a telephone, beside the kinds of the standard.
const LABELS: [(PhoneKind, &[&str]); 4] = [
    (PhoneKind::Fax, &["fax", "workfax", "homefax", "传真", "傳真"]),
    (PhoneKind::Mobile, &["mobile", "cell", "iphone", "手机", "手機", "行動電話", "移动电话"]),
    (PhoneKind::Work, &["work", "office", "公司", "工作", "单位", "單位", "办公", "辦公", "办公电话"]),
    (PhoneKind::Home, &["home", "住宅", "住家", "家庭", "家裡"]),
];
/// Labels that say nothing more than their line.
const EMPTY_LABELS: [&str; 12] =
    ["homepage", "main", "other", "phone", "tel", "email", "url", "电话", "電話", "其他", "主要", "邮箱"];

/// A card under work.
pub(super) struct Filling<'a> {
    decode: Decode<'a>,
    card: Card,
    /// Labels by group; each is taken once.
    labels: BTreeMap<String, (String, &'a str)>,
    parts: Option<(Parts, &'a str)>,
    full: Option<String>,
    addresses: Vec<Address<'a>>,
    envelopes: Vec<(String, &'a str)>,
    roles: Vec<(String, &'a str)>,
}

/// An address: post office box, extension, street, town, region, postcode, country.
struct Address<'a> {
    parts: [String; 7],
    group: String,
    is_work: bool,
    line: &'a str,
}

impl<'a> Filling<'a> {
    /// The card that these lines make.
    pub fn of(lines: &'a [String], decode: Decode<'a>) -> Card {
        let mut filling = Filling {
            decode,
            card: Card::default(),
            labels: BTreeMap::new(),
            parts: None,
            full: None,
            addresses: Vec::new(),
            envelopes: Vec::new(),
            roles: Vec::new(),
        };
        let read: Vec<_> = lines.iter().map(|line| (line.as_str(), Property::of(line))).collect();
        for (line, property) in &read {
            let property = property.as_ref().filter(|it| it.name == "X-ABLABEL");
            if let Some((property, text)) = property.and_then(|it| Some((it, it.text(decode)?))) {
                let twice = filling.labels.insert(property.group.clone(), (bare_label(&text), line));
                twice.into_iter().for_each(|(_, line)| filling.leave(line));
            }
        }
        for (line, property) in &read {
            let is_taken = property.as_ref().is_some_and(|property| filling.take(property, line));
            if !is_taken {
                filling.leave(line);
            }
        }
        filling.end()
    }

    /// Keeps a line as it stands.
    fn leave(&mut self, line: &str) {
        let line = line.trim();
        // A soft break at its end leads nowhere any more.
        let is_quoted = lines::is_quoted(line);
        self.card.unread.push(if is_quoted { line.trim_end_matches('=') } else { line }.to_owned());
    }

    /// Takes what a line says; whether there is a place for it.
    fn take(&mut self, property: &Property<'a>, line: &'a str) -> bool {
        let name = property.name.as_str();
        if NOT_READ.contains(&name) || name.starts_with("X-IS-") {
            return true;
        }
        let Some(text) = property.text(self.decode) else { return false };
        if name == "X-ABLABEL" {
            // Those that nothing takes are left at the end.
            return true;
        }
        if text.len() > LONGEST && name != "NOTE" {
            return false;
        }
        let value = one_line(&property::plain(&text));
        if text.chars().all(|c| c == ';' || c.is_whitespace()) {
            return name != "N" || self.take_parts(&text, line);
        }
        match name {
            "FN" => {
                fill(self.full.get_or_insert_default(), &value) || fill(&mut self.card.other_name, &value)
            }
            "N" => self.take_parts(&text, line),
            "NICKNAME" => fill(&mut self.card.other_name, &value),
            "ORG" => self.take_organisation(&text),
            "TITLE" => fill(&mut self.card.position, &value),
            "ROLE" => {
                self.roles.push((value, line));
                true
            }
            "TEL" => {
                let kind = self.kind_of(property, &value);
                self.card.add_phone(kind, number_of(&value));
                true
            }
            "EMAIL" => {
                self.card.add_email(without(&value, "mailto:").to_owned());
                self.take_label(&property.group)
            }
            "ADR" => self.take_address(property, &text, line),
            "LABEL" => {
                self.envelopes.push((value, line));
                true
            }
            "URL" => fill(&mut self.card.website, &value) && self.take_label(&property.group),
            "NOTE" => {
                self.card.add_note(&property::plain(&text));
                true
            }
            "X-WECHAT" | "X-WEIXIN" | "X-WECHAT-ID" => fill(&mut self.card.wechat, &value),
            "IMPP" | "X-SOCIALPROFILE" | "X-IM" => self.take_handle(property, &value),
            _ => false,
        }
    }

    fn take_parts(&mut self, text: &str, line: &'a str) -> bool {
        if self.parts.is_some() {
            return false;
        }
        let mut parts = property::parts(text, ';').into_iter().map(|part| one_line(&part.replace(',', " ")));
        let mut next = || parts.next().unwrap_or_default();
        self.parts = Some(([next(), next(), next(), next(), next()], line));
        parts.all(|part| part.is_empty())
    }

    fn take_organisation(&mut self, text: &str) -> bool {
        let parts: Vec<String> = property::parts(text, ';').iter().map(|part| one_line(part)).collect();
        let (first, units) = parts.split_first().map_or(("", &[][..]), |(first, rest)| (first, rest));
        let units = one_line(&units.join(" "));
        if self.card.organisation.is_empty() && self.card.department.is_empty() {
            (self.card.organisation, self.card.department) = (first.to_owned(), units);
            return true;
        }
        let is_said = first == self.card.organisation || first.is_empty();
        let is_said_within = units.is_empty() || units == self.card.department;
        is_said_within && (is_said || fill(&mut self.card.other_organisation, first))
    }

    fn take_address(&mut self, property: &Property<'_>, text: &str, line: &'a str) -> bool {
        let mut parts = property::parts(text, ';').into_iter().map(|part| one_line(&part));
        let mut next = || parts.next().unwrap_or_default();
        let of = [next(), next(), next(), next(), next(), next(), next()];
        if parts.any(|part| !part.is_empty()) {
            return false;
        }
        let group = property.group.clone();
        self.addresses.push(Address { parts: of, group, is_work: property.is(&["WORK"]), line });
        true
    }

    /// Takes the label of a group, of which a line was taken, where it says nothing more. It always succeeds.
    fn take_label(&mut self, group: &str) -> bool {
        let words = LABELS.iter().skip(1).flat_map(|(_, labels)| *labels).chain(&EMPTY_LABELS);
        let is_plain = |(label, _): &(String, &str)| words.clone().any(|word| word == label);
        if self.labels.get(group).is_some_and(is_plain) {
            self.labels.remove(group);
        }
        true
    }

    fn kind_of(&mut self, property: &Property<'_>, number: &str) -> PhoneKind {
        let label = self.labels.get(&property.group).map(|(label, _)| label.as_str());
        let label = label.and_then(|label| LABELS.iter().find(|(_, labels)| labels.contains(&label)));
        match label {
            Some(_) => drop(self.labels.remove(&property.group)),
            None => drop(self.take_label(&property.group)),
        }
        let label = label.map(|(kind, _)| *kind);
        let said = match () {
            () if property.is(&["FAX"]) => Some(PhoneKind::Fax),
            () if property.is(&["CELL", "IPHONE", "MOBILE"]) => Some(PhoneKind::Mobile),
            () if property.is(&["WORK", "COMPANY"]) => Some(PhoneKind::Work),
            () if property.is(&["HOME"]) => Some(PhoneKind::Home),
            () => None,
        };
        let is_silent = property.types().next().is_none();
        let guessed = || if is_silent && is_mobile(number) { PhoneKind::Mobile } else { PhoneKind::Other };
        label.or(said).unwrap_or_else(guessed)
    }

    fn take_handle(&mut self, property: &Property<'_>, value: &str) -> bool {
        let (scheme, handle) = value.split_once(':').unwrap_or(("", value));
        let services = [scheme, property.param("X-SERVICE-TYPE").unwrap_or_default()];
        let mut services = services.into_iter().chain(property.types());
        let is_wechat = services
            .any(|it| matches!(it.to_lowercase().as_str(), "wechat" | "weixin" | "微信" | "micromsg"));
        is_wechat && fill(&mut self.card.wechat, handle.trim_start_matches('/').trim())
    }

    fn end(mut self) -> Card {
        self.end_name();
        self.end_address();
        for (role, line) in std::mem::take(&mut self.roles) {
            if !fill(&mut self.card.position, &role) {
                self.leave(line);
            }
        }
        let labels: Vec<&str> = self.labels.values().map(|(_, line)| *line).collect();
        labels.into_iter().for_each(|line| self.leave(line));
        self.card
    }

    fn end_name(&mut self) {
        let full = self.full.take().unwrap_or_default();
        let parts = self.parts.take();
        let named = named(parts.as_ref().map(|(parts, _)| parts), &full);
        // A company's card: parts that are empty, and its own name as the whole.
        let is_nobody = parts.as_ref().is_some_and(|(parts, _)| parts.iter().all(String::is_empty));
        if !(is_nobody && named.name == self.card.organisation) {
            self.card.name = named.name;
        }
        let is_other_left = !named.other.is_empty() && !fill(&mut self.card.other_name, &named.other);
        if let Some((_, line)) = parts.filter(|_| named.is_more_said || is_other_left) {
            self.leave(line);
        }
    }

    fn end_address(&mut self) {
        let at = self.addresses.iter().position(|it| it.is_work).unwrap_or_default();
        if at < self.addresses.len() {
            let Address { parts, group, .. } = self.addresses.remove(at);
            (self.card.address, self.card.town) = envelope(&parts);
            self.take_label(&group);
        }
        let rest: Vec<&str> = self.addresses.iter().map(|it| it.line).collect();
        rest.into_iter().for_each(|line| self.leave(line));
        for (text, line) in std::mem::take(&mut self.envelopes) {
            let said = [self.card.address.as_str(), self.card.town.as_str()].concat();
            let says_the_same = text.split(|c: char| !c.is_alphanumeric()).all(|word| said.contains(word));
            if self.card.address.is_empty() && self.card.town.is_empty() {
                self.card.address = text;
            } else if !says_the_same {
                self.leave(line);
            }
        }
    }
}

/// Puts a value where there is none; whether it stands there now.
fn fill(field: &mut String, value: &str) -> bool {
    if field.is_empty() {
        value.clone_into(field);
    }
    field == value
}

/// A label as it is compared; Apple puts signs around its own.
fn bare_label(text: &str) -> String {
    let text = text.trim().trim_start_matches("_$!<").trim_end_matches(">!$_");
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A number that may be a link with an extension.
fn number_of(value: &str) -> String {
    let link = without(value, "tel:");
    if link == value {
        return link.to_owned();
    }
    let mut parts = link.split(';');
    let number = parts.next().unwrap_or_default();
    let extension = parts.find_map(|part| after(part, "ext=")).filter(|it| !it.is_empty());
    one_line(&extension.map_or_else(|| number.to_owned(), |it| format!("{number} ext. {it}")))
}

/// What is behind a scheme, however often it stands there.
fn without<'a>(value: &'a str, scheme: &str) -> &'a str {
    let mut rest = value;
    while let Some(behind) = after(rest, scheme) {
        rest = behind.trim();
    }
    rest
}

/// Whether a number looks like one of a mobile phone in China or Taiwan.
pub(super) fn is_mobile(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let own = digits.strip_prefix("86").filter(|own| own.len() == 11).unwrap_or(&digits);
    let taiwan = digits.strip_prefix("886").map_or_else(|| own.to_owned(), |own| format!("0{own}"));
    let is_chinese = own.len() == 11 && own.starts_with('1') && !own.starts_with("10");
    is_chinese || (taiwan.len() == 10 && taiwan.starts_with("09"))
}

/// What stands on an envelope beside the town, and the town.
fn envelope(parts: &[String; 7]) -> (String, String) {
    let [post_box, extension, street, town, region, postcode, country] = parts.each_ref().map(String::as_str);
    // A town that is its own province, such as 上海市.
    let is_own = town.is_empty() && region.ends_with('市');
    let town_is = if is_own { region } else { town };
    let mut all: Vec<&str> = Vec::new();
    let is_whole = !region.is_empty() || !country.is_empty();
    if [street, town, region].into_iter().any(has_own_order) {
        // From the large to the small, without blanks; what the street's line says already is not said twice.
        let larger = [country, region, town].into_iter();
        all.extend(larger.filter(|part| is_whole && !street.contains(part)));
        all.dedup();
        all.extend([post_box, street, extension]);
        let place = all.concat();
        let whole = [place.as_str(), postcode].into_iter().filter(|part| !part.is_empty());
        return (whole.collect::<Vec<_>>().join(" "), town_is.to_owned());
    }
    let region = if is_own { "" } else { region };
    all.extend([post_box, extension, street, region, postcode, country]);
    all.retain(|part| !part.is_empty());
    (all.join(", "), town_is.to_owned())
}
