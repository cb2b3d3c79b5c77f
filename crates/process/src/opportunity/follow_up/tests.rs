//! The record of contacts, by clause.

use super::*;
use crate::law::ActName;
use crate::testing::{CHEN, LIN, MARIA, WANG, deal, judging, ms};
use crate::value::Instant;
use crate::{DocId, PersonId};

/// What bars LIN's writing down that entry.
fn writing(entry: FollowUp) -> Vec<String> {
    let before = deal().build();
    let after = deal().noted(entry).build();
    judging(Some(&before), &after).entered("2026-11-05 10:00").told(LIN)
}

fn entry() -> FollowUp {
    FollowUp { reached: true, ..deal().entry("2026-11-05 10:00") }
}

mod c3_2_a {
    use super::*;

    const NOTHING: [&str; 0] = [];

    #[test]
    fn what_happened_can_always_be_recorded() {
        for happened in ["2026-11-05 09:59", "2026-10-01 10:00", "2020-01-01 10:00"] {
            let happened = Some(Instant(ms(happened)));
            assert_eq!(writing(FollowUp { happened, ..entry() }), NOTHING);
        }
        assert_eq!(
            writing(FollowUp { content: String::new(), ..entry() }),
            NOTHING,
            "also a voice note alone"
        );
    }

    #[test]
    fn nobody_writes_in_anothers_name() {
        assert_eq!(writing(FollowUp { by: Some(CHEN), ..entry() }), ["3.2.a not_yours"]);
        assert_eq!(
            writing(FollowUp { by: Some(WANG), ..entry() }),
            ["3.2.a not_yours"],
            "nor their superior's"
        );
    }

    #[test]
    fn who_takes_over_an_entry_is_named_in_it_beside_its_author() {
        let taken = FollowUp { by: Some(CHEN), taken_over_by: Some(LIN), ..entry() };
        assert_eq!(writing(taken.clone()), NOTHING);
        let by_another = FollowUp { taken_over_by: Some(MARIA), ..taken.clone() };
        assert_eq!(writing(by_another), ["3.2.a not_yours"]);
        let from_a_stranger = FollowUp { by: Some(PersonId([0; 16])), ..taken };
        assert_eq!(writing(from_a_stranger), ["3.2.a not_yours"]);
    }

    #[test]
    fn nobody_takes_over_their_own_entry() {
        let own = FollowUp { taken_over_by: Some(LIN), ..entry() };
        assert_eq!(writing(own), ["3.2.a taken_from_nobody"]);
    }

    #[test]
    fn an_entry_bears_the_time_of_its_writing() {
        let entered = |time| FollowUp { entered: Some(Instant(ms(time))), ..entry() };
        assert_eq!(writing(entered("2026-11-05 10:00")), NOTHING);
        assert_eq!(writing(entered("2026-11-05 09:59")), ["3.2.a not_entered_now"]);
        assert_eq!(writing(entered("2026-11-05 10:01")), ["3.2.a not_entered_now"]);
    }

    #[test]
    fn an_entry_taken_over_keeps_its_authors_time_but_none_to_come() {
        let taken = FollowUp { by: Some(CHEN), taken_over_by: Some(LIN), ..entry() };
        let entered = |time| FollowUp { entered: Some(Instant(ms(time))), ..taken.clone() };
        assert_eq!(writing(entered("2026-11-01 10:00")), NOTHING);
        assert_eq!(writing(entered("2026-11-05 10:01")), ["3.2.a not_entered_now"]);
    }

    #[test]
    fn a_number_of_the_policy_that_was_damaged_ends_no_judging() {
        let damaged = format!(r#"{{"clock_slack_minutes":[{{"from_ms":0,"number":{}}}]}}"#, i64::MAX);
        let company =
            crate::Company { policy: serde_json::from_str(&damaged).unwrap(), ..crate::testing::company() };
        let (before, after) = (deal().build(), deal().noted(entry()).build());
        let writing = judging(Some(&before), &after).entered("2026-11-05 10:00").under(company);
        assert_eq!(writing.told(LIN), NOTHING);
    }

    #[test]
    fn ten_minutes_ahead_is_a_clock_eleven_have_not_happened_yet() {
        let happened = |time| FollowUp { happened: Some(Instant(ms(time))), ..entry() };
        assert_eq!(writing(happened("2026-11-05 10:10")), NOTHING);
        assert_eq!(writing(happened("2026-11-05 10:11")), ["3.2.a not_happened_yet"]);
    }

    #[test]
    fn an_entry_stays_as_it_was_written() {
        let before = deal().noted(entry()).build();
        let after = deal().noted(FollowUp { feedback: "太貴".to_owned(), ..entry() }).build();
        assert_eq!(judging(Some(&before), &after).told(LIN), ["3.2.a amend_only"]);
        assert_eq!(judging(Some(&before), &after).told(WANG), ["3.2.a amend_only"], "also for the superior");
    }

    #[test]
    fn the_first_contact_can_be_written_down_with_the_deal() {
        let mut first = deal().entry("2026-11-02 09:00");
        assert_eq!(judging(None, &deal().noted(first.clone()).build()).told(LIN), NOTHING);
        first.by = Some(CHEN);
        assert_eq!(judging(None, &deal().noted(first).build()).told(LIN), ["3.2.a not_yours"]);
    }

    #[test]
    fn an_unrelated_edit_beside_forged_entries_passes() {
        let forged = FollowUp {
            by: Some(CHEN),
            entered: Some(Instant(ms("2030-01-01 10:00"))),
            happened: Some(Instant(ms("2031-01-01 10:00"))),
            ..entry()
        };
        let before = deal().noted(forged).build();
        let edited = Deal { title: "北辰電機 三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &edited).told(LIN), NOTHING);
        let mut noted = before.clone();
        let id = EntryId([9; 16]);
        noted.follow_ups.push(FollowUp { id, ..entry() });
        let noting = judging(Some(&before), &noted).entered("2026-11-05 10:00");
        assert_eq!(noting.told(LIN), NOTHING, "nor does it bar another entry");
    }

    #[test]
    fn noting_a_contact_and_moving_the_deal_are_two_acts() {
        let before = deal().build();
        let after = deal().of(DocId([1; 16])).noted(entry()).build();
        let verdict = judging(Some(&before), &after).verdict_to(LIN);
        let both = vec![ActName::EditDeal, ActName::LogFollowUp];
        assert_eq!(verdict, Err(crate::law::Verdict::OtherAct(both)));
    }

    fn mended(local: &str, change: impl FnOnce(&mut FollowUp)) -> Vec<String> {
        let before = deal().contacted("2026-11-05 10:00").build();
        let mut after = before.clone();
        change(&mut after.follow_ups[0]);
        judging(Some(&before), &after).entered(local).told(LIN)
    }

    #[test]
    fn its_author_mends_an_entry_for_a_day() {
        let words = |entry: &mut FollowUp| entry.content = "電話，改約週四".to_owned();
        assert_eq!(mended("2026-11-06 10:00", words), NOTHING);
        assert_eq!(mended("2026-11-06 10:01", words), ["3.2.a amend_only"]);
        assert_eq!(mended("2026-11-05 11:00", |entry| entry.by = Some(CHEN)), ["3.2.a amend_only"]);
        let reentered = |entry: &mut FollowUp| entry.entered = Some(Instant(ms("2026-11-05 11:00")));
        assert_eq!(mended("2026-11-05 11:00", reentered), ["3.2.a amend_only"]);
        let to_come = |entry: &mut FollowUp| entry.happened = Some(Instant(ms("2026-11-06 10:00")));
        assert_eq!(mended("2026-11-05 11:00", to_come), ["3.2.a not_happened_yet"]);
        let before = deal().contacted("2026-11-05 10:00").build();
        let mut after = before.clone();
        words(&mut after.follow_ups[0]);
        let by_another = judging(Some(&before), &after).entered("2026-11-05 11:00");
        assert_eq!(by_another.told(CHEN), ["3.2.a amend_only"]);
    }

    #[test]
    fn an_entry_is_amended_with_words_by_anybody_who_works_on_it() {
        let before = deal().contacted("2026-11-05 10:00").build();
        let amending = |of, content: &str, by| {
            let mut after = before.clone();
            after.amendments.push(crate::opportunity::Amendment {
                id: EntryId([8; 16]),
                of,
                content: content.to_owned(),
                by: Some(by),
                at: Some(Instant(ms("2026-11-20 10:00"))),
                ..Default::default()
            });
            judging(Some(&before), &after).told(by)
        };
        let there = Some(before.follow_ups[0].id);
        assert_eq!(amending(there, "數量是四臺", LIN), NOTHING);
        assert_eq!(amending(there, "數量是四臺", CHEN), NOTHING);
        assert_eq!(amending(there, "  ", LIN), ["3.2.a amends_nothing"]);
        assert_eq!(amending(Some(EntryId([7; 16])), "數量是四臺", LIN), ["3.2.a amends_nothing"]);
    }
}
