//! Protection, by clause.

use super::*;
use crate::testing::{CHEN, LIN, WANG, company, customer, day, judging, ms, owed, owing};

mod c2_2_b {
    use super::*;
    use crate::law::{Asks, findings_of};
    use crate::line;

    const NOTHING: [&str; 0] = [];

    fn until(customer: crate::testing::CustomerBuilder) -> Option<Day> {
        protected_until(&customer.build(), &company())
    }

    #[test]
    fn a_customer_is_protected_for_90_days_from_registration() {
        let lin = customer().registered("2026-11-02 09:00");
        assert_eq!(until(lin), Some(day("2027-01-31")));
        assert_eq!(until(customer()), None, "written down before there was protection");
    }

    #[test]
    fn each_contact_that_reaches_it_begins_them_anew() {
        let lin = customer().registered("2026-11-02 09:00").touched("2026-12-01 10:00", LIN);
        assert_eq!(until(lin.clone()), Some(day("2027-03-01")));
        assert_eq!(until(lin.touched("2027-03-01 23:00", LIN)), Some(day("2027-05-30")), "on the last day");
    }

    #[test]
    fn a_contact_never_shortens_it_though_the_policy_has_fewer_days_by_now() {
        let mut company = company();
        let agreed = crate::policy::Agreed { from_ms: ms("2026-11-10 00:00"), number: 30 };
        company.policy.agree(PolicyValue::ProtectedDays, agreed).unwrap();
        let lin = customer().registered("2026-11-02 09:00").touched("2026-11-12 10:00", LIN);
        assert_eq!(protected_until(&lin.clone().build(), &company), Some(day("2027-01-31")));
        let later = lin.touched("2027-01-20 10:00", LIN).build();
        assert_eq!(protected_until(&later, &company), Some(day("2027-02-19")));
    }

    #[test]
    fn so_does_meeting_and_catching_somebody_there() {
        let mut lin = customer().registered("2026-11-02 09:00").build();
        let at = Some(crate::value::Instant(ms("2026-12-01 10:00")));
        lin.captures.push(crate::prospecting::Capture { at, by: Some(LIN), ..Default::default() });
        assert_eq!(until(lin.into()), Some(day("2027-03-01")));
    }

    #[test]
    fn a_contact_after_the_end_does_not_take_it_out_of_the_pool() {
        let lin = customer().registered("2026-11-02 09:00").touched("2027-02-01 00:10", LIN);
        assert_eq!(until(lin), Some(day("2027-01-31")));
    }

    #[test]
    fn a_contact_counts_from_when_it_took_place_also_if_sent_later_and_not_from_a_future() {
        let late = customer().registered("2026-11-02 09:00").touched("2027-01-30 10:00", LIN);
        assert_eq!(until(late.noted_at("2027-02-03 08:00")), Some(day("2027-04-30")));
        let ahead = customer().registered("2026-11-02 09:00").touched("2027-01-30 10:00", LIN);
        assert_eq!(until(ahead.noted_at("2026-11-10 08:00")), Some(day("2027-02-08")));
    }

    #[test]
    fn a_claim_and_a_handover_begin_them_anew_whatever_was() {
        let pooled = customer().registered("2026-11-02 09:00");
        let claimed = pooled.clone().claimed("2027-02-10 09:00", CHEN, "2027-01-31");
        assert_eq!(until(claimed), Some(day("2027-05-11")));
        assert_eq!(until(pooled.handed("2027-02-10 09:00", CHEN, WANG)), Some(day("2027-05-11")));
    }

    #[test]
    fn a_joined_customer_does_not_fall_into_the_pool() {
        let joined = customer().registered("2026-11-02 09:00");
        let into = crate::DocId([7; 16]);
        assert_eq!(until(joined.clone().joined("2026-11-03 09:00", into, LIN)), None);
        let apart = joined.joined("2026-11-03 09:00", into, LIN).separated("2026-11-04 09:00", LIN);
        assert_eq!(until(apart), Some(day("2027-01-31")));
    }

    #[test]
    fn only_a_contact_that_protects_it_a_day_longer_is_worth_a_mark() {
        let lin = customer().registered("2026-11-02 09:00").build();
        let owed = keep_from_the_pool(&lin, &company());
        let renews = |local| is_renewed_by((owed[0].since_ms, owed[0].due_ms), ms(local), &company());
        assert!(!renews("2026-11-02 18:00"), "the same day");
        assert!(renews("2026-11-03 08:00"));
        assert!(renews("2027-01-31 20:00"));
        assert!(!renews("2027-02-01 08:00"), "in the pool");
    }

    #[test]
    fn the_mark_of_a_deals_contact_is_told_from_a_contact_of_the_customers_own() {
        let at = |field: &str| Path::entry("touch", crate::EntryId([1; 16]), field);
        assert!(is_mark(ActName::LogTouch, &[at("happened"), at("deal")]));
        assert!(!is_mark(ActName::LogTouch, &[at("happened"), at("content")]));
        assert!(!is_mark(ActName::EditCustomer, &[at("deal")]));
    }

    #[test]
    fn the_owner_owes_a_contact_until_the_last_day() {
        let lin = customer().registered("2026-11-02 09:00");
        let company = company();
        let keeps = |customer: &crate::testing::CustomerBuilder| {
            owed(&customer.clone().build(), &company, Asks::Touch)
        };
        assert_eq!(keeps(&lin), ["keep_from_pool by 2027-01-31 18:00, open"]);
        assert_eq!(owing(&lin.clone().build(), &company, Asks::Touch), [LIN]);
        let early = lin.clone().touched("2027-01-16 10:00", LIN);
        assert_eq!(keeps(&early), ["keep_from_pool by 2027-04-16 18:00, open"], "before the warning");
        let warned = lin.clone().touched("2027-01-17 10:00", LIN);
        assert_eq!(
            keeps(&warned),
            [
                "keep_from_pool by 2027-01-31 18:00, done 2027-01-17 10:00",
                "keep_from_pool by 2027-04-17 18:00, open"
            ]
        );
        let lapsed = lin.claimed("2027-02-10 09:00", CHEN, "2027-01-31");
        assert_eq!(keeps(&lapsed)[0], "keep_from_pool by 2027-01-31 18:00, lapsed 2027-02-10 09:00");
        assert_eq!(owing(&lapsed.build(), &company, Asks::Touch), [CHEN]);
        assert_eq!(keeps(&customer()), NOTHING);
    }

    #[test]
    fn a_customer_is_registered_now_and_that_never_moves() {
        let now = customer().registered("2026-11-20 10:00").build();
        assert_eq!(judging(None, &now).told(LIN), NOTHING);
        let later = judging(None, &now).entered("2026-11-20 10:01");
        assert_eq!(later.told(LIN), ["2.2.b not_registered_now"]);
        let moved = customer().registered("2026-11-21 10:00").build();
        assert_eq!(judging(Some(&now), &moved).told(LIN), ["2.2.b not_registered_now"]);
        let named = customer().named("別名").registered("2026-11-20 10:00").build();
        assert_eq!(judging(Some(&now), &named).told(LIN), NOTHING);
    }

    #[test]
    fn a_contact_to_come_is_not_written_down() {
        let before = customer().registered("2026-11-02 09:00");
        let touched = |local, noted| before.clone().touched(local, LIN).noted_at(noted).build();
        let told =
            |after| judging(Some(&before.clone().build()), &after).entered("2026-11-20 10:00").told(LIN);
        assert_eq!(told(touched("2026-11-20 10:10", "2026-11-20 10:00")), NOTHING);
        assert_eq!(told(touched("2026-11-20 10:11", "2026-11-20 10:00")), ["2.2.b touch_to_come"]);
        let wrong = touched("2026-11-20 10:11", "2026-11-20 10:00");
        let edited = Customer { town: "上海".to_owned(), ..wrong.clone() };
        let unrelated = judging(Some(&wrong), &edited).entered("2026-11-20 10:00");
        assert_eq!(unrelated.told(LIN), NOTHING, "what was wrong before passes");
    }

    #[test]
    fn two_claims_of_one_lapse_are_found_and_settled_by_who_stands_above() {
        let pooled = customer().registered("2026-11-02 09:00");
        let lin = pooled.clone().claimed("2027-02-10 09:00", LIN, "2027-01-31");
        let both = lin.clone().claimed("2027-02-10 11:00", CHEN, "2027-01-31").build();
        let found = findings_of(&both, &company());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].what.key.as_ref(), found[0].who), ("claims_collide", WANG));
        assert_eq!(findings_of(&lin.build(), &company()), []);
        assert!(both.concerned().workers.contains(&LIN) && both.concerned().workers.contains(&CHEN));
        let settled = customer()
            .registered("2026-11-02 09:00")
            .claimed("2027-02-10 09:00", LIN, "2027-01-31")
            .claimed("2027-02-10 11:00", CHEN, "2027-01-31")
            .handed("2027-02-11 09:00", LIN, WANG)
            .build();
        assert!(!settled.concerned().workers.contains(&CHEN));
    }

    #[test]
    fn a_claim_collides_with_a_contact_that_came_to_light_later() {
        let claimed = customer().registered("2026-11-02 09:00").touched("2027-01-30 10:00", LIN);
        let claimed = claimed.noted_at("2027-02-12 08:00").claimed("2027-02-10 09:00", CHEN, "2027-01-31");
        let found = findings_of(&claimed.build(), &company());
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].what,
            line!("claims_collide", holder = Fact::Person(LIN), claimer = Fact::Person(CHEN))
        );
    }

    #[test]
    fn claims_one_after_the_other_do_not_collide() {
        let twice = customer()
            .registered("2026-11-02 09:00")
            .claimed("2027-02-10 09:00", LIN, "2027-01-31")
            .claimed("2027-05-12 11:00", CHEN, "2027-05-11");
        assert_eq!(findings_of(&twice.clone().build(), &company()), []);
        assert!(!twice.build().concerned().workers.contains(&LIN));
    }
}
