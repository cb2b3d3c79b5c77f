//! `/v1/metrics`.

use crate::http::send;
use crate::server::Server;

fn count(text: &str, name: &str) -> u64 {
    let line = text.lines().find(|line| line.starts_with(&format!("fieldbook_{name} ")));
    line.unwrap().rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn what_happened_is_counted_without_names() {
    let server = Server::start();
    let lin = server.phone("lin");
    lin.pushes(lin.registrations(0..3, fieldbook_server::chance::now_ms()));
    let answer = send(server.port, "GET", "/v1/metrics", &[], b"");
    let text = String::from_utf8(answer.body).unwrap();
    assert_eq!(count(&text, "sign_ins"), 1);
    // One to learn the company, one to push.
    assert_eq!(count(&text, "syncs"), 2);
    assert_eq!(count(&text, "units_accepted"), 3);
    assert_eq!(count(&text, "panics"), 0);
    assert!(!text.contains("lin ") && !text.contains("客戶"), "{text}");
}

#[test]
fn only_this_machine_reads_them_and_no_proxy_on_it() {
    let server = Server::start();
    assert_eq!(send(server.port, "GET", "/v1/metrics", &[], b"").status, 200);
    let through_proxy = [("x-forwarded-for", "203.0.113.7")];
    assert_eq!(send(server.port, "GET", "/v1/metrics", &through_proxy, b"").status, 404);
}
