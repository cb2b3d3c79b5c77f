use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH,
};
use axum::http::{Request, Response, StatusCode};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use super::{Assets, hex};
use crate::router::router;

const PAGE: &str =
    "<html><style>a{}</style><script>go()</script><script type=\"module\" src=\"/x.js\"></script>";
const CODE: &str = "export default 1";

fn code_name() -> String {
    format!("app-{}.js", &hex(&Sha256::digest(CODE))[..16])
}

fn server() -> Router {
    let files = [
        ("index.html".to_owned(), PAGE),
        ("sw.js".to_owned(), "self"),
        ("app-0123456789abcdef.js".to_owned(), "a name that lies about its digest"),
        (code_name(), CODE),
        (format!("{}.br", code_name()), "as brotli"),
        (format!("{}.gz", code_name()), "as gzip"),
    ];
    let files: BTreeMap<String, Bytes> =
        files.into_iter().map(|(name, text)| (name, Bytes::from(text))).collect();
    router(Assets::new(files).unwrap(), Router::new())
}

async fn get(path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), 10_000).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn every_page_of_the_app_is_the_shell_and_is_asked_for_again() {
    for path in ["/", "/deals", "/deals/0190-77/follow-up"] {
        let response = get(path, &[]).await;
        assert_eq!(response.headers()[CACHE_CONTROL], "no-cache", "{path}");
        assert_eq!(response.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(text(response).await, PAGE);
    }
}

#[tokio::test]
async fn an_unknown_file_and_an_unknown_route_of_the_book_are_not_found() {
    for path in ["/missing.js", "/deals/missing.png", "/v1", "/v1/missing", "/app-0000000000000000.wasm"] {
        assert_eq!(get(path, &[]).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn only_a_name_with_its_own_digest_is_kept_for_ever() {
    let kept = get(&format!("/{}", code_name()), &[]).await;
    assert_eq!(kept.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
    for path in ["/sw.js", "/app-0123456789abcdef.js"] {
        assert_eq!(get(path, &[]).await.headers()[CACHE_CONTROL], "no-cache", "{path}");
    }
}

#[tokio::test]
async fn the_browser_gets_the_smallest_form_it_reads() {
    let path = format!("/{}", code_name());
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", Some("br"), "as brotli"),
        ("gzip, br;q=0", Some("gzip"), "as gzip"),
        ("identity", None, CODE),
        ("", None, CODE),
    ] {
        let response = get(&path, &[(ACCEPT_ENCODING.as_str(), accepted)]).await;
        let got = response.headers().get(CONTENT_ENCODING).map(|value| value.to_str().unwrap());
        assert_eq!(got, encoding, "{accepted}");
        assert_eq!(response.headers()["vary"], "accept-encoding");
        assert_eq!(text(response).await, body);
    }
}

#[tokio::test]
async fn known_bytes_are_not_sent_again_but_another_encoding_of_them_is() {
    let path = format!("/{}", code_name());
    let tag = get(&path, &[]).await.headers()[ETAG].to_str().unwrap().to_owned();
    let again = get(&path, &[(IF_NONE_MATCH.as_str(), &tag)]).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let compressed = get(&path, &[(IF_NONE_MATCH.as_str(), &tag), ("accept-encoding", "br")]).await;
    assert_eq!(compressed.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_policy_names_the_inline_parts_by_digest_and_no_other_host() {
    let response = get("/", &[]).await;
    let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    // printf 'go()' | openssl dgst -sha256 -binary | base64
    assert!(
        policy.contains(
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=';"
        ),
        "{policy}"
    );
    assert!(
        policy.contains("style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=';"),
        "{policy}"
    );
    assert!(!policy.contains("http"), "{policy}");
}

#[tokio::test]
async fn nothing_can_be_written_to_the_app() {
    let response = server().oneshot(Request::post("/").body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
}
