//! A form that fits becomes a customer: one record in the name of the system person, with a receipt like everything
//! that only this server knows of. The campaign is found by the word in the link.

use std::collections::BTreeSet;

use fieldbook_book::document::Document;
use fieldbook_book::hub::{self, Back, Imported, Ledger, Seal};
use fieldbook_book::message::Message;
use fieldbook_book::store::{StoreFault, Tx};
use fieldbook_process::audience::Feed;
use fieldbook_process::people::Role;
use fieldbook_process::prospecting::{Campaign, Contact, Customer, Source, comes_in_to};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, Company, DocId, EntryId, Record, RecordKind};

use super::Typed;
use crate::chance::random;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NobodyTakesIt {
    /// There is no company, or nobody in it to whom a lead could come in.
    #[error("the company has nobody to whom leads come in")]
    Nobody,
    /// It fits the form and not the record: a bug.
    #[error(transparent)]
    Imported(#[from] Imported),
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// Writes the lead; answers the feeds whose readers are to be told.
///
/// # Errors
/// [`NobodyTakesIt`]; nothing is written then.
pub fn arrive(
    tx: &mut dyn Tx,
    seal: &dyn Seal,
    now_ms: i64,
    (typed, link): (&Typed, Option<&str>),
) -> Result<BTreeSet<Feed>, NobodyTakesIt> {
    let company = hub::company(tx)?.ok_or(NobodyTakesIt::Nobody)?;
    let campaign = link.map(|link| campaign_of(tx, link)).transpose()?.flatten();
    let (territory, owner) = taken_by(typed, campaign.as_ref(), &company, now_ms)?;
    let system = company.people.iter().find(|person| person.role == Role::System);
    let system = system.map(|person| person.id).ok_or(NobodyTakesIt::Nobody)?;
    let now = Some(Instant(now_ms));
    let contact = Contact {
        id: EntryId(random()?),
        name: typed.name.clone(),
        phone: typed.phone.clone(),
        email: typed.email.clone(),
        agreed: now,
        ..Contact::default()
    };
    let customer = Customer {
        name: typed.company.clone(),
        needs: typed.needs.clone(),
        territory,
        source: Some(campaign.as_ref().and_then(|(_, it)| it.source).unwrap_or(Source::Website)),
        campaign: campaign.map(|(doc, _)| doc),
        arrived: now,
        registered: now,
        owner: Some(owner),
        contacts: vec![contact],
        ..Customer::default()
    };
    let message = Message {
        act: ActName::RegisterCustomer,
        person: system,
        company: company.version,
        entered_ms: now_ms,
        group: None,
        relies_on: Vec::new(),
        takes_over: None,
        agreed_by: None,
    };
    let mut ledger = Ledger::open(tx, now_ms, seal)?;
    let (doc, kind, actor) = (DocId(random()?), RecordKind::Customer, random()?);
    hub::import(&mut ledger, doc, kind, &customer.to_facts(), &message, actor, Back::Receipts)?;
    Ok(ledger.flush()?)
}

/// The territory that form or campaign names, where the company has it, and to whom its leads come in.
fn taken_by(
    typed: &Typed,
    campaign: Option<&(DocId, Campaign)>,
    company: &Company,
    now_ms: i64,
) -> Result<(String, fieldbook_process::PersonId), NobodyTakesIt> {
    let of_campaign = campaign.map(|(_, it)| it.territory.clone()).unwrap_or_default();
    let is_ours = |name: &String| company.people.iter().any(|person| person.territories.contains(name));
    let named = [typed.territory.clone(), of_campaign].into_iter().find(is_ours).unwrap_or_default();
    let owner = comes_in_to(&named, company, company.calendar.day_of(now_ms));
    owner.map(|owner| (named, owner)).ok_or(NobodyTakesIt::Nobody)
}

/// The campaign with that word in its link.
fn campaign_of(tx: &mut dyn Tx, link: &str) -> Result<Option<(DocId, Campaign)>, StoreFault> {
    for (doc, stored) in hub::read_by_all(tx)? {
        if stored.kind == RecordKind::Campaign {
            let document = Document::load(&stored.bytes.0).map_err(|fault| StoreFault(fault.to_string()))?;
            let campaign = Campaign::from_facts(&document.view().facts);
            if campaign.link.eq_ignore_ascii_case(link) {
                return Ok(Some((doc, campaign)));
            }
        }
    }
    Ok(None)
}
