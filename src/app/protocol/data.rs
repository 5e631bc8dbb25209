//! A protocol for other programs: CSV for spreadsheets, JSON for everything else.

use super::{Basis, PROGRAM, suggestion};
use crate::{
    app::{rules, strings},
    engine::{
        options::Lang,
        report::{Coverage, Report, Severity},
    },
};
use rust_decimal::Decimal;
use serde::Serialize;

/// The findings as rows, in the manner that a spreadsheet of the language opens by itself: a semicolon and decimal
/// commas in Swedish, a comma and points in English. The mark at the start tells Excel that it is UTF-8.
pub fn csv(basis: &Basis<'_>) -> String {
    let lang = basis.lang();
    let m = strings::of(lang);
    let mut rows = Vec::new();
    if basis.whole {
        rows.push(
            [
                m.csv_status,
                m.csv_severity,
                m.rule_label,
                m.csv_line,
                m.csv_finding,
                m.working_computed,
                m.working_reported,
                m.working_difference_is,
                m.csv_tolerance,
                m.culprit_heading,
                m.set_aside_reason,
            ]
            .map(str::to_owned)
            .to_vec(),
        );
        let report = &basis.checked.report;
        for (index, finding) in report.findings.iter().enumerate() {
            let aside = basis.aside_of(index);
            let number = |value: Option<Decimal>| value.map_or_else(String::new, |value| plain(lang, value));
            rows.push(vec![
                if aside.is_some() { m.csv_aside } else { m.csv_open }.to_owned(),
                severity(m, finding.severity).to_owned(),
                rules::name(m, &finding.rule).to_owned(),
                finding.line.map_or_else(String::new, |line| line.to_string()),
                words(&finding.message),
                number(finding.computed),
                number(finding.reported),
                number(finding.difference),
                number(finding.tolerance),
                words(&suggestion(m, lang, report, finding).unwrap_or_default()),
                words(aside.map_or("", |aside| &aside.reason)),
            ]);
        }
    } else {
        rows.push([m.rule_label, m.csv_open, m.csv_aside].map(str::to_owned).to_vec());
        for (rule, [open, aside]) in basis.tally() {
            rows.push(vec![rules::name(m, rule).to_owned(), open.to_string(), aside.to_string()]);
        }
    }
    let separator = if lang == Lang::Sv { ";" } else { "," };
    let rows = rows.iter().map(|row| {
        row.iter().map(|field| quoted(field, separator)).collect::<Vec<_>>().join(separator) + "\r\n"
    });
    std::iter::once("\u{feff}".to_owned()).chain(rows).collect()
}

fn severity(m: &strings::Messages, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => m.severity_error,
        Severity::Warning => m.severity_warning,
        Severity::Note => m.severity_note,
    }
}

/// A number that a spreadsheet counts with: a plain minus and no spaces.
fn plain(lang: Lang, value: Decimal) -> String {
    let written = value.to_string();
    if lang == Lang::Sv { written.replace('.', ",") } else { written }
}

/// Words that a spreadsheet must not take for a formula.
fn words(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(field: &str, separator: &str) -> String {
    if field.contains(['"', '\n', '\r']) || field.contains(separator) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// What is filed: numbers and the fingerprint, and the report where it is wanted. Keys may be added, never renamed.
#[derive(Serialize)]
struct Filed<'a> {
    schema: u32,
    program: &'static str,
    made: &'a str,
    profile: &'a str,
    sha256: String,
    bytes: usize,
    coverage: Coverage,
    identities: Identities,
    rules: Vec<Rule<'a>>,
    rules_off: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    set_aside: Vec<SetAside<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'a Report>,
}

#[derive(Serialize)]
struct Identities {
    exact: usize,
    rounding: usize,
    mismatch: usize,
}

#[derive(Serialize)]
struct Rule<'a> {
    #[serde(rename = "rule")]
    id: &'a str,
    open: usize,
    set_aside: usize,
}

#[derive(Serialize)]
struct SetAside<'a> {
    /// Index into the report's findings.
    finding: usize,
    reason: &'a str,
}

/// The check as one JSON object.
pub fn json(basis: &Basis<'_>) -> String {
    let [exact, rounding, mismatch] = basis.identities();
    let set_aside =
        |index| basis.aside_of(index).map(|aside| SetAside { finding: index, reason: &aside.reason });
    let filed = Filed {
        schema: 1,
        program: PROGRAM,
        made: basis.made,
        profile: basis.profile,
        sha256: basis.fingerprint(),
        bytes: basis.checked.text.len(),
        coverage: basis.checked.report.coverage,
        identities: Identities { exact, rounding, mismatch },
        rules: basis
            .tally()
            .into_iter()
            .map(|(rule, [open, set_aside])| Rule { id: rule, open, set_aside })
            .collect(),
        rules_off: basis.rules_off().collect(),
        set_aside: basis
            .findings(true)
            .filter(|_| basis.whole)
            .filter_map(|(index, _)| set_aside(index))
            .collect(),
        report: basis.whole.then_some(&basis.checked.report),
    };
    // Strings, numbers and lists, none of which JSON refuses.
    String::from_utf8(serde_json::to_vec(&filed).unwrap_or_default()).unwrap_or_default()
}
