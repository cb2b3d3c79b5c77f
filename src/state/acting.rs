//! What its person is about to do: a row or page names the deed, the shell opens its sheet.

use fieldbook_book::replica::NOW;
use fieldbook_process::law::{Asks, Finding};
use fieldbook_process::{ActName, DocId, EntryId, PersonId, RecordKind, Value};
use leptos::prelude::*;

use super::route::Route;

/// Something to be written down about a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// A contact of a deal.
    Contact(DocId),
    /// Fields of the record, with what the machine stamps beside them.
    Fields(DocId, RecordKind, ActName, Vec<(&'static str, Value)>),
    /// A new entry of one of its lists, signed by its person; with fields that are given already.
    Entry(DocId, RecordKind, &'static str, Vec<(&'static str, Value)>),
    /// An entry of one of its lists that stands already, put right.
    Mend(DocId, RecordKind, &'static str, EntryId),
    /// Fields that an act adds to the latest entry of one of its lists, with what the machine stamps beside them.
    Latest(DocId, RecordKind, &'static str, ActName, Vec<(&'static str, Value)>),
    /// Fields that an act adds to an entry of one of its lists, with what the machine stamps beside them.
    OfEntry(DocId, RecordKind, &'static str, EntryId, ActName, Vec<(&'static str, Value)>),
    /// Name and phone of somebody caught.
    Name(DocId),
    /// The customer is given to somebody, on a page of its own.
    HandOver(DocId),
    /// What has a page of its own, which is gone to.
    Page(DocId, Route, ActName),
}

impl Deed {
    /// The deed that answers a duty from a record.
    pub fn answering(asks: Asks, doc: DocId, me: PersonId) -> Self {
        let entry = |list: &'static str| Self::Entry(doc, RecordKind::Deal, list, Vec::new());
        let by = Value::Id(me.0);
        let line = |act, when: &'static str, who: &'static str| {
            let stamps = vec![(when, NOW), (who, by.clone())];
            Self::Latest(doc, RecordKind::Customer, "handover", act, stamps)
        };
        match asks {
            Asks::Contact => Self::Contact(doc),
            Asks::Evaluation => entry("evaluation"),
            Asks::Resources => entry("resource"),
            Asks::Proposal => entry("proposal"),
            Asks::Decision => entry("decision"),
            Asks::Closing => {
                Self::Fields(doc, RecordKind::Deal, ActName::CloseDeal, vec![("closed_at", NOW)])
            }
            Asks::Touch => Self::Entry(doc, RecordKind::Customer, "touch", vec![("happened", NOW)]),
            Asks::FirstContact => Self::Entry(doc, RecordKind::Customer, "touch", vec![("happened", NOW)]),
            Asks::Naming => Self::Name(doc),
            Asks::HandOver | Asks::Assignment => Self::HandOver(doc),
            Asks::MarketReport => {
                Self::Page(doc, Route::RecordEdit(RecordKind::MarketReport, doc), ActName::WriteMarketReport)
            }
            Asks::MarketAuthor => {
                Self::Page(doc, Route::RecordNew(RecordKind::MarketReport), ActName::ContinueMarketReport)
            }
            Asks::Consequence => Self::Entry(doc, RecordKind::MarketReport, "consequence", Vec::new()),
            Asks::Acceptance => line(ActName::AcceptCustomer, "accepted", "accepted_by"),
            Asks::Introduction => line(ActName::IntroduceOwner, "told", "told_by"),
            Asks::Answer => {
                let stamps = vec![("answered", NOW), ("answered_by", by)];
                Self::Fields(doc, RecordKind::Question, ActName::AnswerQuestion, stamps)
            }
            Asks::NeedsAnswer => {
                let stamps = vec![("answered", NOW), ("answered_by", by)];
                Self::Fields(doc, RecordKind::NeedsReport, ActName::AnswerNeedsReport, stamps)
            }
            Asks::Telling => {
                let stamps = vec![("told", NOW), ("told_by", by)];
                Self::Fields(doc, RecordKind::Question, ActName::TellAnswer, stamps)
            }
        }
    }

    /// The record.
    pub fn doc(&self) -> DocId {
        match self {
            Self::Contact(doc)
            | Self::Fields(doc, ..)
            | Self::Entry(doc, ..)
            | Self::Mend(doc, ..)
            | Self::Latest(doc, ..)
            | Self::OfEntry(doc, ..)
            | Self::Name(doc)
            | Self::HandOver(doc)
            | Self::Page(doc, ..) => *doc,
        }
    }

    /// The act that it amounts to.
    pub fn act(&self) -> Option<ActName> {
        match self {
            Self::Contact(_) => Some(ActName::LogFollowUp),
            Self::Fields(_, _, act, _) | Self::Latest(_, _, _, act, _) | Self::Page(_, _, act) => Some(*act),
            Self::OfEntry(.., act, _) => Some(*act),
            Self::Name(_) => Some(ActName::EditContact),
            Self::HandOver(_) => Some(ActName::HandOverCustomer),
            Self::Entry(_, kind, list, _) | Self::Mend(_, kind, list, _) => {
                kind.schema().entry(list).map(|list| list.made_by)
            }
        }
    }
}

/// What an answer says of the finding that it answers.
pub fn of_finding(finding: &Finding) -> Vec<(&'static str, Value)> {
    vec![
        ("clause", Value::Text(finding.clause.id().to_owned())),
        ("found", Value::Text(finding.what.key.clone().into_owned())),
        ("since", Value::Instant(finding.at_ms)),
    ]
}

/// The deed of now; `None` where no sheet is open.
#[derive(Debug, Clone, Copy)]
pub struct Acting(pub RwSignal<Option<Deed>>);

/// Puts it into the context.
pub fn provide_acting() -> Acting {
    let acting = Acting(RwSignal::new(None));
    provide_context(acting);
    acting
}

/// The deed of now.
pub fn use_acting() -> Acting {
    expect_context()
}

impl Acting {
    /// Opens the sheet of a deed.
    pub fn on(self, deed: Deed) {
        self.0.set(Some(deed));
    }
}
