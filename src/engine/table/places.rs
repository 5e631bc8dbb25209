//! Where the columns of a table stand, when the text has kept the layout.
//!
//! Cells that wide gaps part cover some characters of their lines; what no row covers are the gutters
//! between the columns, whatever edge the figures are set to and however many cells are missing. Where
//! columns stand so close that their cells touch, the rows that have all their cells show the edges that
//! line up. Each page is looked at by itself, as a table stands elsewhere after a page break.

use crate::engine::figure::Sign;

use super::{
    atoms::{Gap, Kind, Number},
    blocks::{Block, RawRow},
    reading::{ColumnModel, Reading, readings},
};

/// The edge of the cells of a column that lines up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Left,
    Middle,
    Right,
}

impl Edge {
    fn of(self, (left, right): Extent) -> u32 {
        match self {
            Self::Left => left,
            Self::Middle => u32::midpoint(left, right),
            Self::Right => right,
        }
    }
}

/// Where the figures of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    edge: Edge,
    at: u32,
    /// How far its cells are known to stand away from there.
    slack: u32,
}

/// The leftmost and rightmost character of something, the end exclusive.
pub(super) type Extent = (u32, u32);

impl Position {
    /// How many characters a cell stands farther away than the column's own do.
    pub(super) fn away(self, cell: Extent) -> u32 {
        self.edge.of(cell).abs_diff(self.at).saturating_sub(self.slack)
    }

    /// Does a cell stand here?
    pub(super) fn fits(self, cell: Extent) -> bool {
        self.away(cell) <= 1
    }
}

/// Where the columns stand on each page that a table runs over.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pages: Vec<(u32, Vec<Position>)>,
    /// For pages with too few rows to show it.
    whole: Option<Vec<Position>>,
}

impl Places {
    /// Finds the places of `columns`.
    pub(super) fn find(block: &Block, columns: &[ColumnModel]) -> Self {
        if block.vertical || block.spelled {
            return Self::default();
        }
        if let Some(cells) = &block.cells {
            // Between borders, the number of the cell is the place. Notes are not told from amounts by it.
            let edge = |&at: &u32| Position { edge: Edge::Left, at, slack: 1 };
            let whole = (cells.len() == columns.len()).then(|| cells.iter().map(edge).collect());
            return Self { pages: Vec::new(), whole };
        }
        let mut pages = Vec::new();
        for rows in block.rows.chunk_by(|a, b| a.page == b.page) {
            if let (Some(first), Some(positions)) = (rows.first(), on_page(rows, columns)) {
                pages.push((first.page, positions));
            }
        }
        Self { pages, whole: on_page(&block.rows, columns) }
    }

    /// The place of a column on the page that a row stands on.
    pub(super) fn of(&self, row: &RawRow, column: usize) -> Option<Position> {
        self.on(row.page)?.get(column).copied()
    }

    fn on(&self, page: u32) -> Option<&Vec<Position>> {
        self.pages.iter().find(|(p, _)| *p == page).map(|(_, positions)| positions).or(self.whole.as_ref())
    }

    /// The columns as they stand on the page of a row.
    pub(super) fn put(&self, columns: &[ColumnModel], row: &RawRow) -> Vec<ColumnModel> {
        let column =
            |(c, column): (usize, &ColumnModel)| ColumnModel { place: self.of(row, c), ..column.clone() };
        columns.iter().enumerate().map(column).collect()
    }
}

fn on_page(rows: &[RawRow], columns: &[ColumnModel]) -> Option<Vec<Position>> {
    if !set_apart(rows) {
        return None;
    }
    let between = bands(rows).filter(|bands| bands.len() == columns.len());
    between
        .map(|bands| bands.iter().map(|band| line_up(band)).collect())
        .or_else(|| by_full_rows(rows, columns))
}

/// Where hardly any cell is set apart, edges that line up do so by chance.
fn set_apart(rows: &[RawRow]) -> bool {
    if let Some((wide, all)) = gaps(rows) {
        return wide * 4 >= all;
    }
    // Where every gap may be one within a figure, the one behind the label shows whether the layout was kept.
    let runs = || rows.iter().map(|row| row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]));
    let grouped = runs().any(|atoms| atoms.len() > 1);
    let beside = runs().any(|atoms| atoms.first().is_some_and(|first| first.gap == Gap::Space));
    !(grouped && beside)
}

/// Of the gaps before what certainly begins a cell, how many are wide, and how many there are; none where there are none.
fn gaps(rows: &[RawRow]) -> Option<(usize, usize)> {
    let (mut wide, mut all) = (0_usize, 0_usize);
    for row in rows {
        for pair in row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]).windows(2) {
            // A sign that stands apart is the beginning of its number.
            let [before, atom] = pair else { continue };
            // So is what may be a later group of three.
            let later = |n: Number| n.digits == 3 && n.sign == Sign::None && atom.gap == Gap::Space;
            let begins = atom.number().is_some_and(|n| !later(n)) && !matches!(before.kind, Kind::Sign(_));
            if begins || matches!(atom.kind, Kind::Sign(_)) {
                all += 1;
                wide += usize::from(atom.gap == Gap::Wide);
            }
        }
    }
    (all > 0).then_some((wide, all))
}

/// How many cells stand between other gutters than most of their column do, under some readings of the rows.
pub(super) fn scattered(block: &Block, readings: &[Option<Reading>]) -> usize {
    if block.vertical || block.cells.is_some() || !set_apart(&block.rows) {
        return 0;
    }
    let mut out = 0;
    let mut from = 0;
    for rows in block.rows.chunk_by(|a, b| a.page == b.page) {
        let own = readings.get(from..from + rows.len()).unwrap_or(&[]);
        from += rows.len();
        let Some(bands) = bands(rows).filter(|_| rows.len() >= 3) else { continue };
        let spans: Vec<Extent> = bands
            .iter()
            .filter_map(|band| {
                band.iter().copied().reduce(|(a, b), (left, right)| (a.min(left), b.max(right)))
            })
            .collect();
        let width = own.iter().flatten().map(|reading| reading.slots.len()).max().unwrap_or(0);
        for c in 0..width {
            let mut counts = vec![0_usize; spans.len()];
            for (row, reading) in rows.iter().zip(own) {
                let slot = reading.as_ref().and_then(|r| r.slots.get(c).copied().flatten());
                let cell = slot.and_then(|slot| {
                    Some((row.atoms.get(slot.from)?.left, row.atoms.get(slot.to.checked_sub(1)?)?.right))
                });
                let at =
                    cell.and_then(|(left, right)| spans.iter().position(|&(a, b)| left < b && a < right));
                if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
                    *count += 1;
                }
            }
            out += counts.iter().sum::<usize>() - counts.iter().max().copied().unwrap_or(0);
        }
    }
    out
}

/// How many columns of figures the gutters show.
pub(super) fn count(block: &Block) -> Option<usize> {
    if block.vertical || block.cells.is_some() {
        return None;
    }
    let pages = block.rows.chunk_by(|a, b| a.page == b.page);
    pages.filter(|rows| rows.len() >= 3 && set_apart(rows)).filter_map(bands).map(|bands| bands.len()).max()
}

/// So many rows show where a column stands without one of them.
const FEW: usize = 5;

/// Wider lines are no page of text.
const PAGE_WIDTH: usize = 1_000;

/// The cells between the same two gutters, from left to right.
fn bands(rows: &[RawRow]) -> Option<Vec<Vec<Extent>>> {
    let cells: Vec<Vec<Extent>> = rows.iter().map(cells).collect();
    let end = cells.iter().flatten().map(|cell| cell.1 as usize).max().filter(|&end| end <= PAGE_WIDTH)?;
    let mut covered = vec![0_usize; end];
    // Where labels stand apart from their figures, a number one space behind a label is its own, if no other figures stand
    // there: `Etapp 3     38 000`.
    let begins =
        |gap: Gap| rows.iter().filter(move |row| row.atoms.get(row.run.0).is_some_and(|a| a.gap == gap));
    let apart = begins(Gap::Wide).count() * 2 > rows.len();
    let beside = |row: &RawRow| {
        apart && row.run.0 > 0 && row.atoms.get(row.run.0).is_some_and(|a| a.gap == Gap::Space)
    };
    let own =
        rows.iter().zip(&cells).map(|(row, cells)| (cells, usize::from(beside(row) && cells.len() > 1)));
    for &(left, right) in own.flat_map(|(cells, of_label)| cells.iter().skip(of_label)) {
        covered.iter_mut().take(right as usize).skip(left as usize).for_each(|n| *n += 1);
    }
    // One cell in ten rows may be so long that it reaches over a gutter, and in a page laid out in columns the total of a few.
    let laid_out = rows.len() >= FEW && gaps(rows).is_some_and(|(wide, all)| wide * 4 >= all * 3);
    let stray = (rows.len() / 10).max(usize::from(laid_out));
    let mut out: Vec<(Extent, Vec<Extent>)> = Vec::new();
    for at in covered.iter().enumerate().filter(|&(_, &n)| n > stray).map(|(at, _)| at as u32) {
        match out.last_mut().filter(|(band, _)| band.1 == at) {
            Some((band, _)) => band.1 = at + 1,
            None => out.push(((at, at + 1), Vec::new())),
        }
    }
    for &cell in cells.iter().flatten() {
        let mut over = out.iter_mut().filter(|(band, _)| cell.0 < band.1 && band.0 < cell.1);
        if let (Some((_, band)), None) = (over.next(), over.next()) {
            band.push(cell);
        }
    }
    // A lone cell somewhere else, in a table of some rows, is a number of a label.
    let least = if rows.len() >= FEW { 2 } else { 1 };
    Some(out.into_iter().map(|(_, cells)| cells).filter(|cells| cells.len() >= least).collect())
}

/// The cells of a row that wide gaps part.
fn cells(row: &RawRow) -> Vec<Extent> {
    let mut out: Vec<Extent> = Vec::new();
    for atom in row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]) {
        match out.last_mut() {
            Some(cell) if !matches!(atom.gap, Gap::Wide | Gap::Line) => cell.1 = atom.right,
            _ => out.push((atom.left, atom.right)),
        }
    }
    out
}

/// The edge at which most of some cells line up.
fn line_up(cells: &[Extent]) -> Position {
    let sides = [Edge::Left, Edge::Middle, Edge::Right].map(|edge| {
        let mut at: Vec<u32> = cells.iter().map(|&cell| edge.of(cell)).collect();
        at.sort_unstable();
        let middle = at.get(at.len() / 2).copied().unwrap_or(0);
        let near = at.iter().filter(|x| x.abs_diff(middle) <= 1).count();
        // Nine of ten tell how far the cells of the column stand from each other.
        let mut off: Vec<u32> = at.iter().map(|x| x.abs_diff(middle)).collect();
        off.sort_unstable();
        let slack = off.get(off.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(0).max(1);
        (near, Position { edge, at: middle, slack })
    });
    // The last of equals: figures are mostly set to the right.
    sides
        .into_iter()
        .max_by_key(|(near, _)| *near)
        .map_or(Position { edge: Edge::Right, at: 0, slack: 1 }, |(_, position)| position)
}

/// The rows that have just as many cells as there are columns show where these stand: if their edges line
/// up, the others' do too.
fn by_full_rows(rows: &[RawRow], columns: &[ColumnModel]) -> Option<Vec<Position>> {
    let mut full: Vec<Vec<Extent>> = Vec::new();
    for row in rows {
        let Some(reading) = certain_first(readings(row, columns, 2)) else { continue };
        let edges: Option<Vec<Extent>> = reading
            .slots
            .iter()
            .map(|slot| {
                let slot = (*slot)?;
                Some((row.atoms.get(slot.from)?.left, row.atoms.get(slot.to.checked_sub(1)?)?.right))
            })
            .collect();
        full.extend(edges);
    }
    if full.len() < 2 {
        return None;
    }
    let spread = |edge: Edge| -> Vec<(u32, usize)> {
        (0..columns.len())
            .map(|c| {
                let mut at: Vec<u32> =
                    full.iter().filter_map(|row| row.get(c)).map(|&cell| edge.of(cell)).collect();
                at.sort_unstable();
                let middle = at.get(at.len() / 2).copied().unwrap_or(0);
                let near = at.iter().filter(|&&x| x.abs_diff(middle) <= 2).count();
                (middle, near)
            })
            .collect()
    };
    let (left, right) = (spread(Edge::Left), spread(Edge::Right));
    let total = |side: &[(u32, usize)]| side.iter().map(|&(_, near)| near).sum::<usize>();
    let (edge, side) = if total(&right) >= total(&left) { (Edge::Right, right) } else { (Edge::Left, left) };
    // Nine of ten edges in line are a layout; a text without one has them scattered, as figures differ in length.
    let in_line = total(&side) * 10 >= full.len() * columns.len() * 9 && full.len() * 2 >= rows.len();
    in_line.then(|| side.into_iter().map(|(at, _)| Position { edge, at, slack: 1 }).collect())
}

/// The best reading if it stands alone.
pub(super) fn certain_first(mut readings: Vec<Reading>) -> Option<Reading> {
    let alone = match readings.as_slice() {
        [first, second, ..] => second.cost > first.cost,
        [_] => true,
        [] => false,
    };
    (alone && !readings.is_empty()).then(|| readings.swap_remove(0))
}
