//! Likeness, by clause.

use super::super::Sign;
use super::*;

mod c2_2_b {
    use super::*;

    fn traits(name: &str, phones: &[u32]) -> Traits {
        let signs = phones.iter().map(|phone| Sign::Phone(phone.to_string())).collect();
        Traits { names: [name_key(name)].into(), signs, hints: phones.iter().copied().collect() }
    }

    #[test]
    fn of_a_card_only_hints_are_known_which_weigh_less_than_a_name() {
        let one = traits("北辰電機有限公司", &[7, 9]);
        let card = |name: &str, hint| Traits { hints: [hint].into(), ..traits(name, &[]) };
        assert_eq!(one.likeness(&card("遠東化工", 9)), Some(Likeness::PhoneHint));
        assert_eq!(one.likeness(&card("北辰电机股份有限公司", 9)), Some(Likeness::Name));
        assert_eq!(one.likeness(&card("遠東化工", 8)), None);
        let other_number = Traits { hints: [9].into(), ..traits("遠東化工", &[1]) };
        assert_eq!(one.likeness(&other_number), None, "both numbers are known, and differ");
    }

    #[test]
    fn the_form_of_company_and_the_script_say_nothing() {
        for (name, expected) in [
            ("北辰電機有限公司", "北辰电机"),
            ("北辰电机股份有限公司", "北辰电机"),
            ("北辰電機集團", "北辰电机"),
            ("Beichen Electric Co., Ltd.", "beichenelectric"),
            ("BEICHEN ELECTRIC Limited", "beichenelectric"),
            ("公司", ""),
            ("", ""),
        ] {
            assert_eq!(name_key(name), expected, "{name}");
        }
    }

    #[test]
    fn a_phone_number_weighs_more_than_a_name_and_a_name_more_than_a_part_of_it() {
        let one = traits("北辰電機有限公司", &[7, 9]);
        for (name, phones, expected) in [
            ("遠東化工", &[9][..], Some(Likeness::Phone)),
            ("北辰电机股份有限公司", &[9], Some(Likeness::Phone)),
            ("北辰电机股份有限公司", &[], Some(Likeness::Name)),
            ("無錫北辰電機", &[1], Some(Likeness::PartOfName)),
            ("北辰", &[], None),
            ("遠東化工", &[1], None),
            ("公司", &[], None),
        ] {
            assert_eq!(one.likeness(&traits(name, phones)), expected, "{name}");
            assert_eq!(traits(name, phones).likeness(&one), expected, "{name}, from there");
        }
    }

    #[test]
    fn a_code_of_wechat_and_an_address_weigh_more_than_another_name_and_less_than_a_telephone() {
        let code = || Sign::WeChat("u.wechat.com/kP7x".to_owned());
        let email = || Sign::Email("lin@a.example".to_owned());
        let with = |name: &str, signs: &[Sign]| Traits {
            signs: signs.iter().cloned().collect(),
            ..traits(name, &[])
        };
        let one = with("北辰電機有限公司", &[Sign::Phone("7".to_owned()), code(), email()]);
        for (signs, expected) in [
            (&[code(), email()][..], Some(Likeness::WeChat)),
            (&[email(), Sign::Phone("7".to_owned())], Some(Likeness::Phone)),
            (&[email()], Some(Likeness::Email)),
            (&[Sign::WeChat("lin@a.example".to_owned())], None),
        ] {
            assert_eq!(one.likeness(&with("遠東化工", signs)), expected);
        }
        let sure = [Likeness::Phone, Likeness::WeChat, Likeness::Email];
        let unsure = [Likeness::Name, Likeness::PhoneHint, Likeness::PartOfName];
        assert!(sure.iter().all(|it| it.is_sure()) && !unsure.iter().any(|it| it.is_sure()));
    }
}
