//! ## 2.1 Market size 市場容量
//!
//! **2.1.a** The team analyses the market periodically: industry, competitors, trends.
//!
//! How much of a product group is bought in a territory in a year, by anybody from anybody: what our own share is
//! reckoned against (8.2.a). A figure stands as it was written down. A better one is another record, and of several for the
//! same group, territory and year the later one counts: each record is judged by itself, so that two are no finding.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::audience::Concerned;
use crate::general::signature;
use crate::law::{Act, Asks, Bar, Barred, Fact, Lawful, Owed};
use crate::value::Instant;
use crate::{Clause, DocId, Money, PersonId, line, record};

record! {
    /// How large a market is.
    MarketSize "market_size" made_by RecordMarketSize {
        /// Of which product group.
        product_group: String = Line(60), C2_1_a, Plain, RecordMarketSize, required, searched;
        /// In which territory; everywhere where it names none.
        territory: String = Line(60), C2_1_a, Plain, RecordMarketSize, searched, listed;
        /// In which year.
        year: Option<i64> = Year, C2_1_a, Plain, RecordMarketSize, required, listed;
        /// In money.
        size: Option<Money> = Money, C2_1_a, Plain, RecordMarketSize;
        /// In pieces.
        units: Option<i64> = Number(1, 1_000_000_000_000), C2_1_a, Plain, RecordMarketSize;
        /// Where the figure comes from.
        source: String = Line(200), C2_1_a, Words, RecordMarketSize, required;
        /// The market report that it was worked out for.
        report: Option<DocId> = Document, C2_1_a, Plain, RecordMarketSize;
        /// Who wrote it down.
        by: Option<PersonId> = Person, C2_1_a, Plain, RecordMarketSize, required;
        /// When.
        at: Option<Instant> = Instant, C2_1_a, Plain, RecordMarketSize, required;
    }
    lists {}
}

/// Bars on market sizes, of all chapters in the policy's order.
const MARKET_SIZE_BARS: &[(Clause, Bar<MarketSize>)] = &[
    (Clause::C2_1_a, size_signed_otherwise),
    (Clause::C2_1_a, size_without_number),
    (Clause::C2_1_a, size_rewritten),
];

impl Lawful for MarketSize {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        MARKET_SIZE_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// A figure bears the name of who writes it down, and when.
fn size_signed_otherwise(act: &Act<'_, MarketSize>) -> Option<Barred> {
    let honest = act.before.is_some() || signature::is_signed_as_made(act, |size| (size.by, size.at));
    (!honest).then(|| Barred::because(line!("size_signed_otherwise")))
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// A size is told in money or in pieces.
fn size_without_number(act: &Act<'_, MarketSize>) -> Option<Barred> {
    let told = act.after.size.is_some() || act.after.units.is_some();
    let number = |field: &'static str| line!("number", field = Fact::Field(field.into()));
    let lacks = vec![number("size"), number("units")];
    (act.before.is_none() && !told).then(|| Barred { lacks, ..Barred::because(line!("size_without_number")) })
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// A figure stays as it was written down: shares were reckoned with it.
fn size_rewritten(act: &Act<'_, MarketSize>) -> Option<Barred> {
    let before = act.before?;
    (before != act.after).then(|| Barred::because(line!("size_stays")))
}

impl MarketSize {
    /// Nobody's in particular: whoever is with the company reads it.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned { everyone: true, open: true, ..Concerned::default() }
    }
}

/// A market: product group, territory, year.
pub type Market = (String, String, i64);

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// Of each market the figure that counts: the one written down last.
#[must_use]
pub fn current_sizes(
    all: impl IntoIterator<Item = (DocId, MarketSize)>,
) -> BTreeMap<Market, (DocId, MarketSize)> {
    let mut current: BTreeMap<Market, (DocId, MarketSize)> = BTreeMap::new();
    for (doc, size) in all {
        let Some(year) = size.year else { continue };
        let market = (size.product_group.clone(), size.territory.clone(), year);
        let is_later = |(of, known): &(DocId, MarketSize)| (known.at, *of) < (size.at, doc);
        if current.get(&market).is_none_or(is_later) {
            current.insert(market, (doc, size));
        }
    }
    current
}
