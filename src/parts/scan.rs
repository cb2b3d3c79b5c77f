//! A sheet over the whole screen that reads one QR code: by the camera, or from a picture that is taken, chosen, dropped
//! or pasted. It knows no record: whoever shows it gets the text.

mod eye;

use leptos::ev;
use leptos::html::{Dialog, Video};
use leptos::prelude::*;

use self::eye::{Eye, Sees};
use super::icon::{CAMERA, CLOSE, Icon, PICTURE, Stroke, TORCH};
use crate::browser::camera::NoCamera;
use crate::browser::files::Picture;
use crate::t;

/// The sheet. It is open as long as it is there.
#[component]
pub fn Scan(
    /// Gets the text of the first code, once at most; the sheet closes by itself then.
    on_code: Callback<String>,
    /// Told when the sheet has closed, after a code as well: take it away now.
    on_close: Callback<()>,
) -> impl IntoView {
    let (dialog, video) = (NodeRef::<Dialog>::new(), NodeRef::<Video>::new());
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    let eye = Eye::new(video, on_code, close);
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It fails only where the dialog is not on the page any more.
            let _shown = dialog.show_modal();
            eye.open();
        }
    });
    let closed = move |_| {
        eye.shut();
        on_close.run(());
    };
    let brought = move |event: &ev::Event| {
        if let Some(picture) = Picture::brought(event) {
            event.prevent_default();
            eye.look_at(picture);
        }
    };
    view! {
        <dialog
            class="scan" class:blind=move || eye.no_camera().is_some() node_ref=dialog aria-label=t!("scan.title") on:close=closed
            on:dragover=|event| event.prevent_default() on:drop=move |event| brought(&event)
            on:paste=move |event| brought(&event)
        >
            <div class="sheet-head">
                <h2>{t!("scan.title")}</h2>
                <button type="button" class="round" aria-label=t!("common.close") on:click=move |_| close.run(())>
                    <Icon stroke=CLOSE/>
                </button>
            </div>
            <div class="glass" class:read=move || eye.sees() == Sees::Code>
                <video node_ref=video muted playsinline aria-hidden="true"></video>
                <svg viewBox="0 0 100 100" aria-hidden="true">
                    <path d="M2 22V8a6 6 0 0 1 6-6h14M78 2h14a6 6 0 0 1 6 6v14M98 78v14a6 6 0 0 1-6 6H78M22 98H8a6 6 0 0 1-6-6V78"/>
                </svg>
            </div>
            <p class="seen" role="status">{move || said(eye)}</p>
            <div class="wrong" role="alert">{move || wrong(eye).map(|words| view! { <p class="fault">{words}</p> })}</div>
            <Ways eye=eye/>
        </dialog>
    }
}

/// What can be done besides holding still. Without a picture of the camera that is all there is, so it comes in full.
#[component]
fn Ways(eye: Eye) -> impl IntoView {
    let torch = move || {
        view! {
            <button type="button" aria-pressed=move || eye.is_lit().to_string() on:click=move |_| eye.switch_torch()>
                <Icon stroke=TORCH/> {t!("scan.torch")}
            </button>
        }
    };
    // Where there is no camera at all, there is none to take a photo with either.
    let may_help = move || eye.no_camera().is_some_and(|why| why != NoCamera::Missing);
    let again = move || {
        view! { <button type="button" class="quiet wide" on:click=move |_| eye.open()>{t!("scan.again")}</button> }
    };
    view! {
        <div class="scan-foot">
            <div class="ways">
                <Show when=move || eye.has_torch()>{torch}</Show>
                <Show when=may_help><FromFile eye=eye stroke=CAMERA words=t!("scan.take") camera=true/></Show>
                <FromFile eye=eye stroke=PICTURE words=t!("scan.choose")/>
            </div>
            <Show when=may_help>{again}</Show>
        </div>
    }
}

/// A picture from the phone, or by the phone's own camera app.
#[component]
fn FromFile(eye: Eye, stroke: Stroke, words: &'static str, #[prop(optional)] camera: bool) -> impl IntoView {
    let chosen = move |event: ev::Targeted<ev::Event, _>| {
        if let Some(picture) = Picture::chosen(&event.target()) {
            eye.look_at(picture);
        }
    };
    view! {
        <label class="button" class:primary=camera>
            <Icon stroke=stroke/> {words}
            <input type="file" accept="image/*" capture=camera.then_some("environment") class="unseen" on:change:target=chosen/>
        </label>
    }
}

fn said(eye: Eye) -> &'static str {
    match eye.sees() {
        Sees::Opening => t!("scan.opening"),
        Sees::Picture => t!("scan.looking"),
        Sees::Code => t!("scan.read"),
        Sees::Scene => t!("scan.aim"),
        Sees::Nothing => "",
    }
}

fn wrong(eye: Eye) -> Option<&'static str> {
    let camera = eye.no_camera().map(|why| match why {
        NoCamera::Refused => t!("scan.refused"),
        NoCamera::Missing => t!("scan.missing"),
        NoCamera::Busy => t!("scan.busy"),
        NoCamera::Other => t!("scan.other"),
    });
    match (eye.is_unable(), eye.found_none()) {
        (true, _) => Some(t!("scan.unable")),
        (false, true) => Some(t!("scan.none")),
        (false, false) => camera,
    }
}
