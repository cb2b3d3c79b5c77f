//! The service worker (`public/sw.js`) as the app sees it: registered once, asked often whether a newer build
//! exists, told to take over when the person says so. Apps on a home screen are almost never closed, so
//! waiting for the last page to go would mean never.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    EventTarget, RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
    ServiceWorkerUpdateViaCache, VisibilityState, Window, console,
};

const SCRIPT: &str = "/sw.js";
/// The message that `sw.js` waits for.
const TAKE_OVER: &str = "SKIP_WAITING";
const LOOK_EVERY_MS: i32 = 30 * 60 * 1000;

/// Registers the worker and keeps looking for a newer build: when the page is shown, seen or focused again,
/// and every 30 minutes. `on_waiting` is called each time a newer build has been put aside whole and waits;
/// `save_drafts` is awaited before the one reload that follows when a newer build took over, in every tab.
/// Without service workers (an insecure address) nothing happens: the app then works online only.
pub fn watch<Saved>(on_waiting: impl Fn() + 'static, save_drafts: impl Fn() -> Saved + 'static)
where
    Saved: Future<Output = ()> + 'static,
{
    let Some(container) = container() else { return };
    reload_once_taken_over(&container, save_drafts);
    spawn_local(async move {
        match register(&container).await {
            Ok(registration) => {
                announce(&registration, Rc::new(on_waiting));
                look_often(&registration);
            }
            Err(error) => console::warn_2(&"No service worker, so no start without network:".into(), &error),
        }
    });
}

/// Lets the waiting build take over; `watch` reloads the page once that has happened.
pub fn take_update() {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let Ok(found) = JsFuture::from(container.get_registration()).await else { return };
        let waiting = found.dyn_into::<ServiceWorkerRegistration>().ok().and_then(|it| it.waiting());
        if let Some(worker) = waiting {
            let _sent = worker.post_message(&TAKE_OVER.into());
        }
    });
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // On an insecure address the property is missing, and web-sys would hand out `undefined`.
    Reflect::get(&navigator, &"serviceWorker".into()).ok()?.dyn_into().ok()
}

async fn register(container: &ServiceWorkerContainer) -> Result<ServiceWorkerRegistration, JsValue> {
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let registered = JsFuture::from(container.register_with_options(SCRIPT, &options)).await?;
    registered.dyn_into()
}

/// A page that had no worker before (the first visit) is only claimed, not replaced: no reload then.
fn reload_once_taken_over<Saved>(
    container: &ServiceWorkerContainer,
    save_drafts: impl Fn() -> Saved + 'static,
) where
    Saved: Future<Output = ()> + 'static,
{
    let controlled = Cell::new(container.controller().is_some());
    let reloading = Cell::new(false);
    listen(container, "controllerchange", move || {
        if !controlled.replace(true) || reloading.replace(true) {
            return;
        }
        let saved = save_drafts();
        spawn_local(async move {
            saved.await;
            if let Some(window) = web_sys::window() {
                let _reloads = window.location().reload();
            }
        });
    });
}

/// Calls `on_waiting` for a build that waits already, and for each that gets there.
fn announce(registration: &ServiceWorkerRegistration, on_waiting: Rc<dyn Fn()>) {
    if registration.waiting().is_some() {
        on_waiting();
    }
    follow_installing(registration, &on_waiting);
    let found = registration.clone();
    listen(registration, "updatefound", move || follow_installing(&found, &on_waiting));
}

fn follow_installing(registration: &ServiceWorkerRegistration, on_waiting: &Rc<dyn Fn()>) {
    let Some(worker) = registration.installing() else { return };
    let (registration, on_waiting, followed) = (registration.clone(), Rc::clone(on_waiting), worker.clone());
    listen(&worker, "statechange", move || {
        // The very first build has no predecessor: it becomes active at once and is no update.
        if followed.state() == ServiceWorkerState::Installed && registration.active().is_some() {
            on_waiting();
        }
    });
}

fn look_often(registration: &ServiceWorkerRegistration) {
    let Some(window) = web_sys::window() else { return };
    let registration = registration.clone();
    let look: Rc<dyn Fn()> = Rc::new(move || {
        if let Ok(looked) = registration.update() {
            // Offline this fails; the next occasion comes by itself.
            spawn_local(async move { drop(JsFuture::from(looked).await) });
        }
    });
    for event in ["pageshow", "focus"] {
        let look = Rc::clone(&look);
        listen(&window, event, move || look());
    }
    if let Some(document) = window.document() {
        let (look, seen) = (Rc::clone(&look), document.clone());
        listen(&document, "visibilitychange", move || {
            if seen.visibility_state() == VisibilityState::Visible {
                look();
            }
        });
    }
    look_every(&window, look);
}

fn look_every(window: &Window, look: Rc<dyn Fn()>) {
    let look = for_ever(move || look());
    let _timer = window.set_interval_with_callback_and_timeout_and_arguments_0(&look, LOOK_EVERY_MS);
}

fn listen(target: &EventTarget, event: &str, then: impl Fn() + 'static) {
    let _added = target.add_event_listener_with_callback(event, &for_ever(then));
}

/// A listener that lives as long as the page does.
fn for_ever(then: impl Fn() + 'static) -> Function {
    Closure::<dyn Fn()>::new(then).into_js_value().unchecked_into()
}
