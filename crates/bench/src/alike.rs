//! Finding whether somebody is known already, while their name is typed.

use std::collections::BTreeSet;

use fieldbook_process::prospecting::{Traits, name_key};

use crate::measure::{Line, Size, timed};

/// A letter more of a name and number, compared with all customers.
pub(crate) fn among_all(size: &Size) -> Vec<Line> {
    let of = |name: &str, phone: &str| Traits {
        names: [name_key(name)].into(),
        phones: [phone.to_owned()].into(),
        hints: BTreeSet::new(),
    };
    let known: Vec<Traits> = (0..size.deals)
        .map(|n| of(&format!("無錫北辰第{n}精密機械有限公司"), &format!("1380{n:07}")))
        .collect();
    let typed = of("北辰第9999精密", "13900000001");
    let (found, took) = timed(|| known.iter().filter(|it| typed.likeness(it).is_some()).count());
    assert!(found >= 1, "part of a name is found");
    let ms = took.as_secs_f64() * 1000.0;
    let what = "who is known already, among 10,000, a letter";
    vec![Line { what, budget: "16 ms", measured: format!("{ms:.1} ms"), met: ms <= 16.0 }]
}
