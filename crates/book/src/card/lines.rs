//! A file of cards as its lines: folds undone, soft breaks joined, letters read. Folds are undone among the bytes, since
//! programs fold in the middle of a letter.

use super::Decode;

/// How a card begins.
pub(super) const BEGIN: &str = "BEGIN:VCARD";
/// How it ends.
pub(super) const END: &str = "END:VCARD";
/// Where bytes are neither UTF-8 nor say what they are.
const USUAL: &str = "gb18030";
/// A line of so many bytes was broken by counting, not at a blank that it had.
const COUNTED: usize = 72;
/// What holds pictures and sound, which are large and not read.
const PICTURES: [&str; 5] = ["PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"];

/// A line as it is meant.
pub(super) struct Logical {
    /// The line of the file it begins on, from 1.
    pub at: u64,
    /// Its text.
    pub text: String,
}

/// Whether a line is one of the two borders.
pub(super) fn is(line: &str, border: &str) -> bool {
    line.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(border)
}

/// Whether more of a line follows where it ends with a sign `=`.
pub(super) fn is_quoted(line: &str) -> bool {
    Growing::new(0, line.as_bytes()).writing() == Writing::Quoted
}

/// Bytes as text: UTF-8, or what is usual where they are not.
#[must_use]
pub fn text_of(bytes: &[u8], decode: Decode<'_>) -> Option<String> {
    match str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => decode(USUAL, bytes),
    }
}

/// A text of cards with its pictures' lines made empty, so that every other line keeps its number.
#[must_use]
pub fn without_pictures(text: &str) -> String {
    let mut kept = String::with_capacity(text.len().min(1 << 20));
    let mut lines =
        physical(text.as_bytes()).into_iter().map(|line| str::from_utf8(line).unwrap_or_default());
    let mut next = lines.next();
    while let Some(line) = next {
        let name = line.split([';', ':']).next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or_default();
        next = lines.next();
        if !PICTURES.iter().any(|it| name.eq_ignore_ascii_case(it)) {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        kept.push('\n');
        while next.is_some_and(|line| line.starts_with([' ', '\t']) || is_base64(line.as_bytes())) {
            kept.push('\n');
            next = lines.next();
        }
    }
    kept
}

/// Every line, with the number it begins on.
pub(super) fn logical(bytes: &[u8], decode: Decode<'_>) -> Vec<Logical> {
    let wide = match bytes {
        [0xff, 0xfe, rest @ ..] => decode("utf-16le", rest),
        [0xfe, 0xff, rest @ ..] => decode("utf-16be", rest),
        _ => None,
    };
    let bytes = wide.as_ref().map_or(bytes, String::as_bytes);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let joined = joined(bytes);
    let places: Vec<u64> = joined.iter().map(|line| line.at).collect();
    let lines: Vec<Vec<u8>> = joined.into_iter().map(|line| line.bytes).collect();
    places.into_iter().zip(texts(lines, decode)).map(|(at, text)| Logical { at, text }).collect()
}

/// Lines end with CR LF, LF or CR; some programs write CR twice.
fn physical(bytes: &[u8]) -> Vec<&[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n').map(|mut line| {
        while let Some(shorter) = line.strip_suffix(b"\r") {
            line = shorter;
        }
        line
    });
    lines.flat_map(|line| line.split(|byte| *byte == b'\r')).collect()
}

/// What a line's value is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// The line's head is not complete yet.
    Unknown,
    Plain,
    Quoted,
    Base64,
}

/// A line to which further ones may belong.
struct Growing {
    at: u64,
    bytes: Vec<u8>,
    writing: Writing,
    /// So far no colon was found.
    looked: usize,
    /// How long the last line of it was.
    last: usize,
}

impl Growing {
    fn new(at: u64, line: &[u8]) -> Self {
        Self { at, bytes: line.to_vec(), writing: Writing::Unknown, looked: 0, last: line.len() }
    }

    fn writing(&mut self) -> Writing {
        if self.writing == Writing::Unknown {
            let rest = self.bytes.get(self.looked..).unwrap_or_default();
            if let Some(colon) = rest.iter().position(|byte| *byte == b':') {
                let head = self.bytes.get(..self.looked + colon).unwrap_or_default();
                let head = String::from_utf8_lossy(head).to_ascii_uppercase();
                let says = |word: &str| head.split([';', '=']).skip(1).any(|it| it.trim() == word);
                self.writing = match () {
                    () if says("QUOTED-PRINTABLE") => Writing::Quoted,
                    () if says("BASE64") || says("B") => Writing::Base64,
                    () => Writing::Plain,
                };
            }
            self.looked = self.bytes.len();
        }
        self.writing
    }

    /// Whether the line belongs to this one; it is added then.
    fn takes(&mut self, line: &[u8], is_old: bool) -> bool {
        let fold =
            line.split_first().filter(|(first, _)| matches!(first, b' ' | b'\t')).map(|(_, rest)| rest);
        if self.bytes.ends_with(b"=") && self.writing() == Writing::Quoted && !is_border(line) {
            self.bytes.pop();
            // Folded beside the soft break.
            self.bytes.extend(fold.filter(|rest| rest.starts_with(b"=")).unwrap_or(line));
        } else if let Some(rest) = fold.filter(|_| !self.bytes.is_empty()) {
            // Version 2.1 breaks lines at blanks, and these belong to the text.
            if is_old && self.last < COUNTED && self.writing() == Writing::Plain {
                self.bytes.push(b' ');
            }
            self.bytes.extend(rest);
        } else if is_base64(line) && self.writing() == Writing::Base64 {
            self.bytes.extend(line);
        } else {
            return false;
        }
        self.last = line.len();
        true
    }
}

fn is_border(line: &[u8]) -> bool {
    str::from_utf8(line).is_ok_and(|line| is(line, END) || is(line, BEGIN))
}

fn is_base64(line: &[u8]) -> bool {
    !line.is_empty()
        && line.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
}

fn joined(bytes: &[u8]) -> Vec<Growing> {
    let mut all: Vec<Growing> = Vec::new();
    let mut is_old = false;
    for (at, line) in (1..).zip(physical(bytes)) {
        if all.last_mut().is_some_and(|last| last.takes(line, is_old)) {
            continue;
        }
        is_old = match line {
            _ if line.eq_ignore_ascii_case(b"VERSION:2.1") => true,
            _ if is_border(line) => false,
            _ => is_old,
        };
        all.push(Growing::new(at, line));
    }
    all
}

/// The letters of all lines: UTF-8, or all in what the file says they are, or line by line.
fn texts(lines: Vec<Vec<u8>>, decode: Decode<'_>) -> Vec<String> {
    if lines.iter().all(|line| str::from_utf8(line).is_ok()) {
        return lines.into_iter().filter_map(|line| String::from_utf8(line).ok()).collect();
    }
    let whole = lines.join(&b'\n');
    let said = said_charset(&whole);
    for charset in said.iter().map(String::as_str).chain([USUAL]) {
        let texts = decode(charset, &whole);
        let texts: Option<Vec<String>> = texts.map(|text| text.split('\n').map(str::to_owned).collect());
        if let Some(texts) = texts.filter(|texts| texts.len() == lines.len()) {
            return texts;
        }
    }
    let read =
        |line: &Vec<u8>| text_of(line, decode).unwrap_or_else(|| String::from_utf8_lossy(line).into_owned());
    lines.iter().map(read).map(|text| text.replace('\n', " ")).collect()
}

/// The first encoding that the file names.
fn said_charset(bytes: &[u8]) -> Option<String> {
    const NAMES: &[u8] = b"CHARSET=";
    let at = bytes.windows(NAMES.len()).position(|it| it.eq_ignore_ascii_case(NAMES))?;
    let rest = bytes.get(at + NAMES.len()..)?.iter();
    let name = rest.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let name: String = name.take(40).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    Some(name).filter(|name| name != "utf-8" && name != "utf8")
}
