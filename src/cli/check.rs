//! `rapportkoll check`.

use super::{
    Outcome,
    args::CheckArgs,
    input,
    output::{self, Output, Style},
    words,
};
use crate::engine::{
    self,
    report::{Report, Severity},
};
use std::{
    env,
    io::{self, IsTerminal, Write},
};

/// Checks every file; one that cannot be read is said on standard error and does not stop the others.
pub(super) fn run(args: &CheckArgs) -> Outcome {
    let stdout = io::stdout().lock();
    let style = Style {
        lang: args.reading.lang(),
        several: args.files.len() > 1,
        colour: stdout.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let mut output = output::new(args.format, style, stdout);
    let mut outcome = Outcome::Clean;
    let written = each(args, &mut *output, &mut outcome).and_then(|()| output.finish());
    match written {
        Ok(()) => outcome,
        // The reader has had enough, as `head` does; it is no fault.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => outcome,
        Err(error) => {
            complain(&format!("rapportkoll: {error}"));
            Outcome::Failed
        }
    }
}

fn each(args: &CheckArgs, output: &mut dyn Output, outcome: &mut Outcome) -> io::Result<()> {
    let options = args.reading.options();
    for path in &args.files {
        match input::read(path, args.reading.input.kind()) {
            Ok(source) => {
                let report = engine::check(&source, &options);
                *outcome = (*outcome).max(outcome_of(&report));
                output.report(&source, &report)?;
            }
            Err(error) => {
                *outcome = Outcome::Failed;
                complain(&words::read_error(options.lang, &path.display().to_string(), &error));
            }
        }
    }
    Ok(())
}

fn outcome_of(report: &Report) -> Outcome {
    if report.findings.iter().any(|finding| finding.severity == Severity::Error) {
        Outcome::Errors
    } else {
        Outcome::Clean
    }
}

/// Says something on standard error. Where that is closed there is nobody to tell.
pub(super) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
