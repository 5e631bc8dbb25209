//! The review protocol: what was checked, what was found and what was set aside, to be printed, mailed or filed.
//!
//! A [`Protocol`] holds words ready to be shown; [`write`] turns it into plain text and Markdown, [`data`] the
//! report into CSV and JSON. Without the report's content it holds numbers only, and the fingerprint of the text.

pub mod data;
pub mod write;

use super::{
    aside::Aside,
    rules, sha256,
    state::Checked,
    strings::{self, Messages, counted, fill},
    working::{self, in_one_line, place_name, shown_like},
};
use crate::engine::{
    options::Lang,
    report::{Finding, Report, Severity, Verdict},
    wording::amount,
};

/// Where it was made: the program and its version.
pub const PROGRAM: &str = concat!("Rapportkoll ", env!("CARGO_PKG_VERSION"));

/// What a protocol is made of.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    pub checked: &'a Checked,
    pub aside: &'a [Aside],
    pub profile: &'a str,
    /// The day and the time, as they are to be shown.
    pub made: &'a str,
    /// With what the report says; otherwise numbers only.
    pub whole: bool,
}

/// A protocol in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protocol {
    pub title: &'static str,
    /// What is known of the check: name and value.
    pub facts: Vec<(&'static str, String)>,
    pub groups: Vec<Group>,
    /// What a check says, and what it does not.
    pub closing: &'static str,
}

/// Findings of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub heading: String,
    pub items: Vec<Item>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub says: String,
    /// Where it stands, its working, what it should probably be.
    pub more: Vec<String>,
}

impl Basis<'_> {
    fn lang(&self) -> Lang {
        self.checked.lang
    }

    /// What a finding is set aside by.
    fn aside_of(&self, finding: usize) -> Option<&Aside> {
        let rule = &self.checked.report.findings.get(finding)?.rule;
        let key = *self.checked.keys.get(finding)?;
        self.aside.iter().find(|aside| aside.covers(rule, key))
    }

    /// The findings with their indices: those that are open, or those that are set aside.
    fn findings(&self, set_aside: bool) -> impl Iterator<Item = (usize, &Finding)> {
        let findings = self.checked.report.findings.iter().enumerate();
        findings.filter(move |&(index, _)| self.aside_of(index).is_some() == set_aside)
    }

    fn open(&self, severity: Severity) -> usize {
        self.findings(false).filter(|(_, finding)| finding.severity == severity).count()
    }

    /// Identities by verdict: exact, rounding, mismatch.
    fn identities(&self) -> [usize; 3] {
        let relations = || self.checked.report.tables.iter().flat_map(|table| &table.relations);
        [Verdict::Exact, Verdict::Rounding, Verdict::Mismatch]
            .map(|verdict| relations().filter(|relation| relation.verdict == verdict).count())
    }

    /// The ids of whole checks that are set aside.
    fn rules_off(&self) -> impl Iterator<Item = &str> {
        self.aside.iter().filter(|aside| aside.scope == super::aside::Scope::Rule).map(|aside| &*aside.rule)
    }

    fn fingerprint(&self) -> String {
        sha256::hex(self.checked.text.as_bytes())
    }

    /// The checks that have found something, with the numbers of open findings and of those set aside.
    fn tally(&self) -> Vec<(&str, [usize; 2])> {
        let mut tally: Vec<(&str, [usize; 2])> = Vec::new();
        for (index, finding) in self.checked.report.findings.iter().enumerate() {
            let which = usize::from(self.aside_of(index).is_some());
            match tally.iter_mut().find(|(rule, _)| *rule == finding.rule) {
                Some((_, counts)) => counts[which] += 1,
                None => tally.push((&finding.rule, [usize::from(which == 0), usize::from(which == 1)])),
            }
        }
        tally
    }
}

impl Protocol {
    /// The protocol of a check, in the language that it was made in.
    pub fn of(basis: &Basis<'_>) -> Self {
        let m = strings::of(basis.lang());
        Self {
            title: if basis.whole { m.protocol_title } else { m.protocol_title_bare },
            facts: facts(m, basis),
            groups: if basis.whole { groups(m, basis) } else { bare_groups(m, basis) },
            closing: m.protocol_closing,
        }
    }
}

fn facts(m: &'static Messages, basis: &Basis<'_>) -> Vec<(&'static str, String)> {
    let report = &basis.checked.report;
    let coverage = report.coverage;
    let [exact, rounding, mismatch] = basis.identities();
    let number = |n: usize| n.to_string();
    let mut facts = Vec::new();
    if basis.whole && !report.source.name.is_empty() {
        facts.push((m.protocol_report, report.source.name.clone()));
    }
    facts.push((m.protocol_made, basis.made.to_owned()));
    facts.push((m.protocol_profile, basis.profile.to_owned()));
    facts.push((m.protocol_findings, found(m, basis)));
    facts.push((
        m.protocol_identities,
        fill(
            m.protocol_identities_are,
            &[
                ("all", &number(exact + rounding + mismatch)),
                ("exact", &number(exact)),
                ("rounding", &number(rounding)),
                ("mismatch", &number(mismatch)),
            ],
        ),
    ));
    facts.push((
        m.protocol_figures,
        fill(
            m.protocol_figures_are,
            &[
                ("all", &coverage.figures.to_string()),
                ("verified", &coverage.verified.to_string()),
                ("rounding", &coverage.rounding.to_string()),
                ("contradicted", &coverage.contradicted.to_string()),
                ("unchecked", &coverage.unchecked.to_string()),
            ],
        ),
    ));
    let off: Vec<&str> = basis.rules_off().map(|rule| rules::name(m, rule)).collect();
    if !off.is_empty() {
        facts.push((m.protocol_rules_off, off.join(", ")));
    }
    facts.push((m.protocol_fingerprint, basis.fingerprint()));
    facts.push((m.protocol_length, fill(m.protocol_bytes, &[("n", &number(basis.checked.text.len()))])));
    facts.push((m.protocol_program, PROGRAM.to_owned()));
    facts
}

/// `2 errors, 1 warning, 0 notes; 1 set aside`
fn found(m: &Messages, basis: &Basis<'_>) -> String {
    let aside = basis.findings(true).count();
    let mut written = [
        (Severity::Error, m.errors_one, m.errors_other),
        (Severity::Warning, m.warnings_one, m.warnings_other),
        (Severity::Note, m.notes_one, m.notes_other),
    ]
    .map(|(severity, one, other)| counted(basis.open(severity), one, other))
    .join(", ");
    if aside > 0 {
        written.push_str("; ");
        written.push_str(&counted(aside, m.set_aside_count_one, m.set_aside_count));
    }
    written
}

fn groups(m: &'static Messages, basis: &Basis<'_>) -> Vec<Group> {
    let report = &basis.checked.report;
    let mut groups = Vec::new();
    for (severity, heading) in [
        (Severity::Error, m.protocol_errors),
        (Severity::Warning, m.protocol_warnings),
        (Severity::Note, m.protocol_notes),
    ] {
        let items: Vec<Item> = basis
            .findings(false)
            .filter(|(_, finding)| finding.severity == severity)
            .map(|(index, finding)| item(m, basis.lang(), report, index, finding))
            .collect();
        if !items.is_empty() {
            groups.push(Group { heading: heading.to_owned(), items });
        }
    }
    let aside: Vec<Item> = basis
        .findings(true)
        .map(|(index, finding)| {
            let mut item = item(m, basis.lang(), report, index, finding);
            let reason = basis.aside_of(index).map_or("", |aside| &aside.reason);
            if !reason.is_empty() {
                item.more.push(format!("{}: {reason}", m.set_aside_reason));
            }
            item
        })
        .collect();
    if !aside.is_empty() {
        groups.push(Group { heading: m.set_aside_heading.to_owned(), items: aside });
    }
    groups
}

fn item(m: &Messages, lang: Lang, report: &Report, index: usize, finding: &Finding) -> Item {
    let mut more = Vec::new();
    let place = finding.line.map(|line| fill(m.go_to_line, &[("line", &line.to_string())]));
    let rule = rules::name(m, &finding.rule).to_owned();
    more.push(place.into_iter().chain([rule]).collect::<Vec<_>>().join(" · "));
    if let Some((_, working)) = working::of_finding(report, index).first() {
        more.push(format!(
            "{}: {}. {} {}, {} {}. {} {}.",
            m.working_heading,
            in_one_line(lang, working),
            m.working_reported,
            amount(lang, working.reported),
            m.working_difference_is.to_lowercase(),
            amount(lang, shown_like(working.difference, working.reported)),
            m.working_tolerance,
            amount(lang, working.tolerance.normalize()),
        ));
    } else if let (Some(computed), Some(reported)) = (finding.computed, finding.reported) {
        more.push(format!(
            "{} {}. {} {}.",
            m.working_expected,
            amount(lang, shown_like(computed, reported)),
            m.working_here,
            amount(lang, reported),
        ));
    }
    more.extend(suggestion(m, lang, report, finding).map(|says| format!("{}: {says}", m.culprit_heading)));
    Item { says: finding.message.clone(), more }
}

/// What the probable culprit should be.
fn suggestion(m: &Messages, lang: Lang, report: &Report, finding: &Finding) -> Option<String> {
    let culprit = finding.culprit.as_ref()?;
    let table = report.tables.get(culprit.table)?;
    let written = &table.cell(culprit.cell)?.text;
    let suggested = amount(lang, culprit.suggested?);
    let place = place_name(table, culprit.cell);
    Some(fill(m.culprit_says, &[("place", &place), ("written", written), ("suggested", &suggested)]))
}

/// Numbers only, by check.
fn bare_groups(m: &'static Messages, basis: &Basis<'_>) -> Vec<Group> {
    let items: Vec<Item> = basis
        .tally()
        .into_iter()
        .map(|(rule, [open, aside])| {
            let counts = [("n", open.to_string()), ("aside", aside.to_string())];
            let counts = counts.each_ref().map(|(name, value)| (*name, value.as_str()));
            let words = if aside > 0 { m.protocol_rule_aside } else { m.protocol_rule };
            Item { says: format!("{}: {}", rules::name(m, rule), fill(words, &counts)), more: Vec::new() }
        })
        .collect();
    if items.is_empty() { Vec::new() } else { vec![Group { heading: m.protocol_by_rule.to_owned(), items }] }
}

#[cfg(test)]
mod tests;
