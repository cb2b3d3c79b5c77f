//! Cards as values of customers and contacts.

use super::*;

fn lines(values: &Values) -> Vec<String> {
    values.iter().map(|(field, text)| format!("{field}: {}", text.replace('\n', " / "))).collect()
}

mod c2_2_b {
    use super::*;

    #[test]
    fn a_card_says_which_customer_and_who_there_and_loses_nothing() {
        let card = with(
            "FN:王磊\nNICKNAME:Leo\nORG:北辰電機;採購部\nTITLE:經理\nTEL;TYPE=FAX:1\nTEL;TYPE=CELL:138\nTEL;TYPE=WORK:0512\nTEL;TYPE=HOME:3\n\
             EMAIL:a@b.cn\nEMAIL:c@d.cn\nADR;TYPE=WORK:;;星湖街 1 號;蘇州;;;\nURL:b.cn\nX-WECHAT:wl\nNOTE:展會\nX-A:b",
        );
        assert_eq!(lines(&card.of_customer()), ["name: 北辰電機", "town: 蘇州", "address: 星湖街 1 號"]);
        assert_eq!(
            lines(&card.of_contact()),
            [
                "name: 王磊",
                "position: 採購部 經理",
                "phone: 138",
                "other_phone: 0512",
                "email: a@b.cn",
                "wechat: wl",
                "card: Leo / 3 / Fax 1 / c@d.cn / b.cn / 展會 / X-A:b",
            ]
        );
        let card = with("FN:王磊\nTEL;TYPE=WORK:0512\nTEL;TYPE=HOME:3");
        assert_eq!(lines(&card.of_customer()), ["name: 王磊"]);
        assert_eq!(lines(&card.of_contact()), ["name: 王磊", "phone: 0512", "other_phone: 3"]);
        assert_eq!(lines(&Card::default().of_contact()), [""; 0]);
    }

    #[test]
    fn what_is_too_long_for_its_field_stands_with_the_rest() {
        let long = "電".repeat(130);
        let card = with(&format!("FN:{long}\nORG:{long}\nTITLE:經理"));
        assert_eq!(lines(&card.of_customer()), [""; 0]);
        assert_eq!(
            lines(&card.of_contact()),
            ["position: 經理".to_owned(), format!("card: {long} / {long}")]
        );
    }
}
