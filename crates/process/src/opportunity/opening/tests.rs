//! Opening, by clause.

use crate::Day;
use crate::law::Fact;
use crate::opportunity::Deal;
use crate::testing::{LIN, company, deal, judging, ms};
use crate::value::Instant;

mod c3_1 {
    use super::*;
    use crate::line;

    fn with_words(interest: &str, possibility: &str) -> Deal {
        Deal { interest: interest.to_owned(), possibility: possibility.to_owned(), ..deal().build() }
    }

    #[test]
    fn a_deal_with_both_grounds_in_words_opens() {
        assert_eq!(judging(None, &with_words("想換設備", "預算已批")).by(LIN), [""; 0]);
    }

    #[test]
    fn without_a_ground_it_does_not_open_and_the_missing_one_is_named() {
        for (interest, possibility, holds, lacks) in [
            ("", "預算已批", &["possibility"][..], &["interest"][..]),
            ("想換設備", "", &["interest"], &["possibility"]),
            ("", "", &[], &["interest", "possibility"]),
            ("想換設備", " \n", &["interest"], &["possibility"]),
        ] {
            let refusals = judging(None, &with_words(interest, possibility)).refusals_to(LIN);
            assert_eq!(refusals.len(), 1);
            assert_eq!(refusals[0].wrong, line!("grounds_missing"));
            let lines = |names: &[&'static str]| -> Vec<_> {
                names.iter().map(|name| line!("ground", field = Fact::Field((*name).into()))).collect()
            };
            assert_eq!(refusals[0].holds, lines(holds), "{interest}+{possibility}");
            assert_eq!(refusals[0].lacks, lines(lacks), "{interest}+{possibility}");
            assert_eq!(refusals[0].who, None, "who opens it can write it down");
        }
    }

    #[test]
    fn a_ground_may_be_reworded_but_not_taken_away() {
        let before = with_words("想換設備", "預算已批");
        assert_eq!(judging(Some(&before), &with_words("想換兩台", "預算已批")).by(LIN), [""; 0]);
        assert_eq!(judging(Some(&before), &with_words("", "預算已批")).by(LIN), ["3.1"]);
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_already_without_grounds_passes() {
        let before = with_words("", "");
        let after = Deal { expected_on: Day::parse("2026-12-20"), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).by(LIN), [""; 0]);
        assert_eq!(
            judging(Some(&before), &with_words("想換設備", "")).by(LIN),
            [""; 0],
            "nor one that mends half"
        );
    }

    #[test]
    fn a_deal_is_opened_when_it_is_written_down() {
        let opening = judging(None, &deal().at("2026-11-02 09:00").build());
        assert_eq!(opening.entered("2026-11-02 09:01").told(LIN), ["3.1 not_opened_now"]);
    }

    #[test]
    fn the_moment_of_opening_stays() {
        let before = deal().at("2026-11-02 09:00").build();
        let after = deal().at("2026-11-09 09:00").build();
        assert_eq!(judging(Some(&before), &after).told(LIN), ["3.1 not_opened_now"]);
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_opened_at_another_time_passes() {
        let before = Deal { opened: Some(Instant(ms("2020-01-01 09:00"))), ..deal().build() };
        let after = Deal { title: "北辰電機 三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).under(company()).by(LIN), [""; 0]);
    }
}
