//! Several tabs of one person: one of them sends, and each tells the others when it wrote.
//!
//! The tab that was last before somebody's eyes steals the lock, so that neither a frozen tab nor one in the
//! back/forward cache keeps it. It saves traffic only; correctness comes from idempotency.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::BroadcastChannel;

use super::page;

const WROTE: &str = "wrote";

/// Where tabs of one person tell each other that something was written.
#[derive(Debug)]
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// Listens under a name; `on_news` runs whenever another tab wrote.
    pub fn hear(name: &str, on_news: impl Fn() + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            page::listen(channel, "message", move |_| on_news());
        }
        Self(channel)
    }

    /// Tells the others that something was written.
    pub fn say_written(&self) {
        if let Some(channel) = &self.0 {
            let _told = channel.post_message(&WROTE.into());
        }
    }
}

/// This tab among those of one person.
#[derive(Debug)]
pub struct Tabs {
    lock: String,
    channel: Channel,
    leads: Rc<Cell<bool>>,
}

impl Tabs {
    /// Joins the tabs of a database; `on_news` runs whenever another one wrote to it.
    pub fn join(name: &str, on_news: impl Fn() + 'static) -> Rc<Self> {
        let channel = Channel::hear(name, on_news);
        let tabs = Rc::new(Self { lock: format!("fieldbook-sync-{name}"), channel, leads: Rc::default() });
        tabs.lead();
        tabs
    }

    /// Whether this tab is the one that sends.
    pub fn leads(&self) -> bool {
        self.leads.get()
    }

    /// Tells the others that something was written.
    pub fn say_written(&self) {
        self.channel.say_written();
    }

    /// Takes the lead, if somebody sees this tab. Where the browser knows no locks every tab leads.
    pub fn lead(&self) {
        if self.leads.get() || !page::is_visible() {
            return;
        }
        self.leads.set(true);
        let Some(held) = request_lock(&self.lock) else { return };
        let leads = Rc::clone(&self.leads);
        // The promise ends when another tab steals the lock.
        spawn_local(async move {
            let _stolen = JsFuture::from(held).await;
            leads.set(false);
        });
    }
}

/// `navigator.locks.request(name, {steal: true}, never)`, behind web-sys' unstable interfaces.
fn request_lock(name: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"steal".into(), &JsValue::TRUE).ok()?;
    let never = Closure::<dyn FnMut() -> Promise>::new(|| Promise::new(&mut |_, _| {}));
    request.call3(&locks, &name.into(), &options, &never.into_js_value()).ok()?.dyn_into().ok()
}
