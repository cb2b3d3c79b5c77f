//! One short path in each language of the app, chosen in the app itself: no text of another language stands on the way,
//! the page says its language, and neither the smallest phone nor text of twice the size pushes anything off the glass.

use std::collections::BTreeMap;
use std::path::PathBuf;

use journeys::{Phone, Server};
use serde_json::Value;

const LANGUAGES: [&str; 3] = ["zh-Hant", "zh-Hans", "en"];

/// How a language writes an amount in short, and a day; and how none of its screens writes either.
fn written(language: &str) -> [&'static str; 3] {
    match language {
        "zh-Hant" => [r"^¥[\d.,]+萬$", r"\d+月\d+日", r"\d万|¥[\d.]+[kKM]|\d (Oct|Nov|Dec|Jan)"],
        "zh-Hans" => [r"^¥[\d.,]+万$", r"\d+月\d+日", r"\d萬|¥[\d.]+[kKM]|\d (Oct|Nov|Dec|Jan)"],
        _ => [r"^¥[\d.,]+[kKM]$", r"\d+ (Oct|Nov|Dec|Jan|Feb)", r"\d+月\d+日|\d[萬万]"],
    }
}

/// Waits until something there is written so.
async fn reads(phone: &Phone, within: &str, like: &str) {
    let found =
        format!("[...document.querySelectorAll('{within}')].some((it) => /{like}/.test(it.innerText))");
    phone.wait_until(&found).await;
}

/// Every text without a placeholder of one language, by its key.
fn texts(language: &str) -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../locales").join(language);
    let mut all = BTreeMap::new();
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = file.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let value: Value =
            serde_json::from_slice(&std::fs::read(&path).unwrap_or_default()).unwrap_or_default();
        gather(&name, &value, &mut all);
    }
    // The public form's own, which the app leaves out.
    all.retain(|key, _| !key.starts_with("lead_form."));
    assert!(all.len() > 500, "the texts of {language} are not read");
    all
}

fn gather(key: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(parts) => {
            parts.iter().for_each(|(name, part)| gather(&format!("{key}.{name}"), part, into))
        }
        Value::String(text) if !text.contains('{') && !text.contains('|') => {
            into.insert(key.to_owned(), text.clone());
        }
        _ => {}
    }
}

/// Lines of a screen that are a text of another language, and of this one nowhere.
fn foreign(screen: &str, language: &str) -> Vec<String> {
    let own = texts(language);
    let mut found = Vec::new();
    for other in LANGUAGES.iter().filter(|other| **other != language) {
        let theirs = texts(other);
        for line in screen.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let is_theirs = theirs.values().any(|text| text == line);
            if is_theirs && !own.values().any(|text| text == line) {
                found.push(format!("{line:?} ({other})"));
            }
        }
    }
    found
}

/// What reaches beyond the glass to the right, and buttons whose words do not fit in.
const BEYOND: &str = "
    const wide = document.documentElement.clientWidth + 1, found = [];
    if (document.documentElement.scrollWidth > wide) found.push('the page: ' + document.documentElement.scrollWidth);
    for (const it of document.querySelectorAll('.place, main, .page, .list, .detail, dialog[open], .card, .ledger')) {
        const right = it.getBoundingClientRect().left + it.clientWidth + 2;
        const out = [...it.querySelectorAll('*')].findLast((child) => child.getBoundingClientRect().right > right);
        if (it.scrollWidth > it.clientWidth + 2) found.push('inside: ' + (out ?? it).outerHTML.slice(0, 160));
    }
    for (const it of document.querySelectorAll('button, a, input, select, textarea, h1, h2')) {
        const box = it.getBoundingClientRect();
        const scrolls = it.closest('.chips, .sifts, .board, .layouts, table');
        const hidden = it.closest('.unseen, [hidden], details:not([open]) > :not(summary)') || box.width === 0;
        if (!hidden && !scrolls && box.right > wide) found.push(it.outerHTML.slice(0, 90));
    }
    return found;";

/// What is wrong with what is on the screen; all of it is told at the end.
async fn looks(phone: &Phone, language: &str, screen: &str, wrong: &mut Vec<String>) {
    let text = phone.text().await;
    wrong.extend(foreign(&text, language).into_iter().map(|line| format!("{screen} in {language}: {line}")));
    assert_eq!(phone.script("return document.documentElement.lang;").await, language, "{screen}");
    let [.., never] = written(language);
    let elsewhere =
        phone.script(&format!("return document.body.innerText.match(/{never}/)?.[0] ?? '';")).await;
    assert_eq!(elsewhere, "", "{screen} in {language}");
    for size in ["100%", "200%"] {
        phone.script(&format!("document.documentElement.style.fontSize = '{size}';")).await;
        let beyond = phone.script(BEYOND).await;
        let beyond = beyond.as_array().into_iter().flatten();
        wrong.extend(beyond.map(|it| format!("{screen} in {language} at {size}: {it}")));
        if size == "200%" {
            phone.shot(&format!("twice_{screen}_{language}")).await;
        }
    }
    phone.script("document.documentElement.style.fontSize = '';").await;
}

#[tokio::test]
async fn the_app_speaks_one_language_at_a_time_and_fits_the_smallest_phone_at_any_size() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new().small();
    phone.takes_the_book_of("lin", &server).await;
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        phone.open(&server.url("/more")).await;
        phone.wait_for(".chips").await;
        phone.script(&format!("document.querySelector('label[lang=\"{language}\"] input').click();")).await;
        phone.wait_until(&format!("document.documentElement.lang === '{language}'")).await;
        looks(&phone, language, "more", &mut wrong).await;
        phone.open(&server.url("/")).await;
        phone.wait_for(".row.acts .act").await;
        looks(&phone, language, "today", &mut wrong).await;
        phone
            .script("document.querySelector(\".row.acts:has(a[href='/policy/3.2.b']) .act\").click();")
            .await;
        phone.wait_for("dialog[open]").await;
        looks(&phone, language, "log", &mut wrong).await;
        for (screen, path, ready) in [
            ("deals", "/deals", "a.list-row"),
            ("customers", "/customers", "a.list-row"),
            ("customer_new", "/customers/new", ".fields"),
            ("questions", "/questions", "a.list-row"),
            ("sync", "/sync", ".page"),
            ("policy", "/policy/3.3.c", ".clause-card"),
        ] {
            phone.open(&server.url(path)).await;
            phone.wait_for(ready).await;
            looks(&phone, language, screen, &mut wrong).await;
        }
        phone.open(&server.url("/deals")).await;
        phone.tap("a.list-row").await;
        phone.wait_for(".judgement").await;
        let [money, day, _] = written(language);
        reads(&phone, ".figures b", money).await;
        reads(&phone, ".detail", day).await;
        looks(&phone, language, "deal", &mut wrong).await;
        phone.tap(".more-acts a[href^='/customers/']").await;
        phone.wait_for(".people").await;
        looks(&phone, language, "customer", &mut wrong).await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
