//! A text as a QR code, drawn here: it has to be there without a network.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// Bright squares around it, without which cameras do not find it.
const QUIET: i32 = 4;

/// The code; nothing where the text is too long for one.
#[component]
pub fn Qr(
    #[prop(into)] text: String,
    /// What it is, for readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let code = QrCode::encode_text(&text, QrCodeEcc::Medium).ok();
    code.map(|code| {
        let size = code.size() + 2 * QUIET;
        view! {
            <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=label shape-rendering="crispEdges">
                <path fill="#fff" d=format!("M0 0h{size}v{size}H0z")/>
                <path fill="#000" d=dark(&code)/>
            </svg>
        }
    })
}

/// The dark squares, those beside each other as one.
fn dark(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let length = i32::try_from(length).unwrap_or(0);
            if length > 0 {
                path += &format!("M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
            x += length.max(1);
        }
    }
    path
}
