//! What the section checks find, and what they share.

use super::{Fact, Found};
use crate::engine::{Analysis, profile::Demand, report::Severity, span::Span};
use std::collections::BTreeSet;

/// What a section check has found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionFact {
    /// A total or another row that should have figures has none.
    BlankRow {
        label: String,
    },
    /// The contents list names a chapter that is not there.
    NoChapter {
        title: String,
    },
    /// A chapter is not in the contents list.
    Unlisted {
        title: String,
    },
    /// A chapter has another number in the contents list than in the text.
    OtherNumber {
        title: String,
        listed: String,
        own: String,
    },
    /// A heading with nothing under it.
    Empty {
        title: String,
    },
    /// The head of a table with no row under it.
    EmptyTable {
        head: String,
    },
    /// A demanded section is not there.
    Missing {
        name: String,
        within: Option<String>,
        demanded: Demanded,
    },
    MissingRow {
        name: String,
        table: String,
        demanded: Demanded,
    },
    MissingTable {
        name: String,
        demanded: Demanded,
    },
    /// Numbers between two chapters are left out.
    NumberHole {
        missing: String,
        before: String,
        after: String,
    },
    NumberTwice {
        number: String,
        first: String,
    },
    /// A section stands before one that it should come after.
    Order {
        name: String,
        after: String,
        profile: String,
    },
    /// Its siblings have this sub-heading.
    NoPart {
        unit: String,
        part: String,
        have: usize,
        of: usize,
        negative: bool,
    },
    /// It has none of the sub-headings that its siblings have.
    NoParts {
        unit: String,
        parts: Vec<String>,
        have: usize,
    },
    /// The same sub-heading twice under one heading: the heading between has been lost.
    PartTwice {
        unit: String,
        part: String,
    },
    /// A sub-heading of units stands outside any unit.
    PartOutside {
        part: String,
        above: String,
    },
    /// The text speaks of another month as now.
    OtherMonth {
        found: String,
        own: String,
    },
    /// A column is headed with another year than its siblings.
    OtherYear {
        header: String,
        found: String,
        own: String,
    },
    /// All columns of a table are headed with an earlier year than the report and its other tables.
    TableOfOtherYear {
        heads: Vec<String>,
        found: String,
        own: String,
    },
    /// A reference that leads nowhere.
    Reference {
        to: String,
        target: Target,
        /// The numbers that there are.
        there: Vec<String>,
    },
    /// Left over from the template.
    Template {
        text: String,
    },
    /// A row of the table of units has no section of its own.
    NoUnit {
        label: String,
        have: usize,
        of: usize,
    },
}

/// What can be referred to by a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Section,
    Table,
    Diagram,
    Figure,
    Appendix,
    Note,
}

/// Who demands it and on what ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demanded {
    pub profile: String,
    pub required: bool,
    pub source: Option<String>,
}

impl Demanded {
    pub(super) fn new(analysis: &Analysis<'_>, demand: Demand, source: Option<&String>) -> Self {
        Self {
            profile: analysis.profile.name_in(analysis.options.lang).to_owned(),
            required: demand == Demand::Required,
            source: source.cloned(),
        }
    }

    /// A demand is never an error: a report may have its reasons.
    pub(super) fn severity(&self) -> Severity {
        if self.required { Severity::Warning } else { Severity::Note }
    }
}

/// A contents list with its page numbers looks like a table: the lines, counted from 1, on which the list has entries.
pub(super) fn contents_lines(analysis: &Analysis<'_>) -> BTreeSet<u32> {
    let entries = analysis.outline.contents.iter();
    entries.map(|entry| analysis.source.line_of(entry.span.start) as u32 + 1).collect()
}

pub(super) fn found(fact: SectionFact, severity: Severity, span: Option<Span>) -> Found {
    Found::new(Fact::Section(fact), severity, span)
}

/// A finding without a place of its own: the line is the nearest that can be named.
pub(super) fn found_at_line(fact: SectionFact, severity: Severity, line: u32) -> Found {
    Found { line: Some(line), ..found(fact, severity, None) }
}
