//! Identities that fail as they would if a reference to a note had been read wrongly.
//!
//! `Årets resultat 1 792` is 1 792, or note 1 and 792. In a table that refers to notes, a sum that fails by just
//! what one of its cells would change by, read the other way, says nothing of the figures.

use crate::engine::{
    report::{Place, Relation, Table},
    source::Source,
};
use rust_decimal::Decimal;

/// The most digits that the number of a note has.
const NOTE: usize = 2;

/// Would a sum or difference hold if one of its cells were read with its note, or without it?
pub(in crate::engine) fn may_be(source: &Source, table: &Table, relation: &Relation) -> bool {
    let refers = || (0..table.rows.len()).any(|row| before(source, table, row).is_some_and(is_note));
    let off = relation.reported.checked_sub(relation.computed);
    let holds = |cell: Place, factor: Decimal| {
        let gain = other(source, table, cell)
            .and_then(|other| other.checked_sub(table.value(cell)?)?.checked_mul(factor));
        let left = off.zip(gain).and_then(|(off, gain)| off.checked_sub(gain));
        left.is_some_and(|left| left.abs() <= relation.tolerance)
    };
    relation.is_additive()
        && (relation.terms.iter().any(|term| holds(term.cell, term.factor))
            || holds(relation.total, Decimal::NEGATIVE_ONE))
        && refers()
}

/// What stands between a row's label and its first figure.
fn before<'a>(source: &'a Source, table: &Table, row: usize) -> Option<&'a str> {
    let row = table.rows.get(row)?;
    let cell = row.cells.iter().flatten().next()?;
    let (from, to) = (row.label_span?.end, cell.span?.start);
    source.text.get(from as usize..to as usize).map(str::trim)
}

fn is_note(text: &str) -> bool {
    (1..=NOTE).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The other way to read the first figure of a row: with the number before it as its thousands, or without its
/// thousands as that number.
fn other(source: &Source, table: &Table, (row, column): Place) -> Option<Decimal> {
    let cells = &table.rows.get(row)?.cells;
    if cells.iter().position(Option::is_some)? != column {
        return None;
    }
    let cell = table.cell((row, column))?;
    let number = |text: &str| text.split_whitespace().collect::<String>().replace(',', ".").parse().ok();
    let before = before(source, table, row)?;
    let groups: Vec<&str> = cell.text.split_whitespace().collect();
    match groups.as_slice() {
        [first, ..] if is_note(before) && first.chars().take_while(char::is_ascii_digit).count() == 3 => {
            number(&format!("{before}{}", cell.text))
        }
        [first, rest @ ..] if before.is_empty() && is_note(first) && !rest.is_empty() => {
            number(&rest.concat())
        }
        _ => None,
    }
}
