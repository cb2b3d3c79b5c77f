//! Handover, by clause.

use super::*;
use crate::testing::{
    CHEN, HE, LIN, MARIA, PETER, WANG, ZHAO, ZHOU, company, company_without, customer, deal, judging,
};

mod c1_2 {
    use super::*;
    use crate::Value;
    use crate::line;

    const NOTHING: [&str; 0] = [];

    fn customer_moves(from: PersonId, to: PersonId, by: PersonId) -> Vec<String> {
        let before = customer().owned_by(from).build();
        judging(Some(&before), &customer().owned_by(to).build()).told(by)
    }

    fn deal_moves(from: PersonId, to: PersonId, by: PersonId) -> Vec<String> {
        let before = deal().opened_by(from).build();
        judging(Some(&before), &deal().opened_by(to).build()).told(by)
    }

    #[test]
    fn customers_and_deals_change_hands_by_somebody_above_their_owner_only() {
        for (by, may) in [
            (LIN, false),
            (CHEN, false),
            (WANG, true),
            (PETER, false),
            (ZHAO, true),
            (HE, false),
            (ZHOU, false),
        ] {
            let expected: &[&str] = if may { &[] } else { &["1.2 not_above_owner"] };
            assert_eq!(customer_moves(LIN, CHEN, by), expected, "customer by {by}");
            assert_eq!(deal_moves(LIN, CHEN, by), expected, "deal by {by}");
        }
    }

    #[test]
    fn the_refusal_names_the_owner_and_who_could_do_it() {
        let before = customer().owned_by(MARIA).build();
        let handing = judging(Some(&before), &customer().owned_by(LIN).build());
        let refusals = handing.refusals_to(LIN);
        assert_eq!(refusals[0].wrong, line!("not_above_owner", owner = Fact::Person(MARIA)));
        assert_eq!(refusals[0].who, Some(PETER));
        let after_peter_left = handing.under(company_without(PETER)).refusals_to(LIN);
        assert_eq!(after_peter_left[0].who, Some(ZHAO));
    }

    #[test]
    fn a_customer_without_owner_is_given_by_any_manager_not_taken_by_a_rep() {
        let before = customer().without_owner().build();
        let taking = judging(Some(&before), &customer().owned_by(LIN).build());
        assert_eq!(taking.told(LIN), ["1.2 no_manager"]);
        assert_eq!(taking.told(PETER), NOTHING);
    }

    #[test]
    fn nor_is_a_deal_without_seller_taken_by_a_rep() {
        let before = Deal { seller: None, ..deal().build() };
        let taking = judging(Some(&before), &deal().opened_by(LIN).build());
        assert_eq!(taking.told(LIN), ["1.2 no_manager"]);
        assert_eq!(taking.told(PETER), NOTHING);
    }

    #[test]
    fn the_owner_of_somebody_who_left_is_still_above_them() {
        let before = deal().opened_by(LIN).build();
        let handing = judging(Some(&before), &deal().opened_by(CHEN).build()).under(company_without(LIN));
        assert_eq!(handing.told(WANG), NOTHING);
    }

    #[test]
    fn whose_it_is_when_two_got_it_at_once_the_manager_settles() {
        let showing = customer().owned_by(LIN).build();
        let owners = [LIN, CHEN].map(|id| Value::Id(id.0));
        for after in [customer().owned_by(LIN).build(), customer().owned_by(CHEN).build()] {
            let settling = judging(Some(&showing), &after).settling("owner", &owners);
            assert_eq!(settling.told(LIN), ["1.2 not_above_owner"]);
            assert_eq!(settling.told(WANG), NOTHING);
        }
    }

    #[test]
    fn nothing_is_given_to_somebody_who_left_or_is_unknown() {
        let stranger = PersonId([0; 16]);
        assert_eq!(customer_moves(LIN, stranger, WANG), ["1.2 receiver_gone"]);
        assert_eq!(deal_moves(LIN, stranger, WANG), ["1.2 receiver_gone"]);
        let before = customer().owned_by(LIN).build();
        let handing = judging(Some(&before), &customer().owned_by(CHEN).build());
        assert_eq!(handing.told(WANG), NOTHING);
        assert_eq!(handing.under(company_without(CHEN)).told(WANG), ["1.2 receiver_gone"]);
    }

    #[test]
    fn nothing_is_begun_for_somebody_who_left() {
        let opening = judging(None, &deal().opened_by(CHEN).build());
        assert_eq!(opening.told(LIN), NOTHING);
        assert_eq!(opening.under(company_without(CHEN)).told(LIN), ["1.2 receiver_gone"]);
        let registering = judging(None, &customer().owned_by(CHEN).build());
        assert_eq!(registering.under(company_without(CHEN)).told(LIN), ["1.2 receiver_gone"]);
    }

    #[test]
    fn an_unrelated_edit_on_what_somebody_left_behind_passes() {
        let before = customer().owned_by(CHEN).build();
        let after = customer().owned_by(CHEN).named("北辰電機（集團）").build();
        assert_eq!(judging(Some(&before), &after).under(company_without(CHEN)).told(LIN), NOTHING);
        let before = deal().opened_by(CHEN).build();
        let after = deal().opened_by(CHEN).titled("三期").build();
        assert_eq!(judging(Some(&before), &after).under(company_without(CHEN)).told(LIN), NOTHING);
    }

    #[test]
    fn who_acts_must_be_of_the_company() {
        let verdict = judging(None, &customer().build()).under(company()).verdict_to(PersonId([0; 16]));
        assert_eq!(verdict, Err(crate::law::Verdict::UnknownPerson));
    }

    #[test]
    fn a_question_changes_hands_as_a_deal_does() {
        use crate::testing::question;
        let moving = |before: &Question, to, by| {
            let after = Question { asker: Some(to), ..before.clone() };
            judging(Some(before), &after).told(by)
        };
        let before = question().build();
        assert_eq!(moving(&before, CHEN, LIN), ["1.2 not_above_owner"]);
        assert_eq!(moving(&before, CHEN, WANG), NOTHING);
        let after = Question { asker: Some(CHEN), ..before.clone() };
        let gone = judging(Some(&before), &after).under(company_without(CHEN));
        assert_eq!(gone.told(WANG), ["1.2 receiver_gone"]);
        let nobodys = Question { asker: None, ..before };
        assert_eq!(moving(&nobodys, LIN, LIN), ["1.2 no_manager"]);
    }

    #[test]
    fn a_deal_without_seller_is_given_by_a_manager() {
        let nobodys = Deal { seller: None, ..deal().build() };
        let taking = judging(Some(&nobodys), &deal().build());
        assert_eq!(taking.told(LIN), ["1.2 no_manager"]);
        assert_eq!(taking.told(WANG), NOTHING);
    }
}
