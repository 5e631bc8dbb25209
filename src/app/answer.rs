//! What a check gives the page: the border between it and the checker, which is a program of its own.
//!
//! An answer crosses it as JSON in bytes: as objects of JavaScript a long report takes the page many times as long
//! to read. That of a long report comes in pieces, so that the page can do something else, such as answer a key,
//! between one and the next.

use super::aside;
use crate::engine::{
    self,
    options::{Lang, Options},
    report::{Report, Table},
    source::Source,
};
use serde::{Deserialize, Serialize};

/// What a check has given, or a piece of it: then the lists of the report go on in the next.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    pub report: Report,
    /// [`aside::key`] of each finding.
    pub keys: Vec<u64>,
}

/// A piece holds so many figures and identities, about: what the page reads in a few milliseconds.
const PIECE: usize = 4_000;

/// Checks a text: the checker's end. `lang` is `sv` or `en`, `given` is what the user says of the tables, in JSON.
pub fn write(text: &str, name: &str, lang: &str, given: &str, profile: &str) -> Vec<Vec<u8>> {
    let mut options = Options {
        lang: if lang == "en" { Lang::En } else { Lang::Sv },
        given: serde_json::from_str(given).unwrap_or_default(),
        ..Options::default()
    };
    options.ask(profile);
    let report = engine::check(&Source::text(name, text), &options);
    let keys = aside::keys(&report, text);
    // A report is strings, numbers and lists, none of which JSON refuses.
    Answer { report, keys }.in_pieces().map(|piece| serde_json::to_vec(&piece).unwrap_or_default()).collect()
}

impl Answer {
    /// Reads a piece and puts it to what has been read: the page's end. None when it is no such thing.
    pub fn read_on(&mut self, piece: &[u8]) -> Option<()> {
        let more: Self = serde_json::from_slice(piece).ok()?;
        if self.report.schema == 0 {
            *self = more;
            return Some(());
        }
        self.report.tables.extend(more.report.tables);
        self.report.claims.extend(more.report.claims);
        self.report.findings.extend(more.report.findings);
        Some(())
    }

    /// The first piece has all but what is long, the others the rest of that.
    fn in_pieces(mut self) -> impl Iterator<Item = Self> {
        let report = &mut self.report;
        let tables = cut(std::mem::take(&mut report.tables), weight);
        let claims = cut(std::mem::take(&mut report.claims), |_| 1);
        // With a sentence, a place and what may be wrong; as much as a small table.
        let findings = cut(std::mem::take(&mut report.findings), |_| 10);
        let piece = |report| Self { report, keys: Vec::new() };
        let tables = tables.into_iter().map(move |tables| piece(Report { tables, ..Report::default() }));
        let claims = claims.into_iter().map(move |claims| piece(Report { claims, ..Report::default() }));
        let findings =
            findings.into_iter().map(move |findings| piece(Report { findings, ..Report::default() }));
        std::iter::once(self).chain(tables).chain(claims).chain(findings)
    }
}

fn weight(table: &Table) -> usize {
    table.rows.len() * table.columns.len() + table.relations.len()
}

/// Cuts a list where a piece is full. What is heavier than a piece is one by itself.
fn cut<T>(items: Vec<T>, weight: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let (mut pieces, mut full): (Vec<Vec<T>>, usize) = (Vec::new(), PIECE);
    for item in items {
        let heavy = weight(&item);
        if full + heavy > PIECE || pieces.is_empty() {
            pieces.push(Vec::new());
            full = 0;
        }
        full += heavy;
        if let Some(piece) = pieces.last_mut() {
            piece.push(item);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two digits of a total have changed places.
    const TEXT: &str = "Drift\n\nBelopp i tkr\tBudget\tPrognos\tAvvikelse\nLöner\t-96 400\t-98 310\t-1 910\n\
        Hyror\t-41 250\t-41 380\t-130\nÖvrigt\t-30 850\t-32 430\t-1 580\nSumma\t-168 500\t-172 210\t-3 620\n";

    #[test]
    fn what_is_written_is_read() {
        for text in ["", TEXT] {
            let mut answer = Answer::default();
            for piece in write(text, "a.txt", "en", "[]", "auto") {
                answer.read_on(&piece).unwrap();
            }
            let options = Options { lang: Lang::En, ..Options::default() };
            assert_eq!(answer.report, engine::check(&Source::text("a.txt", text), &options));
            assert_eq!(answer.keys.len(), answer.report.findings.len());
        }
        assert!(Answer::default().read_on(b"").is_none());
    }

    #[test]
    fn a_long_answer_comes_in_pieces_and_is_whole_again() {
        let mut report = engine::check(&Source::text("a.txt", TEXT), &Options::default());
        report.tables = vec![report.tables[0].clone(); 2000];
        report.findings = vec![report.findings[0].clone(); 2000];
        let keys: Vec<u64> = (0..2000).collect();
        let mut answer = Answer::default();
        let mut pieces = 0;
        for piece in (Answer { report: report.clone(), keys: keys.clone() }).in_pieces() {
            answer.read_on(&serde_json::to_vec(&piece).unwrap()).unwrap();
            pieces += 1;
        }
        assert!(pieces > 5, "{pieces}");
        assert!(answer.report == report && answer.keys == keys);
    }

    #[test]
    fn a_list_is_cut_where_a_piece_is_full() {
        let weights = [PIECE / 2, PIECE / 2, 1, PIECE * 2, 1];
        let cut: Vec<usize> = cut(weights.to_vec(), |&weight| weight).iter().map(Vec::len).collect();
        assert_eq!(cut, [2, 1, 1, 1]);
    }
}
