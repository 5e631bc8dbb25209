//! The report as Markdown, to be pasted into a memo, a case or a mail.

use super::{Output, Style, summary, working};
use crate::{
    cli::words::Pick,
    engine::{
        options::Lang,
        report::{Finding, Report, Severity},
        source::Source,
        wording::amount,
    },
};
use std::io::{self, Write};

/// Writes a section for each report.
pub(super) struct Markdown<W> {
    to: W,
    lang: Lang,
    /// The reports written so far.
    count: usize,
}

impl<W: Write> Markdown<W> {
    pub(super) fn new(to: W, style: Style) -> Self {
        Self { to, lang: style.lang, count: 0 }
    }
}

impl<W: Write> Output for Markdown<W> {
    fn report(&mut self, source: &Source, report: &Report) -> io::Result<()> {
        let lang = self.lang;
        if self.count > 0 {
            writeln!(self.to)?;
        }
        self.count += 1;
        writeln!(self.to, "# {}\n", escaped(summary::name(lang, report)))?;
        writeln!(
            self.to,
            "{}. {}\n",
            summary::found(lang, report),
            summary::coverage(lang, report.coverage)
        )?;
        for (severity, title) in [
            (Severity::Error, lang.pick("Fel", "Errors")),
            (Severity::Warning, lang.pick("Varningar", "Warnings")),
            (Severity::Note, lang.pick("Noteringar", "Notes")),
        ] {
            let findings: Vec<&Finding> =
                report.findings.iter().filter(|finding| finding.severity == severity).collect();
            if findings.is_empty() {
                continue;
            }
            writeln!(self.to, "## {title}\n")?;
            for finding in findings {
                item(&mut self.to, lang, source, report, finding)?;
            }
            writeln!(self.to)?;
        }
        self.to.flush()
    }
}

/// A finding as an item of a list, with the line it stands on and the sum written out.
fn item(
    to: &mut impl Write,
    lang: Lang,
    source: &Source,
    report: &Report,
    finding: &Finding,
) -> io::Result<()> {
    writeln!(to, "- **{}** {}", finding.rule, escaped(&finding.message))?;
    if let (Some(line), Some(_)) = (finding.line, finding.span) {
        let text = source.line(line as usize - 1).split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(to, "  {} {line}: {}", lang.pick("Rad", "Line"), escaped(&text))?;
    }
    let Some((table, relation)) = working::identity(report, finding) else { return Ok(()) };
    let terms: Vec<String> = working::terms(lang, table, relation)
        .iter()
        .map(|term| {
            let spaced = if term.sign.is_empty() { String::new() } else { format!("{} ", term.sign) };
            format!("{spaced}{} ({})", term.amount, escaped(&term.label))
        })
        .collect();
    writeln!(
        to,
        "  {} = {}; {} {}, {} {}.",
        terms.join(" "),
        amount(lang, relation.computed),
        lang.pick("i rapporten", "in the report"),
        amount(lang, relation.reported),
        lang.pick("skillnad", "difference"),
        amount(lang, relation.difference),
    )
}

/// A text in which nothing is taken for a mark of Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    fn written(lang: Lang) -> String {
        let mut bytes = Vec::new();
        let style = Style { lang, several: false, colour: false };
        Markdown::new(&mut bytes, style).report(&sample::source(), &sample::failing_sum()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_finding_is_an_item_with_its_sum() {
        insta::assert_snapshot!("markdown_sv", written(Lang::Sv));
        insta::assert_snapshot!("markdown_en", written(Lang::En));
    }

    #[test]
    fn a_text_cannot_become_markup() {
        assert_eq!(escaped("a|b <script> *x*\n# y"), "a\\|b \\<script\\> \\*x\\* \\# y");
    }
}
