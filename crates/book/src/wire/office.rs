//! What the app asks of the office and is told, as JSON under `/v1/admin`: changes of the company, devices, what was
//! refused. These need the server; what they change reaches phones as the company's next version.

pub mod customers;
pub mod exports;
pub mod xlsform;

use fieldbook_process::law::{Line, Refusal};
use fieldbook_process::people::{Absence, Department, Person, Role};
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::{ActName, Clause, Day, DeviceId, EntryId, PersonId};
use serde::{Deserialize, Serialize};

/// Where changes are asked for.
pub const CHANGES: &str = "/v1/admin/changes";
/// Where accounts are told: [`AccountTold`].
pub const ACCOUNTS: &str = "/v1/admin/accounts";
/// Where devices are told: [`DeviceTold`].
pub const DEVICES: &str = "/v1/admin/devices";
/// Where refused work is told: [`RefusedTold`].
pub const REFUSED: &str = "/v1/admin/refused";
/// Where the calendar is told, as the CSV that is taken back.
pub const CALENDAR: &str = "/v1/admin/calendar";
/// Where the catalogue is told, as the CSV that is taken back.
pub const CATALOGUE: &str = "/v1/admin/catalogue";

/// A change of the company, whole or not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Somebody joins, with an account; the answer has a password.
    Join {
        /// The account's name.
        account: String,
        /// What they are.
        person: Form,
    },
    /// What is known of somebody, from now on.
    Write {
        /// Who.
        who: PersonId,
        /// What they are.
        person: Form,
    },
    /// A new password; their sessions end. The answer has it.
    NewPassword {
        /// Whose.
        who: PersonId,
    },
    /// Somebody will be away.
    Away(Absence),
    /// An absence is taken back.
    Back {
        /// Whose.
        who: PersonId,
        /// Its first day.
        from: Day,
    },
    /// Somebody gave or got notice, so that what is theirs is handed over; or that is taken back.
    Notice {
        /// Who.
        who: PersonId,
        /// Whether they did.
        given: bool,
    },
    /// Somebody leaves.
    Leave {
        /// Who.
        who: PersonId,
        /// Who gets their customers, open deals and questions, in the same step.
        to: Option<PersonId>,
        /// Their superior hands everything over in the app afterwards.
        later: bool,
    },
    /// Days off and make-up days, as CSV.
    Calendar {
        /// The sheet.
        csv: String,
    },
    /// Products, as CSV.
    Catalogue {
        /// The sheet.
        csv: String,
    },
    /// A policy value is proposed.
    Propose {
        /// Which.
        value: PolicyValue,
        /// The number, in its unit.
        number: i64,
        /// From that day on.
        from: Day,
        /// Why.
        why: String,
    },
    /// A proposal is agreed to.
    Agree {
        /// Which.
        proposal: EntryId,
    },
    /// A proposal is returned, or taken back.
    Return {
        /// Which.
        proposal: EntryId,
        /// Why.
        why: String,
    },
    /// A device is revoked.
    Revoke {
        /// Which.
        device: DeviceId,
        /// It wipes at once, and nothing is taken from it any more.
        stolen: bool,
    },
}

/// What somebody is, as written by the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Of staff: the department.
    pub department: Option<Department>,
    /// Whether they lead it; then nobody else does.
    pub head: bool,
    /// The territories.
    pub territories: Vec<String>,
    /// The superior.
    pub superior: Option<PersonId>,
    /// The assistant who serves them.
    #[serde(default)]
    pub assistant: Option<PersonId>,
}

impl Form {
    /// What is known of somebody, to be changed.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        Self {
            name: person.name.clone(),
            role: person.role,
            department: person.department,
            head: person.head,
            territories: person.territories.clone(),
            superior: person.superior,
            assistant: person.assistant,
        }
    }

    /// The person as written, with that id; what the form does not ask for stays as known.
    #[must_use]
    pub fn person(self, id: PersonId, known: Option<&Person>) -> Person {
        let Self { name, role, department, head, territories, superior, assistant } = self;
        let head = head && department.is_some();
        let left = known.is_some_and(|known| known.left);
        let notice_ms = known.and_then(|known| known.notice_ms);
        Person { id, name, role, department, head, territories, superior, left, notice_ms, assistant }
    }
}

/// That a change is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The company's version since then.
    pub version: u64,
    /// A password, told this once.
    pub password: Option<String>,
}

/// Why a change is not made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotMade {
    /// Clauses bar it.
    Refused(Vec<Refusal>),
    /// Something in it is wrong.
    Wrong(Vec<Wrong>),
}

/// What is wrong with what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// The line of the sheet, from 1.
    pub line: Option<u64>,
    /// What, by its key among the office's texts.
    pub what: Line,
}

/// Somebody's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountTold {
    /// Whose.
    pub person: PersonId,
    /// Its name.
    pub account: String,
}

/// A device, as far as the server knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceTold {
    /// Its id.
    pub id: DeviceId,
    /// Whose.
    pub person: PersonId,
    /// As it calls itself.
    pub name: String,
    /// Registered then, ms UTC.
    pub registered_ms: i64,
    /// Whether somebody is signed in there.
    pub signed_in: bool,
    /// Whether it is the one that asks.
    pub is_this: bool,
    /// What it told last; `None` for one that was not in contact since this is kept.
    pub contact: Option<Contact>,
    /// Revoked then, ms UTC.
    pub revoked_ms: Option<i64>,
    /// Whether it was revoked as stolen.
    pub stolen: bool,
    /// Changes of it in quarantine.
    pub quarantined: usize,
}

/// A device's last contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Then, ms UTC, exact to some minutes.
    pub at_ms: i64,
    /// The app's version.
    pub app: String,
    /// Acts on it that are not in the book.
    pub unsent: u32,
    /// When the oldest of them was entered, ms UTC.
    pub oldest_ms: Option<i64>,
    /// What stops it.
    pub stuck: Option<Stuck>,
}

/// What stops a device from sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stuck {
    /// Its app is too old to be handed news.
    AppTooOld,
    /// Its clock was wrong when something was entered.
    Clock,
    /// Something it stands on is not here.
    Missing,
    /// This server does not understand it yet.
    ServerTooOld,
    /// Its person must decide about work set aside.
    Aside,
}

impl Stuck {
    /// The key of its text.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AppTooOld => "app_too_old",
            Self::Clock => "clock",
            Self::Missing => "missing",
            Self::ServerTooOld => "server_too_old",
            Self::Aside => "aside",
        }
    }
}

/// Something that was refused, without its values: these are not for the office's eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedTold {
    /// Its id.
    pub id: EntryId,
    /// Who sent it.
    pub person: PersonId,
    /// From which device.
    pub device: DeviceId,
    /// Received, ms UTC.
    pub received_ms: i64,
    /// What it was to do; `None` where it could not be read.
    pub act: Option<ActName>,
    /// The clauses that bar it; empty where form or bytes were wrong.
    pub clauses: Vec<Clause>,
}
