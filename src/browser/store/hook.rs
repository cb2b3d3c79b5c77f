//! The tests' hook that closes the database under the app, as WebKit does: `__fieldbook_close_db()` kills the
//! connection without a word, `("stuck")` lets opening fail too, `("well")` ends that. It is there only where
//! localStorage or sessionStorage says `testhooks`.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::Store;

const ALLOWED: &str = "testhooks";
const NAME: &str = "__fieldbook_close_db";

/// Puts the hook on the window, for this store.
pub(super) fn offer(store: &Store) {
    let Some(window) = web_sys::window() else { return };
    let storages = [window.local_storage(), window.session_storage()];
    let allowed = |storage: web_sys::Storage| storage.get_item(ALLOWED).ok().flatten().is_some();
    if !storages.into_iter().flatten().flatten().any(allowed) {
        return;
    }
    let (handle, stuck) = (Rc::clone(&store.handle), Rc::clone(&store.stuck));
    let close = Closure::<dyn Fn(JsValue)>::new(move |how: JsValue| {
        match how.as_string().as_deref() {
            Some("stuck") => stuck.set(true),
            Some("well") => stuck.set(false),
            _ => {}
        }
        // The handle stays in its place, dead: that is what the app has to notice.
        if let Some(db) = handle.borrow().as_ref() {
            db.close();
        }
    });
    let _set = Reflect::set(&window, &NAME.into(), &close.into_js_value());
}
