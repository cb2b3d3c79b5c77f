//! A rep catches somebody by a photo alone. Her assistant finds on her own Today what is owed for it, sees the photo, and
//! adds name and phone; then the customer is the rep's alone again.

use journeys::{Phone, Server};

const PHOTO: &str = ".capture-acts input[capture]";
/// The act of what is owed by 2.3.b for 林曉雯; somebody else's waits already.
const OWED: &str = "[...document.querySelectorAll('.row.acts:has(a[href=\"/policy/2.3.b\"])')]
    .find((it) => it.innerText.includes('林曉雯'))?.querySelector('.act')";

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

#[tokio::test]
async fn name_and_phone_are_added_by_the_assistant_who_serves_the_rep() {
    let mut server = Server::of_the_demo().await;
    let mut assistant = phone_of("sun", &server).await;
    let mut other = phone_of("maria", &server).await;
    let mut rep = phone_of("lin", &server).await;
    rep.open(&server.url("/capture")).await;
    rep.wait_for(".capture-acts").await;
    rep.choose_file(PHOTO, &rep.photo_of_a_code(b"a card")).await;
    rep.wait_for(".held img").await;
    rep.tap(".capture-acts .pair button:first-child").await;
    rep.wait_for_text("§2.3.b").await;
    rep.waits_out_the_undo().await;
    rep.wait_for_text("All sent").await;

    assistant.open(&server.url("/")).await;
    // What is due today stands above it.
    assistant.tap(".fold > summary").await;
    assistant.wait_for_text("for 林曉雯").await;
    assistant.shot("assistant_today").await;
    assistant.script(&format!("{OWED}.click();")).await;
    assistant.wait_for(".naming-photos img").await;
    server.stop().await;
    assistant.type_into("dialog[open] #field-contact-name", "Wu Fang").await;
    assistant.type_into("dialog[open] #field-contact-phone", "13812345678").await;
    assistant.shot("assistant_names").await;
    assistant.saves().await;
    assistant.wait_until(&format!("({OWED} ?? null) === null")).await;
    assistant.waits_out_the_undo().await;
    server.start_again().await;
    assistant.wait_for_text("All sent").await;

    rep.open(&server.url("/customers")).await;
    rep.type_into(".search input", "13812345678").await;
    rep.tap(".list-row").await;
    rep.wait_for_text("Wu Fang").await;
    assistant.open(&server.url("/customers")).await;
    assistant.type_into(".search input", "13812345678").await;
    assistant.wait_for_text_gone("Wu Fang").await;
    other.open(&server.url("/customers")).await;
    other.type_into(".search input", "13812345678").await;
    other.wait_for_text_gone("Wu Fang").await;
}
