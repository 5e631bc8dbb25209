//! A figure of the prose with the right size and the wrong sign, or with words that say the opposite of its sign.

use super::{Found, disputes};
use crate::engine::{Analysis, prose::DisputeKind, report::Severity};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    disputes::tell(analysis, Severity::Error, |kind| matches!(kind, DisputeKind::Direction | DisputeKind::Turned), found);
    disputes::tell(analysis, Severity::Warning, |kind| kind == DisputeKind::Words, found);
}
