//! A text that is one grid from its first line to its last: what has been copied out of a spreadsheet, or opened from
//! one, with a tab between its cells. Its cells are known, so that it is read as a grid is, and each figure keeps its
//! place in the text.

use super::{Note, grid};
use crate::engine::{
    report::{Row, Table},
    source::{Cells, Source},
    span::Span,
};

/// Lines that it takes to see that all have as many cells.
const MIN_ROWS: usize = 3;

/// Reads the tables of a text that is one grid; none where it is not.
pub(super) fn read(source: &Source) -> Option<(Vec<Table>, Vec<Note>)> {
    let width = width(source)?;
    let spans: Vec<Vec<Span>> = (0..source.line_count()).map(|line| spans(source, line, width)).collect();
    let text = |span: &Span| span.of(&source.text).to_owned();
    let cells: Cells = spans.iter().map(|row| row.iter().map(text).collect()).collect();
    let (mut tables, mut notes) = grid::read(&cells);
    let span = |(row, column): (usize, usize)| spans.get(row)?.get(column).copied();
    let mut before = 0;
    for table in &mut tables {
        for row in &mut table.rows {
            row.label_span = label(source, &spans, row);
            for cell in row.cells.iter_mut().flatten() {
                cell.span = cell.at.take().and_then(span);
            }
        }
        // The heads and the title are lines of the table, too.
        let ends = table.last_line;
        table.first_line = if table.first_line > before { before + 1 } else { table.first_line };
        before = before.max(ends);
    }
    for note in &mut notes {
        if let Note::Malformed { span, line, text } = note {
            let row = spans.get((*line as usize).saturating_sub(1));
            *span = row.and_then(|row| row.iter().copied().find(|span| span.of(&source.text) == text));
        }
    }
    Some((tables, notes))
}

/// How many cells each line has that holds anything, where all have as many, and more than one.
fn width(source: &Source) -> Option<usize> {
    let mut width = None;
    let mut rows = 0;
    for line in (0..source.line_count())
        .map(|line| source.line(line))
        .filter(|line| !line.trim_end_matches('\r').is_empty())
    {
        let cells = line.matches('\t').count() + 1;
        if cells == 1 || width.is_some_and(|width| width != cells) {
            return None;
        }
        width = Some(cells);
        rows += 1;
    }
    width.filter(|_| rows >= MIN_ROWS)
}

/// The cells of a line, without the spaces around what they hold.
fn spans(source: &Source, line: usize, width: usize) -> Vec<Span> {
    let mut at = source.line_span(line).start as usize;
    let mut spans = Vec::with_capacity(width);
    for cell in source.line(line).split('\t') {
        let from = at + (cell.len() - cell.trim_start().len());
        spans.push(Span::new(from, from.max(at + cell.trim_end().len())));
        at += cell.len() + 1;
    }
    spans
}

/// Where the label of a row begins: the first cell of its line that the label begins with.
fn label(source: &Source, spans: &[Vec<Span>], row: &Row) -> Option<Span> {
    let cells = spans.get((row.line as usize).checked_sub(1)?)?;
    let begins = |span: &Span| {
        let text = span.of(&source.text);
        !text.is_empty() && row.label.starts_with(text)
    };
    cells.iter().copied().find(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_sheet_is_a_grid_and_its_figures_have_their_places() {
        let text = "Drift\t\t\n\t2023\t2024\nLöner\t1 200\t 1 310\n\nHyror\t400\t12 3456\n";
        let source = Source::text("t", text);
        let (tables, notes) = read(&source).unwrap();
        let [table] = tables.as_slice() else { panic!("one table") };
        assert_eq!((table.title.as_str(), table.first_line, table.last_line), ("Drift", 1, 5));
        let shown: Vec<(u32, &str, Vec<&str>)> = table
            .rows
            .iter()
            .map(|row| {
                let spans = row.cells.iter().flatten().filter_map(|cell| cell.span);
                (row.line, row.label_span.unwrap().of(text), spans.map(|span| span.of(text)).collect())
            })
            .collect();
        assert_eq!(shown, [(3, "Löner", vec!["1 200", "1 310"]), (5, "Hyror", vec!["400", "12 3456"])]);
        assert!(
            matches!(&notes[..], [Note::Malformed { span: Some(span), .. }] if span.of(text) == "12 3456")
        );
    }

    #[test]
    fn a_text_with_other_lines_is_none() {
        for text in [
            "Löner\t1\t2\nHyror\t3\t4",
            "Driften\n\nLöner\t1\t2\nHyror\t3\t4\nSumma\t4\t6",
            "Löner\t1\t2\nHyror\t3\nSumma\t4\t6",
            "En mening.\nEn till.\nOch en.",
            "",
        ] {
            assert!(read(&Source::text("t", text)).is_none(), "{text}");
        }
    }
}
