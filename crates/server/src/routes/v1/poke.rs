//! `GET /v1/poke`: a stream of events without content, each of which says "pull now".

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use fieldbook_book::hub;
use fieldbook_process::audience::{Feed, feeds_of};
use futures_util::stream::{self, Stream};

use super::extract::Session;
use crate::fault::Fault;
use crate::limits::KEEP_ALIVE;
use crate::shell::Shell;

/// Opens the stream of the session's person.
pub(super) async fn poke(
    State(shell): State<Arc<Shell>>,
    session: Session,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let signed = session.signed;
    if signed.revoked.is_some() {
        return Err(Fault::Revoked);
    }
    let feeds: BTreeSet<Feed> = shell
        .snapshot(move |tx| {
            let company = hub::company(tx)?.unwrap_or_default();
            Ok(company.people.get(signed.person).map(feeds_of).unwrap_or_default().into_iter().collect())
        })
        .await?;
    let pokes = stream::unfold(shell.pokes.stream(feeds, signed.device), async |mut stream| {
        // Browsers drop an event without data, so it says what to do.
        stream.next().await.map(|()| (Ok(Event::default().data("pull")), stream))
    });
    Ok(Sse::new(pokes).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}
