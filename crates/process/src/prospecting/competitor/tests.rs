//! Competitors, by clause.

use super::*;
use crate::prospecting::JoinedTo;
use crate::testing::{
    CHEN, LIN, MARIA, SUN, WANG, ZHAO, ZHOU, company, day, judging, ms, with_marketing_and_rnd,
};
use crate::value::Currency;
use crate::{EntryId, PersonId};

const NOTHING: [&str; 0] = [];
const NOW: &str = "2026-11-20 10:00";

fn competitor() -> Competitor {
    written_by(LIN)
}

fn written_by(who: PersonId) -> Competitor {
    Competitor {
        name: "華力電機".to_owned(),
        strengths: "價格低".to_owned(),
        by: Some(who),
        at: Some(Instant(ms("2026-11-02 09:00"))),
        ..Competitor::default()
    }
}

fn priced(by: PersonId, heard_on: Option<&str>) -> Competitor {
    let price = RivalPrice {
        id: EntryId([1; 16]),
        product: "55 kW 永磁".to_owned(),
        price: Some(Money { minor: 3_600_000, currency: Currency::CNY }),
        heard_on: heard_on.map(day),
        source: "無錫經銷商".to_owned(),
        by: Some(by),
        at: Some(Instant(ms(NOW))),
    };
    Competitor { prices: vec![price], ..competitor() }
}

fn argued(by: PersonId) -> Competitor {
    let (against, reply) = ("他們便宜一成".to_owned(), "三年電費差回兩倍".to_owned());
    let at = Some(Instant(ms(NOW)));
    let argument = Argument { id: EntryId([2; 16]), against, reply, by: Some(by), at };
    Competitor { arguments: vec![argument], ..competitor() }
}

/// Found to be another one, at [`NOW`].
fn joined(by: PersonId) -> Competitor {
    let into = Some(DocId([7; 16]));
    let at = Some(Instant(ms(NOW)));
    let joining = Joining { id: EntryId([3; 16]), into, by: Some(by), at, ..Joining::default() };
    Competitor { joinings: vec![joining], ..competitor() }
}

/// … and taken back.
fn separated(joined_by: PersonId, local: &str, by: PersonId) -> Competitor {
    let mut after = joined(joined_by);
    (after.joinings[0].undone, after.joinings[0].undone_by) = (Some(Instant(ms(local))), Some(by));
    after
}

mod c2_1_a {
    use super::*;

    #[test]
    fn that_two_are_one_a_manager_or_the_head_of_marketing_says() {
        let with_marketing = with_marketing_and_rnd(company(), &[]);
        for (by, may) in [(WANG, true), (ZHAO, true), (SUN, true), (LIN, false), (ZHOU, false)] {
            let expected: &[&str] = if may { &[] } else { &["2.1.a rivals_joined_by_office"] };
            let judged = judging(Some(&competitor()), &joined(by)).under(with_marketing.clone());
            assert_eq!(judged.entered(NOW).told(by), expected, "{by}");
        }
        assert_eq!(joined(WANG).joined_into(), Some(DocId([7; 16])));
    }

    #[test]
    fn it_is_taken_back_by_them_or_by_who_said_it() {
        let later = "2026-11-21 10:00";
        for (said, by, may) in [(WANG, ZHAO, true), (LIN, LIN, true), (WANG, LIN, false)] {
            let expected: &[&str] = if may { &[] } else { &["2.1.a rivals_joined_by_office"] };
            let after = separated(said, later, by);
            let judged = judging(Some(&joined(said)), &after).under(company()).entered(later);
            assert_eq!(judged.told(by), expected, "{by}");
            assert_eq!(after.joined_into(), None);
        }
    }

    #[test]
    fn an_edit_of_one_that_is_another_passes() {
        let after = Competitor { weaknesses: "交期長".to_owned(), ..joined(LIN) };
        assert_eq!(judging(Some(&joined(LIN)), &after).entered(NOW).told(CHEN), NOTHING);
    }

    #[test]
    fn anybody_writes_one_down_and_adds_prices_and_arguments_in_their_own_name() {
        for who in [LIN, MARIA, ZHOU] {
            assert_eq!(judging(None, &written_by(who)).told(who), NOTHING, "{who}");
            assert_eq!(judging(Some(&competitor()), &priced(who, None)).told(who), NOTHING, "{who}");
            assert_eq!(judging(Some(&competitor()), &argued(who)).told(who), NOTHING, "{who}");
        }
        assert_eq!(judging(Some(&competitor()), &priced(LIN, None)).told(CHEN), ["1.1 signed_for"]);
    }

    #[test]
    fn who_wrote_it_down_first_stays_written_there() {
        assert_eq!(judging(None, &competitor()).told(CHEN), ["2.1.a competitor_signed_otherwise"]);
        let judged = judging(Some(&competitor()), &written_by(CHEN)).entered(NOW);
        assert_eq!(judged.told(CHEN), ["2.1.a competitor_signed_otherwise"]);
    }

    #[test]
    fn what_somebody_wrote_stays() {
        let mut after = priced(LIN, None);
        after.prices[0].source = "聽說".to_owned();
        let judged = judging(Some(&priced(LIN, None)), &after).entered("2026-11-20 10:05");
        assert_eq!(judged.told(LIN), ["1.1 signed_stays"]);
    }

    #[test]
    fn a_price_was_heard_today_or_before() {
        for (on, told) in [("2026-11-20", &NOTHING[..]), ("2026-11-21", &["2.1.a heard_to_come"])] {
            let judged = judging(Some(&competitor()), &priced(LIN, Some(on))).entered(NOW);
            assert_eq!(judged.told(LIN), told, "{on}");
        }
    }

    #[test]
    fn an_unrelated_edit_of_one_with_such_a_price_passes() {
        let before = priced(LIN, Some("2027-01-01"));
        let after = Competitor { weaknesses: "交期長".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).entered(NOW).told(CHEN), NOTHING);
    }
}

mod c2_2_b {
    use super::*;

    #[test]
    fn one_that_is_joined_is_taken_apart_before_it_is_joined_again() {
        let mut twice = joined(WANG);
        twice.joinings.push(Joining { id: EntryId([4; 16]), ..twice.joinings[0].clone() });
        let judged = judging(Some(&joined(WANG)), &twice).entered(NOW);
        assert_eq!(judged.told(WANG), ["2.2.b joined_already"]);
        let apart = separated(WANG, "2026-11-20 09:30", WANG);
        let mut again = apart.clone();
        again.joinings.push(Joining { id: EntryId([4; 16]), ..joined(WANG).joinings[0].clone() });
        assert_eq!(judging(Some(&apart), &again).entered(NOW).told(WANG), NOTHING);
    }

    #[test]
    fn it_is_joined_into_another_competitor_that_is_not_itself() {
        for (joined_to, told) in [
            (JoinedTo::Another, &NOTHING[..]),
            (JoinedTo::Itself, &["2.2.b joined_to_itself"]),
            (JoinedTo::Nothing, &["2.2.b joined_to_nothing"]),
            (JoinedTo::Back, &["2.2.b joined_back"]),
        ] {
            let judged = judging(Some(&competitor()), &joined(WANG)).entered(NOW).joining_to(joined_to);
            assert_eq!(judged.told(WANG), told, "{joined_to:?}");
        }
    }

    #[test]
    fn it_is_taken_back_now_and_once() {
        let before = separated(WANG, "2026-11-21 10:00", WANG);
        let again = separated(WANG, "2026-11-22 10:00", WANG);
        let judged = judging(Some(&before), &again).entered("2026-11-22 10:00");
        assert_eq!(judged.told(WANG), ["2.2.b separated_otherwise"]);
    }
}
