//! `fieldbook import xlsform FILE`: a draft of a questionnaire from a survey tool's form.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use fieldbook_book::wire::office::xlsform::XlsFormAsk;
use fieldbook_server::office::xlsform;

use crate::cli::Data;
use crate::cli::company::{at_desk, read_file};
use crate::cli::out::say;

#[derive(Args)]
pub(super) struct XlsForm {
    #[command(flatten)]
    data: Data,
    /// An .xlsx file with the sheets survey, choices and settings.
    file: PathBuf,
    /// The account of whose draft it becomes: somebody of marketing, the director or an administrator.
    #[arg(long)]
    author: String,
    /// Of several languages that one, as its columns name it: `English (en)`.
    #[arg(long)]
    language: Option<String>,
    /// Says what would come of it and writes nothing.
    #[arg(long)]
    dry_run: bool,
}

impl XlsForm {
    pub(super) fn run(self) -> Result<()> {
        let bytes = read_file(&self.file)?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ask = XlsFormAsk { name, bytes, language: self.language };
        let (form, doc) = at_desk(&self.data, |desk| {
            let author = desk.person(&self.author)?;
            let form = xlsform::read(desk, &ask)?;
            let doc = if self.dry_run { None } else { Some(xlsform::draft(desk, &form, author)?) };
            Ok((form, doc))
        })?;
        for it in &form.left_out {
            say!("{}, row {}: {} – {}", it.sheet, it.row, it.why, it.what)?;
        }
        let language = form.language.map(|it| format!(", in {it}")).unwrap_or_default();
        match doc {
            Some(doc) => say!("“{}” with {} items{language} is a draft: {doc}", form.name, form.items.len())?,
            None => {
                say!("“{}” would have {} items{language}; nothing is written", form.name, form.items.len())?
            }
        }
        Ok(())
    }
}
