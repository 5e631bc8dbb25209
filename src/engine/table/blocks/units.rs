//! Units behind the figures: `Skola 17 234 kronor`, and `25 år` in a cell of its own.
//!
//! A word behind a figure makes a sentence of a line, mostly. Where line after line ends in one figure and the same unit, they
//! are the rows of a list, or cells.

use super::{
    super::{
        atoms::{Gap, Kind},
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
        let own = line.and_then(|line| behind(sheet, line));
        if own.is_none() || own != unit {
            if run.len() >= ALIKE {
                for &at in &run {
                    if let Some(line) = lines.get_mut(at) {
                        line.atoms.pop();
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

/// The unit behind the last figure of a row.
pub(in super::super) fn of_row(sheet: &Sheet<'_>, row: &super::RawRow) -> Option<Unit> {
    let last = row.atoms.get(row.run.1.checked_sub(1)?)?;
    let line = sheet.line_span(last.line as usize);
    let rest = sheet.source.text.get(last.span.end as usize..line.end as usize)?;
    let mut words = rest.split_whitespace();
    words.next().filter(|_| words.next().is_none()).and_then(|word| vocabulary::unit(word, ""))
}
