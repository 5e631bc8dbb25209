//! Cells that have run together where every figure shows the same decimals: `Kultur10,7-3,5175,935,6` is
//! 10,7 and −3,5 and 175,9 and 35,6.
//!
//! That is what a web page leaves when its table is copied as text. The decimals part such cells without any
//! arithmetic: if one number of decimals cuts every run of a text into figures, and no other number does, a
//! cell ends there.

use crate::engine::{figure::is_minus, source::Source};
use std::collections::BTreeMap;

/// Runs that must agree on their decimals: a list of paragraphs (`3,4,5`) or a date is not five runs.
const MIN_RUNS: usize = 5;
/// Decimals that reports show.
const DECIMALS: std::ops::RangeInclusive<usize> = 1..=3;
/// Digits before the mark, after a space or a sign: longer figures have a space among them.
const GROUP: usize = 3;

/// Where cells end within words, by line, as bytes of the line.
pub(super) fn find(source: &Source) -> BTreeMap<usize, Vec<usize>> {
    let mut runs: Vec<(usize, usize, &str)> = Vec::new();
    for n in 0..source.line_count() {
        let line = source.line(n);
        let mut at = 0;
        for word in line.split(char::is_whitespace) {
            let run = run_of(word);
            if run.chars().any(|c| c == ',') {
                runs.push((n, at + word.len() - run.len(), run));
            }
            at += word.len()
                + line.get(at + word.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
    }
    // Two marks or more make a run; they tell the decimals.
    let long: Vec<&str> =
        runs.iter().map(|&(.., run)| run).filter(|run| run.matches(',').count() > 1).collect();
    // Nine of ten: there may be a list of paragraphs in the text, or a misprint.
    let fits = |decimals: &usize| {
        long.iter().filter(|run| cut(run, *decimals).is_some()).count() * 10 >= long.len() * 9
    };
    let mut fitting = DECIMALS.filter(fits);
    let (Some(decimals), None) = (fitting.next().filter(|_| long.len() >= MIN_RUNS), fitting.next()) else {
        return BTreeMap::new();
    };
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (line, start, run) in runs {
        let Some(ends) = cut(run, decimals) else { continue };
        let ends = ends.into_iter().filter(|&end| end < run.len()).map(|end| start + end);
        out.entry(line).or_default().extend(std::iter::once(start).chain(ends));
    }
    out
}

/// The figures at the end of a word, with the signs before them.
fn run_of(word: &str) -> &str {
    let of_figure = |c: char| c.is_ascii_digit() || c == ',' || is_minus(c);
    let start =
        word.char_indices().rev().take_while(|&(_, c)| of_figure(c)).last().map_or(word.len(), |(i, _)| i);
    word.get(start..).unwrap_or("")
}

/// Where the figures of a run end, if they all have so many decimals; the last may go on after a space.
fn cut(run: &str, decimals: usize) -> Option<Vec<usize>> {
    let mut ends = Vec::new();
    let mut rest = run.char_indices().peekable();
    while rest.peek().is_some() {
        if rest.next_if(|&(_, c)| is_minus(c)).is_some() && rest.peek().is_none() {
            return None;
        }
        let mut whole = 0;
        while rest.next_if(|&(_, c)| c.is_ascii_digit()).is_some() {
            whole += 1;
        }
        if whole == 0 || whole > GROUP {
            return None;
        }
        match rest.next() {
            None => {
                ends.push(run.len());
                break;
            }
            Some((_, ',')) => {}
            Some(_) => return None,
        }
        for _ in 0..decimals {
            rest.next_if(|&(_, c)| c.is_ascii_digit())?;
        }
        ends.push(rest.peek().map_or(run.len(), |&(at, _)| at));
    }
    Some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_part_what_has_run_together() {
        let parts = |run: &str, decimals| -> Option<Vec<String>> {
            let mut from = 0;
            let ends = cut(run, decimals)?;
            Some(ends.into_iter().map(|end| run[std::mem::replace(&mut from, end)..end].to_owned()).collect())
        };
        assert_eq!(parts("149,4-32,72", 1).unwrap(), ["149,4", "-32,7", "2"]);
        assert_eq!(parts("903,2536,1-3", 1).unwrap(), ["903,2", "536,1", "-3"]);
        assert_eq!(parts("0,00,0−0,3", 1).unwrap(), ["0,0", "0,0", "−0,3"]);
        assert_eq!(parts("1,255,50", 2).unwrap(), ["1,25", "5,50"]);
        assert_eq!(parts("1234,5", 1), None, "a figure of four digits has a space");
        assert_eq!(parts("3,4,5", 1), None);
        assert_eq!(parts("-", 1), None);
    }

    #[test]
    fn only_a_text_that_agrees_with_itself_is_parted() {
        let breaks = |text: &str| find(&Source::text("t", text)).len();
        let rows = "Park12,5-3,49,1\nBad8,01,56,5\nHall22,4-1,021,4\nVäg5,52,53,0\nTorg7,1-0,56,6\n";
        assert_eq!(breaks(rows), 5);
        assert_eq!(breaks(&format!("{rows}{rows}Se punkterna 3,4,5 och 6\n")), 10);
        assert_eq!(breaks("Se 3,4,5 och 1,2,3\n"), 0);
        assert_eq!(breaks("Park 12,5 -3,4 9,1\n"), 0);
    }
}
