//! Which cell is wrong? The identities of a table are a parity code: one wrong cell breaks a characteristic
//! set of them, and the change that mends most of them, and breaks none, names it.
//!
//! Where several changes mend the same identities, the one that takes the fewest bits to say is the likeliest
//! ([`super::code::Change`]): by the slip that it supposes, by what stands around the cell, and by what the
//! whole table says when it is made, since a right figure makes identities speak that a wrong one silences.
//! By how many bits it leads decides whether it is named for sure. Changes are made one after the other, so
//! that two errors whose sums cross are told apart.

use super::{
    Diagnosis,
    code::{Change, Code},
    evidence::BIT,
    matrix::decimal,
    work::Work,
};
use crate::engine::report::{Alternative, Culprit, Place, Relation, Slip, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Most alternatives that are told.
const TOLD: usize = 8;
/// Changes that the whole table is asked about, at most.
const ASKED: usize = 12;
/// How far the likeliest change must be ahead of all others together to be named for sure: thirty-two to one.
const CLEAR: i64 = 5 * BIT;

/// Explains the broken identities of a table. `evidence` weighs all identities of the table as it would be with
/// a change, in sixteenths of a bit; none where that would take too much work.
pub(super) fn diagnose(
    table: &Table,
    relations: &[Relation],
    scale: u32,
    work: &mut Work,
    evidence: &mut dyn FnMut(Place, i128) -> Option<i64>,
) -> Vec<Diagnosis> {
    let mut code = Code::new(table, relations, scale);
    let mut open = code.broken();
    let mut found = Vec::new();
    let touched: BTreeSet<Place> = open.iter().flat_map(|&index| code.cells(index)).collect();
    let mut changes: BTreeMap<Place, Change> =
        touched.into_iter().filter_map(|cell| Some((cell, code.change(cell, work)?))).collect();
    while let Some(most) = changes.values().map(|change| change.mends.len()).max() {
        let mut rivals: Vec<Change> =
            changes.values().filter(|change| change.mends.len() == most).cloned().collect();
        rivals.sort_by_key(|change| (change.bits, change.cell));
        // Those that stand against the likeliest: they mend something that it mends.
        if let Some(best) = rivals.first().cloned() {
            rivals.retain(|change| change.mends.iter().any(|index| best.mends.contains(index)));
        }
        if rivals.len() > 1 {
            ask(&mut rivals, evidence);
        }
        let Some(best) = rivals.first().cloned() else { break };
        let clear = leads(&rivals);
        let human = best.slip.is_some_and(|slip| slip != Slip::NotUpdated);
        let written = |change: &Change| written(table, scale, change);
        let culprit = (clear || human).then(|| Culprit {
            table: 0,
            cell: best.cell,
            suggested: written(&best),
            slip: best.slip,
            clear,
            alternatives: rivals
                .iter()
                .skip(1)
                .filter(|change| change.mends == best.mends)
                .take(TOLD)
                .map(|change| Alternative {
                    cell: change.cell,
                    suggested: written(change),
                    slip: change.slip,
                })
                .collect(),
        });
        for index in &best.mends {
            open.remove(index);
        }
        let mut told = best.mends.clone();
        // The clearest first: sums before differences, then the one with fewest terms.
        told.sort_by_key(|&index| relations.get(index).map(|r| (r.kind, r.terms.len(), index)));
        found.push(Diagnosis { relations: told, culprit });
        code.apply(&best);
        let touched: BTreeSet<Place> =
            code.equations_of(best.cell).flat_map(|index| code.cells(index)).collect();
        for cell in touched {
            match code.change(cell, work) {
                Some(change) => changes.insert(cell, change),
                None => changes.remove(&cell),
            };
        }
    }
    // No single change mends any of these without breaking another.
    found.extend(open.iter().map(|&index| Diagnosis { relations: vec![index], culprit: None }));
    found.sort_by(|a, b| a.relations.cmp(&b.relations));
    found
}

/// Takes in what the whole table says with each change, and sorts by it.
fn ask(rivals: &mut [Change], evidence: &mut dyn FnMut(Place, i128) -> Option<i64>) {
    let asked: Vec<Option<i64>> =
        rivals.iter().take(ASKED).map(|change| evidence(change.cell, change.value)).collect();
    // All or none: what has not been asked cannot be compared.
    let Some(said) = asked.into_iter().collect::<Option<Vec<i64>>>() else { return };
    let least = said.iter().min().copied().unwrap_or(0);
    for (change, said) in rivals.iter_mut().zip(said.into_iter().chain(std::iter::repeat(least))) {
        change.bits -= said;
    }
    rivals.sort_by_key(|change| (change.bits, change.cell));
}

/// Is the first so much likelier than all others together that it can be named?
fn leads(rivals: &[Change]) -> bool {
    let Some(best) = rivals.first() else { return false };
    let one = 1_u64 << (CLEAR / BIT);
    // Each other weighs half as much a bit that it is behind, of a thousandth part at least.
    let others: u64 = rivals
        .iter()
        .skip(1)
        .map(|change| {
            let behind = u32::try_from((change.bits - best.bits) / BIT).unwrap_or(0);
            (1024 * one).checked_shr(behind).unwrap_or(0)
        })
        .sum();
    others <= 1024
}

/// The value with the decimals of the cell.
fn written(table: &Table, scale: u32, change: &Change) -> Option<rust_decimal::Decimal> {
    let mut value = decimal(change.value, scale)?;
    value.rescale(table.value(change.cell)?.scale());
    Some(value)
}
