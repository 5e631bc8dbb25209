//! The JavaScript interface: `check(text, options)`.
//!
//! ```js
//! const report = await rapportkoll.check("Summa 1 2 3", { lang: "en", rounding: "exact" });
//! ```
//!
//! The report has the shape of the command line's JSON. Spans count UTF-8 bytes, as everywhere.

use crate::engine::{
    self,
    options::{Lang, Options, ProfileChoice, Rounding},
    profile,
    source::Source,
};
use js_sys::JSON;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// What a script can choose; everything may be left out, and so may the whole. A misspelt option is an error: it
/// would otherwise be left out without a word.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Choices {
    /// The name that the report carries.
    name: String,
    lang: Lang,
    rounding: Rounding,
    /// `auto`, or the id of a profile.
    profile: Option<String>,
}

/// Checks a text. The page gives it to scripts as a promise, because the checker may still be on its way.
///
/// # Errors
///
/// When an option is unknown or has a value that it cannot have; the message names it.
pub fn check(text: &str, options: &JsValue) -> Result<JsValue, JsError> {
    let choices = choices(options).map_err(|error| JsError::new(&format!("options: {error}")))?;
    let options = Options {
        lang: choices.lang,
        rounding: choices.rounding,
        profile: match choices.profile {
            None => ProfileChoice::Auto,
            Some(name) if name == "auto" => ProfileChoice::Auto,
            Some(name) if profile::shipped().iter().any(|profile| profile.id == name) => {
                ProfileChoice::Named(name)
            }
            Some(name) => return Err(JsError::new(&format!("options: no such profile: {name}"))),
        },
        ..Options::default()
    };
    let report = engine::check(&Source::text(choices.name, text), &options);
    let json = serde_json::to_string(&report)?;
    JSON::parse(&json).map_err(|_| JsError::new("the report cannot be handed over"))
}

fn choices(options: &JsValue) -> Result<Choices, String> {
    if options.is_undefined() || options.is_null() {
        return Ok(Choices::default());
    }
    // A list would be read as the options in their order.
    if !options.is_object() || js_sys::Array::is_array(options) {
        return Err("not an object".to_owned());
    }
    // Only what holds itself cannot be written.
    let json = JSON::stringify(options).map_err(|_| "not an object".to_owned())?;
    serde_json::from_str(&String::from(json)).map_err(|error| error.to_string())
}
