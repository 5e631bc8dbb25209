//! Tables from text and from grids.

mod agree;
mod atoms;
mod blanks;
mod blocks;
mod broken;
mod classes;
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
mod namesakes;
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
mod together;
mod totals;
mod touching;

#[cfg(test)]
mod copied_tests;
#[cfg(test)]
mod ordinary_tests;
#[cfg(test)]
mod paged_tests;
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

impl Note {
    /// The note where the tables are numbered otherwise.
    fn placed(self, place: &dyn Fn(usize) -> usize) -> Self {
        match self {
            Self::Columns { table } => Self::Columns { table: place(table) },
            Self::Row { table, row } => Self::Row { table: place(table), row },
            Self::Exhausted { table } => Self::Exhausted { table: place(table) },
            Self::Malformed { .. } => self,
        }
    }

    /// The note behind so many tables more.
    fn moved(self, by: usize) -> Self {
        self.placed(&|table| table + by)
    }
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
    let pasted = pasted::read(source);
    let kinds = lines::classify(source);
    let furniture = |n: usize| kinds.get(n) == Some(&LineKind::Furniture);
    let taken = |n: usize| pasted.taken.get(n) == Some(&true);
    let (tables, notes) = text::read(source, &furniture, &taken);
    in_order((pasted.tables, pasted.notes), (tables, notes))
}

/// Tables read in two ways, in the order in which they stand in the text.
fn in_order(one: (Vec<Table>, Vec<Note>), other: (Vec<Table>, Vec<Note>)) -> (Vec<Table>, Vec<Note>) {
    if one.0.is_empty() {
        return other;
    }
    let first = one.0.len();
    let mut tables: Vec<(usize, Table)> = one.0.into_iter().chain(other.0).enumerate().collect();
    tables.sort_by_key(|(_, table)| table.first_line);
    let mut places = vec![0; tables.len()];
    for (to, (from, _)) in tables.iter().enumerate() {
        if let Some(place) = places.get_mut(*from) {
            *place = to;
        }
    }
    let notes = one.1.into_iter().chain(other.1.into_iter().map(|note| note.moved(first)));
    let notes = notes.map(|note| note.placed(&|table| places.get(table).copied().unwrap_or(table))).collect();
    (tables.into_iter().map(|(_, table)| table).collect(), notes)
}
