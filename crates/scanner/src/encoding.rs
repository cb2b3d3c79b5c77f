//! What the bytes of a code are encoded in. Codes may say so, and hardly any does; those printed in China hold UTF-8 or
//! GB18030, old ones of Taiwan Big5, Japanese ones Shift_JIS.

/// What is left.
const OF_THE_WEST: &str = "windows-1252";

/// A first byte and what follows it, as an encoding has them in its most used part.
type Fits = fn(u8, u8) -> bool;

/// Tried in turn after UTF-8: the narrow ranges first, since the wide ones take nearly everything.
const DOUBLE_BYTES: [(&str, Fits); 4] = [
    // The characters of GB2312; those of Big5 soon leave this range.
    ("gb18030", |first, second| matches!(first, 0xA1..=0xF7) && second >= 0xA1),
    ("big5", |first, second| {
        matches!(first, 0xA1..=0xC6 | 0xC9..=0xF9) && matches!(second, 0x40..=0x7E | 0xA1..=0xFE)
    }),
    ("shift_jis", |first, second| {
        matches!(first, 0x81..=0x9F | 0xE0..=0xEF) && matches!(second, 0x40..=0x7E | 0x80..=0xFC)
    }),
    ("gb18030", |first, second| {
        matches!(first, 0x81..=0xFE) && matches!(second, 0x30..=0x39 | 0x40..=0x7E | 0x80..=0xFE)
    }),
];

/// The name under which a browser's `TextDecoder` knows the encoding of these bytes. What a vCard of version 2.1 says of
/// itself is believed first.
pub fn encoding(bytes: &[u8]) -> &'static str {
    if std::str::from_utf8(bytes).is_ok() {
        return "utf-8";
    }
    // Letters with marks, as in the west, stand alone between plain ones.
    let has_pairs = bytes.windows(2).any(|two| two.iter().all(|byte| !byte.is_ascii()));
    let fitting = DOUBLE_BYTES.iter().find(|(_, fits)| has_pairs && all_fit(bytes, *fits));
    said(bytes).or(fitting.map(|(name, _)| *name)).unwrap_or(OF_THE_WEST)
}

/// What `CHARSET=` names in a vCard.
fn said(bytes: &[u8]) -> Option<&'static str> {
    const CHARSET: &[u8] = b"CHARSET=";
    let at = bytes.windows(CHARSET.len()).position(|it| it.eq_ignore_ascii_case(CHARSET))?;
    let name =
        bytes.get(at + CHARSET.len()..)?.iter().map(u8::to_ascii_lowercase).take(6).collect::<Vec<u8>>();
    const NAMES: [(&str, &str); 5] = [
        ("gb", "gb18030"),
        ("big5", "big5"),
        ("shift", "shift_jis"),
        ("sjis", "shift_jis"),
        ("iso-88", OF_THE_WEST),
    ];
    NAMES.iter().find_map(|(start, known)| name.starts_with(start.as_bytes()).then_some(*known))
}

/// Whether everything outside ASCII is made of such pairs.
fn all_fit(bytes: &[u8], fits: Fits) -> bool {
    let mut rest = bytes.iter();
    while let Some(first) = rest.next() {
        if !first.is_ascii() && !rest.next().is_some_and(|second| fits(*first, *second)) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests;
