//! Shares, ratios, products and relative changes: total = first / second, or (first − second) / second, as it is,
//! in per cent, per mille or per 100 000.
//!
//! `search` lists what could be, `quotient` weighs it as sums are weighed (see [`super::evidence`]), and here the
//! best of each total are chosen and told the way that a reader would.

mod quotient;
mod search;
#[cfg(test)]
mod tests;
pub(super) mod whole;

use super::{
    evidence::BIT,
    hypothesis::{Form, Hypothesis},
    matrix::{Amount, Matrix},
    work::Work,
};
use crate::engine::{
    options::Rounding,
    report::{Relation, RelationKind},
};
use quotient::Quotient;

/// What must be left of the evidence: more than for sums, since any figure is tried against every pair.
const ENOUGH: i64 = 10 * BIT;

/// Finds the quotients between positions, the surest first.
fn find(m: &Matrix, work: &mut Work) -> Vec<Quotient> {
    let mut found = search::candidates(m, work);
    for quotient in &mut found {
        quotient.weigh(m, work);
    }
    found.retain(|quotient| quotient.score >= ENOUGH);
    for quotient in &mut found {
        turn(m, quotient);
    }
    found.sort_by_key(|q| (std::cmp::Reverse(q.score), q.set(), q.total));
    let mut kept: Vec<Quotient> = Vec::new();
    for quotient in found {
        if kept.iter().all(|other| apart(other, &quotient)) {
            kept.push(quotient);
        }
    }
    kept
}

/// Do two quotients say two things? p = a / b is also b = a / p, and of a column that stands there twice it says
/// so twice; but an index and a change may have the same operands.
fn apart(one: &Quotient, other: &Quotient) -> bool {
    let set = other.set();
    let common = one.set().iter().filter(|p| set.contains(p)).count();
    let operands = |q: &Quotient| [q.first.min(q.second), q.first.max(q.second)];
    if one.total == other.total {
        // A share may be that of two pairs, as in current and in fixed prices; both must be sure.
        return common == 1 && other.score.min(one.score) >= 2 * ENOUGH;
    }
    common < 2 || common == 2 && operands(one) == operands(other)
}

/// a = p · b is p = a / b as well as b = a / p: tells which of the two is the quotient.
fn turn(m: &Matrix, quotient: &mut Quotient) {
    if quotient.kind != RelationKind::Ratio {
        return;
    }
    let (one, other) = (quotient.total, quotient.second);
    let first_if = |a: bool, b: bool| (a != b).then_some(if a { one } else { other });
    let plain = quotient.power == 0;
    let last = plain && quotient.first > one.max(other);
    let share = |p: usize| m.words(p).share && (!plain || small(m, p));
    let small = |p: usize| last && small(m, p);
    let total = first_if(share(one), share(other))
        .or_else(|| first_if(small(one), small(other)))
        .unwrap_or_else(|| match (last, m.across) {
            // Count, price, amount: a product stands last, and what it is a product of stands first. In a list of
            // accounts, where rows are asked after, the price stands under the count.
            (true, true) => one.min(other),
            (true, false) => one.max(other),
            // What has been divided runs on behind the decimal mark; what has been counted does not.
            (false, _) => {
                let (a, b) = (decimals(m, one), decimals(m, other));
                first_if(a > b, b > a).unwrap_or_else(|| one.max(other))
            }
        });
    (quotient.total, quotient.second) = if total == one { (one, other) } else { (other, one) };
}

/// The figures of a position that are not nought.
fn figures(m: &Matrix, position: usize) -> impl Iterator<Item = u128> {
    (0..m.lines)
        .filter_map(move |line| m.at(position, line))
        .map(|a| a.value.unsigned_abs())
        .filter(|&v| v != 0)
}

/// None larger than one, and not all of them one.
fn small(m: &Matrix, position: usize) -> bool {
    let one = 10_u128.saturating_pow(m.scale);
    figures(m, position).all(|value| value <= one) && figures(m, position).any(|value| value < one)
}

/// How many digits behind the decimal mark the figures of a position show, noughts at the end aside: the mean,
/// rounded.
fn decimals(m: &Matrix, position: usize) -> usize {
    let shown = |value| m.scale.saturating_sub(quotient::place(value).ilog10()) as usize;
    let (sum, count) =
        figures(m, position).fold((0, 0), |(sum, count), value| (sum + shown(value), count + 1));
    (2 * sum + count) / (2 * count).max(1)
}

/// What quotients and sums leave of each other: what is added up is of one kind, and what is divided by its like is
/// of another.
fn beside(quotients: Vec<Quotient>, linear: &[Hypothesis]) -> impl Iterator<Item = Quotient> {
    let sums: Vec<Vec<usize>> = linear.iter().filter(|h| h.form == Form::Sum).map(Hypothesis::set).collect();
    quotients.into_iter().filter(move |quotient| {
        !sums.iter().any(|set| {
            let has = |p: usize| set.binary_search(&p).is_ok();
            has(quotient.total) && (has(quotient.first) || has(quotient.second))
        })
    })
}

/// States the quotients in every line where they hold, and those that words name where they fail among many that
/// hold: too much else can stand beside two figures.
pub(super) fn state(
    m: &Matrix,
    linear: &[Hypothesis],
    rounding: Rounding,
    work: &mut Work,
    relations: &mut Vec<Relation>,
) {
    for quotient in beside(find(m, work), linear) {
        relations.extend((0..m.lines).filter_map(|line| quotient.relation(m, line, rounding)));
    }
}

/// Does a quotient hold for these figures: total, first and second? None where it cannot be told.
pub(super) fn holds(kind: RelationKind, power: u32, scale: u32, figures: [Amount; 3]) -> Option<bool> {
    quotient::fare(kind, power, scale, figures).map(quotient::Fare::holds)
}

/// What the quotients of a table say, in sixteenths of a bit.
pub(super) fn evidence(m: &Matrix, linear: &[Hypothesis], work: &mut Work) -> i64 {
    beside(find(m, work), linear).map(|quotient| quotient.score).sum()
}
