//! `figure/malformed`: a thing that is nearly a figure.

use super::{Fact, FootingFact, Found};
use crate::engine::{Analysis, report::Severity, table::Note};

pub(super) fn run(analysis: &Analysis<'_>, found: &mut Vec<Found>) {
    for note in &analysis.notes {
        if let Note::Malformed { span, line, text } = note {
            let fact = FootingFact::Malformed { text: text.clone() };
            found.push(Found { line: Some(*line), ..Found::new(Fact::Footing(fact), Severity::Warning, *span) });
        }
    }
}
