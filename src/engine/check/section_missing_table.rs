//! A table that the profile demands is not there.

use super::{
    Found,
    section::{Demanded, SectionFact, found_at_line},
};
use crate::engine::{
    Analysis,
    profile::{self, MetTable},
};

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    if analysis.source.text.trim().is_empty() {
        return;
    }
    let met = profile::tables(&analysis.profile, &analysis.outline, &analysis.tables);
    for (demand, met) in analysis.profile.tables.iter().zip(met) {
        if met == MetTable::Missing {
            let demanded = Demanded::new(analysis, demand.demand, demand.source.as_ref());
            let severity = demanded.severity();
            out.push(found_at_line(
                SectionFact::MissingTable { name: demand.name.clone(), demanded },
                severity,
                1,
            ));
        }
    }
}
