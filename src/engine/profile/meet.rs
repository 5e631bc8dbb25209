//! Which demands of a profile a report meets.
//!
//! A demand counts as met on slight evidence, because a section that stands there under a name of its own and
//! is called missing is worse than one that is missed.

use super::{Profile, SectionDemand, TableDemand};
use crate::engine::{
    outline::{
        Outline,
        name::{fold, name, split_number},
    },
    report::Table,
    source::Source,
    vocabulary::MONTHS,
    words::{stem, words},
};
use std::collections::{BTreeMap, BTreeSet};

/// What meets a demanded section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// This heading.
    Section(usize),
    /// This line, counted from 1, or the table that begins there: of this name, but no heading of the outline.
    Named(u32),
    /// Nothing.
    Missing,
    /// The section that should hold it is missing itself.
    NoParent,
}

/// What meets each demanded section, in the profile's order.
pub fn sections(profile: &Profile, outline: &Outline, source: &Source, tables: &[Table]) -> Vec<Met> {
    let names: Vec<Names> = profile.sections.iter().map(Names::of_section).collect();
    let lines = line_names(source, outline, tables);
    let stems_of: Vec<Vec<String>> = outline.details.iter().map(|detail| telling(&detail.name)).collect();
    let is = |demand: usize, section: usize| {
        outline.details.get(section).is_some_and(|detail| {
            let stems = stems_of.get(section).map_or(&[][..], Vec::as_slice);
            !detail.is_title && names.get(demand).is_some_and(|names| names.is(&detail.name, stems))
        })
    };
    let exactly = |demand: usize, section: usize| {
        outline
            .details
            .get(section)
            .is_some_and(|d| names.get(demand).is_some_and(|names| names.equals(&d.name)))
    };
    let top: Vec<usize> =
        (0..names.len()).filter(|&i| profile.sections.get(i).is_some_and(|d| d.within.is_none())).collect();
    let level = |section: usize| outline.sections.get(section).map_or(1, |section| section.level);
    // The sections that meet a demand at the top: the highest of that name.
    let all = 0..outline.sections.len();
    let place = |demand: usize, taken: &BTreeSet<usize>| {
        all.clone()
            .filter(|&s| is(demand, s) && !taken.contains(&s))
            .min_by_key(|&s| (!exactly(demand, s), level(s), s))
    };
    let mut met = vec![Met::Missing; names.len()];
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    // What stands deeper inside another demanded section belongs to that one first.
    for (i, demand) in profile.sections.iter().enumerate() {
        let Some(within) = &demand.within else { continue };
        let Some(parent) =
            top.iter().copied().find(|&t| profile.sections.get(t).is_some_and(|d| d.name == *within))
        else {
            continue;
        };
        let Some(holder) = place(parent, &BTreeSet::new()) else { continue };
        let end = all
            .clone()
            .skip(holder + 1)
            .find(|&s| level(s) <= level(holder) && top.iter().any(|&t| t != parent && is(t, s)))
            .unwrap_or(outline.sections.len());
        if let Some(found) = (holder + 1..end)
            .filter(|&s| is(i, s) && !taken.contains(&s))
            .min_by_key(|&s| (!exactly(i, s), s))
        {
            taken.insert(found);
            set(&mut met, i, Met::Section(found));
        }
    }
    for &i in &top {
        if let Some(found) = place(i, &taken) {
            set(&mut met, i, Met::Section(found));
        } else if let Some(line) = names.get(i).and_then(|names| names.first(&lines)) {
            set(&mut met, i, Met::Named(line));
        }
    }
    for (i, demand) in profile.sections.iter().enumerate() {
        let Some(within) = &demand.within else { continue };
        if met.get(i) != Some(&Met::Missing) {
            continue;
        }
        let parent = top.iter().find(|&&t| profile.sections.get(t).is_some_and(|d| d.name == *within));
        if parent.and_then(|&t| met.get(t)) == Some(&Met::Missing) {
            set(&mut met, i, Met::NoParent);
            continue;
        }
        // A name that the profile asks for once may stand anywhere.
        let alone = profile.sections.iter().filter(|other| other.name == demand.name).count() == 1;
        if alone && let Some(found) = place(i, &taken) {
            set(&mut met, i, Met::Section(found));
        } else if alone && let Some(line) = names.get(i).and_then(|names| names.first(&lines)) {
            set(&mut met, i, Met::Named(line));
        }
    }
    met
}

/// Marks the sections that the profile does not speak of: that meet no demand, stand in none that does and hold none.
/// A unit with the sub-headings that the profile asks of units is spoken of.
pub fn mark_extra(profile: &Profile, met: &[Met], outline: &mut Outline) {
    if profile.sections.is_empty() {
        return;
    }
    let pattern: BTreeSet<String> = profile.pattern.iter().map(|part| fold(part)).collect();
    let parent = |i: usize| outline.details.get(i).and_then(|detail| detail.parent);
    let mut known: Vec<bool> = (0..outline.sections.len()).map(|i| met.contains(&Met::Section(i))).collect();
    let mark = |known: &mut Vec<bool>, i: usize| {
        if let Some(known) = known.get_mut(i) {
            *known = true;
        }
    };
    for (i, detail) in outline.details.iter().enumerate().rev() {
        // From the end: what a section holds comes after it.
        if known.get(i) == Some(&true) || pattern.contains(&detail.name) {
            mark(&mut known, i);
            if let Some(parent) = detail.parent {
                mark(&mut known, parent);
            }
        }
    }
    // What stands in one that is met is its own affair; in one that only holds others it is extra.
    let mut within = vec![false; known.len()];
    for i in 0..known.len() {
        let in_met =
            parent(i).is_some_and(|p| met.contains(&Met::Section(p)) || within.get(p) == Some(&true));
        if let Some(within) = within.get_mut(i) {
            *within = in_met;
        }
    }
    for (i, section) in outline.sections.iter_mut().enumerate() {
        let is_title = outline.details.get(i).is_some_and(|detail| detail.is_title);
        section.extra = !is_title && known.get(i) == Some(&false) && within.get(i) == Some(&false);
    }
}

fn set(met: &mut [Met], i: usize, value: Met) {
    if let Some(met) = met.get_mut(i) {
        *met = value;
    }
}

/// The names of lines that stand for themselves and are no headings, and of tables, with the first line of each.
fn line_names(source: &Source, outline: &Outline, tables: &[Table]) -> BTreeMap<String, u32> {
    let known: BTreeSet<usize> = outline
        .sections
        .iter()
        .filter_map(|section| section.span)
        .chain(outline.contents.iter().map(|entry| entry.span))
        .map(|span| source.line_of(span.start))
        .collect();
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for table in tables {
        names.entry(name(&table.title)).or_insert(table.first_line);
    }
    for at in (0..source.line_count()).filter(|at| !known.contains(at)) {
        let line = source.line(at).trim();
        // A run-in heading: "Sammanfattning: Året …".
        let head = line.split_once(':').map_or(line, |(head, _)| head);
        for text in [line, head] {
            if (1..=120).contains(&text.len()) {
                names.entry(name(text)).or_insert(at as u32 + 1);
            }
        }
    }
    names
}

/// How a demanded table is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetTable {
    /// By these tables; the demanded rows that none of them has.
    Tables {
        tables: Vec<usize>,
        missing: Vec<usize>,
    },
    Missing,
}

/// What meets each demanded table, in the profile's order.
pub fn tables(profile: &Profile, outline: &Outline, tables: &[Table]) -> Vec<MetTable> {
    profile.tables.iter().map(|demand| met_table(demand, outline, tables)).collect()
}

fn met_table(demand: &TableDemand, outline: &Outline, tables: &[Table]) -> MetTable {
    let names = Names::new(&demand.name, &demand.alternatives);
    let has = |table: &Table, row: usize| {
        demand.rows.get(row).is_some_and(|wanted| {
            table.rows.iter().any(|row| row_is(&row.label, &wanted.name, &wanted.alternatives))
        })
    };
    let mut found: Vec<usize> = Vec::new();
    for (i, table) in tables.iter().enumerate() {
        // The heading that the table stands under.
        let before = outline.sections.partition_point(|section| section.line <= table.last_line);
        let above = before.checked_sub(1).and_then(|at| outline.details.get(at));
        let above = above.is_some_and(|detail| names.name(&detail.name));
        let rows = (0..demand.rows.len()).filter(|&row| has(table, row)).count();
        if above || names.name(&name(&table.title)) || demand.rows.len() >= 3 && rows * 2 >= demand.rows.len()
        {
            found.push(i);
        }
    }
    if found.is_empty() {
        // The only table of a report that asks for one only.
        let total = demand.rows.len() == 1 && tables.iter().any(|table| has(table, 0));
        return if total {
            MetTable::Tables { tables: Vec::new(), missing: Vec::new() }
        } else {
            MetTable::Missing
        };
    }
    let missing = (0..demand.rows.len())
        .filter(|&row| !found.iter().filter_map(|&i| tables.get(i)).any(|table| has(table, row)))
        .collect();
    MetTable::Tables { tables: found, missing }
}

/// Words that say only that a row is a total; they may stand in any name.
const TOTALS: &[&str] = &[
    "summa",
    "totalt",
    "total",
    "totala",
    "samtliga",
    "sammanlagt",
    "tkr",
    "mnkr",
    "mkr",
    "kr",
    "per",
    "sum",
];

/// Is this label that of the demanded row?
pub fn row_is(label: &str, wanted: &str, alternatives: &[String]) -> bool {
    let own = stems(label);
    std::iter::once(wanted).chain(alternatives.iter().map(String::as_str)).any(|name| {
        let name_stems = stems(name);
        if name_stems.is_empty() {
            // Nothing but words for a total: the label must have one of them.
            let first = fold(name);
            return words(label).iter().any(|word| word.text == first);
        }
        own == name_stems
    })
}

/// The stems of a label without the words for totals.
fn stems(text: &str) -> Vec<String> {
    let (_, text) = split_number(text);
    words(text)
        .into_iter()
        .filter(|word| !TOTALS.contains(&word.text.as_str()))
        .map(|word| root(&word.stem))
        .collect()
}

/// A stem cut once more, so that *nettokostnad* and *nettokostnader* meet.
fn root(once: &str) -> String {
    stem(once)
}

/// The names that count as one thing.
struct Names {
    folded: Vec<String>,
    stems: Vec<Vec<String>>,
}

/// Words that a heading may add to the name of a section without becoming another.
const PERIOD_WORDS: &[&str] =
    &["per", "för", "perioden", "kommun", "kommunen", "koncernen", "helår", "helåret", "kvartal", "tertial"];

impl Names {
    fn new(name: &str, alternatives: &[String]) -> Self {
        let all = std::iter::once(name).chain(alternatives.iter().map(String::as_str));
        let (folded, stems) = all
            .map(|name| {
                (fold(name), words(name).into_iter().map(|word| root(&word.stem)).collect::<Vec<_>>())
            })
            .unzip();
        Self { folded, stems }
    }

    fn of_section(demand: &SectionDemand) -> Self {
        Self::new(&demand.name, &demand.alternatives)
    }

    /// The first line that is one of them.
    fn first(&self, lines: &BTreeMap<String, u32>) -> Option<u32> {
        self.folded.iter().filter_map(|name| lines.get(name)).min().copied()
    }

    fn equals(&self, folded: &str) -> bool {
        self.folded.iter().any(|name| name == folded)
    }

    /// Is a heading of this folded name one of them?
    fn name(&self, heading: &str) -> bool {
        self.is(heading, &telling(heading))
    }

    /// The same words in any form, or the name inside a longer heading when it is telling enough to be
    /// recognised there.
    fn is(&self, heading: &str, own: &[String]) -> bool {
        if heading.is_empty() {
            return false;
        }
        self.equals(heading)
            || self.stems.iter().zip(&self.folded).any(|(stems, folded)| {
                let long = stems.len() >= 2 || folded.chars().count() >= 10;
                let inside = long
                    && own.len() <= stems.len() + 5
                    && own.windows(stems.len().max(1)).any(|window| window == stems.as_slice());
                !stems.is_empty() && (own == stems.as_slice() || inside)
            })
    }
}

/// The stems of a heading without the words for periods.
fn telling(heading: &str) -> Vec<String> {
    words(heading)
        .into_iter()
        .filter(|word| !MONTHS.contains(&word.text.as_str()) && !PERIOD_WORDS.contains(&word.text.as_str()))
        .map(|word| root(&word.stem))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_by_their_names() {
        let other = ["Resultat".to_owned()];
        assert!(row_is("Årets resultat", "Årets resultat", &other));
        assert!(row_is("Resultat, tkr", "Årets resultat", &other));
        assert!(row_is("Verksamhetens nettokostnad", "Verksamhetens nettokostnader", &[]));
        assert!(!row_is("Övriga kostnader", "Verksamhetens kostnader", &["Kostnader".to_owned()]));
        assert!(row_is("5XX Totalt Norra", "Totalt", &[]));
        assert!(!row_is("512 Stöd", "Totalt", &[]));
    }

    #[test]
    fn sections_by_their_names() {
        let names = Names::new("Sammanfattning", &["Utfall och prognos".to_owned(), "Prognos".to_owned()]);
        for heading in [
            "sammanfattning",
            "sammanfattning av resultatet för nämnden, april 2025",
            "prognos per mars 2024",
            "utfall och prognos",
        ] {
            assert!(names.name(heading), "{heading}");
        }
        for heading in ["", "prognosförändring", "prognos för hyror och lokaler", "personal"] {
            assert!(!names.name(heading), "{heading}");
        }
    }
}
