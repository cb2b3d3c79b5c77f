//! Whose turn it is, by clause.

use super::*;
use crate::law::Asks;
use crate::testing::{
    CHEN, HE, LIN, MARIA, PETER, ReportBuilder, SYSTEM, WANG, ZHAO, ZHOU, company, company_while_away,
    company_without, judging, market_report, owed, owing,
};

const NOTHING: [&str; 0] = [];
const NOW: &str = "2026-10-12 09:00";
const LATER: &str = "2026-11-02 09:00";

fn changed(before: &ReportBuilder, after: &ReportBuilder, by: PersonId) -> Vec<String> {
    judging(Some(&before.clone().build()), &after.clone().build()).entered(LATER).told(by)
}

mod c2_1_a {
    use super::*;

    mod naming_an_author {
        use super::*;

        #[test]
        fn a_manager_names_one_in_their_own_name_nobody_else_does() {
            for manager in [WANG, PETER, ZHAO] {
                let named = market_report().named_by(manager).build();
                assert_eq!(judging(None, &named).told(manager), NOTHING, "{manager}");
            }
            for other in [LIN, ZHOU, HE] {
                let named = market_report().named_by(other).build();
                assert_eq!(judging(None, &named).told(other), ["2.1.a only_manager_names"], "{other}");
            }
            let for_another = judging(None, &market_report().build());
            assert_eq!(for_another.told(PETER), ["2.1.a only_manager_names"], "nor for a manager elsewhere");
            assert_eq!(for_another.told(ZHAO), NOTHING, "from above it is for them");
        }

        #[test]
        fn who_stands_in_for_a_manager_names_while_they_are_away() {
            let company = |from| company_while_away(WANG, from, "2026-10-16", Some(CHEN));
            let judged = |from| judging(None, &market_report().build()).under(company(from)).told(CHEN);
            assert_eq!(judged("2026-10-12"), NOTHING);
            assert_eq!(judged("2026-10-13"), ["2.1.a only_manager_names"]);
        }

        #[test]
        fn a_manager_puts_another_in_their_place_and_stays_to_whom_it_goes() {
            let other = market_report().written_by(CHEN);
            assert_eq!(changed(&market_report(), &other, WANG), NOTHING);
            assert_eq!(changed(&market_report(), &other, LIN), ["2.1.a only_manager_names"]);
            let taken = market_report().named_by(PETER);
            assert_eq!(changed(&market_report(), &taken, PETER), ["2.1.a only_manager_names"]);
        }

        #[test]
        fn another_in_their_place_owes_it_from_then_on_and_may_not_be_dated_otherwise() {
            let handed_on = market_report().taken_on(LATER, crate::Clause::C2_1_a, NOW, (LIN, MARIA));
            let other = handed_on.clone().written_by(CHEN).named(LATER);
            assert_eq!(changed(&handed_on, &other, WANG), NOTHING);
            assert_eq!(owing(&other.clone().build(), &company(), Asks::MarketReport), [CHEN]);
            let late = market_report().of("2026-Q3");
            let told = owed(&late.written_by(CHEN).named(LATER).build(), &company(), Asks::MarketReport);
            assert_eq!(told, ["write_report by 2026-11-12 18:00, open"], "ten days from then");
            let misdated = market_report().written_by(CHEN).named("2026-11-02 08:00");
            assert_eq!(changed(&market_report(), &misdated, WANG), ["2.1.a named_not_now"]);
            let out = market_report().written().submitted("2026-10-30 10:00");
            let late = out.clone().written_by(CHEN).named(LATER);
            assert_eq!(changed(&out, &late, WANG), ["2.1.b submitted_stays"]);
        }

        #[test]
        fn the_author_is_with_the_company_and_sees_records() {
            for nobody in [HE, SYSTEM, PersonId([3; 16])] {
                let named = market_report().written_by(nobody).build();
                assert_eq!(judging(None, &named).told(WANG), ["2.1.a author_gone"], "{nobody}");
            }
            let gone = judging(None, &market_report().build()).under(company_without(LIN));
            assert_eq!(gone.told(WANG), ["2.1.a author_gone"]);
            let staff = market_report().written_by(ZHOU).build();
            assert_eq!(judging(None, &staff).told(WANG), NOTHING, "somebody of a department may be");
        }

        #[test]
        fn naming_the_next_one_of_a_report_whose_author_left_passes() {
            let after = market_report().continued(LATER).build();
            let judged = judging(Some(&market_report().build()), &after).under(company_without(LIN));
            assert_eq!(judged.told(WANG), NOTHING);
        }

        #[test]
        fn who_writes_next_its_own_manager_says_or_who_acts_for_them() {
            let after = market_report().continued(LATER);
            assert_eq!(changed(&market_report(), &after, WANG), NOTHING);
            assert_eq!(changed(&market_report(), &after, PETER), ["2.1.a only_manager_names"]);
            assert_eq!(changed(&market_report(), &after, ZHAO), NOTHING, "above him");
            let stands_in = company_while_away(WANG, "2026-11-01", "2026-11-30", Some(PETER));
            let judged = judging(Some(&market_report().build()), &after.build()).under(stands_in);
            assert_eq!(judged.entered(LATER).told(PETER), NOTHING);
        }

        #[test]
        fn a_report_is_of_a_quarter_and_stays_of_it() {
            for unclear in ["2026", "2026-Q5", "Q4 26"] {
                let named = market_report().of(unclear).build();
                assert_eq!(judging(None, &named).told(WANG), ["2.1.a quarter_unclear"], "{unclear}");
            }
            let other = market_report().of("2027-Q1");
            assert_eq!(changed(&market_report(), &other, WANG), ["2.1.a quarter_unclear"]);
        }

        #[test]
        fn it_counts_from_when_it_is_written_down() {
            let late = judging(None, &market_report().build()).entered("2026-10-12 09:01");
            assert_eq!(late.told(WANG), ["2.1.a named_not_now"]);
            assert_eq!(
                changed(&market_report(), &market_report().named(LATER), WANG),
                ["2.1.a named_not_now"]
            );
            let continued = market_report().continued("2026-11-02 08:00");
            assert_eq!(changed(&market_report(), &continued, WANG), ["2.1.a named_not_now"]);
            assert_eq!(changed(&market_report(), &market_report().continued(LATER), WANG), NOTHING);
            let again = market_report().continued(NOW);
            assert_eq!(changed(&again, &market_report().continued(LATER), WANG), ["2.1.a named_not_now"]);
        }

        #[test]
        fn only_a_manager_names_the_next_one() {
            let continued = market_report().continued(LATER);
            assert_eq!(changed(&market_report(), &continued, LIN), ["2.1.a only_manager_names"]);
        }
    }

    mod the_report_of_a_quarter {
        use super::*;

        fn told(report: &ReportBuilder) -> Vec<String> {
            owed(&report.clone().build(), &company(), Asks::MarketReport)
        }

        #[test]
        fn its_author_owes_it_ten_days_after_the_quarters_end() {
            // The tenth of January is a Sunday.
            assert_eq!(told(&market_report()), ["write_report by 2027-01-11 18:00, open"]);
            assert_eq!(owing(&market_report().build(), &company(), Asks::MarketReport), [LIN]);
            let done = market_report().written().submitted("2027-01-05 10:00");
            assert_eq!(told(&done), ["write_report by 2027-01-11 18:00, done 2027-01-05 10:00"]);
        }

        #[test]
        fn who_is_named_after_the_quarter_has_ten_days_from_then() {
            let late = market_report().of("2026-Q3");
            assert_eq!(told(&late), ["write_report by 2026-10-22 18:00, open"]);
        }

        #[test]
        fn how_many_days_is_a_number_of_the_policy() {
            let mut company = company();
            let agreed = crate::policy::Agreed { from_ms: 0, number: 20 };
            company.policy.agree(PolicyValue::MarketReportDays, agreed).unwrap();
            let told = owed(&market_report().build(), &company, Asks::MarketReport);
            assert_eq!(told, ["write_report by 2027-01-20 18:00, open"]);
        }

        #[test]
        fn a_colleague_who_took_it_on_owes_it() {
            let on = market_report().taken_on(LATER, crate::Clause::C2_1_a, NOW, (LIN, MARIA));
            assert_eq!(owing(&on.build(), &company(), Asks::MarketReport), [MARIA]);
        }

        #[test]
        fn what_is_of_no_quarter_owes_nothing() {
            let imported = market_report().of("spring").build();
            assert_eq!(owed(&imported, &company(), Asks::MarketReport), NOTHING);
            assert_eq!(owed(&imported, &company(), Asks::MarketAuthor), NOTHING);
        }
    }

    mod the_next_author {
        use super::*;

        #[test]
        fn whoever_named_the_last_one_names_the_next_when_the_quarter_is_over() {
            let told = |report: ReportBuilder| owed(&report.build(), &company(), Asks::MarketAuthor);
            // Five working days from Friday the first of January.
            assert_eq!(told(market_report()), ["name_author by 2027-01-08 18:00, open"]);
            let done = market_report().continued("2027-01-04 09:30");
            assert_eq!(told(done), ["name_author by 2027-01-08 18:00, done 2027-01-04 09:30"]);
            assert_eq!(owing(&market_report().build(), &company(), Asks::MarketAuthor), [WANG]);
        }

        #[test]
        fn it_is_of_the_quarter_that_follows() {
            let duty = crate::law::duties_of(&market_report().build(), &company());
            let next = duty.into_iter().find(|it| it.asks == Asks::MarketAuthor).unwrap();
            assert_eq!(next.owing.what.facts["year"], Fact::Text("2027".to_owned()));
            assert_eq!(next.owing.what.facts["quarter"], Fact::Count(1));
        }

        #[test]
        fn where_the_manager_left_who_stands_above_them_does() {
            assert_eq!(owing(&market_report().build(), &company_without(WANG), Asks::MarketAuthor), [ZHAO]);
        }

        #[test]
        fn a_report_named_after_its_quarter_has_the_days_from_then() {
            let late = market_report().of("2026-Q3").build();
            assert_eq!(
                owed(&late, &company(), Asks::MarketAuthor),
                ["name_author by 2026-10-19 18:00, open"]
            );
        }
    }
}
