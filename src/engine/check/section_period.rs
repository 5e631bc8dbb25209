//! Months and years that disagree with the report's own.

use super::{
    Found,
    section::{SectionFact, found, found_at_line},
};
use crate::engine::{
    Analysis,
    report::{ColumnRole, Severity},
    span::Span,
    vocabulary::MONTHS,
    words::plain,
};

/// Words of a sentence that looks back or ahead, where another month is in its place.
const ELSEWHEN: &[&str] = &[
    "föregående", "förra", "fjol", "ifjol", "tidigare", "jämfört", "jämförelse", "jämförd", "motsvarande", "senaste",
    "sedan", "kommande", "nästa", "innan", "fram", "var", "hade", "visade", "uppgick", "låg", "blev", "gjordes",
    "lämnades", "redovisades", "previous", "last", "compared", "was", "were",
];

/// The lines in which a report says what it is about.
const TITLE_LINES: usize = 12;

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    months(analysis, out);
    years(analysis, out);
}

fn month(word: &str) -> Option<usize> {
    MONTHS.iter().position(|month| *month == word)
}

/// The month with a year behind it that the first lines name: `april 2024`. None where they name several.
fn own_month(analysis: &Analysis<'_>) -> Option<usize> {
    let source = analysis.source;
    let mut found = None;
    let mut seen = 0;
    for at in 0..source.line_count() {
        let line = source.line(at);
        if line.trim().is_empty() {
            continue;
        }
        seen += 1;
        if seen > TITLE_LINES {
            break;
        }
        if line.split_whitespace().count() > 12 || line.trim_end().ends_with('.') {
            continue;
        }
        for (span, word) in &plain(line) {
            let Some(month) = month(word) else { continue };
            let behind = line.get(span.end as usize..).unwrap_or("").trim_start();
            let year = behind.chars().take_while(char::is_ascii_digit).count() == 4;
            if year && found.is_some_and(|other| other != month) {
                return None;
            }
            if year {
                found = Some(month);
            }
        }
    }
    found
}

/// "per mars", "till och med mars" in a report for April. Only when the text says "per april" as well and
/// oftener: a report that always says "per mars" is about March, whatever its first page says.
fn months(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let Some(own) = own_month(analysis) else { return };
    let source = analysis.source;
    let mut hits: Vec<(usize, Span, String)> = Vec::new();
    let mut agreeing = 0;
    for at in 0..source.line_count() {
        let line = source.line(at);
        let words = plain(line);
        let start = source.line_span(at).start;
        for (k, (place, word)) in words.iter().enumerate() {
            let Some(found) = month(word) else { continue };
            let before: Vec<&str> =
                words.get(k.saturating_sub(3)..k).unwrap_or(&[]).iter().map(|(_, word)| word.as_str()).collect();
            let now = matches!(before.as_slice(), [.., "per" | "tom"] | ["till", "och", "med"] | ["t", "o", "m"]);
            if !now {
                continue;
            }
            if found == own {
                agreeing += 1;
                continue;
            }
            let sentence = sentence(&source.text, place.shift(start));
            let elsewhen = plain(sentence).iter().any(|(_, word)| ELSEWHEN.contains(&word.as_str()));
            let behind = line.get(place.end as usize..).unwrap_or("").trim_start();
            let dated = behind.starts_with(|c: char| c.is_ascii_digit());
            // "per 31 mars" is a day; "januari till och med mars" in a list of months is a span.
            if !elsewhen && !dated {
                hits.push((found, place.shift(start), word.clone()));
            }
        }
    }
    if hits.len() > agreeing + 1 {
        return;
    }
    for (_, span, found_month) in hits {
        let own = MONTHS.get(own).copied().unwrap_or("").to_owned();
        let fact = SectionFact::OtherMonth { found: found_month, own };
        out.push(found(fact, Severity::Warning, Some(span)));
    }
}

/// The sentence around a place, wrapped or not: to the nearest full stops, a few lines at most.
fn sentence(text: &str, place: Span) -> &str {
    const REACH: usize = 300;
    let stop = |c: char| matches!(c, '.' | '!' | '?');
    let (from, to) = (place.start as usize, place.end as usize);
    let reach = (from.saturating_sub(REACH)..=from).find(|&at| text.is_char_boundary(at)).unwrap_or(from);
    let before = text.get(reach..from).unwrap_or("");
    let start = before.rfind(stop).map_or(reach, |at| reach + at + 1);
    let far = (to + REACH..=to + REACH + 3).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let after = text.get(to..far).unwrap_or("");
    let end = after.find(stop).map_or(far, |at| to + at);
    text.get(start..end).unwrap_or("")
}

/// The only year in a text, as in `Budget 2024`.
fn year(text: &str) -> Option<&str> {
    let mut years = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    let year = years.next()?;
    years.next().is_none().then_some(year)
}

/// A budget, forecast or deviation headed with another year than all the other columns. An outcome of an earlier
/// year stands there for comparison, and a plan is for the years to come.
fn years(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    for table in &analysis.tables {
        let years: Vec<(usize, &str)> = table
            .columns
            .iter()
            .enumerate()
            .filter_map(|(i, column)| year(&column.header).map(|year| (i, year)))
            .collect();
        // Each is held against all others; no table has more columns of years than that.
        if !(3..=48).contains(&years.len()) {
            continue;
        }
        for &(i, odd) in &years {
            let others: Vec<&str> = years.iter().filter(|(j, _)| *j != i).map(|&(_, year)| year).collect();
            let Some(&own) = others.first() else { continue };
            let Some(column) = table.columns.get(i) else { continue };
            let current =
                matches!(column.role, ColumnRole::Budget | ColumnRole::Forecast | ColumnRole::Deviation);
            if odd != own && others.iter().all(|year| *year == own) && current {
                let fact = SectionFact::OtherYear {
                    header: column.header.clone(),
                    found: odd.to_owned(),
                    own: own.to_owned(),
                };
                out.push(match header_span(analysis, table.first_line, odd) {
                    Some(span) => found(fact, Severity::Warning, Some(span)),
                    None => found_at_line(fact, Severity::Warning, table.first_line),
                });
            }
        }
    }
}

/// Where the year stands in the header: its first place at or below the first line of the table.
fn header_span(analysis: &Analysis<'_>, first_line: u32, year: &str) -> Option<Span> {
    let start = analysis.source.line_span(first_line.saturating_sub(1) as usize).start as usize;
    let at = analysis.source.text.get(start..)?.find(year)? + start;
    Some(Span::new(at, at + year.len()))
}
