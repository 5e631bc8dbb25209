//! The same fact told in two places with different figures.

use super::{Found, disputes};
use crate::engine::{Analysis, prose::DisputeKind, report::Severity};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    disputes::tell(analysis, Severity::Error, |kind| kind == DisputeKind::Claim, found);
}
