//! Figures for the keyboard. Sums are taken from the records each time; nothing is stored.

use std::collections::BTreeMap;
use std::ops::Range;

use fieldbook_book::document::Document;
use fieldbook_book::hub::{self, Stored};
use fieldbook_book::store::{StoreFault, Table, Tx};
use fieldbook_process::opportunity::{Closed, Deal};
use fieldbook_process::prospecting::sources::{self, Origin, Sources, SourcesBy};
use fieldbook_process::value::Currency;
use fieldbook_process::{Company, Day, DocId, Record, RecordKind};

use crate::record;

#[cfg(test)]
mod tests;

/// What sums are taken by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Who sold.
    Seller,
    /// What was sold.
    Product,
    /// The month of the closing day.
    Month,
}

/// Won deals of one seller, product or month in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// How many.
    pub deals: u64,
    /// What they were worth, in minor units.
    pub minor: i128,
}

/// Sums of won deals by name and currency. A deal won without an amount counts among the deals.
///
/// # Errors
/// [`StoreFault`]; also where a document cannot be read.
pub fn sales(tx: &mut dyn Tx, by: By) -> Result<BTreeMap<(String, Currency), Sum>, StoreFault> {
    let company = hub::company(tx)?.unwrap_or_default();
    let mut sums: BTreeMap<(String, Currency), Sum> = BTreeMap::new();
    for (_, stored) in record::all::<Stored>(tx, Table::Documents)? {
        if stored.kind != RecordKind::Deal {
            continue;
        }
        let document = Document::load(&stored.bytes.0).map_err(|fault| StoreFault(fault.to_string()))?;
        let deal = Deal::from_facts(&document.view().facts);
        if deal.closed == Some(Closed::Won) {
            let amount = deal.closed_amount.unwrap_or_default();
            let sum = sums.entry((name(&deal, by, &company), amount.currency)).or_default();
            sum.deals += 1;
            sum.minor += i128::from(amount.minor);
        }
    }
    Ok(sums)
}

/// What channels, campaigns, events or partners brought of what came in on those days (2.3.c), each place by its name.
///
/// # Errors
/// [`StoreFault`]; also where a document cannot be read.
pub fn sources(
    tx: &mut dyn Tx,
    by: SourcesBy,
    during: &Range<Day>,
) -> Result<Vec<(String, sources::Line)>, StoreFault> {
    let company = hub::company(tx)?.unwrap_or_default();
    let mut all = Sources::default();
    let mut names: BTreeMap<DocId, String> = BTreeMap::new();
    for (key, stored) in record::all::<Stored>(tx, Table::Documents)? {
        let Some(doc) = key.try_into().ok().map(DocId) else { continue };
        let document = Document::load(&stored.bytes.0).map_err(|fault| StoreFault(fault.to_string()))?;
        let facts = document.view().facts;
        all.add(doc, stored.kind, &facts, &company);
        if matches!(stored.kind, RecordKind::Campaign | RecordKind::Event | RecordKind::Partner) {
            names.insert(doc, stored.kind.called(&facts).to_owned());
        }
    }
    let named = |line: sources::Line| {
        let name = match line.origin {
            Origin::Channel(source) => source.code().to_owned(),
            Origin::Record(doc) => names.get(&doc).cloned().unwrap_or_else(|| doc.to_string()),
            Origin::Unknown => String::new(),
        };
        (name, line)
    };
    Ok(sources::lines(&all.by(by, during)).into_iter().map(named).collect())
}

fn name(deal: &Deal, by: By, company: &Company) -> String {
    match by {
        By::Seller => {
            let seller = deal.seller.and_then(|id| company.people.get(id));
            seller.map_or_else(String::new, |person| person.name.clone())
        }
        By::Product => deal.product.clone(),
        By::Month => deal.closed_on.map_or_else(String::new, |day| {
            let (year, month, _) = day.date();
            format!("{year:04}-{month:02}")
        }),
    }
}

/// Minor units as a decimal number of the currency: `123456` is `1234.56`.
#[must_use]
pub fn decimal(minor: i128) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let minor = minor.unsigned_abs();
    format!("{sign}{}.{:02}", minor / 100, minor % 100)
}
