//! What a check gives the page: the border between it and the checker, which is a program of its own.
//!
//! An answer crosses it as JSON in bytes: as objects of JavaScript a long report takes the page many times as long
//! to read.

use super::aside;
use crate::engine::{
    self,
    options::{Lang, Options},
    report::Report,
    source::Source,
};
use serde::{Deserialize, Serialize};

/// What a check has given.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    pub report: Report,
    /// [`aside::key`] of each finding.
    pub keys: Vec<u64>,
}

/// Checks a text: the checker's end. `lang` is `sv` or `en`, `given` is what the user says of the tables, in JSON.
pub fn write(text: &str, name: &str, lang: &str, given: &str, profile: &str) -> Vec<u8> {
    let mut options = Options {
        lang: if lang == "en" { Lang::En } else { Lang::Sv },
        given: serde_json::from_str(given).unwrap_or_default(),
        ..Options::default()
    };
    options.ask(profile);
    let report = engine::check(&Source::text(name, text), &options);
    let keys = aside::keys(&report, text);
    // A report is strings, numbers and lists, none of which JSON refuses.
    serde_json::to_vec(&Answer { report, keys }).unwrap_or_default()
}

/// Reads an answer: the page's end. None when it is no such thing.
pub fn read(answer: &[u8]) -> Option<Answer> {
    serde_json::from_slice(answer).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let text = "Drift\n\nBudget\tUtfall\nLöner\t10\t11\nHyror\t3\t4\nSumma\t13\t16\n";
        let Answer { report, keys } = read(&write(text, "a.txt", "en", "[]", "auto")).unwrap();
        let options = Options { lang: Lang::En, ..Options::default() };
        assert_eq!(report, engine::check(&Source::text("a.txt", text), &options));
        assert_eq!(keys.len(), report.findings.len());
        assert!(read(b"").is_none());
    }
}
