//! Customers with contacts, owners and some sharers.

use fieldbook_process::prospecting::{Contact, Customer, Sharer};
use fieldbook_process::value::Instant;
use fieldbook_process::{EntryId, Path, PersonId, Record, Value};

use super::company::REPS;
use super::dice::Dice;
use super::words::{
    COMPANY_FIRST, COMPANY_LAST, ENGLISH_FIRST, ENGLISH_LAST, ENGLISH_PEOPLE, ENGLISH_POSITIONS, GIVEN,
    NEEDS, POSITIONS, SURNAMES, TRADES, towns,
};

const DAY_MS: i64 = 86_400_000;

/// The `n`th customer of that many reps, who own about the same number.
pub(super) fn customer(dice: &mut Dice, (n, reps): (usize, usize), now_ms: i64) -> Customer {
    let (owner, territory) =
        REPS.get(n % reps.clamp(1, REPS.len())).copied().unwrap_or((PersonId::default(), ""));
    let town = dice.of(towns(territory));
    let (trade, english_trade, industry) = dice.of(&TRADES);
    let english = dice.percent(22);
    let chinese_name = format!("{town}{}{trade}{}", dice.of(&COMPANY_FIRST), dice.of(&COMPANY_LAST));
    let english_name = format!("{} {english_trade} {}", dice.of(&ENGLISH_FIRST), dice.of(&ENGLISH_LAST));
    let (name, other_name) = match (english, dice.percent(30)) {
        (true, true) => (english_name, chinese_name),
        (true, false) => (english_name, String::new()),
        (false, true) => (chinese_name, english_name),
        (false, false) => (chinese_name, String::new()),
    };
    let intention = dice.of(&["none", "low", "mid", "high"]);
    let mut customer = Customer {
        name,
        other_name,
        industry: industry.to_owned(),
        employees: dice.percent(70).then(|| dice.between(2, 180) * 10),
        town: town.to_owned(),
        address: format!(
            "{}路 {} 號",
            dice.of(&["工業", "創新", "人民", "建設", "環城"]),
            dice.between(1, 980)
        ),
        territory: territory.to_owned(),
        needs: if dice.percent(50) { dice.of(&NEEDS).to_owned() } else { String::new() },
        key_customer: dice.percent(7),
        // Some weeks ago; a few so long that they lie in the pool.
        registered: Some(Instant(now_ms - i64::try_from((n * 37) % 95 + 1).unwrap_or(1) * DAY_MS)),
        owner: Some(owner),
        contacts: (0..dice.between(1, 3))
            .map(|at| contact(dice, english, (now_ms, n * 4 + usize::try_from(at).unwrap_or(0))))
            .collect(),
        sharers: sharers(dice, owner, territory, now_ms),
        ..Customer::default()
    };
    customer.put(&Path::field("intention"), &Value::Text(intention.to_owned()));
    customer
}

fn contact(dice: &mut Dice, english: bool, (now_ms, nth): (i64, usize)) -> Contact {
    let name = if english && dice.percent(70) {
        dice.of(&ENGLISH_PEOPLE).to_owned()
    } else {
        format!("{}{}", dice.of(&SURNAMES), dice.of(&GIVEN))
    };
    let position = if english { dice.of(&ENGLISH_POSITIONS) } else { dice.of(&POSITIONS) };
    Contact {
        id: EntryId(dice.id(now_ms)),
        name,
        position: position.to_owned(),
        // 1380000… was never given out.
        phone: format!("138 {:04} {:04}", nth / 10_000, nth % 10_000),
        wechat: if dice.percent(40) { format!("wx-demo-{}", dice.between(100, 999)) } else { String::new() },
        ..Contact::default()
    }
}

/// Sometimes a colleague of the territory works on it too.
fn sharers(dice: &mut Dice, owner: PersonId, territory: &str, now_ms: i64) -> Vec<Sharer> {
    if !dice.percent(8) {
        return Vec::new();
    }
    let colleagues = REPS.iter().filter(|(rep, place)| *rep != owner && *place == territory);
    let colleagues: Vec<PersonId> = colleagues.map(|(rep, _)| *rep).collect();
    vec![Sharer { id: EntryId(dice.id(now_ms)), person: Some(dice.of(&colleagues)), removed: None }]
}
