//! The app: what must be said to the page around it, and the mount. Nothing else.

mod app;
mod browser;
mod earth;
mod pages;
mod parts;
mod state;
mod texts;

fn main() {
    browser::boot::report_panics();
    #[cfg(feature = "contract")]
    browser::store::contract::offer();
    wasm_bindgen_futures::spawn_local(async {
        browser::typed::restore().await;
        leptos::mount::mount_to_body(app::App);
        #[cfg(feature = "contract")]
        leptos::mount::mount_to_body(pages::scan_probe::ScanProbe);
        browser::boot::say_started();
    });
}
