//! Months and years that disagree with the report's own.

use super::{
    Found,
    section::{SectionFact, found, found_at_line},
};
use crate::engine::{
    Analysis,
    report::{ColumnRole, RelationKind, Severity, Table, Verdict},
    source::Source,
    span::Span,
    vocabulary::{MONTHS, year as year_of},
    words::plain,
};
use std::collections::BTreeSet;

/// Words of a sentence that looks back or ahead, where another month is in its place.
const ELSEWHEN: &[&str] = &[
    "föregående", "förra", "fjol", "ifjol", "tidigare", "jämfört", "jämförelse", "jämförd", "motsvarande", "senaste",
    "sedan", "kommande", "nästa", "innan", "fram", "var", "hade", "visade", "uppgick", "låg", "blev", "gjordes",
    "lämnades", "fanns", "kom", "gick", "fick", "gav", "såg", "prognostiserade", "redovisade", "beräknade", "previous",
    "last", "compared", "was", "were", "had",
];

/// Words of a sentence about what is to come: a later month than the report's own has its place there.
const AHEAD: &[&str] = &[
    "kommer", "ska", "skall", "blir", "planeras", "inför", "görs", "lämnas", "presenteras", "väntas", "förväntas",
    "beräknas", "will", "planned", "expected",
];

/// What is known a month later than the accounts: the absence of April in May.
const LATE: &[&str] = &["sjukfrånvaro", "sjuktal", "korttidsfrånvaro", "långtidsfrånvaro", "frisknärvaro"];

/// What is compared with: *bättre än per mars*.
const AGAINST: &[&str] = &["än", "mot", "från", "som", "than", "from"];

/// The lines in which a report says what it is about.
const TITLE_LINES: usize = 12;

/// Lines above the rows of a table in which it may be said that it is about another year.
const ABOVE: usize = 12;

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let own = Own::of(analysis.source, &analysis.tables);
    months(analysis.source, &own, out);
    years(analysis, &own, out);
}

fn month(word: &str) -> Option<usize> {
    MONTHS.iter().position(|month| *month == word)
}

/// What a report says of its own time in its first lines.
#[derive(Debug, Default, PartialEq, Eq)]
struct Own {
    /// The month with its year: `april 2024`. None where several are named.
    month: Option<(usize, u16)>,
    /// The only year. None for a plan or a budget, which are about other years than the one they are written in.
    year: Option<u16>,
}

impl Own {
    fn of(source: &Source, tables: &[Table]) -> Self {
        let first = tables.iter().min_by_key(|table| first_row(table));
        let until = first.map_or(u32::MAX, first_row);
        let heads = first.map(head_words).unwrap_or_default();
        let (mut months, mut days, mut years) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (mut plans, mut looks_back) = (false, false);
        let lines = (0..source.line_count()).take_while(|&at| (at as u32) + 1 < until).map(|at| source.line(at)).filter(|line| !line.trim().is_empty());
        for line in lines.take(TITLE_LINES) {
            // The heads of columns name years, too.
            let is_head = plain(line).iter().any(|(_, word)| heads.contains(word)) && words_beside(line, &heads) < 2;
            if line.split_whitespace().count() > 12 || line.trim_end().ends_with('.') || is_head {
                continue;
            }
            let words = plain(line);
            let said = |parts: &[&str]| words.iter().any(|(_, word)| parts.iter().any(|part| word.contains(part)));
            plans |= said(&["budget", "plan"]);
            looks_back |= said(&["uppföljning", "rapport", "redovisning", "bokslut", "prognos", "utfall", "follow"]);
            // A year that stands for itself, not in a date or in the number of a case.
            let own_years = line.split_whitespace().map(|word| word.trim_matches([',', '(', ')', ':']));
            years.extend(own_years.filter(|word| word.len() == 4).filter_map(year_of));
            for (span, word) in &words {
                let Some(month) = month(word) else { continue };
                let behind = line.get(span.end as usize..).unwrap_or("").trim_start();
                let year = behind.get(..4).filter(|_| !behind.chars().nth(4).is_some_and(|c| c.is_ascii_digit()));
                let Some(year) = year.and_then(year_of) else { continue };
                let before = line.get(..span.start as usize).unwrap_or("").trim_end();
                let day = before.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|day| day.parse::<u8>().ok());
                match day {
                    None => months.insert((month, year)),
                    // The last day of a month is that of its accounts; another is when the report was written.
                    Some(28..=31) => days.insert((month, year)),
                    Some(_) => false,
                };
            }
        }
        let only = |all: BTreeSet<(usize, u16)>| all.first().copied().filter(|_| all.len() == 1);
        plans &= !looks_back;
        let month = if months.is_empty() { only(days) } else { only(months) };
        let year = years.first().copied().filter(|_| years.len() == 1 && !plans);
        Self { month, year: month.map(|(_, year)| year).filter(|_| !plans).or(year) }
    }
}

/// How a text speaks of a month as now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// *per mars*, *till och med mars*
    Month,
    /// *per den 31 mars*
    Day,
    /// *januari–mars*
    Span,
    /// *vid utgången av mars*, *efter mars månad*
    End,
}

/// A month spoken of as now.
struct Now {
    form: Form,
    span: Span,
    word: String,
}

/// "per mars", "till och med mars" in a report for April. Only when the text says "per april" as well and
/// oftener: a report that always says "per mars" is about March, whatever its first page says. Of a day, of months from
/// January on and of the end of a month statistics of their own may speak: they are told where the text has the same form
/// for its own month, too.
fn months(source: &Source, own: &Own, out: &mut Vec<Found>) {
    let Some((own, own_year)) = own.month else { return };
    let mut hits: Vec<Now> = Vec::new();
    let mut agreeing: Vec<Form> = Vec::new();
    // The last words of the line before: what is said may be broken over lines.
    let mut tail: Vec<String> = Vec::new();
    for at in 0..source.line_count() {
        let line = source.line(at);
        if line.trim().is_empty() {
            tail.clear();
            continue;
        }
        let words = plain(line);
        let start = source.line_span(at).start;
        for (k, (place, word)) in words.iter().enumerate() {
            let Some(found) = month(word) else { continue };
            let here = words.get(k.saturating_sub(4)..k).unwrap_or(&[]).iter().map(|(_, word)| word.as_str());
            let before: Vec<&str> = tail.iter().map(String::as_str).filter(|_| k < 4).chain(here).collect();
            let from = k.checked_sub(1).and_then(|k| words.get(k)).map_or(0, |(place, _)| place.end as usize);
            let gap = line.get(from..place.start as usize).unwrap_or("");
            let gap = gap.trim_start_matches('.').trim();
            let next = words.get(k + 1).map_or("", |(_, word)| word.as_str());
            let Some(form) = form(&before, gap, next) else { continue };
            let behind = line.get(place.end as usize..).unwrap_or("").trim_start();
            let year = behind.get(..4).and_then(year_of);
            if found == own {
                if year.is_none_or(|year| year == own_year) {
                    agreeing.push(form);
                }
                continue;
            }
            let span = place.shift(start);
            // The accounts of the year before were closed in December.
            let is_closing = MONTHS.get(found) == MONTHS.last();
            let dated = year.is_some_and(|year| year != own_year) || year.is_none() && behind.starts_with(|c: char| c.is_ascii_digit());
            if !is_closing && !dated && !is_elsewhen(sentence(&source.text, span), own, found) {
                hits.push(Now { form, span, word: word.clone() });
            }
        }
        tail = words.into_iter().rev().take(4).map(|(_, word)| word).collect();
        tail.reverse();
    }
    hits.retain(|hit| hit.form == Form::Month || agreeing.contains(&hit.form));
    if hits.len() > agreeing.len() + 1 {
        return;
    }
    for Now { span, word, .. } in hits {
        let own = MONTHS.get(own).copied().unwrap_or("").to_owned();
        out.push(found(SectionFact::OtherMonth { found: word, own }, Severity::Warning, Some(span)));
    }
}

/// How what stands before a month, and the word behind it, speak of it as now. `gap`: what is between it and the word
/// before.
fn form(before: &[&str], gap: &str, next: &str) -> Option<Form> {
    let day = !gap.is_empty() && gap.chars().all(|c| c.is_ascii_digit());
    let dashed = matches!(gap, "-" | "–" | "—");
    // *per den 31 mars*, *per sista mars*
    let mut before = before;
    if let [rest @ .., "den" | "sista"] = before {
        before = rest;
    }
    if let [.., against, "per"] = before
        && AGAINST.contains(against)
    {
        return None;
    }
    let until = matches!(before, [.., "per" | "tom"] | [.., "till", "och", "med"] | [.., "t", "o", "m"]);
    let ends = matches!(before, [.., "vid" | "per", "utgången", "av"]);
    let is_first = |word: &&str| matches!(*word, "januari" | "jan");
    match before {
        _ if until && day => Some(Form::Day),
        _ if until && gap.is_empty() => Some(Form::Month),
        _ if ends => Some(Form::End),
        [.., "efter"] if next.starts_with("månad") && gap.is_empty() => Some(Form::End),
        [.., first] if dashed && is_first(first) => Some(Form::Span),
        [.., first, "till"] if gap.is_empty() && is_first(first) => Some(Form::Span),
        _ => None,
    }
}

/// Does a sentence speak of another time, or of both months?
fn is_elsewhen(sentence: &str, own: usize, found: usize) -> bool {
    let words = plain(sentence);
    words.iter().any(|(_, word)| {
        let word = word.as_str();
        // *prognostiserades*: it has been.
        ELSEWHEN.contains(&word)
            || word.ends_with("ades")
            || LATE.iter().any(|late| word.starts_with(late))
            || month(word) == Some(own)
            || found > own && (AHEAD.contains(&word) || word.starts_with("prognos"))
    })
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
fn year(text: &str) -> Option<u16> {
    let mut years = text.split(|c: char| !c.is_ascii_digit()).filter_map(year_of);
    let year = years.next()?;
    years.next().is_none().then_some(year)
}

/// Columns that are headed with one year, and that year.
type Dated = Vec<(usize, u16)>;

/// Those of a table.
fn dated(table: &Table) -> Dated {
    // Each is held against all others; no table has more columns of years than that.
    let columns = table.columns.iter().take(48).enumerate();
    columns.filter_map(|(i, column)| year(&column.header).map(|year| (i, year))).collect()
}

/// Is it of the running year by its nature? An outcome of an earlier year stands there for comparison, and a plan is for
/// the years to come.
fn is_current(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Budget | ColumnRole::Forecast | ColumnRole::Deviation)
}

fn years(analysis: &Analysis<'_>, own: &Own, out: &mut Vec<Found>) {
    let all: Vec<Dated> = analysis.tables.iter().map(dated).collect();
    for (table, years) in analysis.tables.iter().zip(&all) {
        for &(i, year) in years.iter().filter(|&&it| is_odd(table, years, it)) {
            let others = years.iter().map(|&(_, other)| other).find(|&other| other != year);
            let (Some(column), Some(own)) = (table.columns.get(i), others) else { continue };
            let (header, own) = (column.header.clone(), own.to_string());
            tell(analysis, table, SectionFact::OtherYear { header, found: year.to_string(), own }, year, out);
        }
    }
    if let Some(own) = own.year
        && let Some((table, years, found)) = left_over(analysis, &all, own)
    {
        let heads = years.iter().filter_map(|&(i, _)| Some(table.columns.get(i)?.header.clone())).collect();
        let (other, own) = (found.to_string(), own.to_string());
        tell(analysis, table, SectionFact::TableOfOtherYear { heads, found: other, own }, found, out);
    }
}

fn tell(analysis: &Analysis<'_>, table: &Table, fact: SectionFact, year: u16, out: &mut Vec<Found>) {
    out.push(match header_span(analysis, table.first_line, &year.to_string()) {
        Some(span) => found(fact, Severity::Warning, Some(span)),
        None => found_at_line(fact, Severity::Warning, table.first_line),
    });
}

/// A column headed with another year than all the other columns: a budget, a forecast or a deviation; or an outcome that
/// the deviation of the table is reckoned with.
fn is_odd(table: &Table, years: &[(usize, u16)], (i, odd): (usize, u16)) -> bool {
    let mut others = years.iter().filter(|(j, _)| *j != i).map(|&(_, year)| year);
    let Some(own) = others.next() else { return false };
    let Some(column) = table.columns.get(i) else { return false };
    if odd == own || others.any(|year| year != own) {
        return false;
    }
    years.len() >= 3 && is_current(column.role) || odd < own && deviates_with(table, i, own)
}

/// In at least three rows a deviation is the difference of this column and a budget of the year `own`: both are of one
/// time then.
fn deviates_with(table: &Table, i: usize, own: u16) -> bool {
    let role = |at: usize| table.columns.get(at).map(|column| column.role);
    let is_outcome = matches!(role(i), Some(ColumnRole::Outcome | ColumnRole::Forecast | ColumnRole::Previous));
    let of_own = |at: usize| table.columns.get(at).is_some_and(|column| year(&column.header) == Some(own));
    let again = (0..table.columns.len()).any(|at| at != i && role(at) == Some(ColumnRole::Outcome));
    let holding = table.relations.iter().filter(|relation| {
        let of = |place: (usize, usize)| place.0 == relation.total.0;
        relation.verdict != Verdict::Mismatch
            && matches!(relation.kind, RelationKind::Difference | RelationKind::Sum)
            && relation.terms.len() == 2
            && role(relation.total.1) == Some(ColumnRole::Deviation)
            && relation.terms.iter().all(|term| of(term.cell))
            && relation.terms.iter().any(|term| term.cell.1 == i)
            && relation.terms.iter().any(|term| role(term.cell.1) == Some(ColumnRole::Budget) && of_own(term.cell.1))
            && !relation.reported.is_zero()
    });
    is_outcome && !again && holding.count() >= 3
}

/// The one table that is left from an earlier year's report, with that year: the title of the report and the same heads of
/// other tables say `own`, and nothing near the table says why it should be another. Where several tables tell a budget or
/// a forecast of an earlier year, the report compares.
fn left_over<'a>(
    analysis: &'a Analysis<'_>,
    all: &'a [Dated],
    own: u16,
) -> Option<(&'a Table, &'a Dated, u16)> {
    let tables = || analysis.tables.iter().zip(all);
    let role = |table: &Table, at: usize| table.columns.get(at).map(|it| it.role).filter(|&role| is_current(role));
    let current = |table: &Table, years: &[(usize, u16)], of: &dyn Fn(u16) -> bool| -> Vec<ColumnRole> {
        years.iter().filter(|&&(_, year)| of(year)).filter_map(|&(i, _)| role(table, i)).collect()
    };
    let mut back = tables().filter(|(table, years)| !current(table, years, &|year| year < own).is_empty());
    let ((table, years), None) = (back.next()?, back.next()) else { return None };
    let &(_, found) = years.first()?;
    let mine = current(table, years, &|_| true);
    let is_sibling = |(other, theirs): &(&Table, &Dated)| {
        current(other, theirs, &|year| year == own).iter().any(|role| mine.contains(role))
    };
    // The lines of its section.
    let sections = &analysis.outline.sections;
    let at = sections.iter().rposition(|section| section.line < first_row(table));
    let heading = at.and_then(|at| sections.get(at));
    let next = at.map_or(sections.first(), |at| sections.get(at + 1)).map_or(u32::MAX, |section| section.line);
    let first = heading.map_or(0, |section| section.line);
    let mut beside = analysis.tables.iter().filter(|other| {
        first_row(other) != first_row(table) && (first..next).contains(&first_row(other))
    });
    let told_why = names_year(analysis, table, heading.map_or("", |section| &section.title), found);
    (years.iter().all(|&(_, year)| year == found)
        && found < own
        && tables().any(|it| is_sibling(&it))
        && !told_why
        && !beside.any(|other| shares_rows(other, table)))
    .then_some((table, years, found))
}

/// Do two tables have half of their rows in common? Then one may stand there to be compared with the other.
fn shares_rows(other: &Table, table: &Table) -> bool {
    let labels: BTreeSet<&str> = other.rows.iter().map(|row| row.label.trim()).collect();
    let shared = table.rows.iter().filter(|row| labels.contains(row.label.trim())).count();
    shared * 2 >= table.rows.len()
}

/// Does the title of a table, its heading or what stands above it name a year, or say that it is for comparison?
fn names_year(analysis: &Analysis<'_>, table: &Table, heading: &str, year: u16) -> bool {
    const LAST_YEAR: &[&str] =
        &["föregående", "fjol", "fjolåret", "fjolårets", "ifjol", "jämförelse", "jämförelsetal", "previous"];
    let names = |text: &str| {
        let mut numbers = text.split(|c: char| !c.is_ascii_digit());
        numbers.any(|number| number.len() == 4 && year_of(number) == Some(year))
            || plain(text).iter().any(|(_, word)| LAST_YEAR.contains(&word.as_str()))
    };
    let heads = head_words(table);
    let row = (first_row(table) as usize).saturating_sub(1);
    let mut above = (row.saturating_sub(ABOVE)..row).map(|at| analysis.source.line(at));
    names(&table.title) || names(heading) || above.any(|line| words_beside(line, &heads) >= 2 && names(line))
}

/// The line of the first row of a table, counted from 1.
fn first_row(table: &Table) -> u32 {
    table.rows.iter().map(|row| row.line).min().unwrap_or(table.first_line)
}

/// The words that the columns of a table are headed with.
fn head_words(table: &Table) -> BTreeSet<String> {
    table.columns.iter().flat_map(|column| plain(&column.header)).map(|(_, word)| word).collect()
}

/// How many words of a line are none of these. The head of the labels is one.
fn words_beside(line: &str, heads: &BTreeSet<String>) -> usize {
    plain(line).iter().filter(|(_, word)| !heads.contains(word)).count()
}

/// Where the year stands in the header: its first place at or below the first line of the table.
fn header_span(analysis: &Analysis<'_>, first_line: u32, year: &str) -> Option<Span> {
    let start = analysis.source.line_span(first_line.saturating_sub(1) as usize).start as usize;
    let at = analysis.source.text.get(start..)?.find(year)? + start;
    Some(Span::new(at, at + year.len()))
}

#[cfg(test)]
mod tests {
    use super::Own;
    use crate::engine::{check, options::Options, source::Source};

    fn told(text: &str) -> Vec<String> {
        let report = check(&Source::text("t", text), &Options::default());
        let own = report.findings.into_iter().filter(|finding| finding.rule == "section/period");
        own.map(|finding| finding.message).collect()
    }

    #[test]
    fn a_report_says_its_own_time_in_its_first_lines() {
        for (text, month, year) in [
            ("Månadsuppföljning april 2024\n", Some((3, 2024)), Some(2024)),
            ("Delårsrapport 31 augusti 2024\n", Some((7, 2024)), Some(2024)),
            ("Delårsrapport januari–augusti 2024\nSkriven 14 september 2024\n", Some((7, 2024)), Some(2024)),
            ("Årsredovisning 2023\nDnr KS 2024/12\n2024-03-11\n", None, Some(2023)),
            ("Mål och budget 2025\n", None, None),
            ("Budgetuppföljning mars 2024\n", Some((2, 2024)), Some(2024)),
            ("Uppföljning mars 2024 och april 2024\n", None, Some(2024)),
            ("Rapport 2023 och 2024\n", None, None),
        ] {
            assert_eq!(Own::of(&Source::text("t", text), &[]), Own { month, year }, "{text}");
        }
    }

    #[test]
    fn another_month_told_as_now_is_seen_in_its_forms() {
        for (now, count) in [
            ("Antalet anställda per mars är 120.", 1),
            ("Antalet anställda per mars 2024 är 120.", 1),
            ("Antalet anställda till och med\nmars är 120.", 1),
            ("Antalet anställda t.o.m. mars är 120.", 1),
            ("Antalet anställda per den 31 mars är 120.", 1),
            ("Antalet ärenden januari–mars är 120.", 1),
            ("Vid utgången av mars är antalet 120.", 1),
            ("Per mars 2023 är antalet 120.", 0),
            ("Antalet är större än per mars.", 0),
            ("Per mars prognostiserades ett underskott.", 0),
            ("Per mars är det 120 och per april 130.", 0),
            ("Eget kapital per december är 120.", 0),
            ("En ny prognos lämnas per augusti.", 0),
            ("I mars är det ofta kallt.", 0),
            ("Sjukfrånvaron till och med mars är 6 procent.", 0),
        ] {
            let text = format!(
                "Uppföljning april 2024\n\nEkonomi\n\nResultatet per april är bra. Per den 30 april är kassan god. \
                 Resultatet januari–april är gott. Vid utgången av april är det gott.\n\nPersonal\n\n{now}\n"
            );
            assert_eq!(told(&text).len(), count, "{now}: {:?}", told(&text));
        }
        // A day and a span may be those of the statistics, where the report does not write so of itself.
        for now in ["Antalet anställda per den 31 mars är 120.", "Antalet ärenden januari–mars är 120."] {
            let text = format!("Uppföljning april 2024\n\nEkonomi\n\nResultatet per april är bra.\n\nPersonal\n\n{now}\n");
            assert_eq!(told(&text), [""; 0], "{now}");
        }
    }

    /// A report of two tables with these heads, the second under this heading.
    fn two_tables(first: &str, heading: &str, second: &str) -> Vec<String> {
        told(&format!(
            "Uppföljning april 2024\n\nDrift\n\nEnhet\t{first}\nSkola\t10 000\t11 553\t-1 553\nVård\t5 000\t5 250\t-250\n\
             Bad\t8 000\t7 000\t1 000\nSumma\t23 000\t23 803\t-803\n\n{heading}\n\nProjekt\t{second}\n\
             Läktare\t2 000\t1 500\t500\nTak\t900\t950\t-50\nGolv\t100\t90\t10\nSumma\t3 000\t2 540\t460\n"
        ))
    }

    #[test]
    fn a_table_that_is_left_from_an_earlier_year_is_told_with_the_evidence() {
        let own = "Budget 2024\tPrognos 2024\tAvvikelse 2024";
        let left = "Budget 2023\tPrognos 2023\tAvvikelse 2023";
        let message = two_tables(own, "Investeringar", left).join("");
        assert!(message.contains("gäller 2023") && message.contains("andra tabeller gäller 2024"), "{message}");
        for (first, heading, second) in [
            (own, "Investeringar 2023", left),
            (own, "Investeringar föregående år", left),
            (own, "Investeringar", "Utfall 2022\tUtfall 2023\tFörändring"),
            (own, "Investeringar", "Budget 2025\tPlan 2026\tPlan 2027"),
            (left, "Investeringar", left),
            ("Budget\tPrognos\tAvvikelse", "Investeringar", left),
            (own, "Investeringar", "Budget 2024\tUtfall 2023\tFörändring"),
        ] {
            assert_eq!(two_tables(first, heading, second), [""; 0], "{first} / {heading} / {second}");
        }
    }

    #[test]
    fn an_outcome_that_the_deviation_is_reckoned_with_is_of_its_year() {
        let own = "Budget 2024\tUtfall 2024\tAvvikelse 2024";
        assert_eq!(two_tables(own, "Investeringar", "Budget 2024\tUtfall 2023\tAvvikelse").len(), 1);
        assert_eq!(two_tables(own, "Investeringar", own).len(), 0);
    }
}
