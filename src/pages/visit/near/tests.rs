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
    let nearest = |view: &View, from| ordered(&all, view, &places, from, Sort::Distance);
    assert_eq!(nearest(&View::default(), Some(HERE)), [1, 0, 2]);
    assert_eq!(nearest(&view("B"), Some(HERE)), [1, 2]);
    // From nowhere what is due first.
    assert_eq!(nearest(&View::default(), None), [2, 1, 0]);
}

#[test]
fn they_stand_by_what_is_due_or_by_silence_if_that_is_asked_and_then_by_distance() {
    let mut all = [entry(1, Some(9), "A"), entry(2, None, "B"), entry(3, Some(1), "B"), entry(4, None, "B")];
    for (entry, days) in all.iter_mut().zip([3, 40, 3, NEVER]) {
        entry.known.silent_days = days;
    }
    let places = Places::from([at(1, 3_000), at(2, 9_000), at(3, 2_000), at(4, 1_000)]);
    let by = |sort| ordered(&all, &View::default(), &places, Some(HERE), sort);
    assert_eq!(by(Sort::Distance), [3, 2, 0, 1]);
    assert_eq!(by(Sort::Due), [2, 0, 3, 1]);
    assert_eq!(by(Sort::Silence), [3, 1, 2, 0]);
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
