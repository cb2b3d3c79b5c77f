//! Where the app is reached, and whether a request that changes something was sent by the app's own page. The
//! cookie alone does not tell: a browser also sends it along for other sites of the same domain.

use std::str::FromStr;

use axum::http::HeaderMap;
use axum::http::header::{HOST, HeaderName, ORIGIN};

#[cfg(test)]
mod tests;

/// Set by browsers alone; a page cannot forge it.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Scheme, host and port of the app's address, such as `https://book.example.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// Text that is no origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the app's address is https://… without a path (http:// on localhost only)")]
pub struct NotAnOrigin;

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let text = text.trim_end_matches('/').to_ascii_lowercase();
        let (scheme, host) = text.split_once("://").ok_or(NotAnOrigin)?;
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let is_plain = host.is_empty() || host.contains(['/', '?', '#', '@', ' ']);
        let local = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
        match scheme {
            "https" if !is_plain => Ok(Self(text)),
            "http" if !is_plain && local => Ok(Self(text)),
            _ => Err(NotAnOrigin),
        }
    }
}

impl Origin {
    /// The app on this machine.
    #[must_use]
    pub fn localhost(port: u16) -> Self {
        Self(format!("http://localhost:{port}"))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach the app by TLS, so that its cookie can be bound to it.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// Whether a page of the app's own has sent a request with these headers.
    #[must_use]
    pub fn is_own(&self, headers: &HeaderMap) -> bool {
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(site) = text(&SEC_FETCH_SITE) {
            return site == "same-origin";
        }
        // Browsers before 2023 send the origin only. On this machine the address may be written in several ways.
        let Some(origin) = text(&ORIGIN) else { return false };
        origin == self.0
            || (!self.is_secure() && text(&HOST).is_some_and(|host| origin == format!("http://{host}")))
    }
}
