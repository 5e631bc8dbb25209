//! The data set: annotated tables, one a line as JSON.

use serde::{Deserialize, Serialize};

/// [row, column], counted from 0.
pub(crate) type Cell = (usize, usize);

/// A table with what people say of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Annotated {
    pub(crate) id: String,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) aggregations: Vec<Aggregation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Aggregation {
    pub(crate) operator: Operator,
    pub(crate) aggregator: Cell,
    pub(crate) aggregatees: Vec<Cell>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Operator {
    Sum,
    Average,
    /// Of dividend and divisor.
    Division,
    /// Of old and new.
    RelativeChange,
    /// The first less the rest; counted as the sum that it is when it is turned round.
    Difference,
}

/// The tables of a data set, or what is wrong with it.
pub(crate) fn read(text: &str) -> Result<Vec<Annotated>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1)))
        .collect()
}

/// A table as the comma-separated text that a person would drop on the page.
pub(crate) fn csv(rows: &[Vec<String>]) -> String {
    let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect()
}
