//! What the figures around a cell lead one to expect in it.
//!
//! A figure is described by another one of its row, as it stands or in the proportion of the two columns, and
//! by how far it is from that; or, where nothing is near, by itself. The fewer bits that takes, the less the
//! figure surprises: `8 549` between `1 549` and `1 551` takes twelve more than `1 549` does. A figure that
//! stands elsewhere in the table, too, and one as round as its column, take fewer.

use super::{
    evidence::{BIT, gcd, log2},
    matrix::amount,
};
use crate::engine::report::{Place, Table};

/// Rows that the proportion of two columns is taken from, at most.
const PROPORTION_ROWS: usize = 100;
/// A proportion is no better known than to this part of it: rows differ.
const PROPORTION: u128 = 32;
/// Figures that a column must have for its roundness to be a habit.
const HABIT: usize = 4;

/// The sizes of a table's figures, noughts left out, in rising order.
#[derive(Debug)]
pub(super) struct Sizes(Vec<u128>);

impl Sizes {
    pub(super) fn of(table: &Table, scale: u32) -> Self {
        let cells = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
        let values = cells.filter_map(|cell| amount(cell.value?, scale)).map(|a| a.value.unsigned_abs());
        let mut sizes: Vec<u128> = values.filter(|&size| size != 0).collect();
        sizes.sort_unstable();
        Self(sizes)
    }

    fn count(&self, size: u128) -> usize {
        self.0.partition_point(|&other| other <= size) - self.0.partition_point(|&other| other < size)
    }
}

/// What speaks for a figure in a cell.
#[derive(Debug)]
pub(super) struct Surroundings {
    unit: i128,
    /// Figures of the row, as they stand and in proportion, each with how well it can be hoped to hit.
    near: Vec<(i128, u128)>,
    /// Sizes of the figures of the row.
    row: Vec<u128>,
    /// What all other figures of the column are multiples of; the unit where that is no habit.
    grain: u128,
}

impl Surroundings {
    /// Of a cell whose last digit has this unit.
    pub(super) fn of(table: &Table, scale: u32, (row, column): Place, unit: i128) -> Self {
        let value = |at: Place| table.value(at).and_then(|v| amount(v, scale)).map(|a| a.value);
        let mut near = Vec::new();
        for other in (0..table.columns.len()).filter(|&other| other != column) {
            let Some(beside) = value((row, other)) else { continue };
            near.push((beside, 0));
            near.extend(proportion(table, scale, row, column, other).and_then(|(this, that)| {
                let expected = beside.checked_mul(this)?.checked_div(that)?;
                Some((expected, expected.unsigned_abs() / PROPORTION))
            }));
        }
        let row_sizes = (0..table.columns.len())
            .filter_map(|column| value((row, column)))
            .map(i128::unsigned_abs)
            .collect();
        let column: Vec<u128> = (0..table.rows.len())
            .filter(|&other| other != row)
            .filter_map(|row| value((row, column)))
            .map(i128::unsigned_abs)
            .filter(|&value| value != 0)
            .collect();
        let common = column.iter().fold(0, |common, &value| gcd(common, value));
        let habit = column.len() >= HABIT && column.windows(2).any(|pair| pair.first() != pair.last());
        let unit = unit.max(1);
        let grain = if habit { common.max(unit.unsigned_abs()) } else { unit.unsigned_abs() };
        Self { unit, near, row: row_sizes, grain }
    }

    /// The bits that it takes to describe a figure here.
    pub(super) fn bits(&self, value: i128, all: &Sizes) -> i64 {
        let units = |distance: u128| distance / self.unit.unsigned_abs();
        let size = value.unsigned_abs();
        let plain = log2(1 + units(size)) + BIT;
        let nearest = self.near.iter().map(|&(near, blur)| near.abs_diff(value).max(blur)).min();
        let beside =
            nearest.map_or(plain, |distance| log2(self.near.len() as u128) + log2(1 + units(distance)) + BIT);
        let mut bits = plain.min(beside);
        let here = self.row.iter().filter(|&&other| other == size).count();
        if all.count(size) > here {
            bits -= (plain - log2(all.0.len() as u128)).max(0);
        }
        if size.checked_rem(self.grain).is_some_and(|rest| rest != 0) {
            bits += log2(self.grain / self.unit.unsigned_abs());
        }
        bits
    }
}

/// The two figures of the row in which the proportion of two columns is the middle one, other rows considered.
fn proportion(table: &Table, scale: u32, row: usize, this: usize, that: usize) -> Option<(i128, i128)> {
    let value = |at: Place| table.value(at).and_then(|v| amount(v, scale)).map(|a| a.value);
    let step = table.rows.len().div_ceil(PROPORTION_ROWS).max(1);
    let mut pairs: Vec<(i128, i128)> = (0..table.rows.len())
        .step_by(step)
        .filter(|&other| other != row)
        .filter_map(|other| Some((value((other, this))?, value((other, that))?)))
        .filter(|&(a, b)| a != 0 && b != 0)
        .collect();
    if pairs.len() < 3 {
        return None;
    }
    // a / b in rising order, in sixty-fourths of a halving: exact enough for a middle.
    let ratio = |&(a, b): &(i128, i128)| {
        let steps = log2(a.unsigned_abs()) - log2(b.unsigned_abs());
        if (a < 0) == (b < 0) { (1, steps) } else { (0, -steps) }
    };
    pairs.sort_by_key(ratio);
    pairs.get(pairs.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::relation::tests::table;

    fn bits(text: &str, at: Place, value: i128) -> i64 {
        let table = table(text);
        Surroundings::of(&table, 1, at, 10).bits(value * 10, &Sizes::of(&table, 1))
    }

    const COSTS: &str = "
        x      | Budget | Utfall | Mars
        Löner  | -8549  | -1551  | -388
        Hyror  | -620   | -612   | -155
        Resor  | -45    | -41    | -11
        Övrigt | -131   | -119   | -30
        Summa  | -2345  | -2323  | -584";

    #[test]
    fn a_figure_unlike_its_row_surprises() {
        assert!(bits(COSTS, (0, 0), -8549) > bits(COSTS, (0, 0), -1549) + 8 * BIT);
        // Against the quarter's figure, four times as much is expected.
        assert!(bits(COSTS, (1, 2), -541) > bits(COSTS, (1, 2), -155) + BIT);
    }

    #[test]
    fn a_figure_that_stands_elsewhere_and_a_round_one_surprise_less() {
        let text = "
            x      | A
            Löner  | 4500
            Hyror  | 1200
            Resor  | 700
            Övrigt | 1650
            Netto  | 8050
            Bidrag | 8050";
        assert!(bits(text, (5, 0), -8050) < bits(text, (5, 0), -8950) - 5 * BIT);
        assert!(bits(text, (2, 0), 700) < bits(text, (2, 0), 703) - 3 * BIT);
    }
}
