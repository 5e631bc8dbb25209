//! Which quotients could be: of a total and a divisor, the dividend is looked up.

use super::quotient::{Fare, Quotient, padded, place, power_of_ten};
use crate::engine::{
    relation::{
        matrix::{Amount, Matrix},
        work::Work,
    },
    report::RelationKind,
};
use std::collections::HashSet;

/// Most positions among which quotients are sought freely; beyond, only within [`NEAR`].
const FREE: usize = 120;
/// How far the divisor may stand from the total in a long table.
const NEAR: usize = 24;
/// Most positions at all: a quotient between the rows of a longer table is not heard of.
const MOST: usize = 600;
/// Lines in which a candidate must hold in every third, the telling ones: some of them are sums and means, in
/// which no quotient holds.
const PROBES: usize = 12;
/// Candidates are drawn from every third of the probes.
const DRAWN: usize = 3;
/// Figures of a line that are looked at as the dividend; more that fit are a sign of small figures.
const FITTING: usize = 4;

/// The shapes that are looked for, by the power of ten: as it is, in per cent, per mille and per 100 000.
const SHAPES: [(RelationKind, u32); 6] = [
    (RelationKind::Ratio, 0),
    (RelationKind::Ratio, 2),
    (RelationKind::Ratio, 3),
    (RelationKind::Ratio, 5),
    (RelationKind::Change, 0),
    (RelationKind::Change, 2),
];

/// The quotients that hold in most of a few telling lines.
pub(super) fn candidates(m: &Matrix, work: &mut Work) -> Vec<Quotient> {
    if m.positions > MOST || m.positions < 3 {
        return Vec::new();
    }
    let reach = if m.positions <= FREE { m.positions } else { NEAR };
    let mut sorted: Vec<Option<Vec<(i128, usize)>>> = vec![None; m.lines];
    let mut seen: HashSet<(usize, usize, usize, usize)> = HashSet::new();
    let mut found = Vec::new();
    for total in 0..m.positions {
        let probes = probes(m, total);
        let halves = [RelationKind::Ratio, RelationKind::Change].map(|kind| padded(m, total, kind));
        for &line in probes.iter().step_by(DRAWN) {
            let Some(slot) = sorted.get_mut(line) else { continue };
            let line_sorted = slot.get_or_insert_with(|| values(m, line));
            let Some(shown) = m.at(total, line) else { continue };
            for second in total.saturating_sub(reach)..m.positions.min(total + reach + 1) {
                let Some(divisor) = m.at(second, line).filter(|a| a.value != 0 && second != total) else {
                    continue;
                };
                if power_of_ten(divisor.value.unsigned_abs()) {
                    continue;
                }
                for (shape, &(kind, power)) in SHAPES.iter().enumerate() {
                    let [ratio, change] = halves;
                    let half = if kind == RelationKind::Change { change } else { ratio };
                    let amount = Amount { half: shown.half.max(half), ..shown };
                    if !work.spend(4) {
                        return found;
                    }
                    let Some((from, to)) = dividends(kind, power, m.scale, amount, divisor) else { continue };
                    let start = line_sorted.partition_point(|&(value, _)| value < from);
                    for &(_, first) in line_sorted
                        .get(start..)
                        .unwrap_or(&[])
                        .iter()
                        .take_while(|&&(value, _)| value <= to)
                        .take(FITTING)
                    {
                        if first == total || first == second || !seen.insert((total, first, second, shape)) {
                            continue;
                        }
                        if !work.spend(2 * probes.len()) {
                            return found;
                        }
                        let quotient = Quotient {
                            kind,
                            total,
                            first,
                            second,
                            power,
                            half,
                            score: 0,
                            hits: 0,
                            misses: 0,
                        };
                        let hits = probes
                            .iter()
                            .filter(|&&line| quotient.fare(m, line).is_some_and(Fare::holds))
                            .count();
                        if hits * 3 >= probes.len() {
                            found.push(quotient);
                        }
                    }
                }
            }
        }
    }
    found
}

/// The lines in which a position shows most digits.
fn probes(m: &Matrix, total: usize) -> Vec<usize> {
    let mut probes: Vec<(u128, usize)> = (0..m.lines)
        .filter_map(|line| Some((m.at(total, line)?.value.unsigned_abs(), line)))
        .filter(|&(value, _)| value != 0 && !power_of_ten(value))
        .collect();
    probes.sort_by_key(|&(value, line)| (std::cmp::Reverse(value / place(value)), line));
    probes.into_iter().take(PROBES).map(|(_, line)| line).collect()
}

/// The figures of a line in rising order, with their positions.
fn values(m: &Matrix, line: usize) -> Vec<(i128, usize)> {
    let mut values: Vec<(i128, usize)> = (0..m.positions)
        .filter_map(|position| Some((m.at(position, line)?.value, position)))
        .filter(|&(value, _)| value != 0)
        .collect();
    values.sort_unstable();
    values
}

/// Between what figures the dividend must lie, generously: [`Quotient::fare`] decides.
fn dividends(
    kind: RelationKind,
    power: u32,
    scale: u32,
    total: Amount,
    divisor: Amount,
) -> Option<(i128, i128)> {
    let factor = 10_i128.checked_pow(scale.checked_add(power)?)?;
    let product = total.value.checked_mul(divisor.value)?;
    let slack = total
        .half
        .checked_mul(divisor.value.checked_abs()?)?
        .checked_add(total.value.checked_abs()?.checked_mul(divisor.half)?)?;
    let base = if kind == RelationKind::Change { divisor.value } else { 0 };
    // A dividend that is more coarsely rounded than the divisor is rare; that much is allowed for.
    let own = divisor.half.checked_add(1)?;
    let low = product.checked_sub(slack)?.div_euclid(factor).checked_sub(own)?.checked_add(base)?;
    let high = product.checked_add(slack)?.div_euclid(factor).checked_add(own)?.checked_add(base)?;
    Some((low, high))
}
