//! ## 3.1 Opening an opportunity 商機確認

#[cfg(test)]
mod tests;

use super::Deal;
use crate::law::{Act, Barred, Fact, Line};
use crate::line;

/// **3.1** Interest plus a possibility to buy makes an opportunity.
///
/// Bars opening without both grounds in words, and taking a ground away from one that has it.
pub(super) fn opened_without_grounds(act: &Act<'_, Deal>) -> Option<Barred> {
    let now = grounds(act.after);
    let missing_by_this_act = match act.before {
        None => now.iter().any(|(_, there)| !there),
        Some(before) => grounds(before).iter().zip(&now).any(|((_, was), (_, is))| *was && !is),
    };
    let named = |there: bool| -> Vec<Line> {
        let names = now.iter().filter(|(_, is)| *is == there).map(|(name, _)| *name);
        names.map(|name| line!("ground", field = Fact::Field(name.into()))).collect()
    };
    missing_by_this_act.then(|| Barred {
        holds: named(true),
        lacks: named(false),
        ..Barred::because(line!("grounds_missing"))
    })
}

/// Each ground with whether it is there in words.
fn grounds(deal: &Deal) -> [(&'static str, bool); 2] {
    let there = |words: &str| !words.trim().is_empty();
    [("interest", there(&deal.interest)), ("possibility", there(&deal.possibility))]
}

/// **3.1** Interest plus a possibility to buy makes an opportunity.
///
/// An opportunity is opened when it is written down; since then it is to be followed up. Bars giving it another
/// moment, at once or later. (On which day it began elsewhere is a fact of its own, `opened_on`.)
pub(super) fn opened_at_another_time(act: &Act<'_, Deal>) -> Option<Barred> {
    let kept = match act.before {
        None => act.after.opened.is_some_and(|opened| opened.0 == act.entered_ms),
        Some(before) => act.after.opened == before.opened,
    };
    (!kept).then(|| Barred::because(line!("not_opened_now")))
}
