//! The binary itself: its commands, killed in the middle, backed up and restored.

#[path = "commands/binary.rs"]
mod binary;
#[path = "support/http.rs"]
mod http;
#[path = "support/phone.rs"]
mod phone;

#[path = "commands/backup.rs"]
mod backup;
#[path = "commands/company.rs"]
mod company;
#[path = "commands/device.rs"]
mod device;
#[path = "commands/kill.rs"]
mod kill;
