//! A photo, a card and words are shared into the app from the system's sheet, without a network: they lie in the capture
//! until it is saved, and are taken once.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use journeys::{Build, Phone, Server};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// What the system's sheet sends to the app, by the manifest.
const SHARE: &str = "return (async () => {
  const form = new FormData();
  form.append('text', 'Met at the entrance, wants a quote' + ' and more'.repeat(300) + ' to the very end');
  form.append('files', new File(['BEGIN:VCARD\\nVERSION:3.0\\nFN:Grace Lam\\nORG:Bluewater Pumps;Purchasing\\nTITLE:Manager\\nPHOTO;ENCODING=b:' + 'A'.repeat(30000) + '\\nTEL:+85298765432\\nEND:VCARD\\n'], 'grace.vcf', { type: 'text/vcard' }));
  const canvas = document.createElement('canvas');
  canvas.width = 3000; canvas.height = 1500;
  canvas.getContext('2d').fillRect(0, 0, 1500, 1500);
  const photo = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  form.append('files', new File([photo], 'stand.png', { type: 'image/png' }));
  form.append('files', new File([new Uint8Array(21 * 1024 * 1024)], 'film.mp4', { type: 'video/mp4' }));
  const answer = await fetch('/share', { method: 'POST', body: form, redirect: 'manual' });
  return answer.type;
})();";

/// A file with the cards of two people.
const TWO: &str = "return (async () => {
  const form = new FormData();
  const card = (name) => `BEGIN:VCARD\\nVERSION:3.0\\nFN:${name}\\nORG:${name} Foods\\nEND:VCARD\\n`;
  form.append('files', new File([card('Ada Wong') + card('Ben Ho')], 'both.vcf', { type: 'text/vcard' }));
  const answer = await fetch('/share', { method: 'POST', body: form, redirect: 'manual' });
  return answer.type;
})();";

/// A site that is not ours, with a form that sends words to that address; answers where it is.
async fn foreign_page(share: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let page = format!(
        "<!doctype html><form action='{share}' method='post' enctype='multipart/form-data'>
        <input name='text' value='Buy cheap motors'><button>Win a prize</button></form>"
    );
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            // What is asked for is the page in any case.
            let _read = stream.read(&mut [0; 4096]).await;
            let _written = stream.write_all(answer.as_bytes()).await;
        }
    });
    address
}

#[tokio::test]
async fn what_is_shared_lies_in_the_capture_and_is_taken_once() {
    // The service worker notes when it was shared, by this machine's clock.
    let mut server = Server::prepared(&Build::usual());
    server.puts_its_clock_back(0);
    server.make_demo(&[]);
    server.start_again().await;
    let mut phone = Phone::new().by_the_real_clock();
    phone.takes_the_book_of("lin", &server).await;
    phone.wait_until_installed().await;
    phone.open(&server.url("/")).await;
    phone.wait_until("navigator.serviceWorker.controller !== null").await;
    server.stop().await;
    assert_eq!(phone.script(SHARE).await, "opaqueredirect");

    phone.open(&server.url("/capture")).await;
    // What is too large is told, and does not come back.
    phone.wait_for_text("film.mp4 is over 20 MB").await;
    phone.wait_until("document.querySelector('#capture-name')?.value === 'Grace Lam'").await;
    phone.wait_until("document.querySelector('#capture-company').value === 'Bluewater Pumps'").await;
    phone.wait_until("document.querySelector('#capture-words').value.includes('wants a quote')").await;
    phone.wait_for(".held img").await;
    // Made small on the phone: the long side is 1,600 px.
    phone.wait_until("document.querySelector('.held img').naturalWidth === 1600").await;
    phone.tap(".capture-acts .pair button:not(.primary)").await;
    phone.wait_for_text("Grace Lam").await;
    // The department stands beside the position, and of long words nothing is lost.
    phone.wait_for_text("Purchasing Manager").await;
    phone.wait_for_text("to the very end").await;
    phone.wait_for(".attached .held img").await;

    phone.open(&server.url("/capture")).await;
    phone.wait_for("#capture-name").await;
    phone.wait_until("document.querySelector('#capture-name').value === '' && document.querySelector('.held') === null").await;
    // Two people's cards in one file are caught one after the other.
    assert_eq!(phone.script(TWO).await, "opaqueredirect");
    phone.open(&server.url("/capture")).await;
    phone.wait_until("document.querySelector('#capture-name')?.value === 'Ben Ho'").await;
    phone.wait_for_text("is kept and comes next").await;
    phone.tap(".capture-acts .pair .primary").await;
    phone.wait_until("document.querySelector('#capture-name').value === 'Ada Wong'").await;
    phone.wait_until("document.querySelector('#capture-company').value === 'Ada Wong Foods'").await;
    phone.tap(".capture-acts .pair .primary").await;
    phone.wait_until("document.querySelector('#capture-name').value === ''").await;
    // A page of somebody else sends the same: nothing of it is taken.
    let site = foreign_page(&server.url("/share")).await;
    phone.open(&site).await;
    phone.tap("button").await;
    phone.wait_for("#capture-name").await;
    phone
        .wait_until(
            "location.pathname === '/capture' && document.querySelector('#capture-words').value === ''",
        )
        .await;
    let waits = "caches.open('fieldbook-shared').then((it) => it.keys()).then((it) => it.length === 0)";
    phone.wait_until(waits).await;
    let typed = phone.script("return document.querySelector('#capture-words').value;").await;
    assert_eq!(typed, "", "what a foreign page sent was taken in");
}
