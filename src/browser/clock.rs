//! The browser's clock, timers and chance: what the book takes as arguments.

use std::cell::Cell;
use std::rc::Rc;

use fieldbook_book::replica::Chance;
use futures_channel::oneshot;
use wasm_bindgen::prelude::*;

/// The phone's own clock, ms UTC.
pub fn now_ms() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "whole ms, far below 2^53")]
    let ms = js_sys::Date::now() as i64;
    ms
}

/// The browser's cryptographic chance.
#[derive(Debug)]
pub struct BrowserChance;

impl Chance for BrowserChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        // Without chance there would be equal ids; a browser without it does not run wasm either.
        if let Err(fault) = getrandom::fill(bytes) {
            super::page::warn("no chance from the browser", &fault.to_string());
        }
    }
}

/// Runs something later; a longer delay than a timer can hold (24 days) fires early, which callers allow for.
pub fn after(delay_ms: i64, then: impl FnOnce() + 'static) -> Timer {
    let Some(window) = web_sys::window() else { return Timer::default() };
    let callback = Closure::once_into_js(then);
    let delay_ms = i32::try_from(delay_ms.max(0)).unwrap_or(i32::MAX);
    let id = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), delay_ms);
    Timer { id: Rc::new(Cell::new(id.ok())) }
}

/// A timer that can be called off.
#[derive(Debug, Clone, Default)]
pub struct Timer {
    id: Rc<Cell<Option<i32>>>,
}

impl Timer {
    /// It does not fire any more.
    pub fn cancel(&self) {
        if let (Some(window), Some(id)) = (web_sys::window(), self.id.take()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

/// Waits.
pub async fn sleep(delay_ms: i64) {
    let (done, waiting) = oneshot::channel();
    let _timer = after(delay_ms, move || {
        // Nobody waits any more: fine.
        let _woken = done.send(());
    });
    let _fired = waiting.await;
}

/// Runs something again and again, as long as the page lives.
pub fn every(period_ms: i32, then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let callback: js_sys::Function = Closure::<dyn Fn()>::new(then).into_js_value().unchecked_into();
    let _timer = window.set_interval_with_callback_and_timeout_and_arguments_0(&callback, period_ms);
}
