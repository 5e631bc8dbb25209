//! Everything that has been found out, on its way to claims and disputes.

use super::{
    Dispute, DisputeKind, Prose, Why,
    balance::Balanced,
    counted::{Counted, Counting},
    figures::Draft,
    flow::Flow,
    labels::Labels,
    measure::{self, Match},
    same,
    subject::{Lack, Subject},
    sums::{self, Shape},
    targets, tie,
    written::{measure_of, period_of, signed_text, suggestion, working},
};
use crate::engine::{
    interval::half_unit,
    report::{Claim, Measure, Place, State, Table, Tie},
    source::Source,
    span::Span,
    unit::Unit,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Everything that has been found out, on its way to claims.
pub(super) struct Board<'a> {
    pub(super) source: &'a Source,
    pub(super) tables: &'a [Table],
    pub(super) flow: &'a Flow,
    pub(super) drafts: &'a [Draft],
    pub(super) subjects: &'a [Subject],
    pub(super) labels: &'a Labels,
    pub(super) verdicts: &'a [tie::Verdict],
}

impl Board<'_> {
    pub(super) fn settle(&self, pairs: &[same::Pair], sums: &[sums::Sum], disagreeing: &[usize]) -> Prose {
        // Plain numbers are claims only where they restate a cell.
        let mut place = vec![None; self.drafts.len()];
        let mut kept = Vec::new();
        for (index, (draft, verdict)) in self.drafts.iter().zip(self.verdicts).enumerate() {
            if (draft.rate || draft.bare) && verdict.target.is_none() {
                continue;
            }
            if let Some(slot) = place.get_mut(index) {
                *slot = Some(kept.len());
            }
            kept.push(index);
        }
        let mut prose = Prose::default();
        for &index in &kept {
            if let Some((claim, why)) = self.claim(index) {
                prose.claims.push(claim);
                prose.reasons.push(why);
            }
        }
        let at = |draft: usize| place.get(draft).copied().flatten();
        for &index in &kept {
            self.dispute_cell(index, at(index), &mut prose);
        }
        let disputed: BTreeSet<usize> = prose.disputes.iter().map(|dispute| dispute.claim).collect();
        for &index in disagreeing {
            let claim = at(index).filter(|claim| !disputed.contains(claim));
            self.dispute_words(index, claim, &mut prose);
        }
        for sum in sums {
            self.settle_sum(sum, &at, &mut prose);
        }
        for pair in pairs {
            self.settle_pair(*pair, &at, &mut prose);
        }
        prose
    }

    fn span(&self, index: usize) -> Span {
        let Some(draft) = self.drafts.get(index) else { return Span::new(0, 0) };
        self.flow.blocks.get(draft.block).map_or(Span::new(0, 0), |block| block.source_span(draft.place))
    }

    fn claim(&self, index: usize) -> Option<(Claim, Why)> {
        let (draft, subject) = (self.drafts.get(index)?, self.subjects.get(index)?);
        let verdict = self.verdicts.get(index)?;
        let span = self.span(index);
        let text = span.of(&self.source.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let row = subject
            .rows
            .first()
            .and_then(|&row| self.labels.rows.get(row))
            .filter(|_| subject.rows.len() == 1 && subject.lack == Lack::Nothing);
        let named = row.and_then(|row| Some(self.tables.get(row.table)?.rows.get(row.row)?.label.clone()));
        let unit = draft.meant.unit;
        let tied_to = verdict.target.as_ref().and_then(|target| self.tie(target));
        let claim = Claim {
            text,
            value: draft.meant.value,
            unit,
            line: self.source.line_of(span.start) as u32 + 1,
            span,
            subject: named.unwrap_or_else(|| subject.text.clone()),
            measure: measure_of(draft),
            period: period_of(draft),
            state: verdict.state,
            tied_to,
            expected: verdict.expected,
            reason: String::new(),
        };
        Some((claim, verdict.why))
    }

    fn tie(&self, target: &targets::Target) -> Option<Tie> {
        match target.places.as_slice() {
            [cell] if target.working.is_empty() => Some(Tie::Cell { table: target.table, cell: *cell }),
            _ if !target.working.is_empty() => Some(Tie::Computed { computed: target.working.clone() }),
            places => Some(Tie::Computed { computed: self.cells_working(target.table, places)? }),
        }
    }

    /// "5 358 − 6 479": cells that count together.
    fn cells_working(&self, table: usize, places: &[Place]) -> Option<String> {
        let table = self.tables.get(table)?;
        let values: Vec<Decimal> = places.iter().filter_map(|&place| table.value(place)).collect();
        Some(working(&values))
    }

    fn dispute_cell(&self, index: usize, claim: Option<usize>, prose: &mut Prose) {
        let (Some(claim), Some(draft), Some(verdict)) =
            (claim, self.drafts.get(index), self.verdicts.get(index))
        else {
            return;
        };
        let (State::Contradicted, Some(target), Some(expected)) =
            (verdict.state, &verdict.target, verdict.expected)
        else {
            return;
        };
        let kind = match verdict.kind {
            Some(Match::RoundedWrongly) => DisputeKind::Rounding,
            Some(Match::Sign) => DisputeKind::Direction,
            Some(Match::Thousand) => DisputeKind::Unit,
            _ => DisputeKind::Cell,
        };
        let table = self.tables.get(target.table);
        let cells = || target.places.iter().filter_map(|&place| table?.cell(place));
        let unit = verdict.unit.map_or("", Unit::as_str);
        let source = match target.places.as_slice() {
            _ if !target.working.is_empty() => target.working.clone(),
            [_] => cells().map(|cell| cell.text.clone()).collect::<String>(),
            places => self.cells_working(target.table, places).unwrap_or_default(),
        };
        let name = if target.working.is_empty() {
            target.places.first().and_then(|place| {
                let table = table?;
                let (row, column) = (table.rows.get(place.0)?, table.columns.get(place.1)?);
                let header = column.header.trim();
                Some(if header.is_empty() { row.label.clone() } else { format!("{}, {header}", row.label) })
            })
        } else {
            // The rows that it is computed from, each once.
            let rows: std::collections::BTreeSet<usize> = target.places.iter().map(|place| place.0).collect();
            let label = |row: usize| table?.rows.get(row).map(|row| row.label.as_str());
            Some(rows.into_iter().filter_map(label).collect::<Vec<_>>().join(" + "))
        };
        prose.disputes.push(Dispute {
            claim,
            kind,
            expected: Some(expected),
            suggestion: suggestion(draft, expected),
            source: format!("{source} {unit}").trim().to_owned(),
            source_name: name.unwrap_or_default(),
            difference: Some(draft.meant.value.saturating_sub(expected).abs()),
            tolerance: Some(half_unit(draft.meant.value)),
            related: cells().filter_map(|cell| cell.span).collect(),
        });
    }

    /// *positiv avvikelse på -0,3*: only for claims that no cell disputes.
    fn dispute_words(&self, index: usize, claim: Option<usize>, prose: &mut Prose) {
        let (Some(claim), Some(draft)) = (claim, self.drafts.get(index)) else { return };
        let flipped = -draft.meant.value;
        prose.disputes.push(Dispute {
            claim,
            kind: DisputeKind::Words,
            expected: Some(flipped),
            suggestion: suggestion(draft, flipped),
            source: String::new(),
            source_name: String::new(),
            difference: None,
            tolerance: None,
            related: Vec::new(),
        });
    }

    fn settle_sum(&self, sum: &sums::Sum, at: &impl Fn(usize) -> Option<usize>, prose: &mut Prose) {
        let (Some(draft), Some(claim)) = (self.drafts.get(sum.total), at(sum.total)) else { return };
        let values: Vec<Decimal> = sum
            .terms
            .iter()
            .filter_map(|&(term, negative)| {
                let value = self.drafts.get(term)?.meant.value;
                Some(if negative { -value } else { value })
            })
            .collect();
        let expected = measure::rounded(sum.computed, draft.meant.value.scale());
        let computed = if !sum.working.is_empty() {
            sum.working.clone()
        } else if sum.shape == Shape::Share {
            sum.terms
                .iter()
                .filter_map(|&(term, _)| self.drafts.get(term))
                .map(|d| signed_text(d.meant.value))
                .collect::<Vec<_>>()
                .join(" / ")
        } else {
            working(&values)
        };
        if sum.turned {
            self.settle_turned(sum, claim, computed, prose);
            return;
        }
        if sum.holds {
            let exact = expected == draft.meant.value || -expected == draft.meant.value;
            let state = if exact { State::Verified } else { State::Rounding };
            verify(prose, claim, state, &Tie::Computed { computed: computed.clone() }, Some(expected));
            for &(term, _) in &sum.terms {
                if let Some(term) = at(term) {
                    verify(prose, term, state, &Tie::Claim { claim }, None);
                }
            }
            return;
        }
        let borne_out = |claim: usize| {
            prose.claims.get(claim).is_some_and(|c| {
                matches!(c.state, State::Verified | State::Rounding)
                    && matches!(c.tied_to, Some(Tie::Cell { .. }))
            })
        };
        // Where the tables bear out every figure, and no equals sign stands between them, they were told of different
        // things.
        let all = || sum.terms.iter().filter_map(|&(term, _)| at(term)).chain([claim]).all(borne_out);
        if !sum.closed || sum.shape != Shape::Written && all() {
            return;
        }
        // Who says that the sum is the wrong one, when the tables bear it out?
        let borne_out =
            prose.claims.get(claim).is_some_and(|c| matches!(c.state, State::Verified | State::Rounding));
        let parts = sum.shape == Shape::Parts;
        if let Some(claim) = prose.claims.get_mut(claim)
            && !parts
            && !borne_out
        {
            claim.state = State::Contradicted;
            claim.expected = Some(expected);
            claim.tied_to = Some(Tie::Computed { computed: computed.clone() });
        }
        prose.disputes.push(Dispute {
            claim,
            kind: if parts { DisputeKind::Parts } else { DisputeKind::Arithmetic(sum.shape) },
            expected: Some(expected),
            suggestion: suggestion(draft, expected),
            source: computed,
            source_name: String::new(),
            difference: Some(draft.meant.value.saturating_sub(sum.computed).abs()),
            tolerance: Some(sum.tolerance),
            related: sum.terms.iter().map(|&(term, _)| self.span(term)).collect(),
        });
    }

    /// A step that its levels bear out in size, told as if it went the other way.
    fn settle_turned(&self, sum: &sums::Sum, claim: usize, computed: String, prose: &mut Prose) {
        let Some(told) =
            prose.claims.get_mut(claim).filter(|told| sum.closed && told.state == State::Unchecked)
        else {
            return;
        };
        told.state = State::Contradicted;
        told.tied_to = Some(Tie::Computed { computed: computed.clone() });
        prose.disputes.push(Dispute {
            claim,
            kind: DisputeKind::Turned,
            expected: None,
            suggestion: String::new(),
            source: computed,
            source_name: String::new(),
            difference: None,
            tolerance: None,
            related: sum.terms.iter().map(|&(term, _)| self.span(term)).collect(),
        });
    }

    /// *är i balans*: a claim where a cell bears it out or speaks against it.
    pub(super) fn settle_balance(&self, balanced: &Balanced, prose: &mut Prose) {
        let Some(table) = self.tables.get(balanced.table) else { return };
        let (Some(block), Some(cell)) = (self.flow.blocks.get(balanced.block), table.cell(balanced.cell))
        else {
            return;
        };
        let span = block.source_span(balanced.place);
        let label = table.rows.get(balanced.cell.0).map_or_else(String::new, |row| row.label.clone());
        let unit = table.columns.get(balanced.cell.1).and_then(|c| c.unit).or(table.unit);
        let claim = prose.claims.len();
        prose.claims.push(Claim {
            text: span.of(&self.source.text).split_whitespace().collect::<Vec<_>>().join(" "),
            value: Decimal::ZERO,
            unit,
            line: self.source.line_of(span.start) as u32 + 1,
            span,
            subject: label.clone(),
            measure: Some(if balanced.forecast { Measure::ForecastDeviation } else { Measure::Deviation }),
            period: String::new(),
            state: if balanced.holds { State::Verified } else { State::Contradicted },
            tied_to: Some(Tie::Cell { table: balanced.table, cell: balanced.cell }),
            expected: cell.value,
            reason: String::new(),
        });
        prose.reasons.push(Why::Nothing);
        if balanced.holds {
            return;
        }
        let header = table.columns.get(balanced.cell.1).map_or("", |column| column.header.trim());
        let shown = format!("{} {}", cell.text, unit.map_or("", Unit::as_str)).trim().to_owned();
        prose.disputes.push(Dispute {
            claim,
            kind: DisputeKind::Balance,
            expected: cell.value,
            suggestion: shown.clone(),
            source: shown,
            source_name: if header.is_empty() { label } else { format!("{label}, {header}") },
            difference: cell.value.map(|value| value.abs()),
            tolerance: None,
            related: cell.span.into_iter().collect(),
        });
    }

    /// *Tre av fyra enheter redovisar underskott*: a claim where a table has so many.
    pub(super) fn settle_count(&self, counted: &Counted, prose: &mut Prose) {
        let (Some(table), Some(block)) =
            (self.tables.get(counted.table), self.flow.blocks.get(counted.block))
        else {
            return;
        };
        let span = block.source_span(counted.place);
        let cells = || counted.cells.iter().filter_map(|&place| table.cell(place));
        let listed: Vec<&str> = cells().map(|cell| cell.text.as_str()).collect();
        let listed = listed.join("; ");
        let expected = Decimal::from(counted.many);
        let claim = prose.claims.len();
        let state = match counted.state {
            Counting::Holds => State::Verified,
            Counting::Fails => State::Contradicted,
            Counting::Open => State::Unchecked,
        };
        let open = state == State::Unchecked;
        prose.claims.push(Claim {
            text: span.of(&self.source.text).split_whitespace().collect::<Vec<_>>().join(" "),
            value: Decimal::from(counted.said),
            unit: None,
            line: self.source.line_of(span.start) as u32 + 1,
            span,
            subject: counted.noun.clone(),
            measure: Some(if counted.forecast { Measure::ForecastDeviation } else { Measure::Deviation }),
            period: String::new(),
            state,
            tied_to: (!open).then(|| Tie::Computed { computed: listed.clone() }),
            expected: (!open).then_some(expected),
            reason: String::new(),
        });
        prose.reasons.push(if open { Why::Uncertain } else { Why::Nothing });
        if state != State::Contradicted {
            return;
        }
        prose.disputes.push(Dispute {
            claim,
            kind: DisputeKind::Balance,
            expected: Some(expected),
            suggestion: expected.to_string(),
            source: listed,
            source_name: table
                .columns
                .get(counted.column)
                .map_or_else(String::new, |c| c.header.trim().to_owned()),
            difference: Some(Decimal::from(counted.said).saturating_sub(expected).abs()),
            tolerance: None,
            related: cells().filter_map(|cell| cell.span).collect(),
        });
    }

    fn settle_pair(&self, pair: same::Pair, at: &impl Fn(usize) -> Option<usize>, prose: &mut Prose) {
        let (Some(claim), Some(other)) = (at(pair.claim), at(pair.other)) else { return };
        let (Some(draft), Some(against)) = (self.drafts.get(pair.claim), self.drafts.get(pair.other)) else {
            return;
        };
        let factor = draft
            .meant
            .unit
            .zip(against.meant.unit)
            .and_then(|(to, from)| Some(measure::convert(Decimal::ONE, from, to)?.0))
            .unwrap_or(Decimal::ONE);
        let value = against.meant.value.checked_mul(factor).unwrap_or(against.meant.value);
        let expected = measure::rounded(value, draft.meant.value.scale());
        if pair.agrees {
            let exact = expected.abs() == draft.meant.value.abs();
            let state = if exact { State::Verified } else { State::Rounding };
            verify(prose, claim, state, &Tie::Claim { claim: other }, Some(expected));
            return;
        }
        let known = prose.claims.get(claim).map_or(State::Unchecked, |c| c.state);
        // A cell that bears the figure out, or speaks against it already, has the last word.
        if known != State::Unchecked {
            return;
        }
        if let Some(claim) = prose.claims.get_mut(claim) {
            claim.state = State::Contradicted;
            claim.expected = Some(expected);
            claim.tied_to = Some(Tie::Claim { claim: other });
        }
        let other_text = prose.claims.get(other).map_or_else(String::new, |c| c.text.clone());
        prose.disputes.push(Dispute {
            claim,
            kind: DisputeKind::Claim,
            expected: Some(expected),
            suggestion: suggestion(draft, expected),
            source: other_text,
            source_name: self.subjects.get(pair.other).map_or_else(String::new, |s| s.text.clone()),
            difference: Some(draft.meant.value.saturating_sub(value).abs()),
            tolerance: Some(half_unit(draft.meant.value)),
            related: vec![self.span(pair.other)],
        });
    }
}

/// Lifts a claim that nothing has been found out about. Never overrules a cell.
fn verify(prose: &mut Prose, claim: usize, state: State, tie: &Tie, expected: Option<Decimal>) {
    let Some(found) = prose.claims.get_mut(claim) else { return };
    if found.state == State::Unchecked {
        found.state = state;
        found.tied_to = Some(tie.clone());
        found.expected = expected.or(Some(found.value));
        if let Some(reason) = prose.reasons.get_mut(claim) {
            *reason = Why::Nothing;
        }
    }
}
