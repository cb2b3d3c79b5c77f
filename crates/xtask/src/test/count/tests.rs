//! What is counted, and what isn't.

use super::Count;

fn counted(lines: &[&str]) -> String {
    let mut count = Count::default();
    lines.iter().for_each(|line| count.read(line));
    count.to_string()
}

#[test]
fn the_closing_lines_of_all_binaries_are_summed() {
    let lines = [
        "running 4 tests",
        "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.01s",
        "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 2.00s",
    ];
    assert_eq!(counted(&lines), "5 passed, 1 failed, 1 skipped");
}

#[test]
fn what_a_test_prints_about_passing_is_not_counted() {
    assert_eq!(counted(&["9 passed; 9 failed", "test a::b ... ok"]), "0 passed, 0 failed, 0 skipped");
}
