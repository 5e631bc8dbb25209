//! A heading with nothing under it.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{
    Analysis,
    outline::name::Units,
    profile::{self, Met},
    report::{SectionStatus, Severity},
};
use std::collections::BTreeSet;

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let outline = &analysis.outline;
    // A section that the profile asks for must have a text of its own when the next one at its level is another
    // that it asks for.
    let demanded: BTreeSet<usize> = analysis
        .met
        .iter()
        .filter_map(|met| match *met {
            Met::Section(at) => Some(at),
            _ => None,
        })
        .collect();
    // A report has few tables of units.
    let tables: Vec<Units> = analysis
        .tables
        .iter()
        .filter(|table| table.rows.len() >= 4)
        .take(20)
        .map(|table| Units::new(table.rows.iter().map(|row| row.label.as_str())))
        .collect();
    for (i, (section, detail)) in outline.sections.iter().zip(&outline.details).enumerate() {
        let level = |i: usize| outline.sections.get(i).map(|section| section.level);
        let apart = outline.details.get(i + 1).is_none_or(|next| !profile::holds(&detail.name, &next.name));
        let skipped = detail.lines == 0
            && !detail.is_title
            && demanded.contains(&i)
            && demanded.contains(&(i + 1))
            && level(i + 1) == Some(section.level)
            && apart;
        // So must a unit of a table when the next heading is another unit of it.
        let next_name = outline.details.get(i + 1).map_or("", |next| next.name.as_str());
        let unit = || {
            detail.lines == 0
                && !detail.is_title
                && level(i + 1) == Some(section.level)
                && tables.iter().any(|units| {
                    matches!((units.find(&detail.name), units.find(next_name)), (Some(a), Some(b)) if a != b)
                })
        };
        if section.status == SectionStatus::Empty || skipped || unit() {
            let fact = SectionFact::Empty { title: section.title.clone() };
            out.push(found(fact, Severity::Warning, section.span));
        }
    }
}
