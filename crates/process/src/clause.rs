//! The table of clauses in the order of the policy: the one token per clause that rule, test, text and screen
//! share. `C3_2_b` and "3.2.b" together lead to everything. A clause that nothing carries yet becomes `[]`.

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
            C1_2 "1.2" [Record Bar Duty],
            /// Customer first, cooperation, a standard process, and results count.
            C1_3 "1.3" [Figure],
            // 2 Finding customers and learning their needs 客戶開發與需求調研
            /// The team analyses the market periodically: industry, competitors, trends.
            C2_1_a "2.1.a" [Record Bar Duty],
            /// The report goes to the sales manager and the departments concerned.
            C2_1_b "2.1.b" [Record Bar Duty],
            /// Target groups follow from products and market; target customers have purchasing power and potential need.
            C2_2_a "2.2.a" [Record Bar],
            /// A database of target customers: basic facts, needs, intention to buy.
            C2_2_b "2.2.b" [Record Bar Duty Finding],
            /// Online channels: website, social media, forums, e-mail.
            C2_3_a "2.3.a" [Record Bar Duty],
            /// Offline channels: trade shows, seminars, business events, phone, cold visits.
            C2_3_b "2.3.b" [Record Bar Duty],
            /// Partners recommend customers.
            C2_3_c "2.3.c" [Record Bar Figure],
            /// Ask by questionnaire, interview or phone about function, performance, price and delivery time.
            C2_4_a "2.4.a" [Record Bar],
            /// Needs are sorted and analysed into a needs report for R&D and strategy.
            C2_4_b "2.4.b" [Record Bar Duty Figure],
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
            // 4 Quotes and proposals 銷售報價與方案制定
            /// Prices come from a system built on cost, demand and competition.
            C4_1_a "4.1.a" [],
            /// Sales quotes strictly by the price policy.
            C4_1_b "4.1.b" [],
            /// Where a price must be negotiated with key customers or on large projects, it is reported first and negotiated only after approval.
            C4_1_c "4.1.c" [],
            /// A tailored proposal: product introduction, solution, implementation plan, after-sales commitment.
            C4_2_a "4.2.a" [],
            /// It is targeted, feasible and attractive.
            C4_2_b "4.2.b" [],
            /// The departments concerned review it: technical, service, finance.
            C4_2_c "4.2.c" [],
            /// Once passed, it goes to the customer promptly.
            C4_2_d "4.2.d" [],
            // 5 Negotiation and contract 商務談判與合同簽訂
            /// Prepare a negotiation: needs, aims, competitors, strategy.
            C5_1_a "5.1.a" [],
            /// A preparation meeting gives each department its part; papers are ready.
            C5_1_b "5.1.b" [],
            /// Argue calmly, listen, balance interests, concede with reason.
            C5_2_a "5.2.a" [],
            /// Report progress to the superior and follow the instructions.
            C5_2_b "5.2.b" [],
            /// Draft the contract: rights and duties, specification, price, delivery time, payment.
            C5_3_a "5.3.a" [],
            /// Departments check that it is lawful, compliant, complete and exact.
            C5_3_b "5.3.b" [],
            /// Then the customer signs and seals.
            C5_3_c "5.3.c" [],
            /// Copies go to the departments.
            C5_3_d "5.3.d" [],
            // 6 Orders and delivery 訂單處理與交付
            /// Receive orders and check them carefully.
            C6_1_a "6.1.a" [],
            /// Orders by e-mail, fax and the like need the customer’s confirmation in writing or by another effective means.
            C6_1_b "6.1.b" [],
            /// Confirmed orders go to the departments at once.
            C6_1_c "6.1.c" [],
            /// Agree production plan and delivery time.
            C6_2_a "6.2.a" [],
            /// Materials come in time, in quality, in quantity.
            C6_2_b "6.2.b" [],
            /// Follow progress and solve problems.
            C6_2_c "6.2.c" [],
            /// Ship only what is finished, inspected and well packed; sales arranges it.
            C6_3_a "6.3.a" [],
            /// A suitable carrier, on time, safely.
            C6_3_b "6.3.b" [],
            /// Tell the customer: waybill and expected arrival.
            C6_3_c "6.3.c" [],
            /// After delivery confirm acceptance; put problems right.
            C6_3_d "6.3.d" [],
            /// Money is collected together with finance.
            C6_4 "6.4" [],
            // 7 After-sales service and feedback 售後服務與客戶反饋
            /// Installation, commissioning, repair, maintenance, support, customer training.
            C7_1_a "7.1.a" [],
            /// A hotline; answers and fixes within the time set.
            C7_1_b "7.1.b" [],
            /// Regular return visits.
            C7_1_c "7.1.c" [],
            /// Listen to complaints and record them.
            C7_2_a "7.2.a" [],
            /// Pass complaints on at once; departments act.
            C7_2_b "7.2.b" [],
            /// Tell the customer the result; follow satisfaction.
            C7_2_c "7.2.c" [],
            /// Find the root cause; improve so that it doesn’t come back.
            C7_2_d "7.2.d" [],
            /// Collect feedback by survey, visit, suggestion box.
            C7_3_a "7.3.a" [],
            /// Feedback is sorted and analysed.
            C7_3_b "7.3.b" [],
            /// Adjust products, sales strategy and service.
            C7_3_c "7.3.c" [],
            // 8 Figures and appraisal 銷售數據分析與業績考核
            /// Data is prompt, right and complete; entered after each activity.
            C8_1_a "8.1.a" [],
            /// Periodic reports of customers, opportunities, orders, shipments, receipts.
            C8_1_b "8.1.b" [],
            /// Analyse performance, trend, customers’ spread, products, market share.
            C8_2_a "8.2.a" [],
            /// Find problems and patterns, forecast, adjust strategy.
            C8_2_b "8.2.b" [],
            /// Appraise on sales amount, profit, growth, new customers, satisfaction.
            C8_3_a "8.3.a" [],
            /// Reward the good: bonus, promotion, honour.
            C8_3_b "8.3.b" [],
            /// Coach and train below target; then warn or demote.
            C8_3_c "8.3.c" [],
            // 9 Training and careers 培訓與發展
            /// Regular training: communication, negotiation, customer relations, products.
            C9_1_a "9.1.a" [],
            /// Experts and top sellers teach; colleagues learn from each other.
            C9_1_b "9.1.b" [],
            /// Case study and simulated practice.
            C9_1_c "9.1.c" [],
            /// A personal career plan with a path.
            C9_2_a "9.2.a" [],
            /// Promotion and rotation by ability and results.
            C9_2_b "9.2.b" [],
            /// Learning, exams, certificates.
            C9_2_c "9.2.c" [],
            // 10 Working together 團隊協作與溝通
            /// Production, R&D and finance work with sales: delivery, needs, collection.
            C10_1_a "10.1.a" [],
            /// Regular cross-department meetings solve problems.
            C10_1_b "10.1.b" [],
            /// Team meetings share experience, market and customers’ news.
            C10_2_a "10.2.a" [],
            /// Internal means of communication.
            C10_2_b "10.2.b" [],
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
