//! What stands above a table: its title, its unit, and the heads of its columns.
//!
//! Heads come in pieces, over several lines and columns at once. Where the layout was kept, a piece belongs to the
//! column it stands over ([`place`]), or to the head that it is set to ([`edges`]). Where it was not, the words themselves tell where a head begins: what they mean
//! ([`hints`]), how they are written ([`written`]), or which of the columns that one line names they can be said of
//! ([`shared`]). Of these readings the one is taken that looks most like heads ([`judge`]).

mod edges;
mod hints;
mod judge;
mod moments;
mod place;
mod shared;
mod stub;
#[cfg(test)]
mod tests;
mod title;
mod written;

pub(super) use hints::{Hints, hints, is_of_everything};
pub(super) use moments::is_from_month_to_month;
pub(super) use title::{is_caption, only_unit, title_of, unit_of_line};

use super::{atoms::Atom, blocks::Block, places::Extent, sheet::Sheet};
use crate::engine::{
    report::{Column, ColumnRole},
    unit::Unit,
    vocabulary as words,
};
use hints::{Head, span_groups};
use place::{Chunk, SPANNING_LINES, anchors, by_count, by_place, chunks, over, set_right};
use title::{TITLE_LINES, title};
use written::by_writing;

/// The most lines above the rows that are looked at for heads by place.
const HIGHEST: usize = 12;
/// The most words above the rows that the heads are held against: more than the widest table has.
const SAID: usize = 200;

/// What a header says.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    pub title: String,
    pub unit: Option<Unit>,
    pub columns: Vec<Column>,
}

/// Reads title, unit and heads for the columns of figures that were found.
///
/// `extents` has one entry a column of figures where the layout was kept; `others` is where labels, notes
/// and texts stand.
pub(super) fn read(
    sheet: &Sheet<'_>,
    block: &Block,
    hints: &Hints,
    width: usize,
    extents: Option<&[Extent]>,
    others: &[Extent],
    atoms_of: &dyn Fn(usize) -> Vec<Atom>,
) -> Header {
    let extents = extents.filter(|_| !only_rows_have_tabs(sheet, block));
    let heads: Vec<&Head> = hints.heads.iter().filter(|head| !head.note).collect();
    // What stands nearest to the rows is theirs.
    let own = heads.get(heads.len().saturating_sub(width)..).unwrap_or(&[]);
    let first_line = own.first().map(|head| head.line);
    // Nothing above the caption heads a column, nor above the heading of a section where heads stand below it; nor does
    // what says the unit of them all.
    let headed = |at: usize| {
        let below = block.header.get(at + 1..).unwrap_or(&[]);
        let words = below.iter().flat_map(|&n| sheet.line(n).split_whitespace());
        words.filter(|word| judge::of_heads(word)).nth(1).is_some()
    };
    let caption = (0..block.header.len()).rfind(|&at| {
        let line = block.header.get(at).map_or("", |&n| sheet.line(n));
        title::is_caption(line)
            || (title::is_section(line) || title::is_title_with_unit(sheet, &block.header, at)) && headed(at)
    });
    let header: Vec<usize> = block
        .header
        .iter()
        .copied()
        .skip(caption.map_or(0, |at| at + 1))
        .filter(|&n| !title::numbers_note(sheet.line(n)))
        .filter(|&n| !title::only_unit(sheet.line(n)) || sheet.line(n).contains(|c: char| c.is_ascii_digit()))
        .filter(|&n| Some(&n) != block.header.last() || !is_of_everything(sheet.line(n)))
        .collect();
    let first_head = header.iter().position(|&n| Some(n) == first_line).unwrap_or(header.len());
    // Between borders what heads a column stands in it, however far up.
    let above = if block.border.is_some() { TITLE_LINES } else { SPANNING_LINES };
    let lines = header.get(first_head.saturating_sub(above)..).unwrap_or(&[]);
    let pieces =
        |lines: &[usize]| -> Vec<Vec<Chunk>> { lines.iter().map(|&n| chunks(sheet, &atoms_of(n))).collect() };
    let chunked = pieces(lines);
    // A head of many lines begins above the others.
    let from = first_head.saturating_sub(TITLE_LINES).max(header.len().saturating_sub(HIGHEST));
    let high = pieces(header.get(from..).unwrap_or(&[]));

    let mut readings: Vec<Heads> = Vec::new();
    // Both end at the rows.
    let mut heights = if high.len() == chunked.len() { vec![&chunked] } else { vec![&chunked, &high] };
    // What an empty line parts from the heads may be a title, however far it reaches over the columns.
    let parted = lines.windows(2).rposition(|pair| matches!(pair, [a, b] if b.abs_diff(*a) > 1));
    let near = parted.and_then(|at| lines.get(at + 1..)).map(pieces);
    heights.extend(&near);
    // Where the figures do not line up, the line that names all columns may.
    let lined_up = anchors(&high, width);
    for extents in extents.into_iter().chain(lined_up.iter().map(Vec::as_slice)) {
        for lines in &heights {
            let spanned = by_place(lines, extents, others, true);
            let single = by_place(lines, extents, others, false);
            readings.extend([spanned, single].map(|texts| (texts, Vec::new())));
        }
    }
    if own.len() == width {
        let mut texts: Vec<String> = own.iter().map(|head| head.text.clone()).collect();
        let spanning = span_groups(&hints.before, &mut texts);
        readings.push((texts, spanning));
    }
    let lines = written(sheet, &header, atoms_of);
    if hints.counted && own.len() == width {
        // Numbers that count up are told by nothing else as surely.
        readings.drain(..readings.len() - 1);
    } else {
        readings.push((by_count(&chunked, width), Vec::new()));
        readings.extend(by_writing(&lines, width));
    }
    let stub = extents.and_then(|extents| chunked.iter().rev().find_map(|line| stub::of_line(line, extents)));
    let stub = stub.unwrap_or_default();
    let together =
        header.windows(2).rposition(|pair| matches!(pair, [a, b] if b - a > 1)).map_or(0, |at| at + 1);
    let together = pieces(header.get(together..).unwrap_or(&[]));
    let set = extents
        .filter(|_| !hints.counted)
        .and_then(|extents| set_right(&together, extents).or_else(|| edges::by_edges(&together, extents)));
    let (mut texts, spanning) =
        set.map_or_else(|| likeliest(readings, &lines, &stub, width), |texts| (texts, Vec::new()));
    stub::complete(&mut texts, &stub);

    // A line that stands over the columns is a title only where no other is.
    let over_columns = |n: usize| {
        extents.is_some_and(|extents| {
            let chunks = chunks(sheet, &atoms_of(n));
            // One piece alone may be a title in the middle of the line.
            chunks.iter().skip(1).any(|c| !over(extents, c.left, c.right).is_empty())
        })
    };
    let first_head = block.header.iter().position(|&n| Some(n) == first_line).unwrap_or(block.header.len());
    let above = block.header.get(first_head.saturating_sub(TITLE_LINES)..first_head).unwrap_or(&[]);
    let (heading, free): (Vec<usize>, Vec<usize>) = above.iter().partition(|&&n| over_columns(n));
    let last = heading.last().copied();
    let title = title(sheet, &free, &spanning)
        .or_else(|| title(sheet, &heading, &spanning).filter(|_| heading.first().copied() != last));
    Header {
        title: title.unwrap_or_default(),
        unit: title::unit_of_lines(sheet, &block.header)
            .or_else(|| per_cent(sheet, &block.header, &texts, over_columns).then_some(Unit::Percent)),
        columns: texts.iter().map(|text| describe(text)).collect(),
    }
}

/// Are the cells of the rows parted by tabs, and nothing above them is? Then no place above them is that of a column.
fn only_rows_have_tabs(sheet: &Sheet<'_>, block: &Block) -> bool {
    let tab = |n: usize| sheet.line(n).contains('\t');
    let mut rows = block.rows.iter().filter_map(|row| row.atoms.first()).map(|atom| atom.line as usize);
    !block.header.iter().any(|&n| tab(n)) && rows.all(tab)
}

/// Are all figures said to be in per cent, by a line of its own beside heads that only say when? Among others it may head a
/// column.
fn per_cent(
    sheet: &Sheet<'_>,
    header: &[usize],
    texts: &[String],
    over_columns: impl Fn(usize) -> bool,
) -> bool {
    texts.iter().all(|text| moments::is_alone(text))
        && header.iter().any(|&n| title::only_per_cent(sheet.line(n)) && !over_columns(n))
}

/// The heads of all columns, and the words that span several of them.
type Heads = (Vec<String>, Vec<String>);

/// The reading that is written as heads are; of two, the one that leaves the fewest heads out, and then the one that
/// takes less of what stands above into the heads. One with a fault a column is none. What heads the labels (`stub`) is
/// left out of no head.
fn likeliest(readings: Vec<Heads>, lines: &[Vec<String>], stub: &[String], width: usize) -> Heads {
    let words = lines.iter().flatten().filter(|word| judge::says_what(word));
    let mut said: Vec<String> = words.flat_map(|word| judge::bare(word)).take(SAID).collect();
    stub::without(&mut said, stub);
    said.sort_unstable();
    said.dedup();
    let weighed = readings
        .into_iter()
        .map(|reading| (judge::faults(&reading.0, &said) + stub::faults(&reading.0, stub), reading))
        // Where nothing fits, what is missing tells nothing either.
        .map(|(faults, reading)| {
            let missing = if faults == 0 { judge::missing(&reading.0, lines) } else { 0 };
            ((faults, missing), reading)
        });
    let length = |texts: &[String]| texts.iter().map(String::len).sum::<usize>();
    let best = weighed.min_by_key(|(weight, (texts, _))| (*weight, length(texts)));
    let (mut texts, spanning) =
        best.filter(|((faults, _), _)| *faults <= 2 * width).map(|(_, reading)| reading).unwrap_or_default();
    texts.resize(width, String::new());
    (texts, spanning)
}

/// The words of the lines above the rows, with dates and periods made one word each.
fn written(sheet: &Sheet<'_>, header: &[usize], atoms_of: &dyn Fn(usize) -> Vec<Atom>) -> Vec<Vec<String>> {
    let word = |atom: &Atom| hints::parted(atom.span.of(&sheet.source.text));
    let lines: Vec<(usize, Vec<String>)> =
        header.iter().map(|&n| (n, atoms_of(n).iter().flat_map(word).collect())).collect();
    moments::joined(&lines).into_iter().map(|(_, words)| words).collect()
}

/// The groups of heads that others span: a group ends where a head of it comes again (`2018 2017 2018 2017`, `Budget
/// Utfall Budget Prognos`).
fn groups(texts: &[String]) -> Vec<std::ops::Range<usize>> {
    let mut groups = Vec::new();
    let mut from = 0;
    for (i, text) in texts.iter().enumerate() {
        if texts.get(from..i).is_some_and(|group| group.contains(text)) {
            groups.push(from..i);
            from = i;
        }
    }
    groups.push(from..texts.len());
    // What stands over a single column is part of its head.
    groups.retain(|group| group.len() > 1);
    if groups.iter().map(ExactSizeIterator::len).sum::<usize>() < texts.len() {
        groups.clear();
    }
    groups
}

/// Puts more of a head behind what there is of it; a word that the end of a line has broken is one.
pub(super) fn join(text: &mut String, more: &str) {
    let next = more.split(' ').next().unwrap_or("");
    let and = ["och", "eller", "samt"].contains(&next.to_lowercase().as_str());
    // Where all letters are capitals (`KOST-` over `NADER`), so are those that a word goes on with.
    let capitals = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_lowercase)
    };
    let small = more.chars().next().is_some_and(char::is_lowercase);
    let alike = small || capitals(text.rsplit(' ').next().unwrap_or("")) && capitals(next);
    // A dash that stands by itself (`Avv utfall` over `- budget`) breaks no word.
    let broken = text.strip_suffix('-').is_some_and(|word| !word.is_empty() && !word.ends_with(' '));
    let word_goes_on = broken && alike && !and;
    // `2024-12-` and `31` are one date, `2024-01-01-` and `2024-12-31` are two.
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let whole = text.strip_suffix('-').and_then(|text| text.rsplit(' ').next()).is_some_and(words::is_date);
    if whole {
        text.insert(text.len() - 1, ' ');
    }
    let date_goes_on = !whole
        && digit(text.strip_suffix('-').and_then(|text| text.chars().next_back()))
        && digit(more.chars().next());
    // `jan-` and `aug` are one time.
    let last = text.rsplit(' ').next().unwrap_or("");
    let time_goes_on = word_goes_on && words::is_period_word(last) && words::is_period_word(more);
    if time_goes_on {
        // The dash is its own.
    } else if word_goes_on {
        text.pop();
    } else if !date_goes_on && !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// A head without the hyphens that line breaks have left in its words: `Av-vikelse` says what it is only without. What
/// a part of the word says by itself (`Om-budget`, `Budget-avvikelse`) may be written so.
fn mended(head: &str) -> String {
    let whole = |word: &str| {
        let (first, rest) = word.split_once('-')?;
        let said = |part: &str| words::column_role(part).is_some();
        let whole = format!("{first}{rest}");
        let worded = whole.chars().all(char::is_alphabetic) && rest.starts_with(char::is_lowercase);
        (worded && said(&whole) && !said(rest)).then_some(whole)
    };
    head.split(' ').map(|word| whole(word).unwrap_or_else(|| word.to_owned())).collect::<Vec<_>>().join(" ")
}

/// A column by its head.
pub(super) fn describe(head: &str) -> Column {
    let head = mended(head);
    let mut role = head.split_whitespace().find_map(words::column_role).unwrap_or_default();
    // The word that a head is about is not always its first: `Total projektbudget`, `Budgetavvikelse %`.
    for word in head.split_whitespace() {
        match words::column_role(word) {
            Some(ColumnRole::Deviation) => {
                role = ColumnRole::Deviation;
                break;
            }
            Some(found) if role == ColumnRole::Total => role = found,
            _ => {}
        }
    }
    if matches!(role, ColumnRole::Outcome | ColumnRole::Other)
        && head.split_whitespace().any(words::means_earlier)
    {
        role = ColumnRole::Previous;
    }
    let mut following = head.split_whitespace().skip(1);
    let unit = head.split_whitespace().find_map(|word| words::unit(word, following.next().unwrap_or("")));
    Column { header: head, role, unit }
}
