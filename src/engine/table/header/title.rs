//! The title of a table, and the unit that it gives for all its figures.

use super::{super::sheet::Sheet, join};
use crate::engine::{unit::Unit, vocabulary as words};

/// How far above the heads a title can stand: itself, a unit, and a spanning word or two.
pub(super) const TITLE_LINES: usize = 5;

/// The title: the nearest lines above the heads that could be one, the first of them if they stand together.
pub(super) fn title(sheet: &Sheet<'_>, above: &[usize], spanning: &[String]) -> Option<String> {
    let gap =
        above.windows(2).rposition(|pair| matches!(pair, [a, b] if b - a > TITLE_GAP)).map_or(0, |i| i + 1);
    let above = above.get(gap..).unwrap_or(&[]);
    let mut found: Option<(usize, String)> = None;
    for &n in above.iter().rev() {
        if found.as_ref().is_some_and(|&(below, _)| n + 1 != below) {
            break;
        }
        // A spanning head may fill several lines.
        let spans = |text: &str| {
            spanning.iter().any(|phrase| {
                let rest = phrase.strip_prefix(text).or_else(|| phrase.strip_suffix(text));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || rest.ends_with(' '))
            })
        };
        match title_of(sheet.line(n)).filter(|text| !spans(text)) {
            Some(text) => found = Some((n, text)),
            None if found.is_some() => break,
            None => {}
        }
    }
    found.map(|(_, text)| text)
}

/// The title that a line could be. What a wide gap parts from it heads columns.
pub(in super::super) fn title_of(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches(['#', '*', '|']).trim_end_matches(['*', '|']);
    let mut text = String::new();
    for piece in line.split("  ").flat_map(|part| part.split('\t')).map(str::trim).filter(|p| !p.is_empty()) {
        join(&mut text, piece);
        // `2.3    Personal`: a number goes with what it numbers.
        if piece.chars().any(char::is_alphabetic) {
            break;
        }
    }
    let titled = text.chars().any(char::is_alphabetic)
        && !only_unit(&text)
        && !text.ends_with('.')
        && !words::is_note_header(&text);
    titled.then_some(text)
}

/// Is a line the numbered title of a table: `Tabell 6.1 Utgifter per område`?
pub(in super::super) fn is_caption(line: &str) -> bool {
    let mut all = line.split_whitespace();
    let kind = all.next().map(words::bare);
    let number = all.next().and_then(|word| word.chars().next());
    kind.is_some_and(|kind| matches!(kind.as_str(), "tabell" | "tablå" | "diagram" | "table"))
        && number.is_some_and(|c| c.is_ascii_digit())
}

/// Is a line the numbered heading of a section: `5.2 Resultat`, `6. Ekonomisk ställning`? Columns that are numbered have a
/// number each.
pub(super) fn is_section(line: &str) -> bool {
    let number = |word: &str| {
        let mut parts = word.trim_end_matches('.').split('.');
        word.contains('.')
            && parts.all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut all = line.split_whitespace();
    all.next().is_some_and(number)
        && all.next().is_some_and(|word| word.starts_with(char::is_uppercase))
        && !all.any(number)
}

/// Does a line say which note it is, and of what: `Not 3`, `Not 12 Materiella anläggningstillgångar`? It heads no
/// column of notes. (`Not 31 31` may be the days of dates.)
pub(super) fn numbers_note(line: &str) -> bool {
    let mut all = line.split_whitespace();
    let note = all.next().is_some_and(words::is_note_header);
    let number = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    note && all.next().is_some_and(number) && all.all(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Words that stand around a unit: `Belopp i tkr`, `alla belopp anges i mnkr om inte annat anges`.
static AROUND_UNIT: &[&str] =
    &["belopp", "beloppen", "alla", "samtliga", "anges", "avser", "är", "i", "om", "inte", "annat"];

/// Does a line say the unit of its figures, and nothing else: `Belopp i tkr`, `(mnkr)`?
pub(in super::super) fn only_unit(line: &str) -> bool {
    // `Belopp i miljoner`, whose `kronor` stand on the next line, says it, too.
    let names = |word: &str| words::unit(word, "kronor").is_some_and(is_money);
    line.split_whitespace().any(names)
        && line.split_whitespace().map(words::bare).all(|word| {
            AROUND_UNIT.contains(&word.as_str())
                || word.chars().all(|c| !c.is_alphabetic())
                || words::unit(&word, "kronor").is_some()
        })
}

/// Is a line of the header a title that ends in the unit of the whole table (`Nämndernas avvikelser 2031, tkr`), parted from
/// the heads by an empty line or standing in one piece at the margin over several? Where lines below say a unit, too, each
/// says the one of its column.
pub(super) fn is_title_with_unit(sheet: &Sheet<'_>, header: &[usize], at: usize) -> bool {
    let (Some(&n), Some(&next)) = (header.get(at), header.get(at + 1)) else { return false };
    let line = sheet.line(n).trim();
    let money = |word: &str| words::unit(word, "").is_some_and(is_money);
    let Some((before, unit)) = line.rsplit_once(' ') else { return false };
    let set_off = before.ends_with([',', ';', ':']) || unit.starts_with('(') && unit.ends_with(')');
    let one_piece = |line: &str| !line.trim().contains("  ") && !line.contains('\t');
    let below = header.get(at + 1..).unwrap_or(&[]);
    let again = || below.iter().any(|&n| sheet.line(n).split_whitespace().any(money));
    let over_pieces = || !one_piece(sheet.line(next)) && !sheet.line(n).starts_with(char::is_whitespace);
    let titles = set_off && one_piece(line) && money(unit) && !only_unit(line);
    titles && (next > n + 1 || over_pieces()) && !before.split_whitespace().any(money) && !again()
}

/// Does a line say that its figures are in per cent, and nothing else: `Procent`, `Andel i %`, `(%)`?
pub(super) fn only_per_cent(line: &str) -> bool {
    let share = |word: &str| words::unit(word, "") == Some(Unit::Percent);
    let around = |word: &str| {
        let word = words::bare(word);
        AROUND_UNIT.contains(&word.as_str()) || matches!(word.as_str(), "andel" | "andelar" | "uttryckt")
    };
    line.split_whitespace().any(share) && line.split_whitespace().all(|word| share(word) || around(word))
}

/// More lines without text than this part what belongs to the table from what does not.
const TITLE_GAP: usize = 3;

/// A unit that a line of header gives for the whole table: `Belopp i tkr`, `(mnkr)`, `mkr`.
pub(in super::super) fn unit_of_line(line: &str) -> Option<Unit> {
    let list: Vec<&str> = line.split_whitespace().collect();
    let at = |i: usize| {
        let (word, next) = (list.get(i)?, list.get(i + 1).copied().unwrap_or(""));
        words::unit(word, next).or_else(|| unit_run_on(word)).filter(|unit| is_money(*unit))
    };
    let first = (0..list.len()).find(|&i| at(i).is_some())?;
    // `kronor (mnkr)`: what stands in brackets says the same in short.
    let short = list.get(first + 1).filter(|word| word.starts_with('(')).and_then(|_| at(first + 1));
    short.or_else(|| at(first))
}

/// The unit that the nearest of some lines gives; a name of two words may be parted by the end of its line.
pub(super) fn unit_of_lines(sheet: &Sheet<'_>, lines: &[usize]) -> Option<Unit> {
    lines.iter().rev().find_map(|&n| {
        let line = sheet.line(n);
        let unit = unit_of_line(line)?;
        let before =
            n.checked_sub(1).filter(|before| lines.contains(before)).map(|before| sheet.line(before));
        let parted = before.and_then(|before| {
            let (last, next) = (before.split_whitespace().last()?, line.split_whitespace().next()?);
            words::unit(last, next).filter(|unit| is_money(*unit))
        });
        Some(parted.unwrap_or(unit))
    })
}

fn is_money(unit: Unit) -> bool {
    unit.kronor().is_some()
}

/// The unit that has run into the end of a word: `ResultaträkningTKR`. No word ends in these letters.
fn unit_run_on(word: &str) -> Option<Unit> {
    let word = words::bare(word);
    ["mnkr", "mkr", "tkr", "msek", "tsek", "ksek"].into_iter().find_map(|unit| {
        let before = word.strip_suffix(unit)?;
        (before.chars().count() >= 4 && before.chars().all(char::is_alphabetic))
            .then(|| words::unit(unit, ""))?
    })
}

/// A unit, or a word that stands around one.
pub(super) fn says_unit(word: &str, next: &str) -> bool {
    words::unit(word, next).is_some() || AROUND_UNIT.contains(&words::bare(word).as_str())
}
