//! The deviations of a table as bars, so that their size is seen at a glance.

use crate::engine::report::{ColumnRole, Table};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// The length of the axis that bars are drawn along.
pub const AXIS: u32 = 1000;

/// The bars of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    pub column: usize,
    /// Where nothing is, on the axis.
    pub zero: u32,
    /// Start and length for each row that has a value.
    pub rows: Vec<Option<(u32, u32)>>,
    /// The largest, whatever its sign.
    pub largest: Decimal,
}

/// The bars of a table's first column of deviations; none where it has none, or fewer than two to compare.
pub fn of(table: &Table) -> Option<Bars> {
    let column = table.columns.iter().position(|column| column.role == ColumnRole::Deviation)?;
    let values: Vec<Option<Decimal>> = (0..table.rows.len()).map(|row| table.value((row, column))).collect();
    let known = || values.iter().flatten().copied();
    if known().filter(|value| !value.is_zero()).count() < 2 {
        return None;
    }
    let low = known().min()?.min(Decimal::ZERO);
    let high = known().max()?.max(Decimal::ZERO);
    let range = high.checked_sub(low)?;
    let at = |value: Decimal| {
        let share = value.checked_sub(low)?.checked_div(range)?.checked_mul(Decimal::from(AXIS))?;
        share.round().to_u32()
    };
    let zero = at(Decimal::ZERO)?;
    let rows = values.iter().map(|value| {
        let end = at((*value)?)?;
        Some((zero.min(end), zero.abs_diff(end)))
    });
    Some(Bars { column, zero, rows: rows.collect(), largest: high.max(-low) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::working::tests::table;

    fn deviations(values: &[&str]) -> Option<Bars> {
        let rows: Vec<(&str, [&str; 1])> = values.iter().map(|value| ("rad", [*value])).collect();
        let rows: Vec<(&str, &[&str])> =
            rows.iter().map(|(label, cells)| (*label, cells.as_slice())).collect();
        let mut table = table(&["Avvikelse"], &rows);
        table.columns[0].role = ColumnRole::Deviation;
        of(&table)
    }

    #[test]
    fn bars_go_out_from_nothing_to_both_sides() {
        let bars = deviations(&["-30", "10", "0"]).unwrap();
        assert_eq!((bars.zero, bars.largest), (750, Decimal::from(30)));
        assert_eq!(bars.rows, [Some((0, 750)), Some((750, 250)), Some((750, 0))]);
    }

    #[test]
    fn where_all_are_of_a_sign_nothing_is_at_the_edge() {
        assert_eq!(deviations(&["-30", "-10"]).unwrap().zero, AXIS);
        assert_eq!(deviations(&["30", "10"]).unwrap().zero, 0);
    }

    #[test]
    fn one_alone_is_no_picture() {
        assert_eq!(deviations(&["-30", "0"]), None);
        assert_eq!(of(&table(&["Budget"], &[("a", &["1"]), ("b", &["2"])])), None);
    }
}
