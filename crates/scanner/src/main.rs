//! What the worker (`worker.js`) calls.

use wasm_bindgen::prelude::wasm_bindgen;

/// The bytes of a code in the picture of a canvas, `width` pixels in a row.
#[wasm_bindgen]
pub fn read(rgba: &[u8], width: usize) -> Option<Vec<u8>> {
    fieldbook_scanner::read(&fieldbook_scanner::luma(rgba), width)
}

/// What bytes are encoded in, as browsers name it.
#[wasm_bindgen]
pub fn encoding(bytes: &[u8]) -> String {
    fieldbook_scanner::encoding(bytes).to_owned()
}

fn main() {}
