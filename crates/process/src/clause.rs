//! The table of clauses in the order of the policy: the one token per clause that rule, test, text and screen
//! share. `C3_2_b` and "3.2.b" lead to everything. Clauses that nothing carries yet are not in the table.

#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a clause becomes in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Becomes {
    /// Facts written down.
    Record,
    /// An act that the law refuses.
    Bar,
    /// Something owed by a person at a time.
    Duty,
    /// Something that happened against the clause.
    Finding,
    /// Something derived from records.
    Figure,
}

/// Hands the rows to any macro.
#[macro_export]
macro_rules! for_each_clause {
    ($then:ident) => {
        $then! {
            // 1 General 總則
            /// One standard process for every sale.
            C1_1 "1.1" [Record Bar],
            /// The policy applies to all sales departments and people, all products and services.
            C1_2 "1.2" [Record Bar],
            // 2 Finding customers and learning their needs 客戶開發與需求調研
            /// A database of target customers: basic facts, needs, intention to buy.
            C2_2_b "2.2.b" [Record],
            // 3 Following and judging opportunities 銷售機會跟進與評估
            /// Interest plus a possibility to buy makes an opportunity.
            C3_1 "3.1" [Record Bar],
            /// Every opportunity has its own record of contacts: time, content, feedback.
            C3_2_a "3.2.a" [Record Bar],
            /// A plan with frequency and main work; as a rule contact at least once a week.
            C3_2_b "3.2.b" [Record Bar Duty Finding],
            /// Questions and doubts get answered with the company's own resources.
            C3_2_c "3.2.c" [Record Bar Duty],
            /// Judge opportunities periodically by need fit, purchasing power, competition: feasibility and chance.
            C3_3_a "3.3.a" [Record Bar Duty],
            /// A matrix gives high, middle, low.
            C3_3_b "3.3.b" [Figure],
            /// High gets the best resources; for low, decide whether to go on.
            C3_3_c "3.3.c" [Record Bar Duty],
        }
    };
}

macro_rules! table {
    ($($(#[$doc:meta])* $name:ident $id:literal [$($becomes:ident)*],)*) => {
        /// A clause of the policy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[expect(non_camel_case_types, reason = "the clause's own number is its name")]
        pub enum Clause { $($(#[$doc])* #[serde(rename = $id)] $name),* }

        impl Clause {
            /// Every clause in the policy's order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its number, such as "3.2.b".
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(Self::$name => $id),* } }

            /// What carries it.
            #[must_use]
            pub const fn becomes(self) -> &'static [Becomes] {
                match self { $(Self::$name => &[$(Becomes::$becomes),*]),* }
            }
        }
    };
}
for_each_clause!(table);

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
