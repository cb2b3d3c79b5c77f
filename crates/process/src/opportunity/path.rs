//! ## 1.1 Paths 路徑
//!
//! One process for every sale, in three lengths: *simple* for small deals of list goods, *large* for key customers
//! and large amounts, else *standard*. The path is derived from amount and customer; somebody above the seller may
//! choose another one with a reason. Deals of the same customer and goods within the policy's days count together.
//!
//! Not formalised yet: that a simple deal is of list goods on standard terms (quotes, chapter 4), and a large amount
//! by product group: the catalogue has one amount for all.

#[cfg(test)]
mod tests;

use super::Deal;
use crate::law::{Act, Barred, Fact};
use crate::policy::PolicyValue;
use crate::value::Instant;
use crate::{Company, DocId, Money, choice, line};

choice! {
    /// How much of the process a deal goes through.
    DealPath {
        /// 簡易
        Simple = "simple",
        /// 標準
        Standard = "standard",
        /// 大項目
        Large = "large",
    }
}

choice! {
    /// Why a deal goes its path.
    PathWhy {
        /// Somebody above its seller chose it.
        Chosen = "chosen",
        /// Its customer is a key customer.
        KeyCustomer = "key_customer",
        /// The amount is as large as the policy's.
        Large = "large",
        /// The amount is below the policy's.
        Small = "small",
        /// The amount lies between both.
        Between = "between",
        /// The amount is not known.
        Unknown = "unknown",
    }
}

/// A deal beside others of its customer, as far as paths look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The deal.
    pub doc: DocId,
    /// Its main product.
    pub product: String,
    /// When it was opened.
    pub opened: Option<Instant>,
    /// Expected amount.
    pub amount: Option<Money>,
}

/// The path of a deal with the reason: the one chosen, else what follows from amount and customer. `beside` are the
/// other deals of its customer; `doc` is the deal itself, so that it does not count twice.
#[must_use]
pub fn path_of(
    deal: &Deal,
    doc: DocId,
    key_customer: bool,
    beside: &[Beside],
    company: &Company,
) -> (DealPath, PathWhy) {
    if let Some(path) = deal.deal_path {
        return (path, PathWhy::Chosen);
    }
    let at_ms = deal.opened.map_or(0, |opened| opened.0);
    let minor = |value| company.policy.at(value, at_ms).saturating_mul(100);
    let sum = together(deal, doc, beside, company);
    match sum {
        _ if key_customer => (DealPath::Large, PathWhy::KeyCustomer),
        Some(sum) if sum >= minor(PolicyValue::PathLargeFrom) => (DealPath::Large, PathWhy::Large),
        Some(sum) if sum < minor(PolicyValue::PathSimpleBelow) => (DealPath::Simple, PathWhy::Small),
        Some(_) => (DealPath::Standard, PathWhy::Between),
        None => (DealPath::Standard, PathWhy::Unknown),
    }
}

/// The amount of a deal with those that count together with it, in minor units of its currency; `None` where its own
/// amount is not known.
fn together(deal: &Deal, doc: DocId, beside: &[Beside], company: &Company) -> Option<i64> {
    let own = deal.amount?;
    let at_ms = deal.opened.map_or(0, |opened| opened.0);
    let days = company.policy.at(PolicyValue::PathTogetherDays, at_ms);
    let day = |ms: i64| i64::from(company.calendar.day_of(ms).0);
    let counts = |it: &&Beside| {
        let near = it.opened.is_some_and(|opened| (day(opened.0) - day(at_ms)).abs() <= days);
        it.doc != doc
            && near
            && it.product == deal.product
            && it.amount.is_some_and(|a| a.currency == own.currency)
    };
    let others = beside.iter().filter(counts).filter_map(|it| it.amount).map(|amount| amount.minor);
    Some(others.fold(own.minor, i64::saturating_add))
}

/// **1.1** One standard process for every sale.
///
/// A deal is put on another path only by somebody above its seller, with a reason in words. To decide between two
/// that were chosen at once is to choose, too.
pub(super) fn path_chosen_unlawfully(act: &Act<'_, Deal>) -> Option<Barred> {
    let chosen = |deal: &Deal| (deal.deal_path, deal.path_why.clone());
    let before = act.before.map(chosen).unwrap_or_default();
    let settles = act.settles("deal_path") || act.settles("path_why");
    if (chosen(act.after) == before && !settles) || (act.after.deal_path.is_none() && before.0.is_none()) {
        return None;
    }
    let seller = act.before.and_then(|before| before.seller).or(act.after.seller)?;
    if !act.company.acts_for(act.person.id, seller, act.entered_ms) {
        let who = act.company.decider_for(seller);
        return Some(Barred {
            who,
            ..Barred::because(line!("path_not_yours", seller = Fact::Person(seller)))
        });
    }
    let changed = chosen(act.after) != before;
    let unexplained = changed && act.after.deal_path.is_some() && act.after.path_why.trim().is_empty();
    let lacks = vec![line!("path_reason", field = Fact::Field("path_why".into()))];
    unexplained.then(|| Barred { lacks, ..Barred::because(line!("path_without_reason")) })
}
