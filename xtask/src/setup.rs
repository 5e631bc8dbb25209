//! Installs what is missing. What is there is left alone, and nothing is looked up when all is there.

use crate::{
    Result,
    compiler::Compiler,
    process::{cargo, command, find, output, run, seconds},
    root, target,
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

/// The newest that today's stable compiler builds.
const TRUNK: &str = "0.21.14";

/// Builds a tool fast rather than well: it runs for seconds, and its build is most of a first run.
const QUICK_BUILD: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// What building the page and testing it need.
#[derive(Clone, Debug)]
pub(crate) struct Tools {
    pub(crate) compiler: Compiler,
}

/// A browser with the program that drives it.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    /// None where only Playwright's own browser is there.
    pub(crate) chromium: Option<PathBuf>,
    pub(crate) chromedriver: PathBuf,
    /// A browser of another make; the tests that need it are left out where there is none.
    pub(crate) firefox: Option<PathBuf>,
}

/// What building the page needs.
pub(crate) fn for_build() -> Result<Tools> {
    let compiler = Compiler::ensure()?;
    ensure_tool("trunk", TRUNK, &["--locked"])?;
    // Without --locked: the lock file of this release names a crate that has been withdrawn.
    ensure_tool("wasm-bindgen-cli", &locked_version("wasm-bindgen")?, &[])?;
    ensure_npm()?;
    Ok(Tools { compiler })
}

/// What building and testing need.
pub(crate) fn all() -> Result<(Tools, Browser)> {
    let started = Instant::now();
    let tools = for_build()?;
    let browser = ensure_browser()?;
    println!(
        "Ready in {}. Compiler for wasm: {}. Browsers: {}, {}.",
        seconds(started.elapsed()),
        tools.compiler.describe(),
        browser.chromium.as_deref().map_or_else(|| "Playwright's own".into(), Path::to_string_lossy),
        browser.firefox.as_deref().map_or_else(|| "no Firefox".into(), Path::to_string_lossy),
    );
    Ok((tools, browser))
}

/// Folders that go before the search path: our own tools, npm's programs, and cargo's.
pub(crate) fn tool_folders() -> Vec<PathBuf> {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    [tools_folder().join("bin"), npm_folder().join("node_modules").join(".bin")]
        .into_iter()
        .chain(cargo_home.map(|home| home.join("bin")))
        .collect()
}

/// Where npm's packages are.
pub(crate) fn npm_folder() -> PathBuf {
    root().join("tests").join("browser")
}

/// A program of node, under the name that the system starts it by.
pub(crate) fn npx(program: &str) -> Result<Command> {
    let path = find(&[program], &tool_folders())
        .ok_or_else(|| format!("{program} is missing. Run `cargo xtask setup`."))?;
    let mut command = command(path);
    command.current_dir(npm_folder());
    Ok(command)
}

fn tools_folder() -> PathBuf {
    target().join("tools")
}

/// Installs a tool of this very version, in the workspace's own folder: another project's version is not replaced.
fn ensure_tool(package: &str, version: &str, flags: &[&str]) -> Result {
    let program = package.strip_suffix("-cli").unwrap_or(package);
    let is_right = |path: PathBuf| {
        output(command(path).arg("--version"))
            .is_some_and(|said| said.split_whitespace().any(|word| word == version))
    };
    if find(&[program], &tool_folders()).is_some_and(is_right) {
        return Ok(());
    }
    let wanted = format!("{package}@{version}");
    let root = tools_folder();
    if find(&["cargo-binstall"], &tool_folders()).is_some() {
        let mut binstall = cargo();
        binstall.args(["binstall", "--no-confirm", "--root"]).arg(&root).arg(&wanted);
        match run(&format!("fetching {wanted}"), &mut binstall) {
            Ok(()) => return Ok(()),
            Err(error) => println!("{error}; building it instead."),
        }
    }
    println!("\n{wanted} is built from source once; that takes some minutes.");
    let mut install = cargo();
    install.args(["install", &wanted, "--quiet", "--root"]).arg(&root).args(flags).envs(QUICK_BUILD);
    run(&format!("installing {wanted}"), &mut install).map_err(|error| {
        format!(
            "{error}\nInstall it yourself with `cargo install {wanted} {}` and try again.",
            flags.join(" ")
        )
    })
}

/// The version of a package in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock =
        fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    version_in(&lock, package).ok_or_else(|| format!("Cargo.lock does not name {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

/// Installs the npm packages when they are not those of the lock file.
fn ensure_npm() -> Result {
    let folder = npm_folder();
    // npm writes the hidden lock file when it has installed everything.
    let installed = modified(&folder.join("node_modules").join(".package-lock.json"));
    if installed.is_some() && installed >= modified(&folder.join("package-lock.json")) {
        return Ok(());
    }
    if find(&["npm"], &[]).is_none() {
        system_packages("node and npm", &["nodejs", "npm"]).map_err(|error| {
            format!("npm is missing. Install Node.js 20 or later from https://nodejs.org.\n{error}")
        })?;
    }
    let npm = find(&["npm"], &[]).ok_or("npm was installed but cannot be found")?;
    let mut install = command(npm);
    install
        .current_dir(&folder)
        .args(["ci", "--no-audit", "--no-fund"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run("installing the npm packages (wasm-opt, Playwright, axe)", &mut install)
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

/// Finds the browsers, or installs them.
fn ensure_browser() -> Result<Browser> {
    let firefox = ensure_firefox();
    let browser = ensure_chromium()?;
    Ok(Browser { firefox, ..browser })
}

/// Finds a Firefox, or installs it where that is easily done.
fn ensure_firefox() -> Option<PathBuf> {
    let usual =
        ["/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"];
    let installed = || {
        named("FIREFOX")
            .or_else(|| find(&["firefox-esr", "firefox"], &[]))
            .or_else(|| usual.iter().map(PathBuf::from).find(|path| path.is_file()))
    };
    installed().or_else(|| {
        let found = find(&["apt-get"], &[])
            .ok_or_else(|| "there is no Firefox; FIREFOX names one in an unusual place.".to_owned())
            .and_then(|_| system_packages("Firefox", &["firefox-esr"]));
        match found {
            Ok(()) => installed(),
            Err(error) => {
                println!("{error}\nThe tests in Firefox will be left out.");
                None
            }
        }
    })
}

/// Finds a Chromium and its driver, or installs them.
fn ensure_chromium() -> Result<Browser> {
    if let Some(browser) = installed_browser() {
        return Ok(browser);
    }
    if find(&["apt-get"], &[]).is_some() {
        system_packages("a browser", &["chromium", "chromium-driver"])?;
    } else {
        let mut install = npx("playwright")?;
        install.args(["install", "chromium"]);
        run("fetching Playwright's browser", &mut install)?;
    }
    installed_browser().ok_or_else(|| {
        "there is no chromedriver on the search path. Install the one that belongs to your Chrome or Chromium \
         (https://googlechromelabs.github.io/chrome-for-testing) or name it in CHROMEDRIVER."
            .to_owned()
    })
}

/// The program that a variable names.
fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn installed_browser() -> Option<Browser> {
    let chromedriver = named("CHROMEDRIVER").or_else(|| find(&["chromedriver"], &[]))?;
    let usual = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    let chromium = named("CHROMIUM")
        .or_else(|| find(&["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"], &[]))
        .or_else(|| usual.iter().map(PathBuf::from).find(|path| path.is_file()));
    if chromium.is_none() && !playwright_has_browser() {
        return None;
    }
    Some(Browser { chromium, chromedriver, firefox: None })
}

fn playwright_has_browser() -> bool {
    let script = "const { chromium } = require('@playwright/test'); require('fs').accessSync(chromium.executablePath())";
    find(&["node"], &[])
        .is_some_and(|node| output(command(node).current_dir(npm_folder()).args(["-e", script])).is_some())
}

/// Installs Debian or Ubuntu packages, where we may: as root, or through sudo when it asks no password.
pub(crate) fn system_packages(what: &str, packages: &[&str]) -> Result {
    let by_hand = format!("sudo apt-get install --no-install-recommends {}", packages.join(" "));
    let apt = find(&["apt-get"], &[]).ok_or_else(|| format!("{what} is missing; see CONTRIBUTING.md."))?;
    let through: &[&str] = if output(command("id").arg("-u")).as_deref() == Some("0") {
        &[]
    } else if output(command("sudo").args(["-n", "true"])).is_some() {
        &["sudo", "-n"]
    } else {
        return Err(format!(
            "{what} is missing, and installing it needs an administrator. Run\n  {by_hand}\nand try again."
        ));
    };
    println!("\n{what} is missing: installing the system packages {}.", packages.join(", "));
    let with_rights = |args: &[&str]| {
        let mut words = through.iter().map(std::ffi::OsStr::new).chain([apt.as_os_str()]);
        let mut command = command(words.next().unwrap_or_default());
        command.args(words).args(args).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    run("reading the package lists", &mut with_rights(&["update", "-q"]))?;
    let mut install = with_rights(&["install", "-y", "-q", "--no-install-recommends"]);
    install.args(packages);
    run(&format!("installing {what}"), &mut install)
        .map_err(|error| format!("{error}\nTry it by hand: {by_hand}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_that_of_the_package_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
