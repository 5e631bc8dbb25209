//! The JavaScript interface and the engine, in a real browser.

#![cfg(target_family = "wasm")]

use js_sys::{Array, JSON, Object, Reflect};
use rapportkoll::{
    engine::{self, options::Options, source::Source},
    js,
};
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = "Drift\n\nBudget\tUtfall\nLöner\t-1\u{a0}200\t-1\u{a0}180\nHyror\t-300\t-310\nSumma\t-1\u{a0}500\t-1\u{a0}490\n";

fn options(pairs: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    for (key, value) in pairs {
        Reflect::set(&options, &(*key).into(), &(*value).into()).unwrap();
    }
    options.into()
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

fn message(error: JsError) -> String {
    get(&error.into(), "message").as_string().unwrap()
}

#[wasm_bindgen_test]
fn the_report_is_that_of_the_engine() {
    let report = js::check(TEXT, &JsValue::UNDEFINED).unwrap();
    let text: String = JSON::stringify(&report).unwrap().into();
    let parsed: engine::report::Report = serde_json::from_str(&text).unwrap();
    assert_eq!(parsed, engine::check(&Source::text("", TEXT), &Options::default()));
}

#[wasm_bindgen_test]
fn options_reach_the_engine() {
    let report =
        js::check("text", &options(&[("name", "rapport.txt"), ("lang", "en"), ("profile", "auto")])).unwrap();
    assert_eq!(get(&get(&report, "source"), "name"), "rapport.txt");
}

#[wasm_bindgen_test]
fn a_wrong_option_is_an_error_that_names_it() {
    let error = message(js::check("text", &options(&[("rounding", "roughly")])).unwrap_err());
    assert!(error.contains("roughly"), "{error}");
    let error = message(js::check("text", &options(&[("profile", "dagbok")])).unwrap_err());
    assert!(error.contains("dagbok"), "{error}");
    let error = message(js::check("text", &options(&[("langage", "sv")])).unwrap_err());
    assert!(error.contains("langage"), "{error}");
    for odd in [JsValue::from("en"), Array::new().into()] {
        let error = message(js::check("text", &odd).unwrap_err());
        assert!(error.contains("not an object"), "{error}");
    }
}

#[wasm_bindgen_test]
fn what_is_missing_is_null_and_lists_are_arrays() {
    let report = js::check(TEXT, &JsValue::NULL).unwrap();
    assert!(Array::is_array(&get(&report, "findings")));
    let text: String = JSON::stringify(&report).unwrap().into();
    assert!(!text.contains("undefined"));
    assert_eq!(get(&report, "schema"), 1);
}
