//! Who stands above whom.

use super::*;
use crate::testing::{LIN, MARIA, WANG, ZHAO, company};

#[test]
fn superiors_are_named_nearest_first() {
    let people = company().people;
    assert_eq!(people.superiors(LIN), [WANG, ZHAO]);
    assert_eq!(people.superiors(ZHAO), []);
    assert!(people.is_superior(ZHAO, LIN) && !people.is_superior(LIN, ZHAO));
    assert!(!people.is_superior(WANG, MARIA) && !people.is_superior(WANG, WANG));
}

#[test]
fn a_ring_of_superiors_ends_and_nobody_stands_above_themselves() {
    let mut people = company().people;
    let zhao = people.get(ZHAO).cloned().unwrap();
    people.put(Person { superior: Some(LIN), ..zhao });
    assert_eq!(people.superiors(LIN), [WANG, ZHAO]);
    assert!(!people.is_superior(LIN, LIN));
}

#[test]
fn only_direct_reports_are_listed() {
    let people = company().people;
    let names = |of| -> Vec<String> { people.reports(of).map(|person| person.name.clone()).collect() };
    assert_eq!(names(WANG), ["林曉雯", "陳立"]);
    assert_eq!(names(LIN), [""; 0]);
}

#[test]
fn people_are_written_as_a_list_and_read_back() {
    let people = company().people;
    let text = serde_json::to_string(&people).unwrap();
    assert!(text.starts_with('['));
    assert_eq!(serde_json::from_str::<People>(&text).unwrap(), people);
}
