//! What a JPEG says beside its picture (where and with what it was taken, previews, words) is left out, for photos that a
//! browser cannot draw anew. Which way is up stays.

#[cfg(test)]
mod tests;

/// Marks of segments, after a 0xFF.
mod mark {
    pub const START: u8 = 0xD8;
    pub const END: u8 = 0xD9;
    pub const SCAN: u8 = 0xDA;
    pub const RESTART: std::ops::RangeInclusive<u8> = 0xD0..=0xD7;
    pub const EXIF: u8 = 0xE1;
    pub const COLOURS: u8 = 0xE2;
    pub const ADOBE: u8 = 0xEE;
    pub const APPS: std::ops::RangeInclusive<u8> = 0xE0..=0xEF;
    pub const COMMENT: u8 = 0xFE;
}

/// The tag that says which way is up.
const ORIENTATION: u16 = 0x0112;

/// The same picture with nothing beside it; `None` where the bytes are no JPEG that can be walked through.
#[must_use]
pub fn without_metadata(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut rest = jpeg.strip_prefix(&[0xFF, mark::START])?;
    let mut clean = vec![0xFF, mark::START];
    let (mut body, mut up, mut has_scan) = (Vec::with_capacity(jpeg.len()), None, false);
    loop {
        let (kind, after) = marker(rest)?;
        if kind == mark::END {
            // What follows the end (a film, a second picture with facts of its own) is left out, too.
            body.extend([0xFF, mark::END]);
            break;
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
        let (segment, behind) = (after.get(..length)?, after.get(length..)?);
        let payload = segment.get(2..)?;
        if kind == mark::EXIF {
            up = up.or_else(|| orientation(payload));
        }
        if is_of_the_picture(kind, payload) {
            body.extend([0xFF, kind]);
            body.extend(segment);
        }
        rest = behind;
        if kind == mark::SCAN {
            let end = scan_end(rest);
            body.extend(rest.get(..end)?);
            rest = rest.get(end..)?;
            has_scan = true;
            if rest.is_empty() {
                // Cut short: what there is can be seen.
                body.extend([0xFF, mark::END]);
                break;
            }
        }
    }
    if let Some(up) = up.filter(|up| (2..=8).contains(up)) {
        clean.extend(exif_of(up));
    }
    clean.extend(body);
    has_scan.then_some(clean)
}

/// The next mark, past what fills up, and what follows it.
fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF])?;
    while let Some(behind) = rest.strip_prefix(&[0xFF]) {
        rest = behind;
    }
    let (kind, after) = rest.split_first()?;
    // Neither data nor a mark without a length stands here, but the end.
    let is_bare = *kind == 0 || *kind == 1 || *kind == mark::START || mark::RESTART.contains(kind);
    (!is_bare).then_some((*kind, after))
}

/// Whether a decoder needs the segment: colours and how they were stored, but neither facts, previews nor words.
fn is_of_the_picture(kind: u8, payload: &[u8]) -> bool {
    match kind {
        mark::COLOURS => payload.starts_with(b"ICC_PROFILE\0"),
        mark::ADOBE => payload.starts_with(b"Adobe"),
        kind => !mark::APPS.contains(&kind) && kind != mark::COMMENT,
    }
}

/// Where the data of a scan end: at the next mark that is not part of them.
fn scan_end(data: &[u8]) -> usize {
    let is_mark = |pair: &[u8]| match pair {
        [0xFF, next] => *next != 0 && *next != 0xFF && !mark::RESTART.contains(next),
        _ => false,
    };
    data.windows(2).position(is_mark).unwrap_or(data.len())
}

/// Which way is up, by the first directory of Exif.
fn orientation(payload: &[u8]) -> Option<u8> {
    let tiff = payload.strip_prefix(b"Exif\0\0")?;
    let is_big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk()?;
        Some(if is_big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let bytes = *tiff.get(4..)?.first_chunk()?;
    let directory = if is_big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
    let directory = usize::try_from(directory).ok()?;
    let entries = (0..usize::from(short(directory)?)).map(|n| directory.saturating_add(2 + n * 12));
    let entry = entries.into_iter().find(|at| short(*at) == Some(ORIENTATION))?;
    u8::try_from(short(entry.checked_add(8)?)?).ok()
}

/// A segment that says which way is up and nothing else.
fn exif_of(up: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, mark::EXIF, 0, 34];
    segment.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    segment.extend([up, 0, 0, 0, 0, 0, 0]);
    segment
}
