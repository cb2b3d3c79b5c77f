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
