//! Counters since the start, as plain text that Prometheus reads. No names, no ids, no amounts.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use fieldbook_book::wire::Verdict;

macro_rules! counters {
    ($($name:ident $help:literal;)*) => {
        /// The counters.
        #[derive(Debug, Default)]
        pub struct Metrics { $(#[doc = $help] pub $name: Counter,)* }

        impl Metrics {
            /// All of them as text; `streams` is how many phones listen for pokes now.
            #[must_use]
            pub fn text(&self, streams: usize) -> String {
                let mut text = String::new();
                $(line(&mut text, stringify!($name), "counter", $help, self.$name.count());)*
                line(&mut text, "streams_open", "gauge", "Streams of pokes open now.", streams as u64);
                text
            }
        }
    };
}

counters! {
    requests "Requests answered, all addresses.";
    server_errors "Requests that failed for a reason of the server.";
    panics "Panics caught; each one is a bug.";
    sign_ins "Sign-ins that succeeded.";
    sign_ins_refused "Sign-ins refused: wrong, or too many tries.";
    syncs "Sync requests answered with 200.";
    sync_bytes_in "Bytes of sync bodies received, deflated.";
    sync_bytes_out "Bytes of sync bodies sent, deflated.";
    sync_busy_micros "Microseconds spent on syncs.";
    units_accepted "Units with the verdict accepted.";
    units_refused "Units refused by a clause.";
    units_kept "Units kept for an owner or superior.";
    units_later "Units to be sent again: dependency, clock, actor, later.";
    units_wrong "Units that an honest app does not send, or too large.";
    leads_arrived "Leads that came in by the public form.";
    leads_trapped "Public forms stopped by the trap or the time stamp.";
    leads_over_limit "Public forms over a limit; nothing of them was kept.";
    pokes "Pokes that went out for news.";
    attachments_whole "Attachments that came in whole.";
    attachment_bytes_in "Bytes of attachments received.";
}

/// One number that only grows.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Adds.
    pub fn add(&self, n: usize) {
        self.0.fetch_add(n as u64, Ordering::Relaxed);
    }

    /// What was counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Metrics {
    /// Counts a verdict.
    pub fn verdict(&self, verdict: &Verdict) {
        let counter = match verdict {
            Verdict::Accepted => &self.units_accepted,
            Verdict::Refused(_) => &self.units_refused,
            Verdict::KeptFor(_) | Verdict::ForSuperior(_) => &self.units_kept,
            Verdict::MissingDependency(_) | Verdict::ClockWrong(_) | Verdict::ActorClash | Verdict::Later => {
                &self.units_later
            }
            Verdict::Malformed(_) | Verdict::TooLarge(_) => &self.units_wrong,
        };
        counter.add(1);
    }
}

fn line(text: &mut String, name: &str, kind: &str, help: &str, count: u64) {
    // Writing to a string cannot fail.
    let _written = writeln!(
        text,
        "# HELP fieldbook_{name} {help}\n# TYPE fieldbook_{name} {kind}\nfieldbook_{name} {count}"
    );
}
