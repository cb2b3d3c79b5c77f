//! ## 2.2 Imports taken back 撤回匯入
//!
//! A sheet of customers that was the wrong one is taken back: each of them is withdrawn as it stood, and nobody holds it
//! any more. Nothing is deleted, and nothing that somebody wrote meanwhile is lost: whatever is written in it
//! afterwards, and a deal that goes with it, make it a customer like any other again.

#[cfg(test)]
mod tests;

use super::Customer;
use crate::law::{Act, Barred};
use crate::people::Role;
use crate::{Facts, Path, Value, line};

/// The field that says so.
pub const WITHDRAWN: &str = "withdrawn";

/// A customer as it stands, in 16 hexadecimal digits over all its values (FNV-1a, 64 bits: two states of one record are
/// told apart, nobody is kept from anything).
#[must_use]
pub fn as_it_stands(facts: &Facts) -> String {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let own = Path::field(WITHDRAWN);
    let text =
        facts.iter().filter(|(path, _)| **path != own).map(|(path, value)| format!("{path}={value:?}\n"));
    let sum = text.fold(START, |sum, line| {
        line.bytes().fold(sum, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(PRIME))
    });
    format!("{sum:016x}")
}

/// Whether a customer is withdrawn, and nothing was written in it since.
#[must_use]
pub fn is_withdrawn(facts: &Facts) -> bool {
    matches!(facts.get(&Path::field(WITHDRAWN)), Some(Value::Text(then)) if *then == as_it_stands(facts))
}

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Customers are withdrawn by the office, with the import that brought them.
pub(super) fn withdrawn_by_hand(act: &Act<'_, Customer>) -> Option<Barred> {
    let stood = act.before.map(|before| before.withdrawn.as_str()).unwrap_or_default();
    let withdraws = !act.after.withdrawn.is_empty() && act.after.withdrawn != stood;
    (withdraws && act.person.role != Role::System).then(|| Barred::because(line!("withdrawn_by_hand")))
}
