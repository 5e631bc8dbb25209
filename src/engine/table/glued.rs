//! Rows whose cells have run together: `Teknik-12-3321` for −12, −33 and 21.
//!
//! That is what is left of a web table pasted without its borders. Only arithmetic can part such cells:
//! if under one and the same rule (first − second = third, and its turns) nearly every row of a stretch
//! can be cut in a way that obeys it, the cuts are right. A row that can be cut in several such ways
//! stays as it is.

use super::atoms::{Atom, Gap, Kind, Number};
use crate::engine::{
    figure::{Sign, is_minus},
    source::Source,
    span::Span,
};
use std::collections::BTreeMap;

/// Rows that must obey the rule before it is believed: three columns of small figures agree by chance in
/// about one row of ten, so five rows do in one text of a hundred thousand.
const MIN_ROWS: usize = 5;
/// Digits in a run: more can be cut in too many ways to mean anything.
const MAX_DIGITS: usize = 15;

/// A piece of a run: signed value and place in the line.
#[derive(Clone, Copy, Debug)]
struct Piece {
    value: i64,
    from: usize,
    to: usize,
}

/// A run of digits and signs at the end of a line, and every way to cut it in three.
struct Run {
    line: usize,
    cuts: Vec<[Piece; 3]>,
}

/// The rules that are tried: which of the three is the total of the other two, and how.
const RULES: [[i64; 3]; 3] = [[1, -1, -1], [1, 1, -1], [1, -1, 1]];

/// The atoms of the lines that could be parted, by line.
pub(super) fn find(source: &Source) -> BTreeMap<usize, Vec<Atom>> {
    let mut out = BTreeMap::new();
    let mut stretch: Vec<Run> = Vec::new();
    for n in 0..source.line_count() {
        match run_of(source, n) {
            Some(run) => stretch.push(run),
            None if source.line(n).trim().is_empty() => {}
            None => settle(source, &mut stretch, &mut out),
        }
    }
    settle(source, &mut stretch, &mut out);
    out
}

/// The run at the end of a line, if it is glued to a word or holds a sign between digits.
fn run_of(source: &Source, n: usize) -> Option<Run> {
    let line = source.line(n).trim_end();
    let start = line.char_indices().rev().take_while(|&(_, c)| c.is_ascii_digit() || is_minus(c)).last()?.0;
    let run = line.get(start..)?;
    let before = line.get(..start)?.chars().next_back()?;
    let digits = run.chars().filter(char::is_ascii_digit).count();
    let inner_sign = run.chars().skip(1).any(is_minus);
    let glued = before.is_alphabetic() || before == ')' || inner_sign && before.is_whitespace();
    // Dates, periods and codes (`2024-03-15`, `510-511`) have labels after them or stand alone.
    if !glued || !(3..=MAX_DIGITS).contains(&digits) || !line.chars().any(char::is_alphabetic) {
        return None;
    }
    let cuts = cuts(run, start);
    (!cuts.is_empty()).then_some(Run { line: n, cuts })
}

/// Every way to cut a run in three figures: a sign starts one, and none has a zero in front.
fn cuts(run: &str, base: usize) -> Vec<[Piece; 3]> {
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let piece = |from: usize, to: usize| -> Option<Piece> {
        let part = chars.get(from..to)?;
        let (sign, digits) = match part {
            [(_, c), rest @ ..] if is_minus(*c) => (-1, rest),
            _ => (1, part),
        };
        let leading_zero = digits.len() > 1 && digits.first().is_some_and(|&(_, c)| c == '0');
        if digits.is_empty()
            || digits.len() > 6
            || leading_zero
            || digits.iter().any(|(_, c)| !c.is_ascii_digit())
        {
            return None;
        }
        let value = digits.iter().fold(0, |sum, (_, c)| sum * 10 + i64::from(c.to_digit(10).unwrap_or(0)));
        let start = part.first().map_or(0, |&(byte, _)| byte);
        let end = chars.get(to).map_or(run.len(), |&(byte, _)| byte);
        Some(Piece { value: sign * value, from: base + start, to: base + end })
    };
    let mut out = Vec::new();
    for a in 1..chars.len() {
        for b in a + 1..chars.len() {
            if let (Some(x), Some(y), Some(z)) = (piece(0, a), piece(a, b), piece(b, chars.len())) {
                out.push([x, y, z]);
            }
        }
    }
    out
}

fn settle(source: &Source, stretch: &mut Vec<Run>, out: &mut BTreeMap<usize, Vec<Atom>>) {
    let runs = std::mem::take(stretch);
    if runs.len() < MIN_ROWS {
        return;
    }
    let obeying = |rule: &[i64; 3]| -> Vec<(usize, Vec<[Piece; 3]>)> {
        let obeys = |cut: &&[Piece; 3]| {
            cut.iter().zip(rule).map(|(piece, factor)| piece.value * factor).sum::<i64>() == 0
        };
        runs.iter()
            .map(|run| (run.line, run.cuts.iter().filter(obeys).copied().collect::<Vec<_>>()))
            .filter(|(_, cuts)| !cuts.is_empty())
            .collect()
    };
    let best = RULES.iter().map(obeying).max_by_key(Vec::len).unwrap_or_default();
    if best.len() < MIN_ROWS || best.len() * 10 < runs.len() * 9 {
        return;
    }
    for (line, cuts) in best {
        if let [cut] = cuts.as_slice() {
            out.insert(line, atoms(source, line, cut));
        }
    }
}

/// The atoms of a line that has been parted: its label, and three numbers.
fn atoms(source: &Source, line: usize, cut: &[Piece; 3]) -> Vec<Atom> {
    let base = source.line_span(line).start;
    let text = source.line(line);
    let mut out = Vec::new();
    let label_end = cut.first().map_or(0, |piece| piece.from);
    let label = text.get(..label_end).unwrap_or("");
    let lead = label.len() - label.trim_start().len();
    let columns = |byte: usize| text.get(..byte).map_or(0, |t| t.chars().count() as u32);
    let mut push = |kind, from: usize, to: usize, gap| {
        let span = Span::new(from, to).shift(base);
        out.push(Atom {
            kind,
            span,
            line: line as u32,
            gap,
            left: columns(from),
            right: columns(to),
            in_cell: false,
        });
    };
    push(Kind::Word, lead, lead + label.trim().len(), Gap::Line);
    for piece in cut {
        let digits = (piece.to - piece.from) as u8;
        let sign = if piece.value < 0 { Sign::Minus } else { Sign::None };
        let number = Number { sign, digits, closed: true, ..Number::default() };
        push(Kind::Number(number), piece.from, piece.to, Gap::Wide);
    }
    out
}
