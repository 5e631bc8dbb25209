//! How reports are written: one module a format.

mod json;
mod markdown;
#[cfg(test)]
mod sample;
mod sarif;
mod summary;
mod text;
mod working;

use super::args::Format;
use crate::engine::{options::Lang, report::Report, source::Source};
use std::io::{self, Write};

/// Writes reports as they come.
pub(super) trait Output {
    fn report(&mut self, source: &Source, report: &Report) -> io::Result<()>;

    /// Writes what can only be written when all reports are there.
    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How a format is written out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) lang: Lang,
    /// More than one file was named.
    pub(super) several: bool,
    /// With the colours of a terminal.
    pub(super) colour: bool,
}

/// The output of a format.
pub(super) fn new<'a>(format: Format, style: Style, to: impl Write + 'a) -> Box<dyn Output + 'a> {
    match format {
        Format::Text => Box::new(text::Text::new(to, style)),
        Format::Json => Box::new(json::Json::new(to, style.several)),
        Format::Jsonl => Box::new(json::Lines::new(to)),
        Format::Markdown => Box::new(markdown::Markdown::new(to, style)),
        Format::Sarif => Box::new(sarif::Sarif::new(to)),
    }
}
