//! The app can't start: the boot guard says so in the person's language and hands out what is on the phone.

use journeys::{Build, Phone, Server};

#[tokio::test]
async fn an_app_that_cannot_start_says_so_in_each_language() {
    let build = Build::unable_to_start();
    let server = Server::start_with(&build).await;
    for (language, text) in
        [("zh-TW", "仍在這支手機上"), ("zh-CN", "仍在这部手机上"), ("en", "still on this phone")]
    {
        let mut phone = Phone::new().speaking(language);
        phone.open(&server.url("/")).await;
        phone.wait_for("#boot-guard").await;
        phone.wait_for_text(text).await;
        phone.shot(&format!("boot_guard_{language}")).await;
    }
}

#[tokio::test]
async fn what_is_stored_can_be_saved_as_a_file_although_the_app_does_not_start() {
    let build = Build::unable_to_start();
    let server = Server::start_with(&build).await;
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    let store = "return new Promise((done, no) => {\
        const asked = indexedDB.open('kept', 3);\
        asked.onerror = () => no(asked.error);\
        asked.onupgradeneeded = () => asked.result.createObjectStore('rows').put(new Uint8Array([1, 2, 255]), 'a');\
        asked.onsuccess = () => { asked.result.close(); done(true); };\
    });";
    assert_eq!(phone.script(store).await, true);
    // The file is read where it would be handed to the download.
    let watch = "window.saved = null; const make = URL.createObjectURL;\
        URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = JSON.parse(text); }); return make(blob); };";
    phone.script(watch).await;
    phone.tap("section:not([hidden]) [data-does=rescue]").await;
    phone.wait_until("window.saved !== null").await;
    let saved = phone.script("return window.saved;").await;
    assert_eq!(saved["format"], "fieldbook-rescue");
    assert_eq!(saved["databases"][0]["version"], 3);
    assert_eq!(saved["databases"][0]["stores"][0]["rows"][0]["value"]["$bytes"], "AQL/");
}
