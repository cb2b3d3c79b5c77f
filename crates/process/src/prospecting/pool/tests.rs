//! The pool, by clause.

use super::*;
use crate::testing::{CHEN, HE, LIN, MARIA, WANG, ZHAO, ZHOU, company, customer, day, judging, ms};

mod c2_2_b {
    use super::*;
    use crate::audience::{Feed, concerned, feeds_of};
    use crate::law::{Submitted, Verdict, judge};
    use crate::value::Instant;
    use crate::{EntryId, Record, RecordKind, line};

    const NOTHING: [&str; 0] = [];

    fn pooled() -> crate::testing::CustomerBuilder {
        customer().registered("2026-11-02 09:00")
    }

    fn told(claim: &str, by: PersonId, lapsed_on: &str) -> Vec<String> {
        judging(Some(&pooled().build()), &pooled().claimed(claim, by, lapsed_on).build()).told(by)
    }

    #[test]
    fn a_customer_is_claimed_from_the_day_after_the_last_one_of_its_protection() {
        assert_eq!(told("2027-01-31 23:59", CHEN, "2027-01-31"), ["2.2.b still_protected"]);
        assert_eq!(told("2027-02-01 00:00", CHEN, "2027-01-31"), NOTHING);
        assert_eq!(told("2027-02-01 00:00", LIN, "2027-01-31"), NOTHING, "its owner of before, too");
    }

    #[test]
    fn the_refusal_says_whose_it_is_and_until_when() {
        let early = judging(
            Some(&pooled().build()),
            &pooled().claimed("2027-01-05 09:00", CHEN, "2027-01-31").build(),
        );
        let refusals = early.refusals_to(CHEN);
        let until = Fact::Day(day("2027-01-31"));
        assert_eq!(refusals[0].wrong, line!("still_protected", owner = Fact::Person(LIN), until = until));
        assert_eq!(refusals[0].who, Some(WANG));
    }

    #[test]
    fn what_was_not_registered_here_or_is_joined_is_never_in_the_pool() {
        let claimed = customer().claimed("2027-02-01 09:00", CHEN, "2027-01-31").build();
        assert_eq!(judging(Some(&customer().build()), &claimed).told(CHEN), ["2.2.b never_in_pool"]);
        let joined = pooled().joined("2026-11-05 09:00", crate::DocId([7; 16]), LIN);
        let claimed = joined.clone().claimed("2027-02-01 09:00", CHEN, "2027-01-31").build();
        assert_eq!(judging(Some(&joined.build()), &claimed).told(CHEN), ["2.2.b never_in_pool"]);
    }

    #[test]
    fn a_claim_names_the_lapse_it_is_out_of() {
        assert_eq!(told("2027-02-01 09:00", CHEN, "2027-01-30"), ["2.2.b lapsed_otherwise"]);
    }

    #[test]
    fn only_who_sells_in_the_territory_claims() {
        for (who, may) in
            [(CHEN, true), (WANG, true), (MARIA, false), (ZHAO, false), (HE, false), (ZHOU, false)]
        {
            let expected: &[&str] = if may { &[] } else { &["2.2.b other_territory"] };
            assert_eq!(told("2027-02-01 09:00", who, "2027-01-31"), expected, "{who}");
        }
    }

    #[test]
    fn one_claims_for_oneself_and_once() {
        let mut for_chen = pooled().claimed("2027-02-01 09:00", LIN, "2027-01-31").build();
        for_chen.owner = Some(CHEN);
        assert_eq!(judging(Some(&pooled().build()), &for_chen).told(LIN), ["2.2.b claims_for_oneself"]);
        let twice = pooled().claimed("2027-02-01 09:00", LIN, "2027-01-31").claimed(
            "2027-02-01 09:00",
            LIN,
            "2027-01-31",
        );
        let twice = judging(Some(&pooled().build()), &twice.build());
        assert_eq!(twice.told(LIN), ["2.2.b claims_for_oneself"]);
    }

    #[test]
    fn an_owner_that_changes_without_a_claim_is_a_handover() {
        let taken = pooled().owned_by(CHEN).build();
        let taking = judging(Some(&pooled().build()), &taken).entered("2027-02-01 09:00");
        assert_eq!(taking.told(CHEN), ["1.2 not_above_owner"]);
    }

    fn with_claims(claimed: &[&str]) -> Result<(), Verdict> {
        let claimed_ms: Vec<i64> = claimed.iter().map(|local| ms(local)).collect();
        let (before, company) = (pooled().facts(), company());
        let after = pooled().claimed("2027-02-05 09:00", CHEN, "2027-01-31").facts();
        judge(&Submitted {
            kind: RecordKind::Customer,
            name: ActName::ClaimCustomer,
            before: Some(&before),
            after: &after,
            conflicts: &crate::facts::Conflicts::new(),
            settled: &[],
            person: CHEN,
            company: &company,
            entered_ms: ms("2027-02-05 09:00"),
            claimed_ms: &claimed_ms,
            joined_to: Default::default(),
        })
    }

    #[test]
    fn five_a_week_are_taken_and_the_sixth_is_barred() {
        let four = ["2027-02-01 00:00", "2027-02-02 09:00", "2027-02-02 10:00", "2027-02-03 09:00"];
        assert_eq!(with_claims(&four), Ok(()));
        let five = [&four[..], &["2027-02-04 09:00"]].concat();
        let Err(Verdict::Barred(refusals)) = with_claims(&five) else { unreachable!("barred") };
        assert_eq!(refusals[0].wrong, line!("too_many_claims", most = Fact::Count(5)));
        assert_eq!(refusals[0].wrong.key, "too_many_claims");
        let last_week = [&four[..], &["2027-01-31 23:59"]].concat();
        assert_eq!(with_claims(&last_week), Ok(()), "a week begins on Monday");
    }

    #[test]
    fn what_several_phones_took_together_is_told_from_the_sixth_on() {
        let company = company();
        let claims = |days: std::ops::RangeInclusive<u32>, by| {
            let each = days.map(move |day| format!("2027-02-{day:02} 09:00"));
            each.flat_map(move |at| pooled().claimed(&at, by, "2027-01-31").build().claims)
                .collect::<Vec<_>>()
        };
        let told = |all: &[Claim]| claimed_beyond(all.iter(), ms("2027-02-05 12:00"), &company);
        let five = claims(1..=5, CHEN);
        assert_eq!(told(&five), []);
        let six = [five, claims(6..=6, CHEN), claims(1..=3, LIN)].concat();
        assert_eq!(told(&six), [(CHEN, 6)]);
        let next_week = [claims(1..=5, CHEN), claims(8..=8, CHEN)].concat();
        assert_eq!(told(&next_week), [], "a week begins on Monday");
    }

    #[test]
    fn who_sells_in_the_territory_reads_what_lies_in_the_pool_and_only_then() {
        let company = company();
        let at = |local: &str| {
            let facts = pooled().facts();
            let feeds = concerned(RecordKind::Customer, &facts, None, &company).feeds(&company, day(local));
            let reads =
                |who| feeds_of(company.people.get(who).unwrap()).iter().any(|feed| feeds.contains(feed));
            (feeds.contains(&Feed::Pool("華東".to_owned())), reads(CHEN), reads(MARIA))
        };
        assert_eq!(at("2027-01-31"), (false, false, false));
        assert_eq!(at("2027-02-01"), (true, true, false));
    }

    #[test]
    fn an_assistant_or_administrator_of_the_territory_does_not_read_its_pool() {
        let company = company();
        let chen = company.people.get(CHEN).unwrap();
        for (role, reads) in
            [(Role::Rep, true), (Role::Manager, true), (Role::Assistant, false), (Role::Admin, false)]
        {
            let person = Person { role, ..chen.clone() };
            let pools = feeds_of(&person).iter().any(|feed| matches!(feed, Feed::Pool(_)));
            assert_eq!(pools, reads, "{role:?}");
        }
    }

    #[test]
    fn who_reads_it_in_the_pool_does_not_write_there() {
        let (company, facts) = (company(), pooled().facts());
        let concerned = concerned(RecordKind::Customer, &facts, None, &company);
        let chen = company.people.get(CHEN).unwrap();
        assert!(!concerned.may_write(chen, &company, ms("2027-02-05 09:00")));
    }

    #[test]
    fn a_claim_is_what_registers_a_new_owner_in_the_facts() {
        let after = pooled().claimed("2027-02-05 09:00", CHEN, "2027-01-31").build();
        let read = Customer::from_facts(&after.to_facts());
        assert_eq!(read.owner, Some(CHEN));
        assert_eq!(read.claims[0].at, Some(Instant(ms("2027-02-05 09:00"))));
        assert_ne!(read.claims[0].id, EntryId::default());
    }
}
