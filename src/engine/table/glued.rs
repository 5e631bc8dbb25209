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
    /// Where in the line it starts.
    start: usize,
    cuts: Vec<[Piece; 3]>,
}

/// Factors under which the three sum to nought.
type Rule = [i64; 3];
/// The rules that are tried: which of the three is the total of the other two, and how.
const RULES: [Rule; 3] = [[1, -1, -1], [1, 1, -1], [1, -1, 1]];

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
    (!cuts.is_empty()).then_some(Run { line: n, start, cuts })
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
    let obeying =
        |rule: &Rule| runs.iter().filter(|run| run.cuts.iter().any(|cut| off(rule, cut) == 0)).count();
    let Some((obeying, rule)) = RULES.iter().map(|rule| (obeying(rule), rule)).max_by_key(|&(n, _)| n) else {
        return;
    };
    let against = runs.len() - obeying;
    // One row may hold a misprint, and in a long table one of ten.
    if obeying < MIN_ROWS || against > 1 && obeying < against * 9 {
        return;
    }
    let mut parted: Vec<Option<&[Piece; 3]>> = runs.iter().map(|run| part(rule, &run.cuts)).collect();
    for total in [0, runs.len() - 1] {
        if let Some((row, cut)) = by_total(&runs, &parted, total)
            && let Some(slot) = parted.get_mut(row)
        {
            *slot = Some(cut);
            break;
        }
    }
    for (run, cut) in runs.iter().zip(parted) {
        out.insert(run.line, atoms(source, run, cut));
    }
}

/// The row that a total tells how to cut, where the rule alone left it open or was met by chance.
///
/// What a row is to hold follows from the total and the other rows. A cut that holds just that, or all of it
/// but for one slip in one cell, is the right one: two cells that are right by chance, and a third so near,
/// are one cut in many thousands.
fn by_total<'a>(
    runs: &'a [Run],
    parted: &[Option<&[Piece; 3]>],
    total: usize,
) -> Option<(usize, &'a [Piece; 3])> {
    let target = (*parted.get(total)?)?;
    let open = parted.iter().filter(|cut| cut.is_none()).count();
    let rest = [0, 1, 2].map(|c| {
        let value = |cut: &[Piece; 3]| cut.get(c).map_or(0, |piece| piece.value);
        let parts = parted.iter().enumerate().filter(|&(i, _)| i != total).filter_map(|(_, cut)| *cut);
        value(target) - parts.map(value).sum::<i64>()
    });
    if open > 1 || open == 0 && rest == [0; 3] {
        return None;
    }
    let mut found = None;
    for (i, (run, now)) in runs.iter().zip(parted).enumerate() {
        if i == total || open == 1 && now.is_some() {
            continue;
        }
        let wanted = match now {
            Some(now) => [0, 1, 2].map(|c| rest.get(c).unwrap_or(&0) + now.get(c).map_or(0, |p| p.value)),
            None => rest,
        };
        let near = |cut: &&[Piece; 3]| {
            let mut unlike = cut.iter().zip(&wanted).filter(|(piece, right)| piece.value != **right);
            let slip = unlike.next().is_none_or(|(piece, &right)| is_slip(piece.value, right));
            slip && unlike.next().is_none()
        };
        for cut in run.cuts.iter().filter(near) {
            if found.is_some() {
                return None;
            }
            found = Some((i, cut));
        }
    }
    found
}

/// How a run is to be cut under the rule of its table; none where that cannot be told.
///
/// In a row with a misprint no cut obeys the rule, so that the sum fails however the row is cut. It was
/// right before the slip, so the cut is one that a single slip takes to a row that obeys.
fn part<'a>(rule: &Rule, cuts: &'a [[Piece; 3]]) -> Option<&'a [Piece; 3]> {
    let mut obeying = cuts.iter().filter(|cut| off(rule, cut) == 0);
    if let Some(first) = obeying.next() {
        return obeying.next().is_none().then_some(first);
    }
    let mut near = cuts.iter().filter(|cut| {
        cut.iter()
            .zip(rule)
            .any(|(piece, factor)| is_slip(piece.value, piece.value - factor * off(rule, cut)))
    });
    let first = near.next()?;
    near.next().is_none().then_some(first)
}

/// What a cut lacks to obey a rule.
fn off(rule: &Rule, cut: &[Piece; 3]) -> i64 {
    cut.iter().zip(rule).map(|(piece, factor)| piece.value * factor).sum()
}

/// Can one slip of the hand, a wrong digit or two neighbours that changed places, turn one into the other?
fn is_slip(printed: i64, right: i64) -> bool {
    let digits = |value: i64| value.unsigned_abs().to_string().into_bytes();
    let (is, should) = (digits(printed), digits(right));
    if (printed < 0) != (right < 0) || is.len() != should.len() {
        return false;
    }
    let unlike: Vec<usize> =
        is.iter().zip(&should).enumerate().filter(|(_, (x, y))| x != y).map(|(at, _)| at).collect();
    match unlike.as_slice() {
        [_] => true,
        &[i, j] => j == i + 1 && is.get(i) == should.get(j) && is.get(j) == should.get(i),
        _ => false,
    }
}

/// The atoms of a line: its label, and three numbers or, where the run cannot be parted, one thing that is
/// no figure.
fn atoms(source: &Source, run: &Run, cut: Option<&[Piece; 3]>) -> Vec<Atom> {
    let base = source.line_span(run.line).start;
    let text = source.line(run.line);
    let mut out = Vec::new();
    let label = text.get(..run.start).unwrap_or("");
    let lead = label.len() - label.trim_start().len();
    let columns = |byte: usize| text.get(..byte).map_or(0, |t| t.chars().count() as u32);
    let mut push = |kind, from: usize, to: usize, gap| {
        let span = Span::new(from, to).shift(base);
        out.push(Atom {
            kind,
            span,
            line: run.line as u32,
            gap,
            left: columns(from),
            right: columns(to),
            in_cell: false,
        });
    };
    push(Kind::Word, lead, lead + label.trim().len(), Gap::Line);
    for piece in cut.into_iter().flatten() {
        let digits = (piece.to - piece.from) as u8;
        let sign = if piece.value < 0 { Sign::Minus } else { Sign::None };
        let number = Number { sign, digits, closed: true, ..Number::default() };
        push(Kind::Number(number), piece.from, piece.to, Gap::Wide);
    }
    if cut.is_none() {
        push(Kind::Broken, run.start, text.trim_end().len(), Gap::Wide);
    }
    out
}
