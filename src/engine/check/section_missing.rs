//! A section that the profile demands is not there.

use super::{
    Fact, Found,
    section::{Demanded, SectionFact, found_at_line},
};
use crate::engine::{
    Analysis,
    profile::{Demand, Met, SectionDemand},
    report::{ExpectedSection, ExpectedStatus, Finding, SectionStatus},
    wording,
};
use std::collections::BTreeMap;

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    if is_blank(analysis) {
        return;
    }
    let mut line = 1;
    for (demand, met) in analysis.profile.sections.iter().zip(&analysis.met) {
        match *met {
            Met::Section(at) => line = analysis.outline.sections.get(at).map_or(line, |section| section.line),
            Met::Missing => {
                let severity = Demanded::new(analysis, demand.demand, demand.source.as_ref()).severity();
                out.push(found_at_line(fact(analysis, demand), severity, line));
            }
            Met::Named(_) | Met::NoParent => {}
        }
    }
}

/// An empty text has nothing to be held against.
fn is_blank(analysis: &Analysis<'_>) -> bool {
    analysis.source.text.trim().is_empty()
}

fn fact(analysis: &Analysis<'_>, demand: &SectionDemand) -> SectionFact {
    SectionFact::Missing {
        name: demand.name.clone(),
        within: demand.within.clone(),
        demanded: Demanded::new(analysis, demand.demand, demand.source.as_ref()),
    }
}

/// Every section that the profile asks for with what came of it, and what is said of it in the findings.
pub(super) fn expected(analysis: &Analysis<'_>, findings: &[Finding]) -> Vec<ExpectedSection> {
    if is_blank(analysis) {
        return Vec::new();
    }
    let empty: BTreeMap<u32, usize> = findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.rule == "section/empty")
        .filter_map(|(at, finding)| Some((finding.line?, at)))
        .collect();
    let mut line = 1;
    let demands = analysis.profile.sections.iter().zip(&analysis.met);
    demands
        .map(|(demand, met)| {
            let section = match *met {
                Met::Section(at) => Some(at),
                Met::Named(_) | Met::Missing | Met::NoParent => None,
            };
            let heading = section.and_then(|at| analysis.outline.sections.get(at));
            line = heading.map_or(line, |section| section.line);
            let (status, about) = match (met, heading) {
                (Met::Missing | Met::NoParent, _) => {
                    let says = wording::message(analysis.options.lang, &Fact::Section(fact(analysis, demand)));
                    let is = |finding: &Finding| finding.rule == "section/missing" && finding.message == says;
                    (ExpectedStatus::Missing, findings.iter().position(is))
                }
                (_, Some(heading)) => match empty.get(&heading.line) {
                    Some(&at) => (ExpectedStatus::Empty, Some(at)),
                    None if heading.status == SectionStatus::Empty => (ExpectedStatus::Empty, None),
                    None => (ExpectedStatus::Present, None),
                },
                _ => (ExpectedStatus::Present, None),
            };
            ExpectedSection {
                name: demand.name.clone(),
                within: demand.within.clone(),
                required: demand.demand == Demand::Required,
                status,
                section,
                line: if let Met::Named(at) = *met { at } else { line },
                finding: about,
            }
        })
        .collect()
}
