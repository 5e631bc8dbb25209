//! Findings that the user has set aside, and how one is known again.

use super::{text::Fnv, working};
use crate::engine::report::{Finding, Report};
use std::{collections::BTreeSet, rc::Rc};

/// What is set aside, and why. Holds no text of the report: only a hash of the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    pub scope: Scope,
    pub rule: Rc<str>,
    pub reason: Rc<str>,
}

/// How far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The finding of this key.
    Finding(u64),
    /// Every finding of the rule.
    Rule,
}

impl Aside {
    /// One finding of a report.
    pub fn finding(report: &Report, key: u64, finding: usize, reason: &str) -> Self {
        let rule = report.findings.get(finding).map_or("", |finding| &finding.rule);
        Self { scope: Scope::Finding(key), rule: rule.into(), reason: reason.into() }
    }

    /// A whole rule.
    pub fn rule(rule: &str, reason: &str) -> Self {
        Self { scope: Scope::Rule, rule: rule.into(), reason: reason.into() }
    }

    /// Does it cover the finding of this rule and key?
    pub fn covers(&self, rule: &str, key: u64) -> bool {
        *self.rule == *rule
            && match self.scope {
                Scope::Rule => true,
                Scope::Finding(of) => of == key,
            }
    }

    /// One line for the browser's storage.
    pub fn to_line(&self) -> String {
        let scope = match self.scope {
            Scope::Finding(key) => format!("{key:016x}"),
            Scope::Rule => "rule".to_owned(),
        };
        let reason = self.reason.replace(['\t', '\n', '\r'], " ");
        format!("{scope}\t{}\t{reason}", self.rule)
    }

    /// Reads such a line.
    pub fn from_line(line: &str) -> Option<Self> {
        let mut parts = line.splitn(3, '\t');
        let (scope, rule, reason) = (parts.next()?, parts.next()?, parts.next()?);
        let scope = match scope {
            "rule" => Scope::Rule,
            key => Scope::Finding(u64::from_str_radix(key, 16).ok()?),
        };
        Some(Self { scope, rule: rule.into(), reason: reason.into() })
    }
}

/// The key of each finding: of its rule, the names of its cells and its figures, not of where it stands, so
/// that it is known again after an edit elsewhere. Another figure makes it another finding, which the
/// user has not seen. Of several alike the later ones get a number.
pub fn keys(report: &Report, text: &str) -> Vec<u64> {
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    let mut keys = Vec::with_capacity(report.findings.len());
    for (index, finding) in report.findings.iter().enumerate() {
        let mut key = key(report, finding, index, text);
        while !seen.insert(key) {
            key = key.wrapping_add(1);
        }
        keys.push(key);
    }
    keys
}

fn key(report: &Report, finding: &Finding, index: usize, text: &str) -> u64 {
    let mut hash = Fnv::default();
    let mut add = |part: &str| {
        hash.add(part.as_bytes());
        hash.add(&[0]);
    };
    add(&finding.rule);
    for figure in [finding.computed, finding.reported].into_iter().flatten() {
        add(&figure.to_string());
    }
    let workings = working::of_finding(report, index);
    for (table, working) in &workings {
        add(&report.tables[*table].title);
        add(&working.common);
        add(&working.total.label);
    }
    if workings.is_empty() {
        match finding.span {
            Some(span) => add(line_around(text, span.start as usize)),
            // Without a place, as for a section that is missing, the sentence says what it is about.
            None => add(&finding.message),
        }
    }
    hash.0
}

fn line_around(text: &str, byte: usize) -> &str {
    let (Some(before), Some(after)) = (text.get(..byte), text.get(byte..)) else { return "" };
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = byte + after.find('\n').unwrap_or(after.len());
    text[start..end].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_reads_back() {
        for aside in [
            Aside::rule("footing/sum", "gäller inte\toss"),
            Aside { scope: Scope::Finding(0xff00), rule: "tie-out/cell".into(), reason: "".into() },
        ] {
            let read = Aside::from_line(&aside.to_line()).unwrap();
            assert_eq!((read.scope, &read.rule), (aside.scope, &aside.rule));
            assert!(!read.reason.contains('\t'));
        }
        assert_eq!(Aside::from_line("skräp"), None);
    }
}
