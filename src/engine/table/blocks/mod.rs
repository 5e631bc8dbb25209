//! Where the tables of a text are: lines gathered into rows, rows into blocks.
//!
//! A row is a label and a run of atoms that may be figures. The two can stand on one line; the label on
//! the lines before its figures; the figures one to a line; and a stray cell alone on the next line.

mod around;
mod finder;
mod labels;
mod line;
mod listed;
mod numbered;
mod pieces;
mod references;
#[cfg(test)]
mod tests;
pub(super) mod units;
pub(super) mod unlabelled;
mod widths;

use super::{
    atoms::{self, Atom, Border, Gap},
    glued,
    grouped::{self, Tail},
    inline, run_on,
    sheet::Sheet,
    touching,
};
use crate::engine::span::Span;
use around::{
    continued_rows, heads_of_numbers, heads_of_words, paragraph_ends, rows_among_rows,
    sentences_between_figures, single_cells, vertical_regions,
};
use finder::Finder;
use line::{Line, Look, look_at, numbers};
pub(super) use line::{MAX_GROUPS, least_figures};
pub(super) use listed::is_marked;

/// A row before its figures are told apart.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    /// Label and figures in reading order; the figures may stand on later lines.
    pub atoms: Vec<Atom>,
    /// The run of atoms that may be figures: indices into `atoms`.
    pub run: (usize, usize),
    /// Lines (from 0) before the row that are part of its label.
    pub label_lines: Vec<usize>,
    /// What stands after the row and is part of its label.
    pub label_after: Vec<Span>,
    /// The lines (from 0), first and last, of the sub-heading that the row stands under.
    pub group: Option<(usize, usize)>,
    /// The page that it stands on: a table stands elsewhere after a page break.
    pub page: u32,
    /// Its label ends in a colon, as that of the rows below does.
    pub announces: bool,
    /// Spaces stand behind its last figure, where most lines of the table end with theirs.
    pub trails: bool,
}

impl RawRow {
    /// Do all its cells say that there is no amount?
    pub(super) fn holds_no_amount(&self) -> bool {
        numbers(&self.atoms, self.run) == 0
    }
}

/// A table before its columns are told apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// The lines (from 0) above the first row that may be title and header.
    pub header: Vec<usize>,
    pub rows: Vec<RawRow>,
    /// Every figure stands on a line of its own.
    pub vertical: bool,
    /// Its rows name their empty cells.
    pub spelled: bool,
    /// But many rows do not: what is missing there may be a note.
    pub unnamed: bool,
    pub border: Option<char>,
    /// The cells that hold figures, where borders part them, as their atoms' left edges.
    pub cells: Option<Vec<u32>>,
    pub last_line: usize,
}

/// Finds the blocks of a text. `skip` says which lines are page furniture, and `taken` which are of tables that have been
/// read already: as running text does, they part what stands above them from what stands below.
pub(super) fn find(
    sheet: &Sheet<'_>,
    skip: &dyn Fn(usize) -> bool,
    taken: &dyn Fn(usize) -> bool,
) -> Vec<Block> {
    let borders = borders(sheet);
    let glued = glued::find(sheet.source);
    let run_on = run_on::find(sheet.source);
    let grouped = grouped::find(sheet.source);
    let signs_apart = touching::sets_signs_apart(sheet.source);
    let mut lines: Vec<Line> = (0..sheet.line_count())
        .map(|n| {
            if skip(sheet.number(n)) {
                return Line { atoms: Vec::new(), run: (0, 0), look: Look::Blank };
            }
            if taken(sheet.number(n)) {
                return Line { atoms: Vec::new(), run: (0, 0), look: Look::Prose };
            }
            let border = borders.get(n).copied().unwrap_or(Border::None);
            let whole = sheet.line_span(n) == sheet.source.line_span(sheet.number(n));
            let mut atoms = glued.get(&sheet.number(n)).filter(|_| whole).cloned().unwrap_or_else(|| {
                let decimals = run_on.get(&sheet.number(n)).filter(|_| whole).map_or(&[][..], Vec::as_slice);
                let tail = grouped.get(&sheet.number(n)).filter(|_| whole);
                let (breaks, unreadable) = match tail {
                    Some(Tail::Cells(starts)) => (starts.as_slice(), None),
                    Some(Tail::Unreadable(from, cells)) => {
                        (std::slice::from_ref(from), Some((*from, *cells)))
                    }
                    None => (decimals, None),
                };
                let mut atoms = atoms::parted(sheet, n, border, breaks);
                if let Some(Tail::Cells(starts)) = tail {
                    grouped::join(&mut atoms, sheet.line_span(n).start, starts);
                }
                if let Some((from, cells)) = unreadable {
                    grouped::withhold(&mut atoms, sheet.line_span(n).start, from, cells);
                }
                atoms
            });
            touching::part_signs(sheet.source, &mut atoms, signs_apart);
            references::leave_out(sheet, &mut atoms);
            for atom in &mut atoms {
                atom.line = n as u32;
            }
            look_at(sheet, n, atoms, border)
        })
        .collect();
    let look = |n: usize, line: &mut Line| {
        let border = borders.get(n).copied().unwrap_or(Border::None);
        *line = look_at(sheet, n, std::mem::take(&mut line.atoms), border);
    };
    numbered::classes(sheet, &mut lines, &look);
    numbered::counting(sheet, &mut lines);
    numbered::counting_lines(sheet, &mut lines);
    numbered::months(sheet, &mut lines);
    listed::items(sheet, &mut lines);
    units::leave_out(sheet, &mut lines, &look);
    references::leave_out_lines(sheet, &mut lines);
    numbered::codes(sheet, &mut lines);
    numbered::ends(sheet, &mut lines);
    numbered::behind_labels(&mut lines);
    paragraph_ends(sheet, &mut lines);
    rows_among_rows(sheet, &mut lines);
    heads_of_words(&mut lines);
    heads_of_numbers(&mut lines);
    sentences_between_figures(&mut lines);
    let vertical = vertical_regions(&lines);
    numbered::years(&mut lines, &vertical);
    let continued = continued_rows(&lines, &vertical);
    let pages = pages(sheet, &|n| skip(n) || taken(n));
    let single = single_cells(&lines, &vertical);
    for (line, _) in lines.iter_mut().zip(single).filter(|(_, single)| *single) {
        line.atoms.iter_mut().filter(|a| a.gap == Gap::Space).for_each(|a| a.gap = Gap::Inner);
    }
    let mut finder = Finder {
        sheet,
        lines: &lines,
        vertical: &vertical,
        continued: &continued,
        pages: &pages,
        pending: Vec::new(),
        noted: None,
        block: Block::default(),
        gaps: Vec::new(),
        out: Vec::new(),
    };
    for n in 0..lines.len() {
        finder.step(n);
    }
    finder.finish();
    let mut blocks = finder.out;
    let prose = lines.iter().enumerate().filter(|(_, line)| line.look == Look::Prose);
    blocks.extend(prose.filter_map(|(n, line)| inline::find(sheet, n, &line.atoms)));
    blocks.sort_by_key(|block| block.rows.first().and_then(|row| row.atoms.first()).map(|a| a.span));
    for block in &mut blocks {
        let first = block.rows.first().and_then(|row| row.atoms.first()).map_or(0, |atom| atom.line as usize);
        block.border = match borders.get(first) {
            Some(Border::Char(c)) => Some(*c),
            _ => None,
        };
        block.cells = figure_cells(block);
    }
    blocks
}

/// So many lines without text between two rows are the margin of a page.
const MARGIN: usize = 3;

/// The page of every line, as far as form feeds, page furniture and margins tell.
fn pages(sheet: &Sheet<'_>, skip: &dyn Fn(usize) -> bool) -> Vec<u32> {
    let mut page = 0;
    let mut blanks = 0;
    let mut at_edge = false;
    (0..sheet.line_count())
        .map(|n| {
            let line = sheet.line(n);
            at_edge |= line.contains('\u{c}') || skip(sheet.number(n));
            if skip(sheet.number(n)) || line.trim().is_empty() {
                blanks += 1;
                return page;
            }
            page += u32::from(at_edge || blanks >= MARGIN);
            (blanks, at_edge) = (0, false);
            page
        })
        .collect()
}

/// The numbered cells that figures stand in, if borders part the cells of the block.
fn figure_cells(block: &Block) -> Option<Vec<u32>> {
    let mut cells = std::collections::BTreeSet::new();
    for row in &block.rows {
        for atom in row.atoms.get(row.run.0..row.run.1)?.iter().filter(|a| a.number().is_some()) {
            if !atom.in_cell {
                return None;
            }
            cells.insert(atom.left);
        }
    }
    (!cells.is_empty()).then(|| cells.into_iter().collect())
}

/// Which lines have their cells parted by pipes or semicolons: two neighbours with the same number of them.
fn borders(sheet: &Sheet<'_>) -> Vec<Border> {
    let count = |n: usize, c: char| sheet.line(n).matches(c).count();
    let total = sheet.line_count();
    let mut out = vec![Border::None; total];
    for c in ['|', ';'] {
        let mut previous: Option<(usize, usize)> = None;
        for n in 0..total {
            let here = count(n, c);
            if sheet.line(n).trim().is_empty() {
                continue;
            }
            // One semicolon is a sentence; two cells and two lines are the least that make a table.
            if here >= 1
                && let Some((before, at)) = previous
                && before == here
                && (here >= 2 || c == '|')
            {
                for line in [at, n] {
                    if let Some(slot) = out.get_mut(line) {
                        *slot = Border::Char(c);
                    }
                }
            }
            previous = Some((here, n));
        }
    }
    out
}

/// Do dots lead from the label to what comes after it?
fn has_leader(text: &str) -> bool {
    text.split(|c: char| !matches!(c, '.' | '…' | '_' | ' '))
        .any(|dots| dots.matches(['.', '…', '_']).count() >= 3)
}

/// The label of a row, folded to one line, and where it stands.
pub(super) fn label(sheet: &Sheet<'_>, row: &RawRow, figures_from: usize) -> (String, Option<Span>) {
    let mut parts: Vec<Span> = row.label_lines.iter().map(|&n| sheet.line_span(n)).collect();
    let own = row.atoms.get(..figures_from).unwrap_or(&[]);
    if let (Some(first), Some(last)) = (own.first(), own.last()) {
        parts.push(first.span.cover(last.span));
    }
    parts.extend(&row.label_after);
    let mut label = String::new();
    for part in &parts {
        for word in part.of(&sheet.source.text).split(|c: char| c.is_whitespace() || c == '|') {
            if word.is_empty() {
                continue;
            }
            // A range broken after its hyphen is one word again; `Kultur-` above `och` is not.
            let range = word.starts_with(|c: char| c.is_ascii_digit())
                && label
                    .strip_suffix(['-', '–'])
                    .is_some_and(|from| from.ends_with(|c: char| c.is_ascii_digit()));
            if !label.is_empty() && !range {
                label.push(' ');
            }
            label.push_str(word);
        }
    }
    let label = label.trim_matches(|c: char| matches!(c, ';' | '•' | '*' | '\t') || c.is_whitespace());
    let label = if has_leader(label) { label.trim_end_matches(['.', '…', '_', ' ']) } else { label };
    let label = label.strip_prefix(['–', '-']).map_or(label, str::trim_start).to_owned();
    let first = parts.first().copied();
    (label, first.map(|span| trimmed(sheet, span)))
}

fn trimmed(sheet: &Sheet<'_>, span: Span) -> Span {
    let text = span.of(&sheet.source.text);
    let lead = text.len() - text.trim_start().len();
    Span::new(span.start as usize + lead, span.start as usize + lead + text.trim().len())
}
