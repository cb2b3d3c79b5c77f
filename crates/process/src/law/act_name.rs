//! What a change amounts to: told by the sender, and derived from the paths that it touches.

use crate::Value;
use crate::facts::{Facts, Path};
use crate::prospecting::NAMELESS;
use crate::schema::{Schema, has_entry};

crate::choice! {
    /// What a change amounts to. Derived from the difference; the act named by the sender must equal it.
    ActName {
        /// A customer is written down.
        RegisterCustomer = "register_customer",
        /// Facts about a customer change.
        EditCustomer = "edit_customer",
        /// A contact person is added or changed.
        EditContact = "edit_contact",
        /// A customer gets another owner.
        HandOverCustomer = "hand_over_customer",
        /// Who got it accepts a customer.
        AcceptCustomer = "accept_customer",
        /// A customer is told who looks after it now.
        IntroduceOwner = "introduce_owner",
        /// Someone else may work on a customer too.
        ShareCustomer = "share_customer",
        /// A contact with a customer is written down.
        LogTouch = "log_touch",
        /// Somebody takes a customer from the pool.
        ClaimCustomer = "claim_customer",
        /// A customer or competitor turns out to be another one, written down twice.
        JoinCustomer = "join_customer",
        /// Joined by mistake.
        SeparateCustomer = "separate_customer",
        /// A customer is withdrawn with its import.
        WithdrawCustomer = "withdraw_customer",
        /// How well a customer fits is judged: purchasing power, need.
        RateCustomer = "rate_customer",
        /// Somebody met is caught in seconds, at a stand or on the way.
        CaptureContact = "capture_contact",
        /// A photo, voice note or file is put to a record.
        Attach = "attach",
        /// It is taken off again; nothing is deleted.
        RemoveAttachment = "remove_attachment",
        /// A show, seminar or the like is written down.
        PlanEvent = "plan_event",
        /// Facts about it change.
        EditEvent = "edit_event",
        /// Who goes there.
        StaffEvent = "staff_event",
        /// A campaign is written down.
        PlanCampaign = "plan_campaign",
        /// Facts about it change.
        EditCampaign = "edit_campaign",
        /// A partner is written down.
        RegisterPartner = "register_partner",
        /// Facts about it change.
        EditPartner = "edit_partner",
        /// A group of target customers is described.
        DescribeSegment = "describe_segment",
        /// Its description changes.
        EditSegment = "edit_segment",
        /// An opportunity is opened.
        OpenDeal = "open_deal",
        /// Facts about a deal change.
        EditDeal = "edit_deal",
        /// How often and about what to be in contact.
        PlanDeal = "plan_deal",
        /// A deal gets another seller.
        HandOverDeal = "hand_over_deal",
        /// A contact is written down.
        LogFollowUp = "log_follow_up",
        /// Something is added to a contact that stands already.
        AmendFollowUp = "amend_follow_up",
        /// A deal is judged: need, power, rivals, chance.
        EvaluateDeal = "evaluate_deal",
        /// What the company puts in for a deal of high grade.
        NameResources = "name_resources",
        /// Whether to go on with a deal of low grade: what its seller thinks.
        ProposeOnLow = "propose_on_low",
        /// Whether to go on with a deal of low grade: what is done.
        DecideOnLow = "decide_on_low",
        /// A deal is put on another path than its own.
        SetPath = "set_path",
        /// A deal is won, lost or dropped.
        CloseDeal = "close_deal",
        /// A department is asked.
        AskQuestion = "ask_question",
        /// Somebody of the department takes a question on.
        TakeQuestion = "take_question",
        /// A question is answered.
        AnswerQuestion = "answer_question",
        /// The customer is told the answer.
        TellAnswer = "tell_answer",
        /// A question gets another asker.
        HandOverQuestion = "hand_over_question",
        /// Something owed is let go, with the reason.
        WaiveDuty = "waive_duty",
        /// Something owed is offered to a colleague.
        HandOnDuty = "hand_on_duty",
        /// The colleague accepts or declines.
        AnswerHandOn = "answer_hand_on",
        /// A finding is answered.
        AnswerFinding = "answer_finding",
        /// Something about the market is written down.
        TakeMarketNote = "take_market_note",
        /// A market note is mended.
        EditMarketNote = "edit_market_note",
        /// Something is added to a market note that stands already.
        AddToMarketNote = "add_to_market_note",
        /// A competitor is written down.
        RegisterCompetitor = "register_competitor",
        /// Facts about a competitor change.
        EditCompetitor = "edit_competitor",
        /// A competitor's price is written down.
        AddRivalPrice = "add_rival_price",
        /// What we answer to a competitor is written down.
        AddArgument = "add_argument",
        /// Somebody is to write the market report of a quarter.
        NameMarketAuthor = "name_market_author",
        /// The author of the report after this one is named.
        ContinueMarketReport = "continue_market_report",
        /// A market report is written.
        WriteMarketReport = "write_market_report",
        /// A market note is quoted in a report, or taken out again.
        QuoteNote = "quote_note",
        /// A market report is submitted.
        SubmitMarketReport = "submit_market_report",
        /// Somebody has read a market report.
        ReadMarketReport = "read_market_report",
        /// What follows from a market report.
        NameConsequence = "name_consequence",
        /// How large a market is.
        RecordMarketSize = "record_market_size",
        /// A questionnaire is begun.
        DraftQuestionnaire = "draft_questionnaire",
        /// A draft of a questionnaire changes.
        EditQuestionnaire = "edit_questionnaire",
        /// A questionnaire is published.
        PublishQuestionnaire = "publish_questionnaire",
        /// A questionnaire is not used any more.
        RetireQuestionnaire = "retire_questionnaire",
        /// Somebody begins to ask a customer what it needs.
        BeginResearch = "begin_research",
        /// What a customer needs is put into words.
        EditResearch = "edit_research",
        /// A customer answers an item.
        Respond = "respond",
        /// A research is finished.
        FinishResearch = "finish_research",
        /// A needs report is composed.
        ComposeNeedsReport = "compose_needs_report",
        /// A needs report changes.
        EditNeedsReport = "edit_needs_report",
        /// A needs report goes to R&D.
        SubmitNeedsReport = "submit_needs_report",
        /// Somebody of R&D takes a needs report on.
        TakeNeedsReport = "take_needs_report",
        /// R&D answers a needs report.
        AnswerNeedsReport = "answer_needs_report",
        /// What a partner was paid is written down.
        PayPartner = "pay_partner",
        /// Somebody else is to write the market report.
        ReplaceMarketAuthor = "replace_market_author",
    }
}

/// Whether an entry that stood there gets what it is found by and lacked: a person met again, whose phone was unknown.
fn fills_in(schema: &Schema, before: &Facts, path: &Path) -> bool {
    let lacked = before.get(path).is_none_or(|value| *value == Value::Text(NAMELESS.to_owned()));
    lacked && schema.field(path).is_some_and(|field| field.searched)
}

/// What the paths touched amount to: one act, or the several that make it inadmissible.
#[must_use]
pub fn acts_of(schema: &Schema, before: Option<&Facts>, touched: &[Path]) -> Vec<ActName> {
    let Some(before) = before else { return vec![schema.made_by] };
    let made = touched.iter().filter_map(|path| path.entry.as_ref());
    let made = made.filter(|(kind, id)| !has_entry(before, kind, *id));
    let made: Vec<_> = made.filter_map(|(kind, _)| schema.entry(kind)).collect();
    let along: Vec<&str> = made.iter().flat_map(|list| list.along).copied().collect();
    let carried: Vec<&str> = made.iter().flat_map(|list| list.carries).copied().collect();
    let goes_along = |path: &&Path| match &path.entry {
        None => along.contains(&path.field.as_str()),
        Some((kind, id)) => {
            carried.contains(&kind.as_str())
                && (!has_entry(before, kind, *id) || fills_in(schema, before, path))
        }
    };
    let mut acts: Vec<ActName> = touched
        .iter()
        .filter(|path| !goes_along(path))
        .filter_map(|path| match &path.entry {
            Some((kind, id)) if !has_entry(before, kind, *id) => Some(schema.entry(kind)?.made_by),
            _ => Some(schema.field(path)?.act),
        })
        .collect();
    acts.sort();
    acts.dedup();
    acts
}
