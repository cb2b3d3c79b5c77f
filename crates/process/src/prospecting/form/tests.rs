//! Forms: what fits, what is shown, what cannot be asked.

use proptest::prelude::*;

use super::*;
use crate::testing::{asked, compressor_form};

fn options(kind: ItemKind, options: &str) -> Asked {
    Asked { options: options.to_owned(), ..asked("q", kind) }
}

fn limits(kind: ItemKind, least: &str, most: &str) -> Asked {
    Asked { least: least.to_owned(), most: most.to_owned(), ..asked("q", kind) }
}

#[test]
fn an_answer_fits_its_kind_in_one_spelling() {
    let single = options(ItemKind::Single, "a 甲\nb 乙");
    let multiple = options(ItemKind::Multiple, "a 甲\nb 乙\nc");
    let number = limits(ItemKind::Number, "0.5", "9");
    let date = limits(ItemKind::Date, "2026-01-01", "");
    for (item, fit, unfit) in [
        (&asked("q", ItemKind::Text), vec!["x", "兩行\n字"], vec!["", " \n"]),
        (&single, vec!["a", "b"], vec!["c", "", "a b", "甲"]),
        (&multiple, vec!["a", "b a", "c"], vec!["", "a a", "a  b", "d"]),
        (&number, vec!["0.5", "9", "3.25"], vec!["0.499", "9.001", "3.0", "+3", "x", ""]),
        (&limits(ItemKind::Whole, "", ""), vec!["-3", "0"], vec!["1.5", "01"]),
        (&limits(ItemKind::Scale, "", ""), vec!["1", "5"], vec!["0", "6", "2.5"]),
        (&limits(ItemKind::Scale, "0", "10"), vec!["0", "10"], vec!["-1", "11"]),
        (&date, vec!["2026-01-01", "2027-02-03"], vec!["2025-12-31", "2026-1-2", "2026-02-30"]),
        (&asked("q", ItemKind::Photo), vec!["07070707070707070707070707070707"], vec!["photo", ""]),
        (&asked("q", ItemKind::Note), vec![], vec!["", "x"]),
        (&asked("q", ItemKind::Section), vec![], vec!["", "x"]),
    ] {
        for answer in fit {
            assert!(item.fits(answer), "{:?} {answer}", item.kind);
        }
        for answer in unfit {
            assert!(!item.fits(answer), "{:?} {answer}", item.kind);
        }
    }
}

#[test]
fn what_is_not_shown_counts_as_not_answered_and_a_section_takes_its_items_along() {
    let when = |shown_if: &str, it: Asked| Asked { shown_if: shown_if.to_owned(), ..it };
    let form = Form::from(vec![
        options(ItemKind::Single, "yes\nno"),
        when("q = yes", asked("part", ItemKind::Section)),
        asked("noise", ItemKind::Number),
        when("noise > 70", asked("loud", ItemKind::Text)),
        asked("rest", ItemKind::Section),
        when("answered(noise)", asked("last", ItemKind::Text)),
    ]);
    assert_eq!(form.unsound(), []);
    let shown = |answers: &[(&'static str, &'static str)]| form.shown(&answers.iter().copied().collect());
    assert_eq!(shown(&[]), [true, false, false, false, true, false]);
    assert_eq!(shown(&[("q", "yes"), ("noise", "75")]), [true; 6]);
    assert_eq!(shown(&[("q", "no"), ("noise", "75")]), [true, false, false, false, true, false]);
}

#[test]
fn gaps_are_what_is_required_shown_and_not_answered() {
    let form = compressor_form();
    let gaps = |answers: &[(&'static str, &'static str)]| {
        let answers = answers.iter().copied().collect();
        form.gaps(&answers).iter().map(|item| item.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(gaps(&[]), ["machine"]);
    assert_eq!(gaps(&[("machine", "pump")]), [""; 0]);
    assert_eq!(gaps(&[("machine", "compressor")]), ["noise"]);
    let progress =
        |answers: &[(&'static str, &'static str)]| form.progress(&answers.iter().copied().collect());
    assert_eq!(progress(&[("machine", "compressor")]), (5, 1));
    assert_eq!(progress(&[("machine", "pump"), ("noise", "60")]), (4, 1));
}

#[test]
fn what_cannot_be_asked_is_found_item_by_item() {
    let unsound = |item: Asked| Form::from(vec![asked("first", ItemKind::Text), item]).unsound();
    assert_eq!(Form::default().unsound(), [Unsound::NothingAsked]);
    assert_eq!(Form::from(vec![asked("n", ItemKind::Note)]).unsound(), [Unsound::NothingAsked]);
    let wordless = Asked { words: " ".to_owned(), ..asked("q", ItemKind::Text) };
    assert_eq!(unsound(wordless.clone()), [Unsound::WithoutWords(1)]);
    assert_eq!(unsound(Asked { kind: ItemKind::Section, ..wordless }), [], "a section may just be a line");
    for name in ["first", "", "3x", "a b", "and", "x="] {
        assert_eq!(unsound(asked(name, ItemKind::Text)), [Unsound::Name(1)], "{name}");
    }
    for list in ["", "a 甲\na 乙"] {
        assert_eq!(unsound(options(ItemKind::Single, list)), [Unsound::Options(1)]);
        assert_eq!(unsound(options(ItemKind::Text, list)), []);
    }
    for (kind, least, most) in [
        (ItemKind::Number, "9", "3"),
        (ItemKind::Number, "x", ""),
        (ItemKind::Date, "2026-02-30", ""),
        (ItemKind::Scale, "5", "5"),
        (ItemKind::Scale, "0", "11"),
    ] {
        assert_eq!(unsound(limits(kind, least, most)), [Unsound::Limits(1)], "{kind:?} {least} {most}");
    }
    assert_eq!(unsound(limits(ItemKind::Scale, "0", "10")), []);
    for condition in ["first =", "second = 1", "q = 1"] {
        let shown_if = Asked { shown_if: condition.to_owned(), ..asked("q", ItemKind::Text) };
        assert_eq!(unsound(shown_if), [Unsound::Shown(1)], "{condition}");
    }
}

#[test]
fn a_form_reads_what_it_writes_and_takes_no_other_text_for_one() {
    let form = compressor_form();
    assert_eq!(Form::read(&form.write()), Some(form));
    assert_eq!(Form::read("[]"), Some(Form::default()));
    for wrong in ["", "{}", "[1]", "[{\"kind\":\"sound\"}]"] {
        assert_eq!(Form::read(wrong), None, "{wrong}");
    }
}

fn any_asked() -> impl Strategy<Value = Asked> {
    let text = || "[a-z0-9 =漢.-]{0,12}";
    (prop::sample::select(ItemKind::ALL), text(), text(), text(), text(), any::<bool>()).prop_map(
        |(kind, name, options, least, shown_if, required)| Asked {
            name,
            kind,
            words: "w".to_owned(),
            options,
            least,
            required,
            shown_if,
            ..Asked::default()
        },
    )
}

proptest! {
    #[test]
    fn any_form_is_answered_for(items in prop::collection::vec(any_asked(), 0..8), answer in "[a-z0-9 .-]{0,8}") {
        let form = Form::from(items.clone());
        prop_assert_eq!(Form::read(&form.write()), Some(form.clone()));
        let answers: Answers<'_> = items.iter().map(|it| (it.name.as_str(), answer.as_str())).collect();
        prop_assert_eq!(form.shown(&answers).len(), items.len());
        let (asked, answered) = form.progress(&answers);
        prop_assert!(answered <= asked);
        prop_assert_eq!(form.gaps(&answers).len(), 0, "all is answered");
        items.iter().for_each(|item| { let _ = item.fits(&answer); });
    }

    #[test]
    fn any_text_is_a_form_or_none(text in "[\\[\\]{}\":,a-z0-9]{0,60}") {
        let _ = Form::read(&text).map(|form| form.unsound());
    }
}
