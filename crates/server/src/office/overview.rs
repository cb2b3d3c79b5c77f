//! What the office sees of accounts, devices and refused work: nothing of what people wrote in records.

use std::collections::BTreeMap;

use fieldbook_book::hub::{self, Refused};
use fieldbook_book::store::StoreFault;
use fieldbook_book::wire::Verdict;
use fieldbook_book::wire::office::{AccountTold, DeviceTold, RefusedTold};
use fieldbook_process::general::Does;
use fieldbook_process::law::Fact;
use fieldbook_process::{DeviceId, line};

use super::{Desk, Fault};
use crate::{device, session};

/// Every account.
///
/// # Errors
/// [`Fault`].
pub fn accounts(desk: &mut Desk<'_>) -> Result<Vec<AccountTold>, Fault> {
    desk.may(Does::Administers)?;
    let told = |(name, account): &(crate::account::AccountName, crate::account::Account)| AccountTold {
        person: account.person,
        account: name.to_string(),
    };
    Ok(desk.accounts.iter().map(told).collect())
}

/// Every device, the one in contact last first. `this` is the one that asks.
///
/// # Errors
/// [`Fault`].
pub fn devices(desk: &mut Desk<'_>, this: Option<DeviceId>) -> Result<Vec<DeviceTold>, Fault> {
    desk.may(Does::Administers)?;
    let (seen, all) = (session::seen(desk.tx)?, device::all(desk.tx)?);
    let mut told = Vec::new();
    for (id, device) in all {
        told.push(DeviceTold {
            id,
            person: device.person,
            name: device.name,
            registered_ms: device.registered_ms,
            signed_in: seen.contains_key(&id) && device.revoked.is_none(),
            is_this: this == Some(id),
            contact: device.contact,
            revoked_ms: device.revoked.map(|revoked| revoked.at_ms),
            stolen: device.revoked.is_some_and(|revoked| revoked.stolen),
            quarantined: if device.revoked.is_some() { hub::quarantined(desk.tx, id)?.len() } else { 0 },
        });
    }
    told.sort_by_key(|it| std::cmp::Reverse(it.contact.as_ref().map_or(it.registered_ms, |it| it.at_ms)));
    Ok(told)
}

/// Revokes a device.
///
/// # Errors
/// [`Fault`].
pub fn revoke(desk: &mut Desk<'_>, id: DeviceId, stolen: bool) -> Result<(), Fault> {
    desk.may(Does::Administers)?;
    if device::revoke(desk.tx, id, stolen, desk.now_ms)? {
        return Ok(());
    }
    Err(line!("no_device", id = Fact::Text(id.to_string())).into())
}

/// What was refused, the latest first.
///
/// # Errors
/// [`Fault`].
pub fn refused(desk: &mut Desk<'_>) -> Result<Vec<RefusedTold>, Fault> {
    desk.may(Does::Administers)?;
    let mut all: BTreeMap<_, RefusedTold> = BTreeMap::new();
    for (person, _) in hub::refused_people(desk.tx)? {
        let kept: Result<Vec<Refused>, StoreFault> = hub::refused(desk.tx, person);
        for it in kept? {
            let clauses = match &it.verdict {
                Verdict::Refused(refusals) => refusals.iter().map(|refusal| refusal.clause).collect(),
                _ => Vec::new(),
            };
            let act = it.parts.iter().find_map(|part| part.meant.as_ref()).map(|meant| meant.act);
            let Refused { id, person, device, received_ms, .. } = it;
            let told = RefusedTold { id, person, device, received_ms, act, clauses };
            all.insert((std::cmp::Reverse(received_ms), id), told);
        }
    }
    Ok(all.into_values().take(SHOWN).collect())
}

/// More than anybody looks through.
const SHOWN: usize = 500;
