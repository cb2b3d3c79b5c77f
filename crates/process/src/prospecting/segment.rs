//! ## 2.2 Target customers 目標客戶
//!
//! **2.2.a** Target groups follow from products and market; target customers have purchasing power and potential need.
//!
//! A segment says which customers we want: by industry, size and region. Whether a customer fits one, and whether it is
//! a target, follows from what is known of it.

#[cfg(test)]
mod tests;

use super::Customer;
use crate::audience::Concerned;
use crate::folding::folded;
use crate::law::{Act, Barred, Fact};
use crate::policy::PolicyValue;
use crate::{Company, DocId, PersonId, line, record};

record! {
    /// A group of customers that we aim at.
    Segment "segment" made_by DescribeSegment {
        /// What it is called.
        name: String = Line(120), C2_2_a, Plain, EditSegment, required, searched;
        /// For which product or group of products.
        product: String = Line(60), C2_2_a, Plain, EditSegment, searched, listed;
        /// Words of which one stands in a customer's industry, with commas between.
        industries: String = Line(200), C2_2_a, Plain, EditSegment, listed;
        /// At least so many people work there.
        employees_least: Option<i64> = Number(1, 10_000_000), C2_2_a, Plain, EditSegment;
        /// At most so many.
        employees_most: Option<i64> = Number(1, 10_000_000), C2_2_a, Plain, EditSegment;
        /// Territories or towns, with commas between.
        regions: String = Line(200), C2_2_a, Plain, EditSegment;
        /// Why them.
        why: String = Lines(2000), C2_2_a, Words, EditSegment;
        /// The market report that it follows from.
        report: Option<DocId> = Document, C2_2_a, Plain, EditSegment;
        /// Who looks after it.
        owner: Option<PersonId> = Person, C2_2_a, Plain, EditSegment, required;
    }
    lists {
    }
}

/// The words of a line with commas between, in either script's signs: of what a segment asks for, and a customer's tags.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', '，', '、', ';', '；']).map(str::trim).filter(|word| !word.is_empty())
}

impl Segment {
    /// Who looks after it, and marketing.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned::of_company(self.owner, [])
    }

    /// Whether a customer belongs to it: what it does not ask for fits anything, what is asked for must be known. Words
    /// are compared [`folded`].
    #[must_use]
    pub fn fits(&self, customer: &Customer) -> bool {
        let among = |wanted: &str, there: &[&str]| {
            let wanted = folded(wanted);
            let mut wanted = words(&wanted).peekable();
            wanted.peek().is_none() || wanted.any(|word| there.iter().any(|it| folded(it).contains(word)))
        };
        let big_enough =
            self.employees_least.is_none_or(|least| customer.employees.is_some_and(|n| n >= least));
        let small_enough =
            self.employees_most.is_none_or(|most| customer.employees.is_some_and(|n| n <= most));
        among(&self.industries, &[&customer.industry])
            && among(&self.regions, &[&customer.territory, &customer.town])
            && big_enough
            && small_enough
    }
}

impl Customer {
    /// Nobody has said yet whether it can buy and needs something: a lead.
    #[must_use]
    pub fn is_lead(&self) -> bool {
        self.purchasing_power.is_none() && self.need_potential.is_none()
    }

    /// Whether it has purchasing power and need enough at a moment (ms UTC); `None` while one of them is unknown.
    #[must_use]
    pub fn is_target(&self, company: &Company, at_ms: i64) -> Option<bool> {
        let (power, need) = (self.purchasing_power?, self.need_potential?);
        Some([power, need].into_iter().all(|score| is_enough(score, company, at_ms)))
    }
}

/// Whether a score of purchasing power or need is that of a target at a moment (ms UTC).
#[must_use]
pub fn is_enough(score: i64, company: &Company, at_ms: i64) -> bool {
    score.saturating_mul(100) >= company.policy.at(PolicyValue::TargetFrom, at_ms)
}

/// **2.2.a** Target groups follow from products and market; target customers have purchasing power and potential need.
///
/// A segment's least size is not above its most.
pub(super) fn least_beyond_most(act: &Act<'_, Segment>) -> Option<Barred> {
    let sizes = |segment: &Segment| Some((segment.employees_least?, segment.employees_most?));
    let (least, most) = sizes(act.after)?;
    let stood = act.before.and_then(sizes) == Some((least, most));
    let wrong = least > most && !stood;
    wrong
        .then(|| Barred::because(line!("least_beyond", least = Fact::Count(least), most = Fact::Count(most))))
}
