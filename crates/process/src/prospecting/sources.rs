//! ## 2.3 Where customers come from 客戶來源
//!
//! **2.3.c** Partners recommend customers.
//!
//! What channels, campaigns, events and partners brought, and what that cost. A customer counts as a lead of the days on
//! which it came: in by itself, or written down. Its deals and their money count with it, whenever they were made, so that
//! cost and what came of it belong together. One that turned out to be another customer is no lead; its deals are the other's.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Campaign, Customer, Event, Partner, Source, is_withdrawn, stands_for};
use crate::opportunity::{Closed, Deal};
use crate::value::Currency;
use crate::{Company, Day, DocId, Facts, Money, Record, RecordKind, choice};

choice! {
    /// What figures are taken by.
    SourcesBy {
        /// 渠道
        Channel = "channel",
        /// 推廣活動
        Campaign = "campaign",
        /// 展會與活動
        Event = "event",
        /// 合作夥伴
        Partner = "partner",
    }
}

/// Where something came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A channel.
    Channel(Source),
    /// A campaign, event or partner.
    Record(DocId),
    /// Nobody has said.
    Unknown,
}

/// Amounts together, each currency by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(BTreeMap<Currency, i64>);

impl Sums {
    /// Adds an amount.
    pub fn add(&mut self, money: Money) {
        let sum = self.0.entry(money.currency).or_default();
        *sum = sum.saturating_add(money.minor);
    }

    /// One amount a currency.
    #[must_use]
    pub fn amounts(&self) -> Vec<Money> {
        self.0.iter().map(|(currency, minor)| Money { minor: *minor, currency: *currency }).collect()
    }

    fn of(&self, currency: Currency) -> i64 {
        self.0.get(&currency).copied().unwrap_or_default()
    }
}

/// What came from one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    /// Customers.
    pub leads: u64,
    /// Their deals.
    pub deals: u64,
    /// Those of them that were won.
    pub won: u64,
    /// What these were worth.
    pub won_amount: Sums,
    /// What open ones may be worth.
    pub open_amount: Sums,
    /// What it cost.
    pub cost: Sums,
}

impl Brought {
    /// Cost for each deal won; `None` without either, or where the cost is in several currencies.
    #[must_use]
    pub fn cost_per_deal(&self) -> Option<Money> {
        let [cost] = *self.cost.amounts() else { return None };
        let won = i64::try_from(self.won).ok().filter(|won| *won > 0)?;
        Some(Money { minor: cost.minor.saturating_add(won / 2) / won, ..cost })
    }
}

/// A line of a table: numbers stand once for each place, amounts once for each currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From where.
    pub origin: Origin,
    /// Leads, deals, deals won; on the first line of a place.
    pub counts: Option<[u64; 3]>,
    /// Of the amounts; `None` where there is none.
    pub currency: Option<Currency>,
    /// Won, open, cost, in minor units.
    pub minor: [i64; 3],
    /// Cost for each deal won.
    pub cost_per_deal: Option<i64>,
}

/// Figures as the lines of a table.
#[must_use]
pub fn lines(brought: &BTreeMap<Origin, Brought>) -> Vec<Line> {
    let of_place = |(origin, it): (&Origin, &Brought)| {
        let sums = [&it.won_amount, &it.open_amount, &it.cost];
        let mut currencies: Vec<Option<Currency>> =
            sums.iter().flat_map(|sums| sums.0.keys().copied().map(Some)).collect();
        currencies.sort_unstable();
        currencies.dedup();
        if currencies.is_empty() {
            currencies.push(None);
        }
        let line = |(at, currency): (usize, Option<Currency>)| Line {
            origin: *origin,
            counts: (at == 0).then_some([it.leads, it.deals, it.won]),
            currency,
            minor: sums.map(|sums| currency.map_or(0, |currency| sums.of(currency))),
            cost_per_deal: it
                .cost_per_deal()
                .filter(|money| Some(money.currency) == currency)
                .map(|money| money.minor),
        };
        currencies.into_iter().enumerate().map(line).collect::<Vec<_>>()
    };
    brought.iter().flat_map(of_place).collect()
}

#[derive(Debug, Clone)]
struct Came {
    on: Day,
    source: Option<Source>,
    campaign: Option<DocId>,
    event: Option<DocId>,
    partner: Option<DocId>,
}

#[derive(Debug, Clone)]
struct Dealt {
    customer: DocId,
    closed: Option<Closed>,
    amount: Option<Money>,
}

#[derive(Debug, Clone)]
struct Spent {
    source: Source,
    from: Option<Day>,
    to: Option<Day>,
    cost: Option<Money>,
}

/// The records that figures are taken from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    came: BTreeMap<DocId, Came>,
    joined: BTreeMap<DocId, DocId>,
    deals: Vec<Dealt>,
    campaigns: BTreeMap<DocId, Spent>,
    events: BTreeMap<DocId, Spent>,
    paid: Vec<(DocId, Spent)>,
}

impl Sources {
    /// Adds a record; those that tell nothing of it are passed over.
    pub fn add(&mut self, doc: DocId, kind: RecordKind, facts: &Facts, company: &Company) {
        match kind {
            RecordKind::Customer if !is_withdrawn(facts) => {
                self.add_customer(doc, &Customer::from_facts(facts), company);
            }
            RecordKind::Deal => self.add_deal(&Deal::from_facts(facts)),
            RecordKind::Campaign => {
                let Campaign { source, starts_on: from, ends_on: to, cost, .. } = Campaign::from_facts(facts);
                let source = source.unwrap_or(Source::Website);
                self.campaigns.insert(doc, Spent { source, from, to: to.or(from), cost });
            }
            RecordKind::Event => {
                let Event { starts_on: from, ends_on: to, cost, .. } = Event::from_facts(facts);
                self.events.insert(doc, Spent { source: Source::Event, from, to: to.or(from), cost });
            }
            RecordKind::Partner => {
                let spent = Partner::from_facts(facts).payments.into_iter().map(|it| {
                    let (source, on) = (Source::Partner, it.paid_on);
                    (doc, Spent { source, from: on, to: on, cost: it.amount })
                });
                self.paid.extend(spent);
            }
            _ => {}
        }
    }

    fn add_customer(&mut self, doc: DocId, customer: &Customer, company: &Company) {
        if let Some(other) = customer.joined_into() {
            self.joined.insert(doc, other);
        }
        if let Some(at) = customer.arrived.or(customer.registered) {
            let Customer { source, campaign, event, partner, .. } = *customer;
            let on = company.calendar.day_of(at.0);
            self.came.insert(doc, Came { on, source, campaign, event, partner });
        }
    }

    fn add_deal(&mut self, deal: &Deal) {
        if let Some(customer) = deal.customer {
            let amount = if deal.closed == Some(Closed::Won) { deal.closed_amount } else { None };
            let amount = amount.or(deal.amount);
            self.deals.push(Dealt { customer, closed: deal.closed, amount });
        }
    }

    /// **2.3.c** Partners recommend customers.
    ///
    /// What came in on those days, with what came of it, and what was spent on them: a campaign or event counts with
    /// its whole cost where one of its days is among them, one without days always; a partner with what it was paid on them.
    #[must_use]
    pub fn by(&self, by: SourcesBy, during: &Range<Day>) -> BTreeMap<Origin, Brought> {
        let mut all: BTreeMap<Origin, Brought> = BTreeMap::new();
        let counts = |came: &&Came| during.contains(&came.on);
        let own = self.came.iter().filter(|(doc, _)| self.stands_for(**doc) == **doc);
        for came in own.map(|(_, came)| came).filter(counts) {
            if let Some(origin) = self.origin(by, came) {
                all.entry(origin).or_default().leads += 1;
            }
        }
        for deal in &self.deals {
            let came = self.came.get(&self.stands_for(deal.customer)).filter(counts);
            let Some(origin) = came.and_then(|came| self.origin(by, came)) else { continue };
            let brought = all.entry(origin).or_default();
            brought.deals += 1;
            let sums = match deal.closed {
                None => Some(&mut brought.open_amount),
                Some(Closed::Won) => {
                    brought.won += 1;
                    Some(&mut brought.won_amount)
                }
                Some(_) => None,
            };
            if let (Some(sums), Some(amount)) = (sums, deal.amount) {
                sums.add(amount);
            }
        }
        for (origin, cost) in self.spent(by, during) {
            all.entry(origin).or_default().cost.add(cost);
        }
        all
    }

    /// The customer that a record is, where it was written down twice.
    fn stands_for(&self, customer: DocId) -> DocId {
        stands_for(customer, |at| self.joined.get(&at).copied())
    }

    fn origin(&self, by: SourcesBy, came: &Came) -> Option<Origin> {
        match by {
            SourcesBy::Channel => Some(self.channel(came).map_or(Origin::Unknown, Origin::Channel)),
            SourcesBy::Campaign => came.campaign.map(Origin::Record),
            SourcesBy::Event => came.event.map(Origin::Record),
            SourcesBy::Partner => came.partner.map(Origin::Record),
        }
    }

    /// The channel as it was written down, or else as it follows from campaign, event or partner.
    fn channel(&self, came: &Came) -> Option<Source> {
        let of_campaign = || came.campaign.and_then(|it| self.campaigns.get(&it)).map(|it| it.source);
        let of_event = || came.event.map(|_| Source::Event);
        came.source.or_else(of_campaign).or_else(of_event).or_else(|| came.partner.map(|_| Source::Partner))
    }

    fn spent(&self, by: SourcesBy, during: &Range<Day>) -> Vec<(Origin, Money)> {
        let touches = |it: &Spent| {
            let begins = it.from.or(it.to).is_none_or(|from| from < during.end);
            begins && it.to.is_none_or(|to| during.start <= to)
        };
        let of = |one: SourcesBy| by == SourcesBy::Channel || by == one;
        let campaigns = self.campaigns.iter().filter(|_| of(SourcesBy::Campaign));
        let events = self.events.iter().filter(|_| of(SourcesBy::Event));
        let paid = self.paid.iter().filter(|_| of(SourcesBy::Partner)).map(|(doc, it)| (doc, it));
        let told =
            campaigns.chain(events).chain(paid).filter(|(_, it)| touches(it)).filter_map(|(doc, it)| {
                let origin =
                    if by == SourcesBy::Channel { Origin::Channel(it.source) } else { Origin::Record(*doc) };
                Some((origin, it.cost?))
            });
        told.collect()
    }
}
