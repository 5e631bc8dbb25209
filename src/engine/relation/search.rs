//! Which identities could be: candidates from the figures of single lines.
//!
//! A candidate is found in one line and then tested in all. Three shapes are looked for:
//!
//! - *runs*: the total beside a stretch of terms, above or below, left or right, of those positions that
//!   are not yet inside another total, so that totals of totals follow level by level;
//! - *steps*: every second, third, … position, as in tables that repeat a group of columns;
//! - *pairs*: two terms anywhere, which are also the differences.
//!
//! At every level the shapes are sought among all open positions, and once more among those that can be
//! added up: shares that stand between the amounts (`Antal, %, Antal, %, …`) and means of other positions are
//! passed over, so that a total of totals is a run again.
//!
//! To name a run takes its total and its end: a bit where it ends with a stretch or at the edge, and else its
//! length, in the manner of Rissanen's universal code for whole numbers (*A universal prior for integers and
//! estimation by minimum description length*, 1983), so that short runs are cheap in long tables, too.
//!
//! Runs, steps and the level-by-level search are the adjacency and the gap strategies of `AggreCol` (Jiang,
//! Vitagliano, Hammerschmidt, Naumann: *Aggregation Detection in CSV Files*, EDBT 2022); the evidence that
//! decides among them is this program's own.

use super::{
    evidence::{BIT, likely, log2},
    hypothesis::{Form, Hypothesis, Tally},
    matrix::{Amount, Matrix},
    work::Work,
};
use std::{
    collections::HashSet,
    ops::{Range, RangeInclusive},
};

/// How many positions may lie between a total and the nearest of its terms.
const OFFSET: usize = 3;
/// Longest run that is looked for by adding up; longer ones are looked up by their prefix sums.
const WINDOW: usize = 400;
/// Largest number of positions among which pairs are sought freely; beyond, only within [`NEAR`].
const FREE: usize = 120;
/// The longest run of income and costs that is looked for.
const LONGEST_NET: usize = 24;
/// Neighbours that are tried with all signs, and the most columns among which they are.
const MIXED: RangeInclusive<usize> = 3..=5;
const MOST_MIXED: usize = 16;
/// How far apart the members of a pair may lie in a long table.
const NEAR: usize = 24;

/// The candidates over the positions that are still open, in rising order.
pub(super) fn candidates(m: &Matrix, open: &[usize], first: bool, work: &mut Work) -> Vec<Hypothesis> {
    let mut found = Found { seen: HashSet::new(), list: Vec::new() };
    for line in lines(m, open.len()) {
        let row: Vec<Option<Amount>> = open.iter().map(|&p| m.line(line).get(p).copied().flatten()).collect();
        for backwards in [true, false] {
            runs(m, open, &row, m.line(line), backwards, work, &mut found);
            if first {
                steps(open, &row, backwards, work, &mut found);
            }
        }
        pairs(m, open, &row, work, &mut found);
        if !m.across {
            nets(m, open, line, work, &mut found);
        }
        if work.exhausted() {
            break;
        }
    }
    found.list
}

/// The lines that candidates are drawn from: all, or as many as keep the cost in bounds, evenly spread.
fn lines(m: &Matrix, open: usize) -> Vec<usize> {
    let per_line = open.saturating_mul(open.min(WINDOW)).max(1);
    let wanted = (2_000_000 / per_line).clamp(6, m.lines.max(6));
    let step = m.lines.div_ceil(wanted).max(1);
    (0..m.lines).step_by(step).collect()
}

struct Found {
    seen: HashSet<Vec<u32>>,
    list: Vec<Hypothesis>,
}

impl Found {
    fn push(&mut self, form: Form, total: usize, mut terms: Vec<(usize, i8)>, parts: bool, cost: i64) {
        terms.sort_unstable();
        let mut key: Vec<u32> = Vec::with_capacity(terms.len() + 2);
        key.push(total as u32);
        key.push(u32::from(form == Form::Average));
        key.extend(terms.iter().map(|&(p, sign)| p as u32 * 2 + u32::from(sign < 0)));
        if self.seen.insert(key) {
            self.list.push(Hypothesis {
                form,
                total,
                terms,
                parts,
                named: false,
                explained: None,
                cost,
                tally: Tally::default(),
            });
        }
    }
}

/// Runs beside their total, and means of runs.
fn runs(
    m: &Matrix,
    open: &[usize],
    row: &[Option<Amount>],
    totals: &[Option<Amount>],
    backwards: bool,
    work: &mut Work,
    found: &mut Found,
) {
    let n = open.len();
    let at = |j: usize| if backwards { n.checked_sub(j + 1) } else { (j < n).then_some(j) };
    let value = |j: usize| at(j).and_then(|j| row.get(j)).copied().flatten();
    let position = |j: usize| at(j).and_then(|j| open.get(j)).copied();
    let naming = log2(n as u128);
    // Walking away from the total, whichever direction that is. A total may itself be inside another.
    for (t, total) in totals.iter().enumerate() {
        let Some(total) = total.filter(|total| total.value != 0) else { continue };
        let start =
            if backwards { n - open.partition_point(|&p| p < t) } else { open.partition_point(|&p| p <= t) };
        for offset in 0..=OFFSET {
            let mut sum = 0_i128;
            let (mut nonzero, mut terms, mut half) = (0_usize, 0_usize, total.half);
            let from = start + offset;
            if !work.spend(WINDOW.min(n.saturating_sub(from))) {
                return;
            }
            let (mut matches, mut root) = (0, 0);
            for j in from..n.min(from + WINDOW) {
                if let Some(term) = value(j) {
                    sum = sum.saturating_add(term.value);
                    nonzero += usize::from(term.value != 0);
                    terms += 1;
                    half = half.max(term.half);
                }
                if nonzero < 2 {
                    continue;
                }
                while (root + 1) * (root + 1) <= terms {
                    root += 1;
                }
                let slack = likely(half, root);
                let hit = sum.abs_diff(total.value) <= slack.unsigned_abs();
                let mean = terms >= 2
                    && total.value.checked_mul(terms as i128).is_some_and(|total_sum| {
                        total_sum.abs_diff(sum) <= (slack + total.half * terms as i128).unsigned_abs()
                    });
                if !hit && !mean {
                    continue;
                }
                matches += 1;
                if matches > 8 {
                    break;
                }
                let list: Vec<(usize, i8)> = (from..=j).filter_map(position).map(|p| (p, 1)).collect();
                // A run that ends where a stretch begins, or at the edge, is the natural one. Any other must
                // say how long it is.
                let edge = j + 1 >= n
                    || position(if backwards { j } else { j + 1 })
                        .is_some_and(|p| m.begins.get(p) == Some(&true));
                let end = if edge { BIT } else { naming.min(2 * log2((j + 1 - from) as u128)) };
                let cost = naming + end + (offset as i64 * 3 + 1) * BIT;
                if hit {
                    found.push(
                        Form::Sum,
                        t,
                        list.clone(),
                        offset == 0 && (backwards || list.len() > usize::from(m.across) + 1),
                        cost,
                    );
                }
                if mean {
                    // There are as many means of a run as it has ends, and each lies among its figures.
                    found.push(Form::Average, t, list, false, cost - end + naming + 4 * BIT);
                }
            }
        }
    }
}

/// What is left of the run above it, where costs are printed without their minus.
fn nets(m: &Matrix, open: &[usize], line: usize, work: &mut Work, found: &mut Found) {
    let naming = log2(open.len() as u128);
    for total in (0..m.positions).filter(|&p| m.words(p).net) {
        let Some(net) = m.at(total, line).filter(|net| net.value != 0) else { continue };
        let above = open.get(..open.partition_point(|&p| p < total)).unwrap_or(&[]);
        let (mut sum, mut half, mut subtracted) = (0_i128, net.half, 0_usize);
        let mut terms: Vec<(usize, i8)> = Vec::new();
        for &position in above.iter().rev().take(LONGEST_NET) {
            if !work.spend(1) {
                return;
            }
            // A net of costs has its sign.
            let words = m.words(position);
            let sign = if words.cost && !words.net { -1 } else { 1 };
            terms.push((position, sign));
            if let Some(term) = m.at(position, line) {
                // With their minus, they are added like all else.
                if sign < 0 && term.value < 0 {
                    break;
                }
                subtracted += usize::from(sign < 0 && term.value > 0);
                sum = sum.saturating_add(term.value.saturating_mul(i128::from(sign)));
                half = half.max(term.half);
            }
            let slack = likely(half, terms.len().isqrt());
            if subtracted > 0 && terms.len() >= 2 && sum.abs_diff(net.value) <= slack.unsigned_abs() {
                let first = position;
                let edge = above.first() == Some(&first) || m.begins.get(first) == Some(&true);
                let end = if edge { BIT } else { naming.min(2 * log2(terms.len() as u128)) };
                // A word of a cost is said of much; that it is subtracted takes as much as the word of a net is worth.
                found.push(Form::Sum, total, terms.clone(), true, naming + end + 6 * BIT);
            }
        }
    }
}

/// Columns beside a total that make it up with signs of their own, those of a sum that fails in some lines among them:
/// *Årets resultat = Bidrag + Intäkter + Kostnader*, less a *Disposition* that is mostly nought. All ways to sign a few
/// neighbours are tried, in tables of as many columns as people read.
pub(super) fn mixed(
    m: &Matrix,
    open: &[usize],
    total: usize,
    among: &[(usize, i8)],
    work: &mut Work,
) -> Vec<Hypothesis> {
    let mut found = Found { seen: HashSet::new(), list: Vec::new() };
    let Some(t) = open.iter().position(|&p| p == total).filter(|_| open.len() <= MOST_MIXED) else {
        return found.list;
    };
    let naming = log2(open.len() as u128);
    let within = |run: &Range<usize>| {
        among.iter().all(|(p, _)| open.get(run.clone()).is_some_and(|own| own.contains(p)))
    };
    for length in MIXED {
        let before = t.checked_sub(length).map(|from| from..t);
        let after = Some(t + 1..t + 1 + length).filter(|run| run.end <= open.len());
        for run in [before, after].into_iter().flatten().filter(within) {
            let positions = open.get(run).unwrap_or(&[]);
            let ways = 1_usize << length;
            for line in lines(m, open.len()) {
                if !work.spend(ways * length) {
                    return found.list;
                }
                let Some(whole) = m.at(total, line) else { continue };
                let amounts: Option<Vec<i128>> = positions
                    .iter()
                    .map(|&p| m.at(p, line).map(|a| a.value).filter(|&value| value != 0))
                    .collect();
                // What is nought has no sign.
                let Some(amounts) = amounts else { continue };
                for minus in 1..ways - 1 {
                    let sign = |at: usize| if minus >> at & 1 == 1 { -1_i8 } else { 1 };
                    let signed = amounts.iter().enumerate().map(|(at, v)| v.saturating_mul(sign(at).into()));
                    let sum = signed.fold(0, i128::saturating_add);
                    if sum.abs_diff(whole.value) <= likely(whole.half, length.isqrt()).unsigned_abs() {
                        let terms = positions.iter().enumerate().map(|(at, &p)| (p, sign(at))).collect();
                        let cost = naming + (length as i64 + 4) * BIT;
                        found.push(Form::Sum, total, terms, false, cost);
                    }
                }
            }
        }
    }
    found.list
}

/// Every second, third, … position beside the total.
fn steps(open: &[usize], row: &[Option<Amount>], backwards: bool, work: &mut Work, found: &mut Found) {
    let n = open.len();
    if n > 2 * WINDOW {
        return;
    }
    let at = |j: usize| if backwards { n.checked_sub(j + 1) } else { (j < n).then_some(j) };
    let value = |j: usize| at(j).and_then(|j| row.get(j)).copied().flatten();
    let position = |j: usize| at(j).and_then(|j| open.get(j)).copied();
    let naming = log2(n as u128) * 2 + 3 * BIT;
    for t in 0..n {
        let Some(total) = value(t) else { continue };
        if total.value == 0 {
            continue;
        }
        for step in 2..=8_usize.min(n / 2) {
            for first in 1..=step {
                if !work.spend(n.saturating_sub(t) / step + 1) {
                    return;
                }
                let (mut sum, mut nonzero, mut terms) = (0_i128, 0_usize, 0_usize);
                for j in (t + first..n).step_by(step) {
                    if let Some(term) = value(j) {
                        sum = sum.saturating_add(term.value);
                        nonzero += usize::from(term.value != 0);
                    }
                    terms += 1;
                    if nonzero < 2
                        || terms < 2
                        || sum.abs_diff(total.value) > likely(total.half, terms.isqrt()).unsigned_abs()
                    {
                        continue;
                    }
                    let Some(total) = position(t) else { continue };
                    let list = (t + first..=j).step_by(step).filter_map(position).map(|p| (p, 1)).collect();
                    let cost = naming + if first == step { 0 } else { 2 * BIT };
                    found.push(Form::Sum, total, list, false, cost);
                }
            }
        }
    }
}

/// Two terms anywhere: total = a + b, which is also a = total − b.
#[allow(clippy::many_single_char_names, reason = "a + b = c")]
fn pairs(m: &Matrix, open: &[usize], row: &[Option<Amount>], work: &mut Work, found: &mut Found) {
    let n = open.len();
    let net = |p: usize| m.words(p).net || m.words(p).total;
    let nets = open.iter().filter(|&&p| net(p)).count();
    let mut sorted: Vec<(i128, usize)> = row
        .iter()
        .enumerate()
        .filter_map(|(i, amount)| amount.filter(|a| a.value != 0).map(|a| (a.value, i)))
        .collect();
    sorted.sort_unstable();
    let reach = if n <= FREE { n } else { NEAR };
    let near = log2(reach.min(n) as u128);
    for i in 0..n {
        let Some(a) = row.get(i).copied().flatten().filter(|a| a.value != 0) else { continue };
        let end = n.min(i + reach);
        if !work.spend((end - i) * 4) {
            return;
        }
        for j in i + 1..end {
            let Some(b) = row.get(j).copied().flatten().filter(|b| b.value != 0) else { continue };
            let sum = a.value.saturating_add(b.value);
            let slack = a.half.max(b.half);
            let from = sorted.partition_point(|&(value, _)| value < sum - slack);
            let mut matches = 0;
            for &(value, k) in sorted.get(from..).unwrap_or(&[]) {
                if value > sum + slack || matches >= 6 {
                    break;
                }
                if k == i || k == j || k + reach < j || k > i + reach {
                    continue;
                }
                matches += 1;
                let (Some(&x), Some(&y), Some(&z)) = (open.get(i), open.get(j), open.get(k)) else {
                    continue;
                };
                let mut place = [i, j, k];
                place.sort_unstable();
                // Close together is likelier than far apart.
                let spread = place.iter().max().unwrap_or(&0) - place.iter().min().unwrap_or(&0);
                let distance = (log2(spread as u128) * 2).min(near * 2);
                // A net of two others (*Rörelseresultat*, *Finansnetto*, *Resultat före skatt*) is one of few.
                let named = if [x, y, z].into_iter().all(net) { log2(nets as u128) * 2 } else { i64::MAX };
                let cost = (log2(n as u128) + distance).min(named) + 3 * BIT;
                found.push(Form::Sum, z, vec![(x, 1), (y, 1)], false, cost);
            }
        }
    }
}
