//! TLS by the server itself, for who has no proxy. Handshakes are made beside, so that a slow or silent client
//! keeps nobody waiting.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::server::TlsStream;

use crate::limits::{HANDSHAKE, HANDSHAKES_AT_ONCE};

/// The address at the other end of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Client(pub SocketAddr);

impl Connected<IncomingStream<'_, TcpListener>> for Client {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

impl Connected<IncomingStream<'_, TlsListener>> for Client {
    fn connect_info(stream: IncomingStream<'_, TlsListener>) -> Self {
        Self(*stream.remote_addr())
    }
}

/// Hands out connections whose handshake is done.
pub struct TlsListener {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    local: SocketAddr,
}

impl TlsListener {
    /// Reads certificate chain and key (PEM) and begins to listen.
    ///
    /// # Errors
    /// Where a file cannot be read, or the two do not fit each other.
    pub fn new(listener: TcpListener, certificate: &Path, key: &Path) -> io::Result<Self> {
        let acceptor = TlsAcceptor::from(Arc::new(config(certificate, key)?));
        let local = listener.local_addr()?;
        let (to, ready) = mpsc::channel(HANDSHAKES_AT_ONCE);
        tokio::spawn(accept(listener, acceptor, to));
        Ok(Self { ready, local })
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // The task that accepts never ends by itself.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.local)
    }
}

fn config(certificate: &Path, key: &Path) -> io::Result<ServerConfig> {
    let named =
        |path: &Path, fault: &dyn std::fmt::Display| io::Error::other(format!("{}: {fault}", path.display()));
    let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let chain = chain.map_err(|fault| named(certificate, &fault))?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|fault| named(key, &fault))?;
    let provider = Arc::new(ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(io::Error::other)?.with_no_client_auth();
    config.with_single_cert(chain, secret).map_err(|fault| named(certificate, &fault))
}

async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    to: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let slots = Arc::new(Semaphore::new(HANDSHAKES_AT_ONCE));
    let mut listener = listener;
    loop {
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        // As a listener of axum's it logs and retries by itself where the system has no connection left.
        let (stream, address) = Listener::accept(&mut listener).await;
        let (acceptor, to) = (acceptor.clone(), to.clone());
        tokio::spawn(async move {
            match timeout(HANDSHAKE, acceptor.accept(stream)).await {
                Ok(Ok(stream)) => drop(to.send((stream, address)).await),
                Ok(Err(fault)) => tracing::debug!(%address, %fault, "no handshake"),
                Err(_) => tracing::debug!(%address, "the handshake took too long"),
            }
            drop(slot);
        });
    }
}
