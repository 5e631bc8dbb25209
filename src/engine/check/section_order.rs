//! A section stands before one that it should come after.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{
    Analysis,
    profile::Met,
    report::Severity,
};

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let profile = &analysis.profile;
    let place = |i: usize| match analysis.met.get(i) {
        Some(Met::Section(at)) => Some(*at),
        _ => None,
    };
    for (i, demand) in profile.sections.iter().enumerate() {
        let Some(after) = &demand.after else { continue };
        let before = profile.sections.iter().position(|other| other.name == *after && other.within.is_none());
        let (Some(own), Some(before)) = (place(i), before.and_then(place)) else { continue };
        if own < before
            && let Some(section) = analysis.outline.sections.get(own)
        {
            let name = section.title.clone();
            let after = analysis.outline.sections.get(before).map_or_else(|| after.clone(), |s| s.title.clone());
            let fact = SectionFact::Order { name, after, profile: profile.name_in(analysis.options.lang).to_owned() };
            out.push(found(fact, Severity::Note, section.span));
        }
    }
}
