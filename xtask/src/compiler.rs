//! A compiler that can build for the browser.
//!
//! Best is the toolchain that runs this, with the wasm target installed. Where it is not and cannot be
//! downloaded, Debian and Ubuntu have a compiler together with its library source, so that the library can be
//! built for wasm.

use crate::{
    Result,
    process::{command, find, output, run, run_within},
    setup,
};
use std::{env, fs, path::Path, process::Command, time::Duration};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler, its cargo, the source of its library and a linker. `setup` installs them by these names.
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld-19"];
const DEBIAN_LINKER: &str = "wasm-ld-19";

/// How long rustup may take. The target is 20 MB; where its host is out of reach it would try for minutes.
const RUSTUP_PATIENCE: Duration = Duration::from_mins(1);

/// A way to build for wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compiler {
    /// The toolchain that runs this.
    Current,
    /// `/usr/bin/cargo` and `/usr/bin/rustc`, building the library from source.
    Debian,
}

impl Compiler {
    /// The compiler that is there; none if there is none.
    pub(crate) fn installed() -> Option<Self> {
        if has_wasm_library() {
            Some(Self::Current)
        } else if Path::new("/usr/bin/cargo").is_file()
            && find(&[DEBIAN_LINKER], &[]).is_some()
            && has_debian_source()
        {
            Some(Self::Debian)
        } else {
            None
        }
    }

    /// Installs one if there is none.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(compiler) = Self::installed() {
            return Ok(compiler);
        }
        if find(&["rustup"], &[]).is_some() {
            let mut add = command("rustup");
            add.args(["target", "add", TARGET]).env("RUSTUP_MAX_RETRIES", "1");
            match run_within(RUSTUP_PATIENCE, "adding the wasm target", &mut add) {
                Ok(()) if has_wasm_library() => return Ok(Self::Current),
                Ok(()) => println!("rustup says it is there, but this toolchain does not have it."),
                Err(error) => println!("{error}; looking for another way."),
            }
        }
        setup::system_packages("a compiler for wasm", DEBIAN_PACKAGES).map_err(|error| {
            format!("there is no compiler that can build for {TARGET}. Run `rustup target add {TARGET}` where its host can be reached.\n{error}")
        })?;
        Self::installed().ok_or_else(|| {
            format!("{} are installed, but they do not make a compiler for wasm.", DEBIAN_PACKAGES.join(", "))
        })
    }

    /// Says how it is.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Current => "this toolchain",
            Self::Debian => "Debian's, with the library built from source",
        }
    }

    /// Makes a program, and the cargo that it starts, build for wasm with this compiler. The two compilers would
    /// build each other's crates anew, so wasm has a target folder of its own.
    pub(crate) fn prepare(self, command: &mut Command, folders: &[std::path::PathBuf]) -> Result {
        let mut folders = folders.to_vec();
        command.env("CARGO_TARGET_DIR", crate::target().join("web"));
        if self == Self::Debian {
            // rustup's cargo hands these to its children, and they would lead back to rustup's compiler.
            for name in
                ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN", "RUSTC_WRAPPER", "CARGO_ENCODED_RUSTFLAGS"]
            {
                command.env_remove(name);
            }
            folders.insert(0, "/usr/bin".into());
            command
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort,test")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", DEBIAN_LINKER);
        }
        command.env("PATH", crate::process::path_with(&folders)?);
        Ok(())
    }

    /// The cargo of this compiler.
    pub(crate) fn cargo(self) -> Command {
        match self {
            Self::Current => crate::process::cargo(),
            Self::Debian => command("/usr/bin/cargo"),
        }
    }
}

/// Whether the toolchain that runs this has the library for wasm.
fn has_wasm_library() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder = output(command(rustc).args(["--print", "target-libdir", "--target", TARGET]));
    holds(folder, "libstd-")
}

/// Whether Debian's compiler has its library source.
fn has_debian_source() -> bool {
    let sysroot =
        output(command("/usr/bin/rustc").args(["--print", "sysroot"]).env_remove("RUSTUP_TOOLCHAIN"));
    sysroot.is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library/std").is_dir())
}

fn holds(folder: Option<String>, prefix: &str) -> bool {
    let entries = folder.and_then(|folder| fs::read_dir(folder).ok());
    entries.is_some_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(prefix)))
    })
}

/// Builds something with cargo for wasm.
pub(crate) fn run_cargo(compiler: Compiler, what: &str, prepare: impl FnOnce(&mut Command)) -> Result {
    let mut cargo = compiler.cargo();
    compiler.prepare(&mut cargo, &setup::tool_folders())?;
    prepare(&mut cargo);
    run(what, &mut cargo)
}
