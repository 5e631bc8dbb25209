//! A sum, change or share that a sentence works out, and works out wrongly.

use super::{Found, disputes};
use crate::engine::{Analysis, prose::DisputeKind, report::Severity};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    disputes::tell(analysis, Severity::Error, |kind| matches!(kind, DisputeKind::Arithmetic(_)), found);
}
