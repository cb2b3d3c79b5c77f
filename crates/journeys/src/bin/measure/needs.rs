//! A questionnaire of three hundred questions, filled in.

use journeys::{Phone, Server};

use crate::page::{numbers, share_below, slow, until};
use crate::rows::{Line, SLOWER, line};
use crate::xlsx::workbook;

/// So many questions, every tenth with a condition.
const ITEMS: usize = 300;
const TYPED: &str = "The hall is next to the dormitory, so noise at night comes first.";

/// Marketing publishes a form taken from a survey tool; the rep types into its last question.
pub async fn keystroke(phone: &mut Phone, server: &Server) -> Vec<Line> {
    publish(server).await;
    phone.open(&server.url("/customers")).await;
    phone.tap("a.list-row").await;
    phone.wait_for("a[href^='/needs/new/']").await;
    until(phone, "document.body.innerText.includes('All sent')").await;
    phone.tap("a[href^='/needs/new/']").await;
    let row =
        "[...document.querySelectorAll('button.row')].find((it) => it.innerText.includes('Three hundred'))";
    until(phone, row).await;
    phone.script(&format!("{row}.click();")).await;
    until(phone, "document.querySelector('.filling .question')").await;
    phone.tap(".filling .more-acts button").await;
    until(phone, "document.querySelectorAll('dialog[open] .row').length >= 270").await;
    phone.script("[...document.querySelectorAll('dialog[open] .row')].at(-1).click();").await;
    until(phone, "document.querySelector('textarea#answer')").await;
    let script = format!(
        "const field = document.querySelector('#answer');
        const took = [];
        const words = '{TYPED}';
        for (let round = 0; round < 5; round++) {{
          for (let n = 1; n <= words.length; n++) {{
            const begun = performance.now();
            field.value = words.slice(0, n);
            field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
            await new Promise((done) => {{ const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }});
            document.body.getBoundingClientRect();
            took.push(performance.now() - begun);
          }}
        }}
        return took;"
    );
    let mut lines = Vec::new();
    for (what, times, budget) in [
        ("a keystroke in a questionnaire of 300 questions, p95", 1, "16 ms"),
        ("… slowed 4 times", SLOWER, "none"),
    ] {
        slow(phone, times).await;
        let p95 = share_below(&numbers(phone, &script).await, 0.95);
        lines.push(line(what, budget, format!("{p95:.1} ms"), times > 1 || p95 <= 16.0));
    }
    slow(phone, 1).await;
    lines
}

async fn publish(server: &Server) {
    let file = server.data().with_file_name("three_hundred.xlsx");
    let rows: Vec<[String; 4]> = (0..ITEMS)
        .map(|n| {
            let relevant = if n % 10 == 9 { format!("${{q{}}} = 'x'", n - 1) } else { String::new() };
            ["text".to_owned(), format!("q{n}"), format!("Question number {n}, in as many words?"), relevant]
        })
        .collect();
    let rows: Vec<[&str; 4]> =
        rows.iter().map(|[kind, name, label, relevant]| [kind.as_str(), name, label, relevant]).collect();
    let head: &[&str] = &["type", "name", "label", "relevant"];
    let all: Vec<&[&str]> = std::iter::once(head).chain(rows.iter().map(<[&str; 4]>::as_slice)).collect();
    let settings: &[&[&str]] = &[&["form_title"], &["Three hundred"]];
    let written =
        std::fs::write(&file, workbook(&[("survey", all.as_slice()), ("settings", settings)], true));
    assert!(written.is_ok(), "the form cannot be written");
    server.does(&["import", "xlsform", &file.to_string_lossy(), "--author", "su"]);
    let mut marketing = Phone::new().by_the_real_clock();
    marketing.takes_the_book_of("su", server).await;
    marketing.open(&server.url("/questionnaires")).await;
    let row =
        "[...document.querySelectorAll('a.list-row')].find((it) => it.innerText.includes('Three hundred'))";
    until(&marketing, row).await;
    marketing.script(&format!("{row}.click();")).await;
    until(&marketing, "document.querySelector('.publish')").await;
    marketing.script("document.querySelector('.publish').click();").await;
    until(&marketing, "document.querySelector('.next-version')").await;
    marketing.close().await;
}
