//! Every test there is, one command.

use crate::{
    Result, compiler, page,
    process::{self, cargo, seconds},
    root,
    setup::{self, Browser, Tools},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Tests with the corpus beside the checkout, which must be there.
pub(crate) fn ci() -> Result {
    let corpus = root().join("..").join("shared");
    if !corpus.join("reports").is_dir() {
        return Err(format!("the corpus is missing: there is no folder reports in {}", corpus.display()));
    }
    run(Some(&corpus))
}

/// Tests; with the corpus where one is given.
pub(crate) fn run(corpus: Option<&Path>) -> Result {
    let started = Instant::now();
    let mut times = Times::default();
    let browser = times.take("setup", setup::all).and_then(|(tools, browser)| {
        times.take("formatting and lints", lint)?;
        times.take("native tests", || native(corpus))?;
        times.take("tests in the browser", || in_browser(&tools, &browser))?;
        times.take("page", || page::dist_with(&tools))?;
        times.take("tests of the page", || of_page(&browser, corpus))?;
        Ok(browser)
    })?;
    println!("\nAll tests passed in {}.", seconds(started.elapsed()));
    times.print();
    if corpus.is_none() {
        println!("The corpus tests were NOT run: REPORT_CORPUS is not set.");
    }
    if browser.firefox.is_none() {
        println!("The tests in Firefox were NOT run: there is none.");
    }
    Ok(())
}

/// How long each part took.
#[derive(Default)]
struct Times(Vec<(&'static str, Duration)>);

impl Times {
    fn take<T>(&mut self, what: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let started = Instant::now();
        let done = work();
        self.0.push((what, started.elapsed()));
        done
    }

    fn print(&self) {
        for (what, took) in &self.0 {
            println!("  {what:<22} {}", seconds(*took));
        }
    }
}

fn lint() -> Result {
    process::run("formatting", cargo().args(["fmt", "--all", "--check"]))?;
    // With the page, so that one pass over the dependencies is enough.
    process::run(
        "lints",
        cargo().args(["clippy", "--workspace", "--all-targets", "--features", "web", "--", "-D", "warnings"]),
    )
}

fn native(corpus: Option<&Path>) -> Result {
    let mut test = cargo();
    test.args(["test", "--workspace"]);
    match corpus {
        Some(corpus) => {
            test.env("REPORT_CORPUS", corpus);
        }
        None => println!("\nREPORT_CORPUS is not set: the corpus tests are skipped."),
    }
    // A changed snapshot is a failure to look at, not something to write.
    process::run("native tests", test.env("INSTA_UPDATE", "no"))
}

fn in_browser(tools: &Tools, browser: &Browser) -> Result {
    compiler::run_cargo(tools.compiler, "tests in the browser", |cargo| {
        cargo
            .args(["test", "--target", "wasm32-unknown-unknown", "--profile", "page"])
            .args(["--no-default-features", "--features", "web", "--test", "web"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", &browser.chromedriver);
    })
}

fn of_page(browser: &Browser, corpus: Option<&Path>) -> Result {
    let mut playwright = setup::npx("playwright")?;
    playwright.arg("test");
    if let Some(chromium) = &browser.chromium {
        playwright.env("CHROMIUM", chromium);
    }
    if let Some(firefox) = &browser.firefox {
        playwright.env("FIREFOX", firefox);
    }
    if let Some(corpus) = corpus {
        // The tests run in their own folder.
        let corpus = std::path::absolute(corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
        playwright.env("REPORT_CORPUS", corpus);
    }
    process::run("tests of the page", &mut playwright)
}
