//! What is found.

use proptest::prelude::*;

use super::*;

fn hay(words: &[&str], phones: &[&str]) -> Hay {
    let mut hay = Hay::default();
    words.iter().for_each(|text| hay.add(text));
    phones.iter().for_each(|number| hay.add_phone(number));
    hay
}

#[test]
fn a_phone_number_is_found_by_any_part_with_or_without_its_prefix() {
    for (kept, typed) in [
        ("138 0000 4821", "4821"),
        ("138 0000 4821", "0000 48"),
        ("138 0000 4821", "138-0000-4821"),
        ("138 0000 4821", "+86 138 0000 4821"),
        ("138 0000 4821", "+86138"),
        ("138 0000 4821", "0086 138"),
        ("138 0000 4821", "8613800004821"),
        ("+86 13800004821", "13800004821"),
        ("+86 13800004821", "+86 138"),
        ("0512-6688 1234", "+86 512 6688"),
        ("+86 512 6688 1234", "0512 66881234"),
        ("(0512) 66881234", "０５１２ ６６８８"),
    ] {
        assert!(Query::of(typed).finds(&hay(&["北辰"], &[kept])), "{typed} finds {kept}");
        assert!(
            Query::of(&format!("beichen {typed}")).finds(&hay(&["北辰"], &[kept])),
            "{typed} beside a word"
        );
    }
}

#[test]
fn other_digits_and_parts_of_two_numbers_find_no_phone_number() {
    let two = hay(&["北辰 3M 2024"], &["13800004821", "13900001357"]);
    for typed in ["4822", "4821 139", "8613", "48211390", "+87 138", "+8613 1357", "0138"] {
        assert!(!Query::of(typed).finds(&two), "{typed}");
    }
    for typed in ["2024", "4821", "1357", "北辰 1357", "3m 2024"] {
        assert!(Query::of(typed).finds(&two), "{typed}");
    }
    assert!(!Query::of("1357").finds(&hay(&["北辰"], &[])));
}

proptest! {
    #[test]
    fn what_is_found_by_characters_is_found(name in "[北辰電機單曾abü0-9 （）]{1,12}", from in 0_usize..12, many in 1_usize..6) {
        let part: String = name.chars().skip(from).take(many).collect();
        prop_assert!(Query::of(&part).finds(&hay(&["林", &name], &["138"])), "{part} in {name}");
    }

    #[test]
    fn a_name_is_found_by_every_mixture_of_its_characters_and_syllables(picks in proptest::collection::vec((0_usize..6, 0_usize..3), 1..8)) {
        let all = [("單", "shan"), ("北", "bei"), ("辰", "chen"), ("電", "dian"), ("安", "an"), ("呂", "lv")];
        let name: String = picks.iter().map(|(at, _)| all[*at].0).collect();
        let typed: String = picks.iter().map(|(at, how)| match how {
            0 => all[*at].0,
            1 => all[*at].1,
            _ => &all[*at].1[..1],
        }).collect();
        prop_assert!(Query::of(&typed).finds(&hay(&[&name], &[])), "{typed} finds {name}");
    }
}
