//! kill -9 of the server in the middle of a push: nothing that was told accepted is lost, nothing comes twice.

use std::collections::BTreeSet;
use std::io::Write;

use fieldbook_book::testing::request;
use fieldbook_book::wire::{Unit, Verdict, pack};
use fieldbook_process::DocId;
use fieldbook_server::chance::now_ms;

use crate::binary::{Desk, Server, size};
use crate::http::{connect, written};
use crate::phone::Phone;

const UNITS: usize = 60;

/// When the server dies.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// Half of the body has arrived.
    HalfWay,
    /// All of it has been sent.
    Sent,
    /// The book's log has begun to grow: the transaction is being written.
    Writing,
}

fn pushed(phone: &Phone, units: &[Unit]) -> Vec<u8> {
    let body = pack(&request(None, units.to_vec(), Vec::new())).unwrap();
    written("POST", "/v1/sync", &phone.headers(), &body)
}

fn push_and_die(desk: &Desk, server: Server, phone: &Phone, units: &[Unit], moment: Moment) {
    let bytes = pushed(phone, units);
    let log = desk.data().join("fieldbook.sqlite-wal");
    let before = size(&log);
    let mut stream = connect(server.port);
    match moment {
        Moment::HalfWay => stream.write_all(&bytes[..bytes.len() / 2]).unwrap(),
        Moment::Sent => stream.write_all(&bytes).unwrap(),
        Moment::Writing => {
            stream.write_all(&bytes).unwrap();
            while size(&log) == before {
                std::thread::yield_now();
            }
        }
    }
    server.dies();
}

#[test]
fn a_push_that_the_server_dies_in_is_there_once_after_it_is_sent_again() {
    let desk = Desk::with_company();
    let mut known = BTreeSet::<DocId>::new();
    for moment in [Moment::HalfWay, Moment::Sent, Moment::Writing] {
        let server = desk.serves();
        let lin = server.phone("lin");
        let first = lin.registrations(0..10, now_ms());
        assert_eq!(lin.pushes(first.clone()).verdicts, vec![Verdict::Accepted; 10]);
        let second = lin.registrations(10..10 + UNITS, now_ms());
        push_and_die(&desk, server, &lin, &second, moment);

        let server = desk.serves();
        // The session outlives the server; only the port is another.
        let lin = Phone { port: server.port, ..lin };
        let there: BTreeSet<DocId> = lin.reads_all(None).into_iter().collect();
        let docs =
            |units: &[Unit]| units.iter().flat_map(|unit| &unit.changes).map(|sent| sent.doc).collect();
        let (accepted, pending): (BTreeSet<_>, BTreeSet<_>) = (docs(&first), docs(&second));
        assert!(there.is_superset(&accepted), "{moment:?}: what was told accepted is lost");
        let came = there.intersection(&pending).count();
        assert!(came == 0 || came == UNITS, "{moment:?}: {came} of one transaction");

        assert_eq!(lin.pushes(second).verdicts, vec![Verdict::Accepted; UNITS], "{moment:?}");
        known.extend(accepted.into_iter().chain(pending));
        let all = lin.reads_all(None);
        assert_eq!(all.len(), known.len(), "{moment:?}: something came twice or not at all");
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), known, "{moment:?}");
        server.dies();
        assert!(desk.does(&["check"]).contains("All is well."), "{moment:?}");
    }
}
