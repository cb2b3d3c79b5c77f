//! `/v1/session`: signing in and out, and what is refused.

use fieldbook_process::testing::{LIN, company_without};
use fieldbook_server::device;
use fieldbook_server::limits::TRIES_OF_ACCOUNT;
use serde_json::json;

use crate::http::send;
use crate::phone::{OWN, asks};
use crate::server::{PASSWORD, Server};

#[test]
fn the_right_password_signs_in_and_the_session_tells_who() {
    let server = Server::start();
    let answer = asks(server.port, " Lin ", PASSWORD);
    assert_eq!(answer.status, 200);
    let told = answer.json();
    assert_eq!(told["person"], LIN.to_string());
    assert_eq!((told["name"].as_str(), told["role"].as_str()), (Some("林曉雯"), Some("rep")));

    let lin = server.phone("lin");
    let again = lin.sends("GET", "/v1/session", b"");
    assert_eq!(again.json()["device"], lin.device.as_str());
}

#[test]
fn a_wrong_password_and_an_unknown_account_are_told_alike() {
    let server = Server::start();
    let wrong = asks(server.port, "lin", "correct horsf");
    let unknown = asks(server.port, "nobody", PASSWORD);
    let no_name = asks(server.port, "林", PASSWORD);
    for answer in [&wrong, &unknown, &no_name] {
        assert_eq!((answer.status, answer.error().as_str()), (401, "wrong_sign_in"));
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[test]
fn who_has_left_cannot_sign_in() {
    let server = Server::start();
    server.company(&company_without(LIN));
    assert_eq!(asks(server.port, "lin", PASSWORD).status, 401);
    assert_eq!(asks(server.port, "chen", PASSWORD).status, 200);
}

#[test]
fn after_too_many_wrong_ones_even_the_right_one_waits_and_other_accounts_do_not() {
    let server = Server::start();
    for n in 0..TRIES_OF_ACCOUNT {
        assert_eq!(asks(server.port, "lin", "wrong password").status, 401, "{n}");
    }
    let waiting = asks(server.port, "lin", PASSWORD);
    assert_eq!((waiting.status, waiting.error().as_str()), (429, "slow_down"));
    let seconds: u64 = waiting.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=900).contains(&seconds), "{seconds}");
    assert_eq!(asks(server.port, "chen", PASSWORD).status, 200);
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let server = Server::start();
    let cookie = asks(server.port, "lin", PASSWORD).header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("fieldbook="), "{cookie}");
    for part in ["Path=/", "Max-Age=2592000", "HttpOnly", "SameSite=Strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Secure"), "some browsers take none on plain localhost");
}

#[test]
fn behind_tls_the_cookie_is_bound_to_the_host() {
    let server = Server::at(Some("https://book.example.com"));
    let cookie = asks(server.port, "lin", PASSWORD).header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("__Host-fieldbook=") && cookie.ends_with("; Secure"), "{cookie}");
    // The plain name opens nothing there: anybody on the way could have set it.
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let plain = format!("fieldbook={token}");
    assert_eq!(send(server.port, "GET", "/v1/session", &[("cookie", &plain)], b"").status, 401);
}

#[test]
fn signed_out_the_cookie_opens_nothing_any_more() {
    let server = Server::start();
    let lin = server.phone("lin");
    let other = server.phone("lin");
    let out = lin.sends("DELETE", "/v1/session", b"");
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(lin.sends("GET", "/v1/session", b"").error(), "signed_out");
    assert_eq!(lin.sends_body(b"").error(), "signed_out");
    assert_eq!(other.sends("GET", "/v1/session", b"").status, 200, "only this device signed out");
    assert_eq!(
        send(server.port, "DELETE", "/v1/session", &OWN, b"").status,
        204,
        "without a session it is done"
    );
}

#[test]
fn another_site_can_neither_sign_in_nor_out() {
    let server = Server::start();
    let lin = server.phone("lin");
    let body = json!({ "account": "lin", "password": PASSWORD }).to_string();
    let mut headers = vec![("cookie", lin.cookie.as_str())];
    for site in [&[][..], &[("sec-fetch-site", "cross-site")], &[("origin", "https://evil.example")]] {
        headers.truncate(1);
        headers.extend(site);
        for (method, body) in [("POST", body.as_bytes()), ("DELETE", b"")] {
            let answer = send(server.port, method, "/v1/session", &headers, body);
            assert_eq!((answer.status, answer.error().as_str()), (403, "other_site"), "{method} {site:?}");
        }
    }
    assert_eq!(lin.sends("GET", "/v1/session", b"").status, 200);
}

#[test]
fn what_is_no_sign_in_is_answered_and_the_server_stays_up() {
    let server = Server::start();
    let huge = format!("{{\"account\":\"{}\"}}", "a".repeat(20_000));
    let nested = "[".repeat(15_000);
    for (body, status) in [
        (&b""[..], 400),
        (b"{", 400),
        (b"[]", 400),
        (b"{\"account\":\"lin\"}", 400),
        (b"{\"account\":\"\xff\xfe\",\"password\":\"x\"}", 400),
        (nested.as_bytes(), 400),
        (huge.as_bytes(), 413),
    ] {
        let answer = send(server.port, "POST", "/v1/session", &OWN, body);
        assert_eq!(answer.status, status, "{}", String::from_utf8_lossy(&body[..body.len().min(40)]));
    }
    assert_eq!(asks(server.port, "lin", &"long ".repeat(1_000)).status, 401);
    assert_eq!(asks(server.port, "lin", PASSWORD).status, 200);
}

#[test]
fn a_device_keeps_its_registration_by_its_key() {
    let server = Server::start();
    let sign_in = |key: &str| {
        let key = json!({ "kty": "EC", "x": key });
        let body = json!({ "account": "lin", "password": PASSWORD, "device_key": key }).to_string();
        let answer = send(server.port, "POST", "/v1/session", &OWN, body.as_bytes());
        answer.json()["device"].as_str().unwrap().to_owned()
    };
    let first = sign_in("one");
    assert_eq!(sign_in("one"), first);
    assert_ne!(sign_in("two"), first);
}

#[test]
fn a_revoked_device_has_no_session_but_its_person_can_sign_in_anew() {
    let server = Server::start();
    let lin = server.phone("lin");
    let id = lin.device.parse().unwrap();
    assert!(server.changes(|tx| device::revoke(tx, id, false, 1)));
    let refused = lin.sends("GET", "/v1/session", b"");
    assert_eq!((refused.status, refused.error().as_str()), (403, "revoked"));
    assert_ne!(server.phone("lin").device, lin.device);
}
