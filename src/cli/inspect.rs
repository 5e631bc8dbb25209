//! `rapportkoll inspect`: what each stage makes of a text. For whoever wonders why something was read as
//! it was; the shape of this output is no contract.

use super::{
    Outcome,
    args::{InspectArgs, View},
    check::complain,
    input, words,
};
use crate::engine::{
    self, figure, outline,
    profile::SectionNames,
    report::{Claim, Place, Relation, Report, SectionStatus, State, Table, Tie},
    source::Source,
    table,
};
use clap::ValueEnum;
use std::io::{self, Write};

/// Shows the views that were asked for, or all.
pub(super) fn run(args: &InspectArgs) -> Outcome {
    let options = args.reading.options();
    let source = match input::read(&args.file, args.reading.input.kind()) {
        Ok(source) => source,
        Err(error) => {
            complain(&words::read_error(options.lang, &args.file.display().to_string(), &error));
            return Outcome::Failed;
        }
    };
    let report = engine::check(&source, &options);
    let views = if args.views.is_empty() { View::value_variants() } else { &args.views };
    let to = &mut io::stdout().lock();
    let shown = views.iter().try_for_each(|&view| {
        if views.len() > 1 {
            writeln!(to, "== {view:?} ==")?;
        }
        show(to, view, &source, &report)
    });
    match shown {
        Ok(()) => Outcome::Clean,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Clean,
        Err(error) => {
            complain(&format!("rapportkoll: {error}"));
            Outcome::Failed
        }
    }
}

fn show(to: &mut impl Write, view: View, source: &Source, report: &Report) -> io::Result<()> {
    match view {
        View::Lines => lines(to, source),
        View::Figures => figures(to, source),
        View::Tables => tables(to, source, &report.tables),
        View::Identities => identities(to, &report.tables),
        View::Claims => report.claims.iter().try_for_each(|claim| show_claim(to, claim)),
        View::Outline => show_outline(to, source, report),
    }
}

fn lines(to: &mut impl Write, source: &Source) -> io::Result<()> {
    (0..source.line_count())
        .try_for_each(|line| writeln!(to, "{:>5} | {}", line + 1, visible(source.line(line))))
}

/// Tabs, spaces that are not ordinary ones and characters that show nothing, made visible.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => "→".to_owned(),
            ' ' => " ".to_owned(),
            c if figure::is_space(c) || figure::is_invisible(c) || c.is_control() => {
                format!("<{:04X}>", u32::from(c))
            }
            c => c.to_string(),
        })
        .collect()
}

fn figures(to: &mut impl Write, source: &Source) -> io::Result<()> {
    for line in 0..source.line_count() {
        let text = source.line(line);
        for found in figure::scan(text, figure::Style::default()) {
            let percent = if found.figure.percent { " %" } else { "" };
            let detached = if found.detached { "  (sign apart)" } else { "" };
            let written = visible(found.span.of(text));
            writeln!(to, "{:>5} | {written:<16} {}{percent}{detached}", line + 1, found.figure.value)?;
        }
    }
    Ok(())
}

fn tables(to: &mut impl Write, source: &Source, tables: &[Table]) -> io::Result<()> {
    for (index, table) in tables.iter().enumerate() {
        let unit = table.unit.map_or("no unit", |unit| unit.as_str());
        let (first, last) = (table.first_line, table.last_line);
        writeln!(to, "table {index}: {:?} ({unit}), lines {first} to {last}", table.title)?;
        for (column, what) in table.columns.iter().enumerate() {
            writeln!(to, "  column {column}: {:?} {:?}", what.header, what.role)?;
        }
        for (row, what) in table.rows.iter().enumerate() {
            let cells: Vec<String> = what
                .cells
                .iter()
                .map(|cell| {
                    cell.as_ref().map_or_else(
                        || "·".to_owned(),
                        |cell| {
                            let value = cell
                                .value
                                .map_or_else(|| format!("?{}", cell.text), |value| value.to_string());
                            format!("{value}{}", mark(cell.state))
                        },
                    )
                })
                .collect();
            let group = if what.group.is_empty() { String::new() } else { format!("{} / ", what.group) };
            writeln!(
                to,
                "{:>5} | row {row} {:?} {group}{}: {}",
                what.line,
                what.role,
                what.label,
                cells.join("  ")
            )?;
        }
    }
    table::read(source).1.iter().try_for_each(|note| writeln!(to, "  note: {note:?}"))
}

fn mark(state: State) -> &'static str {
    match state {
        State::Verified => " ✓",
        State::Rounding => " ≈",
        State::Contradicted => " ✗",
        State::Unchecked => "",
    }
}

fn identities(to: &mut impl Write, tables: &[Table]) -> io::Result<()> {
    for (index, table) in tables.iter().enumerate() {
        writeln!(to, "table {index}: {} identities", table.relations.len())?;
        for relation in &table.relations {
            let Relation { kind, computed, reported, difference, tolerance, verdict, .. } = relation;
            let terms: Vec<String> = relation
                .terms
                .iter()
                .map(|term| format!("{} × {}", term.factor, place(table, term.cell)))
                .collect();
            writeln!(to, "  {verdict:?} {kind:?}: {} = {}", place(table, relation.total), terms.join(" + "))?;
            writeln!(
                to,
                "    {reported} against {computed}: off by {difference}, rounding explains {tolerance}"
            )?;
        }
    }
    Ok(())
}

fn place(table: &Table, at: Place) -> String {
    let row = table.rows.get(at.0).map_or("", |row| row.label.as_str());
    format!("{row} [{}, {}]", at.0, at.1)
}

fn show_claim(to: &mut impl Write, claim: &Claim) -> io::Result<()> {
    let unit = claim.unit.map_or("", |unit| unit.as_str());
    let tie = match &claim.tied_to {
        Some(Tie::Cell { table, cell }) => format!("table {table}, [{}, {}]", cell.0, cell.1),
        Some(Tie::Claim { claim }) => format!("claim {claim}"),
        Some(Tie::Computed { computed }) => computed.clone(),
        None => claim.reason.clone(),
    };
    let expected = claim.expected.map_or_else(String::new, |expected| format!(", expects {expected}"));
    writeln!(
        to,
        "{:>5} | {} = {} {unit}: {:?}{expected} ({tie})",
        claim.line, claim.text, claim.value, claim.state
    )?;
    writeln!(to, "      | {:?} | {:?} | {:?}", claim.subject, claim.measure, claim.period)
}

fn show_outline(to: &mut impl Write, source: &Source, report: &Report) -> io::Result<()> {
    for section in &report.outline {
        let indent = "  ".repeat(usize::from(section.level));
        let empty = if section.status == SectionStatus::Empty { "  (empty)" } else { "" };
        writeln!(to, "{:>5} |{indent}{}{empty}", section.line, section.title)?;
    }
    let contents = outline::read(source, &report.tables, &SectionNames::default()).contents;
    contents.iter().try_for_each(|entry| {
        let leads =
            entry.section.map_or_else(|| "nowhere".to_owned(), |section| format!("to section {section}"));
        writeln!(to, "  contents: {:?} leads {leads}", entry.title)
    })
}
