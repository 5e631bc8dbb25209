//! Shares, ratios and relative changes: total = first / second, or (first − second) / second, as it is or
//! in per cent.
//!
//! A quotient of two figures falls anywhere, so each hit is worth the digits that the quotient shows; what
//! is divided by itself, by one or by a hundred proves nothing.

use super::{
    evidence::{self, BIT, log2},
    hypothesis::{Form, Hypothesis},
    matrix::{Amount, Matrix, decimal},
    work::Work,
};
use crate::engine::report::{Relation, RelationKind, Term, Verdict};
use rust_decimal::Decimal;

/// Most positions among which quotients are sought: there are n³ of them.
const MOST: usize = 80;
/// What must be left of the evidence: more than for sums, since every position with decimals is tried
/// against every pair.
const ENOUGH: i64 = 10 * BIT;
/// Lines that a candidate is drawn from.
const PROBES: usize = 4;

#[derive(Clone, Copy, Debug)]
struct Quotient {
    kind: RelationKind,
    total: usize,
    first: usize,
    second: usize,
    /// In per cent.
    percent: bool,
    score: i64,
}

/// Finds the quotients between positions.
fn find(m: &Matrix, linear: &[Hypothesis], work: &mut Work) -> Vec<Quotient> {
    if m.positions > MOST || m.positions < 3 {
        return Vec::new();
    }
    let mut found: Vec<Quotient> = Vec::new();
    for total in 0..m.positions {
        // What is a sum in this direction is no quotient.
        if !fractional(m, total) || linear.iter().any(|h| h.form == Form::Sum && h.total == total) {
            continue;
        }
        let mut probes: Vec<usize> =
            (0..m.lines).filter(|&line| m.at(total, line).is_some_and(|amount| amount.value != 0)).collect();
        // The lines with the largest quotients show most digits.
        probes
            .sort_by_key(|&line| std::cmp::Reverse(m.at(total, line).map_or(0, |a| a.value.unsigned_abs())));
        probes.truncate(PROBES);
        let mut best: Option<Quotient> = None;
        for first in 0..m.positions {
            for second in 0..m.positions {
                if first == second || first == total || second == total {
                    continue;
                }
                for kind in [RelationKind::Ratio, RelationKind::Change] {
                    for percent in [false, true] {
                        if !work.spend(probes.len()) {
                            return found;
                        }
                        let mut quotient = Quotient { kind, total, first, second, percent, score: 0 };
                        let hits = probes
                            .iter()
                            .filter(|&&line| quotient.slack(m, line).is_some_and(|s| s.holds))
                            .count();
                        if hits == 0 || hits * 2 < probes.len() {
                            continue;
                        }
                        quotient.score = quotient.weigh(m, work);
                        if quotient.score >= ENOUGH && best.is_none_or(|best| quotient.score > best.score) {
                            best = Some(quotient);
                        }
                    }
                }
            }
        }
        found.extend(best);
    }
    once(m, found)
}

/// p = a / b is also b = a / p: the one that words call a share, or else the one that stands last, is told.
fn once(m: &Matrix, mut found: Vec<Quotient>) -> Vec<Quotient> {
    for quotient in &mut found {
        // Count, price, amount: where the dividend stands last and no words say share, it is a product, and
        // what it is a product of stands first.
        let last = quotient.first > quotient.total.max(quotient.second);
        let plain =
            quotient.kind == RelationKind::Ratio && !quotient.percent && !m.words(quotient.total).share;
        if last && plain && quotient.second < quotient.total {
            (quotient.total, quotient.second) = (quotient.second, quotient.total);
        }
    }
    found.sort_by_key(|q| (!m.words(q.total).share, std::cmp::Reverse(q.total)));
    let mut kept: Vec<Quotient> = Vec::new();
    for quotient in found {
        let set = |q: &Quotient| {
            let mut set = [q.total, q.first, q.second];
            set.sort_unstable();
            set
        };
        if !kept.iter().any(|other| set(other) == set(&quotient)) {
            kept.push(quotient);
        }
    }
    kept
}

/// Does a position show digits behind the decimal mark, or call itself a share?
fn fractional(m: &Matrix, position: usize) -> bool {
    let (mut whole, mut parts) = (0_usize, 0_usize);
    let one = 10_i128.checked_pow(m.scale).unwrap_or(1);
    for amount in (0..m.lines).filter_map(|line| m.at(position, line)).filter(|amount| amount.value != 0) {
        if amount.value % one == 0 { whole += 1 } else { parts += 1 }
    }
    parts > 0 && parts * 2 >= whole || m.words(position).share && whole + parts > 0
}

/// How a quotient fares in a line.
struct Slack {
    holds: bool,
    /// It rounds to what is printed.
    exact: bool,
    bits: i64,
}

impl Quotient {
    fn operands(&self, m: &Matrix, line: usize) -> Option<(Amount, Amount, Amount)> {
        let (total, first, second) =
            (m.at(self.total, line)?, m.at(self.first, line)?, m.at(self.second, line)?);
        (second.value != 0).then_some((total, first, second))
    }

    fn slack(&self, m: &Matrix, line: usize) -> Option<Slack> {
        slack(self.kind, self.percent, m.scale, self.operands(m, line)?)
    }

    fn weigh(&self, m: &Matrix, work: &mut Work) -> i64 {
        let (mut gain, mut hits, mut says, mut misses, mut runs) = (0, 0_usize, 0_usize, 0_usize, 0_usize);
        let mut before = false;
        let mut seen: Vec<(i128, i128)> = Vec::new();
        for line in 0..m.lines {
            if !work.spend(1) {
                break;
            }
            let Some(slack) = self.slack(m, line) else { continue };
            if slack.holds {
                hits += 1;
                let mark = (
                    m.at(self.total, line).map_or(0, |a| a.value),
                    m.at(self.second, line).map_or(0, |a| a.value),
                );
                // A quotient of two digits or less is no evidence by itself, and the same again is none at all.
                if slack.bits > 0 && seen.len() < 1024 && !seen.contains(&mark) {
                    seen.push(mark);
                    gain += slack.bits;
                    says += 1;
                }
                runs += usize::from(!before);
            } else {
                misses += 1;
            }
            before = slack.holds;
        }
        let words = m.words(self.total);
        let named = match self.kind {
            RelationKind::Change if words.difference => 6 * BIT,
            RelationKind::Ratio if words.share => 6 * BIT,
            _ => 0,
        };
        // A single line must have words to speak for it.
        if says < 2 && named == 0 {
            return 0;
        }
        let near = self.total.abs_diff(self.first) + self.total.abs_diff(self.second);
        let cost = 3 * log2(m.positions as u128) + 2 * BIT + near as i64;
        gain + named - cost - evidence::subset(hits, hits + misses, runs)
    }

    fn relation(&self, m: &Matrix, line: usize) -> Option<Relation> {
        let slack = self.slack(m, line).filter(|slack| slack.holds)?;
        let (total, first, second) = self.operands(m, line)?;
        let factor = Decimal::from(if self.percent { 100 } else { 1 });
        let [reported, first, second] =
            [decimal(total.value, m.scale)?, decimal(first.value, m.scale)?, decimal(second.value, m.scale)?];
        let numerator = if self.kind == RelationKind::Change { first.checked_sub(second)? } else { first };
        let decimals = m.scale + 3;
        let computed = numerator.checked_mul(factor)?.checked_div(second)?.round_dp(decimals);
        let difference = computed.checked_sub(reported)?.abs();
        let half = decimal(total.half, m.scale)?;
        Some(Relation {
            kind: self.kind,
            total: m.place(self.total, line),
            terms: vec![
                Term { cell: m.place(self.first, line), factor },
                Term { cell: m.place(self.second, line), factor: Decimal::ONE },
            ],
            computed: computed.normalize(),
            reported,
            difference: difference.normalize(),
            // Beyond its own rounding, by what that of the two figures allows.
            tolerance: difference.max(half).normalize(),
            verdict: if slack.exact { Verdict::Exact } else { Verdict::Rounding },
            given: false,
        })
    }
}

/// total · second = numerator · factor, within the rounding of all three; none where it cannot be told.
#[inline]
fn slack(
    kind: RelationKind,
    percent: bool,
    scale: u32,
    (total, first, second): (Amount, Amount, Amount),
) -> Option<Slack> {
    let one = 10_i128.checked_pow(scale)?;
    let factor = one.checked_mul(if percent { 100 } else { 1 })?;
    let (numerator, half) = match kind {
        RelationKind::Change => (first.value.checked_sub(second.value)?, first.half + second.half),
        _ => (first.value, first.half),
    };
    let left = total.value.checked_mul(second.value)?;
    let right = numerator.checked_mul(factor)?;
    let own = total.half.checked_mul(second.value.checked_abs()?)?;
    // What the rounding of the two figures moves the quotient by, to first order.
    let moved =
        factor.checked_mul(half)?.checked_add(total.value.checked_abs()?.checked_mul(second.half)?)?;
    let residual = left.abs_diff(right);
    let exact = residual <= own.unsigned_abs();
    let holds = residual <= own.checked_add(moved)?.unsigned_abs();
    let trivial = numerator == 0 || first.value.abs() == second.value.abs() || power_of_ten(second.value);
    let wide = if exact { own } else { own.checked_add(moved)? };
    let bits = if trivial { 0 } else { log2(left.unsigned_abs() / wide.unsigned_abs().max(1)) };
    Some(Slack { holds, exact, bits })
}

/// Does a quotient hold for these figures: total, first and second? None where it cannot be told.
pub(super) fn holds(
    kind: RelationKind,
    percent: bool,
    scale: u32,
    figures: (Amount, Amount, Amount),
) -> Option<bool> {
    slack(kind, percent, scale, figures).map(|slack| slack.holds)
}

/// What the quotients of a table say, in sixteenths of a bit.
pub(super) fn evidence(m: &Matrix, linear: &[Hypothesis], work: &mut Work) -> i64 {
    find(m, linear, work).iter().map(|quotient| quotient.score).sum()
}

fn power_of_ten(value: i128) -> bool {
    let mut rest = value.unsigned_abs();
    while rest > 9 && rest.is_multiple_of(10) {
        rest /= 10;
    }
    rest == 1
}

/// States the quotients in every line where they hold. None is claimed to be broken: too much else can
/// stand beside two figures.
pub(super) fn state(m: &Matrix, linear: &[Hypothesis], work: &mut Work, relations: &mut Vec<Relation>) {
    for quotient in find(m, linear, work) {
        relations.extend((0..m.lines).filter_map(|line| quotient.relation(m, line)));
    }
}
