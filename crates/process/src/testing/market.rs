//! Market notes, sizes and a builder of market reports (2.1).

use super::records::nth_entry;
use super::{LIN, WANG, ms};
use crate::general::HandOn;
use crate::prospecting::{
    Consequence, MarketNote, MarketReport, MarketSize, NoteKind, Quotation, Reading, ReportPart,
};
use crate::value::{Currency, Instant};
use crate::{Clause, DocId, Money, PersonId};

fn at(local: &str) -> Option<Instant> {
    Some(Instant(ms(local)))
}

/// A price that [`LIN`] heard on Monday 2026-11-02 at 09:00.
#[must_use]
pub fn market_note() -> MarketNote {
    MarketNote {
        note_kind: Some(NoteKind::Price),
        subject: "華力 55 kW 降到 36,000".to_owned(),
        product_group: "標準機型".to_owned(),
        price_heard: Some(Money { minor: 3_600_000, currency: Currency::CNY }),
        source: "無錫經銷商".to_owned(),
        by: Some(LIN),
        at: at("2026-11-02 09:00"),
        ..MarketNote::default()
    }
}

/// What [`WANG`] wrote down of a market on Monday 2026-11-02 at 09:00.
#[must_use]
pub fn market_size() -> MarketSize {
    MarketSize {
        product_group: "標準機型".to_owned(),
        territory: "華東".to_owned(),
        year: Some(2026),
        size: Some(Money { minor: 12_000_000_000, currency: Currency::CNY }),
        source: "行業協會年報".to_owned(),
        by: Some(WANG),
        at: at("2026-11-02 09:00"),
        ..MarketSize::default()
    }
}

/// The report of the last quarter of 2026, for which [`WANG`] named [`LIN`] on Monday 2026-10-12 at 09:00.
#[must_use]
pub fn market_report() -> ReportBuilder {
    ReportBuilder(MarketReport {
        quarter: "2026-Q4".to_owned(),
        author: Some(LIN),
        manager: Some(WANG),
        named: at("2026-10-12 09:00"),
        ..MarketReport::default()
    })
}

/// See [`market_report`].
#[derive(Debug, Clone)]
pub struct ReportBuilder(MarketReport);

impl ReportBuilder {
    /// Of that quarter.
    #[must_use]
    pub fn of(mut self, quarter: &str) -> Self {
        quarter.clone_into(&mut self.0.quarter);
        self
    }

    /// That person writes it.
    #[must_use]
    pub fn written_by(mut self, author: PersonId) -> Self {
        self.0.author = Some(author);
        self
    }

    /// That manager named the author.
    #[must_use]
    pub fn named_by(mut self, manager: PersonId) -> Self {
        self.0.manager = Some(manager);
        self
    }

    /// The author was named at that local time.
    #[must_use]
    pub fn named(mut self, local: &str) -> Self {
        self.0.named = at(local);
        self
    }

    /// All three parts are written.
    #[must_use]
    pub fn written(mut self) -> Self {
        "電機訂單比上季少一成".clone_into(&mut self.0.industry);
        "華力降價，交期六週".clone_into(&mut self.0.competitors);
        "永磁替換繼續".clone_into(&mut self.0.trends);
        self
    }

    /// A note is quoted under a heading.
    #[must_use]
    pub fn quoting(mut self, note: DocId, part: ReportPart) -> Self {
        let id = nth_entry(self.0.quotations.len());
        let words = "華力 55 kW 降到 36,000".to_owned();
        let (note, report_part) = (Some(note), Some(part));
        self.0.quotations.push(Quotation { id, note, report_part, words, removed: None });
        self
    }

    /// Submitted at that local time.
    #[must_use]
    pub fn submitted(mut self, local: &str) -> Self {
        self.0.submitted = at(local);
        self
    }

    /// That person opened it at that local time.
    #[must_use]
    pub fn read(mut self, local: &str, by: PersonId) -> Self {
        let id = nth_entry(self.0.readings.len());
        self.0.readings.push(Reading { id, by: Some(by), at: at(local) });
        self
    }

    /// That person named what follows, at that local time.
    #[must_use]
    pub fn followed(mut self, local: &str, by: PersonId) -> Self {
        let id = nth_entry(self.0.consequences.len());
        let words = "55 kW 報價時附上能耗對比".to_owned();
        self.0.consequences.push(Consequence { id, words, by: Some(by), at: at(local) });
        self
    }

    /// The author of the report after it was named at that local time.
    #[must_use]
    pub fn continued(mut self, local: &str) -> Self {
        self.0.next = Some(DocId([9; 16]));
        self.0.continued = at(local);
        self
    }

    /// A colleague has taken on at a local time what somebody owed by that clause since another.
    #[must_use]
    pub fn taken_on(
        mut self,
        local: &str,
        clause: Clause,
        since: &str,
        (by, to): (PersonId, PersonId),
    ) -> Self {
        self.0.hand_ons.push(HandOn {
            id: nth_entry(self.0.hand_ons.len()),
            clause: clause.id().to_owned(),
            since: at(since),
            to: Some(to),
            by: Some(by),
            at: at(since),
            accepted: at(local),
            ..HandOn::default()
        });
        self
    }

    /// The typed record.
    #[must_use]
    pub fn build(self) -> MarketReport {
        self.0
    }
}
