//! A reference inside the report that leads nowhere.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{Analysis, outline::name::fold, report::Severity, span::Span};
use std::collections::BTreeSet;

/// What is referred to: the word and the others that mark the same target.
const KINDS: &[(&str, &[&str])] = &[
    ("tabell", &["tabell"]),
    ("diagram", &["diagram"]),
    ("figur", &["figur"]),
    ("bilaga", &["bilaga", "bilagor"]),
    ("avsnitt", &[]),
    ("kapitel", &[]),
    ("table", &["table"]),
    ("section", &[]),
    ("chapter", &[]),
    ("appendix", &["appendix"]),
];

/// What a reference inside the report stands behind.
const LEADS: &[&str] = &["se", "(se", "jfr", "(jfr", "enligt", "framgår av", "redovisas i", "återfinns i", "visas i", "see", "(see"];

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let source = analysis.source;
    // Lines that open with "Tabell 3" are captions, and so are the titles of tables.
    let mut captions: BTreeSet<(String, String)> = BTreeSet::new();
    let titles = analysis.tables.iter().map(|table| table.title.as_str());
    for line in (0..source.line_count()).map(|at| source.line(at)).chain(titles) {
        let folded = fold(line);
        let mut tokens = folded.split(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | ','));
        let (word, number) = (tokens.next().unwrap_or(""), tokens.next().unwrap_or(""));
        if number.chars().next().is_some_and(|c| c.is_ascii_digit()) {
            captions.insert((word.to_owned(), number.to_owned()));
        }
        // "Resultat per enhet, tabell 4": the number may come last.
        let mut from_end = folded.rsplit(|c: char| c.is_whitespace() || c == ',');
        let (number, word) = (from_end.next().unwrap_or(""), from_end.next().unwrap_or(""));
        if folded.len() <= 80 && number.chars().all(|c| c.is_ascii_digit()) && !line.trim_end().ends_with('.') {
            captions.insert((word.to_owned(), number.to_owned()));
        }
    }
    let numbers: BTreeSet<String> = analysis
        .outline
        .details
        .iter()
        .map(|detail| &detail.number)
        .chain(analysis.outline.contents.iter().map(|entry| &entry.number))
        .map(|number| number.iter().map(u16::to_string).collect::<Vec<_>>().join("."))
        .collect();
    for at in 0..source.line_count() {
        let line = source.line(at);
        let start = source.line_span(at).start;
        let lower = line.to_lowercase();
        if lower.len() != line.len() {
            continue;
        }
        for (word, marks) in KINDS {
            for (from, _) in lower.match_indices(word) {
                let Some(number) = referred(&lower, from, word) else { continue };
                let there = if marks.is_empty() {
                    numbers.contains(number) || {
                        // What begins with it stands together in the order of the set.
                        let within = format!("{number}.");
                        numbers.range(within.clone()..).next().is_some_and(|own| own.starts_with(&within))
                    }
                } else {
                    marks.iter().any(|mark| captions.contains(&((*mark).to_owned(), number.to_owned())))
                };
                let end = from + lower.get(from..).and_then(|rest| rest.find(number)).unwrap_or(0) + number.len();
                if !there {
                    let span = Span::new(from, end).shift(start);
                    let to = span.of(&source.text).to_owned();
                    out.push(found(SectionFact::Reference { to }, Severity::Note, Some(span)));
                }
            }
        }
    }
}

/// Bytes back from a reference to the "se" that leads it and those before it.
const REACH: usize = 600;

/// The number of a reference at `from`, when it is one to this report.
fn referred<'a>(line: &'a str, from: usize, word: &str) -> Option<&'a str> {
    let before = line.get(..from)?.trim_end();
    let led = LEADS.iter().any(|lead| {
        before.strip_suffix(lead).is_some_and(|rest| rest.is_empty() || rest.ends_with(|c: char| !c.is_alphanumeric()))
    });
    // "se avsnitt 4.2 och bilaga 2": the second is led by the first.
    let joined = || {
        let joint = ["och", "samt", "eller", "and", "or"].iter().any(|joint| before.ends_with(joint));
        // Three sentences back, and no further than a long sentence reaches.
        let reach = (before.len().saturating_sub(REACH)..=before.len()).find(|&at| before.is_char_boundary(at)).unwrap_or(0);
        let near_text = before.get(reach..).unwrap_or("");
        let sentence = near_text.rsplit(['.', '!', '?']).take(3).collect::<Vec<_>>();
        let near = |part: &&str| part.trim_start().starts_with("se ") || part.contains(" se ") || part.contains("(se ");
        joint && sentence.iter().any(near)
    };
    let rest = line.get(from + word.len()..)?.strip_prefix([' ', '\u{a0}'])?;
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let number = rest.get(..length)?.trim_end_matches('.');
    let after = rest.get(length..)?.trim_start();
    // "avsnitt 3 i årsredovisningen", "kapitel 11 kommunallagen": another document's.
    let elsewhere = ["i ", "till ", "in ", "of ", "§", "kommunallagen", "kl", "lkbr", "lagen", "ur "]
        .iter()
        .any(|word| after.starts_with(word));
    ((led || joined()) && !number.is_empty() && number.len() <= 8 && !elsewhere).then_some(number)
}
