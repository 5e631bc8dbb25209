//! A row that should have figures has none.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{Analysis, figure, profile::row_is, report::Severity};
use std::collections::BTreeSet;

/// The names of totals that are no heading inside a table.
const TOTALS: &[&str] = &["summa", "totalt", "total"];

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let source = analysis.source;
    let wanted: Vec<_> = analysis.profile.tables.iter().flat_map(|table| &table.rows).collect();
    for table in &analysis.tables {
        let filled = table.rows.iter().filter(|row| row.cells.iter().all(Option::is_some)).count();
        // Most rows are filled in every column; in a sparse table a blank row says nothing.
        if table.columns.is_empty() || filled < 3 || filled * 3 < table.rows.len() * 2 {
            continue;
        }
        let spans = table.rows.iter().flat_map(|row| {
            let cells = row.cells.iter().flatten().filter_map(|cell| cell.span);
            cells.chain(row.label_span).flat_map(|span| {
                source.line_of(span.start)..=source.line_of(span.end.saturating_sub(1).max(span.start))
            })
        });
        let read: BTreeSet<usize> = spans.collect();
        let (Some(&first), Some(&last)) = (read.first(), read.last()) else { continue };
        // The reader of the tables leaves a label without figures out: most are headings inside the table. One
        // that the profile knows as a row is not, nor is a lone "Summa".
        for at in (first..=last).filter(|at| !read.contains(at)) {
            let label = source.line(at).trim();
            let bare = !label.is_empty() && !label.chars().any(|c| c.is_ascii_digit() || figure::is_minus(c));
            let known = || {
                TOTALS.contains(&label.to_lowercase().as_str())
                    || wanted.iter().any(|row| row_is(label, &row.name, &row.alternatives))
            };
            let double = || table.rows.iter().any(|row| row.label.trim() == label);
            if bare && known() && !double() {
                let fact = SectionFact::BlankRow { label: label.to_owned() };
                out.push(found(fact, Severity::Warning, Some(source.line_span(at))));
            }
        }
    }
}
