//! A row of the table of units has no section of its own, though the others have.

use super::{
    Found,
    section::{SectionFact, contents_lines, found, found_at_line},
};
use crate::engine::{
    Analysis,
    outline::name::Units,
    report::{Row, RowRole, Severity},
};

/// The name of a unit is no longer.
const MOST_WORDS: usize = 8;

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let sections = analysis.outline.details.iter().filter(|detail| !detail.is_title && !detail.recurs);
    let headings = Units::new(sections.map(|detail| detail.name.as_str()));
    let entries = contents_lines(analysis);
    for table in &analysis.tables {
        if entries.range(table.first_line..=table.last_line).next().is_some() {
            continue;
        }
        let mut rows: Vec<&Row> = table
            .rows
            .iter()
            .filter(|row| !matches!(row.role, RowRole::Total | RowRole::Net | RowRole::Result | RowRole::Part))
            // A sentence with figures may be read as a row.
            .filter(|row| row.label.split_whitespace().count() <= MOST_WORDS)
            .collect();
        // Where most rows open with a code, a row without one is something else.
        let coded = |row: &&Row| row.label.starts_with(|c: char| c.is_ascii_digit());
        if rows.iter().filter(|row| coded(row)).count() * 2 > rows.len() {
            rows.retain(coded);
        }
        let has = |row: &Row| headings.find(&row.label).is_some();
        let have = rows.iter().filter(|row| has(row)).count();
        // Four of five is a habit; fewer rows or more holes are chance.
        if rows.len() < 5 || have == rows.len() || have * 5 < rows.len() * 4 {
            continue;
        }
        for row in rows.iter().filter(|row| !has(row)) {
            let fact = SectionFact::NoUnit { label: row.label.clone(), have, of: rows.len() };
            out.push(match row.label_span {
                Some(span) => found(fact, Severity::Note, Some(span)),
                None => found_at_line(fact, Severity::Note, row.line),
            });
        }
    }
}
