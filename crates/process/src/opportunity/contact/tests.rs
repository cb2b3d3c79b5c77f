//! When the next contact is owed, by clause; then the same as properties over any history.

use super::*;
use crate::testing::{CHEN, DealBuilder, LIN, company, day, deal, ms};

/// The national days 2026 with the Saturday worked for them.
fn golden_week() -> Company {
    let mut company = company();
    company.calendar.free = (1..=7).filter_map(|n| Day::of_date(2026, 10, n)).collect();
    company.calendar.make_up = [day("2026-10-10")].into();
    company
}

fn owed(deal: DealBuilder) -> Vec<Owing> {
    next_contact(&deal.build(), &company())
}

/// The moment at which the open one is due, as local text.
fn due(deal: DealBuilder, company: &Company) -> String {
    let due_ms = next_contact_due(&deal.build(), company).unwrap();
    let day = company.calendar.day_of(due_ms);
    let minutes = (due_ms - company.calendar.moment(day, 0)) / 60_000;
    format!("{day} {:02}:{:02}", minutes / 60, minutes % 60)
}

/// How many contacts are overdue at a local time.
fn overdue(owed: &[Owing], now: &str) -> usize {
    owed.iter().filter(|owing| owing.state == DutyState::Open && owing.due_ms < ms(now)).count()
}

mod c3_2_b {
    use super::*;
    use crate::line;
    use crate::opportunity::{Channel, Closed};
    use crate::people::Absence;
    use crate::policy::Agreed;
    use crate::value::Instant;

    #[test]
    fn a_new_deal_owes_its_first_contact_within_a_week_of_opening() {
        let owed = owed(deal().at("2026-11-02 09:00"));
        assert_eq!(owed.len(), 1);
        assert_eq!(owed[0].who, LIN);
        assert_eq!(owed[0].since_ms, ms("2026-11-02 09:00"));
        assert_eq!(owed[0].due_ms, ms("2026-11-09 18:00"));
        let told =
            line!("first_contact", opened = Fact::Instant(ms("2026-11-02 09:00")), interval = Fact::Days(7));
        assert_eq!(owed[0].what, told);
    }

    #[test]
    fn eight_days_without_contact_are_exactly_one_overdue_duty() {
        let owed = owed(deal().contacted("2026-11-16 10:00"));
        assert_eq!(overdue(&owed, "2026-11-23 18:00"), 0, "on the seventh day it is due");
        assert_eq!(overdue(&owed, "2026-11-24 10:00"), 1);
        assert_eq!(overdue(&owed, "2027-03-01 10:00"), 1, "still one, however long");
        let last = Fact::Instant(ms("2026-11-16 10:00"));
        assert_eq!(owed[1].what, line!("contact", last = last, interval = Fact::Days(7)));
    }

    #[test]
    fn a_contact_answers_in_time_or_visibly_late() {
        let owed = owed(deal().contacted("2026-11-05 10:00").contacted("2026-11-20 11:00"));
        assert_eq!(owed[0].state, DutyState::Done(ms("2026-11-05 10:00")));
        assert!(owed[0].due_ms > ms("2026-11-05 10:00"));
        assert_eq!(owed[1].state, DutyState::Done(ms("2026-11-20 11:00")));
        assert!(owed[1].due_ms < ms("2026-11-20 11:00"));
        assert_eq!(owed[2].state, DutyState::Open);
    }

    #[test]
    fn every_channel_counts_also_begun_by_the_customer() {
        let entry = |channel| FollowUp {
            channel: Some(channel),
            incoming: true,
            reached: true,
            ..deal().entry("2026-11-05 10:00")
        };
        for channel in Channel::ALL {
            assert_eq!(due(deal().noted(entry(*channel)), &company()), "2026-11-12 18:00", "{channel:?}");
        }
    }

    #[test]
    fn an_entry_does_not_answer_before_it_was_entered() {
        let ahead = FollowUp {
            happened: Some(Instant(ms("2027-11-05 10:00"))),
            reached: true,
            ..deal().entry("2026-11-05 10:00")
        };
        assert_eq!(due(deal().noted(ahead), &company()), "2026-11-12 18:00");
    }

    #[test]
    fn a_contact_entered_late_counts_from_when_it_happened() {
        let late = FollowUp {
            entered: Some(Instant(ms("2026-11-11 10:00"))),
            reached: true,
            ..deal().entry("2026-11-05 10:00")
        };
        assert_eq!(due(deal().noted(late), &company()), "2026-11-12 18:00");
    }

    #[test]
    fn two_entries_of_one_moment_are_one_contact() {
        let twice = deal().contacted("2026-11-05 10:00").contacted("2026-11-05 10:00");
        assert_eq!(owed(twice), owed(deal().contacted("2026-11-05 10:00")));
    }

    #[test]
    fn a_try_does_not_count_nor_does_the_second() {
        let tried = deal().tried("2026-11-05 10:00").tried("2026-11-06 10:00");
        assert_eq!(due(tried, &company()), "2026-11-09 18:00");
    }

    #[test]
    fn after_the_third_try_in_a_row_the_next_is_owed_in_seven_days() {
        let tried = deal().tried("2026-11-04 10:00").tried("2026-11-05 10:00").tried("2026-11-06 10:00");
        let owed = owed(tried);
        assert_eq!(owed.len(), 1);
        assert_eq!(owed[0].due_ms, ms("2026-11-13 18:00"));
        let tried = Fact::Instant(ms("2026-11-06 10:00"));
        assert_eq!(owed[0].what, line!("after_tries", tries = Fact::Count(3), tried = tried));
    }

    #[test]
    fn a_contact_between_ends_the_row() {
        let broken = deal()
            .tried("2026-11-04 10:00")
            .tried("2026-11-04 11:00")
            .contacted("2026-11-04 12:00")
            .tried("2026-11-06 10:00");
        assert_eq!(due(broken, &company()), "2026-11-11 18:00");
    }

    #[test]
    fn a_fourth_try_gives_nothing_more_and_the_sixth_does_again() {
        let three = deal().tried("2026-11-04 10:00").tried("2026-11-05 10:00").tried("2026-11-06 10:00");
        let five = three.tried("2026-11-09 10:00").tried("2026-11-10 10:00");
        assert_eq!(due(five.clone(), &company()), "2026-11-13 18:00");
        assert_eq!(due(five.tried("2026-11-11 10:00"), &company()), "2026-11-18 18:00");
    }

    #[test]
    fn the_customers_call_that_we_missed_is_no_try_of_ours() {
        let missed = |time| FollowUp { incoming: true, ..deal().entry(time) };
        let calls = deal()
            .noted(missed("2026-11-04 10:00"))
            .noted(missed("2026-11-05 10:00"))
            .noted(missed("2026-11-06 10:00"));
        assert_eq!(due(calls, &company()), "2026-11-09 18:00");
    }

    #[test]
    fn what_was_missed_before_the_third_try_stays_missed() {
        let late = deal().tried("2026-11-10 10:00").tried("2026-11-11 10:00").tried("2026-11-12 10:00");
        let owed = owed(late);
        assert_eq!(owed[0].due_ms, ms("2026-11-09 18:00"));
        assert_eq!(owed[0].state, DutyState::Lapsed(ms("2026-11-12 10:00")));
        assert_eq!(owed[1].since_ms, ms("2026-11-12 10:00"));
        assert_eq!(owed[1].due_ms, ms("2026-11-19 18:00"));
    }

    #[test]
    fn the_third_try_at_the_due_moment_is_in_time_and_a_minute_later_is_not() {
        let twice = deal().tried("2026-11-05 10:00").tried("2026-11-06 10:00");
        let in_time = owed(twice.clone().tried("2026-11-09 18:00"));
        assert_eq!((in_time.len(), in_time[0].due_ms), (1, ms("2026-11-16 18:00")));
        let late = owed(twice.tried("2026-11-09 18:01"));
        assert_eq!((late.len(), late[0].due_ms), (2, ms("2026-11-09 18:00")));
    }

    #[test]
    fn tries_never_bring_the_due_day_forward() {
        let slow = deal().planned("2026-11-02 09:00", 30);
        let tried = slow.tried("2026-11-03 10:00").tried("2026-11-04 10:00").tried("2026-11-05 10:00");
        assert_eq!(due(tried, &company()), "2026-12-02 18:00");
    }

    #[test]
    fn a_plan_sets_the_interval_from_its_moment_on() {
        let slower = deal().contacted("2026-11-05 10:00").planned("2026-11-06 10:00", 14);
        assert_eq!(due(slower.clone(), &company()), "2026-11-19 18:00", "also for the contact owed now");
        assert_eq!(due(slower.contacted("2026-11-10 10:00"), &company()), "2026-11-24 18:00");
    }

    #[test]
    fn nobody_is_overdue_by_planning_a_shorter_interval() {
        let faster = deal().planned("2026-11-06 10:00", 2);
        assert_eq!(due(faster, &company()), "2026-11-09 18:00", "a working day is left");
        let in_time = deal().planned("2026-11-02 10:00", 2);
        assert_eq!(due(in_time, &company()), "2026-11-04 18:00");
    }

    #[test]
    fn planning_a_shorter_interval_on_the_due_day_puts_nothing_off() {
        assert_eq!(due(deal().planned("2026-11-09 10:00", 2), &company()), "2026-11-09 18:00");
    }

    #[test]
    fn a_plan_made_too_late_does_not_undo_what_was_missed() {
        let owed = owed(deal().planned("2026-11-11 10:00", 30));
        assert_eq!(owed[0].due_ms, ms("2026-11-09 18:00"));
        assert_eq!(owed[0].state, DutyState::Lapsed(ms("2026-11-11 10:00")));
        assert_eq!(owed[1].due_ms, ms("2026-12-02 18:00"), "thirty days from opening");
    }

    #[test]
    fn a_plan_made_with_a_late_contact_is_about_the_next_one() {
        let late = deal().contacted("2026-11-12 10:00").resting("2026-11-12 10:00", "2026-12-01");
        let owed = owed(late);
        assert_eq!(owed.len(), 2);
        assert_eq!(owed[0].state, DutyState::Done(ms("2026-11-12 10:00")));
        assert_eq!(owed[1].due_ms, ms("2026-12-01 18:00"));
    }

    #[test]
    fn a_deal_rests_until_the_day_planned() {
        let resting = deal().resting("2026-11-04 10:00", "2026-12-15");
        let owed = owed(resting.clone());
        assert_eq!(owed[0].due_ms, ms("2026-12-15 18:00"));
        assert_eq!(owed[0].what, line!("after_rest", until = Fact::Day(day("2026-12-15"))));
        let met = resting.contacted("2026-11-20 10:00");
        assert_eq!(due(met, &company()), "2026-12-15 18:00", "a contact while resting doesn't end the rest");
    }

    #[test]
    fn tries_while_resting_do_not_end_the_rest() {
        let resting = deal().resting("2026-11-03 09:00", "2026-12-15");
        let tried = resting.tried("2026-11-04 10:00").tried("2026-11-05 10:00").tried("2026-11-06 10:00");
        assert_eq!(due(tried, &company()), "2026-12-15 18:00");
    }

    #[test]
    fn a_rest_that_is_over_already_changes_nothing_of_what_is_overdue() {
        let late = deal().resting("2026-11-20 10:00", "2026-11-18");
        let owed = owed(late);
        assert_eq!(owed.len(), 1);
        assert_eq!((owed[0].due_ms, owed[0].state), (ms("2026-11-09 18:00"), DutyState::Open));
    }

    #[test]
    fn a_rest_is_at_most_sixty_days_and_the_excess_does_not_count() {
        // The sixtieth day after 4 November is Sunday 3 January, so the 4th; the fifty-ninth is a Saturday.
        assert_eq!(due(deal().resting("2026-11-04 10:00", "2027-01-01"), &company()), "2027-01-01 18:00");
        assert_eq!(due(deal().resting("2026-11-04 10:00", "2027-01-03"), &company()), "2027-01-04 18:00");
        assert_eq!(due(deal().resting("2026-11-04 10:00", "2027-01-05"), &company()), "2027-01-04 18:00");
    }

    #[test]
    fn a_closed_deal_owes_nothing_from_then_on() {
        let owed = owed(deal().contacted("2026-11-05 10:00").closed("2026-11-20 10:00", Closed::Won));
        assert_eq!(owed[0].state, DutyState::Done(ms("2026-11-05 10:00")));
        assert_eq!(owed[1].state, DutyState::Lapsed(ms("2026-11-20 10:00")));
        assert_eq!(owed.len(), 2);
    }

    #[test]
    fn closed_at_the_moment_of_opening_it_never_owed_a_minute_later_it_did() {
        assert_eq!(owed(deal().closed("2026-11-02 09:00", Closed::Dropped)), []);
        let lapsed = owed(deal().closed("2026-11-02 09:01", Closed::Dropped));
        assert_eq!(lapsed[0].state, DutyState::Lapsed(ms("2026-11-02 09:01")));
    }

    #[test]
    fn a_contact_after_closing_owes_no_further_one() {
        let closed = deal().closed("2026-11-03 10:00", Closed::Lost).contacted("2026-11-05 10:00");
        assert_eq!(owed(closed).len(), 1);
    }

    #[test]
    fn imported_history_is_not_judged() {
        let imported = deal().imported("2026-01-05", "2026-11-23 09:00").at("2026-11-20 09:00");
        let imported = imported.contacted("2026-03-02 10:00").contacted("2026-11-01 10:00");
        let owed = owed(imported);
        assert_eq!(owed.len(), 1, "not one for March");
        assert_eq!(owed[0].since_ms, ms("2026-11-23 09:00"));
        assert_eq!(owed[0].due_ms, ms("2026-11-30 18:00"));
        assert_eq!(owed[0].what.key, "contact");
        assert_eq!(owed[0].what.facts["last"], Fact::Instant(ms("2026-11-01 10:00")));
    }

    #[test]
    fn an_imported_deal_never_contacted_tells_when_it_was_opened_elsewhere() {
        let owed = owed(deal().imported("2026-01-05", "2026-11-23 09:00"));
        assert_eq!(owed[0].what.facts["opened"], Fact::Instant(ms("2026-01-05 00:00")));
    }

    #[test]
    fn what_was_closed_before_duties_began_never_owed() {
        let closed =
            deal().imported("2026-01-05", "2026-11-23 09:00").closed("2026-06-01 10:00", Closed::Won);
        assert_eq!(owed(closed.clone()), []);
        let undated = Deal { closed_at: None, closed_on: None, ..closed.build() };
        assert_eq!(next_contact(&undated, &company()), []);
    }

    #[test]
    fn a_due_day_in_the_holiday_moves_behind_it() {
        assert_eq!(due(deal().at("2026-09-25 09:00"), &golden_week()), "2026-10-08 18:00");
        assert_eq!(due(deal().at("2026-09-25 09:00"), &company()), "2026-10-02 18:00", "without the holiday");
    }

    #[test]
    fn a_make_up_saturday_is_worked() {
        let met = deal().at("2026-09-25 09:00").contacted("2026-10-03 10:00");
        assert_eq!(due(met.clone(), &golden_week()), "2026-10-10 18:00");
        assert_eq!(due(met, &company()), "2026-10-12 18:00", "without make-up day");
    }

    #[test]
    fn a_due_day_in_the_sellers_leave_moves_behind_it_not_in_a_colleagues() {
        let away = |person| {
            let mut company = company();
            let (from, to) = (day("2026-11-09"), day("2026-11-12"));
            company.absences.push(Absence { person, from, to, deputy: None });
            company
        };
        assert_eq!(due(deal(), &away(LIN)), "2026-11-13 18:00");
        assert_eq!(due(deal(), &away(CHEN)), "2026-11-09 18:00");
    }

    #[test]
    fn a_window_is_counted_by_the_policy_at_its_cause() {
        let mut company = company();
        let agreed = Agreed { from_ms: ms("2026-11-10 00:00"), number: 10 };
        company.policy.agree(PolicyValue::FollowUpIntervalDays, agreed).unwrap();
        assert_eq!(due(deal().contacted("2026-11-09 23:59"), &company), "2026-11-16 18:00");
        assert_eq!(due(deal().contacted("2026-11-10 00:00"), &company), "2026-11-20 18:00");
    }

    #[test]
    fn a_deal_without_seller_or_beginning_owes_nobody_anything() {
        let deal = deal().build();
        assert_eq!(next_contact(&Deal { seller: None, ..deal.clone() }, &company()), []);
        assert_eq!(next_contact(&Deal { opened: None, ..deal }, &company()), []);
    }
}

mod of_any_history {
    use super::*;
    use crate::opportunity::Closed;
    use crate::value::Instant;
    use proptest::prelude::*;

    const MINUTE_MS: i64 = 60_000;
    const DAYS: i64 = 120;

    fn moment() -> impl Strategy<Value = i64> {
        let start_ms = ms("2026-11-02 09:00");
        // Also before the opening.
        (-20 * 24 * 60..DAYS * 24 * 60).prop_map(move |minutes| start_ms + minutes * MINUTE_MS)
    }

    prop_compose! {
        fn follow_up()(at_ms in moment(), late_ms in 0..5_000_000_i64, reached: bool, incoming: bool, id: [u8; 16])
            -> FollowUp {
            FollowUp {
                id: crate::EntryId(id),
                happened: Some(Instant(at_ms)),
                entered: Some(Instant(at_ms + late_ms)),
                reached,
                incoming,
                ..FollowUp::default()
            }
        }
    }

    prop_compose! {
        fn plan()(at_ms in moment(), days in prop::option::of(1..90_i64), rest in prop::option::of(0..200_i32))
            -> (i64, Option<i64>, Option<Day>) {
            (at_ms, days, rest.map(|days| day("2026-11-02").plus(days)))
        }
    }

    prop_compose! {
        fn history()(
            follow_ups in prop::collection::vec(follow_up(), 0..12),
            plan in prop::option::of(plan()),
            closed_ms in prop::option::weighted(0.3, moment()),
        ) -> Deal {
            let (planned, interval_days, resting_until) = plan.map_or((None, None, None), |(at, days, rest)|
                (Some(Instant(at)), days, rest));
            let closed = closed_ms.map(|_| Closed::Lost);
            let closed_at = closed_ms.map(Instant);
            Deal { follow_ups, planned, interval_days, resting_until, closed, closed_at, ..deal().build() }
        }
    }

    prop_compose! {
        fn some_company()(free in prop::collection::vec(0..DAYS as i32, 0..20), make_up in prop::collection::vec(0..DAYS as i32, 0..5))
            -> Company {
            let mut company = company();
            let days = |of: Vec<i32>| of.into_iter().map(|n| day("2026-11-02").plus(n)).collect();
            company.calendar.free = days(free);
            company.calendar.make_up = days(make_up);
            company
        }
    }

    fn is_open(owing: &Owing) -> bool {
        owing.state == DutyState::Open
    }

    fn done(owed: &[Owing]) -> usize {
        owed.iter().filter(|owing| matches!(owing.state, DutyState::Done(_))).count()
    }

    fn with(deal: &Deal, at_ms: i64, reached: bool) -> Deal {
        let at = Some(Instant(at_ms));
        let mut deal = deal.clone();
        let id = crate::EntryId([0xee; 16]);
        deal.follow_ups.push(FollowUp { id, happened: at, entered: at, reached, ..FollowUp::default() });
        deal
    }

    proptest! {
        #[test]
        fn at_most_one_is_open_and_it_is_the_last(deal in history(), company in some_company()) {
            let owed = next_contact(&deal, &company);
            let open = owed.iter().filter(|owing| is_open(owing)).count();
            prop_assert_eq!(open, usize::from(deal.closed.is_none()));
            prop_assert!(owed.iter().rev().skip(1).all(|owing| !is_open(owing)));
        }

        #[test]
        fn the_windows_cut_the_time_without_gap_or_overlap(deal in history(), company in some_company()) {
            let owed = next_contact(&deal, &company);
            let mut at_ms = deal.opened.unwrap().0;
            for owing in &owed {
                prop_assert_eq!(owing.since_ms, at_ms);
                match owing.state {
                    DutyState::Done(end_ms) | DutyState::Lapsed(end_ms) | DutyState::Waived(end_ms) => {
                        prop_assert!(end_ms > at_ms);
                        at_ms = end_ms;
                    }
                    DutyState::Open => {}
                }
            }
            if let (Some(closed_at), false) = (deal.closed_at, owed.is_empty()) {
                prop_assert_eq!(at_ms, closed_at.0);
            }
        }

        #[test]
        fn none_is_due_on_a_day_off(deal in history(), company in some_company()) {
            for owing in next_contact(&deal, &company) {
                prop_assert!(company.calendar.is_working(company.calendar.day_of(owing.due_ms)));
            }
        }

        #[test]
        fn the_order_of_entries_does_not_matter(deal in history(), company in some_company()) {
            let mut other = deal.clone();
            other.follow_ups.reverse();
            prop_assert_eq!(next_contact(&deal, &company), next_contact(&other, &company));
        }

        #[test]
        fn a_contact_now_clears_what_is_overdue(deal in history(), company in some_company()) {
            let deal = Deal { closed: None, ..deal };
            let now_ms = ms("2027-06-01 10:00");
            let before = next_contact(&deal, &company);
            let after = next_contact(&with(&deal, now_ms, true), &company);
            prop_assert!(after.iter().all(|owing| !is_open(owing) || owing.due_ms > now_ms));
            prop_assert_eq!(done(&after), done(&before) + 1);
        }

        #[test]
        fn a_try_never_clears(deal in history(), company in some_company(), at_ms in moment()) {
            let before = next_contact(&deal, &company);
            let after = next_contact(&with(&deal, at_ms, false), &company);
            prop_assert_eq!(done(&after), done(&before));
            let open = |owed: &[Owing]| owed.iter().filter(|owing| is_open(owing)).count();
            prop_assert_eq!(open(&after), open(&before));
        }

        #[test]
        fn a_try_now_leaves_what_is_overdue_open_or_on_record_as_missed(
            deal in history(), company in some_company(),
        ) {
            let deal = Deal { closed: None, ..deal };
            let now_ms = ms("2027-12-01 10:00");
            let overdue = next_contact(&deal, &company).pop().unwrap();
            let after = next_contact(&with(&deal, now_ms, false), &company);
            let same = after.iter().find(|owing| owing.since_ms == overdue.since_ms).unwrap();
            prop_assert_eq!(same.due_ms, overdue.due_ms);
            prop_assert!([DutyState::Open, DutyState::Lapsed(now_ms)].contains(&same.state));
        }
    }
}
