//! What the checks of the prose have in common: from a dispute to a finding.

use super::{Fact, Found, rewrites::Places};
use crate::engine::{
    Analysis,
    prose::{Dispute, DisputeKind},
    report::Severity,
};

/// A dispute as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub kind: DisputeKind,
    /// The figure as written.
    pub claim: String,
    /// What it is about.
    pub subject: String,
    /// What the other place gives, with its unit.
    pub source: String,
    /// What the other place is called.
    pub source_name: String,
    /// The line of the other place, counted from 1; 0 where there is none.
    pub source_line: u32,
    /// The figure as it should stand in the sentence.
    pub suggestion: String,
}

/// Tells the disputes of some kinds.
pub(super) fn tell(
    analysis: &Analysis<'_>,
    severity: Severity,
    wanted: impl Fn(DisputeKind) -> bool,
    found: &mut Vec<Found>,
) {
    let mut disputes = analysis.prose.disputes.iter().filter(|dispute| wanted(dispute.kind)).peekable();
    if disputes.peek().is_some() {
        let places = Places::of(analysis);
        found.extend(disputes.filter_map(|dispute| told(analysis, &places, severity, dispute)));
    }
}

fn told(
    analysis: &Analysis<'_>,
    places: &Places<'_>,
    severity: Severity,
    dispute: &Dispute,
) -> Option<Found> {
    let claim = analysis.prose.claims.get(dispute.claim)?;
    let fact = Fact::Dispute(Told {
        kind: dispute.kind,
        claim: claim.text.clone(),
        subject: claim.subject.clone(),
        source: dispute.source.clone(),
        source_name: dispute.source_name.clone(),
        source_line: dispute.related.first().map_or(0, |span| analysis.source.line_of(span.start) as u32 + 1),
        suggestion: dispute.suggestion.clone(),
    });
    Some(Found {
        computed: dispute.expected,
        reported: Some(claim.value),
        difference: dispute.difference,
        tolerance: dispute.tolerance,
        related: dispute.related.clone(),
        rewrites: places.rewrites(dispute),
        ..Found::new(fact, severity, Some(claim.span))
    })
}
