//! What brings leads and what it costs: the manager hands out a campaign's link only once the administrator has switched
//! the lead form on, and writes down what a partner was paid, which the figures count.

use journeys::{Phone, Server};

async fn manager_of(server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of("wang", server).await;
    phone
}

#[tokio::test]
async fn a_link_is_offered_once_the_form_is_on() {
    let mut server = Server::prepared(&journeys::Build::usual());
    server.make_demo(&[]);
    let (notices, aside) = (server.data().join("lead-form"), server.data().join("not-yet"));
    std::fs::rename(&notices, &aside).unwrap();
    server.start_again().await;
    let mut manager = manager_of(&server).await;
    manager.open(&server.url("/campaigns")).await;
    manager.tap(".list-row").await;
    manager.wait_for_text("switched off on the server").await;
    manager.wait_for_text("administrator").await;
    assert!(!manager.text().await.contains("/lead/"), "no link that leads nowhere");
    manager.shot("lead_form_off").await;

    server.stop().await;
    std::fs::rename(&aside, &notices).unwrap();
    server.start_again().await;
    manager.open(&server.url("/campaigns")).await;
    manager.tap(".list-row").await;
    manager.wait_for_text("/lead/").await;
    server.stop().await;
    manager.open(&server.url("/campaigns")).await;
    manager.tap(".list-row").await;
    manager.wait_for_text("/lead/").await;
    manager.wait_for(".lead-code svg").await;
}

#[tokio::test]
async fn what_a_partner_is_paid_counts_as_its_cost() {
    let server = Server::of_the_demo().await;
    let mut manager = manager_of(&server).await;
    manager.open(&server.url("/partners")).await;
    manager.taps_words(".list-row .what", "Bluewater Pumps").await;
    manager.wait_for_text("¥35,000").await;
    manager.shot("partner_paid").await;
    manager.taps_words(".detail .card button", "Record a payment to a partner").await;
    manager.type_into("#field-partner_payment-amount", "12345").await;
    manager.picks_day("#field-partner_payment-paid_on", "2099-01-31").await;
    manager.type_into("#field-partner_payment-paid_for", "Commission on two pumps").await;
    manager.tap("dialog[open] .foot .primary").await;
    manager.wait_for_text("§2.3.c").await;
    manager.wait_for_text("still to come").await;
    manager.shot("partner_paid_to_come").await;
    manager.taps_words("dialog[open] button", "Back to the form").await;
    let today = manager.script("return new Date().toLocaleDateString('sv');").await;
    manager.picks_day("#field-partner_payment-paid_on", today.as_str().unwrap()).await;
    manager.saves().await;
    manager.wait_for_text("Commission on two pumps").await;
    manager.wait_for_text("¥47,345").await;

    manager.open(&server.url("/report")).await;
    manager.tap("label:has(input[name=sources-by][value=partner])").await;
    manager
        .wait_until(
            "[...document.querySelectorAll('.brought')].find((it) => it.innerText.includes('Bluewater Pumps'))
                ?.innerText.includes('Cost')",
        )
        .await;
    manager.shot("report_of_partners").await;
}
