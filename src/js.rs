//! The JavaScript interface: `check(text, options)`.
//!
//! ```js
//! const report = rapportkoll.check("Summa 1 2 3", { lang: "en", rounding: "exact" });
//! ```
//!
//! The report has the shape of the command line's JSON. Spans count UTF-8 bytes, as everywhere.

use crate::engine::{
    self,
    options::{Lang, Options, ProfileChoice, Rounding},
    profile,
    source::Source,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

const KEYS: [&str; 4] = ["name", "lang", "rounding", "profile"];

/// What a script can choose; everything may be left out, and so may the whole.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choices {
    /// The name that the report carries.
    name: String,
    lang: Lang,
    rounding: Rounding,
    /// `auto`, or the id of a profile.
    profile: Option<String>,
}

/// Checks a text.
///
/// # Errors
///
/// When an option is unknown or has a value that it cannot have; the message names it.
#[wasm_bindgen]
pub fn check(text: &str, options: JsValue) -> Result<JsValue, JsError> {
    let choices = if options.is_undefined() || options.is_null() {
        Choices::default()
    } else {
        refuse_unknown(&options)?;
        serde_wasm_bindgen::from_value(options).map_err(|error| JsError::new(&format!("options: {error}")))?
    };
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
    // Null for what is missing, and objects rather than maps, as in JSON.
    Ok(report.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

/// A misspelt option would otherwise be left out without a word.
fn refuse_unknown(options: &JsValue) -> Result<(), JsError> {
    let Some(options) = js_sys::Object::try_from(options) else {
        return Err(JsError::new("options: not an object"));
    };
    let keys = js_sys::Object::keys(options);
    match keys.iter().filter_map(|key| key.as_string()).find(|key| !KEYS.contains(&key.as_str())) {
        Some(unknown) => Err(JsError::new(&format!("options: no such option: {unknown}"))),
        None => Ok(()),
    }
}
