//! The report for a person at a terminal: the summary, and every finding with its place in the text.

use super::{Output, Style, summary, working};
use crate::{
    cli::words::Pick,
    engine::{
        options::Lang,
        report::{Finding, Place, Report, Severity},
        source::Source,
        span::Span,
        wording::amount,
    },
};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
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
        let (name, found) = (summary::name(self.lang, report), summary::found(self.lang, report));
        let profile =
            if report.profile.is_empty() { String::new() } else { format!(" ({})", report.profile) };
        writeln!(self.to, "{name}{profile}: {found}\n  {}", summary::coverage(self.lang, report.coverage))?;
        self.to.flush()
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
    } else if let Some((row, column)) = grid_place(report, finding) {
        group = group.element(Origin::path(source.name.as_str()).line(row + 1).char_column(column + 1));
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

/// Where in a grid the failing total stands: row and column, counted from 0.
fn grid_place(report: &Report, finding: &Finding) -> Option<Place> {
    let (table, relation) = working::identity(report, finding)?;
    table.cell(relation.total)?.at
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
    use super::{super::sample, *};
    use crate::engine::source::Kind;

    fn written(lang: Lang) -> String {
        let mut bytes = Vec::new();
        let style = Style { lang, several: false, colour: false };
        Text::new(&mut bytes, style).report(&sample::source(), &sample::failing_sum()).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_failing_sum_is_shown_in_its_place_with_its_working() {
        insta::assert_snapshot!("failing_sum_sv", written(Lang::Sv));
        insta::assert_snapshot!("failing_sum_en", written(Lang::En));
    }

    #[test]
    fn a_finding_in_a_grid_names_row_and_column() {
        let mut report = sample::failing_sum();
        report.findings[0].span = None;
        report.tables[0].rows[2].cells[0].as_mut().unwrap().at = Some((11, 3));
        let style = Style { lang: Lang::Sv, several: false, colour: false };
        let mut bytes = Vec::new();
        let source = Source::grids("budget.csv", Kind::Csv, vec![Vec::new()]);
        Text::new(&mut bytes, style).report(&source, &report).unwrap();
        assert!(String::from_utf8(bytes).unwrap().contains("budget.csv:12:4"));
    }

    #[test]
    fn a_span_outside_the_text_does_no_harm() {
        let mut report = sample::failing_sum();
        report.findings[0].span = Some(Span::new(5_000, 6_000));
        let style = Style { lang: Lang::Sv, several: false, colour: false };
        let mut bytes = Vec::new();
        Text::new(&mut bytes, style).report(&Source::text("a", "kort"), &report).unwrap();
        assert!(String::from_utf8(bytes).unwrap().contains("footing/sum"));
    }
}
