//! Pictures of every screen for people to look at: each look, language and size that matters, by several people of the
//! demo company. `cargo xtask shots` builds app and server and runs this; the pictures are in `target/shots`.

use journeys::Server;
use journeys::screens::{ACCOUNTS, LOOKS, Look, Screen, propose};

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
    let mut phone = look.phone(server).await;
    phone.sign_in(account).await;
    phone.wait_for(".tabs").await;
    phone.wait_for(".pill-place[data-tone=good]").await;
    for screen in screens {
        screen.comes_up_on(&mut phone, server).await;
        phone.shot(&format!("{account}_{}_{}", look.name, screen.name)).await;
    }
    phone.close().await;
}
