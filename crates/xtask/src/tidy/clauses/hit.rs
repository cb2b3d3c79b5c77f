//! Whether tests hit each rule. A rule says lines, itself or through functions of its own file; each of them must be
//! named in the tests of the section, in the module of the clause, once for each rule that says it. So the second bar
//! of a clause needs its test as the first one does.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Complaint, SourceFile, Tree};
use super::source::{Law, Listed, length_to_partner, without_comments};
use super::{LAW, TABLE};

/// Every rule of a chapter's list is tested in the `tests.rs` of its section, under the name of its clause.
pub(in super::super) fn not_tested(tree: &Tree) -> Vec<Complaint> {
    let law = Law::read(tree);
    let mut complaints = Vec::new();
    let of_the_law = |file: &&SourceFile| file.path.starts_with(LAW) && !file.is_test();
    for file in tree.rust().filter(of_the_law) {
        let section = Section::of(file);
        // A rule that stands in the lists of two kinds is one rule.
        let mut rules: Vec<&Listed> = law.listed.iter().filter(|row| section.holds(row)).collect();
        rules.sort_by_key(|row| (&row.token, &row.function));
        rules.dedup_by_key(|row| (&row.token, &row.function));
        let tests = tree.files.iter().find(|file| file.path == section.tests);
        let mut expected: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for rule in rules {
            let module = format!("mod {} {{", rule.token.to_lowercase());
            if !tests.is_some_and(|tests| tests.text.contains(&module) && tests.text.contains("#[test]")) {
                complaints.push(section.complaint(rule, format!("no `{module}` in {}", section.tests)));
                continue;
            }
            let said = section.lines_of(&rule.function);
            if said.is_empty() {
                complaints
                    .push(section.complaint(rule, "says no line that stands in its own file".to_owned()));
            }
            for key in said {
                let sayers = expected.entry((&rule.token, key)).or_default();
                sayers.push(&rule.function);
                let named = tests.map_or(0, |tests| mentions(&tests.text, &rule.token, key));
                if named < sayers.len() {
                    let what =
                        format!("its line `{key}` is expected by no test of its own in {}", section.tests);
                    complaints.push(section.complaint(rule, what));
                }
            }
        }
    }
    if law.listed.is_empty() {
        complaints.push(Complaint {
            path: TABLE.to_owned(),
            line: 0,
            what: "no chapter lists a rule".to_owned(),
        });
    }
    complaints
}

/// A file of the law with its functions.
struct Section<'a> {
    file: &'a SourceFile,
    /// The module's name.
    name: &'a str,
    /// Where its tests are.
    tests: String,
    code: String,
}

impl<'a> Section<'a> {
    fn of(file: &'a SourceFile) -> Self {
        let stem = file.path.strip_suffix(".rs").unwrap_or(&file.path);
        let name = stem.rsplit('/').next().unwrap_or(stem);
        Self { file, name, tests: format!("{stem}/tests.rs"), code: without_comments(&file.text) }
    }

    /// Whether a row of a list names a function of this file.
    fn holds(&self, row: &Listed) -> bool {
        row.module.as_deref().is_none_or(|module| module == self.name) && self.body(&row.function).is_some()
    }

    /// What stands between the braces of a function.
    fn body(&self, function: &str) -> Option<&str> {
        let named = |opening: &str| self.code.find(&format!("fn {function}{opening}"));
        let at = named("(").or_else(|| named("<"))?;
        let rest = self.code.get(at..)?;
        let inside = rest.get(rest.find('{')? + 1..)?;
        inside.get(..length_to_partner(inside, '{', '}')?)
    }

    /// The keys of the lines that a function says, itself or through others of this file.
    fn lines_of(&self, function: &str) -> BTreeSet<&str> {
        let mut keys = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![function];
        while let Some(next) = waiting.pop() {
            let Some(body) = self.body(next).filter(|_| seen.insert(next)) else { continue };
            let said = body.split("line!(").skip(1).filter_map(|rest| rest.split('"').nth(1));
            keys.extend(said);
            waiting.extend(calls(body));
        }
        keys
    }

    fn complaint(&self, rule: &Listed, what: String) -> Complaint {
        let signature = format!("fn {}(", rule.function);
        let line = self.code.lines().position(|line| line.contains(&signature)).map_or(0, |at| at + 1);
        self.file.complaint(line, format!("`{}` of {}: {what}", rule.function, rule.token))
    }
}

/// The names before a bracket: what a body may call.
fn calls(body: &str) -> impl Iterator<Item = &str> {
    body.match_indices('(').filter_map(|(at, _)| {
        let before = body.get(..at)?;
        let name = before.rsplit(|it: char| !it.is_ascii_alphanumeric() && it != '_').next()?;
        (!name.is_empty()).then_some(name)
    })
}

/// How often the tests of a clause name a line: `"key"`, `"3.2.b key"` as `told` says it, or `"key by …"` with what is
/// owed told after it.
fn mentions(tests: &str, token: &str, key: &str) -> usize {
    let opening = format!("mod {} {{", token.to_lowercase());
    let id = token.trim_start_matches('C').replace('_', ".");
    let inside = tests.split_once(&opening).map_or("", |(_, rest)| rest);
    let inside =
        length_to_partner(inside, '{', '}').and_then(|length| inside.get(..length)).unwrap_or(inside);
    let forms = [format!("\"{key}\""), format!("\"{id} {key}\""), format!("\"{key} ")];
    forms.iter().map(|form| inside.matches(form.as_str()).count()).sum()
}
