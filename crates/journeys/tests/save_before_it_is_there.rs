//! At the stand nobody waits: saved while the photo is still being made small, while a note is still being spoken; left in
//! the middle of a note; a call comes in. What was caught goes to the person it was caught of, and to nobody else.

use journeys::{Engine, Phone, Server};

const SAVE_NEXT: &str = ".capture-acts .pair .primary";
const SCAN: &str = ".capture-acts button.tile:not(.speak)";
const PHOTO: &str = ".capture-acts input[capture]";
const SPEAK: &str = ".capture-acts .speak";
const NAME: &str = "#capture-name";
const NOBODY: &str =
    "document.querySelector('#capture-name')?.value === '' && document.querySelector('.held') === null";

/// The first picture takes until `drawn` is called to be made small, and the microphone is at hand.
const SLOW: &str = "{ const make = createImageBitmap.bind(window), hear = MediaDevices.prototype.getUserMedia;
    window.createImageBitmap = (...all) => new Promise((go) => window.drawn = go).then(() => {
        window.createImageBitmap = make;
        return make(...all);
    });
    MediaDevices.prototype.getUserMedia = async function (what) { return window.mic = await hear.call(this, what); }; }";

/// Takes the save back, and before that types the name of the next person.
const NEXT_AND_UNDO: &str = "const name = document.querySelector('#capture-name'); name.value = 'Cleo';
    name.dispatchEvent(new Event('input', { bubbles: true })); document.querySelector('.notice button').click();";

fn is_called(name: &str) -> String {
    format!("document.querySelector('#capture-name')?.value === '{name}'")
}

fn card(name: &str, phone: &str) -> String {
    format!(
        "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nORG:{name} Ltd\nTITLE:Buyer\nTEL:{phone}\nEMAIL:{name}@example.com\nEND:VCARD\n"
    )
}

/// Speaks for a second.
async fn speaks(phone: &Phone) {
    phone.tap(SPEAK).await;
    phone.wait_until("document.querySelector('.speak .number')?.textContent >= '0:01'").await;
}

#[tokio::test]
async fn what_was_caught_goes_to_whom_it_was_caught_of() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new().with_camera();
    phone.takes_the_book_of("lin", &server).await;
    phone.runs_first(SLOW).await;
    phone.open(&server.url("/capture")).await;
    phone.wait_for(SAVE_NEXT).await;

    // Saved before the photo is there: it waits, says so, and the next person begins without it.
    phone.type_into(NAME, "Anna").await;
    phone.choose_file(PHOTO, &phone.photo_of_nothing()).await;
    phone.tap(SAVE_NEXT).await;
    phone.wait_for_text("Finishing").await;
    phone.shot("save_waits_for_the_photo").await;
    phone.wait_until("window.drawn !== undefined").await;
    phone.script("window.drawn();").await;
    phone.wait_until(NOBODY).await;

    // Saved while speaking: the note is theirs. Taken back while the next is being caught: they wait, and come again.
    phone.type_into(NAME, "Bruno").await;
    speaks(&phone).await;
    phone.tap(SAVE_NEXT).await;
    phone.wait_until(NOBODY).await;
    phone.script(NEXT_AND_UNDO).await;
    phone.wait_until(&is_called("Bruno")).await;
    phone.wait_for(".held audio").await;
    phone.wait_for_text("The person you had begun").await;
    phone.shot("undone_with_the_next_aside").await;
    phone.tap(SAVE_NEXT).await;
    phone.wait_until(&is_called("Cleo")).await;
    phone.wait_until("document.querySelector('.held') === null").await;

    // Left while speaking: the note is there on coming back.
    speaks(&phone).await;
    phone.tap(".head .back").await;
    phone.wait_until("document.querySelector('.capture') === null").await;
    phone.keeps_typed("lasts_ms").await;
    phone.script("history.back();").await;
    phone.wait_until(&is_called("Cleo")).await;
    phone.wait_for(".held audio").await;

    // A call comes in: the recording ends, the microphone goes out, and what was said is kept.
    speaks(&phone).await;
    // To a track of Firefox none but itself can tell anything; it ends as if it were pulled out.
    let comes = match Engine::of_this_run() {
        Engine::Firefox => "stop()",
        _ => "dispatchEvent(new Event('mute'))",
    };
    phone.script(&format!("window.mic.getTracks()[0].{comes};")).await;
    phone.wait_for_text("The recording ended").await;
    phone.wait_until("document.querySelectorAll('.held audio').length === 2").await;
    phone.wait_until("window.mic.getTracks().every((track) => track.readyState === 'ended')").await;
    phone.wait_until("document.querySelector('.speak.on') === null").await;
    // A browser that cannot record lets go of the microphone, too.
    phone.script("window.MediaRecorder = undefined;").await;
    phone.tap(SPEAK).await;
    phone.wait_for_text("cannot record").await;
    phone.wait_until("window.mic.getTracks().every((track) => track.readyState === 'ended')").await;
    phone.tap(SAVE_NEXT).await;
    phone.wait_until(NOBODY).await;

    // A second card takes the place of the first; what was typed stays; taken out, nothing of it is left.
    phone.type_into("#capture-company", "Typed Ltd").await;
    for (name, number) in [("Dora", "13911110001"), ("Emil", "13911110002")] {
        phone.scans(SCAN, card(name, number).as_bytes()).await;
        phone.wait_until(&is_called(name)).await;
        phone.wait_for_text(&format!("{name}@example.com")).await;
    }
    phone.shot("a_card_and_what_else_it_gave").await;
    phone.tap(".code-line button").await;
    phone.wait_until(&is_called("")).await;
    let typed = "document.querySelector('#capture-company').value === 'Typed Ltd' && document.querySelector('#capture-phone').value === ''";
    phone.wait_until(typed).await;

    // The photo is Anna's.
    phone.open(&server.url("/customers")).await;
    phone.type_into("input[type=search]", "Anna").await;
    phone.tap("a.list-row").await;
    phone.wait_for(".attached .held img").await;
}
