//! The report as JSON: one object, an array, or one object a line.

use super::Output;
use crate::engine::{report::Report, source::Source};
use std::io::{self, Write};

/// One object for one file, an array for several.
pub(super) struct Json<W> {
    to: W,
    several: bool,
    /// The reports written so far.
    count: usize,
}

impl<W: Write> Json<W> {
    pub(super) fn new(to: W, several: bool) -> Self {
        Self { to, several, count: 0 }
    }
}

impl<W: Write> Output for Json<W> {
    fn report(&mut self, _: &Source, report: &Report) -> io::Result<()> {
        if self.several {
            writeln!(self.to, "{}", if self.count == 0 { "[" } else { "," })?;
        }
        self.count += 1;
        serde_json::to_writer_pretty(&mut self.to, report)?;
        if !self.several {
            writeln!(self.to)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.several {
            writeln!(self.to, "{}", if self.count == 0 { "[]" } else { "\n]" })?;
        }
        self.to.flush()
    }
}

/// One object a line, written as each file is done.
pub(super) struct Lines<W>(W);

impl<W: Write> Lines<W> {
    pub(super) fn new(to: W) -> Self {
        Self(to)
    }
}

impl<W: Write> Output for Lines<W> {
    fn report(&mut self, _: &Source, report: &Report) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, report)?;
        writeln!(self.0)?;
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn written(several: bool, names: &[&str]) -> Value {
        let mut bytes = Vec::new();
        let mut json = Json::new(&mut bytes, several);
        for name in names {
            let mut report = Report::default();
            report.source.name = (*name).to_owned();
            json.report(&Source::default(), &report).unwrap();
        }
        json.finish().unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    #[test]
    fn one_file_is_an_object_and_several_an_array() {
        assert_eq!(written(false, &["a"])["source"]["name"], "a");
        let both = written(true, &["a", "b"]);
        assert_eq!((&both[0]["source"]["name"], &both[1]["source"]["name"]), (&"a".into(), &"b".into()));
        // Several were named, and all but one could not be read: still an array.
        assert_eq!(written(true, &["a"]).as_array().map(Vec::len), Some(1));
        assert_eq!(written(true, &[]).as_array().map(Vec::len), Some(0));
    }

    #[test]
    fn a_line_is_an_object() {
        let mut bytes = Vec::new();
        let mut lines = Lines::new(&mut bytes);
        lines.report(&Source::default(), &Report::default()).unwrap();
        lines.report(&Source::default(), &Report::default()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.lines().count(), 2);
        assert!(text.lines().all(|line| serde_json::from_str::<Report>(line).is_ok()));
    }
}
