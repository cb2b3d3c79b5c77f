//! # 2 Finding customers and learning their needs 客戶開發與需求調研

mod campaign;
mod capture;
mod competitor;
mod condition;
mod customer;
mod decimal;
mod event;
mod export;
mod form;
mod item;
mod joining;
mod lead;
mod likeness;
mod market_note;
mod market_report;
mod market_size;
mod needs_figures;
mod needs_report;
mod partner;
mod pool;
mod protection;
mod quarter;
mod questionnaire;
mod research;
mod segment;
mod sign;
pub mod sources;
mod withdrawal;

pub use campaign::{Campaign, Source};
pub use capture::{Capture, NAMELESS, NextStep};
pub use competitor::{Argument, Competitor, RivalPrice, joins_competitors};
pub use condition::{Compared, Condition, Unreadable};
pub use customer::{Contact, Customer, Intention, Sharer, Touch};
pub use decimal::Decimal;
pub use event::{Attendee, Event, EventKind};
pub(crate) use export::exported_without_manager;
pub use form::{Answers, Asked, Form, ItemKind, Unsound};
pub use item::{Item, in_order};
pub use joining::{JoinedTo, Joining, is_ring, joined_into, joined_to, joins_into, stands_for};
pub use lead::{Unassigned, comes_in_to, proposed_for};
pub use likeness::{Likeness, Traits, name_key};
pub use market_note::{MarketNote, NoteAddition, NoteKind, takes_off};
pub use market_report::{Consequence, MarketReport, Quotation, Reading, ReportPart, names_authors};
pub use market_size::{Market, MarketSize, current_sizes};
pub use needs_figures::{HeadingFigure, ItemFigure, NeedsFigures, OptionFigure, Quote, Spread};
pub use needs_report::{NeedsReport, composes_needs_reports};
pub use partner::{Partner, PartnerKind, PartnerPayment};
pub use pool::{Claim, claimed_beyond, claims_left};
pub use protection::{is_mark, is_renewed_by, protected_until};
pub use quarter::Quarter;
pub use questionnaire::{Questionnaire, writes_questionnaires};
pub use research::{Method, Research, Response, response_id};
pub use segment::{Segment, is_enough, words};
pub use sign::{Sign, WECHAT, WECOM};
pub use withdrawal::{WITHDRAWN, as_it_stands, is_withdrawn};

use crate::Clause;
use crate::general::settled::Settled;
use crate::general::{handover, settled, signature, taking_over};
use crate::law::{Asks, Bar, Finds, Lawful, Owed};

/// Bars on customers, of all chapters in the policy's order.
const CUSTOMER_BARS: &[(Clause, Bar<Customer>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C1_1, settled::waived_unlawfully),
    (Clause::C1_1, settled::handed_on_unlawfully),
    (Clause::C1_1, settled::hand_on_answered_for_another),
    (Clause::C1_1, settled::finding_answered_for_another),
    (Clause::C1_2, handover::owner_changed_without_authority),
    (Clause::C1_2, handover::customer_given_to_nobody),
    (Clause::C1_2, taking_over::handover_tells_otherwise),
    (Clause::C1_2, taking_over::handover_answered_for_another),
    (Clause::C2_2_b, protection::registered_at_another_time),
    (Clause::C2_2_b, protection::touched_in_the_future),
    (Clause::C2_2_b, pool::claimed_while_protected),
    (Clause::C2_2_b, pool::claimed_from_elsewhere),
    (Clause::C2_2_b, pool::claimed_for_another),
    (Clause::C2_2_b, pool::claimed_too_many),
    (Clause::C2_2_b, joining::joined_without_authority),
    (Clause::C2_2_b, joining::joined_twice),
    (Clause::C2_2_b, joining::joined_to_no_other),
    (Clause::C2_2_b, joining::separated_otherwise),
    (Clause::C2_2_b, withdrawal::withdrawn_by_hand),
    (Clause::C2_3_a, lead::arrived_by_hand),
    (Clause::C2_3_b, capture::nothing_caught),
    (Clause::C2_3_b, capture::named_without_phone),
];

/// Duties from customers, of all chapters in the policy's order.
const CUSTOMER_DUTIES: &[(Clause, Owed<Customer>, Asks)] = &[
    (Clause::C1_2, taking_over::hand_over_on_notice, Asks::HandOver),
    (Clause::C1_2, taking_over::accept_customer, Asks::Acceptance),
    (Clause::C1_2, taking_over::introduce_owner, Asks::Introduction),
    (Clause::C2_2_b, protection::keep_from_the_pool, Asks::Touch),
    (Clause::C2_3_a, lead::assign_lead, Asks::Assignment),
    (Clause::C2_3_a, lead::contact_lead, Asks::FirstContact),
    (Clause::C2_3_b, capture::complete_capture, Asks::Naming),
];

/// Findings from customers, of all chapters in the policy's order.
const CUSTOMER_FINDINGS: &[(Clause, Finds<Customer>)] =
    &[(Clause::C2_2_b, protection::claims_collide), (Clause::C2_2_b, capture::caught_of_a_colleague)];

impl Lawful for Customer {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        CUSTOMER_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        CUSTOMER_DUTIES.to_vec()
    }

    fn findings() -> Vec<(Clause, Finds<Self>)> {
        CUSTOMER_FINDINGS.to_vec()
    }

    fn settled(&self) -> Settled<'_> {
        Settled { waivers: &self.waivers, hand_ons: &self.hand_ons, answers: &self.answers }
    }
}

/// Bars on segments.
const SEGMENT_BARS: &[(Clause, Bar<Segment>)] = &[(Clause::C2_2_a, segment::least_beyond_most)];

/// Bars on campaigns.
const CAMPAIGN_BARS: &[(Clause, Bar<Campaign>)] =
    &[(Clause::C2_3_a, campaign::campaign_ends_before_it_begins)];

/// Bars on events.
const EVENT_BARS: &[(Clause, Bar<Event>)] = &[(Clause::C2_3_b, event::event_ends_before_it_begins)];

/// Bars on partners.
const PARTNER_BARS: &[(Clause, Bar<Partner>)] = &[(Clause::C2_3_c, partner::paid_on_a_day_to_come)];

impl Lawful for Segment {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        SEGMENT_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}

impl Lawful for Campaign {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        CAMPAIGN_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}

impl Lawful for Event {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        EVENT_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}

impl Lawful for Partner {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        PARTNER_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}
