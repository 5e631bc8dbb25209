//! `footing/difference`: a deviation that is not the difference of what it compares.

use super::{Found, footing};
use crate::engine::{Analysis, report::RelationKind};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    footing::failures(analysis, &[RelationKind::Difference], found);
}
