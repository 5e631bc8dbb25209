//! Of how many figures the rows of a stretch are, as a whole.

use super::{
    super::atoms::{Atom, Kind},
    line::least_figures,
};

/// The most rows on each side that are looked at.
pub(super) const MOST: usize = 16;
/// Rows that bear each other out; two may be as long by chance.
const ALIKE: usize = 3;

/// The fewest and the most cells that a row can be read as.
pub(super) type Width = (usize, usize);

/// How many cells a run of atoms can be: groups of three may belong together, and a mark may be a cell or a sign.
pub(super) fn of(atoms: &[Atom], run: (usize, usize)) -> Width {
    let run = atoms.get(run.0..run.1).unwrap_or(&[]);
    let cell = |atom: &&Atom| !matches!(atom.kind, Kind::Word | Kind::Percent);
    let least = least_figures(run);
    (least, run.iter().filter(cell).count().max(least))
}

/// Are the rows of one stretch of another number of cells than those of the other, whichever way they are read? Each has
/// to have a number that most of its rows are of.
pub(super) fn differ(above: &[Width], below: &[Width]) -> bool {
    // Rows that can be of one number can be of the greatest of their fewest, too.
    let mut begin: Vec<usize> = above.iter().chain(below).map(|&(least, _)| least).collect();
    begin.sort_unstable();
    begin.dedup();
    let (above_too, below_too): (Vec<bool>, Vec<bool>) =
        begin.iter().map(|&width| (may_be(above, width), may_be(below, width))).unzip();
    let shared = above_too.iter().zip(&below_too).any(|(above, below)| *above && *below);
    above_too.contains(&true) && below_too.contains(&true) && !shared
}

/// Can three of four rows, and enough of them, be of so many cells? Others may lack some.
fn may_be(rows: &[Width], width: usize) -> bool {
    let fits = rows.iter().filter(|&&(least, most)| (least..=most).contains(&width)).count();
    width > 0 && fits >= ALIKE && fits * 4 >= rows.len() * 3
}

#[cfg(test)]
mod tests {
    use super::differ;

    #[test]
    fn rows_are_of_different_lengths_only_where_no_reading_makes_them_alike() {
        for (above, below, expected) in [
            // Six and four figures, some with signs of their own, one row short.
            (&[(6, 6), (6, 11), (6, 8), (5, 5)][..], &[(4, 4), (4, 8), (4, 4), (4, 5)][..], true),
            // `1 118 255` may be one figure or three.
            (&[(1, 3), (1, 3), (2, 4)], &[(3, 3), (3, 3), (3, 3)], false),
            // Too few, and rows of all lengths.
            (&[(6, 6), (6, 6)], &[(4, 4), (4, 4), (4, 4)], false),
            (&[(6, 6), (3, 3), (5, 5), (2, 2)], &[(4, 4), (4, 4), (4, 4)], false),
            (&[(4, 4), (4, 4), (4, 4)], &[(4, 4), (4, 4), (4, 4), (1, 1)], false),
        ] {
            assert_eq!(differ(above, below), expected, "{above:?} {below:?}");
            assert_eq!(differ(below, above), expected, "{below:?} {above:?}");
        }
    }
}
