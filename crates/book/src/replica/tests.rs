//! The phone's machine against a real server over memory, told as stories.

use fieldbook_process::law::Refusal;
use fieldbook_process::testing::{CHEN, LIN, MARIA, WANG, ZHAO, company, customer, deal};
use fieldbook_process::{DocId, Path, PersonId, Value};

use super::*;
use crate::testing::{Net, Pair, Phone, editing, field, logging, opening, registering, text};
use crate::wire::Verdict;

mod damage;
mod epoch;
mod feeds;
mod forms;
mod kept;
mod leaving;
mod pool;
mod quarter;
mod status;
mod storage;
mod thread;
mod undo;
mod verdicts;
mod weighing;
mod withdrawn;

/// The clauses that refuse, as told to the person.
fn clauses(refusals: &[Refusal]) -> Vec<&'static str> {
    refusals.iter().map(|refusal| refusal.clause.id()).collect()
}

fn refused(outcome: Outcome) -> Vec<&'static str> {
    match outcome {
        Outcome::Refused(refusals) => clauses(&refusals),
        other => panic!("not refused: {other:?}"),
    }
}

/// A draft of one part.
fn draft(part: Part) -> Draft {
    Draft { parts: vec![part], ..Draft::default() }
}

/// A deal of Lin's customer that her phone, her manager's and the server hold.
fn a_deal_in_the_book(pair: &Pair) -> (Phone, Phone, DocId, DocId) {
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer());
    let deal = lin.opens_deal(&deal().of(customer));
    let wang = pair.phone(WANG);
    assert!(lin.unsent() == 0 && wang.replica.rows().contains_key(&deal));
    (lin, wang, customer, deal)
}
