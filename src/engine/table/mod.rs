//! Tables from text and from grids.

mod agree;
mod atoms;
mod blanks;
mod blocks;
mod columns;
mod footings;
mod glued;
mod grid;
mod grouped;
mod header;
mod inline;
mod joined;
mod marks;
mod mend;
mod moments;
mod notes;
mod numerals;
mod parts;
mod pasted;
mod places;
mod reading;
mod rules;
mod run_on;
mod sheet;
mod text;
mod totals;

#[cfg(test)]
mod tests;

use super::{
    lines::{self, LineKind},
    report::Table,
    source::Source,
    span::Span,
};

/// What the reading of the tables leaves to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The columns of table `table` could not be told apart.
    Columns { table: usize },
    /// Several readings of a row are equally good; its figures are unchecked.
    Row { table: usize, row: usize },
    /// A thing that is nearly a figure: `1 1 .25`, an O for a 0.
    Malformed { span: Option<Span>, line: u32, text: String },
    /// The work allowed for a table was used up.
    Exhausted { table: usize },
}

/// Reads every table of a source.
pub fn read(source: &Source) -> (Vec<Table>, Vec<Note>) {
    if !source.grids.is_empty() {
        let mut tables = Vec::new();
        let mut notes = Vec::new();
        for cells in &source.grids {
            let (read, left) = grid::read(cells);
            tables.extend(read);
            notes.extend(left);
        }
        return (tables, notes);
    }
    if let Some(read) = pasted::read(source) {
        return read;
    }
    let kinds = lines::classify(source);
    text::read(source, &|n| kinds.get(n) == Some(&LineKind::Furniture))
}
