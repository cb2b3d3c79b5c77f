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
            Company { policy: serde_json::from_str(&damaged).unwrap(), ..crate::testing::company() };
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

    /// The step from an entry of the fifth at ten to a changed one.
    fn mending(local: &str, by: PersonId, change: impl Fn(&mut FollowUp)) -> Vec<String> {
        let mut mended = entry();
        change(&mut mended);
        let before = deal().noted(entry()).build();
        judging(Some(&before), &deal().noted(mended).build()).entered(local).told(by)
    }

    fn reword(it: &mut FollowUp) {
        "太貴，要再談".clone_into(&mut it.feedback);
    }

    #[test]
    fn its_author_mends_an_entry_for_a_day_a_moment_later_it_stays() {
        assert_eq!(mending("2026-11-05 10:01", LIN, reword), NOTHING);
        assert_eq!(mending("2026-11-06 10:00", LIN, reword), NOTHING);
        let before = deal().noted(entry()).build();
        let mut mended = entry();
        reword(&mut mended);
        let after = deal().noted(mended).build();
        let a_moment_later = crate::testing::local(ms("2026-11-06 10:00") + 60_000);
        assert_eq!(judging(Some(&before), &after).entered(&a_moment_later).told(LIN), ["3.2.a amend_only"]);
    }

    #[test]
    fn nobody_else_mends_it_also_not_from_above() {
        for by in [CHEN, WANG, crate::testing::ZHAO] {
            assert_eq!(mending("2026-11-05 10:01", by, reword), ["3.2.a amend_only"]);
        }
    }

    #[test]
    fn what_it_says_is_mended_not_who_wrote_it_or_when() {
        type Change = fn(&mut FollowUp);
        let may: [Change; 4] = [
            |it| it.reached = false,
            |it| it.happened = Some(Instant(ms("2026-11-04 10:00"))),
            |it| it.channel = Some(crate::opportunity::Channel::Visit),
            |it| it.content.clear(),
        ];
        for change in may {
            assert_eq!(mending("2026-11-05 10:01", LIN, change), NOTHING);
        }
        let may_not: [Change; 3] = [
            |it| it.by = Some(CHEN),
            |it| it.entered = Some(Instant(ms("2026-11-05 10:01"))),
            |it| it.taken_over_by = Some(LIN),
        ];
        for change in may_not {
            assert_eq!(mending("2026-11-05 10:01", LIN, change), ["3.2.a amend_only"]);
        }
    }

    #[test]
    fn nor_is_it_mended_into_what_is_still_to_come() {
        let ahead = |it: &mut FollowUp| it.happened = Some(Instant(ms("2026-11-05 10:12")));
        assert_eq!(mending("2026-11-05 10:01", LIN, ahead), ["3.2.a not_happened_yet"]);
    }

    #[test]
    fn one_taken_over_is_mended_by_its_author_only() {
        let taken = FollowUp { by: Some(CHEN), taken_over_by: Some(LIN), ..entry() };
        let mut mended = taken.clone();
        reword(&mut mended);
        let (before, after) = (deal().noted(taken).build(), deal().noted(mended).build());
        let mending = judging(Some(&before), &after).entered("2026-11-05 11:00");
        assert_eq!(mending.told(LIN), ["3.2.a amend_only"]);
        assert_eq!(mending.told(CHEN), NOTHING);
    }

    #[test]
    fn the_time_for_mending_is_the_policys() {
        let mut company = crate::testing::company();
        let agreed = crate::policy::Agreed { from_ms: 0, number: 0 };
        company.policy.agree(PolicyValue::MendHours, agreed).unwrap();
        let mut mended = entry();
        reword(&mut mended);
        let before = deal().noted(entry()).build();
        let mending = judging(Some(&before), &deal().noted(mended).build()).under(company);
        assert_eq!(mending.entered("2026-11-05 10:01").told(LIN), ["3.2.a amend_only"]);
    }

    #[test]
    fn afterwards_it_is_amended_by_whoever_works_on_it_in_words() {
        let before = deal().noted(entry()).build();
        let amended = deal().noted(entry()).amended("2026-11-20 10:00", LIN).build();
        assert_eq!(judging(Some(&before), &amended).told(LIN), NOTHING);
        let from_above = deal().noted(entry()).amended("2026-11-20 10:00", WANG).build();
        assert_eq!(judging(Some(&before), &from_above).told(WANG), NOTHING);
        let mut blank = amended.clone();
        blank.amendments[0].content = " ".to_owned();
        assert_eq!(judging(Some(&before), &blank).told(LIN), ["3.2.a amends_nothing"]);
        let mut astray = amended.clone();
        astray.amendments[0].of = Some(EntryId([9; 16]));
        assert_eq!(judging(Some(&before), &astray).told(LIN), ["3.2.a amends_nothing"]);
    }

    #[test]
    fn every_addition_of_an_act_is_looked_at() {
        let before = deal().noted(entry()).build();
        let twice = deal().noted(entry()).amended("2026-11-20 10:00", LIN).amended("2026-11-20 10:00", LIN);
        let mut after = twice.build();
        assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
        after.amendments[1].of = Some(EntryId([9; 16]));
        assert_eq!(judging(Some(&before), &after).told(LIN), ["3.2.a amends_nothing"]);
    }

    #[test]
    fn an_unrelated_edit_beside_an_addition_to_nothing_passes() {
        let mut before = deal().noted(entry()).amended("2026-11-20 10:00", LIN).build();
        before.amendments[0].of = Some(EntryId([9; 16]));
        let after = Deal { title: "三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
    }
}
