//! Rows that only their total can tell.
//!
//! Where cells are missing and no position says which, a row has several readings that are as good. If
//! the rows stand above a total whose own reading is certain, one choice of readings makes every column
//! add up; the one that comes nearest is right, if it is alone. The search walks the rows one by one and gives up a branch
//! as soon as some column can no longer reach its total.

use super::{
    atoms::Atom,
    blocks::RawRow,
    columns::{Choice, Grid, near},
    reading::{Reading, SlotKind},
};
use crate::engine::report::RowRole;
use std::ops::Range;

/// Nodes of the search that are looked at for one total; each is a few additions.
const BUDGET: u32 = 120_000;
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
    // Where the parts of a total may begin: behind the last row that is called one, and behind the one before that, as
    // *Nettoinvestering* and *Förändring av nettolåneskuld* are items.
    let (mut start, mut earlier) = (0_usize, 0_usize);
    for (t, role) in roles.iter().enumerate() {
        if !matches!(role, RowRole::Total | RowRole::Net | RowRole::Result) {
            continue;
        }
        let total = grid.rows.get(t).filter(|choice| !choice.unclear()).and_then(Choice::best);
        if let (Some(total), Some(row)) = (total, rows.get(t)) {
            let target = values(row, total);
            let coarse = coarseness(grid, row, total);
            // A result goes on from the one above it, where the rows between do not make it up.
            let mut from = vec![start, start.saturating_sub(1), earlier];
            from.dedup();
            let settled = |slips: Slips, from: &usize, grid: &mut Grid| {
                let doubtful: Vec<usize> =
                    (*from..t).filter(|&i| grid.rows.get(i).is_some_and(Choice::unclear)).collect();
                let parts: Vec<usize> = (*from..t)
                    .filter(|&i| {
                        roles.get(i) != Some(&RowRole::Part) || is_taken_off(rows, roles, grid, i, values)
                    })
                    .collect();
                (1..=MAX_ROWS).contains(&doubtful.len())
                    && settle_under(rows, grid, (&target, coarse), &parts, &doubtful, slips, values)
            };
            for (slips, near) in [(Slips::None, from.len()), (Slips::Group, 1), (Slips::One, 2)] {
                if from.iter().take(near).any(|from| settled(slips, from, grid)) {
                    break;
                }
            }
        }
        (start, earlier) = (t + 1, start);
    }
}

/// Is a row that is called a part of the one above it (*varav*) rather taken off, as all its amounts may have other signs than
/// those of its whole? A net is made of both.
pub(super) fn is_taken_off(
    rows: &[RawRow],
    roles: &[RowRole],
    grid: &Grid,
    part: usize,
    values: &dyn Fn(&RawRow, &Reading) -> Values,
) -> bool {
    let whole = (0..part).rev().find(|&i| roles.get(i) != Some(&RowRole::Part));
    let whole = whole.filter(|&i| !matches!(roles.get(i), Some(RowRole::Net | RowRole::Result)));
    let amounts = |i: usize| Some((rows.get(i)?, grid.rows.get(i)?));
    let (Some((row, choice)), Some((above, of))) = (amounts(part), whole.and_then(amounts)) else {
        return false;
    };
    let Some(of) = of.best().map(|reading| values(above, reading)) else { return false };
    let opposed = |own: Values| {
        let mut signs =
            own.iter().zip(&of).filter_map(|(own, of)| Some((own.filter(|&n| n != 0)?, (*of)?))).peekable();
        signs.peek().is_some() && signs.all(|(own, of)| own.signum() == -of.signum())
    };
    near(&choice.readings).iter().any(|reading| opposed(values(row, reading)))
}

/// What a total may be off by for its own rounding, in units of the last decimal of its table: `882` is the total of
/// figures with decimals, too.
pub(super) fn coarseness(grid: &Grid, row: &RawRow, total: &Reading) -> i64 {
    let own = total.slots.iter().flatten().filter_map(|slot| row.atoms.get(slot.from..slot.to));
    let shown = own.flatten().filter_map(Atom::number).map(|number| number.decimals).max().unwrap_or(0);
    let finest = grid.columns.iter().filter_map(|column| column.decimals).max().unwrap_or(0).min(6);
    let step = 10_i64.pow(u32::from(finest.saturating_sub(shown)));
    (step / 2).max(1)
}

/// The groups of columns that stand under heads of their own, counted among the columns of figures.
fn groups_of(grid: &Grid) -> Vec<Range<usize>> {
    let figures = grid.columns.iter().filter(|column| !column.note).enumerate();
    figures.filter(|(_, column)| column.group > 1).map(|(at, column)| at..at + column.group).collect()
}

/// Misprints that are allowed for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slips {
    None,
    /// None; but the rows may all leave out the same group of columns, of which the total says something more.
    Group,
    /// In one column, whichever it is, which then does not add up.
    One,
}

/// A row in doubt: which of its readings may be right, and their values.
#[derive(Clone)]
struct Options {
    row: usize,
    readings: Vec<usize>,
    values: Vec<Values>,
}

/// Settles what all the nearest ways to add up agree on; says whether there is any way.
fn settle_under(
    rows: &[RawRow],
    grid: &mut Grid,
    (target, coarse): (&Values, i64),
    parts: &[usize],
    doubtful: &[usize],
    slips: Slips,
    values: &dyn Fn(&RawRow, &Reading) -> Values,
) -> bool {
    let mut rest: Vec<i64> = target.iter().map(|value| value.unwrap_or(0)).collect();
    let mut blank: Vec<bool> = target.iter().map(Option::is_none).collect();
    // The same, whatever the total shows.
    let mut unused = vec![true; target.len()];
    let mut options: Vec<Options> = Vec::new();
    let mut wide: Vec<Options> = Vec::new();
    for &i in parts {
        let (Some(row), Some(choice)) = (rows.get(i), grid.rows.get(i)) else { return false };
        let Some(best) = choice.best() else { return false };
        if doubtful.contains(&i) {
            let of = |readings: Vec<usize>| {
                let picked = readings.iter().filter_map(|&k| choice.readings.get(k));
                let values = picked.map(|r| values(row, r)).collect();
                Options { row: i, readings, values }
            };
            options.push(of(choice.contenders().map(|(k, _)| k).collect()));
            wide.push(of((0..choice.readings.len()).collect()));
        } else {
            let own = values(row, best);
            for ((slot, blank), value) in rest.iter_mut().zip(&mut blank).zip(&own) {
                *slot = slot.saturating_sub(value.unwrap_or(0));
                *blank &= value.is_none();
            }
            unused.iter_mut().zip(&own).for_each(|(unused, value)| *unused &= value.is_none());
        }
    }
    let certain = parts.len() > options.len();
    let mut sum = Sum {
        rest,
        // A column that the total and the certain rows leave empty is empty.
        checked: target.iter().zip(blank).map(|(total, blank)| total.is_some() || certain && blank).collect(),
        // Half a unit a row is what rounding can add up to.
        slack: i64::try_from(parts.len()).unwrap_or(i64::MAX) / 2 + coarse,
        left: BUDGET,
    };
    let found = if slips == Slips::Group {
        sum.in_one_group(&options, &groups_of(grid), &unused)
    } else {
        sum.nearest(&options, &wide, slips)
    };
    let Some(found) = found else { return false };
    for (at, option) in options.iter().enumerate() {
        let mut picked = found.iter().filter_map(|picks| picks.get(at)).copied();
        let Some(first) = picked.next() else { continue };
        // Only what all the nearest ways agree on is settled.
        if picked.all(|other| other == first)
            && let Some(choice) = grid.rows.get_mut(option.row)
            && first < choice.readings.len()
        {
            let reading = choice.readings.remove(first);
            choice.readings = vec![reading];
        }
    }
    !found.is_empty()
}

/// One reading for each row in doubt, by its place among the row's readings.
type Picks = Vec<usize>;

/// How far off the nearest ways to read the rows are, and those ways.
#[derive(Default)]
struct Nearest(i64, Vec<Picks>);

impl Nearest {
    /// Keeps what is nearer; what is as near, beside it.
    fn take(&mut self, other: Self) {
        if other.1.is_empty() || !self.1.is_empty() && other.0 > self.0 {
            return;
        }
        if other.0 < self.0 {
            self.1.clear();
        }
        self.0 = other.0;
        self.1.extend(other.1);
    }
}

/// What the rows in doubt are to add up to.
struct Sum {
    /// The total less the rows that are certain.
    rest: Vec<i64>,
    /// The columns that the total says something of.
    checked: Vec<bool>,
    slack: i64,
    /// Nodes that may still be looked at.
    left: u32,
}

impl Sum {
    /// The ways to read the rows under which the columns add up most nearly; none where the work ran out or
    /// there is none.
    ///
    /// Where a misprint leaves one column that does not add up, the others still tell. It may also have made the row's
    /// right reading look worse than it is, so that one row is given all of its readings.
    fn nearest(&mut self, options: &[Options], wide: &[Options], slips: Slips) -> Option<Vec<Picks>> {
        if slips == Slips::None {
            return Some(self.walk(options, None)?.1);
        }
        let one_wide = |at: usize| {
            let mut options = options.to_vec();
            if let (Some(slot), Some(wide)) = (options.get_mut(at), wide.get(at)) {
                *slot = wide.clone();
            }
            options
        };
        let found = self.but_one(options)?;
        if !found.1.is_empty() {
            return Some(found.1);
        }
        let mut best = Nearest::default();
        for at in 0..options.len() {
            best.take(self.but_one(&one_wide(at))?);
        }
        Some(best.1)
    }

    /// The ways in which all rows leave out one and the same group of columns, and the others add up; none where they do so
    /// without more groups than one.
    fn in_one_group(
        &mut self,
        options: &[Options],
        groups: &[Range<usize>],
        unused: &[bool],
    ) -> Option<Vec<Picks>> {
        let mut found: Option<Vec<Picks>> = None;
        for group in groups {
            let empty = |values: &Values| {
                values.get(group.clone()).is_some_and(|own| own.iter().all(Option::is_none))
            };
            let left_out = |option: &Options| {
                let (readings, values) = option
                    .readings
                    .iter()
                    .zip(&option.values)
                    .filter(|(_, values)| empty(values))
                    .map(|(&reading, values)| (reading, values.clone()))
                    .unzip();
                Options { row: option.row, readings, values }
            };
            let own: Vec<Options> = options.iter().map(left_out).collect();
            let free = unused.get(group.clone()).is_some_and(|own| own.iter().all(|&unused| unused));
            if !free || own.iter().any(|option| option.readings.is_empty()) {
                continue;
            }
            let checked = self.checked.clone();
            self.checked.iter_mut().enumerate().for_each(|(c, slot)| *slot &= !group.contains(&c));
            let some = self.checked.iter().any(|&checked| checked);
            let picks = if some { self.walk(&own, None) } else { Some(Nearest::default()) };
            self.checked = checked;
            let picks = picks?.1;
            if !picks.is_empty() && found.replace(picks).is_some() {
                return None;
            }
        }
        found
    }

    /// The same where one column, whichever it is, need not add up.
    fn but_one(&mut self, options: &[Options]) -> Option<Nearest> {
        let mut best = Nearest::default();
        for column in 0..self.checked.len() {
            if self.checked.get(column) == Some(&true) {
                best.take(self.walk(options, Some(column))?);
            }
        }
        Some(best)
    }

    /// How far off the nearest picks are, all checked columns but one together, and the picks.
    fn walk(&mut self, options: &[Options], but: Option<usize>) -> Option<Nearest> {
        let mut checked = self.checked.clone();
        if let Some(slot) = but.and_then(|c| checked.get_mut(c)) {
            *slot = false;
        }
        // A single column can be made to add up in too many ways.
        if but.is_some() && checked.iter().filter(|&&checked| checked).count() < 2 {
            return Some(Nearest::default());
        }
        let bounds = bounds(options, checked.len());
        let mut search = Search {
            options,
            bounds: &bounds,
            checked: &checked,
            slack: self.slack,
            left: self.left,
            found: Vec::new(),
            least: 0,
        };
        search.walk(0, &mut self.rest.clone(), &mut Vec::new());
        self.left = search.left;
        (search.left > 0).then_some(Nearest(search.least, search.found))
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
    /// The picks that make the columns add up most nearly.
    found: Vec<Picks>,
    /// How far off those are, all columns together.
    least: i64,
}

impl Search<'_> {
    fn walk(&mut self, k: usize, rest: &mut Vec<i64>, picks: &mut Picks) {
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
        for (&pick, values) in option.readings.iter().zip(&option.values) {
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
