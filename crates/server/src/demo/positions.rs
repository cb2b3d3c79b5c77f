//! Where the customers lie: around their town, nobody at its middle; of some nobody has said it yet. And the tags that
//! their people put on them.

use fieldbook_process::prospecting::Customer;

use super::dice::Dice;

/// The middle of each town, WGS-84, millionths of a degree north and east.
const TOWNS: [(&str, i64, i64); 20] = [
    ("無錫", 31_491_200, 120_311_900),
    ("蘇州", 31_298_900, 120_585_300),
    ("常州", 31_811_200, 119_974_100),
    ("寧波", 29_868_300, 121_544_000),
    ("杭州", 30_274_100, 120_155_100),
    ("合肥", 31_820_600, 117_227_200),
    ("南通", 31_980_200, 120_894_300),
    ("嘉興", 30_746_900, 120_755_000),
    ("上海", 31_230_400, 121_473_700),
    ("紹興", 30_030_300, 120_580_200),
    ("佛山", 23_021_800, 113_121_900),
    ("東莞", 23_020_700, 113_751_800),
    ("中山", 22_517_600, 113_392_800),
    ("惠州", 23_111_700, 114_416_800),
    ("廣州", 23_129_100, 113_264_400),
    ("珠海", 22_271_000, 113_576_700),
    ("廈門", 24_479_800, 118_089_400),
    ("南寧", 22_817_000, 108_366_900),
    ("深圳", 22_543_100, 114_057_900),
    ("汕頭", 23_354_100, 116_682_000),
];

/// About 12 km in either direction.
const SPREAD_E6: i64 = 110_000;

const TAGS: [&str; 6] = ["節能改造", "老客戶", "競品在用", "寄過樣品", "展會認識", "季度拜訪"];

/// Puts a customer onto the ground, most times.
pub(super) fn placed(dice: &mut Dice, customer: &mut Customer) {
    let town = TOWNS.iter().find(|(town, ..)| *town == customer.town);
    // More of them near the middle than at the edge.
    let off =
        |dice: &mut Dice| dice.between(-SPREAD_E6, SPREAD_E6).midpoint(dice.between(-SPREAD_E6, SPREAD_E6));
    let (north, east, has_place) = (off(dice), off(dice), dice.percent(88));
    if let Some((_, lat, lon)) = town.filter(|_| has_place) {
        (customer.latitude, customer.longitude) = (Some(lat + north), Some(lon + east));
    }
    let tags = [dice.of(&TAGS), dice.of(&TAGS)];
    customer.tags = match (dice.between(0, 9), tags) {
        (0..=2, [one, _]) => one.to_owned(),
        (3, [one, other]) if one != other => format!("{one}、{other}"),
        _ => String::new(),
    };
}
