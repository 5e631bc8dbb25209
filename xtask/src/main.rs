//! Tasks of the workspace: setting up, serving, testing and packing.
fn main() {}
