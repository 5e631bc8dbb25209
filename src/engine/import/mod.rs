//! From what the user has to a [`Source`](super::source::Source).
