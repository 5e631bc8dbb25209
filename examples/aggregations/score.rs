//! How well the identities that were found agree with the annotated ones.
//!
//! Strictly: the same operator, the same cell for the result and the same cells for the operands, in any order.
//! Operands without a digit (empty, `-`, `n/a`) are left out of account on both sides, and what is said twice
//! counts once.

use crate::data::{Aggregation, Cell, Operator};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, fmt, ops::AddAssign};

/// The operators that are scored, in the order in which they are shown; `None` is all of them together.
const SHOWN: [(Option<Operator>, &str); 5] = [
    (Some(Operator::Sum), "sum"),
    (Some(Operator::Average), "average"),
    (Some(Operator::Division), "division"),
    (Some(Operator::RelativeChange), "relative change"),
    (None, "all"),
];

/// Annotated, found and both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    annotated: usize,
    found: usize,
    correct: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.annotated += other.annotated;
        self.found += other.found;
        self.correct += other.correct;
    }
}

/// Precision, recall and F1; none where there is nothing to divide by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Rates {
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
}

impl Count {
    #[allow(clippy::cast_precision_loss, reason = "numbers of identities, far below 2^52")]
    fn rates(self) -> Rates {
        let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
        Rates {
            precision: share(self.correct, self.found),
            recall: share(self.correct, self.annotated),
            f1: share(2 * self.correct, self.annotated + self.found),
        }
    }
}

/// The counts of one table, in the order of [`SHOWN`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Judged([Count; SHOWN.len()]);

/// Holds what was found in a table against what is annotated.
pub(crate) fn judge(rows: &[Vec<String>], annotated: &[Aggregation], found: &[Aggregation]) -> Judged {
    let (annotated, found) = (keys(rows, annotated), keys(rows, found));
    Judged(SHOWN.map(|(operator, _)| {
        let of = |keys: &BTreeSet<Key>| keys.iter().filter(|key| operator.is_none_or(|o| o == key.0)).count();
        let correct = annotated.intersection(&found).cloned().collect();
        Count { annotated: of(&annotated), found: of(&found), correct: of(&correct) }
    }))
}

type Key = (Operator, Cell, BTreeSet<Cell>);

fn keys(rows: &[Vec<String>], aggregations: &[Aggregation]) -> BTreeSet<Key> {
    let digit = |&(row, column): &Cell| {
        rows.get(row).and_then(|row| row.get(column)).is_some_and(|cell| cell.contains(char::is_numeric))
    };
    aggregations
        .iter()
        .filter_map(|a| {
            let mut operands = a.aggregatees.clone();
            let (mut operator, mut result) = (a.operator, a.aggregator);
            if operator == Operator::Difference {
                operator = Operator::Sum;
                std::mem::swap(&mut result, operands.first_mut()?);
            }
            let with_digits: BTreeSet<Cell> = operands.iter().copied().filter(digit).collect();
            let operands = if with_digits.is_empty() { operands.into_iter().collect() } else { with_digits };
            Some((operator, result, operands))
        })
        .collect()
}

/// Is a table among those that may be looked at while working on the rules? The others are only scored, so
/// that there is a figure that nobody has worked towards. By the hash of the id: the same tables everywhere.
pub(crate) fn looked_at(id: &str) -> bool {
    Sha256::digest(id).iter().fold(0, |rest, &byte| (rest * 256 + u32::from(byte)) % 100) < 60
}

/// The counts of some tables, to be shown as a table of rates.
///
/// *Micro* is over all identities together; *macro* is the mean of the tables' own rates, over those where
/// there is something to divide by, so that one table of thousands of rows weighs no more than another.
#[derive(Debug, Default)]
pub(crate) struct Score(pub(crate) Vec<Judged>);

impl Score {
    fn micro(&self, operator: usize) -> Count {
        let mut all = Count::default();
        self.0.iter().for_each(|table| all += table.0[operator]);
        all
    }

    fn macro_rates(&self, operator: usize) -> Rates {
        let rates: Vec<Rates> = self.0.iter().map(|table| table.0[operator].rates()).collect();
        let mean = |rate: fn(&Rates) -> Option<f64>| {
            let (sum, tables) =
                rates.iter().filter_map(rate).fold((0.0, 0.0), |(sum, n), x| (sum + x, n + 1.0));
            (tables > 0.0).then(|| sum / tables)
        };
        Rates { precision: mean(|r| r.precision), recall: mean(|r| r.recall), f1: mean(|r| r.f1) }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "  {:<15} {:>9} {:>7} {:>7}   {:<20}   {:<20}",
            "", "annotated", "found", "correct", "micro  P     R    F1", "macro  P     R    F1"
        )?;
        for (at, (_, name)) in SHOWN.iter().enumerate() {
            let all = self.micro(at);
            write!(f, "  {name:<15} {:>9} {:>7} {:>7}  ", all.annotated, all.found, all.correct)?;
            for rates in [all.rates(), self.macro_rates(at)] {
                write!(f, " ")?;
                for rate in [rates.precision, rates.recall, rates.f1] {
                    match rate {
                        Some(rate) => write!(f, " {rate:.4}")?,
                        None => write!(f, "    -  ")?,
                    }
                }
                write!(f, " ")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Operator::{Average, Difference, Division, Sum};

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
    }

    fn one(operator: Operator, aggregator: Cell, aggregatees: &[Cell]) -> Aggregation {
        Aggregation { operator, aggregator, aggregatees: aggregatees.to_vec() }
    }

    fn counts(judged: &Judged, operator: usize) -> [usize; 3] {
        let Count { annotated, found, correct } = judged.0[operator];
        [annotated, found, correct]
    }

    #[test]
    fn operands_count_in_any_order_and_without_the_empty_ones() {
        let rows = rows("3 | 1 | 2 | - | | 5");
        let annotated = [one(Sum, (0, 0), &[(0, 1), (0, 2)])];
        for (operands, correct) in [
            (&[(0, 2), (0, 1)][..], 1),
            (&[(0, 1), (0, 2), (0, 3), (0, 4)], 1),
            (&[(0, 1), (0, 2), (0, 5)], 0),
            (&[(0, 1)], 0),
        ] {
            let found = [one(Sum, (0, 0), operands), one(Sum, (0, 0), operands)];
            assert_eq!(counts(&judge(&rows, &annotated, &found), 0), [1, 1, correct], "{operands:?}");
        }
        let mean = judge(&rows, &annotated, &[one(Average, (0, 0), &[(0, 1), (0, 2)])]);
        assert_eq!([counts(&mean, 0), counts(&mean, 1), counts(&mean, 4)], [[1, 0, 0], [0, 1, 0], [1, 1, 0]]);
    }

    #[test]
    fn a_difference_is_the_sum_turned_round_and_a_quotient_is_not_turned() {
        let rows = rows("7 | 5 | 2");
        let sum = [one(Sum, (0, 0), &[(0, 1), (0, 2)])];
        assert_eq!(counts(&judge(&rows, &sum, &[one(Difference, (0, 1), &[(0, 0), (0, 2)])]), 0), [1, 1, 1]);
        let quotient = [one(Division, (0, 0), &[(0, 1), (0, 2)])];
        assert_eq!(
            counts(&judge(&rows, &quotient, &[one(Division, (0, 1), &[(0, 0), (0, 2)])]), 2),
            [1, 1, 0]
        );
    }

    #[test]
    fn micro_is_over_identities_and_macro_over_tables() {
        let rows = rows("3 | 1 | 2 | 6 | 9");
        let sum = |total| one(Sum, (0, total), &[(0, 1), (0, 2)]);
        let score = Score(vec![
            judge(&rows, &[sum(0)], &[sum(0), sum(3), sum(4)]),
            judge(&rows, &[sum(0)], &[sum(0)]),
            judge(&rows, &[], &[]),
            judge(&rows, &[sum(0), sum(3)], &[]),
        ]);
        let rates =
            |r: Rates| [r.precision, r.recall, r.f1].map(|rate| format!("{:.3}", rate.unwrap())).join(" ");
        // 2 of 4 found and of 4 annotated; by table 1 of 3, 1 of 1 and none, of which the last found nothing.
        assert_eq!(rates(score.micro(0).rates()), "0.500 0.500 0.500");
        assert_eq!(rates(score.macro_rates(0)), "0.667 0.667 0.500");
        assert_eq!(score.macro_rates(2), Rates::default());
    }

    #[test]
    fn the_tables_are_divided_by_the_hash_of_their_ids() {
        // The last two decimal digits of the hashes, as sha256sum prints them, are 99, 65, 58 and 40.
        assert_eq!(["a", "b", "c", "d"].map(looked_at), [false, false, true, true]);
    }
}
