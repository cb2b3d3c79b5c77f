use crate::prospecting::Event;
use crate::testing::{LIN, day, judging};

fn event(starts: &str, ends: &str) -> Event {
    Event {
        name: "電機展".to_owned(),
        owner: Some(LIN),
        starts_on: Some(day(starts)),
        ends_on: Some(day(ends)),
        ..Event::default()
    }
}

mod c2_3_b {
    use super::*;

    #[test]
    fn an_event_of_one_day_may_be_planned() {
        assert_eq!(judging(None, &event("2026-11-10", "2026-11-10")).told(LIN), [""; 0]);
    }

    #[test]
    fn an_event_that_ends_before_it_begins_is_refused() {
        assert_eq!(judging(None, &event("2026-11-10", "2026-11-09")).told(LIN), ["2.3.b ends_before"]);
    }

    #[test]
    fn an_unrelated_edit_on_an_event_already_wrong_passes() {
        let before = event("2026-11-10", "2026-11-09");
        let after = Event { place: "7.1 館".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), [""; 0]);
    }

    #[test]
    fn it_is_on_from_its_first_to_its_last_day() {
        let event = event("2026-11-10", "2026-11-12");
        let on = ["2026-11-09", "2026-11-10", "2026-11-12", "2026-11-13"].map(|on| event.is_on(day(on)));
        assert_eq!(on, [false, true, true, false]);
    }
}
