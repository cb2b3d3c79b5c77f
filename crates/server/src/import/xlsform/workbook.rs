//! The sheets of an .xlsx file as rows of text. The file is a zip of XML; what it unpacks to is bounded, so a small file
//! does not fill the machine.

use std::collections::BTreeMap;

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What one part unpacks to at most.
const LARGEST_PART: usize = 16 << 20;
/// So many parts are looked at, rows and columns read.
const PARTS: usize = 2_000;
const ROWS: usize = 20_000;
const COLUMNS: usize = 200;
/// The longest text of a cell that is kept, in characters; and what all cells of a file take together, in bytes.
const LONGEST_CELL: usize = 4_000;
const ALL_CELLS: usize = 16 << 20;

/// A file that is no workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an .xlsx workbook")]
pub struct NotAWorkbook;

/// The rows of a sheet, each with its number from 1.
pub type Rows = Vec<(u32, Vec<String>)>;

/// Those sheets that are asked for, by their names in small letters. Each part is read once, whatever it is called in the
/// book, and what cells hold is bounded in each and in all: one long text may be shared by every cell.
///
/// # Errors
/// [`NotAWorkbook`].
pub fn sheets(file: &[u8], asked: &[&str]) -> Result<BTreeMap<String, Rows>, NotAWorkbook> {
    let parts = directory(file).ok_or(NotAWorkbook)?;
    let part = |name: &str| {
        let bytes = parts.get(name).and_then(|at| unpacked(file, at))?;
        String::from_utf8(bytes).ok()
    };
    let book = part("xl/workbook.xml").ok_or(NotAWorkbook)?;
    let targets: BTreeMap<String, String> = part("xl/_rels/workbook.xml.rels")
        .map(|text| attributes(&text, "Relationship", ["Id", "Target"]))
        .unwrap_or_default()
        .into_iter()
        .map(|[id, target]| (id, target))
        .collect();
    let shared = part("xl/sharedStrings.xml").map(|text| shared(&text)).unwrap_or_default();
    let (mut found, mut left, mut is_book) = (BTreeMap::new(), ALL_CELLS, false);
    for [name, id] in attributes(&book, "sheet", ["name", "r:id"]) {
        let Some(target) = targets.get(&id) else { continue };
        let path = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("xl/{target}"),
        };
        is_book |= parts.contains_key(&path);
        let name = name.trim().to_lowercase();
        if !asked.contains(&name.as_str()) || found.contains_key(&name) {
            continue;
        }
        if let Some(text) = part(&path) {
            found.insert(name, rows(&text, &shared, &mut left));
        }
    }
    if is_book { Ok(found) } else { Err(NotAWorkbook) }
}

/// Where a part lies in the file: its local header, method, packed size.
struct Packed {
    header: usize,
    method: u16,
    size: usize,
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?);
    usize::try_from(four).ok()
}

/// The parts by name, from the directory at the end of the zip.
fn directory(file: &[u8]) -> Option<BTreeMap<String, Packed>> {
    let end = file.windows(4).rposition(|it| it == b"PK\x05\x06")?;
    let (count, mut at) = (usize::from(short(file, end + 10)?), long(file, end + 16)?);
    let mut parts = BTreeMap::new();
    for _ in 0..count.min(PARTS) {
        if file.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let lengths = [28, 30, 32].map(|it| short(file, at + it).map(usize::from));
        let [name, extra, comment] = [lengths[0]?, lengths[1]?, lengths[2]?];
        let packed = Packed {
            header: long(file, at + 42)?,
            method: short(file, at + 10)?,
            size: long(file, at + 20)?,
        };
        let begins = at.checked_add(46)?;
        let text = file.get(begins..begins.checked_add(name)?)?;
        parts.insert(String::from_utf8_lossy(text).into_owned(), packed);
        at = begins.checked_add(name)?.checked_add(extra)?.checked_add(comment)?;
    }
    Some(parts)
}

fn unpacked(file: &[u8], packed: &Packed) -> Option<Vec<u8>> {
    let at = packed.header;
    if file.get(at..at.checked_add(4)?)? != b"PK\x03\x04" {
        return None;
    }
    let (name, extra) = (usize::from(short(file, at + 26)?), usize::from(short(file, at + 28)?));
    let begins = at.checked_add(30)?.checked_add(name)?.checked_add(extra)?;
    let bytes = file.get(begins..begins.checked_add(packed.size)?)?;
    match packed.method {
        0 => Some(bytes.to_vec()),
        8 => decompress_to_vec_with_limit(bytes, LARGEST_PART).ok(),
        _ => None,
    }
}

fn local(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    let text = found.value;
    Some(quick_xml::escape::unescape(&text).map_or_else(|_| text.to_string(), std::borrow::Cow::into_owned))
}

/// Two attributes of every element of that name.
fn attributes(xml: &str, element: &str, names: [&str; 2]) -> Vec<[String; 2]> {
    let mut found = Vec::new();
    each(xml, |event| {
        if let Event::Start(it) | Event::Empty(it) = event
            && local(it) == element
            && let [Some(a), Some(b)] = names.map(|name| attribute(it, name))
        {
            found.push([a, b]);
        }
    });
    found
}

/// Runs over the events of an XML text until it ends or breaks off.
fn each(xml: &str, mut take: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            break;
        }
        take(&event);
    }
}

/// Adds what an event says to a text: words, and signs written by name.
fn add_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(it) => text.push_str(it),
        Event::CData(it) => text.push_str(it),
        Event::GeneralRef(it) => {
            let name = format!("&{};", &**it);
            text.push_str(&quick_xml::escape::unescape(&name).unwrap_or_default());
        }
        _ => {}
    }
}

/// The texts that cells share. How Chinese is read aloud (`rPh`) is not part of them.
fn shared(xml: &str) -> Vec<String> {
    let (mut all, mut text) = (Vec::new(), String::new());
    let (mut is_text, mut is_aloud) = (false, false);
    each(xml, |event| match event {
        Event::Start(it) => match local(it).as_str() {
            "si" => text.clear(),
            "t" => is_text = !is_aloud,
            "rPh" => is_aloud = true,
            _ => {}
        },
        Event::End(it) => match it.local_name().as_ref() {
            "si" => all.push(std::mem::take(&mut text)),
            "t" => is_text = false,
            "rPh" => is_aloud = false,
            _ => {}
        },
        Event::Empty(it) if local(it) == "si" => all.push(String::new()),
        event if is_text => add_text(&mut text, event),
        _ => {}
    });
    all
}

/// The cells of a sheet; `left` says how many bytes they may still take.
fn rows(xml: &str, shared: &[String], left: &mut usize) -> Rows {
    let mut rows: Rows = Vec::new();
    let (mut column, mut kind, mut text, mut is_value) = (0, String::new(), String::new(), false);
    each(xml, |event| match event {
        Event::Start(it) | Event::Empty(it) if local(it) == "row" => {
            let next = rows.last().map_or(1, |(number, _)| number.saturating_add(1));
            let number = attribute(it, "r").and_then(|it| it.parse().ok()).unwrap_or(next);
            if rows.len() < ROWS {
                rows.push((number, Vec::new()));
            }
            column = 0;
        }
        Event::Start(it) if local(it) == "c" => {
            column = attribute(it, "r").and_then(|it| column_of(&it)).unwrap_or(column);
            kind = attribute(it, "t").unwrap_or_default();
            text.clear();
        }
        Event::Empty(it) if local(it) == "c" => {
            column = attribute(it, "r").and_then(|it| column_of(&it)).unwrap_or(column) + 1;
        }
        Event::Start(it) if matches!(local(it).as_str(), "v" | "t") => is_value = true,
        Event::End(it) => match it.local_name().as_ref() {
            "v" | "t" => is_value = false,
            "c" => {
                let cell = match kind.as_str() {
                    "s" => text
                        .trim()
                        .parse()
                        .ok()
                        .and_then(|at: usize| shared.get(at))
                        .map(|it| cut(it))
                        .unwrap_or_default(),
                    _ => cut(&std::mem::take(&mut text)),
                };
                if let Some((_, cells)) = rows.last_mut().filter(|_| column < COLUMNS) {
                    // A cell far to the right makes those before it, too.
                    let width = cells.len().max(column + 1);
                    let takes = cell.len() + (width - cells.len()) * size_of::<String>();
                    if takes <= *left {
                        *left -= takes;
                        cells.resize(width, String::new());
                        cells.get_mut(column).into_iter().for_each(|last| last.clone_from(&cell));
                    }
                }
                column += 1;
            }
            _ => {}
        },
        event if is_value => add_text(&mut text, event),
        _ => {}
    });
    rows
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_CELL).collect()
}

/// The column of `C7`, from 0.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase).take(3);
    let number = letters.fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}
