use super::{Partner, PartnerPayment};
use crate::Money;
use crate::testing::{LIN, day, judging, nth_entry};
use crate::value::Currency;

/// When it is written down.
const NOW: &str = "2026-11-02 10:00";

/// Paid so much on these days.
fn paid(days: &[&str]) -> Partner {
    let payment = |(n, on): (usize, &&str)| PartnerPayment {
        id: nth_entry(n),
        amount: Some(Money { minor: 800_000, currency: Currency::CNY }),
        paid_on: Some(day(on)),
        paid_for: "介紹費".to_owned(),
    };
    Partner {
        name: "蘇南機電設計院".to_owned(),
        owner: Some(LIN),
        payments: days.iter().enumerate().map(payment).collect(),
        ..Partner::default()
    }
}

mod c2_3_c {
    use super::*;

    #[test]
    fn what_was_paid_until_today_may_be_written_down() {
        assert_eq!(judging(Some(&paid(&[])), &paid(&["2026-11-02"])).entered(NOW).told(LIN), [""; 0]);
    }

    #[test]
    fn what_is_to_be_paid_tomorrow_is_refused() {
        assert_eq!(
            judging(Some(&paid(&[])), &paid(&["2026-11-03"])).entered(NOW).told(LIN),
            ["2.3.c paid_to_come"]
        );
        let moved = judging(Some(&paid(&["2026-11-01"])), &paid(&["2026-11-03"])).entered(NOW).told(LIN);
        assert_eq!(moved, ["2.3.c paid_to_come"]);
    }

    #[test]
    fn another_payment_beside_one_that_is_wrong_already_passes() {
        let before = paid(&["2026-11-03"]);
        assert_eq!(
            judging(Some(&before), &paid(&["2026-11-03", "2026-11-01"])).entered(NOW).told(LIN),
            [""; 0]
        );
    }
}
