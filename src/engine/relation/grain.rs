//! What the figures of a table were rounded to, where that is coarser than the last digit they show.
//!
//! A figure stands for half a unit of its last digit to each side, except where the table as a whole says
//! otherwise:
//!
//! - *Padding.* A spreadsheet that is written out with a fixed number of decimals gives `106.60000` for 106.6.
//!   Nobody prints four decimals that are noughts; those of a whole column are the export's.
//! - *Random rounding.* Statistical offices that protect what they publish round every count, up or down by
//!   chance, to a multiple of 3 (New Zealand) or of 5 (Canada); their totals are rounded by themselves, and
//!   do not add up.
//!
//! And finer where it is a bare nought: `0` among figures with decimals is as exact as they are.
//!
//! A table of round hundreds is not taken for rounded: people plan in round figures, and their sums are exact.

use crate::engine::report::{Place, Table};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Decimals that nobody prints when they are noughts: money shows two, rates and quotas three.
const PADDED: u32 = 4;
/// Figures that it takes to say what a column has in common.
const SOME: usize = 4;
/// Unlike multiples of a base that it takes to believe in it: one chance in three thousand millions for 3.
const MANY: usize = 20;
/// People who count in fives or threes do not come this far.
const LARGE: u32 = 1000;

/// How coarse the figures of a table are.
#[derive(Debug)]
pub(super) struct Grain {
    /// Decimals by column, where they are padded; none where they are not.
    columns: Vec<Option<u32>>,
    /// The base to which the figures of a column were rounded at random.
    bases: Vec<Option<u32>>,
    /// The fewest decimals that a column shows of an amount, noughts aside; the table's where it shows none.
    shown: Vec<Option<u32>>,
}

impl Grain {
    pub(super) fn of(table: &Table) -> Self {
        let (rows, columns) = (table.rows.len(), table.columns.len());
        let column = |c: usize| (0..rows).filter_map(move |r| table.value((r, c)));
        let least = |c: usize| column(c).filter(|value| !value.is_zero()).map(|value| value.scale()).min();
        let all = (0..columns).filter_map(least).min();
        Self {
            columns: (0..columns).map(|c| unpadded(column(c))).collect(),
            bases: bases(columns, column),
            shown: (0..columns).map(|c| least(c).or(all)).collect(),
        }
    }

    /// Half the width of what a figure stands for, at a scale that is larger than any shown.
    pub(super) fn half(&self, (_, column): Place, value: Decimal, scale: u32) -> Option<i128> {
        // A bare `0` among figures with decimals is a nought of as many.
        let nought = self.shown.get(column).copied().flatten().filter(|_| value.is_zero());
        let shown = nought.map_or(value.scale(), |least| least.max(value.scale()));
        let decimals = self.columns.get(column).copied().flatten().unwrap_or(shown).min(shown);
        let unit = 10_i128.checked_pow(scale.checked_sub(decimals)?)?;
        match self.bases.get(column).copied().flatten() {
            // Up or down by less than the base.
            Some(base) if decimals == 0 => unit.checked_mul(i128::from(base - 1)),
            _ => Some(unit / 2),
        }
    }
}

/// The decimals that say something, where more are shown.
fn unpadded(values: impl Iterator<Item = Decimal>) -> Option<u32> {
    let (mut decimals, mut count, mut padded) = (0, 0_usize, true);
    for value in values {
        count += 1;
        padded &= value.scale() >= PADDED;
        decimals = decimals.max(value.normalize().scale());
    }
    (padded && count >= SOME && decimals < PADDED).then_some(decimals)
}

/// The base of each column that is rounded at random.
fn bases<I: Iterator<Item = Decimal>>(columns: usize, column: impl Fn(usize) -> I) -> Vec<Option<u32>> {
    let mut out = vec![None; columns];
    for base in [5_u32, 3] {
        let multiple = |value: Decimal| (value % Decimal::from(base)).is_zero();
        let rounded: Vec<usize> = (0..columns).filter(|&c| column(c).all(multiple)).collect();
        let unlike: BTreeSet<Decimal> =
            rounded.iter().flat_map(|&c| column(c)).map(|value| value.abs().normalize()).collect();
        let large = unlike.last().is_some_and(|&value| value >= Decimal::from(LARGE));
        // Plans are made in fives and twenty-fives, too. What was rounded by chance has nothing else in common:
        // every base-th of the multiples is a multiple once more, and half of them are odd.
        let again = unlike.iter().filter(|&&value| (value % Decimal::from(base * base)).is_zero()).count();
        let odd = unlike.iter().filter(|&&value| !(value % Decimal::TWO).is_zero()).count();
        let by_chance = again * base as usize <= unlike.len() * 2 && odd * 4 >= unlike.len();
        if unlike.len() >= MANY && large && by_chance {
            for c in rounded {
                if let Some(of) = out.get_mut(c) {
                    *of = Some(base);
                }
            }
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<Decimal> {
        text.split_whitespace().map(|number| number.parse().unwrap()).collect()
    }

    #[test]
    fn noughts_of_an_export_are_no_decimals() {
        let decimals = |text| unpadded(numbers(text).into_iter());
        assert_eq!(decimals("106.60000 -23.70000 5.00000 0.00000"), Some(1));
        assert_eq!(decimals("12.00 7.00 3.00 22.00"), None, "two decimals are how money is printed");
        assert_eq!(decimals("0.71429 7.00000 3.00000 22.00000"), None);
        assert_eq!(decimals("7.00000 3.00000"), None, "too few to tell");
    }

    #[test]
    fn counts_rounded_at_random_share_a_base() {
        let of = |step: i64, count: i64| {
            let values: Vec<Decimal> =
                (1..=count).map(|i| Decimal::from((i * i + i) * 7 / 2 * step)).collect();
            bases(1, |_| values.iter().copied())
        };
        assert_eq!(of(5, 30), [Some(5)]);
        assert_eq!(of(3, 30), [Some(3)]);
        assert_eq!(of(10, 30), [None], "round tens are no random rounding");
        assert_eq!(of(5, 8), [None], "too few, and small");
        assert_eq!(of(25, 30), [None], "plans are made in twenty-fives");
        assert_eq!(of(7, 30), [None]);
    }
}
