//! Rows that only their total can tell.
//!
//! Where cells are missing and no position says which, a row has several readings that are as good. If
//! the rows stand above a total whose own reading is certain, one choice of readings makes every column
//! add up; the one that comes nearest is right, if it is alone. The search walks the rows one by one and gives up a branch
//! as soon as some column can no longer reach its total.

use super::{
    blocks::RawRow,
    columns::{Choice, Grid},
    reading::{Reading, SlotKind},
};
use crate::engine::report::RowRole;

/// Nodes of the search that are looked at for one total; each is a few additions.
const BUDGET: u32 = 60_000;
/// Rows in doubt under one total: more of them can nearly always be made to add up.
const MAX_ROWS: usize = 10;

/// The values of a reading, one entry a column of figures, in units of the last decimal.
pub(super) type Values = Vec<Option<i64>>;

/// Settles rows in doubt by the totals below them.
pub(super) fn settle(
    rows: &[RawRow],
    roles: &[RowRole],
    grid: &mut Grid,
    values: &dyn Fn(&RawRow, &Reading) -> Values,
) {
    let mut start = 0;
    for (t, role) in roles.iter().enumerate() {
        if !matches!(role, RowRole::Total | RowRole::Net | RowRole::Result) {
            continue;
        }
        let doubtful: Vec<usize> =
            (start..t).filter(|&i| grid.rows.get(i).is_some_and(Choice::unclear)).collect();
        let total = grid.rows.get(t).filter(|choice| !choice.unclear()).and_then(Choice::best);
        if let (Some(total), Some(row), true) =
            (total, rows.get(t), !doubtful.is_empty() && doubtful.len() <= MAX_ROWS)
        {
            let target = values(row, total);
            let parts: Vec<usize> = (start..t).filter(|&i| roles.get(i) != Some(&RowRole::Part)).collect();
            settle_under(rows, grid, &target, &parts, &doubtful, values);
        }
        start = t + 1;
    }
}

/// A row in doubt: which of its readings are as good as the best, and their values.
struct Options {
    row: usize,
    readings: Vec<usize>,
    values: Vec<Values>,
}

fn settle_under(
    rows: &[RawRow],
    grid: &mut Grid,
    target: &Values,
    parts: &[usize],
    doubtful: &[usize],
    values: &dyn Fn(&RawRow, &Reading) -> Values,
) {
    let width = target.len();
    let mut rest: Vec<i64> = target.iter().map(|value| value.unwrap_or(0)).collect();
    let mut options: Vec<Options> = Vec::new();
    for &i in parts {
        let (Some(row), Some(choice)) = (rows.get(i), grid.rows.get(i)) else { return };
        let Some(best) = choice.best() else { return };
        if doubtful.contains(&i) {
            let readings: Vec<usize> = choice.contenders().map(|(k, _)| k).collect();
            let values =
                readings.iter().filter_map(|&k| choice.readings.get(k)).map(|r| values(row, r)).collect();
            options.push(Options { row: i, readings, values });
        } else {
            for (slot, value) in rest.iter_mut().zip(values(row, best)) {
                *slot = slot.saturating_sub(value.unwrap_or(0));
            }
        }
    }
    // Half a unit a row is what rounding can add up to.
    let slack = i64::try_from(parts.len()).unwrap_or(i64::MAX) / 2 + 1;
    let checked: Vec<bool> = target.iter().map(Option::is_some).collect();
    let bounds = bounds(&options, width);
    let mut search = Search {
        options: &options,
        bounds: &bounds,
        checked: &checked,
        slack,
        left: BUDGET,
        found: Vec::new(),
        least: 0,
    };
    let mut picks = Vec::new();
    search.walk(0, &mut rest, &mut picks);
    let exhausted = search.left == 0;
    let found = search.found;
    if exhausted || found.is_empty() {
        return;
    }
    for (k, option) in options.iter().enumerate() {
        let mut picked = found.iter().filter_map(|picks| picks.get(k)).copied();
        let Some(first) = picked.next() else { continue };
        // Only what all the nearest ways agree on is settled.
        if picked.all(|other| other == first)
            && let Some(&reading) = option.readings.get(first)
            && let Some(choice) = grid.rows.get_mut(option.row)
        {
            let reading = choice.readings.remove(reading);
            choice.readings = vec![reading];
        }
    }
}

/// For each row in doubt, the least and most that it and the ones after it can add to each column.
fn bounds(options: &[Options], width: usize) -> Vec<Vec<(i64, i64)>> {
    let mut out = vec![vec![(0, 0); width]; options.len() + 1];
    for k in (0..options.len()).rev() {
        let next = out.get(k + 1).cloned().unwrap_or_default();
        let Some(option) = options.get(k) else { continue };
        let row = (0..width).map(|c| {
            let each = option.values.iter().map(|v| v.get(c).copied().flatten().unwrap_or(0));
            let (lo, hi) = each.fold((i64::MAX, i64::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)));
            let (a, b) = next.get(c).copied().unwrap_or((0, 0));
            (lo.saturating_add(a), hi.saturating_add(b))
        });
        let row = row.collect();
        if let Some(slot) = out.get_mut(k) {
            *slot = row;
        }
    }
    out
}

struct Search<'a> {
    options: &'a [Options],
    bounds: &'a [Vec<(i64, i64)>],
    checked: &'a [bool],
    slack: i64,
    left: u32,
    /// The picks that make the columns add up most nearly; one index into `values` for each row in doubt.
    found: Vec<Vec<usize>>,
    /// How far off those are, all columns together.
    least: i64,
}

impl Search<'_> {
    fn walk(&mut self, k: usize, rest: &mut Vec<i64>, picks: &mut Vec<usize>) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let reach = self.bounds.get(k).into_iter().flatten();
        let possible = rest.iter().zip(reach).zip(self.checked).all(|((&rest, &(lo, hi)), &checked)| {
            !checked || lo.saturating_sub(self.slack) <= rest && rest <= hi.saturating_add(self.slack)
        });
        if !possible {
            return;
        }
        let options = self.options;
        let Some(option) = options.get(k) else {
            let off = rest
                .iter()
                .zip(self.checked)
                .filter(|(_, checked)| **checked)
                .map(|(rest, _)| rest.abs())
                .sum();
            if self.found.is_empty() || off < self.least {
                self.least = off;
                self.found.clear();
            }
            if off == self.least {
                self.found.push(picks.clone());
            }
            return;
        };
        for (pick, values) in option.values.iter().enumerate() {
            let shift = |rest: &mut Vec<i64>, sign: i64| {
                for (slot, value) in rest.iter_mut().zip(values) {
                    *slot = slot.saturating_sub(sign * value.unwrap_or(0));
                }
            };
            shift(rest, 1);
            picks.push(pick);
            self.walk(k + 1, rest, picks);
            picks.pop();
            shift(rest, -1);
        }
    }
}

/// A slot that holds an amount.
pub(super) fn is_amount(kind: SlotKind) -> bool {
    matches!(kind, SlotKind::Figure | SlotKind::Footnoted)
}
