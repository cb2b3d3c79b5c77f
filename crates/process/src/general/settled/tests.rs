//! Letting go, handing on, answering findings, by clause.

use super::*;
use crate::facts::Conflicts;
use crate::law::{ActName, Asks, Submitted, Verdict, judge};
use crate::opportunity::{Closed, Deal};
use crate::prospecting::Customer;
use crate::schema::FormFault;
use crate::testing::{
    CHEN, DealBuilder, HE, LIN, MARIA, PETER, SYSTEM, WANG, ZHAO, ZHOU, company, company_while_away,
    company_without, customer, deal, judging, local, ms, nth_entry, owed, question,
};
use crate::{Company, Path, Record};

const NOTHING: [&str; 0] = [];
/// When [`deal`] was opened: the cause of its first duties.
const OPENED: &str = "2026-11-02 09:00";
const NOW: &str = "2026-11-05 10:00";

mod c1_1 {
    use super::*;

    mod letting_go {
        use super::*;
        use crate::line;

        fn waiving(before: &DealBuilder, by: PersonId, clause: Clause, since: &str) -> Vec<String> {
            let after = before.clone().waived(NOW, by, clause, since);
            judging(Some(&before.clone().build()), &after.build()).entered(NOW).told(by)
        }

        fn waived(by: PersonId, company: Company) -> Vec<String> {
            let after = deal().waived(NOW, by, Clause::C3_2_b, OPENED).build();
            judging(Some(&deal().build()), &after).under(company).told(by)
        }

        #[test]
        fn what_is_owed_may_be_let_go_with_a_reason_where_its_clause_allows() {
            let of_deals = WAIVABLE.iter().filter(|clause| **clause != Clause::C2_3_a);
            for clause in of_deals {
                assert_eq!(waiving(&deal(), LIN, *clause, OPENED), NOTHING, "{clause}");
            }
            let lead = Customer { arrived: Some(Instant(ms(OPENED))), ..customer().owned_by(WANG).build() };
            let clause = Clause::C2_3_a.id().to_owned();
            let (since, by, at) = (lead.arrived, Some(WANG), Some(Instant(ms(NOW))));
            let waiver = Waiver { id: nth_entry(0), clause, since, why: "Spam".to_owned(), by, at };
            let after = Customer { waivers: vec![waiver], ..lead.clone() };
            assert_eq!(judging(Some(&lead), &after).entered(NOW).told(WANG), NOTHING);
            let high = deal().judged_high("2026-11-04 10:00");
            for clause in Clause::ALL.iter().filter(|clause| !WAIVABLE.contains(clause)) {
                let told = waiving(&high, WANG, *clause, "2026-11-04 10:00");
                assert_eq!(told, ["1.1 not_waivable"], "{clause}");
            }
        }

        #[test]
        fn more_than_the_policys_number_of_a_clause_in_a_month_is_counted_for_the_superior() {
            let deals = |days: &[&str], by: PersonId, clause: Clause| {
                let waived = |day: &&str| deal().waived(day, by, clause, OPENED).build().waivers;
                days.iter().flat_map(waived).collect::<Vec<_>>()
            };
            let often = |waivers: &[Waiver], company: &Company| {
                let all = waived_often(waivers.iter(), ms("2026-11-28 12:00"), company);
                all.into_iter().map(|it| (it.who, it.clause.id(), it.times)).collect::<Vec<_>>()
            };
            let november = ["2026-11-01 00:30", "2026-11-03 09:00", "2026-11-17 09:00", "2026-11-27 18:00"];
            let four = deals(&november, LIN, Clause::C3_2_b);
            let company = company();
            assert_eq!(often(&four[1..], &company), [], "three are usual");
            assert_eq!(often(&four, &company), [(LIN, "3.2.b", 4)]);
            let october = deals(&["2026-10-31 23:30"], LIN, Clause::C3_2_b);
            assert_eq!(often(&[&four[1..], &october].concat(), &company), [], "another month");
            let others = [
                deals(&["2026-11-03 09:00"], CHEN, Clause::C3_2_b),
                deals(&["2026-11-03 09:00"], LIN, Clause::C3_3_a),
                deals(&["2026-11-03 09:00"], LIN, Clause::C3_3_c),
            ];
            assert_eq!(
                often(&[&four[1..], &others.concat()].concat(), &company),
                [],
                "another's, another clause"
            );
            let mut lenient = company.clone();
            let agreed = crate::policy::Agreed { from_ms: ms("2026-11-01 00:00"), number: 4 };
            lenient.policy.agree(PolicyValue::WaiversPerMonth, agreed).unwrap();
            assert_eq!(often(&four, &lenient), []);
        }

        #[test]
        fn without_a_reason_in_words_it_is_not() {
            for why in ["", " \n"] {
                let mut after = deal().waived(NOW, LIN, Clause::C3_2_b, OPENED).build();
                why.clone_into(&mut after.waivers[0].why);
                match judging(Some(&deal().build()), &after).verdict_to(LIN) {
                    Err(Verdict::Barred(refusals)) => {
                        assert_eq!(refusals[0].wrong.key, "waived_without_reason");
                        let lacks = line!("waiver_reason", field = Fact::Field("why".into()));
                        assert_eq!(refusals[0].lacks, [lacks]);
                    }
                    other => assert!(why.is_empty() && matches!(other, Err(Verdict::Form(_))), "{other:?}"),
                }
            }
        }

        #[test]
        fn five_hundred_characters_of_reason_pass_and_501_do_not() {
            let with = |n: usize| {
                let mut after = deal().waived(NOW, LIN, Clause::C3_2_b, OPENED).build();
                after.waivers[0].why = "因".repeat(n);
                judging(Some(&deal().build()), &after).verdict_to(LIN)
            };
            assert_eq!(with(500), Ok(()));
            let Err(Verdict::Form(faults)) = with(501) else { panic!("too long") };
            assert!(matches!(faults[..], [FormFault::TooLong { limit: 500, .. }]));
        }

        #[test]
        fn it_is_let_go_by_who_owes_it_who_stands_above_them_or_in_for_them() {
            for (by, may) in
                [(LIN, true), (WANG, true), (ZHAO, true), (CHEN, false), (PETER, false), (ZHOU, false)]
            {
                let expected: &[&str] = if may { &[] } else { &["1.1 not_your_duty"] };
                assert_eq!(waived(by, company()), expected, "{by}");
            }
            let away = company_while_away(LIN, "2026-11-05", "2026-11-05", Some(MARIA));
            assert_eq!(waived(MARIA, away), NOTHING);
            let away = company_while_away(LIN, "2026-11-06", "2026-11-06", Some(MARIA));
            assert_eq!(waived(MARIA, away), ["1.1 not_your_duty"]);
        }

        #[test]
        fn the_refusal_names_whose_it_is() {
            let after = deal().waived(NOW, CHEN, Clause::C3_2_b, OPENED).build();
            let refusals = judging(Some(&deal().build()), &after).refusals_to(CHEN);
            assert_eq!(refusals[0].wrong, line!("not_your_duty", who = Fact::Person(LIN)));
            assert_eq!(refusals[0].who, Some(LIN));
        }

        #[test]
        fn what_is_not_owed_any_more_or_never_was_is_not_let_go() {
            let contacted = deal().contacted("2026-11-03 10:00");
            assert_eq!(waiving(&contacted, LIN, Clause::C3_2_b, OPENED), ["1.1 nothing_owed"], "done");
            assert_eq!(waiving(&contacted, LIN, Clause::C3_2_b, "2026-11-03 10:00"), NOTHING);
            let closed = deal().closed("2026-11-04 10:00", Closed::Won);
            assert_eq!(waiving(&closed, LIN, Clause::C3_3_a, OPENED), ["1.1 nothing_owed"], "lapsed");
            let let_go = deal().waived("2026-11-04 10:00", WANG, Clause::C3_2_b, OPENED);
            assert_eq!(waiving(&let_go, LIN, Clause::C3_2_b, OPENED), ["1.1 nothing_owed"], "let go already");
            assert_eq!(waiving(&deal(), LIN, Clause::C3_2_b, "2026-11-02 09:01"), ["1.1 nothing_owed"]);
        }

        #[test]
        fn nor_when_the_deal_is_opened() {
            let after = deal().waived(OPENED, LIN, Clause::C3_3_a, OPENED).build();
            assert_eq!(judging(None, &after).told(LIN), ["1.1 nothing_owed"]);
        }

        #[test]
        fn every_one_of_an_act_is_looked_at() {
            let after =
                deal().waived(NOW, LIN, Clause::C3_2_b, OPENED).waived(NOW, LIN, Clause::C3_3_c, OPENED);
            let told = judging(Some(&deal().build()), &after.build()).told(LIN);
            assert_eq!(told, ["1.1 not_waivable"]);
        }

        #[test]
        fn an_unrelated_edit_on_a_deal_with_a_waiver_that_should_not_be_passes() {
            let before = deal().waived(NOW, CHEN, Clause::C3_3_c, OPENED);
            let after = before.clone().titled("三期").build();
            assert_eq!(judging(Some(&before.build()), &after).told(LIN), NOTHING);
        }

        #[test]
        fn let_go_it_is_not_owed_but_what_was_done_stays_done() {
            let let_go = deal().waived("2026-11-06 10:00", LIN, Clause::C3_2_b, OPENED);
            let owed = |deal: &DealBuilder| owed(&deal.clone().build(), &company(), Asks::Contact);
            assert_eq!(owed(&let_go)[0], "first_contact by 2026-11-09 18:00, waived 2026-11-06 10:00");
            let done = let_go.contacted("2026-11-05 10:00");
            assert_eq!(owed(&done)[0], "first_contact by 2026-11-09 18:00, done 2026-11-05 10:00");
            assert_eq!(owed(&done).len(), 2, "what came of it is another duty, and owed");
            assert!(owed(&done)[1].ends_with("open"));
        }

        #[test]
        fn what_the_law_does_not_let_go_is_owed_whatever_is_written() {
            let high = deal().judged_high("2026-11-04 10:00");
            let written = high.clone().waived(NOW, WANG, Clause::C3_3_c, "2026-11-04 10:00");
            let owed = |deal: DealBuilder| owed(&deal.build(), &company(), Asks::Resources);
            assert_eq!(owed(written), owed(high));
        }
    }

    mod handing_on {
        use super::*;
        use crate::line;

        fn offering(by: PersonId, to: PersonId, company: Company) -> Vec<String> {
            let after = deal().offered(NOW, (by, to), Clause::C3_2_b, OPENED).build();
            judging(Some(&deal().build()), &after).under(company).told(by)
        }

        #[test]
        fn what_is_owed_may_be_offered_to_any_colleague_also_of_another_department() {
            for to in [CHEN, MARIA, WANG, ZHOU] {
                assert_eq!(offering(LIN, to, company()), NOTHING, "{to}");
            }
            assert_eq!(offering(WANG, CHEN, company()), NOTHING, "from above, too");
            assert_eq!(offering(CHEN, MARIA, company()), ["1.1 not_your_duty"]);
        }

        #[test]
        fn but_not_to_oneself_to_whom_it_is_owed_by_nor_to_somebody_who_is_not_here() {
            assert_eq!(offering(LIN, LIN, company()), ["1.1 handed_on_to_nobody"]);
            assert_eq!(offering(WANG, LIN, company()), ["1.1 handed_on_to_nobody"], "she owes it already");
            assert_eq!(offering(LIN, CHEN, company_without(CHEN)), ["1.1 handed_on_to_nobody"]);
            assert_eq!(offering(LIN, PersonId([0; 16]), company()), ["1.1 handed_on_to_nobody"]);
        }

        #[test]
        fn nor_to_those_who_see_no_deals_the_administrator_and_the_server() {
            for to in [HE, SYSTEM] {
                assert_eq!(offering(LIN, to, company()), ["1.1 handed_on_to_nobody"], "{to}");
            }
        }

        #[test]
        fn a_decision_stays_with_the_office() {
            let high = deal().judged_high("2026-11-04 10:00");
            let after = high.clone().offered(NOW, (WANG, PETER), Clause::C3_3_c, "2026-11-04 10:00");
            let told = judging(Some(&high.build()), &after.build()).told(WANG);
            assert_eq!(told, ["1.1 decision_not_handed_on"]);
        }

        #[test]
        fn what_is_done_is_not_offered_nor_anything_when_the_deal_is_opened() {
            let done = deal().contacted("2026-11-03 10:00");
            let after = done.clone().offered(NOW, (LIN, CHEN), Clause::C3_2_b, OPENED);
            assert_eq!(judging(Some(&done.build()), &after.build()).told(LIN), ["1.1 nothing_owed"]);
            let opened = deal().offered(OPENED, (LIN, CHEN), Clause::C3_2_b, OPENED).build();
            assert_eq!(judging(None, &opened).told(LIN), ["1.1 nothing_owed"]);
        }

        #[test]
        fn every_offer_of_an_act_is_looked_at() {
            let after = deal().offered(NOW, (LIN, CHEN), Clause::C3_2_b, OPENED).offered(
                NOW,
                (LIN, LIN),
                Clause::C3_3_a,
                OPENED,
            );
            let told = judging(Some(&deal().build()), &after.build()).told(LIN);
            assert_eq!(told, ["1.1 handed_on_to_nobody"]);
        }

        #[test]
        fn nobody_answers_an_offer_by_making_it() {
            for answered in [
                deal().offered(NOW, (LIN, CHEN), Clause::C3_2_b, OPENED).accepted(NOW),
                deal().offered(NOW, (LIN, CHEN), Clause::C3_2_b, OPENED).declined(NOW),
            ] {
                let refusals = judging(Some(&deal().build()), &answered.build()).refusals_to(LIN);
                assert_eq!(refusals[0].wrong, line!("not_asked", to = Fact::Person(CHEN)));
                assert_eq!(refusals[0].who, Some(CHEN));
            }
        }

        #[test]
        fn an_unrelated_edit_on_a_deal_with_an_offer_that_should_not_be_passes() {
            let before = deal().offered(NOW, (CHEN, LIN), Clause::C3_3_c, OPENED).accepted(NOW);
            let after = before.clone().titled("三期").build();
            assert_eq!(judging(Some(&before.build()), &after).told(LIN), NOTHING);
        }
    }

    mod answering_an_offer {
        use super::*;
        use crate::line;

        const LATER: &str = "2026-11-06 10:00";

        fn offered() -> DealBuilder {
            deal().offered(NOW, (LIN, CHEN), Clause::C3_2_b, OPENED)
        }

        fn step(before: &DealBuilder, after: &DealBuilder, by: PersonId) -> Vec<String> {
            judging(Some(&before.clone().build()), &after.clone().build()).entered(LATER).told(by)
        }

        #[test]
        fn the_colleague_who_was_asked_accepts_or_declines() {
            assert_eq!(step(&offered(), &offered().accepted(LATER), CHEN), NOTHING);
            assert_eq!(step(&offered(), &offered().declined(LATER), CHEN), NOTHING);
        }

        #[test]
        fn nobody_else_does_and_the_refusal_names_who_was_asked() {
            for by in [LIN, WANG, ZHAO, MARIA] {
                assert_eq!(step(&offered(), &offered().accepted(LATER), by), ["1.1 not_asked"], "{by}");
                assert_eq!(step(&offered(), &offered().declined(LATER), by), ["1.1 not_asked"], "{by}");
            }
            let accepting = judging(Some(&offered().build()), &offered().accepted(LATER).build());
            let refusals = accepting.refusals_to(LIN);
            assert_eq!(refusals[0].wrong, line!("not_asked", to = Fact::Person(CHEN)));
            assert_eq!(refusals[0].who, Some(CHEN));
        }

        #[test]
        fn an_answer_bears_the_moment_of_its_writing() {
            for time in ["2026-11-06 09:59", "2026-11-06 10:01"] {
                assert_eq!(step(&offered(), &offered().accepted(time), CHEN), ["1.1 not_written_now"]);
                assert_eq!(step(&offered(), &offered().declined(time), CHEN), ["1.1 not_written_now"]);
            }
        }

        #[test]
        fn it_is_answered_once_and_one_way() {
            let earlier = "2026-11-06 09:00";
            let (yes, no) = (offered().accepted(earlier), offered().declined(earlier));
            for (before, after) in [
                (&yes, offered().accepted(LATER)),
                (&yes, yes.clone().declined(LATER)),
                (&yes, offered()),
                (&no, offered().accepted(LATER)),
                (&no, no.clone().accepted(LATER)),
                (&no, offered()),
            ] {
                assert_eq!(step(before, &after, CHEN), ["1.1 answered_already"]);
            }
            let both = offered().accepted(LATER).declined(LATER);
            assert_eq!(step(&offered(), &both, CHEN), ["1.1 answered_already"]);
        }

        #[test]
        fn nobody_puts_words_into_the_mouth_of_who_declined() {
            let no = offered().declined("2026-11-06 09:00");
            let mut reworded = no.clone().build();
            "不想做".clone_into(&mut reworded.hand_ons[0].declined_why);
            for (by, told) in [(LIN, "1.1 not_asked"), (CHEN, "1.1 answered_already")] {
                let judging = judging(Some(&no.clone().build()), &reworded).entered(LATER);
                assert_eq!(judging.told(by), [told]);
            }
        }

        #[test]
        fn every_answer_of_an_act_is_looked_at() {
            let both = offered().offered(NOW, (LIN, MARIA), Clause::C3_3_a, OPENED);
            let mut after = both.clone().build();
            after.hand_ons[0].accepted = Some(Instant(ms(LATER)));
            assert_eq!(judging(Some(&both.clone().build()), &after).told(CHEN), NOTHING);
            after.hand_ons[1].accepted = Some(Instant(ms(LATER)));
            assert_eq!(judging(Some(&both.build()), &after).told(CHEN), ["1.1 not_asked"]);
        }

        #[test]
        fn what_is_not_owed_any_more_is_not_accepted_but_may_be_declined() {
            let done = offered().contacted("2026-11-05 15:00");
            assert_eq!(step(&done, &done.clone().accepted(LATER), CHEN), ["1.1 nothing_owed"]);
            assert_eq!(step(&done, &done.clone().declined(LATER), CHEN), NOTHING);
        }

        #[test]
        fn what_somebody_else_has_accepted_meanwhile_is_not_accepted_once_more() {
            let taken = offered().accepted("2026-11-06 09:00").build();
            let mut both = taken.clone();
            let second =
                deal().offered(NOW, (LIN, MARIA), Clause::C3_2_b, OPENED).build().hand_ons[0].clone();
            both.hand_ons.push(HandOn { id: EntryId([7; 16]), ..second });
            let mut after = both.clone();
            after.hand_ons[1].accepted = Some(Instant(ms(LATER)));
            let told = judging(Some(&both), &after).entered(LATER).told(MARIA);
            assert_eq!(told, ["1.1 answered_already"]);
        }

        #[test]
        fn choosing_between_two_answers_given_at_once_is_left_to_who_was_asked() {
            let no = offered().accepted("2026-11-06 09:00").build();
            let path = Path::entry("hand_on", no.hand_ons[0].id, "accepted");
            let values = ["2026-11-06 09:00", "2026-11-06 09:30"].map(|at| crate::Value::Instant(ms(at)));
            let settle = |chosen: &str, by| {
                let after = offered().accepted(chosen).facts();
                judge(&Submitted {
                    kind: crate::RecordKind::Deal,
                    name: ActName::AnswerHandOn,
                    before: Some(&no.to_facts()),
                    after: &after,
                    conflicts: &Conflicts::from([(path.clone(), values.to_vec())]),
                    settled: std::slice::from_ref(&path),
                    person: by,
                    company: &company(),
                    entered_ms: ms(LATER),
                    claimed_ms: &[],
                    joined_to: Default::default(),
                })
            };
            assert_eq!(settle("2026-11-06 09:00", CHEN), Ok(()));
            assert!(matches!(settle("2026-11-06 09:30", LIN), Err(Verdict::Barred(_))));
        }
    }

    mod what_was_handed_on {
        use super::*;

        fn who(deal: DealBuilder, company: &Company) -> Vec<(PersonId, Option<PersonId>)> {
            let duties = duties_of(&deal.build(), company).into_iter();
            let open = duties.filter(|it| it.asks == Asks::Contact && it.owing.state == DutyState::Open);
            open.map(|it| (it.owing.who, it.handed_on_by)).collect()
        }

        fn offered() -> DealBuilder {
            deal().offered(NOW, (LIN, CHEN), Clause::C3_2_b, OPENED)
        }

        fn taken_on() -> DealBuilder {
            offered().accepted("2026-11-05 11:00")
        }

        #[test]
        fn is_owed_by_who_accepted_it_and_names_whose_it_was() {
            assert_eq!(who(offered(), &company()), [(LIN, None)], "an offer alone moves nothing");
            assert_eq!(who(offered().declined("2026-11-05 11:00"), &company()), [(LIN, None)]);
            assert_eq!(who(taken_on(), &company()), [(CHEN, Some(LIN))]);
            let other = duties_of(&taken_on().build(), &company());
            let judgement = other.iter().find(|it| it.asks == Asks::Evaluation).unwrap();
            assert_eq!((judgement.owing.who, judgement.handed_on_by), (LIN, None));
        }

        #[test]
        fn is_done_by_anybodys_deed_and_the_next_is_the_sellers_again() {
            let done = taken_on().contacted("2026-11-06 10:00");
            assert_eq!(who(done, &company()), [(LIN, None)]);
        }

        #[test]
        fn is_let_go_or_handed_on_by_them_and_no_longer_by_who_gave_it() {
            let waiving = |by| {
                let after = taken_on().waived("2026-11-06 10:00", by, Clause::C3_2_b, OPENED);
                judging(Some(&taken_on().build()), &after.build()).entered("2026-11-06 10:00").told(by)
            };
            assert_eq!(waiving(CHEN), NOTHING);
            assert_eq!(waiving(LIN), ["1.1 not_your_duty"]);
            let on = taken_on().offered("2026-11-06 10:00", (CHEN, MARIA), Clause::C3_2_b, OPENED);
            assert_eq!(judging(Some(&taken_on().build()), &on.clone().build()).told(CHEN), NOTHING);
            let accepting =
                judging(Some(&on.clone().build()), &on.clone().accepted("2026-11-06 11:00").build());
            assert_eq!(accepting.told(MARIA), NOTHING);
            assert_eq!(who(on.accepted("2026-11-06 11:00"), &company()), [(MARIA, Some(LIN))]);
        }

        #[test]
        fn given_back_is_its_own_again() {
            let back = taken_on()
                .offered("2026-11-06 10:00", (CHEN, LIN), Clause::C3_2_b, OPENED)
                .accepted("2026-11-06 11:00");
            assert_eq!(who(back, &company()), [(LIN, None)]);
        }

        #[test]
        fn falls_back_when_who_took_it_on_has_left() {
            assert_eq!(who(taken_on(), &company_without(CHEN)), [(LIN, None)]);
            let on = taken_on()
                .offered("2026-11-06 10:00", (CHEN, MARIA), Clause::C3_2_b, OPENED)
                .accepted("2026-11-06 11:00");
            assert_eq!(who(on, &company_without(MARIA)), [(CHEN, Some(LIN))]);
        }

        #[test]
        fn accepted_by_two_at_once_is_the_later_ones_whatever_the_order() {
            let both = offered()
                .accepted("2026-11-06 11:00")
                .offered(NOW, (LIN, MARIA), Clause::C3_2_b, OPENED)
                .accepted("2026-11-06 10:00");
            assert_eq!(who(both.clone(), &company()), [(CHEN, Some(LIN))]);
            let mut other = both.build();
            other.hand_ons.reverse();
            let duties = duties_of(&other, &company());
            assert_eq!(duties[0].owing.who, CHEN);
        }

        #[test]
        fn accepted_on_one_phone_and_declined_on_another_goes_back() {
            let both = offered().accepted("2026-11-06 11:00").declined("2026-11-06 10:00");
            assert_eq!(who(both, &company()), [(LIN, None)], "who declined cannot write there any more");
        }

        #[test]
        fn stays_with_them_when_the_deal_changes_hands() {
            let mut moved = taken_on().build();
            moved.seller = Some(MARIA);
            let duty = duties_of(&moved, &company()).remove(0);
            assert_eq!((duty.owing.who, duty.handed_on_by), (CHEN, Some(MARIA)));
        }

        #[test]
        fn an_offer_waits_for_its_answer() {
            let waiting = |deal: DealBuilder, who| deal.build().settled().offered_to(who).count();
            assert_eq!(waiting(offered(), CHEN), 1);
            assert_eq!(waiting(offered(), LIN), 0);
            assert_eq!(waiting(taken_on(), CHEN), 0);
            assert_eq!(waiting(offered().declined("2026-11-05 11:00"), CHEN), 0);
        }

        #[test]
        fn the_same_holds_for_questions() {
            let asked = question().offered(NOW, (ZHOU, CHEN), OPENED);
            let told = judging(Some(&question().build()), &asked.clone().build()).told(ZHOU);
            assert_eq!(told, NOTHING);
            let accepted = asked.clone().accepted("2026-11-06 10:00");
            assert_eq!(judging(Some(&asked.build()), &accepted.clone().build()).told(CHEN), NOTHING);
            assert_eq!(crate::testing::owing(&accepted.build(), &company(), Asks::Answer), [CHEN]);
        }
    }

    mod answering_a_finding {
        use super::*;
        use crate::line;

        const PLANNED: &str = "2026-11-03 10:00";

        fn slow() -> DealBuilder {
            deal().planned(PLANNED, 30)
        }

        fn answering(before: &DealBuilder, by: PersonId, company: Company) -> Vec<String> {
            let mut after = before.clone().answered(NOW, Stance::Objected, PLANNED).build();
            after.answers.last_mut().unwrap().by = Some(by);
            judging(Some(&before.clone().build()), &after).under(company).told(by)
        }

        fn open(deal: DealBuilder) -> usize {
            let findings = findings_of(&deal.build(), &company());
            findings.iter().filter(|it| it.answered_ms.is_none()).count()
        }

        #[test]
        fn is_for_whom_it_concerns_who_stands_above_or_in_for_them() {
            for (by, may) in [(WANG, true), (ZHAO, true), (LIN, false), (CHEN, false), (PETER, false)] {
                let expected: &[&str] = if may { &[] } else { &["1.1 not_your_finding"] };
                assert_eq!(answering(&slow(), by, company()), expected, "{by}");
            }
            let away = company_while_away(WANG, "2026-11-05", "2026-11-05", Some(CHEN));
            assert_eq!(answering(&slow(), CHEN, away), NOTHING);
            let back = company_while_away(WANG, "2026-11-04", "2026-11-04", Some(CHEN));
            assert_eq!(answering(&slow(), CHEN, back), ["1.1 not_your_finding"]);
        }

        #[test]
        fn the_refusal_names_whose_it_is() {
            let mut after = slow().answered(NOW, Stance::Agreed, PLANNED).build();
            after.answers[0].by = Some(LIN);
            let refusals = judging(Some(&slow().build()), &after).refusals_to(LIN);
            assert_eq!(refusals[0].wrong, line!("not_your_finding", who = Fact::Person(WANG)));
            assert_eq!(refusals[0].who, Some(WANG));
        }

        #[test]
        fn where_nothing_was_found_there_is_nothing_to_answer() {
            let weekly = deal().planned(PLANNED, 7);
            assert_eq!(answering(&weekly, WANG, company()), ["1.1 nothing_found"]);
            let planned_anew = deal().planned("2026-11-04 10:00", 30);
            assert_eq!(answering(&planned_anew, WANG, company()), ["1.1 nothing_found"]);
            let mut other = slow().answered(NOW, Stance::Agreed, PLANNED).build();
            "late_visit".clone_into(&mut other.answers[0].found);
            assert_eq!(judging(Some(&slow().build()), &other).told(WANG), ["1.1 nothing_found"]);
            let opened = slow().answered(OPENED, Stance::Agreed, PLANNED).build();
            let told = judging(None, &opened).entered(OPENED).told(WANG);
            assert!(told.contains(&"1.1 nothing_found".to_owned()), "{told:?}");
        }

        #[test]
        fn an_answer_closes_it_and_no_second_one_follows() {
            assert_eq!(open(slow()), 1);
            let answered = slow().answered("2026-11-04 10:00", Stance::Agreed, PLANNED);
            assert_eq!(open(answered.clone()), 0);
            assert_eq!(answering(&answered, ZHAO, company()), ["1.1 answered_already"]);
            let anew = answered.planned("2026-11-10 10:00", 30);
            assert_eq!(open(anew), 1, "a plan made anew is looked at anew");
        }

        #[test]
        fn of_two_answers_given_at_once_the_earlier_closed_it_whatever_their_order() {
            let both = slow()
                .answered("2026-11-05 10:00", Stance::Objected, PLANNED)
                .answered("2026-11-04 10:00", Stance::Agreed, PLANNED)
                .build();
            let closed = findings_of(&both, &company())[0].answered_ms.map(local);
            assert_eq!(closed.as_deref(), Some("2026-11-04 10:00"));
        }

        #[test]
        fn every_answer_of_an_act_is_looked_at() {
            let mut after =
                slow().answered(NOW, Stance::Agreed, PLANNED).answered(NOW, Stance::Agreed, PLANNED).build();
            "late_visit".clone_into(&mut after.answers[1].found);
            assert_eq!(judging(Some(&slow().build()), &after).told(WANG), ["1.1 nothing_found"]);
        }

        #[test]
        fn an_unrelated_edit_beside_an_answer_that_should_not_be_passes() {
            let before = deal().answered(NOW, Stance::Agreed, PLANNED).build();
            let after = Deal { title: "三期".to_owned(), ..before.clone() };
            assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
        }
    }
}
