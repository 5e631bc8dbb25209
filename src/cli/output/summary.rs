//! A report in a sentence or two.

use crate::{
    cli::words::Pick,
    engine::{
        options::Lang,
        report::{Coverage, Report, Severity},
    },
};

/// The name of what was checked.
pub(super) fn name(lang: Lang, report: &Report) -> &str {
    if report.source.name == "-" { lang.pick("standard in", "standard input") } else { &report.source.name }
}

/// How many findings there are.
pub(super) fn found(lang: Lang, report: &Report) -> String {
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
    match lang {
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
    }
}

/// How much was checked.
pub(super) fn coverage(lang: Lang, coverage: Coverage) -> String {
    let Coverage { figures, verified, rounding, contradicted, unchecked } = coverage;
    if figures == 0 {
        return lang
            .pick("Inga siffror att kontrollera hittades.", "No figures to check were found.")
            .to_owned();
    }
    match lang {
        Lang::Sv => format!(
            "{figures} siffror: {verified} stämmer, {rounding} stämmer inom avrundning, {contradicted} motsägs, \
             {unchecked} ej kontrollerade"
        ),
        Lang::En => format!(
            "{figures} figures: {verified} verified, {rounding} within rounding, {contradicted} contradicted, \
             {unchecked} unchecked"
        ),
    }
}
