//! A figure of the prose that is nearly what its cell rounds to.

use super::{Found, disputes};
use crate::engine::{Analysis, prose::DisputeKind, report::Severity};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    disputes::tell(analysis, Severity::Warning, |kind| kind == DisputeKind::Rounding, found);
}
