//! One short path in each language of the app, chosen in the app itself: no text of another language stands on the way,
//! the page says its language, and neither the smallest phone nor text of twice the size pushes anything off the glass.

use journeys::glass::{self, LANGUAGES};
use journeys::{Phone, Server};

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

/// What is wrong with what is on the screen; all of it is told at the end.
async fn looks(phone: &Phone, language: &str, screen: &str, wrong: &mut Vec<String>) {
    let found = glass::foreign(&phone.text().await, language);
    wrong.extend(found.into_iter().map(|line| format!("{screen} in {language}: {line}")));
    assert_eq!(phone.script("return document.documentElement.lang;").await, language, "{screen}");
    let [.., never] = written(language);
    let elsewhere =
        phone.script(&format!("return document.body.innerText.match(/{never}/)?.[0] ?? '';")).await;
    assert_eq!(elsewhere, "", "{screen} in {language}");
    for percent in [200, 100] {
        glass::text_of_size(phone, percent).await;
        let beyond = glass::beyond(phone).await;
        wrong.extend(beyond.iter().map(|it| format!("{screen} in {language} at {percent} %: {it}")));
        if percent == 200 {
            phone.shot(&format!("twice_{screen}_{language}")).await;
        }
    }
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
