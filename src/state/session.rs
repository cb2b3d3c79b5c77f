//! Who is signed in on this device. Once signed in, a later start needs no network: the person is remembered,
//! and only the server's 401 says that the session ended – then everything stays and a new sign-in is asked for.

use fieldbook_book::replica::{IDENTITY_KEY, Identity};
use fieldbook_book::store::{Batch, Durability, Table, to_cbor};
use fieldbook_process::{DeviceId, PersonId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use crate::browser::driver::Driver;
use crate::browser::net::{Body, NoAnswer, request};
use crate::browser::{device, page, prefs};

const KEPT_AS: &str = "fieldbook.person";
/// Signed out without a network: the server's session ends as soon as it can be reached.
const TO_END: &str = "fieldbook.session_to_end";
const CANARY: &str = "fieldbook.canary.";
const REVOKED: &str = "fieldbook.revoked";
const FOUND: &str = "found";
const SESSION: &str = "/v1/session";

/// Somebody signed in, on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Who.
    pub person: PersonId,
    /// The device's registration.
    pub device: DeviceId,
    /// Their name, for the time before the company is here.
    pub name: String,
    /// The account, to be offered at the next sign-in.
    #[serde(default)]
    pub account: String,
}

impl Signed {
    /// The name of this person's database.
    pub fn database(&self) -> String {
        format!("fieldbook-{}", self.person)
    }
}

/// Why nobody could be signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInFault {
    /// Account or password is wrong.
    Wrong,
    /// Too many tries.
    SlowDown,
    /// No network or no server.
    Offline,
    /// The server answered something else: its status.
    Refused(u16),
    /// This phone cannot keep anything.
    NoStorage,
}

/// The session of this device; `None` = nobody has signed in.
#[derive(Debug, Clone, Copy)]
pub struct Session(RwSignal<Option<Signed>>);

/// Puts the session into the context.
pub fn provide_session() -> Session {
    let session = Session(RwSignal::new(remembered()));
    provide_context(session);
    page::on_prefs_changed(move || {
        let person = |signed: Option<Signed>| signed.map(|signed| signed.person);
        // Another tab signed out, or somebody else in: this one must not go on with the book of before.
        if session.0.try_get_untracked().is_some_and(|here| person(here) != person(remembered())) {
            page::reload();
        }
    });
    session
}

/// The session.
pub fn use_session() -> Session {
    expect_context()
}

/// The person remembered on this device.
pub fn remembered() -> Option<Signed> {
    serde_json::from_str(&prefs::get(KEPT_AS)?).ok()
}

impl Session {
    /// Who is signed in.
    pub fn get(self) -> Option<Signed> {
        self.0.get()
    }

    /// Signs in; afterwards [`Session::get`] has the person, and the phone their identity.
    ///
    /// # Errors
    /// [`SignInFault`].
    pub async fn sign_in(self, account: &str, password: &str) -> Result<(), SignInFault> {
        let asked = Ask {
            account,
            password,
            device_name: device_name(&page::user_agent()),
            device_key: device::public_key().await.and_then(|key| serde_json::from_str(&key).ok()),
        };
        let body = serde_json::to_string(&asked).unwrap_or_default();
        let answer = request("POST", SESSION, Body::Json(&body)).await;
        let answer = answer.map_err(|NoAnswer| SignInFault::Offline)?;
        match answer.status {
            200 => {}
            401 | 403 => return Err(SignInFault::Wrong),
            429 => return Err(SignInFault::SlowDown),
            status => return Err(SignInFault::Refused(status)),
        }
        let mut signed: Signed =
            serde_json::from_slice(&answer.body).map_err(|_| SignInFault::Refused(200))?;
        account.clone_into(&mut signed.account);
        self.adopt(signed).await
    }

    /// Takes up a session that the browser still holds though this app forgot it (its storage was deleted).
    /// One that was to end and could not, for want of a network, ends now instead.
    pub async fn resume(self) {
        if prefs::get(TO_END).is_some() {
            return end_session().await;
        }
        let Ok(answer) = request("GET", SESSION, Body::None).await else { return };
        if answer.status == 200
            && let Ok(signed) = serde_json::from_slice(&answer.body)
            && let Err(fault) = self.adopt(signed).await
        {
            page::warn("the session was not taken up", &format!("{fault:?}"));
        }
    }

    async fn adopt(self, signed: Signed) -> Result<(), SignInFault> {
        write_identity(&signed).await.map_err(|()| SignInFault::NoStorage)?;
        // Firefox asks the person, who may answer later or never.
        spawn_local(async {
            let _agreed = page::persist().await;
        });
        if let Ok(text) = serde_json::to_string(&signed) {
            prefs::set(KEPT_AS, &text);
        }
        prefs::remove(TO_END);
        prefs::remove(REVOKED);
        if canary(&signed).is_none() {
            set_canary(&signed, Canary::Alive);
        }
        let _ = self.0.try_set(Some(signed));
        Ok(())
    }

    /// Signs out on the server and forgets who was here. Their book is the book's business.
    pub async fn end(self) {
        prefs::set(TO_END, "yes");
        end_session().await;
        prefs::remove(KEPT_AS);
    }
}

async fn end_session() {
    match request("DELETE", SESSION, Body::None).await {
        Ok(answer) if answer.status < 500 => prefs::remove(TO_END),
        _ => page::warn("signed out here only", "the server does not know yet"),
    }
}

/// What localStorage knows of a person's database, which browsers delete apart from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canary {
    /// There should be data: an empty database means that the browser deleted it.
    Alive,
    /// The browser deleted the data, and the person has not said yet that they know.
    Found,
}

/// The canary of a person; `None` where they never had data here.
pub fn canary(signed: &Signed) -> Option<Canary> {
    prefs::get(&canary_of(signed)).map(|text| if text == FOUND { Canary::Found } else { Canary::Alive })
}

/// Sets it.
pub fn set_canary(signed: &Signed, canary: Canary) {
    prefs::set(&canary_of(signed), if canary == Canary::Found { FOUND } else { "alive" });
}

fn canary_of(signed: &Signed) -> String {
    format!("{CANARY}{}", signed.person)
}

/// Remembers for the sign-in page why the book is gone.
pub fn note_revoked() {
    prefs::set(REVOKED, "yes");
}

/// Whether this device was revoked, and nobody has signed in since.
pub fn was_revoked() -> bool {
    prefs::get(REVOKED).is_some()
}

/// Forgets that there was data: the device was wiped on purpose.
pub fn forget_canary(signed: &Signed) {
    prefs::remove(&canary_of(signed));
    prefs::remove(KEPT_AS);
}

/// Writes into the person's database who they are.
pub async fn write_identity(signed: &Signed) -> Result<(), ()> {
    let identity = Identity { person: signed.person, device: signed.device };
    let mut batch = Batch::new(Durability::Strict);
    batch.put(Table::Meta, IDENTITY_KEY, to_cbor(&identity).map_err(drop)?);
    let written = Driver::write_first(&signed.database(), &batch).await;
    written.map_err(|fault| page::warn("the identity was not written", &fault.0))
}

#[derive(Serialize)]
struct Ask<'a> {
    account: &'a str,
    password: &'a str,
    device_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    device_key: Option<serde_json::Value>,
}

/// How the device is called in the list of devices: system and browser.
fn device_name(user_agent: &str) -> String {
    let first = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map_or("?", |(_, name)| name)
    };
    let systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];
    let browsers = [
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    format!("{} · {}", first(&systems), first(&browsers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_called_by_system_and_browser() {
        let name = device_name("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36");
        assert_eq!(name, "Android · Chrome");
        assert_eq!(device_name("curl"), "? · ?");
    }
}
