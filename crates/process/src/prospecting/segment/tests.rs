use crate::law::Verdict;
use crate::prospecting::{Customer, Segment, words};
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
            (Segment { regions: "Wuxi, 無錫".to_owned(), ..segment() }, true),
            (Segment { regions: "無錫、蘇州".to_owned(), ..segment() }, true),
            (Segment { regions: "華南".to_owned(), ..segment() }, false),
            (sized(100, 200), true),
            (sized(201, 500), false),
        ];
        for (segment, fits) in cases {
            assert_eq!(segment.fits(&known), fits, "{segment:?}");
        }
        let abroad = Customer { industry: "Machinery".to_owned(), ..customer().build() };
        let machines = Segment { industries: "machinery".to_owned(), ..segment() };
        assert!(machines.fits(&abroad), "words are compared as they are folded");
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

    #[test]
    fn rating_is_an_act_of_its_own_within_one_to_five() {
        let before = customer().owned_by(LIN).build();
        let rated =
            |power, need| Customer { purchasing_power: power, need_potential: need, ..before.clone() };
        assert_eq!(judging(Some(&before), &rated(Some(5), Some(1))).told(LIN), [""; 0]);
        assert!(matches!(
            judging(Some(&before), &rated(Some(6), None)).verdict_to(LIN),
            Err(Verdict::Form(_))
        ));
        assert!(matches!(
            judging(Some(&before), &rated(None, Some(0))).verdict_to(LIN),
            Err(Verdict::Form(_))
        ));
    }

    #[test]
    fn words_stand_between_commas_of_either_script() {
        assert_eq!(words("節能、老客戶, A；；B ，").collect::<Vec<_>>(), ["節能", "老客戶", "A", "B"]);
        assert_eq!(words(" ").count(), 0);
    }
}

mod c2_3_b {
    use super::*;
    use crate::prospecting::Touch;

    /// A contact at a door, as exact as the phone says.
    fn cold_visit(lat_e6: i64) -> (Customer, Customer) {
        let before = customer().owned_by(LIN).build();
        let mut after = customer().owned_by(LIN).touched("2026-11-20 10:00", LIN).build();
        let place = |it: &mut Touch| {
            it.place = "東門警衛室".to_owned();
            (it.latitude, it.longitude, it.accuracy_m) = (Some(lat_e6), Some(120_585_300), Some(12));
        };
        after.touches.iter_mut().for_each(place);
        (before, after)
    }

    #[test]
    fn a_cold_visit_says_where_it_was() {
        let (before, after) = cold_visit(31_298_900);
        assert_eq!(judging(Some(&before), &after).told(LIN), [""; 0]);
    }

    #[test]
    fn a_place_off_the_globe_does_not_fit() {
        let (before, after) = cold_visit(90_000_001);
        assert!(matches!(judging(Some(&before), &after).verdict_to(LIN), Err(Verdict::Form(_))));
    }
}
