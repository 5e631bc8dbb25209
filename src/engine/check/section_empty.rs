//! A heading with nothing under it.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{
    Analysis,
    report::{SectionStatus, Severity},
};

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    for section in analysis.outline.sections.iter().filter(|section| section.status == SectionStatus::Empty) {
        let fact = SectionFact::Empty { title: section.title.clone() };
        out.push(found(fact, Severity::Warning, section.span));
    }
}
