//! Signed entries, by clause.

use crate::opportunity::Deal;
use crate::testing::{CHEN, LIN, WANG, deal, judging, ms};
use crate::value::Instant;

mod c1_1 {
    use super::*;

    const NOTHING: [&str; 0] = [];

    fn judged() -> Deal {
        deal().judged("2026-11-06 10:00", 4, 4, 3).build()
    }

    fn writing(after: &Deal) -> crate::testing::Judging {
        judging(Some(&deal().build()), after).entered("2026-11-06 10:00")
    }

    #[test]
    fn an_entry_is_signed_by_who_writes_it() {
        assert_eq!(writing(&judged()).told(LIN), NOTHING);
        assert_eq!(writing(&judged()).told(CHEN), ["1.1 signed_for"]);
        let mut nobody = judged();
        nobody.evaluations[0].taken_over_by = Some(LIN);
        nobody.evaluations[0].by = Some(LIN);
        assert_eq!(writing(&nobody).told(LIN), ["1.1 not_signed"], "taken over from oneself");
    }

    #[test]
    fn who_takes_over_names_the_author_and_keeps_their_time() {
        let mut taken = judged();
        taken.evaluations[0].taken_over_by = Some(CHEN);
        let taking = judging(Some(&deal().build()), &taken).entered("2026-11-09 09:00");
        assert_eq!(taking.told(CHEN), NOTHING);
        assert_eq!(taking.told(WANG), ["1.1 signed_for"], "in the name of who takes over");
        let early = judging(Some(&deal().build()), &taken).entered("2026-11-06 09:59");
        assert_eq!(early.told(CHEN), ["1.1 not_written_now"]);
    }

    #[test]
    fn it_bears_the_moment_of_writing() {
        for time in ["2026-11-06 10:01", "2026-11-06 09:59"] {
            let writing = judging(Some(&deal().build()), &judged()).entered(time);
            assert_eq!(writing.told(LIN), ["1.1 not_written_now"], "{time}");
        }
    }

    #[test]
    fn what_is_signed_stays_and_another_entry_beside_it_passes() {
        let mut rewritten = judged();
        rewritten.evaluations[0].need = Some(5);
        let rewriting = judging(Some(&judged()), &rewritten).entered("2026-11-09 10:00");
        assert_eq!(rewriting.told(LIN), ["1.1 signed_stays"]);
        let mut redated = judged();
        redated.evaluations[0].at = Some(Instant(ms("2026-11-09 10:00")));
        assert_eq!(judging(Some(&judged()), &redated).told(LIN), ["1.1 signed_stays"]);
        let again = deal().judged("2026-11-06 10:00", 4, 4, 3).judged("2026-11-09 10:00", 5, 4, 3).build();
        assert_eq!(judging(Some(&judged()), &again).told(LIN), NOTHING);
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_with_a_forged_entry_passes() {
        let mut before = judged();
        before.evaluations[0].by = Some(CHEN);
        let after = Deal { title: "北辰電機 三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
    }
}
