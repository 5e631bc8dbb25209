//! What a line is by the lines around it.

use super::{
    super::{
        atoms::{Atom, Gap, Kind},
        sheet::Sheet,
    },
    line::{LABEL_WORDS, Line, Look, ends_sentence, least_figures, numbers},
};
use crate::engine::{figure::Sign, vocabulary};

/// The last line of a paragraph can be as short as a label: right below running text, what begins with a
/// small letter or ends in a full stop goes on with it, and so does a line that tells an amount among words (`Avgifterna, 5 618
/// tkr, ligger under plan med`).
pub(super) fn paragraph_ends(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let mut before = Look::Blank;
    for (n, line) in lines.iter_mut().enumerate() {
        let text = sheet.line(n).trim();
        let small = text.chars().next().is_some_and(char::is_lowercase);
        let tells = || {
            line.atoms.windows(3).any(|three| match three {
                [number, unit, next] => {
                    let unit = unit.span.of(&sheet.source.text);
                    number.number().is_some()
                        && vocabulary::unit(unit, "").is_some()
                        && next.kind == Kind::Word
                        && next.gap == Gap::Space
                }
                _ => false,
            })
        };
        if before == Look::Prose && line.look == Look::Label && (small || text.ends_with('.') || tells()) {
            line.look = Look::Prose;
        }
        before = line.look;
    }
}

/// Heads that are nothing but words, so many at least, name columns: two may be a label and a remark.
const HEADS: usize = 3;
/// Lines of heads below the first.
const LINES_OF_HEADS: usize = 2;

/// Below figures and an empty line, words in cells of their own of which each stands over a figure of the row below head
/// another table, though none of them is known as a head (`Ingående kapital   Avkastning   Utdelat`).
pub(super) fn heads_of_words(lines: &mut [Line]) {
    let parted = |atoms: &[Atom]| -> Vec<(u32, u32)> {
        let cells = atoms.chunk_by(|_, next| !matches!(next.gap, Gap::Wide | Gap::Line));
        cells.filter_map(|cell| Some((cell.first()?.left, cell.last()?.right))).collect()
    };
    let (mut figures, mut blank) = (false, false);
    let mut heads = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        match line.look {
            Look::Blank => blank = true,
            Look::Figures { .. } => (figures, blank) = (true, false),
            Look::Prose => (figures, blank) = (false, false),
            Look::Label if figures && blank && line.atoms.iter().all(|atom| atom.kind == Kind::Word) => {
                let mut below = lines.get(n + 1..).unwrap_or(&[]).iter().take(LINES_OF_HEADS + 1);
                let row = below.find(|line| line.look != Look::Label);
                let row = row.filter(|row| matches!(row.look, Look::Figures { labelled: true, .. }));
                let cells =
                    row.map_or_else(Vec::new, |row| parted(row.atoms.get(row.run.0..).unwrap_or(&[])));
                let words = parted(&line.atoms);
                let over = |&&(left, right): &&(u32, u32)| {
                    words.iter().filter(|word| word.0 < right && left < word.1).count() == 1
                };
                if cells.len() >= HEADS
                    && words.len() >= cells.len()
                    && cells.iter().filter(over).count() == cells.len()
                {
                    heads.push(n);
                }
            }
            Look::Label | Look::Header => {}
        }
    }
    for n in heads {
        if let Some(line) = lines.get_mut(n) {
            line.look = Look::Header;
        }
    }
}

/// Right below heads, numbers without a label and with words among them are the rest of those heads (`2408   2408   else`
/// below `Utfall   Budget   Avvik-`).
pub(super) fn heads_of_numbers(lines: &mut [Line]) {
    let mut below_heads = false;
    for line in lines {
        let unlabelled = matches!(line.look, Look::Figures { labelled: false, .. });
        let words = line.atoms.get(line.run.1..).unwrap_or(&[]).iter().any(|atom| atom.kind == Kind::Word);
        let mut numbers = line.atoms.iter().filter_map(Atom::number);
        let plain = numbers.all(|n| n.decimals == 0 && n.sign == Sign::None && !n.nought);
        if below_heads && unlabelled && words && plain {
            line.look = Look::Header;
        }
        below_heads = line.look == Look::Header;
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

/// Which lines are a single cell each: those of a stretch in which no line holds more figures than one. Where some hold a
/// note and an amount, or two amounts, so may the others.
pub(super) fn single_cells(lines: &[Line], vertical: &[bool]) -> Vec<bool> {
    let several = |line: &Line| matches!(line.look, Look::Figures { least, .. } if least > 1);
    let mut out = vertical.to_vec();
    let mut from = 0;
    for stretch in vertical.chunk_by(|a, b| a == b) {
        let to = from + stretch.len();
        if lines.get(from..to).is_some_and(|lines| lines.iter().any(several)) {
            out.iter_mut().take(to).skip(from).for_each(|single| *single = false);
        }
        from = to;
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
            && (1..=LABEL_WORDS).contains(&line.atoms.len())
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
    /// The fewest and the most figures of each of them.
    each: Vec<(usize, usize)>,
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
                let above = groups.last().and_then(|group| lines.get(*group.lines.last()?));
                if label || labelled || above.is_none_or(|above| stands_under(above, line)) {
                    groups.push(Group::default());
                }
                // Cells that could not be told apart are all of their row.
                label =
                    line.atoms.iter().any(|atom| atom.kind == Kind::Nil && atom.span.start == atom.span.end);
                if let Some(group) = groups.last_mut() {
                    group.lines.push(n);
                    let most = numbers(&line.atoms, line.run);
                    group.each.push((least, most));
                    group.least += least;
                    group.most += most;
                }
            }
            Look::Blank | Look::Figures { .. } => {}
        }
    }
    join(&groups, &mut out);
    out
}

/// Do the figures of a line, two or more, end where figures of the line above do? Then they are in the same columns, and so of
/// another row; cells that go on stand beside those before them, wherever the line begins.
fn stands_under(above: &Line, line: &Line) -> bool {
    let ends = |line: &Line| -> Vec<u32> {
        let run = line.atoms.get(line.run.0..line.run.1).unwrap_or(&[]);
        let cells = run.chunk_by(|_, next| next.gap != Gap::Wide);
        cells.filter_map(|cell| Some(cell.last()?.right)).collect()
    };
    let (above, own) = (ends(above), ends(line));
    own.len() > 1 && own.iter().all(|end| above.contains(end))
}

/// Is a line without a label as long as all others, and one of few? Then it is a row of its own, a sum that has no name.
fn hold_rows(groups: &[Group]) -> bool {
    let several = groups.iter().filter(|group| group.lines.len() > 1).count();
    let each = || groups.iter().flat_map(|group| &group.each);
    let least = each().map(|&(least, _)| least).max().unwrap_or(0).max(2);
    (several <= 1 || several * 4 <= groups.len()) && each().all(|&(_, most)| most >= least)
}

/// Marks the later lines of the groups that have as many figures as nearly all have.
fn join(groups: &[Group], out: &mut [bool]) {
    let of_width =
        |width: usize| groups.iter().filter(|group| (group.least..=group.most).contains(&width)).count();
    let widths: std::collections::BTreeSet<usize> =
        groups.iter().flat_map(|group| [group.least, group.most]).filter(|&width| width > 1).collect();
    let Some((count, width)) = widths.into_iter().map(|width| (of_width(width), width)).max() else { return };
    if hold_rows(groups) {
        return;
    }
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
