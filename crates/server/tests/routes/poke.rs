//! `/v1/poke`: "pull now", to those whom the news concerns.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use fieldbook_process::testing::company;
use fieldbook_server::chance::now_ms;

use crate::http::{connect, written};
use crate::phone::Phone;
use crate::server::Server;

struct Stream(BufReader<TcpStream>);

impl Stream {
    /// Opens it and reads the answer's head.
    fn of(phone: &Phone) -> Self {
        let mut connection = connect(phone.port);
        connection.write_all(&written("GET", "/v1/poke", &phone.headers(), b"")).unwrap();
        let mut reader = BufReader::new(connection);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).unwrap(), 0, "{head}");
        }
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/event-stream"), "{head}");
        Self(reader)
    }

    /// Waits for a poke; `false` where the stream ends first.
    fn is_poked(&mut self) -> bool {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap_or(0) == 0 {
                return false;
            }
            if line.starts_with("data:") {
                return true;
            }
        }
    }
}

#[test]
fn news_reach_the_manager_at_once() {
    let server = Server::start();
    let (lin, wang) = (server.phone("lin"), server.phone("wang"));
    wang.reads_all(None);
    let mut stream = Stream::of(&wang);
    lin.pushes(lin.registrations(0..1, now_ms()));
    assert!(stream.is_poked());
    assert_eq!(wang.reads_all(None).len(), 1);
}

#[test]
fn a_stream_opened_before_its_phone_pulled_begins_with_a_poke() {
    let server = Server::start();
    assert!(Stream::of(&server.phone("wang")).is_poked());
}

#[test]
fn another_process_that_changes_the_company_pokes_everyone_and_the_stream_ends() {
    let server = Server::start();
    let lin = server.phone("lin");
    lin.reads_all(None);
    let mut stream = Stream::of(&lin);
    server.company(&company());
    assert!(stream.is_poked());
    assert!(!stream.is_poked());
}

#[test]
fn a_server_that_stops_ends_its_streams_and_does_not_wait_for_them() {
    let mut server = Server::start();
    let lin = server.phone("lin");
    lin.reads_all(None);
    let mut stream = Stream::of(&lin);
    let begun = std::time::Instant::now();
    server.stops();
    assert!(!stream.is_poked());
    assert!(begun.elapsed() < fieldbook_server::limits::STOP_WITHIN);
}
