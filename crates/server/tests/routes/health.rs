//! `/v1/health`, and what every answer of the book carries.

use crate::http::send;
use crate::server::Server;

#[test]
fn a_server_that_can_work_says_ok_and_nobody_keeps_its_answers() {
    let server = Server::start();
    let answer = send(server.port, "GET", "/v1/health", &[], b"");
    assert_eq!((answer.status, answer.body.as_slice()), (200, &b"ok"[..]));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("strict-transport-security"), None, "not on plain localhost");
}

#[test]
fn behind_tls_browsers_are_told_to_stay_with_it() {
    let server = Server::at(Some("https://book.example.com"));
    let answer = send(server.port, "GET", "/v1/health", &[], b"");
    assert!(answer.header("strict-transport-security").unwrap().starts_with("max-age="));
}

#[test]
fn an_unknown_address_is_not_found_and_a_wrong_method_not_allowed() {
    let server = Server::start();
    let own = crate::phone::OWN;
    assert_eq!(send(server.port, "GET", "/v1/missing", &[], b"").status, 404);
    assert_eq!(send(server.port, "PUT", "/v1/session", &own, b"").status, 405);
    assert_eq!(send(server.port, "GET", "/v1/sync", &own, b"").status, 405);
}

#[test]
fn phones_are_told_what_is_switched_on() {
    for (server, told) in
        [(Server::start(), r#"{"lead_form":true}"#), (Server::without_lead_form(), r#"{"lead_form":false}"#)]
    {
        let answer = send(server.port, "GET", "/v1/switched", &[], b"");
        assert_eq!((answer.status, String::from_utf8(answer.body).unwrap().as_str()), (200, told));
    }
}
