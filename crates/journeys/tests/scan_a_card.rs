//! A code is read without a network: by the camera, from a photo where there is no camera or it is not allowed, and by
//! the browser's own detector where it has one.

use fieldbook_scanner::testing::CARD;
use journeys::{Engine, Phone, Server};
use serde_json::json;

const LINK: &str = "https://u.wechat.com/MABCdefGHIjklMNOpqrSTU";
const SHEET: &str = "dialog.scan[open]";
const FILE: &str = "dialog.scan input[type=file]:not([capture])";

/// The app is on the phone, and the server is gone.
async fn offline(phone: Phone, script: Option<&str>) -> (Phone, Server) {
    // Each of them puts the whole app aside.
    let mut phone = phone.patient(4);
    let mut server = Server::start().await;
    if let Some(script) = script {
        phone.open("about:blank").await;
        phone.runs_first(script).await;
    }
    phone.open(&server.url("/")).await;
    phone.wait_until_started().await;
    phone.wait_until_installed().await;
    server.stop().await;
    (phone, server)
}

async fn opens(phone: &Phone) {
    phone
        .script(
            "delete document.documentElement.dataset.scanned; dispatchEvent(new Event('fieldbook:scan'));",
        )
        .await;
    phone.wait_for(SHEET).await;
}

async fn has_read(phone: &Phone, text: &str) {
    phone.wait_until(&format!("document.documentElement.dataset.scanned === {}", json!(text))).await;
    phone.wait_until("document.querySelector('dialog.scan') === null").await;
}

/// The state of the camera behind the picture.
async fn camera_is(phone: &Phone, state: &str) {
    let track = "document.querySelector('.glass video').srcObject.getTracks()[0]";
    phone.wait_until(&format!("{track}.readyState === '{state}'")).await;
}

#[tokio::test]
async fn one_card_after_the_other_by_the_camera() {
    if Engine::lacks("a camera that sees what the journey paints") {
        return;
    }
    let (phone, _server) = offline(Phone::new().with_camera(), None).await;
    // 周建国 of a company in Shanghai, as GB18030.
    let simplified = b"FN:\xD6\xDC\xBD\xA8\xB9\xFA\nORG:\xC9\xCF\xBA\xA3";
    for (bytes, text) in
        [(CARD.as_bytes(), CARD), (simplified.as_slice(), "FN:周建国\nORG:上海"), (LINK.as_bytes(), LINK)]
    {
        phone.camera_sees(bytes);
        opens(&phone).await;
        has_read(&phone, text).await;
    }
}

#[tokio::test]
async fn the_camera_runs_only_while_somebody_looks() {
    let (phone, _server) = offline(Phone::new().with_camera(), None).await;
    opens(&phone).await;
    phone.wait_for_text("Hold the code inside the frame").await;
    camera_is(&phone, "live").await;
    let sight = |state: &str| {
        format!(
            "window.eye = document.querySelector('.glass video').srcObject.getTracks()[0];
            Object.defineProperty(document, 'visibilityState', {{ value: '{state}', configurable: true }});
            document.dispatchEvent(new Event('visibilitychange'));"
        )
    };
    phone.script(&sight("hidden")).await;
    phone.wait_until("window.eye.readyState === 'ended'").await;
    phone.camera_sees_nothing();
    phone.script(&sight("visible")).await;
    phone.wait_for_text("Hold the code inside the frame").await;
    camera_is(&phone, "live").await;
    phone.script("window.eye = document.querySelector('.glass video').srcObject.getTracks()[0];").await;
    phone.tap(&format!("{SHEET} .round")).await;
    phone.wait_until("document.querySelector('dialog.scan') === null").await;
    phone.wait_until("window.eye.readyState === 'ended'").await;
    assert!(phone.script("return document.documentElement.dataset.scanned ?? null;").await.is_null());
}

#[tokio::test]
async fn from_a_photo_where_the_camera_is_refused() {
    let (phone, _server) = offline(Phone::new().refusing_its_camera(), None).await;
    opens(&phone).await;
    phone.wait_for_text("The camera is not allowed.").await;
    phone.choose_file(FILE, &phone.photo_of_nothing()).await;
    phone.wait_for_text("No QR code in this picture.").await;
    phone
        .choose_file("dialog.scan input[capture=environment]", &phone.photo_of_a_code(CARD.as_bytes()))
        .await;
    has_read(&phone, CARD).await;
}

#[tokio::test]
async fn dropped_on_a_desk_without_a_camera() {
    let (phone, _server) = offline(Phone::new().sized(1280, 800), None).await;
    opens(&phone).await;
    phone.wait_for_text("No camera was found.").await;
    // As the browser tells a drop, with the file that the input was given.
    phone
        .script(
            "window.dropped = new DataTransfer();
            document.querySelector('dialog.scan input:not([capture])').addEventListener('change', (event) => {
                event.stopImmediatePropagation();
                dropped.items.add(event.target.files[0]);
            }, { capture: true });",
        )
        .await;
    phone.choose_file(FILE, &phone.photo_of_a_code(LINK.as_bytes())).await;
    phone.script("document.querySelector('dialog.scan').dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true }));").await;
    has_read(&phone, LINK).await;
}

/// A browser with a detector of its own, as on Android: it says what it is told to.
const DETECTOR: &str = "
    window.BarcodeDetector = class {
        static async getSupportedFormats() { return ['ean_13', 'qr_code']; }
        async detect(picture) { window.asked = picture.constructor.name; return [{ rawValue: window.told }]; }
    };
    const Real = Worker;
    window.workers = 0;
    window.Worker = class extends Real { constructor(...words) { super(...words); window.workers += 1; } };";

#[tokio::test]
async fn by_the_browsers_own_detector_unless_it_is_to_be_doubted() {
    if Engine::lacks("a camera that sees what the journey paints") {
        return;
    }
    let (phone, _server) = offline(Phone::new().with_camera(), Some(DETECTOR)).await;
    phone.script("window.told = 'https://example.com/of-the-browser';").await;
    opens(&phone).await;
    has_read(&phone, "https://example.com/of-the-browser").await;
    assert_eq!(phone.script("return [asked, workers];").await, json!(["ImageBitmap", 0]));

    // It took GB18030 for letters of the west.
    phone.camera_sees(b"FN:\xD6\xDC\xBD\xA8\xB9\xFA");
    phone.script("window.told = 'FN:ÖÜ½¨¹ú';").await;
    opens(&phone).await;
    has_read(&phone, "FN:周建国").await;
    assert_eq!(phone.script("return workers;").await, json!(1));
}

#[tokio::test]
async fn where_nothing_can_read_codes_it_says_so() {
    let (phone, _server) = offline(Phone::new().with_camera(), None).await;
    phone.script("document.querySelector('meta[name=fieldbook-scanner]').content = '/gone.js';").await;
    opens(&phone).await;
    phone.wait_for_text("Codes can’t be read on this phone now.").await;
}

/// A camera with a light, which notes how it is switched.
const TORCH: &str = "
    window.switched = [];
    MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
    MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => { switched.push(advanced[0].torch); };";

#[tokio::test]
async fn the_light_goes_on_and_off_where_there_is_one() {
    let (phone, _server) = offline(Phone::new().with_camera(), Some(TORCH)).await;
    opens(&phone).await;
    phone.tap("dialog.scan button[aria-pressed=false]").await;
    phone.tap("dialog.scan button[aria-pressed=true]").await;
    phone.wait_for("dialog.scan button[aria-pressed=false]").await;
    assert_eq!(phone.script("return switched;").await, json!([true, false]));
}
