//! The page: served while one works on it, or packed.

use crate::{
    Result, names, offline,
    process::{command, find, run},
    root,
    setup::{self, Browser, Tools},
    single_file,
};
use std::{net::TcpListener, process::Command};

/// Where the packed page goes.
pub(crate) const DIST: &str = "dist";

/// Builds the page and serves it; it is built again when a file changes. Ends with Ctrl-C.
pub(crate) fn serve(open: bool) -> Result {
    let tools = setup::for_build()?;
    let mut trunk = trunk(&tools, "serve")?;
    // Not into dist/, which may be what a test is looking at.
    trunk.arg("--dist").arg(crate::target().join("serve"));
    // Reloading by itself needs an inline script, which the page's policy forbids.
    trunk.args([
        "--release",
        "--address",
        "127.0.0.1",
        "--no-autoreload",
        "--port",
        &free_port().to_string(),
    ]);
    if open {
        trunk.arg("--open");
    }
    run("building and serving the page; stop with Ctrl-C", &mut trunk)
}

/// The usual port, or the next that nothing else uses.
fn free_port() -> u16 {
    let usual = 8080;
    (usual..usual + 100).find(|&port| TcpListener::bind(("127.0.0.1", port)).is_ok()).unwrap_or(usual)
}

/// Builds the page for release into `dist/`, with the single file, and says how large it is.
pub(crate) fn dist() -> Result {
    dist_with(&setup::for_build()?)
}

pub(crate) fn dist_with(tools: &Tools) -> Result {
    run("building the page", trunk(tools, "build")?.arg("--release"))?;
    let dist = root().join(DIST);
    names::give(&dist)?;
    single_file::write(&dist)?;
    offline::write(&dist)?;
    println!("\n{}", sizes()?);
    Ok(())
}

/// Takes the picture of the README from the page in `dist/`.
pub(crate) fn screenshot() -> Result {
    let browser = ready_for_pictures()?;
    let mut node = command(find(&["node"], &[]).ok_or("node is missing")?);
    node.current_dir(setup::npm_folder()).arg("screenshot.js");
    run("taking docs/screenshot.png", with(&mut node, &browser))
}

/// Takes a picture of every state of the page in `dist/` into a folder, to be looked at.
pub(crate) fn screenshots(folder: &str) -> Result {
    // What takes them runs in the folder of the browser tests.
    let folder = std::path::absolute(folder).map_err(|error| format!("{folder}: {error}"))?;
    let browser = ready_for_pictures()?;
    let mut playwright = setup::npx("playwright")?;
    playwright.args(["test", "--config", "screenshots.config.js"]).env("SCREENSHOTS", folder);
    run("taking every state of the page", with(&mut playwright, &browser))
}

/// A browser, with the page built for it.
fn ready_for_pictures() -> Result<Browser> {
    let (tools, browser) = setup::all()?;
    if !root().join(DIST).join("index.html").is_file() {
        dist_with(&tools)?;
    }
    Ok(browser)
}

/// A program told which browser to use.
fn with<'a>(program: &'a mut Command, browser: &Browser) -> &'a mut Command {
    if let Some(chromium) = &browser.chromium {
        program.env("CHROMIUM", chromium);
    }
    program
}

fn trunk(tools: &Tools, subcommand: &str) -> Result<Command> {
    let path =
        find(&["trunk"], &setup::tool_folders()).ok_or("trunk is missing. Run `cargo xtask setup`.")?;
    let mut trunk = command(path);
    tools.compiler.prepare(&mut trunk, &setup::tool_folders())?;
    trunk.args([subcommand, "--skip-version-check"]);
    // Trunk and others take NO_COLOR to be `true` or `false`, and fail on the usual `1`.
    trunk.env_remove("NO_COLOR");
    Ok(trunk)
}

/// The sizes of what is downloaded, as it is and as servers send it.
fn sizes() -> Result<String> {
    const SCRIPT: &str = "
        const fs = require('fs'), zlib = require('zlib'), dist = process.argv[1];
        const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8) + ' kB';
        let page = 0, checker = 0;
        console.log('file'.padEnd(40), '        raw        gzip      brotli');
        for (const name of fs.readdirSync(dist).filter((name) => /[.](wasm|js|css|html|svg)$/.test(name)).sort()) {
            const bytes = fs.readFileSync(dist + '/' + name);
            const brotli = zlib.brotliCompressSync(bytes).length;
            console.log(name.padEnd(40), kb(bytes.length), kb(zlib.gzipSync(bytes, { level: 9 }).length), kb(brotli));
            if (name.startsWith('checker-')) checker += brotli;
            else if (!/^(rapportkoll[.]html|service-worker[.]js)$/.test(name)) page += brotli;
        }
        console.log('\\nThe first view downloads' + kb(page) + ' (brotli); what checks,' + kb(checker) + ', comes beside it.');
        console.log('How soon it can be used is printed by delivery.spec.ts, as part of cargo xtask test.');";
    let node = find(&["node"], &[]).ok_or("node is missing")?;
    crate::process::output(command(node).args(["-e", SCRIPT]).arg(root().join(DIST)))
        .ok_or_else(|| "the sizes could not be told".to_owned())
}
