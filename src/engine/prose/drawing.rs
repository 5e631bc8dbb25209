//! Tables for tests, made from a drawing: columns parted by `|`, the header first, the unit on a line of its own.

use crate::engine::{
    figure::{self, Parsed, Style},
    report::{Cell, Column, ColumnRole, Row, RowRole, State, Table},
    source::Source,
    span::Span,
    unit::Unit,
};

/// Finds drawn tables in a text: runs of lines with at least two bars. A line `tkr` or `mkr` right above gives the unit.
pub(crate) fn tables(source: &Source) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut open = false;
    for number in 0..source.line_count() {
        let line = source.line(number);
        if line.matches('|').count() < 1 {
            open = false;
            continue;
        }
        let start = source.line_span(number).start as usize;
        let mut parts: Vec<(usize, &str)> = Vec::new();
        let mut at = start;
        for part in line.split('|') {
            parts.push((at, part));
            at += part.len() + 1;
        }
        if !open {
            open = true;
            let unit = match source.line(number.saturating_sub(1)).trim() {
                "tkr" => Some(Unit::Tkr),
                "mkr" => Some(Unit::Mkr),
                "%" => Some(Unit::Percent),
                _ => None,
            };
            tables.push(Table {
                unit,
                first_line: number as u32 + if unit.is_some() { 0 } else { 1 },
                last_line: number as u32 + 1,
                columns: parts
                    .iter()
                    .skip(1)
                    .map(|(_, header)| Column {
                        header: header.trim().to_owned(),
                        role: role(&header.to_lowercase()),
                        unit: None,
                    })
                    .collect(),
                ..Table::default()
            });
            continue;
        }
        let table = tables.last_mut().unwrap();
        table.last_line = number as u32 + 1;
        let label = parts[0].1.trim().to_owned();
        let low = label.to_lowercase();
        table.rows.push(Row {
            line: number as u32 + 1,
            role: if low.starts_with("summa") || low.contains("total") {
                RowRole::Total
            } else if low.contains("resultat") {
                RowRole::Result
            } else {
                RowRole::Item
            },
            label,
            label_span: Some(Span::new(start, start + parts[0].1.len())),
            group: String::new(),
            cells: parts
                .iter()
                .skip(1)
                .map(|&(at, text)| {
                    let body = text.trim();
                    let from = at + (text.len() - text.trim_start().len());
                    let Parsed::Figure(figure) = figure::parse(body, Style::Comma) else { return None };
                    Some(Cell {
                        text: body.to_owned(),
                        value: Some(figure.value),
                        state: State::Unchecked,
                        span: Some(Span::new(from, from + body.len())),
                        at: None,
                    })
                })
                .collect(),
        });
    }
    tables
}

fn role(header: &str) -> ColumnRole {
    if header.contains("avvik") || header.contains("avv.") {
        ColumnRole::Deviation
    } else if header.contains("prognos") {
        ColumnRole::Forecast
    } else if header.contains("utfall") || header.contains("förbruk") {
        ColumnRole::Outcome
    } else if header.contains("budget") {
        ColumnRole::Budget
    } else {
        ColumnRole::Other
    }
}
