//! Which researches a report counts: finished ones, by questionnaire, period and territory.

use fieldbook_book::replica::Replica;
use fieldbook_book::row::Row;
use fieldbook_process::prospecting::{NeedsFigures, Research};
use fieldbook_process::value::Instant;
use fieldbook_process::{Day, DocId, Record, RecordKind};

use crate::state::book::Book;

/// The longest text of figures that the law takes.
const LONGEST: usize = 200_000;

/// The set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// By which questionnaire; `None` = any way of asking.
    pub questionnaire: Option<DocId>,
    /// The other versions of it.
    pub versions: Vec<DocId>,
    /// From that day on.
    pub from: Option<Day>,
    /// … to that day.
    pub to: Option<Day>,
    /// In which territory; empty = all.
    pub territory: String,
}

impl Chosen {
    fn has(&self, row: &Row, day_of: impl Fn(i64) -> Day) -> bool {
        let finished: Option<Instant> = row.get("finished");
        let Some(finished) = finished.filter(|_| row.kind == RecordKind::Research) else { return false };
        let held = row.get::<Option<Day>>("held").unwrap_or_else(|| day_of(finished.0));
        let by: Option<DocId> = row.get("questionnaire");
        let asked = self.questionnaire.is_none_or(|it| by == Some(it))
            || by.is_some_and(|by| self.versions.contains(&by));
        asked
            && self.from.is_none_or(|from| from <= held)
            && self.to.is_none_or(|to| held <= to)
            && (self.territory.is_empty() || row.get::<String>("territory") == self.territory)
    }
}

/// The documents of a set, as far as this phone has them.
pub fn docs(replica: &Replica, chosen: &Chosen) -> Vec<DocId> {
    let calendar = &replica.company().calendar;
    let rows = replica.rows().values();
    rows.filter(|row| chosen.has(row, |ms| calendar.day_of(ms))).map(|row| row.doc).collect()
}

/// Questionnaires that finished researches were asked by: document, name, the other versions of the same name.
pub fn questionnaires(replica: &Replica) -> Vec<(DocId, String, Vec<DocId>)> {
    let rows = replica.rows().values().filter(|row| row.kind == RecordKind::Questionnaire);
    let rows = rows.filter(|row| super::super::has(row, "published"));
    let mut all: Vec<(DocId, String, Vec<DocId>)> = Vec::new();
    for row in rows {
        let name = crate::pages::row::name(row);
        match all.iter_mut().find(|(_, known, _)| *known == name) {
            Some((.., versions)) => versions.push(row.doc),
            None => all.push((row.doc, name, Vec::new())),
        }
    }
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

/// Territories in which somebody was asked.
pub fn territories(replica: &Replica) -> Vec<String> {
    let rows = replica.rows().values().filter(|row| row.kind == RecordKind::Research);
    let mut all: Vec<String> =
        rows.map(|row| row.get("territory")).filter(|it: &String| !it.is_empty()).collect();
    all.sort();
    all.dedup();
    all
}

/// Counts a set: each record is opened, since rows hold no answers.
pub async fn counted(book: Book, docs: Vec<DocId>) -> NeedsFigures {
    let mut set = Vec::with_capacity(docs.len());
    for doc in docs {
        if let Some(opened) = book.open(doc).await {
            set.push((doc, Research::from_facts(&opened.view.facts)));
        }
    }
    set.sort_by_key(|(doc, research)| (std::cmp::Reverse(research.version), research.begun, *doc));
    NeedsFigures::of(&set)
}

/// The figures as the record keeps them.
pub fn written(figures: &NeedsFigures) -> String {
    figures.write(LONGEST)
}
