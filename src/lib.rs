//! Rapportkoll checks the figures of a report.
//!
//! The [`engine`] is plain Rust: text in, [`engine::report::Report`] out. It does no I/O, reads no
//! clock, cannot fail and gives the same answer on every platform. The command line ([`cli`]), the
//! page and the JavaScript interface are three thin faces of [`engine::check`].

pub mod engine;

#[cfg(feature = "cli")]
pub mod cli;

// Its pure half is tested natively.
#[cfg(any(feature = "web", test))]
pub mod app;

#[cfg(feature = "web")]
pub mod js;
