//! The name of a heading: what is left of it without its number and its figures.

use crate::engine::{figure, words::words};
use std::collections::BTreeMap;

/// Lower case, single spaces, no marks at the ends: two headings with the same fold have the same name.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|&c| !figure::is_invisible(c)) {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        let c = if figure::is_minus(c) { '-' } else { c };
        if c.is_whitespace() {
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            folded.extend(c.to_lowercase());
        }
    }
    folded
        .trim_matches(|c: char| c == ' ' || matches!(c, '.' | ':' | ',' | ';' | '*' | '#' | '_' | '-'))
        .to_owned()
}

/// The folded name of a heading: without numbering in front and figures behind.
pub fn name(title: &str) -> String {
    let (_, rest) = split_number(title);
    fold(rest.get(..figures_at(rest).unwrap_or(rest.len())).unwrap_or(rest))
}

/// The number in front of a heading (`2.3`, `1`, `4.`) and the rest. Up to four parts of at most two digits:
/// a three-digit number in front of a label is an account or a department.
pub fn split_number(text: &str) -> (Vec<u16>, &str) {
    let none = (Vec::new(), text);
    let head_len = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let Some((head, rest)) = text.split_at_checked(head_len) else { return none };
    if head.is_empty() || !rest.starts_with(char::is_whitespace) {
        return none;
    }
    let parts: Option<Vec<u16>> = head
        .trim_end_matches('.')
        .split('.')
        .map(|part| part.parse().ok().filter(|_| part.len() <= 2))
        .collect();
    match parts {
        Some(parts) if parts.len() <= 4 => (parts, rest.trim_start()),
        _ => none,
    }
}

const UNITS: &[&str] = &[
    "mnkr", "mkr", "tkr", "kkr", "kr", "miljoner", "kronor", "tusen", "procent", "%", "msek", "tsek", "sek",
];

/// Where the figures behind a heading begin: `Enheten +3,6 mnkr (mars +2,1 mnkr)`. None when it has none, or
/// when what is behind the figure is more than units, a month and a few small words.
pub fn figures_at(text: &str) -> Option<usize> {
    // Most names have no figure; scanning for one costs more than looking for a digit.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let found = figure::scan(text, figure::Style::Comma);
    let first = found.iter().find(|scanned| !is_year(text, scanned))?;
    let mut start = first.span.start as usize;
    let before = text.get(..start)?;
    if before.trim_end().ends_with('(') {
        start = before.rfind('(')?;
    }
    let title =
        text.get(..start)?.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '('));
    let last_word = title.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
    // "uppgår till 3 mnkr" is a sentence.
    let runs_on = [
        "till", "på", "om", "med", "är", "för", "av", "i", "ca", "cirka", "visar", "blev", "mot", "minus",
        "plus", "totalt", "drygt", "knappt", "from", "of", "to", "by", "och", "eller", "and",
    ]
    .contains(&last_word.as_str());
    if runs_on || title.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return None;
    }
    let tail = text.get(start..)?;
    let words: Vec<String> = tail
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ':' | '/'))
        .filter(|word| word.chars().any(char::is_alphabetic) || *word == "%" || word.ends_with('%'))
        .map(|word| word.trim_start_matches(|c: char| !c.is_alphabetic() && c != '%').to_lowercase())
        .collect();
    let is_unit = |word: &String| UNITS.contains(&word.as_str());
    let united = words.iter().any(is_unit);
    // A month, "fg", "prognos": a short remark in parentheses.
    let others = words.iter().filter(|word| !is_unit(word)).count();
    (united && others <= 3 && !tail.trim_end().ends_with(['.', '!', '?', ':', ';'])).then_some(start)
}

/// Four digits alone that are a year of our time.
pub fn is_year(text: &str, scanned: &figure::Scanned) -> bool {
    let written = scanned.span.of(text);
    written.len() == 4
        && written.parse::<u16>().is_ok_and(|year| (1950..=2100).contains(&year))
        && !scanned.figure.percent
}

/// The units of a report by their names, as the labels of a table give them: looked up by the words of a heading.
#[derive(Debug, Default)]
pub struct Units {
    names: Vec<Vec<String>>,
    /// The names that hold a word with this beginning.
    by_word: BTreeMap<String, Vec<usize>>,
}

/// Two words are the same when one is the beginning of the other and this long: *Missbruk* for *Missbruksvård*.
const LEAST: usize = 6;

/// So many names with a word in common are compared; more is no table of units.
const MOST: usize = 100;

impl Units {
    pub fn new<'a>(labels: impl IntoIterator<Item = &'a str>) -> Self {
        let mut units = Self::default();
        for label in labels {
            let name = telling(label);
            for word in &name {
                let at = units.by_word.entry(beginning(word)).or_default();
                if at.len() < MOST {
                    at.push(units.names.len());
                }
            }
            units.names.push(name);
        }
        units
    }

    /// The place of the first label that names the same unit as the text.
    pub fn find(&self, text: &str) -> Option<usize> {
        let own = telling(text);
        let near = own.iter().filter_map(|word| self.by_word.get(&beginning(word))).flatten();
        near.copied().filter(|&at| self.names.get(at).is_some_and(|name| same_words(name, &own))).min()
    }
}

fn telling(text: &str) -> Vec<String> {
    words(text).into_iter().filter(|word| word.text.chars().count() >= 3).map(|word| word.stem).collect()
}

fn beginning(word: &str) -> String {
    word.chars().take(LEAST).collect()
}

/// Do a row's label and a heading name the same unit?
pub fn same_unit(label: &str, heading: &str) -> bool {
    same_words(&telling(label), &telling(heading))
}

/// All words of the shorter in the longer; or two of three, where a word may be cut short.
fn same_words(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // Longer than any name of a unit: a sentence.
    if short.is_empty() || long.len() > 20 {
        return false;
    }
    let same = |x: &String, y: &String| {
        x == y
            || x.chars().count() >= LEAST && y.starts_with(x.as_str())
            || y.chars().count() >= LEAST && x.starts_with(y.as_str())
    };
    let shared = short.iter().filter(|word| long.iter().any(|other| same(word, other))).count();
    shared == short.len() && (short.len() >= 2 || long.len() <= 3)
        || short.len() >= 3 && shared * 3 >= short.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_numbers_and_figures() {
        for (title, expected) in [
            ("2.3.2 Läget till och med augusti", "läget till och med augusti"),
            ("1 Resultatrapport ", "resultatrapport"),
            ("4. Slutord", "slutord"),
            ("Norra enheten +3,6 mnkr (mars +2,1 mnkr)", "norra enheten"),
            ("Norra enheten (-0,3 mnkr)", "norra enheten"),
            ("Öppen vård +1 mnkr", "öppen vård"),
            ("Uppföljning mars 2024", "uppföljning mars 2024"),
            ("512 Stöd", "512 stöd"),
            ("Resultatet uppgår till 3,4 mnkr", "resultatet uppgår till 3,4 mnkr"),
            ("Löner  OCH\u{a0}arvoden:", "löner och arvoden"),
        ] {
            assert_eq!(name(title), expected);
        }
    }

    #[test]
    fn units_by_their_words() {
        for (label, heading, same) in [
            ("512 Verksamhetsstöd", "verksamhetsstöd", true),
            ("515 Barn och familj / Missbruksvård", "barn och familj/missbruk", true),
            ("514 En ingång", "omsorgsavdelningen: en ingång", true),
            ("516 Ordinärt boende", "särskilt boende för äldre", false),
            ("518 Psykosocialt stöd", "psykosocialt stöd och daglig verksamhet", true),
            ("518 Psykosocialt stöd", "stöd till funktionsnedsatta", false),
            ("", "stöd", false),
        ] {
            assert_eq!(same_unit(label, heading), same, "{label} / {heading}");
            assert_eq!(Units::new([label]).find(heading), same.then_some(0), "{label} / {heading}");
        }
    }
}
