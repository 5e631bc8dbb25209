//! `footing/quotient`: a mean, a share or a change in per cent that is not that of its figures.

use super::{Found, footing};
use crate::engine::{Analysis, report::RelationKind};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    footing::failures(
        analysis,
        &[RelationKind::Average, RelationKind::Ratio, RelationKind::Change],
        found,
    );
}
