//! `sales_pipeline.csv`: deals. One without an account is its seller's alone; a prospect has no dates yet.

use std::collections::BTreeSet;

use fieldbook_book::store::StoreFault;
use fieldbook_process::opportunity::{Closed, Deal};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, Company, Day, DocId, Money, PersonId, Record, RecordKind};

use super::people::person_of;
use super::products::{code_of, dollars};
use super::{Taken, Writer, customers, folded, id_of};
use crate::import::{Row, Sheet};

/// The columns, in the source's order.
pub(super) const COLUMNS: [&str; 8] = [
    "opportunity_id",
    "sales_agent",
    "product",
    "account",
    "deal_stage",
    "engage_date",
    "close_date",
    "close_value",
];

/// Duties of imported deals begin over so many days, so that nobody's first day is a thousand calls.
const SPREAD_DAYS: u8 = 30;
/// They begin at that time of the day, minutes.
const BEGINS_MINUTES: i32 = 9 * 60;
/// Deals between two words on progress.
const STRIDE: usize = 2_000;

/// A row that makes sense.
#[derive(Debug)]
pub(super) struct Read {
    at: usize,
    pub(super) number: String,
    pub(super) seller: PersonId,
    product: String,
    /// Empty where it has none.
    pub(super) account: String,
    engaged: Option<Day>,
    closed: Option<(Closed, Day, Money)>,
}

impl Read {
    pub(super) fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// The last day that is known of it.
    pub(super) fn latest(&self) -> Option<Day> {
        self.closed.map(|(_, day, _)| day).or(self.engaged)
    }

    fn doc(&self) -> DocId {
        DocId(id_of(&["maven opportunity", &self.number]))
    }
}

/// Reads the rows; those that make no sense are rejected.
pub(super) fn read(sheet: &Sheet, company: &Company, taken: &mut Taken) -> Vec<Read> {
    let mut numbers = BTreeSet::new();
    let mut deals = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let read = deal(at, row, company).and_then(|deal| {
            let again = || format!("the opportunity {} is in an earlier line too", deal.number);
            if numbers.insert(deal.number.clone()) { Ok(deal) } else { Err(again()) }
        });
        match read {
            Ok(deal) => deals.push(deal),
            Err(reason) => taken.rejected.push(sheet.reject(row, reason)),
        }
    }
    deals
}

fn deal(at: usize, row: &Row, company: &Company) -> Result<Read, String> {
    if let Some(fault) = &row.fault {
        return Err(fault.to_string());
    }
    let number = row.cell(0).to_owned();
    if number.is_empty() {
        return Err("it has no opportunity_id".to_owned());
    }
    let seller = person_of(row.cell(1));
    if company.people.get(seller).is_none() {
        return Err(format!("nobody is called {:?}: neither sales_teams.csv nor the company", row.cell(1)));
    }
    let product = code_of(company, row.cell(2))
        .ok_or_else(|| format!("there is no product {:?} in products.csv or the catalogue", row.cell(2)))?;
    let (engaged, ended) = (day(row.cell(5))?, day(row.cell(6))?);
    let how = match folded(row.cell(4)).as_str() {
        "prospecting" | "engaging" => None,
        "won" => Some(Closed::Won),
        "lost" => Some(Closed::Lost),
        _ => return Err(format!("{:?} is none of Prospecting, Engaging, Won, Lost", row.cell(4))),
    };
    let closed = match (how, ended) {
        (None, None) => None,
        (None, Some(_)) => return Err("it has a close_date, but its deal_stage is open".to_owned()),
        (Some(_), None) => return Err("it is closed, but has no close_date".to_owned()),
        (Some(how), Some(day)) => Some((how, day, dollars(row.cell(7))?)),
    };
    if let (Some(engaged), Some((_, ended, _))) = (engaged, closed)
        && ended < engaged
    {
        return Err(format!("it is closed on {ended}, before it was engaged on {engaged}"));
    }
    Ok(Read { at, number, seller, product, account: row.cell(3).to_owned(), engaged, closed })
}

fn day(text: &str) -> Result<Option<Day>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    crate::import::day(text).map(Some).ok_or_else(|| format!("{text:?} is no day such as 2017-03-01"))
}

/// Adds the deals that the book lacks.
pub(super) fn take(
    sheet: &Sheet,
    deals: Vec<Read>,
    writer: &mut Writer<'_>,
    taken: &mut Taken,
    told: &mut dyn FnMut(&str),
) -> Result<(), StoreFault> {
    let all = deals.len();
    for (n, deal) in deals.into_iter().enumerate() {
        if n > 0 && n % STRIDE == 0 {
            told(&format!("{n} of {all} deals …"));
        }
        if writer.known.contains(&deal.doc()) {
            taken.deals.known += 1;
            continue;
        }
        let outcome = match record(&deal, writer) {
            Ok(record) => {
                writer.add(deal.doc(), (RecordKind::Deal, ActName::OpenDeal), &record.to_facts())?
            }
            Err(reason) => Err(reason),
        };
        match (outcome, sheet.rows.get(deal.at)) {
            (Ok(()), _) => taken.deals.new += 1,
            (Err(reason), Some(row)) => taken.rejected.push(sheet.reject(row, reason)),
            (Err(_), None) => {}
        }
    }
    Ok(())
}

fn record(deal: &Read, writer: &Writer<'_>) -> Result<Deal, String> {
    let customer = Some(&deal.account).filter(|account| !account.is_empty());
    let customer = customer.map(|account| {
        let doc = customers::doc_of(account);
        let lacking = || format!("there is no customer {account:?} in accounts.csv or the book");
        writer.known.contains(&doc).then_some(doc).ok_or_else(lacking)
    });
    let now = Instant(writer.now_ms);
    let whose = if deal.account.is_empty() { &deal.number } else { &deal.account };
    let duties_from = deal.is_open().then(|| duties_from(deal, writer));
    Ok(Deal {
        title: format!("{} – {whose}", deal.product),
        customer: customer.transpose()?,
        seller: Some(deal.seller),
        product: deal.product.clone(),
        opened_on: deal.engaged,
        opened: Some(now),
        closed: deal.closed.map(|(how, ..)| how),
        closed_on: deal.closed.map(|(_, day, _)| day),
        closed_at: deal.closed.map(|_| now),
        closed_amount: deal.closed.filter(|(how, ..)| *how == Closed::Won).map(|(.., amount)| amount),
        source_number: deal.number.clone(),
        duties_from,
        ..Deal::default()
    })
}

/// Some day of the next thirty, the same for the same deal.
fn duties_from(deal: &Read, writer: &Writer<'_>) -> Instant {
    let [first, ..] = id_of(&["maven duties", &deal.number]);
    let calendar = &writer.company.calendar;
    let day = calendar.day_of(writer.now_ms).plus(i32::from(first % SPREAD_DAYS));
    Instant(calendar.moment(day, BEGINS_MINUTES))
}
