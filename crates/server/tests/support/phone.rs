//! A phone as the server sees it: a cookie, and bodies of the book's own making.

use std::cell::RefCell;

use automerge::ActorId;
use fieldbook_book::document::Document;
use fieldbook_book::hash::Short;
use fieldbook_book::message::Message;
use fieldbook_book::replica::Part;
use fieldbook_book::testing::{Seed, message, registering, request, unit, write_as};
use fieldbook_book::wire::{Request, Response, Sent, Unit, pack, unpack};
use fieldbook_process::testing::customer;
use fieldbook_process::{ActName, DocId, PersonId};
use serde_json::json;

use super::http::{Answer, send};

/// What every request of the app's own pages carries.
pub const OWN: [(&str, &str); 2] = [("sec-fetch-site", "same-origin"), ("x-fieldbook", "1")];

/// A signed-in phone.
pub struct Phone {
    pub port: u16,
    pub cookie: String,
    pub person: PersonId,
    pub device: String,
    pub chance: RefCell<Seed>,
}

/// Asks to be signed in.
pub fn asks(port: u16, account: &str, password: &str) -> Answer {
    let body = json!({ "account": account, "password": password, "device_name": "test" }).to_string();
    send(port, "POST", "/v1/session", &OWN, body.as_bytes())
}

impl Phone {
    /// Signs in.
    pub fn signs_in(port: u16, account: &str, password: &str) -> Self {
        let answer = asks(port, account, password);
        assert_eq!(answer.status, 200, "{answer:?}");
        let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let told = answer.json();
        let device = told["device"].as_str().unwrap().to_owned();
        let seed = u64::from_str_radix(&device[16..], 16).unwrap();
        let person = told["person"].as_str().unwrap().parse().unwrap();
        Self { port, cookie, person, device, chance: RefCell::new(Seed(seed)) }
    }

    /// The headers of its requests.
    pub fn headers(&self) -> [(&str, &str); 3] {
        [OWN[0], OWN[1], ("cookie", &self.cookie)]
    }

    /// Sends any request.
    pub fn sends(&self, method: &str, path: &str, body: &[u8]) -> Answer {
        send(self.port, method, path, &self.headers(), body)
    }

    /// Sends a body to sync.
    pub fn sends_body(&self, body: &[u8]) -> Answer {
        self.sends("POST", "/v1/sync", body)
    }

    /// Syncs.
    pub fn syncs(&self, request: &Request) -> Response {
        let answer = self.sends_body(&pack(request).unwrap());
        assert_eq!(answer.status, 200, "{answer:?}");
        unpack(&answer.body, usize::MAX).unwrap()
    }

    /// Pushes units and reads everything from the beginning.
    pub fn pushes(&self, units: Vec<Unit>) -> Response {
        self.syncs(&request(None, units, Vec::new()))
    }

    /// Everything that it may read, page by page.
    pub fn reads_all(&self, epoch: Option<Short>) -> Vec<DocId> {
        let mut feeds = Vec::new();
        let mut docs = Vec::new();
        loop {
            let response = self.syncs(&request(epoch, Vec::new(), feeds));
            docs.extend(response.wholes.iter().map(|whole| whole.doc));
            feeds = response.feeds.into_iter().map(|page| (page.feed, page.cursor)).collect();
            if response.up_to_date {
                return docs;
            }
        }
    }

    /// A change that registers a customer of this person's own, with a new id.
    pub fn registration(&self, name: &str, entered_ms: i64, company: u64) -> Sent {
        let doc = DocId(self.chance.borrow_mut().id());
        let part = registering(doc, &customer().named(name).owned_by(self.person));
        let message = Message { company, ..message(ActName::RegisterCustomer, self.person, entered_ms) };
        self.written(&part, &message)
    }

    /// A change to a new document under a new actor.
    pub fn written(&self, part: &Part, message: &Message) -> Sent {
        let actor = ActorId::from(&self.chance.borrow_mut().id()[..]);
        write_as(&actor, &Document::new(), part, message)
    }

    /// Registrations as units of one change each.
    pub fn registrations(&self, names: std::ops::Range<usize>, entered_ms: i64) -> Vec<Unit> {
        // Under the company as it is now: the command line makes a version for each person it adds.
        let told = self.syncs(&request(None, Vec::new(), Vec::new()));
        let company = told.company.map_or(1, |news| news.version);
        names.map(|n| unit([self.registration(&format!("客戶 {n}"), entered_ms, company)])).collect()
    }
}
