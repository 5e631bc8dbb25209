//! A section that the profile demands is not there.

use super::{
    Found,
    section::{Demanded, SectionFact, found_at_line},
};
use crate::engine::{Analysis, profile::Met};

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
                let demanded = Demanded::new(analysis, demand.demand, demand.source.as_ref());
                let severity = demanded.severity();
                let (name, within) = (demand.name.clone(), demand.within.clone());
                out.push(found_at_line(SectionFact::Missing { name, within, demanded }, severity, line));
            }
            Met::Named | Met::NoParent => {}
        }
    }
}
