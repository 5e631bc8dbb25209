//! From identities between positions to relations between cells, with their verdicts.

use super::{
    choose,
    evidence::{BIT, Weight, gcd, log2},
    hypothesis::{Form, Hypothesis, Instance},
    matrix::{Matrix, decimal},
    slip,
};
use crate::engine::{
    options::Rounding,
    report::{Relation, RelationKind, Term, Verdict},
};
use rust_decimal::Decimal;

/// The evidence that it takes to call an identity broken in a line: one chance in two hundred and fifty, per
/// hypothesis, that it is none.
const CERTAIN: i64 = 8 * BIT;
/// Lines in which a mean must hold for one in which it fails: there are means of other figures than those shown.
const MEANS_A_MISS: usize = 2;

/// What a term may differ by from its total to be as large: a tenth of it.
const ALIKE: u128 = 10;

/// How many times what rounding explains a slip must be for rounding to be told from it.
const CLEAR: u128 = 8;

/// States every identity in every line where its total and a term exist. Those that fail without being
/// certain become suspects.
pub(super) fn state(
    m: &Matrix,
    hypotheses: &[Hypothesis],
    rounding: Rounding,
    relations: &mut Vec<Relation>,
    suspects: &mut Vec<Relation>,
) {
    for hypothesis in hypotheses {
        let turned = Turned::of(m, hypothesis);
        let plain =
            || Turned { kind: RelationKind::Sum, total: hypothesis.total, terms: hypothesis.terms.clone() };
        for line in 0..m.lines {
            let Some(instance) = hypothesis.instance(m, line).filter(|instance| !instance.oriented) else {
                continue;
            };
            let told = turned.relation(m, line, rounding);
            if instance.holds() || told.is_some() && proven(m, hypotheses, hypothesis, line, &instance) {
                relations.extend(told);
            } else if hypothesis.form == Form::Sum && !m.line_is_share(line) {
                // Where the deviation is blank, the other two are to be the same.
                suspects.extend(told.or_else(|| plain().relation(m, line, rounding)));
            }
        }
    }
}

/// An identity as it is told: with the cell that a reader takes for the total.
struct Turned {
    kind: RelationKind,
    total: usize,
    terms: Vec<(usize, i8)>,
}

impl Turned {
    /// total = a + b may be a sum, or the difference a = total − b. It is told as a difference where the
    /// words say so, or where the last of the three is not the total and no words say sum.
    fn of(m: &Matrix, h: &Hypothesis) -> Self {
        let as_it_is = |kind| Self { kind, total: h.total, terms: with_empty(m, h) };
        if h.form == Form::Average {
            return as_it_is(RelationKind::Average);
        }
        let &[(a, 1), (b, 1)] = h.terms.as_slice() else { return as_it_is(RelationKind::Sum) };
        let words = m.words(h.total);
        // *Summa* below its parts is their sum, also where one of them is called a change.
        if !m.across && h.parts && words.total && !words.difference && h.total > b {
            return as_it_is(RelationKind::Sum);
        }
        let difference = |rest: usize, of: usize| Self {
            kind: RelationKind::Difference,
            total: of,
            terms: vec![(h.total, 1), (rest, -1)],
        };
        if !words.difference {
            match (m.words(a).difference, m.words(b).difference) {
                (true, false) => return difference(b, a),
                (false, true) => return difference(a, b),
                _ => {}
            }
        }
        if words.total || h.total > b {
            return as_it_is(RelationKind::Sum);
        }
        // The total stands before a term: parts listed under their whole, or what is left at the end.
        if m.words(b).net && !m.words(b).total || m.across && !h.parts {
            return difference(a, b);
        }
        as_it_is(RelationKind::Sum)
    }

    fn relation(&self, m: &Matrix, line: usize, rounding: Rounding) -> Option<Relation> {
        let total = m.at(self.total, line)?;
        let average = self.kind == RelationKind::Average;
        let mut computed = 0_i128;
        let mut slack = 0_i128;
        let mut terms = Vec::with_capacity(self.terms.len());
        for &(position, sign) in &self.terms {
            let Some(term) = m.at(position, line) else {
                // An empty cell is a term like the others, and adds nothing.
                if self.kind != RelationKind::Average {
                    terms.push(Term { cell: m.place(position, line), factor: Decimal::from(sign) });
                }
                continue;
            };
            computed = computed.checked_add(term.value.checked_mul(i128::from(sign))?)?;
            slack = slack.checked_add(if average { term.shown } else { term.half })?;
            terms.push(Term { cell: m.place(position, line), factor: Decimal::from(sign) });
        }
        let count = Decimal::from(if self.kind == RelationKind::Average { terms.len().max(1) } else { 1 });
        let computed = decimal(computed, m.scale)?.checked_div(count)?;
        let reported = decimal(total.value, m.scale)?;
        let difference = computed.checked_sub(reported)?.abs();
        let half = decimal(if average { total.shown } else { total.half }, m.scale)?;
        let interval = decimal(slack, m.scale)?.checked_div(count)?.checked_add(half)?;
        let tolerance = match rounding {
            // A mean is not a figure of the total's decimals even when nothing else is rounded.
            Rounding::Exact if average => half,
            _ => rounding.tolerance(interval, half),
        };
        let verdict = Verdict::of(difference, tolerance);
        Some(Relation {
            kind: self.kind,
            total: m.place(self.total, line),
            terms,
            computed: computed.normalize(),
            reported,
            difference: difference.normalize(),
            tolerance: tolerance.normalize(),
            verdict,
            given: false,
        })
    }
}

/// The terms of a sum, and the rows among them that hold nothing: each is one of the parts, and what is missing there may be
/// what the total lacks.
fn with_empty(m: &Matrix, h: &Hypothesis) -> Vec<(usize, i8)> {
    let mut terms = h.terms.clone();
    let Some((&(first, _), &(last, _))) = terms.first().zip(terms.last()) else { return terms };
    // The total of one item that has a word for it is that of the empty rows between the two, as well.
    if m.across || h.form != Form::Sum || !h.parts || terms.len() < 2 && !m.words(h.total).total {
        return terms;
    }
    let (from, to) = (first.min(h.total), last.max(h.total));
    let nothing = |p: usize| (0..m.lines).all(|line| m.at(p, line).is_none());
    let empty = (from..to).filter(|&p| !h.has(p) && nothing(p) && !m.words(p).part && !m.words(p).total);
    terms.extend(empty.map(|p| (p, 1)));
    terms.sort_unstable();
    terms
}

/// Is the identity so well proven by the other lines that its failing here is a mismatch?
fn proven(m: &Matrix, all: &[Hypothesis], h: &Hypothesis, line: usize, instance: &Instance) -> bool {
    let tally = h.tally;
    // A difference is found as the sum that it is, so what is left may be one of the two terms.
    let left = h.terms.len() == 2 && h.terms.iter().any(|&(position, _)| m.words(position).net);
    // A word says that there are parts, not that they are every third row.
    let said = (m.words(h.total).total || m.words(h.total).net || left) && (m.across || !h.is_scattered());
    // Worked out only where it is asked for.
    let slipped = || slipped(m, h, line);
    // Two lines that fail among three are no slip but another table. With the word for it, when it is one line
    // only, or when a slip explains by how much, as many that hold will do.
    let borne_out = tally.misses * 2 <= tally.hits
        || tally.misses <= tally.hits && (said || tally.misses == 1 && tally.hits > 1 || slipped() > 0);
    // Where the column comes about in another way in as many lines, it may do so in this one, too.
    let borne_out = borne_out && tally.finer * 2 <= tally.hits;
    let certain = h.named || borne_out && (tally.score >= CERTAIN || tally.score + slipped() >= CERTAIN);
    // What is kept back may be anything; and the mean or the largest of sums is no sum where parts are missing.
    if m.line_words.get(line).is_some_and(|words| words.statistic)
        || m.withheld(h.total, line)
        || with_empty(m, h).iter().any(|&(position, _)| m.withheld(position, line))
    {
        return false;
    }
    if h.explained == Some(line) {
        return true;
    }
    if choose::is_second(m, all, h) {
        return false;
    }
    if h.form != Form::Sum {
        // Whatever lies among figures is near a mean: the word has to say that it is one, and the others bear it out.
        return m.words(h.total).average
            && tally.score >= CERTAIN
            && tally.misses * MEANS_A_MISS <= tally.hits
            && instance.present >= 2
            && mean_misprinted(m, h, line, instance);
    }
    // What is subtracted by its name alone is sometimes added: where that fails twice, it is not meant.
    if tally.misses > 1 && h.terms.iter().any(|&(_, sign)| sign < 0) {
        return false;
    }
    if !certain || instance.empty() || m.line_is_share(line) {
        return false;
    }
    // A total of the same parts that holds where this one does not, and not by one slip: this one is of more.
    let twin_holds = || {
        let twins = all.iter().filter(|o| o.form == h.form && o.total != h.total && o.terms == h.terms);
        twins.filter_map(|twin| twin.instance(m, line)).any(|twin| twin.holds())
    };
    if tally.misses > 1 && twin_holds() {
        return false;
    }
    // Where it holds in no other line of the kind, it is not meant there; nor where it holds with other terms.
    let present = |line: usize| h.terms.iter().map(move |&(position, _)| m.at(position, line).is_some());
    let alike = |other: usize| {
        let common = present(other).zip(present(line)).filter(|&(there, here)| there && here).count();
        other != line && m.kind(other) == m.kind(line) && common * 2 >= instance.present
    };
    if !(0..m.lines)
        .any(|other| h.instance(m, other).is_some_and(|i| !i.empty() && i.holds()) && alike(other))
    {
        return false;
    }
    // Half the terms missing: the line is hardly read as it was meant.
    if instance.present * 2 < h.terms.len() {
        return false;
    }
    // A long column holds many blocks; a slip stands among lines that hold.
    if m.across && !neighbour_holds(m, h, line) {
        return false;
    }
    let mut holds = 0_usize;
    let mut residuals: Vec<i128> = Vec::new();
    for other in all.iter().filter(|other| other.form == Form::Sum) {
        let Some(instance) = other.instance(m, line).filter(|i| !i.empty()) else { continue };
        if instance.holds() {
            holds += usize::from(instance.nonzero > 1);
        } else {
            residuals.push(instance.computed.saturating_sub(instance.reported).saturating_abs());
        }
    }
    if holds >= residuals.len() {
        return true;
    }
    // A line in which identities fail by unlike amounts does not add up by its nature: shares, prices, means.
    // One wrong cell makes all of its identities fail by the same amount.
    let (Some(&least), Some(&most)) = (residuals.iter().min(), residuals.iter().max()) else { return false };
    most.saturating_sub(least) <= instance.tolerance && !mean_like(m, h, line)
}

/// The evidence that a line gives for an identity that fails in it, when a slip of the hand in one cell explains
/// by how much: what it would be worth if it held, less the bits that say the slip and the cell.
fn slipped(m: &Matrix, h: &Hypothesis, line: usize) -> i64 {
    slip_bits(m, h, line, 0).unwrap_or(0).max(0)
}

/// The same, also where the slip takes more to say than the identity is worth; none where no slip explains it, with as
/// many units as rounding may leave beside it, but no more than `beside`.
pub(super) fn slip_bits(m: &Matrix, h: &Hypothesis, line: usize, beside: u128) -> Option<i64> {
    let cells = || h.terms.iter().copied().chain([(h.total, -1)]);
    let amount = |p: usize| m.at(p, line);
    let off: i128 =
        cells().filter_map(|(p, sign)| Some(amount(p)?.value.saturating_mul(i128::from(sign)))).sum();
    let common =
        cells().filter_map(|(p, _)| amount(p)).fold(0, |common, a| gcd(a.value.unsigned_abs(), common));
    // A few of the units that all figures are written in are no slip, but what rounding left.
    let rounding = common.saturating_mul(h.terms.len() as u128 + 1) / 2;
    if off.unsigned_abs() <= rounding {
        return None;
    }
    let mut best = None;
    for (position, sign) in cells() {
        let Some(wrong) = amount(position) else { continue };
        let exact = wrong.value.saturating_sub(off.saturating_mul(i128::from(sign)));
        let unit = wrong.half.saturating_mul(2);
        // What rounding leaves beside the slip, in units either way, where it is little beside it.
        let little = off.unsigned_abs() > rounding.saturating_mul(CLEAR);
        let beside = if little { (rounding / common.max(1)).min(beside) as i128 } else { 0 };
        for left in -beside..=beside {
            let left = left.saturating_mul(unit);
            let right = exact.saturating_add(left);
            let Some(slip) = slip::at(wrong, right, m.scale) else { continue };
            let mut weight = Weight::default();
            for (other, _) in cells() {
                weight.add(if other == position { right } else { amount(other).map_or(0, |a| a.value) });
            }
            let (bits, _) = weight.bits(unit.unsigned_abs(), left.unsigned_abs());
            best = best.max(Some(bits - slip.bits - log2(h.terms.len() as u128 + 1)));
        }
    }
    best
}

/// Does a slip of the hand explain a mean that fails? Many are of other figures than those shown, or weighted.
fn mean_misprinted(m: &Matrix, h: &Hypothesis, line: usize, instance: &Instance) -> bool {
    // Means are often taken before the figures are rounded: what is hardly off is no slip.
    if instance.residual() <= instance.tolerance.unsigned_abs().saturating_mul(4) {
        return false;
    }
    let count = instance.present as i128;
    let total = m.at(h.total, line);
    // The mean lies between two figures that it may be rounded to.
    total.is_some_and(|total| {
        slip::explains(total, instance.computed / count, instance.tolerance / count, m.scale)
    }) || h.terms.iter().filter_map(|&(position, _)| m.at(position, line)).any(|term| {
        let right = term.value.saturating_add(instance.reported).saturating_sub(instance.computed);
        slip::explains(term, right, instance.tolerance, m.scale)
    })
}

/// The nearest line before or after in which the identity says something: does it hold?
fn neighbour_holds(m: &Matrix, h: &Hypothesis, line: usize) -> bool {
    let says = |line: usize| {
        h.instance(m, line).filter(|instance| !instance.empty()).map(|instance| instance.holds())
    };
    let before = (0..line).rev().take(8).find_map(says);
    let after = (line + 1..m.lines).take(8).find_map(says);
    before == Some(true) || after == Some(true)
}

/// Does the total lie between its terms, as that of shares, prices and means does?
fn mean_like(m: &Matrix, h: &Hypothesis, line: usize) -> bool {
    // A deviation lies where it likes: Prognos between Budget and Avvikelse says nothing.
    if m.across && h.set().iter().any(|&position| m.words(position).difference) {
        return false;
    }
    let Some(total) = m.at(h.total, line) else { return false };
    let terms: Vec<i128> = h.terms.iter().filter_map(|&(p, _)| m.at(p, line)).map(|a| a.value).collect();
    let (Some(&low), Some(&high)) = (terms.iter().min(), terms.iter().max()) else { return false };
    // Terms that are all as large as what should be their total are means whose own mean they are hardly off.
    let alike = |term: &i128| term.abs_diff(total.value).saturating_mul(ALIKE) <= total.value.unsigned_abs();
    if terms.len() >= 2 && terms.iter().all(alike) {
        return true;
    }
    let between = terms.len() >= 2 && (low >= 0 || high <= 0) && low <= total.value && total.value <= high;
    // A term that has grown past its total looks like that, too. Then one term can be mended to a figure of
    // the same kind; among prices and means, what is left for a term has the other sign, or is next to nothing.
    let sum: i128 = terms.iter().sum();
    // A total that a hand has spoilt may end up among its terms, too.
    let typed =
        slip::at(total, sum, m.scale).is_some_and(|slip| slip.bits + 3 * BIT < log2(total.value.abs_diff(0)));
    let mendable = terms.iter().any(|term| {
        let rest = total.value - (sum - term);
        rest.signum() == total.value.signum() && rest.saturating_abs().saturating_mul(10) >= total.value.abs()
    });
    between && !mendable && !typed
}
