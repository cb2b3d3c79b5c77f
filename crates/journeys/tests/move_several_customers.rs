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
    manager.wait_for("#to").await;
    manager
        .script(&format!(
            "const to = document.querySelector('#to');
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
