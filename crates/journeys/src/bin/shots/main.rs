//! Pictures of every screen for people to look at: each look, language and size that matters, by several people of the
//! demo company. `cargo xtask shots` builds app and server and runs this; the pictures are in `target/shots`.

mod screens;

use journeys::{Phone, Server};

use crate::screens::{DEPARTMENT, LOOKS, Look, MANAGER, REP, Screen};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let server = Server::of_the_demo().await;
    for (n, look) in LOOKS.iter().enumerate() {
        for (account, screens) in [("lin", REP), ("wang", MANAGER), ("zhou", DEPARTMENT)] {
            // What others see is drawn by the same code; the usual look of theirs is enough, and of managers one with room.
            let usual = n == 0 || (account == "wang" && look.name == "hant_wide_dark");
            let name = format!("{account}_{}", look.name);
            let asked = wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
            if asked && (usual || account == "lin") {
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
