//! Where customers come from: events, campaigns, partners, and the segments aimed at.

use fieldbook_process::people::Role;
use fieldbook_process::prospecting::{
    Attendee, Campaign, Customer, Event, EventKind, Partner, PartnerKind, PartnerPayment, Segment, Source,
};
use fieldbook_process::value::{Currency, Day};
use fieldbook_process::{
    ActName, Company, DocId, EntryId, Facts, Money, Path, PersonId, Record, RecordKind, Value,
};

use super::dice::Dice;

/// A record of one of these kinds, to be put into the book.
pub(super) struct Made {
    pub(super) doc: DocId,
    pub(super) kind: RecordKind,
    pub(super) facts: Facts,
}

impl Made {
    pub(super) fn act(&self) -> ActName {
        self.kind.schema().made_by
    }
}

/// All of them, with ids.
pub(super) fn all(dice: &mut Dice, company: &Company, now_ms: i64) -> Vec<Made> {
    let today = company.calendar.day_of(now_ms);
    let manager = of_role(company, Role::Manager);
    let mut all = Vec::new();
    let mut put = |dice: &mut Dice, kind: RecordKind, facts: Facts| {
        all.push(Made { doc: DocId(dice.id(now_ms)), kind, facts });
    };
    for (name, town, place, from, days, cost) in [
        ("華東國際電機展", "上海", "7.1 館 B23", -9, 3, 18_600_000),
        ("Hannover Motion Days", "Hannover", "Hall 4, F12", 21, 4, 42_000_000),
        ("節能泵閥研討會", "蘇州", "會議中心 2 樓", -40, 1, 2_300_000),
    ] {
        let reps = company.people.iter().filter(|person| person.role == Role::Rep);
        let attendees = reps.take(3).enumerate().map(|(n, person)| Attendee {
            id: EntryId((n as u128 + 1).to_be_bytes()),
            person: Some(person.id),
            removed: None,
        });
        let event = Event {
            name: name.to_owned(),
            event_kind: Some(if days == 1 { EventKind::Seminar } else { EventKind::TradeShow }),
            town: town.to_owned(),
            place: place.to_owned(),
            starts_on: Some(Day(today.0 + from)),
            ends_on: Some(Day(today.0 + from + days - 1)),
            cost: cny(cost),
            owner: manager,
            attendees: attendees.collect(),
            ..Event::default()
        };
        put(dice, RecordKind::Event, event.to_facts());
    }
    for (name, source, link, from, cost) in [
        ("秋季搜尋廣告", Source::Website, "autumn", -60, 5_800_000),
        ("低噪音馬達電子報", Source::Email, "quiet", -30, 900_000),
    ] {
        let campaign = Campaign {
            name: name.to_owned(),
            source: Some(source),
            link: link.to_owned(),
            starts_on: Some(Day(today.0 + from)),
            cost: cny(cost),
            owner: manager,
            ..Campaign::default()
        };
        put(dice, RecordKind::Campaign, campaign.to_facts());
    }
    for (name, partner_kind, town, contact, paid) in [
        (
            "蘇南機電設計院",
            PartnerKind::Consultant,
            "無錫",
            "許衡",
            [(-75, 3_200_000, "設計選型費"), (-12, 1_500_000, "介紹費")],
        ),
        (
            "Bluewater Pumps",
            PartnerKind::Dealer,
            "深圳",
            "Grace Lam",
            [(-50, 2_600_000, "Commission Q3"), (-5, 900_000, "Joint seminar")],
        ),
    ] {
        let payments = paid.into_iter().enumerate().map(|(n, (on, minor, paid_for))| PartnerPayment {
            id: EntryId((n as u128 + 1).to_be_bytes()),
            amount: cny(minor),
            paid_on: Some(Day(today.0 + on)),
            paid_for: paid_for.to_owned(),
        });
        let partner = Partner {
            name: name.to_owned(),
            partner_kind: Some(partner_kind),
            town: town.to_owned(),
            contact: contact.to_owned(),
            owner: manager,
            payments: payments.collect(),
            ..Partner::default()
        };
        put(dice, RecordKind::Partner, partner.to_facts());
    }
    for (name, product, industries, regions, least, most) in [
        ("華東中型水務、化工廠", "低噪音馬達", "水務, 化工", "華東", 100, 1000),
        ("華南食品、機械設備廠", "伺服系統", "食品, 機械", "華南", 50, 800),
    ] {
        let segment = Segment {
            name: name.to_owned(),
            product: product.to_owned(),
            industries: industries.to_owned(),
            regions: regions.to_owned(),
            employees_least: Some(least),
            employees_most: Some(most),
            owner: manager,
            ..Segment::default()
        };
        put(dice, RecordKind::Segment, segment.to_facts());
    }
    all
}

/// Says of a customer where it came from and how well it fits; of some of them nobody has said it yet.
pub(super) fn found(dice: &mut Dice, customer: &mut Customer, sources: &[Made], today: Day) {
    // Nobody was met at a show that is still to come.
    let has_begun = |made: &Made| {
        let starts = made.facts.get(&Path::field("starts_on"));
        !matches!(starts, Some(Value::Int(day)) if *day > i64::from(today.0))
    };
    let of = |kind: RecordKind| {
        sources.iter().filter(|made| made.kind == kind && has_begun(made)).map(|made| made.doc).collect()
    };
    let (events, campaigns, partners): (Vec<DocId>, Vec<DocId>, Vec<DocId>) =
        (of(RecordKind::Event), of(RecordKind::Campaign), of(RecordKind::Partner));
    let one = |dice: &mut Dice, docs: &[DocId]| {
        let at = dice.between(0, i64::try_from(docs.len()).unwrap_or(1) - 1);
        docs.get(usize::try_from(at).unwrap_or(0)).copied()
    };
    match dice.between(0, 9) {
        0..=2 => (customer.source, customer.event) = (Some(Source::Event), one(dice, &events)),
        3 | 4 => {
            customer.campaign = one(dice, &campaigns);
            let made = sources.iter().find(|made| Some(made.doc) == customer.campaign);
            customer.source = made.and_then(|made| Campaign::from_facts(&made.facts).source);
        }
        5 | 6 => (customer.source, customer.partner) = (Some(Source::Partner), one(dice, &partners)),
        7 => customer.source = Some(Source::Phone),
        8 => customer.source = Some(Source::ColdVisit),
        _ => {}
    }
    if dice.percent(60) {
        customer.purchasing_power = Some(dice.between(1, 5));
        customer.need_potential = Some(dice.between(1, 5));
    }
}

fn of_role(company: &Company, role: Role) -> Option<PersonId> {
    company.people.iter().find(|person| person.role == role).map(|person| person.id)
}

#[expect(clippy::unnecessary_wraps, reason = "what the fields hold")]
fn cny(minor: i64) -> Option<Money> {
    Some(Money { minor, currency: Currency::CNY })
}
