//! Every screen is looked at by axe, as a screen reader, a keyboard and a thumb meet it: names of controls, roles, contrast,
//! the size of targets. In light, dark and outdoor, on a phone; the looks between them speak all three languages. And text
//! of twice the size pushes nothing off the glass, and nothing stands there in another language.

use journeys::screens::{ACCOUNTS, LOOKS, propose};
use journeys::{Server, glass, npm_package};

/// The looks of a phone: 繁體 in light, 简体 in dark, English outdoors.
const ON_A_PHONE: [&str; 3] = ["hant", "hans_dark", "en_outdoor"];

/// What axe finds against WCAG 2.2 at A and AA, a line each; asked for by name what it leaves out by itself.
const LOOK: &str = "
    window.found = null;
    // What scrolls by under the bar with the main act is no smaller for that.
    const flat = new CSSStyleSheet();
    flat.replaceSync('.main-act, .foot { position: static !important; }');
    document.adoptedStyleSheets = [flat];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    axe.run(document, { runOnly: tags, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
        .then((result) => {
            window.found = result.violations.flatMap((it) => it.nodes.map((node) =>
                `${it.id}: ${node.target.join(' ')} — ${node.failureSummary.replace(/\\s+/g, ' ')}`));
        })
        .catch((fault) => { window.found = [`axe failed: ${fault}`]; });";

#[tokio::test]
async fn nobody_meets_a_barrier_on_any_screen() {
    let axe = std::fs::read_to_string(npm_package("axe-core").join("axe.min.js")).unwrap();
    let server = Server::of_the_demo().await;
    propose(&server).await;
    let mut found = Vec::new();
    for (account, screens, _) in ACCOUNTS {
        let mut phone = LOOKS[0].phone(&server).await;
        phone.sign_in(account).await;
        phone.wait_for(".pill-place[data-tone=good]").await;
        for look in LOOKS.iter().filter(|look| ON_A_PHONE.contains(&look.name)) {
            look.is_chosen_on(&phone).await;
            for screen in screens {
                screen.comes_up_on(&mut phone, &server).await;
                phone.script(&axe).await;
                phone.script(LOOK).await;
                phone.wait_until("window.found !== null").await;
                let lines = phone.script("return window.found;").await;
                let lines = lines.as_array().cloned().unwrap_or_default();
                let place = format!("{} {account} {}", look.name, screen.name);
                found
                    .extend(lines.iter().filter_map(|it| it.as_str()).map(|line| format!("{place}: {line}")));
                let language = phone.script("return document.documentElement.lang;").await;
                // A single sign is an answer of somebody's: 是, 否.
                let text = phone.text().await;
                let lines = text.lines().filter(|line| line.trim().chars().count() > 1);
                let text = lines.collect::<Vec<_>>().join("\n");
                let foreign = glass::foreign(&text, language.as_str().unwrap_or_default());
                glass::text_of_size(&phone, 200).await;
                let beyond = glass::beyond(&phone).await;
                found.extend(foreign.iter().chain(&beyond).map(|line| format!("{place}: {line}")));
                glass::text_of_size(&phone, 100).await;
            }
        }
        phone.close().await;
    }
    assert!(found.is_empty(), "{} barriers:\n{}", found.len(), found.join("\n"));
}
