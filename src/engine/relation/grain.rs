//! What the figures of a table were rounded to, where that is coarser than the last digit they show.
//!
//! A figure stands for half a unit of its last digit to each side, except where the table as a whole says
//! otherwise:
//!
//! - *Padding.* A spreadsheet that is written out with a fixed number of decimals gives `106.60000` for 106.6.
//!   Nobody prints four decimals that are noughts, nor tenths as `106.60` all down a column; those are the
//!   export's. Small figures are exact all the same: they are counts and points.
//! - *Random rounding.* Statistical offices that protect what they publish round every count, up or down by
//!   chance, to a multiple of 3 (New Zealand) or of 5 (Canada); their totals are rounded by themselves, and
//!   do not add up.
//!
//! And finer where it is a bare nought: `0` among figures with decimals is as exact as they are.
//!
//! A table of round hundreds is not taken for rounded, since people plan in round figures and their sums are
//! exact; unless its sums fail in several places as rounding would have it, and no single slip explains them.

use super::{evidence, matrix};
use crate::engine::report::{Place, Relation, Table, Verdict};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Decimals that nobody prints when they are noughts: money shows two, rates and quotas three.
const PADDED: u32 = 4;
/// Figures that it takes to say what a column has in common.
const SOME: usize = 4;
/// Figures whose last digit is a nought that it takes to call it padding: one chance in a hundred millions.
const ALWAYS: usize = 8;
/// Unlike multiples of a base that it takes to believe in it: one chance in three thousand millions for 3.
const MANY: usize = 20;
/// People who count in fives or threes do not come this far; and what was rounded keeps its first three or
/// four digits, so that what stays below this in its last unit are counts and points, which are exact.
const LARGE: u32 = 1000;

/// How coarse the figures of a table are.
#[derive(Debug)]
pub(super) struct Grain {
    /// Decimals by column, where more are shown that say nothing; none where all say something.
    columns: Vec<Option<u32>>,
    /// The same by row: in a summary by year, shares stand under amounts.
    rows: Vec<Option<u32>>,
    /// The base to which the figures of a column were rounded at random.
    bases: Vec<Option<u32>>,
    /// The fewest decimals that a column shows of an amount, noughts aside; the table's where it shows none.
    shown: Vec<Option<u32>>,
    /// Noughts that the figures of a column end in for having been rounded: 2 for hundreds.
    noughts: Vec<u32>,
}

impl Grain {
    pub(super) fn of(table: &Table) -> Self {
        let (rows, columns) = (table.rows.len(), table.columns.len());
        let column = |c: usize| (0..rows).filter_map(move |r| table.value((r, c)));
        let row = |r: usize| (0..columns).filter_map(move |c| table.value((r, c)));
        let least = |c: usize| column(c).filter(|value| !value.is_zero()).map(|value| value.scale()).min();
        let all = (0..columns).filter_map(least).min();
        Self {
            columns: (0..columns).map(|c| unpadded(column(c))).collect(),
            rows: (0..rows).map(|r| unpadded(row(r))).collect(),
            bases: bases(columns, column),
            shown: (0..columns).map(|c| least(c).or(all)).collect(),
            noughts: Vec::new(),
        }
    }

    /// What the identities that fail say of the grain: none where they leave it as it is.
    pub(super) fn coarser(self, table: &Table, relations: &[Relation]) -> Option<Self> {
        let column = |c: usize| (0..table.rows.len()).filter_map(move |r| table.value((r, c)));
        let noughts: Vec<u32> = (0..table.columns.len()).map(|c| noughts(column(c))).collect();
        let round = || (0..noughts.len()).filter(|&c| noughts.get(c).is_some_and(|&noughts| noughts > 0));
        let unlike: BTreeSet<Decimal> =
            round().flat_map(column).map(|value| value.abs().normalize()).collect();
        if unlike.len() < MANY {
            return None;
        }
        let coarser = Self { noughts, ..self };
        let explained = |relation: &Relation| {
            let half = relation.cells().filter_map(|at| coarser.half(at, table.value(at)?, 1)).max();
            let slack = evidence::likely(half?, relation.terms.len().isqrt());
            (relation.is_additive() && relation.difference <= matrix::decimal(slack, 1)?)
                .then(|| relation.cells().collect::<BTreeSet<Place>>())
        };
        let mut failing = relations.iter().filter(|relation| relation.verdict == Verdict::Mismatch);
        let first = explained(failing.next()?)?;
        let common = failing.try_fold(first, |common, relation| {
            Some(common.intersection(&explained(relation)?).copied().collect())
        })?;
        common.is_empty().then_some(coarser)
    }

    /// Half the width of what a figure stands for, at a scale that is larger than any shown.
    pub(super) fn half(&self, (row, column): Place, value: Decimal, scale: u32) -> Option<i128> {
        let of = |said: &[Option<u32>], at: usize| said.get(at).copied().flatten();
        // A bare `0` among figures with decimals is a nought of as many.
        let nought = of(&self.shown, column).filter(|_| value.is_zero());
        let shown = nought.map_or(value.scale(), |least| least.max(value.scale()));
        let common = of(&self.columns, column).into_iter().chain(of(&self.rows, row)).min();
        // A figure with more decimals than its like was worked out, not rounded.
        let decimals = common.map_or(shown, |common| common.max(value.normalize().scale())).min(shown);
        let unit = 10_i128.checked_pow(scale.checked_sub(decimals)?)?;
        match of(&self.bases, column) {
            // Up or down by less than the base.
            Some(base) if decimals == 0 => unit.checked_mul(i128::from(base - 1)),
            _ if decimals == 0 => {
                let noughts = self.noughts.get(column).copied().unwrap_or(0);
                Some(unit.checked_mul(10_i128.checked_pow(noughts)?)? / 2)
            }
            _ => Some(unit / 2),
        }
    }
}

/// How many noughts all figures of a column end in.
fn noughts(values: impl Iterator<Item = Decimal>) -> u32 {
    let ends = |value: Decimal| {
        let multiple = |noughts: &u32| (value % Decimal::from(10_u32.pow(*noughts))).is_zero();
        (1..=6).take_while(multiple).last().unwrap_or(0)
    };
    values.filter(|value| !value.is_zero()).map(ends).min().unwrap_or(0)
}

/// The decimals that say something, where more are shown and the figures are so large that they may have been
/// rounded.
///
/// Of figures with a decimal one in ten shows a nought there, of halves and quarters up to half; what no more
/// than a third of the figures show is the exception.
fn unpadded(values: impl Iterator<Item = Decimal>) -> Option<u32> {
    let values: Vec<Decimal> = values.filter(|value| !value.is_zero()).collect();
    let least = values.iter().map(Decimal::scale).min().filter(|&least| least > 0)?;
    let said = |value: &Decimal| value.normalize().scale();
    let beyond = |decimals: u32| values.iter().filter(|value| said(value) > decimals).count();
    let decimals = (0..=least).find(|&decimals| beyond(decimals) * 3 <= values.len())?;
    let padded = least >= PADDED && values.len() >= SOME
        || decimals > 0 && values.len() >= ALWAYS && beyond(decimals) == 0;
    let unit = Decimal::new(1, decimals);
    let large = values.iter().any(|value| value.abs() >= Decimal::from(LARGE) * unit);
    (padded && decimals < least && large).then_some(decimals)
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
        assert_eq!(decimals("106.60000 -23.70000 5.00000 0.00000 212.10000"), Some(1));
        assert_eq!(decimals("1206.00000 1323.00000 5.00000 12.34500"), Some(0), "one was worked out");
        assert_eq!(decimals("6.00000 23.00000 5.00000 12.00000"), None, "points are exact");
        assert_eq!(decimals("1412.00 7.00 3.00 1422.00 8.00 9.00 12.00 6.00"), None, "so is money printed");
        assert_eq!(decimals("1425.20 404.60 1020.60 3.40 16.90 2.10 31.50 7.70"), Some(1));
        assert_eq!(decimals("0.71429 7.00000 3.00000 22.00000"), None);
        assert_eq!(decimals("1007.00000 1003.00000"), None, "too few to tell");
    }

    #[test]
    fn a_column_of_hundreds_ends_in_two_noughts() {
        let of = |text| noughts(numbers(text).into_iter());
        assert_eq!(
            [of("1200 900 0 30000"), of("1200 950"), of("1200 951"), of("0.5 100"), of("0")],
            [2, 1, 0, 0, 0]
        );
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
