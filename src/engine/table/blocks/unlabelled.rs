//! Sums without a label, where every cell has a line of its own.
//!
//! A statement often closes a group with a sum that has no label. On the page its rule and its place say what it is;
//! copied one cell a line, its figures go on with those of the row above, which then has twice as many as all others.

use super::{
    super::atoms::{Atom, Kind},
    Block, RawRow,
    line::least_figures,
};
use crate::engine::figure::Sign;

/// Rows that must agree on how many figures a row has: two may do so by chance.
const AGREE: usize = 3;

/// Parts the rows of a block that hold the figures of two rows or more; `named` is how many columns its heads may name.
pub(in super::super) fn part(block: &mut Block, named: &[usize]) {
    let counts: Vec<usize> = block.rows.iter().map(figures).collect();
    let of_width = |width: usize| counts.iter().filter(|&&count| count == width).count();
    // Of as many the least: twice as many is what is looked for.
    let Some(width) = counts.iter().copied().min_by_key(|&width| (counts.len() - of_width(width), width))
    else {
        return;
    };
    // Where the heads name twice as many columns, it is the others that have lost their ends.
    let shorter = named.iter().any(|&named| named > width && named.is_multiple_of(width));
    if width < 2 || shorter || of_width(width) < AGREE || of_width(width) * 2 <= counts.len() {
        return;
    }
    block.rows = std::mem::take(&mut block.rows).into_iter().flat_map(|row| parted(row, width)).collect();
}

/// A row, or the rows that its figures make.
fn parted(row: RawRow, width: usize) -> Vec<RawRow> {
    let count = figures(&row);
    if count < 2 * width || !count.is_multiple_of(width) {
        return vec![row];
    }
    let note = cells(&row) - count;
    let starts: Vec<usize> = (row.run.0..row.run.1)
        .filter(|&i| i == row.run.0 || line(&row, i) != line(&row, i - 1))
        .skip(note)
        .step_by(width)
        .skip(1)
        .collect();
    let unlabelled = |(from, to): (usize, usize)| {
        let atoms = row.atoms.get(from..to).unwrap_or(&[]).to_vec();
        RawRow {
            run: (0, atoms.len()),
            atoms,
            label_lines: Vec::new(),
            label_after: Vec::new(),
            group: row.group,
            page: row.page,
            announces: false,
            trails: false,
        }
    };
    let ends = starts.iter().copied().skip(1).chain([row.run.1]);
    let sums: Vec<RawRow> = starts.iter().copied().zip(ends).map(unlabelled).collect();
    let mut first = row;
    if let Some(&end) = starts.first() {
        first.atoms.truncate(end);
        first.run.1 = end;
    }
    std::iter::once(first).chain(sums).collect()
}

fn line(row: &RawRow, i: usize) -> Option<u32> {
    row.atoms.get(i).map(|atom| atom.line)
}

/// The cells of a row, if each has a line of its own; else none that can be counted.
fn cells(row: &RawRow) -> usize {
    let run = row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]);
    let mut count = 0;
    for cell in run.chunk_by(|a, b| a.line == b.line) {
        if least_figures(cell) > 1 {
            return 0;
        }
        count += 1;
    }
    count
}

/// Those of them that are figures, and not a note before two or more.
fn figures(row: &RawRow) -> usize {
    let cells = cells(row);
    cells - usize::from(cells > 2 && begins_with_note(row))
}

/// Is its first cell a note, or several?
fn begins_with_note(row: &RawRow) -> bool {
    let Some(first) = row.atoms.get(row.run.0) else { return false };
    let alone = line(row, row.run.0 + 1) != Some(first.line);
    let small =
        |a: &Atom| a.number().is_some_and(|n| n.digits <= 2 && n.decimals == 0 && n.sign == Sign::None);
    alone && (first.kind == Kind::Notes || small(first))
}
