//! Cards as phones, Outlook and scanners write them, and what QR codes on cards say.

mod codes;
mod contacts;
mod files;
mod written;

use super::*;

/// Letters as the server and browsers read them.
fn decode(charset: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())?;
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// The only card of a file.
fn only(bytes: impl AsRef<[u8]>) -> Card {
    let Cards { mut cards, stray } = read(bytes.as_ref(), &decode).unwrap();
    assert_eq!((cards.len(), stray.len()), (1, 0));
    cards.remove(0)
}

/// A card of version 3.0 with these lines.
fn with(lines: &str) -> Card {
    only(format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n"))
}

/// What a card says, a field a line.
fn told(card: &Card) -> String {
    let one = |name: &str, value: &str| (!value.is_empty()).then(|| format!("{name}: {value}"));
    let phones = card.phones.iter().map(|it| format!("{:?}: {}", it.kind, it.number));
    let own = [
        one("name", &card.name),
        one("other", &card.other_name),
        one("at", &card.organisation),
        one("also", &card.other_organisation),
        one("department", &card.department),
        one("position", &card.position),
    ];
    let rest = [
        one("address", &card.address),
        one("town", &card.town),
        one("website", &card.website),
        one("wechat", &card.wechat),
        one("note", &card.note.replace('\n', " / ")),
    ];
    let mails = card.emails.iter().filter_map(|it| one("mail", it));
    let unread = card.unread.iter().map(|it| format!("unread {it}"));
    let all =
        own.into_iter().flatten().chain(phones).chain(mails).chain(rest.into_iter().flatten()).chain(unread);
    all.collect::<Vec<_>>().join("\n")
}
