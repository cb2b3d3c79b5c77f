//! A day at a trade show, the network gone from morning to evening: forty people are caught with one thumb, by code, from a
//! photo of one, by a photo or a voice note alone; four of them are known already. The battery ends twice. In the evening
//! all of it arrives once, with photos and voice notes, and a manager sees them.

use journeys::{Phone, Server};

const PEOPLE: usize = 40;
const SAVE_NEXT: &str = ".capture-acts .pair .primary";
const SCAN: &str = ".capture-acts button.tile:not(.speak)";
const PHOTO: &str = ".capture-acts input[capture]";
const SPEAK: &str = ".capture-acts .speak";

const JOINS: &str = "document.querySelector('.alike button[aria-pressed=true]') !== null";

/// Whether six attachments lie on the phone.
const SIX_ARE_HERE: &str = "indexedDB.databases().then((all) => new Promise((tell) => {
    const asked = indexedDB.open(all.find((it) => it.name.endsWith('-attachments')).name);
    asked.onsuccess = () => { const all = asked.result.transaction('kept').objectStore('kept').count();
    all.onsuccess = () => { asked.result.close(); tell(all.result >= 6); }; }; }))";

/// How somebody is caught.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Camera,
    PhotoOfTheCode,
    WeChat,
    PhotoAlone,
    VoiceAlone,
    /// The person of that number, once more.
    Again(usize),
    /// The WeChat code of that person, once more: it names nobody, and is theirs alone.
    SameWeChat(usize),
}

fn how(n: usize) -> How {
    match n {
        17 => How::Again(2),
        31 => How::Again(8),
        39 => How::Again(30),
        33 => How::SameWeChat(7),
        5 | 19 => How::PhotoOfTheCode,
        7 | 22 => How::WeChat,
        3 | 12 | 26 | 35 => How::PhotoAlone,
        10 | 28 => How::VoiceAlone,
        _ => How::Camera,
    }
}

fn card(n: usize) -> String {
    format!(
        "BEGIN:VCARD\nVERSION:3.0\nN:Visitor;Nr {n};;;\nFN:Nr {n} Visitor\nORG:Showgoers {n} Ltd\n\
        TEL;TYPE=CELL:+86 139 1000 {n:04}\nEMAIL:nr{n}@showgoers.example\nEND:VCARD\n"
    )
}

fn wechat(n: usize) -> String {
    format!("https://u.wechat.com/kP{n}xQzRstUvW")
}

/// How many customers the list counts.
async fn customers(phone: &mut Phone, server: &Server) -> i64 {
    phone.open(&server.url("/customers")).await;
    phone.wait_for("a.list-row").await;
    let count = phone.script("return Number(document.querySelector('.list .head').textContent.match(/[0-9][0-9,]*/)[0].replace(',', ''));");
    count.await.as_i64().unwrap_or(-1)
}

async fn is_at(phone: &mut Phone, server: &Server) {
    phone.open(&server.url("/capture")).await;
    phone.wait_for(SAVE_NEXT).await;
    phone.wait_for(".band.event").await;
}

async fn scans(phone: &Phone, text: &str) {
    phone.scans(SCAN, text.as_bytes()).await;
    phone.wait_until("document.querySelector('dialog.scan') === null").await;
}

/// Catches somebody up to the tap that saves.
async fn catches(phone: &Phone, n: usize) {
    let filled =
        |n: usize| format!("document.querySelector('#capture-phone').value === '+86 139 1000 {n:04}'");
    match how(n) {
        How::Camera => {
            scans(phone, &card(n)).await;
            phone.wait_until(&filled(n)).await;
        }
        How::Again(who) => {
            scans(phone, &card(who)).await;
            phone.wait_until(&filled(who)).await;
            phone.wait_until(JOINS).await;
        }
        How::PhotoOfTheCode => {
            phone.camera_sees_nothing();
            phone.tap(SCAN).await;
            phone.wait_for("dialog.scan[open]").await;
            let photo = phone.photo_of_a_code(card(n).as_bytes());
            phone.choose_file("dialog.scan input[type=file]:not([capture])", &photo).await;
            phone.wait_until(&filled(n)).await;
        }
        How::WeChat => {
            scans(phone, &wechat(n)).await;
            phone.wait_for(".code-line").await;
        }
        How::SameWeChat(who) => {
            scans(phone, &wechat(who)).await;
            phone.wait_for_text("same WeChat").await;
            phone.wait_until(JOINS).await;
        }
        How::PhotoAlone => {
            phone.choose_file(PHOTO, &phone.photo_of_a_code(format!("photo {n}").as_bytes())).await;
            phone.wait_for(".held img").await;
        }
        How::VoiceAlone => {
            phone.tap(SPEAK).await;
            phone.wait_for(".speak.on").await;
            phone.wait_until("document.querySelector('.speak .number').textContent >= '0:02'").await;
            phone.tap(SPEAK).await;
            phone.wait_for(".held audio").await;
        }
    }
    phone.tap("label:has(input[name=interest][value=mid])").await;
}

async fn saves(phone: &Phone) {
    phone.tap(SAVE_NEXT).await;
    // The page is empty again: what was caught is in the book.
    phone
        .wait_until(
            "document.querySelector('#capture-name').value === '' && document.querySelector('#capture-phone').value === ''
            && document.querySelector('.held') === null && document.querySelector('.code-line') === null
            && document.querySelector('input[name=interest]:checked') === null",
        )
        .await;
}

#[tokio::test]
async fn forty_people_without_a_network_arrive_once_in_the_evening() {
    let mut server = Server::of_the_demo().await;
    let mut manager = Phone::new();
    manager.takes_the_book_of("wang", &server).await;
    let seen_before = customers(&mut manager, &server).await;
    manager.close().await;

    let mut phone = Phone::new().with_camera();
    phone.takes_the_book_of("lin", &server).await;
    let before = customers(&mut phone, &server).await;
    phone.open(&server.url("/events")).await;
    phone.tap("a.list-row").await;
    phone.tap(".detail .main-act .primary").await;
    phone.wait_for(".band.event").await;
    phone.wait_until_installed().await;
    server.stop().await;
    // Who is signed in, and where they are, stands on the disk.
    phone.close().await;

    is_at(&mut phone, &server).await;
    for n in 0..PEOPLE {
        catches(&phone, n).await;
        if n == 13 {
            // The battery ends in the middle of somebody.
            phone.keeps_typed(&format!("Nr {n} Visitor")).await;
            phone.kill().await;
            is_at(&mut phone, &server).await;
            phone
                .wait_until(&format!("document.querySelector('#capture-name').value === 'Nr {n} Visitor'"))
                .await;
        }
        if n == 26 {
            phone.keeps_typed("image/jpeg").await;
            phone.kill().await;
            is_at(&mut phone, &server).await;
            phone.wait_for(".held img").await;
        }
        saves(&phone).await;
    }
    phone.shot("a_day_at_the_show").await;
    assert_eq!(customers(&mut phone, &server).await, before + 36, "four were known already");

    server.start_again().await;
    phone.open(&server.url("/")).await;
    phone.wait_for(".pill").await;
    phone.wait_for_text("All sent").await;
    server.wait_for_metric("attachments_whole", 6).await;

    manager.open(&server.url("/customers")).await;
    manager.wait_for_text("All sent").await;
    let customers_now =
        "Number(document.querySelector('.list .head').textContent.match(/[0-9][0-9,]*/)[0].replace(',', ''))";
    manager.wait_until(&format!("{customers_now} === {}", seen_before + 36)).await;
    // One who was caught by a photo alone: the manager sees the photo, and that name and phone are missing.
    manager.type_into("input[type=search]", "Card").await;
    manager.tap("a.list-row").await;
    manager.wait_for(".attached .held img, .attached .held audio").await;
    manager.wait_for_text("2.3.b").await;
    manager.shot("a_day_at_the_show_manager").await;
    manager.close().await;

    // Her other phone has photos and voice notes before she looks at any, and so without a network, too.
    let mut other = Phone::new();
    other.takes_the_book_of("lin", &server).await;
    other.wait_until_installed().await;
    other.wait_until(SIX_ARE_HERE).await;
    server.stop().await;
    other.open(&server.url("/customers")).await;
    other.type_into("input[type=search]", "Card").await;
    other.tap("a.list-row").await;
    other.wait_for(".attached .held img, .attached .held audio").await;
}

#[tokio::test]
async fn a_voice_note_that_the_battery_cut_short_is_the_kind_of_file_it_was() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new().with_camera();
    phone.takes_the_book_of("lin", &server).await;
    phone.open(&server.url("/capture")).await;
    phone.tap(SPEAK).await;
    phone.wait_until("document.querySelector('.speak .number')?.textContent >= '0:03'").await;
    phone.kill().await;
    // Elsewhere it is only offered.
    phone.open(&server.url("/market-notes/new")).await;
    phone.wait_for(".held.left audio").await;
    phone.script("document.querySelector('.held.left').scrollIntoView({ block: 'center' });").await;
    phone.shot("a_voice_note_cut_off_elsewhere").await;
    // A photo of the market note is in its draft, as words are.
    phone.choose_file("form input[capture]", &phone.photo_of_nothing()).await;
    phone.wait_for(".held:not(.left) img").await;
    phone.keeps_typed("image/jpeg").await;
    phone.open(&server.url("/market-notes/new")).await;
    phone.wait_for(".held:not(.left) img").await;
    phone.open(&server.url("/capture")).await;
    phone.wait_for(".held:not(.left) audio").await;
    phone.wait_until("document.querySelector('.held.left') === null").await;
    let recorded = "return MediaRecorder.isTypeSupported('audio/mp4') ? 'audio/mp4' : 'audio/webm';";
    phone.keeps_typed(phone.script(recorded).await.as_str().unwrap_or("no recorder")).await;
    // It plays.
    phone.wait_until("document.querySelector('.held audio').readyState >= 1").await;
}
