//! A row that should have figures has none.
//!
//! The reader of the tables leaves a label without figures out: most are headings inside the table. Told is only
//! what is a row for certain: the profile knows it, it [is called a sum](is_called_a_sum), a total
//! [lacks it](lacking), its [name](named) is none of a heading of the rows below it, or it
//! [stands as a row](Rows::is_row) elsewhere in the report.

mod lacking;
mod named;

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{
    Analysis, figure,
    outline::name::{fold, name},
    profile::row_is,
    report::{Row, RowRole, Severity, Table, Verdict},
    source::Source,
};
use std::collections::{BTreeMap, BTreeSet};

/// The names of totals that are no heading inside a table; the first of them whatever it is a sum of.
const TOTALS: &[&str] = &["summa", "totalt", "total"];

/// So many tables with a row of the same name are looked at; more are no tables of units.
const MOST: usize = 50;

/// The fewest digits of an account's or a department's number; shorter ones number the lines of a form, headings too.
const CODE: usize = 3;

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let source = analysis.source;
    let wanted: Vec<_> = analysis.profile.tables.iter().flat_map(|table| &table.rows).collect();
    let mut rows = None;
    for (index, table) in analysis.tables.iter().enumerate() {
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
        let within = (first..=last).filter(|at| !read.contains(at));
        let within: Vec<usize> = within.filter(|&at| is_bare(source.line(at).trim())).collect();
        // Over the first row there are the heads of the columns, or else a heading.
        let is_head = |line: &str| {
            table.columns.iter().any(|it| it.header.split_whitespace().any(|word| line.contains(word)))
        };
        let headed = first.checked_sub(1).map(|at| source.line(at).trim());
        let headed = headed.is_some_and(|line| is_bare(line) && !is_head(line));
        // A table begins and ends with its rows, so what stands just before and behind them needs more to be one.
        let around = [first.checked_sub(1), Some(last + 1).filter(|&at| at < source.line_count())];
        let around = around.into_iter().flatten().filter(|&at| is_bare(source.line(at).trim()));
        for at in within.iter().copied().chain(around) {
            let label = source.line(at).trim();
            let inside = (first..=last).contains(&at);
            if table.rows.iter().any(|row| row.label.trim() == label) {
                continue;
            }
            let next = table.rows.partition_point(|row| row.line as usize <= at);
            let place = Place { source, index, table, next, label };
            if place.heads_a_group() {
                continue;
            }
            // A name that is broken over lines goes on with a small letter.
            let ends = || {
                let after = source.line(at + 1).trim_start();
                !after.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || figure::is_minus(c))
            };
            let directly = |at: usize| (at + 1..=last).find(|&at| !source.line(at).trim().is_empty()).is_some_and(|at| read.contains(&at));
            let known = || wanted.iter().any(|row| row_is(label, &row.name, &row.alternatives));
            // Above the first row its name has to say more than that a total lacks it.
            let leads = at + 1 == first;
            let is_row = is_called_a_sum(label) && ends()
                || is_numbered_as_its_neighbours(&place) && !place.adds_up_without()
                || (inside || leads) && named::is_row(&place, &within, directly(at))
                || !inside && !leads && named::closes(&place, source.line(at + 1))
                || inside
                    && (known()
                        || !headed
                            && label.starts_with(|c: char| !c.is_lowercase())
                            && lacking::is_lacking(table, next, &within)
                        || rows.get_or_insert_with(|| Rows::of(analysis)).is_row(&place, &within, directly(at)));
            if is_row {
                let fact = SectionFact::BlankRow { label: label.to_owned() };
                out.push(found(fact, Severity::Warning, Some(source.line_span(at))));
            }
        }
    }
}

/// Words and no figure, be it a dash for nought; a number in front, or behind in brackets, may be that of an account or a
/// project, a dash in front the mark of a list.
fn is_bare(label: &str) -> bool {
    let label = label.get(..label.len() - named::number_behind(label).map_or(0, str::len)).unwrap_or(label).trim_end();
    let unmarked = label.trim_start_matches(|c: char| figure::is_minus(c) || c == '•').trim_start();
    let words = unmarked.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_dash = |word: &str| word.chars().all(figure::is_minus);
    !words.is_empty()
        && !words.chars().any(|c| c.is_ascii_digit())
        && !words.split_whitespace().any(is_dash)
}

/// *Summa*, or *Summa kostnader*. *Totalt* has to stand alone, for it begins sentences, and *Summa per nämnd* is a heading.
fn is_called_a_sum(label: &str) -> bool {
    /// What follows the sum in the name of a table and not of a row.
    const HEADING: &[&str] = &["per", "efter", "för", "av", "by", "for", "of"];
    let lower = label.to_lowercase();
    let mut words = lower.split_whitespace();
    TOTALS.contains(&lower.as_str())
        || words.next() == TOTALS.first().copied()
            && words.next().is_some_and(|word| !HEADING.contains(&word))
            && !lower.ends_with([':', '.'])
}

/// Where a label stands that has no figures.
struct Place<'a> {
    source: &'a Source,
    index: usize,
    table: &'a Table,
    /// The row that follows it.
    next: usize,
    label: &'a str,
}

impl Place<'_> {
    fn before(&self) -> Option<&Row> {
        self.table.rows.get(self.next.checked_sub(1)?)
    }

    fn after(&self) -> Option<&Row> {
        self.table.rows.get(self.next)
    }

    /// Does the row that follows have the name of one further up? Then the label heads a group of rows that comes again.
    fn heads_a_group(&self) -> bool {
        let above = self.table.rows.get(..self.next).unwrap_or(&[]);
        let again = |row: &&Row| above.iter().any(|other| other.label == row.label);
        self.after().filter(|row| !row.label.is_empty() && row.role != RowRole::Total).is_some_and(|row| again(&row))
    }

    /// A sum of the row behind holds in most columns: above all of its terms, the label lacks no amount either.
    fn next_adds_up(&self) -> bool {
        let holding = self.table.relations.iter().filter(|relation| relation.verdict != Verdict::Mismatch);
        let of_next = holding.filter(|relation| {
            let column = relation.total.1;
            relation.total.0 > self.next && relation.terms.iter().any(|term| term.cell == (self.next, column))
        });
        let columns: BTreeSet<usize> = of_next.map(|relation| relation.total.1).collect();
        columns.len() * 2 > self.table.columns.len()
    }

    /// Sums hold over the place in most columns, so that no amount is lacking there. In one of them it may be nought.
    fn adds_up_without(&self) -> bool {
        let holding = self.table.relations.iter().filter(|relation| relation.verdict != Verdict::Mismatch);
        let over = holding.filter(|relation| {
            let mut rows = relation.terms.iter().map(|term| term.cell.0).chain([relation.total.0]);
            rows.clone().any(|row| row < self.next) && rows.any(|row| row >= self.next)
        });
        let columns: BTreeSet<usize> = over.map(|relation| relation.total.1).collect();
        columns.len() * 2 > self.table.columns.len()
    }
}

/// What is known of the rows of a report outside the table they stand in.
struct Rows<'a> {
    tables: &'a [Table],
    /// Where the rows of a name stand: table and row.
    places: BTreeMap<String, Vec<(usize, usize)>>,
    /// The sections that are divided as others are, by name: their level, and what their parts are called.
    units: BTreeMap<&'a str, (u8, BTreeSet<&'a str>)>,
    /// How deep the sections stand, by name.
    levels: BTreeMap<&'a str, u8>,
}

impl<'a> Rows<'a> {
    fn of(analysis: &'a Analysis<'_>) -> Self {
        let mut places: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (t, table) in analysis.tables.iter().enumerate() {
            for (r, row) in table.rows.iter().enumerate() {
                let known = places.entry(fold(&row.label)).or_default();
                if known.len() < MOST {
                    known.push((t, r));
                }
            }
        }
        let outline = &analysis.outline;
        let mut units: BTreeMap<&str, (u8, BTreeSet<&str>)> = BTreeMap::new();
        for part in outline.details.iter().filter(|detail| detail.recurs) {
            if let Some(unit) = part.parent
                && let (Some(detail), Some(section)) = (outline.details.get(unit), outline.sections.get(unit))
            {
                units.entry(&detail.name).or_insert((section.level, BTreeSet::new())).1.insert(&part.name);
            }
        }
        let named = outline.details.iter().zip(&outline.sections).filter(|(detail, _)| !detail.is_title);
        let levels = named.map(|(detail, section)| (detail.name.as_str(), section.level)).collect();
        Self { tables: &analysis.tables, places, units, levels }
    }

    /// Is it a row and no heading inside the table? Of each kind of evidence one alone is enough.
    fn is_row(&self, place: &Place<'_>, bare: &[usize], directly: bool) -> bool {
        let rowlike = self.is_row_of_another_table(place)
            || directly && self.is_row_in_the_same_order(place)
            || self.is_a_unit(place)
            || directly && self.has_a_section_as_its_neighbours(place) && lacking::fails(place.table, place.next, bare);
        rowlike && !place.adds_up_without()
    }

    /// In another table a row of the name has figures, and both tables have rows before and behind it in common: the
    /// one behind follows right here, and so is no part of it.
    fn is_row_in_the_same_order(&self, place: &Place<'_>) -> bool {
        let others = self.places.get(&fold(place.label)).map_or(&[][..], Vec::as_slice);
        let Some(next) = place.after().map(|row| fold(&row.label)) else { return false };
        let before: BTreeSet<String> =
            place.table.rows.iter().take(place.next).rev().take(MOST).map(|row| fold(&row.label)).collect();
        others.iter().filter(|&&(table, _)| table != place.index).any(|&(table, row)| {
            let Some(other) = self.tables.get(table) else { return false };
            let filled = other.rows.get(row).is_some_and(|row| row.cells.iter().all(Option::is_some));
            // As a sum of what follows it may be a heading here.
            let sums_what_follows = other.relations.iter().any(|relation| {
                relation.total.0 == row && relation.terms.iter().any(|term| term.cell.0 > row)
            });
            let near = |rows: &[Row], holds: &dyn Fn(&String) -> bool| {
                rows.iter().any(|row| holds(&fold(&row.label)))
            };
            let earlier = other.rows.get(row.saturating_sub(MOST)..row).unwrap_or(&[]);
            let later = other.rows.get(row + 1..).unwrap_or(&[]);
            filled
                && !sums_what_follows
                && near(earlier, &|label| before.contains(label))
                && near(later.get(..MOST.min(later.len())).unwrap_or(&[]), &|label| *label == next)
        })
    }

    /// A section of its own stands as deep as those of the rows right before and behind it.
    fn has_a_section_as_its_neighbours(&self, place: &Place<'_>) -> bool {
        let level = |label: &str| self.levels.get(name(label).as_str());
        let Some(own) = level(place.label) else { return false };
        let beside = [place.before(), place.after()];
        beside.iter().flatten().count() == 2 && beside.into_iter().flatten().all(|row| level(&row.label) == Some(own))
    }

    /// In another table a row of the name has figures, and stands between the same rows.
    fn is_row_of_another_table(&self, place: &Place<'_>) -> bool {
        let label = |table: &Table, row: Option<usize>| {
            row.and_then(|row| table.rows.get(row)).map(|row| fold(&row.label))
        };
        let around = |table: &Table, before: usize, after: usize| {
            [(before, 2), (before, 1)]
                .map(|(from, by)| label(table, from.checked_sub(by)))
                .into_iter()
                .chain([label(table, Some(after)), label(table, Some(after + 1))])
                .collect::<Vec<_>>()
        };
        let own = around(place.table, place.next, place.next);
        let others = self.places.get(&fold(place.label)).map_or(&[][..], Vec::as_slice);
        others.iter().filter(|&&(table, _)| table != place.index).any(|&(table, row)| {
            let Some(other) = self.tables.get(table) else { return false };
            let filled = other.rows.get(row).is_some_and(|row| row.cells.iter().all(Option::is_some));
            // A group may have its sum beside its name in one table and none in another.
            let sums_what_follows = other.relations.iter().any(|relation| {
                relation.total.0 == row && relation.terms.iter().any(|term| term.cell.0 > row)
            });
            let there = around(other, row, row + 1);
            let shared = own.iter().zip(&there).filter(|(a, b)| a.is_some() && a == b).count();
            let beside = own.iter().zip(&there).skip(1).take(2).all(|(a, b)| a == b);
            filled && !sums_what_follows && beside && shared >= 2
        })
    }

    /// A section of the name is divided as those of its neighbours are, and stands beside them.
    fn is_a_unit(&self, place: &Place<'_>) -> bool {
        let unit = |label: &str| self.units.get(name(label).as_str());
        let Some((level, parts)) = unit(place.label) else { return false };
        let mut beside = [place.before(), place.after()]
            .into_iter()
            .flatten()
            .filter(|row| row.role != RowRole::Total)
            .peekable();
        let alike = |row: &Row| {
            unit(&row.label).is_some_and(|(other, theirs)| other == level && !theirs.is_disjoint(parts))
        };
        beside.peek().is_some() && beside.all(alike)
    }
}

/// *515* between *514* and *516*, or just before or behind one of them where the table begins or ends. A rounder number is
/// that of a group.
fn is_numbered_as_its_neighbours(place: &Place<'_>) -> bool {
    let code = |label: &str| -> Option<String> {
        let digits: String = label.trim().chars().take_while(char::is_ascii_digit).collect();
        (digits.len() >= CODE).then_some(digits)
    };
    let Some(own) = code(place.label) else { return false };
    let zeros = |code: &str| code.len() - code.trim_end_matches('0').len();
    let fits = |row: Option<&Row>, below: bool| {
        row.and_then(|row| code(&row.label)).is_some_and(|other| {
            let in_order = if below { other < own } else { own < other };
            other.len() == own.len() && in_order && zeros(&own) <= zeros(&other)
        })
    };
    // At the end of the numbers, only the very next.
    let adjoins = |row: Option<&Row>| {
        let numbers = [Some(own.clone()), row.and_then(|row| code(&row.label))];
        let [Some(Ok(one)), Some(Ok(other))] = numbers.map(|it| it.map(|digits| digits.parse::<u64>())) else {
            return false;
        };
        one.abs_diff(other) == 1
    };
    let (before, after) = (place.before(), place.after());
    let is_end = |row: Option<&Row>| row.is_none_or(|row| code(&row.label).is_none());
    match (fits(before, true), fits(after, false)) {
        (true, true) => true,
        (true, false) => is_end(after) && adjoins(before),
        (false, true) => is_end(before) && adjoins(after),
        (false, false) => false,
    }
}
