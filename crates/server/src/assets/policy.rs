//! The content policy of the page: own code only, wasm allowed, and the page's inline parts by their digest.
//! Computed from the page that is served, so it can't drift from it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The value of `Content-Security-Policy` for this page.
pub(super) fn of(page: &str) -> String {
    let scripts = digests(page, "<script", "</script>");
    let styles = digests(page, "<style", "</style>");
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; \
         worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// ` 'sha256-…'` for the content of each inline element of one kind.
fn digests(page: &str, open: &str, close: &str) -> String {
    let inner = page.split(open).skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once(close));
    inner
        .filter(|(content, _)| !content.trim().is_empty())
        .map(|(content, _)| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(content))))
        .collect()
}
