//! Policy values: every number of the policy, with unit, default and clause, in force from a moment on; every
//! earlier value is kept. No rule holds a number of its own.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Clause;

/// The unit of a policy value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days; up to 5 are working days, longer ones calendar days.
    Days,
    /// A number of times.
    Times,
    /// Minutes by the clock.
    Minutes,
    /// Hours by the clock.
    Hours,
    /// Hours of work, 09:00–18:00 unless the calendar says otherwise.
    WorkingHours,
    /// Parts of a hundred.
    Percent,
    /// Hundredths of a score: 400 = 4.00.
    Hundredths,
    /// Whole units of the company's own currency.
    Currency,
}

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident $id:literal: $unit:ident = $default:literal ($least:literal..=$most:literal), $clause:ident;)*) => {
        /// A number of the policy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum PolicyValue { $($(#[$doc])* #[serde(rename = $id)] $name),* }

        impl PolicyValue {
            /// Every value, in the policy's order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
            /// Its name in files and texts.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(Self::$name => $id),* } }
            /// Its unit.
            #[must_use]
            pub const fn unit(self) -> Unit { match self { $(Self::$name => Unit::$unit),* } }
            /// What holds while nothing else was agreed.
            #[must_use]
            pub const fn default_number(self) -> i64 { match self { $(Self::$name => $default),* } }
            /// Least and most that can be agreed.
            #[must_use]
            pub const fn limits(self) -> (i64, i64) { match self { $(Self::$name => ($least, $most)),* } }
            /// The clause it belongs to.
            #[must_use]
            pub const fn clause(self) -> Clause { match self { $(Self::$name => Clause::$clause),* } }
            /// The value of that name.
            #[must_use]
            pub fn of_id(id: &str) -> Option<Self> { match id { $($id => Some(Self::$name),)* _ => None } }
        }
    };
}

values! {
    /// More waivers of one clause than this in a month are counted for the superior.
    WaiversPerMonth "waivers_per_month": Times = 3 (0..=100), C1_1;
    /// Below this expected amount a deal of list goods goes the simple path.
    PathSimpleBelow "path_simple_below": Currency = 50000 (0..=1_000_000_000), C1_1;
    /// From this expected amount on a deal goes the large path.
    PathLargeFrom "path_large_from": Currency = 2000000 (0..=1_000_000_000), C1_1;
    /// Deals of the same customer and goods within so many days count together.
    PathTogetherDays "path_together_days": Days = 30 (0..=365), C1_1;
    /// A customer is handed over within, after its owner's notice.
    HandOverDays "hand_over_days": Days = 1 (1..=60), C1_2;
    /// Who got a customer accepts it within.
    AcceptCustomerDays "accept_customer_days": Days = 2 (1..=60), C1_2;
    /// The customer is told who looks after it now within.
    IntroduceOwnerDays "introduce_owner_days": Days = 7 (1..=60), C1_2;
    /// How long an act under an earlier company version is still judged by it, by the server's receipt.
    GraceDays "grace_days": Days = 60 (1..=365), C1_2;
    /// For so long its author may still mend a market note; later it is added to.
    NoteMendHours "note_mend_hours": Hours = 24 (0..=168), C2_1_a;
    /// The market report is submitted within, after the end of its quarter.
    MarketReportDays "market_report_days": Days = 10 (1..=60), C2_1_a;
    /// The author of the next market report is named within, after the end of a quarter.
    NameAuthorDays "name_author_days": Days = 5 (1..=60), C2_1_a;
    /// The manager reads a market report and names what follows within.
    ReadReportDays "read_report_days": Days = 5 (1..=60), C2_1_b;
    /// A customer is its owner's for so long from registration, claim, handover or the latest contact that reached it.
    ProtectedDays "protected_days": Days = 90 (7..=730), C2_2_b;
    /// … its owner is warned so long before.
    PoolWarningDays "pool_warning_days": Days = 14 (1..=90), C2_2_b;
    /// From the pool one takes at most so many a week.
    ClaimsPerWeek "claims_per_week": Times = 5 (0..=1000), C2_2_b;
    /// Purchasing power and need from this score on make a target customer.
    TargetFrom "target_from": Hundredths = 300 (100..=500), C2_2_a;
    /// A lead that came in is given to somebody within.
    AssignLeadHours "assign_lead_hours": WorkingHours = 4 (1..=90), C2_3_a;
    /// … who has to be in contact first within.
    FirstContactHours "first_contact_hours": WorkingHours = 8 (1..=180), C2_3_a;
    /// Somebody caught without name or phone gets both within.
    CompleteCaptureDays "complete_capture_days": Days = 1 (1..=30), C2_3_b;
    /// R&D answers a needs report within.
    AnswerNeedsDays "answer_needs_days": Days = 10 (1..=90), C2_4_b;
    /// A contact may be dated this much ahead of the phone's clock: clocks differ.
    ClockSlackMinutes "clock_slack_minutes": Minutes = 10 (0..=60), C3_2_a;
    /// For so long its author may still mend a contact written down; later it is amended.
    MendHours "mend_hours": Hours = 24 (0..=168), C3_2_a;
    /// Contact at least this often.
    FollowUpIntervalDays "follow_up_interval_days": Days = 7 (1..=90), C3_2_b;
    /// After this many tries not reached in a row, the next is owed later.
    TriesNotReached "tries_not_reached": Times = 3 (1..=20), C3_2_b;
    /// … namely after this many days.
    AfterTriesDays "after_tries_days": Days = 7 (1..=90), C3_2_b;
    /// A deal rests at most this long.
    RestingMostDays "resting_most_days": Days = 60 (1..=365), C3_2_b;
    /// A department answers a question within.
    AnswerQuestionDays "answer_question_days": Days = 2 (1..=60), C3_2_c;
    /// The customer is told the answer within.
    TellAnswerDays "tell_answer_days": Days = 1 (1..=60), C3_2_c;
    /// A deal is judged first within.
    FirstEvaluationDays "first_evaluation_days": Days = 7 (1..=90), C3_3_a;
    /// … and again after.
    EvaluationEveryDays "evaluation_every_days": Days = 30 (1..=365), C3_3_a;
    /// Weight of the need's fit in the grade.
    NeedWeight "need_weight": Percent = 40 (0..=100), C3_3_b;
    /// Weight of purchasing power in the grade.
    PowerWeight "power_weight": Percent = 30 (0..=100), C3_3_b;
    /// Weight of our position against rivals in the grade.
    RivalsWeight "rivals_weight": Percent = 30 (0..=100), C3_3_b;
    /// From this score on a deal is of high grade.
    HighFrom "high_from": Hundredths = 400 (100..=500), C3_3_b;
    /// From this score on a deal is of middle grade, below it of low.
    MidFrom "mid_from": Hundredths = 250 (100..=500), C3_3_b;
    /// For a deal of high grade the manager names resources within.
    NameResourcesDays "name_resources_days": Days = 5 (1..=60), C3_3_c;
    /// For a deal of low grade its seller proposes within.
    ProposeOnLowDays "propose_on_low_days": Days = 3 (1..=60), C3_3_c;
    /// … the manager decides within.
    DecideOnLowDays "decide_on_low_days": Days = 7 (1..=90), C3_3_c;
    /// A decision to go on holds for.
    GoOnDays "go_on_days": Days = 90 (1..=365), C3_3_c;
    /// After a decision to stop the deal is closed within.
    CloseAsDecidedDays "close_as_decided_days": Days = 3 (1..=60), C3_3_c;
}

/// No number that is agreed on is this large, and no rule that reckons with one as large overflows: a phone's store
/// may be damaged.
const LARGEST: i64 = 1_000_000_000_000;

/// What was agreed for one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// In force from then, ms UTC.
    pub from_ms: i64,
    /// The number, in the value's unit.
    pub number: i64,
}

/// The company's policy values. What was never agreed has its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy(BTreeMap<PolicyValue, Vec<Agreed>>);

impl Policy {
    /// The number in force at a moment (ms UTC).
    #[must_use]
    pub fn at(&self, value: PolicyValue, at_ms: i64) -> i64 {
        let agreed = self.0.get(&value).map_or(&[][..], Vec::as_slice);
        let in_force =
            agreed.iter().filter(|agreed| agreed.from_ms <= at_ms).max_by_key(|agreed| agreed.from_ms);
        in_force.map_or(value.default_number(), |agreed| agreed.number.clamp(-LARGEST, LARGEST))
    }

    /// Writes down what was agreed. Earlier values stay.
    ///
    /// # Errors
    /// The limits, where the number is outside them.
    pub fn agree(&mut self, value: PolicyValue, agreed: Agreed) -> Result<(), (i64, i64)> {
        let (least, most) = value.limits();
        if !(least..=most).contains(&agreed.number) {
            return Err((least, most));
        }
        self.0.entry(value).or_default().push(agreed);
        Ok(())
    }

    /// Everything agreed for a value, in the order it was agreed.
    #[must_use]
    pub fn history(&self, value: PolicyValue) -> &[Agreed] {
        self.0.get(&value).map_or(&[], Vec::as_slice)
    }
}
