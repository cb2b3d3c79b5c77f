//! Writing down a contact from Today, as most journeys begin.

use super::Phone;

/// A row of Today that owes a contact.
const CONTACT: &str = ".row.acts:has(a[href='/policy/3.2.b'])";

impl Phone {
    /// Writes down that the customer of Today's topmost duty of a contact was reached by phone, and waits until that
    /// is saved. Answers the address of the deal.
    pub async fn logs_contact(&self, words: &str) -> String {
        let act = format!("{CONTACT} .act");
        self.wait_for(&act).await;
        let main = format!("return document.querySelector(\"{CONTACT} .row-main\").getAttribute('href');");
        let deal = self.script(&main).await;
        self.logs_contact_on(&act, words).await;
        deal.as_str().unwrap_or_default().to_owned()
    }

    /// The same on the duty whose button that is.
    pub async fn logs_contact_on(&self, act: &str, words: &str) {
        self.tap(act).await;
        self.tap("dialog[open] label:has(input[value=reached])").await;
        self.tap("dialog[open] label:has(input[value=phone])").await;
        self.type_into("#field-follow_up-content", words).await;
        self.tap("dialog[open] .foot .primary").await;
        self.wait_until("document.querySelector('dialog[open]') === null").await;
    }

    /// Waits until what was saved can no longer be taken back; before that it is not sent.
    pub async fn waits_out_the_undo(&self) {
        self.wait_until("document.querySelector('.notice') === null").await;
    }
}
