//! Colours that can be read: WCAG AA over the tokens of the style, in every look. Text has 4.5 : 1 against each
//! ground it stands on, the borders of controls and marks have 3 : 1.

use std::collections::BTreeMap;

use super::{Complaint, SourceFile, Tree};

const TOKENS: &str = "style/tokens.css";
/// What is drawn, the grounds it is drawn on, and the least contrast.
const PAIRS: &[(&str, &[&str], f64)] = &[
    ("ink", &["paper", "leaf", "raised", "accent-wash"], 4.5),
    ("ink-soft", &["paper", "leaf", "raised", "accent-wash"], 4.5),
    ("accent", &["paper", "leaf", "raised", "accent-wash"], 4.5),
    ("late", &["paper", "leaf", "late-wash"], 4.5),
    ("soon", &["soon-wash"], 4.5),
    ("on-accent", &["accent"], 4.5),
    // Chips that are chosen, the notice, ＋.
    ("paper", &["ink"], 4.5),
    ("on-glass", &["glass"], 4.5),
    ("edge", &["paper", "leaf", "raised"], 3.0),
    ("good", &["leaf"], 3.0),
    ("soon", &["leaf"], 3.0),
];
/// Each look, and what its blocks are known by; blocks with none of these words hold for all looks.
const LOOKS: &[(&str, Half, Option<&str>)] = &[
    ("light", Half::Light, None),
    ("dark", Half::Dark, None),
    ("outdoor", Half::Light, Some("outdoor")),
    ("light with more contrast", Half::Light, Some("prefers-contrast")),
    ("dark with more contrast", Half::Dark, Some("prefers-contrast")),
];

/// Which colour of a pair counts.
#[derive(Clone, Copy, PartialEq)]
enum Half {
    Light,
    Dark,
}

/// Each pair in each look; a token that is missing or no colour is complained of too.
pub(super) fn contrast_low(tree: &Tree) -> Vec<Complaint> {
    let Some(file) = tree.files.iter().find(|file| file.path == TOKENS) else { return Vec::new() };
    LOOKS.iter().flat_map(|look| of_look(file, look)).collect()
}

fn of_look(file: &SourceFile, (look, half, block): &(&str, Half, Option<&str>)) -> Vec<Complaint> {
    let tokens = tokens(&file.text, *block);
    let mut complaints = Vec::new();
    for (drawn, grounds, least) in PAIRS {
        for ground in *grounds {
            let seen = colour(&tokens, drawn, *half).zip(colour(&tokens, ground, *half));
            let wrong = match seen.map(|(a, b)| ratio(a, b)) {
                None => format!("{look}: --{drawn} or --{ground} is no #rrggbb, or a pair of them"),
                Some(seen) if seen < *least => {
                    format!("{look}: --{drawn} on --{ground} has {seen:.2} : 1, not {least} : 1")
                }
                Some(_) => continue,
            };
            complaints.push(file.complaint(0, wrong));
        }
    }
    complaints
}

/// The custom properties that hold where only this block of the special ones applies.
fn tokens<'a>(text: &'a str, block: Option<&str>) -> BTreeMap<&'a str, &'a str> {
    let mut tokens = BTreeMap::new();
    let mut around: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((words, end, after)) =
        rest.find(['{', '}', ';']).map(|at| (&rest[..at], &rest[at..=at], &rest[at + 1..]))
    {
        rest = after;
        match end {
            "{" => around.push(words),
            "}" => drop(around.pop()),
            _ => {
                let special = |words: &&str| ["outdoor", "prefers-"].iter().any(|it| words.contains(it));
                let holds = |words: &&str| block.is_some_and(|block| words.contains(block));
                let name = words.trim().strip_prefix("--").and_then(|words| words.split_once(':'));
                if let Some((name, value)) =
                    name.filter(|_| around.iter().all(|it| !special(it) || holds(it)))
                {
                    tokens.insert(name, value.trim());
                }
            }
        }
    }
    tokens
}

/// `#rrggbb`, `var(--if-light, #rrggbb) var(--if-dark, #rrggbb)`, or the name of another token.
fn colour(tokens: &BTreeMap<&str, &str>, name: &str, half: Half) -> Option<[u8; 3]> {
    let value = tokens.get(name)?;
    let switch = if half == Half::Light { "var(--if-light, " } else { "var(--if-dark, " };
    let one = match value.split_once(switch) {
        Some((_, rest)) => rest.split(')').next()?,
        None => value,
    };
    if let Some(other) = one.strip_prefix("var(--").and_then(|other| other.strip_suffix(')')) {
        return colour(tokens, other, half);
    }
    let digits = one.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// The contrast ratio of WCAG 2.
fn ratio(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
