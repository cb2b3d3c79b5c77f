//! Finding whether somebody is known already, while their name is typed.

use std::collections::BTreeSet;

use fieldbook_process::prospecting::{Sign, Traits, name_key};

use crate::measure::{Line, Size, timed};

fn signs(n: usize) -> [Option<Sign>; 3] {
    [
        Sign::of_phone(&format!("1380{n:07}")),
        Sign::of_email(&format!("wang{n}@beichen{n}.example")),
        Sign::of_code(&format!("https://u.wechat.com/kP{n}xQzRstUvW")),
    ]
}

/// A letter more of a name, number, address and code, compared with all customers.
pub(crate) fn among_all(size: &Size) -> Vec<Line> {
    let of = |name: &str, n: usize| Traits {
        names: [name_key(name)].into(),
        signs: signs(n).into_iter().flatten().collect(),
        hints: BTreeSet::new(),
    };
    let known: Vec<Traits> =
        (0..size.deals).map(|n| of(&format!("無錫北辰第{n}精密機械有限公司"), n)).collect();
    let typed = of("北辰第9999精密", size.deals);
    let (found, took) = timed(|| known.iter().filter(|it| typed.likeness(it).is_some()).count());
    assert!(found >= 1, "part of a name is found");
    let ms = took.as_secs_f64() * 1000.0;
    let what = "who is known already, among 10,000, a letter";
    vec![Line { what, budget: "16 ms", measured: format!("{ms:.1} ms"), met: ms <= 16.0 }]
}
