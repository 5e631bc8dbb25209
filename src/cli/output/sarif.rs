//! The report as SARIF 2.1.0, which editors and review tools show beside the text.

use super::Output;
use crate::engine::{
    check,
    report::{Finding, Report, Severity},
    source::Source,
    span::Span,
};
use serde_json::{Value, json};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// Gathers the findings of all reports into one log.
pub(super) struct Sarif<W> {
    to: W,
    artifacts: Vec<Value>,
    results: Vec<Value>,
}

impl<W: Write> Sarif<W> {
    pub(super) fn new(to: W) -> Self {
        Self { to, artifacts: Vec::new(), results: Vec::new() }
    }
}

impl<W: Write> Output for Sarif<W> {
    fn report(&mut self, source: &Source, report: &Report) -> io::Result<()> {
        let place = json!({ "uri": uri(&source.name), "index": self.artifacts.len() });
        self.artifacts.push(json!({ "location": { "uri": uri(&source.name) }, "length": source.text.len() }));
        self.results.extend(report.findings.iter().map(|finding| result(source, &place, finding)));
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        let rules: Vec<Value> = check::ALL
            .iter()
            .map(|check| json!({ "id": check.id, "help": { "text": check.doc, "markdown": check.doc } }))
            .collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "Rapportkoll",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                } },
                "columnKind": "unicodeCodePoints",
                "artifacts": self.artifacts,
                "results": self.results,
            }],
        });
        serde_json::to_writer_pretty(&mut self.to, &log)?;
        writeln!(self.to)?;
        self.to.flush()
    }
}

fn result(source: &Source, place: &Value, finding: &Finding) -> Value {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let physical = |region: Option<Value>| {
        let mut physical = json!({ "artifactLocation": place });
        if let Some(region) = region {
            physical["region"] = region;
        }
        json!({ "physicalLocation": physical })
    };
    let region = match (finding.span, finding.line) {
        (Some(span), _) => Some(region(source, span)),
        (None, Some(line)) => Some(json!({ "startLine": line })),
        (None, None) => None,
    };
    let related: Vec<Value> =
        finding.related.iter().map(|&span| physical(Some(self::region(source, span)))).collect();
    json!({
        "ruleId": finding.rule,
        "level": level,
        "message": { "text": finding.message },
        "locations": [physical(region)],
        "relatedLocations": related,
    })
}

/// A place by line and column, both from 1, and by bytes.
fn region(source: &Source, span: Span) -> Value {
    let point = |byte: u32| {
        let line = source.line_of(byte);
        let start = source.line_span(line).start;
        let before = Span { start, end: byte.max(start) }.of(&source.text);
        (line + 1, before.chars().count() + 1)
    };
    let ((start_line, start_column), (end_line, end_column)) = (point(span.start), point(span.end));
    json!({
        "startLine": start_line, "startColumn": start_column,
        "endLine": end_line, "endColumn": end_column,
        "byteOffset": span.start, "byteLength": span.end - span.start,
    })
}

/// A file name as a relative or absolute reference.
fn uri(name: &str) -> String {
    if name == "-" {
        return "stdin".to_owned();
    }
    let mut uri = String::with_capacity(name.len());
    for byte in name.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    #[test]
    fn a_finding_has_its_place_and_those_of_its_terms() {
        let mut bytes = Vec::new();
        let mut sarif = Sarif::new(&mut bytes);
        sarif.report(&sample::source(), &sample::failing_sum()).unwrap();
        sarif.finish().unwrap();
        let log: Value = serde_json::from_slice(&bytes).unwrap();
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(check::ALL.len()));
        insta::assert_snapshot!("sarif", serde_json::to_string_pretty(&run["results"]).unwrap());
    }

    #[test]
    fn a_log_without_files_is_a_log() {
        let mut bytes = Vec::new();
        Sarif::new(&mut bytes).finish().unwrap();
        let log: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(log["runs"][0]["results"], json!([]));
    }

    #[test]
    fn names_become_references() {
        assert_eq!(uri("mapp\\års rapport.txt"), "mapp/%C3%A5rs%20rapport.txt");
    }
}
