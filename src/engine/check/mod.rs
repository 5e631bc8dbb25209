//! The checks: one file each, registered by one line.
//!
//! A check looks at the finished [`Analysis`] and pushes [`Found`]: facts, not sentences. The sentences
//! are in [`super::wording`], one arm a fact and language. Beside each `NAME.rs` stands a `NAME.md`:
//! what it sees, why it matters, examples, known false positives. Its fenced `flag` examples must give
//! exactly one finding of the check and its `pass` examples none; a test runs them.
//!
//! To add a check: the two files, one line in [`checks!`] below, a [`Fact`] and its wordings.

use super::{
    Analysis,
    report::{Culprit, ExpectedSection, Finding, Rewrite, Severity},
    span::Span,
    wording,
};
use rust_decimal::Decimal;

pub mod section;

/// A check.
#[derive(Debug)]
pub struct Check {
    /// Family and name, as `footing/sum`.
    pub id: &'static str,
    /// The explanation, in Markdown.
    #[cfg(any(feature = "cli", test))]
    pub doc: &'static str,
    pub run: fn(&Analysis<'_>, &mut Vec<Found>),
}

/// Makes the modules and the registry. A line is `module "id"`.
macro_rules! checks {
    ($($module:ident $id:literal)*) => {
        $(mod $module;)*

        /// Every check, sorted by id.
        pub static ALL: &[Check] = &[
            $(Check {
                id: $id,
                #[cfg(any(feature = "cli", test))]
                doc: include_str!(concat!(stringify!($module), ".md")),
                run: $module::run,
            }),*
        ];

        /// The ids alone, for whoever does not check.
        pub const IDS: &[&str] = &[$($id),*];
    };
}

checks! {
    figure_malformed "figure/malformed"
    wrongly_rounded "figure/wrongly-rounded"
    footing_difference "footing/difference"
    footing_quotient "footing/quotient"
    footing_sum "footing/sum"
    reading_doubt "reading/doubt"
    section_blank_row "section/blank-row"
    section_contents "section/contents"
    section_empty "section/empty"
    section_missing "section/missing"
    section_missing_row "section/missing-row"
    section_missing_table "section/missing-table"
    section_numbering "section/numbering"
    section_order "section/order"
    section_pattern "section/pattern"
    section_period "section/period"
    section_reference "section/reference"
    section_template_text "section/template-text"
    section_unit "section/unit"
    tie_out_arithmetic "tie-out/arithmetic"
    tie_out_balance "tie-out/balance"
    tie_out_cell "tie-out/cell"
    tie_out_claim "tie-out/claim"
    tie_out_direction "tie-out/direction"
    tie_out_parts "tie-out/parts"
}

mod disputes;
mod rewrites;
pub use disputes::Told;

mod footing;
pub use footing::{CellName, Correction, Failure, FootingFact, ShownChange, ShownTerm};

/// What a check has found out, without words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// What a table says of itself.
    Footing(FootingFact),
    /// A figure of the prose against what it restates.
    Dispute(disputes::Told),
    Section(section::SectionFact),
}

/// A fact with its place and figures; becomes a [`Finding`] when it is worded.
#[derive(Clone, Debug)]
pub struct Found {
    pub fact: Fact,
    pub severity: Severity,
    /// As narrow as the truth allows; none where the source is a grid.
    pub span: Option<Span>,
    /// The line to name, counted from 1, where it is not that of the span: a cell's row, or a grid's.
    pub line: Option<u32>,
    pub computed: Option<Decimal>,
    pub reported: Option<Decimal>,
    pub difference: Option<Decimal>,
    pub tolerance: Option<Decimal>,
    pub related: Vec<Span>,
    pub culprit: Option<Culprit>,
    pub rewrites: Vec<Rewrite>,
    /// [table, index into its relations].
    pub relations: Vec<(usize, usize)>,
}

impl Found {
    /// A fact at a place, without figures.
    pub fn new(fact: Fact, severity: Severity, span: Option<Span>) -> Self {
        Self {
            fact,
            severity,
            span,
            line: None,
            computed: None,
            reported: None,
            difference: None,
            tolerance: None,
            related: Vec::new(),
            culprit: None,
            rewrites: Vec::new(),
            relations: Vec::new(),
        }
    }
}

/// Runs every check that is not switched off and words what they found: the weightiest first, then by place.
pub fn run_all(analysis: &Analysis<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = Vec::new();
    let off: Vec<&String> = analysis.options.rules_off.iter().chain(&analysis.profile.rules_off).collect();
    for check in ALL.iter().filter(|check| !off.iter().any(|off| *off == check.id)) {
        (check.run)(analysis, &mut found);
        findings.extend(found.drain(..).map(|found| worded(analysis, check.id, found)));
    }
    findings.sort_by_key(|finding: &Finding| (finding.severity, finding.line, finding.span));
    findings
}

/// What came of every section that the profile asks for.
pub fn expected(analysis: &Analysis<'_>, findings: &[Finding]) -> Vec<ExpectedSection> {
    section_missing::expected(analysis, findings)
}

fn worded(analysis: &Analysis<'_>, rule: &str, found: Found) -> Finding {
    let line = found.line.or(found.span.map(|span| analysis.source.line_of(span.start) as u32 + 1));
    Finding {
        rule: rule.to_owned(),
        severity: found.severity,
        line,
        span: found.span,
        message: wording::message(analysis.options.lang, &found.fact),
        computed: found.computed,
        reported: found.reported,
        difference: found.difference,
        tolerance: found.tolerance,
        related: found.related,
        culprit: found.culprit,
        rewrites: found.rewrites,
        relations: found.relations,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{check, options::Options, source::Source};

    /// The fenced blocks of a kind in a check's explanation.
    fn examples(doc: &str, kind: &str) -> Vec<String> {
        let mut examples = Vec::new();
        let mut open: Option<(bool, String)> = None;
        for line in doc.lines() {
            match (&mut open, line.strip_prefix("```")) {
                (None, Some(fence)) => open = Some((fence.trim() == kind, String::new())),
                (Some(_), Some(_)) => {
                    examples.extend(open.take().filter(|(ours, _)| *ours).map(|(_, text)| text));
                }
                (Some((_, text)), None) => {
                    text.push_str(line);
                    text.push('\n');
                }
                (None, None) => {}
            }
        }
        examples
    }

    fn findings_of(rule: &str, text: &str) -> Vec<String> {
        let report = check(&Source::text("example", text), &Options::default());
        report.findings.into_iter().filter(|f| f.rule == rule).map(|f| f.message).collect()
    }

    #[test]
    fn every_example_does_what_its_fence_says() {
        for check in ALL {
            for text in examples(check.doc, "flag") {
                let found = findings_of(check.id, &text);
                assert_eq!(found.len(), 1, "{} should find one thing in\n{text}\nfound {found:?}", check.id);
            }
            for text in examples(check.doc, "pass") {
                let found = findings_of(check.id, &text);
                assert!(found.is_empty(), "{} should find nothing in\n{text}\nfound {found:?}", check.id);
            }
        }
    }

    #[test]
    fn every_check_is_explained_with_examples_of_both_kinds() {
        for check in ALL {
            for heading in [
                "## Vad den ser",
                "## Varför det spelar roll",
                "## Exempel",
                "## Vad man gör",
                "## Felkällor",
            ] {
                assert!(check.doc.contains(heading), "{} lacks {heading}", check.id);
            }
            for kind in ["flag", "pass"] {
                assert!(!examples(check.doc, kind).is_empty(), "{} has no `{kind}` example", check.id);
            }
        }
    }

    #[test]
    fn the_registry_is_sorted_and_without_doubles() {
        assert!(ALL.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
}
