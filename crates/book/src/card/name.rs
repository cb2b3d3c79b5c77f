//! Names, which are written in two orders and, on cards from China and Taiwan, in two scripts.

/// Parts of a name: family, given, further, before, behind.
pub(super) type Parts = [String; 5];

/// What a card's lines say of the name.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Named {
    pub name: String,
    pub other: String,
    /// The parts say something that stands in neither.
    pub is_more_said: bool,
}

/// The name from its parts, and from what the card says is the whole of it.
pub(super) fn named(parts: Option<&Parts>, full: &str) -> Named {
    let Some(parts) = parts.filter(|parts| parts.iter().any(|part| !part.is_empty())) else {
        return Named { name: full.to_owned(), ..Named::default() };
    };
    let composed = composed(parts);
    let [family, given, ..] = parts;
    let bare = without_blanks(full);
    let is_turned =
        [family, given].iter().all(|part| has_own_order(part)) && bare == without_blanks(given) + family;
    let name = if bare.is_empty() || is_turned || bare == composed { &composed } else { full };
    // Letter by letter: in words, the last letter of some becomes another one.
    let small = |text: &str| -> String { text.chars().flat_map(char::to_lowercase).collect() };
    let holds = |name: &str| {
        let name = small(&without_blanks(name));
        parts.iter().flat_map(|part| part.split_whitespace()).all(|part| name.contains(&small(part)))
    };
    let is_said = holds(name);
    let other = if is_said || has_own_order(name) == has_own_order(&composed) { "" } else { &composed };
    let is_more_said = !is_said && !holds(other);
    Named { name: name.to_owned(), other: other.to_owned(), is_more_said }
}

/// Family first and without blanks where both are written so.
pub(super) fn composed(parts: &Parts) -> String {
    let [family, given, further, before, behind] = parts.each_ref().map(String::as_str);
    if has_own_order(family) && (given.is_empty() || has_own_order(given)) {
        return [family, further, given].concat();
    }
    let parts = [before, given, further, family, behind];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether it is written in a script of East Asia.
pub(super) fn has_own_order(text: &str) -> bool {
    let is_own = |c| {
        matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    };
    text.chars().any(is_own)
}

pub(super) fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
