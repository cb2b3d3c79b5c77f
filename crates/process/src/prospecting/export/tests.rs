//! Who may export, by clause.

use super::*;
use crate::PersonId;
use crate::general::judge_office;
use crate::testing::{HE, LIN, SYSTEM, WANG, ZHAO, ZHOU, company, company_without, ms};

mod c2_2_b {
    use super::*;

    fn told(by: Option<PersonId>) -> Vec<(String, Option<PersonId>)> {
        let company = company();
        let change = Change { company: &company, by, now_ms: ms("2026-11-20 10:00"), does: Does::Exports };
        let refusals = judge_office(&change);
        refusals.iter().map(|it| (format!("{} {}", it.clause, it.wrong.key), it.who)).collect()
    }

    #[test]
    fn managers_export_and_others_are_told_who_can() {
        for by in [Some(WANG), Some(ZHAO), None] {
            assert_eq!(told(by), []);
        }
        let refused = |who| vec![("2.2.b exported_by_manager".to_owned(), who)];
        assert_eq!(told(Some(LIN)), refused(Some(WANG)));
        for by in [HE, ZHOU, SYSTEM] {
            let above = company().people.superiors(by).into_iter();
            let who = above.into_iter().find(|who| [WANG, ZHAO].contains(who));
            assert_eq!(told(Some(by)), refused(who), "{by}");
        }
    }

    #[test]
    fn who_has_left_exports_nothing() {
        let company = company_without(WANG);
        let change = Change { company: &company, by: Some(WANG), now_ms: 0, does: Does::Exports };
        assert_eq!(judge_office(&change).len(), 1);
    }
}
