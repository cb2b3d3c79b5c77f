//! Days, money and how they are written.

use super::*;

#[test]
fn a_day_reads_and_writes_its_date_and_knows_its_weekday() {
    let day = Day::parse("2026-11-23").unwrap();
    assert_eq!(day.to_string(), "2026-11-23");
    assert_eq!(day.weekday(), 0, "a Monday");
    assert_eq!(day.plus(6).weekday(), 6);
    for wrong in
        ["2026-02-30", "2026-13-01", "2026-11", "2026-11-23-1", "+2026-11-23", "2026-11-", "99999999999-1-1"]
    {
        assert_eq!(Day::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn money_has_one_spelling() {
    let money = Money { minor: -5, currency: Currency::CNY };
    assert_eq!(Money::parse(&money.to_string()), Some(money));
    for wrong in [
        "CNY 05",
        "CNY +5",
        "CNY -0",
        "CNY -05",
        "CNY -",
        "CNY 00",
        "cny 5",
        "CNY5",
        "CNY 5 ",
        "CNY 9223372036854775808",
    ] {
        assert_eq!(Money::parse(wrong), None, "{wrong}");
    }
}
