//! Identities that fail in a row of totals only because they do not hold in some row above it.
//!
//! Where every figure of `Summa` is the sum of its column, what `Summa` lacks across is what its rows lack
//! across, all together. If one of them leaves a cell empty, so that nothing is said of it, nothing is said
//! of the sum of it.

use crate::engine::report::{Place, Relation, RelationKind, Table, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// The lines that a sum runs over in the other direction: the rows of a column's sum, the columns of a row's.
type Lines = BTreeSet<usize>;

/// Leaves out the failing identities that are inherited from a line with an empty cell, if no line is told to fail.
pub(super) fn leave_out(table: &Table, relations: &mut Vec<Relation>) {
    for across in [true, false] {
        let sums = sums(relations, across);
        let mut broken: BTreeMap<Vec<usize>, Lines> = BTreeMap::new();
        for (line, positions) in relations.iter().filter_map(|relation| pattern(relation, across)) {
            broken.entry(positions).or_default().insert(line);
        }
        relations.retain(|relation| {
            let Some((_, positions)) = pattern(relation, across) else { return true };
            let mut parts = relation.cells().map(|cell| sums.get(&cell));
            let Some(Some(lines)) = parts.next() else { return true };
            let summed_alike = parts.all(|other| other == Some(lines));
            let empty = |&line: &usize| {
                positions
                    .iter()
                    .any(|&at| table.value(if across { (line, at) } else { (at, line) }).is_none())
            };
            let told = broken.get(&positions).is_some_and(|broken| !broken.is_disjoint(lines));
            !summed_alike || told || !lines.iter().any(empty)
        });
    }
}

/// The sums that hold across the direction in question, by their total, with the lines of their terms.
fn sums(relations: &[Relation], across: bool) -> BTreeMap<Place, Lines> {
    let held = relations.iter().filter(|r| r.kind == RelationKind::Sum && r.verdict != Verdict::Mismatch);
    let runs_the_other_way = |r: &&Relation| {
        let (_, at) = split(r.total, across);
        r.terms.iter().all(|term| split(term.cell, across).1 == at && !term.factor.is_sign_negative())
    };
    held.filter(runs_the_other_way)
        .map(|r| (r.total, r.terms.iter().map(|term| split(term.cell, across).0).collect()))
        .collect()
}

/// A failing sum or difference within one line: the line, and the positions of its total and terms.
fn pattern(relation: &Relation, across: bool) -> Option<(usize, Vec<usize>)> {
    let (line, _) = split(relation.total, across);
    let within = relation.verdict == Verdict::Mismatch
        && relation.is_additive()
        && relation.cells().all(|cell| split(cell, across).0 == line);
    within.then(|| (line, relation.cells().map(|cell| split(cell, across).1).collect()))
}

/// A place as (line, position) of a direction.
fn split((row, column): Place, across: bool) -> (usize, usize) {
    if across { (row, column) } else { (column, row) }
}
