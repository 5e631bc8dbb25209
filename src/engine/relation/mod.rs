//! The identities of a table: which totals, nets, deviations, averages and shares it holds, whether they
//! hold, and which cell is wrong where they do not.

use super::{
    options::Rounding,
    report::{Culprit, Relation, Table},
};

/// What a table's figures say of each other.
#[derive(Debug, Default)]
pub struct Identities {
    pub relations: Vec<Relation>,
    pub diagnoses: Vec<Diagnosis>,
    /// The work allowed was used up: there may be identities that were not found.
    pub exhausted: bool,
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
    let _ = (table, rounding);
    Identities::default()
}
