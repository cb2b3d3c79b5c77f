//! What handlers take from a request: where it comes from and who is signed in.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::cookie;
use crate::chance::now_ms;
use crate::fault::Fault;
use crate::session::{self, Signed, Token};
use crate::shell::Shell;
use crate::tls::Client;

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub struct Peer {
    /// The client's address; behind a proxy on this machine the one that the proxy names.
    pub address: IpAddr,
    /// Whether it comes from this machine itself, through no proxy.
    pub is_local: bool,
}

impl<S: Sync> FromRequestParts<S> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        // Without a connection (tests of the router alone) it is this machine.
        let direct = parts.extensions.get::<ConnectInfo<Client>>();
        let direct = direct.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.0.ip().to_canonical());
        // Only a proxy of our own may say for whom it speaks, and of its list only the last name is its own.
        let named = forwarded(&parts.headers).filter(|_| direct.is_loopback());
        Ok(match named {
            Some(named) => Self { address: named.unwrap_or(direct), is_local: false },
            None => Self { address: direct, is_local: direct.is_loopback() },
        })
    }
}

/// The last address of `X-Forwarded-For`: `None` without the header, `Some(None)` where it is unreadable.
fn forwarded(headers: &HeaderMap) -> Option<Option<IpAddr>> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?;
    let last = line.to_str().ok().and_then(|line| line.rsplit(',').next());
    Some(last.and_then(|last| last.trim().parse().ok()))
}

/// The session's cookie, looked up or not.
pub(super) struct Cookie(pub(super) Option<Token>);

impl FromRequestParts<Arc<Shell>> for Cookie {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, shell: &Arc<Shell>) -> Result<Self, Self::Rejection> {
        Ok(Self(cookie::token(&parts.headers, &shell.origin)))
    }
}

/// Who is signed in, with their token. Revoked devices pass: each handler says what they may.
pub(super) struct Session {
    pub(super) signed: Signed,
    pub(super) token: Token,
}

impl FromRequestParts<Arc<Shell>> for Session {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, shell: &Arc<Shell>) -> Result<Self, Fault> {
        let token = cookie::token(&parts.headers, &shell.origin).ok_or(Fault::SignedOut)?;
        let sought = token.clone();
        let current = shell.snapshot(move |tx| session::current(tx, &sought, now_ms())).await?;
        let sought = token.clone();
        let signed = match current {
            Some(signed) => Some(signed),
            None => shell.transaction(move |tx| session::find(tx, &sought, now_ms())).await?,
        };
        Ok(Self { signed: signed.ok_or(Fault::SignedOut)?, token })
    }
}
