//! The contents list and the chapters do not agree.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{
    Analysis,
    outline::name::name,
    profile::Met,
    report::Severity,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let outline = &analysis.outline;
    if outline.contents.is_empty() {
        return;
    }
    let entry_lines: BTreeSet<usize> =
        outline.contents.iter().map(|entry| analysis.source.line_of(entry.span.start)).collect();
    let lines: BTreeSet<String> = (0..analysis.source.line_count())
        .filter(|at| !entry_lines.contains(at))
        .map(|at| analysis.source.line(at))
        .filter(|line| line.len() <= 200)
        .map(name)
        .collect();
    // A pasted part of a report has a list of chapters that were left behind on purpose.
    let found_entries = outline.contents.iter().filter(|entry| entry.section.is_some()).count();
    let whole = found_entries * 2 >= outline.contents.len();
    let numbers_kept = outline.details.iter().any(|detail| !detail.number.is_empty());
    let listed: BTreeSet<usize> = outline.contents.iter().filter_map(|entry| entry.section).collect();
    let mut named: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for (at, detail) in outline.details.iter().enumerate() {
        named.entry((&detail.name, detail.number.len())).or_insert(at);
    }
    // The same chapter under another number is told once, as that.
    let mut moved: BTreeSet<usize> = BTreeSet::new();
    for entry in outline.contents.iter().filter(|entry| entry.section.is_none() && whole) {
        let title = name(&entry.title);
        let elsewhere =
            named.get(&(title.as_str(), entry.number.len())).copied().filter(|_| !entry.number.is_empty());
        if let Some(at) = elsewhere.filter(|at| !listed.contains(at))
            && let (Some(detail), Some(section)) = (outline.details.get(at), outline.sections.get(at))
        {
            moved.insert(at);
            let shown = |number: &[u16]| number.iter().map(u16::to_string).collect::<Vec<_>>().join(".");
            let (listed, own) = (shown(&entry.number), shown(&detail.number));
            let fact = SectionFact::OtherNumber { title: entry.title.clone(), listed, own };
            let related = section.span.into_iter().collect();
            out.push(Found { related, ..found(fact, Severity::Warning, Some(entry.span)) });
            continue;
        }
        // Where the headings have numbers, a line of the same words without one is another heading.
        if numbers_kept && !entry.number.is_empty() || !lines.contains(&title) {
            let fact = SectionFact::NoChapter { title: entry.title.clone() };
            out.push(found(fact, Severity::Warning, Some(entry.span)));
        }
    }
    // Else only a number says for certain that a heading is of a depth that the list goes down to.
    let depth = outline.contents.iter().map(|entry| entry.number.len()).max().unwrap_or(0);
    // A section that the profile knows, when most such sections are in the list.
    let known: Vec<usize> = analysis
        .profile
        .sections
        .iter()
        .zip(&analysis.met)
        .filter_map(|(demand, met)| match *met {
            Met::Section(at) if demand.within.is_none() || depth == 0 => Some(at),
            _ => None,
        })
        .collect();
    let known_listed = known.iter().filter(|at| listed.contains(at)).count();
    let by_profile = |i: usize| depth == 0 && known.contains(&i) && known_listed >= 3 && known_listed * 2 > known.len();
    for (i, (section, detail)) in outline.sections.iter().zip(&outline.details).enumerate() {
        if moved.contains(&i) {
            continue;
        }
        if (1..=depth).contains(&detail.number.len()) && !listed.contains(&i) || by_profile(i) && !listed.contains(&i) {
            let fact = SectionFact::Unlisted { title: section.title.clone() };
            out.push(found(fact, Severity::Warning, section.span));
        }
    }
}
