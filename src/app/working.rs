//! The working of an identity: its terms with their names, ready to be shown.

use crate::engine::{
    options::Lang,
    report::{Place, Relation, RelationKind, Report, Table, Verdict},
    span::Span,
    wording::amount,
};
use rust_decimal::Decimal;

/// How a term enters the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operator {
    Plus,
    Minus,
    /// Times something other than one.
    Times(Decimal),
    /// The divisor of a share.
    DividedBy,
    /// The base of a change.
    ComparedWith,
}

/// One line of a working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub operator: Operator,
    pub label: String,
    pub value: Option<Decimal>,
    pub place: Place,
    pub span: Option<Span>,
}

/// A working: the lines, and what all of them have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    pub kind: RelationKind,
    /// The column of a sum down a column, the row of one along a row; empty when the terms share neither.
    pub common: String,
    pub lines: Vec<Line>,
    pub total: Line,
    pub computed: Decimal,
    pub reported: Decimal,
    pub difference: Decimal,
    pub tolerance: Decimal,
    pub verdict: Verdict,
}

/// The working of a relation of a table; none when the relation is not of this table.
pub fn of(table: &Table, relation: &Relation) -> Option<Working> {
    let (row, column) = relation.total;
    let same_column = relation.terms.iter().all(|term| term.cell.1 == column);
    let same_row = relation.terms.iter().all(|term| term.cell.0 == row);
    let line = |place: Place, operator: Operator| {
        let cell = table.cell(place)?;
        let label = if same_column {
            row_name(table, place.0)
        } else if same_row {
            column_name(table, place.1)
        } else {
            place_name(table, place)
        };
        Some(Line { operator, label, value: cell.value, place, span: cell.span })
    };
    let lines = relation
        .terms
        .iter()
        .enumerate()
        .map(|(index, term)| {
            let operator = match relation.kind {
                RelationKind::Ratio if index > 0 => Operator::DividedBy,
                RelationKind::Change if index > 0 => Operator::ComparedWith,
                RelationKind::Ratio | RelationKind::Change => Operator::Plus,
                _ if term.factor == Decimal::ONE => Operator::Plus,
                _ if term.factor == Decimal::NEGATIVE_ONE => Operator::Minus,
                _ => Operator::Times(term.factor),
            };
            line(term.cell, operator)
        })
        .collect::<Option<Vec<_>>>()?;
    let common = match (same_column, same_row) {
        (true, _) => column_name(table, column),
        (false, true) => row_name(table, row),
        (false, false) => String::new(),
    };
    Some(Working {
        kind: relation.kind,
        common,
        lines,
        total: line(relation.total, Operator::Plus)?,
        computed: relation.computed,
        reported: relation.reported,
        difference: relation.difference,
        tolerance: relation.tolerance,
        verdict: relation.verdict,
    })
}

/// The workings of a finding's failing identities, with their tables; the clearest first.
pub fn of_finding(report: &Report, finding: usize) -> Vec<(usize, Working)> {
    let relations =
        report.findings.get(finding).map(|finding| finding.relations.as_slice()).unwrap_or_default();
    relations
        .iter()
        .filter_map(|&(table, relation)| {
            let read = report.tables.get(table)?;
            Some((table, of(read, read.relations.get(relation)?)?))
        })
        .collect()
}

/// The name of a row, as it is told: its label, or its number where it has none.
pub fn row_name(table: &Table, row: usize) -> String {
    match table.rows.get(row).map(|row| row.label.trim()) {
        Some(label) if !label.is_empty() => label.to_owned(),
        _ => format!("#{}", row + 1),
    }
}

/// The name of a column: its header, or its number where it has none.
pub fn column_name(table: &Table, column: usize) -> String {
    match table.columns.get(column).map(|column| column.header.trim()) {
        Some(header) if !header.is_empty() => header.to_owned(),
        _ => format!("[{}]", column + 1),
    }
}

/// The name of a cell: row and column.
pub fn place_name(table: &Table, place: Place) -> String {
    match table.columns.len() {
        1 => row_name(table, place.0),
        _ => format!("{}, {}", row_name(table, place.0), column_name(table, place.1)),
    }
}

/// The sum written in one line: `3 500 − 1 200 = 2 300`.
pub fn in_one_line(lang: Lang, working: &Working) -> String {
    let mut written = String::new();
    for (index, line) in working.lines.iter().enumerate() {
        let value = line.value.unwrap_or_default();
        let value_text = amount(lang, value);
        // A negative term after an operator stands in parentheses, as on paper.
        let value_text = if index > 0 && value.is_sign_negative() && !value.is_zero() {
            format!("({value_text})")
        } else {
            value_text
        };
        let operator = match (&line.operator, index) {
            (Operator::Plus, 0) => String::new(),
            (Operator::Minus, 0) => "\u{2212} ".to_owned(),
            (Operator::Plus, _) => " + ".to_owned(),
            (Operator::Minus, _) => " \u{2212} ".to_owned(),
            (Operator::Times(factor), 0) => format!("{} × ", amount(lang, *factor)),
            (Operator::Times(factor), _) => {
                format!(" + {} × ", amount(lang, *factor))
            }
            (Operator::DividedBy, _) => " / ".to_owned(),
            (Operator::ComparedWith, _) => " → ".to_owned(),
        };
        written.push_str(&operator);
        written.push_str(&value_text);
    }
    format!("{written} = {}", amount(lang, shown_like(working.computed, working.reported)))
}

/// A computed value as it is shown: rounded to two decimals more than the figure it is held against, without
/// idle zeros, and never with fewer decimals than that figure.
pub fn shown_like(value: Decimal, like: Decimal) -> Decimal {
    let rounded = value.round_dp(like.scale() + 2).normalize();
    if rounded.scale() >= like.scale() {
        return rounded;
    }
    let mut padded = rounded;
    padded.rescale(like.scale());
    padded
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::engine::report::{Cell, Column, Row, Term};

    pub(in crate::app) fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    /// A table of `label: values…` with spans counted from 0 in steps of ten.
    pub(in crate::app) fn table(columns: &[&str], rows: &[(&str, &[&str])]) -> Table {
        let columns = columns.iter().map(|header| Column { header: (*header).into(), ..Column::default() });
        let rows = rows.iter().enumerate().map(|(r, (label, values))| Row {
            label: (*label).into(),
            cells: values
                .iter()
                .enumerate()
                .map(|(c, value)| {
                    let at = (r * 10 + c) * 10;
                    Some(Cell {
                        text: (*value).into(),
                        value: Some(number(value)),
                        state: crate::engine::report::State::Verified,
                        span: Some(Span::new(at, at + value.len())),
                        at: None,
                    })
                })
                .collect(),
            ..Row::default()
        });
        Table { columns: columns.collect(), rows: rows.collect(), ..Table::default() }
    }

    pub(in crate::app) fn relation(
        kind: RelationKind,
        total: Place,
        terms: &[(Place, &str)],
        [computed, reported]: [&str; 2],
    ) -> Relation {
        let (computed, reported) = (number(computed), number(reported));
        let difference = (computed - reported).abs();
        Relation {
            kind,
            total,
            terms: terms.iter().map(|&(cell, factor)| Term { cell, factor: number(factor) }).collect(),
            computed,
            reported,
            difference,
            tolerance: number("1.5"),
            verdict: if difference.is_zero() { Verdict::Exact } else { Verdict::Mismatch },
            given: false,
        }
    }

    #[test]
    fn a_sum_down_a_column_names_its_rows() {
        let table =
            table(&["Budget"], &[("Intäkter", &["3500"]), ("Kostnader", &["-1200"]), ("Netto", &["2300"])]);
        let sum = relation(RelationKind::Sum, (2, 0), &[((0, 0), "1"), ((1, 0), "1")], ["2300", "2300"]);
        let working = of(&table, &sum).unwrap();
        assert_eq!(working.common, "Budget");
        let labels: Vec<&str> = working.lines.iter().map(|line| line.label.as_str()).collect();
        assert_eq!(labels, ["Intäkter", "Kostnader"]);
        assert_eq!(in_one_line(Lang::Sv, &working), "3\u{a0}500 + (\u{2212}1\u{a0}200) = 2\u{a0}300");
        assert_eq!(in_one_line(Lang::En, &working), "3,500 + (\u{2212}1,200) = 2,300");
    }

    #[test]
    fn a_deviation_along_a_row_names_its_columns() {
        let table = table(&["Budget", "Utfall", "Avvikelse"], &[("Hyra", &["100", "90", "10"])]);
        let relation =
            relation(RelationKind::Difference, (0, 2), &[((0, 0), "1"), ((0, 1), "-1")], ["10", "10"]);
        let working = of(&table, &relation).unwrap();
        assert_eq!(working.common, "Hyra");
        assert_eq!(in_one_line(Lang::Sv, &working), "100 \u{2212} 90 = 10");
    }

    #[test]
    fn a_relation_of_another_table_has_no_working() {
        let table = table(&["Budget"], &[("Hyra", &["100"])]);
        let relation = relation(RelationKind::Sum, (7, 0), &[((0, 0), "1")], ["1", "1"]);
        assert_eq!(of(&table, &relation), None);
    }

    #[test]
    fn a_computed_value_has_the_decimals_of_the_reported_one() {
        for (value, like, shown) in [
            ("2.50000", "2.5", "2.5"),
            ("2", "2.50", "2.00"),
            ("33.333333333", "33.3", "33.333"),
            ("100", "99", "100"),
        ] {
            assert_eq!(shown_like(number(value), number(like)).to_string(), shown);
        }
    }
}
