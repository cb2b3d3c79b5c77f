//! Leads that came in by themselves (2.3.a), through the public form and a campaign's link: most wait for their manager, one of
//! them somebody who is a customer already; one was given to a rep, who has not been in contact yet. And somebody whom a rep
//! caught without name and phone (2.3.b).

use fieldbook_process::general::Handover;
use fieldbook_process::prospecting::{Campaign, Capture, Contact, Customer, Intention, NextStep, Source};
use fieldbook_process::value::Instant;
use fieldbook_process::{DocId, EntryId, PersonId, Record, RecordKind};

use super::Placed;
use super::company::{MANAGER_EAST, MANAGER_SOUTH, REPS};
use super::dice::Dice;
use super::sources::Made;
use super::words::{EAST, SOUTH};

const MINUTE_MS: i64 = 60_000;
/// The manager gave one out so long ago, minutes.
const GIVEN_MIN: i64 = 45;
/// Somebody was caught so long ago, minutes.
const CAUGHT_MIN: i64 = 19 * 60;

/// What somebody filled in.
struct Form {
    company: &'static str,
    name: &'static str,
    phone: &'static str,
    email: &'static str,
    needs: &'static str,
    /// The word in the campaign's link.
    link: &'static str,
    territory: &'static str,
    /// Minutes ago.
    ago_min: i64,
}

/// The second was given to the first rep.
const FORMS: [Form; 4] = [
    Form {
        company: "滬寧暖通設備有限公司",
        name: "沈珮君",
        phone: "138 0000 9101",
        email: "shen@huning.example",
        needs: "兩台 55 kW 電機，機房旁邊是辦公室，要低噪音。年底前能到貨嗎？",
        link: "",
        territory: EAST,
        ago_min: 70,
    },
    Form {
        company: "Northgate Cooling Ltd",
        name: "Emma Clarke",
        phone: "138 0000 9102",
        email: "emma.clarke@northgate.example",
        needs: "Variable-speed drives for six cooling towers, 55 kW each. Please call before Friday.",
        link: "autumn",
        territory: EAST,
        ago_min: 18 * 60,
    },
    Form {
        company: "Ridgeway Chillers",
        name: "Tom Hughes",
        phone: "",
        email: "tom@ridgeway.example",
        needs: "Price list for permanent-magnet motors, 90 to 160 kW",
        link: "autumn",
        territory: EAST,
        ago_min: 3 * 60 + 20,
    },
    Form {
        company: "順景冷凍食品機械廠",
        name: "何嘉儀",
        phone: "138 0000 9104",
        email: "",
        needs: "生產線擴建，伺服和變頻一起報價。",
        link: "quiet",
        territory: SOUTH,
        ago_min: 95,
    },
];

/// So many there are beside the customers of the company's size: one is known, one was caught.
#[cfg(test)]
pub(super) const COUNT: usize = FORMS.len() + 2;

/// All of them, with ids.
pub(super) fn all(dice: &mut Dice, (sources, placed): (&[Made], &[Placed]), now_ms: i64) -> Vec<Made> {
    let rep = REPS.first().map(|(rep, _)| *rep);
    let mut all: Vec<Customer> = FORMS.iter().map(|form| lead(dice, form, sources, now_ms)).collect();
    if let Some(given) = all.get_mut(1) {
        given_to(dice, given, rep, now_ms - GIVEN_MIN * MINUTE_MS);
    }
    all.extend(placed.iter().find(|it| Some(it.owner) == rep).map(|it| known(dice, &it.customer, now_ms)));
    // Another rep whom the assistant serves, too.
    all.extend(REPS.get(1).map(|rep| caught(dice, *rep, now_ms - CAUGHT_MIN * MINUTE_MS)));
    let made = |customer: Customer| Made {
        doc: DocId(dice.id(now_ms)),
        kind: RecordKind::Customer,
        facts: customer.to_facts(),
    };
    all.into_iter().map(made).collect()
}

/// As the public form writes it.
fn lead(dice: &mut Dice, form: &Form, sources: &[Made], now_ms: i64) -> Customer {
    let campaigns = sources.iter().filter(|made| made.kind == RecordKind::Campaign);
    let campaign = campaigns
        .map(|made| (made.doc, Campaign::from_facts(&made.facts)))
        .find(|(_, campaign)| campaign.link == form.link);
    let at = Some(Instant(now_ms - form.ago_min * MINUTE_MS));
    let contact = Contact {
        id: EntryId(dice.id(now_ms)),
        name: form.name.to_owned(),
        phone: form.phone.to_owned(),
        email: form.email.to_owned(),
        agreed: at,
        ..Contact::default()
    };
    Customer {
        name: form.company.to_owned(),
        needs: form.needs.to_owned(),
        territory: form.territory.to_owned(),
        source: Some(campaign.as_ref().and_then(|(_, it)| it.source).unwrap_or(Source::Website)),
        campaign: campaign.map(|(doc, _)| doc),
        arrived: at,
        registered: at,
        owner: Some(if form.territory == EAST { MANAGER_EAST } else { MANAGER_SOUTH }),
        contacts: vec![contact],
        ..Customer::default()
    }
}

/// A customer fills in the form instead of calling the rep.
fn known(dice: &mut Dice, customer: &Customer, now_ms: i64) -> Customer {
    let form = Form {
        company: "",
        name: "",
        phone: "",
        email: "",
        needs: "上次的電機很滿意，想再加一台 160 kW 的，請報價。",
        link: "",
        territory: EAST,
        ago_min: 25,
    };
    let mut lead = lead(dice, &form, &[], now_ms);
    lead.name.clone_from(&customer.name);
    if let (Some(contact), Some(known)) = (lead.contacts.first_mut(), customer.contacts.first()) {
        (contact.name, contact.phone) = (known.name.clone(), known.phone.clone());
    }
    lead
}

/// Met on the way, in a hurry.
fn caught(dice: &mut Dice, (rep, territory): (PersonId, &str), at_ms: i64) -> Customer {
    let at = Some(Instant(at_ms));
    let capture = Capture {
        id: EntryId(dice.id(at_ms)),
        interest: Some(Intention::High),
        next_step: Some(NextStep::Call),
        words: "園區門口遇到的設備科長，空壓站要改造，名片放在車上".to_owned(),
        by: Some(rep),
        at,
        ..Capture::default()
    };
    Customer {
        name: "空壓站改造（未留姓名）".to_owned(),
        territory: territory.to_owned(),
        intention: Some(Intention::High),
        source: Some(Source::ColdVisit),
        registered: at,
        owner: Some(rep),
        captures: vec![capture],
        ..Customer::default()
    }
}

fn given_to(dice: &mut Dice, lead: &mut Customer, rep: Option<PersonId>, at_ms: i64) {
    lead.handovers = vec![Handover {
        id: EntryId(dice.id(at_ms)),
        from: lead.owner,
        to: rep,
        by: lead.owner,
        at: Some(Instant(at_ms)),
        ..Handover::default()
    }];
    lead.owner = rep;
}
