//! Figures, by clause.

use super::*;
use crate::testing::{LIN, ZHOU, company, deal, ms, question};

mod c1_3 {
    use super::*;
    use crate::law::duties_of;

    fn november() -> Range<i64> {
        ms("2026-11-01 00:00")..ms("2026-12-01 00:00")
    }

    /// Contacts of a deal opened on Monday the second: due on the 9th, then seven days after each.
    fn contacts(deal: &crate::testing::DealBuilder, now: &str) -> Met {
        let duties: Vec<Duty> = duties_of(&deal.clone().build(), &company());
        let duties: Vec<Duty> = duties.into_iter().filter(|it| it.clause == Clause::C3_2_b).collect();
        let mut found = Conformity::default();
        found.add(&duties, &november(), ms(now));
        assert_eq!(found.people.get(&LIN).copied().unwrap_or_default(), found.all);
        assert_eq!(found.clauses.get(&Clause::C3_2_b).copied().unwrap_or_default(), found.all);
        found.all
    }

    #[test]
    fn what_was_done_by_its_time_is_on_time_and_a_minute_later_is_late() {
        let in_time = contacts(&deal().contacted("2026-11-09 18:00"), "2026-11-10 09:00");
        assert_eq!(in_time, Met { on_time: 1, late: 0 });
        let late = contacts(&deal().contacted("2026-11-09 18:01"), "2026-11-10 09:00");
        assert_eq!(late, Met { on_time: 0, late: 1 });
    }

    #[test]
    fn what_is_open_counts_once_it_is_due_and_as_late() {
        assert_eq!(contacts(&deal(), "2026-11-09 17:59"), Met::default());
        assert_eq!(contacts(&deal(), "2026-11-09 18:01"), Met { on_time: 0, late: 1 });
    }

    #[test]
    fn what_came_due_before_or_after_the_time_does_not_count() {
        let october = deal().at("2026-10-12 09:00").contacted("2026-10-19 10:00");
        // Due on 19 October and on 26 October.
        assert_eq!(contacts(&october, "2026-10-20 09:00"), Met::default());
        assert_eq!(contacts(&deal().contacted("2026-11-27 10:00"), "2026-12-20 09:00").late, 1);
    }

    #[test]
    fn what_lapsed_or_was_let_go_in_time_does_not_count_and_afterwards_is_late() {
        use crate::opportunity::Closed;
        let closed = deal().closed("2026-11-05 10:00", Closed::Lost);
        assert_eq!(contacts(&closed, "2026-11-20 09:00"), Met::default());
        let too_late = deal().closed("2026-11-15 10:00", Closed::Lost);
        assert_eq!(contacts(&too_late, "2026-11-20 09:00"), Met { on_time: 0, late: 1 });
        let waived = deal().waived("2026-11-06 10:00", LIN, Clause::C3_2_b, "2026-11-02 09:00");
        assert_eq!(contacts(&waived, "2026-11-20 09:00"), Met::default());
    }

    #[test]
    fn the_share_is_in_whole_percent_rounded_down_and_of_nothing_there_is_none() {
        assert_eq!(Met { on_time: 2, late: 1 }.percent(), Some(66));
        assert_eq!(Met { on_time: 0, late: 1 }.percent(), Some(0));
        assert_eq!(Met::default().percent(), None);
    }

    #[test]
    fn a_department_took_from_asking_to_answering() {
        let asked = question().at("2026-11-10 09:00").taken_by(ZHOU);
        assert_eq!(answer_took_ms(&asked.clone().build(), &november()), None);
        let answered = asked.answered("2026-11-11 10:30", ZHOU).build();
        let took_ms = (25 * 60 + 30) * 60_000;
        assert_eq!(answer_took_ms(&answered, &november()), Some((Department::Service, took_ms)));
        let december = ms("2026-12-01 00:00")..ms("2027-01-01 00:00");
        assert_eq!(answer_took_ms(&answered, &december), None);
    }

    #[test]
    fn of_two_the_shorter_is_the_middle_one() {
        assert_eq!(median(vec![5, 1, 3]), Some(3));
        assert_eq!(median(vec![5, 1]), Some(1));
        assert_eq!(median(Vec::new()), None);
    }
}
