//! Cards as a table: a row a card, a column a field. Several cards of one company make one customer.

use std::collections::BTreeMap;

use fieldbook_book::card::{self, CARDS, Card, CardFault, PROPERTIES};
use fieldbook_book::wire::office::Wrong;
use fieldbook_process::law::Line;
use fieldbook_process::line;

use super::{Table, key_of};
use crate::import::{counted, decoded, quoted};

/// By field, what its column is called: as in the cards.
const COLUMNS: [(&str, &str); 11] = [
    ("name", "ORG"),
    ("other_name", "ORG 2"),
    ("town", "ADR 1"),
    ("address", "ADR 2"),
    ("contact/name", "FN"),
    ("contact/position", "TITLE"),
    ("contact/phone", "TEL"),
    ("contact/other_phone", "TEL 2"),
    ("contact/email", "EMAIL"),
    ("contact/wechat", "WeChat"),
    ("contact/card", "NOTE …"),
];
/// The field with what else a card says.
const REST: &str = "contact/card";

impl Table {
    /// Reads cards.
    ///
    /// # Errors
    /// What is wrong with all of them.
    pub(super) fn of_cards(text: &str) -> Result<Self, Line> {
        let read = card::read(text.as_bytes(), &decoded).map_err(fault)?;
        let mut wrong = Vec::new();
        if let Some(first) = read.stray.first() {
            let n = counted(read.stray.len());
            wrong.push(Wrong { line: None, what: line!("lines_between_cards", n = n, text = quoted(first)) });
        }
        let mut rows = Vec::new();
        let mut places: BTreeMap<String, String> = BTreeMap::new();
        for card in read.cards {
            if card.is_cut_off {
                wrong.push(Wrong { line: Some(card.line), what: line!("card_cut_off") });
                continue;
            }
            rows.push((card.line, values(&card, &mut places)));
        }
        let is_said = |code: &str| rows.iter().any(|(_, values)| values.contains_key(code));
        let columns: Vec<_> =
            COLUMNS.into_iter().filter(|(code, _)| *code == "name" || is_said(code)).collect();
        let cells = |mut values: BTreeMap<String, String>| {
            columns.iter().map(|(code, _)| values.remove(*code).unwrap_or_default()).collect()
        };
        Ok(Self {
            rows: rows.into_iter().map(|(line, values)| (line, cells(values))).collect(),
            names: columns.iter().map(|(_, name)| (*name).to_owned()).collect(),
            meant: columns.iter().map(|(code, _)| Some((*code).to_owned())).collect(),
            wrong,
            dropped: Vec::new(),
        })
    }
}

/// What a card says, by field. Another place of a company stands with the person who works there.
fn values(card: &Card, places: &mut BTreeMap<String, String>) -> BTreeMap<String, String> {
    let own = card.of_customer().into_iter().map(|(field, text)| (field.to_owned(), text));
    let people = card.of_contact().into_iter().map(|(field, text)| (format!("contact/{field}"), text));
    let mut values: BTreeMap<String, String> = own.chain(people).collect();
    let place = [&card.town, &card.address].map(String::as_str).join(" ").trim().to_owned();
    let name = values.get("name").map(|name| key_of(name)).unwrap_or_default();
    let first = places.entry(name).or_default();
    if first.is_empty() {
        first.clone_from(&place);
    } else if !place.is_empty() && *first != place {
        let rest = values.remove(REST);
        let rest: Vec<String> = rest.into_iter().chain([place]).collect();
        values.insert(REST.to_owned(), rest.join("\n"));
    }
    values
}

fn fault(fault: CardFault) -> Line {
    match fault {
        CardFault::NoCard => line!("no_card"),
        CardFault::TooLong(_) => line!("cards_too_long", most = counted(card::BYTES >> 20)),
        CardFault::TooManyCards => line!("too_many_cards", most = counted(CARDS)),
        CardFault::TooManyLines(at) => line!("card_too_long", at = counted(at), most = counted(PROPERTIES)),
    }
}
