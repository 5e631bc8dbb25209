//! How well the program does on data that somebody has annotated.

use crate::{
    Result,
    process::{self, cargo},
};
use std::path;

/// Runs annotated tables through the ordinary code path and prints how what was found agrees with the annotations.
pub(crate) fn aggregations(data: &str) -> Result {
    // What it runs is run in the folder of the workspace.
    let data = path::absolute(data).map_err(|error| format!("{data}: {error}"))?;
    let mut run = cargo();
    run.args(["run", "--quiet", "--release", "--example", "aggregations", "--", "--score"]).arg(data);
    process::run("annotated tables", &mut run)
}
