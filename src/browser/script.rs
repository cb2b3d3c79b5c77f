//! Calling what web-sys does not name, or names only behind its unstable interfaces.

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

/// Calls a method of that name.
pub(super) fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(on, &name.into())?.dyn_into()?;
    function.apply(on, &arguments.iter().collect())
}
