//! Reading.

use std::collections::BTreeSet;

use fieldbook_process::folding::folded;

use super::*;

fn found(name: &str, word: &str) -> bool {
    is_read_in(&folded(name), &folded(word))
}

#[test]
fn a_name_is_found_as_it_is_read_and_by_how_its_syllables_begin() {
    for (name, word) in [
        ("無錫北辰電機", "beichen"),
        ("無錫北辰電機", "beichendianji"),
        ("无锡北辰电机", "bcdj"),
        ("無錫北辰電機", "wxbc"),
        ("無錫北辰電機", "bche"),
        ("無錫北辰電機", "beic"),
        ("無錫北辰電機", "北chen"),
        ("無錫北辰電機", "bei辰dj"),
        ("無錫北辰電機", "chdj"),
        ("上海華峰水務", "shhfshw"),
        ("北辰（上海）電機", "bcsh"),
        ("ABB上海", "abbsh"),
        ("呂綠", "lvlü"),
        ("西安", "xian"),
        ("林曉雯", "linxiaowen"),
        ("陶喆", "taozhe"),
    ] {
        assert!(found(name, word), "{word} finds {name}");
    }
}

#[test]
fn the_middle_of_a_syllable_finds_nothing_and_no_character_is_passed_over() {
    for (name, word) in [
        ("張偉", "ang"),
        ("陳晨", "hen"),
        ("無錫北辰電機", "eichen"),
        ("無錫北辰電機", "bcj"),
        ("無錫北辰電機", "beidian"),
        ("無錫北辰電機", "beichenn"),
        ("北辰\n電機", "bcdj"),
        ("北辰", "bcd"),
        ("東升", "hs"),
        ("", "a"),
    ] {
        assert!(!found(name, word), "{word} does not find {name}");
    }
}

#[test]
fn surnames_and_places_are_found_by_both_of_their_readings() {
    for (character, all) in [
        ("單", ["shan", "dan"]),
        ("曾", ["zeng", "ceng"]),
        ("解", ["xie", "jie"]),
        ("仇", ["qiu", "chou"]),
        ("查", ["zha", "cha"]),
        ("朴", ["piao", "pu"]),
        ("區", ["ou", "qu"]),
        ("蓋", ["ge", "gai"]),
        ("樂", ["yue", "le"]),
        ("翟", ["zhai", "di"]),
        ("覃", ["qin", "tan"]),
        ("種", ["chong", "zhong"]),
        ("尉", ["yu", "wei"]),
        ("繆", ["miao", "mou"]),
        ("重", ["chong", "zhong"]),
        ("長", ["chang", "zhang"]),
        ("廈", ["xia", "sha"]),
        ("乾", ["qian", "gan"]),
    ] {
        all.iter().for_each(|word| assert!(found(character, word), "{word} finds {character}"));
        assert!(!found(character, "mu"));
    }
}

#[test]
fn the_table_is_whole_each_character_once_a_syllable_and_as_it_is_folded() {
    assert_eq!(lines().count(), READINGS.lines().count());
    let mut read = BTreeSet::new();
    for (syllable, chars) in lines() {
        assert!(syllable.bytes().all(|letter| letter.is_ascii_lowercase()), "{syllable}");
        let each: Vec<char> = chars.chars().collect();
        assert!(each.windows(2).all(|two| two[0] < two[1]), "{syllable}: each once, in order");
        assert_eq!(folded(chars), chars, "{syllable}: as it is compared");
        for character in each {
            assert!(readings(character).any(|it| it == syllable), "{character} {syllable}");
            read.insert(character);
        }
    }
    assert!(read.len() > 6_763, "GB 2312 and some more");
    let simplified = fieldbook_process::folding::pairs().map(|(_, simplified)| simplified);
    assert_eq!(simplified.filter(|it| !read.contains(it)).collect::<String>(), "");
}
