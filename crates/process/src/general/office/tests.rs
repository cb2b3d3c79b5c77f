//! Changes of the company, by clause.

use super::*;
use crate::general::judge_office;
use crate::people::Department;
use crate::testing::{CHEN, HE, LIN, MARIA, SYSTEM, WANG, ZHAO, ZHOU, company, company_without, day, ms};

fn told(company: &Company, by: Option<PersonId>, does: Does<'_>) -> Vec<String> {
    let refusals = judge_office(&Change { company, by, now_ms: ms("2026-11-20 10:00"), does });
    refusals.iter().map(|refusal| format!("{} {}", refusal.clause, refusal.wrong.key)).collect()
}

fn person(id: PersonId) -> Person {
    company().people.get(id).cloned().unwrap()
}

fn away(person: PersonId, from: &str, to: &str) -> Absence {
    Absence { person, from: day(from), to: day(to), deputy: None }
}

fn leaves(who: PersonId, to: Option<PersonId>, theirs: usize) -> Does<'static> {
    Does::Leaves { who, to, theirs, later: false }
}

mod c1_2 {
    use super::*;

    const NOTHING: [&str; 0] = [];

    fn writes(person: &Person) -> Vec<String> {
        told(&company(), Some(HE), Does::Writes(person))
    }

    #[test]
    fn only_administrators_and_the_command_line_change_the_company() {
        let promoted = Person { role: Role::Manager, ..person(LIN) };
        let absence = away(LIN, "2026-12-01", "2026-12-02");
        let changes =
            [Does::Administers, Does::Writes(&promoted), Does::Away(&absence), leaves(LIN, Some(CHEN), 3)];
        for does in changes {
            assert_eq!(told(&company(), Some(HE), does), NOTHING);
            assert_eq!(told(&company(), None, does), NOTHING);
            for by in [CHEN, WANG, ZHAO, SYSTEM] {
                assert_eq!(told(&company(), Some(by), does), ["1.2 not_administrator"]);
            }
            assert_eq!(told(&company_without(HE), Some(HE), does), ["1.2 not_administrator"]);
        }
    }

    #[test]
    fn everyone_says_themselves_when_they_are_away_and_takes_it_back() {
        let absence = away(LIN, "2026-12-01", "2026-12-02");
        assert_eq!(told(&company(), Some(LIN), Does::Away(&absence)), NOTHING);
        let mut while_away = company();
        while_away.absences.push(absence.clone());
        let back = Does::Back(LIN, day("2026-12-01"));
        assert_eq!(told(&while_away, Some(LIN), back), NOTHING);
        assert_eq!(told(&while_away, Some(CHEN), back), ["1.2 not_administrator"]);
        assert_eq!(told(&company(), Some(LIN), back), ["1.2 no_absence"]);
        let gone = company_without(LIN);
        assert_eq!(told(&gone, Some(LIN), Does::Away(&absence)), ["1.2 not_administrator"]);
    }

    #[test]
    fn an_assistant_is_one_and_somebody_else() {
        let served = |by: PersonId| Person { assistant: Some(by), ..person(LIN) };
        assert_eq!(writes(&served(CHEN)), ["1.2 assistant_does_not_fit"]);
        let mut company = company();
        company.people.put(Person { role: Role::Assistant, ..person(CHEN) });
        let told_of = |company: &Company, by: PersonId| told(company, Some(HE), Does::Writes(&served(by)));
        assert_eq!(told_of(&company, CHEN), NOTHING);
        let own = Person { assistant: Some(CHEN), role: Role::Assistant, ..person(CHEN) };
        assert_eq!(told(&company, Some(HE), Does::Writes(&own)), ["1.2 assistant_does_not_fit"]);
        company.people.put(Person { role: Role::Assistant, left: true, ..person(CHEN) });
        assert_eq!(told_of(&company, CHEN), ["1.2 assistant_does_not_fit"]);
        company.people.put(served(CHEN));
        let renamed = Person { name: "林小雯".to_owned(), ..served(CHEN) };
        assert_eq!(told(&company, Some(HE), Does::Writes(&renamed)), NOTHING, "it stood so before");
    }

    #[test]
    fn nobody_changes_their_own_role() {
        let director = Person { role: Role::Director, ..person(HE) };
        assert_eq!(writes(&director), ["1.2 own_role"]);
        assert_eq!(told(&company(), None, Does::Writes(&director)), NOTHING, "the command line does");
        let renamed = Person { name: "何小靜".to_owned(), ..person(HE) };
        assert_eq!(writes(&renamed), NOTHING);
    }

    #[test]
    fn a_name_is_one_line_of_1_to_80_characters_and_so_is_a_territory() {
        let named = |name: String| writes(&Person { name, ..person(LIN) });
        assert_eq!(named("林".repeat(80)), NOTHING);
        for wrong in [String::new(), "  ".to_owned(), "林".repeat(81), "林\n曉雯".to_owned()] {
            assert_eq!(named(wrong), ["1.2 name_does_not_fit"]);
        }
        let territories = vec!["華東".to_owned(), String::new()];
        assert_eq!(writes(&Person { territories, ..person(LIN) }), ["1.2 name_does_not_fit"]);
        let mut company = company();
        company.people.put(Person { name: String::new(), ..person(LIN) });
        let moved = Person { name: String::new(), superior: Some(ZHAO), ..person(LIN) };
        assert_eq!(told(&company, Some(HE), Does::Writes(&moved)), NOTHING, "it was so before");
    }

    #[test]
    fn staff_and_only_staff_has_a_department() {
        let finance = Some(Department::Finance);
        assert_eq!(writes(&Person { role: Role::Staff, department: finance, ..person(LIN) }), NOTHING);
        assert_eq!(writes(&Person { role: Role::Staff, ..person(LIN) }), ["1.2 department_of_staff"]);
        assert_eq!(writes(&Person { department: finance, ..person(LIN) }), ["1.2 department_of_staff"]);
    }

    #[test]
    fn everyone_below_the_top_has_a_superior_who_is_here() {
        assert_eq!(writes(&Person { superior: None, ..person(LIN) }), ["1.2 superior_needed"]);
        assert_eq!(writes(&Person { superior: None, ..person(ZHAO) }), NOTHING);
        let under = |superior| Person { superior: Some(superior), ..person(LIN) };
        let without_chen = company_without(CHEN);
        assert_eq!(told(&without_chen, Some(HE), Does::Writes(&under(CHEN))), ["1.2 superior_gone"]);
        assert_eq!(writes(&under(PersonId([9; 16]))), ["1.2 superior_gone"]);
        let renamed = Person { name: "林小雯".to_owned(), ..person(LIN) };
        assert_eq!(
            told(&company_without(WANG), Some(HE), Does::Writes(&renamed)),
            NOTHING,
            "it was so before"
        );
    }

    #[test]
    fn nobody_stands_above_themselves() {
        for (who, superior) in [(ZHAO, LIN), (WANG, LIN), (LIN, LIN)] {
            let ring = Person { superior: Some(superior), ..person(who) };
            assert_eq!(writes(&ring), ["1.2 above_themselves"]);
        }
        assert_eq!(writes(&Person { superior: Some(CHEN), ..person(LIN) }), NOTHING);
    }

    #[test]
    fn the_servers_own_person_stays() {
        assert_eq!(writes(&Person { name: "甲".to_owned(), ..person(SYSTEM) }), ["1.2 system_stays"]);
        assert_eq!(writes(&Person { role: Role::System, ..person(LIN) }), ["1.2 system_stays"]);
        assert_eq!(told(&company(), Some(HE), leaves(SYSTEM, None, 0)), ["1.2 system_stays"]);
    }

    #[test]
    fn absences_do_not_cross_and_end_after_they_begin() {
        let mut company = company();
        company.absences.push(away(LIN, "2026-12-01", "2026-12-10"));
        let set = |absence: Absence| told(&company, Some(HE), Does::Away(&absence));
        assert_eq!(set(away(LIN, "2026-12-10", "2026-12-12")), ["1.2 away_already"]);
        assert_eq!(set(away(LIN, "2026-12-11", "2026-12-12")), NOTHING);
        assert_eq!(set(away(CHEN, "2026-12-10", "2026-12-10")), NOTHING);
        assert_eq!(set(away(CHEN, "2026-12-10", "2026-12-09")), ["1.2 ends_before_it_begins"]);
    }

    #[test]
    fn the_deputy_is_another_colleague() {
        let with = |deputy| Absence { deputy: Some(deputy), ..away(LIN, "2026-12-01", "2026-12-02") };
        assert_eq!(told(&company(), Some(LIN), Does::Away(&with(CHEN))), NOTHING);
        assert_eq!(told(&company(), Some(LIN), Does::Away(&with(LIN))), ["1.2 deputy_does_not_fit"]);
        let gone = company_without(CHEN);
        assert_eq!(told(&gone, Some(LIN), Does::Away(&with(CHEN))), ["1.2 deputy_does_not_fit"]);
    }

    #[test]
    fn who_leads_somebody_or_looks_after_something_does_not_leave_yet() {
        let leaving = |does| told(&company(), Some(HE), does);
        assert_eq!(leaving(leaves(WANG, None, 0)), ["1.2 still_leads"]);
        assert_eq!(leaving(leaves(LIN, None, 1)), ["1.2 work_left_behind"]);
        assert_eq!(leaving(leaves(LIN, None, 0)), NOTHING);
        assert_eq!(leaving(leaves(LIN, Some(CHEN), 1)), NOTHING);
        assert_eq!(leaving(Does::Leaves { who: LIN, to: None, theirs: 1, later: true }), NOTHING);
        assert_eq!(told(&company_without(LIN), Some(HE), leaves(LIN, None, 0)), ["1.2 left_already"]);
    }

    #[test]
    fn what_a_leaver_leaves_goes_to_another_who_sells() {
        for (to, may) in [(CHEN, true), (WANG, true), (MARIA, true), (LIN, false), (HE, false), (ZHOU, false)]
        {
            let expected: &[&str] = if may { &[] } else { &["1.2 receiver_does_not_sell"] };
            assert_eq!(told(&company(), Some(HE), leaves(LIN, Some(to), 2)), expected, "{to}");
        }
        let gone = company_without(CHEN);
        assert_eq!(told(&gone, Some(HE), leaves(LIN, Some(CHEN), 0)), ["1.2 receiver_does_not_sell"]);
    }
}
