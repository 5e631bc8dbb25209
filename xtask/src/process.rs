//! Running other programs: said before, timed after.

use crate::{Result, root};
use std::{
    env,
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A program, in the folder of the workspace.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this, for everything that is built for this machine.
pub(crate) fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program that may fail, says what for and how long it took.
pub(crate) fn run(what: &str, command: &mut Command) -> Result {
    println!("\n=== {what}\n    {}", shown(command));
    let started = Instant::now();
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    let took = seconds(started.elapsed());
    if status.success() {
        println!("--- {what}: done in {took}");
        Ok(())
    } else {
        Err(format!("{what} failed after {took} ({status}): {}", shown(command)))
    }
}

/// Like [`run`], but gives up after a while: for what hangs where a host cannot be reached.
pub(crate) fn run_within(limit: Duration, what: &str, command: &mut Command) -> Result {
    println!("\n=== {what} (gives up after {})\n    {}", seconds(limit), shown(command));
    let started = Instant::now();
    let mut child = command.spawn().map_err(|error| cannot_start(command, &error))?;
    loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            return if status.success() { Ok(()) } else { Err(format!("{what} failed ({status})")) };
        }
        if started.elapsed() > limit {
            // It may have ended in between, and then there is nothing to stop.
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("{what}: no answer in {}", seconds(limit)));
        }
        thread::sleep(Duration::from_millis(100));
    }
}

/// What a program prints; none when it is not there or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let Output { status, stdout, .. } = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    status.success().then(|| String::from_utf8_lossy(&stdout).trim().to_owned())
}

/// A program on the search path, or in one of the folders given first.
pub(crate) fn find(names: &[&str], first: &[PathBuf]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = first.iter().cloned().chain(env::split_paths(&path)).collect();
    names.iter().find_map(|name| {
        folders.iter().flat_map(|folder| executable_names(folder, name)).find(|file| file.is_file())
    })
}

fn executable_names(folder: &Path, name: &str) -> Vec<PathBuf> {
    if cfg!(windows) {
        ["exe", "cmd"].iter().map(|ending| folder.join(name).with_extension(ending)).collect()
    } else {
        vec![folder.join(name)]
    }
}

/// The search path with folders before it.
pub(crate) fn path_with(first: &[PathBuf]) -> Result<std::ffi::OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&path)))
        .map_err(|error| format!("a folder cannot stand in PATH: {error}"))
}

/// A duration for people.
pub(crate) fn seconds(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{}.{} s", duration.as_secs(), duration.subsec_millis() / 100),
        whole @ 10..120 => format!("{whole} s"),
        whole => format!("{} min {} s", whole / 60, whole % 60),
    }
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let parts: Vec<_> = [name]
        .into_iter()
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    parts.join(" ")
}

fn cannot_start(command: &Command, error: &io::Error) -> String {
    format!("cannot start {}: {error}", command.get_program().to_string_lossy())
}
