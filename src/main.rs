//! The command line: `rapportkoll check FILE…`.

use std::process::ExitCode;

fn main() -> ExitCode {
    rapportkoll::cli::run(std::env::args_os())
}
