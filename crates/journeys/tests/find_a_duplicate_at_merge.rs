//! Two reps write the same company down at a trade show, each without a network. When both are back, each phone sees that
//! there are two; their manager compares them and keeps one. The deals of the other go along, and it is taken back again.
//! A customer whose protection is over is claimed from the pool by a colleague.

use journeys::{Phone, Server};

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

/// Registers a customer with somebody there and a deal; answers the customer's address.
async fn registers(phone: &mut Phone, server: &Server, name: &str, deal: &str) -> String {
    phone.open(&server.url("/customers/new")).await;
    phone.type_into("#field-customer-name", name).await;
    phone.type_into("#field-customer-territory", "華東").await;
    phone.tap(".foot .primary").await;
    phone.wait_for(".main-act .new-deal").await;
    let address = phone.script("return location.pathname;").await.as_str().unwrap_or_default().to_owned();
    phone.tap(".people ~ button").await;
    phone.type_into("#field-contact-name", "Chen Bo").await;
    phone.type_into("#field-contact-phone", "138 0000 7788").await;
    phone.tap("dialog[open] .foot .primary").await;
    phone.wait_until("document.querySelector('dialog[open]') === null").await;
    phone.wait_for_text("138 0000 7788").await;
    phone.tap(".main-act .new-deal").await;
    phone.type_into("#field-deal-title", deal).await;
    phone.type_into("#field-deal-interest", "wants it quieter").await;
    phone.type_into("#field-deal-possibility", "budget is there").await;
    phone.tap(".foot .primary").await;
    phone.wait_for_text("wants it quieter").await;
    phone.waits_out_the_undo().await;
    address
}

#[tokio::test]
async fn two_reps_write_one_company_down_and_their_manager_joins_the_two() {
    let mut server = Server::of_the_demo().await;
    let mut lin = phone_of("lin", &server).await;
    let mut chen = phone_of("chen", &server).await;
    let mut wang = phone_of("wang", &server).await;
    server.stop().await;

    let hers = registers(&mut lin, &server, "Starlight Precision Co., Ltd.", "Line one").await;
    let his = registers(&mut chen, &server, "STARLIGHT PRECISION", "Line two").await;
    // Typed once more, it is there already.
    chen.open(&server.url("/customers/new")).await;
    chen.type_into("#field-customer-name", "starlight precision limited").await;
    chen.wait_for_text("There already?").await;
    chen.wait_for_text("same name").await;
    chen.shot("there_already").await;

    server.start_again().await;
    chen.open(&server.url(&his)).await;
    chen.wait_for_text("All sent").await;
    lin.open(&server.url(&hers)).await;
    lin.wait_for_text("All sent").await;
    lin.open(&server.url(&hers)).await;
    lin.wait_for_text("Perhaps written down twice").await;
    lin.wait_for_text("same name").await;
    lin.shot("perhaps_twice").await;

    // A rep gives up her own only; the manager holds both.
    wang.open(&server.url(&hers)).await;
    wang.wait_for_text("Perhaps written down twice").await;
    wang.tap(".alike button").await;
    wang.wait_for_text("One company, two records?").await;
    wang.type_into("#join-why", "same person, same number").await;
    wang.shot("compare").await;
    wang.tap("dialog[open] .side:last-child button").await;
    wang.wait_for_text("Merged into this one").await;
    wang.wait_for_text("Line one").await;
    wang.wait_for_text("Line two").await;
    wang.shot("joined").await;
    wang.waits_out_the_undo().await;

    // His phone has her deal now, hers has lost it.
    chen.wait_for_text("Line one").await;
    lin.wait_for_text_gone("Line one").await;

    // Taken back, all is as it was.
    wang.open(&server.url(&hers)).await;
    wang.wait_for_text("Duplicate of").await;
    wang.tap(".card > button").await;
    wang.type_into("#field-joining-undone_why", "two companies after all").await;
    wang.tap("dialog[open] .foot .primary").await;
    wang.wait_for_text_gone("Duplicate of").await;
    wang.waits_out_the_undo().await;
    chen.wait_for_text_gone("Line one").await;
    lin.open(&server.url(&hers)).await;
    lin.wait_for_text("Line one").await;
}

#[tokio::test]
async fn whom_a_rep_meets_who_is_a_colleagues_is_kept_for_them_and_the_manager_merges_the_two() {
    let mut server = Server::of_the_demo().await;
    let mut lin = phone_of("lin", &server).await;
    let hers = registers(&mut lin, &server, "Starlight Precision Co., Ltd.", "Line one").await;
    lin.wait_for_text("All sent").await;
    let mut chen = phone_of("chen", &server).await;
    let mut wang = phone_of("wang", &server).await;
    server.stop().await;

    // At the show he has her card alone: name, town, owner, and a hint of the number.
    chen.open(&server.url("/capture")).await;
    chen.type_into("#capture-name", "Chen Bo").await;
    chen.type_into("#capture-phone", "+86 138 0000 7788").await;
    chen.wait_for_text("perhaps the same phone number").await;
    chen.wait_for_text("Keep for 林曉雯").await;
    chen.tap(".alike button").await;
    chen.wait_for_text("Kept for 林曉雯").await;
    chen.type_into("#capture-words", "asks for line two").await;
    chen.shot("kept_for_a_colleague").await;
    chen.tap(".capture-acts .pair button:not(.primary)").await;
    chen.wait_for_text("perhaps a customer of 林曉雯").await;
    chen.shot("kept_for_a_colleague_saved").await;
    let his = chen.script("return location.pathname;").await.as_str().unwrap_or_default().to_owned();

    server.start_again().await;
    chen.open(&server.url(&his)).await;
    chen.wait_for_text("All sent").await;
    wang.open(&server.url(&his)).await;
    wang.wait_for_text("Chen Bo").await;
    wang.wait_for_text("perhaps a customer of 林曉雯").await;
    wang.open(&server.url(&hers)).await;
    wang.wait_for_text("Perhaps written down twice").await;
    wang.wait_for_text("same phone number").await;
    wang.tap(".alike button").await;
    wang.type_into("#join-why", "same number").await;
    wang.tap("dialog[open] .side:first-child button").await;
    wang.wait_for_text("Merged into this one").await;
    wang.waits_out_the_undo().await;
    wang.open(&server.url(&his)).await;
    wang.wait_for_text("Duplicate of").await;
    wang.wait_for_text_gone("perhaps a customer of").await;
    // What he caught is hers now.
    lin.open(&server.url(&hers)).await;
    lin.wait_for_text("Merged into this one").await;
    lin.open(&server.url(&his)).await;
    lin.wait_for_text("asks for line two").await;
}

#[tokio::test]
async fn a_customer_whose_protection_is_over_is_claimed_from_the_pool() {
    let mut server = Server::of_the_demo().await;
    let mut chen = phone_of("chen", &server).await;
    chen.open(&server.url("/customers")).await;
    chen.tap(".list-links a[href$=pool]").await;
    chen.wait_for_text("You can still claim 5 this week").await;
    chen.shot("pool").await;
    server.stop().await;
    for left in ["4", "3", "2", "1", "0"] {
        chen.tap(".detail a.list-row").await;
        chen.tap(".pooled .primary").await;
        chen.wait_for_text("Protected until").await;
        chen.waits_out_the_undo().await;
        chen.open(&server.url("/customers/pool")).await;
        chen.wait_for_text(&format!("You can still claim {left} this week")).await;
    }
    chen.tap(".detail a.list-row").await;
    chen.tap(".pooled .primary").await;
    chen.wait_for_text("You have taken 5 from the pool this week").await;
    chen.shot("sixth_claim_refused").await;
    server.start_again().await;
    chen.open(&server.url("/customers/pool")).await;
    chen.wait_for_text("All sent").await;
}
