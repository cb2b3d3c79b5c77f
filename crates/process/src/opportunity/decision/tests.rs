//! Resources for high, decisions on low, and the reason of an end, by clause.

use super::*;
use crate::law::Asks;
use crate::opportunity::Closed;
use crate::people::{Person, Role};
use crate::testing::{
    CHEN, DealBuilder, LIN, MARIA, PETER, WANG, ZHAO, company, company_while_away, company_without, deal,
    judging, owed, owing,
};

const NOTHING: [&str; 0] = [];

/// The general manager 錢明, above the director.
const QIAN: PersonId = PersonId([0xe1; 16]);

fn company_with_gm() -> Company {
    let mut company = company();
    let zhao = company.people.get(ZHAO).cloned().unwrap();
    company.people.put(Person { id: QIAN, role: Role::Gm, ..zhao });
    company
}

/// A deal that is low since Wednesday the fourth.
fn low() -> DealBuilder {
    deal().judged_low("2026-11-04 10:00")
}

mod c3_3_c {
    use super::*;
    use crate::line;
    use crate::testing::ms;

    #[test]
    fn a_duty_says_since_when_it_waits_and_what_was_proposed() {
        let judged = || Fact::Instant(ms("2026-11-04 10:00"));
        let high = name_resources(&deal().judged_high("2026-11-04 10:00").build(), &company());
        assert_eq!(high[0].what, line!("name_resources", judged = judged()));
        let proposal = propose_on_low(&low().build(), &company());
        assert_eq!(proposal[0].what, line!("propose_on_low", judged = judged()));
        let decision = |deal: DealBuilder| decide_on_low(&deal.build(), &company())[0].what.clone();
        assert_eq!(decision(low()), line!("decide_on_low", judged = judged()));
        let stop = low().proposed("2026-11-05 10:00", true);
        assert_eq!(decision(stop), line!("decide_stop_proposed", judged = judged()));
        let go_on = low().proposed("2026-11-05 10:00", false);
        assert_eq!(decision(go_on), line!("decide_go_on_proposed", judged = judged()));
        let stopped = close_as_decided(&low().decided("2026-11-10 16:00", WANG, true).build(), &company());
        let decided = Fact::Instant(ms("2026-11-10 16:00"));
        assert_eq!(stopped[0].what, line!("close_as_decided", decided = decided));
    }

    mod bars {
        use super::*;
        use crate::line;

        fn naming(by: PersonId) -> Vec<String> {
            let before = deal().judged_high("2026-11-04 10:00");
            let after = before.clone().resourced("2026-11-05 10:00", by);
            judging(Some(&before.build()), &after.build()).told(by)
        }

        fn deciding(by: PersonId) -> Vec<String> {
            judging(Some(&low().build()), &low().decided("2026-11-05 10:00", by, true).build()).told(by)
        }

        #[test]
        fn resources_are_named_and_low_deals_decided_on_from_above_the_seller_only() {
            for (by, may) in [(WANG, true), (ZHAO, true), (LIN, false), (CHEN, false), (PETER, false)] {
                let expected: &[&str] = if may { &[] } else { &["3.3.c decided_on_own"] };
                assert_eq!(naming(by), expected, "{by} names");
                assert_eq!(deciding(by), expected, "{by} decides");
            }
        }

        #[test]
        fn the_refusal_names_the_seller_and_who_decides() {
            let after = low().decided("2026-11-05 10:00", LIN, false).build();
            let deciding = judging(Some(&low().build()), &after);
            let refusals = deciding.refusals_to(LIN);
            assert_eq!(refusals[0].wrong, line!("decided_on_own", seller = Fact::Person(LIN)));
            assert_eq!(refusals[0].who, Some(WANG));
            assert_eq!(deciding.under(company_without(WANG)).refusals_to(LIN)[0].who, Some(ZHAO));
        }

        #[test]
        fn a_managers_own_deal_is_the_directors_the_directors_own_the_gms_or_nobodys() {
            let of = |seller: PersonId, by: PersonId, company: Company| {
                let before = deal().opened_by(seller).judged_low("2026-11-04 10:00");
                let after = before.clone().decided("2026-11-05 10:00", by, false);
                judging(Some(&before.build()), &after.build()).under(company).refusals_to(by)
            };
            assert_eq!(of(WANG, WANG, company())[0].who, Some(ZHAO));
            assert_eq!(of(WANG, ZHAO, company()), []);
            assert_eq!(of(ZHAO, ZHAO, company_with_gm())[0].who, Some(QIAN));
            assert_eq!(of(ZHAO, QIAN, company_with_gm()), []);
            assert_eq!(of(ZHAO, ZHAO, company())[0].who, None, "there is nobody");
        }

        #[test]
        fn the_deputy_of_an_absent_superior_decides_on_the_days_of_the_absence_but_not_on_their_own() {
            let company = || company_while_away(WANG, "2026-11-05", "2026-11-06", Some(CHEN));
            let deciding = |local: &str, by| {
                let after = low().decided(local, by, true).build();
                judging(Some(&low().build()), &after).under(company()).told(by)
            };
            for local in ["2026-11-05 00:00", "2026-11-06 23:59"] {
                assert_eq!(deciding(local, CHEN), NOTHING, "{local}");
            }
            for local in ["2026-11-04 23:59", "2026-11-07 00:00"] {
                assert_eq!(deciding(local, CHEN), ["3.3.c decided_on_own"], "{local}");
            }
            assert_eq!(deciding("2026-11-05 10:00", MARIA), ["3.3.c decided_on_own"]);
            let own = deal().opened_by(CHEN).judged_low("2026-11-04 10:00");
            let after = own.clone().decided("2026-11-05 10:00", CHEN, true);
            let told = judging(Some(&own.build()), &after.build()).under(company()).told(CHEN);
            assert_eq!(told, ["3.3.c decided_on_own"]);
        }

        #[test]
        fn nor_are_they_brought_along_when_the_deal_is_opened() {
            let resourced = deal().resourced("2026-11-02 09:00", LIN).build();
            assert_eq!(judging(None, &resourced).told(LIN), ["3.3.c decided_on_own"]);
            let decided = deal().decided("2026-11-02 09:00", LIN, false).build();
            assert_eq!(judging(None, &decided).told(LIN), ["3.3.c decided_on_own"]);
            let for_a_rep = deal().resourced("2026-11-02 09:00", WANG).build();
            assert_eq!(
                judging(None, &for_a_rep).told(WANG),
                NOTHING,
                "a manager opens it for a rep with them"
            );
        }

        #[test]
        fn a_proposal_is_the_sellers_own_word() {
            let after = low().proposed("2026-11-05 10:00", true).build();
            assert_eq!(judging(Some(&low().build()), &after).told(LIN), NOTHING);
        }

        #[test]
        fn an_unrelated_edit_on_a_deal_that_its_seller_decided_on_passes() {
            let before = low().decided("2026-11-05 10:00", LIN, false);
            let after = before.clone().titled("三期").build();
            assert_eq!(judging(Some(&before.build()), &after).told(LIN), NOTHING);
        }

        #[test]
        fn a_deal_is_lost_or_dropped_with_the_reason_and_won_without() {
            for (how, bare) in [(Closed::Won, true), (Closed::Lost, false), (Closed::Dropped, false)] {
                let closed = deal().closed("2026-11-20 10:00", how).build();
                assert_eq!(judging(Some(&deal().build()), &closed).told(LIN), NOTHING, "{how:?}");
                let expected: &[&str] = if bare { &[] } else { &["3.3.c closed_without_reason"] };
                for words in ["", " \n "] {
                    let after = Deal { closed_why: words.to_owned(), ..closed.clone() };
                    assert_eq!(judging(Some(&deal().build()), &after).told(LIN), expected, "{how:?}");
                }
            }
        }

        #[test]
        fn the_refusal_names_the_field_of_the_reason() {
            let closed = deal().closed("2026-11-20 10:00", Closed::Lost).build();
            let bare = Deal { closed_why: String::new(), ..closed.clone() };
            let refusals = judging(Some(&deal().build()), &bare).refusals_to(LIN);
            let lacks = line!("closing_reason", field = Fact::Field("closed_why".into()));
            assert_eq!((refusals[0].lacks.as_slice(), refusals[0].who), ([lacks].as_slice(), None));
        }

        #[test]
        fn the_reason_is_not_taken_away_nor_left_out_by_closing_otherwise() {
            let closed = deal().closed("2026-11-20 10:00", Closed::Lost).build();
            let bare = Deal { closed_why: String::new(), ..closed.clone() };
            let taking = judging(Some(&closed), &bare).entered("2026-11-20 10:00");
            assert_eq!(taking.told(LIN), ["3.3.c closed_without_reason"]);
            let won = deal().closed("2026-11-20 10:00", Closed::Won).build();
            let lost = Deal { closed: Some(Closed::Lost), ..won.clone() };
            let turning = judging(Some(&won), &lost).entered("2026-11-20 10:00");
            assert_eq!(turning.told(LIN), ["3.3.c closed_without_reason"]);
            let dropped = Deal { closed: Some(Closed::Dropped), ..bare.clone() };
            let turning = judging(Some(&bare), &dropped).entered("2026-11-20 10:00");
            assert_eq!(turning.told(LIN), ["3.3.c closed_without_reason"]);
        }

        #[test]
        fn an_unrelated_edit_on_a_deal_already_lost_without_reason_passes() {
            let closed = deal().closed("2026-11-20 10:00", Closed::Lost).build();
            let bare = Deal { closed_why: String::new(), ..closed };
            let edited = Deal { title: "三期".to_owned(), ..bare.clone() };
            assert_eq!(judging(Some(&bare), &edited).told(LIN), NOTHING);
            assert_eq!(judging(Some(&bare), &deal().build()).told(LIN), NOTHING, "it can be reopened");
        }
    }

    mod high {
        use super::*;

        fn resources_owed(deal: DealBuilder) -> Vec<String> {
            owed(&deal.build(), &company(), Asks::Resources)
        }

        #[test]
        fn while_it_is_high_its_sellers_superior_names_resources_within_five_working_days() {
            let high = deal().judged_high("2026-11-04 10:00");
            assert_eq!(resources_owed(high.clone()), ["name_resources by 2026-11-11 18:00, open"]);
            assert_eq!(owing(&high.build(), &company(), Asks::Resources), [WANG]);
            let on_saturday = deal().judged_high("2026-11-07 10:00");
            assert_eq!(resources_owed(on_saturday), ["name_resources by 2026-11-13 18:00, open"]);
            assert_eq!(resources_owed(deal().judged_mid("2026-11-04 10:00")), NOTHING);
            assert_eq!(resources_owed(low()), NOTHING);
        }

        #[test]
        fn named_in_time_late_or_not_at_all_it_stays_on_record() {
            let high = deal().judged_high("2026-11-04 10:00");
            let named = |local| resources_owed(high.clone().resourced(local, WANG));
            assert_eq!(
                named("2026-11-11 18:00"),
                ["name_resources by 2026-11-11 18:00, done 2026-11-11 18:00"]
            );
            assert_eq!(
                named("2026-11-30 10:00"),
                ["name_resources by 2026-11-11 18:00, done 2026-11-30 10:00"]
            );
            assert_eq!(
                named("2026-11-04 09:59"),
                ["name_resources by 2026-11-11 18:00, open"],
                "what was named before it was high does not count"
            );
            assert_eq!(
                resources_owed(high.closed("2026-11-06 10:00", Closed::Won)),
                ["name_resources by 2026-11-11 18:00, lapsed 2026-11-06 10:00"]
            );
        }

        #[test]
        fn judged_high_again_it_owes_nothing_new() {
            let still = deal().judged_high("2026-11-04 10:00").judged_high("2026-11-20 10:00");
            assert_eq!(resources_owed(still), ["name_resources by 2026-11-11 18:00, open"]);
        }

        #[test]
        fn high_then_middle_then_high_owes_twice() {
            let back = deal()
                .judged_high("2026-11-04 10:00")
                .judged_mid("2026-11-10 10:00")
                .judged_high("2026-11-17 10:00");
            assert_eq!(
                resources_owed(back.clone()),
                [
                    "name_resources by 2026-11-11 18:00, lapsed 2026-11-10 10:00",
                    "name_resources by 2026-11-24 18:00, open",
                ]
            );
            assert_eq!(
                resources_owed(back.resourced("2026-11-18 10:00", WANG)),
                [
                    "name_resources by 2026-11-11 18:00, lapsed 2026-11-10 10:00",
                    "name_resources by 2026-11-24 18:00, done 2026-11-18 10:00",
                ]
            );
        }

        #[test]
        fn an_imported_deal_that_is_high_already_owes_from_the_import_on() {
            let imported = deal().imported("2026-01-05", "2026-11-23 09:00").judged_high("2026-11-20 10:00");
            assert_eq!(resources_owed(imported), ["name_resources by 2026-11-30 18:00, open"]);
            let before = deal()
                .imported("2026-01-05", "2026-11-23 09:00")
                .judged_high("2026-11-19 10:00")
                .judged_mid("2026-11-20 10:00");
            assert_eq!(resources_owed(before), NOTHING);
        }

        #[test]
        fn without_anybody_above_nobody_owes() {
            let of_the_director = || deal().opened_by(ZHAO).judged_high("2026-11-04 10:00").build();
            assert_eq!(owing(&of_the_director(), &company(), Asks::Resources), []);
            assert_eq!(owing(&of_the_director(), &company_with_gm(), Asks::Resources), [QIAN]);
            let high = deal().judged_high("2026-11-04 10:00").build();
            assert_eq!(owing(&high, &company_without(WANG), Asks::Resources), [ZHAO]);
        }

        #[test]
        fn due_on_the_superiors_leave_it_is_due_when_they_are_back() {
            let company = company_while_away(WANG, "2026-11-10", "2026-11-12", Some(PETER));
            let high = deal().judged_high("2026-11-04 10:00").build();
            assert_eq!(owed(&high, &company, Asks::Resources), ["name_resources by 2026-11-13 18:00, open"]);
        }
    }

    mod low {
        use super::*;

        fn proposals_owed(deal: DealBuilder) -> Vec<String> {
            owed(&deal.build(), &company(), Asks::Proposal)
        }

        fn decisions_owed(deal: DealBuilder) -> Vec<String> {
            owed(&deal.build(), &company(), Asks::Decision)
        }

        #[test]
        fn its_seller_proposes_within_three_working_days_and_the_superior_decides_within_seven() {
            assert_eq!(proposals_owed(low()), ["propose_on_low by 2026-11-09 18:00, open"]);
            assert_eq!(decisions_owed(low()), ["decide_on_low by 2026-11-11 18:00, open"]);
            assert_eq!(owing(&low().build(), &company(), Asks::Proposal), [LIN]);
            assert_eq!(owing(&low().build(), &company(), Asks::Decision), [WANG]);
            let on_saturday = deal().judged_low("2026-11-07 10:00");
            assert_eq!(proposals_owed(on_saturday.clone()), ["propose_on_low by 2026-11-11 18:00, open"]);
            assert_eq!(decisions_owed(on_saturday), ["decide_on_low by 2026-11-16 18:00, open"]);
        }

        #[test]
        fn what_is_to_be_decided_says_what_was_proposed_last() {
            let stop = low().proposed("2026-11-05 10:00", true);
            assert_eq!(
                proposals_owed(stop.clone()),
                ["propose_on_low by 2026-11-09 18:00, done 2026-11-05 10:00"]
            );
            assert_eq!(decisions_owed(stop.clone()), ["decide_stop_proposed by 2026-11-11 18:00, open"]);
            assert_eq!(
                decisions_owed(stop.proposed("2026-11-06 10:00", false)),
                ["decide_go_on_proposed by 2026-11-11 18:00, open"]
            );
        }

        #[test]
        fn a_decision_makes_the_proposal_needless() {
            let decided = low().decided("2026-11-05 10:00", WANG, true);
            assert_eq!(
                proposals_owed(decided.clone()),
                ["propose_on_low by 2026-11-09 18:00, done 2026-11-05 10:00"]
            );
            assert_eq!(
                decisions_owed(decided),
                ["decide_on_low by 2026-11-11 18:00, done 2026-11-05 10:00"],
                "and what was stopped is not decided again"
            );
        }

        #[test]
        fn it_lapses_when_the_grade_rises_or_the_deal_ends() {
            let risen = low().judged_mid("2026-11-06 10:00");
            assert_eq!(
                decisions_owed(risen.clone()),
                ["decide_on_low by 2026-11-11 18:00, lapsed 2026-11-06 10:00"]
            );
            assert_eq!(
                decisions_owed(risen.judged_low("2026-11-16 10:00"))[1],
                "decide_on_low by 2026-11-23 18:00, open"
            );
            let ended = low().closed("2026-11-06 10:00", Closed::Dropped);
            assert_eq!(
                proposals_owed(ended),
                ["propose_on_low by 2026-11-09 18:00, lapsed 2026-11-06 10:00"]
            );
        }

        #[test]
        fn a_decision_to_go_on_holds_ninety_days_then_it_is_decided_anew() {
            let going_on = low().decided("2026-11-10 16:00", WANG, false);
            assert_eq!(
                decisions_owed(going_on.clone()),
                [
                    "decide_on_low by 2026-11-11 18:00, done 2026-11-10 16:00",
                    "decide_on_low by 2027-02-15 18:00, open",
                ]
            );
            assert_eq!(proposals_owed(going_on.clone())[1], "propose_on_low by 2027-02-11 18:00, open");
            let again = going_on.decided("2027-02-12 10:00", WANG, false);
            assert_eq!(
                decisions_owed(again)[1..],
                [
                    "decide_on_low by 2027-02-15 18:00, done 2027-02-12 10:00",
                    "decide_on_low by 2027-05-20 18:00, open",
                ]
            );
        }

        #[test]
        fn judging_it_low_again_meanwhile_changes_nothing_of_that() {
            let going_on = low().decided("2026-11-10 16:00", WANG, false);
            let judged_again = going_on.clone().judged_low("2026-12-04 10:00");
            assert_eq!(decisions_owed(judged_again), decisions_owed(going_on));
        }

        #[test]
        fn renewed_before_it_runs_out_it_holds_ninety_days_from_the_renewal() {
            let renewed =
                low().decided("2026-11-10 16:00", WANG, false).decided("2027-01-04 10:00", ZHAO, false);
            assert_eq!(
                decisions_owed(renewed),
                [
                    "decide_on_low by 2026-11-11 18:00, done 2026-11-10 16:00",
                    // 90 days after the fourth of January.
                    "decide_on_low by 2027-04-12 18:00, open",
                ]
            );
        }

        #[test]
        fn at_the_moment_it_runs_out_it_is_still_renewed_a_moment_later_it_is_decided_anew() {
            let going_on = low().decided("2026-11-10 16:00", WANG, false);
            let renewed = decisions_owed(going_on.clone().decided("2027-02-08 16:00", WANG, false));
            assert_eq!(renewed.len(), 2, "{renewed:?}");
            let anew = decisions_owed(going_on.decided("2027-02-08 16:01", WANG, false));
            assert_eq!(anew[1], "decide_on_low by 2027-02-15 18:00, done 2027-02-08 16:01");
            assert_eq!(anew.len(), 3);
        }

        #[test]
        fn a_decision_of_an_earlier_low_does_not_hold_for_a_later_one() {
            let again = low()
                .decided("2026-11-10 16:00", WANG, false)
                .judged_mid("2026-11-17 10:00")
                .judged_low("2026-11-24 10:00");
            assert_eq!(
                decisions_owed(again),
                [
                    "decide_on_low by 2026-11-11 18:00, done 2026-11-10 16:00",
                    "decide_on_low by 2026-12-01 18:00, open",
                ]
            );
        }

        #[test]
        fn without_anybody_above_only_the_proposal_is_owed() {
            let own = deal().opened_by(ZHAO).judged_low("2026-11-04 10:00").build();
            assert_eq!(owing(&own, &company(), Asks::Decision), []);
            assert_eq!(owing(&own, &company(), Asks::Proposal), [ZHAO]);
            assert_eq!(owing(&own, &company_with_gm(), Asks::Decision), [QIAN]);
        }
    }

    mod stopped {
        use super::*;

        fn closing_owed(deal: DealBuilder) -> Vec<String> {
            owed(&deal.build(), &company(), Asks::Closing)
        }

        fn stopped() -> DealBuilder {
            low().decided("2026-11-10 16:00", WANG, true)
        }

        #[test]
        fn its_seller_closes_it_within_three_working_days() {
            assert_eq!(closing_owed(stopped()), ["close_as_decided by 2026-11-13 18:00, open"]);
            assert_eq!(owing(&stopped().build(), &company(), Asks::Closing), [LIN]);
            assert_eq!(closing_owed(low().decided("2026-11-10 16:00", WANG, false)), NOTHING);
        }

        #[test]
        fn closed_in_any_way_it_is_done() {
            for how in Closed::ALL {
                assert_eq!(
                    closing_owed(stopped().closed("2026-11-12 10:00", *how)),
                    ["close_as_decided by 2026-11-13 18:00, done 2026-11-12 10:00"]
                );
            }
        }

        #[test]
        fn a_second_decision_to_stop_gives_no_more_time() {
            let again = stopped().decided("2026-11-12 16:00", ZHAO, true);
            assert_eq!(closing_owed(again), ["close_as_decided by 2026-11-13 18:00, open"]);
        }

        #[test]
        fn resumed_it_lapses_and_the_going_on_holds_ninety_days() {
            let resumed = stopped().decided("2026-11-12 16:00", ZHAO, false);
            assert_eq!(
                closing_owed(resumed.clone()),
                ["close_as_decided by 2026-11-13 18:00, lapsed 2026-11-12 16:00"]
            );
            assert_eq!(
                owed(&resumed.clone().build(), &company(), Asks::Decision)[1],
                "decide_on_low by 2027-02-17 18:00, open"
            );
            let stopped_again = resumed.decided("2026-11-16 16:00", WANG, true);
            assert_eq!(closing_owed(stopped_again)[1], "close_as_decided by 2026-11-19 18:00, open");
        }

        #[test]
        fn a_better_judgement_by_the_seller_does_not_undo_the_decision() {
            let judged = stopped().judged_high("2026-11-11 10:00");
            assert_eq!(closing_owed(judged), ["close_as_decided by 2026-11-13 18:00, open"]);
        }

        #[test]
        fn of_two_decisions_at_one_moment_stopping_counts_whatever_their_order() {
            let at = "2026-11-10 16:00";
            for (first, second) in [(true, false), (false, true)] {
                let both = low().decided(at, WANG, first).decided(at, ZHAO, second);
                assert_eq!(closing_owed(both), ["close_as_decided by 2026-11-13 18:00, open"]);
            }
        }

        #[test]
        fn a_decision_that_arrives_after_the_end_takes_nothing_back() {
            let closed = stopped().closed("2026-11-12 10:00", Closed::Dropped);
            let late = closed.clone().decided("2026-11-13 10:00", ZHAO, false);
            assert_eq!(closing_owed(late), closing_owed(closed));
        }

        #[test]
        fn a_stop_of_before_the_import_does_not_hide_one_after_it() {
            let imported = deal()
                .imported("2026-01-05", "2026-11-23 09:00")
                .decided("2026-11-20 10:00", WANG, true)
                .decided("2026-11-24 10:00", WANG, true);
            assert_eq!(closing_owed(imported), ["close_as_decided by 2026-11-27 18:00, open"]);
        }
    }
}

mod of_any_history {
    use super::*;
    use crate::law::duties_of;
    use crate::testing::ms;
    use proptest::prelude::*;

    #[derive(Debug, Clone)]
    enum Deed {
        Judged(i64),
        Resourced,
        Proposed(bool),
        Decided(bool),
    }

    fn deeds() -> impl Strategy<Value = Vec<(i64, Deed)>> {
        let deed = prop_oneof![
            (1..=5_i64).prop_map(Deed::Judged),
            Just(Deed::Resourced),
            any::<bool>().prop_map(Deed::Proposed),
            any::<bool>().prop_map(Deed::Decided),
        ];
        prop::collection::vec((-20..400 * 24_i64, deed), 0..14)
    }

    fn history(deeds: &[(i64, Deed)], closed: Option<i64>) -> Deal {
        let local = |hours: i64| crate::testing::local(ms("2026-11-02 09:00") + hours * 3_600_000);
        let deal = deeds.iter().fold(deal(), |deal, (hours, deed)| {
            let at = local(*hours);
            match deed {
                Deed::Judged(score) => deal.judged(&at, *score, *score, *score),
                Deed::Resourced => deal.resourced(&at, WANG),
                Deed::Proposed(stop) => deal.proposed(&at, *stop),
                Deed::Decided(stop) => deal.decided(&at, WANG, *stop),
            }
        });
        match closed {
            Some(hours) => deal.closed(&local(hours), Closed::Lost).build(),
            None => deal.build(),
        }
    }

    proptest! {
        #[test]
        fn of_each_sort_at_most_one_is_open_and_none_once_it_is_closed(
            deeds in deeds(), closed in prop::option::of(1..400 * 24_i64),
        ) {
            let duties = duties_of(&history(&deeds, closed), &company());
            for asks in [Asks::Resources, Asks::Proposal, Asks::Decision, Asks::Closing] {
                let open = duties.iter().filter(|it| it.asks == asks && it.owing.state == DutyState::Open);
                prop_assert!(open.count() <= usize::from(closed.is_none()), "{asks:?}");
            }
        }

        #[test]
        fn each_has_a_cause_of_its_own_and_ends_after_it_began(
            deeds in deeds(), closed in prop::option::of(1..400 * 24_i64),
        ) {
            let duties = duties_of(&history(&deeds, closed), &company());
            for (at, duty) in duties.iter().enumerate() {
                let same = |it: &&crate::Duty| it.asks == duty.asks && it.owing.since_ms == duty.owing.since_ms;
                prop_assert_eq!(duties.iter().filter(same).count(), 1, "{} {:?}", at, duty);
                if let DutyState::Done(at_ms) | DutyState::Lapsed(at_ms) = duty.owing.state {
                    prop_assert!(at_ms >= duty.owing.since_ms, "{:?}", duty);
                }
            }
        }

        #[test]
        fn the_order_of_entries_does_not_matter(deeds in deeds(), closed in prop::option::of(1..400 * 24_i64)) {
            let deal = history(&deeds, closed);
            let mut other = deal.clone();
            other.evaluations.reverse();
            other.resources.reverse();
            other.proposals.reverse();
            other.decisions.reverse();
            prop_assert_eq!(duties_of(&deal, &company()), duties_of(&other, &company()));
        }

        #[test]
        fn a_decision_now_leaves_none_to_be_decided(deeds in deeds(), stop: bool) {
            let mut deeds = deeds;
            deeds.push((401 * 24, Deed::Decided(stop)));
            let now_ms = ms("2026-11-02 09:00") + 401 * 24 * 3_600_000;
            let duties = duties_of(&history(&deeds, None), &company());
            let open = duties.iter().filter(|it| it.asks == Asks::Decision && it.owing.state == DutyState::Open);
            for duty in open {
                prop_assert!(duty.owing.since_ms > now_ms, "only the one to come when it runs out");
            }
        }
    }
}
