//! Imports taken back, by clause.

use super::*;
use crate::testing::{LIN, SYSTEM, WANG, ZHAO, customer, judging};

fn withdrawn(mut of: Customer) -> Customer {
    use crate::Record as _;
    of.withdrawn = as_it_stands(&of.to_facts());
    of
}

mod c2_2_b {
    use super::*;
    use crate::audience::concerned;
    use crate::{Record as _, RecordKind};

    const NOTHING: [&str; 0] = [];

    #[test]
    fn only_the_office_withdraws_and_anybody_may_bring_it_back() {
        let (before, after) = (customer().build(), withdrawn(customer().build()));
        for by in [LIN, WANG, ZHAO] {
            assert_eq!(judging(Some(&before), &after).told(by), ["2.2.b withdrawn_by_hand"], "{by}");
        }
        assert_eq!(judging(Some(&before), &after).told(SYSTEM), NOTHING);
        assert_eq!(judging(None, &after).told(LIN), ["2.2.b withdrawn_by_hand"], "made so");
        assert_eq!(judging(Some(&after), &before).told(LIN), NOTHING, "brought back");
        // An edit of one that is withdrawn already.
        let edited = Customer { town: "寧波".to_owned(), ..after.clone() };
        assert_eq!(judging(Some(&after), &edited).told(LIN), NOTHING);
    }

    #[test]
    fn nobody_holds_it_until_something_is_written_in_it() {
        let there = withdrawn(customer().in_territory("華東").build());
        let company = crate::testing::company();
        let of = |it: &Customer| concerned(RecordKind::Customer, &it.to_facts(), None, &company);
        assert!(is_withdrawn(&there.to_facts()));
        assert!(of(&there).feeds(&company, crate::Day(20_000)).is_empty());
        let lin = company.people.get(LIN).unwrap();
        assert!(of(&there).may_write(lin, &company, 0), "what she wrote offline is still taken");
        let written = Customer { town: "寧波".to_owned(), ..there };
        assert!(!is_withdrawn(&written.to_facts()));
        assert!(!of(&written).feeds(&company, crate::Day(20_000)).is_empty());
        assert!(!is_withdrawn(&customer().build().to_facts()));
    }
}
