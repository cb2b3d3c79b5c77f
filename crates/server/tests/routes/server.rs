//! A server in this process, on a free port, with the people of `fieldbook_process::testing`.

use std::sync::{Arc, OnceLock};

use fieldbook_book::hub;
use fieldbook_book::store::StoreFault;
use fieldbook_process::testing::{CHEN, HE, LIN, MARIA, WANG, ZHAO, company};
use fieldbook_process::{ActName, Company, DocId, Facts, PersonId, RecordKind};
use fieldbook_server::account::{self, Account};
use fieldbook_server::assets::Assets;
use fieldbook_server::book::{Book, Place};
use fieldbook_server::chance::now_ms;
use fieldbook_server::lead::LeadForm;
use fieldbook_server::origin::Origin;
use fieldbook_server::serve::serve;
use fieldbook_server::shell::Shell;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::phone::Phone;

pub const PASSWORD: &str = "correct horse";
pub const ACCOUNTS: [(&str, PersonId); 6] =
    [("lin", LIN), ("chen", CHEN), ("maria", MARIA), ("wang", WANG), ("zhao", ZHAO), ("he", HE)];

/// A running server.
pub struct Server {
    pub port: u16,
    pub shell: Arc<Shell>,
    pub place: Place,
    _folder: TempDir,
    _runtime: Runtime,
    stop: Option<oneshot::Sender<()>>,
}

impl Server {
    /// Starts one on this machine.
    pub fn start() -> Self {
        Self::at(None)
    }

    /// Starts one that browsers reach under another address.
    pub fn at(origin: Option<&str>) -> Self {
        Self::with(origin, true)
    }

    /// Starts one without the public lead form.
    pub fn without_lead_form() -> Self {
        Self::with(None, false)
    }

    fn with(origin: Option<&str>, has_lead_form: bool) -> Self {
        let folder = TempDir::new().unwrap();
        let place = Place { data: folder.path().join("data"), receipt_key: None, new_receipt_key: false };
        let Book { store, seal } = place.open().unwrap();
        let filled = store.transaction(|tx| {
            for (name, person) in ACCOUNTS {
                let account = Account { person, password: password().to_owned(), set_ms: now_ms() };
                account::put(tx, &name.parse().unwrap(), &account)?;
            }
            hub::set_company(tx, &company(), now_ms(), &seal).map(drop)
        });
        filled.unwrap();
        std::fs::create_dir(folder.path().join("app")).unwrap();
        std::fs::write(folder.path().join("app/index.html"), "<html></html>").unwrap();
        let app = Assets::from_folder(&folder.path().join("app")).unwrap();

        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let origin = origin.map_or_else(|| Origin::localhost(port), |origin| origin.parse().unwrap());
        std::fs::write(folder.path().join("notice.en.txt"), "Beichen\nWe keep what you write.").unwrap();
        let sites = vec!["https://www.example.com".parse().unwrap()];
        let form = has_lead_form.then(|| LeadForm::read(folder.path(), sites, &seal).unwrap());
        let shell = Arc::new(Shell::new(store, seal, place.attachments(), origin).with_lead_form(form));
        let (stop, stopped) = oneshot::channel();
        let stopped = async { drop(stopped.await) };
        runtime.spawn(serve(listener, app, Arc::clone(&shell), stopped));
        Self { port, shell, place, _folder: folder, _runtime: runtime, stop: Some(stop) }
    }

    /// A phone of that account, signed in.
    pub fn phone(&self, account: &str) -> Phone {
        Phone::signs_in(self.port, account, PASSWORD)
    }

    /// Makes another company the next version, as another process would.
    pub fn company(&self, company: &Company) {
        let Book { store, seal } = self.place.open().unwrap();
        let set = store.transaction(|tx| hub::set_company(tx, company, now_ms(), &seal).map(drop));
        set.unwrap();
    }

    /// Changes something in the book.
    pub fn changes<T>(
        &self,
        body: impl FnOnce(&mut dyn fieldbook_book::store::Tx) -> Result<T, StoreFault>,
    ) -> T {
        self.shell.store.transaction(body).unwrap()
    }

    /// Puts a record into the book as an import does.
    pub fn imports(&self, doc: DocId, kind: RecordKind, act: ActName, facts: &Facts) {
        let person = fieldbook_process::testing::SYSTEM;
        let message = fieldbook_book::testing::message(act, person, now_ms());
        self.shell
            .store
            .transaction(|tx| {
                let mut ledger = hub::Ledger::open(tx, now_ms(), &self.shell.seal).unwrap();
                hub::import(&mut ledger, doc, kind, facts, &message, [7; 16], hub::Back::RunAgain).unwrap();
                ledger.flush().map(drop)
            })
            .unwrap();
    }

    /// Asks it to stop.
    pub fn stops(&mut self) {
        drop(self.stop.take());
    }
}

/// The password's hash, made once for all tests.
fn password() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| account::hash(PASSWORD).unwrap())
}
