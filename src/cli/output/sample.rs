//! A report with one failing sum, for the tests of the formats.

use crate::engine::{
    report::{
        Cell, Column, Coverage, Culprit, Finding, Relation, RelationKind, Report, Row, Severity, SourceInfo,
        State, Table, Term, Verdict,
    },
    source::Source,
    span::Span,
};
use rust_decimal::Decimal;

const TEXT: &str = "Drift\tBudget\nLöner\t-1 200\nHyror\t-300\nSumma\t-1 600\nSlut.\n";

fn place(part: &str) -> Span {
    let start = TEXT.find(part).unwrap();
    Span::new(start, start + part.len())
}

fn row(label: &str, text: &str) -> Row {
    let value = text.replace(' ', "").parse().unwrap();
    let cell = Cell {
        text: text.to_owned(),
        value: Some(value),
        state: State::Unchecked,
        span: Some(place(text)),
        at: None,
    };
    Row { label: label.to_owned(), cells: vec![Some(cell)], ..Row::default() }
}

pub(super) fn failing_sum() -> Report {
    let term = |row| Term { cell: (row, 0), factor: Decimal::ONE };
    let table = Table {
        columns: vec![Column { header: "Budget".to_owned(), ..Column::default() }],
        rows: vec![row("Löner", "-1 200"), row("Hyror", "-300"), row("Summa", "-1 600")],
        relations: vec![Relation {
            kind: RelationKind::Sum,
            total: (2, 0),
            terms: vec![term(0), term(1)],
            computed: Decimal::from(-1500),
            reported: Decimal::from(-1600),
            difference: Decimal::from(100),
            tolerance: Decimal::new(15, 1),
            verdict: Verdict::Mismatch,
            given: false,
        }],
        ..Table::default()
    };
    let finding = Finding {
        rule: "footing/sum".to_owned(),
        severity: Severity::Error,
        line: Some(4),
        span: Some(place("-1 600")),
        message: "Summan stämmer inte.".to_owned(),
        computed: Some(Decimal::from(-1500)),
        reported: Some(Decimal::from(-1600)),
        difference: Some(Decimal::from(100)),
        tolerance: Some(Decimal::new(15, 1)),
        related: vec![place("-1 200"), place("-300")],
        rewrites: Vec::new(),
        culprit: Some(Culprit {
            table: 0,
            cell: (2, 0),
            suggested: Some(Decimal::from(-1500)),
            slip: None,
            clear: true,
            alternatives: Vec::new(),
        }),
        relations: vec![(0, 0)],
    };
    Report {
        source: SourceInfo { name: "rapport.txt".to_owned(), ..SourceInfo::default() },
        coverage: Coverage { figures: 3, verified: 0, rounding: 0, contradicted: 1, unchecked: 2 },
        tables: vec![table],
        findings: vec![finding],
        ..Report::default()
    }
}

pub(super) fn source() -> Source {
    Source::text("rapport.txt", TEXT)
}
