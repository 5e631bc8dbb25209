//! How the text lies on the page: each line with what is around it.

use crate::engine::{
    figure,
    lines::{self, LineKind},
    profile::SectionNames,
    report::Table,
    source::Source,
    span::Span,
    vocabulary,
};
use std::collections::BTreeSet;

/// A line that shows something and is no page furniture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Counted from 0 in the source.
    pub(super) at: usize,
    pub(super) text: &'a str,
    /// Of `text`.
    pub(super) span: Span,
    /// Characters of white space in front.
    pub(super) indent: usize,
    /// Blank lines before and after; furniture and page breaks count as several.
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) body: Body,
    /// It stands inside a table but in none of its rows: a group's label, or a heading between two tables that
    /// were read as one.
    pub(super) between_rows: bool,
    /// Every line hereabouts is followed by a blank one, so blank lines part nothing.
    pub(super) spaced: bool,
}

/// What a line is part of, as far as that can be told before the headings are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// A table's header or row.
    Table,
    Bullet,
    Contents,
    Text,
}

#[derive(Debug)]
pub(super) struct Lay<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// The length in characters that wrapped lines reach.
    pub(super) width: usize,
    /// What sections are called in profiles.
    pub(super) names: &'a SectionNames,
}

/// What a page break counts for in blank lines.
const PAGE: usize = 4;

impl<'a> Lay<'a> {
    pub(super) fn new(source: &'a Source, tables: &[Table], names: &'a SectionNames) -> Self {
        let kinds = lines::classify(source);
        let mut in_table = vec![false; source.line_count() + 1];
        for table in tables {
            let (mut heads, first) = head(source, table);
            // *Noter* over the first of the notes is a word that heads columns, and heads none here.
            let blank = |at: Option<usize>| at.is_none_or(|at| source.line(at).trim().is_empty());
            heads.retain(|&at| {
                let alone = blank(at.checked_sub(1)) && blank(Some(at + 1));
                let name = super::name::name(source.line(at));
                let of_a_column =
                    table.columns.iter().any(|column| column.header.to_lowercase().contains(&name));
                !alone || of_a_column || !names.hold(&name)
            });
            let last = (table.last_line as usize).min(source.line_count());
            if let Some(part) = in_table.get_mut(first..last) {
                part.fill(true);
            }
            for at in heads {
                if let Some(flag) = in_table.get_mut(at) {
                    *flag = true;
                }
            }
        }
        let in_row: BTreeSet<usize> = tables
            .iter()
            .flat_map(|table| &table.rows)
            .flat_map(|row| row.cells.iter().flatten().filter_map(|cell| cell.span).chain(row.label_span))
            .flat_map(|span| {
                source.line_of(span.start)..=source.line_of(span.end.saturating_sub(1).max(span.start))
            })
            .collect();
        let raw = |at: usize| source.line(at);
        // Text from a PDF often marks a new page by one space in front of its first line, where no other
        // line has any.
        let texts = kinds.iter().filter(|&&kind| kind == LineKind::Text).count();
        let led = (0..source.line_count())
            .filter(|&at| kinds.get(at) == Some(&LineKind::Text) && raw(at).starts_with([' ', '\t']))
            .count();
        let space_is_page = led * 5 <= texts;
        let mut found: Vec<Line<'a>> = Vec::new();
        let mut gap = PAGE;
        for (at, kind) in kinds.iter().enumerate() {
            let whole = source.line(at);
            match kind {
                LineKind::Blank => gap += if whole.contains('\u{c}') { PAGE } else { 1 },
                LineKind::Furniture => gap += PAGE,
                LineKind::Text => {
                    let text = whole.trim_matches(|c: char| c.is_whitespace() || figure::is_invisible(c));
                    let lead = whole.find(text).unwrap_or(0);
                    let indent = whole.chars().take_while(|c| c.is_whitespace()).count();
                    if whole.starts_with('\u{c}') || space_is_page && whole.starts_with(' ') && indent == 1 {
                        gap += PAGE;
                    }
                    if let Some(last) = found.last_mut() {
                        last.after = gap;
                    }
                    let start = source.line_span(at).start as usize + lead;
                    let span = Span::new(start, start + text.len());
                    let between_rows = in_table.get(at) == Some(&true) && !in_row.contains(&at);
                    let body = match in_table.get(at) {
                        Some(true) => Body::Table,
                        _ if is_bullet(text) => Body::Bullet,
                        _ if !text.starts_with('#') && is_row(text) => Body::Table,
                        _ => Body::Text,
                    };
                    found.push(Line {
                        at,
                        text,
                        span,
                        indent,
                        before: gap,
                        after: PAGE,
                        body,
                        between_rows,
                        spaced: false,
                    });
                    gap = 0;
                }
            }
        }
        let mut lay = Self { lines: found, width: 0, names };
        lay.mark_headers();
        lay.mark_spacing();
        lay.measure();
        lay
    }

    /// Gives back the headings that stand between the rows of a table: those that the contents list names, and
    /// known section names set off by a blank with a column header below.
    pub(super) fn free_headings(&mut self, listed: &BTreeSet<String>) {
        for i in 0..self.lines.len() {
            let below = self.lines.get(i + 1).is_some_and(|next| is_column_head(next.text));
            let Some(line) = self.lines.get_mut(i).filter(|line| line.between_rows) else { continue };
            let name = super::name::name(line.text);
            let known = line.before >= 1 && below && self.names.hold(&name);
            if line.body == Body::Table && !is_column_head(line.text) && (known || listed.contains(&name)) {
                line.body = Body::Text;
            }
        }
    }

    /// The header lines above rows: nothing in them but the words that head columns.
    fn mark_headers(&mut self) {
        for i in (0..self.lines.len().saturating_sub(1)).rev() {
            let below = self.lines.get(i + 1).map(|line| line.body);
            if let Some(line) = self.lines.get_mut(i)
                && below == Some(Body::Table)
                && line.body == Body::Text
                && line.after < PAGE
                && is_column_head(line.text)
            {
                line.body = Body::Table;
            }
        }
    }

    /// A line that starts in lower case goes on from the one before; whether a blank stands between tells how
    /// the text is spaced. Told from the wraps nearby, because pasted texts mix.
    fn mark_spacing(&mut self) {
        let wraps: Vec<(usize, usize)> = self
            .lines
            .iter()
            .map(|line| {
                let goes_on = line.text.chars().next().is_some_and(char::is_lowercase);
                (
                    usize::from(goes_on && line.before == 0),
                    usize::from(goes_on && (1..=2).contains(&line.before)),
                )
            })
            .collect();
        let mut sums = vec![(0, 0)];
        let mut sum = (0, 0);
        for (tight, wide) in wraps {
            sum = (sum.0 + tight, sum.1 + wide);
            sums.push(sum);
        }
        let at = |i: usize| sums.get(i.min(sums.len() - 1)).copied().unwrap_or_default();
        let flags: Vec<bool> = (0..self.lines.len())
            .map(|i| {
                let (from, to) = (at(i.saturating_sub(10)), at(i + 11));
                to.1 - from.1 > to.0 - from.0
            })
            .collect();
        for (line, spaced) in self.lines.iter_mut().zip(flags) {
            line.spaced = spaced;
        }
    }

    fn measure(&mut self) {
        let mut lengths: Vec<usize> = self
            .lines
            .iter()
            .filter(|line| line.body == Body::Text)
            .map(|line| line.text.chars().count())
            .filter(|&length| length >= 30)
            .collect();
        lengths.sort_unstable();
        // Where paragraphs stand on one line each, there is no width to reach: 100 is a long printed line.
        self.width = lengths.get(lengths.len() * 4 / 5).copied().unwrap_or(80).min(100);
    }
}

/// The header lines of a table, and the line of its first row, counted from 0. What else stands above the first
/// row, such as the table's title, is a heading like any other.
fn head(source: &Source, table: &Table) -> (Vec<usize>, usize) {
    let rows = table.rows.iter().flat_map(|row| {
        let cells = row.cells.iter().flatten().filter_map(|cell| cell.span);
        let spans = cells.chain(row.label_span).map(|span| source.line_of(span.start));
        spans.chain([(row.line as usize).saturating_sub(1)])
    });
    let start = (table.first_line as usize).saturating_sub(1);
    let row = rows.min().unwrap_or(start);
    let words: BTreeSet<String> = table.columns.iter().flat_map(|column| tokens(&column.header)).collect();
    let is_head = |at: &usize| {
        let known = |token: String| words.contains(&token) || is_column_word(&token) || is_number(&token);
        let mut tokens = tokens(source.line(*at)).peekable();
        tokens.peek().is_some() && tokens.all(known)
    };
    let mut heads: Vec<usize> = (start..row).filter(is_head).collect();
    // Between the heads and the first row a sub-heading of the rows is the table's own.
    let group = table.rows.first().map_or("", |row| row.group.as_str());
    let below = heads.last().map_or(row, |last| last + 1);
    heads.extend((below..row).filter(|&at| !group.is_empty() && source.line(at).trim() == group));
    (heads, row)
}

/// The words of a header line, in lower case.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '–' | '.' | ',' | '(' | ')' | ':'))
        .filter(|token| !token.is_empty())
        .map(str::to_lowercase)
}

/// Does the line open with the mark of a list?
pub(super) fn is_bullet(text: &str) -> bool {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    let marked = first.is_some_and(|c| {
        matches!(c, '•' | '·' | '▪' | '◦' | '‣' | '●' | '○' | '■' | '□' | '➢' | '►' | '✓' | '\u{f0b7}')
    });
    let dashed = first.is_some_and(|c| figure::is_minus(c) || c == '*' || c == 'o')
        && second.is_some_and(char::is_whitespace)
        && !chars.next().is_some_and(|c| c.is_ascii_digit());
    let lettered = first.is_some_and(char::is_alphanumeric) && second == Some(')');
    marked || dashed || lettered
}

/// Two figures or more with hardly a word between, or one at the end of a short label: a row of a table.
pub(super) fn is_row(text: &str) -> bool {
    let figures: Vec<_> = figure::scan(text, figure::Style::Comma)
        .into_iter()
        .filter(|scanned| !super::name::is_year(text, scanned))
        .collect();
    let Some(last) = figures.last() else { return false };
    if super::name::figures_at(text).is_some()
        || !super::name::split_number(text).0.is_empty() && figures.len() == 1
    {
        return false;
    }
    let ends = text
        .get(last.span.end as usize..)
        .is_some_and(|rest| rest.trim().is_empty() || rest.trim() == "%" || rest.trim() == "*");
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    ends && (figures.len() >= 2 && words <= 8 || figures.len() == 1 && words <= 5 && !counts_a_thing(text))
}

/// *Tabell 3*, *Bilaga 2*, *Kvartal 1*: the number belongs to the word.
pub(super) fn counts_a_thing(text: &str) -> bool {
    let mut words = text.rsplit(char::is_whitespace);
    let (number, word) = (words.next().unwrap_or(""), words.next().unwrap_or("").to_lowercase());
    number.len() <= 2
        && number.chars().all(|c| c.is_ascii_digit())
        && [
            "tabell",
            "bilaga",
            "diagram",
            "figur",
            "kvartal",
            "tertial",
            "mål",
            "etapp",
            "del",
            "kapitel",
            "avsnitt",
            "projekt",
            "vecka",
            "område",
            "fokusområde",
            "not",
            "delår",
            "table",
            "appendix",
            "quarter",
            "part",
            "chapter",
            "figure",
            "note",
            "delårsrapport",
            "tertialrapport",
        ]
        .contains(&word.as_str())
}

/// Words beside those of the columns themselves: what heads the column of labels, and what binds the others.
const BESIDE_COLUMN_WORDS: &[&str] = &[
    "belopp",
    "amount",
    "avdelning",
    "verksamhet",
    "enhet",
    "nämnd",
    "område",
    "konto",
    "post",
    "fte",
    "år",
    "i",
    "per",
    "mot",
];

/// Does a word, in lower case, head a column or stand beside one that does?
fn is_column_word(word: &str) -> bool {
    vocabulary::column_role(word).is_some()
        || vocabulary::is_header_modifier(word)
        || vocabulary::is_period_word(word)
        || vocabulary::is_note_header(word)
        || vocabulary::unit(word, "").is_some()
        || BESIDE_COLUMN_WORDS.contains(&word)
}

/// Nothing but words that head columns, years and marks, and more than one word or a year: a lone *Prognos* is
/// as likely a heading.
pub(super) fn is_column_head(text: &str) -> bool {
    // Longer lines with two years in them are sentences.
    let few = tokens(text).nth(8).is_none();
    if few && tokens(text).filter(|token| vocabulary::year(token).is_some()).count() >= 2 {
        return true;
    }
    heads_columns(text)
}

/// Nothing but words that head columns, years and marks, and more than one.
pub fn heads_columns(text: &str) -> bool {
    tokens(text).nth(1).is_some() && tokens(text).all(|token| is_column_word(&token) || is_number(&token))
}

/// Digits and per cent signs alone.
fn is_number(token: &str) -> bool {
    token.chars().all(|c| c.is_ascii_digit() || c == '%')
}
