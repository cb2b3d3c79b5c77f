//! Serving: the router on a listener until it is told to stop, and what goes on beside it.

use std::fmt::Debug;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::http::header::{HeaderValue, STRICT_TRANSPORT_SECURITY};
use axum::middleware;
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use tokio::sync::watch;

use crate::assets::Assets;
use crate::chance::now_ms;
use crate::limits::{LOOK_ELSEWHERE, STOP_WITHIN};
use crate::router::router;
use crate::routes::routes;
use crate::session;
use crate::shell::Shell;
use crate::tls::Client;

/// Sessions that are over are deleted so often.
const SWEEP_EVERY: Duration = Duration::from_secs(6 * 3_600);

/// Serves until `stop` is done; then open requests get a while to end.
///
/// # Errors
/// Where the listener fails.
pub async fn serve<L>(
    listener: L,
    app: Assets,
    shell: Arc<Shell>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()>
where
    L: Listener,
    L::Addr: Debug,
    Client: for<'a> Connected<IncomingStream<'a, L>>,
{
    let beside = [tokio::spawn(look_elsewhere(Arc::clone(&shell))), tokio::spawn(sweep(Arc::clone(&shell)))];
    let (stopping, mut stopped) = watch::channel(false);
    let pokes = Arc::clone(&shell);
    let told = async move {
        stop.await;
        tracing::info!("stopping");
        // Streams of pokes would never end by themselves.
        pokes.pokes.stop();
        let _told = stopping.send(true);
    };
    let secure = shell.origin.is_secure();
    let app = router(app, routes(shell)).layer(middleware::map_response(
        move |mut response: Response| async move {
            if secure {
                response
                    .headers_mut()
                    .insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
            }
            response
        },
    ));
    let app = app.into_make_service_with_connect_info::<Client>();
    let serving = axum::serve(listener, app).with_graceful_shutdown(told);
    let late = async move {
        let _stopping = stopped.wait_for(|stopping| *stopping).await.is_ok();
        tokio::time::sleep(STOP_WITHIN).await;
    };
    let served = tokio::select! {
        served = serving => served,
        () = late => Ok(()),
    };
    beside.iter().for_each(tokio::task::JoinHandle::abort);
    served
}

/// Tells everyone to pull where another process wrote into the book: a new company, a revoked device.
async fn look_elsewhere(shell: Arc<Shell>) {
    let mut known = None;
    loop {
        let seen = shell.blocking(|shell| Ok(shell.store.written_elsewhere()?)).await.ok();
        if known.is_some() && seen.is_some() && known != seen {
            shell.pokes.everyone();
        }
        known = seen.or(known);
        tokio::time::sleep(LOOK_ELSEWHERE).await;
    }
}

async fn sweep(shell: Arc<Shell>) {
    loop {
        match shell.transaction(|tx| session::sweep(tx, now_ms())).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "sessions over"),
            Err(fault) => tracing::warn!(%fault, "sessions were not swept"),
        }
        tokio::time::sleep(SWEEP_EVERY).await;
    }
}
