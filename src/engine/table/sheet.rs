//! The lines of a text as the tables see them: where two tables stand side by side, each has its own, and so has
//! each of two rows that have run together.

use super::joined;
use crate::engine::{
    figure::{self, Parsed, Style},
    report::RowRole,
    source::Source,
    span::Span,
    vocabulary,
};

/// A line, or the part of one that belongs to one of two tables.
#[derive(Clone, Copy, Debug)]
struct Strip {
    line: usize,
    span: Span,
}

/// The lines of a source in the order in which its tables are read. Places in it are counted from 0 and
/// are line numbers as long as no two tables stand side by side, and no row has run into the next.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub source: &'a Source,
    strips: Vec<Strip>,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        let mut strips = Vec::with_capacity(source.line_count());
        let whole = |line: usize| Strip { line, span: source.line_span(line) };
        let mut next = 0;
        for beside in side_by_side(source) {
            strips.extend((next..beside.from).map(whole));
            let halves: Vec<(Strip, Strip)> =
                (beside.from..beside.to).map(|line| halves(source, line, beside.column)).collect();
            strips.extend(halves.iter().map(|(left, _)| *left));
            strips.extend(halves.iter().map(|(_, right)| *right));
            next = beside.to;
        }
        strips.extend((next..source.line_count()).map(whole));
        let strips = strips.into_iter().flat_map(|strip| rows_of(source, strip)).collect();
        Self { source, strips }
    }

    pub(super) fn line_count(&self) -> usize {
        self.strips.len()
    }

    pub(super) fn line_span(&self, n: usize) -> Span {
        let end = self.source.text.len();
        self.strips.get(n).map_or(Span::new(end, end), |strip| strip.span)
    }

    pub(super) fn line(&self, n: usize) -> &'a str {
        self.line_span(n).of(&self.source.text)
    }

    /// The line of the source (counted from 0) that a place is on.
    pub(super) fn number(&self, n: usize) -> usize {
        self.strips.get(n).map_or(0, |strip| strip.line)
    }
}

/// A line, or the rows that have run together on it.
fn rows_of(source: &Source, strip: Strip) -> Vec<Strip> {
    let whole = source.line_span(strip.line);
    let mut out = Vec::with_capacity(1);
    let mut from = strip.span.start as usize;
    if strip.span == whole {
        for start in joined::starts(source, strip.line) {
            let start = whole.start as usize + start;
            out.push(Strip { line: strip.line, span: Span::new(from, start) });
            from = start;
        }
    }
    out.push(Strip { line: strip.line, span: Span::new(from, strip.span.end as usize) });
    out
}

fn halves(source: &Source, line: usize, column: usize) -> (Strip, Strip) {
    let span = source.line_span(line);
    let text = span.of(&source.text);
    let byte = text.char_indices().nth(column).map_or(text.len(), |(byte, _)| byte);
    let at = span.start as usize + byte;
    let half = |span| Strip { line, span };
    (half(Span::new(span.start as usize, at)), half(Span::new(at, span.end as usize)))
}

/// Lines on which two tables stand side by side, and the character where the right one begins.
#[derive(Clone, Copy, Debug)]
struct Beside {
    from: usize,
    to: usize,
    column: usize,
}

/// Rows that must agree where the right table begins: two may do so by chance.
const MIN_ROWS: usize = 3;
/// More lines without text than this part two tables.
const MAX_BLANKS: usize = 2;

/// A piece of a line between wide gaps.
struct Piece<'a> {
    text: &'a str,
    /// The character that it begins at.
    left: usize,
    figure: bool,
}

fn side_by_side(source: &Source) -> Vec<Beside> {
    let mut out: Vec<Beside> = Vec::new();
    let mut run: Vec<(usize, usize)> = Vec::new();
    let mut blanks = 0;
    for n in 0..=source.line_count() {
        let line = source.line(n);
        if line.trim().is_empty() && n < source.line_count() {
            blanks += 1;
            if blanks <= MAX_BLANKS {
                continue;
            }
        }
        let column = second_label(&pieces(line));
        let goes_on = column.is_some() && run.last().is_none_or(|&(_, at)| Some(at) == column);
        // A row of one table only, or a sub-heading, does not end the other.
        let beside = run.last().is_some_and(|&(_, at)| {
            n < source.line_count() && is_gutter(line, at) && !line.trim().is_empty()
        });
        if !goes_on && !beside {
            out.extend(settle(source, &run));
            run.clear();
        }
        run.extend(column.filter(|&at| run.last().is_none_or(|last| last.1 == at)).map(|at| (n, at)));
        blanks = 0;
    }
    out
}

/// The pieces of a line between gaps of two or more spaces. Tabs part cells by themselves.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut out: Vec<(usize, usize, usize)> = Vec::new();
    let mut spaces = 2;
    for (column, (byte, c)) in line.char_indices().enumerate() {
        if c == '\t' {
            return Vec::new();
        }
        if c.is_whitespace() || figure::is_space(c) {
            spaces += 1;
            continue;
        }
        let end = byte + c.len_utf8();
        match out.last_mut().filter(|_| spaces < 2) {
            Some(piece) => piece.1 = end,
            None => out.push((byte, end, column)),
        }
        spaces = 0;
    }
    let piece = |(from, to, left): (usize, usize, usize)| {
        let text = line.get(from..to).unwrap_or("");
        let figure = matches!(figure::parse(text, Style::Comma), Parsed::Figure(_) | Parsed::Nil);
        Piece { text, left, figure }
    };
    out.into_iter().map(piece).collect()
}

fn is_label(piece: &Piece<'_>) -> bool {
    !piece.figure && piece.text.chars().next().is_some_and(char::is_alphabetic)
}

/// Where the label of a second row begins: `label figures label figures`, as many figures in both.
fn second_label(pieces: &[Piece<'_>]) -> Option<usize> {
    let (first, rest) = pieces.split_first()?;
    let figures = rest.iter().take_while(|piece| piece.figure).count();
    let (second, others) = rest.get(figures..)?.split_first()?;
    let right = others.len();
    (is_label(first)
        && is_label(second)
        && figures >= 1
        && right == figures
        && others.iter().all(|p| p.figure))
    .then_some(second.left)
}

/// Does nothing stand in the two characters before a column?
fn is_gutter(line: &str, column: usize) -> bool {
    line.chars().skip(column.saturating_sub(2)).take(2).all(char::is_whitespace)
}

/// Two tables, if the rows on both sides are of a table each: the heads are the same on both, or both
/// have a total.
fn settle(source: &Source, run: &[(usize, usize)]) -> Option<Beside> {
    let (&(first, column), &(last, _)) = (run.first()?, run.last()?);
    if run.len() < MIN_ROWS {
        return None;
    }
    // Empty lines may part the rows from heads that begin where the right table does.
    let empty = |line: &usize| source.line(*line).trim().is_empty();
    let headed = |line: &usize| {
        let right = source.line(*line).chars().nth(column);
        right.is_some_and(char::is_alphabetic) && is_gutter(source.line(*line), column)
    };
    let above = (0..first).rev().take(MAX_BLANKS + 1).find(|line| !empty(line));
    let mut from = above.filter(headed).map_or(first, |heads| heads + 1);
    while let Some(above) = from.checked_sub(1) {
        let right: String = source.line(above).chars().skip(column).collect();
        let at_column = !right.starts_with(char::is_whitespace) || run.len() > first - above;
        if right.trim().is_empty() || !is_gutter(source.line(above), column) || !at_column {
            break;
        }
        from = above;
    }
    let mut to = last + 1;
    while to < source.line_count() && !source.line(to).trim().is_empty() && is_gutter(source.line(to), column)
    {
        let figures = pieces(source.line(to)).iter().any(|piece| piece.figure);
        if !figures {
            break;
        }
        to += 1;
    }
    let words = |text: &str| -> Vec<String> {
        let head = |word: &&str| vocabulary::column_role(word).is_some() || vocabulary::year(word).is_some();
        text.split_whitespace().filter(head).map(str::to_lowercase).collect()
    };
    let sides = |line: usize| {
        let (left, right) = halves(source, line, column);
        (left.span.of(&source.text), right.span.of(&source.text))
    };
    let same_heads = (from..first).any(|line| {
        let (left, right) = sides(line);
        !words(left).is_empty() && words(left) == words(right)
    });
    let is_total = |text: &str| {
        let label = pieces(text).first().map_or(RowRole::Item, |piece| vocabulary::row_role(piece.text));
        matches!(label, RowRole::Total | RowRole::Net | RowRole::Result)
    };
    let totals =
        (first..to).any(|line| is_total(sides(line).0)) && (first..to).any(|line| is_total(sides(line).1));
    (same_heads || totals).then_some(Beside { from, to, column })
}
