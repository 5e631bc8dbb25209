//! From what the user has to a [`Source`](super::source::Source).

mod delimited;

pub use delimited::delimited;
