//! JSON broken from inside: mostly it stays JSON and says something else.

use crate::chance::Chance;

/// A word or number of the text becomes another.
pub fn mutate(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let ends = |it: char| "\":,{}[] \n".contains(it);
    let words: Vec<&str> = text.split(ends).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return chance.mutate(bytes);
    }
    let number = (chance.nasty() as i64).to_string();
    let (old, other) = (*chance.pick(&words), *chance.pick(&words));
    let new =
        *chance.pick(&[other, number.as_str(), "null", "true", "-1", "1e999", "{}", "[]", "\\u0000", ""]);
    let places: Vec<usize> = text.match_indices(old).map(|(at, _)| at).collect();
    let at = *chance.pick(&places);
    bytes.splice(at..at + old.len(), new.bytes()).for_each(drop);
}
