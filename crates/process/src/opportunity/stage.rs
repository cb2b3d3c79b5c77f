//! ## 3 The stage of a deal 階段
//!
//! Derived from what has happened; nobody sets it. Later chapters add theirs: quoted, in negotiation, under contract.

use crate::choice;

choice! {
    /// How far a deal has come.
    Stage {
        /// 新開
        Opened = "opened",
        /// 已評估
        Evaluated = "evaluated",
        /// 暫緩
        Resting = "resting",
        /// 已結束
        Ended = "ended",
    }
}

/// What decides the stage of a deal, as far as its row tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoFar {
    /// Won, lost or dropped.
    pub closed: bool,
    /// Resting, and the day has not come yet.
    pub resting: bool,
    /// Judged at least once.
    pub judged: bool,
}

/// The stage.
#[must_use]
pub fn stage_of(so_far: SoFar) -> Stage {
    match so_far {
        SoFar { closed: true, .. } => Stage::Ended,
        SoFar { resting: true, .. } => Stage::Resting,
        SoFar { judged: true, .. } => Stage::Evaluated,
        SoFar { .. } => Stage::Opened,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_counts_before_the_rest_and_that_before_the_judgement() {
        let stage = |closed, resting, judged| stage_of(SoFar { closed, resting, judged });
        assert_eq!(stage(true, true, true), Stage::Ended);
        assert_eq!(stage(false, true, true), Stage::Resting);
        assert_eq!(stage(false, false, true), Stage::Evaluated);
        assert_eq!(stage(false, false, false), Stage::Opened);
    }
}
