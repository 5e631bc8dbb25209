//! Runs annotated tables through the ordinary code path: each table as CSV, read and checked.
//!
//! `aggregations DATA.jsonl > PREDICTIONS.jsonl` writes what the scorer of the data set reads.

use rapportkoll::engine::{
    check, import,
    options::Options,
    report::{RelationKind, Table, Verdict},
    source::Kind,
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{self, Write},
    time::Instant,
};

fn main() -> io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let started = Instant::now();
    let mut count = 0_u32;
    let mut slowest = (0, String::new());
    for line in fs::read_to_string(path)?.lines() {
        let table: Value = serde_json::from_str(line)?;
        let csv = csv(&table["rows"]);
        let began = Instant::now();
        let report = check(&import::delimited("table.csv", Kind::Csv, &csv), &Options::default());
        let took = began.elapsed().as_millis();
        let id = table["id"].as_str().unwrap_or("").to_owned();
        if took > slowest.0 {
            slowest = (took, id.clone());
        }
        count += 1;
        let aggregations: Vec<Value> = report.tables.iter().flat_map(aggregations).collect();
        writeln!(out, "{}", json!({ "id": id, "aggregations": aggregations }))?;
    }
    eprintln!(
        "{count} tables, {} ms a table; the slowest took {} ms: {}",
        started.elapsed().as_millis() / u128::from(count.max(1)),
        slowest.0,
        slowest.1
    );
    Ok(())
}

fn csv(rows: &Value) -> String {
    let mut text = String::new();
    for row in rows.as_array().into_iter().flatten() {
        let cells: Vec<String> = row
            .as_array()
            .into_iter()
            .flatten()
            .map(|cell| format!("\"{}\"", cell.as_str().unwrap_or("").replace('"', "\"\"")))
            .collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

fn aggregations(table: &Table) -> Vec<Value> {
    let at = |place| table.cell(place).and_then(|cell| cell.at);
    table
        .relations
        .iter()
        .filter(|relation| relation.verdict != Verdict::Mismatch)
        .filter_map(|relation| {
            let mut terms: Vec<_> = relation.terms.iter().filter_map(|term| at(term.cell)).collect();
            let total = at(relation.total)?;
            // c = a − b with b left blank is, as the data set writes it, the sum a = c.
            if relation.kind == RelationKind::Difference && terms.len() == 1 {
                return Some(
                    json!({ "operator": "Sum", "aggregator": terms.first(), "aggregatees": [total] }),
                );
            }
            let operator = match relation.kind {
                RelationKind::Sum => "Sum",
                RelationKind::Difference => "Difference",
                RelationKind::Average => "Average",
                RelationKind::Ratio => "Division",
                RelationKind::Change => {
                    terms.reverse();
                    "RelativeChange"
                }
            };
            Some(json!({ "operator": operator, "aggregator": total, "aggregatees": terms }))
        })
        .collect()
}
