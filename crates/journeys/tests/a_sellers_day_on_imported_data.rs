//! A seller's offline day on a book brought along: the whole of Maven's pipeline is imported, she signs in once, the
//! server is stopped, she writes a contact down, closes the browser and opens it again; back in reach her manager reads it.
//! Where the data does not lie beside the project this is skipped, and says so.

use journeys::{Build, Phone, Server, imported};

#[tokio::test]
async fn a_seller_works_offline_on_thousands_of_imported_deals() {
    let Some(data) = imported::data() else { return };
    let mut server = Server::prepared(&Build::usual());
    server.does(&["company", "init", "--director", "Zhao Min", "--account", "zhao"]);
    let printed = server.does(&["import", "maven", data.to_str().unwrap()]);
    server.start_again().await;
    let mut rep = Phone::new().patient(6);
    rep.takes_the_imported_book_of("darcel.schlecht", &printed, &server).await;
    let mut manager = Phone::new().patient(6);
    manager.takes_the_imported_book_of("melvin.marxen", &printed, &server).await;
    server.stop().await;

    rep.open(&server.url("/")).await;
    rep.wait_for(".fold > summary").await;
    rep.shot("maven_today").await;
    rep.open(&server.url("/deals")).await;
    rep.wait_for("a.list-row").await;
    rep.shot("maven_deals").await;
    let deal = rep.script("return document.querySelector('a.list-row').getAttribute('href');").await;
    let deal = deal.as_str().unwrap().to_owned();
    rep.open(&server.url(&deal)).await;
    rep.tap(".main-act .primary").await;
    rep.tap("dialog[open] label:has(input[value=reached])").await;
    rep.type_into("#field-follow_up-content", "They want the GTX Pro by March").await;
    rep.tap("dialog[open] .foot .primary").await;
    rep.wait_until("document.querySelector('dialog[open]') === null").await;
    rep.wait_for_text("They want the GTX Pro by March").await;
    rep.shot("maven_deal").await;
    rep.wait_for_text("1 unsent").await;
    rep.close().await;

    rep.open(&server.url(&deal)).await;
    rep.wait_for_text("They want the GTX Pro by March").await;
    server.start_again().await;
    rep.wait_for_text("All sent").await;
    manager.open(&server.url(&deal)).await;
    manager.wait_for_text("They want the GTX Pro by March").await;
}
