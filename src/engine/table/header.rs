//! What stands above a table: its title, its unit, and the heads of its columns.
//!
//! Heads come in pieces, over several lines and columns at once. Where the layout was kept, a piece
//! belongs to the column it stands over. Where it was not, the words themselves tell where a head begins:
//! at a word of headers (`Budget`, `Prognos`), or at a year when the head before has one already.

use super::{
    atoms::{Atom, Gap, Kind},
    blocks::Block,
};
use crate::engine::{
    report::{Column, ColumnRole},
    source::Source,
    unit::Unit,
    vocabulary as words,
};

/// What the header says of the number of columns, before they are told apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    heads: Vec<Head>,
    /// Where columns of notes stand among the heads.
    pub notes: Vec<usize>,
    /// The words before the first head.
    before: Vec<String>,
}

impl Hints {
    /// How many columns of figures the header seems to name; empty when it does not tell.
    pub(super) fn widths(&self) -> Vec<usize> {
        let figures = self.heads.len() - self.notes.len();
        if figures == 0 { Vec::new() } else { vec![figures] }
    }
}

/// A column head as words.
#[derive(Clone, Debug, Default)]
struct Head {
    text: String,
    role: Option<ColumnRole>,
    year: bool,
    note: bool,
}

/// How far above the heads a title can stand: itself, a unit, and a spanning word or two.
const TITLE_LINES: usize = 5;

/// What a header says.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    pub title: String,
    pub unit: Option<Unit>,
    pub columns: Vec<Column>,
}

/// Reads the heads that can be told by their words alone.
pub(super) fn hints(source: &Source, block: &Block, atoms_of: &dyn Fn(usize) -> Vec<Atom>) -> Hints {
    let mut heads: Vec<Head> = Vec::new();
    let lines: Vec<Vec<String>> = block
        .header
        .iter()
        .map(|&n| atoms_of(n).iter().map(|a| a.span.of(&source.text).to_owned()).collect())
        .collect();
    let list: Vec<&str> = lines.iter().flatten().map(String::as_str).collect();
    for (i, word) in list.iter().enumerate() {
        let previous = i.checked_sub(1).and_then(|i| list.get(i)).copied().unwrap_or("");
        let next = list.get(i + 1).copied().unwrap_or("");
        step(&mut heads, word, previous, next);
    }
    let before = list
        .iter()
        .take_while(|word| {
            words::column_role(word).is_none() && words::year(word).is_none() && !words::is_note_header(word)
        })
        .filter(|word| word.chars().any(char::is_alphabetic) && words::unit(word, "").is_none())
        .map(|word| (*word).to_owned())
        .collect();
    // Words before the first head that has a role or a year are title, unit and label column.
    heads.retain(|head| head.role.is_some() || head.year || head.note);
    let notes = heads.iter().enumerate().filter(|(_, head)| head.note).map(|(i, _)| i).collect();
    Hints { heads, notes, before }
}

fn step(heads: &mut Vec<Head>, word: &str, previous: &str, next: &str) {
    if word.chars().all(|c| !c.is_alphanumeric() && c != '%') {
        return;
    }
    // `Budget-` and `avvikelse` are one word over two lines.
    if previous.ends_with('-')
        && word.chars().next().is_some_and(char::is_lowercase)
        && let Some(head) = heads.last_mut()
        && head.text.ends_with('-')
    {
        head.text.pop();
        head.text.push_str(word);
        let whole = head.text.rsplit(' ').next().unwrap_or("");
        head.role = words::column_role(whole).or(head.role);
        return;
    }
    let role = words::column_role(word);
    let year = words::year(word).is_some();
    if words::is_note_header(word) {
        heads.push(Head { text: word.to_owned(), note: true, ..Head::default() });
        return;
    }
    let modifier = words::is_header_modifier(word)
        && (words::column_role(next).is_some() || words::is_header_modifier(next));
    let begins = match heads.last() {
        None => role.is_some() || year || modifier,
        Some(head) if head.note => true,
        Some(head) => {
            let compared = head.role == Some(ColumnRole::Deviation)
                && !head.year
                && (word.ends_with('/')
                    || previous.ends_with('/')
                    || matches!(words::bare(previous).as_str(), "mot" | "mellan" | "från"));
            let full = head.role.is_some() || head.year;
            if compared {
                false
            } else if year {
                head.year
            } else {
                full && (role.is_some() && role != Some(ColumnRole::Share) || modifier)
            }
        }
    };
    if begins {
        heads.push(Head::default());
    }
    let Some(head) = heads.last_mut() else { return };
    if !head.text.is_empty() {
        head.text.push(' ');
    }
    head.text.push_str(word);
    head.year |= year;
    if head.role.is_none() {
        head.role = role;
    }
}

/// Heads that repeat (`2018 2017 2018 2017`) stand under as many spanning words (`Kommun Koncern`).
fn span_groups(before: &[String], texts: &mut [String]) {
    let width = texts.len();
    let Some(period) = (1..=width / 2)
        .find(|p| width.is_multiple_of(*p) && texts.iter().zip(texts.iter().skip(*p)).all(|(a, b)| a == b))
    else {
        return;
    };
    let groups = width / period;
    let Some(spanning) = before.len().checked_sub(groups).and_then(|from| before.get(from..)) else { return };
    for (i, text) in texts.iter_mut().enumerate() {
        if let Some(word) = spanning.get(i / period) {
            *text = format!("{word} {text}");
        }
    }
}

/// Where the figures of a column stand: the leftmost and rightmost character of its cells.
pub(super) type Extent = (u32, u32);

/// Reads title, unit and heads for the columns of figures that were found.
///
/// `extents` has one entry a column of figures where the layout was kept.
pub(super) fn read(
    source: &Source,
    block: &Block,
    hints: &Hints,
    width: usize,
    extents: Option<&[Extent]>,
    atoms_of: &dyn Fn(usize) -> Vec<Atom>,
) -> Header {
    let text = |atom: &Atom| atom.span.of(&source.text);
    let mut header = Header { columns: vec![Column::default(); width], ..Header::default() };
    let first_head = block
        .header
        .iter()
        .position(|&n| {
            atoms_of(n)
                .iter()
                .any(|a| words::column_role(text(a)).is_some() || a.number().is_some_and(|n| n.year))
        })
        .unwrap_or(block.header.len());
    let mut texts = vec![String::new(); width];
    if let Some(extents) = extents {
        for &n in block.header.get(first_head.saturating_sub(2)..).unwrap_or(&[]) {
            for (chunk, left, right) in chunks(source, &atoms_of(n)) {
                for c in over(extents, left, right) {
                    if let Some(text) = texts.get_mut(c) {
                        join(text, &chunk);
                    }
                }
            }
        }
    } else {
        let heads: Vec<&Head> = hints.heads.iter().filter(|head| !head.note).collect();
        if heads.len() == width {
            for (text, head) in texts.iter_mut().zip(heads) {
                text.clone_from(&head.text);
            }
            span_groups(&hints.before, &mut texts);
        }
    }
    for (column, text) in header.columns.iter_mut().zip(texts) {
        *column = describe(text);
    }
    header.unit = block.header.iter().find_map(|&n| unit_of_line(source.line(n)));
    // The title is the first line of what stands close above the heads.
    let above = block.header.get(first_head.saturating_sub(TITLE_LINES)..first_head).unwrap_or(&[]);
    let is_title = |line: &&str| {
        unit_of_line(line).is_none() && line.chars().any(char::is_alphabetic) && !words::is_note_header(line)
    };
    let title = above.iter().map(|&n| source.line(n).trim()).find(is_title);
    header.title.push_str(title.unwrap_or_default());
    header
}

/// Words of a line that stand together, with their extent.
fn chunks(source: &Source, atoms: &[Atom]) -> Vec<(String, u32, u32)> {
    let mut out: Vec<(String, u32, u32)> = Vec::new();
    for atom in atoms {
        let text = atom.span.of(&source.text);
        match out.last_mut() {
            Some((chunk, _, right))
                if matches!(atom.gap, Gap::Space | Gap::Glued) && atom.kind != Kind::Nil =>
            {
                join(chunk, text);
                *right = atom.right;
            }
            _ => out.push((text.to_owned(), atom.left, atom.right)),
        }
    }
    out
}

/// The columns that a piece of header stands over: those it overlaps, or else the nearest; none for a
/// piece left of all of them.
fn over(extents: &[Extent], left: u32, right: u32) -> Vec<usize> {
    let overlapped: Vec<usize> = extents
        .iter()
        .enumerate()
        .filter(|&(_, &(from, to))| left < to && from < right)
        .map(|(c, _)| c)
        .collect();
    if !overlapped.is_empty() {
        return overlapped;
    }
    let gap = |&(from, to): &Extent| if right <= from { from - right } else { left.saturating_sub(to) };
    let nearest = extents.iter().enumerate().min_by_key(|(_, extent)| gap(extent));
    // A column's head stands within its own width of it; farther left begin the labels.
    nearest.filter(|(_, extent)| gap(extent) <= 4).map(|(c, _)| c).into_iter().collect()
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

/// A unit that a line of header gives for the whole table: `Belopp i tkr`, `(mnkr)`, `mkr`.
pub(super) fn unit_of_line(line: &str) -> Option<Unit> {
    let list: Vec<&str> = line.split_whitespace().collect();
    list.iter().enumerate().find_map(|(i, word)| {
        let unit = words::unit(word, list.get(i + 1).copied().unwrap_or(""))?;
        matches!(unit, Unit::Kr | Unit::Tkr | Unit::Mkr | Unit::Mdkr).then_some(unit)
    })
}
