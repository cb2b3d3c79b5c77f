//! High and low, by clause.

use crate::Company;
use crate::law::{DutyState, Owing};
use crate::opportunity::{Closed, Deal};
use crate::testing::{CHEN, DealBuilder, LIN, MARIA, PETER, WANG, ZHAO, company, day, deal, judging};

const NOTHING: [&str; 0] = [];

/// What, who, due day, state.
fn told(owed: Vec<Owing>) -> Vec<String> {
    let day = |ms: i64| company().calendar.day_of(ms);
    let state = |state: DutyState| match state {
        DutyState::Open => "open".to_owned(),
        DutyState::Done(at_ms) => format!("done {}", day(at_ms)),
        DutyState::Lapsed(at_ms) => format!("lapsed {}", day(at_ms)),
        DutyState::Waived(at_ms) => format!("waived {}", day(at_ms)),
    };
    let who = |it: &Owing| company().people.get(it.who).map(|it| it.name.clone()).unwrap_or_default();
    owed.iter()
        .map(|it| format!("{} {} {} {}", it.what.key, who(it), day(it.due_ms), state(it.state)))
        .collect()
}

fn row(what: &str, rest: &str) -> String {
    format!("{what} {rest}")
}

fn high() -> DealBuilder {
    deal().judged("2026-11-06 10:00", 5, 5, 5)
}

fn low() -> DealBuilder {
    deal().judged("2026-11-06 10:00", 1, 2, 2)
}

mod c3_3_c {
    use super::*;

    fn resources(deal: DealBuilder) -> Vec<String> {
        told(super::super::name_resources(&deal.build(), &company()))
    }

    fn proposals(deal: DealBuilder) -> Vec<String> {
        told(super::super::propose_on_low(&deal.build(), &company()))
    }

    fn decisions(deal: DealBuilder) -> Vec<String> {
        told(super::super::decide_on_low(&deal.build(), &company()))
    }

    fn closings(deal: DealBuilder) -> Vec<String> {
        told(super::super::close_as_decided(&deal.build(), &company()))
    }

    #[test]
    fn for_a_high_deal_the_manager_names_resources_within_five_working_days() {
        // Judged on a Friday.
        assert_eq!(resources(high()), [row("name_resources", "王志強 2026-11-13 open")]);
        assert_eq!(
            resources(high().resourced_by(WANG, "2026-11-10 10:00")),
            [row("name_resources", "王志強 2026-11-13 done 2026-11-10")]
        );
        assert_eq!(resources(low()), NOTHING);
        assert_eq!(resources(deal()), NOTHING);
    }

    #[test]
    fn a_grade_that_stays_high_owes_them_once_and_one_that_comes_back_again() {
        let stayed = high().resourced_by(WANG, "2026-11-10 10:00").judged("2026-11-20 10:00", 5, 5, 4);
        assert_eq!(resources(stayed).len(), 1);
        let back = high().judged("2026-11-12 10:00", 3, 3, 3).judged("2026-11-20 10:00", 5, 5, 5);
        assert_eq!(
            resources(back),
            [
                row("name_resources", "王志強 2026-11-13 lapsed 2026-11-12"),
                row("name_resources", "王志強 2026-11-27 open")
            ]
        );
    }

    #[test]
    fn for_a_low_deal_the_seller_proposes_and_the_manager_decides() {
        assert_eq!(proposals(low()), [row("propose_on_low", "林曉雯 2026-11-11 open")]);
        assert_eq!(decisions(low()), [row("decide_on_low", "王志強 2026-11-13 open")]);
        let proposed = low().proposed("2026-11-09 10:00", true);
        assert_eq!(proposals(proposed.clone()), [row("propose_on_low", "林曉雯 2026-11-11 done 2026-11-09")]);
        assert_eq!(decisions(proposed), [row("decide_stop_proposed", "王志強 2026-11-13 open")]);
        let going_on = low().proposed("2026-11-09 10:00", false);
        assert_eq!(decisions(going_on), [row("decide_go_on_proposed", "王志強 2026-11-13 open")]);
        // A decision makes the proposal needless.
        let decided = low().decided_by(WANG, "2026-11-09 10:00", false);
        assert_eq!(proposals(decided)[0], row("propose_on_low", "林曉雯 2026-11-11 done 2026-11-09"));
    }

    #[test]
    fn a_decision_to_go_on_holds_ninety_days_and_is_made_anew_then() {
        let decided = low().decided_by(WANG, "2026-11-09 10:00", false);
        // 90 days after 2026-11-09 is 2027-02-07; decided within 7 days of it.
        assert_eq!(
            decisions(decided.clone()),
            [
                row("decide_on_low", "王志強 2026-11-13 done 2026-11-09"),
                row("decide_on_low", "王志強 2027-02-15 open")
            ]
        );
        let renewed = decided.decided_by(WANG, "2027-01-11 10:00", false);
        assert_eq!(
            decisions(renewed)[1],
            row("decide_on_low", "王志強 2027-04-19 open"),
            "counted from the renewal"
        );
    }

    #[test]
    fn a_grade_that_rises_ends_what_was_to_be_decided() {
        let risen = low().judged("2026-11-10 10:00", 4, 4, 3);
        assert_eq!(decisions(risen.clone()), [row("decide_on_low", "王志強 2026-11-13 lapsed 2026-11-10")]);
        assert_eq!(proposals(risen), [row("propose_on_low", "林曉雯 2026-11-11 lapsed 2026-11-10")]);
    }

    #[test]
    fn what_was_stopped_is_not_decided_again_and_its_seller_closes_it() {
        let stopped = low().decided_by(WANG, "2026-11-09 10:00", true);
        assert_eq!(decisions(stopped.clone()), [row("decide_on_low", "王志強 2026-11-13 done 2026-11-09")]);
        assert_eq!(closings(stopped.clone()), [row("close_as_decided", "林曉雯 2026-11-12 open")]);
        let closed = stopped.clone().closed("2026-11-11 10:00", Closed::Dropped);
        assert_eq!(closings(closed), [row("close_as_decided", "林曉雯 2026-11-12 done 2026-11-11")]);
        let resumed = stopped.decided_by(WANG, "2026-11-10 10:00", false);
        assert_eq!(closings(resumed), [row("close_as_decided", "林曉雯 2026-11-12 lapsed 2026-11-10")]);
        assert_eq!(closings(low()), NOTHING);
    }

    #[test]
    fn of_a_seller_without_superior_the_gm_decides_and_with_nobody_else_nobody() {
        let of_the_director = || deal().opened_by(ZHAO).judged("2026-11-06 10:00", 5, 5, 5).build();
        assert_eq!(super::super::name_resources(&of_the_director(), &company()), []);
        let mut company = company();
        let peter = company.people.get(PETER).unwrap().clone();
        company.people.put(crate::people::Person { role: crate::people::Role::Gm, ..peter });
        let owed = super::super::name_resources(&of_the_director(), &company);
        assert_eq!(owed.iter().map(|it| it.who).collect::<Vec<_>>(), [PETER]);
    }

    fn deciding(company: Company) -> crate::testing::Judging {
        let after = low().decided_by(WANG, "2026-11-09 10:00", true).build();
        judging(Some(&low().build()), &after).under(company)
    }

    fn deciding_as(who: crate::PersonId, company: Company) -> Vec<String> {
        let after = low().decided_by(who, "2026-11-09 10:00", true).build();
        judging(Some(&low().build()), &after).under(company).told(who)
    }

    #[test]
    fn nobody_decides_on_their_own_deal_or_beside_the_line() {
        assert_eq!(deciding(company()).told(WANG), NOTHING);
        assert_eq!(deciding_as(ZHAO, company()), NOTHING);
        for who in [LIN, CHEN, MARIA, PETER] {
            assert_eq!(deciding_as(who, company()), ["3.3.c decided_on_own"], "{who}");
        }
        let after = low().decided_by(LIN, "2026-11-09 10:00", true).build();
        let refusals = judging(Some(&low().build()), &after).refusals_to(LIN);
        assert_eq!(refusals[0].who, Some(WANG));
        let named = high().resourced_by(LIN, "2026-11-09 10:00").build();
        assert_eq!(judging(Some(&high().build()), &named).told(LIN), ["3.3.c decided_on_own"]);
    }

    #[test]
    fn a_deputy_decides_while_the_manager_is_away_and_on_no_other_day() {
        let mut away = company();
        let absence = |from: &str, to: &str| crate::people::Absence {
            person: WANG,
            from: day(from),
            to: day(to),
            deputy: Some(PETER),
        };
        away.absences.push(absence("2026-11-09", "2026-11-13"));
        assert_eq!(deciding_as(PETER, away), NOTHING);
        let mut later = company();
        later.absences.push(absence("2026-11-10", "2026-11-13"));
        assert_eq!(deciding_as(PETER, later), ["3.3.c decided_on_own"]);
    }

    #[test]
    fn lost_and_dropped_need_a_reason_and_won_does_not() {
        for how in Closed::ALL {
            let closed = deal().closed("2026-11-20 10:00", *how).build();
            let silent = Deal { closed_why: "  ".to_owned(), ..closed };
            let expected: &[&str] = if *how == Closed::Won { &[] } else { &["3.3.c closed_without_reason"] };
            assert_eq!(judging(Some(&deal().build()), &silent).told(LIN), expected, "{how:?}");
        }
        let silent =
            Deal { closed_why: String::new(), ..deal().closed("2026-11-20 10:00", Closed::Lost).build() };
        let refusals = judging(Some(&deal().build()), &silent).refusals_to(LIN);
        assert_eq!(refusals[0].lacks[0].key, "closing_reason");
    }

    #[test]
    fn the_reason_is_not_taken_away_and_an_unrelated_edit_without_one_passes() {
        let closed = deal().closed("2026-11-20 10:00", Closed::Lost).build();
        let taken = Deal { closed_why: String::new(), ..closed.clone() };
        assert_eq!(
            judging(Some(&closed), &taken).entered("2026-11-20 10:00").told(LIN),
            ["3.3.c closed_without_reason"]
        );
        let edited = Deal { title: "北辰電機 三期".to_owned(), ..taken.clone() };
        assert_eq!(judging(Some(&taken), &edited).told(LIN), NOTHING);
    }
}
