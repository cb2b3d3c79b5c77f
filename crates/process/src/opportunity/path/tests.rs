//! Paths, by clause.

use super::*;
use crate::opportunity::Closed;
use crate::testing::{LIN, PETER, WANG, deal, judging, ms};
use crate::value::Currency;

const ME: DocId = DocId([1; 16]);

fn yuan(amount: i64) -> Option<Money> {
    Some(Money { minor: amount * 100, currency: Currency::CNY })
}

fn of(amount: Option<Money>) -> Deal {
    Deal { amount, product: "M160-90".to_owned(), ..deal().build() }
}

fn beside(amount: Option<Money>, opened: &str) -> Beside {
    Beside { doc: DocId([2; 16]), product: "M160-90".to_owned(), opened: Some(Instant(ms(opened))), amount }
}

fn path(deal: &Deal, key_customer: bool, others: &[Beside]) -> DealPath {
    path_of(deal, ME, key_customer, others, &crate::testing::company())
}

mod c1_1 {
    use super::*;

    const NOTHING: [&str; 0] = [];

    #[test]
    fn the_amount_makes_the_path() {
        let cent_less = Some(Money { minor: 4_999_999, currency: Currency::CNY });
        assert_eq!(path(&of(cent_less), false, &[]), DealPath::Simple);
        assert_eq!(path(&of(yuan(50_000)), false, &[]), DealPath::Standard);
        let cent_less = Some(Money { minor: 199_999_999, currency: Currency::CNY });
        assert_eq!(path(&of(cent_less), false, &[]), DealPath::Standard);
        assert_eq!(path(&of(yuan(2_000_000)), false, &[]), DealPath::Large);
        assert_eq!(path(&of(None), false, &[]), DealPath::Standard);
    }

    #[test]
    fn a_key_customer_always_goes_the_large_path() {
        assert_eq!(path(&of(yuan(100)), true, &[]), DealPath::Large);
    }

    #[test]
    fn what_belongs_together_counts_together() {
        // Opened on 2026-11-02.
        let small = of(yuan(30_000));
        assert_eq!(path(&small, false, &[beside(yuan(30_000), "2026-12-02 09:00")]), DealPath::Standard);
        assert_eq!(
            path(&small, false, &[beside(yuan(30_000), "2026-12-03 09:00")]),
            DealPath::Simple,
            "31 days"
        );
        let other = Beside { product: "D55".to_owned(), ..beside(yuan(30_000), "2026-11-03 09:00") };
        assert_eq!(path(&small, false, &[other]), DealPath::Simple, "other goods");
        let dollars = Some(Money { minor: 3_000_000, currency: Currency::USD });
        assert_eq!(
            path(&small, false, &[beside(dollars, "2026-11-03 09:00")]),
            DealPath::Simple,
            "other money"
        );
        let itself = Beside { doc: ME, ..beside(yuan(30_000), "2026-11-02 09:00") };
        assert_eq!(path(&small, false, &[itself]), DealPath::Simple, "not twice");
    }

    #[test]
    fn another_path_is_chosen_from_above_with_a_reason() {
        let before = of(yuan(100));
        let chosen =
            Deal {
                deal_path: Some(DealPath::Large), path_why: "客戶要求招標".to_owned(), ..before.clone()
            };
        assert_eq!(judging(Some(&before), &chosen).told(WANG), NOTHING);
        assert_eq!(path(&chosen, false, &[]), DealPath::Large);
        let refusals = judging(Some(&before), &chosen).refusals_to(LIN);
        assert_eq!((refusals[0].wrong.key.as_ref(), refusals[0].who), ("path_not_yours", Some(WANG)));
        assert_eq!(judging(Some(&before), &chosen).told(PETER), ["1.1 path_not_yours"]);
        let silent = Deal { path_why: " ".to_owned(), ..chosen.clone() };
        let refusals = judging(Some(&before), &silent).refusals_to(WANG);
        assert_eq!(refusals[0].wrong.key, "path_without_reason");
        assert_eq!(refusals[0].lacks[0].key, "path_reason");
        let back = judging(Some(&chosen), &before).told(WANG);
        assert_eq!(back, NOTHING, "its own path again needs no reason");
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_on_another_path_passes() {
        let before = Deal { deal_path: Some(DealPath::Large), ..of(yuan(100)) };
        let after = Deal { title: "北辰電機 三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
        let closed = deal().closed("2026-11-20 10:00", Closed::Won).build();
        let closed = Deal {
            deal_path: before.deal_path,
            product: before.product.clone(),
            amount: before.amount,
            ..closed
        };
        assert_eq!(judging(Some(&before), &closed).told(LIN), NOTHING);
    }
}
