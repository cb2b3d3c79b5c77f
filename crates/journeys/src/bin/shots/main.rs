//! Pictures of every screen for people to look at: each look, language and size that matters, by several people of the
//! demo company. `cargo xtask shots` builds app and server and runs this; the pictures are in `target/shots`.

use journeys::screens::{ACCOUNTS, LOOKS, Look, STATES, Screen, propose};
use journeys::{Engine, Phone, Server, glass};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let server = Server::of_the_demo().await;
    propose(&server).await;
    for (n, look) in LOOKS.iter().enumerate() {
        for (account, screens, in_all) in ACCOUNTS {
            // Of managers one with room as well.
            let usual = n == 0 || (account == "wang" && look.name == "hant_wide_dark");
            if usual || in_all {
                take(&server, look, account, screens, &wanted).await;
            }
        }
    }
    for (account, screens) in STATES {
        for look in LOOKS {
            take(&server, look, account, screens, &wanted).await;
        }
    }
    print(&server, &wanted).await;
}

/// A needs report as a printer gets it: the print style on a sheet of A4.
async fn print(server: &Server, wanted: &[String]) {
    const NAME: &str = "su_print_needs_report";
    if Engine::lacks("a page as it is printed") {
        return;
    }
    if !wanted.is_empty() && !wanted.iter().any(|word| NAME.contains(word.as_str())) {
        return;
    }
    let Some(screen) = ACCOUNTS.iter().flat_map(|(_, all, _)| *all).find(|it| it.name == "needs_report")
    else {
        return;
    };
    let mut phone = Phone::new().sized(794, 2246).speaking("zh-TW").dark();
    phone.takes_the_book_of("su", server).await;
    screen.comes_up_on(&mut phone, server).await;
    phone.devtools("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" })).await;
    phone.shot(NAME).await;
    phone.close().await;
}

/// Those pictures whose name holds one of the words.
async fn take(server: &Server, look: &Look, account: &str, screens: &[Screen], wanted: &[String]) {
    let named = |screen: &Screen| format!("{account}_{}_{}", look.name, screen.name);
    let is_asked = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    if !screens.iter().any(|screen| is_asked(&named(screen))) {
        return;
    }
    let mut phone = look.phone(server).await;
    phone.sign_in(account).await;
    phone.wait_for(".tabs").await;
    phone.wait_for(".pill-place[data-tone=good]").await;
    for screen in screens.iter().filter(|screen| is_asked(&named(screen))) {
        screen.comes_up_on(&mut phone, server).await;
        glass::text_of_size(&phone, look.text).await;
        phone.shot(&named(screen)).await;
        for line in phone.console().await.iter().chain(&glass::beyond(&phone).await) {
            println!("{}: {line}", named(screen));
        }
    }
    phone.close().await;
}
