//! The engine is plain Rust: no web, no files, no clock. Not by goodwill.

#![cfg(not(target_family = "wasm"))]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Crates that only a browser needs.
const WEB: &[&str] = &["yew", "web-sys", "js-sys", "wasm-bindgen", "gloo", "serde-wasm-bindgen"];

/// What no file of the engine may name.
const FORBIDDEN: &[&str] = &[
    "yew",
    "web_sys",
    "js_sys",
    "gloo",
    "wasm_bindgen",
    "std::fs",
    "std::time",
    "std::env",
    "std::net",
    "std::io",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant",
    "f32",
    "f64",
    "crate::app",
    "crate::cli",
    "crate::js",
];

#[test]
fn the_program_for_this_machine_has_no_web_crate() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    let crates: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"rust_decimal"), "this is not the list of dependencies: {tree}");
    let web: Vec<&&str> = crates.iter().filter(|name| WEB.contains(name)).collect();
    assert!(web.is_empty(), "{web:?}");
}

#[test]
fn no_file_of_the_engine_names_the_web_or_the_machine() {
    let engine = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine");
    let files = rust_files(&engine);
    assert!(files.len() > 10, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            if let Some(name) = FORBIDDEN.iter().find(|name| names(line, name)) {
                panic!("{}:{}: {name} in {line:?}", file.display(), number + 1);
            }
        }
    }
}

/// Whether a line holds a name as a word of its own.
fn names(line: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name)
        .any(|(at, _)| !line[..at].ends_with(is_part) && !line[at + name.len()..].starts_with(is_part))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}
