//! What every handler shares: the book, the key for receipts, pokes, counters, tries. The book is worked on
//! from blocking threads; a panic there is caught and ends that one request.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

use fieldbook_book::store::{StoreFault, Tx};
use tokio::sync::Semaphore;

use crate::attachments::Attachments;
use crate::fault::Fault;
use crate::lead::LeadForm;
use crate::limits::{ATTACHMENTS_AT_ONCE, PASSWORDS_AT_ONCE, SYNC_AT_ONCE};
use crate::metrics::Metrics;
use crate::origin::Origin;
use crate::pokes::Pokes;
use crate::seal::ReceiptKey;
use crate::store::Sqlite;
use crate::tries::Tries;

#[cfg(test)]
mod tests;

/// The server's parts.
pub struct Shell {
    /// The book.
    pub store: Sqlite,
    /// Signs receipts.
    pub seal: ReceiptKey,
    /// Bytes of photos, voice notes and files.
    pub attachments: Attachments,
    /// Where the app is reached.
    pub origin: Origin,
    /// Who is told that there is news.
    pub pokes: Pokes,
    /// What was counted.
    pub metrics: Metrics,
    /// Pushes under work.
    pub sync_slots: Semaphore,
    /// For reading and writing attachments: a keeper that hangs must not take every thread.
    pub attachment_slots: Semaphore,
    /// Passwords under test.
    pub password_slots: Semaphore,
    /// The public lead form, where it is switched on.
    pub lead_form: Option<LeadForm>,
    tries: Mutex<Tries>,
}

impl Shell {
    /// A shell around an open book.
    #[must_use]
    pub fn new(store: Sqlite, seal: ReceiptKey, attachments: Attachments, origin: Origin) -> Self {
        Self {
            store,
            seal,
            attachments,
            origin,
            pokes: Pokes::default(),
            metrics: Metrics::default(),
            sync_slots: Semaphore::new(SYNC_AT_ONCE),
            attachment_slots: Semaphore::new(ATTACHMENTS_AT_ONCE),
            password_slots: Semaphore::new(PASSWORDS_AT_ONCE),
            lead_form: None,
            tries: Mutex::default(),
        }
    }

    /// With a public lead form.
    #[must_use]
    pub fn with_lead_form(self, lead_form: Option<LeadForm>) -> Self {
        Self { lead_form, ..self }
    }

    /// Runs work that takes the disk's or the processor's time, apart from the threads that answer.
    ///
    /// # Errors
    /// What the work answers; [`Fault::Broken`] where it panicked.
    pub async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let shell = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            // The transaction inside is rolled back while the panic unwinds, so nothing half-done is left.
            panic::catch_unwind(AssertUnwindSafe(|| work(&shell)))
        });
        match done.await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) | Err(_) => {
                self.metrics.panics.add(1);
                Err(Fault::Broken)
            }
        }
    }

    /// Runs a body in one transaction of the book, as [`Shell::blocking`].
    ///
    /// # Errors
    /// What the body answers; [`Fault::Store`], [`Fault::Broken`].
    pub async fn transaction<T: Send + 'static>(
        self: &Arc<Self>,
        body: impl FnOnce(&mut dyn Tx) -> Result<T, StoreFault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.blocking(move |shell| Ok(shell.store.transaction(body)?)).await
    }

    /// Runs a body that only reads, as [`Shell::blocking`]: it waits for nobody who writes.
    ///
    /// # Errors
    /// What the body answers; [`Fault::Store`], [`Fault::Broken`].
    pub async fn snapshot<T: Send + 'static>(
        self: &Arc<Self>,
        body: impl FnOnce(&mut dyn Tx) -> Result<T, StoreFault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.blocking(move |shell| Ok(shell.store.snapshot(body)?)).await
    }

    /// The tries, for as long as the answer is at hand; never held over a wait.
    pub fn with_tries<T>(&self, body: impl FnOnce(&mut Tries) -> T) -> T {
        body(&mut self.tries.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
