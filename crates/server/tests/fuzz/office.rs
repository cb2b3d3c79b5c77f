//! A server without a network: the real routes over a real file, called one request after the other.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use fieldbook_book::hub;
use fieldbook_book::store::StoreFault;
use fieldbook_process::testing::{CHEN, LIN, company};
use fieldbook_server::account::{self, Account};
use fieldbook_server::assets::Assets;
use fieldbook_server::book::{Book, Place};
use fieldbook_server::chance::now_ms;
use fieldbook_server::lead::LeadForm;
use fieldbook_server::origin::Origin;
use fieldbook_server::router::router;
use fieldbook_server::routes::routes;
use fieldbook_server::shell::Shell;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse";

pub struct Office {
    pub shell: Arc<Shell>,
    pub place: Place,
    router: axum::Router,
    runtime: Runtime,
    _folder: TempDir,
}

/// What was answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Office {
    pub fn opens() -> Self {
        let folder = folder();
        let place = Place { data: folder.path().join("data"), receipt_key: None, new_receipt_key: false };
        let Book { store, seal } = place.open().unwrap();
        let filled = store.transaction(|tx| {
            for (name, person) in [("lin", LIN), ("chen", CHEN)] {
                let account = Account { person, password: cheap_hash(), set_ms: now_ms() };
                account::put(tx, &name.parse().unwrap(), &account)?;
            }
            hub::set_company(tx, &company(), now_ms(), &seal).map(drop)
        });
        filled.unwrap();
        std::fs::create_dir(folder.path().join("app")).unwrap();
        std::fs::write(folder.path().join("app/index.html"), "<html></html>").unwrap();
        let app = Assets::from_folder(&folder.path().join("app")).unwrap();
        std::fs::write(folder.path().join("notice.en.txt"), "Beichen\nWe keep what you write.").unwrap();
        let form = LeadForm::read(folder.path(), Vec::new(), &seal).unwrap();
        let shell = Arc::new(
            Shell::new(store, seal, place.attachments(), Origin::localhost(8020)).with_lead_form(Some(form)),
        );
        let router = router(app, routes(Arc::clone(&shell)));
        let runtime = Runtime::new().unwrap();
        Self { shell, place, router, runtime, _folder: folder }
    }

    /// Answers a request; of a stream only its head.
    pub fn answers(&self, request: Request<Body>) -> Answer {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let is_stream = parts.headers.get("content-type").is_some_and(|it| it == "text/event-stream");
            let body =
                if is_stream { Bytes::new() } else { axum::body::to_bytes(body, usize::MAX).await.unwrap() };
            Answer { status: parts.status, headers: parts.headers, body }
        })
    }

    /// Looks into the book.
    pub fn looks<T>(
        &self,
        body: impl FnOnce(&mut dyn fieldbook_book::store::Tx) -> Result<T, StoreFault>,
    ) -> T {
        self.shell.store.transaction(body).unwrap()
    }

    /// The cookie of somebody who signs in.
    pub fn signs_in(&self, account: &str) -> String {
        let body = serde_json::json!({ "account": account, "password": PASSWORD }).to_string();
        let request = Request::post("/v1/session").header("sec-fetch-site", "same-origin");
        let answer = self.answers(request.body(Body::from(body)).unwrap());
        assert_eq!(answer.status, StatusCode::OK);
        answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
    }
}

/// A folder in memory where there is one, since a book waits for its disk at every commit.
pub fn folder() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

/// A hash that takes no time, since thousands sign in.
fn cheap_hash() -> String {
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
    cheap.hash_password(PASSWORD.as_bytes()).unwrap().to_string()
}
