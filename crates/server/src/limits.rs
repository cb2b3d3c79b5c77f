//! The bounds of the shell in one place; the book's own are in `hub::BOUNDS`. The README's table of limits
//! names them.

use std::time::Duration;

/// A day in ms.
pub const DAY_MS: i64 = 86_400_000;

/// Bytes of a push as sent.
pub const SYNC_BODY: usize = 8 << 20;
/// Bytes of a push when inflated.
pub const SYNC_INFLATED: usize = 32 << 20;
/// Pushes worked on at once; the others wait, so that memory is bounded.
pub const SYNC_AT_ONCE: usize = 4;
/// Pieces of attachments read or written at once.
pub const ATTACHMENTS_AT_ONCE: usize = 16;
/// Bytes of a sign-in.
pub const SIGN_IN_BODY: usize = 16 << 10;
/// Bytes of a change that the office asks for: a sheet of some ten thousand rows.
pub const OFFICE_BODY: usize = 2 << 20;

/// Bytes of a piece of an attachment as it comes in; the app sends a quarter of it.
pub const ATTACHMENT_PIECE: usize = 1 << 20;
/// How long somebody who was found to bring an attachment is not looked up again; ms.
pub const GRANT_MS: i64 = 60_000;
/// So many of them at once; over it each piece is looked up.
pub const GRANTS: usize = 200;
/// Bytes of an attachment handed out in one answer; the rest is asked for.
pub const ATTACHMENT_READ: usize = 1 << 20;
/// The largest sheet of customers, as JSON: ten thousand rows of 800 bytes.
pub const CUSTOMERS_BODY: usize = 8 << 20;
/// Passwords tried at once: each takes 19 MiB and some ten milliseconds.
pub const PASSWORDS_AT_ONCE: usize = 2;

/// Wrong passwords for one account within [`TRIES_WITHIN_MS`]; the next has to wait.
pub const TRIES_OF_ACCOUNT: u32 = 10;
/// Wrong passwords from one address within [`TRIES_WITHIN_MS`].
pub const TRIES_OF_ADDRESS: u32 = 50;
/// See [`TRIES_OF_ACCOUNT`]; ms.
pub const TRIES_WITHIN_MS: i64 = 15 * 60_000;
/// Accounts and addresses remembered for that.
pub const TRIES_REMEMBERED: usize = 10_000;

/// A session lasts so long after it was last used; ms.
pub const SESSION_MS: i64 = 30 * DAY_MS;
/// Characters of an account name.
pub const ACCOUNT_NAME: usize = 40;
/// Fewest characters of a password.
pub const PASSWORD_LEAST: usize = 10;
/// Most bytes of a password.
pub const PASSWORD_MOST: usize = 500;
/// Characters of a device's name; more is cut off.
pub const DEVICE_NAME: usize = 80;
/// Bytes of a device's public key.
pub const DEVICE_KEY: usize = 2_000;

/// A device's last contact is exact to so much; ms.
pub const CONTACT_MS: i64 = 5 * 60_000;

/// A silent stream of pokes says so often that it is alive.
pub const KEEP_ALIVE: Duration = Duration::from_secs(25);
/// So often the server looks whether another process wrote into the book (`fieldbook company …`).
pub const LOOK_ELSEWHERE: Duration = Duration::from_secs(2);
/// How long open requests may take after the signal to stop.
pub const STOP_WITHIN: Duration = Duration::from_secs(5);
/// How long a TLS handshake may take.
pub const HANDSHAKE: Duration = Duration::from_secs(10);
/// Handshakes under way at once; further connections wait in the system's queue.
pub const HANDSHAKES_AT_ONCE: usize = 256;

/// Bytes of a public lead form.
pub const LEAD_BODY: usize = 32 << 10;
/// Leads from one address (IPv6: from one network of 64 bits) within [`LEADS_WITHIN_MS`].
pub const LEADS_OF_ADDRESS: u32 = 20;
/// Leads from all addresses together within [`LEADS_WITHIN_MS`].
pub const LEADS_IN_ALL: u32 = 300;
/// See [`LEADS_OF_ADDRESS`]; ms.
pub const LEADS_WITHIN_MS: i64 = 3_600_000;
/// A form that comes back sooner was not filled in by somebody; ms.
pub const LEAD_LEAST_MS: i64 = 3_000;
/// A form that comes back later is asked for once more; ms.
pub const LEAD_MOST_MS: i64 = DAY_MS;
