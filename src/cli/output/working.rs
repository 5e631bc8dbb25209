//! The sum behind a finding, term by term.

use crate::engine::{
    options::Lang,
    report::{Cell, Finding, Place, Relation, RelationKind, Report, Table},
    wording::amount,
};
use rust_decimal::Decimal;

/// A line of a written-out sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What is done with the amount, as `+`; empty for the first.
    pub(super) sign: String,
    pub(super) amount: String,
    /// What the amount is.
    pub(super) label: String,
}

/// The first failing identity of a finding with its table; none where it has none.
pub(super) fn identity<'a>(report: &'a Report, finding: &Finding) -> Option<(&'a Table, &'a Relation)> {
    let &(table, relation) = finding.relations.first()?;
    let table = report.tables.get(table)?;
    Some((table, table.relations.get(relation)?))
}

/// The terms of an identity in order.
pub(super) fn terms(lang: Lang, table: &Table, relation: &Relation) -> Vec<Line> {
    let places: Vec<Place> = relation.cells().collect();
    let one_column = places.windows(2).all(|pair| pair[0].1 == pair[1].1);
    let one_row = places.windows(2).all(|pair| pair[0].0 == pair[1].0);
    let label = |at: Place| {
        let row = table.rows.get(at.0).map_or("", |row| row.label.as_str());
        let column = table.columns.get(at.1).map_or("", |column| column.header.as_str());
        match (one_column, one_row) {
            (true, _) => row.to_owned(),
            (false, true) => column.to_owned(),
            (false, false) => format!("{row}, {column}"),
        }
    };
    let line = |(index, term): (usize, &crate::engine::report::Term)| Line {
        sign: sign(relation.kind, index, term.factor),
        amount: written(lang, table.cell(term.cell)),
        label: label(term.cell),
    };
    let mut lines: Vec<Line> = relation.terms.iter().enumerate().map(line).collect();
    let divisor = match relation.kind {
        RelationKind::Average => {
            Some(Line { sign: "/".to_owned(), amount: lines.len().to_string(), label: String::new() })
        }
        RelationKind::Change => lines.last().map(|base| Line { sign: "/".to_owned(), ..base.clone() }),
        _ => None,
    };
    lines.extend(divisor);
    lines
}

/// A figure; what stands there where it is none; a dash where nothing does.
fn written(lang: Lang, cell: Option<&Cell>) -> String {
    match cell {
        None => "\u{2013}".to_owned(),
        Some(cell) => cell.value.map_or_else(|| cell.text.clone(), |value| amount(lang, value)),
    }
}

fn sign(kind: RelationKind, index: usize, factor: Decimal) -> String {
    let first = index == 0;
    match kind {
        RelationKind::Ratio if !first => "/".to_owned(),
        RelationKind::Change if !first => "\u{2212}".to_owned(),
        _ if factor == Decimal::ONE => if first { "" } else { "+" }.to_owned(),
        _ if factor == Decimal::NEGATIVE_ONE => "\u{2212}".to_owned(),
        _ => format!("{factor} ×"),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};
    use crate::engine::report::Term;

    fn written(kind: RelationKind, factors: [i64; 2]) -> String {
        let report = sample::failing_sum();
        let (table, relation) = identity(&report, &report.findings[0]).unwrap();
        let terms = [0, 1].map(|row| Term { cell: (row, 0), factor: factors[row].into() }).to_vec();
        let relation = Relation { kind, terms, ..relation.clone() };
        let lines = super::terms(Lang::En, table, &relation);
        lines.iter().map(|line| format!("{} {}", line.sign, line.amount)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_kind_of_identity_is_written_as_it_is_worked() {
        assert_eq!(written(RelationKind::Sum, [1, 1]), " −1,200 + −300");
        assert_eq!(written(RelationKind::Difference, [1, -1]), " −1,200 − −300");
        assert_eq!(written(RelationKind::Average, [1, 1]), " −1,200 + −300 / 2");
        assert_eq!(written(RelationKind::Ratio, [1, 1]), " −1,200 / −300");
        assert_eq!(written(RelationKind::Change, [1, 1]), " −1,200 − −300 / −300");
    }

    #[test]
    fn an_empty_cell_is_a_dash_and_no_question() {
        let mut report = sample::failing_sum();
        report.tables[0].rows[1].cells[0] = None;
        let (table, relation) = identity(&report, &report.findings[0]).unwrap();
        let terms = [0, 1].map(|row| Term { cell: (row, 0), factor: 1.into() }).to_vec();
        let relation = Relation { terms, ..relation.clone() };
        assert_eq!(super::terms(Lang::En, table, &relation)[1].amount, "\u{2013}");
    }
}
