//! Empty cells that the spaces of a text still show.
//!
//! What is copied from a page as text has its cells parted by one space, and an empty cell is a space by
//! itself: `79,8   30,3` is two amounts with one empty cell between them, and where every cell has a line of
//! its own an empty one is a line with nothing but a space; where lines have lost their spaces, it is one more line without
//! text, with all that part it from the next. Nobody says that a text is of that kind, but it
//! can be counted: amounts and empty cells together are then as many in row after row, while the gaps of a
//! kept layout, or of a careless hand, add up to nothing.

use super::{
    atoms::{Atom, Gap, Kind},
    blocks::{Block, RawRow, least_figures},
    sheet::Sheet,
};
use crate::engine::{figure::is_space, span::Span};

/// Rows that must agree on how many cells there are: two gaps of a kept layout may do so by chance.
const AGREE: usize = 3;

/// Puts the empty cells of a block into its rows, if its spaces show them.
pub(super) fn fill(sheet: &Sheet<'_>, block: &mut Block) {
    if block.border.is_some() || block.rows.iter().flat_map(|row| &row.atoms).any(|atom| atom.in_cell) {
        return;
    }
    trail(sheet, block);
    let lines = block.vertical.then(|| Lines::of(sheet, &block.rows));
    let rows: Vec<Shown> = block.rows.iter().map(|row| Shown::of(sheet, row, lines)).collect();
    // A line that holds nothing but a space was a cell: one row is enough that it makes as long as those without.
    let agree = if matches!(lines, Some(Lines::Spaces)) { 1 } else { AGREE };
    let Some(width) = width(&rows, agree) else { return };
    // Rows that have a note besides are one cell longer, and their empty cells are all their own.
    let noted = matches!(lines, Some(Lines::Spaces)) && of_width(&rows, width + 1) >= AGREE;
    let widths = width..=width + usize::from(noted);
    for (row, shown) in block.rows.iter_mut().zip(&rows) {
        if shown.cells + shown.inner() <= *widths.end() {
            // What is left behind the last figure are its own cells first; what is more belongs to the next row.
            let own = |left: usize| {
                let all = noted && widths.clone().any(|width| shown.with(left).contains(&width));
                let some =
                    || (0..=left).find(|n| widths.clone().any(|width| shown.with(*n).contains(&width)));
                if all { Some(left) } else { some() }
            };
            let behind = shown.behind.and_then(own).unwrap_or(0);
            put(row, shown, behind);
        }
    }
    block.spelled = true;
    // Where cells have no lines of their own, one row in five that is a cell short and shows none is no slip.
    let short = rows.iter().filter(|shown| shown.most + shown.inner() + shown.behind.unwrap_or(0) < width);
    block.unnamed = !block.vertical && short.count() * 5 >= rows.len();
}

/// How many rows without empty cells have so many cells.
fn of_width(rows: &[Shown], width: usize) -> usize {
    rows.iter().filter(|shown| shown.inner() == 0 && (shown.cells..=shown.most).contains(&width)).count()
}

/// Marks the rows whose lines go on behind their last figures: the cells that are empty there have left their spaces, but
/// not how many they are. Where most lines do, spaces say nothing.
fn trail(sheet: &Sheet<'_>, block: &mut Block) {
    let trails = |row: &RawRow| {
        let spaces = |line: &str| line.chars().rev().take_while(|c| is_space(*c)).count();
        let last = row.atoms.last().filter(|_| row.run.1 == row.atoms.len());
        last.is_some_and(|last| spaces(sheet.line(last.line as usize)) > 1)
    };
    let trailing: Vec<bool> = block.rows.iter().map(|row| !block.vertical && trails(row)).collect();
    if trailing.iter().filter(|trails| **trails).count() * 2 < trailing.len() {
        for (row, trails) in block.rows.iter_mut().zip(trailing) {
            row.trails = trails;
        }
    }
}

/// What the spaces of a row show.
struct Shown {
    /// The fewest and the most cells that are not empty: a space may go on a figure.
    cells: usize,
    most: usize,
    /// The empty cells right before each atom of its run.
    before: Vec<usize>,
    behind: Option<usize>,
    /// No spaces but those that can be cells.
    regular: bool,
}

impl Shown {
    /// `vertical` where every cell has a line of its own.
    fn of(sheet: &Sheet<'_>, row: &RawRow, vertical: Option<Lines>) -> Self {
        let run = row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]);
        let mut before = Vec::with_capacity(run.len());
        let mut regular = true;
        for (i, atom) in run.iter().enumerate() {
            let previous = (row.run.0 + i).checked_sub(1).and_then(|at| row.atoms.get(at));
            let label = row.label_lines.last().map(|&n| sheet.line_span(n));
            let empty = match previous.map(|a| (a.span, a.line)) {
                Some((span, line)) if line == atom.line => {
                    between(sheet.source.text.get(span.end as usize..atom.span.start as usize).unwrap_or(""))
                }
                _ => {
                    if let Some(lines) = vertical {
                        let end = previous.map(|a| a.span).or(label).map_or(atom.span.start, |span| span.end);
                        let between = sheet.source.text.get(end as usize..atom.span.start as usize);
                        lines.empty(between.unwrap_or(""))
                    } else {
                        // `  24,3` below its label: every empty cell has the space that parts it from the next.
                        let lead =
                            sheet.line(atom.line as usize).chars().take_while(|c| is_space(*c)).count();
                        lead.is_multiple_of(2).then_some(lead / 2)
                    }
                }
            };
            regular &= empty.is_some();
            before.push(empty.unwrap_or(0));
        }
        let behind =
            row.atoms.get(..row.run.1).and_then(<[Atom]>::last).filter(|_| row.run.1 == row.atoms.len());
        let behind = behind.and_then(|last| {
            let Some(lines) = vertical else { return trailing(sheet.line(last.line as usize)) };
            let rest = sheet.source.text.get(last.span.end as usize..).unwrap_or("");
            let text = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            lines.empty(rest.get(..text).unwrap_or(""))
        });
        let cells =
            if vertical.is_some() { run.chunk_by(|a, b| a.line == b.line).count() } else { cells(run) };
        let most =
            if vertical.is_some() { cells } else { cells + run.len() - least_figures(run).min(run.len()) };
        Self { cells, most, before, behind, regular }
    }

    /// How many cells it may have with its empty ones and some more.
    fn with(&self, more: usize) -> std::ops::RangeInclusive<usize> {
        let empty = self.inner() + more;
        self.cells + empty..=self.most + empty
    }

    /// The empty cells before its last figure.
    fn inner(&self) -> usize {
        self.before.iter().sum()
    }
}

/// The empty cells that the space between two cells of a line holds: one space is none, three are one.
fn between(gap: &str) -> Option<usize> {
    let mut spaces = 0_usize;
    let mut currency = false;
    for c in gap.chars() {
        // A sign of currency goes with its figure, and so does the space behind it.
        if !is_space(c) {
            currency = true;
        } else if !std::mem::take(&mut currency) {
            spaces += 1;
        }
    }
    match spaces {
        0 => Some(0),
        n if n % 2 == 1 => Some(n / 2),
        _ => None,
    }
}

/// Those behind the last cell of a line, each with the space that parts it from the one before.
fn trailing(line: &str) -> Option<usize> {
    let spaces = line.chars().rev().take_while(|c| is_space(*c)).count();
    spaces.is_multiple_of(2).then_some(spaces / 2)
}

/// How the lines without text between the cells of a block tell of empty ones.
#[derive(Clone, Copy)]
enum Lines {
    /// Those that hold a space are cells, where others hold nothing at all.
    Spaces,
    /// So many part two cells.
    Part(usize),
}

impl Lines {
    fn of(sheet: &Sheet<'_>, rows: &[RawRow]) -> Self {
        let mut counts = std::collections::BTreeMap::new();
        for pair in rows.iter().flat_map(|row| row.atoms.windows(2)) {
            if let [a, b] = pair
                && a.line != b.line
            {
                let between = sheet.source.text.get(a.span.end as usize..b.span.start as usize).unwrap_or("");
                if spaced(between) > 0 {
                    return Self::Spaces;
                }
                *counts.entry(blank_lines(between).count()).or_insert(0_usize) += 1;
            }
        }
        // Of as many the fewest: empty cells make them more.
        Self::Part(counts.into_iter().rev().max_by_key(|(_, times)| *times).map_or(0, |(lines, _)| lines))
    }

    /// The empty cells between two, if the lines can be cells.
    fn empty(self, between: &str) -> Option<usize> {
        match self {
            Self::Spaces => Some(spaced(between)),
            Self::Part(lines) => {
                let more = blank_lines(between).count().checked_sub(lines)?;
                more.is_multiple_of(lines + 1).then_some(more / (lines + 1))
            }
        }
    }
}

/// The lines without text in what stands between two cells.
fn blank_lines(between: &str) -> impl Iterator<Item = &str> {
    let lines = between.rsplit_once('\n').map_or("", |(lines, _)| lines);
    lines.split('\n').skip(1).filter(|line| line.trim().is_empty())
}

/// Those of them that hold a space.
fn spaced(between: &str) -> usize {
    blank_lines(between).filter(|line| line.starts_with(is_space)).count()
}

/// The fewest cells of a run on a line: figures, and marks for no amount.
fn cells(run: &[Atom]) -> usize {
    let mark = |(i, atom): (usize, &Atom)| match atom.kind {
        Kind::Nil | Kind::Notes => true,
        Kind::Sign(_) => run.get(i + 1).is_none_or(|next| next.number().is_none() || next.gap == Gap::Wide),
        _ => false,
    };
    least_figures(run) + run.iter().enumerate().filter(|&at| mark(at)).count()
}

/// How many cells a row has, if the spaces tell: those of so many rows.
fn width(rows: &[Shown], agreeing: usize) -> Option<usize> {
    let gaps = || rows.iter().filter(|shown| shown.regular && shown.inner() > 0);
    let mut votes = std::collections::BTreeMap::new();
    for shown in gaps() {
        // What is left behind the last figure may be cells, too.
        let widths: std::collections::BTreeSet<usize> =
            [0, shown.behind.unwrap_or(0)].into_iter().flat_map(|more| shown.with(more)).collect();
        for width in widths {
            *votes.entry(width).or_insert(0_usize) += 1;
        }
    }
    // Of as many the least: what can be one figure mostly is.
    let (&width, &most) = votes.iter().rev().max_by_key(|(_, votes)| **votes)?;
    let all = gaps().count();
    let against = rows.iter().filter(|shown| !shown.regular).count();
    // A hand that sets three spaces between all cells leaves no row without a gap.
    let without = rows.iter().filter(|shown| {
        // A year at the end of the label looks like a cell.
        shown.regular && shown.inner() == 0 && (shown.cells.saturating_sub(1)..=shown.most).contains(&width)
    });
    let more = gaps().any(|shown| *shown.with(0).start() > width);
    // Three of four: a row or two may be set by hand. Half of them, if all the others have lost their ends.
    let agree = most * 4 >= (all + against) * 3 || !more && most * 2 >= all + against;
    (most >= agreeing && agree && without.count() >= 2).then_some(width)
}

/// Puts the empty cells into a row.
fn put(row: &mut RawRow, shown: &Shown, behind: usize) {
    let mut atoms = Vec::with_capacity(row.atoms.len() + shown.inner() + behind);
    atoms.extend(row.atoms.get(..row.run.0).unwrap_or(&[]).iter().copied());
    let empty = |at: u32, like: &Atom| Atom {
        kind: Kind::Nil,
        span: Span::new(at as usize, at as usize),
        gap: Gap::Wide,
        left: like.left,
        right: like.left,
        ..*like
    };
    let run = row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]);
    for (atom, &n) in run.iter().zip(&shown.before) {
        atoms.extend(std::iter::repeat_n(empty(atom.span.start, atom), n));
        atoms.push(Atom { gap: if n > 0 && atom.gap == Gap::Space { Gap::Wide } else { atom.gap }, ..*atom });
    }
    if let Some(last) = run.last() {
        atoms.extend(std::iter::repeat_n(empty(last.span.end, last), behind));
    }
    let end = atoms.len();
    atoms.extend(row.atoms.get(row.run.1..).unwrap_or(&[]).iter().copied());
    row.run.1 = end;
    row.atoms = atoms;
}
