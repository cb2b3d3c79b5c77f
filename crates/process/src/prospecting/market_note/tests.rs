//! Market notes, by clause.

use super::*;
use crate::law::Verdict;
use crate::policy::Agreed;
use crate::schema::FormFault;
use crate::testing::{CHEN, LIN, MARIA, WANG, ZHAO, ZHOU, company, judging, market_note, ms, photo};
use crate::{EntryId, Path, Value};

const NOTHING: [&str; 0] = [];
const A_DAY_LATER: &str = "2026-11-03 09:00";

fn reworded() -> MarketNote {
    MarketNote { subject: "華力 55 kW 降到 35,500".to_owned(), ..market_note() }
}

fn added(to: &MarketNote, local: &str, by: PersonId) -> MarketNote {
    let at = Some(Instant(ms(local)));
    let content = "客戶說含運費".to_owned();
    let addition = NoteAddition { id: EntryId([1; 16]), content, by: Some(by), at };
    MarketNote { additions: vec![addition], ..to.clone() }
}

mod c2_1_a {
    use super::*;

    #[test]
    fn anybody_takes_a_note_in_their_own_name_and_now() {
        for who in [LIN, WANG, ZHAO, ZHOU] {
            let note = MarketNote { by: Some(who), ..market_note() };
            assert_eq!(judging(None, &note).told(who), NOTHING, "{who}");
        }
        assert_eq!(judging(None, &market_note()).told(WANG), ["2.1.a note_signed_otherwise"]);
        let later = judging(None, &market_note()).entered("2026-11-02 09:01");
        assert_eq!(later.told(LIN), ["2.1.a note_signed_otherwise"]);
    }

    #[test]
    fn nobody_signs_it_anew() {
        let moved = MarketNote { at: Some(Instant(ms("2026-11-02 10:00"))), ..market_note() };
        assert_eq!(judging(Some(&market_note()), &moved).told(LIN), ["2.1.a note_signed_otherwise"]);
        let given = MarketNote { by: Some(CHEN), ..market_note() };
        let judged = judging(Some(&market_note()), &given).entered("2026-11-02 10:00");
        assert_eq!(judged.told(LIN), ["2.1.a note_signed_otherwise"]);
    }

    #[test]
    fn its_author_mends_it_for_a_day_and_nobody_else_does() {
        let mending = |local: &str| judging(Some(&market_note()), &reworded()).entered(local);
        assert_eq!(mending(A_DAY_LATER).told(LIN), NOTHING);
        assert_eq!(mending("2026-11-03 09:01").told(LIN), ["2.1.a note_stays"]);
        for other in [CHEN, WANG, ZHAO] {
            assert_eq!(mending("2026-11-02 09:05").told(other), ["2.1.a note_stays"], "{other}");
        }
    }

    #[test]
    fn for_how_long_is_a_number_of_the_policy() {
        let mut strict = company();
        let agreed = Agreed { from_ms: ms("2026-11-01 00:00"), number: 1 };
        strict.policy.agree(PolicyValue::NoteMendHours, agreed).unwrap();
        let mending =
            |local: &str| judging(Some(&market_note()), &reworded()).entered(local).under(strict.clone());
        assert_eq!(mending("2026-11-02 10:00").told(LIN), NOTHING);
        assert_eq!(mending("2026-11-02 10:01").told(LIN), ["2.1.a note_stays"]);
    }

    #[test]
    fn whoever_knows_more_adds_it_at_any_time_and_what_was_added_stays() {
        let late = "2026-12-24 10:00";
        for who in [LIN, MARIA, ZHOU] {
            let after = added(&market_note(), late, who);
            assert_eq!(judging(Some(&market_note()), &after).told(who), NOTHING, "{who}");
        }
        let before = added(&market_note(), late, MARIA);
        let mut after = before.clone();
        after.additions[0].content = "不含運費".to_owned();
        assert_eq!(
            judging(Some(&before), &after).entered("2026-12-24 10:05").told(MARIA),
            ["1.1 signed_stays"]
        );
    }

    #[test]
    fn what_hangs_on_it_is_taken_off_by_who_put_it_there_or_acts_for_them() {
        let before = MarketNote { attachments: vec![photo(0, "2026-11-02 09:00", LIN)], ..market_note() };
        let mut after = before.clone();
        after.attachments[0].removed = Some(Instant(ms("2026-12-24 10:00")));
        for (who, may) in
            [(LIN, true), (WANG, true), (ZHAO, true), (CHEN, false), (MARIA, false), (ZHOU, false)]
        {
            let expected: &[&str] = if may { &[] } else { &["2.1.a attached_by_another"] };
            assert_eq!(judging(Some(&before), &after).told(who), expected, "{who}");
            let back = judging(Some(&after), &before).entered("2026-12-24 10:05");
            assert_eq!(back.told(who), expected, "nor is it put back by {who}");
        }
        let more = |of: &MarketNote| {
            let mut of = of.clone();
            of.attachments.push(photo(1, "2026-12-24 11:00", CHEN));
            of
        };
        assert_eq!(judging(Some(&after), &more(&after)).told(CHEN), NOTHING, "whoever knows more shows it");
    }

    #[test]
    fn choosing_between_two_values_that_stood_there_is_no_rewriting() {
        let [one, other] = ["華力降價", "華力 55 kW 降到 35,500"].map(|it| Value::Text(it.to_owned()));
        let settling = judging(Some(&market_note()), &reworded()).settling("subject", &[one, other]);
        assert_eq!(settling.entered("2026-12-24 10:00").told(CHEN), NOTHING);
    }

    #[test]
    fn it_says_what_it_is_about() {
        let bare = MarketNote { note_kind: None, ..market_note() };
        let missing = Verdict::Form(vec![FormFault::Missing(Path::field("note_kind"))]);
        assert_eq!(judging(None, &bare).verdict_to(LIN), Err(missing));
    }
}
