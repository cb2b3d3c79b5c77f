//! Paths, by clause.

use super::*;
use crate::Record;
use crate::law::Verdict;
use crate::policy::Agreed;
use crate::schema::FormFault;
use crate::testing::{CHEN, LIN, PETER, WANG, ZHAO, company, company_while_away, deal, judging, ms};
use crate::value::Currency;

const NOTHING: [&str; 0] = [];
const OWN: DocId = DocId([1; 16]);
const NOW: &str = "2026-11-05 10:00";

fn alone(minor: i64) -> DealPath {
    path_of(&deal().worth(minor).build(), OWN, false, &[], &company()).0
}

/// Another deal of the customer about the same goods.
fn beside(opened: &str, minor: i64) -> Beside {
    Beside {
        doc: DocId([2; 16]),
        product: "A-20".to_owned(),
        opened: Some(Instant(ms(opened))),
        amount: Some(Money { minor, currency: Currency::CNY }),
    }
}

/// A deal of 30 000 opened on the second of November about A-20, with that beside it.
fn together_with(beside: Beside) -> DealPath {
    let own = Deal { product: "A-20".to_owned(), ..deal().worth(3_000_000).build() };
    path_of(&own, OWN, false, &[beside], &company()).0
}

mod c1_1 {
    use super::*;
    use crate::line;
    use DealPath::{Large, Simple, Standard};

    #[test]
    fn below_fifty_thousand_it_is_simple_from_there_standard() {
        assert_eq!(alone(0), Simple);
        assert_eq!(alone(4_999_999), Simple);
        assert_eq!(alone(5_000_000), Standard);
    }

    #[test]
    fn from_two_millions_on_it_is_large() {
        assert_eq!(alone(199_999_999), Standard);
        assert_eq!(alone(200_000_000), Large);
        assert_eq!(alone(i64::MAX), Large);
    }

    #[test]
    fn it_says_why() {
        let why = |minor| path_of(&deal().worth(minor).build(), OWN, false, &[], &company()).1;
        assert_eq!([4_999_999, 5_000_000, 199_999_999, 200_000_000].map(why), {
            [PathWhy::Small, PathWhy::Between, PathWhy::Between, PathWhy::Large]
        });
    }

    #[test]
    fn without_an_amount_it_is_standard() {
        let unknown = Deal { amount: None, ..deal().build() };
        let other = beside("2026-11-02 09:00", 1);
        assert_eq!(path_of(&unknown, OWN, false, &[other], &company()), (Standard, PathWhy::Unknown));
    }

    #[test]
    fn of_a_key_customer_it_is_large_whatever_it_brings() {
        let small = deal().worth(1).build();
        assert_eq!(path_of(&small, OWN, true, &[], &company()), (Large, PathWhy::KeyCustomer));
        assert_eq!(path_of(&Deal { amount: None, ..small }, OWN, true, &[], &company()).0, Large);
    }

    #[test]
    fn deals_of_the_same_goods_within_thirty_days_count_together() {
        assert_eq!(together_with(beside("2026-11-02 09:00", 1_999_999)), Simple);
        assert_eq!(together_with(beside("2026-11-02 09:00", 2_000_000)), Standard);
        assert_eq!(together_with(beside("2026-11-02 09:00", 197_000_000)), Large);
    }

    #[test]
    fn thirty_days_apart_they_do_thirty_one_they_do_not_before_or_after() {
        for (opened, path) in [
            ("2026-12-02 23:59", Standard),
            ("2026-12-03 00:00", Simple),
            ("2026-10-03 00:00", Standard),
            ("2026-10-02 23:59", Simple),
        ] {
            assert_eq!(together_with(beside(opened, 2_000_000)), path, "{opened}");
        }
    }

    #[test]
    fn other_goods_another_currency_an_unknown_amount_or_day_do_not_count() {
        let same = || beside("2026-11-02 09:00", 197_000_000);
        let dollars = Some(Money { minor: 197_000_000, currency: Currency::USD });
        for other in [
            Beside { product: "A-21".to_owned(), ..same() },
            Beside { amount: dollars, ..same() },
            Beside { amount: None, ..same() },
            Beside { opened: None, ..same() },
        ] {
            assert_eq!(together_with(other.clone()), Simple, "{other:?}");
        }
    }

    #[test]
    fn it_does_not_count_twice_itself() {
        assert_eq!(together_with(Beside { doc: OWN, ..beside("2026-11-02 09:00", 2_000_000) }), Simple);
    }

    #[test]
    fn so_many_that_they_overflow_are_large() {
        let all = [beside("2026-11-02 09:00", i64::MAX), beside("2026-11-02 09:00", i64::MAX)];
        let own = Deal { product: "A-20".to_owned(), ..deal().worth(i64::MAX).build() };
        assert_eq!(path_of(&own, OWN, false, &all, &company()).0, Large);
    }

    #[test]
    fn the_limits_are_those_in_force_when_it_was_opened() {
        let mut company = company();
        let from_ms = ms("2026-11-02 09:01");
        company.policy.agree(PolicyValue::PathSimpleBelow, Agreed { from_ms, number: 0 }).unwrap();
        let opened = |local| path_of(&deal().worth(1).at(local).build(), OWN, false, &[], &company).0;
        assert_eq!(opened("2026-11-02 09:00"), Simple);
        assert_eq!(opened("2026-11-02 09:01"), Standard);
    }

    #[test]
    fn the_one_chosen_goes_before_all_that() {
        for path in DealPath::ALL {
            let chosen = Deal { deal_path: Some(*path), ..deal().worth(200_000_000).build() };
            assert_eq!(path_of(&chosen, OWN, true, &[], &company()), (*path, PathWhy::Chosen));
        }
    }

    fn chosen(path: Option<DealPath>, why: &str) -> Deal {
        Deal { deal_path: path, path_why: why.to_owned(), ..deal().build() }
    }

    fn told(before: &Deal, after: &Deal, by: crate::PersonId) -> Vec<String> {
        judging(Some(before), after).entered(NOW).told(by)
    }

    #[test]
    fn another_path_is_chosen_from_above_the_seller_only() {
        let after = chosen(Some(Simple), "樣品單");
        for (by, may) in [(WANG, true), (ZHAO, true), (LIN, false), (CHEN, false), (PETER, false)] {
            let expected: &[&str] = if may { &[] } else { &["1.1 path_not_yours"] };
            assert_eq!(told(&deal().build(), &after, by), expected, "{by}");
        }
        let refusals = judging(Some(&deal().build()), &after).entered(NOW).refusals_to(LIN);
        assert_eq!(refusals[0].wrong, line!("path_not_yours", seller = Fact::Person(LIN)));
        assert_eq!(refusals[0].who, Some(WANG));
        let away = company_while_away(WANG, "2026-11-05", "2026-11-05", Some(CHEN));
        let judged = judging(Some(&deal().build()), &after).entered(NOW).under(away);
        assert_eq!(judged.told(CHEN), NOTHING);
    }

    #[test]
    fn with_a_reason_in_words() {
        for why in ["", " \n"] {
            let refusals =
                judging(Some(&deal().build()), &chosen(Some(Large), why)).entered(NOW).refusals_to(WANG);
            assert_eq!(refusals[0].wrong, line!("path_without_reason"));
            assert_eq!(refusals[0].lacks, [line!("path_reason", field = Fact::Field("path_why".into()))]);
            assert_eq!(refusals[0].who, None);
        }
        let with = |n: usize| {
            let after = chosen(Some(Large), &"因".repeat(n));
            judging(Some(&deal().build()), &after).entered(NOW).verdict_to(WANG)
        };
        assert_eq!(with(500), Ok(()));
        let too_long = FormFault::TooLong { path: crate::Path::field("path_why"), limit: 500 };
        assert_eq!(with(501), Err(Verdict::Form(vec![too_long])));
    }

    #[test]
    fn the_reason_is_not_taken_away_and_the_choice_is_given_up_from_above() {
        let before = chosen(Some(Simple), "樣品單");
        assert_eq!(told(&before, &chosen(Some(Simple), ""), WANG), ["1.1 path_without_reason"]);
        assert_eq!(told(&before, &chosen(None, ""), WANG), NOTHING);
        assert_eq!(told(&before, &chosen(None, ""), LIN), ["1.1 path_not_yours"]);
        assert_eq!(told(&before, &chosen(Some(Simple), "急單"), LIN), ["1.1 path_not_yours"]);
    }

    #[test]
    fn nobody_opens_a_deal_of_their_own_on_another_path() {
        let opened = chosen(Some(Simple), "樣品單");
        assert_eq!(judging(None, &opened).told(LIN), ["1.1 path_not_yours"]);
        assert_eq!(judging(None, &opened).told(WANG), NOTHING);
        let own = Deal { seller: Some(WANG), ..opened };
        assert_eq!(judging(None, &own).told(WANG), ["1.1 path_not_yours"]);
    }

    #[test]
    fn to_decide_between_two_chosen_at_once_is_to_choose() {
        let showing = chosen(Some(Simple), "樣品單");
        let both = [Simple, Large].map(|path| crate::Value::Text(path.code().to_owned()));
        let settling =
            |by| judging(Some(&showing), &showing).settling("deal_path", &both).entered(NOW).told(by);
        assert_eq!(settling(LIN), ["1.1 path_not_yours"]);
        assert_eq!(settling(WANG), NOTHING);
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_already_on_another_path_without_reason_passes() {
        let before = chosen(Some(Simple), "");
        let after = Deal { title: "三期".to_owned(), ..before.clone() };
        assert_eq!(told(&before, &after, LIN), NOTHING);
        assert_eq!(Deal::from_facts(&before.to_facts()).deal_path, Some(Simple));
    }
}
