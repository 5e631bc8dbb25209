//! The tables of a grid: one under the other, and side by side.
//!
//! Totals run across blank rows, and columns of figures across blank columns, so that neither parts a table by
//! itself. What begins anew does: heads that are not those above, after a blank row; and a column of labels with
//! figures of its own, behind a blank column.

use crate::engine::{figure::Parsed, source::Cells};
use std::{collections::BTreeSet, ops::Range};

/// A table within a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub rows: Range<usize>,
    pub columns: Range<usize>,
}

/// What the cells of a grid are, as far as parting it goes.
pub(super) struct Grid<'a> {
    pub cells: &'a Cells,
    pub parsed: &'a [Vec<Parsed>],
    /// The rows of years and of texts with years that head others.
    pub heads: &'a [bool],
}

impl Grid<'_> {
    /// The tables, in the order of reading.
    pub(super) fn parts(&self) -> Vec<Part> {
        self.stacked().into_iter().flat_map(|rows| self.beside(rows)).collect()
    }

    fn text(&self, row: usize, column: usize) -> &str {
        self.cells.get(row).and_then(|row| row.get(column)).map_or("", |text| text.trim())
    }

    fn figure(&self, row: usize, column: usize) -> bool {
        self.heads.get(row) != Some(&true)
            && matches!(self.parsed.get(row).and_then(|row| row.get(column)), Some(Parsed::Figure(_)))
    }

    fn width(&self, rows: &Range<usize>) -> usize {
        self.cells.get(rows.clone()).unwrap_or(&[]).iter().map(Vec::len).max().unwrap_or(0)
    }

    fn figures(&self, row: usize) -> impl Iterator<Item = usize> {
        (0..self.cells.get(row).map_or(0, Vec::len)).filter(move |&column| self.figure(row, column))
    }

    /// The texts that head columns in a row without figures; none where the row is anything else.
    fn head_texts(&self, row: usize, under: &[usize]) -> Vec<&str> {
        if self.figures(row).next().is_some() {
            return Vec::new();
        }
        let texts = under.iter().map(|&column| self.text(row, column));
        // A dash is a figure that is not there.
        let texts: Vec<&str> = texts.filter(|text| text.chars().any(char::is_alphanumeric)).collect();
        // One text may be a title that stands in the middle.
        if texts.len() >= 2 { texts } else { Vec::new() }
    }

    /// The rows of the tables that stand under one another.
    fn stacked(&self) -> Vec<Range<usize>> {
        let mut under: Vec<usize> = (0..self.cells.len()).flat_map(|row| self.figures(row)).collect();
        under.sort_unstable();
        under.dedup();
        let mut starts = vec![0];
        let mut heads: BTreeSet<&str> = BTreeSet::new();
        let mut corners: BTreeSet<&str> = BTreeSet::new();
        // Where the next table would begin: at the first text after the figures and a blank row.
        let (mut figures, mut blank, mut begin) = (0_usize, false, None);
        for row in 0..self.cells.len() {
            if self.figures(row).next().is_some() {
                (figures, blank, begin) = (figures + 1, false, None);
                continue;
            }
            if (0..self.cells.get(row).map_or(0, Vec::len)).all(|column| self.text(row, column).is_empty()) {
                (blank, begin) = (true, None);
                continue;
            }
            begin = begin.or(Some(row));
            let texts = self.head_texts(row, &under);
            // The same heads again head the same columns, whose figures speak for each other.
            let new = texts.iter().filter(|text| !heads.contains(*text)).count();
            // A row that heads all columns may share most of its heads with the one above, if it heads other labels.
            let corner = self.text(row, 0);
            let relabels = texts.len() == under.len() && !corner.is_empty() && !corners.contains(corner);
            let other = new * 2 > texts.len() || relabels && new > 0 && !corners.is_empty();
            // One row of figures alone is part of what stands above it.
            if let Some(begin) = begin.filter(|_| blank && figures >= 2 && other) {
                starts.push(begin);
                heads.clear();
                corners.clear();
                figures = 0;
            }
            if !texts.is_empty() && !corner.is_empty() {
                corners.insert(corner);
            }
            heads.extend(texts);
        }
        let ends = starts.iter().copied().skip(1).chain([self.cells.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// The tables that stand side by side in some rows.
    fn beside(&self, rows: Range<usize>) -> Vec<Part> {
        let width = self.width(&rows);
        let blank = |column: usize| rows.clone().all(|row| self.text(row, column).is_empty());
        let mut starts = vec![0];
        for column in (1..width).filter(|&column| blank(column - 1) && !blank(column)) {
            let end = (column..width).find(|&column| blank(column)).unwrap_or(width);
            let from = starts.last().copied().unwrap_or(0);
            if self.own(&rows, from..column) && self.own(&rows, column..end) {
                starts.push(column);
            }
        }
        let ends = starts.iter().copied().skip(1).chain([usize::MAX]);
        starts
            .iter()
            .copied()
            .zip(ends)
            .map(|(start, end)| Part { rows: rows.clone(), columns: start..end })
            .collect()
    }

    /// Do some columns hold labels and then figures, and nearly all figures a label?
    fn own(&self, rows: &Range<usize>, columns: Range<usize>) -> bool {
        let said = |column: &usize| rows.clone().any(|row| !self.text(row, *column).is_empty());
        let Some(labels) = columns.clone().find(said) else { return false };
        let (mut with, mut without) = (0_usize, 0_usize);
        for row in rows.clone().filter(|&row| columns.clone().any(|column| self.figure(row, column))) {
            let label = !self.figure(row, labels) && self.text(row, labels).chars().any(char::is_alphabetic);
            if label { with += 1 } else { without += 1 }
        }
        with >= 2 && without * 4 <= with
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::figure::{self, Style};

    /// The rows and first columns of the parts.
    fn drawn(text: &str) -> Vec<(usize, usize, usize)> {
        let cells: Cells =
            text.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect();
        let parsed: Vec<Vec<Parsed>> = cells
            .iter()
            .map(|row| row.iter().map(|text| figure::parse(text, Style::Comma)).collect())
            .collect();
        let parts = Grid { cells: &cells, parsed: &parsed, heads: &[] }.parts();
        parts.into_iter().map(|part| (part.rows.start, part.rows.end, part.columns.start)).collect()
    }

    #[test]
    fn other_heads_after_a_blank_row_begin_a_table() {
        let text = "|Män|Kvinnor\nA|1|2\nB|3|4\n\nLokaler||\n|Yta|Hyra\nSkola|5|6\nVård|7|8";
        assert_eq!(drawn(text), [(0, 4, 0), (4, 8, 0)]);
        assert_eq!(drawn(&text.replace("|Yta|Hyra", "|Män|Kvinnor")).len(), 1, "the same columns go on");
        assert_eq!(drawn(&text.replace("|Yta|Hyra", "|Yta|")).len(), 1, "a group");
        assert_eq!(drawn(&text.replace("|Yta|Hyra", "|-|-")).len(), 1, "figures that are not there");
        assert_eq!(drawn(&text.replace("B|3|4\n", "")).len(), 1, "one row is no table");
        let text =
            "Post|Plan|Utfall|Helår\nA|1|2|3\nB|3|4|7\n\nEnhet|Plan|Utfall|Rest\nSkola|5|6|7\nVård|7|8|9";
        assert_eq!(drawn(text), [(0, 4, 0), (4, 7, 0)]);
        assert_eq!(drawn(&text.replace("Rest", "Helår")).len(), 1, "the same heads");
        assert_eq!(drawn(&text.replace("Enhet", "Post")).len(), 1, "the same labels");
    }

    #[test]
    fn labels_behind_a_blank_column_begin_a_table() {
        let text = "Skatt|In||Stab|Antal\nA|1||X|10\nB|2||Y|20\nSumma|3||Summa|30";
        assert_eq!(drawn(text), [(0, 4, 0), (0, 4, 3)]);
        let figures = "Skatt|In||Ut|Rest\nA|10||1|9\nB|20||2|18\nSumma|30||3|27";
        assert_eq!(drawn(figures).len(), 1, "a blank column parts no table");
    }
}
