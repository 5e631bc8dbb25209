//! References to notes that say so: the `Not 24` of `Avskrivningar Not 24 15 842`, or of a line by itself between
//! a label and its figures. They are neither.

use super::{
    super::{
        atoms::{Atom, Kind},
        sheet::Sheet,
    },
    line::{Line, Look},
};
use crate::engine::vocabulary;

/// Does a named reference stand at atom `i`?
fn is_reference(sheet: &Sheet<'_>, atoms: &[Atom], i: usize) -> bool {
    let text = |i: usize| atoms.get(i).map_or("", |a| a.span.of(&sheet.source.text));
    let number = atoms.get(i + 1).is_some_and(|a| {
        a.kind == Kind::Notes || a.kind == Kind::Word && text(i + 1).bytes().all(|b| b.is_ascii_digit())
    });
    number && vocabulary::is_note_header(text(i)) && text(i).chars().all(char::is_alphabetic)
}

/// Does one stand there inside a line? As a name it has a capital; `enligt not 4` is part of a label.
fn is_named(sheet: &Sheet<'_>, atoms: &[Atom], i: usize) -> bool {
    is_reference(sheet, atoms, i)
        && atoms.get(i).is_some_and(|a| a.span.of(&sheet.source.text).starts_with(char::is_uppercase))
}

/// Is a line nothing but such references (`not 7 not 12`)? A cell of its own needs no capital.
///
/// A page on the web may have an arrow behind each of them (`not 7 »`).
fn are_references(sheet: &Sheet<'_>, atoms: &[Atom]) -> bool {
    let says = |atom: &&Atom| atom.span.of(&sheet.source.text).contains(char::is_alphanumeric);
    let atoms: Vec<Atom> = atoms.iter().filter(says).copied().collect();
    let atoms = atoms.as_slice();
    !atoms.is_empty()
        && atoms.len().is_multiple_of(2)
        && (0..atoms.len()).step_by(2).all(|i| is_reference(sheet, atoms, i))
}

/// Notes that are numbered with a letter (`K5, K6`), and nothing else.
fn are_codes(sheet: &Sheet<'_>, atoms: &[Atom]) -> bool {
    let code = |word: &str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        (1..=2).contains(&(word.len() - digits.len()))
            && (1..=2).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !vocabulary::is_period_word(word)
    };
    let mut words = atoms.iter().map(|a| a.span.of(&sheet.source.text).trim_end_matches(','));
    !atoms.is_empty() && words.all(code)
}

/// Leaves out the named reference that stands before the figures of a row.
pub(super) fn leave_out(sheet: &Sheet<'_>, atoms: &mut Vec<Atom>) {
    let figure = |a: &Atom| !matches!(a.kind, Kind::Word | Kind::Notes);
    let at = (0..atoms.len()).find(|&i| is_named(sheet, atoms, i) && atoms.get(i + 2).is_some_and(figure));
    let Some(at) = at else { return };
    let gap = atoms.get(at).map(|a| a.gap);
    atoms.drain(at..at + 2);
    // What parted it from the label parts the figures from it.
    if let (Some(next), Some(gap)) = (atoms.get_mut(at), gap) {
        next.gap = gap;
    }
}

/// Leaves out the lines that are a named reference between a label and its figures.
pub(super) fn leave_out_lines(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let mut before = Look::Blank;
    for n in 0..lines.len() {
        let Some(look) = lines.get(n).map(|line| line.look).filter(|look| *look != Look::Blank) else {
            continue;
        };
        let alone = lines
            .get(n)
            .is_some_and(|line| are_references(sheet, &line.atoms) || are_codes(sheet, &line.atoms));
        if alone && before == Look::Label {
            let mut after = lines.iter().skip(n + 1).map(|line| line.look);
            let below = after.find(|look| *look != Look::Blank);
            if matches!(below, Some(Look::Figures { labelled: false, .. }))
                && let Some(line) = lines.get_mut(n)
            {
                *line = Line { atoms: Vec::new(), run: (0, 0), look: Look::Blank };
                continue;
            }
        }
        before = look;
    }
}
