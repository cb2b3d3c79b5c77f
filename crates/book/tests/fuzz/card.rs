//! Cards: whatever comes in, every word of it stands in a field or among the lines that are kept; what is read is written
//! and read again as the same.

use fieldbook_book::card::{Card, Cards, Says, is_cards, read, read_code, text_of, without_pictures};

use crate::chance::Chance;

const FILES: [&str; 3] = [
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:王;磊;;;\r\nFN:王磊\r\nORG:北辰\\, 電機;採購\r\nitem1.TEL;type=CELL:138 0000\r\n  4821\r\n\
     item1.X-ABLabel:分機\r\nADR;TYPE=WORK:;;星湖街 1 號;蘇州市;江蘇省;215000;中國\r\nNOTE:a\\nb\r\nX-A;B=\"c:d\":e\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=CD=F5;=C0=DA\nORG;QUOTED-PRINTABLE:=E5=8C=97=\n=E8=BE=B0\n\
     NOTE:Beichen\n Electric\nPHOTO;BASE64:\nabcd\n\nLABEL;WORK:x\nROLE:y\nEND:VCARD\nBEGIN:VCARD\nFN:b\nEND:VCARD\n",
    "BEGIN:VCARD\rVERSION:4.0\rFN:Maria Santos\rTEL;VALUE=uri;TYPE=\"voice,cell\":tel:+886-912;ext=1\rEMAIL:mailto:a@b.cn\rEND:VCARD\r",
];
const CODES: [&str; 6] = [
    "MECARD:N:山田,太郎;TEL:0312345678;EMAIL:a@b.jp;ADR:千代田1\\;2;NOTE:x;X:y;;",
    "BIZCARD:N:Sean;X:Owen;T:Engineer;C:Example;B:+1212;M:+1213;;",
    "https://u.wechat.com/MAxyz",
    "SMSTO:138:hello",
    "MATMSG:TO:a@b.cn;SUB:x;;",
    "MEBKM:TITLE:x;URL:http\\://b.cn;;",
];
/// What tends to break readers of lines, folds, escapes and quoted letters.
const NASTY: &[&str] = &[
    "\r\n ",
    "\n\t",
    "\r",
    "=\r\n",
    "=",
    "=E5",
    ";",
    ":",
    ",",
    "\\",
    "\\n",
    "\"",
    ".",
    "BEGIN:VCARD\n",
    "END:VCARD\n",
    "\n",
    "VERSION:2.1\n",
    ";CHARSET=GBK",
    ";ENCODING=QUOTED-PRINTABLE",
    ";BASE64",
    "\nTEL:",
    "\nN:",
    "\nFN:",
    "\nORG:",
    "\nLABEL:",
    "\nADR:",
    "\nTITLE:",
    "\nitem1.X-ABLabel:",
    "\nIMPP:wechat:",
    "\u{feff}",
    "電",
    "\0",
    "\u{2028}",
];

fn decode(charset: &str, bytes: &[u8]) -> Option<String> {
    encoding_rs::Encoding::for_label(charset.as_bytes())?
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| text.into_owned())
}

fn mutated(sound: &str, chance: &mut Chance) -> Vec<u8> {
    let mut bytes = sound.as_bytes().to_vec();
    for _ in 0..chance.below(6) {
        let at = chance.below(bytes.len() + 1);
        bytes.splice(at..at, chance.pick(NASTY).bytes()).for_each(drop);
    }
    if chance.once_in(3) {
        chance.mutate(&mut bytes);
    }
    bytes
}

fn said(card: &Card) -> Card {
    let mut unread = card.unread.clone();
    unread.sort();
    Card { line: 0, is_cut_off: false, unread, ..card.clone() }
}

/// Every field of it, without blanks and signs.
fn words(card: &Card) -> String {
    let Card { name, other_name, organisation, other_organisation, department, position, .. } = card;
    let Card { address, town, website, wechat, note, unread, phones, emails, .. } = card;
    let own = [name, other_name, organisation, other_organisation, department, position];
    let rest = [address, town, website, wechat, note].into_iter().chain(unread).chain(emails);
    let all = own.into_iter().chain(rest).chain(phones.iter().map(|phone| &phone.number));
    all.flat_map(|text| text.chars()).filter(|c| c.is_alphanumeric()).collect()
}

/// A file.
pub fn file(chance: &mut Chance) {
    let sound = *chance.pick(&FILES);
    let bytes = mutated(sound, chance);
    let _text = text_of(&bytes, &decode);
    let Ok(Cards { cards, .. }) = read(&bytes, &decode) else { return };
    for card in &cards {
        let written = card.write();
        assert!(is_cards(&written));
        let again = read(written.as_bytes(), &decode).unwrap();
        assert_eq!(again.cards.iter().map(said).collect::<Vec<_>>(), [said(card)], "{written}");
        assert!(again.stray.is_empty() && !again.cards[0].is_cut_off);
    }
    let text = String::from_utf8_lossy(&bytes);
    let bare = without_pictures(&text);
    let lines = |text: &str| {
        read(text.as_bytes(), &decode).map(|it| it.cards.iter().map(|it| it.line).collect::<Vec<_>>())
    };
    assert_eq!(lines(&bare), lines(&text));
}

/// A line that nobody knows, and one that is known, stand somewhere in the card, whatever else does.
pub fn kept(chance: &mut Chance) {
    let names = [
        "FN", "N", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "ADR", "LABEL", "URL", "NOTE", "NICKNAME",
        "X-WECHAT", "X-A", "IMPP", "GEO",
    ];
    let lines: Vec<(String, String)> = (0..=chance.below(12))
        .map(|n| {
            let word = format!("w{n}x{}", chance.below(4));
            let line = match chance.below(5) {
                0 => format!(";;{word}"),
                1 => format!("{word};{word}"),
                2 => format!("a\\;b\\,{word}\\n"),
                _ => word.clone(),
            };
            (format!("{}:{line}\n", chance.pick(&names)), word)
        })
        .collect();
    let text: String = lines.iter().map(|(line, _)| line.as_str()).collect();
    let cards = read(format!("BEGIN:VCARD\n{text}END:VCARD").as_bytes(), &decode).unwrap().cards;
    let words = words(&cards[0]);
    for (line, word) in lines {
        assert!(words.contains(&word), "{line} of {text} is not in {:?}", cards[0]);
    }
}

/// A QR code's text: it stays, and what is a card is written and read again as the same.
pub fn code(chance: &mut Chance) {
    let sound = if chance.once_in(4) { *chance.pick(&FILES) } else { *chance.pick(&CODES) };
    let text = String::from_utf8_lossy(&mutated(sound, chance)).into_owned();
    let code = read_code(&text, &decode);
    assert_eq!(code.raw, text);
    if let Says::Card(card) = code.says {
        assert!(!card.is_empty());
        let again = read(card.write().as_bytes(), &decode).unwrap();
        assert_eq!(again.cards.len(), 1, "{card:?}");
    }
}
