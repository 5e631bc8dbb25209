//! `footing/ratio`: an average, a share or a relative change that is not what its figures give.

use super::{Found, footing};
use crate::engine::{Analysis, report::RelationKind};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    footing::failures(analysis, &[RelationKind::Average, RelationKind::Ratio, RelationKind::Change], found);
}
