//! A CSV file with named columns (RFC 4180), as people's programs write it: with or without a byte order mark,
//! either line end, columns in any order, more columns than needed. One damaged row spoils no other.

use std::io;

use csv::{ByteRecord, ReaderBuilder, Writer};
use fieldbook_process::law::{Fact, Line};
use fieldbook_process::line;

/// Why a whole file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum SheetFault {
    /// A column that must be there is missing.
    #[error("{file}: the first line names no column {column}")]
    Column {
        /// The file's name.
        file: &'static str,
        /// The column.
        column: &'static str,
    },
    /// It is not CSV at all.
    #[error("{file}: {fault}")]
    Unreadable {
        /// The file's name.
        file: &'static str,
        /// What the reader says.
        fault: csv::Error,
    },
}

impl SheetFault {
    /// The same by its key among the office's texts.
    #[must_use]
    pub fn line(&self) -> Line {
        match self {
            Self::Column { column, .. } => line!("column_missing", column = Fact::Text((*column).to_owned())),
            Self::Unreadable { fault, .. } => line!("not_csv", why = Fact::Text(fault.to_string())),
        }
    }
}

/// Why a row cannot be read as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// Its bytes are no text.
    #[error("it is not UTF-8: save the file as UTF-8")]
    NotUtf8,
    /// It has more or fewer cells than the first line.
    #[error("it has {0} cells, the first line {1}")]
    Cells(usize, usize),
}

impl RowFault {
    /// The same by its key among the office's texts.
    #[must_use]
    pub fn line(self) -> Line {
        match self {
            Self::NotUtf8 => line!("not_utf8"),
            Self::Cells(has, first) => {
                line!("other_cells", has = super::counted(has), first = super::counted(first))
            }
        }
    }
}

/// A file's rows.
#[derive(Debug)]
pub struct Sheet {
    /// The file's name.
    pub file: &'static str,
    /// The columns that are read, in the order of [`Row::cells`].
    pub columns: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: u64,
    /// Its cells without the spaces around them, in the order of the columns; empty where it has none.
    pub cells: Vec<String>,
    /// Why it cannot be read as it is.
    pub fault: Option<RowFault>,
}

/// A row that was not taken, to be completed and brought again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The file's name.
    pub file: &'static str,
    /// The columns of its cells.
    pub columns: Vec<&'static str>,
    /// The row.
    pub row: Row,
    /// What to do about it.
    pub reason: String,
}

impl Sheet {
    /// Reads a file's bytes. Columns that are `welcome` may be missing.
    ///
    /// # Errors
    /// [`SheetFault`]. A row that cannot be read says so itself.
    pub fn read(
        file: &'static str,
        bytes: &[u8],
        needed: &[&'static str],
        welcome: &[&'static str],
    ) -> Result<Self, SheetFault> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let unreadable = |fault| SheetFault::Unreadable { file, fault };
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
        let head = reader.byte_headers().map_err(unreadable)?.clone();
        let at = |column: &str| head.iter().position(|cell| cell.trim_ascii() == column.as_bytes());
        if let Some(column) = needed.iter().find(|column| at(column).is_none()) {
            return Err(SheetFault::Column { file, column });
        }
        let columns: Vec<&'static str> = needed.iter().chain(welcome).copied().collect();
        let places: Vec<Option<usize>> = columns.iter().map(|column| at(column)).collect();
        let mut rows = Vec::new();
        for record in reader.byte_records() {
            rows.push(Row::of(&record.map_err(unreadable)?, &places, head.len()));
        }
        Ok(Self { file, columns, rows })
    }

    /// A row that is not taken.
    #[must_use]
    pub fn reject(&self, row: &Row, reason: impl Into<String>) -> Rejected {
        Rejected { file: self.file, columns: self.columns.clone(), row: row.clone(), reason: reason.into() }
    }
}

impl Row {
    fn of(record: &ByteRecord, places: &[Option<usize>], width: usize) -> Self {
        let cell = |place: &Option<usize>| place.and_then(|at| record.get(at)).unwrap_or_default();
        let cells = places.iter().map(|place| String::from_utf8_lossy(cell(place).trim_ascii()).into_owned());
        let fault = if record.iter().any(|cell| str::from_utf8(cell).is_err()) {
            Some(RowFault::NotUtf8)
        } else if record.len() != width {
            Some(RowFault::Cells(record.len(), width))
        } else {
            None
        };
        let line = record.position().map_or(0, csv::Position::line);
        Self { line, cells: cells.collect(), fault }
    }

    /// The cell of a column by its place; empty where there is none.
    #[must_use]
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }
}

/// Writes rejected rows of one file as it was, with two more columns: `line` and `reason`.
///
/// # Errors
/// Those of the writer.
pub fn write_rejected(rejected: &[&Rejected], to: impl io::Write) -> csv::Result<()> {
    let mut writer = Writer::from_writer(to);
    if let Some(first) = rejected.first() {
        writer.write_record(first.columns.iter().copied().chain(["line", "reason"]))?;
    }
    for Rejected { row, reason, .. } in rejected {
        let line = row.line.to_string();
        writer.write_record(row.cells.iter().map(String::as_str).chain([line.as_str(), reason]))?;
    }
    writer.flush()?;
    Ok(())
}
