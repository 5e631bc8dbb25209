//! Cells that have run together where the digits are grouped in threes: `Ränta-6 409-5 153` is −6 409 and
//! −5 153, and `Skatt44 31863 946` is 44 318 and 63 946.
//!
//! That is what a web page leaves when its table is copied as text. A sign begins a figure, and a group
//! behind a space has three digits, so most rows can be cut in one way only once it is known how many cells
//! they have; and that is the number with which most rows can. What can be cut in several ways is no figure
//! at all: read as it stands, `409-5 153` would be a 153 that nobody wrote.

use super::atoms::{Atom, Gap, Kind};
use crate::engine::{
    figure::{is_minus, is_space},
    source::Source,
    span::Span,
    vocabulary,
};
use std::collections::{BTreeMap, BTreeSet};

/// Rows in which the cells can be seen to have run together: a code or a date in a label is not five of them.
const MIN_ROWS: usize = 5;
/// Cells that are tried for a row.
const CELLS: std::ops::RangeInclusive<usize> = 2..=8;
/// Longer runs than eight cells of nine digits are no rows.
const LONGEST: usize = 120;
/// Ways to cut a row that are listed: two are too many already.
const WAYS: usize = 2;
/// Digits of a group.
const GROUP: usize = 3;
/// How far a reference may be from those to other notes of the table.
const NEAR: u32 = 5;

/// Where the cells of a row begin, as bytes of its line.
type Cut = Vec<usize>;

/// How the end of a line is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Cells begin at these bytes.
    Cells(Cut),
    /// From this byte on it holds so many cells that cannot be told apart.
    Unreadable(usize, usize),
}

/// A run of digits, signs and single spaces that is glued to the word before it.
struct Run<'a> {
    line: usize,
    /// Where its references to notes begin, if several are listed in front (`3,5586 551` is notes 3 and 5).
    list: Option<usize>,
    start: usize,
    text: &'a str,
    chars: Vec<(usize, char)>,
    /// It has a line to itself.
    bare: bool,
}

/// The lines whose cells have run together.
pub(super) fn find(source: &Source) -> BTreeMap<usize, Tail> {
    let mut out = BTreeMap::new();
    let mut stretch: Vec<Run<'_>> = Vec::new();
    let mut named = None;
    for n in 0..source.line_count() {
        match run_of(source, n) {
            Some(run) => stretch.push(run),
            // Sub-headings stand between the rows.
            None if !source.line(n).contains(|c: char| c.is_ascii_digit()) => {}
            None => {
                settle(source, &mut stretch, named, &mut out);
                named = years_at_end(source.line(n)).or(named);
            }
        }
    }
    settle(source, &mut stretch, named, &mut out);
    out
}

/// How many years have run together at the end of a line of heads: as many columns have the rows below it.
fn years_at_end(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let label = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = line.get(label.len()..)?;
    let glued = label.chars().next_back().is_some_and(char::is_alphabetic);
    let years = digits.len() / 4;
    // Eight digits alone may be a day.
    (holds_dates(digits) && years >= if glued { 2 } else { 3 }).then_some(years)
}

fn run_of(source: &Source, n: usize) -> Option<Run<'_>> {
    let line = source.line(n).trim_end();
    let member = |c: char| c.is_ascii_digit() || is_minus(c) || is_space(c);
    let start = line.char_indices().rev().take_while(|&(_, c)| member(c)).last()?.0;
    let text = line.get(start..)?;
    let before = line.get(..start)?;
    let label = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    let list = before.get(label.len()..).filter(|list| is_list(list)).map(|_| label.len());
    let end = if list.is_some() { label } else { before };
    let glued = end.chars().next_back().is_some_and(|c| c.is_alphabetic() || c == ')');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let bare = before.is_empty();
    if !(glued || bare)
        || text.starts_with(is_space)
        || digits < 2
        || text.len() > LONGEST
        || holds_dates(text)
    {
        return None;
    }
    let run = Run { line: n, list, start, text, chars: text.char_indices().collect(), bare };
    (glued || run.shows_cells()).then_some(run)
}

/// The numbers of notes, each with its comma: `3,` or `6,17,`.
fn is_list(text: &str) -> bool {
    let number = |n: &str| (1..=2).contains(&n.len()) && n.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_suffix(',').is_some_and(|list| list.split(',').all(number))
}

/// `2019-12-31`, or years that have run together.
fn holds_dates(text: &str) -> bool {
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let mut parts = text.split(is_minus);
    if let (Some(first), Some(second), Some(_)) = (parts.next(), parts.next(), parts.next())
        && year(first)
        && second.len() == 2
    {
        return true;
    }
    let digits = text.as_bytes();
    digits.len().is_multiple_of(4) && digits.chunks(4).all(|part| std::str::from_utf8(part).is_ok_and(year))
}

impl Run<'_> {
    /// Can it be seen that it holds several cells? A sign follows a digit, or a group has more than three.
    fn shows_cells(&self) -> bool {
        let inner_sign = self
            .chars
            .windows(2)
            .any(|pair| matches!(pair, [(_, a), (_, b)] if a.is_ascii_digit() && is_minus(*b)));
        let long_group =
            self.text.split(|c: char| is_space(c) || is_minus(c)).skip(1).any(|g| g.len() > GROUP);
        self.text.contains(is_space) && (inner_sign || long_group)
    }

    fn at(&self, i: usize) -> Option<char> {
        self.chars.get(i).map(|&(_, c)| c)
    }

    fn digits_at(&self, i: usize) -> usize {
        self.chars.get(i..).unwrap_or(&[]).iter().take_while(|(_, c)| c.is_ascii_digit()).count()
    }

    /// The ways to cut what stands from character `from` on into so many cells, two at most.
    fn cuts(&self, from: usize, cells: usize) -> Vec<Cut> {
        let mut search = Search { run: self, found: Vec::new(), dead: BTreeSet::new() };
        search.walk(from, cells, &mut Vec::new());
        search.found
    }

    /// Where a cell that begins at a character may end.
    fn ends(&self, from: usize) -> Vec<usize> {
        let signed = self.at(from).is_some_and(is_minus);
        let first = from + usize::from(signed);
        let digits = self.digits_at(first);
        if digits == 0 {
            // A dash by itself is an empty cell.
            return if signed { vec![first] } else { Vec::new() };
        }
        let longest = if self.at(first) == Some('0') { 1 } else { digits.min(GROUP) };
        let mut ends: Vec<usize> = (1..=longest).map(|n| first + n).collect();
        // Groups of three go on the figure whose first group ends at the space.
        let mut end = first + digits;
        if digits <= longest {
            while self.at(end).is_some_and(is_space) && self.digits_at(end + 1) >= GROUP {
                end += 1 + GROUP;
                ends.push(end);
                if self.digits_at(end) > 0 {
                    break;
                }
            }
        }
        ends
    }

    /// The reference to a note of one or two digits in front, with the ways to cut what follows.
    fn noted(&self, cells: usize) -> Vec<(u32, Cut)> {
        let mut found = Vec::new();
        for digits in 1..=2 {
            let note = self.text.get(..digits).and_then(|note| note.parse::<u32>().ok());
            let Some(note) = note.filter(|_| !self.text.starts_with('0')) else { continue };
            if self.at(digits).is_some_and(|c| !is_space(c)) {
                let cuts = self.cuts(digits, cells).into_iter();
                let first = self.list.unwrap_or(self.start);
                found.extend(cuts.map(|cut| (note, std::iter::once(first).chain(cut).collect())));
            }
        }
        found
    }
}

/// A walk over the ways to cut a run.
struct Search<'a> {
    run: &'a Run<'a>,
    found: Vec<Cut>,
    /// The places from which so many cells cannot be cut: none is tried twice.
    dead: BTreeSet<(usize, usize)>,
}

impl Search<'_> {
    fn walk(&mut self, from: usize, cells: usize, so_far: &mut Cut) {
        let run = self.run;
        if self.found.len() >= WAYS || self.dead.contains(&(from, cells)) {
            return;
        }
        let before = self.found.len();
        match run.chars.get(from) {
            None if cells == 0 => self.found.push(so_far.clone()),
            Some(&(byte, _)) if cells > 0 => {
                so_far.push(run.start + byte);
                for end in run.ends(from) {
                    // A cell that has run into this one has no space before it.
                    if !run.at(end).is_some_and(is_space) {
                        self.walk(end, cells - 1, so_far);
                    }
                }
                so_far.pop();
            }
            _ => {}
        }
        if self.found.len() == before {
            self.dead.insert((from, cells));
        }
    }
}

/// The ways to cut a row of so many cells.
struct Ways {
    plain: Vec<Cut>,
    noted: Vec<(u32, Cut)>,
}

impl Ways {
    fn of(run: &Run<'_>, cells: usize) -> Self {
        let plain = if run.list.is_some() { Vec::new() } else { run.cuts(0, cells) };
        // A sum without a label has no note.
        let noted = if run.bare { Vec::new() } else { run.noted(cells) };
        Self { plain, noted }
    }

    /// The only way, which may have a note if there is none without.
    fn only(&self) -> bool {
        self.plain.len() == 1 || self.plain.is_empty() && self.noted.len() == 1
    }

    fn any(&self) -> bool {
        !self.plain.is_empty() || !self.noted.is_empty()
    }
}

fn settle(
    source: &Source,
    stretch: &mut Vec<Run<'_>>,
    named: Option<usize>,
    out: &mut BTreeMap<usize, Tail>,
) {
    let runs = std::mem::take(stretch);
    if runs.iter().filter(|run| run.shows_cells() && !run.bare).count() < MIN_ROWS {
        if let Some(cells) = named.filter(|cells| CELLS.contains(cells)) {
            as_named(source, &runs, cells, out);
        }
        return;
    }
    let tried =
        CELLS.map(|cells| (cells, runs.iter().map(|run| Ways::of(run, cells)).collect::<Vec<Ways>>()));
    // Of as many the fewer cells.
    let best = tried.rev().max_by_key(|(_, ways)| ways.iter().filter(|ways| ways.only()).count());
    let Some((cells, ways)) = best else { return };
    // One row of ten may hold a misprint. Where more cannot be cut, or most can in several ways, it is
    // another kind of text, and none of it is figures.
    let ways = Some(ways).filter(|ways| {
        ways.iter().filter(|ways| ways.any()).count() * 10 >= runs.len() * 9
            && ways.iter().filter(|ways| ways.only()).count() * 2 > runs.len()
    });
    let notes: Vec<u32> = ways
        .iter()
        .flatten()
        .filter(|ways| ways.plain.is_empty() && ways.only())
        .filter_map(|ways| ways.noted.first().map(|(note, _)| *note))
        .collect();
    // One may be a misprint, if no head names the column.
    let headed = runs.first().is_some_and(|run| names_notes(source, run.line));
    let range = notes.iter().min().zip(notes.iter().max()).filter(|_| headed || notes.len() >= 2);
    let range = range.map(|(least, most)| least.saturating_sub(NEAR)..=most + NEAR);
    let mut ways = ways.map(Vec::into_iter);
    for run in &runs {
        let cut = ways.as_mut().and_then(Iterator::next).and_then(|ways| {
            let may_be_note = |note: &u32| range.as_ref().is_some_and(|range| range.contains(note));
            let noted = ways.noted.into_iter().filter(|(note, _)| may_be_note(note)).map(|(_, cut)| cut);
            let mut all = ways.plain.into_iter().chain(noted);
            let only = all.next();
            only.filter(|_| all.next().is_none())
        });
        out.insert(run.line, cut.map_or(Tail::Unreadable(run.start, cells), Tail::Cells));
    }
}

/// Where the heads above them say how many cells the rows have, a few rows are enough. What cannot be cut into as many is
/// no figure, where it shows that it holds several.
fn as_named(source: &Source, runs: &[Run<'_>], cells: usize, out: &mut BTreeMap<usize, Tail>) {
    let headed = runs.first().is_some_and(|run| names_notes(source, run.line));
    let shown: Vec<(&Run<'_>, Ways)> =
        runs.iter().filter(|run| run.shows_cells()).map(|run| (run, Ways::of(run, cells))).collect();
    if shown.iter().filter(|(_, ways)| ways.plain.len() == 1).count() * 2 <= shown.len() {
        return;
    }
    for (run, ways) in shown {
        let tail = match (ways.plain.as_slice(), ways.noted.as_slice()) {
            ([cut], noted) if noted.is_empty() || !headed => Tail::Cells(cut.clone()),
            _ => Tail::Unreadable(run.start, cells),
        };
        out.insert(run.line, tail);
    }
}

/// Lines above a row that its heads may fill.
const HEADS: usize = 12;

/// Is there a head for notes right above a line, to which other heads may be glued?
fn names_notes(source: &Source, line: usize) -> bool {
    let above = (line.saturating_sub(HEADS)..line).map(|n| source.line(n));
    above.flat_map(str::split_whitespace).any(|word| {
        vocabulary::is_note_header(word.trim_end_matches(|c: char| c.is_ascii_digit() || is_minus(c)))
    })
}

/// Makes the spaces behind the first of some cells spaces within them.
pub(super) fn join(atoms: &mut [Atom], base: u32, starts: &[usize]) {
    let first = starts.first().map_or(usize::MAX, |first| base as usize + first);
    let inside = atoms.iter_mut().filter(|atom| atom.span.start as usize >= first);
    inside.filter(|atom| atom.gap == Gap::Space).for_each(|atom| atom.gap = Gap::Inner);
}

/// One thing that is no figure in place of what stands from a byte of the line on.
/// The other cells of the row are empty.
pub(super) fn withhold(atoms: &mut Vec<Atom>, base: u32, from: usize, cells: usize) {
    let at = base as usize + from;
    let Some(first) = atoms.iter().position(|atom| atom.span.start as usize >= at) else { return };
    let tail = atoms.split_off(first);
    if let (Some(first), Some(last)) = (tail.first(), tail.last()) {
        atoms.push(Atom {
            kind: Kind::Broken,
            span: Span::new(first.span.start as usize, last.span.end as usize),
            gap: Gap::Wide,
            right: last.right,
            ..*first
        });
        let end = Span::new(last.span.end as usize, last.span.end as usize);
        let empty = Atom { kind: Kind::Nil, span: end, gap: Gap::Wide, left: last.right, ..*last };
        atoms.extend(std::iter::repeat_n(empty, cells.saturating_sub(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(run: &str, cells: usize) -> Vec<Vec<String>> {
        let run = Run {
            line: 0,
            list: None,
            start: 0,
            text: run,
            chars: run.char_indices().collect(),
            bare: false,
        };
        let ways = Ways::of(&run, cells);
        let plain = ways.plain.into_iter();
        let all = plain.chain(ways.noted.into_iter().map(|(_, cut)| cut));
        let text = |cut: Cut| {
            let ends = cut.iter().skip(1).copied().chain([run.text.len()]).collect::<Vec<_>>();
            cut.iter().zip(ends).map(|(&from, to)| run.text[from..to].to_owned()).collect()
        };
        all.map(text).collect()
    }

    #[test]
    fn signs_and_groups_of_three_part_cells() {
        assert_eq!(parts("-6 409-5 153", 2), [["-6 409", "-5 153"]]);
        assert_eq!(parts("-44 31863 946", 2), [["-44 318", "63 946"]]);
        assert_eq!(parts("011 165 295", 2), [["0", "11 165 295"]]);
        assert_eq!(parts("---4 120", 3), [["-", "-", "-4 120"]]);
        assert_eq!(parts("17113 0043 782 134", 2), [["17", "113 004", "3 782 134"]]);
        assert_eq!(parts("12 5", 2), [[""; 0]; 0], "a group has three digits");
    }

    #[test]
    fn only_a_table_that_shows_it_is_parted() {
        let found = |text: &str| find(&Source::text("t", text));
        let rows = "Rörelsen-6 731-9 215\nLäget\nRänta1 61723 143\nUtdelning49 849-32 218\nSkatt-44 31863 946\n\
                    Lån-535 0245 121 388\nRest38-26\n";
        let cut = found(rows);
        assert_eq!(cut.get(&0), Some(&Tail::Cells(vec![9, 15])));
        assert_eq!(cut.len(), 6);
        // What can be cut in several ways is no figure.
        let cut = found(&format!("{rows}Annat1234\n"));
        assert_eq!(cut.get(&7), Some(&Tail::Unreadable(5, 2)));
        assert!(found("CO2 12 345 13 456\nCO3 1 200 1 300\n").is_empty());
        assert!(found(&"Rörelsen -6 731 -9 215\n".repeat(8)).is_empty());
        assert!(found(&"Ränta2019-12-31\n".repeat(8)).is_empty());
    }
}
