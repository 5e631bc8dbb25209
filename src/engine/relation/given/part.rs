//! What the user says that a table, a column or a row is. It is said before anything is looked for, and takes the
//! place of what was read.

use super::{Cut, Names};
use crate::engine::{
    report::{ColumnRole, RowRole, Table},
    unit::Unit,
};
use serde::{Deserialize, Serialize};

/// What a part of a table is. Columns and rows are named by their hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The unit of the table, or of one column.
    Unit { column: Option<u64>, unit: Unit },
    /// What a column holds; none where it holds no figures of the table, such as the numbers of notes.
    Column { column: u64, role: Option<ColumnRole> },
    /// What a row is; none where it is no part of the table.
    Row { row: u64, role: Option<RowRole> },
    /// Where the figure in a cell ends.
    Cell { row: u64, column: u64, cut: Cut },
}

impl Part {
    /// Do both speak of the same thing? Then the later one counts.
    pub fn is_of_the_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Unit { column: a, .. }, Self::Unit { column: b, .. }) => a == b,
            (Self::Cell { row: a, column: c, .. }, Self::Cell { row: b, column: d, .. }) => (a, c) == (b, d),
            (Self::Column { column: a, .. }, Self::Column { column: b, .. })
            | (Self::Row { row: a, .. }, Self::Row { row: b, .. }) => a == b,
            _ => false,
        }
    }

    /// Reads the table so. What it names may be gone; then nothing happens.
    pub(super) fn apply(self, table: &mut Table, names: &Names) {
        let place = |among: &[u64], name: u64| among.iter().position(|&it| it == name);
        match self {
            Self::Unit { column: None, unit } => table.unit = Some(unit),
            Self::Unit { column: Some(name), unit } => {
                let column = place(&names.columns, name).and_then(|at| table.columns.get_mut(at));
                if let Some(column) = column {
                    column.unit = Some(unit);
                }
            }
            Self::Column { column: name, role } => {
                let Some(at) = place(&names.columns, name) else { return };
                if let (Some(role), Some(column)) = (role, table.columns.get_mut(at)) {
                    column.role = role;
                } else {
                    for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(at)) {
                        *cell = None;
                    }
                }
            }
            Self::Row { row: name, role } => {
                let Some(row) = place(&names.rows, name).and_then(|at| table.rows.get_mut(at)) else {
                    return;
                };
                match role {
                    Some(role) => row.role = role,
                    None => row.cells.iter_mut().for_each(|cell| *cell = None),
                }
            }
            Self::Cell { row, column, cut } => {
                let Some(column) = place(&names.columns, column) else { return };
                let Some(row) = place(&names.rows, row).and_then(|at| table.rows.get_mut(at)) else { return };
                if let Some(cut) = cut.of(row, column) {
                    *row = cut;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Given;
    use super::*;
    use crate::engine::{
        check,
        options::Options,
        report::{Report, State},
        source::Source,
    };

    const TEXT: &str =
        "Lager\n\nBelopp\tVår\tHöst\nSkruv\t113\t240\nMutter\t78\t395\nBricka\t52\t61\nSumma\t243\t696\n";

    fn report(text: &str, parts: &[Part]) -> Report {
        let plain = check(&Source::text("t", text), &Options::default());
        let table = Names::of(&plain.tables).remove(0).table;
        let given = parts.iter().map(|&part| Given::Part { table, part }).collect();
        check(&Source::text("t", text), &Options { given, ..Options::default() })
    }

    fn names() -> Names {
        Names::of(&report(TEXT, &[]).tables).remove(0)
    }

    #[test]
    fn units_and_roles_are_as_they_are_said_to_be() {
        let names = names();
        let parts = [
            Part::Unit { column: None, unit: Unit::Mkr },
            Part::Unit { column: Some(names.columns[1]), unit: Unit::Kr },
            Part::Column { column: names.columns[0], role: Some(ColumnRole::Budget) },
            Part::Row { row: names.rows[0], role: Some(RowRole::Part) },
        ];
        let table = report(TEXT, &parts).tables.remove(0);
        assert_eq!((table.unit, table.columns[1].unit), (Some(Unit::Mkr), Some(Unit::Kr)));
        assert_eq!(table.columns[0].role, ColumnRole::Budget);
        assert_eq!(table.rows[0].role, RowRole::Part);
    }

    #[test]
    fn a_sentence_is_held_against_the_unit_that_is_said() {
        let text = format!("{TEXT}\nSkruv kostade 240 mkr under hösten.\n");
        let states = |parts: &[Part]| -> Vec<State> {
            report(&text, parts).claims.iter().map(|claim| claim.state).collect()
        };
        let unit = |unit| Part::Unit { column: None, unit };
        assert_eq!(states(&[unit(Unit::Mkr)]), [State::Verified]);
        assert_eq!(states(&[unit(Unit::Count)]), [State::Unchecked]);
        assert_eq!(report(&text, &[]).tables[0].unit, None);
    }

    #[test]
    fn a_column_without_figures_has_none_and_no_sums() {
        let names = names();
        let found = report(TEXT, &[Part::Column { column: names.columns[1], role: None }]);
        assert_eq!((report(TEXT, &[]).coverage.figures, found.coverage.figures), (8, 4));
        assert!(found.tables[0].relations.iter().all(|relation| relation.total.1 == 0));
    }

    #[test]
    fn a_row_that_is_no_part_of_the_table_is_in_no_sum() {
        let names = names();
        let is_term = |report: &Report| {
            let relations = &report.tables[0].relations;
            relations.iter().any(|relation| relation.terms.iter().any(|term| term.cell.0 == 2))
        };
        assert!(is_term(&report(TEXT, &[])));
        let found = report(TEXT, &[Part::Row { row: names.rows[2], role: None }]);
        assert!(!is_term(&found));
        assert_eq!(found.coverage.figures, 6);
    }

    #[test]
    fn a_figure_that_was_cut_wrongly_is_cut_as_it_is_said() {
        let text = "Lager\n\nBelopp\tVår\tHöst\nSkruv\t1\t113\nMutter\t2 078\t\nSumma\t3 191\t\n";
        let names = Names::of(&report(text, &[]).tables).remove(0);
        let said = Part::Cell { row: names.rows[0], column: names.columns[0], cut: Cut::Joined };
        let table = report(text, &[said]).tables.remove(0);
        assert_eq!(table.value((0, 0)), Some(1113.into()));
        assert_eq!(table.cell((0, 1)), None);
        assert!(table.relations.iter().any(|relation| relation.total == (2, 0)), "{:?}", table.relations);
    }

    #[test]
    fn what_is_gone_changes_nothing() {
        let parts = [
            Part::Column { column: 1, role: None },
            Part::Row { row: 1, role: None },
            Part::Unit { column: Some(1), unit: Unit::Kr },
            Part::Cell { row: 1, column: 1, cut: Cut::Joined },
        ];
        assert_eq!(report(TEXT, &parts), report(TEXT, &[]));
    }
}
