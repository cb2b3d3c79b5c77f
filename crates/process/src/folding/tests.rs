//! Folding.

use super::*;

#[test]
fn both_scripts_are_one() {
    for (traditional, simplified) in [
        ("上海華峰水務股份有限公司", "上海华峰水务股份有限公司"),
        ("無錫北辰電機", "无锡北辰电机"),
        ("嘉興東升鋼構實業", "嘉兴东升钢构实业"),
        ("林曉雯", "林晓雯"),
        ("鄧國華 聯繫 臺州", "邓国华 联系 台州"),
    ] {
        assert_eq!(folded(traditional), folded(simplified));
    }
    assert_ne!(folded("華東"), folded("華南"));
}

#[test]
fn case_and_width_are_one() {
    assert_eq!(folded("ＢＥＩＣＨＥＮ　４８２１"), "beichen 4821");
}

#[test]
fn the_table_is_in_order_whole_and_leads_nowhere_further() {
    let all: Vec<(char, char)> = pairs().collect();
    assert!(all.windows(2).all(|two| two[0].0 < two[1].0), "each once, in order");
    assert_eq!(all.len() * 2, SCRIPTS.chars().filter(|c| *c != '\n').count());
    for (traditional, simplified) in all {
        assert_eq!(folded(&traditional.to_string()), simplified.to_string());
        assert_eq!(folded(&simplified.to_string()), simplified.to_string());
    }
}
