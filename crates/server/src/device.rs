//! Devices: one registration per browser that somebody signed in with, with the public half of its key. A
//! revoked one may push once more, into quarantine; a stolen one may not even that.

use fieldbook_book::store::{StoreFault, Table, Tx};
use fieldbook_book::wire::office::Contact;
use fieldbook_process::id::uuid_v7;
use fieldbook_process::{DeviceId, PersonId};
use serde::{Deserialize, Serialize};

use crate::limits::{CONTACT_MS, DEVICE_KEY, DEVICE_NAME};
use crate::{chance, record};

#[cfg(test)]
mod tests;

/// A device as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Whose.
    pub person: PersonId,
    /// As it calls itself: system and browser.
    pub name: String,
    /// Its public key as a JWK (P-256); what it approves is signed with the private half.
    pub key: Option<String>,
    /// Registered then, ms UTC.
    pub registered_ms: i64,
    /// Whether it was revoked.
    pub revoked: Option<Revoked>,
    /// What it told of itself last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

/// That a device was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoked {
    /// Then, ms UTC.
    pub at_ms: i64,
    /// Stolen: it wipes at once, and what it did not send is lost.
    pub stolen: bool,
}

/// What a device says of itself at sign-in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Introduction {
    /// Its name.
    pub name: String,
    /// Its public key.
    pub key: Option<String>,
    /// An earlier registration that it remembers.
    pub earlier: Option<DeviceId>,
}

/// Registers a device for a person. It goes on under the registration that it remembers, else under the one with
/// its key, unless that was revoked, is somebody else's or has another key.
///
/// # Errors
/// [`StoreFault`].
pub fn register(
    tx: &mut dyn Tx,
    person: PersonId,
    introduction: Introduction,
    now_ms: i64,
) -> Result<DeviceId, StoreFault> {
    let Introduction { name, key, earlier } = introduction;
    let name: String = name.chars().filter(|c| !c.is_control()).take(DEVICE_NAME).collect();
    let key = key.filter(|key| key.len() <= DEVICE_KEY);
    let may_go_on = |device: &Device| {
        device.person == person && device.revoked.is_none() && (device.key.is_none() || device.key == key)
    };
    let remembered = match earlier {
        Some(id) => find(tx, id)?.map(|device| (id, device)).filter(|(_, device)| may_go_on(device)),
        None => None,
    };
    let known = match (remembered, &key) {
        (None, Some(_)) => all(tx)?.into_iter().find(|(_, device)| device.key == key && may_go_on(device)),
        (remembered, _) => remembered,
    };
    if let Some((id, device)) = known {
        put(tx, id, &Device { name, key, ..device })?;
        return Ok(id);
    }
    let id = DeviceId(uuid_v7(now_ms, chance::random()?));
    put(tx, id, &Device { person, name, key, registered_ms: now_ms, revoked: None, contact: None })?;
    Ok(id)
}

/// The device of that id.
///
/// # Errors
/// [`StoreFault`].
pub fn find(tx: &mut dyn Tx, id: DeviceId) -> Result<Option<Device>, StoreFault> {
    record::read(tx, Table::Devices, &id.0)
}

/// Every device, the earliest registered first.
///
/// # Errors
/// [`StoreFault`].
pub fn all(tx: &mut dyn Tx) -> Result<Vec<(DeviceId, Device)>, StoreFault> {
    let devices = record::all(tx, Table::Devices)?;
    let typed = |(key, device): (Vec<u8>, Device)| Some((DeviceId(key.try_into().ok()?), device));
    Ok(devices.into_iter().filter_map(typed).collect())
}

/// Revokes a device; `false` where there is none. Once stolen, always stolen.
///
/// # Errors
/// [`StoreFault`].
pub fn revoke(tx: &mut dyn Tx, id: DeviceId, stolen: bool, now_ms: i64) -> Result<bool, StoreFault> {
    let Some(device) = find(tx, id)? else { return Ok(false) };
    let earlier = device.revoked.unwrap_or(Revoked { at_ms: now_ms, stolen });
    let revoked = Some(Revoked { stolen: earlier.stolen || stolen, ..earlier });
    put(tx, id, &Device { revoked, ..device })?;
    Ok(true)
}

/// Remembers what a device told of itself. A contact like the last one is written once in some minutes only.
///
/// # Errors
/// [`StoreFault`].
pub fn in_contact(tx: &mut dyn Tx, id: DeviceId, contact: Contact) -> Result<(), StoreFault> {
    let Some(device) = find(tx, id)? else { return Ok(()) };
    let is_known = device.contact.as_ref().is_some_and(|known| {
        let again = Contact { at_ms: known.at_ms, ..contact.clone() };
        *known == again && contact.at_ms - known.at_ms < CONTACT_MS
    });
    if is_known { Ok(()) } else { put(tx, id, &Device { contact: Some(contact), ..device }) }
}

fn put(tx: &mut dyn Tx, id: DeviceId, device: &Device) -> Result<(), StoreFault> {
    record::write(tx, Table::Devices, &id.0, device)
}
