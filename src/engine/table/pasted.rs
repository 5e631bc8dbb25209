//! Stretches of a text that are grids: what has been copied out of a spreadsheet or a document with a tab between its
//! cells, as many in every line. Their cells are known, so that they are read as grids are, and each figure keeps its
//! place in the text.

use super::{Note, grid, header};
use crate::engine::{
    report::{Row, Table},
    source::{Cells, Source},
    span::Span,
};
use std::ops::Range;

/// Lines that it takes to see that all have as many cells.
const MIN_ROWS: usize = 3;
/// Cells that a line among others must have: prose has a tab here and there, and a list has one in each line.
const MIN_CELLS: usize = 3;
/// Lines above a grid that may hold its title and unit.
const ABOVE: usize = 3;

/// Tables that have been read as grids, and the lines that they fill.
#[derive(Debug, Default)]
pub(super) struct Pasted {
    pub tables: Vec<Table>,
    pub notes: Vec<Note>,
    /// By line: is it part of a grid?
    pub taken: Vec<bool>,
}

/// Reads the tables of a text that stand in grids.
pub(super) fn read(source: &Source) -> Pasted {
    let mut pasted = Pasted { taken: vec![false; source.line_count()], ..Pasted::default() };
    let filled = |lines: Range<usize>| lines.filter(|&n| !is_blank(source.line(n))).count();
    let all = filled(0..source.line_count());
    for lines in stretches(source) {
        let alone = filled(lines.clone()) == all;
        if !alone && source.line(lines.start).matches('\t').count() + 1 < MIN_CELLS {
            continue;
        }
        let (mut tables, notes) = read_grid(source, &lines);
        // A list with tabs in it has no heads: what it is, is for others to tell.
        let headed = tables.iter().all(|table| table.columns.iter().all(|column| !column.header.is_empty()));
        if tables.is_empty() || !alone && !headed {
            continue;
        }
        if let Some(first) = tables.first_mut().filter(|_| !alone) {
            announced(source, lines.start, first);
        }
        let before = pasted.tables.len();
        pasted.notes.extend(notes.into_iter().map(|note| note.moved(before)));
        pasted.tables.append(&mut tables);
        if let Some(taken) = pasted.taken.get_mut(lines) {
            taken.fill(true);
        }
    }
    pasted
}

/// The stretches of lines with as many cells each, more than one. Empty lines may stand among them, and between two
/// such lines one whose last cells are empty and were cut off: most of them head the rows below.
fn stretches(source: &Source) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut lines, mut rows, mut cells) = (0..0, 0_usize, 0_usize);
    for n in 0..source.line_count() {
        let line = source.line(n);
        if is_blank(line) {
            continue;
        }
        let tabs = |n: usize| source.line(n).matches('\t').count();
        let here = tabs(n);
        let cut_off = here < cells && lines.end == n && tabs(n + 1) == cells;
        if here == cells && here > 0 || cut_off {
            rows += usize::from(!cut_off);
            lines.end = n + 1;
            continue;
        }
        if rows >= MIN_ROWS {
            found.push(lines);
        }
        (lines, rows, cells) = (n..n + 1, usize::from(here > 0), here);
    }
    if rows >= MIN_ROWS {
        found.push(lines);
    }
    found
}

fn is_blank(line: &str) -> bool {
    line.trim_end_matches('\r').is_empty()
}

/// Reads the tables of a grid that fills some lines.
fn read_grid(source: &Source, lines: &Range<usize>) -> (Vec<Table>, Vec<Note>) {
    let spans: Vec<Vec<Span>> = lines.clone().map(|line| spans(source, line)).collect();
    let text = |span: &Span| span.of(&source.text).to_owned();
    let cells: Cells = spans.iter().map(|row| row.iter().map(text).collect()).collect();
    let (mut tables, mut notes) = grid::read(&cells);
    let span = |(row, column): (usize, usize)| spans.get(row)?.get(column).copied();
    let down = lines.start as u32;
    let mut before = 0;
    for table in &mut tables {
        for row in &mut table.rows {
            row.label_span = label(source, &spans, row);
            row.line += down;
            for cell in row.cells.iter_mut().flatten() {
                cell.span = cell.at.take().and_then(span);
            }
        }
        // The heads and the title are lines of the table, too.
        let ends = table.last_line;
        let first = if table.first_line > before { before + 1 } else { table.first_line };
        (table.first_line, table.last_line) = (first + down, ends + down);
        before = before.max(ends);
    }
    for note in &mut notes {
        if let Note::Malformed { span, line, text } = note {
            let row = spans.get((*line as usize).saturating_sub(1));
            *span = row.and_then(|row| row.iter().copied().find(|span| span.of(&source.text) == text));
            *line += down;
        }
    }
    (tables, notes)
}

/// Gives a table the title and the unit that stand above its grid, where it has none of its own.
fn announced(source: &Source, start: usize, table: &mut Table) {
    let above = (0..start).rev().map(|n| source.line(n)).take(2 * ABOVE);
    let above: Vec<&str> = above.filter(|line| !line.trim().is_empty()).take(ABOVE).collect();
    // What ends as a sentence does belongs to the prose, and so does what stands above it; but it may say the unit.
    let ends = above.iter().position(|line| line.trim_end().ends_with('.')).map_or(above.len(), |at| at + 1);
    let above = above.get(..ends).unwrap_or(&[]);
    table.unit = table.unit.or_else(|| above.iter().find_map(|line| header::unit_of_line(line)));
    if table.title.is_empty() {
        table.title = above.iter().find_map(|line| header::title_of(line)).unwrap_or_default();
    }
}

/// The cells of a line, without the spaces around what they hold.
fn spans(source: &Source, line: usize) -> Vec<Span> {
    let mut at = source.line_span(line).start as usize;
    let mut spans = Vec::new();
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
    use crate::engine::unit::Unit;

    fn drawn(text: &str) -> Vec<String> {
        let row = |row: &Row| {
            let spans = row.cells.iter().flatten().filter_map(|cell| cell.span);
            let label = row.label_span.map_or("?", |span| span.of(text));
            format!("{} {label}: {}", row.line, spans.map(|span| span.of(text)).collect::<Vec<_>>().join(" "))
        };
        read(&Source::text("t", text)).tables.iter().flat_map(|table| table.rows.iter().map(row)).collect()
    }

    #[test]
    fn a_pasted_sheet_is_a_grid_and_its_figures_have_their_places() {
        let text = "Drift\t\t\n\t2023\t2024\nLöner\t1 200\t 1 310\n\nHyror\t400\t12 3456\n";
        let pasted = read(&Source::text("t", text));
        let [table] = pasted.tables.as_slice() else { panic!("one table") };
        assert_eq!((table.title.as_str(), table.first_line, table.last_line), ("Drift", 1, 5));
        assert_eq!(drawn(text), ["3 Löner: 1 200 1 310", "5 Hyror: 400 12 3456"]);
        assert!(
            matches!(&pasted.notes[..], [Note::Malformed { span: Some(span), line: 5, .. }] if span.of(text) == "12 3456")
        );
    }

    #[test]
    fn a_grid_among_prose_keeps_its_lines_and_takes_title_and_unit_from_above() {
        let text = "Driften följs upp.\n\nNämndernas drift\nBelopp i tkr\n\nPost\tNot\tBudget\t\n\t\t2023\t2024\n\
                    Löner\t3, 4\t1 200\t1 310\nHyror\t\t400\t420\n\nLönerna ökar med 110 tkr.\n";
        let pasted = read(&Source::text("t", text));
        let [table] = pasted.tables.as_slice() else { panic!("one table") };
        assert_eq!((table.title.as_str(), table.unit), ("Nämndernas drift", Some(Unit::Tkr)));
        assert_eq!((table.first_line, table.last_line), (6, 9));
        let heads: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(heads, ["Budget 2023", "Budget 2024"]);
        assert_eq!(drawn(text), ["8 Löner: 1 200 1 310", "9 Hyror: 400 420"]);
        let taken: Vec<usize> = (0..11).filter(|&n| pasted.taken[n]).collect();
        assert_eq!(taken, [5, 6, 7, 8]);
    }

    #[test]
    fn a_line_whose_last_cells_are_cut_off_goes_on_a_grid() {
        let text = "Post\t2023\t2024\nDrift\nLöner\t12\t13\nHyror\t4\nSumma\t16\t13\n";
        assert_eq!(drawn(text), ["3 Löner: 12 13", "4 Hyror: 4", "5 Summa: 16 13"]);
        assert_eq!(read(&Source::text("t", text)).tables[0].rows[0].group, "Drift");
    }

    #[test]
    fn what_is_no_grid_is_left_alone() {
        for text in [
            "Löner\t1\t2\nHyror\t3\t4",
            "Driften\n\nLöner\t1\t2\nHyror\t3\t4\nSumma\t4\t6",
            "Löner\t1\t2\nHyror\t3\nSumma\t4\t6",
            "Innehåll\n1\tInledning\t3\n2\tEkonomi\t5\n3\tPersonal\t9",
            "En mening.\nEn till.\nOch en.",
            "",
        ] {
            assert_eq!(drawn(text), [""; 0], "{text}");
        }
    }
}
