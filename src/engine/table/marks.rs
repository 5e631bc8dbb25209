//! Which mark stands before the decimals in a grid, and which parts thousands.

use super::numerals;
use crate::engine::{
    figure::{self, Style, is_space},
    source::Cells,
};
use std::{cmp::Ordering, collections::BTreeSet};

/// What a figure says of the marks in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// A comma stands before decimals, or a point parts groups.
    Comma,
    /// The other way round.
    Point,
    /// Three digits behind a comma, or a point: thousands or thousandths.
    EitherComma,
    EitherPoint,
    /// A whole figure without a mark, and whether it is too long to have gone without where groups are parted.
    Whole {
        long: bool,
    },
    /// Nothing.
    None,
}

fn mark(text: &str) -> Mark {
    let text = text.trim();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let figure = digits > 0
        && text.len() <= 40
        && text.chars().all(|c| {
            c.is_ascii_digit()
                || is_space(c)
                || figure::is_minus(c)
                || matches!(c, ',' | '.' | '%' | '$' | '(' | ')' | '+')
        });
    if !figure {
        return Mark::None;
    }
    let behind = |mark: char| {
        text.rsplit_once(mark).map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count())
    };
    let before = |mark: char| {
        text.split_once(mark).map_or("", |(head, _)| head).trim_matches(|c: char| !c.is_ascii_digit())
    };
    let is_decimal = |mark: char| behind(mark) != 3 || before(mark).len() > 3 || before(mark) == "0";
    match (text.matches(',').count(), text.matches('.').count()) {
        (0, 0) if text.contains(is_space) => Mark::None,
        (0, 0) => Mark::Whole { long: digits > 3 },
        // What comes last is the decimal mark when both are there.
        (1.., 1..) if text.rfind(',') > text.rfind('.') => Mark::Comma,
        // A mark that parts groups says that the other is the decimal one.
        (1.., 1..) | (2.., 0) => Mark::Point,
        (0, 2..) => Mark::Comma,
        // A list, or the end of a sentence.
        (1, 0) if behind(',') == 0 => Mark::None,
        (0, 1) if behind('.') == 0 => Mark::None,
        (1, 0) if is_decimal(',') => Mark::Comma,
        (0, 1) if is_decimal('.') => Mark::Point,
        (1, 0) => Mark::EitherComma,
        (0, 1) => Mark::EitherPoint,
    }
}

/// Decides the decimal mark of a grid. Marks that can only be decimal, or only part groups, decide where there are any.
///
/// Else three digits behind a mark are thousands where short figures of the same columns go without it, since decimals
/// are written in all of them, and decimals where long ones do. If that does not tell, either, the language does.
pub(super) fn style(cells: &Cells) -> Style {
    let marks: Vec<Vec<Mark>> = cells.iter().map(|row| row.iter().map(|text| mark(text)).collect()).collect();
    let count = |wanted: Mark| marks.iter().flatten().filter(|&&mark| mark == wanted).count();
    let either = |mark: &Mark| matches!(mark, Mark::EitherComma | Mark::EitherPoint);
    let grouped = || match count(Mark::EitherComma).cmp(&count(Mark::EitherPoint)) {
        Ordering::Greater => Style::Point,
        _ => Style::Comma,
    };
    let decimal = || if grouped() == Style::Point { Style::Comma } else { Style::Point };
    let wholes = || {
        let columns: BTreeSet<usize> = marks
            .iter()
            .flat_map(|row| row.iter().enumerate().filter(|(_, mark)| either(mark)).map(|(c, _)| c))
            .collect();
        let of = |wanted: Mark| {
            let has = |row: &&Vec<Mark>| columns.iter().any(|&c| row.get(c) == Some(&wanted));
            marks.iter().filter(has).count()
        };
        of(Mark::Whole { long: false }).cmp(&of(Mark::Whole { long: true }))
    };
    match count(Mark::Comma).cmp(&count(Mark::Point)) {
        Ordering::Greater => Style::Comma,
        Ordering::Less => Style::Point,
        Ordering::Equal => match wholes() {
            Ordering::Less => decimal(),
            Ordering::Equal if numerals::is_northern(&mut cells.iter().flatten().map(String::as_str)) => {
                Style::Comma
            }
            Ordering::Greater | Ordering::Equal => grouped(),
        },
    }
}
