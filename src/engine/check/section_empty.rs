//! A heading with nothing under it.

use super::{
    Found,
    section::{SectionFact, contents_lines, found},
};
use crate::engine::{
    Analysis,
    lines::{self, LineKind},
    outline::{heads_columns, name::Units},
    profile::{self, Met},
    report::{RowRole, SectionStatus, Severity, Table},
    span::Span,
};
use std::collections::{BTreeMap, BTreeSet};

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
    let entries = contents_lines(analysis);
    let is_contents = |table: &Table| entries.range(table.first_line..=table.last_line).next().is_some();
    // A report has few tables of units.
    let tables: Vec<Units> = analysis
        .tables
        .iter()
        .filter(|table| table.rows.len() >= 4 && !is_contents(table))
        .take(20)
        .map(|table| {
            let rows = table.rows.iter().filter(|row| row.role != RowRole::Total);
            Units::new(rows.map(|row| row.label.as_str()))
        })
        .collect();
    let mut told = BTreeSet::new();
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
                // *Tillgångar* above *Anläggningstillgångar* is what that is one of.
                && !next_name.contains(&detail.name)
                && tables.iter().any(|units| {
                    matches!((units.find(&detail.name), units.find(next_name)), (Some(a), Some(b)) if a != b)
                })
        };
        // What stands over the units has them for its text.
        let gathers = || {
            let is_unit = || tables.iter().any(|units| units.find(next_name).is_some());
            gathers(&section.title, is_unit)
        };
        if (section.status == SectionStatus::Empty || skipped || unit()) && !gathers() {
            let fact = SectionFact::Empty { title: section.title.clone() };
            out.push(found(fact, Severity::Warning, section.span));
            told.insert(i);
        }
    }
    tables_without_rows(analysis, &told, out);
}

/// *Kommentarer* over the first of the units that are commented on.
fn gathers(title: &str, is_unit: impl FnOnce() -> bool) -> bool {
    const OF_UNITS: &[&str] = &["kommentarer", "avdelningar", "enheter", "nämnder", "förvaltningar", "verksamheter"];
    let lower = title.to_lowercase();
    lower.split_whitespace().last().is_some_and(|word| OF_UNITS.contains(&word)) && is_unit()
}

/// Heads of tables that nothing follows. One under a heading that has nothing else is told with the heading.
fn tables_without_rows(analysis: &Analysis<'_>, told: &BTreeSet<usize>, out: &mut Vec<Found>) {
    let (source, outline) = (analysis.source, &analysis.outline);
    let line_of = |span: Span| source.line_of(span.start);
    let headings: BTreeSet<usize> =
        outline.sections.iter().filter_map(|section| section.span).map(line_of).collect();
    // From the head of each table, which may be several lines, to its end.
    let mut read = vec![false; source.line_count()];
    for table in &analysis.tables {
        let first = (table.first_line as usize).saturating_sub(HEAD_LINES);
        let last = (table.last_line as usize).min(read.len());
        if let Some(lines) = read.get_mut(first..last) {
            lines.fill(true);
        }
    }
    let kinds = lines::classify(source);
    let listed: BTreeSet<usize> = outline.contents.iter().map(|entry| line_of(entry.span)).collect();
    // Neither what runs along the pages nor the contents list is part of the text. What is said twice is such a line,
    // too, or the head of a table that goes on; and the first line is the title.
    let text: Vec<(usize, &str)> = (0..source.line_count())
        .filter(|at| kinds.get(*at) == Some(&LineKind::Text) && !listed.contains(at))
        .map(|at| (at, source.line(at).trim()))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, line) in &text {
        *times.entry(line).or_default() += 1;
    }
    for (i, &(at, line)) in text.iter().enumerate().skip(1) {
        if read.get(at) == Some(&true) || headings.contains(&at) || times.get(line) != Some(&1) {
            continue;
        }
        // Cells that are parted as cells are; a list of words in a sentence is not.
        let cells = line.split(['\t', '|']).flat_map(|part| part.split("  ")).filter(|cell| !cell.trim().is_empty());
        if cells.count() < 3 || !heads_columns(line) {
            continue;
        }
        let ends = text.get(i + 1).is_none_or(|&(next, text)| {
            headings.contains(&next) || text.split_whitespace().count() >= 5 && text.ends_with('.')
        });
        let section = outline.sections.partition_point(|section| section.line as usize <= at + 1).checked_sub(1);
        if ends && !section.is_some_and(|section| told.contains(&section)) {
            let head = line.split_whitespace().collect::<Vec<_>>().join(" ");
            out.push(found(SectionFact::EmptyTable { head }, Severity::Warning, Some(source.line_span(at))));
        }
    }
}

/// The most lines that the head of a table has above what was read of it.
const HEAD_LINES: usize = 6;
