//! `fieldbook import customers FILE`, `list` and `take-back`: the same as on the app's page of administration.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use fieldbook_book::wire::office::customers::{Column, CustomerSheet, ImportTold, SheetTold, is_workbook};
use fieldbook_process::{Company, EntryId, line};
use fieldbook_server::import::text_of;
use fieldbook_server::office::{customers, words};

use crate::cli::company::{at_desk, read_file};
use crate::cli::out::say;
use crate::cli::{Data, moment};

#[derive(Args)]
pub(super) struct Customers {
    #[command(flatten)]
    data: Data,
    /// A CSV file with the columns' names in its first line and commas, semicolons or tabs between the cells, or a vCard
    /// file. Several people at one customer stand in several rows or cards. In UTF-8 or GB18030.
    file: PathBuf,
    /// The account of who looks after customers for whom the sheet names nobody.
    #[arg(long)]
    owner: Option<String>,
    /// What a column means, as COLUMN=FIELD (`Tel.=contact/phone`), or nothing (`Tel.=`); the others are guessed.
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// Says what would come of it and writes nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args)]
pub(super) struct List {
    #[command(flatten)]
    data: Data,
}

#[derive(Args)]
pub(super) struct TakeBack {
    #[command(flatten)]
    data: Data,
    /// Its id, as `import list` prints it.
    id: String,
}

impl Customers {
    pub(super) fn run(self) -> Result<()> {
        let bytes = read_file(&self.file)?;
        if is_workbook(&bytes) {
            bail!("{}", words::said(&line!("workbook_chosen"), &Company::default()));
        }
        let csv = text_of(&bytes);
        let csv = csv.with_context(|| format!("{} is neither UTF-8 nor GB18030", self.file.display()))?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut sheet = CustomerSheet { name, csv, fields: None, owner: None };
        let (owner, guessed) = at_desk(&self.data, |desk| {
            let owner = self.owner.as_deref().map(|account| desk.person(account)).transpose()?;
            Ok((owner, customers::try_sheet(desk, &sheet)?))
        })?;
        self.check_map(&guessed)?;
        sheet.owner = owner;
        sheet.fields = Some(guessed.columns.iter().map(|column| self.field(column)).collect());
        let act = if self.dry_run { customers::try_sheet } else { customers::take_sheet };
        let (told, company) = at_desk(&self.data, |desk| Ok((act(desk, &sheet)?, desk.company.clone())))?;
        print(&told, &company)
    }

    /// Whether what `--map` says can be meant, before anything is written.
    fn check_map(&self, guessed: &SheetTold) -> Result<()> {
        for said in &self.map {
            let parts = said.split_once('=');
            let (column, field) = parts.with_context(|| format!("--map {said}: say COLUMN=FIELD"))?;
            ensure!(
                guessed.columns.iter().any(|it| it.name == column),
                "--map {said}: the sheet has no column {column}"
            );
            ensure!(
                field.is_empty() || guessed.fields.iter().any(|it| it == field),
                "--map {said}: there is no field {field}, only {}",
                guessed.fields.join(", ")
            );
        }
        Ok(())
    }

    /// What a column means: as said, or as guessed.
    fn field(&self, column: &Column) -> Option<String> {
        // Of what is said twice the last counts.
        let mut said = self.map.iter().rev().filter_map(|said| said.split_once('='));
        match said.find(|(name, _)| *name == column.name) {
            Some((_, field)) => Some(field.to_owned()).filter(|field| !field.is_empty()),
            None => column.field.clone(),
        }
    }
}

fn print(told: &SheetTold, company: &Company) -> Result<()> {
    for Column { name, field, samples } in &told.columns {
        say!("{name:24} {:20} {}", field.as_deref().unwrap_or("–"), samples.join(" | "))?;
    }
    told.wrong.iter().chain(&told.dropped).try_for_each(|it| say!("{}", words::wrong(it, company)))?;
    told.known
        .iter()
        .try_for_each(|it| say!("line {}: {} looks like {}, and is left out", it.line, it.name, it.known))?;
    match told.import {
        Some(id) => say!("{} customers of {} rows are in the book; import {id}", told.fresh, told.rows)?,
        None => say!("{} customers of {} rows would be new; nothing is written", told.fresh, told.rows)?,
    }
    Ok(())
}

impl List {
    pub(super) fn run(self) -> Result<()> {
        let (all, company) =
            at_desk(&self.data, |desk| Ok((customers::imports(desk)?, desk.company.clone())))?;
        for ImportTold { id, name, at_ms, customers, taken_back_ms, stayed, .. } in all {
            let back = taken_back_ms.map(|_| format!("  taken back, {stayed} stayed")).unwrap_or_default();
            say!("{id}  {}  {customers:6} customers  {name}{back}", moment(&company, at_ms))?;
        }
        Ok(())
    }
}

impl TakeBack {
    pub(super) fn run(self) -> Result<()> {
        let id: Option<EntryId> = self.id.parse().ok();
        let id = id.context("an id such as `import list` prints")?;
        let told = at_desk(&self.data, |desk| customers::take_back(desk, id))?;
        let Some(withdrawn) = told.customers.checked_sub(told.stayed) else { bail!("more stayed than came") };
        say!("{withdrawn} customers are taken back; {} stay, since somebody worked with them", told.stayed)?;
        Ok(())
    }
}
