//! What a person does in a sheet, and how it is opened.

use super::Phone;

impl Phone {
    /// Taps one of the chips of a field.
    pub async fn chooses(&self, field: &str, value: &str) {
        self.tap(&format!("dialog[open] label:has(input[name='{field}'][value='{value}'])")).await;
    }

    /// Saves the open sheet; it closes.
    pub async fn saves(&self) {
        self.tap("dialog[open] .foot .primary").await;
        self.wait_until("document.querySelector('dialog[open]') === null").await;
    }

    /// Opens the sheet of the duty with that clause on a record's page.
    pub async fn acts_on(&self, clause: &str) {
        self.tap(&format!(".row.acts:has(a[href='/policy/{clause}']) .act")).await;
        self.wait_for("dialog[open] .fields").await;
    }

    /// Taps what bears exactly these words, of all that the selector finds.
    pub async fn taps_words(&self, css: &str, words: &str) {
        let found = format!(
            "[...document.querySelectorAll(\"{css}\")].find((it) => it.innerText.trim() === '{words}')"
        );
        self.wait_until(&format!("{found} !== undefined")).await;
        self.script(&format!("{found}.click();")).await;
    }

    /// Sets a day, as the browser's own calendar would.
    pub async fn picks_day(&self, css: &str, day: &str) {
        self.wait_for(css).await;
        self.script(&format!(
            "const day = document.querySelector('{css}'); day.value = '{day}';
            day.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        ))
        .await;
    }
}
