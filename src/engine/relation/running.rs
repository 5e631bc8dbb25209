//! What has come so far: each figure is the one in the line before and what has come in this one.
//!
//! Months beside their cumulated sum, a stock beside what it has changed by, in either direction and with the earliest
//! line first or last. The identity runs along the lines, so that no sum between positions can say it.

use super::{
    evidence::{self, BIT, Weight, log2},
    hypothesis::{Form, Hypothesis},
    matrix::{Amount, Matrix, decimal},
    slip,
    work::Work,
};
use crate::engine::{
    options::Rounding,
    report::{Relation, RelationKind, Term, Verdict},
};
use rust_decimal::Decimal;

/// What must be left of the evidence: any figure is tried beside any other.
const ENOUGH: i64 = 10 * BIT;
/// The evidence that it takes to call it broken in a line.
const CERTAIN: i64 = 20 * BIT;
/// Different figures that must have come: a column of ones beside a number of order is no running total.
const UNLIKE: usize = 3;
/// Most positions among which pairs are tried freely; beyond, only within [`NEAR`].
const FREE: usize = 120;
const NEAR: usize = 12;
/// Steps that must hold for one slip.
const STEPS_A_SLIP: usize = 2;
/// Steps of which one in three must hold before all are tried.
const PROBES: usize = 12;

/// level[line] = level[before] ± flow[line].
#[derive(Clone, Copy, Debug)]
struct Running {
    level: usize,
    flow: usize,
    sign: i8,
    /// The earliest line is the last one.
    backwards: bool,
    score: i64,
    hits: usize,
    misses: usize,
    /// Slips that explain the misses: one wrong level breaks two steps, by as much in either direction.
    slips: usize,
}

/// One step: the line, the one before it, and their figures.
#[derive(Clone, Copy, Debug)]
struct Step {
    before: usize,
    line: usize,
    was: Amount,
    is: Amount,
    flow: Amount,
}

impl Step {
    /// How far the level is from what it should be.
    fn off(&self, sign: i8) -> i128 {
        let came = self.flow.value.saturating_mul(i128::from(sign));
        self.was.value.saturating_add(came).saturating_sub(self.is.value)
    }

    fn tolerance(&self) -> i128 {
        self.was.half.saturating_add(self.is.half).saturating_add(self.flow.half)
    }

    fn holds(&self, sign: i8) -> bool {
        self.off(sign).saturating_abs() <= self.tolerance()
    }

    /// Has more come than rounding could be taken for?
    fn says(&self) -> bool {
        self.flow.value.saturating_abs() > self.tolerance().saturating_mul(2)
    }

    /// It begins anew.
    fn begins(&self) -> bool {
        self.is.value == self.flow.value
    }

    /// Does a slip of the hand in one of the three explain that it fails?
    fn slipped(&self, sign: i8, scale: u32) -> bool {
        let off = self.off(sign);
        let right = |amount: Amount, sign: i8| {
            let right = amount.value.saturating_sub(off.saturating_mul(i128::from(sign)));
            slip::explains(amount, right, self.tolerance(), scale)
        };
        right(self.was, 1) || right(self.is, -1) || right(self.flow, sign)
    }
}

/// The running totals of one direction, the surest first.
fn find(m: &Matrix, linear: &[Hypothesis], work: &mut Work) -> Vec<Running> {
    let mut found = Vec::new();
    if m.lines <= UNLIKE {
        return found;
    }
    let together = |a: usize, b: usize| {
        linear.iter().any(|h| {
            let has = |p: usize| h.total == p || h.has(p);
            h.form == Form::Sum && has(a) && has(b)
        })
    };
    let reach = if m.positions <= FREE { m.positions } else { NEAR };
    for level in 0..m.positions {
        let near = level.saturating_sub(reach)..m.positions.min(level + reach + 1);
        for flow in near.filter(|&flow| flow != level) {
            for backwards in [false, true] {
                if !work.spend(2 * m.lines.min(PROBES)) {
                    return found;
                }
                let probes: Vec<Step> = steps(m, level, flow, backwards).take(PROBES).collect();
                for sign in [1, -1] {
                    let holds = probes.iter().filter(|step| step.says() && step.holds(sign)).count();
                    if holds < 2 || holds * 3 < probes.len() || together(level, flow) {
                        continue;
                    }
                    let mut running =
                        Running { level, flow, sign, backwards, score: 0, hits: 0, misses: 0, slips: 0 };
                    running.weigh(m, work);
                    // Much grows by what stands beside it; a word has to say that it is meant.
                    if running.said(m) > 0 && running.score >= ENOUGH {
                        found.push(running);
                    }
                }
            }
        }
    }
    found.sort_by_key(|running| (std::cmp::Reverse(running.score), running.level, running.flow));
    let mut kept: Vec<Running> = Vec::new();
    for running in found {
        // A level comes about in one way, and what has come makes one level.
        if kept.iter().all(|other| other.level != running.level && other.flow != running.flow) {
            kept.push(running);
        }
    }
    kept
}

/// The steps between lines that follow one another. Totals and means of the lines are none of them.
fn steps(m: &Matrix, level: usize, flow: usize, backwards: bool) -> impl Iterator<Item = Step> {
    let mut before: Option<(usize, Amount)> = None;
    (0..m.lines).filter_map(move |at| {
        let line = if backwards { m.lines - 1 - at } else { at };
        let words = m.line_words.get(line).copied().unwrap_or_default();
        if words.total || words.statistic || words.part {
            return None;
        }
        let now = m.at(level, line);
        let flow = m.at(flow, line);
        if now.is_none() && flow.is_none() {
            return None;
        }
        let last = std::mem::replace(&mut before, now.map(|now| (line, now)));
        let (before, was) = last?;
        Some(Step { before, line, was, is: now?, flow: flow? })
    })
}

impl Running {
    fn weigh(&mut self, m: &Matrix, work: &mut Work) {
        let (mut gain, mut runs, mut unbroken) = (0, 0, false);
        let mut failed: Option<(usize, i128)> = None;
        let mut seen: Vec<i128> = Vec::new();
        for step in steps(m, self.level, self.flow, self.backwards) {
            if !work.spend(4) {
                return;
            }
            let off = step.off(self.sign);
            if !step.holds(self.sign) {
                let same = failed.take().is_some_and(|(line, last)| {
                    line == step.before && last.saturating_add(off).saturating_abs() <= 2 * step.tolerance()
                });
                if !step.begins() {
                    self.misses += 1;
                    self.slips += usize::from(!same);
                    failed = Some((step.line, off)).filter(|_| !same);
                }
                unbroken = false;
                continue;
            }
            let mut weight = Weight::default();
            for amount in [step.was, step.is, step.flow] {
                weight.add(amount.value);
            }
            let unit = step.is.half.unsigned_abs().saturating_mul(2);
            let (bits, _) = weight.bits(unit, off.unsigned_abs());
            if bits == 0 || !step.says() {
                continue;
            }
            // What has come once more is no news.
            if !seen.contains(&step.flow.value) {
                seen.push(step.flow.value);
                gain += bits;
            }
            self.hits += 1;
            runs += usize::from(!unbroken);
            unbroken = true;
        }
        if seen.len() < UNLIKE {
            return;
        }
        let all = log2(m.positions as u128);
        let far = (2 * log2(self.level.abs_diff(self.flow) as u128 + 1)).min(all);
        // Two directions and two signs; stocks seldom grow by what is taken from them.
        let rare = 2 * BIT + if self.sign < 0 { 2 * BIT } else { 0 };
        self.score = gain + self.said(m)
            - all
            - far
            - rare
            - evidence::subset(self.hits, self.hits + self.misses, runs);
    }

    /// What the words are worth.
    fn said(&self, m: &Matrix) -> i64 {
        let level = m.words(self.level);
        let named = level.running || level.closing || level.total || m.words(self.flow).difference;
        if named { 6 * BIT } else { 0 }
    }

    /// Is it so well borne out that a step that fails is wrong?
    fn proven(&self) -> bool {
        self.score >= CERTAIN && self.slips * STEPS_A_SLIP <= self.hits
    }

    fn relation(&self, m: &Matrix, step: &Step, rounding: Rounding) -> Option<Relation> {
        let off = step.off(self.sign);
        let holds = step.holds(self.sign);
        let failed = !step.begins() && self.proven() && step.slipped(self.sign, m.scale);
        if !holds && !failed {
            return None;
        }
        let one = Decimal::ONE;
        let change = m.words(self.flow).difference && !m.words(self.level).running && self.sign > 0;
        let term = |position, line, factor| Term { cell: m.place(position, line), factor };
        let (kind, total, terms, reported) = if change {
            let terms = vec![term(self.level, step.line, one), term(self.level, step.before, -one)];
            (RelationKind::Difference, m.place(self.flow, step.line), terms, step.flow.value)
        } else {
            let flow = term(self.flow, step.line, Decimal::from(self.sign));
            let terms = vec![term(self.level, step.before, one), flow];
            (RelationKind::Sum, m.place(self.level, step.line), terms, step.is.value)
        };
        let computed = if change { reported.checked_sub(off)? } else { reported.checked_add(off)? };
        let difference = decimal(off.saturating_abs(), m.scale)?;
        let tolerance =
            rounding.tolerance(decimal(step.tolerance(), m.scale)?, decimal(step.is.half, m.scale)?);
        Some(Relation {
            kind,
            total,
            terms,
            computed: decimal(computed, m.scale)?,
            reported: decimal(reported, m.scale)?,
            difference,
            tolerance,
            verdict: Verdict::of(difference, tolerance),
            given: false,
        })
    }
}

/// States the running totals in every step in which they hold, or are known to fail.
pub(super) fn state(
    m: &Matrix,
    linear: &[Hypothesis],
    rounding: Rounding,
    work: &mut Work,
    relations: &mut Vec<Relation>,
) {
    for running in find(m, linear, work) {
        let steps = steps(m, running.level, running.flow, running.backwards);
        relations.extend(steps.filter_map(|step| running.relation(m, &step, rounding)));
    }
}

/// What the running totals of a table say, in sixteenths of a bit.
pub(super) fn evidence(m: &Matrix, linear: &[Hypothesis], work: &mut Work) -> i64 {
    find(m, linear, work).iter().map(|running| running.score).sum()
}
