//! What the footing checks share: from a diagnosis to a fact.

use super::{Fact, Found};
use crate::engine::{
    Analysis,
    relation::Diagnosis,
    report::{Place, Relation, RelationKind, Severity, Slip, Table},
    span::Span,
};
use rust_decimal::Decimal;

/// A fact about a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FootingFact {
    /// An identity fails.
    Fails(Box<Failure>),
    /// A thing that is nearly a figure.
    Malformed { text: String },
    /// The columns of a table (counted from 1) could not be told apart.
    ColumnsInDoubt { table: usize },
    /// A row can be read in several ways.
    RowInDoubt { label: String },
    /// The work allowed for a table (counted from 1) was used up.
    Exhausted { table: usize },
}

/// An identity that fails, with its working and what probably is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub kind: RelationKind,
    pub total: CellName,
    pub terms: Vec<ShownTerm>,
    pub computed: Decimal,
    pub reported: Decimal,
    pub difference: Decimal,
    pub tolerance: Decimal,
    /// How many identities fail together.
    pub failing: usize,
    pub culprit: Option<Correction>,
}

/// A cell by the names of its row and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellName {
    pub row: String,
    pub column: String,
}

/// A term of an identity, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTerm {
    pub name: String,
    pub value: Decimal,
    pub factor: Decimal,
}

/// The cell that is probably wrong, and what else may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub likeliest: ShownChange,
    /// Nothing else is nearly as likely.
    pub clear: bool,
    /// Other single changes that would do as well, the likeliest first.
    pub others: Vec<ShownChange>,
}

/// A change of one cell, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownChange {
    pub cell: CellName,
    pub printed: Decimal,
    pub suggested: Option<Decimal>,
    pub slip: Option<Slip>,
}

/// Finds the failures whose clearest identity is of one of some kinds.
pub(super) fn failures(analysis: &Analysis<'_>, kinds: &[RelationKind], found: &mut Vec<Found>) {
    for (index, (table, diagnoses)) in analysis.tables.iter().zip(&analysis.diagnoses).enumerate() {
        for diagnosis in diagnoses {
            let lead = diagnosis.relations.first().and_then(|&i| table.relations.get(i));
            if let Some(relation) = lead.filter(|relation| kinds.contains(&relation.kind)) {
                found.push(failure(index, table, diagnosis, relation));
            }
        }
    }
}

fn failure(index: usize, table: &Table, diagnosis: &Diagnosis, relation: &Relation) -> Found {
    let in_one_row = relation.terms.iter().all(|term| term.cell.0 == relation.total.0);
    let terms = relation
        .terms
        .iter()
        .filter_map(|term| {
            let CellName { row, column } = name(table, term.cell);
            Some(ShownTerm {
                name: if in_one_row { column } else { row },
                value: table.value(term.cell)?,
                factor: term.factor,
            })
        })
        .collect();
    let shown = |cell: Place, suggested: Option<Decimal>, slip: Option<Slip>| {
        Some(ShownChange { cell: name(table, cell), printed: table.value(cell)?, suggested, slip })
    };
    let culprit = diagnosis.culprit.as_ref().and_then(|culprit| {
        Some(Correction {
            likeliest: shown(culprit.cell, culprit.suggested, culprit.slip)?,
            clear: culprit.clear,
            others: culprit
                .alternatives
                .iter()
                .filter_map(|other| shown(other.cell, other.suggested, other.slip))
                .collect(),
        })
    });
    let span = |place: Place| table.cell(place).and_then(|cell| cell.span);
    // Where it is open which cell is wrong, it is the total that does not agree.
    let primary =
        diagnosis.culprit.as_ref().filter(|culprit| culprit.clear).map_or(relation.total, |c| c.cell);
    let fact = Fact::Footing(FootingFact::Fails(Box::new(Failure {
        kind: relation.kind,
        total: name(table, relation.total),
        terms,
        computed: relation.computed,
        reported: relation.reported,
        difference: relation.difference,
        tolerance: relation.tolerance,
        failing: diagnosis.relations.len(),
        culprit,
    })));
    let mut related: Vec<Span> = diagnosis
        .relations
        .iter()
        .filter_map(|&i| table.relations.get(i))
        .flat_map(|r| std::iter::once(r.total).chain(r.terms.iter().map(|term| term.cell)))
        .filter(|&place| place != primary)
        .filter_map(span)
        .collect();
    related.sort_unstable();
    related.dedup();
    Found {
        line: table.rows.get(primary.0).map(|row| row.line),
        computed: Some(relation.computed),
        reported: Some(relation.reported),
        difference: Some(relation.difference),
        tolerance: Some(relation.tolerance),
        related,
        culprit: diagnosis.culprit.clone(),
        relations: diagnosis.relations.iter().map(|&i| (index, i)).collect(),
        ..Found::new(fact, Severity::Error, span(primary))
    }
}

fn name(table: &Table, (row, column): Place) -> CellName {
    CellName {
        row: table.rows.get(row).map(|row| row.label.clone()).unwrap_or_default(),
        column: table.columns.get(column).map(|column| column.header.clone()).unwrap_or_default(),
    }
}
