//! ## 2.2 Customers leave the book 客戶匯出
//!
//! **2.2.b** A database of target customers: basic facts, needs, intention to buy.
//!
//! A file of customers with their people goes out through a manager only; the server notes who took which of them, and
//! the file says so itself.

#[cfg(test)]
mod tests;

use crate::general::{Change, Does};
use crate::law::Barred;
use crate::line;
use crate::people::{Person, Role};

/// **2.2.b** A database of target customers: basic facts, needs, intention to buy.
///
/// Customers and contacts are exported by a manager, director or general manager, or with the command line.
pub(crate) fn exported_without_manager(change: &Change<'_>) -> Option<Barred> {
    let Does::Exports = change.does else { return None };
    let by = change.by?;
    let manages = |person: &Person| matches!(person.role, Role::Manager | Role::Director | Role::Gm);
    if change.here(by).is_some_and(manages) {
        return None;
    }
    let mut above = change.company.people.superiors(by).into_iter();
    let who = above.find(|who| change.here(*who).is_some_and(manages));
    Some(Barred { who, ..Barred::because(line!("exported_by_manager")) })
}
