//! Parts that do not add up to the whole they are said to be.

use super::{Found, disputes};
use crate::engine::{Analysis, prose::DisputeKind, report::Severity};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    disputes::tell(analysis, Severity::Warning, |kind| kind == DisputeKind::Parts, found);
}
