//! Words typed and not saved, as the disk has them: what the next browser reads.

use serde_json::json;

use super::Phone;

impl Phone {
    /// An expression for the page: whether the disk has drafts with these words.
    #[must_use]
    pub fn disk_has_typed(words: &str) -> String {
        format!(
            "new Promise((tell) => {{ const asked = indexedDB.open('fieldbook-typed'); asked.onsuccess = () => {{
            const all = asked.result.transaction('words').objectStore('words').getAll();
            all.onsuccess = () => {{ asked.result.close(); tell(all.result.some((it) => it.includes({}))); }}; }}; }})",
            json!(words)
        )
    }

    /// Waits until the disk has drafts with these words.
    pub async fn keeps_typed(&self, words: &str) {
        self.wait_until(&Self::disk_has_typed(words)).await;
    }
}
