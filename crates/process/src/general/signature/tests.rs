//! Signing, by clause: the same for every list whose entries bear who wrote them and when.

use super::*;
use crate::general::settled::Stance;
use crate::law::Verdict;
use crate::opportunity::Deal;
use crate::testing::{CHEN, DealBuilder, LIN, WANG, deal, judging, ms, question};
use crate::value::Instant;
use crate::{Clause, Facts, RecordKind};

const NOTHING: [&str; 0] = [];
const OPENED: &str = "2026-11-02 09:00";
const NOW: &str = "2026-11-05 10:00";

/// A deal in which each signed list can be written into.
fn before() -> DealBuilder {
    deal().contacted("2026-11-03 10:00").planned("2026-11-03 11:00", 30).judged_low("2026-11-04 10:00")
}

/// One entry in each signed list of a deal, with who lawfully writes it.
fn written() -> Vec<(&'static str, Deal, PersonId)> {
    let contact_owed = "2026-11-03 10:00";
    [
        ("attachment", before().photographed(NOW, LIN), LIN),
        ("amendment", before().amended(NOW, LIN), LIN),
        ("evaluation", before().judged_mid(NOW), LIN),
        ("resource", before().resourced(NOW, WANG), WANG),
        ("proposal", before().proposed(NOW, true), LIN),
        ("decision", before().decided(NOW, WANG, true), WANG),
        ("waiver", before().waived(NOW, LIN, Clause::C3_2_b, contact_owed), LIN),
        ("hand_on", before().offered(NOW, (LIN, CHEN), Clause::C3_2_b, contact_owed), LIN),
        ("answer", before().answered(NOW, Stance::Agreed, "2026-11-03 11:00"), WANG),
    ]
    .map(|(list, after, by)| (list, after.build(), by))
    .into()
}

/// The path of a field of the entry written last into a list.
fn path(deal: &Deal, list: &str, field: &str) -> Path {
    let facts = deal.to_facts();
    let ids = facts.keys().filter_map(|path| path.entry.clone()).filter(|(kind, _)| kind == list);
    Path::entry(list, ids.map(|(_, id)| id).max().unwrap(), field)
}

/// That record with one value put elsewhere.
fn with(deal: &Deal, path: Path, value: Value) -> Deal {
    let mut facts: Facts = deal.to_facts();
    facts.insert(path, value);
    Deal::from_facts(&facts)
}

fn told(before: &Deal, after: &Deal, by: PersonId) -> Vec<String> {
    judging(Some(before), after).entered(NOW).told(by)
}

mod c1_1 {
    use super::*;
    use crate::line;

    #[test]
    fn these_are_the_lists_that_are_signed() {
        let signed = |kind: RecordKind| -> Vec<&str> {
            kind.schema().entries.iter().filter(|list| is_signed(list)).map(|list| list.name).collect()
        };
        let lists: Vec<&str> = written().iter().map(|(list, ..)| *list).collect();
        assert_eq!(signed(RecordKind::Deal), lists);
        assert_eq!(signed(RecordKind::Question), ["hand_on", "waiver"]);
        let of_customer =
            ["capture", "attachment", "touch", "claim", "handover", "joining", "waiver", "hand_on", "answer"];
        assert_eq!(signed(RecordKind::Customer), of_customer);
    }

    #[test]
    fn who_writes_an_entry_signs_it_with_their_own_name_and_the_time_of_writing() {
        for (list, after, by) in written() {
            assert_eq!(told(&before().build(), &after, by), NOTHING, "{list}");
        }
    }

    #[test]
    fn nobody_signs_for_somebody_else_also_not_for_who_reports_to_them() {
        for (list, after, by) in written() {
            let other = if by == LIN { WANG } else { LIN };
            let refusals = judging(Some(&before().build()), &after).entered(NOW).refusals_to(other);
            let first = refusals.first().map(|it| (it.clause, it.wrong.clone()));
            assert_eq!(first, Some((Clause::C1_1, line!("signed_for", by = Fact::Person(by)))), "{list}");
        }
    }

    #[test]
    fn every_entry_of_an_act_is_looked_at() {
        let mut after = before().judged_mid(NOW).judged_mid(NOW).build();
        assert_eq!(told(&before().build(), &after, LIN), NOTHING);
        after.evaluations[2].by = Some(CHEN);
        assert_eq!(told(&before().build(), &after, LIN), ["1.1 signed_for"]);
    }

    #[test]
    fn a_moment_before_or_after_the_writing_is_another_time() {
        for (list, after, by) in written() {
            for off_ms in [-1, 1] {
                let at = Value::Instant(ms(NOW) + off_ms);
                let misdated = with(&after, path(&after, list, AT), at);
                let told = told(&before().build(), &misdated, by);
                assert!(told.contains(&"1.1 not_written_now".to_owned()), "{list} {told:?}");
            }
        }
    }

    #[test]
    fn an_entry_of_a_colleague_may_be_taken_over_with_both_names_and_its_authors_time() {
        let taken = |by: PersonId, taker: PersonId, at: &str| {
            let mut after = before().judged_mid(at).build();
            after.evaluations[1].by = Some(by);
            after.evaluations[1].taken_over_by = Some(taker);
            told(&before().build(), &after, LIN)
        };
        assert_eq!(taken(CHEN, LIN, "2026-11-04 12:00"), NOTHING);
        assert_eq!(taken(CHEN, LIN, NOW), NOTHING);
        assert_eq!(taken(CHEN, LIN, "2026-11-05 10:01"), ["1.1 not_written_now"]);
        assert_eq!(taken(CHEN, WANG, "2026-11-04 12:00"), ["1.1 signed_for"], "by a third");
        assert_eq!(taken(PersonId([0; 16]), LIN, "2026-11-04 12:00"), ["1.1 signed_for"], "from a stranger");
        assert_eq!(taken(LIN, LIN, "2026-11-04 12:00"), ["1.1 not_signed"], "from oneself");
    }

    #[test]
    fn taking_over_gives_nobody_the_authority_of_who_wrote_it() {
        let mut after = before().resourced("2026-11-04 12:00", WANG).build();
        after.resources[0].taken_over_by = Some(LIN);
        assert_eq!(told(&before().build(), &after, LIN), ["3.3.c decided_on_own"]);
    }

    #[test]
    fn what_bears_no_name_or_time_is_not_even_an_entry() {
        for (list, after, by) in written() {
            for field in [BY, AT] {
                let mut facts = after.to_facts();
                facts.remove(&path(&after, list, field));
                let verdict =
                    judging(Some(&before().build()), &Deal::from_facts(&facts)).entered(NOW).verdict_to(by);
                assert!(matches!(verdict, Err(Verdict::Form(_))), "{list} without {field}: {verdict:?}");
            }
        }
    }

    #[test]
    fn nothing_that_was_signed_is_changed_not_by_its_author_nor_from_above() {
        for (list, after, by) in written() {
            for signed in after.to_facts().keys().filter(|it| **it == path(&after, list, &it.field)) {
                let Some(kind) = Deal::schema().field(signed).map(|field| field.kind) else { continue };
                let value = match kind {
                    crate::schema::Kind::Instant => Value::Instant(ms(NOW) + 60_000),
                    crate::schema::Kind::Person => Value::Id(CHEN.0),
                    crate::schema::Kind::Entry => Value::Id([9; 16]),
                    crate::schema::Kind::Number(..) => Value::Int(1),
                    crate::schema::Kind::Choice(codes) => Value::Text(codes[1].to_owned()),
                    crate::schema::Kind::Flag => Value::Flag(false),
                    _ => Value::Text("別的".to_owned()),
                };
                let rewritten = with(&after, signed.clone(), value);
                if rewritten == after {
                    continue;
                }
                for who in [by, WANG, LIN] {
                    let told = judging(Some(&after), &rewritten).entered(NOW).told(who);
                    assert!(told.contains(&"1.1 signed_stays".to_owned()), "{signed} by {who}: {told:?}");
                }
            }
        }
    }

    #[test]
    fn nor_added_to_nor_emptied() {
        let after = before().judged_mid(NOW).build();
        let mut added = after.clone();
        added.evaluations[1].infeasible = true;
        assert_eq!(told(&after, &added, LIN), ["1.1 signed_stays"]);
        let mut emptied = after.clone();
        emptied.evaluations[1].need_why.clear();
        assert_eq!(told(&after, &emptied, LIN), ["1.1 signed_stays"]);
        let offered = before().offered(NOW, (LIN, CHEN), Clause::C3_2_b, "2026-11-03 10:00").build();
        let mut reworded = offered.clone();
        reworded.hand_ons[0].words.clear();
        assert_eq!(told(&offered, &reworded, LIN), ["1.1 signed_stays"]);
    }

    #[test]
    fn the_refusal_says_when_it_was_signed() {
        let after = before().proposed(NOW, true).build();
        let mut turned = after.clone();
        turned.proposals[0].stop = false;
        let refusals = judging(Some(&after), &turned).entered("2026-11-06 10:00").refusals_to(LIN);
        assert_eq!(refusals[0].wrong, line!("signed_stays", at = Fact::Instant(ms(NOW))));
    }

    #[test]
    fn with_the_opening_of_a_deal_it_is_the_same() {
        let forged = deal().judged_mid(OPENED).build();
        assert_eq!(judging(None, &forged).told(LIN), NOTHING);
        let mut other = forged.clone();
        other.evaluations[0].by = Some(CHEN);
        assert_eq!(judging(None, &other).told(LIN), ["1.1 signed_for"]);
        other = forged;
        other.evaluations[0].at = Some(Instant(ms("2026-11-01 09:00")));
        assert_eq!(judging(None, &other).told(LIN), ["1.1 not_written_now"]);
    }

    #[test]
    fn of_questions_too() {
        let asked = question().build();
        let offered = question().offered(NOW, (crate::testing::ZHOU, CHEN), OPENED).build();
        assert_eq!(judging(Some(&asked), &offered).told(LIN)[0], "1.1 signed_for");
    }

    #[test]
    fn an_unrelated_edit_beside_forged_entries_passes() {
        let mut forged = before().judged_mid("2030-01-01 10:00").build();
        forged.evaluations[1].by = Some(CHEN);
        let edited = Deal { title: "三期".to_owned(), ..forged.clone() };
        assert_eq!(told(&forged, &edited, LIN), NOTHING);
        let mut judged = forged.clone();
        let fresh = before().judged_mid(NOW).build().evaluations[1].clone();
        judged.evaluations.push(crate::opportunity::Evaluation { id: EntryId([9; 16]), ..fresh });
        assert_eq!(told(&forged, &judged, LIN), NOTHING, "nor do they bar a true one");
    }
}
