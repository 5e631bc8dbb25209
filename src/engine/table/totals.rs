//! What the totals of a table say of how many columns it has.
//!
//! Cut into the wrong number of columns, the parts of a total no longer add up to it: `48 534 296 781` as one
//! cell does not, as two it does. So the columns that add up under a choice of columns speak for the choice.

use super::{agree::Values, reading::Reading};
use crate::engine::report::RowRole;

/// Rows that are looked at; more add nothing but work.
pub(super) const MOST_ROWS: usize = 200;
/// Parts of a total: one is a copy, which adds up under any choice.
const LEAST_PARTS: usize = 2;
/// A total of fewer slacks than this agrees with its parts by chance too often to say anything.
const SOME: i64 = 50;

/// The lines of a block that are totals by their label, and what each is the total of.
pub(super) struct Totals {
    /// Of each row: whether it counts for the next total, is one, or is a part of the row above.
    roles: Vec<RowRole>,
}

impl Totals {
    pub(super) fn new(roles: Vec<RowRole>) -> Self {
        Self { roles }
    }

    /// How many cells of totals are the sums of what stands above them, when the rows are read so.
    ///
    /// A total sums the rows since the last one; a total of totals sums those.
    pub(super) fn borne_out(
        &self,
        readings: &[Option<Reading>],
        values: &dyn Fn(usize, &Reading) -> Values,
    ) -> usize {
        if !self.any() {
            return 0;
        }
        let mut found = 0;
        let mut parts = Sums::default();
        let mut totals = Sums::default();
        for (row, (role, reading)) in self.roles.iter().zip(readings).enumerate().take(MOST_ROWS) {
            let Some(reading) = reading else { continue };
            if *role == RowRole::Part {
                continue;
            }
            let own = values(row, reading);
            if *role == RowRole::Total {
                let by_parts = parts.borne_out(&own);
                found += by_parts.max(totals.borne_out(&own));
                parts = Sums::default();
                totals.add(&own);
            } else {
                parts.add(&own);
            }
        }
        found
    }

    /// Is there a total at all?
    pub(super) fn any(&self) -> bool {
        self.roles.iter().take(MOST_ROWS).any(|role| *role == RowRole::Total)
    }
}

/// The sums of some rows, column by column.
#[derive(Default)]
struct Sums {
    rows: usize,
    /// The sum, and the cells that are in it.
    columns: Vec<(i64, usize)>,
}

impl Sums {
    fn add(&mut self, row: &Values) {
        self.rows += 1;
        self.columns.resize(self.columns.len().max(row.len()), (0, 0));
        for ((sum, cells), value) in self.columns.iter_mut().zip(row) {
            let Some(value) = value else { continue };
            *sum = sum.saturating_add(*value);
            *cells += 1;
        }
    }

    /// How many columns have the sum that the total shows.
    fn borne_out(&self, total: &Values) -> usize {
        // Half a unit a row is what rounding can add up to.
        let slack = i64::try_from(self.rows).unwrap_or(i64::MAX) / 2 + 1;
        let holds = |sum: i64, cells: usize, total: i64| {
            cells >= LEAST_PARTS
                && total.saturating_sub(sum).saturating_abs() <= slack
                && total.saturating_abs() >= SOME.saturating_mul(slack)
        };
        let columns = self.columns.iter().zip(total);
        columns.filter(|((sum, cells), total)| total.is_some_and(|total| holds(*sum, *cells, total))).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_totals_of_totals_bear_out() {
        use RowRole::{Item, Total};
        let table = [
            vec![Some(700), Some(900)],
            vec![Some(800), None],
            vec![Some(1500), Some(900)],
            vec![Some(300), Some(600)],
            vec![Some(400), Some(400)],
            vec![Some(700), Some(1001)],
            vec![Some(2200), Some(1900)],
        ];
        let totals = Totals::new(vec![Item, Item, Total, Item, Item, Total, Total]);
        let reading = Reading { cost: 0, figures_from: 0, slots: Vec::new() };
        let readings = vec![Some(reading); table.len()];
        let values = |row: usize, _: &Reading| table.get(row).cloned().unwrap_or_default();
        // The copy of 900 says nothing; 1001 and 1900 are within what rounding explains.
        assert_eq!(totals.borne_out(&readings, &values), 5);
    }
}
