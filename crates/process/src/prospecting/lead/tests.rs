use crate::law::Asks;
use crate::prospecting::Customer;
use crate::testing::CustomerBuilder;
use crate::testing::{CHEN, LIN, SYSTEM, WANG, company, customer, judging, ms, owed, owing};
use crate::value::Instant;

/// Came in on Friday at 16:00, to the manager of the territory.
fn lead() -> CustomerBuilder {
    let customer = customer().owned_by(WANG).build();
    CustomerBuilder::from(Customer { arrived: Some(Instant(ms("2026-11-13 16:00"))), ..customer })
}

fn assignment(customer: &CustomerBuilder) -> Vec<String> {
    owed(&customer.clone().build(), &company(), Asks::Assignment)
}

fn first_contact(customer: &CustomerBuilder) -> Vec<String> {
    owed(&customer.clone().build(), &company(), Asks::FirstContact)
}

mod c2_3_a {
    use super::*;

    #[test]
    fn a_lead_is_given_to_somebody_within_four_hours_of_work() {
        assert_eq!(assignment(&lead()), ["assign_lead by 2026-11-16 11:00, open"]);
        assert_eq!(owing(&lead().build(), &company(), Asks::Assignment), [WANG]);
        let given = lead().handed("2026-11-16 10:00", LIN, WANG);
        assert_eq!(assignment(&given), ["assign_lead by 2026-11-16 11:00, done 2026-11-16 10:00"]);
    }

    #[test]
    fn a_manager_who_calls_at_once_need_not_give_it_away() {
        let called = lead().touched("2026-11-13 16:30", WANG);
        assert_eq!(assignment(&called), ["assign_lead by 2026-11-16 11:00, done 2026-11-13 16:30"]);
        assert_eq!(first_contact(&called), [""; 0]);
    }

    #[test]
    fn who_was_given_it_is_in_contact_within_eight_hours_of_work() {
        let given = lead().handed("2026-11-16 10:00", LIN, WANG);
        assert_eq!(first_contact(&given), ["contact_lead by 2026-11-16 18:00, open"]);
        assert_eq!(owing(&given.clone().build(), &company(), Asks::FirstContact), [LIN]);
        let reached = given.touched("2026-11-16 15:00", LIN);
        assert_eq!(first_contact(&reached), ["contact_lead by 2026-11-16 18:00, done 2026-11-16 15:00"]);
    }

    #[test]
    fn given_on_before_that_the_next_one_owes_it() {
        let twice = lead().handed("2026-11-16 10:00", LIN, WANG).handed("2026-11-16 14:00", CHEN, WANG);
        let owed = [
            "contact_lead by 2026-11-16 18:00, lapsed 2026-11-16 14:00",
            "contact_lead by 2026-11-17 13:00, open",
        ];
        assert_eq!(first_contact(&twice), owed);
        assert_eq!(owing(&twice.build(), &company(), Asks::FirstContact), [CHEN]);
    }

    #[test]
    fn given_on_after_that_nobody_owes_it_again() {
        let later = lead().handed("2026-11-16 10:00", LIN, WANG).touched("2026-11-16 15:00", LIN);
        let later = later.handed("2026-11-20 10:00", CHEN, WANG);
        assert_eq!(first_contact(&later), ["contact_lead by 2026-11-16 18:00, done 2026-11-16 15:00"]);
    }

    #[test]
    fn a_customer_that_did_not_come_in_by_itself_owes_neither() {
        let given = customer().owned_by(WANG).handed("2026-11-16 10:00", LIN, WANG);
        assert_eq!((assignment(&given), first_contact(&given)), (vec![], vec![]));
    }

    #[test]
    fn only_the_server_says_that_one_came_in() {
        let now = lead().build();
        assert_eq!(judging(None, &now).told(WANG), ["2.3.a arrived_by_hand"]);
        assert_eq!(judging(None, &now).told(SYSTEM), [""; 0]);
        let after = Customer { needs: "低噪音".to_owned(), ..now.clone() };
        assert_eq!(judging(Some(&now), &after).told(WANG), [""; 0], "an unrelated edit passes");
    }
}
