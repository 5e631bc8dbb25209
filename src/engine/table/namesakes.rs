//! Rows of the same name that a number tells apart: `Avdelning 1 285 300`, `Avdelning 2 169 171`.
//!
//! With one space everywhere, the number looks like the first group of an amount, or like the reference to a note. But rows
//! that stand below each other under the very same words are told apart by something, and numbers that count up by one
//! from row to row do so; amounts, and notes of the same thing, do not.

use super::{
    atoms::{Atom, Gap},
    blocks::{Block, RawRow},
};
use crate::engine::{figure::Sign, source::Source};

/// The most digits of such a number.
const DIGITS: u8 = 2;

/// Gives the labels of a block the numbers that tell them apart.
pub(super) fn number(source: &Source, block: &mut Block) {
    let numbers: Vec<Option<u32>> = block.rows.iter().map(|row| numbered(source, row)).collect();
    let follow = |a: usize, b: usize| {
        let number = |at: usize| numbers.get(at).copied().flatten();
        let (Some(one), Some(other)) = (number(a), number(b)) else { return false };
        let named = |at: usize| block.rows.get(at).map(|row| words(source, row));
        one + 1 == other && named(a) == named(b)
    };
    let counts = |at: usize| follow(at, at + 1) || at.checked_sub(1).is_some_and(|before| follow(before, at));
    let told: Vec<bool> = (0..numbers.len()).map(counts).collect();
    for (row, _) in block.rows.iter_mut().zip(told).filter(|(_, told)| *told) {
        row.run.0 += 1;
    }
}

/// The words of a row before its figures.
fn words<'a>(source: &'a Source, row: &RawRow) -> Vec<&'a str> {
    row.atoms.iter().take(row.run.0).map(|atom| atom.span.of(&source.text)).collect()
}

/// The small number that stands one space behind the words of a row and before its figures.
fn numbered(source: &Source, row: &RawRow) -> Option<u32> {
    let at = row.run.0;
    let atom =
        row.atoms.get(at).filter(|atom| at > 0 && row.label_lines.is_empty() && atom.gap == Gap::Space)?;
    let small = |atom: &Atom| {
        atom.number().is_some_and(|n| {
            n.digits <= DIGITS
                && n.decimals == 0
                && n.sign == Sign::None
                && !n.closed
                && !n.padded
                && !n.opens
        })
    };
    let behind = row.atoms.get(at + 1..row.run.1)?.iter().any(|atom| atom.number().is_some());
    atom.span.of(&source.text).parse().ok().filter(|_| small(atom) && behind)
}

#[cfg(test)]
mod tests {
    use crate::engine::table::copied_tests::rows;

    #[test]
    fn numbers_that_count_up_tell_rows_of_the_same_name_apart() {
        let text = "Hus, tkr 2030 2031 2032\nBoende 1 285 300 310\nBoende 2 169 171 180\nLokal i norr 3 412 420 431\n\
                    Lokal i norr 4 388 390 401\nTorg 1 204 1 260 1 310\n";
        assert_eq!(
            rows(text),
            [
                "Boende 1: 285 | 300 | 310",
                "Boende 2: 169 | 171 | 180",
                "Lokal i norr 3: 412 | 420 | 431",
                "Lokal i norr 4: 388 | 390 | 401",
                "Torg: 1204 | 1260 | 1310"
            ]
        );
        let text = "Enheter, tkr\n\nPlan Utfall Diff\nAvd 1 3 210 3 300 -90\nAvd 2 1 150 1 100 50\nAvd 3 1 204 1 190 14\n\
                    Kök 880 905 -25\nSumma 6 444 6 495 -51\n";
        assert_eq!(
            rows(text)[..3],
            ["Avd 1: 3210 | 3300 | -90", "Avd 2: 1150 | 1100 | 50", "Avd 3: 1204 | 1190 | 14"]
        );
    }

    #[test]
    fn amounts_under_the_same_words_are_amounts() {
        let text =
            "Hus, tkr 2030 2031\nHyra 3 285 3 300\nHyra 1 169 1 171\nTorg 1 204 1 260\nVatten 2 101 2 088\n";
        assert_eq!(rows(text)[..2], ["Hyra: 3285 | 3300", "Hyra: 1169 | 1171"]);
        assert_eq!(rows(text)[2..], ["Torg: 1204 | 1260", "Vatten: 2101 | 2088"]);
    }
}
