//! The report's own contents list.

use super::{
    ContentsEntry,
    lay::Lay,
    name::{fold, name, split_number},
};
use crate::engine::span::Span;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

const HEADINGS: &[&str] =
    &["innehåll", "innehållsförteckning", "contents", "table of contents", "innehållsförteckning bilagor"];

/// The contents list and the lines it takes up (indices into the lay, its own heading included).
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) entries: Vec<ContentsEntry>,
    pub(super) lines: Vec<usize>,
}

/// Is this the heading of a contents list?
pub(super) fn is_heading(text: &str) -> bool {
    HEADINGS.contains(&fold(text).as_str())
}

/// A line that could stand in a contents list.
struct Candidate<'a> {
    /// Its last line, and how many there are.
    line: usize,
    lines: usize,
    title: Cow<'a, str>,
    number: Vec<u16>,
    page: Option<u32>,
    /// Dots lead to the page number.
    leader: bool,
    /// A tab or a wide gap stands before the page number.
    gap: bool,
}

impl Candidate<'_> {
    /// Its first line.
    fn first(&self) -> usize {
        self.line + 1 - self.lines
    }
}

/// Finds the contents list. Three forms: lines that lead to page numbers, a block of numbered lines without
/// text between, and short lines below a heading that says so. All but dotted leaders must name lines that
/// stand elsewhere in the text; a table of small numbers does not.
pub(super) fn find(lay: &Lay<'_>) -> Contents {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, line) in lay.lines.iter().enumerate().filter(|(_, line)| line.text.len() <= 200) {
        places.entry(name(line.text)).or_default().push(i);
    }
    let mut best = Contents::default();
    let mut i = 0;
    while i < lay.lines.len() {
        let headed = i > 0 && lay.lines.get(i - 1).is_some_and(|line| is_heading(line.text));
        let block = block(lay, i, headed);
        let next = block.last().map_or(i, |entry| entry.line).max(i) + 1;
        if accepts(&block, headed, &places) && block.len() > best.entries.len() {
            best = contents(lay, &block, headed);
        }
        i = next;
    }
    best
}

/// The longest run of lines from `from` that could be one list.
fn block<'a>(lay: &Lay<'a>, from: usize, headed: bool) -> Vec<Candidate<'a>> {
    let mut block: Vec<Candidate<'a>> = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut at = from;
    while let Some(line) = lay.lines.get(at) {
        let Some(candidate) = wrapped(lay, at, headed).or_else(|| candidate(at, line.text, headed)) else {
            break;
        };
        at = candidate.line + 1;
        if let Some(last) = block.last() {
            let turns_back = matches!((last.page, candidate.page), (Some(a), Some(b)) if b < a);
            let same_form = last.page.is_some() == candidate.page.is_some();
            let starts_over = names.contains(&name(&candidate.title));
            let counts =
                last.number.is_empty() || candidate.number.is_empty() || candidate.number > last.number;
            if turns_back || !same_form || starts_over || !counts || line.before > 3 {
                break;
            }
        }
        // A line without page number and without number is an entry only below the heading.
        if candidate.page.is_none() && candidate.number.is_empty() && !headed {
            break;
        }
        names.insert(name(&candidate.title));
        block.push(candidate);
    }
    block
}

/// An entry that is broken over two lines: dots lead to a page number in the second only, and it goes on in lower case.
fn wrapped<'a>(lay: &Lay<'a>, at: usize, headed: bool) -> Option<Candidate<'a>> {
    let (first, second) = (lay.lines.get(at)?, lay.lines.get(at + 1)?);
    let goes_on = second.before == 0 && second.text.chars().next().is_some_and(char::is_lowercase);
    let end = candidate(at + 1, second.text, headed).filter(|end| goes_on && end.leader)?;
    let start = candidate(at, first.text, headed).filter(|start| start.page.is_none())?;
    let title = format!("{} {}", start.title, end.title).into();
    Some(Candidate { line: at + 1, lines: 2, title, number: start.number, ..end })
}

fn candidate(line: usize, text: &str, headed: bool) -> Option<Candidate<'_>> {
    if text.len() > 200 || text.ends_with(['!', '?', ';']) {
        return None;
    }
    let (number, rest) = split_number(text);
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let page: Option<u32> = rest.get(digits.len()..).and_then(|page| page.parse().ok()).filter(|&p| p <= 999);
    let before = digits.trim_end();
    let dots = before.chars().rev().take_while(|&c| c == '.' || c == '…' || c == '·' || c == ' ' || c == '_');
    let leader = page.is_some()
        && dots.clone().map(|c| if c == '…' { 3 } else { usize::from(c != ' ') }).sum::<usize>() >= 3;
    let gap = digits.ends_with('\t') || digits.chars().rev().take_while(|c| c.is_whitespace()).count() >= 3;
    let is_page = leader || gap || headed && digits.ends_with(char::is_whitespace);
    let (title, page) = if is_page && page.is_some() {
        (before.trim_end_matches(['.', '…', '·', '_', ' ']), page)
    } else {
        (rest, None)
    };
    let words = title.split_whitespace().count();
    let starts = title.chars().next().is_some_and(char::is_alphanumeric);
    let fine = starts && (1..=18).contains(&words) && !title.ends_with('.') && !title.contains('\t');
    fine.then_some(Candidate {
        line,
        lines: 1,
        title: title.into(),
        number,
        page,
        leader,
        gap: gap && page.is_some(),
    })
}

fn accepts(block: &[Candidate<'_>], headed: bool, places: &BTreeMap<String, Vec<usize>>) -> bool {
    // The lines of a block follow each other.
    let own = block.first().map_or(0, Candidate::first)..block.last().map_or(0, |entry| entry.line + 1);
    let named = block
        .iter()
        .filter(|entry| {
            places.get(&name(&entry.title)).is_some_and(|lines| lines.iter().any(|line| !own.contains(line)))
        })
        .count();
    let leaders = block.iter().filter(|entry| entry.leader).count();
    let least = if headed { 2 } else { 3 };
    if block.len() < least {
        return false;
    }
    let told = block.iter().filter(|entry| entry.leader || entry.gap || !entry.number.is_empty()).count();
    leaders * 2 > block.len() || named * 2 >= block.len() && (headed || told * 2 > block.len())
}

fn contents(lay: &Lay<'_>, block: &[Candidate<'_>], headed: bool) -> Contents {
    let indent = |entry: &Candidate<'_>| lay.lines.get(entry.first()).map_or(0, |line| line.indent);
    let mut indents: Vec<usize> = block.iter().map(indent).collect();
    indents.sort_unstable();
    indents.dedup();
    let mut lines: Vec<usize> = block.iter().flat_map(|entry| entry.first()..=entry.line).collect();
    if headed && let Some(first) = lines.first().and_then(|first| first.checked_sub(1)) {
        lines.push(first);
    }
    let entries = block
        .iter()
        .map(|entry| {
            let by_indent = indents.iter().position(|&step| step == indent(entry)).unwrap_or(0) + 1;
            let level = if entry.number.is_empty() { by_indent } else { entry.number.len() };
            ContentsEntry {
                title: entry.title.clone().into_owned(),
                number: entry.number.clone(),
                level: level.min(9) as u8,
                span: match (lay.lines.get(entry.first()), lay.lines.get(entry.line)) {
                    (Some(first), Some(last)) => first.span.cover(last.span),
                    _ => Span::new(0, 0),
                },
                section: None,
            }
        })
        .collect();
    Contents { entries, lines }
}
