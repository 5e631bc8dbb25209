//! Whether a total is more than its parts by what a row without figures would have held.

use crate::engine::{
    report::{ColumnRole, Row, RowRole, Table},
    unit::Unit,
};
use rust_decimal::Decimal;

/// The fewest columns that tell it: in one alone the total may be misprinted.
const COLUMNS: usize = 2;

/// What a column says of a total and some rows above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// They add up to it.
    Holds,
    /// It is more than they are together.
    Lacks,
    /// It is less, so that some of them are no parts of it; or more by so much that many rows are left out.
    Differs,
    /// Nothing: a figure is missing, or income and cost are mixed.
    Nothing,
}

/// The first total from the row `next` on is more than the rows since the last one, in several columns and in none of
/// them the same, and there are rows of it before `next`: above all of them the label may be their heading. `bare`: the
/// lines of words alone, counted from 0; where one total has several such, they are headings.
pub(super) fn is_lacking(table: &Table, next: usize, bare: &[usize]) -> bool {
    let is_total = |row: &Row| row.role == RowRole::Total;
    let Some(total) = table.rows.iter().enumerate().skip(next).find(|(_, row)| is_total(row)).map(|(at, _)| at)
    else {
        return false;
    };
    let above = |from: usize, to: usize| table.rows.iter().enumerate().skip(from).take(to.saturating_sub(from));
    let last = above(0, next).filter(|(_, row)| is_total(row)).map(|(at, _)| at).next_back();
    let start = last.map_or(0, |at| at + 1);
    if start >= next {
        return false;
    }
    let line = |row: usize| table.rows.get(row).map_or(0, |row| row.line as usize);
    let (from, to) = (line(start), line(total));
    if bare.iter().filter(|&&at| from <= at && at < to).count() > 1 {
        return false;
    }
    let is_part_of_none = |row: &Row| row.role != RowRole::Part;
    let own: Vec<usize> = above(start, total).filter(|(_, row)| is_part_of_none(row)).map(|(at, _)| at).collect();
    // What it may be the sum of as well, where there are other totals above.
    let totals: Vec<usize> = above(0, total).filter(|(_, row)| is_total(row)).map(|(at, _)| at).collect();
    let others: [Vec<usize>; 3] = [
        last.into_iter().chain(own.iter().copied()).collect(),
        // Two sides of a balance are one as large as the other.
        Some(totals).filter(|totals| totals.len() > 1).unwrap_or_default(),
        above(0, total)
            .filter(|(_, row)| is_part_of_none(row) && !is_total(row))
            .map(|(at, _)| at)
            .collect(),
    ];
    let columns = 0..table.columns.len();
    if last.is_some()
        && others.iter().any(|terms| columns.clone().any(|column| says(table, terms, total, column, false) == Says::Holds))
    {
        return false;
    }
    let told: Vec<Says> = columns.map(|column| says(table, &own, total, column, total == next)).collect();
    let lacking = told.iter().filter(|&&it| it == Says::Lacks).count();
    // Just above the total a label has nothing that it could be the heading of.
    let enough = own.len() >= 2 || total == next;
    enough && lacking >= COLUMNS && !told.iter().any(|it| matches!(it, Says::Holds | Says::Differs))
}

/// The first total from the row `next` on is in no column what stands above it, in whichever of the ways in which totals
/// are reckoned: something is lacking, or is told wrong.
pub(super) fn fails(table: &Table, next: usize, bare: &[usize]) -> bool {
    let is_total = |row: &Row| matches!(row.role, RowRole::Total | RowRole::Net | RowRole::Result);
    let rows = || table.rows.iter().enumerate();
    let Some(total) = rows().skip(next).find(|(_, row)| is_total(row)).map(|(at, _)| at) else { return false };
    let totals: Vec<usize> = rows().take(total).filter(|(_, row)| is_total(row)).map(|(at, _)| at).collect();
    let start = totals.iter().rev().find(|&&at| at < next).map_or(0, |at| at + 1);
    let line = |row: usize| table.rows.get(row).map_or(0, |row| row.line as usize);
    if bare.iter().filter(|&&at| line(start) <= at && at < line(total)).count() > 1 {
        return false;
    }
    let items = |from: usize| -> Vec<usize> {
        let own = rows().take(total).skip(from).filter(|(_, row)| row.role != RowRole::Part && !is_total(row));
        own.map(|(at, _)| at).collect()
    };
    let since = items(start);
    // What the total may be the sum of: the rows since any earlier total, with it or without; all items; all totals.
    let mut ways: Vec<Vec<usize>> = vec![since.clone(), items(0), totals.clone()];
    for &earlier in totals.iter().rev().take(WAYS) {
        let own = items(earlier + 1);
        ways.push([earlier].into_iter().chain(own.iter().copied()).collect());
        ways.push([earlier].into_iter().chain(since.iter().copied()).collect());
        ways.push(own);
    }
    let told: Vec<Vec<Says>> = (0..table.columns.len())
        .map(|column| ways.iter().map(|terms| differs(table, terms, total, column)).collect())
        .collect();
    let holds = |column: &Vec<Says>| column.contains(&Says::Holds);
    told.iter().any(|column| column.first() == Some(&Says::Differs)) && !told.iter().any(holds)
}

/// So many earlier totals are tried.
const WAYS: usize = 4;

/// Do the terms add up to the total in a column, whatever their signs?
fn differs(table: &Table, terms: &[usize], total: usize, column: usize) -> Says {
    let is_share = table.columns.get(column).is_none_or(|column| column.unit == Some(Unit::Percent));
    let values: Option<Vec<Decimal>> = terms.iter().map(|&row| table.value((row, column))).collect();
    let (Some(values), Some(reported), false) = (values, table.value((total, column)), is_share || terms.is_empty())
    else {
        return Says::Nothing;
    };
    let sum = values.iter().try_fold(Decimal::ZERO, |sum, &value| sum.checked_add(value));
    let Some(difference) = sum.and_then(|sum| reported.checked_sub(sum)) else { return Says::Nothing };
    match room(&values, reported) {
        Some(room) if difference.abs() <= room => Says::Holds,
        Some(_) => Says::Differs,
        None => Says::Nothing,
    }
}

/// Half a unit of the last digit for each figure, and a half to be sure.
fn room(values: &[Decimal], reported: Decimal) -> Option<Decimal> {
    let decimals = values.iter().map(Decimal::scale).chain([reported.scale()]).min().unwrap_or_default();
    Decimal::from(values.len() + 2).checked_mul(Decimal::new(5, decimals + 1))
}

/// `is_next`: what is lacking stands just above the total, where it may be larger than all others.
fn says(table: &Table, terms: &[usize], total: usize, column: usize, is_next: bool) -> Says {
    // Shares add up to nothing, and what is lacking may deviate by nought.
    let is_amount = table
        .columns
        .get(column)
        .is_some_and(|column| column.unit != Some(Unit::Percent) && column.role != ColumnRole::Deviation);
    if !is_amount || terms.is_empty() {
        return Says::Nothing;
    }
    let value = |row: usize| table.value((row, column));
    let values: Option<Vec<Decimal>> = terms.iter().map(|&row| value(row)).collect();
    let (Some(values), Some(reported)) = (values, value(total)) else { return Says::Nothing };
    let Some(sum) = values.iter().try_fold(Decimal::ZERO, |sum, &value| sum.checked_add(value)) else {
        return Says::Nothing;
    };
    let Some(difference) = reported.checked_sub(sum) else { return Says::Nothing };
    let Some(room) = room(&values, reported) else { return Says::Nothing };
    let one_sign = [true, false].into_iter().any(|negative| {
        values.iter().chain([&reported]).all(|it| it.is_zero() || it.is_sign_negative() == negative)
    });
    if reported.is_zero() || !one_sign {
        Says::Nothing
    } else if difference.abs() <= room {
        Says::Holds
    } else if difference.is_sign_negative() == reported.is_sign_negative()
        && (is_next || values.iter().any(|it| difference.abs() <= it.abs()))
    {
        Says::Lacks
    } else {
        Says::Differs
    }
}
