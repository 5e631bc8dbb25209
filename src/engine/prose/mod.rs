//! The figures of the prose: what each is about, and what in the report it can be held against.

use super::{
    outline::Outline,
    report::{Claim, Table},
    source::Source,
};

/// The claims of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    pub claims: Vec<Claim>,
}

/// Finds the claims of a text and ties them to cells, to each other and to their own arithmetic.
pub fn read(source: &Source, outline: &Outline, tables: &[Table]) -> Prose {
    let _ = (source, outline, tables);
    Prose::default()
}
