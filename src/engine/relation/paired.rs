//! Identities that fail alike.
//!
//! One wrong figure makes every identity that it is part of fail by the same amount. Two that share a cell
//! and fail so, neither sure enough to be called broken by itself, bear each other out.

use crate::engine::report::{Place, Relation};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How many times what rounding explains the two must be off: what is hardly off agrees by chance.
const CLEAR: i64 = 8;

/// Those of the suspects that another suspect, or a relation known to be broken, bears out.
pub(super) fn borne_out(suspects: Vec<Relation>, broken: &[Relation]) -> Vec<Relation> {
    let mut of: BTreeMap<Place, Vec<(usize, Decimal)>> = BTreeMap::new();
    for (index, relation) in suspects.iter().chain(broken).enumerate() {
        for (cell, error) in errors(relation) {
            of.entry(cell).or_default().push((index, error));
        }
    }
    let all: Vec<&Relation> = suspects.iter().chain(broken).collect();
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
    let keep: Vec<bool> =
        suspects.iter().enumerate().map(|(index, relation)| alike(index, relation)).collect();
    suspects.into_iter().zip(keep).filter_map(|(relation, keep)| keep.then_some(relation)).collect()
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

/// The cells that two relations have in common: those with more are the same sum told twice.
fn shared(a: &Relation, b: &Relation) -> usize {
    let cells = |relation: &Relation| -> Vec<Place> {
        relation.terms.iter().map(|term| term.cell).chain([relation.total]).collect()
    };
    let of_b = cells(b);
    cells(a).iter().filter(|cell| of_b.contains(cell)).count()
}
