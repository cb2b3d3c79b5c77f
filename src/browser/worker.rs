//! The service worker (`public/sw.js`) as the app sees it: registered once, asked often whether a newer build
//! exists, told to take over when the person says so. Apps on a home screen are almost never closed, so
//! waiting for the last page to go would mean never.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    EventTarget, RegistrationOptions, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
    ServiceWorkerUpdateViaCache, VisibilityState, console,
};

const SCRIPT: &str = "/sw.js";
/// The message that `sw.js` waits for.
const TAKE_OVER: &str = "SKIP_WAITING";
const LOOK_EVERY_MS: i32 = 30 * 60 * 1000;
/// After the first failure; twice as long after each further one.
const AGAIN_FIRST_MS: i32 = 15_000;

/// Registers the worker and keeps looking for a newer build: when the page is shown, seen or focused again, when the
/// network is back, and every 30 minutes. `on_waiting` is called each time a newer build has been put aside whole and
/// waits; `save_drafts` is awaited before the one reload that follows when a newer build took over, in every tab.
/// Without service workers (an insecure address) nothing happens: the app then works online only.
pub fn watch<Saved>(on_waiting: impl Fn() + 'static, save_drafts: impl Fn() -> Saved + 'static)
where
    Saved: Future<Output = ()> + 'static,
{
    let Some(container) = container() else { return };
    reload_once_taken_over(&container, save_drafts);
    let keeper = Keeper {
        container,
        known: RefCell::new(None),
        on_waiting: Box::new(on_waiting),
        again_ms: Cell::new(AGAIN_FIRST_MS),
    };
    Rc::new(keeper).begin();
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

/// Keeps a worker registered.
struct Keeper {
    container: ServiceWorkerContainer,
    /// The registration that is followed.
    known: RefCell<Option<ServiceWorkerRegistration>>,
    on_waiting: Box<dyn Fn()>,
    /// After how long a first build that could not be put aside is tried again.
    again_ms: Cell<i32>,
}

impl Keeper {
    fn begin(self: Rc<Self>) {
        self.look();
        let Some(window) = web_sys::window() else { return };
        for event in ["pageshow", "focus", "online"] {
            let keeper = Rc::clone(&self);
            listen(&window, event, move || keeper.look());
        }
        if let Some(document) = window.document() {
            let (keeper, seen) = (Rc::clone(&self), document.clone());
            listen(&document, "visibilitychange", move || {
                if seen.visibility_state() == VisibilityState::Visible {
                    keeper.look();
                }
            });
        }
        let look = for_ever(move || self.look());
        let _timer = window.set_interval_with_callback_and_timeout_and_arguments_0(&look, LOOK_EVERY_MS);
    }

    /// Registers, which changes nothing where a worker is: then asks whether a newer build exists. A browser forgets a
    /// registration whose first build could not be put aside; it begins anew.
    fn look(self: &Rc<Self>) {
        let keeper = Rc::clone(self);
        spawn_local(async move {
            match register(&keeper.container).await {
                Ok(found) if keeper.known.borrow().as_ref() == Some(&found) => {
                    if let Ok(looked) = found.update() {
                        // Offline this fails; the next occasion comes by itself.
                        let _looked = JsFuture::from(looked).await;
                    }
                }
                Ok(found) => keeper.follow(found),
                Err(error) => {
                    console::warn_2(&"No service worker, so no start without network:".into(), &error)
                }
            }
        });
    }

    /// Calls `on_waiting` for a build that waits already, and for each that gets there.
    fn follow(self: &Rc<Self>, registration: ServiceWorkerRegistration) {
        if registration.waiting().is_some() {
            (self.on_waiting)();
        }
        self.follow_installing(&registration);
        let (keeper, found) = (Rc::clone(self), registration.clone());
        listen(&registration, "updatefound", move || keeper.follow_installing(&found));
        self.known.replace(Some(registration));
    }

    fn follow_installing(self: &Rc<Self>, registration: &ServiceWorkerRegistration) {
        let Some(worker) = registration.installing() else { return };
        let (keeper, registration, followed) = (Rc::clone(self), registration.clone(), worker.clone());
        listen(&worker, "statechange", move || {
            // The very first build has no predecessor: it becomes active at once and is no update.
            match (followed.state(), registration.active().is_some()) {
                (ServiceWorkerState::Installed, true) => (keeper.on_waiting)(),
                (ServiceWorkerState::Redundant, false) => keeper.look_later(),
                _ => {}
            }
        });
    }

    /// The first build could not be put aside: until it is, the app does not start without network.
    fn look_later(self: &Rc<Self>) {
        let after_ms = self.again_ms.replace(self.again_ms.get().saturating_mul(2).min(LOOK_EVERY_MS));
        let keeper = Rc::clone(self);
        let look = Closure::once_into_js(move || keeper.look());
        if let Some(window) = web_sys::window() {
            let _timer =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(look.unchecked_ref(), after_ms);
        }
    }
}

fn listen(target: &EventTarget, event: &str, then: impl Fn() + 'static) {
    let _added = target.add_event_listener_with_callback(event, &for_ever(then));
}

/// A listener that lives as long as the page does.
fn for_ever(then: impl Fn() + 'static) -> Function {
    Closure::<dyn Fn()>::new(then).into_js_value().unchecked_into()
}
