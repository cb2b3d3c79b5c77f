//! The binary itself: its commands, killed in the middle, backed up and restored.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it is wrong"
)]

#[path = "support/attached.rs"]
mod attached;
#[path = "commands/binary.rs"]
mod binary;
#[path = "support/field_form.rs"]
mod field_form;
#[path = "support/http.rs"]
mod http;
#[path = "support/phone.rs"]
mod phone;
#[path = "support/xlsx.rs"]
mod xlsx;

#[path = "commands/attachments.rs"]
mod attachments;
#[path = "commands/backup.rs"]
mod backup;
#[path = "commands/company.rs"]
mod company;
#[path = "commands/device.rs"]
mod device;
#[path = "commands/frozen.rs"]
mod frozen;
#[path = "commands/import.rs"]
mod import;
#[path = "commands/kill.rs"]
mod kill;
#[path = "commands/output.rs"]
mod output;
#[path = "commands/record.rs"]
mod record;
#[path = "commands/refused.rs"]
mod refused;
#[path = "commands/sources.rs"]
mod sources;
#[path = "commands/tls.rs"]
mod tls;
#[path = "commands/xlsform.rs"]
mod xlsform;
