//! `fieldbook serve` with a certificate of its own, for who has no proxy.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use rcgen::CertifiedKey;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::binary::Desk;
use crate::http::{connect, written};

/// A certificate of `localhost` in two files: chain and key.
fn certificate(desk: &Desk, name: &str) -> (CertifiedKey<rcgen::KeyPair>, [String; 2]) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let write = |end: &str, text: String| {
        let path = desk.path(&format!("{name}.{end}"));
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let files = [write("crt", made.cert.pem()), write("key", made.signing_key.serialize_pem())];
    (made, files)
}

/// Asks for the health of the server, trusting that certificate alone; `None` where it is not the server's.
fn asks(port: u16, trusted: &CertifiedKey<rcgen::KeyPair>) -> Option<String> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.cert.der().clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots);
    let name = ServerName::try_from("localhost").unwrap();
    let client = ClientConnection::new(Arc::new(config.with_no_client_auth()), name).unwrap();
    let mut stream = StreamOwned::new(client, connect(port));
    stream.write_all(&written("GET", "/v1/health", &[], b"")).ok()?;
    let mut answer = Vec::new();
    // The server may close without a last word of TLS.
    let _ended = stream.read_to_end(&mut answer);
    Some(String::from_utf8_lossy(&answer).into_owned())
}

#[test]
fn who_trusts_its_certificate_is_served_and_nobody_else() {
    let desk = Desk::with_company();
    let (mine, [cert, key]) = certificate(&desk, "mine");
    let (other, _) = certificate(&desk, "other");
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (address, origin) = (format!("127.0.0.1:{port}"), format!("https://localhost:{port}"));
    let words = ["--origin", &origin, "--tls-cert", &cert, "--tls-key", &key];
    let server = desk.serves_at(&address, &words);
    let answer = asks(server.port, &mine).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(asks(server.port, &other), None);

    // A client that speaks no TLS, or is silent, keeps nobody waiting.
    let mut plain = connect(server.port);
    plain.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    let _silent = connect(server.port);
    assert!(asks(server.port, &mine).unwrap().starts_with("HTTP/1.1 200"));
}

#[test]
fn a_certificate_that_does_not_fit_is_said_at_the_start() {
    let desk = Desk::with_company();
    let (_, [cert, key]) = certificate(&desk, "mine");
    let (_, [_, foreign]) = certificate(&desk, "other");
    let no_key = desk.path("no.key");
    std::fs::write(&no_key, "not a key").unwrap();
    let refuses = |cert: &str, key: &Path| {
        let app = desk.path("app");
        let (app, key) = (app.to_str().unwrap(), key.to_str().unwrap());
        let words = ["--listen", "127.0.0.1:0", "--origin", "https://localhost:1", "--app", app];
        desk.refuses(&[&["serve"], &words[..], &["--tls-cert", cert, "--tls-key", key]].concat())
    };
    assert!(refuses(&cert, Path::new(&foreign)).contains("mine.crt"));
    assert!(refuses(&cert, &no_key).contains("no.key"));
    assert!(refuses("nowhere.crt", Path::new(&key)).contains("nowhere.crt"));
}
