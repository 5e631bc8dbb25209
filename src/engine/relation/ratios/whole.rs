//! Shares of a whole: each figure of a column in per cent of the one that stands in the row of the total.
//!
//! A word has to say that a column holds shares, since any figures have some in common. The part and the whole
//! stand in different lines, so that no quotient between positions can say it.

use super::quotient::{self, Fare};
use crate::engine::{
    options::Rounding,
    relation::{
        evidence::{self, BIT, log2},
        hypothesis::{Form, Hypothesis},
        matrix::{Amount, Matrix, decimal},
        slip,
        work::Work,
    },
    report::{Relation, RelationKind, Term, Verdict},
};
use rust_decimal::Decimal;

/// What must be left of the evidence, as for other quotients.
const ENOUGH: i64 = 10 * BIT;
/// The evidence that it takes to call a share broken.
const CERTAIN: i64 = 20 * BIT;
/// Of this many shares one may fail.
const LINES_A_MISS: usize = 4;
/// Wholes that are tried for a column of shares.
const WHOLES: usize = 24;
/// Shares of which one in three must hold before all are tried.
const PROBES: usize = 12;

/// The figure at a position is a share: at[line] = part[line] / part[whole] · 10^power.
#[derive(Clone, Debug)]
struct Share {
    at: usize,
    part: usize,
    /// The line of the whole.
    whole: usize,
    /// The figure of the whole: the one that is printed, or the one that the shares say it should be.
    of: Amount,
    printed: bool,
    power: u32,
    /// The lines that are parts of the whole.
    lines: Vec<usize>,
    score: i64,
    hits: usize,
    misses: usize,
}

/// The shares of one direction; `sums` are the identities between its lines.
fn find(m: &Matrix, sums: &[Hypothesis], work: &mut Work) -> Vec<Share> {
    let mut found = Vec::new();
    for share in (0..m.positions).filter(|&p| m.words(p).share) {
        let wholes: Vec<usize> = (0..m.lines)
            .filter(|&line| m.line_words.get(line).is_some_and(|w| w.total) || full(m, share, line).is_some())
            .take(WHOLES)
            .collect();
        for part in (0..m.positions).filter(|&p| p != share && !m.words(p).share) {
            for &whole in &wholes {
                if !work.spend(4 * PROBES) {
                    return found;
                }
                let Some(printed) = m.at(part, whole).filter(|amount| amount.value != 0) else { continue };
                for power in [2, 0] {
                    let lines = parts(m, sums, whole);
                    let new = |of: Amount, printed: bool| Share {
                        at: share,
                        part,
                        whole,
                        of,
                        printed,
                        power,
                        lines: lines.clone(),
                        score: 0,
                        hits: 0,
                        misses: 0,
                    };
                    let as_printed = new(printed, true);
                    let candidate = if as_printed.likely(m) {
                        Some(as_printed)
                    } else {
                        as_printed.implied(m).map(|of| new(of, false)).filter(|share| share.likely(m))
                    };
                    if let Some(mut candidate) = candidate {
                        candidate.weigh(m, work);
                        if candidate.score >= ENOUGH {
                            found.push(candidate);
                        }
                    }
                }
            }
        }
    }
    found.sort_by_key(|s| (std::cmp::Reverse(s.score), s.at, s.part, s.whole));
    let mut kept: Vec<Share> = Vec::new();
    for share in found {
        // A share is of one part, and of one whole in each line.
        let apart =
            |other: &Share| other.at != share.at || other.part == share.part && other.whole != share.whole;
        if kept.iter().all(apart) {
            kept.push(share);
        }
    }
    kept
}

/// A hundred, or one: the share of the whole itself.
fn full(m: &Matrix, share: usize, line: usize) -> Option<u32> {
    let one = 10_i128.checked_pow(m.scale)?;
    let value = m.at(share, line)?.value;
    if value == one { Some(0) } else { (value == one.checked_mul(100)?).then_some(2) }
}

/// The lines that a whole is the sum of, and what those are sums of; where no sum is known, all others.
fn parts(m: &Matrix, sums: &[Hypothesis], whole: usize) -> Vec<usize> {
    let mut parts: Vec<usize> = Vec::new();
    let mut open = vec![whole];
    while let Some(line) = open.pop() {
        for sum in sums.iter().filter(|sum| sum.form == Form::Sum && sum.total == line) {
            for &(term, _) in &sum.terms {
                if !parts.contains(&term) && term != whole {
                    parts.push(term);
                    open.push(term);
                }
            }
        }
    }
    if parts.is_empty() {
        parts.extend((0..m.lines).filter(|&line| line != whole));
    }
    parts.sort_unstable();
    parts
}

impl Share {
    fn amounts(&self, m: &Matrix, line: usize) -> Option<[Amount; 3]> {
        Some([m.at(self.at, line)?, m.at(self.part, line)?, self.of])
    }

    fn fare(&self, m: &Matrix, line: usize) -> Option<Fare> {
        quotient::fare(RelationKind::Ratio, self.power, m.scale, self.amounts(m, line)?)
    }

    /// The shares that say something.
    fn shares<'a>(&'a self, m: &'a Matrix) -> impl Iterator<Item = (usize, Fare)> + 'a {
        let says = |line: &usize| m.at(self.at, *line).is_some_and(|amount| amount.value != 0);
        self.lines.iter().copied().filter(says).filter_map(|line| Some((line, self.fare(m, line)?)))
    }

    /// Does every third of a few hold?
    fn likely(&self, m: &Matrix) -> bool {
        let probes: Vec<bool> = self.shares(m).take(PROBES).map(|(_, fare)| fare.holds()).collect();
        let holds = probes.iter().filter(|&&holds| holds).count();
        holds >= 2 && holds * 3 >= probes.len()
    }

    /// What the shares say the whole is, where a slip of the hand makes what is printed of it.
    fn implied(&self, m: &Matrix) -> Option<Amount> {
        let factor = 10_i128.checked_pow(m.scale.checked_add(self.power)?)?;
        let mut shares: Vec<(i128, i128)> = Vec::new();
        for line in self.lines.iter().copied() {
            let (Some(share), Some(part)) = (m.at(self.at, line), m.at(self.part, line)) else { continue };
            // Between what the whole must lie for the share to hold.
            if share.value > share.half && part.value > part.half {
                let low = (part.value - part.half).checked_mul(factor)? / (share.value + share.half);
                let high = (part.value + part.half).checked_mul(factor)? / (share.value - share.half) + 1;
                shares.push((low, high));
            }
        }
        // The largest shares tell it best; one of them may be wrong itself.
        shares.sort_by_key(|&(low, high)| high - low);
        let most = shares.iter().take(3).map(|&(low, high)| {
            shares.iter().fold((low, high), |(low, high), &(l, h)| {
                if l <= high && h >= low { (low.max(l), high.min(h)) } else { (low, high) }
            })
        });
        let agree =
            |&(low, high): &(i128, i128)| shares.iter().filter(|&&(l, h)| l <= low && high <= h).count();
        let (low, high) = most.max_by_key(agree)?;
        let (middle, slack) = (low.midpoint(high), (high - low) / 2);
        let told = agree(&(low, high)) >= 3 && slip::explains(self.of, middle, slack, m.scale);
        told.then_some(Amount { value: middle, half: self.of.half.max(slack), ..self.of })
    }

    fn weigh(&mut self, m: &Matrix, work: &mut Work) {
        let mut told: Vec<(i128, i64)> = Vec::new();
        let (mut hits, mut misses, mut runs, mut before) = (0, 0, 0, false);
        for (line, fare) in self.shares(m) {
            if !work.spend(3) {
                return;
            }
            if fare.holds() {
                hits += 1;
                runs += usize::from(!before);
                let amounts = self.amounts(m, line);
                let bits = amounts.map_or(0, |amounts| {
                    quotient::surprise(RelationKind::Ratio, self.power, m.scale, amounts, fare)
                });
                told.extend(m.at(self.at, line).map(|amount| (amount.value, bits)));
            } else {
                misses += 1;
            }
            before = fare.holds();
        }
        let (gain, says) = quotient::told(&mut told);
        if says < 2 {
            return;
        }
        (self.hits, self.misses) = (hits, misses);
        // The word, as for other quotients.
        let said = 6 * BIT;
        let whole = if m.line_words.get(self.whole).is_some_and(|words| words.total) {
            BIT
        } else {
            log2(m.lines as u128)
        };
        let all = log2(m.positions as u128);
        let far = (2 * log2(self.at.abs_diff(self.part) as u128 + 1)).min(all);
        // What is printed of the whole costs nothing; another figure, as many as the shares tell apart.
        let slip = if self.printed {
            0
        } else {
            log2(self.of.value.unsigned_abs() / self.of.half.unsigned_abs().max(1))
        };
        self.score = gain + said - all - far - whole - slip - evidence::subset(hits, hits + misses, runs);
    }

    /// Do most shares hold?
    fn borne_out(&self) -> bool {
        self.misses * 2 <= self.hits
    }

    /// Is it so well borne out that a share that fails is wrong?
    fn proven(&self) -> bool {
        self.score >= CERTAIN && self.misses * LINES_A_MISS <= self.hits + self.misses
    }

    /// The share in a line, and whether it holds or is known not to.
    fn relation(&self, m: &Matrix, line: usize, rounding: Rounding) -> Option<(Relation, bool)> {
        let [share, part, _] = self.amounts(m, line)?;
        let amounts = [share, part, m.at(self.part, self.whole)?];
        let fare = quotient::fare(RelationKind::Ratio, self.power, m.scale, amounts)?;
        let verdict = fare.verdict(rounding);
        let known = verdict.is_some()
            || self.proven()
                && if self.printed {
                    fare.fails_clearly() && self.misprinted(m, amounts)
                } else {
                    // Where the whole is wrong, the shares that hold of the right one fail.
                    self.fare(m, line).is_some_and(Fare::holds)
                };
        let verdict = verdict.unwrap_or(Verdict::Mismatch);
        let places = [m.place(self.at, line), m.place(self.part, line), m.place(self.part, self.whole)];
        let kind = (RelationKind::Ratio, self.power, m.scale);
        Some((quotient::stated(kind, places, amounts, fare, verdict, rounding)?, known))
    }

    /// The sum of the shares, where it is not what is printed of the whole though each share is right.
    fn sum(&self, m: &Matrix, sums: &[Hypothesis]) -> Option<Relation> {
        let total = m.at(self.at, self.whole)?;
        let whole = 10_i128.checked_pow(m.scale.checked_add(self.power)?)?;
        let known = self.proven() && self.printed && self.misses == 0 && total.value != whole;
        let sum =
            sums.iter().find(|sum| sum.form == Form::Sum && sum.total == self.whole).filter(|_| known)?;
        let terms = sum.terms.iter().filter_map(|&(line, _)| Some((line, m.at(self.at, line)?)));
        let (mut computed, mut slack) = (0_i128, total.half);
        for (_, term) in terms.clone() {
            computed = computed.checked_add(term.value)?;
            slack = slack.checked_add(term.half)?;
        }
        let off = computed.abs_diff(total.value);
        (computed.abs_diff(whole) <= slack.unsigned_abs() && off > slack.unsigned_abs()).then_some(())?;
        let one = Decimal::ONE;
        Some(Relation {
            kind: RelationKind::Sum,
            total: m.place(self.at, self.whole),
            terms: terms.map(|(line, _)| Term { cell: m.place(self.at, line), factor: one }).collect(),
            computed: decimal(computed, m.scale)?,
            reported: decimal(total.value, m.scale)?,
            difference: decimal(i128::try_from(off).ok()?, m.scale)?,
            tolerance: decimal(slack, m.scale)?,
            verdict: Verdict::Mismatch,
            given: false,
        })
    }

    /// Does a slip of the hand in the share or in the part explain that it fails?
    fn misprinted(&self, m: &Matrix, amounts: [Amount; 3]) -> bool {
        let [share, part, whole] = amounts;
        let part_slipped = || {
            let factor = 10_i128.checked_pow(m.scale.checked_add(self.power)?)?;
            let right = share.value.checked_mul(whole.value)?.checked_div(factor)?;
            let slack = share.half.checked_mul(whole.value.checked_abs()?)?.checked_div(factor)?;
            Some(slip::explains(part, right, slack.checked_add(part.half)?, m.scale))
        };
        quotient::misprinted(RelationKind::Ratio, self.power, m.scale, amounts)
            || part_slipped() == Some(true)
    }
}

/// States the shares of wholes that hold, and those that are known to fail.
pub(in crate::engine::relation) fn state(
    m: &Matrix,
    sums: &[Hypothesis],
    rounding: Rounding,
    work: &mut Work,
    relations: &mut Vec<Relation>,
    suspects: &mut Vec<Relation>,
) {
    for share in find(m, sums, work) {
        for &line in &share.lines {
            match share.relation(m, line, rounding) {
                // Of a total of totals it is the share, too; once is enough.
                Some((relation, _)) if relations.iter().any(|old| old.total == relation.total) => {}
                Some((relation, true)) => relations.push(relation),
                Some((relation, false)) if share.borne_out() => suspects.push(relation),
                _ => {}
            }
        }
        relations.extend(share.sum(m, sums).filter(|sum| !relations.iter().any(|r| r.total == sum.total)));
    }
}

/// What the shares of wholes say, in sixteenths of a bit.
pub(in crate::engine::relation) fn evidence(m: &Matrix, sums: &[Hypothesis], work: &mut Work) -> i64 {
    find(m, sums, work).iter().map(|share| share.score).sum()
}
