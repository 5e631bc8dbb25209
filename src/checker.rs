//! The checker: what the page's worker runs, and what scripts call. The engine is in this program and not in that
//! of the page, so that the page can be used before it has arrived.

use js_sys::{Array, Date, Uint8Array};
use rapportkoll::{app::answer, js};
use wasm_bindgen::prelude::*;

fn main() {}

/// The JavaScript interface; see [`js::check`].
///
/// # Errors
///
/// When an option is unknown or has a value that it cannot have; the message names it.
#[wasm_bindgen]
pub fn check(text: &str, options: &JsValue) -> Result<JsValue, JsError> {
    js::check(text, options)
}

/// Checks what the page sends, `[text, name, lang, given, profile]`, and gives `[milliseconds, bytes, bytes, …]`; see
/// [`answer`].
#[wasm_bindgen]
pub fn answer(task: &Array) -> Array {
    let start = Date::now();
    let part = |at: u32| task.get(at).as_string().unwrap_or_default();
    let pieces = answer::write(&part(0), &part(1), &part(2), &part(3), &part(4));
    let took = Date::now() - start;
    let told = Array::of1(&took.into());
    for piece in pieces {
        told.push(&Uint8Array::from(piece.as_slice()));
    }
    told
}
