//! A panic of one request ends that request, and nothing else.

use tempfile::TempDir;

use super::*;
use crate::book::{Book, Place};

#[tokio::test]
async fn a_panic_is_answered_as_a_bug_undone_and_counted() {
    let folder = TempDir::new().unwrap();
    let place = Place { data: folder.path().join("data"), receipt_key: None, new_receipt_key: false };
    let Book { store, seal } = place.open().unwrap();
    let shell = Arc::new(Shell::new(store, seal, place.attachments(), Origin::localhost(1)));
    let key = b"planned";
    let broken = shell.transaction(move |tx| {
        tx.put(fieldbook_book::store::Table::Meta, key, b"half")?;
        let fail = true;
        assert!(!fail, "planned");
        Ok(())
    });
    assert!(matches!(broken.await, Err(Fault::Broken)));
    assert_eq!(shell.metrics.panics.count(), 1);
    let found = shell.transaction(move |tx| tx.get(fieldbook_book::store::Table::Meta, key)).await;
    assert_eq!(found.unwrap(), None);
}
