//! The built app as files in memory, read once at the start: from the binary itself, or from a folder.
//! A name that carries the digest of its own bytes may be kept for ever, everything else is asked for again;
//! an address without a file ending is one of the app's own pages and gets the shell, an unknown file 404.

mod policy;
mod reply;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{ALLOW, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// The file that answers every address of the app.
const SHELL: &str = "index.html";
/// How many hex digits of its own SHA-256 a name carries, as `cargo xtask bundle` writes them.
const NAME_DIGEST_LEN: usize = 16;

/// The files of the built app by name, with the content policy of its page.
pub struct Assets {
    files: BTreeMap<String, Asset>,
    policy: HeaderValue,
}

/// One file: its bytes as they are and compressed, and the headers that follow from name and content.
struct Asset {
    kind: &'static str,
    digest: String,
    immutable: bool,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Assets {
    /// The app inside this binary.
    ///
    /// # Errors
    /// `NotFound` if the binary was built without the feature `embed`.
    pub fn embedded() -> io::Result<Self> {
        #[cfg(feature = "embed")]
        {
            static DIST: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../dist");
            let files = DIST.files().filter_map(|file| {
                Some((file.path().to_str()?.to_owned(), Bytes::from_static(file.contents())))
            });
            Self::new(files.collect())
        }
        #[cfg(not(feature = "embed"))]
        Err(io::Error::new(io::ErrorKind::NotFound, "no app inside this binary: name a folder with --app"))
    }

    /// The app in a folder, as `cargo xtask bundle` leaves it.
    ///
    /// # Errors
    /// If the folder can't be read, or holds no `index.html`.
    pub fn from_folder(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if let (true, Ok(name)) = (entry.file_type()?.is_file(), entry.file_name().into_string()) {
                files.insert(name, Bytes::from(std::fs::read(entry.path())?));
            }
        }
        Self::new(files)
    }

    fn new(mut raw: BTreeMap<String, Bytes>) -> io::Result<Self> {
        let names: Vec<String> =
            raw.keys().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz")).cloned().collect();
        let mut files = BTreeMap::new();
        for name in names {
            let (brotli, gzip) = (raw.remove(&format!("{name}.br")), raw.remove(&format!("{name}.gz")));
            let Some(plain) = raw.remove(&name) else { continue };
            let digest = hex(&Sha256::digest(&plain));
            let immutable = digest.get(..NAME_DIGEST_LEN).is_some_and(|start| name.contains(start));
            files.insert(name.clone(), Asset { kind: kind(&name), digest, immutable, plain, brotli, gzip });
        }
        let shell = files.get(SHELL).ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, SHELL))?;
        let policy = policy::of(&String::from_utf8_lossy(&shell.plain));
        let policy = HeaderValue::from_str(&policy).map_err(io::Error::other)?;
        Ok(Self { files, policy })
    }

    /// The file for an address; pages of the app (no dot in the last part) share the shell.
    fn find(&self, path: &str) -> Option<&Asset> {
        let name = path.strip_prefix('/')?;
        if name == "v1" || name.starts_with("v1/") {
            return None;
        }
        let is_page = !name.rsplit('/').next().unwrap_or_default().contains('.');
        self.files.get(if is_page { SHELL } else { name })
    }
}

/// Answers everything that is no route of the book.
pub async fn serve(State(app): State<Arc<Assets>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let Some(asset) = app.find(uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    // HEAD: the body is dropped on the way out, its length stays.
    reply::with(asset, &app.policy, &headers)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
