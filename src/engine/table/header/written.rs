//! Heads by how they are written: where nothing is known but how many columns there are, a head begins with a capital
//! letter or a year and goes on with small letters.

use super::{
    Heads, groups,
    hints::names_a_note,
    join,
    judge::of_heads,
    moments,
    shared::shared,
    title::{only_unit, says_unit},
};
use crate::engine::{report::ColumnRole, unit::Unit, vocabulary as words};

/// How many lines of sub-headings can stand between the heads and the first row: `Verksamhet`, `Intäkter`, and one that
/// is broken.
const SUB_HEADINGS: usize = 4;
/// The most lines above the rows in which cells stand one after another.
const LINES: usize = 24;

/// The most letters that a line of heads explains.
const MEANINGS: usize = 8;

/// The ways to read as many heads as there are columns of figures from the words above the rows: all in one line, each
/// in several lines above one another, or one after another over lines. Each with the words that span several of them.
pub(super) fn by_writing(lines: &[Vec<String>], width: usize) -> Vec<Heads> {
    if width < 2 {
        return Vec::new();
    }
    // What says the unit of all figures heads no column, and no more does the title of a note; `Mkr 2024 2023` does.
    let dated = |line: &[String]| line.iter().any(|word| moments::is_moment(word));
    let heads = |line: &&Vec<String>| !names_a_note(line) && (dated(line) || !only_unit(&line.join(" ")));
    let lines: Vec<Vec<String>> = lines.iter().filter(heads).map(|line| spelled_out(line)).collect();
    let mut out = Vec::new();
    // The last lines may be sub-headings of the first rows: they begin with a capital letter, and are none of heads.
    let sub_heading = |below: usize| {
        let line = lines.len().checked_sub(below).and_then(|at| lines.get(at));
        line.and_then(|line| line.first()?.chars().next()).is_some_and(char::is_uppercase)
            && !lines.iter().rev().take(below).flatten().any(|word| of_heads(word))
    };
    for below in (0..SUB_HEADINGS.min(lines.len())).rev().filter(|&below| below == 0 || sub_heading(below)) {
        let own = lines.get(..lines.len() - below).unwrap_or(&[]);
        for (mut texts, used) in
            stacked(own, width).into_iter().chain(in_sequence(own, width)).chain(shared(own, width))
        {
            let spanning = span(own.get(..own.len() - used).unwrap_or(&[]), &mut texts);
            out.push((texts, spanning));
        }
    }
    out
}

/// A line with its letters spelled out as it says itself: `U=Utgifter I=Inkomster U I U I`.
fn spelled_out(line: &[String]) -> Vec<String> {
    let means = |word: &'_ String| {
        let (letter, meaning) = word.split_once('=')?;
        let worded = |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic);
        (worded(letter) && worded(meaning)).then(|| (letter.to_owned(), meaning.to_owned()))
    };
    let meanings: Vec<(String, String)> = line.iter().filter_map(means).take(MEANINGS).collect();
    let own = line.iter().filter(|word| meanings.is_empty() || means(word).is_none());
    own.map(|word| {
        meanings.iter().find(|(letter, _)| letter == word).map_or(word, |(_, meaning)| meaning).clone()
    })
    .collect()
}

/// Lines that each hold a piece of every head, above one another and nearest to the rows; with how many there are.
fn stacked(lines: &[Vec<String>], width: usize) -> Vec<(Vec<String>, usize)> {
    // A comma parts what belongs together: `Total frånvaro, %`.
    let one_each = |line: &Vec<String>| {
        let goes_on =
            line.split_last().is_some_and(|(_, before)| before.iter().any(|word| word.ends_with(',')));
        (line.len() == width && !goes_on).then(|| line.clone())
    };
    let pieces: Vec<Vec<String>> = lines
        .iter()
        .rev()
        .take(LINES)
        .map_while(|line| of_columns(pieces(line), width).or_else(|| one_each(line)))
        .collect();
    (1..=pieces.len())
        .map(|count| {
            let mut texts = vec![String::new(); width];
            for line in pieces.iter().take(count).rev() {
                texts.iter_mut().zip(line).for_each(|(text, piece)| join(text, piece));
            }
            (texts, count)
        })
        .collect()
}

/// Lines above the rows whose words, one after another, make as many heads as there are columns; with how many there are.
fn in_sequence(lines: &[Vec<String>], width: usize) -> Vec<(Vec<String>, usize)> {
    let mut out = Vec::new();
    for count in 2..=lines.len().min(LINES) {
        let own = lines.get(lines.len() - count..).unwrap_or(&[]);
        let flat: Vec<String> = own.iter().flatten().cloned().collect();
        let pieces = pieces(&flat);
        if pieces.len() > width + 1 {
            break;
        }
        out.extend(of_columns(pieces, width).map(|texts| (texts, count)));
    }
    // A head may have begun on the line above.
    out.reverse();
    out
}

/// The pieces, if there are as many as columns, or one more for the labels.
fn of_columns(mut pieces: Vec<String>, width: usize) -> Option<Vec<String>> {
    let heads_column = |piece: &String| {
        piece.split(' ').any(|word| words::column_role(word).is_some() || moments::is_moment(word))
    };
    // `Prognos 2024, tkr` says what all columns are.
    let money = |piece: &String| {
        let last = piece.rsplit(' ').next().and_then(|word| words::unit(word, ""));
        piece.contains(' ') && last.is_some_and(is_money)
    };
    let of_all = pieces
        .split_first()
        .is_some_and(|(first, rest)| !heads_column(first) || money(first) && !rest.iter().any(money));
    if pieces.len() == width + 1 && of_all {
        pieces.remove(0);
    }
    (pieces.len() == width).then_some(pieces)
}

/// Parts words before each capital letter, and before each year when the piece has one; units and columns of notes are
/// no pieces.
fn pieces(line: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut dated = false;
    for (i, word) in line.iter().enumerate() {
        let next = line.get(i + 1).map_or("", String::as_str);
        // `Antal anställda` is counted in one column, and `Antal` in all of them.
        let counted =
            words::column_role(word) == Some(ColumnRole::Count) && next.starts_with(char::is_lowercase);
        if words::is_note_header(word) || out.is_empty() && says_unit(word, next) && !counted {
            continue;
        }
        let moment = moments::is_moment(word);
        let capital = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let sign = word.trim_matches(['(', ')']) == "%";
        let goes_on =
            out.last().is_some_and(|piece| piece.ends_with(['-', '/']) || compares(piece) && of_two(word));
        // `jan feb mar`: a month behind a month is another head.
        let part = words::is_part_word(word)
            || words::is_month(word)
                && out.last().and_then(|piece| piece.rsplit(' ').next()).is_some_and(words::is_month);
        let unit = words::unit(word, next).is_some_and(is_money);
        let begins = !goes_on && !unit && (moment && dated || !moment && capital || part) || sign && i == 0;
        if let Some(piece) = out.last_mut().filter(|_| !begins) {
            join(piece, word);
        } else {
            out.push(word.clone());
            dated = false;
        }
        dated |= moment;
    }
    out
}

/// Does a head end in a word for a difference?
fn compares(head: &str) -> bool {
    let last = head.rsplit(' ').next().and_then(words::column_role);
    matches!(last, Some(ColumnRole::Deviation | ColumnRole::Change))
}

/// *Budget-Utfall*, behind *Avvikelse*, says of what.
fn of_two(word: &str) -> bool {
    let measure = |part: &str| {
        use ColumnRole::{Budget, Forecast, Outcome};
        matches!(words::column_role(part), Some(Budget | Forecast | Outcome))
    };
    word.split_once(['-', '–', '/']).is_some_and(|(first, second)| measure(first) && measure(second))
}

/// What most figures of a table are said to be; `antal` and `%` are said of columns.
fn is_money(unit: Unit) -> bool {
    matches!(unit, Unit::Kr | Unit::Tkr | Unit::Mkr | Unit::Mdkr)
}

/// Puts the words that stand above groups of heads before them: as many as there are groups, in one line, or one to a
/// line.
fn span(above: &[Vec<String>], texts: &mut [String]) -> Vec<String> {
    let groups = groups(texts);
    if groups.len() < 2 {
        return Vec::new();
    }
    let mut phrases: Vec<String> = Vec::new();
    for line in above.iter().rev().take(groups.len()) {
        let mut own = pieces(line);
        own.append(&mut phrases);
        phrases = own;
        // The first may head the labels.
        let Some(from) = phrases.len().checked_sub(groups.len()) else { continue };
        if from > 1 {
            return Vec::new();
        }
        phrases.drain(..from);
        for (group, phrase) in groups.iter().zip(&phrases) {
            for text in texts.iter_mut().take(group.end).skip(group.start) {
                *text = format!("{phrase} {text}");
            }
        }
        return phrases;
    }
    Vec::new()
}
