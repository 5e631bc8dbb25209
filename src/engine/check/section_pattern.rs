//! Siblings that share sub-headings, where one lacks what most have.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{
    Analysis,
    figure::{self, Style},
    outline::name::{Units, figures_at, fold, name},
    report::{ColumnRole, Relation, RelationKind, Severity},
    words::words,
};
use std::collections::{BTreeMap, BTreeSet};

/// A section with the names of the recurring sub-headings in it.
struct Unit {
    section: usize,
    parts: Vec<String>,
}

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let outline = &analysis.outline;
    // The recurring sub-headings by the section they stand in.
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, detail) in outline.details.iter().enumerate().filter(|(_, detail)| detail.recurs) {
        if let Some(parent) = detail.parent {
            parts.entry(parent).or_default().push(i);
        }
    }
    let mut groups: BTreeMap<(Option<usize>, u8), Vec<Unit>> = BTreeMap::new();
    for (i, (section, detail)) in outline.sections.iter().zip(&outline.details).enumerate() {
        if detail.is_title || detail.recurs {
            continue;
        }
        let own = parts.get(&i).map_or(&[][..], Vec::as_slice);
        let names = own.iter().filter_map(|&i| outline.details.get(i)).map(|d| d.name.clone()).collect();
        groups.entry((detail.parent, section.level)).or_default().push(Unit { section: i, parts: names });
    }
    let rows = Rows::new(analysis);
    lost_headings(analysis, &parts, out);
    for units in groups.values() {
        lacking(analysis, &rows, units, out);
    }
}

/// A sub-heading that comes twice under one heading, or outside any unit: the heading of a unit is gone.
fn lost_headings(analysis: &Analysis<'_>, parts: &BTreeMap<usize, Vec<usize>>, out: &mut Vec<Found>) {
    let outline = &analysis.outline;
    let title = |i: usize| outline.sections.get(i).map_or_else(String::new, |section| section.title.clone());
    let holders: BTreeSet<usize> =
        parts.keys().filter_map(|&unit| outline.details.get(unit).and_then(|detail| detail.parent)).collect();
    for (&parent, children) in parts {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let holds_units = holders.contains(&parent);
        for &child in children {
            let (Some(detail), Some(section)) = (outline.details.get(child), outline.sections.get(child)) else {
                continue;
            };
            let (unit, part) = (title(parent), section.title.clone());
            let fact = if !seen.insert(&detail.name) {
                SectionFact::PartTwice { unit, part }
            } else if holds_units {
                SectionFact::PartOutside { part, above: unit }
            } else {
                continue;
            };
            out.push(found(fact, Severity::Warning, section.span));
            // The first says it; those that follow it under the same lost heading are no news.
            break;
        }
    }
}

/// The units of one level that lack what the others have.
fn lacking(analysis: &Analysis<'_>, rows: &Rows, units: &[Unit], out: &mut Vec<Found>) {
    // Two that share sub-headings are not yet a pattern, unless the profile says so.
    let mut with: Vec<&Unit> = units.iter().filter(|unit| !unit.parts.is_empty()).collect();
    let all = shared(analysis, &with);
    // A section whose sub-headings are others than these is of another kind.
    // So is one that shares less than a quarter of them.
    with.retain(|unit| {
        let own = all.iter().filter(|(part, _)| unit.parts.contains(part)).count();
        own > 0 && own * 4 >= all.len()
    });
    let expected = shared(analysis, &with);
    if with.len() < 2 || expected.is_empty() {
        return;
    }
    let members: BTreeSet<usize> = with.iter().map(|unit| unit.section).collect();
    let titles = titles(analysis);
    let title_of = |part: &str| titles.get(part).copied().unwrap_or(part).to_owned();
    let (first, last) = (with.first().map(|unit| unit.section), with.last().map(|unit| unit.section));
    for unit in units {
        let Some(section) = analysis.outline.sections.get(unit.section) else { continue };
        let negative = is_negative(analysis, rows, unit.section);
        if !members.contains(&unit.section) {
            if !unit.parts.is_empty() {
                continue;
            }
            // A section that never had parts, such as a summary, is no unit.
            let between = Some(unit.section) > first && Some(unit.section) < last;
            let own_name = name(&section.title);
            let with_figure = |i: usize| analysis.outline.sections.get(i).is_some_and(|s| figures_at(&s.title).is_some());
            let alike = with_figure(unit.section)
                && with.iter().all(|unit| with_figure(unit.section))
                && units.len() - with.len() <= with.len() / 3;
            let is_unit = between || alike || rows.find(&own_name).is_some();
            // The first section inside another stands right after it.
            let next = analysis.outline.details.get(unit.section + 1);
            let nested = next.is_some_and(|next| next.parent == Some(unit.section));
            if is_unit && !nested && !analysis.names.hold(&own_name) {
                let parts = expected.iter().map(|(part, _)| title_of(part)).collect();
                let fact = SectionFact::NoParts { unit: section.title.clone(), parts, have: with.len() };
                let severity = if negative { Severity::Warning } else { Severity::Note };
                out.push(found(fact, severity, section.span));
            }
            continue;
        }
        for &(part, have) in expected.iter().filter(|(part, _)| !unit.parts.contains(part)) {
            // A deviation on the wrong side without a measure against it weighs most.
            let weighs = negative && words(part).iter().any(|word| word.stem.starts_with("åtgärd") || word.stem.starts_with("measure"));
            let fact = SectionFact::NoPart {
                unit: section.title.clone(),
                part: title_of(part),
                have,
                of: with.len(),
                negative: weighs,
            };
            let severity = if weighs { Severity::Warning } else { Severity::Note };
            out.push(found(fact, severity, section.span));
        }
    }
}

/// The sub-headings that most of the units have, or that the profile demands and some have; with their number.
fn shared<'a>(analysis: &Analysis<'_>, units: &[&'a Unit]) -> Vec<(&'a String, usize)> {
    let mut counts: Vec<(&String, usize)> = Vec::new();
    let mut places: BTreeMap<&String, usize> = BTreeMap::new();
    for part in units.iter().flat_map(|unit| unit.parts.iter().collect::<BTreeSet<_>>()) {
        let place = *places.entry(part).or_insert(counts.len());
        match counts.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => counts.push((part, 1)),
        }
    }
    let demanded = |part: &str| analysis.profile.pattern.iter().any(|name| fold(name) == part);
    counts.retain(|&(part, count)| {
        demanded(part) && count >= 2 || units.len() >= 3 && count * 2 > units.len()
    });
    counts
}

/// Every heading as it is written the first time, by its name.
fn titles<'a>(analysis: &'a Analysis<'_>) -> BTreeMap<&'a str, &'a str> {
    let outline = &analysis.outline;
    let mut titles = BTreeMap::new();
    for (section, detail) in outline.sections.iter().zip(&outline.details) {
        titles.entry(detail.name.as_str()).or_insert(section.title.as_str());
    }
    titles
}

/// Does the unit report a deviation on the wrong side, in its heading or in the table of units?
fn is_negative(analysis: &Analysis<'_>, rows: &Rows, section: usize) -> bool {
    let Some(title) = analysis.outline.sections.get(section).map(|section| section.title.as_str()) else {
        return false;
    };
    let in_title = figure::scan(title, Style::Comma)
        .into_iter()
        .find(|scanned| scanned.figure.sign != figure::Sign::None)
        .map(|scanned| scanned.figure.sign == figure::Sign::Minus);
    in_title.unwrap_or_else(|| {
        rows.find(&name(title)).is_some_and(|(table, row)| {
            let Some(table) = analysis.tables.get(table) else { return false };
            // A column whose head could not be read is a deviation when it is the difference of two others.
            let headed = table.columns.iter().position(|column| column.role == ColumnRole::Deviation);
            let deviation = headed.or_else(|| {
                let in_row = |relation: &&Relation| {
                    relation.kind == RelationKind::Difference
                        && relation.total.0 == row
                        && relation.terms.iter().all(|term| term.cell.0 == row)
                };
                table.relations.iter().find(in_row).map(|relation| relation.total.1)
            });
            deviation.and_then(|column| table.value((row, column))).is_some_and(|value| value.is_sign_negative() && !value.is_zero())
        })
    })
}

/// The row of a table that is this unit's: the rows of every table, and where each stands.
struct Rows {
    units: Units,
    places: Vec<(usize, usize)>,
}

impl Rows {
    fn new(analysis: &Analysis<'_>) -> Self {
        let tables = || analysis.tables.iter().enumerate();
        Self {
            units: Units::new(tables().flat_map(|(_, table)| &table.rows).map(|row| row.label.as_str())),
            places: tables().flat_map(|(t, table)| (0..table.rows.len()).map(move |r| (t, r))).collect(),
        }
    }

    fn find(&self, unit: &str) -> Option<(usize, usize)> {
        self.units.find(unit).and_then(|at| self.places.get(at)).copied()
    }
}
