//! Numbers of answers.

use proptest::prelude::*;

use super::*;

#[test]
fn it_reads_what_hands_type_and_writes_one_spelling() {
    for (typed, written) in [
        ("12", "12"),
        ("-3.50", "-3.5"),
        (" 0.125 ", "0.125"),
        ("+3", "3"),
        ("007", "7"),
        (".5", "0.5"),
        ("2.", "2"),
        ("-0", "0"),
        ("999999999.999", "999999999.999"),
    ] {
        assert_eq!(Decimal::parse(typed).map(|it| it.to_string()).as_deref(), Some(written), "{typed}");
    }
    for wrong in ["", ".", "-", "1,5", "1.2345", "1e3", "1000000000", "12 34", "--1", "１", "NaN"] {
        assert_eq!(Decimal::parse(wrong), None, "{wrong}");
    }
}

proptest! {
    #[test]
    fn what_it_writes_it_reads(thousandths in -999_999_999_999_i64..=999_999_999_999) {
        let number = Decimal::of_thousandths(thousandths);
        prop_assert_eq!(Decimal::parse(&number.to_string()), Some(number));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,40}") {
        let _ = Decimal::parse(&text);
    }
}
