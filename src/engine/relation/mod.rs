//! The identities of a table: which totals, nets, deviations, averages and shares it holds, whether they
//! hold, and which cell is wrong where they do not.

#![allow(clippy::cast_possible_wrap, reason = "numbers of rows and columns, far below 2^63")]

mod choose;
mod code;
#[cfg(test)]
mod column_tests;
mod counts;
mod diagnose;
mod evidence;
pub mod given;
mod grain;
mod hypothesis;
mod inherited;
mod inside;
mod matrix;
mod measures;
pub(super) mod misread;
mod oriented;
mod paired;
mod ratios;
mod running;
mod search;
mod slip;
mod state;
mod statement;
mod surroundings;
#[cfg(test)]
mod tests;
mod worded;
mod words;
mod work;

use super::{
    options::Rounding,
    report::{Culprit, Place, Relation, Table, Verdict},
};
use grain::Grain;
use matrix::Matrix;
use work::Work;

/// Steps that a table may take: about a third of a second on an ordinary machine. Real tables of a
/// thousand cells need a hundredth of it.
const STEPS: u64 = 60_000_000;

/// Steps that may be taken to ask the table about changes of its figures: a fortieth of a second, which is a
/// dozen questions for a table of a few hundred cells.
const ASKING: u64 = 5_000_000;

/// What a table's figures say of each other.
#[derive(Debug, Default)]
pub struct Identities {
    pub relations: Vec<Relation>,
    pub diagnoses: Vec<Diagnosis>,
    /// The work allowed was used up: there may be identities that were not found.
    pub exhausted: bool,
    /// Steps of counted work that it took.
    pub steps: u64,
}

/// Identities that fail together and the change of one cell that would mend them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Indices into the table's relations, all with verdict mismatch; the clearest first.
    pub relations: Vec<usize>,
    /// The probable culprit; none where the table does not tell. `Culprit::table` is left 0 for the caller.
    pub culprit: Option<Culprit>,
}

/// Finds the identities of a table.
pub fn infer(table: &Table, rounding: Rounding) -> Identities {
    let mut work = Work::new(STEPS);
    let grain = Grain::of(table);
    let (mut down, mut across) = Matrix::with_grain(table, &grain);
    let mut relations = relations(table, [&down, &across], [&down, &across], rounding, &mut work);
    if let Some(grain) = grain.coarser(table, &relations) {
        // Shares have been worked out before the figures were rounded.
        let coarse = Matrix::with_grain(table, &grain);
        relations = self::relations(table, [&coarse.0, &coarse.1], [&down, &across], rounding, &mut work);
        (down, across) = coarse;
    }
    let once = STEPS - work.left();
    let mut asking = ASKING;
    let mut evidence = |place, value| {
        // A question is the whole search once more; a right figure may take it further.
        if work.exhausted() {
            return None;
        }
        let mut own = Work::new(asking.min(once.saturating_mul(2)));
        let allowed = own.left();
        let said = said_with([&down, &across], place, value, &mut own);
        asking -= allowed - own.left();
        (!own.exhausted()).then_some(said)
    };
    let mut pinning = Work::new(STEPS);
    let diagnoses = diagnose::diagnose(table, &relations, down.scale, &mut pinning, &mut evidence);
    let steps = once + (STEPS - pinning.left()) + (ASKING - asking);
    Identities { relations, diagnoses, exhausted: work.exhausted(), steps }
}

/// The identities of both directions, in the order of their totals; `sums` and `quotients` differ in grain.
fn relations(
    table: &Table,
    sums: [&Matrix; 2],
    quotients: [&Matrix; 2],
    rounding: Rounding,
    work: &mut Work,
) -> Vec<Relation> {
    let mut relations = Vec::new();
    let mut suspects = Vec::new();
    let found = sums.map(|m| choose::linear(m, work));
    for ((m, hypotheses), exact) in sums.into_iter().zip(&found).zip(quotients) {
        state::state(m, hypotheses, rounding, &mut relations, &mut suspects);
        ratios::state(exact, hypotheses, rounding, work, &mut relations);
        running::state(m, hypotheses, rounding, work, &mut relations);
    }
    for m in sums {
        measures::state(m, table, rounding, &mut relations);
    }
    // The parts of a whole are told by the sums of the other direction.
    let [down, across] = &found;
    for (exact, sums) in quotients.into_iter().zip([across, down]) {
        ratios::whole::state(exact, sums, rounding, work, &mut relations, &mut suspects);
    }
    let broken: Vec<Relation> =
        relations.iter().filter(|relation| relation.verdict == Verdict::Mismatch).cloned().collect();
    relations.extend(paired::borne_out(table, suspects, &broken));
    if rounding == Rounding::Interval {
        counts::judge(table, &mut relations);
    }
    inherited::leave_out(table, &mut relations);
    oriented::leave_out(table, &mut relations);
    for relation in &mut relations {
        as_shown(table, relation);
    }
    relations.sort_by(|a, b| (a.total, &a.kind).cmp(&(b.total, &b.kind)));
    relations
}

/// The evidence of all identities, were there another value at a place, in sixteenths of a bit.
fn said_with(matrices: [&Matrix; 2], place: Place, value: i128, work: &mut Work) -> i64 {
    let changed = matrices.map(|m| {
        let mut m = m.clone();
        m.set(place, value);
        m
    });
    let linear = changed.each_ref().map(|m| choose::linear(m, work));
    let [down, across] = &linear;
    let mut said = 0;
    for ((m, own), other) in changed.iter().zip(&linear).zip([across, down]) {
        said += own.iter().map(|hypothesis| hypothesis.tally.score.max(0)).sum::<i64>();
        said += ratios::evidence(m, own, work) + ratios::whole::evidence(m, other, work);
        said += running::evidence(m, own, work);
    }
    said
}

/// Gives the amounts of a relation the decimals that its total shows: `15,130`, not `15,13`.
fn as_shown(table: &Table, relation: &mut Relation) {
    let Some(reported) = table.value(relation.total) else { return };
    relation.reported = reported;
    if relation.computed.scale() < reported.scale() {
        relation.computed.rescale(reported.scale());
    }
}
