//! Units behind the figures: `Skola 17 234 kronor`, and `25 år` in a cell of its own.
//!
//! A word behind a figure makes a sentence of a line, mostly. Where line after line ends in one figure and the same unit, they
//! are the rows of a list, or cells.

use super::{
    super::{
        atoms::{Atom, Gap, Kind},
        sheet::Sheet,
    },
    line::{Line, Look, numbers},
};
use crate::engine::{unit::Unit, vocabulary};

/// Lines in a row that must end so: two do by chance.
const ALIKE: usize = 3;

/// Leaves out the units behind the figures of lines that bear each other out. `look` looks at a line again.
pub(super) fn leave_out(sheet: &Sheet<'_>, lines: &mut [Line], look: &dyn Fn(usize, &mut Line)) {
    let mut run: Vec<usize> = Vec::new();
    let mut unit: Option<String> = None;
    for n in 0..=lines.len() {
        let line = lines.get(n);
        if line.is_some_and(|line| line.look == Look::Blank) {
            continue;
        }
        let own = line.filter(|line| line.look != Look::Prose);
        let own = own.and_then(|line| behind(sheet, line).or_else(|| between(sheet, line)));
        if own.is_none() || own != unit {
            if run.len() >= ALIKE {
                for &at in &run {
                    if let Some(line) = lines.get_mut(at) {
                        take_out(sheet, &mut line.atoms);
                        look(at, line);
                    }
                }
            }
            run.clear();
        }
        if own.is_some() {
            run.push(n);
        }
        unit = own;
    }
}

/// The unit at the end of a line, behind its only figures.
fn behind(sheet: &Sheet<'_>, line: &Line) -> Option<String> {
    let (last, before) = line.atoms.split_last()?;
    let word = last.span.of(&sheet.source.text).to_lowercase();
    let is_unit =
        vocabulary::unit(&word, "").is_some_and(|unit| unit != Unit::Count) || matches!(&*word, "år" | "st");
    // `… är -7,6 mkr.` ends a sentence.
    let ends_plainly = word.ends_with(char::is_alphanumeric);
    let own = line.run.1 == before.len() && numbers(before, line.run) > 0;
    (own && is_unit
        && ends_plainly
        && last.kind == Kind::Word
        && last.gap == Gap::Space
        && !line.atoms.iter().any(|a| a.in_cell))
    .then_some(word)
}

/// Is an atom the name of a unit?
fn is_unit(sheet: &Sheet<'_>, atom: &Atom) -> bool {
    let word = atom.span.of(&sheet.source.text);
    atom.kind == Kind::Word
        && word.chars().all(char::is_alphabetic)
        && vocabulary::unit(word, "").is_some_and(|unit| unit != Unit::Count)
}

/// The units of a line that names them behind several of its figures: `Norra 14 044 tkr 10,4 %`.
fn between(sheet: &Sheet<'_>, line: &Line) -> Option<String> {
    let of_figures = |atom: &&Atom| atom.figurelike() || is_unit(sheet, atom);
    let tail = line.atoms.iter().rev().take_while(of_figures).count();
    let tail = line.atoms.get(line.atoms.len() - tail..)?;
    let from = tail.iter().position(|atom| atom.number().is_some())?;
    let tail = tail.get(from..)?;
    let units: Vec<&str> = tail
        .iter()
        .filter(|atom| is_unit(sheet, atom))
        .map(|atom| atom.span.of(&sheet.source.text))
        .collect();
    let figures = numbers(tail, (0, tail.len()));
    // `10,0 mkr 2027`: a year behind an amount says when.
    let dated = tail.iter().filter_map(Atom::number).any(|number| number.year);
    (!units.is_empty() && figures >= 2 && !dated && !tail.iter().any(|a| a.in_cell))
        .then(|| format!("{figures} {}", units.join(" ").to_lowercase()))
}

/// Leaves the units out of a line: they part its cells.
fn take_out(sheet: &Sheet<'_>, atoms: &mut Vec<Atom>) {
    let last = atoms.len().saturating_sub(1);
    let units: Vec<bool> = atoms
        .iter()
        .enumerate()
        .map(|(i, atom)| i == last && atom.kind == Kind::Word || i > 0 && is_unit(sheet, atom))
        .collect();
    let behind = std::iter::once(false).chain(units.iter().copied());
    for (atom, _) in atoms.iter_mut().zip(behind).filter(|(_, behind)| *behind) {
        atom.gap = Gap::Wide;
    }
    let mut units = units.into_iter();
    atoms.retain(|_| units.next() != Some(true));
}

/// The unit behind the last figure of a row.
pub(in super::super) fn of_row(sheet: &Sheet<'_>, row: &super::RawRow) -> Option<Unit> {
    let last = row.atoms.get(row.run.1.checked_sub(1)?)?;
    let line = sheet.line_span(last.line as usize);
    let rest = sheet.source.text.get(last.span.end as usize..line.end as usize)?;
    let mut words = rest.split_whitespace();
    words.next().filter(|_| words.next().is_none()).and_then(|word| vocabulary::unit(word, ""))
}
