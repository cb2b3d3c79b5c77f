//! ## 3.1 Closing an opportunity 商機關閉

#[cfg(test)]
mod tests;

use super::Deal;
use crate::law::{Act, Barred, Fact};
use crate::line;

/// **3.1** Interest plus a possibility to buy makes an opportunity.
///
/// With its end an opportunity says on which day that was, and when it was written down: what was owed lapses
/// then, so another moment would undo what is overdue. Where two closed it at once, one of the two is chosen.
pub(super) fn closed_without_time(act: &Act<'_, Deal>) -> Option<Barred> {
    let end = |deal: &Deal| (deal.closed, deal.closed_on, deal.closed_at);
    if act.after.closed.is_none() || act.before.is_some_and(|before| end(before) == end(act.after)) {
        return None;
    }
    let stamped = act.after.closed_at.is_some_and(|at| at.0 == act.entered_ms);
    if !stamped && !act.only_chooses(&["closed", "closed_on", "closed_at"]) {
        return Some(Barred::because(line!("not_closed_now")));
    }
    let lacks = vec![line!("day", field = Fact::Field("closed_on".into()))];
    let undated = act.after.closed_on.is_none();
    undated.then(|| Barred { lacks, ..Barred::because(line!("closed_without_day")) })
}
