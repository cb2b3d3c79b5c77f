//! XLSForms: read for the app, which makes the draft itself; and made into a draft for the command line.

use fieldbook_book::hub::{self, Back, Ledger};
use fieldbook_book::message::Message;
use fieldbook_book::wire::office::xlsform::{XlsForm, XlsFormAsk};
use fieldbook_process::prospecting::{Asked, Item, Questionnaire, writes_questionnaires};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId, EntryId, PersonId, Record, RecordKind, line};

use super::{Desk, Fault};
use crate::chance::random;
use crate::import::xlsform;

/// What a file holds.
///
/// # Errors
/// [`Fault`]: somebody who makes no questionnaires asks, or it is no XLSForm.
pub fn read(desk: &Desk<'_>, ask: &XlsFormAsk) -> Result<XlsForm, Fault> {
    let writes = |by| desk.company.people.get(by).is_some_and(writes_questionnaires);
    if !desk.by.is_none_or(writes) {
        return Err(line!("no_questionnaires").into());
    }
    xlsform::read(ask).map_err(|_| line!("not_an_xlsform").into())
}

/// Makes a draft of it in somebody's name; answers the document.
///
/// # Errors
/// [`Fault`]; nothing is written then.
pub fn draft(desk: &mut Desk<'_>, form: &XlsForm, author: PersonId) -> Result<DocId, Fault> {
    let doc = DocId(random()?);
    let (system, now_ms, version) = (desk.system()?, desk.now_ms, desk.company.version);
    let mut items = Vec::new();
    for (at, asked) in form.items.iter().enumerate() {
        items.push(item(EntryId(random()?), at, asked));
    }
    items.sort_by_key(|item| item.id);
    let questionnaire = Questionnaire {
        name: form.name.clone(),
        version: Some(1),
        author: Some(author),
        drafted: Some(Instant(now_ms)),
        items,
        ..Questionnaire::default()
    };
    let message = Message {
        act: ActName::DraftQuestionnaire,
        person: system,
        company: version,
        entered_ms: now_ms,
        group: None,
        relies_on: Vec::new(),
        takes_over: None,
        agreed_by: Some(author),
    };
    let mut ledger = Ledger::open(desk.tx, now_ms, desk.seal)?;
    let (kind, facts, actor) = (RecordKind::Questionnaire, questionnaire.to_facts(), random()?);
    hub::import(&mut ledger, doc, kind, &facts, &message, actor, Back::Receipts)?;
    ledger.flush()?;
    Ok(doc)
}

fn item(id: EntryId, at: usize, asked: &Asked) -> Item {
    Item {
        id,
        place: i64::try_from(at + 1).ok().map(|at| at.saturating_mul(1_000)),
        name: asked.name.clone(),
        item_kind: Some(asked.kind),
        words: asked.words.clone(),
        hint: asked.hint.clone(),
        options: asked.options.clone(),
        least: asked.least.clone(),
        most: asked.most.clone(),
        required: asked.required,
        shown_if: asked.shown_if.clone(),
        removed: None,
    }
}
