//! The source text and its lines.

use super::span::Span;
use serde::{Deserialize, Serialize};

/// What the source came as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Text,
    Csv,
    Tsv,
    Html,
    Docx,
    Xlsx,
    Ods,
    Pdf,
}

/// A grid that is already cells (CSV, and later HTML and spreadsheets): rows of texts.
pub type Cells = Vec<Vec<String>>;

/// What is checked: a text, or one or more grids, with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    pub name: String,
    pub kind: Kind,
    /// The text, exactly as pasted; every span refers to it. Empty when the source is grids.
    pub text: String,
    /// The grids, when the source is grids.
    pub grids: Vec<Cells>,
    line_starts: Vec<u32>,
}

impl Source {
    /// A plain text.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut line_starts = vec![0];
        line_starts.extend(text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1));
        Self { name: name.into(), kind: Kind::Text, text, grids: Vec::new(), line_starts }
    }

    /// Grids of cells without a text around them.
    pub fn grids(name: impl Into<String>, kind: Kind, grids: Vec<Cells>) -> Self {
        Self { name: name.into(), kind, grids, ..Self::default() }
    }

    /// The number of lines; an empty text has one.
    pub fn line_count(&self) -> usize {
        self.line_starts.len().max(1)
    }

    /// The span of a line (counted from 0) without its line break; empty past the end.
    pub fn line_span(&self, line: usize) -> Span {
        let end = self.text.len();
        let Some(&start) = self.line_starts.get(line) else { return Span::new(end, end) };
        let next = self.line_starts.get(line + 1).map_or(end, |&n| n as usize - 1);
        let span = Span::new(start as usize, next);
        let body = span.of(&self.text);
        Span::new(start as usize, start as usize + body.trim_end_matches('\r').len())
    }

    /// The text of a line (counted from 0).
    pub fn line(&self, line: usize) -> &str {
        self.line_span(line).of(&self.text)
    }

    /// The line (counted from 0) that a byte stands on.
    pub fn line_of(&self, byte: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= byte).saturating_sub(1)
    }
}
