//! Identities that fail alike.
//!
//! One wrong figure makes every identity that it is part of fail by the same amount. Two that share a cell
//! and fail so, neither sure enough to be called broken by itself, bear each other out.

use crate::engine::report::{Place, Relation, RelationKind, Table};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// How many times what rounding explains the two must be off: what is hardly off agrees by chance.
const CLEAR: i64 = 8;

/// Those of the suspects that another suspect, or a relation known to be broken, bears out.
pub(super) fn borne_out(table: &Table, suspects: Vec<Relation>, broken: &[Relation]) -> Vec<Relation> {
    let quotient = |r: &Relation| matches!(r.kind, RelationKind::Ratio | RelationKind::Change);
    let all: Vec<&Relation> = suspects.iter().chain(broken).collect();
    let mended = mended(table, &all, quotient);
    let mut of: BTreeMap<Place, Vec<(usize, Decimal)>> = BTreeMap::new();
    for (index, relation) in all.iter().enumerate().filter(|(_, r)| !quotient(r)) {
        for (cell, error) in errors(relation) {
            of.entry(cell).or_default().push((index, error));
        }
    }
    let alike = |index: usize, relation: &Relation| {
        errors(relation).iter().any(|(cell, error)| {
            of.get(cell).into_iter().flatten().any(|&(other, other_error)| {
                let Some(with) = all.get(other).filter(|_| other != index) else { return false };
                let rounding = relation.tolerance.checked_add(with.tolerance);
                let clear = rounding.and_then(|rounding| rounding.checked_mul(Decimal::from(CLEAR)));
                let apart = error.checked_sub(other_error).map(|apart| apart.abs());
                let alike = apart.zip(rounding).is_some_and(|(apart, rounding)| apart <= rounding);
                alike && clear.is_some_and(|clear| relation.difference > clear) && shared(relation, with) == 1
            })
        })
    };
    let keep: Vec<bool> = suspects
        .iter()
        .enumerate()
        .map(|(index, relation)| mended.contains(&index) || !quotient(relation) && alike(index, relation))
        .collect();
    suspects.into_iter().zip(keep).filter_map(|(relation, keep)| keep.then_some(relation)).collect()
}

/// The sums and quotients, by their place, that a change of one cell mends together.
fn mended(table: &Table, all: &[&Relation], quotient: impl Fn(&Relation) -> bool) -> BTreeSet<usize> {
    let mut quotients: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (index, relation) in all.iter().enumerate().filter(|(_, relation)| quotient(relation)) {
        for cell in relation.cells() {
            quotients.entry(cell).or_default().push(index);
        }
    }
    let mut mended = BTreeSet::new();
    for (index, sum) in all.iter().enumerate().filter(|(_, relation)| !quotient(relation)) {
        for (cell, error) in errors(sum) {
            for &other in quotients.get(&cell).into_iter().flatten() {
                if all.get(other).is_some_and(|quotient| mends(table, cell, error, quotient)) {
                    mended.extend([index, other]);
                }
            }
        }
    }
    mended
}

/// For each cell of a relation that fails, by how much it is too large, if it is the wrong one.
fn errors(relation: &Relation) -> Vec<(Place, Decimal)> {
    let Some(off) = relation.computed.checked_sub(relation.reported) else { return Vec::new() };
    let terms = relation
        .terms
        .iter()
        .map(|term| (term.cell, if term.factor.is_sign_negative() { -off } else { off }));
    terms.chain([(relation.total, -off)]).collect()
}

/// Does a quotient hold once a cell that is too large by `error` is what a sum says it should be?
fn mends(table: &Table, cell: Place, error: Decimal, quotient: &Relation) -> bool {
    let [first, second] = quotient.terms.as_slice() else { return false };
    let value = |place: Place| {
        let value = table.value(place)?;
        if place == cell { value.checked_sub(error) } else { Some(value) }
    };
    let holds = || {
        let (total, of, by) = (value(quotient.total)?, value(first.cell)?, value(second.cell)?);
        let less = if quotient.kind == RelationKind::Change { by } else { Decimal::ZERO };
        let right = of.checked_sub(less)?.checked_mul(first.factor)?.checked_div(by)?;
        Some(right.checked_sub(total)?.abs() <= quotient.tolerance)
    };
    holds() == Some(true)
}

/// The cells that two relations have in common: those with more are the same sum told twice.
fn shared(a: &Relation, b: &Relation) -> usize {
    let of_b: Vec<Place> = b.cells().collect();
    a.cells().filter(|cell| of_b.contains(cell)).count()
}
