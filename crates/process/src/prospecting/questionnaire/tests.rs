//! Questionnaires, by clause.

use super::*;
use crate::Company;
use crate::testing::{
    HE, LIN, SUN, WANG, ZHAO, ZHOU, company, judging, ms, questionnaire, with_marketing_and_rnd,
};

const NOTHING: [&str; 0] = [];
const NOW: &str = "2026-11-03 10:00";

fn with_marketing() -> Company {
    with_marketing_and_rnd(company(), &[])
}

fn refused(before: &Questionnaire, after: &Questionnaire, by: PersonId) -> Vec<crate::Refusal> {
    judging(Some(before), after).entered(NOW).under(with_marketing()).refusals_to(by)
}

fn told(before: &Questionnaire, after: &Questionnaire, by: PersonId) -> Vec<String> {
    judging(Some(before), after).entered(NOW).under(with_marketing()).told(by)
}

fn published(by: PersonId, at: &str) -> Questionnaire {
    Questionnaire { published: Some(Instant(ms(at))), published_by: Some(by), ..questionnaire() }
}

mod c2_4_a {
    use super::*;
    use crate::line;

    #[test]
    fn marketing_the_director_and_an_administrator_make_them_nobody_else() {
        for (by, may) in [(SUN, true), (ZHAO, true), (HE, true), (LIN, false), (WANG, false), (ZHOU, false)] {
            let begun = Questionnaire { author: Some(by), ..questionnaire() };
            let judging = judging(None, &begun).under(with_marketing());
            let expected: &[&str] = if may { &[] } else { &["2.4.a marketing_writes_them"] };
            assert_eq!(judging.told(by), expected, "{by}");
            let renamed = Questionnaire { name: "別的".to_owned(), ..questionnaire() };
            assert_eq!(told(&questionnaire(), &renamed, by), expected, "{by}");
        }
        let refusal = judging(None, &questionnaire()).under(with_marketing()).refusals_to(LIN);
        assert_eq!(refusal[0].who, Some(SUN));
    }

    #[test]
    fn it_bears_the_name_of_who_began_and_who_published_it() {
        let begun = judging(None, &questionnaire()).under(with_marketing());
        assert_eq!(begun.told(SUN), NOTHING);
        assert_eq!(begun.told(ZHAO), ["2.4.a questionnaire_signed_for_another"]);
        assert_eq!(told(&questionnaire(), &published(SUN, NOW), SUN), NOTHING);
        let signed = ["2.4.a questionnaire_signed_for_another"];
        assert_eq!(told(&questionnaire(), &published(SUN, NOW), ZHAO), signed);
        let nobody = Questionnaire { published_by: None, ..published(SUN, NOW) };
        assert_eq!(told(&questionnaire(), &nobody, SUN), signed);
        let taken = Questionnaire { author: Some(ZHAO), ..questionnaire() };
        assert_eq!(told(&questionnaire(), &taken, ZHAO), signed);
    }

    #[test]
    fn what_cannot_be_asked_is_not_published_and_each_item_is_named() {
        let spoilt = |spoil: fn(&mut Questionnaire)| {
            let (mut draft, mut after) = (questionnaire(), published(SUN, NOW));
            spoil(&mut draft);
            spoil(&mut after);
            let refusals = refused(&draft, &after, SUN);
            assert_eq!(refusals[0].wrong, line!("cannot_be_asked"));
            refusals[0].lacks.clone()
        };
        let (n, text) = (|n| Fact::Count(n), |text: &str| Fact::Text(text.to_owned()));
        assert_eq!(spoilt(|it| it.items.clear()), [line!("nothing_asked")]);
        let wordless = spoilt(|it| it.items[4].words.clear());
        assert_eq!(wordless, [line!("item_without_words", n = n(5))]);
        let twice = spoilt(|it| it.items[4].name = "plans".to_owned());
        assert_eq!(twice, [line!("item_name", n = n(5), item = text("問題 wishes"))]);
        let bare = spoilt(|it| it.items[2].options.clear());
        assert_eq!(bare, [line!("item_options", n = n(3), item = text("問題 plans"))]);
        let crossed = spoilt(|it| it.items[1].least = "200".to_owned());
        assert_eq!(crossed, [line!("item_limits", n = n(2), item = text("問題 noise"))]);
        let ahead = spoilt(|it| it.items[1].shown_if = "plans = hall".to_owned());
        assert_eq!(ahead, [line!("item_shown_if", n = n(2), item = text("問題 noise"))]);
        let taken_out =
            spoilt(|it| it.items.iter_mut().for_each(|item| item.removed = item.removed.or(it.drafted)));
        assert_eq!(taken_out, [line!("nothing_asked")]);
    }

    #[test]
    fn a_draft_may_be_as_unfinished_as_it_likes() {
        let mut empty = questionnaire();
        empty.items.clear();
        assert_eq!(judging(None, &empty).under(with_marketing()).told(SUN), NOTHING);
        let mut spoilt = questionnaire();
        spoilt.items[1].shown_if = "plans =".to_owned();
        assert_eq!(told(&questionnaire(), &spoilt, SUN), NOTHING);
    }

    #[test]
    fn what_was_published_stays_as_it_is() {
        let before = published(SUN, "2026-11-03 09:00");
        let stays = ["2.4.a published_stays"];
        let mut reworded = before.clone();
        reworded.items[0].words = "用什麼機器".to_owned();
        assert_eq!(told(&before, &reworded, SUN), stays);
        let renamed = Questionnaire { name: "別的".to_owned(), ..before.clone() };
        assert_eq!(told(&before, &renamed, ZHAO), stays);
        let retired = Questionnaire { retired: Some(Instant(ms(NOW))), ..before.clone() };
        assert_eq!(told(&before, &retired, SUN), NOTHING);
        assert_eq!(told(&retired, &before, SUN), NOTHING, "and taken up again");
        let next = Questionnaire {
            version: Some(2),
            follows: Some(DocId([1; 16])),
            drafted: Some(Instant(ms(NOW))),
            ..questionnaire()
        };
        assert_eq!(judging(None, &next).under(with_marketing()).told(SUN), NOTHING);
    }

    #[test]
    fn its_steps_bear_the_moment_at_which_they_are_done() {
        let not_now = ["2.4.a questionnaire_step_not_now"];
        let begun = judging(None, &questionnaire()).entered(NOW).under(with_marketing());
        assert_eq!(begun.told(SUN), not_now);
        assert_eq!(told(&questionnaire(), &published(SUN, "2026-11-03 09:59"), SUN), not_now);
        let moved = Questionnaire { drafted: Some(Instant(ms(NOW))), ..questionnaire() };
        assert_eq!(told(&questionnaire(), &moved, SUN), not_now);
        let retired = Questionnaire { retired: Some(Instant(ms(NOW))), ..questionnaire() };
        assert_eq!(told(&questionnaire(), &retired, SUN), ["2.4.a never_published"]);
    }
}
