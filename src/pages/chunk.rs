//! Chunks: what few people open each day is wasm of its own, which comes when it is first drawn: out of the offline
//! cache where the app is installed, else from the server. `cargo xtask bundle` cuts them out of the app
//! (`xtask/src/bundle/cut.rs`); what two chunks need lies in a third file, what the rest of the app needs stays there.
//! So whatever is named outside of `chunk!` is in the first load with all that it calls.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use wasm_bindgen_futures::spawn_local;

use crate::parts::head::Head;
use crate::t;

/// A function that draws something of a chunk, and how much it draws: a `page` inside the `main` of its place, the
/// `whole` place, a `piece` of a page. What it is given is kept, in case it has to wait.
macro_rules! chunk {
    ($chunk:ident $much:ident: $(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),*) { $($body:tt)* }) => {
        $(#[$doc])*
        $vis fn $name($($arg: $type),*) -> ::leptos::prelude::AnyView {
            #[::leptos::wasm_split::wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, preload(load), fallible)]
            fn $name($($arg: $type),*) -> Result<::leptos::prelude::AnyView, $crate::pages::chunk::Missing> {
                Ok({ $($body)* })
            }
            let load = || -> $crate::pages::chunk::Loading { Box::pin(load()) };
            $crate::pages::chunk::$much(load, move || Box::pin($name($($arg.clone()),*)))
        }
    };
}

pub(crate) use chunk;

/// The chunk is neither in the offline cache nor to be had from the server now.
#[derive(Debug, Clone, Copy)]
pub struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A chunk on its way.
pub type Loading = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;
/// What a chunk draws, once it is here.
pub type Drawing = Pin<Box<dyn Future<Output = Result<AnyView, Missing>>>>;

type Draw = Box<dyn Fn() -> Drawing + Send>;

/// A page inside the `main` of its place.
pub fn page(load: fn() -> Loading, draw: impl Fn() -> Drawing + Send + 'static) -> AnyView {
    coming(load, Box::new(draw), |words| {
        view! { <Head title=t!("common.app").to_owned()/><div class="page">{words}</div> }.into_any()
    })
}

/// A page with its own `main`.
pub fn whole(load: fn() -> Loading, draw: impl Fn() -> Drawing + Send + 'static) -> AnyView {
    coming(load, Box::new(draw), |words| {
        view! { <main class="one"><Head title=t!("common.app").to_owned()/><div class="page">{words}</div></main> }
            .into_any()
    })
}

/// A piece of a page.
pub fn piece(load: fn() -> Loading, draw: impl Fn() -> Drawing + Send + 'static) -> AnyView {
    coming(load, Box::new(draw), |words| words)
}

/// At once if the chunk is here, else when it has come; where it does not come it says so, and can be asked again.
fn coming(load: fn() -> Loading, draw: Draw, around: fn(AnyView) -> AnyView) -> AnyView {
    let mut loading = load();
    if let Some(Ok(())) = now(&mut loading) {
        return drawn(&draw).unwrap_or_else(|_: Missing| ().into_any());
    }
    let come = RwSignal::new(None::<bool>);
    let wait = move |loading: Loading| {
        spawn_local(async move {
            let is_here = loading.await.is_ok();
            // Its person may have gone elsewhere meanwhile.
            let _ = come.try_set(Some(is_here));
        });
    };
    wait(loading);
    let again = move |_| {
        come.set(None);
        wait(load());
    };
    let missing = move || {
        let words = view! {
            <div class="empty" role="alert">
                <p>{t!("common.part_missing")}</p>
                <button type="button" on:click=again>{t!("common.part_again")}</button>
            </div>
        };
        around(words.into_any())
    };
    let body = move || match come.get() {
        Some(true) => drawn(&draw).unwrap_or_else(|_: Missing| missing()),
        Some(false) => missing(),
        None => around(view! { <p class="empty" role="status">{t!("common.loading")}</p> }.into_any()),
    };
    view! { {body} }.into_any()
}

/// Draws what is known to be here.
fn drawn(draw: &Draw) -> Result<AnyView, Missing> {
    untrack(|| now(&mut draw())).unwrap_or(Err(Missing))
}

/// What a future has got to say without waiting.
fn now<T>(future: &mut Pin<Box<dyn Future<Output = T>>>) -> Option<T> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(it) => Some(it),
        Poll::Pending => None,
    }
}
