//! `reading/doubt`: what could not be told from the text.

use super::{Fact, FootingFact, Found};
use crate::engine::{
    Analysis,
    report::{Severity, State},
    table::Note,
};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    for note in &analysis.notes {
        let (table, fact, row) = match *note {
            Note::Columns { table } => (table, FootingFact::ColumnsInDoubt { table: table + 1 }, None),
            Note::Exhausted { table } => (table, FootingFact::Exhausted { table: table + 1 }, None),
            Note::Row { table, row } => {
                let Some(row) = analysis.tables.get(table).and_then(|table| table.rows.get(row)) else { continue };
                // The arithmetic has told what the text did not.
                if row.cells.iter().flatten().all(|cell| cell.state != State::Unchecked) {
                    continue;
                }
                (table, FootingFact::RowInDoubt { label: row.label.clone() }, Some(row))
            }
            Note::Malformed { .. } => continue,
        };
        let row = row.or_else(|| analysis.tables.get(table).and_then(|table| table.rows.first()));
        let span = row.and_then(|row| row.label_span);
        found.push(Found { line: row.map(|row| row.line), ..Found::new(Fact::Footing(fact), Severity::Note, span) });
    }
}
