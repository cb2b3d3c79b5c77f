//! A mark that something is under way in this tab, which the other tabs see. It goes with the tab, however that ends.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::script::call;

/// One mark; dropped, it is gone.
pub struct Mark(Rc<RefCell<Option<Function>>>);

impl Mark {
    /// Sets it. Where the browser knows no locks nobody sees it.
    pub fn set(name: &str) -> Self {
        let release = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&release);
        let until = Promise::new(&mut |resolve, _| drop(kept.replace(Some(resolve))));
        let granted = Closure::once_into_js(move || until);
        if let Ok(locks) = locks() {
            let _asked = call(&locks, "request", &[name.into(), granted]);
        }
        Self(release)
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        if let Some(release) = self.0.take() {
            let _released = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mark")
    }
}

/// The names of all that are set, in whatever tab.
pub async fn all_set() -> Vec<String> {
    let found = async {
        let asked: Promise = call(&locks()?, "query", &[])?.dyn_into()?;
        let held = Reflect::get(&JsFuture::from(asked).await?, &"held".into())?;
        let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
        Ok::<_, JsValue>(Array::from(&held).iter().filter_map(name).collect())
    };
    found.await.unwrap_or_default()
}

/// Behind web-sys' unstable interfaces.
fn locks() -> Result<JsValue, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    if locks.is_undefined() { Err(locks) } else { Ok(locks) }
}
