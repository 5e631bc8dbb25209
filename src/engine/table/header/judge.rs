//! Which of several readings of the heads is the likeliest: the one that is written as heads are.
//!
//! Heads are read in several ways, by place, by number and by words, and each goes wrong in its own way: two heads in
//! one, one head over two columns, a year left behind. What comes of that looks unlike heads, whatever the words
//! mean, and the reading with the fewest such faults is taken.

use super::is_from_month_to_month;
use crate::engine::{report::ColumnRole, unit::Unit, vocabulary as words};
use std::collections::BTreeMap;

/// A column without a head says less than one whose head has one fault, and less than one with two.
const EMPTY: usize = 3;
/// The most words of a head, but for those that span others.
const WORDS: usize = 7;
/// So many words in one head are no head: it is as bad as any reading can be.
const TALE: usize = 40;
/// Two measures in one head: it is two heads for certain.
const TWO_IN_ONE: usize = 2;

/// How unlike the heads of columns some texts are, in halves of faults, where `said` are the words of heads that stand
/// above the table.
pub(super) fn faults(texts: &[String], said: &[String]) -> usize {
    let months = texts.iter().filter(|text| text.split(' ').any(words::is_year_and_month)).count();
    let own: usize = texts.iter().map(|text| faults_of(text, months > 1)).sum();
    let again = |(i, text): (usize, &String)| {
        !text.is_empty() && texts.iter().take(i).any(|before| before.eq_ignore_ascii_case(text))
    };
    let twice = texts.iter().enumerate().filter(|&head| again(head)).count();
    let words: Vec<Vec<String>> = texts.iter().map(|text| bare(text)).collect();
    // A word that no line says as a whole has been joined over the end of one: `OMRÅDES-` over `ANSLAG`.
    let joined =
        |own: &String, word: &String| own.ends_with(word.as_str()) && says_what(own) && !said.contains(own);
    let held = |word: &String| words.iter().flatten().any(|own| own == word || joined(own, word));
    let left_out = said.iter().filter(|word| !held(word)).count();
    // What stands over all columns tells none from the others; it may be part of each head, so that it is half a fault.
    let common = |word: &&String| words.len() > 1 && words.iter().all(|head| head.contains(word));
    let titles = words.first().map_or(0, |head| head.iter().filter(common).count());
    2 * (own + twice + left_out + foreign(texts) + undated(texts)) + titles
}

/// How often words of heads stand in the lines of heads, and not in the heads: a head that has been left out where
/// another has the same words.
pub(super) fn missing(texts: &[String], lines: &[Vec<String>]) -> usize {
    let heads: Vec<Vec<String>> = texts.iter().map(|text| bare(text)).collect();
    let line_of_heads = |line: &&Vec<String>| {
        let naming = line.iter().filter(|word| says_what(word)).count();
        // Each column has a word in it.
        naming >= texts.len().max(2) && naming * 2 >= line.len()
    };
    let missing = |line: &Vec<String>| {
        let mut said: BTreeMap<String, usize> = BTreeMap::new();
        for word in line.iter().filter(|word| says_what(word)).flat_map(|word| bare(word)) {
            *said.entry(word).or_default() += 1;
        }
        let held = |word: &String| heads.iter().filter(|head| head.contains(word)).count();
        said.iter().map(|(word, times)| times.saturating_sub(held(word))).sum::<usize>()
    };
    lines.iter().filter(line_of_heads).map(missing).sum()
}

/// Heads that name neither a measure nor a time among others that do: sub-headings, or parts of the title.
fn foreign(texts: &[String]) -> usize {
    let named = texts.iter().filter(|text| !text.is_empty()).count();
    // The day of a month (`31 december`) is one of a title as well.
    let day = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let lasts = |words: &[&str]| match words {
        [before, word] => words::is_period_word(word) && !day(before),
        _ => false,
    };
    let names = |text: &&String| {
        let words: Vec<&str> = std::iter::once("").chain(text.split_whitespace()).collect();
        words.iter().any(|word| of_heads(word)) || words.windows(2).any(lasts)
    };
    let naming = texts.iter().filter(names).count();
    if naming * 2 >= named { named - naming } else { 0 }
}

/// Years that have lost their measures, and measures that have lost their years, where others have both.
fn undated(texts: &[String]) -> usize {
    let moment = |word: &str| {
        words::year(word).is_some()
            || words::is_date(word)
            || is_from_month_to_month(word)
            || words::is_period_word(word)
    };
    let measure = |word: &str| {
        use ColumnRole::{Budget, Forecast, Outcome, Plan};
        matches!(words::column_role(word), Some(Budget | Outcome | Forecast | Plan))
    };
    let said = || texts.iter().filter(|text| !text.is_empty());
    let all = |of: &dyn Fn(&str) -> bool| said().filter(|text| text.split_whitespace().all(of)).count();
    let any = |of: &dyn Fn(&str) -> bool| said().filter(|text| text.split_whitespace().any(of)).count();
    let years_alone = all(&moment);
    if (any(&moment) - years_alone) * 2 >= said().count() {
        years_alone + all(&measure)
    } else if any(&measure) > 0 || any(&moment) > years_alone {
        // `Medelålder 2023`, `2024`: two years of one measure are both said to be.
        years_alone
    } else {
        0
    }
}

/// A measure or a moment: what heads of columns are made of.
pub(super) fn of_heads(word: &str) -> bool {
    words::column_role(word).is_some()
        || words::year(word).is_some()
        || words::is_date(word)
        || is_from_month_to_month(word)
}

/// What a head must not lose: measures and moments, and parts of the year.
pub(super) fn says_what(word: &str) -> bool {
    of_heads(word) || words::is_period_word(word) || word.split(' ').any(words::is_date)
}

/// The words of a text as they are compared.
pub(super) fn bare(text: &str) -> Vec<String> {
    text.split_whitespace().map(words::bare).filter(|word| !word.is_empty()).collect()
}

/// The same for one head, where several have months in digits (`2410`) if `months` says so.
fn faults_of(text: &str, months: bool) -> usize {
    if text.is_empty() {
        return EMPTY;
    }
    let all = bare(text);
    if all.len() > TALE {
        return TALE;
    }
    let repeated = (1..all.len())
        .filter(|&i| all.get(..i).is_some_and(|before| all.get(i).is_some_and(|word| before.contains(word))))
        .count();
    let mut years: Vec<i32> = text.split_whitespace().filter_map(words::year).map(i32::from).collect();
    years.sort_unstable();
    years.dedup();
    let compares =
        |role: ColumnRole| matches!(role, ColumnRole::Deviation | ColumnRole::Change | ColumnRole::Share);
    let roles: Vec<ColumnRole> = text.split_whitespace().filter_map(words::column_role).collect();
    // `Avvikelse budget – utfall` compares two; `Utfall avvikelse` is two heads, or one below another.
    let compared = roles.iter().position(|&role| compares(role));
    let measures = |roles: &[ColumnRole]| {
        let own = |role: &&ColumnRole| {
            matches!(role, ColumnRole::Budget | ColumnRole::Outcome | ColumnRole::Forecast)
        };
        let mut own: Vec<ColumnRole> = roles.iter().filter(own).copied().collect();
        own.dedup();
        own.len()
    };
    let two = match compared {
        Some(0) => 0,
        Some(at) => usize::from(measures(roles.get(..at).unwrap_or(&[])) > 0),
        None => TWO_IN_ONE * measures(&roles).saturating_sub(1),
    };
    let amounts = usize::from(
        all.len() > 1
            && text.split_whitespace().any(|word| {
                words::unit(word, "").is_some_and(|unit| matches!(unit, Unit::Tkr | Unit::Mkr | Unit::Mdkr))
            }),
    );
    // A number is of the rows, but for the day of a month and a short year, a month in digits, and how
    // long a time was (`4 månader`).
    let period =
        |i: Option<usize>| i.and_then(|i| all.get(i)).is_some_and(|word| words::is_period_word(word));
    let number = |i: usize, word: &String| {
        word.bytes().all(|byte| byte.is_ascii_digit())
            && words::year(word).is_none()
            && !(months && words::is_year_and_month(word))
            && all.get(i + 1).is_none_or(|next| !words::measures_time(next))
            && !period(Some(i + 1))
            && !period(i.checked_sub(1))
    };
    let numbers = all.iter().enumerate().filter(|&(i, word)| number(i, word)).count();
    // The whole year and some months of it are of two heads (`Budget helår`, `Utfall jan-apr`).
    let some_months = |word: &String| {
        word.split_once(['-', '–']).is_some_and(|(a, b)| words::is_month(a) && words::is_month(b))
    };
    let lengths =
        usize::from(all.iter().any(some_months) && all.iter().any(|word| words::is_whole_year(word)));
    let note = usize::from(all.len() > 1 && all.iter().any(|word| words::is_note_header(word)));
    let small = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
        && !text.split(' ').next().is_some_and(|word| {
            words::is_part_word(word) || words::is_period_word(word) || words::is_date(word)
        });
    repeated
        + years.len().saturating_sub(if compared.is_some() { 2 } else { 1 })
        + two
        + amounts
        + numbers
        + lengths
        + note
        + usize::from(all.len() > WORDS)
        + usize::from(small)
        // `Andel,` goes on with what it is counted in.
        + TWO_IN_ONE * usize::from(text.ends_with(','))
}
