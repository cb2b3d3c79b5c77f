//! ## 3.1, 3.2 Deals and their contacts 商機與跟進
//!
//! **3.1** Interest plus a possibility to buy makes an opportunity.
//! **3.2.a** Every opportunity has its own record of contacts: time, content, feedback.

use super::decision::{Decision, Proposal, Resource};
use super::evaluation::Evaluation;
use super::path::DealPath;
use crate::attachment::Attachment;
use crate::audience::Concerned;
use crate::general::{Answer, HandOn, Waiver};
use crate::law::Lawful;
use crate::value::Instant;
use crate::{Day, DocId, EntryId, Money, PersonId, choice, entry, record};

choice! {
    /// How a contact took place.
    Channel {
        /// 拜訪
        Visit = "visit",
        /// 電話
        Phone = "phone",
        /// 微信
        WeChat = "wechat",
        /// 企業微信
        WeCom = "wecom",
        /// 電子郵件
        Email = "email",
        /// 視頻會議
        Video = "video",
        /// 展會
        Show = "show",
        /// 其他
        Other = "other",
    }
}

choice! {
    /// How a deal ended.
    Closed {
        /// 成交
        Won = "won",
        /// 丟單
        Lost = "lost",
        /// 放棄
        Dropped = "dropped",
    }
}

record! {
    /// An opportunity with one customer.
    Deal "deal" made_by OpenDeal {
        /// What it is about, in a few words.
        title: String = Line(120), C3_1, Commercial, EditDeal, required, searched;
        /// The customer; an opportunity imported without one has none.
        customer: Option<DocId> = Document, C3_1, Commercial, EditDeal;
        /// Who works on it.
        seller: Option<PersonId> = Person, C1_2, Plain, HandOverDeal, required;
        /// The interest shown, in words.
        interest: String = Lines(2000), C3_1, Words, EditDeal;
        /// Why buying is possible, in words.
        possibility: String = Lines(2000), C3_1, Words, EditDeal;
        /// Expected amount.
        amount: Option<Money> = Money, C3_1, Commercial, EditDeal;
        /// Expected day of closing.
        expected_on: Option<Day> = Day, C3_1, Commercial, EditDeal;
        /// Code of the product it is mainly about.
        product: String = Line(60), C3_1, Commercial, EditDeal, searched;
        /// Opened on that day, where it was before it was written down here.
        opened_on: Option<Day> = Day, C3_1, Plain, EditDeal, stamped;
        /// Opened here at that moment.
        opened: Option<Instant> = Instant, C3_1, Plain, EditDeal, required;
        /// Contact every so many days, where it differs from the policy.
        interval_days: Option<i64> = Number(1, 90), C3_2_b, Plain, PlanDeal;
        /// What the next contacts are about.
        focus: String = Lines(1000), C3_2_b, Words, PlanDeal;
        /// Resting until that day.
        resting_until: Option<Day> = Day, C3_2_b, Plain, PlanDeal;
        /// The customer's reason for resting.
        resting_why: String = Line(200), C3_2_b, Words, PlanDeal;
        /// Since when the plan holds.
        planned: Option<Instant> = Instant, C3_2_b, Plain, PlanDeal;
        /// The path it goes, where somebody above its seller chose another than its own.
        deal_path: Option<DealPath> = Choice(DealPath::CODES), C1_1, Plain, SetPath;
        /// Why.
        path_why: String = Lines(500), C1_1, Words, SetPath;
        /// How it ended.
        closed: Option<Closed> = Choice(Closed::CODES), C3_1, Commercial, CloseDeal;
        /// On which day it ended.
        closed_on: Option<Day> = Day, C3_1, Commercial, CloseDeal;
        /// Written down as ended at that moment.
        closed_at: Option<Instant> = Instant, C3_1, Plain, CloseDeal;
        /// Why it ended so.
        closed_why: String = Lines(1000), C3_1, Words, CloseDeal;
        /// What it was worth in the end.
        closed_amount: Option<Money> = Money, C3_1, Commercial, CloseDeal;
        /// Number in the system it was imported from.
        source_number: String = Line(60), C3_1, Plain, EditDeal, searched, stamped;
        /// For imported ones: duties begin at that moment.
        duties_from: Option<Instant> = Instant, C3_2_b, Plain, EditDeal;
    }
    lists {
        /// Contacts written down.
        follow_ups: FollowUp = "follow_up";
        /// Photos, voice notes, files.
        attachments: Attachment = "attachment";
        /// What was added to them later.
        amendments: Amendment = "amendment";
        /// Judgements.
        evaluations: Evaluation = "evaluation";
        /// Resources named while it was of high grade.
        resources: Resource = "resource";
        /// Proposals while it was of low grade.
        proposals: Proposal = "proposal";
        /// Decisions while it was of low grade.
        decisions: Decision = "decision";
        /// Duties let go.
        waivers: Waiver = "waiver";
        /// Duties handed on.
        hand_ons: HandOn = "hand_on";
        /// What was said to findings.
        answers: Answer = "answer";
    }
}

entry! {
    /// A contact, or a try.
    FollowUp made_by LogFollowUp, carrying attachment {
        /// When it took place, as typed.
        happened: Option<Instant> = Instant, C3_2_a, Plain, LogFollowUp, required;
        /// When it was entered, by the phone's corrected clock.
        entered: Option<Instant> = Instant, C3_2_a, Plain, LogFollowUp, required;
        /// Who wrote it down.
        by: Option<PersonId> = Person, C3_2_a, Plain, LogFollowUp, required;
        /// Who took it over, where the author had no authority any more.
        taken_over_by: Option<PersonId> = Person, C3_2_a, Plain, LogFollowUp;
        /// How.
        channel: Option<Channel> = Choice(Channel::CODES), C3_2_a, Plain, LogFollowUp, required;
        /// Begun by the customer.
        incoming: bool = Flag, C3_2_a, Plain, LogFollowUp;
        /// Somebody was reached; without it, it was a try.
        reached: bool = Flag, C3_2_a, Plain, LogFollowUp;
        /// With whom.
        contact: String = Line(120), C3_2_a, Words, LogFollowUp;
        /// What it was about.
        content: String = Lines(4000), C3_2_a, Words, LogFollowUp;
        /// What the customer said.
        feedback: String = Lines(4000), C3_2_a, Words, LogFollowUp;
        /// Where.
        place: String = Line(120), C3_2_a, Words, LogFollowUp;
        /// What comes next.
        next_step: String = Line(200), C3_2_a, Words, LogFollowUp;
    }
}

entry! {
    /// What is added to a contact that stands already; the words before stay.
    Amendment made_by AmendFollowUp {
        /// The contact.
        of: Option<EntryId> = Entry, C3_2_a, Plain, AmendFollowUp, required;
        /// What is added or put right.
        content: String = Lines(4000), C3_2_a, Words, AmendFollowUp, required;
        /// Who.
        by: Option<PersonId> = Person, C3_2_a, Plain, AmendFollowUp, required;
        /// When.
        at: Option<Instant> = Instant, C3_2_a, Plain, AmendFollowUp, required;
        /// Who took it over, where the author had no authority any more.
        taken_over_by: Option<PersonId> = Person, C3_2_a, Plain, AmendFollowUp;
    }
}

impl Deal {
    /// Who works on it by itself: its seller, and colleagues who took on something owed. With a customer it goes with
    /// those who work on that, so that what somebody without authority writes goes to the customer's owner.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned {
            owner: self.seller,
            workers: self.seller.into_iter().collect(),
            helpers: self.settled().helpers().collect(),
            ..Concerned::default()
        }
    }
}
