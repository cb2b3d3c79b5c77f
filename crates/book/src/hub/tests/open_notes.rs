//! Market notes (2.1.a) are open to everybody; what a phone may do there whose own checks were taken out.

use fieldbook_process::attachment::LIST;
use fieldbook_process::testing::{market_note, photo};
use fieldbook_process::{Path, Record as _, RecordKind, Value};

use super::*;
use crate::replica::NOW;
use crate::testing::{part, text};

/// A note of Lin's with a photo and a voice note of hers in the book.
fn noted(office: &mut Office) -> (DocId, [EntryId; 2]) {
    let doc = new_doc(office);
    let mut note = market_note();
    note.attachments = vec![photo(0, "2026-11-02 09:00", LIN), photo(1, "2026-11-02 09:00", LIN)];
    note.attachments[1].medium = Some(fieldbook_process::attachment::Medium::Voice);
    let ids = [note.attachments[0].id, note.attachments[1].id];
    let values = note.to_facts().into_iter().map(|(path, value)| (path, Some(value))).collect();
    office.accepts(LIN, &part(doc, RecordKind::MarketNote, ActName::TakeMarketNote, values));
    (doc, ids)
}

fn taking_off(doc: DocId, entry: EntryId) -> Part {
    let at = |name: &str| Path::entry(LIST, entry, name);
    let values = vec![(at("removed"), Some(NOW)), (at("removed_why"), text("不要了"))];
    part(doc, RecordKind::MarketNote, ActName::RemoveAttachment, values)
}

#[test]
fn nobody_takes_off_what_a_colleague_put_there() {
    let pair = Pair::new();
    let mut office = pair.office();
    let now_ms = office.now_ms;
    let (doc, [photo, voice]) = noted(&mut office);
    for (who, entry) in [(CHEN, photo), (MARIA, voice)] {
        let part = taking_off(doc, entry);
        let sent = written(&mut office, &part, &message(part.act, who, now_ms));
        let Verdict::Refused(refusals) = office.judge(who, sent) else { panic!("taken off by {who}") };
        assert_eq!(refusals[0].wrong.key, "attached_by_another");
        assert_eq!(refusals[0].who, Some(LIN));
        assert!(!office.facts(doc).contains_key(&Path::entry(LIST, entry, "removed")));
    }
    office.accepts(LIN, &taking_off(doc, photo));
    let removed = office.facts(doc).get(&Path::entry(LIST, photo, "removed")).cloned();
    assert_eq!(removed, Some(Value::Instant(now_ms)));
}
