//! Reads the law's tables from its source: the clauses, the lists of its chapters, the fields of its records,
//! its codes, its policy values, and every `line!` with the facts it states.

use std::collections::BTreeSet;

use super::super::{Complaint, SourceFile, Tree};
use super::{LAW, TABLE};

/// What a clause can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Record,
    Bar,
    Duty,
    Finding,
}

impl Sort {
    pub(super) const ALL: [Self; 4] = [Self::Record, Self::Bar, Self::Duty, Self::Finding];

    /// As the table writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Record => "Record",
            Self::Bar => "Bar",
            Self::Duty => "Duty",
            Self::Finding => "Finding",
        }
    }

    /// How the lists end that carry it, and the texts' file for its lines.
    fn list(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Record => None,
            Self::Bar => Some(("_BARS", "refusals")),
            Self::Duty => Some(("_DUTIES", "duties")),
            Self::Finding => Some(("_FINDINGS", "findings")),
        }
    }

    /// Where it stands, or is missing.
    pub(super) fn place(self, is: bool) -> String {
        let place = self.list().map_or("field".to_owned(), |(end, _)| format!("list *{end}"));
        if is { format!("a {place} names it") } else { format!("no {place} names it") }
    }
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub token: String,
    pub id: String,
    pub becomes: Vec<String>,
    /// The sentence above it.
    pub doc: String,
    pub line: usize,
}

/// A rule in a list of its chapter.
#[derive(Debug)]
pub(super) struct Listed {
    pub sort: Sort,
    pub token: String,
    /// The section it stands in, as the list names it.
    pub module: Option<String>,
    pub function: String,
}

/// A field of a record or entry.
#[derive(Debug)]
pub(super) struct FieldRow {
    /// The record's or entry's name in documents.
    pub of: String,
    pub name: String,
    pub token: String,
}

/// An enum of codes.
#[derive(Debug)]
pub(super) struct Choice {
    /// In snake case.
    pub name: String,
    pub codes: Vec<String>,
}

/// A line that a refusal or duty says.
#[derive(Debug)]
pub(super) struct LineUse {
    path: String,
    line: usize,
    pub key: String,
    pub facts: BTreeSet<String>,
    /// Where its text can stand: `refusals.C3_1`.
    pub under: BTreeSet<String>,
}

impl LineUse {
    pub(super) fn complaint(&self, what: String) -> Complaint {
        Complaint {
            path: self.path.clone(),
            line: self.line,
            what: format!("the line `{}`: {what}", self.key),
        }
    }
}

/// The law as its source tells it.
#[derive(Debug, Default)]
pub(super) struct Law {
    pub clauses: Vec<Row>,
    pub listed: Vec<Listed>,
    pub fields: Vec<FieldRow>,
    pub choices: Vec<Choice>,
    pub policy_values: Vec<String>,
    pub form_faults: Vec<String>,
    pub lines: Vec<LineUse>,
}

impl Law {
    pub(super) fn read(tree: &Tree) -> Self {
        let mut law = Self::default();
        let of_the_law = |file: &&SourceFile| file.path.starts_with(LAW) && !file.is_test();
        for file in tree.rust().filter(of_the_law) {
            if file.path == TABLE {
                law.clauses = rows(&file.text);
            }
            let code = without_comments(&file.text);
            law.listed.extend(lists(&code));
            law.choices.extend(blocks(&code, "choice! {").filter_map(choice));
            law.policy_values.extend(blocks(&code, "values! {").flat_map(policy_values));
            law.form_faults.extend(blocks(&code, "pub enum FormFault {").flat_map(variants));
        }
        // Entries are named in the record that lists them, perhaps in another file.
        let codes: Vec<String> =
            tree.rust().filter(of_the_law).map(|file| without_comments(&file.text)).collect();
        let names: Vec<(String, String)> = codes.iter().flat_map(|code| entry_names(code)).collect();
        law.fields = codes.iter().flat_map(|code| fields(code, &names)).collect();
        for file in tree.rust().filter(of_the_law) {
            law.lines.extend(lines(file, &law.listed));
        }
        law
    }
}

/// The same text with every line that is a comment left empty, so that lines keep their numbers.
pub(super) fn without_comments(text: &str) -> String {
    let code = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    code.collect::<Vec<_>>().join("\n")
}

/// The rows of the table, each with the sentence above it.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut doc = String::new();
    for (at, line) in text.lines().map(str::trim).enumerate() {
        if let Some(said) = line.strip_prefix("/// ") {
            doc = if doc.is_empty() { said.to_owned() } else { format!("{doc} {said}") };
            continue;
        }
        let parts = line.split_once(" \"").and_then(|(token, rest)| Some((token, rest.split_once("\" [")?)));
        if let Some((token, (id, becomes))) = parts.filter(|(token, _)| is_clause(token)) {
            let becomes = becomes.trim_end_matches(['[', ']', ',']).split(' ').map(str::to_owned).collect();
            rows.push(Row {
                token: token.to_owned(),
                id: id.to_owned(),
                becomes,
                doc: doc.clone(),
                line: at + 1,
            });
        }
        doc.clear();
    }
    rows
}

/// The rules in the lists `*_BARS`, `*_DUTIES`, `*_FINDINGS`.
fn lists(code: &str) -> Vec<Listed> {
    let mut listed = Vec::new();
    for (sort, end) in Sort::ALL.into_iter().filter_map(|sort| Some((sort, sort.list()?.0))) {
        for list in code.split("const ").skip(1) {
            let name: String = list.chars().take_while(|it| it.is_ascii_uppercase() || *it == '_').collect();
            let body = list.split_once('=').and_then(|(_, rest)| rest.trim_start().strip_prefix("&["));
            let Some((body, _)) = body.and_then(|body| body.split_once("];")).filter(|_| name.ends_with(end))
            else {
                continue;
            };
            listed.extend(body.split("Clause::").skip(1).filter_map(|row| {
                let (token, function) = row.split_once(',')?;
                let mut path =
                    function.split_once([',', ')'])?.0.rsplit("::").map(|part| part.trim().to_owned());
                let (function, module) = (path.next()?, path.next());
                Some(Listed { sort, token: token.trim().to_owned(), module, function })
            }));
        }
    }
    listed
}

/// What stands between the brace that ends `opening` and its partner, for every place.
fn blocks<'a>(code: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(opening).filter_map(move |(at, _)| {
        let body = code.get(at + opening.len()..)?;
        body.get(..length_to_partner(body, '{', '}')?)
    })
}

/// How far it is to the bracket that closes the one before this text.
pub(super) fn length_to_partner(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 1_usize;
    for (at, it) in text.char_indices() {
        if it == open {
            depth += 1;
        } else if it == close {
            depth -= 1;
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn choice(block: &str) -> Option<Choice> {
    let (name, rows) = block.split_once('{')?;
    let codes = rows.split(" = \"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()));
    Some(Choice { name: snake(name.trim()), codes: codes.collect() })
}

/// `Name "id": Unit = …` a line.
fn policy_values(block: &str) -> Vec<String> {
    let id = |line: &str| Some(line.split_once(" \"")?.1.split_once("\":")?.0.to_owned());
    block.lines().filter_map(id).collect()
}

/// The variants of an enum, in snake case.
fn variants(block: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for line in block.lines().map(str::trim) {
        let name: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
        if depth == 0 && !name.is_empty() {
            found.push(snake(&name));
        }
        depth = (depth + line.matches('{').count()).saturating_sub(line.matches('}').count());
    }
    found
}

/// `follow_ups: FollowUp = "follow_up";` in the lists of a record.
fn entry_names(code: &str) -> Vec<(String, String)> {
    let list = |line: &str| {
        let (entry, name) = line.trim().strip_suffix("\";")?.split_once(": ")?.1.split_once(" = \"")?;
        Some((entry.to_owned(), name.to_owned()))
    };
    blocks(code, "record! {").flat_map(|block| block.lines().filter_map(list).collect::<Vec<_>>()).collect()
}

/// The fields of every record and entry.
fn fields(code: &str, names: &[(String, String)]) -> Vec<FieldRow> {
    let mut found = Vec::new();
    for block in blocks(code, "record! {").chain(blocks(code, "entry! {")) {
        let Some((head, rows)) = block.split_once('{') else { continue };
        let head = head.trim();
        let written = head.split('"').nth(1);
        let listed = || names.iter().find(|(entry, _)| Some(entry.as_str()) == head.split(' ').next());
        let Some(of) = written.or_else(|| listed().map(|(_, name)| name.as_str())) else { continue };
        let row = |line: &str| {
            let (name, rest) = line.trim().strip_suffix(';')?.split_once(": ")?;
            let token = rest.split(',').map(str::trim).find(|part| is_clause(part))?;
            Some(FieldRow { of: of.to_owned(), name: name.to_owned(), token: token.to_owned() })
        };
        found.extend(rows.lines().filter_map(row));
    }
    found
}

/// Every `line!("key", fact = …)` of a file, under the clauses of the rules that stand in it.
fn lines(file: &SourceFile, listed: &[Listed]) -> Vec<LineUse> {
    let code = without_comments(&file.text);
    let stands_here =
        |row: &&Listed| ["(", "<"].iter().any(|next| code.contains(&format!("fn {}{next}", row.function)));
    let under: BTreeSet<String> = listed
        .iter()
        .filter(stands_here)
        .filter_map(|row| Some(format!("{}.{}", row.sort.list()?.1, row.token)))
        .collect();
    let mut found = Vec::new();
    for (at, opening) in code.match_indices("line!(") {
        let body = code.get(at + opening.len()..).unwrap_or_default();
        let Some(body) = length_to_partner(body, '(', ')').and_then(|length| body.get(..length)) else {
            continue;
        };
        let mut parts = at_top(body).into_iter();
        let key = parts.next().unwrap_or_default().trim().trim_matches('"').to_owned();
        let facts = parts.filter_map(|part| Some(part.split_once('=')?.0.trim().to_owned())).collect();
        let line = code.get(..at).unwrap_or_default().matches('\n').count() + 1;
        found.push(LineUse { path: file.path.clone(), line, key, facts, under: under.clone() });
    }
    found
}

/// What stands between the commas that are in no bracket.
fn at_top(text: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let parts = text.split(|it: char| {
        depth += match it {
            '(' | '[' | '{' => 1,
            ')' | ']' | '}' => -1,
            _ => 0,
        };
        it == ',' && depth == 0
    });
    parts.collect()
}

/// Whether a word has the form of a clause's token: `C`, then numbers and at most one letter, by underscores.
fn is_clause(word: &str) -> bool {
    let mut parts = word.split('_');
    let number = |part: &str| !part.is_empty() && part.chars().all(|it| it.is_ascii_digit());
    let letter = |part: &str| part.len() == 1 && part.chars().all(|it| it.is_ascii_lowercase());
    let chapter = parts.next().and_then(|part| part.strip_prefix(['C', 'c'])).is_some_and(number);
    let section = parts.next().is_some_and(number);
    let clause = parts.next().is_none_or(letter);
    chapter && section && clause && parts.next().is_none()
}

/// The clauses that a line names, as tokens: `C3_2_b`, `mod c3_2_b`, `§3.2.b`.
pub(super) fn clauses_named(line: &str) -> Vec<String> {
    let words = line.split(|it: char| !it.is_ascii_alphanumeric() && it != '_');
    let tokens = words.filter(|word| is_clause(word) && (word.starts_with('C') || line.contains("mod c")));
    let signs = line.split('§').skip(1).map(|rest| {
        let number: String = rest.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '.').collect();
        format!("C{}", number.trim_end_matches('.').replace('.', "_"))
    });
    tokens.map(str::to_owned).chain(signs.filter(|token| is_clause(token))).collect()
}

/// What comments say after `**id**` at the start of a paragraph, with the line.
pub(super) fn quotations(text: &str, id: &str) -> Vec<(usize, String)> {
    let start = format!("**{id}** ");
    let comment = |line: &str| {
        let line = line.trim_start();
        let said = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?;
        Some(said.trim().to_owned())
    };
    let lines: Vec<Option<String>> = text.lines().map(comment).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(first) = line.as_ref().and_then(|said| said.strip_prefix(&start)) else { continue };
        let next = lines.iter().skip(at + 1).map_while(|line| line.as_ref());
        let rest = next.take_while(|said| !said.is_empty() && !said.starts_with("**"));
        let said = rest.fold(first.to_owned(), |said, next| format!("{said} {next}"));
        found.push((at + 1, said));
    }
    found
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (at, it) in name.char_indices() {
        if it.is_ascii_uppercase() && at > 0 {
            snake.push('_');
        }
        snake.push(it.to_ascii_lowercase());
    }
    snake
}
