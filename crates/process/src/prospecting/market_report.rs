//! ## 2.1 The market report 市場報告
//!
//! **2.1.a** The team analyses the market periodically: industry, competitors, trends.
//! **2.1.b** The report goes to the sales manager and the departments concerned.
//!
//! A manager names who writes the report of a quarter: that makes the record. The author picks market notes, which stand
//! under the three headings as quotations, writes each part and submits; from then on the whole company reads it. Who opens
//! it is recorded as a reader, and the manager names what follows from it. The next author is named from there. It begins
//! with the first author that a manager names: before that there is no record that anything could be owed from.

mod handing_in;
mod naming;

use crate::audience::Concerned;
use crate::general::{HandOn, settled, signature};
use crate::law::{Asks, Bar, Lawful, Owed};
use crate::value::Instant;
use crate::{Clause, Company, DocId, PersonId, choice, entry, record};

pub use naming::names_authors;

use super::Quarter;

choice! {
    /// A part of a market report.
    ReportPart {
        /// 行業
        Industry = "industry",
        /// 競爭對手
        Competitors = "competitors",
        /// 趨勢
        Trends = "trends",
    }
}

record! {
    /// What a team makes of the market in a quarter.
    MarketReport "market_report" made_by NameMarketAuthor {
        /// Of which quarter, such as `2026-Q4`.
        quarter: String = Line(7), C2_1_a, Plain, NameMarketAuthor, required, searched, stamped;
        /// Who writes it.
        author: Option<PersonId> = Person, C2_1_a, Plain, ReplaceMarketAuthor, required;
        /// The manager who named the author, and to whom it goes.
        manager: Option<PersonId> = Person, C2_1_a, Plain, NameMarketAuthor, required;
        /// Named then.
        named: Option<Instant> = Instant, C2_1_a, Plain, ReplaceMarketAuthor, required;
        /// How the industry does.
        industry: String = Lines(8000), C2_1_b, Words, WriteMarketReport;
        /// What competitors do.
        competitors: String = Lines(8000), C2_1_b, Words, WriteMarketReport;
        /// Where it goes.
        trends: String = Lines(8000), C2_1_b, Words, WriteMarketReport;
        /// Submitted then.
        submitted: Option<Instant> = Instant, C2_1_b, Plain, SubmitMarketReport;
        /// The report of the next quarter, whose author is named.
        next: Option<DocId> = Document, C2_1_a, Plain, ContinueMarketReport;
        /// Its author was named then.
        continued: Option<Instant> = Instant, C2_1_a, Plain, ContinueMarketReport;
    }
    lists {
        /// Notes that it quotes.
        quotations: Quotation = "quotation";
        /// Who has read it.
        readings: Reading = "reading";
        /// What follows from it.
        consequences: Consequence = "consequence";
        /// Duties handed on.
        hand_ons: HandOn = "hand_on";
    }
}

entry! {
    /// A market note under one of the three headings. The words are kept as the note told them when it was picked.
    Quotation made_by QuoteNote {
        /// The note.
        note: Option<DocId> = Document, C2_1_b, Plain, QuoteNote, required;
        /// Under which heading.
        report_part: Option<ReportPart> = Choice(ReportPart::CODES), C2_1_b, Plain, QuoteNote, required;
        /// In its words.
        words: String = Lines(4500), C2_1_b, Words, QuoteNote, required;
        /// Taken out again then.
        removed: Option<Instant> = Instant, C2_1_b, Plain, QuoteNote;
    }
}

entry! {
    /// That somebody has read it.
    Reading made_by ReadMarketReport {
        /// Who.
        by: Option<PersonId> = Person, C2_1_b, Plain, ReadMarketReport, required;
        /// When they opened it.
        at: Option<Instant> = Instant, C2_1_b, Plain, ReadMarketReport, required;
    }
}

entry! {
    /// What follows from it.
    Consequence made_by NameConsequence {
        /// What is done, by whom, until when; or why nothing is.
        words: String = Lines(2000), C2_1_b, Words, NameConsequence, required;
        /// Who says so.
        by: Option<PersonId> = Person, C2_1_b, Plain, NameConsequence, required;
        /// When.
        at: Option<Instant> = Instant, C2_1_b, Plain, NameConsequence, required;
    }
}

/// Bars on market reports, of all chapters in the policy's order.
const MARKET_REPORT_BARS: &[(Clause, Bar<MarketReport>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C1_1, settled::handed_on_unlawfully),
    (Clause::C1_1, settled::hand_on_answered_for_another),
    (Clause::C2_1_a, naming::author_named_without_office),
    (Clause::C2_1_a, naming::author_not_here),
    (Clause::C2_1_a, naming::quarter_unclear),
    (Clause::C2_1_a, naming::named_at_another_time),
    (Clause::C2_1_b, handing_in::report_written_by_another),
    (Clause::C2_1_b, handing_in::submitted_without_a_part),
    (Clause::C2_1_b, handing_in::submitted_at_another_time),
    (Clause::C2_1_b, handing_in::changed_after_submission),
    (Clause::C2_1_b, handing_in::read_before_submission),
    (Clause::C2_1_b, handing_in::followed_by_another),
];

/// Duties from market reports, of all chapters in the policy's order.
const MARKET_REPORT_DUTIES: &[(Clause, Owed<MarketReport>, Asks)] = &[
    (Clause::C2_1_a, naming::write_report, Asks::MarketReport),
    (Clause::C2_1_a, naming::name_next_author, Asks::MarketAuthor),
    (Clause::C2_1_b, handing_in::name_what_follows, Asks::Consequence),
];

impl Lawful for MarketReport {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        MARKET_REPORT_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        MARKET_REPORT_DUTIES.to_vec()
    }

    fn settled(&self) -> settled::Settled<'_> {
        settled::Settled { waivers: &[], hand_ons: &self.hand_ons, answers: &[] }
    }
}

impl MarketReport {
    /// Its quarter; `None` where what stands there is none.
    #[must_use]
    pub fn of_quarter(&self) -> Option<Quarter> {
        Quarter::parse(&self.quarter)
    }

    /// What is written under a heading.
    #[must_use]
    pub fn part(&self, part: ReportPart) -> &str {
        match part {
            ReportPart::Industry => &self.industry,
            ReportPart::Competitors => &self.competitors,
            ReportPart::Trends => &self.trends,
        }
    }

    /// The notes quoted under a heading.
    pub fn quoted(&self, part: ReportPart) -> impl Iterator<Item = &Quotation> {
        self.quotations.iter().filter(move |it| it.report_part == Some(part) && it.removed.is_none())
    }

    /// Who names what follows from it: the manager; where they are the author themselves, or have left, who stands above.
    #[must_use]
    pub fn reader(&self, company: &Company) -> Option<PersonId> {
        let manager = self.manager?;
        let is_here = company.people.get(manager).is_some_and(|person| !person.left);
        if is_here && self.author != Some(manager) { Some(manager) } else { company.decider_for(manager) }
    }

    /// Who has read it, each once with the first time, in the order of time.
    #[must_use]
    pub fn readers(&self) -> Vec<(PersonId, Instant)> {
        let mut all: Vec<(Instant, PersonId)> =
            self.readings.iter().filter_map(|it| Some((it.at?, it.by?))).collect();
        all.sort_unstable();
        let mut readers: Vec<(PersonId, Instant)> = Vec::new();
        for (at, by) in all {
            if !readers.iter().any(|(known, _)| *known == by) {
                readers.push((by, at));
            }
        }
        readers
    }

    /// While it is written, its author's and their manager's; submitted, the whole company reads it, and writes down that
    /// it did.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        let is_out = self.submitted.is_some();
        Concerned {
            owner: self.author.filter(|_| !is_out),
            workers: self.author.into_iter().chain(self.manager).collect(),
            helpers: self.settled().helpers().collect(),
            everyone: is_out,
            open: is_out,
            ..Concerned::default()
        }
    }
}
