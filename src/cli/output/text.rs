//! The report for a person at a terminal: the summary, and every finding with its place in the text.

use super::{Output, Style, working};
use crate::{
    cli::words::Pick,
    engine::{
        options::Lang,
        report::{Coverage, Finding, Report, Severity},
        source::Source,
        span::Span,
        wording::amount,
    },
};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use std::io::{self, Write};

/// Writes for a person.
pub(super) struct Text<W> {
    to: W,
    lang: Lang,
    renderer: Renderer,
    /// The reports written so far.
    count: usize,
}

impl<W: Write> Text<W> {
    pub(super) fn new(to: W, style: Style) -> Self {
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        Self { to, lang: style.lang, renderer: renderer.decor_style(DecorStyle::Unicode), count: 0 }
    }
}

impl<W: Write> Output for Text<W> {
    fn report(&mut self, source: &Source, report: &Report) -> io::Result<()> {
        if self.count > 0 {
            writeln!(self.to)?;
        }
        self.count += 1;
        for finding in &report.findings {
            let group = group(self.lang, source, report, finding);
            writeln!(self.to, "{}\n", self.renderer.render(&[group]))?;
        }
        write!(self.to, "{}", summary(self.lang, report))?;
        self.to.flush()
    }
}

/// What was found and how much was checked, in two or three lines.
fn summary(lang: Lang, report: &Report) -> String {
    let name = if report.source.name == "-" {
        lang.pick("standard in", "standard input")
    } else {
        &report.source.name
    };
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    let found = match lang {
        Lang::Sv => format!(
            "{errors} fel, {warnings} {}, {notes} {}",
            if warnings == 1 { "varning" } else { "varningar" },
            if notes == 1 { "notering" } else { "noteringar" }
        ),
        Lang::En => format!(
            "{errors} {}, {warnings} {}, {notes} {}",
            if errors == 1 { "error" } else { "errors" },
            if warnings == 1 { "warning" } else { "warnings" },
            if notes == 1 { "note" } else { "notes" }
        ),
    };
    let profile = if report.profile.is_empty() { String::new() } else { format!(" ({})", report.profile) };
    format!("{name}{profile}: {found}\n  {}\n", coverage(lang, report.coverage))
}

fn coverage(lang: Lang, coverage: Coverage) -> String {
    let Coverage { figures, verified, rounding, contradicted, unchecked } = coverage;
    if figures == 0 {
        return lang
            .pick("Inga siffror att kontrollera hittades.", "No figures to check were found.")
            .to_owned();
    }
    match lang {
        Lang::Sv => format!(
            "{figures} siffror: {verified} stämmer, {rounding} stämmer inom avrundning, {contradicted} motsagda, \
             {unchecked} okontrollerade"
        ),
        Lang::En => format!(
            "{figures} figures: {verified} verified, {rounding} within rounding, {contradicted} contradicted, \
             {unchecked} unchecked"
        ),
    }
}

fn group<'a>(lang: Lang, source: &'a Source, report: &'a Report, finding: &'a Finding) -> Group<'a> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name(lang.pick("fel", "error")),
        Severity::Warning => Level::WARNING.with_name(lang.pick("varning", "warning")),
        Severity::Note => Level::NOTE.with_name(lang.pick("notering", "note")),
    };
    let mut group =
        Group::with_title(level.primary_title(finding.message.as_str()).id(finding.rule.as_str()));
    if let Some(span) = finding.span {
        group = group.element(excerpt(lang, source, finding, span));
    }
    let sum = Level::NOTE.with_name(lang.pick("uträkning", "working"));
    if let Some(text) = written_out(lang, report, finding) {
        group = group.element(sum.message(text));
    }
    if let Some(text) = culprit(lang, report, finding) {
        group = group.element(Level::HELP.with_name(lang.pick("trolig orsak", "likely cause")).message(text));
    }
    group
}

/// The lines from the first to the last place of a finding, with the figures marked.
fn excerpt<'a>(
    lang: Lang,
    source: &'a Source,
    finding: &Finding,
    span: Span,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let whole = finding.related.iter().fold(span, |whole, &related| whole.cover(related));
    let (first, last) = (source.line_of(whole.start), source.line_of(whole.end));
    let shown = source.line_span(first).cover(source.line_span(last));
    // Only the lines that matter are handed over: the cost is not that of the whole text for every finding.
    let place = |span: Span| {
        let within = |byte: u32| (byte.clamp(shown.start, shown.end) - shown.start) as usize;
        within(span.start)..within(span.end)
    };
    let mut primary = AnnotationKind::Primary.span(place(span));
    if let (Some(computed), Some(reported)) = (finding.computed, finding.reported) {
        let (computed, reported) = (amount(lang, computed), amount(lang, reported));
        primary = primary.label(match lang {
            Lang::Sv => format!("här står {reported}, uträknat blir det {computed}"),
            Lang::En => format!("says {reported}, computes to {computed}"),
        });
    }
    Snippet::source(shown.of(&source.text))
        .line_start(first + 1)
        .path(source.name.as_str())
        .annotation(primary)
        .annotations(
            finding
                .related
                .iter()
                .filter(|&&related| related != span)
                .map(|&related| AnnotationKind::Context.span(place(related))),
        )
}

/// The failing sum, a term a line, amounts flush right.
fn written_out(lang: Lang, report: &Report, finding: &Finding) -> Option<String> {
    let (table, relation) = working::identity(report, finding)?;
    let mut lines: Vec<(String, String)> = working::terms(lang, table, relation)
        .into_iter()
        .map(|line| (format!("{} {}", line.sign, line.amount), line.label))
        .collect();
    let reported = amount(lang, relation.reported);
    let (difference, tolerance) = (amount(lang, relation.difference), amount(lang, relation.tolerance));
    lines.push((
        format!("= {}", amount(lang, relation.computed)),
        match lang {
            Lang::Sv => format!(
                "men {reported} står i rapporten: skillnad {difference}, avrundning förklarar {tolerance}"
            ),
            Lang::En => format!(
                "but the report says {reported}: difference {difference}, rounding explains {tolerance}"
            ),
        },
    ));
    let width = lines.iter().map(|(amount, _)| amount.chars().count()).max().unwrap_or(0);
    let lines: Vec<String> = lines
        .iter()
        .map(|(amount, label)| format!("{amount:>width$}  {label}").trim_end().to_owned())
        .collect();
    Some(format!("\n{}", lines.join("\n")))
}

fn culprit(lang: Lang, report: &Report, finding: &Finding) -> Option<String> {
    let culprit = finding.culprit.as_ref()?;
    let table = report.tables.get(culprit.table)?;
    let cell = table.cell(culprit.cell)?;
    let suggested = amount(lang, culprit.suggested?);
    let row = &table.rows.get(culprit.cell.0)?.label;
    let column = &table.columns.get(culprit.cell.1)?.header;
    let place = if column.is_empty() { row.clone() } else { format!("{row}, {column}") };
    Some(match lang {
        Lang::Sv => format!("{place}: {} bör vara {suggested}", cell.text),
        Lang::En => format!("{place}: {} should be {suggested}", cell.text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::report::{
        Cell, Column, Culprit, Relation, RelationKind, Row, SourceInfo, State, Table, Term, Verdict,
    };
    use rust_decimal::Decimal;

    const TEXT: &str = "Drift\tBudget\nLöner\t-1 200\nHyror\t-300\nSumma\t-1 600\nSlut.\n";

    fn place(part: &str) -> Span {
        let start = TEXT.find(part).unwrap();
        Span::new(start, start + part.len())
    }

    fn row(label: &str, text: &str) -> Row {
        let value = text.replace(' ', "").parse().unwrap();
        let cell = Cell {
            text: text.to_owned(),
            value: Some(value),
            state: State::Unchecked,
            span: Some(place(text)),
            at: None,
        };
        Row { label: label.to_owned(), cells: vec![Some(cell)], ..Row::default() }
    }

    fn failing_sum() -> Report {
        let term = |row| Term { cell: (row, 0), factor: Decimal::ONE };
        let table = Table {
            columns: vec![Column { header: "Budget".to_owned(), ..Column::default() }],
            rows: vec![row("Löner", "-1 200"), row("Hyror", "-300"), row("Summa", "-1 600")],
            relations: vec![Relation {
                kind: RelationKind::Sum,
                total: (2, 0),
                terms: vec![term(0), term(1)],
                computed: Decimal::from(-1500),
                reported: Decimal::from(-1600),
                difference: Decimal::from(100),
                tolerance: Decimal::new(15, 1),
                verdict: Verdict::Mismatch,
                given: false,
            }],
            ..Table::default()
        };
        let finding = Finding {
            rule: "footing/sum".to_owned(),
            severity: Severity::Error,
            line: Some(4),
            span: Some(place("-1 600")),
            message: "Summan stämmer inte.".to_owned(),
            computed: Some(Decimal::from(-1500)),
            reported: Some(Decimal::from(-1600)),
            difference: Some(Decimal::from(100)),
            tolerance: Some(Decimal::new(15, 1)),
            related: vec![place("-1 200"), place("-300")],
            culprit: Some(Culprit {
                table: 0,
                cell: (2, 0),
                suggested: Some(Decimal::from(-1500)),
                slip: None,
                alternatives: Vec::new(),
            }),
            relations: vec![(0, 0)],
        };
        Report {
            source: SourceInfo { name: "rapport.txt".to_owned(), ..SourceInfo::default() },
            coverage: Coverage { figures: 3, verified: 0, rounding: 0, contradicted: 1, unchecked: 2 },
            tables: vec![table],
            findings: vec![finding],
            ..Report::default()
        }
    }

    fn written(lang: Lang) -> String {
        let mut bytes = Vec::new();
        let style = Style { lang, several: false, colour: false };
        let source = Source::text("rapport.txt", TEXT);
        Text::new(&mut bytes, style).report(&source, &failing_sum()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_failing_sum_is_shown_in_its_place_with_its_working() {
        insta::assert_snapshot!("failing_sum_sv", written(Lang::Sv));
        insta::assert_snapshot!("failing_sum_en", written(Lang::En));
    }

    #[test]
    fn a_span_outside_the_text_does_no_harm() {
        let mut report = failing_sum();
        report.findings[0].span = Some(Span::new(5_000, 6_000));
        let style = Style { lang: Lang::Sv, several: false, colour: false };
        let mut bytes = Vec::new();
        Text::new(&mut bytes, style).report(&Source::text("a", "kort"), &report).unwrap();
        assert!(String::from_utf8(bytes).unwrap().contains("footing/sum"));
    }
}
