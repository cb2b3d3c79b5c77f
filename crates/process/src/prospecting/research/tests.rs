//! Researches, by clause.

use super::*;
use crate::law::Verdict;
use crate::schema::FormFault;
use crate::testing::{CHEN, LIN, WANG, asked, compressor_form, day, judging, ms, photo, research};

const NOTHING: [&str; 0] = [];
const NOW: &str = "2026-11-04 15:00";

fn told(before: &Research, after: &Research) -> Vec<String> {
    judging(Some(before), after).entered(NOW).told(LIN)
}

/// An interview without a form.
fn interview() -> Research {
    Research {
        method: Some(Method::Interview),
        questionnaire: None,
        version: None,
        form: String::new(),
        ..research()
    }
}

mod c2_4_a {
    use super::*;
    use crate::line;

    #[test]
    fn a_research_bears_the_name_of_who_begins_it() {
        assert_eq!(judging(None, &research()).told(LIN), NOTHING);
        assert_eq!(judging(None, &research()).told(WANG), ["2.4.a researched_for_another"]);
        let taken = Research { researcher: Some(CHEN), ..research() };
        assert_eq!(told(&research(), &taken), ["2.4.a researched_for_another"]);
        let answered = research().responded("machine", "pump", NOW);
        assert_eq!(judging(Some(&research()), &answered).told(WANG), NOTHING, "others help to ask");
    }

    #[test]
    fn a_questionnaire_brings_a_form_that_can_be_asked() {
        let missing = ["2.4.a form_missing"];
        let bare = Research { form: String::new(), questionnaire: None, ..research() };
        assert_eq!(judging(None, &bare).told(LIN), missing);
        for form in ["", "[]", "no form", "[{\"name\":\"a\",\"kind\":\"single\",\"words\":\"w\"}]"] {
            let unsound = Research { form: form.to_owned(), ..research() };
            assert_eq!(judging(None, &unsound).told(LIN), missing, "{form}");
        }
        assert_eq!(judging(None, &interview()).told(LIN), NOTHING, "an interview needs none");
        let both = Research { method: Some(Method::Phone), ..research() };
        assert_eq!(judging(None, &both).told(LIN), NOTHING, "and may have one");
    }

    #[test]
    fn whom_is_asked_by_which_form_stays() {
        let stays = ["2.4.a asked_as_begun"];
        let shorter = compressor_form().items().iter().take(3).cloned().collect::<Vec<_>>();
        let form = Form::from(shorter).write();
        assert_eq!(told(&research(), &Research { form, ..research() }), stays);
        let other = Research { customer: Some(DocId([9; 16])), ..research() };
        assert_eq!(told(&research(), &other), stays);
        let noted =
            Research { price: "每台 8 萬以內".to_owned(), contact: "陳工".to_owned(), ..research() };
        assert_eq!(told(&research(), &noted), NOTHING);
    }

    #[test]
    fn it_is_held_today_or_before() {
        let on = |day_: &str| Research { held: Some(day(day_)), ..research() };
        assert_eq!(told(&research(), &on("2026-11-04")), NOTHING);
        let tomorrow = judging(Some(&research()), &on("2026-11-05")).entered(NOW).refusals_to(LIN);
        assert_eq!(tomorrow[0].wrong, line!("held_to_come", held = Fact::Day(day("2026-11-05"))));
        let noted = Research { price: "8 萬".to_owned(), ..on("2026-11-05") };
        assert_eq!(told(&on("2026-11-05"), &noted), NOTHING, "what stood there before is not this change's");
    }

    #[test]
    fn each_answer_fits_its_item_and_may_be_changed_and_taken_back() {
        let answered = |item, value| told(&research(), &research().responded(item, value, NOW));
        for (item, value) in
            [("machine", "pump"), ("noise", "62.5"), ("plans", "robots hall"), ("satisfied", "4")]
        {
            assert_eq!(answered(item, value), NOTHING, "{item}");
        }
        for (item, value) in [("machine", "泵"), ("noise", "20"), ("noise", "loud"), ("plans", "hall hall")]
        {
            assert_eq!(answered(item, value), ["2.4.a answer_does_not_fit"], "{item} {value}");
        }
        assert_eq!(answered("colour", "red"), ["2.4.a nothing_asks_for_it"]);
        let earlier = research().responded("machine", "pump", "2026-11-04 14:00");
        assert_eq!(told(&earlier, &research().responded("machine", "none", NOW)), NOTHING);
        assert_eq!(told(&earlier, &research().responded("machine", "", NOW)), NOTHING);
        let mut astray = research().responded("machine", "pump", NOW);
        astray.responses[0].id = EntryId([3; 16]);
        assert_eq!(told(&research(), &astray), ["2.4.a nothing_asks_for_it"], "beside its place");
        assert_eq!(
            told(&interview(), &interview().responded("machine", "pump", NOW)),
            ["2.4.a nothing_asks_for_it"]
        );
    }

    #[test]
    fn a_photo_is_answered_with_an_attachment_of_the_research() {
        let photos = Form::from(vec![asked("plate", ItemKind::Photo)]).write();
        let begun = Research { form: photos, ..research() };
        let attached = |medium| {
            let entry = Attachment { medium: Some(medium), ..photo(1, "2026-11-04 14:00", LIN) };
            Research { attachments: vec![entry], ..begun.clone() }
        };
        let answered = |before: Research| {
            let id = photo(1, "2026-11-04 14:00", LIN).id.to_string();
            told(&before, &before.clone().responded("plate", &id, NOW))
        };
        assert_eq!(answered(attached(Medium::Photo)), NOTHING);
        assert_eq!(answered(attached(Medium::Voice)), ["2.4.a answer_does_not_fit"]);
        assert_eq!(answered(begun.clone()), ["2.4.a answer_does_not_fit"], "there is none");
        let finished = attached(Medium::Photo).responded("plate", "", NOW).finished_at("2026-11-04 14:30");
        let mut taken_off = finished.clone();
        taken_off.attachments[0].removed = Some(Instant(ms(NOW)));
        assert_eq!(told(&finished, &taken_off), NOTHING, "also once it is finished");
    }

    #[test]
    fn an_answer_as_long_as_a_field_takes() {
        let with = |length: usize| {
            let after = research().responded("wishes", &"靜".repeat(length), NOW);
            judging(Some(&research()), &after).verdict_to(LIN)
        };
        assert_eq!(with(4000), Ok(()));
        let path = crate::Path::entry("response", response_id("wishes"), "value");
        assert_eq!(with(4001), Err(Verdict::Form(vec![FormFault::TooLong { path, limit: 4000 }])));
    }

    #[test]
    fn it_is_finished_once_everything_required_and_shown_is_answered() {
        let finished = |before: Research| {
            let after = before.clone().finished_at(NOW);
            judging(Some(&before), &after).entered(NOW).refusals_to(LIN)
        };
        let at = "2026-11-04 14:00";
        let gap = |words: &str| line!("gap", item = Fact::Text(words.to_owned()));
        let bare = finished(research());
        assert_eq!(bare[0].wrong, line!("required_unanswered", n = Fact::Count(1)));
        assert_eq!(bare[0].lacks, [gap("問題 machine")]);
        assert_eq!(finished(research().responded("machine", "pump", at)), []);
        let compressor = research().responded("machine", "compressor", at);
        assert_eq!(finished(compressor.clone())[0].lacks, [gap("問題 noise")]);
        assert_eq!(finished(compressor.responded("noise", "70", at)), []);
        let taken_back = research().responded("machine", "", at);
        assert_eq!(finished(taken_back)[0].lacks, [gap("問題 machine")]);
    }

    #[test]
    fn an_interview_is_finished_with_words_under_one_heading_at_least() {
        let finished = |before: Research| told(&before, &before.clone().finished_at(NOW));
        assert_eq!(finished(interview()), ["2.4.a nothing_found_out"]);
        let noted = Research { delivery: "三月前".to_owned(), ..interview() };
        assert_eq!(finished(noted), NOTHING);
        let blank = Research { delivery: " \n".to_owned(), ..interview() };
        assert_eq!(finished(blank), ["2.4.a nothing_found_out"]);
    }

    #[test]
    fn what_is_finished_stays() {
        let before =
            research().responded("machine", "pump", "2026-11-04 13:00").finished_at("2026-11-04 14:00");
        let stays = ["2.4.a finished_stays"];
        assert_eq!(told(&before, &before.clone().responded("wishes", "安靜", NOW)), stays);
        let noted = Research { price: "8 萬".to_owned(), ..before.clone() };
        assert_eq!(told(&before, &noted), stays);
    }

    #[test]
    fn its_steps_bear_the_moment_at_which_they_are_done() {
        let not_now = ["2.4.a research_step_not_now"];
        assert_eq!(judging(None, &research()).entered(NOW).told(LIN), not_now);
        let earlier = "2026-11-04 14:59";
        assert_eq!(told(&research(), &research().responded("machine", "pump", earlier)), not_now);
        let before = research().responded("machine", "pump", "2026-11-04 13:00");
        assert_eq!(told(&before, &before.clone().finished_at(earlier)), not_now);
        let moved = Research { begun: Some(Instant(ms(NOW))), ..research() };
        assert_eq!(told(&research(), &moved), not_now);
    }

    #[test]
    fn two_items_have_two_places() {
        let places: std::collections::BTreeSet<EntryId> =
            (0..2000).map(|n| response_id(&format!("q{n}"))).collect();
        assert_eq!(places.len(), 2000);
    }
}
