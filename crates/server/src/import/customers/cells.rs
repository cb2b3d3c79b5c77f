//! A text with commas, semicolons or tabs between the cells as a table.

use csv::ReaderBuilder;
use fieldbook_book::card::is_cards;
use fieldbook_book::export::as_written;
use fieldbook_book::wire::office::Wrong;
use fieldbook_book::wire::office::customers::is_workbook;
use fieldbook_process::law::Line;
use fieldbook_process::line;

use super::{Table, columns};
use crate::import::{RowFault, counted, quoted};

/// Columns beyond are not read.
const WIDEST: usize = 100;

impl Table {
    /// Reads cards, or a text with commas, semicolons or tabs between the cells.
    ///
    /// # Errors
    /// What is wrong with all of it.
    pub fn read(text: &str) -> Result<Self, Line> {
        if is_workbook(text.as_bytes()) {
            return Err(line!("workbook_chosen"));
        }
        if is_cards(text) {
            return Self::of_cards(text);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        let count = |sign: char| first.chars().filter(|c| *c == sign).count();
        let sign =
            [',', ';', '\t'].into_iter().max_by_key(|sign| (count(*sign), *sign == ',')).unwrap_or(',');
        if let Some(at) = left_open(text, sign) {
            return Err(line!("quote_left_open", at = counted(at)));
        }
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .delimiter(u8::try_from(sign).unwrap_or(b','))
            .from_reader(text.as_bytes());
        let not_csv = |fault: csv::Error| line!("not_csv", why = quoted(&fault.to_string()));
        let mut names: Vec<String> =
            reader.headers().map_err(not_csv)?.iter().map(|name| name.trim().to_owned()).collect();
        let (mut rows, mut wrong, width) = (Vec::new(), Vec::new(), names.len());
        let says = |cells: &[String]| cells.iter().skip(WIDEST).any(|cell| !cell.is_empty());
        let mut is_wider = says(&names);
        for record in reader.records() {
            let record = record.map_err(not_csv)?;
            let at = record.position().map_or(0, csv::Position::line);
            let mut cells: Vec<String> =
                record.iter().map(|cell| as_written(cell.trim()).to_owned()).collect();
            while cells.len() > width && cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if cells.len() > width {
                let what = RowFault::Cells(cells.len(), width).line();
                wrong.push(Wrong { line: Some(at), what });
                continue;
            }
            is_wider |= says(&cells);
            cells.truncate(WIDEST);
            rows.push((at, cells));
        }
        if rows.is_empty() && wrong.is_empty() {
            return Err(line!("sheet_without_rows"));
        }
        let what = || line!("columns_not_read", n = counted(width), most = counted(WIDEST));
        let dropped = is_wider.then(|| Wrong { line: None, what: what() }).into_iter().collect();
        names.truncate(WIDEST);
        let meant = names.iter().map(|name| columns::meant(name)).collect();
        Ok(Self { names, meant, rows, wrong, dropped })
    }
}

/// Where a cell stands.
enum Cell {
    Begins,
    Plain,
    Quoted,
    /// A quote: the end, or the first of two that are one.
    Closed,
}

/// The line on which a cell opens with a quote that is never closed; or, lines below, by the quote of another cell.
/// Whatever comes between would be one cell.
fn left_open(text: &str, sign: char) -> Option<usize> {
    let (mut cell, mut line, mut opened) = (Cell::Begins, 1, 1);
    for it in text.chars() {
        cell = match (cell, it) {
            (Cell::Quoted, '"') => Cell::Closed,
            (Cell::Quoted, _) | (Cell::Closed, '"') => Cell::Quoted,
            (_, it) if it == sign || matches!(it, '\n' | '\r') => Cell::Begins,
            (Cell::Begins, '"') => {
                opened = line;
                Cell::Quoted
            }
            (Cell::Closed, it) if line > opened && !it.is_whitespace() => return Some(opened),
            _ => Cell::Plain,
        };
        line += usize::from(it == '\n');
    }
    matches!(cell, Cell::Quoted).then_some(opened)
}
