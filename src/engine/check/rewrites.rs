//! What may be written in the place of a figure that a dispute is about.
//!
//! One rewriting is offered where it is certain which place is wrong, because the other one is borne out by
//! something else. Where either may be, each is offered, or none where one of them cannot be told to its last
//! digit. Where the words may be what is wrong, there is none.

use crate::engine::{
    Analysis,
    figure::is_minus,
    prose::{Dispute, DisputeKind},
    report::{Cell, Claim, Rewrite, State, Tie},
    source::Source,
    span::Span,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What stands at each place that a figure of the prose can be held against.
pub(super) struct Places<'a> {
    source: &'a Source,
    claims: &'a [Claim],
    cells: BTreeMap<Span, &'a Cell>,
    /// Figures of the prose that restate a cell.
    restating: BTreeMap<Span, State>,
}

impl<'a> Places<'a> {
    pub(super) fn of(analysis: &'a Analysis<'_>) -> Self {
        let rows = analysis.tables.iter().flat_map(|table| &table.rows);
        let cells = rows.flat_map(|row| row.cells.iter().flatten());
        let claims = &analysis.prose.claims;
        let restating = claims.iter().filter(|claim| restates_a_cell(claim));
        Self {
            source: analysis.source,
            claims,
            cells: cells.filter_map(|cell| Some((cell.span?, cell))).collect(),
            restating: restating.map(|claim| (claim.span, claim.state)).collect(),
        }
    }

    /// What would mend a dispute, each by itself.
    pub(super) fn rewrites(&self, dispute: &Dispute) -> Vec<Rewrite> {
        self.certain_or_both(dispute).unwrap_or_default()
    }

    fn certain_or_both(&self, dispute: &Dispute) -> Option<Vec<Rewrite>> {
        let claim = self.claims.get(dispute.claim)?;
        let own = self.of_claim(claim, dispute.expected?)?;
        match dispute.kind {
            DisputeKind::Cell => self.against_cells(dispute, claim, own),
            // It says that the rounding is what is wrong; of a cell that is in doubt itself it says too much.
            DisputeKind::Rounding => {
                self.states(dispute)?.iter().all(|&state| state != State::Contradicted).then(|| vec![own])
            }
            DisputeKind::Claim => self.against_claim(claim, own),
            DisputeKind::Arithmetic(_) => {
                let sure =
                    self.terms_are_borne_out(dispute) && !is_thousandfold(claim.value, dispute.expected?);
                sure.then(|| vec![own])
            }
            // The sign, the unit or the words: which of them is for the author to say.
            DisputeKind::Unit
            | DisputeKind::Direction
            | DisputeKind::Turned
            | DisputeKind::Words
            | DisputeKind::Parts
            | DisputeKind::Balance => None,
        }
    }

    /// The figure of a claim with another value. A sign that is told by words alone must stay as it is.
    fn of_claim(&self, claim: &Claim, value: Decimal) -> Option<Rewrite> {
        let same_side = value.is_sign_negative() == claim.value.is_sign_negative();
        let written = claim.span.of(&self.source.text);
        let signed = written.starts_with(|c: char| c == '+' || is_minus(c));
        same_side.then(|| self.rewrite(claim.span, if signed { value } else { value.abs() }))
    }

    fn rewrite(&self, span: Span, value: Decimal) -> Rewrite {
        Rewrite { line: self.source.line_of(span.start) as u32 + 1, span, value }
    }

    fn states(&self, dispute: &Dispute) -> Option<Vec<State>> {
        dispute.related.iter().map(|span| Some(self.cells.get(span)?.state)).collect()
    }

    fn against_cells(&self, dispute: &Dispute, claim: &Claim, own: Rewrite) -> Option<Vec<Rewrite>> {
        let states = self.states(dispute)?;
        if !states.is_empty() && states.into_iter().all(is_borne_out) {
            return Some(vec![own]);
        }
        let [span] = dispute.related.as_slice() else { return None };
        let there = self.of_cell(self.cells.get(span)?, claim, dispute)?;
        Some(vec![own, there])
    }

    /// The cell with what the claim says, where both are told in the same unit and to the same digit.
    fn of_cell(&self, cell: &Cell, claim: &Claim, dispute: &Dispute) -> Option<Rewrite> {
        let (value, expected, span) = (cell.value?, dispute.expected?, cell.span?);
        let alike = value.abs() == expected.abs() && value.scale() == claim.value.scale();
        let turned = value.is_sign_negative() != expected.is_sign_negative();
        alike.then(|| self.rewrite(span, if turned { -claim.value } else { claim.value }))
    }

    /// The same fact elsewhere in the prose, which a cell may bear out.
    fn against_claim(&self, claim: &Claim, own: Rewrite) -> Option<Vec<Rewrite>> {
        let Some(Tie::Claim { claim: other }) = claim.tied_to else { return None };
        let other = self.claims.get(other)?;
        // What is told more exactly than its source is known to no last digit.
        if other.unit != claim.unit || other.value.scale() < claim.value.scale() {
            return None;
        }
        if restates_a_cell(other) && is_borne_out(other.state) {
            return Some(vec![own]);
        }
        let there =
            self.of_claim(other, claim.value).filter(|_| other.value.scale() == claim.value.scale())?;
        Some(vec![own, there])
    }

    /// Every term of a sentence's own sum restates a cell, so that it is the sum that is wrong.
    fn terms_are_borne_out(&self, dispute: &Dispute) -> bool {
        let borne_out = |span| self.restating.get(span).copied().is_some_and(is_borne_out);
        !dispute.related.is_empty() && dispute.related.iter().all(borne_out)
    }
}

/// Then the unit may be what is wrong.
fn is_thousandfold(value: Decimal, expected: Decimal) -> bool {
    let thousand = |small: Decimal, large: Decimal| small.checked_mul(Decimal::ONE_THOUSAND) == Some(large);
    thousand(value, expected) || thousand(expected, value)
}

fn restates_a_cell(claim: &Claim) -> bool {
    matches!(claim.tied_to, Some(Tie::Cell { .. }))
}

fn is_borne_out(state: State) -> bool {
    matches!(state, State::Verified | State::Rounding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{check, options::Options};

    const TABLE: &str = "Utfall per område, tkr\n\n\
        Område          Budget   Utfall   Avvikelse\n\
        Norra området   10 000   11 553      -1 553\n\
        Södra området    8 000    7 000       1 000\n\
        Summa           18 000   18 553        -553\n\n";

    /// What the findings of the prose offer, each as "figure -> value".
    fn offered(text: &str) -> Vec<Vec<String>> {
        let report = check(&Source::text("t", text), &Options::default());
        let shown = |it: &Rewrite| format!("{} -> {}", it.span.of(text), it.value);
        report.findings.iter().map(|finding| finding.rewrites.iter().map(shown).collect()).collect()
    }

    #[test]
    fn what_a_table_bears_out_is_written_in_the_sentence() {
        for (prose, expected) in [
            ("Norra området har en budgetavvikelse på -2,4 mkr.", "-2,4 mkr -> -1.6"),
            // The words give the sign.
            ("Norra området redovisar ett underskott på 2,4 mkr.", "2,4 mkr -> 1.6"),
            ("Utfallet för norra området uppgick till 11 653 tkr.", "11 653 tkr -> 11553"),
            (
                "Utfallet för norra området uppgick till 11 553 tkr, vilket är 1 753 tkr högre än budget.",
                "1 753 tkr -> 1553",
            ),
        ] {
            assert_eq!(offered(&format!("{TABLE}{prose}\n")), [[expected]], "{prose}");
        }
    }

    #[test]
    fn where_either_place_may_be_wrong_each_is_offered() {
        let headings = "Avvikelser per enhet\n\nBryggeriet -0,2 mnkr\n\n\
            Bryggeriet avviker med -0,3 mnkr mot budget för perioden.\n";
        assert_eq!(offered(headings), [["-0,3 mnkr -> -0.2", "-0,2 mnkr -> -0.3"]]);
    }

    #[test]
    fn where_a_sign_a_unit_or_a_term_may_be_wrong_nothing_is_offered() {
        for prose in [
            "Södra området har en budgetavvikelse på 1,0 tkr.",
            "Södra området har en budgetavvikelse på -1,0 mkr.",
        ] {
            assert_eq!(offered(&format!("{TABLE}{prose}\n")), [[""; 0]], "{prose}");
        }
        assert_eq!(offered("Nämnden har fått 2,2 - 0,6 = 1,9 mnkr mer än väntat.\n"), [[""; 0]]);
    }
}
