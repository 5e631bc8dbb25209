//! A row that is said to be in balance, and has a deviation in its table; so many rows that are said to deviate, and others do.

use super::{Found, disputes};
use crate::engine::{Analysis, prose::DisputeKind, report::Severity};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    disputes::tell(analysis, Severity::Warning, |kind| kind == DisputeKind::Balance, found);
}
