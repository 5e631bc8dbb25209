//! Tasks of the workspace: `cargo xtask`.

mod bench;
mod compiler;
mod names;
mod offline;
mod page;
mod process;
mod setup;
mod single_file;
mod test;

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What goes wrong is told to a person, with what to do about it; nobody matches on it.
type Result<T = ()> = std::result::Result<T, String>;

const HELP: &str = "\
cargo xtask TASK

  setup           install what is missing: a compiler for wasm, trunk, wasm-bindgen, npm packages, a browser
  serve [--open]  build the page and serve it on 127.0.0.1; it is built again when a file changes
  test            formatting, lints, all tests natively and in a browser, and the tests of the built page
  dist            build the page into dist/, and dist/rapportkoll.html, which needs no server
  screenshot      take docs/screenshot.png from the built page
  screenshots DIR take every state of the built page into a folder
  bench aggregations DATA
                  find the identities of annotated tables (JSON lines) and score them
  ci              test, with the corpus beside the checkout required

`test` runs the corpus tests when REPORT_CORPUS names the folder that holds the reports.
";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["setup"] => setup::all().map(drop),
        ["serve"] => page::serve(false),
        ["serve", "--open"] => page::serve(true),
        ["test"] => test::run(env::var_os("REPORT_CORPUS").as_deref().map(Path::new)),
        ["dist"] => page::dist(),
        ["screenshot"] => page::screenshot(),
        ["screenshots", folder] => page::screenshots(folder),
        ["bench", "aggregations", data] => bench::aggregations(data),
        ["ci"] => test::ci(),
        ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no such task: {}\n\n{HELP}", args.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Where cargo builds; the wasm build and the tools have folders of their own in it.
fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |target| root().join(target))
}
