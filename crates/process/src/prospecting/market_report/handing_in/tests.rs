//! Handing the report in, by clause.

use super::*;
use crate::law::Asks;
use crate::prospecting::Reading;
use crate::testing::{
    CHEN, LIN, MARIA, PETER, ReportBuilder, WANG, ZHAO, ZHOU, company, company_while_away, company_without,
    judging, market_report, owed, owing,
};
use crate::{Clause, DocId, EntryId};

const NOTHING: [&str; 0] = [];
const NAMED: &str = "2026-10-12 09:00";
const SUBMITTED: &str = "2027-01-05 10:00";
const NOW: &str = "2027-01-06 10:00";

fn told(before: &ReportBuilder, after: &ReportBuilder, by: PersonId) -> Vec<String> {
    judging(Some(&before.clone().build()), &after.clone().build()).entered(NOW).told(by)
}

fn submitted() -> ReportBuilder {
    market_report().written().quoting(DocId([7; 16]), ReportPart::Trends).submitted(SUBMITTED)
}

mod c2_1_b {
    use super::*;

    mod writing {
        use super::*;

        #[test]
        fn the_author_writes_and_quotes_nobody_else_does_not_even_the_manager() {
            let quoting = market_report().quoting(DocId([7; 16]), ReportPart::Industry);
            for after in [market_report().written(), quoting] {
                assert_eq!(told(&market_report(), &after, LIN), NOTHING);
                for other in [CHEN, WANG, ZHAO] {
                    assert_eq!(told(&market_report(), &after, other), ["2.1.b not_your_report"], "{other}");
                }
            }
        }

        #[test]
        fn the_manager_who_names_an_author_does_not_write_for_them_in_the_same_act() {
            let begun = market_report().written().build();
            assert_eq!(judging(None, &begun).told(WANG), ["2.1.b not_your_report"]);
            let own = market_report().written_by(WANG).written().build();
            assert_eq!(judging(None, &own).told(WANG), NOTHING);
        }

        #[test]
        fn who_stands_in_for_the_author_or_took_it_on_does() {
            let away = company_while_away(LIN, "2027-01-04", "2027-01-08", Some(CHEN));
            let judged = judging(Some(&market_report().build()), &market_report().written().build());
            assert_eq!(judged.entered(NOW).under(away).told(CHEN), NOTHING);
            let on = market_report().taken_on("2026-10-13 09:00", Clause::C2_1_a, NAMED, (LIN, MARIA));
            assert_eq!(told(&on, &on.clone().written(), MARIA), NOTHING);
        }

        #[test]
        fn a_quotation_is_taken_out_again() {
            let before = market_report().quoting(DocId([7; 16]), ReportPart::Trends);
            let mut after = before.clone().build();
            after.quotations[0].removed = Some(Instant(crate::testing::ms(NOW)));
            assert_eq!(judging(Some(&before.build()), &after).told(LIN), NOTHING);
            assert_eq!(after.quoted(ReportPart::Trends).count(), 0);
        }
    }

    mod submitting {
        use super::*;
        use crate::line;

        #[test]
        fn with_all_three_parts_and_not_with_one_of_them_empty() {
            let whole = market_report().written();
            assert_eq!(told(&whole, &whole.clone().submitted(NOW), LIN), NOTHING);
            for part in ReportPart::ALL {
                let mut before = market_report().written().build();
                match part {
                    ReportPart::Industry => before.industry = " \n".to_owned(),
                    ReportPart::Competitors => before.competitors.clear(),
                    ReportPart::Trends => before.trends.clear(),
                }
                let after =
                    MarketReport { submitted: Some(Instant(crate::testing::ms(NOW))), ..before.clone() };
                let refusals = judging(Some(&before), &after).refusals_to(LIN);
                assert_eq!(refusals[0].wrong, line!("submitted_without_a_part"));
                assert_eq!(refusals[0].lacks, [line!("part", field = Fact::Field(part.code().into()))]);
                assert_eq!(refusals[0].holds.len(), 2);
            }
        }

        #[test]
        fn by_its_author_alone() {
            let whole = market_report().written();
            for other in [CHEN, WANG, ZHAO] {
                let told = told(&whole, &whole.clone().submitted(NOW), other);
                assert_eq!(told, ["2.1.b not_your_report"], "{other}");
            }
        }

        #[test]
        fn now_and_once() {
            let whole = market_report().written();
            let early = told(&whole, &whole.clone().submitted(SUBMITTED), LIN);
            assert_eq!(early, ["2.1.b submitted_not_now"]);
            let again = told(&submitted(), &submitted().submitted(NOW), LIN);
            assert_eq!(again, ["2.1.b submitted_already"]);
            let mut undone = submitted().build();
            undone.submitted = None;
            let undone = judging(Some(&submitted().build()), &undone).entered(NOW);
            assert_eq!(undone.told(LIN), ["2.1.b submitted_already"]);
        }

        #[test]
        fn what_was_submitted_stays() {
            let mut worded = submitted().build();
            worded.trends.push_str("，且加快");
            let judged = |after: &MarketReport, by: PersonId| {
                judging(Some(&submitted().build()), after).entered(NOW).told(by)
            };
            assert_eq!(judged(&worded, LIN), ["2.1.b submitted_stays"]);
            let quoting = submitted().quoting(DocId([8; 16]), ReportPart::Trends);
            assert_eq!(told(&submitted(), &quoting, LIN), ["2.1.b submitted_stays"]);
            let given = submitted().written_by(CHEN);
            assert_eq!(told(&submitted(), &given, WANG), ["2.1.b submitted_stays"]);
        }

        #[test]
        fn what_happens_to_it_afterwards_passes_however_it_was_submitted() {
            let mut bare = submitted().build();
            bare.trends.clear();
            let mut after = bare.clone();
            after.readings.push(Reading {
                id: EntryId([5; 16]),
                by: Some(ZHOU),
                at: Some(Instant(crate::testing::ms(NOW))),
            });
            assert_eq!(judging(Some(&bare), &after).told(ZHOU), NOTHING);
        }
    }

    mod reading {
        use super::*;

        #[test]
        fn whoever_opens_it_is_recorded_once_it_is_submitted() {
            for who in [WANG, MARIA, ZHOU, LIN] {
                assert_eq!(told(&submitted(), &submitted().read(NOW, who), who), NOTHING, "{who}");
            }
            let early = told(&market_report(), &market_report().read(NOW, WANG), WANG);
            assert_eq!(early, ["2.1.b nothing_submitted"]);
        }

        #[test]
        fn each_is_told_once_with_the_first_time() {
            let report =
                submitted().read(NOW, WANG).read("2027-01-07 09:00", ZHOU).read("2027-01-08 09:00", WANG);
            let readers = report.build().readers();
            let who: Vec<PersonId> = readers.iter().map(|(who, _)| *who).collect();
            assert_eq!(who, [WANG, ZHOU]);
            assert_eq!(readers[0].1, Instant(crate::testing::ms(NOW)));
        }

        #[test]
        fn the_manager_names_what_follows_or_who_acts_for_them() {
            for (who, may) in [(WANG, true), (ZHAO, true), (LIN, false), (PETER, false), (ZHOU, false)] {
                let expected: &[&str] = if may { &[] } else { &["2.1.b not_yours_to_follow"] };
                assert_eq!(told(&submitted(), &submitted().followed(NOW, who), who), expected, "{who}");
            }
            let early = told(&market_report(), &market_report().followed(NOW, WANG), WANG);
            assert_eq!(early, ["2.1.b nothing_submitted"]);
            let on = submitted().taken_on(NOW, Clause::C2_1_b, SUBMITTED, (WANG, PETER));
            assert_eq!(told(&on, &on.clone().followed(NOW, PETER), PETER), NOTHING);
        }

        #[test]
        fn of_a_report_of_their_own_who_stands_above_does() {
            let own = submitted().written_by(WANG);
            assert_eq!(owing(&own.clone().build(), &company(), Asks::Consequence), [ZHAO]);
            assert_eq!(told(&own, &own.clone().followed(NOW, WANG), WANG), ["2.1.b not_yours_to_follow"]);
            assert_eq!(told(&own, &own.clone().followed(NOW, ZHAO), ZHAO), NOTHING);
        }

        #[test]
        fn the_manager_owes_it_five_working_days_after_submission() {
            let told = |report: ReportBuilder| owed(&report.build(), &company(), Asks::Consequence);
            assert_eq!(told(market_report().written()), NOTHING);
            assert_eq!(told(submitted()), ["name_what_follows by 2027-01-12 18:00, open"]);
            let read = submitted().read(NOW, WANG);
            assert_eq!(
                told(read),
                ["name_what_follows by 2027-01-12 18:00, open"],
                "reading alone is not it"
            );
            let done = submitted().followed(NOW, WANG);
            assert_eq!(told(done), ["name_what_follows by 2027-01-12 18:00, done 2027-01-06 10:00"]);
            assert_eq!(owing(&submitted().build(), &company(), Asks::Consequence), [WANG]);
            assert_eq!(owing(&submitted().build(), &company_without(WANG), Asks::Consequence), [ZHAO]);
        }
    }
}
