//! Joining, by clause.

use super::*;
use crate::testing::{CHEN, LIN, MARIA, PETER, WANG, ZHAO, company, customer, judging};

mod c2_2_b {
    use super::*;
    use crate::audience::{concerned, customer_of};
    use crate::people::Department;
    use crate::{Record, RecordKind};

    const NOTHING: [&str; 0] = [];
    const OTHER: DocId = DocId([7; 16]);
    const THIRD: DocId = DocId([8; 16]);

    fn joined(by: PersonId) -> crate::testing::CustomerBuilder {
        customer().joined("2026-11-20 10:00", OTHER, by)
    }

    #[test]
    fn its_owner_or_who_acts_for_them_says_that_it_is_another() {
        for (by, may) in
            [(LIN, true), (WANG, true), (ZHAO, true), (CHEN, false), (PETER, false), (MARIA, false)]
        {
            let expected: &[&str] = if may { &[] } else { &["2.2.b join_by_owner"] };
            assert_eq!(judging(Some(&customer().build()), &joined(by).build()).told(by), expected, "{by}");
        }
        let without = judging(Some(&customer().without_owner().build()), &{
            customer().without_owner().joined("2026-11-20 10:00", OTHER, PETER).build()
        });
        assert_eq!(without.told(PETER), NOTHING);
    }

    #[test]
    fn what_is_joined_is_not_joined_again_before_that_is_taken_back() {
        let again = |before: crate::testing::CustomerBuilder| {
            let after = before.clone().joined("2026-11-22 10:00", THIRD, LIN).build();
            judging(Some(&before.build()), &after).told(LIN)
        };
        assert_eq!(again(joined(LIN)), ["2.2.b joined_already"]);
        assert_eq!(again(joined(LIN).separated("2026-11-21 10:00", LIN)), NOTHING);
        let held_never = joined(LIN).separated("2026-11-20 10:00", LIN).build();
        assert_eq!(judging(Some(&customer().build()), &held_never).told(LIN), ["2.2.b joined_already"]);
    }

    #[test]
    fn it_is_joined_into_another_customer_that_is_not_itself() {
        let before = customer().build();
        let into = |joined_to| judging(Some(&before), &joined(LIN).build()).joining_to(joined_to).told(LIN);
        assert_eq!(into(JoinedTo::Another), NOTHING);
        assert_eq!(into(JoinedTo::Itself), ["2.2.b joined_to_itself"]);
        assert_eq!(into(JoinedTo::Nothing), ["2.2.b joined_to_nothing"]);
        assert_eq!(into(JoinedTo::Back), ["2.2.b joined_back"]);
    }

    /// Where the joinings of records lead to, each told by its number; competitors have 100 and more.
    fn leads(joinings: &[(u8, u8)], (doc, into): (u8, u8)) -> JoinedTo {
        let joined = joinings.iter().copied().collect::<std::collections::BTreeMap<u8, u8>>();
        let look = |DocId([at, ..]): DocId| {
            let kind = if at < 100 { RecordKind::Customer } else { RecordKind::Competitor };
            let next = joined.get(&at).map(|next| DocId([*next; 16]));
            Ok::<_, Infallible>((at != 0).then_some((kind, next)))
        };
        let (doc, into) = (DocId([doc; 16]), Some(DocId([into; 16])));
        joined_to(doc, RecordKind::Customer, into, look).unwrap()
    }

    #[test]
    fn where_it_leads_is_looked_up() {
        assert_eq!(leads(&[], (1, 2)), JoinedTo::Another);
        assert_eq!(leads(&[], (1, 1)), JoinedTo::Itself);
        assert_eq!(leads(&[], (1, 0)), JoinedTo::Nothing);
        assert_eq!(leads(&[], (1, 100)), JoinedTo::Nothing, "a competitor is no customer");
        assert_eq!(leads(&[(2, 1)], (1, 2)), JoinedTo::Back);
        assert_eq!(leads(&[(2, 3), (3, 1)], (1, 2)), JoinedTo::Back);
        assert_eq!(leads(&[(2, 3), (3, 4)], (1, 2)), JoinedTo::Another);
        assert_eq!(leads(&[(2, 3), (3, 2)], (1, 2)), JoinedTo::Another, "others are a ring");
    }

    #[test]
    fn only_an_act_that_joins_names_what_it_joins_into() {
        let (before, after) = (customer().facts(), joined(LIN).facts());
        let named = |name, before: &Facts| joins_into(name, Some(before), &after);
        assert_eq!(named(ActName::JoinCustomer, &before), Some(OTHER));
        assert_eq!(named(ActName::JoinCustomer, &after), None, "that stood there");
        assert_eq!(named(ActName::SeparateCustomer, &before), None);
    }

    #[test]
    fn one_stands_for_the_last_it_leads_to_and_in_a_ring_for_itself() {
        let joined = [(1, 2), (2, 3), (4, 5), (5, 4), (6, 4), (7, 7)];
        let next = |DocId([at, ..]): DocId| {
            joined.iter().find(|(from, _)| *from == at).map(|(_, to)| DocId([*to; 16]))
        };
        for (doc, stands) in [(1, 3), (2, 3), (3, 3), (4, 4), (5, 5), (6, 4), (7, 7)] {
            assert_eq!(stands_for(DocId([doc; 16]), next), DocId([stands; 16]), "{doc}");
        }
    }

    #[test]
    fn it_is_taken_back_once_by_whom_it_concerns_and_now() {
        let before = joined(WANG);
        let back = |by| {
            judging(Some(&before.clone().build()), &before.clone().separated("2026-11-21 10:00", by).build())
        };
        for (by, may) in [(LIN, true), (WANG, true), (ZHAO, true), (CHEN, false)] {
            let expected: &[&str] = if may { &[] } else { &["2.2.b join_by_owner"] };
            assert_eq!(back(by).told(by), expected, "{by}");
        }
        assert_eq!(back(LIN).entered("2026-11-21 10:01").told(LIN), ["2.2.b separated_otherwise"]);
        let apart = before.clone().separated("2026-11-21 10:00", LIN);
        let twice = judging(Some(&apart.build()), &before.separated("2026-11-22 10:00", LIN).build());
        assert_eq!(twice.told(LIN), ["2.2.b separated_otherwise"]);
    }

    #[test]
    fn who_works_on_the_other_works_on_it_and_service_still_reads_it() {
        let company = company();
        let chens = customer().owned_by(CHEN).build().concerned();
        let facts = joined(LIN).facts();
        assert_eq!(customer_of(RecordKind::Customer, &facts), Some(OTHER));
        let with = concerned(RecordKind::Customer, &facts, Some(&chens), &company);
        assert_eq!(with.workers, [CHEN].into());
        assert!(with.departments.contains(&Department::Service));
        let apart = joined(LIN).separated("2026-11-21 10:00", LIN).facts();
        assert_eq!(customer_of(RecordKind::Customer, &apart), None);
    }

    #[test]
    fn of_two_joinings_at_once_the_first_holds() {
        let both = joined(WANG).joined("2026-11-20 09:00", THIRD, LIN).build();
        assert_eq!(both.joined_into(), Some(THIRD));
        assert_eq!(Customer::from_facts(&both.to_facts()).joined_into(), Some(THIRD));
    }
}
