//! A phone that lets the app neither see, hear nor know where it is, whose browser draws no pictures the quick way, or none at
//! all, and which deletes a photo before it was sent: each is said where it happens, the capture goes on, and what was lost is told
//! until its person knows.

use journeys::{Phone, Server};

const PHOTO: &str = ".capture-acts input[capture]";
const SCAN: &str = ".capture-acts button.tile:not(.speak)";
const UNDRAWABLE: &str = "This browser cannot open this kind of picture";

/// Puts a file that a script makes into the input for photos.
async fn takes(phone: &Phone, file: &str) {
    phone
        .script(&format!(
            "const input = document.querySelector('{PHOTO}'), all = new DataTransfer();
            all.items.add(await (async () => {{ {file} }})());
            input.files = all.files;
            input.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        ))
        .await;
}

/// Waits until so many are held.
async fn holds(phone: &Phone, count: usize) {
    phone
        .wait_until(&format!(
            "[...document.querySelectorAll('.held img')].filter((it) => it.naturalWidth > 0).length === {count}"
        ))
        .await;
}

/// A JPEG that says where it was taken.
const WITH_A_PLACE: &str = "
    const canvas = document.createElement('canvas');
    canvas.width = 64; canvas.height = 48;
    canvas.getContext('2d').fillRect(8, 8, 20, 20);
    const drawn = await new Promise((done) => window.draw.call(canvas, done, 'image/jpeg'));
    const place = new TextEncoder().encode('Exif\\0\\0 taken at 31.2989 N');
    return new File([new Uint8Array([0xFF, 0xD8, 0xFF, 0xE1, 0, place.length + 2]), place, drawn.slice(2)],
        'IMG_7.jpg', { type: 'image/jpeg' });";

/// What lies on the phone of all attachments: the shelf of the person, and something done in it.
fn on_the_shelf(mode: &str, table: &str, act: &str) -> String {
    format!(
        "const name = (await indexedDB.databases()).map((it) => it.name).find((it) => it.endsWith('-attachments'));
        const db = await new Promise((done) => {{ const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); }});
        const found = await new Promise((done) => {{
            const asked = db.transaction('{table}', '{mode}').objectStore('{table}').{act};
            asked.onsuccess = () => done(asked.result); }});
        db.close();"
    )
}

#[tokio::test]
async fn a_capture_goes_on_whatever_is_refused_and_what_is_lost_is_told() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new().refusing_its_camera();
    phone.takes_the_book_of("lin", &server).await;
    phone.may_not_be_located().await;
    phone.open(&server.url("/capture")).await;
    server.stop().await;

    phone.tap(".capture-acts .speak").await;
    phone.wait_for_text("The microphone is not allowed.").await;
    phone.tap(".field > button.wide[aria-pressed]").await;
    phone.wait_for_text("No location access. You can still save.").await;
    phone.shot("capture_refused").await;
    phone.tap(SCAN).await;
    phone.wait_for_text("The camera is not allowed.").await;
    phone.tap("dialog.scan[open] .round").await;

    // No picture at all, and one that this browser cannot draw: by its type, and by its name alone.
    takes(&phone, "return new File(['no picture'], 'IMG_1.jpg', { type: 'image/jpeg' });").await;
    phone.wait_for_text(UNDRAWABLE).await;
    phone.shot("capture_no_picture").await;
    for kind in ["image/heic", ""] {
        phone.waits_out_the_undo().await;
        takes(&phone, &format!("return new File(['ftypheic'], 'IMG_2.HEIC', {{ type: '{kind}' }});")).await;
        phone.wait_for_text(UNDRAWABLE).await;
    }
    holds(&phone, 0).await;

    // Without the quick way the browser's own reader of images draws it; where nothing draws, a JPEG loses its place.
    phone
        .script("window.draw = HTMLCanvasElement.prototype.toBlob; window.createImageBitmap = undefined;")
        .await;
    phone.choose_file(PHOTO, &phone.photo_of_nothing()).await;
    holds(&phone, 1).await;
    phone.script("HTMLCanvasElement.prototype.toBlob = () => { throw new Error('no memory'); };").await;
    takes(&phone, WITH_A_PLACE).await;
    holds(&phone, 2).await;
    let told = on_the_shelf("readonly", "pieces", "getAll()")
        + "const texts = found.map((piece) => new TextDecoder('latin1').decode(piece));
        return [texts.length, texts.some((it) => it.includes('31.2989')), texts.every((it) => it.startsWith('\\u00ff\\u00d8'))];";
    assert_eq!(phone.script(&told).await, serde_json::json!([2, false, true]));

    phone.type_into("#capture-name", "Dana Reeve").await;
    phone.tap(".capture-acts .pair button:not(.primary)").await;
    phone.wait_for(".attached .held img").await;
    phone.waits_out_the_undo().await;
    // The browser makes room for itself.
    phone.script(&on_the_shelf("readwrite", "pieces", "clear()")).await;
    server.start_again().await;
    phone.open(&server.url("/sync")).await;
    phone.wait_for_text("A photo, voice note or file is gone").await;
    phone.shot("sync_lost").await;
    for _ in 0..2 {
        phone.tap(".card.lost button").await;
    }
    phone.wait_for_text("Everything is sent and nothing needs a look.").await;
}
