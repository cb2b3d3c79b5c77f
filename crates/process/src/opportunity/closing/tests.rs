//! Closing, by clause.

use crate::Value;
use crate::opportunity::{Closed, Deal};
use crate::testing::{LIN, deal, judging};

mod c3_1 {
    use super::*;

    fn closed() -> Deal {
        deal().closed("2026-11-20 10:00", Closed::Lost).build()
    }

    #[test]
    fn a_deal_closes_with_its_day_in_every_way_there_is() {
        for how in Closed::ALL {
            let after = deal().closed("2026-11-20 10:00", *how).build();
            assert_eq!(judging(Some(&deal().build()), &after).by(LIN), [""; 0], "{how:?}");
        }
    }

    #[test]
    fn without_its_day_it_does_not() {
        let after = Deal { closed_on: None, ..closed() };
        let refusals = judging(Some(&deal().build()), &after).refusals_to(LIN);
        assert_eq!(refusals[0].clause.id(), "3.1");
        assert_eq!(refusals[0].wrong.key, "closed_without_day");
        assert_eq!(refusals[0].lacks[0].key, "day");
    }

    #[test]
    fn under_another_time_than_now_it_does_not() {
        let before = deal().build();
        assert_eq!(
            judging(Some(&before), &closed()).entered("2026-11-20 10:01").told(LIN),
            ["3.1 not_closed_now"]
        );
        let unstamped = Deal { closed_at: None, ..closed() };
        assert_eq!(judging(Some(&before), &unstamped).told(LIN), ["3.1 not_closed_now"]);
    }

    #[test]
    fn the_moment_of_closing_stays() {
        let after = Deal { closed_at: deal().build().opened, ..closed() };
        assert_eq!(
            judging(Some(&closed()), &after).entered("2026-11-23 10:00").told(LIN),
            ["3.1 not_closed_now"]
        );
    }

    #[test]
    fn where_two_closed_it_at_once_one_of_the_two_is_chosen_and_no_third() {
        let won = deal().closed("2026-11-20 11:00", Closed::Won).build();
        let settling = |after: &Deal| {
            let moments = [closed().closed_at, won.closed_at].map(|at| Value::Instant(at.unwrap().0));
            let ways = [Closed::Lost, Closed::Won].map(|how| Value::Text(how.code().to_owned()));
            let settling =
                judging(Some(&closed()), after).settling("closed", &ways).settling("closed_at", &moments);
            settling.entered("2026-11-23 10:00").told(LIN)
        };
        assert_eq!(settling(&won), [""; 0]);
        let why = "價格".to_owned();
        let third = Deal { closed: Some(Closed::Dropped), closed_why: why, ..won.clone() };
        assert_eq!(settling(&third), ["3.1 not_closed_now"]);
    }

    #[test]
    fn a_reason_can_be_told_later_and_a_slip_reopened() {
        let told = Deal { closed_why: "價格".to_owned(), ..closed() };
        assert_eq!(judging(Some(&closed()), &told).by(LIN), [""; 0]);
        assert_eq!(judging(Some(&closed()), &deal().build()).by(LIN), [""; 0]);
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_already_closed_without_day_passes() {
        let before = Deal { closed_on: None, closed_at: None, ..closed() };
        let after = Deal { closed_why: "價格".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).by(LIN), [""; 0]);
    }
}
