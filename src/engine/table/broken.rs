//! The rows of a pasted grid, where a line is not a row: a break inside a cell parts its row, merged cells leave fewer
//! cells in it, and the empty cells at its end are cut off.

use super::{header, pasted::is_blank};
use crate::engine::{
    figure::{self, Parsed, Style},
    source::Source,
    span::Span,
    vocabulary,
};
use std::ops::Range;

/// Lines without a mark that may stand between two rows: a heading of the rows below, and a label of a few lines.
const BETWEEN: usize = 6;
/// A line of one cell is a label or a heading; a longer one is a paragraph.
const LONGEST: usize = 90;

/// A cell: what it says, and where the first that it says stands.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub text: String,
    pub span: Span,
}

/// Lines of a text that are a grid.
#[derive(Clone, Debug)]
pub(super) struct Stretch<'a> {
    pub source: &'a Source,
    /// What parts its cells.
    pub mark: char,
    /// How many of them a whole row has.
    pub marks: usize,
    pub lines: Range<usize>,
}

/// How many marks part the cells of a line. The pipes around a row part nothing.
pub(super) fn marks(line: &str, mark: char) -> usize {
    within(line, mark).1.matches(mark).count()
}

/// A line without the pipes around it, and how far into the line it begins.
fn within(line: &str, mark: char) -> (usize, &str) {
    if mark != '|' {
        return (0, line);
    }
    let inner = line.trim_start();
    let inner = inner.strip_prefix(mark).unwrap_or(inner);
    let from = line.len() - inner.len();
    let inner = inner.trim_end();
    (from, inner.strip_suffix(mark).unwrap_or(inner))
}

impl Stretch<'_> {
    fn line(&self, n: usize) -> &str {
        self.source.line(n)
    }

    fn tally(&self, n: usize) -> usize {
        marks(self.line(n), self.mark)
    }

    /// Where the grid goes on, if it does, at a line that is no whole row.
    pub(super) fn goes_on_at(&self, n: usize, taken: &[bool]) -> Option<usize> {
        // In a list, one line may lack its cell.
        if self.marks == 1 {
            return (n == self.lines.end && self.tally(n + 1) == 1).then_some(n + 1);
        }
        let mut sum = 0;
        let mut apart = (self.lines.end..n).any(|n| is_blank(self.line(n)));
        let (mut titled, mut told, mut lines) = (false, false, 0);
        // A remark behind the figures goes on below them.
        let remarked =
            self.parts(self.lines.end.saturating_sub(1)).last().is_some_and(|part| is_words(&part.text));
        let goes_on_remark = |n: usize| self.tally(n) == 0 && goes_on(self.line(n).trim());
        let mut remark = remarked && (self.lines.end..n).all(goes_on_remark);
        for next in n..self.source.line_count() {
            let line = self.line(next);
            if taken.get(next) == Some(&true) {
                return None;
            }
            if is_blank(line) {
                apart = true;
                continue;
            }
            let tally = self.tally(next);
            if self.ends_before(next) {
                return None;
            }
            if tally == self.marks {
                // A title with its heads, an empty line below the rows, begins another table; a paragraph goes on a
                // remark only where the rows go on.
                let other = titled && self.is_head(next) || told && !self.holds_figures(next);
                return (!other).then_some(next);
            }
            remark &= goes_on_remark(next);
            if remark {
                continue;
            }
            lines += 1;
            sum += tally;
            titled |= apart && tally == 0;
            told |= is_prose(line, tally);
            if tally > self.marks || told && !remarked || lines > BETWEEN && sum > self.marks {
                return None;
            }
            if lines > BETWEEN.max(self.marks * 2) {
                return None;
            }
        }
        None
    }

    /// Does a line head a table of its own: names of columns, and below them the rule that Markdown draws there?
    pub(super) fn headed_at(&self, n: usize) -> bool {
        let ruled = |n: usize| self.tally(n) > 0 && self.parts(n).iter().all(|part| is_rule(&part.text));
        self.mark == '|'
            && self.tally(n) > 0
            && !ruled(n)
            && n + 1 < self.source.line_count()
            && ruled(n + 1)
            && self.parts(n).iter().skip(1).any(|part| !part.text.is_empty())
            && !self.holds_figures(n)
    }

    /// By line: does it head columns, as a rule below it says?
    pub(super) fn ruled_heads(&self) -> Vec<bool> {
        self.lines.clone().map(|n| self.headed_at(n)).collect()
    }

    /// Does another table begin at a line? Its heads have a rule below them; but the same heads again, with nothing said
    /// before them, go on where a page has ended.
    pub(super) fn ends_before(&self, n: usize) -> bool {
        let same = || {
            let heads = |n: usize| self.parts(n).into_iter().map(|part| part.text);
            (self.lines.end..n).all(|n| is_blank(self.line(n))) && heads(self.lines.start).eq(heads(n))
        };
        self.headed_at(n) && !self.lines.is_empty() && !same()
    }

    fn holds_figures(&self, n: usize) -> bool {
        self.parts(n).iter().any(|part| is_figure(&part.text) && !is_year(&part.text))
    }

    /// A row that names columns and no row of its own.
    fn is_head(&self, n: usize) -> bool {
        let parts = self.parts(n);
        parts.first().is_some_and(|part| part.text.is_empty())
            && parts.iter().all(|part| !is_figure(&part.text) || is_year(&part.text))
    }

    /// The grid with the heads above it that have fewer cells, and with the last rows whose last cells are cut off.
    pub(super) fn grown(mut self, floor: usize, taken: &[bool]) -> Self {
        let free = |n: usize| n >= floor && taken.get(n) != Some(&true) && !is_blank(self.line(n));
        let mut end = self.lines.end;
        while free(end) && end < self.source.line_count() {
            let parts = self.parts(end);
            let figures = parts.iter().skip(1).filter(|part| is_figure(&part.text)).count();
            let named = parts.first().is_some_and(|part| !part.text.is_empty() && !is_figure(&part.text));
            if figures == 0 || !named || parts.len() > self.marks {
                break;
            }
            end += 1;
        }
        // Heads may be parted by the breaks in them: all their lines together have the marks of a row.
        let (mut start, mut sum, mut from) = (self.lines.start, 0, self.lines.start);
        while let Some(above) = from.checked_sub(1).filter(|&n| free(n)) {
            let tally = self.tally(above);
            sum += tally;
            let numbers = self.parts(above).iter().any(|part| is_figure(&part.text) && !is_year(&part.text));
            if tally > self.marks || sum > 2 * self.marks || is_prose(self.line(above), tally) || numbers {
                break;
            }
            from = above;
            // Columns are headed behind the labels, which may have no head, or the unit in its place.
            let unit = self.parts(above).first().is_some_and(|part| header::only_unit(&part.text));
            if self.line(above).starts_with(self.mark) || unit && sum == self.marks {
                start = above;
            }
        }
        self.lines = start..end;
        self
    }

    /// The rows: each stands where its last line does, and the lines before it have none.
    pub(super) fn rows(&self) -> Vec<Vec<Part>> {
        let mut rows: Vec<Vec<Part>> = self.lines.clone().map(|n| self.parts(n)).collect();
        for row in &mut rows {
            // The line that parts heads from rows in Markdown, and a paragraph of a remark.
            let ruled = self.mark == '|' && row.iter().all(|part| is_rule(&part.text));
            if ruled || matches!(row.as_slice(), [part] if is_prose(&part.text, 0) && !goes_on(&part.text)) {
                row.clear();
            }
        }
        self.join_rows(&mut rows);
        Self::join_labels(&mut rows);
        self.spread_heads(&mut rows);
        rows
    }

    /// Makes one row of lines that together have its marks.
    fn join_rows(&self, rows: &mut [Vec<Part>]) {
        let marks = |row: &Vec<Part>| row.len().saturating_sub(1);
        let mut at = 0;
        while at < rows.len() {
            let (mut sum, mut to) = (0, at);
            let first = rows.get(at).map_or(0, marks);
            while let Some(row) = rows.get(to).filter(|row| !row.is_empty()) {
                sum += marks(row);
                to += 1;
                if first == 0 || sum >= self.marks {
                    break;
                }
                // A figure ends a cell, and what comes below it begins a row.
                if row.last().is_none_or(|part| part.text.is_empty() || is_figure(&part.text)) {
                    sum = 0;
                    break;
                }
            }
            let stands = to;
            // What the last cell goes on with has no mark: words with a small letter, or the year of a head.
            if sum == self.marks && first > 0 {
                while let Some([row]) = rows.get(to).map(Vec::as_slice)
                    && (goes_on(&row.text) || to > at + 1 && is_year(&row.text))
                    && rows.get(to - 1).and_then(|row| row.last()).is_some_and(|part| is_words(&part.text))
                {
                    to += 1;
                }
            }
            if sum == self.marks && to > at + 1 {
                let mut joined: Vec<Part> = Vec::new();
                for row in rows.get_mut(at..to).into_iter().flatten() {
                    let mut parts = std::mem::take(row).into_iter();
                    if let (Some(last), Some(first)) = (joined.last_mut(), parts.as_slice().first()) {
                        join(last, first);
                        parts.next();
                    }
                    joined.extend(parts);
                }
                if let Some(row) = rows.get_mut(stands - 1) {
                    *row = joined;
                }
            }
            at = to.max(at + 1);
        }
    }

    /// Gives rows the lines above them that their labels begin with.
    fn join_labels(rows: &mut [Vec<Part>]) {
        let begins_small = |row: &[Part]| row.first().is_some_and(|part| goes_on(&part.text));
        // Where rows begin with a small letter of themselves, it does not say that a label goes on.
        let own = rows
            .windows(2)
            .any(|pair| matches!(pair, [one, two] if one.len() > 1 && two.len() > 1 && begins_small(two)));
        for at in 1..rows.len() {
            let Some(mut label) =
                rows.get(at).filter(|row| row.len() > 1).and_then(|row| row.first().cloned())
            else {
                continue;
            };
            for from in (0..at).rev().take(BETWEEN) {
                let Some([above]) = rows.get(from).map(Vec::as_slice) else { break };
                let mut above = above.clone();
                if above.text.is_empty() || label.text.is_empty() || above.text.ends_with(':') {
                    break;
                }
                if !(!own && goes_on(&label.text) || vocabulary::asks_for_more(&above.text)) {
                    break;
                }
                join(&mut above, &label);
                label = above;
                if let Some(row) = rows.get_mut(from) {
                    row.clear();
                }
            }
            if let Some(first) = rows.get_mut(at).and_then(|row| row.first_mut()) {
                *first = label;
            }
        }
    }

    /// Puts the texts of merged cells over the columns that they head: as many for each, where the row below says
    /// the same for each of them. Where that is not so, they head no one knows what.
    fn spread_heads(&self, rows: &mut [Vec<Part>]) {
        for at in 0..rows.len() {
            let Some(row) = rows.get(at).filter(|row| !row.is_empty()) else { continue };
            let lead = row.iter().take_while(|part| part.text.is_empty()).count();
            let texts = row.len() - lead;
            let figures = row.iter().any(|part| is_figure(&part.text) && !is_year(&part.text));
            if lead == 0 || texts == 0 || figures || row.len() > self.marks {
                continue;
            }
            let below = rows.iter().skip(at + 1).find(|row| !row.is_empty());
            let Some(below) = below.filter(|row| row.len() == self.marks + 1) else { continue };
            if below.iter().any(|part| is_figure(&part.text) && !is_year(&part.text)) {
                continue;
            }
            let columns = below.len() - lead;
            let each = columns / texts;
            let heads = |n: usize| below.get(lead + n).map(|part| part.text.as_str());
            let same = (each..columns).all(|n| heads(n) == heads(n - each));
            let mut spread = below.clone();
            for part in &mut spread {
                part.text.clear();
            }
            if each * texts == columns && each > 1 && same {
                for (n, part) in row.iter().skip(lead).enumerate() {
                    if let Some(place) = spread.get_mut(lead + n * each) {
                        place.clone_from(part);
                    }
                }
            }
            if let Some(row) = rows.get_mut(at) {
                *row = spread;
            }
        }
    }

    /// The cells of a line, without the spaces and the quotes around what they hold.
    fn parts(&self, n: usize) -> Vec<Part> {
        let line = self.line(n);
        let (from, inner) = within(line, self.mark);
        if inner.trim().is_empty() && !inner.contains(self.mark) {
            return Vec::new();
        }
        let mut at = self.source.line_span(n).start as usize + from;
        let mut parts = Vec::new();
        for cell in inner.split(self.mark) {
            let text = cell.trim();
            let from = at + (cell.len() - cell.trim_start().len());
            let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            let (from, text) = bare.map_or((from, text), |bare| (from + 1, bare));
            let (before, text) = if self.mark == '|' { unmarked(text) } else { (0, text) };
            let from = from + before;
            parts.push(Part { text: text.to_owned(), span: Span::new(from, from + text.len()) });
            at += cell.len() + self.mark.len_utf8();
        }
        parts
    }
}

/// A text without the marks with which Markdown sets it in bold or italics, and how many bytes of them stand before it.
fn unmarked(text: &str) -> (usize, &str) {
    for mark in ["**", "__", "*", "_"] {
        let inner = text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
        if let Some(inner) = inner.filter(|inner| !inner.trim().is_empty() && !inner.contains(mark)) {
            let (before, inner) = unmarked(inner);
            return (before + mark.len(), inner);
        }
    }
    (0, text)
}

/// Joins what stands below a break to what stands above it.
fn join(above: &mut Part, below: &Part) {
    let small = below.text.starts_with(char::is_lowercase);
    if above.text.ends_with('-')
        && small
        && !below.text.starts_with("och ")
        && !below.text.starts_with("eller ")
    {
        above.text.pop();
    } else if !above.text.is_empty() && !below.text.is_empty() {
        above.text.push(' ');
    }
    if above.text.is_empty() {
        above.span = below.span;
    }
    above.text.push_str(&below.text);
}

/// Does a text go on what stands above it?
fn goes_on(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase() || c == '(')
}

fn is_prose(line: &str, marks: usize) -> bool {
    let line = line.trim();
    // `m.m.` and `tkr.` end no sentence.
    let last = line.split_whitespace().last().unwrap_or("");
    let ends = last.ends_with(['.', '!', '?']) && last.matches('.').count() < 2 && last.chars().count() > 4;
    marks == 0 && (line.chars().count() > LONGEST || ends)
}

fn is_rule(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| matches!(c, '-' | ':' | ' '))
}

fn is_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

fn is_figure(text: &str) -> bool {
    !matches!(figure::parse(text, Style::default()), Parsed::NotFigure)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && vocabulary::year(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::is_year;

    #[test]
    fn a_year_is_four_digits_and_no_amount() {
        assert!(is_year("2024") && is_year("1998"));
        assert!(!is_year("109") && !is_year("2 024") && !is_year("Budget 2024") && !is_year("3024"));
    }
}
