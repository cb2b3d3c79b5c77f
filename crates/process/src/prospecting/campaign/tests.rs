use crate::prospecting::Campaign;
use crate::testing::{LIN, day, judging};

fn campaign(starts: &str, ends: &str) -> Campaign {
    Campaign {
        name: "秋季搜尋廣告".to_owned(),
        owner: Some(LIN),
        starts_on: Some(day(starts)),
        ends_on: Some(day(ends)),
        ..Campaign::default()
    }
}

mod c2_3_a {
    use super::*;

    #[test]
    fn a_campaign_of_one_day_may_be_planned() {
        assert_eq!(judging(None, &campaign("2026-11-10", "2026-11-10")).told(LIN), [""; 0]);
    }

    #[test]
    fn a_campaign_that_ends_before_it_begins_is_refused() {
        assert_eq!(judging(None, &campaign("2026-11-10", "2026-11-09")).told(LIN), ["2.3.a ends_before"]);
    }

    #[test]
    fn an_unrelated_edit_on_a_campaign_already_wrong_passes() {
        let before = campaign("2026-11-10", "2026-11-09");
        let after = Campaign { about: "小型馬達".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), [""; 0]);
    }
}
