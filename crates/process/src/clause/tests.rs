//! The table of clauses is whole and consistent with the lists of the law.

use super::*;
use crate::RecordKind;
use crate::law::Lawful;
use crate::with_record;

#[test]
fn clauses_stand_in_the_policys_order_without_repetition() {
    let number = |clause: &Clause| -> Vec<String> {
        clause.id().split('.').map(|part| format!("{part:0>3}")).collect()
    };
    assert!(Clause::ALL.is_sorted_by(|a, b| number(a) < number(b)));
}

#[test]
fn the_token_is_the_number() {
    for clause in Clause::ALL {
        assert_eq!(format!("{clause:?}"), format!("C{}", clause.id().replace('.', "_")));
        assert_eq!(serde_json::to_string(clause).unwrap(), format!("\"{clause}\""));
    }
}

#[test]
fn bars_and_duties_stand_in_the_order_of_clauses_and_only_under_clauses_that_become_them() {
    for kind in RecordKind::ALL {
        let (bars, duties) = with_record!(kind, R => {
            let bars: Vec<Clause> = R::bars().into_iter().map(|(clause, ..)| clause).collect();
            let duties: Vec<Clause> = R::duties().into_iter().map(|(clause, ..)| clause).collect();
            (bars, duties)
        });
        assert!(bars.is_sorted() && duties.is_sorted(), "{}", kind.name());
        assert!(bars.iter().all(|clause| clause.becomes().contains(&Becomes::Bar)));
        assert!(duties.iter().all(|clause| clause.becomes().contains(&Becomes::Duty)));
    }
}
