//! The running text: lines joined into blocks, blocks cut into sentences, sentences into words and figures.
//!
//! A PDF breaks lines where the page ends and often puts an empty line between every two, so neither line
//! breaks nor empty lines part sentences. What does: a heading, a list mark, a table, and a line that stops so
//! early that the next word would have fitted.

use super::{
    units,
    vocabulary::{self, Senses, Vocabulary},
};
use crate::engine::{
    figure::{self, Figure, Style, is_minus},
    outline::Outline,
    report::Table,
    source::Source,
    span::Span,
    words,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// With its level, 1 at the top.
    Heading(u8),
    Item,
    Paragraph,
}

/// Lines that belong together, joined by single spaces.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// (start in `text`, start in the source), ascending.
    map: Vec<(usize, usize)>,
}

impl Block {
    /// The place in the source of a span of the block's text.
    pub(super) fn source_span(&self, span: Span) -> Span {
        let start = self.place(span.start as usize);
        let end = if span.is_empty() { start } else { self.place(span.end as usize - 1) + 1 };
        Span::new(start, end)
    }

    fn place(&self, at: usize) -> usize {
        let index = self.map.partition_point(|&(from, _)| from <= at).saturating_sub(1);
        self.map.get(index).map_or(0, |&(from, source)| source + at.saturating_sub(from))
    }
}

/// What stands in a sentence.
#[derive(Clone, Debug)]
pub(super) enum Kindred {
    Word(words::Word, Senses),
    Figure(Number),
    Mark(char),
}

/// A figure of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) figure: Figure,
    pub(super) detached: bool,
}

/// A word, a figure or a mark, with its place in the block's text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kindred,
}

impl Token {
    pub(super) fn senses(&self) -> Senses {
        if let Kindred::Word(_, senses) = &self.kind { *senses } else { Senses::NONE }
    }

    pub(super) fn word(&self) -> Option<&words::Word> {
        if let Kindred::Word(word, _) = &self.kind { Some(word) } else { None }
    }

    pub(super) fn text(&self) -> &str {
        self.word().map_or("", |word| word.text.as_str())
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        matches!(self.kind, Kindred::Mark(c) if c == mark)
    }
}

/// A sentence.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) block: usize,
    pub(super) tokens: Vec<Token>,
}

/// The prose of a source.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) sentences: Vec<Sentence>,
}

/// A line of prose.
struct Line<'a> {
    number: usize,
    text: &'a str,
    start: usize,
    section: Option<u8>,
}

/// Reads the prose: what is neither table nor contents list.
pub(super) fn read(source: &Source, outline: &Outline, tables: &[Table], vocabulary: &Vocabulary) -> Flow {
    let lines = prose_lines(source, outline, tables);
    let width = usual_width(&lines);
    let blocks = blocks(&lines, width);
    let mut flow = Flow { blocks, sentences: Vec::new() };
    for index in 0..flow.blocks.len() {
        if let Some(block) = flow.blocks.get(index) {
            let sentences = sentences(index, block, vocabulary);
            flow.sentences.extend(sentences);
        }
    }
    flow
}

fn prose_lines<'a>(source: &'a Source, outline: &Outline, tables: &[Table]) -> Vec<Option<Line<'a>>> {
    let mut taken = vec![false; source.line_count()];
    let mut take = |line: usize| {
        if let Some(slot) = taken.get_mut(line) {
            *slot = true;
        }
    };
    let headings: BTreeSet<u32> = outline.sections.iter().map(|section| section.line).collect();
    for table in tables {
        // Lines count from 1 in a table; 0 is a table that is no text.
        for line in table.first_line.max(1)..=table.last_line {
            // "5.3 Personalkostnader, 94,6 mkr" right above a table is a heading, and no title.
            if !headings.contains(&line) || !tells_amount(source.line(line as usize - 1)) {
                take(line as usize - 1);
            }
        }
    }
    for entry in &outline.contents {
        take(source.line_of(entry.span.start));
    }
    // Where the first row of a line starts, for tables that share their line with prose.
    let mut rows: BTreeMap<usize, u32> = BTreeMap::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        let spans = row.cells.iter().flatten().filter_map(|cell| cell.span).chain(row.label_span);
        if let Some(start) = spans.map(|span| span.start).min() {
            let first = rows.entry(source.line_of(start)).or_insert(start);
            *first = start.min(*first);
        }
    }
    let sections: BTreeMap<usize, u8> =
        outline.sections.iter().map(|s| ((s.line as usize).saturating_sub(1), s.level)).collect();
    let mut lines = Vec::new();
    for number in 0..source.line_count() {
        if taken.get(number) == Some(&true) {
            // A gap: nothing is joined over a table.
            lines.push(None);
            if let Some(&row) = rows.get(&number) {
                lines.extend(before_row(source, number, row).map(Some));
                lines.push(None);
            }
            continue;
        }
        let raw = source.line(number);
        let text = raw.trim();
        if !text.is_empty() {
            let start = source.line_span(number).start as usize + (raw.len() - raw.trim_start().len());
            lines.push(Some(Line { number, text, start, section: sections.get(&number).copied() }));
        }
    }
    lines
}

/// Does a line tell an amount of money?
fn tells_amount(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let amount = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let unit = |word: &str, next: &str| {
        crate::engine::vocabulary::unit(word, next).is_some_and(|unit| unit.kronor().is_some())
    };
    (0..words.len()).any(|at| {
        let word = |far: usize| words.get(at + far).copied().unwrap_or("");
        amount(word(0)) && unit(word(1), word(2))
    })
}

/// The sentences that stand before the first row on its own line: a flattened paragraph. What follows the last full
/// stop is the table's title and headers.
fn before_row(source: &Source, number: usize, row: u32) -> Option<Line<'_>> {
    let start = source.line_span(number).start;
    let before = source.line(number).get(..row.checked_sub(start)? as usize)?;
    let end = before.rfind(". ")? + 1;
    let text = before.get(..end)?;
    let lead = text.len() - text.trim_start().len();
    // A label may hold an abbreviation; a sentence is longer.
    (text.chars().count() > 60).then(|| Line {
        number,
        text: text.trim(),
        start: start as usize + lead,
        section: None,
    })
}

/// The width that lines are broken at: that of the longest tenth. Shorter ones end where their paragraph does.
fn usual_width(lines: &[Option<Line<'_>>]) -> usize {
    let mut widths: Vec<usize> = lines.iter().flatten().map(|line| line.text.chars().count()).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).copied().unwrap_or(0)
}

fn blocks(lines: &[Option<Line<'_>>], width: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut before: Option<&Line<'_>> = None;
    for (index, line) in lines.iter().enumerate() {
        let Some(line) = line else {
            open = false;
            before = None;
            continue;
        };
        let next = lines.get(index + 1).and_then(Option::as_ref);
        let heading =
            line.section.or_else(|| looks_like_heading(line, before, next, width, open).then_some(9));
        let mark = list_mark(line.text);
        let joins = open
            && heading.is_none()
            && mark.is_none()
            && !before.is_some_and(|b| ended_early(b, line, width));
        if joins && let Some(block) = blocks.last_mut() {
            block.text.push(' ');
            block.map.push((block.text.len(), line.start));
            block.text.push_str(line.text);
        } else {
            let kind = match (heading, mark) {
                (Some(level), _) => Kind::Heading(level),
                (None, Some(_)) => Kind::Item,
                (None, None) => Kind::Paragraph,
            };
            let skip = if heading.is_some() { 0 } else { mark.unwrap_or(0) };
            let text = line.text.get(skip..).unwrap_or("");
            blocks.push(Block { kind, text: text.to_owned(), map: vec![(0, line.start + skip)] });
        }
        // A heading may run over two lines; the outline then knows its whole title, but only its first line.
        open = heading.is_none() || line.section.is_some() && continues(line, next, width);
        before = Some(line);
    }
    blocks
}

/// A heading whose line is full and whose next line starts in lower case goes on there.
fn continues(line: &Line<'_>, next: Option<&Line<'_>>, width: usize) -> bool {
    next.is_some_and(|next| {
        next.number == line.number + 1
            && next.section.is_none()
            && next.text.chars().next().is_some_and(char::is_lowercase)
            && line.text.chars().count() * 2 > width
    })
}

/// The bytes of a list mark and the space after it.
fn list_mark(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let bullet = matches!(first, '•' | '·' | '▪' | '●' | '◦' | '‣' | '*' | '\u{f0b7}' | 'o')
        || is_minus(first) && text.chars().nth(2).is_some_and(char::is_alphabetic);
    let (_, space) = chars.next()?;
    let (at, _) = chars.find(|(_, c)| !c.is_whitespace())?;
    (bullet && space.is_whitespace()).then_some(at)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches([')', '"', '”', '»']).ends_with(['.', '!', '?', ':'])
}

/// Did the line stop so early that it was meant to? A tenth of the width is what hyphenation and long words cost.
fn ended_early(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let first = next.text.chars().next().unwrap_or(' ');
    if !first.is_uppercase() {
        // A wrapped sentence goes on in lower case or with its figure; a new one does not.
        return ends_sentence(line.text) && line.text.chars().count() * 2 < width;
    }
    if breaks_inside(line.text, next.text) {
        return false;
    }
    // A blank line behind the end of a sentence parts paragraphs; within one it is the edge of a page.
    if next.number > line.number + 1 && ends_sentence(line.text) {
        return true;
    }
    let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    line.text.chars().count() + 1 + word + width / 10 < width
}

/// Does a line end in the middle of what it says: between a figure and its unit (*1 182,1 / Mkr*), or behind a word that
/// something follows (*till*, *och*)?
fn breaks_inside(line: &str, next: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or("");
    let figure =
        last.starts_with(|c: char| c.is_ascii_digit()) && last.ends_with(|c: char| c.is_ascii_digit());
    let first = next.split_whitespace().next().unwrap_or("").trim_end_matches(['.', ',', ';', ')']);
    let unit = units::is_unit(&first.to_lowercase());
    figure && unit || vocabulary::leads_on(last)
}

/// A heading by its looks, for texts whose outline does not know it: a short line of few words that does not end as
/// a sentence does, stands where a sentence may begin, and is followed by one that begins.
fn looks_like_heading(
    line: &Line<'_>,
    before: Option<&Line<'_>>,
    next: Option<&Line<'_>>,
    width: usize,
    open: bool,
) -> bool {
    let starts =
        |text: &str| text.chars().next().is_some_and(char::is_uppercase) || list_mark(text).is_some();
    let free = !open || before.is_none_or(|b| ends_sentence(b.text) || ended_early(b, line, width));
    let words = line.text.split_whitespace().count();
    free && line.text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        && words <= 10
        && line.text.chars().any(char::is_alphabetic)
        && !line.text.ends_with(['.', ',', ';', '?', '!'])
        && next.is_some_and(|next| starts(next.text) && ended_early(line, next, width.max(60)))
}

/// Abbreviations that end with a point and no sentence.
const ABBREVIATIONS: &[&str] = &[
    "t.ex", "bl.a", "d.v.s", "dvs", "ca", "resp", "inkl", "exkl", "kl", "nr", "st", "pga", "p.g.a", "m.m",
    "f.d", "o.s.v", "etc", "max", "min", "avd", "avv", "forts", "fr.o.m", "t.o.m", "f.n", "s.k", "jfr",
    "mnkr", "mkr", "tkr", "milj", "kap", "sid", "i.u", "ersättn", "mån", "jan", "feb", "aug", "sept", "okt",
    "nov", "dec", "ack",
];

fn sentences(index: usize, block: &Block, vocabulary: &Vocabulary) -> Vec<Sentence> {
    let text = block.text.as_str();
    let numbers = figure::scan(text, Style::Comma);
    let mut tokens: Vec<Token> = Vec::new();
    let mut numbers = numbers.into_iter().peekable();
    let mut found = words::words(text).into_iter().peekable();
    let mut finished = Vec::new();
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        while numbers.peek().is_some_and(|n| (n.span.start as usize) < at) {
            numbers.next();
        }
        while found.peek().is_some_and(|w| (w.span.start as usize) < at) {
            found.next();
        }
        if let Some(number) = numbers.next_if(|n| n.span.start as usize == at) {
            skip_to = number.span.end as usize;
            let kind = Kindred::Figure(Number { figure: number.figure, detached: number.detached });
            tokens.push(Token { span: number.span, kind });
        } else if let Some(word) = found.next_if(|w| w.span.start as usize == at) {
            skip_to = word.span.end as usize;
            let senses = vocabulary.senses(&word);
            tokens.push(Token { span: word.span, kind: Kindred::Word(word, senses) });
        } else if !c.is_whitespace() {
            tokens.push(Token { span: Span::new(at, at + c.len_utf8()), kind: Kindred::Mark(c) });
            if ends_here(text, at, c) {
                finished.push(Sentence { block: index, tokens: std::mem::take(&mut tokens) });
            }
        }
    }
    finished.push(Sentence { block: index, tokens });
    for sentence in &mut finished {
        join_halves(&mut sentence.tokens);
        mark_year_before(&mut sentence.tokens);
    }
    finished.retain(|sentence| !sentence.tokens.is_empty());
    finished
}

/// *Vård- och omsorgsnämnden* is one body: its first half means what its second does.
fn join_halves(tokens: &mut [Token]) {
    for at in 0..tokens.len().saturating_sub(3) {
        let Some([first, hyphen, and, second, ..]) = tokens.get(at..) else { return };
        let whole = second.senses();
        let halved = first.word().is_some()
            && hyphen.is_mark('-')
            && hyphen.span.start == first.span.end
            && and.text() == "och"
            && whole.has(Senses::BODY);
        if halved && let Some(Token { kind: Kindred::Word(_, senses), .. }) = tokens.get_mut(at) {
            *senses = *senses | Senses::WHOLE | Senses::BODY;
        }
    }
}

/// *Året innan*, *året före*: the year before the one that is told of; not *året före valet*.
fn mark_year_before(tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let year = tokens.get(at - 1).is_some_and(|t| matches!(t.text(), "året" | "fjolåret"));
        let last = tokens.get(at + 1).is_none_or(|next| next.word().is_none() || !next.senses().is_content());
        if year
            && last
            && let Some(Token { kind: Kindred::Word(word, senses), .. }) = tokens.get_mut(at)
            && matches!(word.text.as_str(), "innan" | "före" | "dessförinnan")
        {
            *senses = *senses | Senses::PREVIOUS;
        }
    }
}

/// Does a sentence end with this mark?
fn ends_here(text: &str, at: usize, c: char) -> bool {
    if !matches!(c, '.' | '!' | '?') {
        return false;
    }
    let rest = text.get(at + c.len_utf8()..).unwrap_or("");
    let after = rest.trim_start_matches([')', '"', '”', '»']);
    let Some(gap) = after.chars().next() else { return true };
    if !gap.is_whitespace() {
        return false;
    }
    let begins = after.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
    // The last word is looked up only as far back as an abbreviation reaches, so that the work stays linear.
    let mut tail: Vec<char> = text
        .get(..at)
        .unwrap_or("")
        .chars()
        .rev()
        .take(12)
        .take_while(|c| c.is_alphabetic() || *c == '.')
        .collect();
    tail.reverse();
    let last: String = tail.into_iter().collect::<String>().to_lowercase();
    let abbreviation = ABBREVIATIONS.contains(&last.as_str());
    // A unit may end a sentence; then a capital follows.
    let unit = matches!(last.as_str(), "mnkr" | "mkr" | "tkr");
    begins && (!abbreviation || unit && after.trim_start().chars().next().is_some_and(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let source = Source::text("t", text);
        let flow = read(&source, &Outline::default(), &[], &Vocabulary::new());
        flow.sentences
            .iter()
            .map(|s| {
                let block = &flow.blocks[s.block];
                let span = s.tokens[0].span.cover(s.tokens[s.tokens.len() - 1].span);
                span.of(&block.text).to_owned()
            })
            .collect()
    }

    #[test]
    fn a_sentence_goes_on_over_line_breaks_and_empty_lines() {
        let text = "Boendet har en avvikelse om ca -\n\n0,7 mkr. Det beror på\n\npersonal.";
        assert_eq!(shown(text), ["Boendet har en avvikelse om ca - 0,7 mkr.", "Det beror på personal."]);
    }

    #[test]
    fn headings_and_items_stand_alone() {
        let text = "Norra området\n\n• Avvikelsen är 1,5 mkr.\n• Prognosen är\n  2 mkr.\nSödra området\nAllt är lugnt.";
        assert_eq!(
            shown(text),
            [
                "Norra området",
                "Avvikelsen är 1,5 mkr.",
                "Prognosen är 2 mkr.",
                "Södra området",
                "Allt är lugnt."
            ]
        );
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        assert_eq!(shown("Det gäller t.ex. Bryggan, ca. 2 mkr. Resten är lugnt.").len(), 2);
    }
}
