//! What is written is read again as the same.

use proptest::prelude::*;

use super::*;

#[test]
fn a_card_is_written_as_every_program_reads_it() {
    let card = Card {
        name: "王磊".to_owned(),
        organisation: "北辰; 電機, 有限公司".to_owned(),
        phones: vec![Phone { kind: PhoneKind::Mobile, number: "138 0000 4821".to_owned() }],
        note: "一\n二".to_owned(),
        ..Card::default()
    };
    assert_eq!(
        card.write(),
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:王磊;;;;\r\nFN:王磊\r\nORG:北辰\\; 電機\\, 有限公司\r\n\
         TEL;TYPE=CELL:138 0000 4821\r\nNOTE:一\\n二\r\nEND:VCARD\r\n"
    );
    let long = Card { note: "電".repeat(200), ..Card::default() }.write();
    assert!(long.split("\r\n").all(|line| line.len() <= 75) && long.contains("\r\n 電"), "{long}");
}

fn word() -> impl Strategy<Value = String> {
    "[a-zA-Z王磊電機\\\\,;:=\"'+@ 😀.-]{0,60}".prop_map(|text| one_line(&text))
}

fn phones() -> impl Strategy<Value = Vec<Phone>> {
    let kind = prop::sample::select(vec![
        PhoneKind::Mobile,
        PhoneKind::Work,
        PhoneKind::Home,
        PhoneKind::Fax,
        PhoneKind::Other,
    ]);
    let phone = (kind, "[+0-9][0-9 ()-]{0,14}[0-9]")
        .prop_map(|(kind, number)| Phone { kind, number: one_line(&number) });
    prop::collection::vec(phone, 0..4).prop_map(|mut all| {
        all.sort_by(|a, b| a.number.cmp(&b.number));
        all.dedup_by(|a, b| a.number == b.number);
        all
    })
}

prop_compose! {
    fn cards()(
        words in prop::array::uniform9(word()),
        emails in prop::collection::btree_set("[a-z]{1,5}@[a-z]{1,5}\\.cn", 0..3),
        phones in phones(),
        note in prop::collection::vec(word(), 0..4),
        line in Just(1_u64),
    ) -> Card {
        let [name, other_name, organisation, other, department, position, address, town, wechat] = words;
        let other = if organisation.is_empty() { String::new() } else { other };
        Card {
            other_organisation: if other == organisation { String::new() } else { other },
            name,
            other_name,
            organisation,
            department,
            position,
            phones,
            emails: emails.into_iter().collect(),
            address,
            town,
            website: String::new(),
            wechat,
            note: note.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
            line,
            ..Card::default()
        }
    }
}

proptest! {
    #[test]
    fn a_card_that_is_written_is_read_as_the_same(card in cards()) {
        let text = card.write();
        prop_assert_eq!(&only(&text), &card, "{}", text);
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75));
    }
}
