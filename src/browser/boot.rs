//! What the boot guard in `index.html` is told: that the app runs, or that it broke.
//! The guard is plain HTML so that it works when this code doesn't; it listens for two events of the window.

use web_sys::{CustomEvent, CustomEventInit, console};

const STARTED: &str = "fieldbook:started";
const FAILED: &str = "fieldbook:failed";

/// Says that the first screen stands; the guard stops waiting.
pub fn say_started() {
    say(STARTED, "");
}

/// From now on a panic is written to the console and shown by the guard, with a way to reload and to export.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let text = panic.to_string();
        console::error_1(&text.as_str().into());
        say(FAILED, &text);
    }));
}

/// A page without a window, or one that takes no events, can't be told anything: that isn't worth an error.
fn say(event: &str, detail: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&detail.into());
    let event = CustomEvent::new_with_event_init_dict(event, &init);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        let _told = window.dispatch_event(&event);
    }
}
