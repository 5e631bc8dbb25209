//! A figure of the prose with another value than the cell that it restates.

use super::{Found, disputes};
use crate::engine::{Analysis, prose::DisputeKind, report::Severity};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    disputes::tell(analysis, Severity::Error, |kind| matches!(kind, DisputeKind::Cell | DisputeKind::Unit), found);
}
