//! Questions to departments, by clause.

use super::*;
use crate::Value;
use crate::law::Verdict;
use crate::people::Person;
use crate::schema::FormFault;
use crate::testing::{
    CHEN, LIN, MARIA, QuestionBuilder, WANG, ZHAO, ZHOU, company, company_while_away, company_without,
    judging, ms, owed, owing, question,
};

const NOTHING: [&str; 0] = [];
const ASKED: &str = "2026-11-02 09:00";
const NOW: &str = "2026-11-03 10:00";
/// Head of service 吳敏.
const WU: PersonId = PersonId([0x5d; 16]);
/// Engineer 高遠 of the technical department.
const GAO: PersonId = PersonId([0x7e; 16]);

/// The company with a head of service and an engineer of another department.
fn company_with_departments() -> Company {
    let mut company = company();
    let zhou = company.people.get(ZHOU).cloned().unwrap();
    company.people.put(Person { id: WU, name: "吳敏".to_owned(), head: true, ..zhou.clone() });
    let department = Some(Department::Technical);
    company.people.put(Person { id: GAO, name: "高遠".to_owned(), department, ..zhou });
    company
}

fn told(before: &QuestionBuilder, after: &QuestionBuilder, by: PersonId) -> Vec<String> {
    let judging = judging(Some(&before.clone().build()), &after.clone().build());
    judging.entered(NOW).under(company_with_departments()).told(by)
}

mod c3_2_c {
    use super::*;

    mod asking {
        use super::*;
        use crate::line;

        #[test]
        fn who_asks_signs_it_with_their_own_name_and_now() {
            assert_eq!(judging(None, &question().build()).told(LIN), NOTHING);
            let for_another = judging(None, &question().build()).refusals_to(WANG);
            assert_eq!(for_another[0].wrong, line!("not_your_question", asker = Fact::Person(LIN)));
            assert_eq!(for_another[0].who, Some(LIN));
            for time in ["2026-11-02 08:59", "2026-11-02 09:01"] {
                assert_eq!(
                    judging(None, &question().build()).entered(time).told(LIN),
                    ["3.2.c step_not_now"]
                );
            }
        }

        #[test]
        fn nobody_answers_takes_on_or_tells_by_asking() {
            let taken = question().taken_by(ZHOU).build();
            assert_eq!(judging(None, &taken).told(LIN), ["3.2.c not_your_department"]);
            let answered = question().answered(ASKED, ZHOU).build();
            assert_eq!(judging(None, &answered).told(LIN), ["3.2.c not_your_department"]);
            let worded = Question { answer: "可以".to_owned(), ..question().build() };
            assert_eq!(judging(None, &worded).told(LIN), ["3.2.c not_your_department"]);
            let told = question().told(ASKED, LIN).build();
            assert_eq!(judging(None, &told).told(LIN), ["3.2.c nothing_to_tell"]);
        }

        #[test]
        fn the_words_of_a_question_have_their_limits() {
            let with = |subject: usize, words: usize| {
                let asked = Question {
                    subject: "問".repeat(subject),
                    question: "問".repeat(words),
                    ..question().build()
                };
                judging(None, &asked).verdict_to(LIN)
            };
            assert_eq!(with(120, 2000), Ok(()));
            let too_long = |field, limit| {
                Err(Verdict::Form(vec![FormFault::TooLong { path: crate::Path::field(field), limit }]))
            };
            assert_eq!(with(121, 2000), too_long("subject", 120));
            assert_eq!(with(120, 2001), too_long("question", 2000));
        }

        fn reworded(question: QuestionBuilder) -> Question {
            Question { subject: "噪音能否低於 58 dB".to_owned(), ..question.build() }
        }

        #[test]
        fn who_asked_or_acts_for_them_puts_it_otherwise_nobody_else_does() {
            for (by, may) in [(LIN, true), (WANG, true), (ZHOU, false), (CHEN, false)] {
                let expected: &[&str] = if may { &[] } else { &["3.2.c not_your_question"] };
                let judging = judging(Some(&question().build()), &reworded(question())).entered(NOW);
                assert_eq!(judging.told(by), expected, "{by}");
            }
        }

        #[test]
        fn when_it_was_asked_stays() {
            let later = question().at(NOW);
            assert_eq!(told(&question(), &later, LIN), ["3.2.c step_not_now"]);
            assert_eq!(told(&question(), &question().at("2026-11-01 09:00"), LIN), ["3.2.c step_not_now"]);
        }

        #[test]
        fn once_answered_it_stays_as_it_was_asked() {
            let answered = question().answered("2026-11-03 09:00", ZHOU);
            let judging = judging(Some(&answered.clone().build()), &reworded(answered)).entered(NOW);
            assert_eq!(judging.told(LIN), ["3.2.c answered_as_asked"]);
        }

        #[test]
        fn an_unrelated_edit_on_one_answered_by_who_asked_passes() {
            let before = question().answered(ASKED, LIN).build();
            let after = Question { asker: Some(CHEN), ..before.clone() };
            assert_eq!(judging(Some(&before), &after).entered(NOW).told(WANG), NOTHING);
        }
    }

    mod answering {
        use super::*;
        use crate::line;

        #[test]
        fn somebody_of_the_department_takes_it_on_and_answers_in_their_own_name() {
            assert_eq!(told(&question(), &question().taken_by(ZHOU), ZHOU), NOTHING);
            assert_eq!(told(&question(), &question().answered(NOW, ZHOU), ZHOU), NOTHING);
            let taken = question().taken_by(ZHOU);
            assert_eq!(
                told(&taken, &taken.clone().answered(NOW, WU), WU),
                NOTHING,
                "also a colleague of theirs"
            );
            assert_eq!(told(&taken, &question().taken_by(WU), WU), NOTHING, "who may also take it over");
        }

        #[test]
        fn nobody_of_another_department_nor_the_director() {
            for by in [GAO, LIN, WANG, ZHAO] {
                assert_eq!(told(&question(), &question().taken_by(by), by), ["3.2.c not_your_department"]);
                assert_eq!(
                    told(&question(), &question().answered(NOW, by), by),
                    ["3.2.c not_your_department"]
                );
            }
        }

        #[test]
        fn nobody_in_anothers_name_and_the_refusal_names_the_head() {
            assert_eq!(told(&question(), &question().taken_by(ZHOU), WU), ["3.2.c not_your_department"]);
            assert_eq!(told(&question(), &question().answered(NOW, ZHOU), WU), ["3.2.c not_your_department"]);
            let judging = judging(Some(&question().build()), &question().taken_by(GAO).build());
            let refusals = judging.entered(NOW).under(company_with_departments()).refusals_to(GAO);
            let department = Fact::Department(Department::Service);
            assert_eq!(refusals[0].wrong, line!("not_your_department", department = department));
            assert_eq!(refusals[0].who, Some(WU));
        }

        #[test]
        fn an_answer_has_words_and_bears_the_moment_of_its_writing() {
            let answered = question().answered(NOW, ZHOU);
            for words in ["", " \n"] {
                let bare = Question { answer: words.to_owned(), ..answered.clone().build() };
                let judging = judging(Some(&question().build()), &bare).entered(NOW);
                let refusals = judging.refusals_to(ZHOU);
                assert_eq!(refusals[0].wrong, line!("answered_without_words"));
                let lacks = line!("answer_words", field = Fact::Field("answer".into()));
                assert_eq!(refusals[0].lacks, [lacks]);
            }
            for time in ["2026-11-03 09:59", "2026-11-03 10:01"] {
                assert_eq!(told(&question(), &question().answered(time, ZHOU), ZHOU), ["3.2.c step_not_now"]);
            }
            let unstamped = Question { answered: None, ..answered.build() };
            let judging = judging(Some(&question().build()), &unstamped).entered(NOW);
            assert_eq!(judging.told(ZHOU), ["3.2.c step_not_now"]);
        }

        #[test]
        fn it_is_answered_anew_until_the_customer_was_told() {
            let once = question().answered("2026-11-03 09:00", ZHOU);
            let again = Question { answer: "58 dB".to_owned(), ..question().answered(NOW, WU).build() };
            let judging_again = |before: &QuestionBuilder| {
                let judging = judging(
                    Some(&before.clone().build()),
                    &Question {
                        told: before.clone().build().told,
                        told_by: before.clone().build().told_by,
                        told_words: before.clone().build().told_words,
                        ..again.clone()
                    },
                );
                judging.entered(NOW).under(company_with_departments()).told(WU)
            };
            assert_eq!(judging_again(&once), NOTHING);
            assert_eq!(judging_again(&once.told("2026-11-03 09:30", LIN)), ["3.2.c told_already"]);
        }

        #[test]
        fn nobody_takes_an_answer_back_or_changes_its_words_silently() {
            let answered = question().answered("2026-11-03 09:00", ZHOU);
            let taken_back = told(&answered, &question(), ZHOU);
            assert!(taken_back.contains(&"3.2.c step_not_now".to_owned()), "{taken_back:?}");
            let reworded = Question { answer: "58 dB".to_owned(), ..answered.clone().build() };
            let judging = judging(Some(&answered.build()), &reworded).entered(NOW);
            assert_eq!(judging.told(ZHOU), ["3.2.c step_not_now"]);
        }

        #[test]
        fn where_two_answered_at_once_each_chooses_their_own_and_nobody_mixes_the_two() {
            let (one, other) = (question().answered("2026-11-03 08:00", ZHOU), question().answered(NOW, WU));
            let other = Question { answer: "58 dB".to_owned(), ..other.build() };
            let showing = one.build();
            let settling = |after: &Question, by| {
                let times = [&showing, &other].map(|it| Value::Instant(it.answered.unwrap().0));
                let names = [&showing, &other].map(|it| Value::Id(it.answered_by.unwrap().0));
                let words = [&showing, &other].map(|it| Value::Text(it.answer.clone()));
                let judging = judging(Some(&showing), after).settling("answered", &times);
                let judging = judging.settling("answered_by", &names).settling("answer", &words);
                judging.entered("2026-11-04 10:00").under(company_with_departments()).told(by)
            };
            assert_eq!(settling(&showing, ZHOU), NOTHING);
            assert_eq!(settling(&other, WU), NOTHING);
            assert_eq!(settling(&other, ZHOU), ["3.2.c not_your_department"]);
            assert_eq!(settling(&showing, LIN), ["3.2.c not_your_department"]);
            let mixed = Question { answer: other.answer.clone(), ..showing.clone() };
            assert_eq!(settling(&mixed, WU), ["3.2.c not_your_department"]);
        }

        #[test]
        fn a_colleague_who_accepted_to_answer_does_so_wherever_they_belong() {
            let offered = question().offered("2026-11-03 09:00", (WU, GAO), ASKED);
            assert_eq!(
                told(&offered, &offered.clone().answered(NOW, GAO), GAO),
                ["3.2.c not_your_department"],
                "an offer that nobody accepted is not theirs yet"
            );
            let accepted = offered.accepted("2026-11-03 09:30");
            assert_eq!(told(&accepted, &accepted.clone().answered(NOW, GAO), GAO), NOTHING);
            assert_eq!(
                told(&accepted, &accepted.clone().answered(NOW, GAO), CHEN),
                ["3.2.c not_your_department"]
            );
        }

        #[test]
        fn who_accepted_to_tell_does_not_answer() {
            let accepted = question()
                .answered("2026-11-02 10:00", ZHOU)
                .offered("2026-11-02 11:00", (LIN, CHEN), "2026-11-02 10:00")
                .accepted("2026-11-02 12:00");
            assert_eq!(
                told(&accepted, &accepted.clone().answered(NOW, CHEN), CHEN),
                ["3.2.c not_your_department"]
            );
        }

        #[test]
        fn an_answer_reaches_to_4000_characters() {
            let with = |n: usize| {
                let after = Question { answer: "答".repeat(n), ..question().answered(NOW, ZHOU).build() };
                judging(Some(&question().build()), &after).verdict_to(ZHOU)
            };
            assert_eq!(with(4000), Ok(()));
            let too_long = FormFault::TooLong { path: crate::Path::field("answer"), limit: 4000 };
            assert_eq!(with(4001), Err(Verdict::Form(vec![too_long])));
        }

        #[test]
        fn taking_it_on_beside_an_answer_without_words_passes() {
            let odd = Question { answer: String::new(), ..question().answered(ASKED, ZHOU).build() };
            let after = Question { taken_by: Some(ZHOU), ..odd.clone() };
            assert_eq!(judging(Some(&odd), &after).entered(NOW).told(ZHOU), NOTHING);
        }
    }

    mod telling {
        use super::*;

        fn answered() -> QuestionBuilder {
            question().answered("2026-11-02 15:00", ZHOU)
        }

        #[test]
        fn who_asked_tells_the_customer_or_who_acts_for_them_in_their_own_name() {
            for (by, may) in [(LIN, true), (WANG, true), (ZHAO, true), (CHEN, false), (ZHOU, false)] {
                let expected: &[&str] = if may { &[] } else { &["3.2.c not_your_question"] };
                assert_eq!(told(&answered(), &answered().told(NOW, by), by), expected, "{by}");
            }
            assert_eq!(told(&answered(), &answered().told(NOW, LIN), WANG), ["3.2.c not_your_question"]);
            let judging = judging(Some(&answered().build()), &answered().told(NOW, MARIA).build());
            let away = company_while_away(LIN, "2026-11-03", "2026-11-03", Some(MARIA));
            assert_eq!(judging.under(away).told(MARIA), NOTHING);
        }

        #[test]
        fn a_colleague_who_accepted_to_tell_does_so() {
            let offered = answered().offered("2026-11-02 16:00", (LIN, CHEN), "2026-11-02 15:00");
            assert_eq!(told(&offered, &offered.clone().told(NOW, CHEN), CHEN), ["3.2.c not_your_question"]);
            let accepted = offered.accepted("2026-11-02 17:00");
            assert_eq!(told(&accepted, &accepted.clone().told(NOW, CHEN), CHEN), NOTHING);
            assert_eq!(owing(&accepted.build(), &company(), Asks::Telling), [CHEN]);
        }

        #[test]
        fn nothing_is_told_before_somebody_answered() {
            assert_eq!(told(&question(), &question().told(NOW, LIN), LIN), ["3.2.c nothing_to_tell"]);
            let odd = question().told(ASKED, LIN);
            assert_eq!(
                told(&odd, &odd.clone().taken_by(ZHOU), ZHOU),
                NOTHING,
                "but a question told too early already goes on"
            );
        }

        #[test]
        fn telling_bears_the_moment_of_its_writing_and_stays() {
            for time in ["2026-11-03 09:59", "2026-11-03 10:01"] {
                assert_eq!(told(&answered(), &answered().told(time, LIN), LIN), ["3.2.c step_not_now"]);
            }
            let once = answered().told("2026-11-02 16:00", LIN);
            let told_back = told(&once, &answered(), LIN);
            assert!(told_back.contains(&"3.2.c step_not_now".to_owned()), "{told_back:?}");
            let reworded = Question { told_words: "不行".to_owned(), ..once.clone().build() };
            let judging = judging(Some(&once.build()), &reworded).entered(NOW);
            assert_eq!(judging.told(LIN), ["3.2.c step_not_now"]);
        }
    }

    mod owing_it {
        use super::*;
        use crate::line;

        fn answers(question: QuestionBuilder) -> Vec<String> {
            owed(&question.build(), &company_with_departments(), Asks::Answer)
        }

        fn who(question: QuestionBuilder, company: &Company) -> Vec<PersonId> {
            owing(&question.build(), company, Asks::Answer)
        }

        #[test]
        fn a_duty_says_who_waits_and_since_when() {
            let answered = question().answered("2026-11-06 10:00", ZHOU).build();
            let asked = Fact::Instant(ms(ASKED));
            let what = line!("answer_question", asker = Fact::Person(LIN), asked = asked);
            assert_eq!(answer_question(&answered, &company())[0].what, what);
            let at = Fact::Instant(ms("2026-11-06 10:00"));
            let what = line!("tell_answer", by = Fact::Person(ZHOU), answered = at);
            assert_eq!(tell_answer(&answered, &company())[0].what, what);
        }

        #[test]
        fn the_department_answers_within_two_working_days() {
            assert_eq!(answers(question()), ["answer_question by 2026-11-04 18:00, open"]);
            assert_eq!(
                answers(question().at("2026-11-06 17:59")),
                ["answer_question by 2026-11-10 18:00, open"]
            );
            assert_eq!(
                answers(question().at("2026-11-07 10:00")),
                ["answer_question by 2026-11-10 18:00, open"]
            );
            assert_eq!(
                answers(question().answered("2026-11-05 10:00", ZHOU)),
                ["answer_question by 2026-11-04 18:00, done 2026-11-05 10:00"]
            );
        }

        #[test]
        fn it_is_owed_by_who_took_it_on_else_by_the_head_else_by_the_first_of_the_department() {
            let company = company_with_departments();
            assert_eq!(who(question(), &company), [WU]);
            assert_eq!(who(question().taken_by(ZHOU), &company), [ZHOU]);
            assert_eq!(who(question(), &crate::testing::company()), [ZHOU]);
            assert_eq!(who(question().to(Department::Legal), &company), [], "nobody is there");
        }

        #[test]
        fn who_took_it_on_and_has_left_owes_nothing_the_head_does() {
            let mut company = company_with_departments();
            let zhou = company.people.get(ZHOU).cloned().unwrap();
            company.people.put(Person { left: true, ..zhou });
            assert_eq!(who(question().taken_by(ZHOU), &company), [WU]);
        }

        #[test]
        fn asked_of_another_department_afterwards_it_is_that_departments() {
            let moved = question().taken_by(ZHOU).to(Department::Technical);
            assert_eq!(who(moved, &company_with_departments()), [GAO]);
        }

        #[test]
        fn who_asked_tells_the_customer_within_a_working_day_of_the_answer() {
            let telling = |question: QuestionBuilder| owed(&question.build(), &company(), Asks::Telling);
            assert_eq!(telling(question()), NOTHING);
            let answered = question().answered("2026-11-06 10:00", ZHOU);
            assert_eq!(telling(answered.clone()), ["tell_answer by 2026-11-09 18:00, open"]);
            assert_eq!(owing(&answered.clone().build(), &company(), Asks::Telling), [LIN]);
            assert_eq!(
                telling(answered.told("2026-11-09 18:01", LIN)),
                ["tell_answer by 2026-11-09 18:00, done 2026-11-09 18:01"]
            );
        }

        #[test]
        fn due_on_leave_it_is_due_when_they_are_back() {
            let company = company_while_away(LIN, "2026-11-09", "2026-11-10", Some(CHEN));
            let answered = question().answered("2026-11-06 10:00", ZHOU).build();
            assert_eq!(owed(&answered, &company, Asks::Telling), ["tell_answer by 2026-11-11 18:00, open"]);
        }

        #[test]
        fn given_to_another_asker_they_tell() {
            let answered = question().asked_by(CHEN).answered("2026-11-06 10:00", ZHOU).build();
            assert_eq!(owing(&answered, &company_without(LIN), Asks::Telling), [CHEN]);
            let before = question().build();
            let moved = judging(Some(&before), &question().asked_by(CHEN).build());
            assert_eq!(moved.told(LIN), ["1.2 not_above_owner"]);
            assert_eq!(moved.told(WANG), NOTHING);
            assert_eq!(moved.under(company_without(CHEN)).told(WANG), ["1.2 receiver_gone"]);
        }

        #[test]
        fn no_clause_lets_it_go() {
            let mut after = question().build();
            after.waivers.push(Waiver {
                clause: "3.2.c".to_owned(),
                since: Some(Instant(ms(ASKED))),
                why: "忙".to_owned(),
                by: Some(ZHOU),
                at: Some(Instant(ms(NOW))),
                ..Waiver::default()
            });
            assert_eq!(judging(Some(&question().build()), &after).told(ZHOU), ["1.1 not_waivable"]);
        }
    }
}
