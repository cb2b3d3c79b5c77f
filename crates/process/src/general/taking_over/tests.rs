//! Taking over, by clause.

use super::*;
use crate::testing::{CHEN, LIN, MARIA, WANG, company, customer, judging, ms, owed, owing};

mod c1_2 {
    use super::*;
    use crate::law::Asks;
    use crate::people::Person;
    use crate::testing::CustomerBuilder;

    const NOTHING: [&str; 0] = [];

    fn handed() -> CustomerBuilder {
        customer().handed("2026-11-20 10:00", CHEN, WANG)
    }

    fn step(before: CustomerBuilder, after: CustomerBuilder, by: PersonId) -> Vec<String> {
        judging(Some(&before.build()), &after.build()).told(by)
    }

    #[test]
    fn the_line_says_from_whom_to_whom() {
        assert_eq!(step(customer(), handed(), WANG), NOTHING);
        let mut to_other = handed().build();
        to_other.owner = Some(MARIA);
        let other = judging(Some(&customer().build()), &to_other);
        assert_eq!(other.told(WANG), ["1.2 line_tells_otherwise"]);
        let mut from_other = handed().build();
        from_other.handovers[0].from = Some(MARIA);
        let other = judging(Some(&customer().build()), &from_other);
        assert_eq!(other.told(WANG), ["1.2 line_tells_otherwise"]);
        let accepted_at_once = handed().accepted("2026-11-20 10:00", WANG);
        assert_eq!(step(customer(), accepted_at_once, WANG), ["1.2 line_tells_otherwise"]);
    }

    #[test]
    fn a_line_alone_needs_the_authority_of_a_handover() {
        assert_eq!(
            step(customer(), customer().handed("2026-11-20 10:00", CHEN, CHEN), CHEN),
            ["1.2 not_above_owner"]
        );
    }

    #[test]
    fn who_got_it_accepts_it_or_who_acts_for_them() {
        for (by, may) in [(CHEN, true), (WANG, true), (LIN, false), (MARIA, false)] {
            let expected: &[&str] = if may { &[] } else { &["1.2 not_given_to_you"] };
            assert_eq!(step(handed(), handed().accepted("2026-11-20 11:00", by), by), expected, "{by}");
            assert_eq!(step(handed(), handed().introduced("2026-11-20 11:00", by), by), expected, "{by}");
        }
    }

    #[test]
    fn it_is_said_once_and_now() {
        let accepted = handed().accepted("2026-11-20 11:00", CHEN);
        let again = handed().accepted("2026-11-20 12:00", CHEN);
        assert_eq!(step(accepted.clone(), again, CHEN), ["1.2 said_already"]);
        let late = judging(Some(&handed().build()), &accepted.build()).entered("2026-11-20 11:01");
        assert_eq!(late.told(CHEN), ["1.2 said_already"]);
        let for_chen = handed().accepted("2026-11-20 11:00", CHEN);
        assert_eq!(step(handed(), for_chen, WANG), ["1.2 said_already"], "in their own name");
    }

    #[test]
    fn who_got_it_accepts_within_two_working_days_and_introduces_themselves_within_seven() {
        // 2026-11-20 is a Friday.
        let company = company();
        let owes = |customer: &CustomerBuilder, asks| owed(&customer.clone().build(), &company, asks);
        assert_eq!(owes(&handed(), Asks::Acceptance), ["accept by 2026-11-24 18:00, open"]);
        assert_eq!(owes(&handed(), Asks::Introduction), ["introduce by 2026-11-27 18:00, open"]);
        assert_eq!(owing(&handed().build(), &company, Asks::Introduction), [CHEN]);
        let done = handed().accepted("2026-11-23 09:00", CHEN).introduced("2026-11-24 09:00", CHEN);
        assert_eq!(owes(&done, Asks::Acceptance), ["accept by 2026-11-24 18:00, done 2026-11-23 09:00"]);
        assert_eq!(owes(&done, Asks::Introduction), ["introduce by 2026-11-27 18:00, done 2026-11-24 09:00"]);
    }

    #[test]
    fn a_contact_that_reached_it_introduces_them_too_and_the_contact_of_another_does_not() {
        let company = company();
        let owes = |customer: CustomerBuilder| owed(&customer.build(), &company, Asks::Introduction);
        let by_chen = handed().touched("2026-11-21 09:00", CHEN);
        assert_eq!(owes(by_chen), ["introduce by 2026-11-27 18:00, done 2026-11-21 09:00"]);
        assert_eq!(owes(handed().touched("2026-11-21 09:00", LIN)), ["introduce by 2026-11-27 18:00, open"]);
        let before = customer().touched("2026-11-19 09:00", CHEN).handed("2026-11-20 10:00", CHEN, WANG);
        assert_eq!(owes(before), ["introduce by 2026-11-27 18:00, open"]);
    }

    #[test]
    fn handed_on_again_the_first_receiver_owes_nothing() {
        let again = handed().handed("2026-11-21 10:00", LIN, WANG);
        assert_eq!(
            owed(&again.clone().build(), &company(), Asks::Acceptance),
            ["accept by 2026-11-24 18:00, lapsed 2026-11-21 10:00", "accept by 2026-11-24 18:00, open"]
        );
        assert_eq!(owing(&again.build(), &company(), Asks::Acceptance), [LIN]);
    }

    fn noticed() -> Company {
        let mut company = company();
        let lin = company.people.get(LIN).cloned().unwrap();
        company.people.put(Person { notice_ms: Some(ms("2026-11-20 09:00")), ..lin });
        company
    }

    #[test]
    fn after_notice_who_stands_above_hands_each_customer_over_within_a_working_day() {
        let owes = |customer: CustomerBuilder| owed(&customer.build(), &noticed(), Asks::HandOver);
        assert_eq!(owes(customer()), ["hand_over by 2026-11-23 18:00, open"]);
        assert_eq!(owing(&customer().build(), &noticed(), Asks::HandOver), [WANG]);
        assert_eq!(owes(handed()), ["hand_over by 2026-11-23 18:00, done 2026-11-20 10:00"]);
        let before = customer().handed("2026-11-19 10:00", CHEN, WANG);
        assert_eq!(owes(before), NOTHING, "handed over before the notice");
        assert_eq!(owes(customer().owned_by(CHEN)), NOTHING);
        assert_eq!(owes(customer().joined("2026-11-19 10:00", crate::DocId([7; 16]), LIN)), NOTHING);
    }

    #[test]
    fn a_lead_that_is_given_out_for_the_first_time_is_nothing_to_take_over_and_given_on_it_is() {
        let came =
            Customer { arrived: Some(Instant(ms("2026-11-20 09:00"))), ..customer().owned_by(WANG).build() };
        let given = CustomerBuilder::from(came).handed("2026-11-20 10:00", LIN, WANG);
        for asks in [Asks::Acceptance, Asks::Introduction] {
            assert_eq!(owed(&given.clone().build(), &company(), asks), NOTHING);
            let on = given.clone().handed("2026-11-20 12:00", CHEN, WANG).build();
            assert_eq!(owing(&on, &company(), asks), [CHEN]);
        }
    }
}
