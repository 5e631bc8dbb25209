//! What stands above a table: its title, its unit, and the heads of its columns.
//!
//! Heads come in pieces, over several lines and columns at once. Where the layout was kept, a piece belongs to the
//! column it stands over ([`place`]). Where it was not, the words themselves tell where a head begins ([`hints`]).

mod hints;
mod moments;
mod place;
mod title;

pub(super) use hints::{Hints, hints};
pub(super) use title::{title_of, unit_of_line};

use super::{atoms::Atom, blocks::Block, places::Extent, sheet::Sheet};
use crate::engine::{
    report::{Column, ColumnRole},
    unit::Unit,
    vocabulary as words,
};
use hints::{Head, span_groups};
use place::{Chunk, SPANNING_LINES, by_count, by_place, chunks, named, over};
use title::{TITLE_LINES, title};

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
    let heads: Vec<&Head> = hints.heads.iter().filter(|head| !head.note).collect();
    // What stands nearest to the rows is theirs.
    let own = heads.get(heads.len().saturating_sub(width)..).unwrap_or(&[]);
    let first_line = own.first().map(|head| head.line);
    let first_head = block.header.iter().position(|&n| Some(n) == first_line).unwrap_or(block.header.len());
    // Between borders what heads a column stands in it, however far up.
    let above = if block.border.is_some() { TITLE_LINES } else { SPANNING_LINES };
    let lines = block.header.get(first_head.saturating_sub(above)..).unwrap_or(&[]);
    let chunked: Vec<Vec<Chunk>> = lines.iter().map(|&n| chunks(sheet, &atoms_of(n))).collect();

    let mut spanning: Vec<String> = Vec::new();
    let mut texts = extents.map(|extents| by_place(&chunked, extents, others)).unwrap_or_default();
    if named(&texts) * 2 <= width {
        texts = by_count(&chunked, width);
    }
    if named(&texts) * 2 <= width && own.len() == width {
        texts = own.iter().map(|head| head.text.clone()).collect();
        spanning = span_groups(&hints.before, &mut texts);
    }
    texts.resize(width, String::new());

    // A line that stands over the columns is a title only where no other is.
    let over_columns = |n: usize| {
        extents.is_some_and(|extents| {
            let chunks = chunks(sheet, &atoms_of(n));
            // One piece alone may be a title in the middle of the line.
            chunks.iter().skip(1).any(|c| !over(extents, c.left, c.right).is_empty())
        })
    };
    let above = block.header.get(first_head.saturating_sub(TITLE_LINES)..first_head).unwrap_or(&[]);
    let (heading, free): (Vec<usize>, Vec<usize>) = above.iter().partition(|&&n| over_columns(n));
    let last = heading.last().copied();
    let title = title(sheet, &free, &spanning)
        .or_else(|| title(sheet, &heading, &spanning).filter(|_| heading.first().copied() != last));
    Header {
        title: title.unwrap_or_default(),
        unit: block.header.iter().rev().find_map(|&n| unit_of_line(sheet.line(n))),
        columns: texts.into_iter().map(describe).collect(),
    }
}

fn join(text: &mut String, more: &str) {
    let word_goes_on = text.ends_with('-') && more.chars().next().is_some_and(char::is_lowercase);
    if word_goes_on {
        text.pop();
    } else if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// A column by its head.
pub(super) fn describe(head: String) -> Column {
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
