//! The places of administration.

use fieldbook_process::PersonId;

/// A place of administration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// What there is.
    Home,
    /// Everybody.
    People,
    /// Somebody new.
    PersonNew,
    /// One of them.
    Person(PersonId),
    /// When they are away.
    PersonAway(PersonId),
    /// They leave.
    PersonLeaves(PersonId),
    /// Departments with their heads.
    Departments,
    /// Territories with who works there.
    Territories,
    /// Days off and make-up days.
    Calendar,
    /// Products.
    Catalogue,
    /// Customers from a sheet.
    Customers,
    /// Devices.
    Devices,
    /// What was refused.
    Refused,
}

impl Office {
    /// Those that the home page leads to.
    pub const PARTS: [Self; 8] = [
        Self::People,
        Self::Departments,
        Self::Territories,
        Self::Calendar,
        Self::Catalogue,
        Self::Customers,
        Self::Devices,
        Self::Refused,
    ];

    /// Its address.
    pub fn path(self) -> String {
        match self {
            Self::Home => "/admin".to_owned(),
            Self::PersonNew => "/admin/people/new".to_owned(),
            Self::Person(id) => format!("/admin/people/{id}"),
            Self::PersonAway(id) => format!("/admin/people/{id}/away"),
            Self::PersonLeaves(id) => format!("/admin/people/{id}/leaves"),
            part => format!("/admin/{}", part.word()),
        }
    }

    /// The place of what stands after `/admin`.
    pub fn of_parts(parts: &[&str]) -> Option<Self> {
        let id = |text: &str| text.parse::<PersonId>().ok();
        match *parts {
            [] => Some(Self::Home),
            ["people", "new"] => Some(Self::PersonNew),
            ["people", who] => id(who).map(Self::Person),
            ["people", who, "away"] => id(who).map(Self::PersonAway),
            ["people", who, "leaves"] => id(who).map(Self::PersonLeaves),
            [word] => Self::PARTS.into_iter().find(|part| part.word() == word),
            _ => None,
        }
    }

    /// The word of its address.
    fn word(self) -> &'static str {
        match self {
            Self::Home => "",
            Self::People
            | Self::PersonNew
            | Self::Person(_)
            | Self::PersonAway(_)
            | Self::PersonLeaves(_) => "people",
            Self::Departments => "departments",
            Self::Territories => "territories",
            Self::Calendar => "calendar",
            Self::Catalogue => "catalogue",
            Self::Customers => "customers",
            Self::Devices => "devices",
            Self::Refused => "refused",
        }
    }

    /// One after the other, without a default arm, for the test of all places.
    #[cfg(test)]
    pub fn next(self) -> Option<Self> {
        let id = PersonId([7; 16]);
        match self {
            Self::Home => Some(Self::People),
            Self::People => Some(Self::PersonNew),
            Self::PersonNew => Some(Self::Person(id)),
            Self::Person(_) => Some(Self::PersonAway(id)),
            Self::PersonAway(_) => Some(Self::PersonLeaves(id)),
            Self::PersonLeaves(_) => Some(Self::Departments),
            Self::Departments => Some(Self::Territories),
            Self::Territories => Some(Self::Calendar),
            Self::Calendar => Some(Self::Catalogue),
            Self::Catalogue => Some(Self::Customers),
            Self::Customers => Some(Self::Devices),
            Self::Devices => Some(Self::Refused),
            Self::Refused => None,
        }
    }
}
