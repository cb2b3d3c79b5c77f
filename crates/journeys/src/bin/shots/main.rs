//! Pictures of every screen for people to look at: each look, language and size that matters, by several people of the
//! demo company. `cargo xtask shots` builds app and server and runs this; the pictures are in `target/shots`.

mod screens;

use journeys::{Phone, Server};

use crate::screens::{ADMIN, DEPARTMENT, DIRECTOR, LOOKS, Look, MANAGER, REP, Screen};

/// What each account looks at. What others than the rep and the administrator see is drawn by the same code; one look
/// of theirs is enough.
const ACCOUNTS: [(&str, &[Screen], bool); 5] = [
    ("lin", REP, true),
    ("wang", MANAGER, false),
    ("zhou", DEPARTMENT, false),
    ("he", ADMIN, true),
    ("zhao", DIRECTOR, false),
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let server = Server::of_the_demo().await;
    propose(&server).await;
    for (n, look) in LOOKS.iter().enumerate() {
        for (account, screens, in_all) in ACCOUNTS {
            // Of managers one with room as well.
            let usual = n == 0 || (account == "wang" && look.name == "hant_wide_dark");
            let name = format!("{account}_{}", look.name);
            let asked = wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
            if asked && (usual || in_all) {
                take(&server, look, account, screens).await;
            }
        }
    }
}

async fn take(server: &Server, look: &Look, account: &str, screens: &[Screen]) {
    let mut phone = Phone::new().sized(look.width_px, look.height_px).speaking(look.language);
    if look.theme == "dark" {
        phone = phone.dark();
    }
    phone.open(&server.url("/")).await;
    if look.theme == "outdoor" {
        phone.script("localStorage.setItem('fieldbook.theme', 'outdoor')").await;
        phone.open(&server.url("/")).await;
    }
    phone.sign_in(account).await;
    phone.wait_for(".tabs").await;
    phone.wait_for(".pill-place[data-tone=good]").await;
    for screen in screens {
        phone.open(&server.url(screen.path)).await;
        phone.wait_for(screen.ready).await;
        for step in screen.taps {
            phone.tap(step).await;
        }
        if let Some(shown) = screen.shows {
            phone.wait_for(shown).await;
        }
        phone.shot(&format!("{account}_{}_{}", look.name, screen.name)).await;
    }
    phone.close().await;
}

/// The administrator proposes a value, for the director to see.
async fn propose(server: &Server) {
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.sign_in("he").await;
    phone
        .script(
            "const day = Math.floor(Date.now() / 86400000) + 7;
            return fetch('/v1/admin/changes', { method: 'POST', body: JSON.stringify({ propose: {
                value: 'path_large_from', number: 3000000, from: day,
                why: '近一年二百萬到三百萬的單，多半一次拜訪就定下，不必走大項目。' } }) })
                .then((answer) => answer.status);",
        )
        .await;
    phone.close().await;
}
