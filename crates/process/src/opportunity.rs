//! # 3 Following and judging opportunities 銷售機會跟進與評估

mod closing;
mod contact;
mod deal;
mod decision;
mod evaluation;
mod follow_up;
mod life;
mod opening;
mod path;
mod plan;
mod question;
mod stage;

pub use contact::{last_reached_ms, next_contact_due};
pub use deal::{Amendment, Channel, Closed, Deal, FollowUp};
pub use decision::{Decision, Proposal, Resource};
pub use evaluation::{Ended, Evaluation, Grade, ended_of_grade, grade, judgements, latest};
pub use follow_up::may_still_be_mended;
pub use path::{Beside, DealPath, PathWhy, path_of};
pub use question::Question;
pub use stage::{SoFar, Stage, stage_of};

use crate::Clause;
use crate::general::settled::Settled;
use crate::general::{handover, settled, signature};
use crate::law::{Asks, Bar, Finds, Lawful, Owed};

/// Bars on deals, of all chapters in the policy's order.
const DEAL_BARS: &[(Clause, Bar<Deal>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C1_1, settled::waived_unlawfully),
    (Clause::C1_1, settled::handed_on_unlawfully),
    (Clause::C1_1, settled::hand_on_answered_for_another),
    (Clause::C1_1, settled::finding_answered_for_another),
    (Clause::C1_1, path::path_chosen_unlawfully),
    (Clause::C1_2, handover::seller_changed_without_authority),
    (Clause::C1_2, handover::deal_given_to_nobody),
    (Clause::C3_1, opening::opened_without_grounds),
    (Clause::C3_1, opening::opened_at_another_time),
    (Clause::C3_1, closing::closed_without_time),
    (Clause::C3_2_a, follow_up::written_for_another),
    (Clause::C3_2_a, follow_up::entered_at_another_time),
    (Clause::C3_2_a, follow_up::not_happened_yet),
    (Clause::C3_2_a, follow_up::entry_rewritten),
    (Clause::C3_2_a, follow_up::amended_nothing),
    (Clause::C3_2_b, plan::resting_without_reason),
    (Clause::C3_2_b, plan::planned_at_another_time),
    (Clause::C3_2_b, plan::duties_put_off),
    (Clause::C3_3_a, evaluation::judged_without_reasons),
    (Clause::C3_3_c, decision::decided_on_own_deal),
    (Clause::C3_3_c, decision::closed_without_reason),
];

/// Duties from deals, of all chapters in the policy's order.
const DEAL_DUTIES: &[(Clause, Owed<Deal>, Asks)] = &[
    (Clause::C3_2_b, contact::next_contact, Asks::Contact),
    (Clause::C3_3_a, evaluation::judge_periodically, Asks::Evaluation),
    (Clause::C3_3_c, decision::name_resources, Asks::Resources),
    (Clause::C3_3_c, decision::propose_on_low, Asks::Proposal),
    (Clause::C3_3_c, decision::decide_on_low, Asks::Decision),
    (Clause::C3_3_c, decision::close_as_decided, Asks::Closing),
];

/// Findings from deals, of all chapters in the policy's order.
const DEAL_FINDINGS: &[(Clause, Finds<Deal>)] = &[(Clause::C3_2_b, plan::slower_than_policy)];

impl Lawful for Deal {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        DEAL_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        DEAL_DUTIES.to_vec()
    }

    fn findings() -> Vec<(Clause, Finds<Self>)> {
        DEAL_FINDINGS.to_vec()
    }

    fn settled(&self) -> Settled<'_> {
        Settled { waivers: &self.waivers, hand_ons: &self.hand_ons, answers: &self.answers }
    }
}
