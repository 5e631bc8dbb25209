//! Rows that are cut and placed anew together, until their total adds up.
//!
//! Where a table drops its empty cells, a row of one amount may look like one of two (`420 600`), and where an amount goes
//! is not seen. [`super::agree`] places what is cut for certain, [`super::mend`] cuts a row or two anew; where several rows
//! of one sum need both, only all of them at once make it add up. That is believed if every column does, by one
//! choice of readings that is clearly cheaper than any other, and if the digits that it explains are worth more than
//! what the readings are dearer by and the bits that say which of those that are as cheap is meant.

use super::{
    agree::{Values, coarseness},
    blocks::RawRow,
    columns::{BIT, Grid, near},
    reading::Reading,
};
use crate::engine::report::RowRole;

/// What must be left when all is paid: one choice in two hundred and fifty is met by chance.
const NEEDED: i64 = 8 * BIT;
/// What the next best choice must be dearer by.
const APART: u32 = 2 * BIT as u32;
/// Readings of a row that are tried.
const READINGS: usize = 8;
/// Rows under one total that may be read otherwise; more of them can nearly always be made to add up.
const MAX_ROWS: usize = 12;
/// Steps of the search for one total, each a few additions.
const BUDGET: u32 = 60_000;

/// Settles the rows under totals that do not add up as the rows are read.
pub(super) fn settle(
    rows: &[RawRow],
    roles: &[RowRole],
    grid: &mut Grid,
    values: &dyn Fn(&RawRow, &Reading) -> Values,
) {
    let is_total = |role: &RowRole| matches!(role, RowRole::Total | RowRole::Net | RowRole::Result);
    let (mut start, mut before) = (0, None);
    for (t, role) in roles.iter().enumerate().filter(|(_, role)| is_total(role)) {
        let parts = (start..t).filter(|&i| roles.get(i) != Some(&RowRole::Part));
        // A result goes on from the one before, or is made up of the rows between.
        let goes_on = before.filter(|_| *role != RowRole::Total);
        let gone_on = goes_on.map(|before| std::iter::once(before).chain(parts.clone()).collect());
        let sets: [Option<Vec<usize>>; 2] = [Some(parts.collect()), gone_on];
        (start, before) = (t + 1, Some(t).filter(|_| *role != RowRole::Total));
        let settled = |parts: Vec<usize>| Sum::of(rows, grid, &parts, t, values)?.settled();
        let Some(found) = sets.into_iter().flatten().find_map(settled) else { continue };
        for (row, reading) in found {
            if let Some(choice) = grid.rows.get_mut(row)
                && reading < choice.readings.len()
            {
                let reading = choice.readings.swap_remove(reading);
                choice.readings = vec![reading];
            }
        }
    }
}

/// A row with the readings that it may have: each one's place, what it costs more than the first, and its values.
struct Member {
    row: usize,
    readings: Vec<(usize, u32, Values)>,
}

impl Member {
    /// The bits that say which of its readings is meant, beyond what it is dearer than the first: few, where the others
    /// are dear, and so hardly choices.
    fn choices(&self) -> i64 {
        const ONE: u64 = 1 << 16;
        let likely = |cost: u32| ONE.checked_shr(cost / BIT as u32).unwrap_or(0);
        let all: u64 = self.readings.iter().map(|&(_, more, _)| likely(more)).sum();
        i64::from(all.div_ceil(ONE).next_power_of_two().ilog2())
    }
}

struct Sum {
    members: Vec<Member>,
    /// The total less the rows that can be read in one way.
    rest: Vec<i64>,
    checked: Vec<bool>,
    slack: i64,
    /// What the total is worth in the columns that do not add up now.
    worth: i64,
    left: u32,
    /// The cheapest picks, and what the next cheapest cost.
    best: Option<(u32, Vec<usize>)>,
    next: Option<u32>,
}

impl Sum {
    /// None where the rows add up as they are read, or nothing can be done about it.
    fn of(
        rows: &[RawRow],
        grid: &Grid,
        parts: &[usize],
        total: usize,
        values: &dyn Fn(&RawRow, &Reading) -> Values,
    ) -> Option<Self> {
        let choice = grid.rows.get(total).filter(|choice| !choice.unclear())?;
        let row = rows.get(total)?;
        let target = values(row, choice.best()?);
        let slack = i64::try_from(parts.len()).ok()? / 2 + coarseness(grid, row, choice.best()?);
        let checked: Vec<bool> = target.iter().map(Option::is_some).collect();
        let mut rest: Vec<i64> = target.iter().map(|value| value.unwrap_or(0)).collect();
        let mut off = rest.clone();
        let mut members = Vec::new();
        for &i in parts {
            let (row, choice) = (rows.get(i)?, grid.rows.get(i)?);
            let least = choice.best()?.cost;
            let mut readings: Vec<(usize, u32, Values)> = Vec::new();
            for (k, reading) in near(&choice.readings).iter().enumerate() {
                let own = values(row, reading);
                if readings.len() < READINGS && !readings.iter().any(|(.., other)| *other == own) {
                    readings.push((k, reading.cost - least, own));
                }
            }
            take(&mut off, &readings.first()?.2, 1);
            if let [(.., only)] = readings.as_slice() {
                take(&mut rest, only, 1);
            } else {
                members.push(Member { row: i, readings });
            }
        }
        let adds_up = |off: i64| off.saturating_abs() <= slack;
        let worth =
            |total: i64| i64::from((total.unsigned_abs() / slack.unsigned_abs().max(1)).max(1).ilog2());
        let failing = target.iter().zip(&off).filter(|(total, off)| total.is_some() && !adds_up(**off));
        let worth: i64 = failing.filter_map(|(total, _)| total.map(worth)).sum();
        let open = worth > 0 && (1..=MAX_ROWS).contains(&members.len());
        open.then_some(Self { members, rest, checked, slack, worth, left: BUDGET, best: None, next: None })
    }

    /// The reading of each row that may be read otherwise, if there is one choice of them that is believed.
    fn settled(mut self) -> Option<Vec<(usize, usize)>> {
        let choices: i64 = self.members.iter().map(Member::choices).sum();
        let bounds = self.bounds();
        self.walk(0, 0, &bounds, &mut Vec::new());
        let (cost, picks) = self.best.take().filter(|_| self.left > 0)?;
        let alone = self.next.is_none_or(|next| next >= cost + APART);
        let believed = BIT * (self.worth - choices) >= i64::from(cost) + NEEDED;
        let picked = |(member, &pick): (&Member, &usize)| Some((member.row, member.readings.get(pick)?.0));
        (alone && believed).then(|| self.members.iter().zip(&picks).filter_map(picked).collect())
    }

    /// For each row, the least and most that it and those after it can add to each column.
    fn bounds(&self) -> Vec<Vec<(i64, i64)>> {
        let mut out = vec![vec![(0, 0); self.rest.len()]];
        for member in self.members.iter().rev() {
            let after = out.last().cloned().unwrap_or_default();
            let column = |(c, (low, high)): (usize, (i64, i64))| {
                let own = member.readings.iter().map(|(.., v)| v.get(c).copied().flatten().unwrap_or(0));
                let (least, most) = own.fold((i64::MAX, i64::MIN), |(a, b), v| (a.min(v), b.max(v)));
                (low.saturating_add(least), high.saturating_add(most))
            };
            out.push(after.into_iter().enumerate().map(column).collect());
        }
        out.reverse();
        out
    }

    fn walk(&mut self, k: usize, cost: u32, bounds: &[Vec<(i64, i64)>], picks: &mut Vec<usize>) {
        if self.left == 0 || self.next.is_some_and(|next| cost >= next) {
            return;
        }
        self.left -= 1;
        let reach = bounds.get(k).into_iter().flatten();
        let possible =
            self.rest.iter().zip(reach).zip(&self.checked).all(|((&rest, &(low, high)), &checked)| {
                !checked || low.saturating_sub(self.slack) <= rest && rest <= high.saturating_add(self.slack)
            });
        if !possible {
            return;
        }
        let Some(member) = self.members.get(k) else {
            match &self.best {
                Some((least, _)) if *least <= cost => self.next = Some(cost),
                best => {
                    self.next = best.as_ref().map(|(least, _)| *least);
                    self.best = Some((cost, picks.clone()));
                }
            }
            return;
        };
        let readings = member.readings.clone();
        for (pick, (_, more, values)) in readings.iter().enumerate() {
            take(&mut self.rest, values, 1);
            picks.push(pick);
            self.walk(k + 1, cost + more, bounds, picks);
            picks.pop();
            take(&mut self.rest, values, -1);
        }
    }
}

/// Takes the values of a row from what is left of the total.
fn take(rest: &mut [i64], values: &Values, times: i64) {
    for (slot, value) in rest.iter_mut().zip(values) {
        *slot = slot.saturating_sub(value.unwrap_or(0).saturating_mul(times));
    }
}
