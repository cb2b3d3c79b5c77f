//! `fieldbook serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::Args;
use fieldbook_book::hub;
use fieldbook_server::assets::Assets;
use fieldbook_server::book::{Book, Place};
use fieldbook_server::lead::LeadForm;
use fieldbook_server::origin::Origin;
use fieldbook_server::serve::serve;
use fieldbook_server::shell::Shell;
use fieldbook_server::store::Lock;
use fieldbook_server::tls::TlsListener;
use tokio::net::TcpListener;
use tokio::signal;

use super::Data;
use super::out::say;

#[derive(Args)]
pub(super) struct Serve {
    #[command(flatten)]
    data: Data,
    /// Address and port to listen on.
    #[arg(long, default_value = "127.0.0.1:8020")]
    listen: SocketAddr,
    /// Where browsers reach the app, such as https://book.example.com; on this machine only, if not said.
    #[arg(long)]
    origin: Option<Origin>,
    /// Certificate chain (PEM), for TLS without a proxy; with --tls-key and --origin.
    #[arg(long, requires_all = ["tls_key", "origin"])]
    tls_cert: Option<PathBuf>,
    /// The certificate's key (PEM).
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A folder with the built app, instead of the app inside this binary.
    #[arg(long)]
    app: Option<PathBuf>,
    /// A folder with the notices of the public lead form (`notice.en.txt`, …): with it, the form is at /lead. Usually
    /// the folder `lead-form` in the folder of data, where there is one.
    #[arg(long)]
    lead_form: Option<PathBuf>,
    /// A site that may show the lead form in a frame, such as https://www.example.com; can be repeated.
    #[arg(long)]
    lead_form_site: Vec<Origin>,
    /// An S3 bucket for photos, voice notes and files, such as https://s3.example.com/fieldbook, instead of the folder of
    /// data; its key in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    #[arg(long)]
    attachments: Option<String>,
    /// Go on with this receipt key though the book signed with another one.
    #[arg(long)]
    new_receipt_key: bool,
    /// How much is logged: error, warn, info, debug.
    #[arg(long, default_value = "warn")]
    log: tracing::Level,
}

impl Serve {
    #[tokio::main]
    pub(super) async fn run(self) -> Result<()> {
        log_to_stderr(self.log);
        let assets = match &self.app {
            Some(folder) => Assets::from_folder(folder),
            None => Assets::embedded(),
        }
        .context("the built app could not be read")?;
        let place = Place { new_receipt_key: self.new_receipt_key, ..self.data.place() };
        let attachments = place.kept_by(self.attachments.as_deref())?;
        let _lock = Lock::of(&place.data)?;
        let Book { store, seal } = place.open()?;
        let version = store.transaction(|tx| hub::company_version(tx))?;

        let listener =
            TcpListener::bind(self.listen).await.with_context(|| format!("--listen {}", self.listen))?;
        let port = listener.local_addr()?.port();
        let origin = self.origin.unwrap_or_else(|| Origin::localhost(port));
        let at = origin.as_str().to_owned();
        let usual = place.data.join("lead-form");
        let folder = self.lead_form.or_else(|| usual.is_dir().then_some(usual));
        let lead_form =
            folder.map(|folder| LeadForm::read(&folder, self.lead_form_site, &seal)).transpose()?;
        let shell = Arc::new(Shell::new(store, seal, attachments, origin).with_lead_form(lead_form));
        let tls = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => Some((certificate, key)),
            _ => None,
        };
        let serving = async {
            match tls {
                Some((certificate, key)) => {
                    let listener = TlsListener::new(listener, certificate, key)?;
                    told(&at, version)?;
                    serve(listener, assets, shell, stop_signal()).await
                }
                None => {
                    told(&at, version)?;
                    serve(listener, assets, shell, stop_signal()).await
                }
            }
        };
        serving.await.context("serving")
    }
}

/// Says where the app is; who starts the server waits for this line.
fn told(at: &str, version: u64) -> std::io::Result<()> {
    say!("Fieldbook is at {at}/ (Ctrl-C stops it)")?;
    if version == 0 {
        say!("There is no company yet: `fieldbook company init` or `fieldbook demo` makes one.")?;
    }
    Ok(())
}

/// One line an event, with named values. What people wrote is never among them.
fn log_to_stderr(level: tracing::Level) {
    tracing_subscriber::fmt().with_max_level(level).with_ansi(false).with_writer(std::io::stderr).init();
    // The message of a panic may quote data; where it happened is enough to find it.
    std::panic::set_hook(Box::new(|panicked| {
        let place = panicked.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
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
