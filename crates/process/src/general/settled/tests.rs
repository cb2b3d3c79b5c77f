//! Letting go, handing on, answering, by clause.

use super::*;
use crate::law::duties_of;
use crate::opportunity::Deal;
use crate::testing::{
    CHEN, DealBuilder, LIN, MARIA, PETER, WANG, company, company_without, deal, judging, ms,
};

/// The contact that is owed from opening on.
const CONTACT: (&str, &str) = ("3.2.b", "2026-11-02 09:00");
const EVALUATION: (&str, &str) = ("3.3.a", "2026-11-02 09:00");

fn states(deal: &DealBuilder) -> Vec<(&'static str, PersonId, DutyState)> {
    let duties = duties_of(&deal.clone().build(), &company());
    duties.iter().map(|duty| (duty.clause.id(), duty.owing.who, duty.owing.state)).collect()
}

mod c1_1 {
    use super::*;

    const NOTHING: [&str; 0] = [];
    const NOW: &str = "2026-11-06 10:00";

    fn doing(after: &DealBuilder, by: PersonId) -> Vec<String> {
        judging(Some(&deal().build()), &after.clone().build()).entered(NOW).told(by)
    }

    #[test]
    fn a_duty_is_let_go_with_a_reason_by_whom_it_is_owed_by_or_from_above() {
        for by in [LIN, WANG] {
            assert_eq!(doing(&deal().waived_by(by, CONTACT, NOW), by), NOTHING, "{by}");
        }
        assert_eq!(doing(&deal().waived_by(CHEN, CONTACT, NOW), CHEN), ["1.1 not_your_duty"]);
        let mut silent = deal().waived_by(LIN, CONTACT, NOW).build();
        silent.waivers[0].why = " ".to_owned();
        let refusals = judging(Some(&deal().build()), &silent).entered(NOW).refusals_to(LIN);
        assert_eq!(refusals[0].wrong.key, "waived_without_reason");
        assert_eq!(refusals[0].lacks[0].key, "waiver_reason");
    }

    #[test]
    fn only_what_may_be_let_go_and_is_owed_is_let_go() {
        assert_eq!(doing(&deal().waived_by(LIN, ("3.3.c", CONTACT.1), NOW), LIN), ["1.1 not_waivable"]);
        assert_eq!(doing(&deal().waived_by(LIN, ("9.9", CONTACT.1), NOW), LIN), ["1.1 not_waivable"]);
        let of_another_cause = deal().waived_by(LIN, ("3.2.b", "2026-11-02 09:01"), NOW);
        assert_eq!(doing(&of_another_cause, LIN), ["1.1 nothing_owed"]);
        let contacted = deal().contacted("2026-11-05 10:00");
        let waived = contacted.clone().waived_by(LIN, CONTACT, NOW).build();
        let done = judging(Some(&contacted.build()), &waived).entered(NOW).told(LIN);
        assert_eq!(done, ["1.1 nothing_owed"], "it is done already");
        let made = deal().at(NOW).waived_by(LIN, ("3.2.b", NOW), NOW).build();
        assert_eq!(judging(None, &made).told(LIN), ["1.1 nothing_owed"], "not with the deal itself");
    }

    #[test]
    fn a_duty_let_go_is_no_longer_open_and_the_next_cause_is_another_duty() {
        let waived = deal().waived_by(LIN, CONTACT, NOW);
        let at_ms = ms(NOW);
        assert_eq!(
            states(&waived),
            [("3.2.b", LIN, DutyState::Waived(at_ms)), ("3.3.a", LIN, DutyState::Open)]
        );
        let later = waived.contacted("2026-11-12 10:00");
        assert_eq!(states(&later)[0].2, DutyState::Done(ms("2026-11-12 10:00")), "done is done");
        assert_eq!(states(&later)[1], ("3.2.b", LIN, DutyState::Open));
    }

    #[test]
    fn a_duty_goes_to_a_colleague_once_they_accept() {
        let offered = deal().handed_on(CHEN, EVALUATION, NOW);
        assert_eq!(doing(&offered, LIN), NOTHING);
        assert_eq!(states(&offered)[1].1, LIN, "not before");
        let accepted = offered.clone().accepted("2026-11-06 11:00");
        let accepting = |by| judging(Some(&offered.clone().build()), &accepted.clone().build()).told(by);
        assert_eq!(accepting(CHEN), NOTHING);
        assert_eq!(accepting(LIN), ["1.1 not_asked"]);
        assert_eq!(states(&accepted)[1].1, CHEN);
        let duties = duties_of(&accepted.clone().build(), &company());
        assert_eq!((duties[0].handed_on_by, duties[1].handed_on_by), (None, Some(LIN)));
        let declined = offered.clone().declined("2026-11-06 11:00");
        assert_eq!(judging(Some(&offered.build()), &declined.clone().build()).told(CHEN), NOTHING);
        assert_eq!(states(&declined)[1].1, LIN);
        let both = accepted.clone().declined("2026-11-06 12:00");
        let again = judging(Some(&accepted.build()), &both.build()).told(CHEN);
        assert_eq!(again, ["1.1 answered_already"]);
    }

    #[test]
    fn an_acceptance_bears_its_own_moment() {
        let offered = deal().handed_on(CHEN, EVALUATION, NOW);
        let accepted = offered.clone().accepted("2026-11-06 11:00");
        let late = judging(Some(&offered.build()), &accepted.build()).entered("2026-11-06 11:01");
        assert_eq!(late.told(CHEN), ["1.1 answered_already"]);
    }

    #[test]
    fn it_is_handed_to_a_colleague_who_is_here_and_by_whom_it_is_owed_by() {
        assert_eq!(doing(&deal().handed_on(LIN, EVALUATION, NOW), LIN), ["1.1 handed_on_to_nobody"]);
        let gone =
            judging(Some(&deal().build()), &deal().handed_on(CHEN, EVALUATION, NOW).build()).entered(NOW);
        assert_eq!(gone.under(company_without(CHEN)).told(LIN), ["1.1 handed_on_to_nobody"]);
        let mut by_chen = deal().handed_on(MARIA, EVALUATION, NOW).build();
        by_chen.hand_ons[0].by = Some(CHEN);
        let handing = judging(Some(&deal().build()), &by_chen).entered(NOW);
        assert_eq!(handing.told(CHEN), ["1.1 not_your_duty"]);
        let nothing = deal().handed_on(CHEN, ("3.3.a", "2026-11-03 09:00"), NOW);
        assert_eq!(doing(&nothing, LIN), ["1.1 nothing_owed"]);
    }

    #[test]
    fn a_decision_goes_with_the_office_and_is_not_handed_on() {
        let low = deal().judged("2026-11-04 10:00", 1, 1, 1);
        let mut handed = low.clone().handed_on(PETER, ("3.3.c", "2026-11-04 10:00"), NOW).build();
        handed.hand_ons[0].by = Some(WANG);
        let handing = judging(Some(&low.build()), &handed).entered(NOW);
        assert_eq!(handing.told(WANG), ["1.1 decision_not_handed_on"]);
    }

    fn slow() -> DealBuilder {
        deal().planned("2026-11-05 10:00", 21)
    }

    fn answered_by(by: PersonId, found: &str) -> Deal {
        let mut answered = slow().build();
        answered.answers.push(Answer {
            id: EntryId([9; 16]),
            clause: "3.2.b".to_owned(),
            found: found.to_owned(),
            since: Some(Instant(ms("2026-11-05 10:00"))),
            stance: Some(Stance::Objected),
            words: "兩週一次".to_owned(),
            by: Some(by),
            at: Some(Instant(ms(NOW))),
        });
        answered
    }

    #[test]
    fn a_finding_is_answered_by_whom_it_concerns() {
        let answering = |by, found| judging(Some(&slow().build()), &answered_by(by, found)).told(by);
        assert_eq!(answering(WANG, "slow_plan"), NOTHING);
        assert_eq!(answering(LIN, "slow_plan"), ["1.1 not_your_finding"]);
        assert_eq!(answering(WANG, "other"), ["1.1 nothing_found"]);
        let open = findings_of(&slow().build(), &company());
        assert_eq!((open.len(), open[0].who, open[0].answered_ms), (1, WANG, None));
        let closed = findings_of(&answered_by(WANG, "slow_plan"), &company());
        assert_eq!(closed[0].answered_ms, Some(ms(NOW)));
    }

    #[test]
    fn an_unrelated_edit_on_a_deal_with_an_unlawful_waiver_passes() {
        let before = deal().waived_by(CHEN, ("3.3.c", "2026-11-02 09:00"), NOW).build();
        let after = Deal { title: "北辰電機 三期".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), NOTHING);
    }
}
