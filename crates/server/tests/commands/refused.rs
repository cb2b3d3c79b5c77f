//! `fieldbook refused …`: what the law kept out of the book is read by the office, and outlives a restore.

use fieldbook_book::hash::Bytes;
use fieldbook_book::message::Message;
use fieldbook_book::testing::{message, opening, request, unit};
use fieldbook_book::wire::{Sent, Unit, Verdict};
use fieldbook_process::testing::deal;
use fieldbook_process::{ActName, DocId, Path};
use fieldbook_server::chance::now_ms;

use crate::binary::Desk;
use crate::phone::Phone;

/// Words with a sign that would clear a terminal: no title.
const WORDS: &str = "展會上遇到\u{1b}[2J";

/// A deal opened without saying why buying is possible, which 3.1 bars.
fn barred(lin: &Phone, doc: DocId, title: &str) -> Unit {
    let told = lin.syncs(&request(None, Vec::new(), Vec::new()));
    let company = told.company.map_or(1, |news| news.version);
    let mut part = opening(doc, &deal().titled(title).opened_by(lin.person));
    part.values.retain(|(path, _)| *path != Path::field("possibility"));
    let message = Message { company, ..message(ActName::OpenDeal, lin.person, now_ms()) };
    unit([lin.written(&part, &message)])
}

#[test]
fn what_was_refused_is_listed_shown_kept_over_a_restore_and_thrown_away_when_that_is_meant() {
    let desk = Desk::with_company();
    let server = desk.serves();
    let lin = server.phone("lin");
    assert!(desk.does(&["refused", "list"]).contains("Nothing refused is kept."));
    let (doc, other) = (DocId([1; 16]), DocId([2; 16]));
    let garbage = unit([Sent { doc, bytes: Bytes(b"garbage".to_vec()) }]);
    let malformed = barred(&lin, other, WORDS);
    let verdicts = lin.pushes(vec![barred(&lin, doc, "展會"), garbage, malformed]).verdicts;
    let [Verdict::Refused(_), Verdict::Malformed(_), Verdict::Malformed(_)] = verdicts.as_slice() else {
        panic!("{verdicts:?}")
    };

    let list = || desk.does(&["refused", "list", "--account", "lin"]);
    let listed = list();
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 3, "{listed}");
    assert!(lines[0].contains(&format!("open_deal  林曉雯  3.1  record {doc}")), "{listed}");
    assert!(lines[1].contains("unreadable  林曉雯  bytes"), "{listed}");
    assert!(lines[2].contains("open_deal  林曉雯  form"), "{listed}");
    assert!(desk.does(&["refused", "list", "--account", "wang"]).contains("Nothing refused is kept."));
    assert!(desk.refuses(&["refused", "list", "--account", "nobody"]).contains("there is no account"));

    let (barred, garbage) = (&lines[0][..32], &lines[1][..32]);
    let shown = desk.does(&["refused", "show", barred]);
    assert!(shown.contains("展會") && shown.contains("grounds_missing"), "{shown}");
    let shown = desk.does(&["refused", "show", &lines[2][..32]]);
    assert!(shown.contains("展會上遇到"), "{shown}");
    assert!(shown.chars().all(|sign| sign == '\n' || !sign.is_control()), "{shown:?}");
    assert!(desk.does(&["refused", "show", garbage]).contains("only hash and size are kept"));
    assert!(desk.refuses(&["refused", "show", "ffffffffff"]).contains("nothing refused begins with"));
    assert!(desk.does(&["check"]).contains("All is well."));

    let to = desk.path("backup");
    desk.does(&["backup", "--to", to.to_str().unwrap()]);
    server.dies();
    let refused = desk.refuses(&["refused", "forget", barred]);
    assert!(refused.contains("--for-ever"), "{refused}");
    assert!(desk.does(&["refused", "forget", barred, "--for-ever"]).contains("1 refused acts"));
    assert_eq!(list().lines().count(), 2);
    desk.does(&["restore", "--force", "--from", to.to_str().unwrap()]);
    assert_eq!(list(), listed);
    assert!(desk.does(&["refused", "forget", "--account", "lin", "--for-ever"]).contains("3 refused acts"));
    assert!(list().contains("Nothing refused is kept."));
    assert!(desk.does(&["check"]).contains("All is well."));
}
