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

/// The most characters that a figure has: more than any amount in a report.
const FIGURE: usize = 30;

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
        && ((relation.terms.iter().any(|term| holds(term.cell, term.factor))
            || holds(relation.total, Decimal::NEGATIVE_ONE))
            && refers()
            || off
                .is_some_and(|off| all_notes(source, table, relation, off) || in_label(table, relation, off)))
}

/// Would it hold without the small whole numbers that stand right behind the labels of its terms, in a table whose
/// labels or rows refer to notes otherwise, too? One of them may be an amount; that they are off by just all of
/// them together is no chance.
fn all_notes(source: &Source, table: &Table, relation: &Relation, off: Decimal) -> bool {
    let note = |&(row, column): &Place| {
        let cells = table.rows.get(row).map(|row| row.cells.as_slice())?;
        let first = cells.iter().position(Option::is_some)? == column;
        let text = table.cell((row, column)).filter(|_| first)?.text.trim();
        is_note(text).then(|| table.value((row, column)))?
    };
    let notes: Vec<Decimal> =
        relation.terms.iter().filter_map(|term| note(&term.cell)?.checked_mul(term.factor)).collect();
    let sum: Decimal = notes.iter().copied().sum();
    let refers = |row: usize| {
        before(source, table, row).is_some_and(is_note)
            || table.rows.get(row).is_some_and(|row| label_number(&row.label).is_some_and(is_note))
    };
    notes.len() > 1
        && off.checked_add(sum).is_some_and(|left| left.abs() <= relation.tolerance)
        && (0..table.rows.len()).any(refers)
}

/// Would it hold if the figure that a term or the total lacks were the number that its label ends with?
fn in_label(table: &Table, relation: &Relation, off: Decimal) -> bool {
    relation.terms.iter().any(|term| {
        let (row, _) = term.cell;
        let label = table.rows.get(row).map_or("", |row| row.label.as_str());
        table.value(term.cell).is_none()
            && endings(label).any(|number| {
                let left = number.checked_mul(term.factor).and_then(|gain| off.checked_sub(gain));
                left.is_some_and(|left| left.abs() <= relation.tolerance)
            })
    })
}

/// The numbers that a label may end with: its last digits, and more of them.
fn endings(label: &str) -> impl Iterator<Item = Decimal> + '_ {
    let digits = label.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | ',' | '-' | '–' | '−')
    });
    let tail = label.get(digits.len()..).unwrap_or("");
    let beyond = tail.chars().count().saturating_sub(FIGURE);
    tail.char_indices().skip(beyond).filter_map(move |(at, _)| {
        let written: String = tail
            .get(at..)?
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                ',' => '.',
                '–' | '−' => '-',
                c => c,
            })
            .collect();
        written.parse().ok()
    })
}

/// The last word of a label, where it is a number.
fn label_number(label: &str) -> Option<&str> {
    label.split_whitespace().last().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{
        relation::tests::table,
        report::{RelationKind, Term, Verdict},
    };

    /// Is the sum of all rows but the last, in a column, one that a misread note explains?
    fn may_be_misread(text: &str, column: usize) -> bool {
        let table = table(text);
        let last = table.rows.len() - 1;
        let cells = (0..last).map(|row| (row, column));
        let computed: Decimal = cells.clone().filter_map(|cell| table.value(cell)).sum();
        let reported = table.value((last, column)).unwrap();
        let relation = Relation {
            kind: RelationKind::Sum,
            total: (last, column),
            terms: cells.map(|cell| Term { cell, factor: Decimal::ONE }).collect(),
            computed,
            reported,
            difference: (computed - reported).abs(),
            tolerance: Decimal::ONE,
            verdict: Verdict::Mismatch,
            given: false,
        };
        may_be(&Source::text("t", text), &table, &relation)
    }

    #[test]
    fn a_sum_that_is_off_by_its_notes_says_nothing_of_the_figures() {
        // Where no budget stands, the reference to the note is what comes first.
        let text = |label: &str, total: &str| {
            format!(
                "tkr | Budget | Utfall\n{label} | 1318 | 1406\nAvskrivningar | 2951 | 2874\n\
                 Avsättningar | 14 | 277\nÖvrigt | 15 | -64\nSumma | {total} | 4493"
            )
        };
        assert!(may_be_misread(&text("Årets resultat 3", "4269"), 0));
        assert!(!may_be_misread(&text("Årets resultat 3", "4278"), 0), "by another amount");
        assert!(!may_be_misread(&text("Årets resultat", "4269"), 0), "nothing refers to notes");
    }

    #[test]
    fn a_label_may_have_swallowed_the_figure_that_is_missing() {
        let text = |label: &str| {
            format!(
                "tkr | Budget | Utfall\nHyror | 410 | 402\n{label} | | 77\nEl | 95 | 91\nSumma | 583 | 570"
            )
        };
        assert!(may_be_misread(&text("Städning 78"), 0));
        assert!(!may_be_misread(&text("Städning 60"), 0));
        assert!(!may_be_misread(&text("Städning"), 0));
        let numbers: Vec<String> = endings("Lån till bolag 1 250,5").map(|n| n.to_string()).collect();
        assert!(
            numbers.contains(&"1250.5".to_owned()) && numbers.contains(&"250.5".to_owned()),
            "{numbers:?}"
        );
        assert!(endings(&"1".repeat(100_000)).count() <= FIGURE);
    }
}
