//! The simulated server: the hub over memory, a fake seal, a backup.

use fieldbook_book::hub::{self, Back, Caller, Ledger, Seal};
use fieldbook_book::message::Message;
use fieldbook_book::replica::Chance;
use fieldbook_book::store::{Memory, StoreFault, Tx};
use fieldbook_book::wire::{self, Item, Request, Response};
use fieldbook_process::testing::{CHEN, LIN, SYSTEM, customer, ms};
use fieldbook_process::{ActName, Company, DeviceId, DocId, RecordKind};
use sha2::{Digest, Sha256};

use super::world::Plant;

/// Signs with a hash: nobody here forges.
pub(crate) struct FakeSeal;

impl Seal for FakeSeal {
    fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        Sha256::new().chain_update(b"key").chain_update(bytes).finalize().to_vec()
    }

    fn verify(&self, bytes: &[u8], signature: &[u8]) -> bool {
        self.sign(bytes) == signature
    }
}

pub(crate) struct Server {
    pub(crate) store: Memory,
    pub(crate) backup: Option<Memory>,
    pub(crate) company: Company,
    pub(crate) revoked: Vec<DeviceId>,
    pub(crate) plant: Plant,
    withheld: u64,
}

impl Server {
    pub(crate) fn new(company: Company, now_ms: i64, chance: &mut dyn Chance, plant: Plant) -> Self {
        let mut server =
            Self { store: Memory::default(), backup: None, company, revoked: Vec::new(), plant, withheld: 0 };
        server
            .store
            .transaction(|tx| {
                hub::install(tx, chance)?;
                hub::set_company(tx, &server.company, now_ms, &FakeSeal).map(drop)
            })
            .expect("memory does not fail");
        server
    }

    /// Customers of the office's own system: some in the pool already, some until midnight of the first day.
    pub(crate) fn imports_customers(&mut self, now_ms: i64, chance: &mut dyn Chance) {
        let imports = |tx: &mut dyn Tx| -> Result<(), StoreFault> {
            let mut ledger = Ledger::open(tx, now_ms, &FakeSeal)?;
            let registered = ["2026-08-01 09:00", "2026-08-25 09:00", "2026-08-25 10:00", "2026-11-01 09:00"];
            for (n, registered) in (0_u8..).zip(registered.into_iter().cycle().take(12)) {
                let facts = customer()
                    .named(&format!("老客戶{n}"))
                    .owned_by(if n % 2 == 0 { LIN } else { CHEN })
                    .registered(registered)
                    .facts();
                let message = Message {
                    act: ActName::RegisterCustomer,
                    person: SYSTEM,
                    company: 1,
                    entered_ms: ms(registered),
                    group: None,
                    relies_on: Vec::new(),
                    takes_over: None,
                    agreed_by: None,
                };
                let mut ids = [[0; 16]; 2];
                ids.iter_mut().for_each(|id| chance.fill(id));
                hub::import(
                    &mut ledger,
                    DocId(ids[0]),
                    RecordKind::Customer,
                    &facts,
                    &message,
                    ids[1],
                    Back::RunAgain,
                )
                .map_err(|fault| StoreFault(fault.to_string()))?;
            }
            ledger.flush().map(drop)
        };
        self.store.transaction(imports).expect("memory does not fail");
    }

    pub(crate) fn set_company(&mut self, now_ms: i64) {
        let company = self.company.clone();
        self.store
            .transaction(|tx| hub::set_company(tx, &company, now_ms, &FakeSeal).map(drop))
            .expect("memory does not fail");
    }

    pub(crate) fn answer(&mut self, caller: &Caller, body: &[u8], now_ms: i64) -> Response {
        let mut request: Request = wire::unpack(body, 64 << 20).expect("a phone's request opens");
        // A unit is passed over: answered as if it were in the book, it was never judged.
        let skipped = self.plant == Plant::VerdictSkipped && request.units.len() > 1;
        if skipped {
            request.units.remove(0);
        }
        let revoked = self.revoked.contains(&caller.device);
        let caller = Caller { revoked, ..caller.clone() };
        let reply = self.store.transaction(|tx| hub::sync(tx, &caller, &request, now_ms, &FakeSeal));
        let mut response =
            reply.unwrap_or_else(|fault: StoreFault| panic!("the hub failed: {fault}")).response;
        if skipped && response.standing == wire::Standing::Good {
            response.verdicts.insert(0, wire::Verdict::Accepted);
        }
        self.spoil(&mut response);
        response
    }

    /// The bugs planted on this side.
    fn spoil(&mut self, response: &mut Response) {
        match self.plant {
            // A reader passes by a number whose transaction commits later: the entry is never handed out.
            Plant::NumbersOutOfOrder => {
                for page in &mut response.feeds {
                    if page.entries.len() > 1 && self.withheld < 3 {
                        self.withheld += 1;
                        page.entries.remove(0);
                    }
                }
            }
            Plant::GoneIgnored => {
                for entry in response.feeds.iter_mut().flat_map(|page| &mut page.entries) {
                    if let Item::Gone(doc) = entry.item {
                        entry.item = Item::CardGone(doc);
                    }
                }
                response.feeds.iter_mut().for_each(|page| page.digest = None);
            }
            _ => {}
        }
    }

    pub(crate) fn back_up(&mut self, now_ms: i64) {
        self.backup = Some(self.store.clone());
        self.store.transaction(|tx| hub::announce_backup(tx, now_ms)).expect("memory does not fail");
    }

    /// Back to the backup, in a new life. The company is set once more: it may have been newer.
    pub(crate) fn restore(&mut self, now_ms: i64, chance: &mut dyn Chance) -> bool {
        let Some(backup) = self.backup.clone() else { return false };
        self.store = backup;
        self.store.transaction(|tx| hub::install(tx, chance).map(drop)).expect("memory does not fail");
        self.set_company(now_ms);
        true
    }
}
