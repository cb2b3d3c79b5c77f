//! Proposals for policy values, by clause.

use super::*;
use crate::general::judge_office;
use crate::testing::{CHEN, HE, LIN, WANG, ZHAO, company, company_while_away, company_without, day, ms};
use PolicyValue::{FollowUpIntervalDays as Interval, HighFrom, PathLargeFrom as Large};

const NOW: &str = "2026-11-20 10:00";
const FENG: PersonId = PersonId([0xfe; 16]);
const SHEN: PersonId = PersonId([0x91; 16]);

fn proposal(value: PolicyValue, number: i64) -> Proposal {
    Proposal {
        id: EntryId([7; 16]),
        value,
        number,
        from: day("2026-11-20"),
        why: "客戶覺得太頻繁".to_owned(),
        by: Some(HE),
        at_ms: ms(NOW),
        agreed: Vec::new(),
        returned: None,
        in_force_ms: None,
    }
}

fn someone(id: PersonId, role: Role, department: Option<Department>) -> Person {
    let name = id.to_string();
    let (territories, superior) = (Vec::new(), Some(ZHAO));
    Person {
        id,
        name,
        role,
        department,
        head: department.is_some(),
        territories,
        superior,
        left: false,
        notice_ms: None,
        assistant: None,
    }
}

/// With a head of finance and a gm.
fn larger() -> Company {
    let mut company = company();
    company.people.put(someone(FENG, Role::Staff, Some(Department::Finance)));
    company.people.put(someone(SHEN, Role::Gm, None));
    company
}

fn told(company: &Company, by: impl Into<Option<PersonId>>, does: Does<'_>) -> Vec<String> {
    let refusals = judge_office(&Change { company, by: by.into(), now_ms: ms(NOW), does });
    refusals.iter().map(|refusal| format!("{} {}", refusal.clause, refusal.wrong.key)).collect()
}

fn waiting(value: PolicyValue, number: i64) -> Company {
    Company { proposals: vec![proposal(value, number)], ..larger() }
}

mod c1_1 {
    use super::*;
    use crate::line;

    const NOTHING: [&str; 0] = [];

    #[test]
    fn an_administrator_proposes_and_nobody_else() {
        let proposed = proposal(Interval, 10);
        assert_eq!(told(&company(), HE, Does::Proposes(&proposed)), NOTHING);
        assert_eq!(told(&company(), None, Does::Proposes(&proposed)), NOTHING, "the server's command line");
        for by in [LIN, WANG, ZHAO] {
            assert_eq!(told(&company(), by, Does::Proposes(&proposed)), ["1.1 only_administrator_proposes"]);
        }
        assert_eq!(
            told(&company_without(HE), HE, Does::Proposes(&proposed)),
            ["1.1 only_administrator_proposes"],
            "not one who has left"
        );
    }

    #[test]
    fn a_proposal_says_why() {
        let silent = Proposal { why: " \n".to_owned(), ..proposal(Interval, 10) };
        assert_eq!(told(&company(), HE, Does::Proposes(&silent)), ["1.1 proposed_without_reason"]);
        assert_eq!(told(&company(), None, Does::Proposes(&silent)), NOTHING);
    }

    #[test]
    fn the_least_and_the_most_can_be_proposed_and_no_number_beyond() {
        for (number, passes) in [(0, false), (1, true), (90, true), (91, false), (i64::MAX, false)] {
            let expected: &[&str] = if passes { &[] } else { &["1.1 outside_limits"] };
            assert_eq!(
                told(&company(), HE, Does::Proposes(&proposal(Interval, number))),
                expected,
                "{number}"
            );
        }
        let change = Change {
            company: &company(),
            by: Some(HE),
            now_ms: ms(NOW),
            does: Does::Proposes(&proposal(HighFrom, 501)),
        };
        let refusals = judge_office(&change);
        let limits =
            line!("outside_limits", least = Fact::Text("1.00".into()), most = Fact::Text("5.00".into()));
        assert_eq!(refusals[0].wrong, limits);
    }

    #[test]
    fn today_can_be_proposed_yesterday_cannot() {
        for (from, expected) in
            [("2026-11-19", &["1.1 day_gone"][..]), ("2026-11-20", &[]), ("2027-01-01", &[])]
        {
            let proposed = Proposal { from: day(from), ..proposal(Interval, 10) };
            assert_eq!(told(&company(), HE, Does::Proposes(&proposed)), expected, "{from}");
        }
    }

    #[test]
    fn the_director_agrees_or_returns_and_nobody_below() {
        let proposed = proposal(Interval, 10);
        for (by, may) in [(ZHAO, true), (SHEN, false), (WANG, false), (LIN, false), (FENG, false)] {
            let expected: &[&str] = if may { &[] } else { &["1.1 not_yours_to_agree"] };
            assert_eq!(told(&larger(), by, Does::Agrees(&proposed)), expected, "{by}");
            assert_eq!(told(&larger(), by, Does::Returns(&proposed, "no")), expected, "{by}");
        }
        let change =
            Change { company: &larger(), by: Some(LIN), now_ms: ms(NOW), does: Does::Agrees(&proposed) };
        assert_eq!(judge_office(&change)[0].who, Some(ZHAO));
    }

    #[test]
    fn nobody_agrees_to_their_own_and_the_directors_own_goes_to_the_gm() {
        let proposed = proposal(Interval, 10);
        assert_eq!(told(&larger(), HE, Does::Agrees(&proposed)), ["1.1 own_proposal"]);
        let own = Proposal { by: Some(ZHAO), ..proposed };
        assert_eq!(told(&larger(), ZHAO, Does::Agrees(&own)), ["1.1 own_proposal"]);
        assert_eq!(told(&larger(), SHEN, Does::Agrees(&own)), NOTHING);
        assert_eq!(told(&larger(), ZHAO, Does::Returns(&own, "")), NOTHING, "it can be taken back");
    }

    #[test]
    fn while_the_director_is_away_the_deputy_agrees() {
        let away = company_while_away(ZHAO, "2026-11-20", "2026-11-20", Some(WANG));
        assert_eq!(told(&away, WANG, Does::Agrees(&proposal(Interval, 10))), NOTHING);
        let back = company_while_away(ZHAO, "2026-11-21", "2026-11-21", Some(WANG));
        assert_eq!(told(&back, WANG, Does::Agrees(&proposal(Interval, 10))), ["1.1 not_yours_to_agree"]);
    }

    #[test]
    fn what_is_decided_stays_so() {
        let returned = Some(Returned { by: ZHAO, at_ms: ms(NOW), why: "not now".to_owned() });
        let returned = Proposal { returned, ..proposal(Interval, 10) };
        let in_force = Proposal { in_force_ms: Some(ms(NOW)), ..proposal(Interval, 10) };
        for decided in [returned, in_force] {
            assert_eq!(told(&larger(), ZHAO, Does::Agrees(&decided)), ["1.1 decided_already"]);
            assert_eq!(told(&larger(), ZHAO, Does::Returns(&decided, "no")), ["1.1 decided_already"]);
        }
    }

    #[test]
    fn returning_needs_a_reason() {
        let proposed = proposal(Interval, 10);
        assert_eq!(told(&larger(), ZHAO, Does::Returns(&proposed, " ")), ["1.1 returned_without_reason"]);
        let mut company = waiting(Interval, 10);
        company.send_back(proposed.id, Returned { by: ZHAO, at_ms: ms(NOW), why: "later".to_owned() });
        assert_eq!(company.proposals[0].standing(), Standing::Returned);
        assert_eq!(company.policy.at(Interval, ms("2027-01-01 09:00")), 7);
    }

    #[test]
    fn agreed_it_holds_from_its_day_on_and_never_for_what_was_before() {
        for (from, begins) in [("2026-11-20", NOW), ("2026-11-23", "2026-11-23 00:00")] {
            let mut company = company();
            company.proposals = vec![Proposal { from: day(from), ..proposal(Interval, 10) }];
            company.agree(EntryId([7; 16]), ZHAO, ms(NOW));
            assert_eq!(company.proposals[0].standing(), Standing::InForce(ms(begins)), "{from}");
            assert_eq!(company.policy.at(Interval, ms(begins) - 1), 7);
            assert_eq!(company.policy.at(Interval, ms(begins)), 10);
            assert_eq!(company.agreed_by(Interval, &company.policy.history(Interval)[0]), [ZHAO]);
        }
    }

    #[test]
    fn money_needs_the_head_of_finance_too_where_there_is_one() {
        let mut company = waiting(Large, 3_000_000);
        let id = company.proposals[0].id;
        company.agree(id, ZHAO, ms(NOW));
        assert_eq!(company.proposals[0].standing(), Standing::Waiting);
        assert_eq!(company.policy.at(Large, ms(NOW)), 2_000_000);
        assert!(company.proposals[0].waits_for(FENG, &company, ms(NOW)));
        assert_eq!(told(&company, ZHAO, Does::Agrees(&company.proposals[0])), ["1.1 not_yours_to_agree"]);
        assert_eq!(told(&company, FENG, Does::Agrees(&company.proposals[0])), NOTHING);
        company.agree(id, FENG, ms(NOW));
        assert_eq!(company.policy.at(Large, ms(NOW)), 3_000_000);

        let mut without = Company { proposals: vec![proposal(Large, 3_000_000)], ..super::company() };
        without.agree(id, ZHAO, ms(NOW));
        assert_eq!(without.policy.at(Large, ms(NOW)), 3_000_000);
    }

    #[test]
    fn a_stored_number_beyond_the_limits_never_comes_in_force() {
        let mut company = waiting(Interval, 91);
        company.agree(EntryId([7; 16]), ZHAO, ms(NOW));
        assert_eq!(company.policy.at(Interval, ms("2027-01-01 09:00")), 7);
        assert!(!company.proposals[0].waits_for(CHEN, &company, ms(NOW)));
    }
}
