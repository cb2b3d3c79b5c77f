//! `fieldbook company init`.

use anyhow::{Result, bail, ensure};
use clap::Args;
use fieldbook_book::hub;
use fieldbook_process::calendar::Offset;
use fieldbook_process::id::uuid_v7;
use fieldbook_process::people::{Person, Role};
use fieldbook_process::{Company, PersonId};
use fieldbook_server::account::{self, Account, AccountName};
use fieldbook_server::chance::{now_ms, random};

use super::people::Password;
use super::{Note, note};
use crate::cli::Data;
use crate::cli::out::say;

/// The server itself, in whose name imports are made.
const SYSTEM: PersonId = PersonId([0xff; 16]);

#[derive(Args)]
pub(in crate::cli) struct Init {
    #[command(flatten)]
    data: Data,
    /// The director's name.
    #[arg(long)]
    director: String,
    /// The director's account.
    #[arg(long)]
    account: AccountName,
    #[command(flatten)]
    password: Password,
    /// The company's time, ahead of UTC.
    #[arg(long, default_value = "+08:00", allow_hyphen_values = true, value_parser = offset_minutes)]
    utc_offset: i32,
}

impl Init {
    pub(super) fn run(self) -> Result<()> {
        let place = self.data.place();
        let book = place.open()?;
        let password = self.password.get()?;
        let now_ms = now_ms();
        let id = PersonId(uuid_v7(now_ms, random()?));
        let mut company = Company::default();
        company.calendar.offsets = vec![Offset { from_ms: i64::MIN, minutes: self.utc_offset }];
        for (id, name, role) in
            [(id, self.director.as_str(), Role::Director), (SYSTEM, "Fieldbook", Role::System)]
        {
            let name = name.to_owned();
            company.people.put(Person {
                id,
                name,
                role,
                department: None,
                territories: Vec::new(),
                superior: None,
                head: false,
                left: false,
                notice_ms: None,
                assistant: None,
            });
        }
        book.store.transaction(|tx| {
            if hub::company_version(tx)? != 0 {
                bail!("there is a company here already; `fieldbook company show` prints it");
            }
            // There is no account yet that could be in the way.
            let account = Account { person: id, password: password.hash().to_owned(), set_ms: now_ms };
            account::put(tx, &self.account, &account)?;
            let (version, _) = hub::set_company(tx, &company, now_ms, &book.seal)?;
            let what = format!("{} makes the company", self.director);
            note(tx, version, &Note { at_ms: now_ms, agreed_by: Some(id), what, by: Some(id) })?;
            Ok(())
        })?;
        say!("The company is made; {} signs in as {}.", self.director, self.account)?;
        password.tell()?;
        say!("Receipts are signed with {}; keep it, but not with the backups.", place.key_file().display())?;
        Ok(())
    }
}

/// `+08:00`, `-03:30`.
fn offset_minutes(text: &str) -> Result<i32> {
    let wrong = || anyhow::anyhow!("an offset such as +08:00");
    let (sign, rest) = match text.split_at_checked(1).ok_or_else(wrong)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return Err(wrong()),
    };
    let (hours, minutes) = rest.split_once(':').ok_or_else(wrong)?;
    let (hours, minutes): (i32, i32) = (hours.parse()?, minutes.parse()?);
    ensure!((0..=14).contains(&hours) && (0..60).contains(&minutes), wrong());
    Ok(sign * (hours * 60 + minutes))
}
