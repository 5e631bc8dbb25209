//! What a line is by the lines around it.

use super::{
    super::{
        atoms::{Atom, Gap, Kind},
        sheet::Sheet,
    },
    line::{LABEL_WORDS, Line, Look, ends_sentence, least_figures, numbers},
};
use crate::engine::figure::Sign;

/// The last line of a paragraph can be as short as a label: right below running text, what begins with a
/// small letter or ends in a full stop goes on with it.
pub(super) fn paragraph_ends(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let mut before = Look::Blank;
    for (n, line) in lines.iter_mut().enumerate() {
        let text = sheet.line(n).trim();
        let small = text.chars().next().is_some_and(char::is_lowercase);
        if before == Look::Prose && line.look == Look::Label && (small || text.ends_with('.')) {
            line.look = Look::Prose;
        }
        before = line.look;
    }
}

/// Rows that show that codes stand before the names: two numbers may begin labels by chance.
const CODED: usize = 3;

/// A code (`7695 Ny förskola`) can stand on a line of its own where a narrow column has broken its name away. It is
/// the beginning of a label, and no figure: the label goes on below, and other labels begin with such codes.
pub(super) fn codes_alone(lines: &mut [Line]) {
    let code = |line: &Line| {
        let first = line.atoms.first().and_then(Atom::number)?;
        let plain = first.digits >= 3 && first.decimals == 0 && first.sign == Sign::None && !first.closed;
        plain.then_some(first.digits)
    };
    let named = |line: &Line| {
        line.atoms.get(1).is_some_and(|a| a.kind == Kind::Word && matches!(a.gap, Gap::Space | Gap::Inner))
    };
    let named = lines.iter().filter(|line| named(line));
    let mut known = [0_usize; 16];
    for digits in named.filter(|line| line.look != Look::Prose).filter_map(code) {
        if let Some(slot) = known.get_mut(usize::from(digits)) {
            *slot += 1;
        }
    }
    for n in 0..lines.len() {
        // A label of two lines can have its figures between them.
        let mut below = lines.get(n + 1..).unwrap_or(&[]).iter().take(2);
        let below =
            below.find(|line| !matches!(line.look, Look::Figures { labelled: false, least } if least >= 2));
        let goes_on = below.is_some_and(|next| {
            matches!(next.look, Look::Label | Look::Figures { labelled: true, .. })
                && next.atoms.first().is_some_and(|a| a.kind == Kind::Word)
        });
        let Some(line) = lines.get_mut(n) else { continue };
        let own = code(line).filter(|&own| known.get(usize::from(own)).is_some_and(|&n| n >= CODED));
        if own.is_none() || !goes_on {
            continue;
        }
        match (line.look, line.atoms.get(1)) {
            (Look::Figures { .. } | Look::Header, None) => line.look = Look::Label,
            // Its figures may stand beside it.
            (Look::Figures { least, labelled: false }, Some(next)) if next.gap == Gap::Wide && least >= 2 => {
                line.look = Look::Figures { least: least - 1, labelled: true };
                line.run.0 += 1;
                if let Some(code) = line.atoms.first_mut() {
                    code.kind = Kind::Word;
                }
            }
            _ => {}
        }
    }
}

/// The last word of a broken label can be a number (`Gång- och cykelväg` and `etapp 2`): alone behind words, and right
/// above figures that have no label, it is no row of its own.
pub(super) fn numbers_in_labels(lines: &mut [Line]) {
    for n in 1..lines.len() {
        let bare = lines
            .get(n + 1)
            .is_some_and(|next| matches!(next.look, Look::Figures { labelled: false, least } if least >= 2));
        let broken =
            n.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|l| l.look == Look::Label);
        let Some(line) = lines.get_mut(n).filter(|_| bare && broken) else { continue };
        let alone =
            matches!(line.look, Look::Figures { least: 1, labelled: true }) && line.run.1 == line.atoms.len();
        let number = line.atoms.get(line.run.0..line.run.1).and_then(|run| match run {
            [atom] => atom.number().filter(|_| atom.gap == Gap::Space),
            _ => None,
        });
        if alone
            && number.is_some_and(|n| n.digits <= 2 && n.decimals == 0 && n.sign == Sign::None && !n.opens)
        {
            line.look = Look::Label;
        }
    }
}

/// Lines that bear each other out as rows: two may look alike by chance.
const ALIKE: usize = 3;

/// A few words behind the figures (`Ej uppfyllt`) make a line look like no row; among lines that are rows,
/// or are like it, it is one.
pub(super) fn rows_among_rows(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let could_be = |line: &Line| {
        let behind = line.atoms.get(line.run.1..).unwrap_or(&[]);
        let ends = line.atoms.last().is_some_and(|a| ends_sentence(a.span.of(&sheet.source.text)));
        let figures = line.atoms.get(line.run.0..line.run.1).unwrap_or(&[]);
        let words = behind.iter().all(|a| a.kind == Kind::Word);
        matches!(line.look, Look::Label | Look::Header)
            && (1..=3).contains(&behind.len())
            && words
            && line.run.0 > 0
            && !ends
            && numbers(&line.atoms, line.run) >= 2
            && !figures.iter().filter_map(Atom::number).all(|n| n.year)
    };
    let mut from = 0;
    while from < lines.len() {
        let like = |line: &Line| {
            could_be(line) || matches!(line.look, Look::Figures { least, labelled: true } if least >= 2)
        };
        let run = lines.get(from..).unwrap_or(&[]).iter().take_while(|line| like(line)).count();
        let least = |line: &Line| least_figures(line.atoms.get(line.run.0..line.run.1).unwrap_or(&[]));
        let stretch = lines.get_mut(from..from + run).unwrap_or(&mut []);
        if run >= ALIKE && stretch.iter().any(|line| least(line) >= 2) {
            for line in stretch.iter_mut().filter(|line| could_be(line)) {
                line.look = Look::Figures { least: least(line), labelled: true };
            }
        }
        from += run.max(1);
    }
}

/// Which lines lie in a stretch where figures stand one to a line.
///
/// A stretch is one where at least six lines in a row (blanks, labels and headers aside) are single bare
/// figures and lines with more figures are few: a table of two rows by three columns is the least that
/// can be told from stray cells.
pub(super) fn vertical_regions(lines: &[Line]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let mut start = 0;
    let (mut single, mut multiple) = (0_usize, 0_usize);
    for n in 0..=lines.len() {
        let look = lines.get(n).map(|line| line.look);
        match look {
            Some(Look::Figures { least: 1, labelled: false }) => single += 1,
            Some(Look::Figures { .. }) => multiple += 1,
            Some(Look::Blank | Look::Label | Look::Header) => {}
            Some(Look::Prose) | None => {
                if single >= 6 && single >= 4 * multiple {
                    out.iter_mut().take(n).skip(start).for_each(|slot| *slot = true);
                }
                start = n + 1;
                (single, multiple) = (0, 0);
            }
        }
    }
    out
}

/// A label that ends in an abbreviation (`Övrigt stöd, funktionsneds.`) looks like a sentence; between a
/// row and figures without a label it is theirs.
pub(super) fn sentences_between_figures(lines: &mut [Line]) {
    let looks: Vec<Look> = lines.iter().map(|line| line.look).collect();
    let text = |look: &&Look| **look != Look::Blank;
    for (n, line) in lines.iter_mut().enumerate() {
        let before = looks.get(..n).and_then(|looks| looks.iter().rev().find(text));
        let after = looks.get(n + 1..).and_then(|looks| looks.iter().find(text));
        if line.look == Look::Prose
            && line.atoms.len() <= LABEL_WORDS
            && matches!(before, Some(Look::Figures { .. }))
            && matches!(after, Some(Look::Figures { labelled: false, .. }))
        {
            line.look = Look::Label;
        }
    }
}

/// Figures from one label to the next.
#[derive(Default)]
struct Group {
    lines: Vec<usize>,
    /// The fewest and the most figures that they can be read as.
    least: usize,
    most: usize,
}

/// Which lines of figures go on with the row before: a pasted table can have some cells of a row one to a
/// line and others together. If all the figures from a label to the next are as many in nearly every row,
/// they are its cells.
pub(super) fn continued_rows(lines: &[Line], vertical: &[bool]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let mut groups: Vec<Group> = Vec::new();
    let mut label = true;
    for (n, line) in lines.iter().enumerate() {
        match line.look {
            Look::Label | Look::Header => label = true,
            Look::Prose => {
                join(&groups, &mut out);
                groups.clear();
            }
            Look::Figures { least, labelled } if vertical.get(n) != Some(&true) => {
                if label || labelled || groups.is_empty() {
                    groups.push(Group::default());
                }
                label = false;
                if let Some(group) = groups.last_mut() {
                    group.lines.push(n);
                    group.least += least;
                    group.most += numbers(&line.atoms, line.run);
                }
            }
            Look::Blank | Look::Figures { .. } => {}
        }
    }
    join(&groups, &mut out);
    out
}

/// Marks the later lines of the groups that have as many figures as nearly all have.
fn join(groups: &[Group], out: &mut [bool]) {
    let of_width =
        |width: usize| groups.iter().filter(|group| (group.least..=group.most).contains(&width)).count();
    let widths: std::collections::BTreeSet<usize> =
        groups.iter().flat_map(|group| [group.least, group.most]).filter(|&width| width > 1).collect();
    let Some((count, width)) = widths.into_iter().map(|width| (of_width(width), width)).max() else { return };
    // Three of four rows, three at least: fewer agree by chance.
    if count < 3 || count * 4 < groups.len() * 3 {
        return;
    }
    for group in groups.iter().filter(|group| (group.least..=group.most).contains(&width)) {
        for &n in group.lines.iter().skip(1) {
            if let Some(slot) = out.get_mut(n) {
                *slot = true;
            }
        }
    }
}
