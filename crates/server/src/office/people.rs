//! Who there is: joining, changing, passwords.

use fieldbook_book::wire::office::Form;
use fieldbook_process::general::Does;
use fieldbook_process::id::uuid_v7;
use fieldbook_process::law::Fact;
use fieldbook_process::people::Person;
use fieldbook_process::{PersonId, line};

use super::{Desk, Done, Fault};
use crate::account::{self, Account, AccountName};
use crate::chance::random;
use crate::session;

/// Somebody joins, with an account.
///
/// # Errors
/// [`Fault`].
pub fn join(desk: &mut Desk<'_>, account: &str, form: Form, password_hash: &str) -> Result<Done, Fault> {
    let person = form.person(PersonId(uuid_v7(desk.now_ms, random()?)), None);
    desk.may(Does::Writes(&person))?;
    let name: AccountName =
        account.parse().map_err(|_| line!("account_name", name = Fact::Text(account.to_owned())))?;
    open_account(desk, &name, person.id, password_hash)?;
    let done = Done::that(format!("{} joins as {}, account {name}", person.name, person.role.code()));
    put(desk, person);
    Ok(done)
}

fn open_account(desk: &mut Desk<'_>, name: &AccountName, person: PersonId, hash: &str) -> Result<(), Fault> {
    if account::find(desk.tx, name)?.is_some() {
        return Err(line!("account_taken", name = Fact::Text(name.to_string())).into());
    }
    let opened = Account { person, password: hash.to_owned(), set_ms: desk.now_ms };
    account::put(desk.tx, name, &opened)?;
    desk.accounts.push((name.clone(), opened));
    Ok(())
}

/// Writes down what somebody is from now on.
///
/// # Errors
/// [`Fault`].
pub fn write(desk: &mut Desk<'_>, who: PersonId, form: Form) -> Result<Done, Fault> {
    let known = desk.known(who)?;
    let person = form.person(who, Some(&known));
    desk.may(Does::Writes(&person))?;
    let above = person.superior.and_then(|it| desk.company.people.get(it)).map(|it| it.name.clone());
    let above = above.map(|name| format!(", reports to {name}")).unwrap_or_default();
    let territories = person.territories.join(", ");
    let head = if person.head { " (head)" } else { "" };
    let what = format!("{} is {}{head} in [{territories}]{above}", person.name, person.role.code());
    put(desk, person);
    Ok(Done::that(what))
}

/// Somebody gave or got notice: from then on their superior owes the handover (1.2). Or it is taken back.
///
/// # Errors
/// [`Fault`].
pub fn notice(desk: &mut Desk<'_>, who: PersonId, given: bool) -> Result<Done, Fault> {
    let known = desk.known(who)?;
    // Told again, it counts from the first time.
    let notice_ms = given.then(|| known.notice_ms.unwrap_or(desk.now_ms));
    let person = Person { notice_ms, ..known };
    desk.may(Does::Writes(&person))?;
    let what = format!("{} {}", person.name, if given { "gave notice" } else { "stays: no notice" });
    desk.company.people.put(person);
    Ok(Done::that(what))
}

/// A department has one head: who is marked takes the place of who was.
fn put(desk: &mut Desk<'_>, person: Person) {
    if person.head {
        let others = desk
            .company
            .people
            .iter()
            .filter(|other| other.head && other.department == person.department && other.id != person.id);
        for other in others.cloned().collect::<Vec<_>>() {
            desk.company.people.put(Person { head: false, ..other });
        }
    }
    desk.company.people.put(person);
}

/// Sets a new password; answers the account and how many sessions ended. The company stays as it is.
///
/// # Errors
/// [`Fault`].
pub fn set_password(
    desk: &mut Desk<'_>,
    who: PersonId,
    password_hash: &str,
) -> Result<(AccountName, usize), Fault> {
    desk.may(Does::Administers)?;
    let name = desk.account_of(who).cloned();
    let name = name.ok_or_else(|| line!("no_account", who = Fact::Person(who)))?;
    let account = Account { person: who, password: password_hash.to_owned(), set_ms: desk.now_ms };
    account::put(desk.tx, &name, &account)?;
    Ok((name, session::end_all_of(desk.tx, who)?))
}
