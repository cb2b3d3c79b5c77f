//! XLSForm (xlsform.org): the questionnaire format of field survey tools, a workbook with the sheets survey, choices and
//! settings. Taken are text, integer, decimal, range, select_one, select_multiple, date, image, note and groups, with
//! languages, hints, required, relevant and simple constraints. All else is named with its row.

mod expression;
mod fitting;
#[cfg(test)]
mod tests;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use fieldbook_book::wire::office::xlsform::{LeftOut, XlsForm, XlsFormAsk};
use fieldbook_process::prospecting::{Asked, Condition, ItemKind};

pub use workbook::NotAWorkbook;
use workbook::Rows;

/// So many items are taken.
const ITEMS: usize = 1_000;
/// The sheets that an XLSForm has.
const SHEETS: [&str; 4] = ["survey", "choices", "select_one choices", "settings"];
/// Characters that fit into an item's words.
const WORDS: usize = 500;
/// What is chosen where none of the options is meant.
const OTHER: &str = "other";
/// What says yes, and what says no or is usual.
const YES: [&str; 4] = ["yes", "true", "true()", "1"];
const NO: [&str; 5] = ["", "no", "false", "false()", "0"];
/// Columns that change what is asked, and of which nothing is taken.
const NOT_TAKEN: [&str; 11] = [
    "default",
    "calculation",
    "read_only",
    "readonly",
    "trigger",
    "media",
    "image",
    "big-image",
    "audio",
    "video",
    "guidance_hint",
];
/// Types that a form collects by itself, or that reckon.
const CALCULATED: [&str; 4] = ["calculate", "hidden", "xml-external", "csv-external"];

/// Reads a file.
///
/// # Errors
/// [`NotAWorkbook`], where it is none or has no sheet `survey`.
pub fn read(ask: &XlsFormAsk) -> Result<XlsForm, NotAWorkbook> {
    let sheets = workbook::sheets(&ask.bytes, &SHEETS)?;
    let table = |name: &str| sheets.get(name).map(Table::of);
    let survey = table("survey").ok_or(NotAWorkbook)?;
    let settings = table("settings");
    let setting = |name: &str| {
        let table = settings.as_ref()?;
        let row = table.rows.first()?;
        Some(table.cell(row, name).to_owned()).filter(|text| !text.is_empty())
    };
    let languages = survey.languages();
    let asked = ask.language.clone().filter(|it| languages.contains(it));
    let own = setting("default_language").filter(|it| languages.contains(it));
    let language = asked.or(own).or_else(|| languages.first().cloned());
    let names = survey.rows.iter().map(|row| survey.cell(row, "name").to_owned()).collect();
    let mut taking = Taking { language: language.clone(), names, ..Taking::default() };
    if let Some(choices) = table("choices").or_else(|| table("select_one choices")) {
        taking.choices(&choices);
    }
    for row in &survey.rows {
        taking.row(&survey, row);
    }
    taking.check();
    let stem = ask.name.rsplit_once('.').map_or(ask.name.as_str(), |(stem, _)| stem);
    let names = [setting("form_title"), Some(stem.to_owned()), Some("XLSForm".to_owned())];
    let names = names.into_iter().flatten();
    let mut names = names.map(|it| it.chars().filter(|it| !it.is_control()).take(120).collect::<String>());
    let name = names.find(|it| !it.trim().is_empty()).unwrap_or_default();
    let items = taking.items.into_iter().map(|(_, item)| item).collect();
    Ok(XlsForm { name, languages, language, items, left_out: taking.left_out })
}

/// A sheet whose first row names its columns.
struct Table<'a> {
    columns: Vec<String>,
    rows: Vec<&'a (u32, Vec<String>)>,
}

impl<'a> Table<'a> {
    fn of(rows: &'a Rows) -> Self {
        let mut rows = rows.iter();
        let columns = rows.next().map(|(_, cells)| cells.clone()).unwrap_or_default();
        let columns = columns.iter().map(|it| it.trim().to_owned()).collect();
        let has_words = |row: &&(u32, Vec<String>)| row.1.iter().any(|it| !it.trim().is_empty());
        Self { columns, rows: rows.filter(has_words).collect() }
    }

    fn cell<'r>(&self, row: &'r (u32, Vec<String>), column: &str) -> &'r str {
        let at = self.columns.iter().position(|it| it.eq_ignore_ascii_case(column));
        at.and_then(|at| row.1.get(at)).map_or("", |it| it.trim())
    }

    /// A column that may be there once for each language.
    fn spoken<'r>(&self, row: &'r (u32, Vec<String>), column: &str, language: Option<&str>) -> &'r str {
        let named = language.map(|language| self.cell(row, &format!("{column}::{language}")));
        named.filter(|text| !text.is_empty()).unwrap_or_else(|| self.cell(row, column))
    }

    /// What stands in columns of which nothing is taken, in any language.
    fn not_taken(&self, row: &(u32, Vec<String>)) -> Vec<String> {
        let is_one = |column: &str| {
            let base = column.split_once(':').map_or(column, |(base, _)| base).trim();
            NOT_TAKEN.iter().any(|it| it.eq_ignore_ascii_case(base))
        };
        let cells = self.columns.iter().zip(&row.1).filter(|(column, _)| is_one(column));
        let said = cells.filter(|(_, cell)| !cell.trim().is_empty());
        said.map(|(column, cell)| format!("{column}: {}", cell.trim())).collect()
    }

    /// The languages of its labels.
    fn languages(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let named = self.columns.iter().filter_map(|it| it.split_once("::"));
        let labels = named.filter(|(name, _)| name.eq_ignore_ascii_case("label"));
        labels.map(|(_, language)| language.to_owned()).filter(|it| seen.insert(it.clone())).collect()
    }
}

/// A group that is open: the words above it, and its condition with those around it.
#[derive(Debug, Clone, Default)]
struct Group {
    words: String,
    shown_if: String,
}

/// The items as they come together.
#[derive(Debug, Default)]
struct Taking {
    language: Option<String>,
    /// Those in the sheet: sections get others.
    names: BTreeSet<String>,
    lists: BTreeMap<String, String>,
    /// Each with its row.
    items: Vec<(u32, Asked)>,
    groups: Vec<Group>,
    left_out: Vec<LeftOut>,
    sections: usize,
}

impl Taking {
    fn leave(&mut self, sheet: &str, row: u32, why: &str, what: &str) {
        let what: String = what.chars().take(200).collect();
        self.left_out.push(LeftOut { sheet: sheet.to_owned(), row, why: why.to_owned(), what });
    }

    /// The lists of options: code, blank, label.
    fn choices(&mut self, table: &Table<'_>) {
        let language = self.language.clone();
        for row in &table.rows {
            let list = [table.cell(row, "list_name"), table.cell(row, "list name")].concat();
            let (code, label) = (table.cell(row, "name"), table.spoken(row, "label", language.as_deref()));
            let code: String = code.split_whitespace().collect::<Vec<_>>().join("_");
            if list.is_empty() || code.is_empty() {
                self.leave("choices", row.0, "choices", label);
                continue;
            }
            let label = if label.is_empty() { code.clone() } else { one_line(label) };
            let options = self.lists.entry(list).or_default();
            let why = if fitting::has_option(options, &code) {
                Some("name")
            } else {
                (!fitting::add_option(options, &format!("{code} {label}"))).then_some("long")
            };
            if let Some(why) = why {
                self.leave("choices", row.0, why, &label);
            }
        }
    }

    fn row(&mut self, table: &Table<'_>, row: &(u32, Vec<String>)) {
        let said = table.cell(row, "type").split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = said.to_lowercase().replace('_', " ");
        let language = self.language.clone();
        let words = table.spoken(row, "label", language.as_deref());
        if YES.contains(&table.cell(row, "disabled").to_lowercase().as_str()) {
            let what = [words, table.cell(row, "name"), said.as_str()].into_iter().find(|it| !it.is_empty());
            return self.leave("survey", row.0, "disabled", what.unwrap_or_default());
        }
        match lower.as_str() {
            "begin group" | "begin repeat" => {
                if lower == "begin repeat" {
                    self.leave("survey", row.0, "kind", &said);
                }
                let shown_if = self.relevant(table, row);
                let words = self.told(table, row, "label");
                self.begin(row.0, Group { words, shown_if });
            }
            "end group" | "end repeat" => self.end(row.0),
            "" => self.leave("survey", row.0, "kind", words),
            _ => match self.item(table, row, &said) {
                Some(item) if self.items.len() < ITEMS => self.items.push((row.0, item)),
                Some(item) => self.leave("survey", row.0, "many", &item.words),
                None if CALCULATED.contains(&lower.as_str()) => {
                    self.leave("survey", row.0, "calculated", table.cell(row, "name"));
                }
                None => self.leave("survey", row.0, "kind", &said),
            },
        }
    }

    /// A group shows where the ones around it do, too.
    fn begin(&mut self, row: u32, mut group: Group) {
        let around = self.groups.last().map(|it| it.shown_if.clone()).unwrap_or_default();
        let joined = both(&around, &group.shown_if);
        if fitting::fits("shown_if", &joined) && (joined.is_empty() || Condition::parse(&joined).is_ok()) {
            group.shown_if = joined;
        } else {
            let own = std::mem::replace(&mut group.shown_if, around);
            self.leave("survey", row, "condition", &own);
        }
        self.section(row, &group);
        self.groups.push(group);
    }

    /// What follows a group lies in the one around it again, or in none.
    fn end(&mut self, row: u32) {
        self.groups.pop();
        let around = self.groups.last().cloned().unwrap_or_default();
        self.section(row, &around);
    }

    fn section(&mut self, row: u32, group: &Group) {
        // Two in a row: the first has no items.
        while self.items.last().is_some_and(|(_, it)| it.kind == ItemKind::Section) {
            self.items.pop();
        }
        let name = loop {
            self.sections += 1;
            let name = format!("section_{}", self.sections);
            if !self.names.contains(&name) {
                break name;
            }
        };
        let (words, shown_if) = (group.words.clone(), group.shown_if.clone());
        self.items.push((row, Asked { name, kind: ItemKind::Section, words, shown_if, ..Asked::default() }));
    }

    fn item(&mut self, table: &Table<'_>, row: &(u32, Vec<String>), said: &str) -> Option<Asked> {
        let mut parts = said.split(' ');
        let (kind, list) = (parts.next()?.to_lowercase(), parts.next());
        let kind = match kind.as_str() {
            "text" | "string" => ItemKind::Text,
            "integer" | "int" => ItemKind::Whole,
            "decimal" => ItemKind::Number,
            "range" => ItemKind::Scale,
            "select_one" | "select1" => ItemKind::Single,
            "select_multiple" => ItemKind::Multiple,
            "date" => ItemKind::Date,
            "image" | "photo" => ItemKind::Photo,
            "note" => ItemKind::Note,
            _ => return None,
        };
        let name = table.cell(row, "name").to_owned();
        let words = self.told(table, row, "label");
        let words = if words.is_empty() { cut(&name) } else { words };
        let hint = self.told(table, row, "hint");
        let required = self.required(table, row) && kind.is_asked();
        let shown_if = self.relevant(table, row);
        let mut item = Asked { name, kind, words, hint, required, shown_if, ..Asked::default() };
        if kind.has_options() {
            item.options = list.and_then(|list| self.lists.get(list)).cloned().unwrap_or_default();
            let ends = parts.collect::<Vec<_>>().join("_");
            if ["or_other", "or_specify_other"].contains(&ends.as_str()) && !item.options.is_empty() {
                self.or_other(row.0, &mut item);
            }
            let filter = table.cell(row, "choice_filter");
            if !filter.is_empty() {
                self.leave("survey", row.0, "filter", filter);
            }
        }
        for what in table.not_taken(row) {
            self.leave("survey", row.0, "column", &what);
        }
        if kind == ItemKind::Scale {
            range(&mut item, table.cell(row, "parameters"));
        }
        let constraint = table.cell(row, "constraint");
        if !constraint.is_empty() && !expression::limit(&mut item, constraint) {
            self.leave("survey", row.0, "limits", constraint);
        }
        Some(item)
    }

    /// One option more; the question in which it is told what that is, other tools make of themselves.
    fn or_other(&mut self, row: u32, item: &mut Asked) {
        let has_one = fitting::has_option(&item.options, OTHER);
        let is_taken = has_one || fitting::add_option(&mut item.options, &format!("{OTHER} …"));
        self.leave("survey", row, if is_taken { "other" } else { "long" }, &item.words);
    }

    /// Words in the language that was chosen, as long as an item's may be.
    fn told(&mut self, table: &Table<'_>, row: &(u32, Vec<String>), column: &str) -> String {
        let whole = table.spoken(row, column, self.language.as_deref());
        if whole.chars().count() > WORDS {
            self.leave("survey", row.0, "long", whole);
        }
        cut(whole)
    }

    /// Whether an answer is asked for; where that hangs on others, it is not.
    fn required(&mut self, table: &Table<'_>, row: &(u32, Vec<String>)) -> bool {
        let said = table.cell(row, "required");
        let lower = said.to_lowercase();
        let is_required = YES.contains(&lower.as_str());
        if !is_required && !NO.contains(&lower.as_str()) {
            self.leave("survey", row.0, "required", said);
        }
        is_required
    }

    /// When a row is shown, in the words of the law.
    fn relevant(&mut self, table: &Table<'_>, row: &(u32, Vec<String>)) -> String {
        let relevant = [table.cell(row, "relevant"), table.cell(row, "relevance")].concat();
        if relevant.is_empty() {
            return String::new();
        }
        let condition = expression::condition(&relevant).map(|it| it.to_string());
        match condition.filter(|it| fitting::fits("shown_if", it)) {
            Some(condition) => condition,
            None => {
                self.leave("survey", row.0, "condition", &relevant);
                String::new()
            }
        }
    }
}

/// `start=0 end=10 step=1`: a scale where it has few steps of one, else a number.
fn range(item: &mut Asked, parameters: &str) {
    let parameters = parameters.replace([',', ';'], " ");
    let given = |name: &str, usual: &str| {
        let found =
            parameters.split_whitespace().find_map(|it| it.split_once('=').filter(|(key, _)| *key == name));
        found.map_or_else(|| usual.to_owned(), |(_, value)| value.to_owned())
    };
    (item.least, item.most) = (given("start", "1"), given("end", "10"));
    let ends: Option<(i64, i64)> = item.least.parse().ok().zip(item.most.parse().ok());
    let is_scale = given("step", "1") == "1" && ends.is_some_and(|(a, b)| b > a && b.saturating_sub(a) <= 10);
    if !is_scale {
        item.kind = ItemKind::Number;
    }
}

/// Both conditions.
fn both(a: &str, b: &str) -> String {
    match (Condition::parse(a), Condition::parse(b)) {
        (Ok(a), Ok(b)) => Condition::All(vec![a, b]).to_string(),
        (Ok(only), _) | (_, Ok(only)) => only.to_string(),
        _ => String::new(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words that fit an item; markup that survey tools allow stays as typed.
fn cut(text: &str) -> String {
    text.chars().filter(|it| !it.is_control() || *it == '\n').take(WORDS).collect()
}
