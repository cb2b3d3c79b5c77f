//! Where customers come from, by clause.

use std::collections::BTreeMap;

use super::*;
use crate::prospecting::PartnerPayment;
use crate::testing::{CustomerBuilder, LIN, company, day, deal, ms, nth_entry};
use crate::value::Instant;

fn doc(n: u8) -> DocId {
    DocId([n; 16])
}

fn money(minor: i64) -> Money {
    Money { minor, currency: Currency::CNY }
}

fn came(on: &str, change: impl FnOnce(&mut Customer)) -> Customer {
    let mut it = CustomerBuilder::from(Customer::default()).owned_by(LIN).build();
    it.arrived = Some(Instant(ms(&format!("{on} 10:00"))));
    change(&mut it);
    it
}

fn of(customer: u8, closed: Option<Closed>, minor: i64) -> Deal {
    Deal { customer: Some(doc(customer)), closed, amount: Some(money(minor)), ..deal().build() }
}

fn book(records: &[(u8, RecordKind, Facts)]) -> Sources {
    let mut all = Sources::default();
    for (n, kind, facts) in records {
        all.add(doc(*n), *kind, facts, &company());
    }
    all
}

fn november() -> Range<Day> {
    day("2026-11-01")..day("2026-12-01")
}

fn show(cost: i64) -> Facts {
    let event = Event {
        name: "工業展".to_owned(),
        starts_on: Some(day("2026-10-30")),
        ends_on: Some(day("2026-11-02")),
        cost: Some(money(cost)),
        owner: Some(LIN),
        ..Event::default()
    };
    event.to_facts()
}

mod c2_3_c {
    use super::*;

    fn customer_of(n: u8, on: &str, change: impl FnOnce(&mut Customer)) -> (u8, RecordKind, Facts) {
        (n, RecordKind::Customer, came(on, change).to_facts())
    }

    fn deal_of(n: u8, deal: Deal) -> (u8, RecordKind, Facts) {
        (n, RecordKind::Deal, deal.to_facts())
    }

    #[test]
    fn a_customer_counts_where_it_came_from_with_its_deals_and_their_money() {
        let all = book(&[
            customer_of(1, "2026-11-10", |it| it.source = Some(Source::Website)),
            customer_of(2, "2026-11-11", |it| it.source = Some(Source::Website)),
            customer_of(3, "2026-11-12", |it| it.source = Some(Source::Phone)),
            deal_of(10, of(1, Some(Closed::Won), 500)),
            deal_of(11, of(2, None, 700)),
            deal_of(12, of(2, Some(Closed::Lost), 900)),
        ])
        .by(SourcesBy::Channel, &november());
        let website = &all[&Origin::Channel(Source::Website)];
        assert_eq!((website.leads, website.deals, website.won), (2, 3, 1));
        assert_eq!(website.won_amount.amounts(), [money(500)]);
        assert_eq!(website.open_amount.amounts(), [money(700)], "what was lost is worth nothing");
        assert_eq!(all[&Origin::Channel(Source::Phone)].leads, 1);
    }

    #[test]
    fn one_of_another_time_does_not_count_nor_do_its_deals() {
        let october = customer_of(1, "2026-10-31", |it| it.source = Some(Source::Website));
        let all = book(&[october, deal_of(10, of(1, Some(Closed::Won), 500))]);
        assert_eq!(all.by(SourcesBy::Channel, &november()), BTreeMap::new());
        let both = day("2026-10-01")..day("2026-12-01");
        assert_eq!(all.by(SourcesBy::Channel, &both)[&Origin::Channel(Source::Website)].deals, 1);
    }

    #[test]
    fn the_channel_follows_from_campaign_event_or_partner_where_nobody_says_it() {
        let campaign = Campaign { source: Some(Source::Email), ..Campaign::default() };
        let all = book(&[
            (90, RecordKind::Campaign, campaign.to_facts()),
            customer_of(1, "2026-11-10", |it| it.campaign = Some(doc(90))),
            customer_of(2, "2026-11-10", |it| it.event = Some(doc(91))),
            customer_of(3, "2026-11-10", |it| it.partner = Some(doc(92))),
            customer_of(4, "2026-11-10", |_| {}),
        ])
        .by(SourcesBy::Channel, &november());
        let channels: Vec<Origin> = all.keys().copied().collect();
        let known = [Source::Email, Source::Event, Source::Partner].map(Origin::Channel);
        assert_eq!(channels, [&known[..], &[Origin::Unknown]].concat());
    }

    #[test]
    fn a_partner_brings_what_they_recommended_and_others_bring_nothing() {
        let all = book(&[
            customer_of(1, "2026-11-10", |it| it.partner = Some(doc(92))),
            customer_of(2, "2026-11-10", |it| it.source = Some(Source::Partner)),
            deal_of(10, of(1, None, 300)),
        ])
        .by(SourcesBy::Partner, &november());
        assert_eq!(all.keys().copied().collect::<Vec<_>>(), [Origin::Record(doc(92))]);
        assert_eq!(all[&Origin::Record(doc(92))].open_amount.amounts(), [money(300)]);
    }

    #[test]
    fn what_an_event_cost_is_shared_by_the_deals_won_from_it() {
        let met = |it: &mut Customer| it.event = Some(doc(91));
        let mut records = vec![
            (91, RecordKind::Event, show(100_000)),
            customer_of(1, "2026-11-01", met),
            customer_of(2, "2026-11-02", met),
            customer_of(3, "2026-11-02", met),
        ];
        let none_won = book(&records).by(SourcesBy::Event, &november());
        assert_eq!(none_won[&Origin::Record(doc(91))].cost_per_deal(), None);
        for n in 1..=3 {
            records.push(deal_of(10 + n, of(n, Some(Closed::Won), 1)));
        }
        let all = book(&records);
        assert_eq!(
            all.by(SourcesBy::Event, &november())[&Origin::Record(doc(91))].cost_per_deal(),
            Some(money(33_333))
        );
        let channel = &all.by(SourcesBy::Channel, &november())[&Origin::Channel(Source::Event)];
        assert_eq!(channel.cost.amounts(), [money(100_000)]);
    }

    #[test]
    fn cost_counts_on_its_days_only_and_without_days_always() {
        let december = day("2026-12-01")..day("2027-01-01");
        let all = book(&[(91, RecordKind::Event, show(100))]);
        assert_eq!(all.by(SourcesBy::Event, &november()).len(), 1);
        assert_eq!(all.by(SourcesBy::Event, &december).len(), 0);
        let always = Campaign { cost: Some(money(7)), ..Campaign::default() };
        let all = book(&[(90, RecordKind::Campaign, always.to_facts())]);
        assert_eq!(
            all.by(SourcesBy::Campaign, &december)[&Origin::Record(doc(90))].cost.amounts(),
            [money(7)]
        );
    }

    fn paid(n: u8, payments: &[(&str, i64)]) -> (u8, RecordKind, Facts) {
        let payment = |(at, (on, minor)): (usize, &(&str, i64))| PartnerPayment {
            id: nth_entry(at),
            amount: Some(money(*minor)),
            paid_on: Some(day(on)),
            ..PartnerPayment::default()
        };
        let payments = payments.iter().enumerate().map(payment).collect();
        (n, RecordKind::Partner, Partner { payments, ..Partner::default() }.to_facts())
    }

    #[test]
    fn a_partner_costs_what_it_was_paid_on_those_days() {
        let all = book(&[
            paid(92, &[("2026-10-31", 40), ("2026-11-01", 300), ("2026-11-30", 500), ("2026-12-01", 70)]),
            paid(93, &[("2026-12-24", 9)]),
            customer_of(1, "2026-11-10", |it| it.partner = Some(doc(92))),
            customer_of(2, "2026-11-11", |it| it.partner = Some(doc(92))),
            deal_of(10, of(1, Some(Closed::Won), 5000)),
            deal_of(11, of(2, Some(Closed::Won), 6000)),
        ]);
        let by_partner = all.by(SourcesBy::Partner, &november());
        assert_eq!(by_partner.keys().copied().collect::<Vec<_>>(), [Origin::Record(doc(92))]);
        let of_partner = &by_partner[&Origin::Record(doc(92))];
        assert_eq!(
            (of_partner.cost.amounts(), of_partner.cost_per_deal()),
            (vec![money(800)], Some(money(400)))
        );
        let channel = &all.by(SourcesBy::Channel, &november())[&Origin::Channel(Source::Partner)];
        assert_eq!(channel.cost.amounts(), [money(800)]);
        assert_eq!(all.by(SourcesBy::Event, &november()), BTreeMap::new());
    }

    #[test]
    fn two_that_are_each_other_are_two_until_that_is_put_right() {
        let twin = |of: u8| {
            let it = CustomerBuilder::from(came("2026-11-12", |it| it.source = Some(Source::Phone)));
            it.joined("2026-11-13 09:00", doc(of), LIN).build().to_facts()
        };
        let all = book(&[
            (1, RecordKind::Customer, twin(2)),
            (2, RecordKind::Customer, twin(1)),
            deal_of(10, of(2, Some(Closed::Won), 500)),
        ])
        .by(SourcesBy::Channel, &november());
        let phone = &all[&Origin::Channel(Source::Phone)];
        assert_eq!((phone.leads, phone.won), (2, 1));
    }

    #[test]
    fn one_written_down_twice_is_one_lead_and_its_deals_are_the_others() {
        let twin = CustomerBuilder::from(came("2026-11-12", |it| it.source = Some(Source::Phone)));
        let twin = twin.joined("2026-11-13 09:00", doc(1), LIN).build();
        let all = book(&[
            customer_of(1, "2026-11-10", |it| it.source = Some(Source::Website)),
            (2, RecordKind::Customer, twin.to_facts()),
            deal_of(10, of(2, Some(Closed::Won), 500)),
        ])
        .by(SourcesBy::Channel, &november());
        assert_eq!(all.len(), 1);
        assert_eq!(all[&Origin::Channel(Source::Website)].won, 1);
    }

    #[test]
    fn numbers_stand_once_and_amounts_by_currency() {
        let usd = Money { minor: 9, currency: Currency::USD };
        let brought = Brought {
            leads: 3,
            deals: 2,
            won: 1,
            won_amount: Sums(BTreeMap::from([(Currency::CNY, 5)])),
            open_amount: Sums(BTreeMap::from([(usd.currency, 9)])),
            cost: Sums(BTreeMap::from([(Currency::CNY, 8)])),
        };
        let origin = Origin::Unknown;
        let none = (Origin::Channel(Source::Phone), Brought { leads: 1, ..Brought::default() });
        let told = lines(&BTreeMap::from([(origin, brought), none]));
        assert_eq!((told[0].counts, told[0].currency), (Some([1, 0, 0]), None));
        let cny = Line {
            origin,
            counts: Some([3, 2, 1]),
            currency: Some(Currency::CNY),
            minor: [5, 0, 8],
            cost_per_deal: Some(8),
        };
        let others = Line {
            counts: None,
            currency: Some(usd.currency),
            minor: [0, 9, 0],
            cost_per_deal: None,
            ..cny.clone()
        };
        assert_eq!(told[1..], [cny, others]);
    }
}

mod any_book {
    use super::*;
    use proptest::prelude::*;

    fn source() -> impl Strategy<Value = Option<Source>> {
        prop::option::of(prop::sample::select(Source::ALL))
    }

    fn closed() -> impl Strategy<Value = Option<Closed>> {
        prop::sample::select(vec![None, Some(Closed::Won), Some(Closed::Lost), Some(Closed::Dropped)])
    }

    type One = (u32, Option<Source>, bool, Vec<(Option<Closed>, i64)>);

    fn customers() -> impl Strategy<Value = Vec<One>> {
        let deals = prop::collection::vec((closed(), 0..1_000_000_i64), 0..3);
        prop::collection::vec((1..30_u32, source(), any::<bool>(), deals), 0..12)
    }

    fn filled(all: &[One]) -> Sources {
        let mut sources = Sources::default();
        let company = company();
        for (n, (on, source, met, deals)) in (0_u8..).zip(all) {
            let customer = came(&format!("2026-11-{on:02}"), |it| {
                (it.source, it.event) = (*source, met.then_some(doc(200)));
            });
            sources.add(doc(n), RecordKind::Customer, &customer.to_facts(), &company);
            for (closed, minor) in deals {
                sources.add(doc(100), RecordKind::Deal, &of(n, *closed, *minor).to_facts(), &company);
            }
        }
        sources
    }

    fn totals(all: &BTreeMap<Origin, Brought>) -> (u64, u64, u64, i64) {
        let worth = |it: &Brought| it.won_amount.of(Currency::CNY) + it.open_amount.of(Currency::CNY);
        all.values().fold((0, 0, 0, 0), |sum, it| {
            (sum.0 + it.leads, sum.1 + it.deals, sum.2 + it.won, sum.3 + worth(it))
        })
    }

    proptest! {
        #[test]
        fn every_customer_and_deal_counts_once_by_channel(all in customers()) {
            let told = totals(&filled(&all).by(SourcesBy::Channel, &november()));
            let deals: Vec<_> = all.iter().flat_map(|it| &it.3).collect();
            let won = deals.iter().filter(|(closed, _)| *closed == Some(Closed::Won)).count();
            let counted = |closed: &Option<Closed>| matches!(closed, None | Some(Closed::Won));
            let worth: i64 = deals.iter().filter(|(closed, _)| counted(closed)).map(|(_, minor)| minor).sum();
            prop_assert_eq!(told, (all.len() as u64, deals.len() as u64, won as u64, worth));
        }

        #[test]
        fn two_times_together_bring_what_each_brings(all in customers(), cut in 1..30_i32) {
            let (sources, whole) = (filled(&all), november());
            let at = whole.start.plus(cut);
            let by = |during: Range<Day>| totals(&sources.by(SourcesBy::Channel, &during));
            let (first, second) = (by(whole.start..at), by(at..whole.end));
            let both = (first.0 + second.0, first.1 + second.1, first.2 + second.2, first.3 + second.3);
            prop_assert_eq!(both, by(whole));
        }

        #[test]
        fn an_event_brings_no_more_than_all_channels(all in customers()) {
            let sources = filled(&all);
            let (event, channel) = (sources.by(SourcesBy::Event, &november()), sources.by(SourcesBy::Channel, &november()));
            let (event, channel) = (totals(&event), totals(&channel));
            prop_assert!(event.0 <= channel.0 && event.1 <= channel.1 && event.3 <= channel.3);
        }
    }
}
