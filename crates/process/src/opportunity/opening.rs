//! ## 3.1 Opening an opportunity 商機確認

#[cfg(test)]
mod tests;

use super::Deal;
use crate::law::{Act, ActName, Barred, Fact};
use crate::line;

/// **3.1** Interest plus a possibility to buy makes an opportunity.
///
/// Bars opening without both grounds in words, and taking a ground away from one that has it.
pub(super) fn opened_without_grounds(act: &Act<'_, Deal>) -> Option<Barred> {
    let grounds = |deal: &Deal| {
        [("interest", !deal.interest.trim().is_empty()), ("possibility", !deal.possibility.trim().is_empty())]
    };
    let now = grounds(act.after);
    let missing_by_this_act = match act.before {
        None => act.name == ActName::OpenDeal && now.iter().any(|(_, there)| !there),
        Some(before) => grounds(before).iter().zip(&now).any(|((_, was), (_, is))| *was && !is),
    };
    if !missing_by_this_act {
        return None;
    }
    let named = |there: bool| {
        let names = now.iter().filter(move |(_, is)| *is == there).map(|(name, _)| *name);
        names.map(|name| line!("ground", field = Fact::Field(name.into()))).collect::<Vec<_>>()
    };
    Some(Barred { holds: named(true), lacks: named(false), ..Barred::because(line!("grounds_missing")) })
}
