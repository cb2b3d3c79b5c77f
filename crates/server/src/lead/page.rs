//! The form as HTML: plain, without script, in the look of the app. Whatever somebody typed is escaped.

use std::fmt::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::typed::limit;
use super::{Language, LeadForm, Notice, Typed, Words, Wrong};
use crate::origin::Origin;

const STYLE: &str = include_str!("page.css");

/// Where a form is, and for whom.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The word of the campaign in the address.
    pub link: Option<&'a str>,
    /// The language it is read in.
    pub language: Language,
    /// The texts of that language.
    pub words: &'a Words,
}

impl Place<'_> {
    fn path(&self) -> String {
        self.link.map_or_else(|| "/lead".to_owned(), |link| format!("/lead/{link}"))
    }

    fn address(&self, language: Language, territory: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("lang", language.code());
        if !territory.is_empty() {
            query.append_pair("territory", territory);
        }
        format!("{}?{}", self.path(), query.finish())
    }
}

/// The content policy: nothing but this page's own style; only the company's own sites may frame it.
#[must_use]
pub fn policy(sites: &[Origin]) -> String {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    let sites: Vec<&str> = sites.iter().map(Origin::as_str).collect();
    let sites = if sites.is_empty() { "'none'".to_owned() } else { sites.join(" ") };
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; base-uri 'none'; frame-ancestors {sites}"
    )
}

/// The form: empty, or as it was typed with what is wrong. `note` says something about all of it.
#[must_use]
pub fn form(form: &LeadForm, place: Place<'_>, typed: &Typed, wrong: &[Wrong], note: Option<&str>) -> String {
    let Place { words, .. } = place;
    let (notice_language, notice) = match form.notice(place.language) {
        Some((language, notice)) => (language, notice.clone()),
        None => (place.language, Notice { heading: String::new(), text: String::new() }),
    };
    let mut body = languages(place, &typed.territory);
    heading(&mut body, (notice_language, &notice.heading), place.language);
    body += &told(words, wrong, note);
    let action = escaped(&place.address(place.language, &typed.territory));
    // Writing to a string cannot fail.
    let _written = write!(body, "<form method=\"post\" action=\"{action}\">");
    body += &line(words, typed, wrong, ("company", "text", "organization"), &words.company, None);
    body += &line(words, typed, wrong, ("name", "text", "name"), &words.name, None);
    let one_of = escaped(&words.one_of);
    let _written = write!(body, "<fieldset><legend>{one_of}</legend>");
    body += &line(words, typed, wrong, ("phone", "tel", "tel"), &words.phone, Some(""));
    body += &line(words, typed, wrong, ("email", "email", "email"), &words.email, Some(""));
    body += "</fieldset>";
    let (fault, described) = fault(words, wrong, "needs");
    let _written = write!(
        body,
        "<div class=\"field\"><label for=\"needs\">{}<i>{}</i></label>\
         <textarea id=\"needs\" name=\"needs\" rows=\"5\" maxlength=\"{}\"{described}>{}</textarea>{fault}</div>",
        escaped(&words.needs),
        escaped(&words.optional),
        limit("needs"),
        escaped(&typed.needs),
    );
    // People do not see it; what fills in every field does.
    let _written = write!(
        body,
        "<div class=\"away\" aria-hidden=\"true\"><label for=\"website\">{}</label>\
         <input id=\"website\" name=\"website\" tabindex=\"-1\" autocomplete=\"off\"></div>",
        escaped(&words.trap),
    );
    let _written = write!(
        body,
        "<section class=\"notice\" lang=\"{}\"><h2>{}</h2>{}</section>",
        notice_language.code(),
        escaped(&words.notice),
        paragraphs(&notice.text),
    );
    let (fault, described) = self::fault(words, wrong, "agree");
    let checked = if typed.agree { " checked" } else { "" };
    let _written = write!(
        body,
        "<div class=\"field\"><label class=\"agree\" for=\"agree\"><input type=\"checkbox\" id=\"agree\" name=\"agree\" \
         value=\"yes\" required{checked}{described}><span>{}</span></label>{fault}</div>",
        escaped(&words.agree),
    );
    let _written = write!(
        body,
        "<input type=\"hidden\" name=\"stamp\" value=\"{}\"><input type=\"hidden\" name=\"territory\" value=\"{}\">\
         <button>{}</button></form>",
        escaped(&typed.stamp),
        escaped(&typed.territory),
        escaped(&words.send),
    );
    page(place, &notice.heading, &body)
}

/// It came in.
#[must_use]
pub fn thanks(form: &LeadForm, place: Place<'_>, territory: &str) -> String {
    let Place { words, language, .. } = place;
    let heading = form.notice(language).map(|(_, notice)| notice.heading.clone()).unwrap_or_default();
    let body = format!(
        "<div class=\"done\" role=\"status\"><h1>{}</h1><p>{}</p></div><p><a href=\"{}\">{}</a></p>",
        escaped(&words.thanks),
        escaped(&words.thanks_text),
        escaped(&place.address(language, territory)),
        escaped(&words.again),
    );
    page(place, &heading, &body)
}

/// One sentence and nothing else.
#[must_use]
pub fn only(place: Place<'_>, text: &str) -> String {
    let text = escaped(text);
    page(place, "Fieldbook", &format!("<h1>{text}</h1>"))
}

fn page(place: Place<'_>, title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>{}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>",
        place.language.code(),
        escaped(title),
    )
}

fn languages(place: Place<'_>, territory: &str) -> String {
    let link = |language: Language| {
        let name = super::words(language).map(|words| words.own_name.as_str()).unwrap_or_default();
        let current = if language == place.language { " aria-current=\"true\"" } else { "" };
        let address = escaped(&place.address(language, territory));
        let code = language.code();
        format!("<a href=\"{address}\" lang=\"{code}\" hreflang=\"{code}\"{current}>{name}</a>")
    };
    let links: String = Language::ALL.map(link).concat();
    format!("<nav aria-label=\"{}\">{links}</nav>", escaped(&place.words.languages))
}

fn heading(body: &mut String, (of, text): (Language, &str), page: Language) {
    let lang = if of == page { String::new() } else { format!(" lang=\"{}\"", of.code()) };
    // "Company: what this is" breaks there before it breaks within a word.
    let parts = text.split_inclusive(['：', ':']).map(|part| format!("<span>{}</span>", escaped(part)));
    let _written = write!(body, "<h1{lang}>{}</h1>", parts.collect::<String>());
}

/// What is wrong above the form: each leads to its field.
fn told(words: &Words, wrong: &[Wrong], note: Option<&str>) -> String {
    if wrong.is_empty() && note.is_none() {
        return String::new();
    }
    let note = note.map(|note| format!("<p>{}</p>", escaped(note))).unwrap_or_default();
    let line = |it: &Wrong| format!("<li><a href=\"#{}\">{}</a></li>", it.field(), escaped(&it.told(words)));
    let lines: String = wrong.iter().map(line).collect();
    let lines = if lines.is_empty() { lines } else { format!("<ul>{lines}</ul>") };
    format!("<div class=\"wrong\" role=\"alert\"><h2>{}</h2>{note}{lines}</div>", escaped(&words.not_sent))
}

fn line(
    words: &Words,
    typed: &Typed,
    wrong: &[Wrong],
    (name, kind, fills): (&'static str, &str, &str),
    label: &str,
    optional: Option<&str>,
) -> String {
    let (fault, described) = fault(words, wrong, name);
    let required = if optional.is_none() { " required" } else { "" };
    format!(
        "<div class=\"field\"><label for=\"{name}\">{}</label><input id=\"{name}\" name=\"{name}\" type=\"{kind}\" \
         autocomplete=\"{fills}\" maxlength=\"{}\" value=\"{}\"{required}{described}>{fault}</div>",
        escaped(label),
        limit(name),
        escaped(typed.text(name)),
    )
}

/// What is wrong with a field, below it, and that it is, for readers.
fn fault(words: &Words, wrong: &[Wrong], field: &str) -> (String, String) {
    let Some(it) = wrong.iter().find(|it| it.field() == field) else { return Default::default() };
    let told = escaped(&it.told(words));
    let line = format!("<p class=\"fault\" id=\"{field}-fault\">{told}</p>");
    (line, format!(" aria-invalid=\"true\" aria-describedby=\"{field}-fault\""))
}

fn paragraphs(text: &str) -> String {
    let told = text.split("\n\n").map(|part| escaped(part.trim()).replace('\n', "<br>"));
    told.map(|part| format!("<p>{part}</p>")).collect()
}

/// A text as it may stand in HTML, also between quotation marks.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            c => safe.push(c),
        }
    }
    safe
}
