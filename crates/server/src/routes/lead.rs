//! `/lead` and `/lead/{link}`: the public form and what it sends back.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, RawQuery, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use fieldbook_book::hash::Short;
use fieldbook_process::DeviceId;

use super::v1::{self, Peer};
use crate::chance::{now_ms, random};
use crate::fault::Fault;
use crate::lead::page::{self, Place};
use crate::lead::{Age, Language, LeadForm, NobodyTakesIt, Turned, Typed, Wrong, arrive, words};
use crate::limits::{LEAD_BODY, LEAD_LEAST_MS};
use crate::shell::Shell;

/// The addresses.
pub fn routes(shell: Arc<Shell>) -> Router {
    let form = || get(show).post(send).layer(DefaultBodyLimit::max(LEAD_BODY));
    Router::new()
        .route("/lead", form())
        .route("/lead/{link}", form())
        .layer(middleware::from_fn_with_state(Arc::clone(&shell), v1::count))
        .with_state(shell)
}

/// What the address says.
struct Asked {
    link: Option<String>,
    language: Language,
    territory: String,
}

impl Asked {
    fn of(link: Option<Path<String>>, query: Option<&str>, headers: &HeaderMap) -> Self {
        // A word of another form is no campaign's: the lead comes in all the same.
        let is_word = |link: &String| {
            (1..=40).contains(&link.len())
                && link.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
        };
        let (mut language, mut territory) = (None, String::new());
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match &*name {
                "lang" => language = Language::of(&value),
                "territory" => territory = value.chars().filter(|c| !c.is_control()).take(60).collect(),
                _ => {}
            }
        }
        let accepted = || headers.get(ACCEPT_LANGUAGE)?.to_str().ok().and_then(Language::accepted);
        let language = language.or_else(accepted).unwrap_or(Language::Hant);
        Self { link: link.map(|Path(link)| link).filter(is_word), language, territory }
    }

    fn place(&self) -> Result<Place<'_>, Fault> {
        let words = words(self.language).map_err(|_| Fault::Broken)?;
        Ok(Place { link: self.link.as_deref(), language: self.language, words })
    }
}

/// The empty form.
async fn show(
    State(shell): State<Arc<Shell>>,
    link: Option<Path<String>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let asked = Asked::of(link, query.as_deref(), &headers);
    let place = asked.place()?;
    let Some(form) = &shell.lead_form else { return Ok(off(place)) };
    let stamp = form.stamps.write(now_ms(), random()?);
    let typed = Typed { stamp, territory: asked.territory.clone(), ..Typed::default() };
    Ok(html(form, place, StatusCode::OK, page::form(form, place, &typed, &[], None)))
}

/// A form that was filled in: it comes in, or is shown again with what is wrong and all that was typed.
async fn send(
    State(shell): State<Arc<Shell>>,
    peer: Peer,
    link: Option<Path<String>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Fault> {
    let asked = Asked::of(link, query.as_deref(), &headers);
    let place = asked.place()?;
    let Some(form) = &shell.lead_form else { return Ok(off(place)) };
    let Ok(body) = body else {
        let text = page::only(place, &place.words.too_large);
        return Ok(html(form, place, StatusCode::PAYLOAD_TOO_LARGE, text));
    };
    let mut typed = Typed::read(&body);
    if typed.territory.is_empty() {
        typed.territory.clone_from(&asked.territory);
    }
    let now_ms = now_ms();
    let again = |mut typed: Typed, status, wrong: &[Wrong], note: Option<&str>| {
        typed.trap.clear();
        // Put back, so that who mends one word is not told to be slower.
        typed.stamp = form.stamps.write(now_ms - LEAD_LEAST_MS, random()?);
        Ok::<_, Fault>(html(form, place, status, page::form(form, place, &typed, wrong, note)))
    };
    let unfit = StatusCode::UNPROCESSABLE_ENTITY;
    if !typed.trap.is_empty() {
        shell.metrics.leads_trapped.add(1);
        return again(typed, unfit, &[], Some(&place.words.trap_filled));
    }
    let wrong = typed.wrong();
    if !wrong.is_empty() {
        return again(typed, unfit, &wrong, None);
    }
    match form.stamps.read(&typed.stamp, now_ms) {
        Age::Fits(_) => {}
        age => {
            shell.metrics.leads_trapped.add(1);
            let note = if age == Age::TooFast { &place.words.too_fast } else { &place.words.too_old };
            return again(typed, unfit, &[], Some(note));
        }
    }
    // By all its words: who goes back and mends a number sends another one, though on the same page.
    let sent = Short::of(&body).0;
    match form.with_gate(|gate| gate.enter(sent, peer.address, now_ms)) {
        Ok(()) => {}
        Err(Turned::Again) => {
            return Ok(html(form, place, StatusCode::OK, page::thanks(form, place, &typed.territory)));
        }
        Err(Turned::TooMany(seconds)) => {
            shell.metrics.leads_over_limit.add(1);
            let mut answer = again(typed, StatusCode::TOO_MANY_REQUESTS, &[], Some(&place.words.too_many))?;
            answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            return Ok(answer);
        }
    }
    let (kept, link) = (typed.clone(), asked.link.clone());
    let taken = shell.blocking(move |shell| {
        let written =
            shell.store.transaction(|tx| arrive(tx, &shell.seal, now_ms, (&typed, link.as_deref())));
        Ok(written.map_err(|fault: NobodyTakesIt| tracing::error!(%fault, "a lead was not written")))
    });
    match taken.await {
        Ok(Ok(news)) => {
            shell.metrics.leads_arrived.add(1);
            shell.pokes.news(news, DeviceId::default());
            Ok(html(form, place, StatusCode::OK, page::thanks(form, place, &kept.territory)))
        }
        _ => {
            form.with_gate(|gate| gate.forget(sent));
            again(kept, StatusCode::SERVICE_UNAVAILABLE, &[], Some(&place.words.broken))
        }
    }
}

fn off(place: Place<'_>) -> Response {
    let body = page::only(place, &place.words.off);
    answer(StatusCode::NOT_FOUND, place, &page::policy(&[]), body)
}

fn html(form: &LeadForm, place: Place<'_>, status: StatusCode, body: String) -> Response {
    answer(status, place, &page::policy(&form.sites), body)
}

fn answer(status: StatusCode, place: Place<'_>, policy: &str, body: String) -> Response {
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(place.language.code()));
    headers.insert(VARY, HeaderValue::from_static("accept-language"));
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}
