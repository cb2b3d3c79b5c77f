use std::collections::BTreeMap;

use super::{Unassigned, comes_in_to, proposed_for};
use crate::law::Asks;
use crate::people::Department;
use crate::prospecting::Customer;
use crate::testing::CustomerBuilder;
use crate::testing::{
    CHEN, LIN, MARIA, PETER, SYSTEM, WANG, ZHAO, ZHOU, company, company_while_away, company_without,
    customer, day, judging, ms, owed, owing,
};
use crate::value::Instant;
use crate::{Company, DocId, PersonId};

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
    fn hours_of_a_leave_do_not_count() {
        let given = lead().handed("2026-11-16 10:00", LIN, WANG).build();
        let away = company_while_away(LIN, "2026-11-16", "2026-11-18", None);
        assert_eq!(owed(&given, &away, Asks::FirstContact), ["contact_lead by 2026-11-19 17:00, open"]);
        let away = company_while_away(WANG, "2026-11-16", "2026-11-16", None);
        assert_eq!(owed(&lead().build(), &away, Asks::Assignment), ["assign_lead by 2026-11-17 11:00, open"]);
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

    #[test]
    fn only_the_server_says_that_somebody_agreed_to_the_notice() {
        let now = customer().build();
        let mut after = now.clone();
        let agreed = Some(Instant(ms("2026-11-16 10:00")));
        after.contacts.push(crate::prospecting::Contact {
            name: "單靜".to_owned(),
            agreed,
            ..Default::default()
        });
        assert_eq!(judging(Some(&now), &after).told(LIN), ["2.3.a arrived_by_hand"]);
        assert_eq!(judging(Some(&now), &after).told(SYSTEM), [""; 0]);
        let renamed = Customer { needs: "低噪音".to_owned(), ..after.clone() };
        assert_eq!(judging(Some(&after), &renamed).told(LIN), [""; 0], "an edit beside it passes");
    }

    #[test]
    fn to_whom_it_came_in_gives_it_to_its_first_rep_and_who_stands_in_does() {
        let moves = |before: &CustomerBuilder, by: PersonId| {
            let after = before.clone().handed("2026-11-16 10:00", CHEN, by).build();
            judging(Some(&before.clone().build()), &after).told(by)
        };
        assert_eq!(moves(&lead(), WANG), [""; 0], "his own, though he is not above himself");
        assert_eq!(moves(&lead(), LIN), ["1.2 not_above_owner"]);
        assert_eq!(moves(&lead(), PETER), ["1.2 not_above_owner"]);
        let marketing = CustomerBuilder::from(Customer { owner: Some(ZHOU), ..lead().build() });
        assert_eq!(moves(&marketing, ZHOU), [""; 0], "marketing gives out what came in to it");
        let given = lead().handed("2026-11-16 09:00", LIN, WANG);
        assert_eq!(moves(&given, LIN), ["1.2 not_above_owner"], "once given it is a customer like any other");
        let own = customer().owned_by(LIN);
        assert_eq!(moves(&own, LIN), ["1.2 not_above_owner"], "one that did not come in by itself");
    }

    fn marketing(company: Company) -> Company {
        let mut company = company;
        let mut zhou = company.people.get(ZHOU).cloned().unwrap();
        (zhou.department, zhou.head) = (Some(Department::Marketing), true);
        company.people.put(zhou);
        company
    }

    #[test]
    fn it_comes_in_to_who_leads_the_territory_or_else_to_marketing_or_the_top() {
        let today = day("2026-11-16");
        assert_eq!(comes_in_to("華南", &company(), today), Some(PETER));
        assert_eq!(comes_in_to("華南", &marketing(company()), today), Some(PETER));
        assert_eq!(comes_in_to("", &marketing(company()), today), Some(ZHOU));
        assert_eq!(comes_in_to("華北", &marketing(company()), today), Some(ZHOU), "nobody leads it");
        assert_eq!(comes_in_to("", &company(), today), Some(WANG), "the first manager");
        let away = company_while_away(WANG, "2026-11-10", "2026-11-20", None);
        assert_eq!(comes_in_to("", &away, today), Some(PETER), "one who is there");
        assert_eq!(comes_in_to("華東", &away, today), Some(WANG), "its duty falls to who stands in");
        let alone = company_without(WANG);
        assert_eq!(comes_in_to("華東", &alone, today), Some(PETER));
        assert_eq!(comes_in_to("", &Company::default(), today), None);
    }

    fn proposed(
        leads: &[&str],
        me: PersonId,
        company: &Company,
        open: &[(PersonId, usize)],
    ) -> Vec<PersonId> {
        proposed_of(leads, Some(me), me, company, open)
    }

    fn proposed_of(
        leads: &[&str],
        owner: Option<PersonId>,
        me: PersonId,
        company: &Company,
        open: &[(PersonId, usize)],
    ) -> Vec<PersonId> {
        let named = |(n, territory): (u8, &&str)| Unassigned {
            doc: DocId([n; 16]),
            territory: (*territory).to_owned(),
            owner,
        };
        let leads: Vec<Unassigned> = (0..).zip(leads).map(named).collect();
        let open: BTreeMap<PersonId, usize> = open.iter().copied().collect();
        proposed_for(&leads, (me, company, day("2026-11-16")), &open).into_values().collect()
    }

    #[test]
    fn proposed_is_a_rep_of_the_territory_with_the_fewest_leads_open() {
        let company = company();
        assert_eq!(proposed(&["華南"], ZHAO, &company, &[(MARIA, 9)]), [MARIA]);
        assert_eq!(proposed(&["華東", "華東", "華東"], WANG, &company, &[(LIN, 1)]), [CHEN, LIN, CHEN]);
        assert_eq!(proposed(&["華南"], WANG, &company, &[(LIN, 1)]), [CHEN], "his people only");
        assert_eq!(proposed(&[""], ZHAO, &company, &[(LIN, 1), (CHEN, 1)]), [MARIA]);
    }

    #[test]
    fn who_stands_in_for_a_manager_is_proposed_that_managers_reps() {
        let company = company_while_away(PETER, "2026-11-10", "2026-11-20", Some(WANG));
        assert_eq!(proposed_of(&["華南", ""], Some(PETER), WANG, &company, &[]), [MARIA, MARIA]);
        assert_eq!(
            proposed_of(&["華東"], Some(PETER), WANG, &company, &[(LIN, 1)]),
            [CHEN],
            "of that territory"
        );
        assert_eq!(
            proposed_of(&["華南"], Some(WANG), WANG, &company, &[(LIN, 1)]),
            [CHEN],
            "his people only"
        );
    }

    #[test]
    fn nobody_is_proposed_who_is_away_or_has_left() {
        let away = company_while_away(CHEN, "2026-11-10", "2026-11-20", None);
        assert_eq!(proposed(&["華東"], WANG, &away, &[(LIN, 5)]), [LIN]);
        assert_eq!(proposed(&["華東"], WANG, &company_without(CHEN), &[(LIN, 5)]), [LIN]);
        assert_eq!(proposed(&["華東"], PETER, &company_without(MARIA), &[]), Vec::<PersonId>::new());
    }
}
