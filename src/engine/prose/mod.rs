//! The figures of the prose: what each is about, and what in the report it can be held against.
//!
//! ```text
//! lines → blocks → sentences (flow) → figures with unit, sign and measure (figures)
//!       → what each is about (subject), from the labels of the tables (labels)
//!       → tied to cells (tie), to each other (same), to their own arithmetic (sums)
//! ```
//!
//! The order of trust: a cell, then a sum that the prose writes out, then the same fact told elsewhere. What is not
//! certain is unchecked, with the reason.

mod figures;
mod flow;
mod labels;
mod measure;
mod same;
mod subject;
mod sums;
mod tie;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use sums::Shape;
pub use tie::Why;

use super::{
    outline::Outline,
    report::{Claim, Measure, Place, State, Table, Tie},
    source::Source,
    span::Span,
    unit::Unit,
};
use figures::Draft;
use measure::Match;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The claims of a text and what was found out about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    pub claims: Vec<Claim>,
    /// Why a claim is unchecked; one for each claim.
    pub reasons: Vec<Why>,
    /// What does not agree, in the order of the claims.
    pub disputes: Vec<Dispute>,
    /// Work done, in comparisons: what the linear cost is measured by.
    pub steps: u64,
}

/// A figure that does not agree with what it restates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Index of the claim.
    pub claim: usize,
    pub kind: DisputeKind,
    /// What the figure should be, in the claim's unit and decimals.
    pub expected: Option<Decimal>,
    /// The corrected figure as it should stand in the sentence, with its unit.
    pub suggestion: String,
    /// What the other place gives, as it is written there, with its unit.
    pub source: String,
    /// What the other place is called: a row and a column, or a subject.
    pub source_name: String,
    /// In the claim's unit.
    pub difference: Option<Decimal>,
    pub tolerance: Option<Decimal>,
    /// The places it was held against.
    pub related: Vec<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisputeKind {
    /// Another value than the cell.
    Cell,
    /// The value of the cell in another unit: a thousand too much or too little.
    Unit,
    /// Less than a unit of its last digit from the cell, but not what the cell rounds to.
    Rounding,
    /// Right but for the sign.
    Direction,
    /// The words beside the figure say the opposite of its sign.
    Words,
    /// Another value than the same fact has elsewhere in the prose.
    Claim,
    /// The computation that the sentence does is wrong.
    Arithmetic(Shape),
    /// The parts do not add up to what their whole is said to be.
    Parts,
}

/// Finds the claims of a text and ties them to cells, to each other and to their own arithmetic.
pub fn read(source: &Source, outline: &Outline, tables: &[Table]) -> Prose {
    if source.text.is_empty() {
        return Prose::default();
    }
    let vocabulary = vocabulary::Vocabulary::new();
    let flow = flow::read(source, outline, tables, &vocabulary);
    let labels = labels::Labels::new(tables, &vocabulary);
    let mut steps = 0;
    let mut drafts = figures::find(&flow, &labels.inside);
    let with_figures: BTreeSet<usize> =
        drafts.iter().filter(|d| d.meant.unit.is_some()).map(|d| d.block).collect();
    let headings = subject::headings(&flow, &labels, &with_figures, &mut steps);
    inherit_measures(&mut drafts, &flow, &headings);
    let disagreeing = set_directions(&mut drafts);
    mark_other_times(&mut drafts, &flow, &labels);
    let mut subjects = subjects(&drafts, &flow, &headings, &labels, &mut steps);
    let contexts = context_keys(&drafts, &flow, &headings);
    keep_investments_apart(&mut subjects, &contexts, &labels, tables);
    let verdicts = tie::tie(&drafts, &subjects, tables, &labels, &mut steps);
    let pairs = same::pairs(&flow, &drafts, &subjects, &verdicts, &contexts);
    let sums = sums::find(&flow, &drafts, &subjects, &headings);
    // What a figure carries with it is work too: the terms of a sum, the words of a name.
    steps += sums.iter().map(|sum| sum.terms.len() as u64).sum::<u64>();
    steps += subjects.iter().map(|subject| subject.words as u64).sum::<u64>();
    let board = Board {
        source,
        tables,
        flow: &flow,
        drafts: &drafts,
        subjects: &subjects,
        labels: &labels,
        verdicts: &verdicts,
    };
    let mut prose = board.settle(&pairs, &sums, &disagreeing);
    prose.steps = steps;
    prose
}

/// A figure whose sentence does not say what is measured has the measure of its heading.
fn inherit_measures(drafts: &mut [Draft], flow: &flow::Flow, headings: &subject::Headings) {
    for draft in drafts {
        let Some(context) = headings.contexts.get(draft.block) else { continue };
        let in_heading =
            flow.blocks.get(draft.block).is_some_and(|b| matches!(b.kind, flow::Kind::Heading(_)));
        let above = context.measure;
        if !draft.features.has_measure() {
            draft.features =
                labels::Features { month: draft.features.month, year: draft.features.year, ..above };
            draft.own_measure = in_heading && above.has_measure();
            // A sum with a sign and no other word is a deviation, most often: enough to verify it by.
            draft.features.deviation |= draft.written_sign && !draft.features.has_measure();
        } else if draft.features.deviation && !draft.features.forecast && !draft.features.to_date {
            // "avviker med 3" in a chapter on the forecast.
            draft.features.forecast = above.forecast && !above.outcome;
        }
    }
}

/// Gives the figures the direction that their words say; returns those whose sign says the opposite.
fn set_directions(drafts: &mut [Draft]) -> Vec<usize> {
    let mut disagreeing = Vec::new();
    for (index, draft) in drafts.iter_mut().enumerate() {
        let meant = &mut draft.meant;
        let about = draft.features.deviation || draft.features.result || draft.features.forecast;
        if draft.direction == 0 || !about || draft.bare || meant.value.is_zero() {
            continue;
        }
        if draft.written_sign {
            let negative = meant.value.is_sign_negative();
            if negative == (draft.direction > 0) && draft.features.deviation && !draft.moves && !draft.aside {
                disagreeing.push(index);
            }
        } else {
            meant.signed = true;
            if draft.direction < 0 {
                meant.value.set_sign_negative(true);
            }
        }
    }
    disagreeing
}

/// Marks the figures that tell of another year or month than the report does.
fn mark_other_times(drafts: &mut [Draft], flow: &flow::Flow, labels: &labels::Labels) {
    let columns = || labels.tables.iter().flat_map(|table| &table.columns);
    // The report's own time: that of its tables, or the first that its text names.
    let opening = || flow.blocks.iter().take(12);
    let titles = || opening().filter(|block| matches!(block.kind, flow::Kind::Heading(_)));
    let year =
        columns().filter(|c| c.outcome || c.budget || c.deviation || c.forecast).filter_map(|c| c.year).max();
    let year = year.or_else(|| titles().find_map(|block| labels::year_in(&block.text)));
    let named = |text: &str| super::words::words(text).iter().find_map(|word| vocabulary::month(&word.text));
    let month = columns().filter_map(|c| c.month).max();
    let month = month.or_else(|| titles().chain(opening()).find_map(|block| named(&block.text)));
    for draft in drafts {
        let f = draft.features;
        let other = |said: Option<u16>, own: Option<u16>| said.is_some() && said != own;
        draft.elsewhen = other(f.year, year) || other(f.month.map(u16::from), month.map(u16::from));
    }
}

/// "The budget" of the investments is not that of the operations: a figure in a section on investments is only held
/// against tables of investments, and no other is.
fn keep_investments_apart(
    subjects: &mut [subject::Subject],
    contexts: &[String],
    labels: &labels::Labels,
    tables: &[Table],
) {
    let invests: Vec<bool> = tables.iter().map(|t| t.title.to_lowercase().contains("invest")).collect();
    for (subject, context) in subjects.iter_mut().zip(contexts) {
        let wanted = context.starts_with('!');
        let fits = |row: usize| {
            labels
                .rows
                .get(row)
                .and_then(|named| invests.get(named.table))
                .is_some_and(|&invests| invests == wanted)
        };
        let some_fit = subject.rows.iter().any(|&row| fits(row));
        if subject.whole {
            subject.rows.retain(|&row| fits(row));
            subject.sure &= subject.rows.len() == 1;
            if subject.rows.is_empty() {
                subject.lack = subject::Lack::NoRow;
            }
        } else if some_fit {
            subject.rows.retain(|&row| fits(row));
        } else {
            subject.sure = false;
        }
    }
}

fn subjects(
    drafts: &[Draft],
    flow: &flow::Flow,
    headings: &subject::Headings,
    labels: &labels::Labels,
    steps: &mut u64,
) -> Vec<subject::Subject> {
    let mut subjects: Vec<subject::Subject> = Vec::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|b| drafts.get(b).zip(subjects.get(b)));
        let before = subject::Before {
            in_sentence: before.filter(|(b, _)| b.sentence == draft.sentence).map(|(_, s)| s),
            in_block: before
                .filter(|(b, _)| b.block == draft.block && b.sentence != draft.sentence)
                .map(|(_, s)| s),
        };
        let tokens = flow.sentences.get(draft.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        let subject = subject::of(draft, tokens, flow, headings, labels, before, steps);
        subjects.push(subject);
    }
    subjects
}

/// The section each figure stands in, for telling equal sentences apart; investments are marked, because "the budget"
/// there is another than that of the operations.
fn context_keys(drafts: &[Draft], flow: &flow::Flow, headings: &subject::Headings) -> Vec<String> {
    // Once a block: a block may hold any number of figures.
    let invests: Vec<bool> = flow.blocks.iter().map(|b| b.text.to_lowercase().contains("invest")).collect();
    let invests = |block: usize| invests.get(block) == Some(&true);
    let key = |draft: &Draft| {
        let context = headings.contexts.get(draft.block);
        let heading = context.and_then(|c| c.specific).and_then(|block| headings.headed.get(&block));
        let parent = context.and_then(|c| c.parent);
        let mark = if invests(draft.block) || parent.is_some_and(invests) { "!" } else { "" };
        format!("{mark}{}", heading.map_or("", subject::heading_key))
    };
    drafts.iter().map(key).collect()
}

/// Everything that has been found out, on its way to claims.
struct Board<'a> {
    source: &'a Source,
    tables: &'a [Table],
    flow: &'a flow::Flow,
    drafts: &'a [Draft],
    subjects: &'a [subject::Subject],
    labels: &'a labels::Labels,
    verdicts: &'a [tie::Verdict],
}

impl Board<'_> {
    fn settle(&self, pairs: &[same::Pair], sums: &[sums::Sum], disagreeing: &[usize]) -> Prose {
        // Plain numbers are claims only where they restate a cell.
        let mut place = vec![None; self.drafts.len()];
        let mut kept = Vec::new();
        for (index, (draft, verdict)) in self.drafts.iter().zip(self.verdicts).enumerate() {
            if draft.rate || draft.bare && verdict.target.is_none() {
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
        prose.disputes.sort_by_key(|dispute| dispute.claim);
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
            .filter(|_| subject.rows.len() == 1 && subject.lack == subject::Lack::Nothing);
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

    fn tie(&self, target: &tie::Target) -> Option<Tie> {
        match target.places.as_slice() {
            [cell] => Some(Tie::Cell { table: target.table, cell: *cell }),
            places if target.change => {
                let table = self.tables.get(target.table)?;
                let texts: Vec<String> =
                    places.iter().filter_map(|&p| Some(table.cell(p)?.text.clone())).collect();
                Some(Tie::Computed { computed: texts.join(" − ") })
            }
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
            [_] => cells().map(|cell| cell.text.clone()).collect::<String>(),
            places => self.cells_working(target.table, places).unwrap_or_default(),
        };
        let name = target.places.first().and_then(|place| {
            let table = table?;
            let (row, column) = (table.rows.get(place.0)?, table.columns.get(place.1)?);
            let header = column.header.trim();
            Some(if header.is_empty() { row.label.clone() } else { format!("{}, {header}", row.label) })
        });
        prose.disputes.push(Dispute {
            claim,
            kind,
            expected: Some(expected),
            suggestion: suggestion(draft, expected),
            source: format!("{source} {unit}").trim().to_owned(),
            source_name: name.unwrap_or_default(),
            difference: Some(draft.meant.value.saturating_sub(expected).abs()),
            tolerance: Some(crate::engine::interval::half_unit(draft.meant.value)),
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
        let computed = if sum.shape == Shape::Share {
            sum.terms
                .iter()
                .filter_map(|&(term, _)| self.drafts.get(term))
                .map(|d| signed_text(d.meant.value))
                .collect::<Vec<_>>()
                .join(" / ")
        } else {
            working(&values)
        };
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
        if !sum.closed {
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
            tolerance: Some(crate::engine::interval::half_unit(draft.meant.value)),
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

/// "2,2 − 0,6"
fn working(values: &[Decimal]) -> String {
    let mut text = String::new();
    for (at, value) in values.iter().enumerate() {
        if at == 0 {
            text.push_str(&signed_text(*value));
        } else {
            text.push_str(if value.is_sign_negative() { " − " } else { " + " });
            text.push_str(&signed_text(value.abs()));
        }
    }
    text
}

/// A number as it is written in Swedish: decimal comma, spaces between thousands, a true minus.
fn signed_text(value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let mut text = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        text.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

/// A figure as it should stand in the sentence of a claim: its unit, and a sign only where the claim has one.
fn suggestion(draft: &Draft, value: Decimal) -> String {
    let number = if draft.written_sign { value } else { value.abs() };
    let mut text = signed_text(number).replace('−', "-");
    if draft.written_sign && !number.is_sign_negative() && !number.is_zero() {
        text.insert(0, '+');
    }
    if draft.unit_text.is_empty() {
        return text;
    }
    format!("{text} {}", draft.unit_text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn measure_of(draft: &Draft) -> Option<Measure> {
    let f = draft.features;
    Some(match (f.deviation, f.forecast) {
        (true, true) => Measure::ForecastDeviation,
        (true, false) => Measure::Deviation,
        (false, true) => Measure::Forecast,
        _ if f.budget => Measure::Budget,
        _ if f.outcome => Measure::Outcome,
        _ if f.result => Measure::Result,
        _ if f.change => Measure::Change,
        _ if f.share => Measure::Share,
        _ => return None,
    })
}

fn period_of(draft: &Draft) -> String {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let f = draft.features;
    let mut parts: Vec<String> = Vec::new();
    if f.previous || draft.aside {
        parts.push("föregående".to_owned());
    }
    if f.full_year {
        parts.push("helår".to_owned());
    }
    if let Some(month) = f.month.and_then(|m| MONTHS.get(usize::from(m).saturating_sub(1))) {
        parts.push((*month).to_owned());
    } else if f.to_date {
        parts.push("perioden".to_owned());
    }
    parts.extend(f.year.map(|year| year.to_string()));
    parts.join(" ")
}
