//! 1.2 People, roles, departments, territories, superiors and absences (人員、角色、部門).
//! A part of the company; the reason of an absence is not in it, since every phone holds it.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{PersonId, choice};

choice! {
    /// What somebody is to the sales process.
    Role {
        /// 銷售員
        Rep = "rep",
        /// 內勤
        Assistant = "assistant",
        /// 銷售經理
        Manager = "manager",
        /// 銷售總監
        Director = "director",
        /// 總經理
        Gm = "gm",
        /// Somebody of a department.
        Staff = "staff",
        /// 管理員: people, devices and settings; no amounts.
        Admin = "admin",
        /// The server itself, for imports and public forms.
        System = "system",
    }
}

choice! {
    /// A department outside sales.
    Department {
        /// 技術
        Technical = "technical",
        /// 研發
        Rnd = "rnd",
        /// 財務
        Finance = "finance",
        /// 法務
        Legal = "legal",
        /// 生產
        Production = "production",
        /// 採購
        Purchasing = "purchasing",
        /// 倉庫
        Warehouse = "warehouse",
        /// 質檢
        Quality = "quality",
        /// 物流
        Logistics = "logistics",
        /// 售後
        Service = "service",
        /// 人力
        Hr = "hr",
        /// 市場
        Marketing = "marketing",
    }
}

/// Somebody of the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id, also of their account.
    pub id: PersonId,
    /// As colleagues write it.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Their department, for staff.
    pub department: Option<Department>,
    /// Whether they lead it: what nobody of it has taken on is theirs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub head: bool,
    /// Names of the territories they work in.
    pub territories: Vec<String>,
    /// To whom they report; `None` only at the top.
    pub superior: Option<PersonId>,
    /// Whether they have left; what they did stays theirs.
    pub left: bool,
    /// They gave or got notice then, ms UTC: what is theirs is to be handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_ms: Option<i64>,
    /// The assistant who serves them (內勤).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assistant: Option<PersonId>,
}

/// From when to when somebody is away, and who stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Who is away.
    pub person: PersonId,
    /// First day away.
    pub from: crate::Day,
    /// Last day away.
    pub to: crate::Day,
    /// Who stands in (代); with none, the superior.
    pub deputy: Option<PersonId>,
}

/// Everybody, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Person>", into = "Vec<Person>")]
pub struct People(BTreeMap<PersonId, Person>);

impl From<Vec<Person>> for People {
    fn from(people: Vec<Person>) -> Self {
        Self(people.into_iter().map(|person| (person.id, person)).collect())
    }
}

impl From<People> for Vec<Person> {
    fn from(people: People) -> Self {
        people.0.into_values().collect()
    }
}

impl People {
    /// The person of that id.
    #[must_use]
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.0.get(&id)
    }

    /// Adds somebody, or replaces what is known of them.
    pub fn put(&mut self, person: Person) {
        self.0.insert(person.id, person);
    }

    /// Everybody, in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.0.values()
    }

    /// The line of superiors above somebody, nearest first. A ring in the data ends it.
    #[must_use]
    pub fn superiors(&self, id: PersonId) -> Vec<PersonId> {
        let mut line = Vec::new();
        let mut next = self.get(id).and_then(|person| person.superior);
        while let Some(superior) = next.filter(|superior| *superior != id && !line.contains(superior)) {
            line.push(superior);
            next = self.get(superior).and_then(|person| person.superior);
        }
        line
    }

    /// Whether `who` stands above `of`, at any distance.
    #[must_use]
    pub fn is_superior(&self, who: PersonId, of: PersonId) -> bool {
        self.superiors(of).contains(&who)
    }

    /// Who leads a department; where nobody does, the first of it by id. `None` where it has nobody.
    #[must_use]
    pub fn head_of(&self, department: Department) -> Option<PersonId> {
        let staff =
            || self.iter().filter(move |person| person.department == Some(department) && !person.left);
        staff().find(|person| person.head).or_else(|| staff().next()).map(|person| person.id)
    }

    /// The assistant who serves somebody, while they are with the company.
    #[must_use]
    pub fn assistant_of(&self, who: PersonId) -> Option<PersonId> {
        let assistant = self.get(self.get(who)?.assistant?)?;
        (!assistant.left && assistant.role == Role::Assistant).then_some(assistant.id)
    }

    /// Those who report to somebody directly.
    pub fn reports(&self, of: PersonId) -> impl Iterator<Item = &Person> {
        self.iter().filter(move |person| person.superior == Some(of))
    }
}
