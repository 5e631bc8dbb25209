//! The command line: files in, reports out. It reads, calls [`crate::engine::check`] and writes; whatever
//! can be computed is in the engine.

mod args;
mod check;
mod input;
mod inspect;
mod output;
mod words;

use args::{Args, Command};
use clap::Parser;
use std::{ffi::OsString, process::ExitCode};

/// Runs the command line and says how it went.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let parsed = match Args::try_parse_from(args) {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version are asked for and go to standard output; the rest is wrong usage. Nothing is
            // left to do where the stream itself is closed.
            let _ = error.print();
            return if error.use_stderr() { Outcome::Failed } else { Outcome::Clean }.into();
        }
    };
    match parsed.command {
        Command::Check(args) => check::run(&args),
        Command::Inspect(args) => inspect::run(&args),
    }
    .into()
}

/// How a run went, mildest first; the worst of its files decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// No finding of severity error.
    Clean = 0,
    /// At least one.
    Errors = 1,
    /// Something could not be read or written, or the usage is wrong.
    Failed = 2,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}
