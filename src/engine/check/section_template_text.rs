//! Text left over from the template.

use super::{
    Found,
    section::{SectionFact, found},
};
use crate::engine::{Analysis, report::Severity, span::Span};

/// Phrases that only a template has, in lower case.
const PHRASES: &[&str] = &[
    "lorem ipsum",
    "klicka här för att",
    "klicka eller tryck här",
    "skriv här",
    "skriv text här",
    "skriv din text",
    "skriv in text",
    "fyll i här",
    "ange text här",
    "infoga text",
    "infoga tabell här",
    "click here to enter",
    "click or tap here",
    "insert text here",
    "enter text here",
    "åååå-mm-dd",
    "yyyy-mm-dd",
];

/// One of these is in every phrase: looked for first, because most lines have none.
const MARKS: &[&str] = &["här", "text", "here", "m ipsum", "å-mm-", "y-mm-"];

/// Words that stand for what is still to be written.
const WORDS: &[&str] = &["tbd", "tba", "todo", "t.b.d."];

/// The first words of what is asked for between brackets.
const ASKED: &[&str] = &[
    "text", "ange", "skriv", "fyll", "namn", "datum", "infoga", "belopp", "rubrik", "beskriv", "kommentar", "insert",
    "name", "date", "amount", "enter", "xx", "nämnd", "period", "månad", "år",
];

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let source = analysis.source;
    for at in 0..source.line_count() {
        let line = source.line(at);
        let start = source.line_span(at).start;
        if let Some((from, to)) = left_over(line) {
            let span = Span::new(from, to).shift(start);
            let fact = SectionFact::Template { text: span.of(&source.text).to_owned() };
            out.push(found(fact, Severity::Warning, Some(span)));
        }
    }
}

/// The first left-over of a line: where it starts and ends.
fn left_over(line: &str) -> Option<(usize, usize)> {
    {
        let lower = line.to_lowercase();
        // Lower case keeps the length for the letters of Swedish and English; else the place would be wrong.
        if lower.len() == line.len() && MARKS.iter().any(|mark| lower.contains(mark)) {
            for phrase in PHRASES {
                if let Some(at) = lower.find(phrase) {
                    return Some((at, at + phrase.len()));
                }
            }
        }
    }
    bracketed(line).or_else(|| {
        let mut at = 0;
        for token in line.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '/' | ';' | ':')) {
            let word = token.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '/' | '"' | '”'));
            let from = at + token.find(word).unwrap_or(0);
            at += token.len();
            // A figure not yet filled in: xx, XX, xx,x, X XXX.
            let crosses = word.chars().filter(|c| matches!(c, 'x' | 'X')).count();
            let only = crosses >= 2 && word.chars().all(|c| matches!(c, 'x' | 'X' | ',' | '.' | '-' | '+' | '%'));
            let queried = word.len() >= 3 && word.chars().all(|c| c == '?');
            // Capitals that are a Roman number behind the word for a part of a book.
            let roman = || {
                let before = line.get(..from).unwrap_or("").trim_end();
                let parts = ["kapitel", "del", "bilaga", "band", "volym"];
                parts.iter().any(|part| ends_with_word(before, part))
            };
            if only && !roman() || queried || WORDS.iter().any(|ours| word.eq_ignore_ascii_case(ours)) {
                return Some((from, from + word.len()));
            }
        }
        None
    })
}

/// Does a text end with these letters, in whatever case? Looks at no more than them.
fn ends_with_word(text: &str, word: &str) -> bool {
    let at = text.len().checked_sub(word.len());
    at.and_then(|at| text.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// More bytes than this between two brackets, and nothing is asked for there: eighty letters and some spaces.
const BRACKET: usize = 400;

/// `[text]`, `[Skriv namn]`, `<datum>`: asked for, not written. A footnote `[1]` and an omission `[…]` are not.
fn bracketed(line: &str) -> Option<(usize, usize)> {
    for (open, close) in [('[', ']'), ('<', '>'), ('{', '}')] {
        for (from, _) in line.match_indices(open) {
            let rest = line.get(from + 1..)?;
            let near = rest.as_bytes().iter().take(BRACKET);
            let Some(length) = near.copied().position(|byte| byte == close as u8) else { continue };
            let inner = rest.get(..length)?.trim().to_lowercase();
            let first = inner.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            if ASKED.contains(&first) && inner.chars().count() <= 80 {
                return Some((from, from + length + 2));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_has_a_mark() {
        assert!(PHRASES.iter().all(|phrase| MARKS.iter().any(|mark| phrase.contains(mark))));
    }

    #[test]
    fn left_overs_and_what_only_looks_like_them() {
        for (line, expected) in [
            ("Resultatet blev xx mnkr.", Some("xx")),
            ("Resultatet blev X,XX mnkr", Some("X,XX")),
            ("Avvikelsen är XX,X mnkr", Some("XX,X")),
            ("Ansvarig: [namn på chef]", Some("[namn på chef]")),
            ("Se fotnot [1] och [...]", None),
            ("Klicka här för att ange text.", Some("Klicka här för att")),
            ("TBD", Some("TBD")),
            ("5XX Totalt 100", None),
            ("Åtgärder: ???", Some("???")),
            ("Kapitel XX handlar om vatten", None),
            ("a < b och c > d", None),
            ("Skriv här", Some("Skriv här")),
            ("Det går att skriva härifrån", None),
        ] {
            assert_eq!(left_over(line).and_then(|(from, to)| line.get(from..to)), expected, "{line}");
        }
    }
}
