use super::*;
use crate::pages::list::known::Known;

const HERE: Place = Place { lat_e6: 31_000_000, lon_e6: 121_000_000 };

fn entry(nth: u8, due_ms: Option<i64>, town: &str) -> Entry {
    let mut known = Known { due_ms, ..Known::default() };
    known.tag(Filter::Town, town.to_owned());
    Entry { doc: DocId([nth; 16]), is_late: due_ms.is_some_and(|ms| ms < 0), open: Vec::new(), known }
}

fn at(nth: u8, north_e6: i64) -> (DocId, Place) {
    (DocId([nth; 16]), Place { lat_e6: HERE.lat_e6 + north_e6, ..HERE })
}

#[test]
fn the_nearest_comes_first_and_who_has_no_position_not_at_all() {
    let all = [entry(1, None, "A"), entry(2, Some(5), "B"), entry(3, Some(1), "B"), entry(4, None, "B")];
    let places = Places::from([at(1, 3_000), at(2, -2_000), at(3, 9_000)]);
    let view = |town: &str| View { filters: [(Filter::Town, town.to_owned())].into(), sort: None };
    assert_eq!(nearest(&all, &View::default(), &places, Some(HERE)), [1, 0, 2]);
    assert_eq!(nearest(&all, &view("B"), &places, Some(HERE)), [1, 2]);
    // From nowhere what is due first.
    assert_eq!(nearest(&all, &View::default(), &places, None), [2, 1, 0]);
}

#[test]
fn distances_are_told_from_here_a_customer_or_the_middle_of_a_town() {
    let all = [entry(1, None, "A"), entry(2, None, "B"), entry(3, None, "B")];
    let places = Places::from([at(1, 0), at(2, 2_000), at(3, 4_000)]);
    let of = |origin: &Origin| origin_place(origin, Some(HERE), &all, &places);
    assert_eq!(of(&Origin::Unknown), None);
    assert_eq!(of(&Origin::Customer(DocId([3; 16]))), Some(at(3, 4_000).1));
    assert_eq!(of(&Origin::Customer(DocId([9; 16]))), None);
    assert_eq!(of(&Origin::Town("B".to_owned())), Some(at(0, 3_000).1));
    assert_eq!(of(&Origin::Town("C".to_owned())), None);
}

#[test]
fn a_customer_is_as_urgent_as_what_is_due() {
    let places = Places::from([at(1, 0)]);
    let urgency = |due_ms| Near::of(0, &entry(1, due_ms, "A"), &places, None, 0).map(|near| near.urgency);
    assert_eq!(urgency(Some(-1)), Some(Urgency::Late));
    assert_eq!(urgency(Some(SOON_MS - 1)), Some(Urgency::Soon));
    assert_eq!(urgency(Some(SOON_MS)), Some(Urgency::Calm));
    assert_eq!(urgency(None), Some(Urgency::Calm));
    assert_eq!(Near::of(0, &entry(2, None, "A"), &places, None, 0), None);
}
