//! A table that has run into a paragraph: `… Teknik 2,4 Miljö och bygg 0 Bildning -0,7 … Summa 16,1`.
//!
//! Label and bare number take turns, many times, without a full stop or a unit between. Running text
//! does not do that.

use super::{
    atoms::{Atom, Gap, Kind},
    blocks::{Block, RawRow},
    sheet::Sheet,
};
use crate::engine::vocabulary;

/// Turns that make a table: an enumeration in a sentence has units or commas, and rarely six members.
const MIN_ROWS: usize = 6;
/// A label inside a paragraph is short, or its beginning could not be told.
const LABEL_WORDS: usize = 5;

/// The table in a line, if it holds one.
pub(super) fn find(sheet: &Sheet<'_>, line: usize, atoms: &[Atom]) -> Option<Block> {
    let text = |a: &Atom| a.span.of(&sheet.source.text);
    let mut best: Vec<(usize, usize, usize)> = Vec::new();
    let mut rows: Vec<(usize, usize, usize)> = Vec::new();
    let mut label_from = 0;
    let mut i = 0;
    while let Some(atom) = atoms.get(i) {
        let signed =
            matches!(atom.kind, Kind::Sign(_)) && atoms.get(i + 1).is_some_and(|a| a.number().is_some());
        let end = number_end(atoms, if signed { i + 1 } else { i });
        if let (Some(end), true) =
            (end, i > label_from && i - label_from <= LABEL_WORDS + usize::from(rows.is_empty()) * 40)
        {
            let unit = atoms.get(end).is_some_and(|a| {
                vocabulary::unit(text(a), atoms.get(end + 1).map_or("", text)).is_some()
                    || text(a).starts_with('%')
            });
            if unit {
                restart(&mut rows, &mut best);
            } else {
                rows.push((label_from, i, end));
            }
            label_from = end;
            i = end;
            continue;
        }
        let word = text(atom);
        let capital_follows =
            atoms.get(i + 1).is_some_and(|a| text(a).chars().next().is_some_and(char::is_uppercase));
        let stop = word.ends_with([',', ':', ';'])
            || word.ends_with('.') && capital_follows && word.chars().count() > 3;
        let unit = vocabulary::unit(word, "").is_some();
        if end.is_some() || stop || unit && !rows.is_empty() {
            restart(&mut rows, &mut best);
        }
        if end.is_some() || stop || unit {
            label_from = i + 1;
        }
        i += 1;
    }
    restart(&mut rows, &mut best);
    // The first label goes on to the left into the sentence before: only a capital can begin it.
    if let Some(first) = best.first_mut() {
        let capital =
            |&i: &usize| atoms.get(i).is_some_and(|a| text(a).chars().next().is_some_and(char::is_uppercase));
        let from = (first.0..first.1).rev().filter(capital).find(|i| first.1 - i <= LABEL_WORDS)?;
        first.0 = from;
    }
    if best.len() < MIN_ROWS {
        return None;
    }
    let rows = best
        .iter()
        .map(|&(from, digits, to)| RawRow {
            atoms: atoms.get(from..to).unwrap_or(&[]).to_vec(),
            run: (digits - from, to - from),
            label_lines: Vec::new(),
            label_after: Vec::new(),
            group: None,
            page: 0,
            announces: false,
            trails: false,
        })
        .collect();
    Some(Block { rows, last_line: line, ..Block::default() })
}

/// Keeps the longer of the turns so far and the best before.
fn restart(rows: &mut Vec<(usize, usize, usize)>, best: &mut Vec<(usize, usize, usize)>) {
    if rows.len() > best.len() {
        std::mem::swap(rows, best);
    }
    rows.clear();
}

/// The end of the number that starts at an atom: groups of three after it belong to it.
fn number_end(atoms: &[Atom], start: usize) -> Option<usize> {
    let first = atoms.get(start)?.number().filter(|n| !n.year)?;
    let mut end = start + 1;
    let mut open = !first.closed && first.digits <= 3;
    while let Some(more) = atoms.get(end).filter(|a| open && a.gap == Gap::Space).and_then(Atom::number) {
        if more.digits != 3 || more.sign != crate::engine::figure::Sign::None {
            break;
        }
        open = !more.closed;
        end += 1;
    }
    Some(end)
}
