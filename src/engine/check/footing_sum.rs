//! `footing/sum`: a total that is not the sum of its parts.

use super::{Found, footing};
use crate::engine::{Analysis, report::RelationKind};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    footing::failures(analysis, &[RelationKind::Sum], found);
}
