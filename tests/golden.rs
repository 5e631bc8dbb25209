//! Whole reports with what is said of them drawn under their lines, reviewed by eye.
//!
//! `cargo insta review`, or `INSTA_UPDATE=always cargo test --test golden`, takes a change over.

use rapportkoll::engine::{
    check,
    options::Options,
    report::{Finding, Report, Severity},
    source::Source,
};
use std::fmt::Write as _;

fn drawn(text: &str, report: &Report) -> String {
    let c = report.coverage;
    let mut out = format!(
        "profile {}; {} figures: {} verified, {} within rounding, {} contradicted, {} unchecked\n\n",
        report.profile, c.figures, c.verified, c.rounding, c.contradicted, c.unchecked
    );
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let _ = writeln!(out, "{}", line.trim_end().replace('\t', " ¦ "));
        let here = report
            .findings
            .iter()
            .filter(|f| f.span.is_some_and(|s| (start..end).contains(&(s.start as usize))));
        for finding in here {
            let span = finding.span.unwrap();
            let before = text[start..span.start as usize].replace('\t', " ¦ ").chars().count();
            let width =
                text[span.start as usize..(span.end as usize).min(end)].trim_end().chars().count().max(1);
            let _ = writeln!(out, "{}{} {}", " ".repeat(before), "^".repeat(width), told(finding));
        }
        start = end;
    }
    for finding in report.findings.iter().filter(|f| f.span.is_none()) {
        let _ = writeln!(out, "(no place) {}", told(finding));
    }
    out
}

fn told(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    format!("{severity} {}: {}", finding.rule, finding.message.replace('\u{a0}', " "))
}

#[test]
fn reports_with_their_findings() {
    insta::glob!("reports/*.txt", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let report = check(&Source::text("report", text.as_str()), &Options::default());
        insta::assert_snapshot!(drawn(&text, &report));
    });
}
