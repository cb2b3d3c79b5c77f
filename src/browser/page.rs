//! Window and document: listeners, visibility, address, attributes of the root, navigator's strings.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, EventTarget, VisibilityState, Window};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// A line for whoever looks into the console.
pub fn warn(what: &str, detail: &str) {
    web_sys::console::warn_2(&what.into(), &detail.into());
}

/// Calls something at each event of a target, as long as the page lives.
pub fn listen(target: &EventTarget, event: &str, then: impl Fn(web_sys::Event) + 'static) {
    let callback: js_sys::Function =
        Closure::<dyn Fn(web_sys::Event)>::new(then).into_js_value().unchecked_into();
    let _added = target.add_event_listener_with_callback(event, &callback);
}

/// Somebody who listens to a target until this is dropped.
pub struct Listening {
    target: EventTarget,
    event: &'static str,
    then: Closure<dyn Fn(web_sys::Event)>,
}

impl Listening {
    /// Calls something at each event of a target.
    pub fn to(target: &EventTarget, event: &'static str, then: impl Fn(web_sys::Event) + 'static) -> Self {
        let then = Closure::<dyn Fn(web_sys::Event)>::new(then);
        let _added = target.add_event_listener_with_callback(event, then.as_ref().unchecked_ref());
        Self { target: target.clone(), event, then }
    }

    /// Calls something with whether somebody sees the page, whenever that changes.
    pub fn to_visibility(then: impl Fn(bool) + 'static) -> Option<Self> {
        Some(Self::to(&document()?.into(), "visibilitychange", move |_| then(is_visible())))
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let then = self.then.as_ref().unchecked_ref();
        let _removed = self.target.remove_event_listener_with_callback(self.event, then);
    }
}

impl std::fmt::Debug for Listening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Listening").field(&self.event).finish()
    }
}

/// Calls something whenever the page comes back before somebody's eyes or the network returns.
pub fn on_return(then: impl Fn() + Clone + 'static) {
    let (Some(window), Some(document)) = (window(), document()) else { return };
    for event in ["pageshow", "online", "focus"] {
        let then = then.clone();
        listen(&window, event, move |_| then());
    }
    listen(&document, "visibilitychange", move |_| {
        if is_visible() {
            then();
        }
    });
}

/// Calls something at each event of the window, as long as the page lives.
pub fn on_window(event: &str, then: impl Fn() + 'static) {
    if let Some(window) = window() {
        listen(&window, event, move |_| then());
    }
}

/// Calls something when the window's address changes by going back or forward.
pub fn on_pop(then: impl Fn() + 'static) {
    on_window("popstate", then);
}

/// Calls something when another tab changed the preferences of this device.
pub fn on_prefs_changed(then: impl Fn() + 'static) {
    on_window("storage", then);
}

/// A text as a part of a link.
pub fn in_link(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Copies a text; whether the browser let it.
pub async fn copy(text: &str) -> bool {
    let copy = || -> Option<js_sys::Promise> {
        let clipboard = Reflect::get(&window()?.navigator(), &"clipboard".into()).ok()?;
        let method: js_sys::Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
        method.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
    };
    match copy() {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// Whether an input method is still composing what a field holds.
pub fn is_composing(event: &web_sys::Event) -> bool {
    event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing)
}

/// Whether the `<details>` that an event comes from is open.
pub fn is_unfolded(event: &web_sys::Event) -> bool {
    let element = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
    element.is_some_and(|it| it.has_attribute("open"))
}

/// Whether somebody sees the page.
pub fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() == VisibilityState::Visible)
}

/// The path of the address, such as `/deals`.
pub fn path() -> String {
    window().and_then(|window| window.location().pathname().ok()).unwrap_or_else(|| "/".to_owned())
}

/// Where the app is reached, such as `https://book.example.com`.
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// What the page's head names so: a file whose name only the bundle knows.
pub fn named(meta: &str) -> Option<String> {
    document()?.query_selector(&format!("meta[name={meta}]")).ok()??.get_attribute("content")
}

/// Lets the phone tremble in the hand, where it can.
pub fn vibrate(ms: u32) {
    let tremble = || -> Option<JsValue> {
        let navigator = window()?.navigator();
        let method: js_sys::Function = Reflect::get(&navigator, &"vibrate".into()).ok()?.dyn_into().ok()?;
        method.call1(&navigator, &ms.into()).ok()
    };
    let _trembles = tremble();
}

/// Moves to another path of the app.
pub fn push_path(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _pushed = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Moves the focus to an element, once what changes now is drawn.
pub fn focus_soon(id: &'static str) {
    let focus = Closure::once_into_js(move || {
        let element = document().and_then(|page| page.get_element_by_id(id));
        if let Some(element) = element.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _focused = element.focus();
        }
    });
    if let Some(window) = window() {
        let _frame = window.request_animation_frame(focus.unchecked_ref());
    }
}

/// Prints the page as it stands, with what is folded on it.
pub fn print() {
    if let Some(window) = window() {
        // For browsers before `::details-content`, by which the style sheet unfolds the rest.
        let folded =
            window.document().and_then(|page| page.query_selector_all("main details:not([open])").ok());
        let folded = folded.into_iter().flat_map(|all| (0..all.length()).filter_map(move |n| all.item(n)));
        for one in folded.filter_map(|node| node.dyn_into::<Element>().ok()) {
            let _opened = one.set_attribute("open", "");
        }
        let _printing = window.print();
    }
}

/// Loads the app anew.
pub fn reload() {
    if let Some(window) = window() {
        let _reloading = window.location().reload();
    }
}

/// Sets an attribute of the root element; `None` takes it away.
pub fn set_root(attribute: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let _set = match value {
        Some(value) => root.set_attribute(attribute, value),
        None => root.remove_attribute(attribute),
    };
}

/// What the browser calls itself.
pub fn user_agent() -> String {
    window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// The language the browser is set to, such as `zh-TW`.
pub fn wanted_language() -> String {
    window().and_then(|window| window.navigator().language()).unwrap_or_default()
}

/// Asks the browser to keep this app's data; whether it agreed.
pub async fn persist() -> bool {
    ask_storage("persist").await.and_then(|answer| answer.as_bool()).unwrap_or(false)
}

/// Whether the browser has agreed to keep this app's data.
pub async fn is_persisted() -> bool {
    ask_storage("persisted").await.and_then(|answer| answer.as_bool()).unwrap_or(false)
}

/// Bytes used and allowed, as the browser estimates.
pub async fn estimate() -> Option<(f64, f64)> {
    let answer = ask_storage("estimate").await?;
    let number = |name: &str| Reflect::get(&answer, &name.into()).ok()?.as_f64();
    Some((number("usage")?, number("quota")?))
}

/// `navigator.storage` is missing on insecure addresses and in old browsers.
async fn ask_storage(method: &str) -> Option<JsValue> {
    let storage = Reflect::get(&window()?.navigator(), &"storage".into()).ok()?;
    let method: js_sys::Function = Reflect::get(&storage, &method.into()).ok()?.dyn_into().ok()?;
    let promise: js_sys::Promise = method.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Shows the beginning of what scrolls under that selector.
pub fn scroll_up(css: &str) {
    if let Some(element) = document().and_then(|document| document.query_selector(css).ok().flatten()) {
        element.set_scroll_top(0);
    }
}

/// The size of the root's letters in px: what a rem is.
pub fn root_font_px() -> f64 {
    let size = || {
        let style = window()?.get_computed_style(&document()?.document_element()?).ok()??;
        style.get_property_value("font-size").ok()?.trim_end_matches("px").parse().ok()
    };
    size().unwrap_or(16.0)
}
