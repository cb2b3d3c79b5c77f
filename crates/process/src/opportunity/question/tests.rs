//! Questions to departments, by clause.

use super::*;
use crate::law::Duty;
use crate::testing::{CHEN, LIN, MARIA, WANG, ZHOU, company, judging, ms, question};

const NOTHING: [&str; 0] = [];

fn owed(question: &Question) -> Vec<Duty> {
    crate::law::duties_of(question, &company())
}

mod c3_2_c {
    use super::*;

    fn answered() -> crate::testing::QuestionBuilder {
        question().answered_by(ZHOU, "2026-11-17 15:00")
    }

    fn told() -> crate::testing::QuestionBuilder {
        answered().told_by(LIN, "2026-11-18 09:00")
    }

    #[test]
    fn it_goes_from_the_rep_to_the_department_and_back_to_the_customer() {
        assert_eq!(judging(None, &question().build()).told(LIN), NOTHING);
        let taken = question().taken_by(ZHOU).build();
        assert_eq!(judging(Some(&question().build()), &taken).told(ZHOU), NOTHING);
        assert_eq!(judging(Some(&question().build()), &answered().build()).told(ZHOU), NOTHING);
        assert_eq!(judging(Some(&answered().build()), &told().build()).told(LIN), NOTHING);
    }

    #[test]
    fn nobody_asks_or_tells_in_anothers_name() {
        let refusals = judging(None, &question().build()).refusals_to(CHEN);
        assert_eq!((refusals[0].wrong.key.as_ref(), refusals[0].who), ("not_your_question", Some(LIN)));
        let told_by = |who| {
            judging(Some(&answered().build()), &answered().told_by(who, "2026-11-18 09:00").build()).told(who)
        };
        assert_eq!(told_by(CHEN), ["3.2.c not_your_question"]);
        assert_eq!(told_by(WANG), NOTHING, "from above");
        assert_eq!(
            judging(Some(&answered().build()), &told().build()).told(WANG),
            ["3.2.c not_your_question"]
        );
    }

    #[test]
    fn only_the_department_asked_takes_it_on_and_answers_in_its_own_name() {
        let refusals =
            judging(Some(&question().build()), &question().answered_by(LIN, "2026-11-17 15:00").build())
                .refusals_to(LIN);
        assert_eq!(refusals[0].wrong.key, "not_your_department");
        assert_eq!(refusals[0].who, Some(ZHOU));
        assert_eq!(
            judging(Some(&question().build()), &question().taken_by(CHEN).build()).told(CHEN),
            ["3.2.c not_your_department"]
        );
        let for_another = judging(Some(&question().build()), &question().taken_by(CHEN).build());
        assert_eq!(for_another.told(ZHOU), ["3.2.c not_your_department"], "somebody else's name");
    }

    #[test]
    fn an_answer_has_words() {
        let silent = Question { answer: " ".to_owned(), ..answered().build() };
        let refusals = judging(Some(&question().build()), &silent).refusals_to(ZHOU);
        assert_eq!(refusals[0].wrong.key, "answered_without_words");
        assert_eq!(refusals[0].lacks[0].key, "answer_words");
    }

    #[test]
    fn an_answer_can_be_mended_until_it_is_told() {
        let mended = Question {
            answer: "可以，加 8 %".to_owned(),
            ..question().answered_by(ZHOU, "2026-11-17 16:00").build()
        };
        assert_eq!(judging(Some(&answered().build()), &mended).told(ZHOU), NOTHING);
        let after = Question { told: told().build().told, told_by: told().build().told_by, ..mended };
        let late = judging(Some(&told().build()), &after).entered("2026-11-18 10:00").told(ZHOU);
        assert!(late.contains(&"3.2.c told_already".to_owned()), "{late:?}");
    }

    #[test]
    fn nothing_is_told_before_it_is_answered() {
        let early = question().told_by(LIN, "2026-11-17 09:00").build();
        assert_eq!(judging(Some(&question().build()), &early).told(LIN), ["3.2.c nothing_to_tell"]);
    }

    #[test]
    fn each_step_bears_its_own_moment() {
        let answering = judging(Some(&question().build()), &answered().build());
        assert_eq!(answering.entered("2026-11-17 15:01").told(ZHOU), ["3.2.c step_not_now"]);
        let asking = judging(None, &question().build());
        assert_eq!(asking.entered("2026-11-16 09:59").told(LIN), ["3.2.c step_not_now"]);
    }

    #[test]
    fn an_unrelated_act_on_a_question_told_without_answer_passes() {
        let before = question().told_by(LIN, "2026-11-17 09:00").build();
        let after = Question { asker: Some(CHEN), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(WANG), NOTHING);
    }

    #[test]
    fn the_department_owes_the_answer_within_two_days_by_its_head_or_who_took_it_on() {
        let [duty] = owed(&question().build()).try_into().unwrap();
        assert_eq!(
            (duty.owing.what.key.as_ref(), duty.asks, duty.owing.who),
            ("answer_question", Asks::Answer, ZHOU)
        );
        assert_eq!(duty.owing.due_ms, ms("2026-11-18 18:00"));
        let taken = owed(&question().taken_by(MARIA).build());
        assert_eq!(taken[0].owing.who, MARIA);
        let nobody = Question { department: Some(Department::Legal), ..question().build() };
        assert_eq!(owed(&nobody), [], "a department without people owes nothing that anybody could do");
    }

    #[test]
    fn who_asked_owes_telling_it_within_a_day_of_the_answer() {
        let [answer, telling] = owed(&answered().build()).try_into().unwrap();
        assert_eq!(answer.owing.state, DutyState::Done(ms("2026-11-17 15:00")));
        assert_eq!(
            (telling.owing.what.key.as_ref(), telling.asks, telling.owing.who),
            ("tell_answer", Asks::Telling, LIN)
        );
        assert_eq!((telling.owing.due_ms, telling.owing.state), (ms("2026-11-18 18:00"), DutyState::Open));
        let done = owed(&told().build());
        assert_eq!(done[1].owing.state, DutyState::Done(ms("2026-11-18 09:00")));
    }
}
