//! The one binary: its command line, and a graceful stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use fieldbook_server::assets::Assets;
use fieldbook_server::router::router;
use tokio::net::TcpListener;
use tokio::signal;

/// How long open requests may take after the signal to stop.
const STOP_WITHIN: Duration = Duration::from_secs(5);

/// Fieldbook 外勤簿: the company's book and the app that the phones install.
#[derive(Parser)]
#[command(name = "fieldbook", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the app and the book.
    Serve(Serve),
}

#[derive(Args)]
struct Serve {
    /// The folder of the company's data; made if missing.
    #[arg(long)]
    data: PathBuf,
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8020")]
    listen: SocketAddr,
    /// A folder with the built app, instead of the app inside this binary.
    #[arg(long)]
    app: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Serve(serve) => run(serve).await,
    }
}

async fn run(serve: Serve) -> Result<()> {
    let assets = match &serve.app {
        Some(folder) => Assets::from_folder(folder),
        None => Assets::embedded(),
    }
    .context("the built app could not be read")?;
    std::fs::create_dir_all(&serve.data).with_context(|| format!("--data {}", serve.data.display()))?;
    let listener =
        TcpListener::bind(serve.listen).await.with_context(|| format!("--listen {}", serve.listen))?;
    println!("Fieldbook is at http://localhost:{}/ (Ctrl-C stops it)", listener.local_addr()?.port());

    let (stop_tx, stop_rx) = tokio::sync::oneshot::channel::<()>();
    let serving = axum::serve(listener, router(assets)).with_graceful_shutdown(async move {
        stop_signal().await;
        drop(stop_tx);
    });
    let late = async move {
        let _stopping = stop_rx.await;
        tokio::time::sleep(STOP_WITHIN).await;
    };
    tokio::select! {
        served = serving => served.context("serving"),
        () = late => Ok(()),
    }
}

/// Ctrl-C, or SIGTERM as service managers send it.
async fn stop_signal() {
    let interrupt = signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) else {
            let _asked = interrupt.await;
            return;
        };
        tokio::select! { _ = interrupt => {} _ = terminate.recv() => {} }
    }
    #[cfg(not(unix))]
    let _asked = interrupt.await;
}
