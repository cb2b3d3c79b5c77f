//! What few people open each day comes when it is first opened, out of what the installation brought. Where the phone
//! has lost it the page says so, and opens once there is a network again.

use journeys::{Phone, Server};

/// The chunk of administration in the caches of the page: what it is called, without its digest.
const OFFICE: &str = "/office-";
/// What is said of a part that is not here.
const LOST: &str = "This part of Fieldbook is not on this phone yet";

#[tokio::test]
async fn the_installation_brings_pages_that_were_never_opened() {
    let mut server = Server::of_the_demo().await;
    let mut admin = Phone::new();
    admin.takes_the_book_of("he", &server).await;
    admin.wait_until_installed().await;
    let fetched =
        "return performance.getEntriesByType('resource').some((it) => it.name.includes('/office-'));";
    assert_eq!(admin.script(fetched).await, false, "administration is in the first load");

    server.stop().await;
    admin.close().await;
    admin.open(&server.url("/more")).await;
    admin.tap("a[href='/admin']").await;
    admin.wait_for("a[href='/admin/people']").await;
    admin.tap("a[href='/admin/people']").await;
    admin.wait_for_text("林曉雯").await;
    // The other parts, and what they share.
    for address in ["/policy/3.2.b", "/visits", "/capture", "/market-notes/new"] {
        admin.open(&server.url(address)).await;
        admin
            .wait_until(
                "!['', 'Fieldbook', undefined].includes(document.querySelector('main h1')?.innerText)",
            )
            .await;
        assert!(!admin.text().await.contains(LOST), "{address}");
    }
}

#[tokio::test]
async fn a_part_that_was_lost_says_so_and_opens_with_a_network() {
    let mut server = Server::of_the_demo().await;
    let mut admin = Phone::new().small();
    admin.takes_the_book_of("he", &server).await;
    admin.wait_until_installed().await;
    let lose = format!(
        "return caches.keys().then((names) => Promise.all(names.map(async (name) => {{
            const cache = await caches.open(name);
            const lost = (await cache.keys()).filter((it) => new URL(it.url).pathname.startsWith('{OFFICE}'));
            return Promise.all(lost.map((it) => cache.delete(it)));
        }}))).then((lost) => lost.flat().length);"
    );
    assert_eq!(admin.script(&lose).await, 1);
    admin.forgets_what_it_fetched().await;
    server.stop().await;
    admin.close().await;

    // The app starts without it all the same.
    admin.open(&server.url("/more")).await;
    admin.tap("a[href='/admin']").await;
    admin.wait_for_text(LOST).await;
    admin.shot("part_missing").await;
    // The rest of the app goes on.
    admin.tap("a[href='/more']").await;
    admin.tap("a[href='/sync']").await;
    admin.wait_for_text_gone(LOST).await;

    admin.tap("a[href='/more']").await;
    admin.tap("a[href='/admin']").await;
    admin.wait_for_text(LOST).await;
    server.start_again().await;
    admin.tap(".empty button").await;
    admin.wait_for("a[href='/admin/people']").await;
}
