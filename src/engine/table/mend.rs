//! Rows that were cut in a way under which their total does not add up, and can be cut so that it does.
//!
//! `Summa 44 525 50 161` is two amounts, or note 44 and then 525; `8 29 481 136` is four small amounts or
//! three, one of them large. What the row costs to read is a guess; that the columns add up is evidence. It
//! is weighed by description length: a column that adds up under another reading of a row, or of two, saves
//! as many bits as its total is long, and the dearer reading costs the bits that it is rarer. Columns that
//! do not add up cost nothing, so that a slip in one of them does not hide what the others say. (Rows whose
//! figures are certain and only their columns are not are settled together: see [`super::agree`].)

use super::{
    agree::{Values, is_taken_off},
    blocks::RawRow,
    columns::{BIT, Grid, near},
    reading::{Reading, Slot},
};
use crate::engine::report::RowRole;

/// What has to be saved: one reading in two hundred and fifty makes a column add up by chance.
const NEEDED: i64 = 8 * BIT;
/// What the readings of other amounts that are next best must fall behind by.
const APART: i64 = 2 * BIT;
/// Readings of a row that are tried.
const READINGS: usize = 8;
/// Pairs of readings that are tried for one total; with more, only single ones are.
const PAIRS: usize = 60_000;
/// Totals before a total that it can be the sum of.
const TOTALS: usize = 6;
/// Times that a total is looked at, each of which settles two rows at most.
const ROUNDS: usize = 3;

/// Settles the rows that their totals show to have been cut wrongly.
pub(super) fn settle(
    rows: &[RawRow],
    roles: &[RowRole],
    grid: &mut Grid,
    values: &dyn Fn(&RawRow, &Reading) -> Values,
) {
    let is_total = |role: &RowRole| matches!(role, RowRole::Total | RowRole::Net | RowRole::Result);
    let mut totals: Vec<usize> = Vec::new();
    for (t, _) in roles.iter().enumerate().filter(|(_, role)| is_total(role)) {
        let start = totals.last().map_or(0, |last| last + 1);
        let parts = (start..t).filter(|&i| roles.get(i) != Some(&RowRole::Part)).collect::<Vec<_>>();
        let counts =
            |&i: &usize| roles.get(i) != Some(&RowRole::Part) || is_taken_off(rows, roles, grid, i, values);
        let with_taken_off = Some((start..t).filter(counts).collect::<Vec<_>>()).filter(|all| *all != parts);
        let of_totals =
            (2..=TOTALS).filter_map(|n| Some(totals.get(totals.len().checked_sub(n)?..)?.to_vec()));
        // In a statement each result goes on from the one before, or repeats it.
        let is_result = |&i: &usize| matches!(roles.get(i), Some(RowRole::Net | RowRole::Result));
        let before = totals.last().copied().filter(|last| is_result(last) && is_result(&t));
        let gone_on = before.map(|before| std::iter::once(before).chain(parts.clone()).collect());
        // A total may stand above its parts, as in the tables of statistics; what follows on a result goes on from it.
        let next = roles.iter().skip(t + 1).position(is_total).map_or(roles.len(), |at| t + 1 + at);
        let below: Vec<usize> = (t + 1..next).filter(|&i| roles.get(i) != Some(&RowRole::Part)).collect();
        let below = Some(below).filter(|_| roles.get(t) == Some(&RowRole::Total));
        let sets: Vec<Vec<usize>> = std::iter::once(parts)
            .chain(with_taken_off)
            .chain(of_totals)
            .chain(gone_on)
            .chain(below)
            .collect();
        for _ in 0..ROUNDS {
            let found = sets.iter().filter_map(|parts| Sum::of(rows, grid, parts, t, values)?.better());
            let Some((_, changes)) = found.max_by_key(|(saved, _)| *saved) else { break };
            for (row, reading) in changes {
                if let Some(choice) = grid.rows.get_mut(row)
                    && let Some(&cheapest) = choice.readings.first().map(|r| &r.cost)
                    && reading < choice.readings.len()
                {
                    let mut reading = choice.readings.swap_remove(reading);
                    reading.cost = cheapest;
                    choice.readings = vec![reading];
                }
            }
        }
        totals.push(t);
    }
}

/// A row of a sum with the ways to read it.
struct Member {
    row: usize,
    /// Its reading's index, what it costs more than the first, and its values, signed by the row's side.
    readings: Vec<(usize, i64, Values)>,
    is_total: bool,
}

struct Sum {
    members: Vec<Member>,
    /// The parts less the total, as they are read now.
    rest: Vec<i64>,
    slack: i64,
}

/// The cheapest reading of each way to cut a row, by their place. Where the same figures go when cells are
/// missing is not for the few rows that are changed here to tell, but for all that are in doubt together.
fn unlike_cuts(readings: &[Reading]) -> impl Iterator<Item = (usize, &Reading)> {
    let mut seen: Vec<Vec<Slot>> = Vec::new();
    readings.iter().enumerate().filter(move |(_, reading)| {
        let cut: Vec<Slot> = reading.slots.iter().copied().flatten().collect();
        let new = !seen.contains(&cut);
        if new {
            seen.push(cut);
        }
        new
    })
}

/// Rows and the index of the reading that each is to have.
type Changes = Vec<(usize, usize)>;

impl Sum {
    fn of(
        rows: &[RawRow],
        grid: &Grid,
        parts: &[usize],
        total: usize,
        values: &dyn Fn(&RawRow, &Reading) -> Values,
    ) -> Option<Self> {
        let mut members = Vec::new();
        let mut rest: Vec<i64> = Vec::new();
        for &row in parts.iter().chain([&total]) {
            let (raw, choice) = (rows.get(row)?, grid.rows.get(row)?);
            let cheapest = choice.best()?.cost;
            let is_total = row == total;
            let readings: Vec<(usize, i64, Values)> = unlike_cuts(near(&choice.readings))
                .take(READINGS)
                .map(|(k, reading)| {
                    let side = if is_total { -1 } else { 1 };
                    let values = values(raw, reading).into_iter().map(|v| v.map(|v| v.saturating_mul(side)));
                    (k, i64::from(reading.cost - cheapest), values.collect())
                })
                .collect();
            let (_, _, now) = readings.first()?;
            rest.resize(now.len(), 0);
            for (slot, value) in rest.iter_mut().zip(now) {
                *slot = slot.saturating_add(value.unwrap_or(0));
            }
            members.push(Member { row, readings, is_total });
        }
        let open = members.iter().any(|member| member.readings.len() > 1);
        // Half a unit a row is what rounding can add up to.
        let slack = i64::try_from(members.len()).ok()? / 2;
        (open && members.len() > 1).then_some(Self { members, rest, slack })
    }

    /// What the columns that add up save, when some members are read otherwise.
    fn saved(&self, changes: &[(&Member, &(usize, i64, Values))]) -> i64 {
        let total = changes
            .iter()
            .find(|(member, _)| member.is_total)
            .map(|(_, (_, _, values))| values)
            .or_else(|| Some(&self.members.last()?.readings.first()?.2));
        let bits = self.rest.iter().enumerate().map(|(c, &rest)| {
            let Some(total) = total.and_then(|values| values.get(c).copied().flatten()) else { return 0 };
            let rest = changes.iter().fold(rest, |rest, (member, (_, _, values))| {
                let now = member.readings.first().and_then(|(_, _, v)| v.get(c).copied().flatten());
                let then = values.get(c).copied().flatten();
                rest.saturating_add(then.unwrap_or(0)).saturating_sub(now.unwrap_or(0))
            });
            let range = total.unsigned_abs() / (2 * self.slack.unsigned_abs() + 1);
            if rest.abs() <= self.slack { price(range) } else { 0 }
        });
        bits.sum::<i64>() - changes.iter().map(|(_, (_, cost, _))| cost).sum::<i64>()
    }

    /// The other readings under which clearly more columns add up, with what they save, if no others are as good.
    fn better(&self) -> Option<(i64, Changes)> {
        let now = self.saved(&[]);
        let others = |member: &'_ Member| member.readings.len().saturating_sub(1);
        let single = self.members.iter().map(others).sum::<usize>();
        let mut ranked = Ranked::default();
        for (i, a) in self.members.iter().enumerate() {
            for first in a.readings.iter().skip(1) {
                ranked.add(self.saved(&[(a, first)]), &[(a, first)]);
                if single * single / 2 > PAIRS {
                    continue;
                }
                for b in self.members.iter().skip(i + 1) {
                    for second in b.readings.iter().skip(1) {
                        let changes = [(a, first), (b, second)];
                        ranked.add(self.saved(&changes), &changes);
                    }
                }
            }
        }
        let (saved, changes) = ranked.best?;
        let gain = saved - now;
        let alone = ranked.second.is_none_or(|second| second + APART <= saved);
        (gain >= NEEDED && alone).then_some((gain, changes))
    }
}

/// What it costs to tell one of so many, to a quarter of a bit.
fn price(range: u64) -> i64 {
    i64::from(u128::from(range).saturating_pow(4).max(1).ilog2()) * BIT / 4
}

/// The best of the changes so far, and what the best with other amounts saves.
#[derive(Default)]
struct Ranked {
    best: Option<(i64, Changes)>,
    amounts: Vec<Values>,
    second: Option<i64>,
}

impl Ranked {
    fn add(&mut self, saved: i64, changes: &[(&Member, &(usize, i64, Values))]) {
        let better = self.best.as_ref().is_none_or(|(best, _)| saved > *best);
        let amounts = || changes.iter().map(|(_, (_, _, values))| values.clone()).collect::<Vec<_>>();
        if better {
            let new = amounts();
            if new != self.amounts {
                self.second = self.best.as_ref().map(|(best, _)| *best).max(self.second);
            }
            self.amounts = new;
            self.best = Some((saved, changes.iter().map(|(member, (k, _, _))| (member.row, *k)).collect()));
        } else if self.second.is_none_or(|second| saved > second) && amounts() != self.amounts {
            self.second = Some(saved);
        }
    }
}
