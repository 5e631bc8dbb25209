//! The identities of real tables, against what people found in them. The tables are not part of the
//! project: `REPORT_CORPUS` names the folder that holds `corpus/*.truth.json`.

#![cfg(not(target_family = "wasm"))]

use rapportkoll::engine::{
    options::Rounding,
    relation::infer,
    report::{Cell, Column, Relation, Row, State, Table, Verdict},
    vocabulary,
};
use rust_decimal::Decimal;
use serde_json::Value;
use std::{collections::BTreeSet, path::Path};

/// A table of the truth as the reader would give it.
fn table(truth: &Value) -> Table {
    let columns = truth["columns"].as_array().unwrap();
    Table {
        title: truth["title"].as_str().unwrap_or("").to_owned(),
        columns: columns
            .iter()
            .map(|header| Column { header: header.as_str().unwrap_or("").to_owned(), ..Column::default() })
            .collect(),
        rows: truth["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| Row {
                line: row["line"].as_u64().unwrap_or(0) as u32,
                label: row["label"].as_str().unwrap_or("").to_owned(),
                role: vocabulary::row_role(row["label"].as_str().unwrap_or("")),
                cells: row["cells"].as_array().unwrap().iter().map(cell).collect(),
                ..Row::default()
            })
            .collect(),
        ..Table::default()
    }
}

fn cell(value: &Value) -> Option<Cell> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let value: Decimal = text.parse().unwrap();
    Some(Cell { text, value: Some(value), state: State::Unchecked, span: None, at: None })
}

/// Row numbers by label.
fn place(labels: &[&str], name: &str) -> Option<usize> {
    labels.iter().position(|label| *label == name)
}

#[test]
fn the_identities_that_people_found() {
    let Some(folder) = std::env::var_os("REPORT_CORPUS") else {
        eprintln!("skipped: REPORT_CORPUS is not set");
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(Path::new(&folder).join("corpus"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".truth.json"))
        .collect();
    files.sort();
    let (mut wanted, mut found, mut misprints, mut noticed) = (0, 0, 0, 0);
    let mut false_alarms = Vec::new();
    for file in files {
        let truth: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for table_truth in truth["tables"].as_array().unwrap() {
            let table = table(table_truth);
            let relations = infer(&table, Rounding::Interval).relations;
            let labels: Vec<&str> = table.rows.iter().map(|row| row.label.as_str()).collect();
            let headers: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
            let mut wrong_in_print: Vec<(BTreeSet<usize>, Vec<usize>, bool)> = Vec::new();
            for relation in table_truth["relations"].as_array().into_iter().flatten() {
                let by_rows = relation["axis"] == "rows";
                let names = if by_rows { &labels } else { &headers };
                let Some(total) = place(names, relation["target"].as_str().unwrap()) else { continue };
                let readings = [&relation["operands"], &relation["or"]];
                let mut good = false;
                let mut sets = Vec::new();
                for reading in readings.into_iter().filter_map(Value::as_array) {
                    let set: BTreeSet<usize> = reading
                        .iter()
                        .filter_map(|o| o.get(1).unwrap_or(o).as_str())
                        .filter_map(|name| place(names, name))
                        .chain([total])
                        .collect();
                    let lines = if by_rows { headers.len() } else { labels.len() };
                    let held = relations.iter().filter(|r| matches(&table, r, by_rows, &set)).count();
                    good |= held * 10 >= lines * 6 || held >= 1 && lines == 1;
                    sets.push(set);
                }
                wanted += 1;
                found += usize::from(good);
                if !good {
                    eprintln!(
                        "{} not found: {} = {}",
                        file.file_name().unwrap().to_string_lossy(),
                        relation["target"],
                        relation["operands"]
                    );
                }
                if relation["holds"] == false {
                    let lines = if by_rows { &headers } else { &labels };
                    let broken: Vec<usize> = relation["per"]
                        .as_object()
                        .into_iter()
                        .flatten()
                        .filter(|(_, per)| per["status"] == "mismatch")
                        .filter_map(|(name, _)| place(lines, name))
                        .collect();
                    for set in sets {
                        wrong_in_print.push((set, broken.clone(), by_rows));
                    }
                    misprints += 1;
                    let seen = relations.iter().any(|r| {
                        r.verdict == Verdict::Mismatch
                            && wrong_in_print.last().is_some_and(|(set, _, _)| {
                                cells(r)
                                    .iter()
                                    .any(|&(row, column)| set.contains(if by_rows { &row } else { &column }))
                            })
                    });
                    noticed += usize::from(seen);
                    if !seen {
                        eprintln!(
                            "{} misprint not noticed: {} {:?}",
                            file.file_name().unwrap().to_string_lossy(),
                            relation["target"],
                            broken
                        );
                    }
                }
            }
            for relation in relations.iter().filter(|r| r.verdict == Verdict::Mismatch) {
                let known = wrong_in_print.iter().any(|(set, broken, by_rows)| {
                    cells(relation).iter().any(|&(row, column)| {
                        let (position, line) = if *by_rows { (row, column) } else { (column, row) };
                        set.contains(&position) && broken.contains(&line)
                    })
                });
                if !known {
                    false_alarms.push(format!("{} {relation:?}", file.display()));
                }
            }
        }
    }
    eprintln!("{found} of {wanted} identities found, {noticed} of {misprints} misprints noticed");
    assert!(false_alarms.is_empty(), "{false_alarms:#?}");
    assert!(found * 10 >= wanted * 9, "{found} of {wanted} identities found");
}

fn cells(relation: &Relation) -> Vec<(usize, usize)> {
    relation.terms.iter().map(|term| term.cell).chain([relation.total]).collect()
}

/// Is the relation the one between these rows (or columns), in whatever way it is turned? Blank cells are
/// no terms.
fn matches(table: &Table, relation: &Relation, by_rows: bool, set: &BTreeSet<usize>) -> bool {
    let cells = cells(relation);
    let along: BTreeSet<usize> =
        cells.iter().map(|&(row, column)| if by_rows { row } else { column }).collect();
    let line = if by_rows { relation.total.1 } else { relation.total.0 };
    let one_line = cells.iter().all(|&(row, column)| line == if by_rows { column } else { row });
    let there =
        |&position: &usize| table.cell(if by_rows { (position, line) } else { (line, position) }).is_some();
    // A blank cell is named among the terms, and adds nothing.
    one_line && along.iter().copied().filter(there).eq(set.iter().copied().filter(there))
}
