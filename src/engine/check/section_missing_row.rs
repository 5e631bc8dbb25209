//! A row that the profile demands is not in its table.

use super::{
    Found,
    section::{Demanded, SectionFact, found_at_line},
};
use crate::engine::{
    Analysis,
    profile::{self, MetTable, row_is},
};

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let met = profile::tables(&analysis.profile, &analysis.outline, &analysis.tables);
    // A row that the reader of the tables did not take for one still stands in the text.
    let source = analysis.source;
    let in_text = |name: &str, alternatives: &[String], first: u32, last: u32| {
        (first.saturating_sub(1) as usize..last as usize).any(|at| {
            let line = source.line(at);
            let label = line.find(|c: char| c.is_ascii_digit()).and_then(|end| line.get(..end)).unwrap_or(line);
            row_is(label.trim_end_matches(['-', '–', '−', '+', ' ']), name, alternatives)
        })
    };
    for (demand, met) in analysis.profile.tables.iter().zip(met) {
        let MetTable::Tables { tables, missing } = met else { continue };
        let Some(table) = tables.first().and_then(|&i| analysis.tables.get(i)) else { continue };
        for row in missing.into_iter().filter_map(|row| demand.rows.get(row)) {
            let anywhere = tables
                .iter()
                .filter_map(|&i| analysis.tables.get(i))
                .any(|table| {
                    // Above the first row stands the title, which may have the same name.
                    let first = table.rows.iter().map(|row| row.line).min().unwrap_or(table.first_line);
                    in_text(&row.name, &row.alternatives, first, table.last_line)
                });
            if anywhere {
                continue;
            }
            let demanded = Demanded::new(analysis, row.demand, row.source.as_ref());
            let severity = demanded.severity();
            let fact =
                SectionFact::MissingRow { name: row.name.clone(), table: demand.name.clone(), demanded };
            out.push(found_at_line(fact, severity, table.first_line));
        }
    }
}
