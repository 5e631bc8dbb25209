//! Dates and periods that a header writes in several words: `30 jun 24`, `Q1 2024`, `2024 jan-jun`, `2024-01-01 -2024-06-30`.
//! They are one word of a head each.

use crate::engine::{figure::is_minus, vocabulary as words};

/// The words of a header, with its dates and periods made one word each.
pub(super) fn joined(lines: &[(usize, Vec<String>)]) -> Vec<(usize, Vec<String>)> {
    let flat: Vec<(usize, &str)> =
        lines.iter().flat_map(|(n, line)| line.iter().map(|word| (*n, word.as_str()))).collect();
    let order = order(&flat);
    // `Q1 24` says its year so only where others do, too.
    let short_years = flat
        .windows(2)
        .filter(|pair| matches!(pair, [(_, a), (_, b)] if words::is_period_word(a) && is_short_year(b)))
        .count()
        >= 2;
    let mut out: Vec<(usize, Vec<String>)> = lines.iter().map(|(n, _)| (*n, Vec::new())).collect();
    let mut at = 0;
    while let Some(&(line, word)) = flat.get(at) {
        let taken = length(flat.get(at..).unwrap_or(&[]), order, short_years).max(1);
        let text = flat.iter().skip(at).take(taken).fold(String::new(), |mut text, (_, word)| {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
            text
        });
        debug_assert!(text.starts_with(word));
        if let Some((_, words)) = out.iter_mut().find(|(n, _)| *n == line) {
            words.push(text);
        }
        at += taken;
    }
    out.retain(|(_, words)| !words.is_empty());
    out
}

/// A year, a date or months in digits, or one that has been joined from its words.
pub(super) fn is_moment(word: &str) -> bool {
    words::year(word).is_some()
        || words::is_date(word)
        || is_from_month_to_month(word)
        || word.contains(' ') && is_alone(word)
}

/// From one month to a later one, both in digits: `3101–3109`.
pub(in super::super) fn is_from_month_to_month(word: &str) -> bool {
    word.split_once(is_minus)
        .is_some_and(|(from, to)| words::is_year_and_month(from) && words::is_year_and_month(to) && from < to)
}

/// A year, a date or a period, and nothing else.
pub(super) fn is_alone(text: &str) -> bool {
    let part = |word: &str| words::is_period_word(word) || is_day(word) || is_short_year(word);
    let year = |word: &str| {
        words::is_date(word)
            || is_from_month_to_month(word)
            || word.split('/').all(|year| words::year(year).is_some())
    };
    text.split(' ').all(|word| part(word) || year(word) || word.chars().all(is_minus))
        && text.split(' ').any(|word| year(word) || words::is_period_word(word))
}

/// The year, date or period that a text ends in.
pub(super) fn at_the_end(text: &str) -> Option<String> {
    let starts = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1));
    starts.filter_map(|start| text.get(start..)).find(|end| is_alone(end)).map(str::to_owned)
}

/// What comes first in the periods of a header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Period,
    Year,
}

/// By the first of them.
fn order(flat: &[(usize, &str)]) -> Order {
    let first = flat.iter().find(|(_, word)| words::is_period_word(word) || words::year(word).is_some());
    if first.is_some_and(|(_, word)| words::is_period_word(word)) { Order::Period } else { Order::Year }
}

/// How many words a date or a period that begins here has; none where none begins.
fn length(ahead: &[(usize, &str)], order: Order, short_years: bool) -> usize {
    let line = ahead.first().map(|(n, _)| *n);
    let word = |i: usize| ahead.get(i).filter(|(n, _)| Some(*n) == line).map_or("", |(_, word)| word);
    let year = |text: &str| text.split('/').all(|year| year.len() == 4 && words::year(year).is_some());
    if words::is_date(word(0)) && !word(0).starts_with(is_minus) {
        let (sign, to) = word(1).split_at(word(1).len() - word(1).trim_start_matches(is_minus).len());
        return match (sign, to) {
            // The last day on a line of its own: `2024-01-01` over `-2024-12-31`.
            ("", "") => match ahead.get(1..) {
                Some([(to_line, to), after @ ..])
                    if to.starts_with(is_minus)
                        && words::is_date(to)
                        && after.first().is_none_or(|(n, _)| n != to_line) =>
                {
                    2
                }
                _ => 0,
            },
            ("", _) => 0,
            (_, "") if words::is_date(word(2)) => 3,
            (_, to) if words::is_date(to) => 2,
            _ => 0,
        };
    }
    if is_day(word(0)) && words::is_period_word(word(1)) {
        return if year(word(2)) || is_short_year(word(2)) { 3 } else { 2 };
    }
    // A period over its year, each on a line of its own below the first.
    let below = ahead
        .get(1)
        .filter(|(n, _)| Some(*n) != line)
        .filter(|(n, word)| year(word) && ahead.get(2).is_none_or(|(after, _)| after != n));
    if order == Order::Period && words::is_period_word(word(0)) && below.is_some() {
        return 2;
    }
    let short = short_years && is_short_year(word(1));
    match order {
        Order::Period if words::is_period_word(word(0)) && (year(word(1)) || short) => 2,
        Order::Year if year(word(0)) && words::is_period_word(word(1)) => 2,
        _ => 0,
    }
}

fn is_day(word: &str) -> bool {
    word.len() <= 2 && word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

/// `24`, or `’24`.
fn is_short_year(word: &str) -> bool {
    let digits = word.trim_start_matches(['\'', '’']);
    digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::joined;

    fn of(lines: &[&str]) -> Vec<String> {
        let lines = lines.iter().enumerate();
        let words: Vec<(usize, Vec<String>)> =
            lines.map(|(n, line)| (n, line.split(' ').map(str::to_owned).collect())).collect();
        joined(&words).into_iter().map(|(_, words)| words.join("|")).collect()
    }

    #[test]
    fn dates_and_periods_are_one_word() {
        assert_eq!(of(&["Mkr 30 jun 24 31 dec 2023"]), ["Mkr|30 jun 24|31 dec 2023"]);
        assert_eq!(of(&["Q1 2024 Q4 2023"]), ["Q1 2024|Q4 2023"]);
        assert_eq!(of(&["2024 jan-jun 2023 jan-jun"]), ["2024 jan-jun|2023 jan-jun"]);
        assert_eq!(of(&["jul-sep 2022 jul-sep 2021"]), ["jul-sep 2022|jul-sep 2021"]);
        assert_eq!(of(&["Q1 24 Q1 23"]), ["Q1 24|Q1 23"]);
        assert_eq!(
            of(&["Mkr Jan-mar", "2024", "Apr-mar", "2023/2024"]),
            ["Mkr|Jan-mar 2024", "Apr-mar 2023/2024"]
        );
    }

    #[test]
    fn from_a_day_to_another_is_one_word() {
        assert_eq!(
            of(&["2031-01-01 -2031-12-31 2030-01-01 - 2030-12-31"]),
            ["2031-01-01 -2031-12-31|2030-01-01 - 2030-12-31"]
        );
        assert_eq!(of(&["2031-12-31 2030-12-31"]), ["2031-12-31|2030-12-31"]);
        // Where the days that they end with stand below, the heads are not told by the line.
        assert_eq!(
            of(&["2031-01-01 2030-01-01", "-2031-12-31 -2030-12-31"]),
            ["2031-01-01|2030-01-01", "-2031-12-31|-2030-12-31"]
        );
        assert_eq!(
            of(&["tkr", "2031-01-01", "-2031-12-31", "2030-01-01", "-2030-12-31"]),
            ["tkr", "2031-01-01 -2031-12-31", "2030-01-01 -2030-12-31"]
        );
    }

    #[test]
    fn words_that_only_stand_beside_each_other_are_not() {
        assert_eq!(of(&["Budget 2024 Utfall jan-aug 2024"]), ["Budget|2024|Utfall|jan-aug|2024"]);
        assert_eq!(of(&["Utfall 2024 Prognos 2024"]), ["Utfall|2024|Prognos|2024"]);
    }
}
