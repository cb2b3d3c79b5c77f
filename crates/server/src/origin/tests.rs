//! Own pages pass, others do not.

use super::*;

fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
}

#[test]
fn an_origin_is_https_or_on_this_machine() {
    for good in [
        "https://book.example.com",
        "https://book.example.com:8443/",
        "http://localhost:8020",
        "http://[::1]:1",
    ] {
        assert!(good.parse::<Origin>().is_ok(), "{good}");
    }
    for wrong in [
        "",
        "book.example.com",
        "http://book.example.com",
        "https://",
        "https://a/b",
        "ftp://localhost",
        "https://u@a",
    ] {
        assert_eq!(wrong.parse::<Origin>(), Err(NotAnOrigin), "{wrong}");
    }
}

#[test]
fn what_the_browser_says_of_the_site_decides() {
    let origin: Origin = "https://book.example.com".parse().unwrap();
    assert!(origin.is_own(&headers(&[(SEC_FETCH_SITE, "same-origin")])));
    for site in ["same-site", "cross-site", "none", ""] {
        let forged = headers(&[(SEC_FETCH_SITE, site), (ORIGIN, origin.as_str())]);
        assert!(!origin.is_own(&forged), "{site}");
    }
}

#[test]
fn without_it_the_origin_has_to_be_ours() {
    let origin: Origin = "https://book.example.com".parse().unwrap();
    assert!(origin.is_own(&headers(&[(ORIGIN, "https://book.example.com")])));
    for other in
        ["https://example.com", "http://book.example.com", "null", "https://book.example.com.evil.com"]
    {
        let forged = headers(&[(ORIGIN, other), (HOST, "evil.com")]);
        assert!(!origin.is_own(&forged), "{other}");
    }
    assert!(!origin.is_own(&HeaderMap::new()));
}

#[test]
fn on_this_machine_the_address_may_be_written_otherwise() {
    let origin = Origin::localhost(8020);
    assert!(origin.is_own(&headers(&[(ORIGIN, "http://127.0.0.1:8020"), (HOST, "127.0.0.1:8020")])));
    assert!(!origin.is_own(&headers(&[(ORIGIN, "http://evil.com"), (HOST, "localhost:8020")])));
}
