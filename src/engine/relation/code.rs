//! The identities of a table as a parity code (Hamming 1950): equations over its cells, and what a change of
//! one cell does to them.

use super::{
    evidence::{BIT, log2},
    matrix::{Amount, amount},
    ratios,
    slip::{self, Weighed},
    surroundings::{Sizes, Surroundings},
    work::Work,
};
use crate::engine::report::{Place, Relation, RelationKind, Slip, Table, Verdict};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Values that are tried for a cell where rounding leaves it open which is right.
const TRIED: i128 = 400;

/// An identity as an equation: Σ coefficient × cell = 0, but for rounding. A quotient has no such form, and is
/// tried afresh.
#[derive(Debug)]
struct Equation {
    residual: i128,
    tolerance: i128,
    linear: bool,
    broken: bool,
}

/// The equations over the cells of a table, with what has been changed so far.
pub(super) struct Code<'a> {
    table: &'a Table,
    relations: &'a [Relation],
    scale: u32,
    equations: Vec<Equation>,
    /// The equations that a cell is part of, with its coefficient.
    of: BTreeMap<Place, Vec<(usize, i128)>>,
    changed: BTreeMap<Place, i128>,
    /// What it takes to say that an equation which holds does so to the last digit, and that it does not.
    to_the_digit: (i64, i64),
    sizes: Sizes,
    surroundings: RefCell<BTreeMap<Place, Rc<Surroundings>>>,
}

/// A change of one cell.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub cell: Place,
    /// The value that the cell should have, at the scale.
    pub value: i128,
    pub slip: Option<Slip>,
    /// The equations that it mends, in rising order.
    pub mends: Vec<usize>,
    /// What it takes to say it: the slip, what the right value and the printed one say in their surroundings,
    /// and how the equations hold with it.
    pub bits: i64,
}

impl<'a> Code<'a> {
    pub(super) fn new(table: &'a Table, relations: &'a [Relation], scale: u32) -> Self {
        let mut of: BTreeMap<Place, Vec<(usize, i128)>> = BTreeMap::new();
        let mut equations = Vec::with_capacity(relations.len());
        let (mut holds, mut exact) = (0_u32, 0_u32);
        for (index, relation) in relations.iter().enumerate() {
            let value =
                |place| table.value(place).and_then(|value| amount(value, scale)).map_or(0, |a| a.value);
            let linear = !matches!(relation.kind, RelationKind::Ratio | RelationKind::Change);
            // A mean times the number of its terms is a sum.
            let times = if relation.kind == RelationKind::Average { relation.terms.len() as i128 } else { 1 };
            let mut residual = value(relation.total).saturating_mul(-times);
            of.entry(relation.total).or_default().push((index, -times));
            for term in &relation.terms {
                let sign = if term.factor.is_sign_negative() { -1 } else { 1 };
                residual = residual.saturating_add(value(term.cell).saturating_mul(sign));
                of.entry(term.cell).or_default().push((index, sign));
            }
            let tolerance = scaled(relation.tolerance, scale).saturating_mul(times);
            let broken = relation.verdict == Verdict::Mismatch;
            holds += u32::from(linear && !broken);
            exact += u32::from(linear && relation.verdict == Verdict::Exact);
            equations.push(Equation { residual, tolerance, linear, broken });
        }
        // Laplace's rule of succession, so that no outcome is impossible.
        let share = |n: u32| log2(u128::from(holds + 2) * 16) - log2(u128::from(n + 1) * 16);
        let to_the_digit = (share(exact), share(holds - exact));
        let changed = BTreeMap::new();
        let sizes = Sizes::of(table, scale);
        let surroundings = RefCell::default();
        Self { table, relations, scale, equations, of, changed, to_the_digit, sizes, surroundings }
    }

    /// The equations that do not hold.
    pub(super) fn broken(&self) -> BTreeSet<usize> {
        let broken = self.equations.iter().enumerate().filter(|(_, equation)| equation.broken);
        broken.map(|(index, _)| index).collect()
    }

    /// The cells of an equation.
    pub(super) fn cells(&self, index: usize) -> impl Iterator<Item = Place> + use<'a> {
        let relation = self.relations.get(index);
        relation.into_iter().flat_map(Relation::cells)
    }

    /// The equations of a cell.
    pub(super) fn equations_of(&self, cell: Place) -> impl Iterator<Item = usize> {
        self.of.get(&cell).into_iter().flatten().map(|&(index, _)| index)
    }

    fn amount(&self, cell: Place) -> Option<Amount> {
        let amount = amount(self.table.value(cell)?, self.scale)?;
        Some(Amount { value: self.changed.get(&cell).copied().unwrap_or(amount.value), ..amount })
    }

    /// The best value for a cell: it mends most and takes the fewest bits to say. None where every value that
    /// mends something breaks something else.
    pub(super) fn change(&self, cell: Place, work: &mut Work) -> Option<Change> {
        // A cell is wrong once.
        if self.changed.contains_key(&cell) {
            return None;
        }
        let now = self.amount(cell)?;
        let unit = now.half.checked_mul(2)?.max(1);
        let equations = self.of.get(&cell)?;
        // What its surroundings are, see there.
        work.spend(self.table.rows.len() + 100 * self.table.columns.len());
        let mut best: Option<Change> = None;
        for &(index, coefficient) in equations {
            let Some(lead) = self.equations.get(index).filter(|e| e.broken) else { continue };
            if !lead.linear {
                let value = self.of_quotient(index, cell).and_then(|value| nearest(value, unit));
                let change = value.filter(|&value| value != now.value).and_then(|v| self.judge(cell, now, v));
                if let Some(change) = change
                    && work.spend(equations.len() + 8)
                    && best.as_ref().is_none_or(|best| change.key() < best.key())
                {
                    best = Some(change);
                }
                continue;
            }
            // residual + coefficient × change = 0.
            let centre = now.value.checked_sub(lead.residual.checked_div(coefficient)?)?;
            // Only values with the decimals of the cell.
            let centre = nearest(centre, unit)?;
            let reach = (lead.tolerance / unit / coefficient.abs()).min(TRIED / 2);
            for away in 0..=2 * reach {
                let step = if away % 2 == 0 { away / 2 } else { -(away + 1) / 2 };
                let value = centre.checked_add(step.checked_mul(unit)?)?;
                if value == now.value {
                    continue;
                }
                if !work.spend(equations.len() + 8) {
                    return best;
                }
                let Some(change) = self.judge(cell, now, value) else { continue };
                if best.as_ref().is_none_or(|best| change.key() < best.key()) {
                    best = Some(change);
                }
            }
        }
        best
    }

    /// What a change would do; none when it breaks an equation that holds or mends nothing.
    fn judge(&self, cell: Place, now: Amount, value: i128) -> Option<Change> {
        let delta = value.checked_sub(now.value)?;
        let mut mends = Vec::new();
        let mut bits = 0;
        for &(index, coefficient) in self.of.get(&cell)? {
            let equation = self.equations.get(index)?;
            if !equation.linear {
                match (self.quotient_holds(index, cell, value)?, equation.broken) {
                    (false, false) => return None,
                    (true, true) => mends.push(index),
                    _ => {}
                }
                continue;
            }
            let residual = equation.residual.checked_add(coefficient.checked_mul(delta)?)?;
            let holds = residual.abs() <= equation.tolerance;
            if !holds && !equation.broken {
                return None;
            }
            if holds && equation.broken {
                mends.push(index);
            }
            if holds {
                bits += self.closeness(equation, residual, now.half);
            }
            if !equation.broken {
                bits -= self.closeness(equation, equation.residual, now.half);
            }
        }
        if mends.is_empty() {
            return None;
        }
        let unit = now.half.checked_mul(2)?.max(1);
        let (slip, slip_bits) = self.slip(cell, now.value, value, unit, &mends);
        let around = self.surroundings(cell, unit);
        bits += slip_bits + around.bits(value, &self.sizes) - around.bits(now.value, &self.sizes);
        mends.sort_unstable();
        Some(Change { cell, value, slip, mends, bits })
    }

    /// What it takes to say how close an equation that holds does so.
    fn closeness(&self, equation: &Equation, residual: i128, half: i128) -> i64 {
        if residual == 0 {
            return self.to_the_digit.0;
        }
        let ways = equation.tolerance.unsigned_abs() / half.unsigned_abs().max(1);
        self.to_the_digit.1 + log2(ways.max(1))
    }

    /// What a cell should be for a quotient to hold, but for rounding.
    fn of_quotient(&self, index: usize, cell: Place) -> Option<i128> {
        let relation = self.relations.get(index)?;
        let [first, second] = relation.terms.as_slice() else { return None };
        let value = |place: Place| Some(self.amount(place)?.value);
        let (total, a, b) = (value(relation.total)?, value(first.cell)?, value(second.cell)?);
        let per = first.factor.mantissa();
        let one = 10_i128.checked_pow(self.scale)?;
        let less = if relation.kind == RelationKind::Change { b } else { 0 };
        // total = (a − less) · per / b, in figures at the scale.
        if cell == relation.total {
            return rounded(a.checked_sub(less)?.checked_mul(per.checked_mul(one)?)?, b);
        }
        let times = per.checked_mul(one)?;
        if cell == first.cell {
            return rounded(total.checked_mul(b)?, times)?.checked_add(less);
        }
        let parts = if relation.kind == RelationKind::Change { total.checked_add(times)? } else { total };
        rounded(a.checked_mul(times)?, parts)
    }

    fn quotient_holds(&self, index: usize, cell: Place, value: i128) -> Option<bool> {
        let relation = self.relations.get(index)?;
        let [first, second] = relation.terms.as_slice() else { return None };
        let at = |place: Place| {
            let amount = self.amount(place)?;
            Some(if place == cell { Amount { value, ..amount } } else { amount })
        };
        let power = first.factor.mantissa().unsigned_abs().checked_ilog10()?;
        let amounts = [at(relation.total)?, at(first.cell)?, at(second.cell)?];
        Some(ratios::holds(relation.kind, power, self.scale, amounts).unwrap_or(false))
    }

    /// The likeliest slip, and what it takes to say it.
    fn slip(&self, cell: Place, now: i128, value: i128, unit: i128, mends: &[usize]) -> (Option<Slip>, i64) {
        let decimals = self.table.value(cell).map_or(0, |value| value.scale());
        let mut ways: Vec<Weighed> = slip::of(now / unit, value / unit, decimals).into_iter().collect();
        let same = |place: Place| now != 0 && self.amount(place).is_some_and(|a| a.value == now);
        let (row, column) = cell;
        if same((row, column + 1)) || column.checked_sub(1).is_some_and(|column| same((row, column))) {
            ways.push(slip::one_of(Slip::NeighbourColumn, 2));
        }
        let any = slip::any(now / unit, value / unit);
        let sums = mends.iter().filter_map(|&index| self.relations.get(index)).filter(|r| r.total == cell);
        for relation in sums {
            // The total lacks a term, or has one twice; or it is that of other figures.
            for term in &relation.terms {
                let Some(amount) = self.amount(term.cell).filter(|amount| amount.value != 0) else {
                    continue;
                };
                let sign = if term.factor.is_sign_negative() { -1 } else { 1 };
                let terms = relation.terms.len();
                if Some(amount.value * sign) == value.checked_sub(now) {
                    ways.push(slip::one_of(Slip::RowLeftOut, terms));
                } else if Some(amount.value * sign) == now.checked_sub(value) {
                    ways.push(slip::one_of(Slip::CountedTwice, terms));
                }
            }
            ways.push(Weighed { slip: Slip::NotUpdated, bits: any - 3 * BIT });
        }
        let likeliest = ways.into_iter().min_by_key(|weighed| weighed.bits);
        likeliest.map_or((None, any), |weighed| (Some(weighed.slip), weighed.bits))
    }

    fn surroundings(&self, cell: Place, unit: i128) -> Rc<Surroundings> {
        let mut known = self.surroundings.borrow_mut();
        let new = || Rc::new(Surroundings::of(self.table, self.scale, cell, unit));
        Rc::clone(known.entry(cell).or_insert_with(new))
    }

    /// Makes a change; what it mends holds from now on.
    pub(super) fn apply(&mut self, change: &Change) {
        let Some(now) = self.amount(change.cell) else { return };
        for &index in &change.mends {
            if let Some(quotient) = self.equations.get_mut(index).filter(|equation| !equation.linear) {
                quotient.broken = false;
            }
        }
        let delta = change.value.saturating_sub(now.value);
        for &(index, coefficient) in self.of.get(&change.cell).into_iter().flatten() {
            let Some(equation) = self.equations.get_mut(index).filter(|equation| equation.linear) else {
                continue;
            };
            equation.residual = equation.residual.saturating_add(coefficient.saturating_mul(delta));
            equation.broken = equation.residual.saturating_abs() > equation.tolerance;
        }
        self.changed.insert(change.cell, change.value);
    }
}

impl Change {
    /// The better, the less: mends most, takes the fewest bits.
    pub(super) fn key(&self) -> (std::cmp::Reverse<usize>, i64) {
        (std::cmp::Reverse(self.mends.len()), self.bits)
    }
}

/// A quotient to the nearest whole number.
fn rounded(dividend: i128, divisor: i128) -> Option<i128> {
    let twice = dividend.checked_mul(2)?.checked_div(divisor)?;
    Some(twice / 2 + twice % 2)
}

/// The multiple of `unit` that is nearest.
fn nearest(value: i128, unit: i128) -> Option<i128> {
    let down = value.div_euclid(unit);
    let up = if value.rem_euclid(unit) * 2 > unit { down + 1 } else { down };
    up.checked_mul(unit)
}

fn scaled(value: rust_decimal::Decimal, scale: u32) -> i128 {
    let value = value.normalize();
    let lift = scale.checked_sub(value.scale()).and_then(|up| 10_i128.checked_pow(up));
    lift.and_then(|lift| value.mantissa().checked_mul(lift)).unwrap_or(0)
}
