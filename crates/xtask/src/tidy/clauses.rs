//! The law says in one place what it does in another: each clause of the table is worded in every language,
//! carried by what it says it becomes, tested under its own name rule by rule, and quoted as it stands. These rules read the
//! law's source as text, so that an omission is found before anything compiles.

mod hit;
mod locales;
mod source;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub(super) use self::hit::not_tested;
use self::locales::{LANGUAGES, Locales, placeholders};
use self::source::{Law, Sort};
use super::{Complaint, SourceFile, Tree};

/// Where the law lies.
const LAW: &str = "crates/process/src/";
/// The table of clauses.
const TABLE: &str = "crates/process/src/clause.rs";
/// Enums of codes whose words have a file of their own: acts, and what a duty asks for.
const GROUPS: [(&str, &str); 2] = [("act_name", "acts"), ("asks", "tasks")];

/// Everything that the law names has a text in every language.
pub(super) fn text_missing(tree: &Tree) -> Vec<Complaint> {
    let (law, locales) = (Law::read(tree), Locales::read(tree));
    let mut complaints = Vec::new();
    for key in named_by(&law) {
        for language in LANGUAGES {
            if locales.text(language, &key).is_none_or(|text| text.trim().is_empty()) {
                let (file, _) = key.split_once('.').unwrap_or((&key, ""));
                complaints.push(in_locale(language, file, format!("`{key}` has no text")));
            }
        }
    }
    complaints
}

/// Every key that the law's names lead to, apart from those of `line!`.
fn named_by(law: &Law) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for clause in &law.clauses {
        keys.insert(format!("clauses.{}", clause.token));
    }
    keys.extend(law.fields.iter().map(|field| format!("fields.{}.{}", field.of, field.name)));
    keys.extend(law.policy_values.iter().map(|id| format!("policy.{id}")));
    keys.extend(law.form_faults.iter().map(|fault| format!("form.{fault}")));
    for choice in &law.choices {
        let group = GROUPS.iter().find(|(name, _)| *name == choice.name);
        let group =
            group.map_or_else(|| format!("choices.{}", choice.name), |(_, group)| (*group).to_owned());
        keys.extend(choice.codes.iter().map(|code| format!("{group}.{code}")));
    }
    keys
}

/// Every line of a refusal or duty has a text under its clause in every language, and the text asks for no fact
/// that the line does not state; a text that no line uses any more is found as well.
pub(super) fn line_without_text(tree: &Tree) -> Vec<Complaint> {
    let (law, locales) = (Law::read(tree), Locales::read(tree));
    let mut complaints = Vec::new();
    let mut used = BTreeSet::new();
    for line in &law.lines {
        let keys: Vec<String> = line.under.iter().map(|group| format!("{group}.{}", line.key)).collect();
        let worded = |key: &&String| LANGUAGES.iter().any(|language| locales.text(language, key).is_some());
        let Some(key) = keys.iter().find(worded).or(keys.first()) else {
            complaints
                .push(line.complaint("stands in no list of its chapter, so it has no clause".to_owned()));
            continue;
        };
        used.insert(key.clone());
        for language in LANGUAGES {
            let Some(text) = locales.text(language, key) else {
                complaints.push(line.complaint(format!("`{key}` has no text in {language}")));
                continue;
            };
            let unknown = placeholders(text).into_iter().find(|name| !line.facts.contains(*name));
            complaints.extend(unknown.map(|name| {
                line.complaint(format!(
                    "`{key}` asks for {{{name}}} in {language}, which the line does not state"
                ))
            }));
        }
    }
    complaints.extend(unused(&locales, &used));
    complaints
}

fn unused(locales: &Locales, used: &BTreeSet<String>) -> Vec<Complaint> {
    let of_a_line = |key: &str| {
        key.starts_with("refusals.") || key.starts_with("duties.") || key.starts_with("findings.")
    };
    let texts = locales.keys().filter(|(_, key)| of_a_line(key));
    texts
        .filter(|(_, key)| !used.contains(*key))
        .map(|(language, key)| {
            let (file, _) = key.split_once('.').unwrap_or((key, ""));
            in_locale(language, file, format!("`{key}` is said by no line of the law"))
        })
        .collect()
}

/// All languages have the same keys, and the same placeholders in each.
pub(super) fn languages_differ(tree: &Tree) -> Vec<Complaint> {
    let mut locales = Locales::read(tree);
    let mut complaints = std::mem::take(&mut locales.unreadable);
    let keys: BTreeSet<&str> = locales.keys().map(|(_, key)| key).collect();
    for key in keys {
        let (file, _) = key.split_once('.').unwrap_or((key, ""));
        let first = LANGUAGES.iter().find_map(|language| locales.text(language, key)).unwrap_or("");
        for language in LANGUAGES {
            match locales.text(language, key) {
                None => {
                    complaints.push(in_locale(language, file, format!("`{key}` is in another language only")))
                }
                Some(text) if placeholders(text) != placeholders(first) => {
                    complaints.push(in_locale(
                        language,
                        file,
                        format!("`{key}` has other placeholders here"),
                    ));
                }
                Some(_) => {}
            }
        }
    }
    complaints
}

/// A clause is carried by what it says it becomes, and by nothing that it doesn't say.
pub(super) fn not_carried(tree: &Tree) -> Vec<Complaint> {
    let law = Law::read(tree);
    let mut complaints = Vec::new();
    if law.clauses.is_empty() {
        complaints.push(Complaint {
            path: TABLE.to_owned(),
            line: 0,
            what: "no table of clauses".to_owned(),
        });
    }
    for clause in &law.clauses {
        for sort in Sort::ALL {
            let says = clause.becomes.iter().any(|name| name == sort.name());
            let is = match sort {
                Sort::Record => law.fields.iter().any(|field| field.token == clause.token),
                _ => law.listed.iter().any(|row| row.sort == sort && row.token == clause.token),
            };
            // A field may also belong to a clause for what a bar or duty needs.
            if says != is && !(is && sort == Sort::Record) {
                let how = if says { "says it becomes" } else { "does not say that it becomes" };
                let what = format!("{} {how} a {}, and {}", clause.token, sort.name(), sort.place(is));
                complaints.push(Complaint { path: TABLE.to_owned(), line: clause.line, what });
            }
        }
    }
    complaints
}

/// No clause is named, in code or texts, that is not in the table.
pub(super) fn unknown_clause(tree: &Tree) -> Vec<Complaint> {
    let law = Law::read(tree);
    let known = |token: &str| law.clauses.iter().any(|clause| clause.token.eq_ignore_ascii_case(token));
    let mut complaints = Vec::new();
    // The tasks test this rule with clauses that there aren't.
    let speaks = |file: &&SourceFile| {
        let of_the_app = file.path.ends_with(".rs") && !file.path.starts_with("crates/xtask/");
        of_the_app || (file.path.starts_with("locales/") && file.path.ends_with(".json"))
    };
    for file in tree.files.iter().filter(speaks) {
        for (at, line) in file.text.lines().enumerate() {
            let unknown = source::clauses_named(line).into_iter().filter(|token| !known(token));
            complaints
                .extend(unknown.map(|token| file.complaint(at + 1, format!("there is no clause {token}"))));
        }
    }
    complaints
}

/// The sentence after `**3.2.b**` is the clause as it stands in English, in the table and above every rule.
pub(super) fn quotation_drifted(tree: &Tree) -> Vec<Complaint> {
    let (law, locales) = (Law::read(tree), Locales::read(tree));
    let mut complaints = Vec::new();
    for clause in &law.clauses {
        // Where the text is missing another rule complains.
        let Some(text) = locales.text("en", &format!("clauses.{}", clause.token)) else { continue };
        if clause.doc != text {
            let what = format!("{} is not quoted as in locales/en/clauses.json", clause.token);
            complaints.push(Complaint { path: TABLE.to_owned(), line: clause.line, what });
        }
        for file in tree.rust().filter(|file| file.path.starts_with(LAW)) {
            let drifted = source::quotations(&file.text, &clause.id).into_iter().filter(|(_, said)| {
                !said.strip_prefix(text).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            });
            complaints.extend(drifted.map(|(line, _)| {
                file.complaint(line, format!("**{}** is not quoted as in locales/en/clauses.json", clause.id))
            }));
        }
    }
    complaints
}

fn in_locale(language: &str, file: &str, what: String) -> Complaint {
    Complaint { path: format!("locales/{language}/{file}.json"), line: 0, what }
}
