//! Verbs of a deal that is judged and decided on (3.3), and of what people do about what is owed and found (1.1).
//! Each writes an entry that is signed at that local time.

use super::records::{DealBuilder, nth_entry};
use super::{WANG, ms};
use crate::Clause;
use crate::PersonId;
use crate::general::settled::Stance;
use crate::general::{Answer, HandOn, Waiver};
use crate::opportunity::{Amendment, Decision, Evaluation, Proposal, Resource};
use crate::value::Instant;

fn at(local: &str) -> Option<Instant> {
    Some(Instant(ms(local)))
}

impl DealBuilder {
    /// The seller judged it: need, purchasing power, rivals; each with its reason, feasible, chance 50 %.
    #[must_use]
    pub fn judged(mut self, local: &str, need: i64, power: i64, rivals: i64) -> Self {
        self.0.evaluations.push(Evaluation {
            id: nth_entry(self.0.evaluations.len()),
            need: Some(need),
            need_why: "噪音要求正好是我們的長處".to_owned(),
            power: Some(power),
            power_why: "預算已批".to_owned(),
            rivals: Some(rivals),
            rivals_why: "對手交期長".to_owned(),
            feasible_why: "標準機型即可".to_owned(),
            chance: Some(50),
            by: self.0.seller,
            at: at(local),
            ..Evaluation::default()
        });
        self
    }

    /// The seller judged it high.
    #[must_use]
    pub fn judged_high(self, local: &str) -> Self {
        self.judged(local, 5, 5, 5)
    }

    /// The seller judged it middle.
    #[must_use]
    pub fn judged_mid(self, local: &str) -> Self {
        self.judged(local, 3, 3, 3)
    }

    /// The seller judged it low.
    #[must_use]
    pub fn judged_low(self, local: &str) -> Self {
        self.judged(local, 1, 1, 1)
    }

    /// Somebody named resources.
    #[must_use]
    pub fn resourced(mut self, local: &str, by: PersonId) -> Self {
        let id = nth_entry(self.0.resources.len());
        let words = "樣機一台，技術支持兩天".to_owned();
        self.0.resources.push(Resource { id, words, by: Some(by), at: at(local), ..Resource::default() });
        self
    }

    /// The seller proposed to stop, or to go on.
    #[must_use]
    pub fn proposed(mut self, local: &str, stop: bool) -> Self {
        let id = nth_entry(self.0.proposals.len());
        let (why, by) = ("預算凍結".to_owned(), self.0.seller);
        self.0.proposals.push(Proposal { id, stop, why, by, at: at(local), ..Proposal::default() });
        self
    }

    /// Somebody decided to stop, or to go on.
    #[must_use]
    pub fn decided(mut self, local: &str, by: PersonId, stop: bool) -> Self {
        let id = nth_entry(self.0.decisions.len());
        let why = "客戶關係要保住".to_owned();
        self.0.decisions.push(Decision { id, stop, why, by: Some(by), at: at(local) });
        self
    }

    /// Somebody added to the first contact.
    #[must_use]
    pub fn amended(mut self, local: &str, by: PersonId) -> Self {
        let id = nth_entry(self.0.amendments.len());
        let content = "客戶後來補充：要兩台".to_owned();
        let of = self.0.follow_ups.first().map(|it| it.id);
        let amendment = Amendment { id, of, content, by: Some(by), at: at(local), ..Amendment::default() };
        self.0.amendments.push(amendment);
        self
    }

    /// Somebody let go what is owed by that clause since a local time.
    #[must_use]
    pub fn waived(mut self, local: &str, by: PersonId, clause: Clause, since: &str) -> Self {
        let id = nth_entry(self.0.waivers.len());
        let (clause, why) = (clause.id().to_owned(), "客戶停工檢修".to_owned());
        self.0.waivers.push(Waiver { id, clause, since: at(since), why, by: Some(by), at: at(local) });
        self
    }

    /// Somebody offered to a colleague what is owed by that clause since a local time.
    #[must_use]
    pub fn offered(
        mut self,
        local: &str,
        (by, to): (PersonId, PersonId),
        clause: Clause,
        since: &str,
    ) -> Self {
        self.0.hand_ons.push(HandOn {
            id: nth_entry(self.0.hand_ons.len()),
            clause: clause.id().to_owned(),
            since: at(since),
            to: Some(to),
            words: "我出差，請幫忙".to_owned(),
            by: Some(by),
            at: at(local),
            ..HandOn::default()
        });
        self
    }

    /// The colleague to whom it was offered last accepted.
    #[must_use]
    pub fn accepted(mut self, local: &str) -> Self {
        if let Some(offer) = self.0.hand_ons.last_mut() {
            offer.accepted = at(local);
        }
        self
    }

    /// The colleague to whom it was offered last declined.
    #[must_use]
    pub fn declined(mut self, local: &str) -> Self {
        if let Some(offer) = self.0.hand_ons.last_mut() {
            offer.declined = at(local);
            "本週排滿了".clone_into(&mut offer.declined_why);
        }
        self
    }

    /// [`WANG`] answered the finding that the plan of that local time is slow.
    #[must_use]
    pub fn answered(mut self, local: &str, stance: Stance, planned: &str) -> Self {
        self.0.answers.push(Answer {
            id: nth_entry(self.0.answers.len()),
            clause: Clause::C3_2_b.id().to_owned(),
            found: "slow_plan".to_owned(),
            since: at(planned),
            stance: Some(stance),
            words: "先照此，月底再看".to_owned(),
            by: Some(WANG),
            at: at(local),
        });
        self
    }
}
