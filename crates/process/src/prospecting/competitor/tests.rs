//! Competitors, by clause.

use super::*;
use crate::testing::{CHEN, LIN, MARIA, ZHOU, day, judging, ms};
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

mod c2_1_a {
    use super::*;

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
