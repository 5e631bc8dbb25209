//! Columns of references to notes.
//!
//! Where the layout is lost, `12 345` behind a label is an amount, or note 12 and an amount. Notes are
//! numbered in the order they are referred to, so what tells is the whole column: of all the ways to give
//! every row one of its notes or none, those that go on by ones and twos are likely, those that leap or go
//! back are not. The cheapest way through the table that a reading can be part of is found forward and
//! backward (as Viterbi does), and what it costs beyond the rows' own readings is the reading's.

use super::{
    blocks::{Block, RawRow},
    columns::{Choice, Grid},
    reading::{ColumnModel, Reading, Slot},
};
use std::collections::{BTreeMap, BTreeSet};

/// What it is worth that a note follows the last one: of the numbers that could stand there, one in ten
/// would by chance.
const IN_ORDER: u32 = 110;
/// For each time that the step from the last note doubles.
const LEAP: u32 = 30;
/// A note before the last one, or one that leaps as far ahead as to be no likelier.
const BACK: u32 = IN_ORDER + 150;
/// Different notes that show by their order alone that they are some: one of four's two dozen orders rises. With fewer,
/// the figures that they leave have to be as long as each other.
const SHOWN: usize = 4;
/// Last notes that are kept from row to row, the cheapest. Real columns of notes leave a handful.
const KEPT: usize = 48;
/// A note of a sum: the notes explain what is summed, so nine of ten sums have none.
const OF_TOTAL: u32 = 100;

/// The last note before a row; none at the top.
type Last = Option<u32>;

/// Re-orders the readings of every row by how its note goes with those of the other rows.
pub(super) fn weigh(
    block: &Block,
    grid: &mut Grid,
    note: &dyn Fn(&RawRow, Slot) -> Option<u32>,
    is_total: &dyn Fn(&RawRow) -> bool,
) {
    for c in (0..grid.columns.len()).filter(|&c| grid.columns.get(c).is_some_and(|column| column.note)) {
        let notes: Vec<Vec<(Option<u32>, u32)>> = block
            .rows
            .iter()
            .zip(&grid.rows)
            .map(|(row, choice)| {
                let of_total = if is_total(row) { OF_TOTAL } else { 0 };
                // The note of a whole part stands in no order with those of its rows.
                let in_order = choice.readings.iter().filter(|_| !row.announces);
                let of = in_order.map(|reading| {
                    let n = reading.slots.get(c).copied().flatten().and_then(|slot| note(row, slot));
                    (n, reading.cost + n.map_or(0, |_| of_total))
                });
                of.collect()
            })
            .collect();
        // Where no row has a note that is none the less likely the first group of an amount, they have to show it by
        // their order.
        let noted = |choice: &Choice| {
            choice.best().is_some_and(|reading| reading.slots.get(c).copied().flatten().is_some())
        };
        let unsure = (!grid.rows.iter().any(noted)).then(|| grid.rows.clone());
        let rows: Vec<BTreeMap<Option<u32>, u32>> = notes.iter().map(|row| least(row)).collect();
        let before = forward(&rows);
        let after = backward(&rows, &before);
        for (i, (choice, notes)) in grid.rows.iter_mut().zip(&notes).enumerate() {
            let (Some(before), Some(after), Some(row)) = (before.get(i), after.get(i + 1), rows.get(i))
            else {
                continue;
            };
            let context: BTreeMap<Option<u32>, u32> = row
                .keys()
                .filter_map(|&n| {
                    let ways = before
                        .iter()
                        .filter_map(|(&last, cost)| Some(cost + strain(last, n) + after.get(&n.or(last))?));
                    Some((n, ways.min()?))
                })
                .collect();
            let Some(&free) = context.values().min() else { continue };
            for (reading, (n, cost)) in choice.readings.iter_mut().zip(notes) {
                // What no cheap way passes is as dear as a note out of order.
                reading.cost = cost + context.get(n).map_or(BACK, |cost| cost - free);
            }
            choice.readings.sort_by_key(|reading| reading.cost);
        }
        if let Some(before) = unsure {
            let told = block
                .rows
                .iter()
                .zip(&grid.rows)
                .filter_map(|(row, choice)| note(row, choice.best()?.slots.get(c).copied().flatten()?));
            if told.collect::<BTreeSet<u32>>().len() >= SHOWN {
                continue;
            }
            for (choice, before) in grid.rows.iter_mut().zip(before) {
                let even =
                    |choice: &Choice| choice.best().is_some_and(|reading| is_even(reading, &grid.columns));
                if !even(choice) && even(&before) {
                    *choice = before;
                }
            }
        }
    }
}

/// Are the figures of a row made of as many pieces each?
fn is_even(reading: &Reading, columns: &[ColumnModel]) -> bool {
    let figures = columns.iter().zip(&reading.slots).filter(|(column, _)| !column.note);
    let mut pieces = figures.filter_map(|(_, slot)| slot.map(|slot| slot.to - slot.from));
    let first = pieces.next();
    pieces.all(|n| Some(n) == first)
}

/// The cost of the cheapest reading of a row that has each note.
fn least(readings: &[(Option<u32>, u32)]) -> BTreeMap<Option<u32>, u32> {
    let mut out = BTreeMap::new();
    for &(note, cost) in readings {
        let slot = out.entry(note).or_insert(cost);
        *slot = cost.min(*slot);
    }
    out
}

/// What it costs that a note stands where another, or none, was the last.
fn strain(last: Last, note: Option<u32>) -> u32 {
    let Some(note) = note else { return IN_ORDER };
    let Some(last) = last else { return 0 };
    match note.checked_sub(last) {
        Some(step) => BACK.min(LEAP * (u32::BITS - (step / 2).leading_zeros())),
        None => BACK,
    }
}

/// The least that the rows before each one cost, by the note that they leave as the last.
fn forward(rows: &[BTreeMap<Option<u32>, u32>]) -> Vec<BTreeMap<Last, u32>> {
    let mut out = vec![BTreeMap::from([(None, 0)])];
    for row in rows {
        let mut next = BTreeMap::new();
        for (&last, so_far) in out.last().into_iter().flatten() {
            for (&note, own) in row {
                let cost = so_far + own + strain(last, note);
                let slot = next.entry(note.or(last)).or_insert(cost);
                *slot = cost.min(*slot);
            }
            if row.is_empty() {
                next.insert(last, *so_far);
            }
        }
        prune(&mut next);
        out.push(next);
    }
    out
}

/// Drops the last notes that no cheapest way can come from: the worst step from the cheapest one is better than
/// the best step from them.
fn prune(lasts: &mut BTreeMap<Last, u32>) {
    let mut costs: Vec<(u32, Last)> = lasts.iter().map(|(&last, &cost)| (cost, last)).collect();
    costs.sort_unstable();
    let most = costs.first().map_or(0, |&(least, _)| least.saturating_add(BACK));
    costs.truncate(KEPT);
    *lasts = costs.into_iter().filter(|&(cost, _)| cost <= most).map(|(cost, last)| (last, cost)).collect();
}

/// The least that each row and those after it cost, by the note that was the last before.
fn backward(rows: &[BTreeMap<Option<u32>, u32>], before: &[BTreeMap<Last, u32>]) -> Vec<BTreeMap<Last, u32>> {
    let mut out: Vec<BTreeMap<Last, u32>> = before.iter().map(|_| BTreeMap::new()).collect();
    let mut after: BTreeMap<Last, u32> =
        before.last().into_iter().flatten().map(|(&last, _)| (last, 0)).collect();
    for (i, lasts) in before.iter().enumerate().rev() {
        if let Some(row) = rows.get(i) {
            let from = |last: Last| {
                let ways = row
                    .iter()
                    .filter_map(|(&note, own)| Some(own + strain(last, note) + after.get(&note.or(last))?));
                ways.min().or_else(|| after.get(&last).copied())
            };
            after = lasts.keys().filter_map(|&last| Some((last, from(last)?))).collect();
        }
        if let Some(slot) = out.get_mut(i) {
            slot.clone_from(&after);
        }
    }
    out
}
