//! The unit that stands beside a figure.

use super::{
    flow::{Kindred, Token},
    vocabulary::{self, Senses},
};
use crate::engine::{span::Span, unit::Unit};

pub(super) fn is_unit(word: &str) -> bool {
    unit_word(word).is_some()
}

fn unit_word(word: &str) -> Option<Unit> {
    Some(match word {
        "kr" | "kronor" | "krona" | "sek" => Unit::Kr,
        "tkr" | "kkr" | "tsek" | "ksek" => Unit::Tkr,
        "mkr" | "mnkr" | "msek" | "milj" | "mnkronor" => Unit::Mkr,
        "mdkr" | "mdr" | "mdsek" => Unit::Mdkr,
        "procent" => Unit::Percent,
        "procentenhet" | "procentenheter" => Unit::Points,
        _ => return None,
    })
}

/// The unit after a figure: what it is, how it is written, and its last token.
pub(super) fn unit_after(tokens: &[Token], at: usize, text: &str) -> Option<(Unit, String, usize)> {
    let next = tokens.get(at + 1)?;
    let end = tokens.get(at)?.span.end;
    // A unit stands beside its figure.
    if next.span.start > end + 2 && text.get(end as usize..next.span.start as usize)?.trim() != "" {
        return None;
    }
    let written = |last: usize| -> Option<String> {
        let span = Span::new(next.span.start as usize, tokens.get(last)?.span.end as usize);
        Some(span.of(text).to_owned())
    };
    if next.is_mark('%') {
        let points = tokens.get(at + 2).is_some_and(|t| t.is_mark('-'))
            && tokens.get(at + 3).is_some_and(|t| t.text().starts_with("enhet"));
        return if points {
            Some((Unit::Points, written(at + 3)?, at + 3))
        } else {
            Some((Unit::Percent, "%".into(), at + 1))
        };
    }
    let word = next.text();
    let kronor = |i: usize| tokens.get(i).is_some_and(|t| matches!(t.text(), "kronor" | "kr" | "sek"));
    if word == "milj" {
        // "milj. kr"
        let last = if tokens.get(at + 2).is_some_and(|t| t.is_mark('.')) { at + 3 } else { at + 2 };
        return if kronor(last) { Some((Unit::Mkr, written(last)?, last)) } else { None };
    }
    // "26 mkr-paketet" is a name.
    let beside = |a: usize, b: usize| {
        tokens.get(a).zip(tokens.get(b)).is_some_and(|(a, b)| a.span.end == b.span.start)
    };
    let compound = tokens.get(at + 2).is_some_and(|t| t.is_mark('-'))
        && beside(at + 1, at + 2)
        && beside(at + 2, at + 3)
        && tokens.get(at + 3).is_some_and(|t| t.word().is_some());
    if compound {
        return None;
    }
    if let Some(unit) = unit_word(word) {
        return Some((unit, written(at + 1)?, at + 1));
    }
    let scaled = match word {
        "tusen" | "tusental" | "tusentals" => Unit::Tkr,
        "miljon" | "miljoner" => Unit::Mkr,
        "miljard" | "miljarder" => Unit::Mdkr,
        _ => return None,
    };
    if kronor(at + 2) {
        return Some((scaled, written(at + 2)?, at + 2));
    }
    // "22 miljoner" in a report is money unless a noun follows.
    let free = tokens.get(at + 2).is_none_or(|t| match &t.kind {
        Kindred::Word(_, senses) => {
            senses.has(Senses::STOP | Senses::CLAUSE | Senses::HIGHER | Senses::LOWER)
        }
        _ => true,
    });
    (free && scaled != Unit::Tkr).then_some(())?;
    Some((scaled, written(at + 1)?, at + 1))
}

/// *kr per dygn*, *kronor/timme*, *kronor litern*.
pub(super) fn is_rate(tokens: &[Token], last: usize) -> bool {
    let mut at = last + 1;
    let per = tokens.get(at).is_some_and(|t| t.text() == "per" || t.is_mark('/') || t.text() == "i");
    let timely = tokens.get(at).is_some_and(|t| t.text() == "i");
    at += 1;
    if timely {
        return tokens.get(at).is_some_and(|t| matches!(t.text(), "timmen" | "dygnet" | "veckan"));
    }
    let thing = |at: usize| tokens.get(at).is_some_and(|t| vocabulary::is_rate(t.text()));
    let of_definite = tokens.get(last + 1).is_some_and(|t| vocabulary::is_measured_by(t.text()));
    of_definite
        || per && (thing(at) || tokens.get(at).is_some_and(|t| t.senses().has(Senses::STOP)) && thing(at + 1))
}
