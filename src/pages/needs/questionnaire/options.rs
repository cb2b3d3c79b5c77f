//! The options of an item as its author sees them: a label a line. The codes beside them, by which answers are kept, stay
//! with their labels.

/// The labels of options, one a line.
pub fn labels(options: &str) -> String {
    let label =
        |line: &str| line.split_once(' ').map_or_else(|| line.to_owned(), |(_, label)| label.to_owned());
    options.lines().map(label).collect::<Vec<_>>().join("\n")
}

/// Options with these labels. A label that was there keeps its code; where one was reworded in its place it keeps that
/// place's; others get a new one.
pub fn with_codes(labels: &str, before: &str) -> String {
    let was: Vec<(&str, &str)> =
        before.lines().map(|line| line.split_once(' ').unwrap_or((line, line))).collect();
    let now: Vec<&str> = labels.lines().map(str::trim).filter(|label| !label.is_empty()).collect();
    let kept = |label: &str| was.iter().find(|(_, it)| *it == label).map(|(code, _)| *code);
    let gone = |code: &str| {
        let label = was.iter().find(|(it, _)| *it == code).map(|(_, label)| *label);
        label.is_some_and(|label| !now.contains(&label))
    };
    let mut used: Vec<String> = now.iter().filter_map(|label| kept(label)).map(str::to_owned).collect();
    let mut lines = Vec::new();
    for (at, label) in now.iter().enumerate() {
        let reworded =
            || was.get(at).map(|(code, _)| *code).filter(|code| was.len() == now.len() && gone(code));
        let code = kept(label).or_else(reworded).map_or_else(|| fresh(&was, &used), str::to_owned);
        if kept(label).is_none() {
            used.push(code.clone());
        }
        lines.push(format!("{code} {label}"));
    }
    lines.join("\n")
}

/// A code that no option has or had.
fn fresh(was: &[(&str, &str)], used: &[String]) -> String {
    let mut codes = (1_u32..).map(|n| format!("o{n}"));
    let free = |code: &String| !used.contains(code) && !was.iter().any(|(it, _)| it == code);
    codes.find(free).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_keeps_its_code_wherever_it_goes() {
        let before = "pump 泵\nfan Large fan\no1 其他";
        assert_eq!(labels(before), "泵\nLarge fan\n其他");
        for (typed, coded) in [
            ("泵\nLarge fan\n其他", before),
            ("其他\n泵", "o1 其他\npump 泵"),
            ("泵\nSmall fan\n其他", "pump 泵\nfan Small fan\no1 其他"),
            ("泵\n\n  Large fan \n其他\n壓縮機", "pump 泵\nfan Large fan\no1 其他\no2 壓縮機"),
            ("", ""),
        ] {
            assert_eq!(with_codes(typed, before), coded, "{typed}");
        }
        assert_eq!(with_codes("是\n否", ""), "o1 是\no2 否");
    }
}
