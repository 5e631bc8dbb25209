//! Which cell is wrong? The identities of a table are a parity code: one wrong cell breaks a
//! characteristic set of them, and the smallest change that mends them all names it.

use super::{
    Diagnosis,
    matrix::{amount, decimal},
    slip,
};
use crate::engine::report::{Alternative, Culprit, Place, Relation, RelationKind, Slip, Table, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Most alternatives that are told.
const TOLD: usize = 5;
/// Values that are tried for a cell where rounding leaves it open which is right.
const TRIED: i128 = 400;

/// An identity as an equation: Σ coefficient × cell = 0, but for rounding.
struct Equation {
    residual: i128,
    tolerance: i128,
    broken: bool,
}

struct Code<'a> {
    table: &'a Table,
    relations: &'a [Relation],
    scale: u32,
    equations: Vec<Option<Equation>>,
    /// The equations that a cell is part of, with its coefficient.
    of: BTreeMap<Place, Vec<(usize, i128)>>,
    /// Nearly all identities that hold do so to the last digit.
    exact: bool,
}

/// A change of one cell.
#[derive(Clone, Debug)]
struct Change {
    cell: Place,
    /// The value that the cell should have, at the scale.
    value: i128,
    slip: Option<Slip>,
    mends: Vec<usize>,
    /// Of the equations with the cell, those that then hold to the last digit.
    exact: usize,
    is_total: bool,
}

/// Explains the broken identities of a table.
pub(super) fn diagnose(table: &Table, relations: &[Relation], scale: u32) -> Vec<Diagnosis> {
    let code = Code::new(table, relations, scale);
    let mut open: BTreeSet<usize> = relations
        .iter()
        .enumerate()
        .filter(|(_, relation)| relation.verdict == Verdict::Mismatch)
        .map(|(index, _)| index)
        .collect();
    let mut found = Vec::new();
    while !open.is_empty() {
        let mut changes = code.changes(&open);
        // The change that mends most; among equals the most human slip.
        let most = changes.iter().map(|change| change.mends.len()).max().unwrap_or(0);
        changes.retain(|change| change.mends.len() == most);
        changes.sort_by_key(|change| {
            (rank(change), std::cmp::Reverse(change.exact), !change.is_total, change.cell)
        });
        let Some(best) = changes.first().cloned() else {
            // No single change mends any of them without breaking another.
            found.extend(open.iter().map(|&index| Diagnosis { relations: vec![index], culprit: None }));
            break;
        };
        let rivals: Vec<&Change> = changes.iter().skip(1).filter(|c| c.mends == best.mends).collect();
        let told = rivals.is_empty() || best.slip.is_some_and(|slip| slip != Slip::NotUpdated);
        let culprit = told.then(|| Culprit {
            table: 0,
            cell: best.cell,
            suggested: code.written(&best),
            slip: best.slip,
            alternatives: rivals
                .iter()
                .take(TOLD)
                .map(|change| Alternative {
                    cell: change.cell,
                    suggested: code.written(change),
                    slip: change.slip,
                })
                .collect(),
        });
        for index in &best.mends {
            open.remove(index);
        }
        let mut relations = best.mends.clone();
        // The clearest first: sums before differences, then the one with fewest terms.
        relations.sort_by_key(|&index| code.relations.get(index).map(|r| (r.kind, r.terms.len(), index)));
        found.push(Diagnosis { relations, culprit });
    }
    found.sort_by(|a, b| a.relations.cmp(&b.relations));
    found
}

fn rank(change: &Change) -> u8 {
    change.slip.map_or(u8::MAX, slip::rank)
}

impl<'a> Code<'a> {
    fn new(table: &'a Table, relations: &'a [Relation], scale: u32) -> Self {
        let mut of: BTreeMap<Place, Vec<(usize, i128)>> = BTreeMap::new();
        let mut equations = Vec::with_capacity(relations.len());
        let (mut holds, mut exact) = (0_usize, 0_usize);
        for (index, relation) in relations.iter().enumerate() {
            if !matches!(relation.kind, RelationKind::Sum | RelationKind::Difference) {
                equations.push(None);
                continue;
            }
            let value =
                |place| table.value(place).and_then(|value| amount(value, scale)).map_or(0, |a| a.value);
            let mut residual = value(relation.total).saturating_neg();
            of.entry(relation.total).or_default().push((index, -1));
            for term in &relation.terms {
                let sign = if term.factor.is_sign_negative() { -1 } else { 1 };
                residual = residual.saturating_add(value(term.cell).saturating_mul(sign));
                of.entry(term.cell).or_default().push((index, sign));
            }
            let tolerance = scaled(relation.tolerance, scale);
            let broken = relation.verdict == Verdict::Mismatch;
            holds += usize::from(!broken);
            exact += usize::from(relation.verdict == Verdict::Exact);
            equations.push(Some(Equation { residual, tolerance, broken }));
        }
        Self { table, relations, scale, equations, of, exact: exact * 10 >= holds * 9 }
    }

    fn equation(&self, index: usize) -> Option<&Equation> {
        self.equations.get(index)?.as_ref()
    }

    /// Every change of a single cell that mends some of the open identities and breaks none.
    fn changes(&self, open: &BTreeSet<usize>) -> Vec<Change> {
        let cells: BTreeSet<Place> = open
            .iter()
            .filter_map(|&index| self.relations.get(index))
            .flat_map(|relation| relation.terms.iter().map(|term| term.cell).chain([relation.total]))
            .collect();
        cells.into_iter().filter_map(|cell| self.change(cell, open)).collect()
    }

    /// The best value for a cell: mends most, breaks none.
    fn change(&self, cell: Place, open: &BTreeSet<usize>) -> Option<Change> {
        let now = amount(self.table.value(cell)?, self.scale)?;
        let unit = now.half.checked_mul(2)?.max(1);
        let equations = self.of.get(&cell)?;
        let mut best: Option<Change> = None;
        for &(index, coefficient) in equations.iter().filter(|(index, _)| open.contains(index)) {
            let Some(lead) = self.equation(index) else { continue };
            // residual + coefficient × change = 0, and the coefficient is 1 or −1.
            let centre = now.value.checked_sub(lead.residual.checked_mul(coefficient)?)?;
            // Only values with the decimals of the cell.
            let centre = nearest(centre, unit)?;
            let reach = (lead.tolerance / unit).min(TRIED / 2);
            for away in 0..=2 * reach {
                let step = if away % 2 == 0 { away / 2 } else { -(away + 1) / 2 };
                let value = centre.checked_add(step.checked_mul(unit)?)?;
                if value == now.value {
                    continue;
                }
                let Some(change) = self.judge(cell, now.value, value, unit, open) else { continue };
                if best.as_ref().is_none_or(|best| self.better(&change, best)) {
                    best = Some(change);
                }
            }
        }
        best
    }

    /// What a change would do; none when it breaks an identity that holds or mends nothing.
    fn judge(
        &self,
        cell: Place,
        now: i128,
        value: i128,
        unit: i128,
        open: &BTreeSet<usize>,
    ) -> Option<Change> {
        let delta = value.checked_sub(now)?;
        let mut mends = Vec::new();
        let mut exact = 0;
        for &(index, coefficient) in self.of.get(&cell)? {
            let equation = self.equation(index)?;
            let residual = equation.residual.checked_add(coefficient.checked_mul(delta)?)?;
            let holds = residual.abs() <= equation.tolerance;
            if holds && open.contains(&index) {
                mends.push(index);
            } else if !holds && !equation.broken {
                return None;
            }
            exact += usize::from(residual == 0);
        }
        if mends.is_empty() {
            return None;
        }
        let is_total = mends.iter().any(|&index| self.relations.get(index).is_some_and(|r| r.total == cell));
        let slip = self.slip(cell, now, value, unit, &mends, is_total);
        Some(Change { cell, value, slip, mends, exact, is_total })
    }

    fn better(&self, new: &Change, old: &Change) -> bool {
        let key = |change: &Change| {
            let slip = u8::MAX - rank(change);
            // Where sums hold to the last digit, the right value makes them do so; where figures are
            // rounded, what a hand does to a figure tells more.
            if self.exact {
                (change.mends.len(), change.exact, usize::from(slip))
            } else {
                (change.mends.len(), usize::from(slip), change.exact)
            }
        };
        key(new) > key(old)
    }

    fn slip(
        &self,
        cell: Place,
        now: i128,
        value: i128,
        unit: i128,
        mends: &[usize],
        is_total: bool,
    ) -> Option<Slip> {
        if let Some(slip) = slip::of(now / unit, value / unit) {
            return Some(slip);
        }
        let same = |place: Place| {
            now != 0
                && self.table.value(place).and_then(|v| amount(v, self.scale)).is_some_and(|a| a.value == now)
        };
        let (row, column) = cell;
        if same((row, column + 1)) || column.checked_sub(1).is_some_and(|column| same((row, column))) {
            return Some(Slip::NeighbourColumn);
        }
        if !is_total {
            return None;
        }
        // The total lacks a term, or has one twice.
        let missing = value.checked_sub(now)?;
        for relation in
            mends.iter().filter_map(|&index| self.relations.get(index)).filter(|r| r.total == cell)
        {
            for term in &relation.terms {
                let Some(amount) = self.table.value(term.cell).and_then(|v| amount(v, self.scale)) else {
                    continue;
                };
                if amount.value == 0 {
                    continue;
                }
                let signed = if term.factor.is_sign_negative() { -amount.value } else { amount.value };
                if signed == missing {
                    return Some(Slip::RowLeftOut);
                }
                if signed == -missing {
                    return Some(Slip::CountedTwice);
                }
            }
        }
        Some(Slip::NotUpdated)
    }

    /// The value with the decimals of the cell.
    fn written(&self, change: &Change) -> Option<rust_decimal::Decimal> {
        let mut value = decimal(change.value, self.scale)?;
        value.rescale(self.table.value(change.cell)?.scale());
        Some(value)
    }
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
