//! Which lines of words between the rows of a table belong to which label.
//!
//! A label that is too wide for its column goes on below, and its figures stand beside its first line, its last
//! or its middle, the same way all through a table. So the lines between each two rows are parted into those
//! that end the label above, headings, and those that begin the label below, and all are parted together: as it
//! is cheapest for how each line begins and ends, and for how the labels of the table stand by their figures.

use super::{
    Block, RawRow,
    line::{Line, Look, words_of_heads},
    pieces::{BIT, Manner, Piece, bits},
};
use crate::engine::{
    report::RowRole,
    span::Span,
    table::{
        atoms::{Atom, Gap, Kind},
        sheet::Sheet,
    },
    vocabulary,
};

/// Where the figures stand beside a label of several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// No label has several lines.
    Nowhere,
    First,
    Middle,
    Last,
}

/// The most lines of a label before its figures, and after them. Four lines of a few words are a long label.
const MOST: usize = 4;

/// A row whose figures stand otherwise beside its label than those of the table do.
const ODD: u32 = 6 * BIT;
/// A table in which labels are wrapped.
const WRAPS: u32 = 2 * BIT;
/// Each line of a label after the second.
const LONGER: u32 = BIT;
/// A heading below a total, which ends what stood under the last one: every third is followed by one.
const HEADING: u32 = 3 * BIT / 2;
/// A heading below another row.
const INTERRUPTING: u32 = 5 * BIT;
/// A heading below another.
const UNDER: u32 = BIT;
/// A label that ends in a colon, and has figures.
const COLON: u32 = 6 * BIT;
/// What stands right below a table, and is no part of it: most tables end at an empty line, or a sentence.
const AT_ONCE: u32 = 2 * BIT;
/// A label that only stands below its figures; a number may be the label of figures that seem to have none.
const ONLY_BELOW: u32 = 2 * NAMELESS;
/// A row without a label.
const NAMELESS: u32 = 24 * BIT;
/// Heads of columns are no labels.
const HEADER: u32 = 10 * BIT;
/// Above the first row, what has words of them may be one.
const HEADER_WORDS: u32 = 3 * BIT;
/// A total heads no rows.
const TOTAL: u32 = 5 * BIT;
/// An empty line inside a label.
const APART: u32 = 8 * BIT;

/// The words right behind figures that stand alone: some extractors put the last line of a label there, where it stands
/// a little lower.
fn behind(row: &RawRow) -> Option<Span> {
    let words = row.atoms.get(row.run.1..)?;
    let first = words.first().filter(|a| row.run.0 == 0 && a.gap != Gap::Wide && a.kind == Kind::Word)?;
    Some(first.span.cover(words.last()?.span))
}

/// A row as its label needs it.
struct Row<'a> {
    /// The words on its line before its figures.
    own: Option<Piece<'a>>,
    first_line: usize,
    last_line: usize,
    /// A sum or a balance of what stands above it.
    closes: bool,
    /// Figures that stand alone have words behind them.
    behind: Option<Span>,
}

/// How many lines between two rows end the label above, and how many begin the label below.
type Parts = (usize, usize);

/// What it costs that a piece goes on with what stands above it, begins a label, or begins a heading.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    joined: u32,
    parted: u32,
    headed: u32,
    /// Nothing stands between.
    near: bool,
}

struct Labels<'a> {
    vertical: bool,
    /// What figures cost that stand alone below a label of one line.
    below: u32,
    /// What a label of two lines costs.
    wrapped: u32,
    manner: Manner,
    rows: Vec<Row<'a>>,
    /// The lines of words before each row, and after the last.
    between: Vec<Vec<Piece<'a>>>,
}

/// Gives the lines of words between the rows to their labels, and as headings to the rows below them. `gaps` are
/// the lines before each row, and after the last; of those, the label takes as many as are returned.
pub(super) fn settle(sheet: &Sheet<'_>, lines: &[Line], block: &mut Block, gaps: &[Vec<usize>]) -> usize {
    let labels = Labels::of(sheet, lines, block, gaps);
    // Cells that stand below each other stand below their label.
    let modes: &[Beside] = if block.vertical {
        &[Beside::Last]
    } else {
        &[Beside::Nowhere, Beside::Last, Beside::First, Beside::Middle]
    };
    let edges: Vec<Vec<Edge>> = (0..gaps.len()).map(|i| labels.edges(i)).collect();
    let ways = modes.iter().map(|&mode| labels.cheapest(mode, &edges));
    let Some((_, parts)) = ways.min_by_key(|(cost, _)| *cost) else { return 0 };
    let mut group = None;
    for (i, (gap, &(after, before))) in gaps.iter().zip(&parts).enumerate() {
        let end = gap.len().saturating_sub(before);
        if let Some(row) = i.checked_sub(1).and_then(|above| block.rows.get_mut(above)) {
            row.label_after.extend(gap.iter().take(after).map(|&n| sheet.line_span(n)));
        }
        let middle = gap.get(after..end).unwrap_or(&[]);
        let heading = labels.heading(i, after, end);
        if i == 0 {
            block.header = middle.to_vec();
        }
        if let (Some(&first), Some(&last)) = (gap.get(heading..end).and_then(<[usize]>::first), middle.last())
        {
            group = Some((first, last));
        }
        if let Some(row) = block.rows.get_mut(i) {
            let behind = labels.rows.get(i).and_then(|row| row.behind).filter(|_| before > 0);
            row.label_after.extend(behind);
            row.label_lines = gap.get(end..).unwrap_or(&[]).to_vec();
            row.group = group;
        }
    }
    let taken = parts.last().map_or(0, |&(after, _)| after);
    let below = gaps.last().and_then(|gap| gap.get(..taken)).and_then(<[usize]>::last);
    block.last_line = below.copied().unwrap_or(0).max(block.last_line);
    taken
}

impl<'a> Labels<'a> {
    fn of(sheet: &Sheet<'a>, lines: &[Line], block: &Block, gaps: &[Vec<usize>]) -> Self {
        let piece = |&n: &usize| {
            let line = sheet.line(n);
            let heads = lines.get(n).is_some_and(|line| line.look == Look::Header);
            let (of_heads, words) = words_of_heads(line);
            let left = line.chars().take_while(|c| c.is_whitespace()).count();
            Piece { text: line.trim(), line: n, left, heads, of_heads, words }
        };
        let between: Vec<Vec<Piece<'a>>> = gaps.iter().map(|gap| gap.iter().map(piece).collect()).collect();
        let mut rows: Vec<Row<'a>> = block.rows.iter().map(|row| Row::of(sheet, row)).collect();
        if named_by_years(block) {
            for (row, raw) in rows.iter_mut().zip(&block.rows) {
                row.own = raw.atoms.first().map(|year| piece_of(sheet, year, year));
            }
        }
        for (row, gap) in rows.iter_mut().zip(&between) {
            let lines = gap
                .iter()
                .rev()
                .take(MOST)
                .filter(|_| row.own.is_none_or(|own| own.text.starts_with(char::is_lowercase)));
            let words = row.own.iter().chain(lines);
            row.closes = words
                .map(|piece| vocabulary::row_role(piece.text))
                .any(|role| matches!(role, RowRole::Total | RowRole::Net | RowRole::Result));
        }
        let mut manner = Manner::default();
        for (row, gap) in rows.iter().zip(&between) {
            if let Some(own) = row.own {
                manner.learn(own.text, gap.is_empty());
            }
        }
        if rows.iter().all(|row| row.own.is_none()) {
            between.iter().skip(1).flatten().for_each(|piece| manner.learn(piece.text, false));
        }
        // Where figures stand beside their words, those that stand alone do so for the length of their label; unless
        // labels that can only be one line show otherwise.
        let alone = || rows.iter().zip(&between).filter(|(row, gap)| row.own.is_none() && !gap.is_empty());
        let single = alone().filter(|(_, gap)| gap.len() == 1).count() as u32;
        let beside = !block.vertical && rows.iter().filter(|row| row.own.is_some()).count() >= 2;
        let below = if beside { bits(single + 1, alone().count() as u32 + 8) } else { 0 };
        // How often labels are wrapped is seen where they go on with a small letter.
        let owns = rows.iter().skip(1).map(|row| row.own).chain([None]);
        let goes_on = |(gap, own): &(&Vec<Piece<'_>>, Option<Piece<'_>>)| {
            !gap.is_empty() && gap.iter().chain(own).any(|piece| piece.text.starts_with(char::is_lowercase))
        };
        let wraps = between.iter().skip(1).zip(owns).filter(goes_on).count() as u32;
        let wrapped = bits(wraps + 1, rows.len() as u32 + 4);
        Self { vertical: block.vertical, below, wrapped, manner, rows, between }
    }

    /// The cheapest way to part all lines where the figures stand so beside their labels, and what it costs.
    fn cheapest(&self, mode: Beside, edges: &[Vec<Edge>]) -> (u32, Vec<Parts>) {
        // For each gap, by how many of its lines begin the label below: the least that all above costs, and the
        // parts of the gap before that lead there.
        let mut least: Vec<[(u32, Parts); MOST + 1]> = Vec::with_capacity(self.between.len());
        for (i, gap) in self.between.iter().enumerate() {
            let edges = edges.get(i).map_or(&[][..], Vec::as_slice);
            let mut here = [(u32::MAX, (0, 0)); MOST + 1];
            let above = i.checked_sub(1);
            let mosts = if above.is_some() { gap.len().min(MOST) } else { 0 };
            for after in 0..=mosts {
                // The least that the row above and all before it cost, where so many lines go on with its label.
                let (so_far, from) = match above.and_then(|above| self.rows.get(above).zip(least.get(above)))
                {
                    None => (0, 0),
                    Some((row, costs)) => costs
                        .iter()
                        .enumerate()
                        .map(|(before, (cost, _))| {
                            (cost.saturating_add(self.standing(mode, row, before, after)), before)
                        })
                        .min()
                        .unwrap_or((u32::MAX, 0)),
                };
                let left = gap.len() - after;
                for (before, slot) in here.iter_mut().enumerate().take(left + 1) {
                    let cost = so_far.saturating_add(self.parting(i, edges, after, before));
                    if cost < slot.0 {
                        *slot = (cost, (from, after));
                    }
                }
            }
            least.push(here);
        }
        let mut out = Vec::with_capacity(least.len());
        let cost = least.last().and_then(|costs| costs.first()).map_or(u32::MAX, |(cost, _)| *cost);
        let mut before = 0;
        for costs in least.iter().rev() {
            let (from, after) = costs.get(before).map_or((0, 0), |(_, parts)| *parts);
            out.push((after, before));
            before = from;
        }
        out.reverse();
        (if mode == Beside::Nowhere { cost } else { cost.saturating_add(WRAPS) }, out)
    }

    /// The words before the lines after a row: its own, or where it has none the last above its figures.
    fn end_above(&self, i: usize) -> Option<Piece<'a>> {
        let above = i.checked_sub(1)?;
        let row = self.rows.get(above)?;
        let words = row.own.or_else(|| self.between.get(above)?.last().copied())?;
        Some(Piece { line: row.last_line, ..words })
    }

    /// What each piece of a gap, and the words of the row below, say of what stands above them.
    fn edges(&self, i: usize) -> Vec<Edge> {
        let gap = self.between.get(i).map_or(&[][..], Vec::as_slice);
        let own = self.rows.get(i).and_then(|row| Some(Piece { line: row.first_line, ..row.own? }));
        let mut above = self.end_above(i);
        let mut out = Vec::with_capacity(gap.len() + 1);
        for &below in gap.iter().chain(&own) {
            out.push(above.map_or_else(Edge::default, |above| Edge {
                joined: self.joined(above, below),
                parted: self.manner.parted(above, below, false),
                headed: self.manner.parted(above, below, true) + if below.is_total() { TOTAL } else { 0 },
                near: below.line == above.line + 1,
            }));
            above = Some(below);
        }
        out
    }

    /// What it costs to part the lines of a gap so.
    fn parting(&self, i: usize, edges: &[Edge], after: usize, before: usize) -> u32 {
        let Some(gap) = self.between.get(i) else { return 0 };
        let end = gap.len().saturating_sub(before);
        // Heads stand above the first row, and what stands below the last row is no part of the table.
        let outside = i == 0 || i >= self.rows.len();
        let heads = self.heads(i);
        let mut cost = 0;
        for (at, edge) in edges.iter().enumerate() {
            let Some(piece) = gap.get(at) else {
                cost += if before > 0 {
                    edge.joined
                } else if at > 0 {
                    edge.parted
                } else {
                    0
                };
                break;
            };
            if (after..end).contains(&at) {
                cost += match (outside, at > after) {
                    (true, true) => edge.joined.min(edge.headed),
                    (true, false) if i > 0 && edge.near => edge.headed + AT_ONCE,
                    (true, false) => edge.headed,
                    (false, true) => edge.joined.min(edge.headed + UNDER),
                    (false, false) => edge.headed + heads,
                };
                continue;
            }
            cost += if at < after || at > end { edge.joined } else { edge.parted };
            if piece.announces() {
                cost += COLON;
            }
            if piece.heads {
                cost += HEADER;
            } else if piece.of_heads * 2 > piece.words && i == 0 {
                cost += HEADER_WORDS;
            }
        }
        cost
    }

    /// What a heading costs in a gap.
    fn heads(&self, i: usize) -> u32 {
        if self.between.get(i).and_then(|gap| gap.last()).is_some_and(Piece::announces) {
            return 0;
        }
        let above = i.checked_sub(1).and_then(|above| self.rows.get(above));
        if above.is_none_or(|row| row.closes) { HEADING } else { INTERRUPTING }
    }

    fn joined(&self, above: Piece<'_>, below: Piece<'_>) -> u32 {
        // In a stretch of one cell a line, empty lines may part the lines of a cell as they do the cells.
        let near = below.line <= above.line + if self.vertical { 2 } else { 1 };
        self.manner.joined(above, below) + if near { 0 } else { APART }
    }

    /// What it costs that so many lines of a label stand before and after the line of its figures.
    fn standing(&self, mode: Beside, row: &Row<'_>, before: usize, after: usize) -> u32 {
        let own = row.own.is_some();
        let after = after + usize::from(row.behind.is_some() && before > 0);
        if before + after == 0 {
            return if own { 0 } else { NAMELESS };
        }
        // Figures alone stand between as many lines; beside a line, that may be either of the two in the middle.
        let apart = before.abs_diff(after);
        let lines = before + after + usize::from(own);
        let odd = match mode {
            Beside::Nowhere => lines > 1 || after > 0,
            Beside::First => !own || before > 0,
            Beside::Last => after > 0,
            Beside::Middle => apart > usize::from(own),
        };
        let below = if !own && lines == 1 { self.below } else { 0 };
        let even = if mode == Beside::Middle && own && apart == 1 { BIT } else { 0 };
        let wrapped = if lines > 1 { self.wrapped + LONGER * (lines as u32 - 2) } else { 0 };
        wrapped + even + below + if !own && before == 0 { ONLY_BELOW } else { 0 } + if odd { ODD } else { 0 }
    }

    /// Where among the lines of a gap the heading begins that stands last of some.
    fn heading(&self, i: usize, from: usize, to: usize) -> usize {
        let gap = self.between.get(i).and_then(|gap| gap.get(..to)).unwrap_or(&[]);
        let parts = |above, below| self.manner.parted(above, below, true) + UNDER;
        // Above the first row the heads of the columns stand first.
        let from = if i == 0 { 1 } else { from };
        let mut start = to;
        for at in (from..to).rev() {
            let (Some(&piece), below) = (gap.get(at), gap.get(at + 1)) else { break };
            let goes_on = below.is_none_or(|&below| self.joined(piece, below) < parts(piece, below));
            let cells = piece.text.contains("  ") || piece.text.contains('\t');
            if !goes_on || i == 0 && (piece.of_heads > 0 || piece.heads || cells) {
                break;
            }
            start = at;
        }
        start
    }
}

/// Do years name the rows, one after the other?
fn named_by_years(block: &Block) -> bool {
    let year =
        |row: &RawRow| row.run.0 == 0 && row.atoms.first().and_then(Atom::number).is_some_and(|n| n.year);
    block.rows.len() > 1 && block.rows.iter().all(year)
}

/// Words of a row.
fn piece_of<'a>(sheet: &Sheet<'a>, first: &Atom, last: &Atom) -> Piece<'a> {
    Piece {
        text: first.span.cover(last.span).of(&sheet.source.text),
        line: first.line as usize,
        left: first.left as usize,
        heads: false,
        of_heads: 0,
        words: 0,
    }
}

impl<'a> Row<'a> {
    fn of(sheet: &Sheet<'a>, row: &RawRow) -> Self {
        let line = |atom: Option<&Atom>| atom.map_or(0, |atom| atom.line as usize);
        let mut words = row.run.0;
        // A per cent sign right behind the words is theirs.
        while words > 0 && row.atoms.get(words).is_some_and(|atom| atom.kind == Kind::Percent) {
            words += 1;
        }
        let first = row.atoms.first();
        let last = row.atoms.get(..words).and_then(<[Atom]>::last);
        let own = first.zip(last).map(|(first, last)| piece_of(sheet, first, last));
        Self {
            own,
            first_line: line(first),
            last_line: line(row.atoms.last()),
            closes: false,
            behind: behind(row),
        }
    }
}
