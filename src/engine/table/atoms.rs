//! A line of text as atoms: runs of characters between spaces, with where they stand.
//!
//! An atom is a whole number or a piece of one (`31` and `185` in `31 185`); which pieces belong together
//! is decided later, for all rows of a table at once (see [`super::reading`]).

use super::sheet::Sheet;
use crate::engine::{
    figure::{Sign, is_invisible, is_minus, is_space},
    span::Span,
    unit::Unit,
    vocabulary,
};

/// What stands between an atom and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: the two were one run of characters (`265,7-244,6`).
    Glued,
    /// One space, which may stand inside a figure or between two.
    Space,
    /// One space in a line that is a single cell.
    Inner,
    /// Two or more spaces, a tab or a cell border: two cells.
    Wide,
    /// A line break, or the start of a line.
    Line,
}

/// What an atom is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Number),
    /// A sign that stands alone: the sign of the next number, or a mark for no amount.
    Sign(Sign),
    Percent,
    /// A mark for no amount: `..`, `n/a`.
    Nil,
    /// References to several notes: `10, 22`.
    Notes,
    /// Digits, marks and look-alikes that make no number: `1.234,5.6`.
    Broken,
    Word,
}

/// What can be seen of a number, or a piece of one, without knowing its neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing to be seen of a number")]
pub(super) struct Number {
    pub sign: Sign,
    /// Digits before the decimal mark.
    pub digits: u8,
    /// Digits after the decimal mark.
    pub decimals: u8,
    /// Nothing can follow in the same figure: it is nought, or has decimals, a per cent sign, a closing
    /// parenthesis.
    pub closed: bool,
    /// It starts with an opening parenthesis.
    pub opens: bool,
    /// It ends with a closing parenthesis.
    pub closes: bool,
    pub percent: bool,
    /// A plain number from 1900 to 2099.
    pub year: bool,
    /// It starts with a zero that no figure starts with: `004` goes on a figure, or is a code.
    pub padded: bool,
    /// Nothing stands before its decimal mark but a zero.
    pub nought: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Atom {
    pub kind: Kind,
    pub span: Span,
    /// The line it stands on, counted from 0.
    pub line: u32,
    pub gap: Gap,
    /// Character columns, the end exclusive. In a line of cells with borders (tab, pipe, semicolon) the
    /// number of the cell, scaled, so that cells of one column share their columns.
    pub left: u32,
    pub right: u32,
    /// It stands between borders: `left` names its cell.
    pub in_cell: bool,
}

impl Atom {
    pub(super) fn number(&self) -> Option<Number> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Can it be part of a row's figures?
    pub(super) fn figurelike(&self) -> bool {
        !matches!(self.kind, Kind::Word)
    }
}

/// The width that a cell between borders is given, wider than any cell is long.
const CELL_WIDTH: u32 = 1_000;

/// What parts the cells of a line, if anything but spaces does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Border {
    None,
    Char(char),
}

/// The atoms of a line.
pub(super) fn atoms(sheet: &Sheet<'_>, line: usize, border: Border) -> Vec<Atom> {
    parted(sheet, line, border, &[])
}

/// The atoms of a line in which cells also end at some bytes within words, in rising order.
pub(super) fn parted(sheet: &Sheet<'_>, line: usize, border: Border, breaks: &[usize]) -> Vec<Atom> {
    let span = sheet.line_span(line);
    let text = span.of(&sheet.source.text);
    let mut scanner =
        Scanner { line: line as u32, base: span.start, border, cell: 0, column: 0, out: Vec::new() };
    let mut gap = Gap::Line;
    let mut spaces = 0_u32;
    let mut start = None;
    let mut column_at_start = 0;
    let mut breaks = breaks.iter().peekable();
    for (byte, c) in text.char_indices() {
        let ends_here = breaks.next_if_eq(&&byte).is_some();
        if let Some(from) = start.filter(|_| ends_here) {
            scanner.push(text, from, byte, column_at_start, gap);
            gap = Gap::Wide;
            spaces = 2;
            start = None;
        }
        let is_border = border == Border::Char(c) || c == '\t';
        if start.is_none() && is_currency(c) && begins_amount(text.get(byte + c.len_utf8()..).unwrap_or("")) {
            // `$ 2,994 $ 3,147`: it stands before the figure of a cell, and parts it from the one before.
            gap = if gap == Gap::Line { gap } else { Gap::Wide };
        } else if is_border || c.is_whitespace() || is_space(c) {
            if let Some(from) = start.take() {
                scanner.push(text, from, byte, column_at_start, gap);
                spaces = 0;
                gap = Gap::Space;
            }
            if is_border {
                scanner.cell += 1;
                spaces += 2;
            } else {
                spaces += 1;
            }
            if gap != Gap::Line && spaces >= 2 {
                gap = Gap::Wide;
            }
        } else if is_invisible(c) && start.is_none() {
            continue;
        } else if start.is_none() {
            start = Some(byte);
            column_at_start = scanner.column;
        }
        scanner.column += 1;
    }
    if let Some(from) = start {
        scanner.push(text, from, text.len(), column_at_start, gap);
    }
    match_parentheses(&mut scanner.out);
    leave_out_marks(sheet, &mut scanner.out);
    full_stops_for_amounts(sheet, &mut scanner.out);
    fold_cell_texts(sheet, &mut scanner.out);
    fold_note_lists(sheet, &mut scanner.out);
    name_notes(sheet, &mut scanner.out);
    scanner.out
}

/// Full stops that stand alone among figures say that there can be no amount (`46 50 . . 28`); those that lead from a label to
/// its figures are none, nor is one that ends the line.
fn full_stops_for_amounts(sheet: &Sheet<'_>, atoms: &mut [Atom]) {
    let is_stop = |a: &Atom| a.kind == Kind::Word && a.span.of(&sheet.source.text) == ".";
    let first = atoms.iter().position(|a| a.number().is_some());
    let behind = first.map_or(0, |first| atoms.iter().skip(first).filter(|a| is_stop(a)).count());
    let last = usize::from(atoms.last().is_some_and(is_stop));
    let several = atoms.iter().filter(|a| is_stop(a)).count() > 1;
    if behind > last || behind > 0 && several {
        atoms.iter_mut().filter(|a| is_stop(a)).for_each(|a| a.kind = Kind::Nil);
    }
}

/// `Avskrivningar Not 24 15 842`: the number of a note that is called so is no amount.
fn name_notes(sheet: &Sheet<'_>, atoms: &mut [Atom]) {
    let mut called = false;
    for atom in atoms {
        let small = atom.number().is_some_and(|n| n.digits <= 2 && n.decimals == 0 && n.sign == Sign::None);
        if called && small && atom.gap == Gap::Space {
            atom.kind = Kind::Word;
        }
        called = atom.kind == Kind::Word && vocabulary::is_note_header(atom.span.of(&sheet.source.text));
    }
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥')
}

/// Does an amount begin here, behind a sign of currency?
fn begins_amount(rest: &str) -> bool {
    let rest = rest.trim_start_matches(is_space);
    rest.trim_start_matches(['(', '-', '−', '–']).starts_with(|c: char| c.is_ascii_digit())
}

/// Only a parenthesis with its partner encloses a figure: `(1 234)`, but not the `6119)` of `(6015, 6119)`.
fn match_parentheses(atoms: &mut [Atom]) {
    let mut open: Option<usize> = None;
    for i in 0..atoms.len() {
        let Some(number) = atoms.get(i).and_then(Atom::number) else {
            unpair(atoms, open.take());
            continue;
        };
        if number.opens {
            unpair(atoms, open.take());
            open = (!number.closes).then_some(i);
        } else if number.closes && open.take().is_none() {
            unpair(atoms, Some(i));
        }
    }
    unpair(atoms, open);
}

fn unpair(atoms: &mut [Atom], at: Option<usize>) {
    if let Some(atom) = at.and_then(|i| atoms.get_mut(i)) {
        atom.kind = Kind::Word;
    }
}

/// Leaves out the marks of footnotes behind figures: `17,0 1) 8,6 1)`. They part the cells.
fn leave_out_marks(sheet: &Sheet<'_>, atoms: &mut Vec<Atom>) {
    let is_mark = |a: &Atom| {
        let digits = a.span.of(&sheet.source.text).strip_suffix(')');
        a.kind == Kind::Word
            && digits.is_some_and(|d| (1..=2).contains(&d.len()) && d.bytes().all(|b| b.is_ascii_digit()))
    };
    let number = |a: Option<&Atom>| a.is_some_and(|a| a.number().is_some());
    let marks: Vec<bool> = (0..atoms.len())
        .map(|i| {
            let behind_figure = i > 0 && number(atoms.get(i - 1));
            let before_figure = atoms.get(i + 1).is_none_or(Atom::figurelike);
            behind_figure && before_figure && atoms.get(i).is_some_and(is_mark)
        })
        .collect();
    for (atom, _) in atoms.iter_mut().skip(1).zip(&marks).filter(|(_, mark)| **mark) {
        atom.gap = Gap::Wide;
    }
    let mut marks = marks.into_iter();
    atoms.retain(|_| marks.next() != Some(true));
}

/// Makes one atom of a text in a cell that says there is no amount: `Ej aktuellt`, `saknas`.
fn fold_cell_texts(sheet: &Sheet<'_>, atoms: &mut Vec<Atom>) {
    let mut i = 0;
    while i < atoms.len() {
        let says_none =
            |a: &Atom| a.kind == Kind::Word && vocabulary::says_no_amount(a.span.of(&sheet.source.text));
        let mut end = i;
        while atoms.get(end).is_some_and(|a| says_none(a) && (end == i || a.gap == Gap::Space)) {
            end += 1;
        }
        let parted = atoms.get(i).is_some_and(|a| a.gap == Gap::Wide)
            && atoms.get(end).is_none_or(|a| a.gap == Gap::Wide);
        if end > i && parted {
            let last = atoms.get(end - 1).copied();
            if let (Some(first), Some(last)) = (atoms.get_mut(i), last) {
                first.kind = Kind::Nil;
                first.span = first.span.cover(last.span);
                first.right = last.right;
            }
            atoms.drain(i + 1..end);
        }
        i += 1;
    }
}

/// Makes one atom of `10, 22`: the notes that a row refers to.
fn fold_note_lists(sheet: &Sheet<'_>, atoms: &mut Vec<Atom>) {
    let mut i = 0;
    while i + 1 < atoms.len() {
        let leads = |a: &Atom| {
            let text = a.span.of(&sheet.source.text);
            text.strip_suffix(',')
                .is_some_and(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        };
        let small =
            |a: &Atom| a.number().is_some_and(|n| n.digits <= 2 && n.decimals == 0 && n.sign == Sign::None);
        let mut end = i;
        while atoms.get(end).is_some_and(leads) {
            end += 1;
        }
        if end > i && atoms.get(end).is_some_and(|a| small(a) && a.gap == Gap::Space) {
            let last = atoms.get(end).copied();
            // Behind figures with decimals, a space has come into one: `2,2 1, 8`.
            let broken = end == i + 1
                && atoms.iter().take(i).filter_map(Atom::number).any(|number| number.decimals > 0);
            if let (Some(first), Some(last)) = (atoms.get_mut(i), last) {
                first.kind = if broken { Kind::Broken } else { Kind::Notes };
                first.span = first.span.cover(last.span);
                first.right = last.right;
            }
            atoms.drain(i + 1..=end);
        }
        i += 1;
    }
}

struct Scanner {
    line: u32,
    base: u32,
    border: Border,
    cell: u32,
    column: u32,
    out: Vec<Atom>,
}

impl Scanner {
    fn push(&mut self, text: &str, from: usize, to: usize, column: u32, gap: Gap) {
        let behind = gap == Gap::Space && self.out.last().is_some_and(|before| before.number().is_some());
        if let Some(end) = unit_end(text.get(from..to).unwrap_or("")).filter(|_| behind) {
            let width = text.get(from..from + end).map_or(0, |unit| unit.chars().count() as u32);
            self.push(text, from, from + end, column, gap);
            self.push(text, from + end, to, column + width, Gap::Wide);
            return;
        }
        let mut gap = gap;
        let mut from = from;
        let mut column = column;
        let cells = self.border != Border::None || self.cell > 0;
        // `8 950nämnden`: three digits that go on a figure.
        let open = |n: Number| !n.closed && n.digits <= 3;
        let goes_on = gap == Gap::Space && self.out.last().and_then(Atom::number).is_some_and(open);
        // One run of characters can hold several atoms: `265,7-244,6`, `3 778,9EGET`.
        for part in split(text.get(from..to).unwrap_or(""), goes_on) {
            let width = part.chars().count() as u32;
            let (left, right) = if cells {
                (self.cell * CELL_WIDTH, self.cell * CELL_WIDTH + 1)
            } else {
                (column, column + width)
            };
            let span = Span::new(from, from + part.len()).shift(self.base);
            // A full stop alone in a cell says that there can be no amount.
            let kind = if cells && part == "." { Kind::Nil } else { kind_of(part) };
            // A space between two numbers of one cell is inside a figure.
            let same = |before: &Atom| before.in_cell && before.left == left && before.number().is_some();
            if gap == Gap::Space && matches!(kind, Kind::Number(_)) && self.out.last().is_some_and(same) {
                gap = Gap::Inner;
            }
            self.out.push(Atom { kind, span, line: self.line, gap, left, right, in_cell: cells });
            from += part.len();
            column += width;
            gap = Gap::Glued;
        }
    }
}

/// Where the unit of a figure ends that the next cell has run into: `tkr10,4`.
fn unit_end(run: &str) -> Option<usize> {
    let letters = run.trim_start_matches(char::is_alphabetic);
    let unit = run.get(..run.len() - letters.len()).filter(|unit| !unit.is_empty()).or(run.get(..1))?;
    let rest = run.get(unit.len()..)?.trim_start_matches(is_minus);
    let figure = rest.starts_with(|c: char| c.is_ascii_digit());
    (figure && vocabulary::unit(unit, "").is_some_and(|unit| unit != Unit::Count)).then_some(unit.len())
}

/// Parts a run of characters where a number ends and another thing begins without a space; `goes_on` where the run stands
/// behind what may be the beginning of the same figure.
fn split(run: &str, goes_on: bool) -> Vec<&str> {
    if let Some(parts) = years_run_together(run) {
        return parts;
    }
    let chars: Vec<(usize, char)> = run.char_indices().collect();
    let mut parts = Vec::new();
    let mut start = 0;
    let mut decimals = 0_usize;
    let mut after_mark = false;
    for (i, &(byte, c)) in chars.iter().enumerate() {
        let next_digit = chars.get(i + 1).is_some_and(|&(_, c)| c.is_ascii_digit());
        let number_with_decimals = after_mark && decimals > 0;
        // `994Till`, `2020Intäkter`: the next cell has run into the number. Of a lone digit it may be a code.
        let follows_digits =
            c.is_uppercase() && chars.get(..i).is_some_and(|before| ends_in_digits(before, start));
        let next_lower = chars.get(i + 1).is_some_and(|&(_, c)| c.is_lowercase());
        // `8 950nämnden`: a label that goes on has run into the last group. Shorter words are units and endings.
        let word =
            |of_word: fn(char) -> bool| chars.iter().skip(i).take_while(|&&(_, c)| of_word(c)).count() >= 4;
        let ends_figure =
            goes_on && i == 3 && decimals == 0 && (word(char::is_lowercase) || word(char::is_uppercase));
        // `265,7-244,6`: a sign after decimals starts the next number. `3 778,9EGET`: so does a word.
        if number_with_decimals
            && (is_minus(c) && next_digit
                || c.is_uppercase() && chars.get(i + 1).is_some_and(|&(_, c)| c.is_alphabetic()))
            || follows_digits && next_lower
            || ends_figure && chars.iter().take(i).all(|(_, c)| c.is_ascii_digit())
        {
            parts.extend(run.get(start..byte));
            start = byte;
            after_mark = false;
            decimals = 0;
        } else if c.is_ascii_digit() {
            decimals += usize::from(after_mark);
        } else if c == ',' && decimals == 0 && next_digit {
            after_mark = true;
            decimals = 0;
        } else if !(c == '%' || c == '*') {
            after_mark = false;
            decimals = 0;
        }
        // Letters before a number make it no number of its own.
        if c.is_alphabetic() && start == 0 && parts.is_empty() && byte == 0 {
            return vec![run];
        }
    }
    parts.extend(run.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

/// Do the characters from byte `start` on end in two digits or more, and hold nothing that a number does not?
fn ends_in_digits(before: &[(usize, char)], start: usize) -> bool {
    let own = || before.iter().filter(|&&(byte, _)| byte >= start).map(|&(_, c)| c);
    own().rev().take_while(char::is_ascii_digit).count() >= 2
        && own().all(|c| c.is_ascii_digit() || is_minus(c) || matches!(c, '(' | '.' | ','))
}

/// `MSEK202120202019` as what stands before and each of its years.
fn years_run_together(run: &str) -> Option<Vec<&str>> {
    let head = run.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = run.get(head.len()..)?;
    // Eight digits alone may be a day.
    let years = digits.len() / 4;
    if !digits.len().is_multiple_of(4) || years < 2 || years == 2 && head.is_empty() {
        return None;
    }
    let each: Vec<&str> = (0..years).filter_map(|k| digits.get(4 * k..4 * k + 4)).collect();
    let year = |text: &&str| text.starts_with("19") || text.starts_with("20");
    each.iter().all(year).then(|| std::iter::once(head).filter(|h| !h.is_empty()).chain(each).collect())
}

pub(super) fn kind_of(part: &str) -> Kind {
    let chars: Vec<char> = part.chars().filter(|&c| !is_invisible(c)).collect();
    match chars.as_slice() {
        [c] if is_minus(*c) => return Kind::Sign(Sign::Minus),
        ['+'] => return Kind::Sign(Sign::Plus),
        ['±'] => return Kind::Sign(Sign::None),
        ['%'] => return Kind::Percent,
        _ => {}
    }
    if matches!(chars.as_slice(), ['+', '/', c] | [c, '/', '+'] if is_minus(*c)) {
        return Kind::Sign(Sign::None);
    }
    let lower = part.to_lowercase();
    if matches!(lower.as_str(), ".." | "..." | "…" | "n/a" | "e/t" | "i.u." | "—") {
        return Kind::Nil;
    }
    if let Some(number) = number(&chars) {
        return Kind::Number(number);
    }
    if looks_broken(&chars) { Kind::Broken } else { Kind::Word }
}

/// Reads a number or a piece of one.
fn number(chars: &[char]) -> Option<Number> {
    let mut out = Number::default();
    // `**318`: what Markdown sets in bold.
    let mut rest = chars.get(chars.iter().take_while(|c| **c == '*').count()..).unwrap_or(chars);
    if let Some((&'(', tail)) = rest.split_first() {
        out.opens = true;
        rest = tail;
    }
    if let Some((&c, tail)) = rest.split_first() {
        if is_minus(c) {
            out.sign = Sign::Minus;
            rest = tail;
        } else if c == '+' {
            out.sign = Sign::Plus;
            rest = tail;
        } else if c == '±' {
            rest = tail;
        }
    }
    // Behind the digits: a footnote star, a per cent sign, a closing parenthesis, a trailing minus.
    while let Some((&c, head)) = rest.split_last() {
        match c {
            '*' => {}
            '%' if !out.percent => out.percent = true,
            ')' if !out.closes => out.closes = true,
            c if is_minus(c) && out.sign == Sign::None && !out.closed => out.sign = Sign::Minus,
            _ => break,
        }
        out.closed = true;
        rest = head;
    }
    if out.closes && !out.opens && rest.len() <= 2 {
        // `1)` is a footnote or a numbered point.
        return None;
    }
    let mut groups = vec![0_usize];
    let mut mark = None;
    let mut fraction = None;
    for (i, &c) in rest.iter().enumerate() {
        if c.is_ascii_digit() {
            match &mut fraction {
                Some(n) => *n += 1_usize,
                None => *groups.last_mut()? += 1,
            }
            continue;
        }
        let ahead = rest.get(i + 1..).unwrap_or(&[]).iter().take_while(|c| c.is_ascii_digit()).count();
        let last = rest.len() == i + 1 + ahead;
        if fraction.is_some() || ahead == 0 || groups.last() == Some(&0) {
            return None;
        }
        match c {
            // A comma or a lone point before the last digits is a decimal mark, unless it parts groups.
            ',' | '.' if last && !(ahead == 3 && (mark == Some(c) || c == '.' && groups.len() == 1)) => {
                fraction = Some(0);
            }
            ',' | '.' | '\'' | '’' if ahead >= 3 && *mark.get_or_insert(c) == c => groups.push(0),
            _ => return None,
        }
    }
    let (&first, more) = groups.split_first()?;
    if first == 0 || !more.is_empty() && (first > 3 || more.iter().any(|&n| n != 3)) {
        return None;
    }
    let digits = groups.iter().sum::<usize>();
    out.nought = digits == 1 && rest.first() == Some(&'0');
    // `0911` is a code; `007` can go on a figure, too, and is looked at with its neighbours.
    out.padded = digits > 1 && rest.first() == Some(&'0');
    if out.padded && digits != 3 {
        return None;
    }
    if digits > 15 || fraction.is_some_and(|n| n > 12) {
        return None;
    }
    out.digits = digits as u8;
    out.decimals = fraction.unwrap_or(0) as u8;
    out.closed |= fraction.is_some() || !more.is_empty() || rest == ['0'];
    out.year = chars.len() == 4
        && chars.iter().all(char::is_ascii_digit)
        && matches!(chars, ['1', '9', ..] | ['2', '0', ..]);
    Some(out)
}

/// Digits with marks in a way that makes no number, or with the letters that look like digits.
fn looks_broken(chars: &[char]) -> bool {
    let digits = chars.iter().filter(|c| c.is_ascii_digit()).count();
    let lookalikes = chars.iter().filter(|c| matches!(c, 'O' | 'o' | 'l' | 'I')).count();
    // Ranges, dates and numbered points (`510-511`, `2024-03-15`, `3.`, `10,`) are words, not slips.
    let inner_minus = chars.iter().skip(1).any(|&c| is_minus(c));
    let doubled_sign = matches!(chars, [a, b, ..] if is_minus(*a) && is_minus(*b));
    let ends_in_mark = chars.last().is_some_and(|c| matches!(c, '.' | ','));
    let alphabet = chars.iter().all(|&c| {
        c.is_ascii_digit() || is_minus(c) || matches!(c, '.' | ',' | '\'' | '+' | '%' | 'O' | 'o' | 'l' | 'I')
    });
    let marks = chars.iter().filter(|c| matches!(c, '.' | ',')).count();
    // A slip doubles a mark. More of them, with no thousands between, are cells that have run together.
    let groups: Vec<&[char]> = chars.split(|&c| c == ',').collect();
    let between = groups.get(1..groups.len() - 1).unwrap_or(&[]);
    let several = between.len() > 1 && between.iter().any(|group| group.len() != 3);
    alphabet
        && !several
        && digits > lookalikes
        && !ends_in_mark
        && (!inner_minus || doubled_sign)
        && (doubled_sign || lookalikes > 0 && digits >= 2 || marks >= 2 && chars.contains(&','))
}
