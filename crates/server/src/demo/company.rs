//! People, territories and products of the demo company: a maker of motors and pumps.

use fieldbook_process::catalogue::{Catalogue, Product};
use fieldbook_process::people::{Department, Person, Role};
use fieldbook_process::value::Currency;
use fieldbook_process::{Company, Money, PersonId};

use super::words::{EAST, SOUTH};

/// The server itself.
pub(super) const SYSTEM: PersonId = PersonId([0xff; 16]);
/// Agrees to what is imported.
pub(super) const DIRECTOR: PersonId = id(2);

/// Answers questions.
pub(super) const SERVICE: PersonId = id(23);

/// Makes questionnaires and composes needs reports.
pub(super) const MARKETER: PersonId = id(26);
/// Answers needs reports.
pub(super) const RND: PersonId = id(27);

/// Completes what reps caught.
const ASSISTANT: PersonId = id(21);
/// Whom she serves.
const SERVED: [PersonId; 2] = [id(11), id(12)];

const GM: PersonId = id(1);
/// Names who writes market reports.
pub(super) const MANAGER_EAST: PersonId = id(3);
pub(super) const MANAGER_SOUTH: PersonId = id(4);

const fn id(n: u8) -> PersonId {
    let mut bytes = [0xde; 16];
    bytes[15] = n;
    PersonId(bytes)
}

/// Reps with their territory.
pub(super) const REPS: [(PersonId, &str); 8] = [
    (id(11), EAST),
    (id(12), EAST),
    (id(13), EAST),
    (id(14), EAST),
    (id(15), SOUTH),
    (id(16), SOUTH),
    (id(17), SOUTH),
    (id(18), SOUTH),
];

/// Id, account, name, role, department, superior.
type Row = (PersonId, &'static str, &'static str, Role, Option<Department>, Option<PersonId>);

const PEOPLE: [Row; 20] = [
    (id(11), "lin", "林曉雯", Role::Rep, None, Some(MANAGER_EAST)),
    (id(12), "chen", "陳立", Role::Rep, None, Some(MANAGER_EAST)),
    (id(13), "xu", "徐婉清", Role::Rep, None, Some(MANAGER_EAST)),
    (id(14), "oliver", "Oliver Brandt", Role::Rep, None, Some(MANAGER_EAST)),
    (id(15), "maria", "Maria Santos", Role::Rep, None, Some(MANAGER_SOUTH)),
    (id(16), "liang", "梁志鵬", Role::Rep, None, Some(MANAGER_SOUTH)),
    (id(17), "huang", "黃美琪", Role::Rep, None, Some(MANAGER_SOUTH)),
    (id(18), "deng", "鄧國華", Role::Rep, None, Some(MANAGER_SOUTH)),
    (MANAGER_EAST, "wang", "王志強", Role::Manager, None, Some(DIRECTOR)),
    (MANAGER_SOUTH, "peter", "Peter Huang", Role::Manager, None, Some(DIRECTOR)),
    (DIRECTOR, "zhao", "趙敏", Role::Director, None, Some(GM)),
    (GM, "shen", "沈建國", Role::Gm, None, None),
    (ASSISTANT, "sun", "孫悅", Role::Assistant, None, Some(MANAGER_EAST)),
    (id(22), "he", "何靜", Role::Admin, None, Some(DIRECTOR)),
    (id(23), "zhou", "周建", Role::Staff, Some(Department::Service), Some(GM)),
    (id(24), "qian", "錢文博", Role::Staff, Some(Department::Service), Some(id(23))),
    (id(25), "feng", "馮玉蘭", Role::Staff, Some(Department::Finance), Some(GM)),
    (MARKETER, "su", "蘇晴", Role::Staff, Some(Department::Marketing), Some(GM)),
    (RND, "luo", "羅勇", Role::Staff, Some(Department::Rnd), Some(GM)),
    (SYSTEM, "", "Fieldbook", Role::System, None, None),
];

/// Everybody who can sign in, in the order of the list.
pub(super) fn accounts() -> impl Iterator<Item = (PersonId, &'static str)> {
    PEOPLE.into_iter().map(|(id, account, ..)| (id, account)).filter(|(_, account)| !account.is_empty())
}

/// The company before its first version number.
pub(super) fn company() -> Company {
    let mut company = Company { catalogue: catalogue(), ..Company::default() };
    for (id, _, name, role, department, superior) in PEOPLE {
        let territories = territories(id, role);
        let name = name.to_owned();
        company.people.put(Person {
            id,
            name,
            role,
            department,
            territories,
            superior,
            head: superior == Some(GM) && department.is_some(),
            left: false,
            notice_ms: None,
            assistant: SERVED.contains(&id).then_some(ASSISTANT),
        });
    }
    company
}

fn territories(id: PersonId, role: Role) -> Vec<String> {
    let all = || vec![EAST.to_owned(), SOUTH.to_owned()];
    match role {
        Role::Rep => REPS.iter().filter(|(rep, _)| *rep == id).map(|(_, name)| (*name).to_owned()).collect(),
        Role::Manager if id == MANAGER_EAST => vec![EAST.to_owned()],
        Role::Manager => vec![SOUTH.to_owned()],
        Role::Assistant => vec![EAST.to_owned()],
        Role::Director | Role::Gm => all(),
        Role::Staff | Role::Admin | Role::System => Vec::new(),
    }
}

/// Code, name, group, list price in yuan.
pub(super) const PRODUCTS: [(&str, &str, &str, i64); 10] = [
    ("M132-55", "永磁電機 55 kW", "標準機型", 38_600),
    ("M160-90", "永磁電機 90 kW", "標準機型", 61_200),
    ("M200-160", "永磁電機 160 kW", "標準機型", 98_000),
    ("M250-315", "高效電機 315 kW", "標準機型", 214_000),
    ("P80-22", "離心泵 22 kW", "泵", 17_800),
    ("P100-45", "離心泵 45 kW", "泵", 29_400),
    ("P150-75", "耐腐泵 75 kW", "泵", 56_500),
    ("D55", "變頻器 55 kW", "驅動", 12_900),
    ("D160", "變頻器 160 kW", "驅動", 33_700),
    ("S-Y1", "年度維保", "服務", 24_000),
];

fn catalogue() -> Catalogue {
    let product = |(code, name, group, yuan): (&str, &str, &str, i64)| Product {
        code: code.to_owned(),
        name: name.to_owned(),
        group: group.to_owned(),
        list_price: Money { minor: yuan * 100, currency: Currency::CNY },
        from: None,
        to: None,
    };
    Catalogue(PRODUCTS.into_iter().map(product).collect())
}
