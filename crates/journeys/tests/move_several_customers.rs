//! A manager narrows the list of customers to those of a campaign and gives two of them to a colleague at once, without a
//! network; takes it back; does it again, and puts them into another territory. The colleague has them afterwards.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use journeys::{Phone, Server};

const CAMPAIGN: &str = "秋季搜尋廣告";

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

/// Ticks the first two customers that are not the colleague's; answers their names.
async fn ticks_two(manager: &Phone) -> Vec<String> {
    manager.tap(".list-links a[href$=several]").await;
    manager.wait_for(".several .ledger .tickable input").await;
    let ticked = manager
        .script(
            "const two = [...document.querySelectorAll('.several .ledger label.tickable')]
                .filter((it) => !it.innerText.includes('陳立')).slice(0, 2);
            two.forEach((it) => it.querySelector('input').click());
            return two.map((it) => it.querySelector('.what').firstChild.textContent);",
        )
        .await;
    ticked.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

async fn chooses_whom(manager: &Phone, words: &str) {
    chooses(manager, "#to", words).await;
}

/// Chooses what bears these words.
async fn chooses(phone: &Phone, css: &str, words: &str) {
    phone.wait_for(css).await;
    phone
        .script(&format!(
            "const to = document.querySelector('{css}');
            to.value = [...to.options].find((it) => it.innerText.includes('{words}')).value;
            to.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        ))
        .await;
}

#[tokio::test]
async fn two_customers_change_hands_and_territory_together_and_it_can_be_taken_back() {
    let mut server = Server::of_the_demo().await;
    let mut manager = phone_of("wang", &server).await;
    let mut colleague = phone_of("chen", &server).await;
    manager.open(&server.url("/customers")).await;
    manager.wait_for(".list-row").await;
    server.stop().await;

    manager.tap(".narrow").await;
    manager.taps_words("dialog[open] .chip", CAMPAIGN).await;
    manager.shot("filter_by_campaign").await;
    manager.tap("dialog[open] .foot .primary").await;
    let names = ticks_two(&manager).await;
    assert_eq!(names.len(), 2);
    chooses_whom(&manager, "陳立").await;
    manager.shot("several_to_a_colleague").await;
    manager.tap(".main-act .primary").await;
    manager.wait_for_text("Done for 2").await;
    manager.tap(".notice button").await;
    manager.wait_for_text("Taken back for all 2").await;

    assert_eq!(ticks_two(&manager).await, names, "they are nobody else's again");
    chooses_whom(&manager, "陳立").await;
    manager.tap(".main-act .primary").await;
    manager.wait_for_text("Done for 2").await;
    manager.waits_out_the_undo().await;
    server.start_again().await;
    manager.wait_for_text("All sent").await;

    for name in &names {
        colleague.open(&server.url("/customers")).await;
        colleague.type_into(".search input", name).await;
        colleague.taps_words(".list-row .what", name).await;
        colleague.wait_for_text("Where it came from").await;
    }
    manager.tap(".list-links a[href$=several]").await;
    manager.tap(".several label.all").await;
    manager.tap("label:has(input[name=several][value=territory])").await;
    chooses_whom(&manager, "華南").await;
    manager.tap(".main-act .primary").await;
    manager.wait_for_text("Done for").await;
    manager.waits_out_the_undo().await;
    manager.wait_for_text("All sent").await;
    colleague.wait_for_text("華南").await;
}

/// A customer of Lin's that she shares with Maria, who opens a deal there: it is not Wang's to give away.
async fn shared_with_maria(server: &Server) -> String {
    let mut lin = phone_of("lin", server).await;
    lin.open(&server.url("/customers")).await;
    // Of colleagues' customers there is a card only.
    let own = "[...document.querySelectorAll('a.list-row')].find((it) => it.innerText.includes('林曉雯'))";
    lin.wait_until(&format!("{own} !== undefined")).await;
    lin.script(&format!("{own}.click();")).await;
    lin.wait_for(".more-acts").await;
    let name = lin.script("return document.querySelector('.detail .head h1').innerText;").await;
    let name = name.as_str().unwrap().to_owned();
    lin.taps_words(".detail .card button", "Share customer").await;
    lin.wait_for("dialog[open] #field-sharer-person").await;
    chooses(&lin, "dialog[open] #field-sharer-person", "Maria Santos").await;
    lin.saves().await;
    lin.waits_out_the_undo().await;
    lin.wait_for_text("All sent").await;
    let mut maria = phone_of("maria", server).await;
    maria.open(&server.url("/deals/new")).await;
    maria.type_into("#customer", &name).await;
    maria.tap(".ledger button.row").await;
    maria.type_into("#field-deal-title", "Two pumps more").await;
    maria.type_into("#field-deal-interest", "They asked twice").await;
    maria.type_into("#field-deal-possibility", "The budget is approved").await;
    maria.tap(".foot .primary").await;
    maria.wait_for_text("Two pumps more").await;
    maria.waits_out_the_undo().await;
    maria.wait_for_text("All sent").await;
    name
}

#[tokio::test]
async fn what_stands_against_one_is_told_by_its_name_and_the_others_go_on_without() {
    let server = Server::of_the_demo().await;
    let name = shared_with_maria(&server).await;
    let mut manager = phone_of("wang", &server).await;
    manager.open(&server.url("/customers")).await;
    manager.tap(".list-links a[href$=several]").await;
    manager.wait_for(".several .ledger .tickable input").await;
    manager
        .script(&format!(
            "const all = [...document.querySelectorAll('.several .ledger label.tickable')];
            const called = (it) => it.querySelector('.what').firstChild.textContent;
            const two = [all.find((it) => called(it) === '{name}'),
                all.find((it) => it.innerText.includes('林曉雯') && called(it) !== '{name}')];
            two.forEach((it) => it.querySelector('input').click());"
        ))
        .await;
    chooses_whom(&manager, "陳立").await;
    manager.tap(".main-act .primary").await;
    manager.wait_for_text("1 of them can’t be changed").await;
    let told = manager.script("return document.querySelector('dialog[open]').innerText;").await;
    let told = told.as_str().unwrap();
    assert!(told.contains(&name) && told.contains("§1.2") && told.contains("Maria Santos"), "{told}");
    manager.shot("several_against").await;
    manager.tap("dialog[open] .foot .primary").await;
    manager.wait_for_text("Done for 1").await;
}
