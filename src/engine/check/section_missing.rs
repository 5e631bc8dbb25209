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

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    // A grid has no sections, and an empty text has nothing to be held against.
    if analysis.source.text.trim().is_empty() {
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

fn fact(analysis: &Analysis<'_>, demand: &SectionDemand) -> SectionFact {
    SectionFact::Missing {
        name: demand.name.clone(),
        within: demand.within.clone(),
        demanded: Demanded::new(analysis, demand.demand, demand.source.as_ref()),
    }
}

/// Every section that the profile asks for with what came of it, and what is said of it in the findings.
pub(super) fn expected(analysis: &Analysis<'_>, findings: &[Finding]) -> Vec<ExpectedSection> {
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
                (_, Some(heading)) if heading.status == SectionStatus::Empty => {
                    let is = |finding: &Finding| {
                        finding.rule == "section/empty" && finding.line == Some(heading.line)
                    };
                    (ExpectedStatus::Empty, findings.iter().position(is))
                }
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
