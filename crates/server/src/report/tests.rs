use super::*;

#[test]
fn minor_units_are_written_as_decimals() {
    for (minor, text) in [(0, "0.00"), (5, "0.05"), (123_456, "1234.56"), (-7, "-0.07"), (-100, "-1.00")] {
        assert_eq!(decimal(minor), text);
    }
}
