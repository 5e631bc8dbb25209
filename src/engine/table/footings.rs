//! Rows in doubt that add up with the rows around them.
//!
//! Not every total is called one: a closing balance is the opening one and what has changed it, and a result
//! goes on from the last. Where a row is in doubt, every stretch of rows around it is tried as the parts of
//! the row below, or of the row above, whatever its words are. What says that a stretch is a sum is that all its columns add up
//! under one way to read the rows in doubt, and under one only, to more digits than they would by chance.
//! (Totals that are called so are tried before, and believed sooner: see [`super::agree`].)

use super::{
    agree::Values,
    blocks::RawRow,
    columns::{Choice, Grid},
    reading::Reading,
};
use crate::engine::report::RowRole;

/// Rows of a stretch, its total among them.
const STRETCH: usize = 14;
/// Rows in doubt within a stretch.
const DOUBTFUL: usize = 4;
/// Ways to read the rows in doubt of a stretch that are tried; more can nearly always be made to add up.
const WAYS: usize = 6_000;
/// Ways that are tried in a table.
const BUDGET: usize = 200_000;
/// Bits that the columns must agree in beyond those that tell which way, of which stretch, is meant.
const NEEDED: u32 = 8;

/// Settles the rows in doubt that one stretch shows how to read.
pub(super) fn settle(
    rows: &[RawRow],
    roles: &[RowRole],
    grid: &mut Grid,
    values: &dyn Fn(&RawRow, &Reading) -> Values,
) {
    let doubtful = |choice: &Choice| choice.doubtful();
    if !grid.rows.iter().any(doubtful) {
        return;
    }
    let mut members: Vec<Member> = rows
        .iter()
        .zip(&grid.rows)
        .zip(roles)
        .map(|((row, choice), role)| Member::of(row, choice, *role, values))
        .collect();
    let mut left = BUDGET;
    // What has been settled is a certain part of the next stretch.
    for at in 0..members.len() {
        if members.get(at).is_none_or(|member| member.ways.len() < 2) {
            continue;
        }
        let below = best(&members, at, false, &mut left);
        let Some(picks) = below.or_else(|| best(&members, at, true, &mut left)) else { continue };
        for (row, way) in picks {
            let Some(member) = members.get_mut(row) else { continue };
            let Some((reading, _)) = member.ways.get(way).cloned() else { continue };
            member.ways = member.ways.get(way).cloned().into_iter().collect();
            if let Some(choice) = grid.rows.get_mut(row)
                && reading < choice.readings.len()
            {
                choice.readings = vec![choice.readings.swap_remove(reading)];
            }
        }
    }
}

/// A row with the ways to read it.
struct Member {
    /// The places of its readings, and their values, the cheapest first; one where nothing else is as good.
    ways: Vec<(usize, Values)>,
    /// For each way, how many are no dearer.
    ranks: Vec<usize>,
    /// It is part of the row above, and counts there.
    part: bool,
    /// The least and most that it can be, column by column.
    reach: Vec<(i64, i64)>,
}

impl Member {
    fn of(
        row: &RawRow,
        choice: &Choice,
        role: RowRole,
        values: &dyn Fn(&RawRow, &Reading) -> Values,
    ) -> Self {
        let ways: Vec<(usize, Values)> = if choice.doubtful() {
            choice.contenders().map(|(k, reading)| (k, values(row, reading))).collect()
        } else {
            choice.best().map(|reading| (0, values(row, reading))).into_iter().collect()
        };
        let cost = |way: usize| choice.readings.get(way).map_or(0, |reading| reading.cost);
        let ranks =
            ways.iter().map(|&(k, _)| ways.iter().filter(|&&(other, _)| cost(other) <= cost(k)).count());
        let ranks = ranks.collect();
        let width = ways.first().map_or(0, |(_, values)| values.len());
        let reach = (0..width).map(|c| {
            let each = ways.iter().map(|(_, values)| values.get(c).copied().flatten().unwrap_or(0));
            each.fold((i64::MAX, i64::MIN), |(lo, hi), value| (lo.min(value), hi.max(value)))
        });
        Self { reach: reach.collect(), part: role == RowRole::Part, ways, ranks }
    }

    fn open(&self) -> bool {
        self.ways.len() > 1
    }
}

/// Rows and the way that each is to be read.
type Picks = Vec<(usize, usize)>;

/// What the best stretch around a row says, if no other says something else; its total is the row below its parts, or
/// the one above.
fn best(members: &[Member], at: usize, above: bool, left: &mut usize) -> Option<Picks> {
    let mut found: Option<(u32, Picks)> = None;
    for last in at..(at + STRETCH).min(members.len()) {
        for first in (last + 1).saturating_sub(STRETCH)..=at {
            // One part is a copy, which says nothing.
            if last < first + 2 {
                continue;
            }
            let total = if above { first } else { last };
            let Some((bits, picks)) = Stretch { members, first, last, total }.read(left) else { continue };
            let same =
                |other: &Picks| other.iter().all(|pick| picks.contains(pick) || !names(&picks, pick.0));
            match &mut found {
                Some((_, other)) if !same(other) => return None,
                Some((most, _)) if *most >= bits => {}
                slot => *slot = Some((bits, picks)),
            }
        }
    }
    found.map(|(_, picks)| picks).filter(|picks| names(picks, at))
}

fn names(picks: &Picks, row: usize) -> bool {
    picks.iter().any(|(named, _)| *named == row)
}

/// Some rows, of which the first or the last may be what the others add up to.
struct Stretch<'a> {
    members: &'a [Member],
    first: usize,
    last: usize,
    total: usize,
}

impl Stretch<'_> {
    /// The rows with what each counts for.
    fn rows(&self) -> impl Iterator<Item = (usize, &Member, i64)> {
        let rows = self.members.iter().enumerate().take(self.last + 1).skip(self.first);
        rows.filter(|(i, member)| *i == self.total || !member.part)
            .map(|(i, member)| (i, member, if i == self.total { -1 } else { 1 }))
    }

    /// The only way to read the rows in doubt under which all columns add up, with the bits that speak for it.
    fn read(&self, left: &mut usize) -> Option<(u32, Picks)> {
        let open: Vec<(usize, &Member, i64)> = self.rows().filter(|(_, member, _)| member.open()).collect();
        let ways =
            open.iter().try_fold(1_usize, |ways, (_, member, _)| ways.checked_mul(member.ways.len()))?;
        if open.len() > DOUBTFUL || ways > WAYS || !self.possible() {
            return None;
        }
        *left = left.checked_sub(ways)?;
        let mut found: Option<(u32, Picks)> = None;
        let mut picks = vec![0_usize; open.len()];
        for _ in 0..ways {
            if let Some(bits) = self.bits(&open, &picks) {
                // Two ways: neither is told.
                if found.is_some() {
                    return None;
                }
                let named = open.iter().zip(&picks).map(|((row, ..), way)| (*row, *way));
                found = Some((bits, named.collect()));
            }
            for (pick, (_, member, _)) in picks.iter_mut().zip(&open) {
                *pick += 1;
                if *pick < member.ways.len() {
                    break;
                }
                *pick = 0;
            }
        }
        // Which way it is, and which of the stretches around the row: by its length and where in it the row stands, so
        // that a short one is cheap, or any.
        let parts = (self.last - self.first).max(1);
        let stretch = (parts * parts * parts).min(STRETCH * STRETCH / 2);
        let (bits, picks) = found?;
        let ranks = picks.iter().filter_map(|&(row, way)| self.members.get(row)?.ranks.get(way));
        let choice = (ranks.product::<usize>() * stretch).max(1).ilog2() + 1;
        (bits >= NEEDED + choice).then_some((bits, picks))
    }

    /// Half a unit a row is what rounding can add up to.
    fn slack(&self) -> i64 {
        i64::try_from(self.last - self.first).unwrap_or(i64::MAX) / 2
    }

    /// Can every column that has a total reach it?
    fn possible(&self) -> bool {
        let width = self.members.get(self.total).map_or(0, |member| member.reach.len());
        (0..width).all(|c| {
            let reach = self.rows().fold((0_i64, 0_i64), |(lo, hi), (_, member, side)| {
                let (a, b) = member.reach.get(c).copied().unwrap_or((0, 0));
                let (a, b) = if side > 0 { (a, b) } else { (b.saturating_neg(), a.saturating_neg()) };
                (lo.saturating_add(a), hi.saturating_add(b))
            });
            let unstated = self.members.get(self.total).is_some_and(|total| {
                total.ways.iter().any(|(_, values)| values.get(c).is_some_and(Option::is_none))
            });
            unstated || reach.0 <= self.slack() && reach.1 >= -self.slack()
        })
    }

    /// How many bits the columns agree in when the rows in doubt are read so; none if one does not add up.
    fn bits(&self, open: &[(usize, &Member, i64)], picks: &[usize]) -> Option<u32> {
        let way = |row: usize, member: &Member| {
            let pick = open.iter().zip(picks).find(|((i, ..), _)| *i == row).map_or(0, |(_, pick)| *pick);
            member.ways.get(pick).map(|(_, values)| values.clone())
        };
        let total = self.members.get(self.total).and_then(|member| way(self.total, member))?;
        let mut rest = vec![0_i64; total.len()];
        // The cells of each column, and those that change something.
        let mut cells = vec![(0_u32, 0_u32); total.len()];
        for (row, member, side) in self.rows() {
            for ((slot, (stated, changing)), value) in rest.iter_mut().zip(&mut cells).zip(way(row, member)?)
            {
                let Some(value) = value else { continue };
                *slot = slot.saturating_add(side.saturating_mul(value));
                *stated += 1;
                *changing += u32::from(value != 0);
            }
        }
        // What a row in doubt adds to a column shows in its total.
        let adds_unseen = |row: usize, member: &Member| {
            let values = way(row, member).unwrap_or_default();
            values.iter().zip(&total).any(|(value, total)| value.is_some() && total.is_none())
        };
        if open.iter().any(|(row, member, side)| *side > 0 && adds_unseen(*row, member)) {
            return None;
        }
        let mut bits = 0;
        for ((total, rest), (stated, _)) in total.iter().zip(&rest).zip(&cells) {
            let Some(total) = total else { continue };
            if rest.abs() > self.slack() {
                return None;
            }
            // A copy of one cell agrees whatever the others are.
            if *stated > 2 {
                bits += (total.unsigned_abs() / (2 * rest.unsigned_abs() + 1)).max(1).ilog2();
            }
        }
        // Where nothing but noughts is added, it may be copies all the same.
        cells.iter().any(|(_, changing)| *changing > 2).then_some(bits)
    }
}
