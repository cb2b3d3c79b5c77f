use crate::prospecting::{Customer, Segment};
use crate::testing::{LIN, company, customer, judging, ms};

fn segment() -> Segment {
    Segment { name: "中型電機廠".to_owned(), owner: Some(LIN), ..Segment::default() }
}

fn sized(least: i64, most: i64) -> Segment {
    Segment { employees_least: Some(least), employees_most: Some(most), ..segment() }
}

mod c2_2_a {
    use super::*;

    #[test]
    fn one_size_alone_may_be_wanted() {
        assert_eq!(judging(None, &sized(50, 50)).told(LIN), [""; 0]);
    }

    #[test]
    fn least_above_most_is_refused() {
        assert_eq!(judging(None, &sized(51, 50)).told(LIN), ["2.2.a least_beyond"]);
    }

    #[test]
    fn an_unrelated_edit_on_a_segment_already_wrong_passes() {
        let before = sized(51, 50);
        let after = Segment { why: "擴產".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), [""; 0]);
    }

    #[test]
    fn what_a_segment_asks_for_must_be_known_of_a_customer() {
        let known = Customer { employees: Some(200), ..customer().build() };
        let cases = [
            (segment(), true),
            (Segment { industries: "化工, 電機".to_owned(), ..segment() }, true),
            (Segment { industries: "化工".to_owned(), ..segment() }, false),
            (Segment { regions: "無錫、蘇州".to_owned(), ..segment() }, true),
            (Segment { regions: "華南".to_owned(), ..segment() }, false),
            (sized(100, 200), true),
            (sized(201, 500), false),
        ];
        for (segment, fits) in cases {
            assert_eq!(segment.fits(&known), fits, "{segment:?}");
        }
        assert!(!sized(1, 10_000).fits(&customer().build()), "nobody knows how many work there");
    }

    #[test]
    fn a_target_has_three_of_both() {
        let rated =
            |power, need| Customer { purchasing_power: power, need_potential: need, ..customer().build() };
        let (company, now) = (company(), ms("2026-11-10 09:00"));
        let is_target = |power, need| rated(power, need).is_target(&company, now);
        assert_eq!(is_target(Some(3), Some(3)), Some(true));
        assert_eq!(is_target(Some(5), Some(2)), Some(false));
        assert_eq!(is_target(Some(5), None), None);
        assert!(rated(None, None).is_lead() && !rated(Some(1), None).is_lead());
    }
}
