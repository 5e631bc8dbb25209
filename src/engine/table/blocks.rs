//! Where the tables of a text are: lines gathered into rows, rows into blocks.
//!
//! A row is a label and a run of atoms that may be figures. The two can stand on one line; the label on
//! the lines before its figures; the figures one to a line; and a stray cell alone on the next line.

use super::{
    atoms::{self, Atom, Border, Gap, Kind},
    glued, inline, run_on,
    sheet::Sheet,
};
use crate::engine::{figure::Sign, span::Span, vocabulary};

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
    /// The line (from 0) of the sub-heading that the row stands under.
    pub group: Option<usize>,
    /// The page that it stands on: a table stands elsewhere after a page break.
    pub page: u32,
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
    pub border: Option<char>,
    /// The cells that hold figures, where borders part them, as their atoms' left edges.
    pub cells: Option<Vec<u32>>,
    pub last_line: usize,
}

/// What a line looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Blank,
    /// Figures, with or without a label before them.
    Figures {
        /// The fewest figures that the run can be read as.
        least: usize,
        labelled: bool,
    },
    /// Years or words of column headers.
    Header,
    /// A few words.
    Label,
    Prose,
}

struct Line {
    atoms: Vec<Atom>,
    run: (usize, usize),
    look: Look,
}

/// A line with more atoms than this is no table row that a person reads; it is passed over.
const MAX_ATOMS: usize = 160;
/// A label is shorter than this many words; what is longer is a sentence.
const LABEL_WORDS: usize = 12;
/// The most lines of words that a header, or a gap inside a table, can have. Headers of one word a line
/// over seven columns of two or three words come near it.
const MAX_GAP_LINES: usize = 24;

/// Finds the blocks of a text. `skip` says which lines are page furniture.
pub(super) fn find(sheet: &Sheet<'_>, skip: &dyn Fn(usize) -> bool) -> Vec<Block> {
    let borders = borders(sheet);
    let glued = glued::find(sheet.source);
    let run_on = run_on::find(sheet.source);
    let mut lines: Vec<Line> = (0..sheet.line_count())
        .map(|n| {
            if skip(sheet.number(n)) {
                return Line { atoms: Vec::new(), run: (0, 0), look: Look::Blank };
            }
            let border = borders.get(n).copied().unwrap_or(Border::None);
            let whole = sheet.line_span(n) == sheet.source.line_span(sheet.number(n));
            let mut atoms = glued.get(&sheet.number(n)).filter(|_| whole).cloned().unwrap_or_else(|| {
                let breaks = run_on.get(&sheet.number(n)).filter(|_| whole).map_or(&[][..], Vec::as_slice);
                atoms::parted(sheet, n, border, breaks)
            });
            for atom in &mut atoms {
                atom.line = n as u32;
            }
            look_at(sheet, n, atoms, border)
        })
        .collect();
    paragraph_ends(sheet, &mut lines);
    rows_among_rows(sheet, &mut lines);
    sentences_between_figures(&mut lines);
    let vertical = vertical_regions(&lines);
    let continued = continued_rows(&lines, &vertical);
    let pages = pages(sheet, skip);
    for (line, _) in lines.iter_mut().zip(&vertical).filter(|(_, vertical)| **vertical) {
        line.atoms.iter_mut().filter(|a| a.gap == Gap::Space).for_each(|a| a.gap = Gap::Inner);
    }
    let mut finder = Finder {
        sheet,
        lines: &lines,
        vertical: &vertical,
        continued: &continued,
        pages: &pages,
        pending: Vec::new(),
        block: Block::default(),
        out: Vec::new(),
    };
    for n in 0..lines.len() {
        finder.step(n);
    }
    finder.close();
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

/// The last line of a paragraph can be as short as a label: right below running text, what begins with a
/// small letter or ends in a full stop goes on with it.
fn paragraph_ends(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let mut before = Look::Blank;
    for (n, line) in lines.iter_mut().enumerate() {
        let text = sheet.line(n).trim();
        let small = text.chars().next().is_some_and(char::is_lowercase);
        if before == Look::Prose && line.look == Look::Label && (small || text.ends_with('.')) {
            line.look = Look::Prose;
        }
        before = line.look;
    }
}

/// Lines that bear each other out as rows: two may look alike by chance.
const ALIKE: usize = 3;

/// A few words behind the figures (`Ej uppfyllt`) make a line look like no row; among lines that are rows,
/// or are like it, it is one.
fn rows_among_rows(sheet: &Sheet<'_>, lines: &mut [Line]) {
    let could_be = |line: &Line| {
        let behind = line.atoms.get(line.run.1..).unwrap_or(&[]);
        let ends = line.atoms.last().is_some_and(|a| ends_sentence(a.span.of(&sheet.source.text)));
        let figures = line.atoms.get(line.run.0..line.run.1).unwrap_or(&[]);
        let words = behind.iter().all(|a| a.kind == Kind::Word);
        matches!(line.look, Look::Label | Look::Header)
            && (1..=3).contains(&behind.len())
            && words
            && line.run.0 > 0
            && !ends
            && numbers(&line.atoms, line.run) >= 2
            && !figures.iter().filter_map(Atom::number).all(|n| n.year)
    };
    let mut from = 0;
    while from < lines.len() {
        let like = |line: &Line| {
            could_be(line) || matches!(line.look, Look::Figures { least, labelled: true } if least >= 2)
        };
        let run = lines.get(from..).unwrap_or(&[]).iter().take_while(|line| like(line)).count();
        let least = |line: &Line| least_figures(line.atoms.get(line.run.0..line.run.1).unwrap_or(&[]));
        let stretch = lines.get_mut(from..from + run).unwrap_or(&mut []);
        if run >= ALIKE && stretch.iter().any(|line| least(line) >= 2) {
            for line in stretch.iter_mut().filter(|line| could_be(line)) {
                line.look = Look::Figures { least: least(line), labelled: true };
            }
        }
        from += run.max(1);
    }
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

fn look_at(sheet: &Sheet<'_>, n: usize, atoms: Vec<Atom>, border: Border) -> Line {
    let text = sheet.line(n);
    if text.trim().is_empty() {
        return Line { atoms: Vec::new(), run: (0, 0), look: Look::Blank };
    }
    let rule =
        text.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | '=' | '_' | '+' | ' ' | '\t' | '─' | '━'));
    if rule && text.trim().chars().count() > 2 {
        return Line { atoms: Vec::new(), run: (0, 0), look: Look::Blank };
    }
    if atoms.len() > MAX_ATOMS {
        return Line { atoms, run: (0, 0), look: Look::Prose };
    }
    let run = figure_run(&atoms);
    let look = classify(sheet, &atoms, run, border);
    Line { atoms, run, look }
}

/// The run of figure-like atoms with the most numbers; of equals, the last.
fn figure_run(atoms: &[Atom]) -> (usize, usize) {
    let mut best = (0, 0);
    let mut most = 0;
    let mut start = None;
    for i in 0..=atoms.len() {
        let inside = atoms.get(i).is_some_and(Atom::figurelike);
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                // A row of cells that all say that there is no amount has as many marks as numbers.
                let count = numbers(atoms, (from, i));
                if count >= most && (count > 0 || i - from > 1) {
                    most = count;
                    best = (from, i);
                }
                start = None;
            }
            _ => {}
        }
    }
    // `Löparbana (6151) 2 400 10`: a code in parentheses ends the label, unless others stand in them too.
    let enclosed = |i: usize| atoms.get(i).and_then(Atom::number).is_some_and(|n| n.opens && n.closes);
    // Alone, such a code is the end of a label, too.
    if most == 1 && enclosed(best.0) && best.1 - best.0 == 1 && is_code(atoms, best.0) {
        return (0, 0);
    }
    let after_word = best.0 > 0 && atoms.get(best.0).is_some_and(|a| a.gap == Gap::Space);
    if after_word && most > 1 && enclosed(best.0) && !(best.0 + 1..best.1).any(enclosed) {
        best.0 += 1;
    }
    best
}

/// Three digits or more without decimals: a project or an account, not an amount in parentheses.
fn is_code(atoms: &[Atom], i: usize) -> bool {
    atoms.get(i).and_then(Atom::number).is_some_and(|n| n.digits >= 3 && n.decimals == 0)
}

fn numbers(atoms: &[Atom], run: (usize, usize)) -> usize {
    atoms
        .get(run.0..run.1)
        .unwrap_or(&[])
        .iter()
        .filter(|a| matches!(a.kind, Kind::Number(_) | Kind::Broken))
        .count()
}

/// Groups of three in one figure: a report counts to hundreds of milliards and no farther.
pub(super) const MAX_GROUPS: usize = 4;

/// The fewest figures that a run can be: groups of three after a group of at most three belong together.
pub(super) fn least_figures(atoms: &[Atom]) -> usize {
    let mut count = 0;
    let mut open = false;
    let mut groups = 0;
    for atom in atoms {
        match atom.kind {
            Kind::Number(number) => {
                let continues = open
                    && groups < MAX_GROUPS
                    && matches!(atom.gap, Gap::Space | Gap::Inner)
                    && number.digits == 3
                    && number.sign == Sign::None
                    && !number.opens;
                groups += 1;
                if !continues {
                    count += 1;
                    groups = 1;
                    open = number.digits <= 3;
                }
                if number.closed {
                    open = false;
                }
            }
            Kind::Broken => {
                count += 1;
                open = false;
            }
            _ => open = false,
        }
    }
    count
}

fn classify(sheet: &Sheet<'_>, atoms: &[Atom], run: (usize, usize), border: Border) -> Look {
    let words = |range: &[Atom]| range.iter().filter(|a| a.kind == Kind::Word).count();
    let text = |a: &Atom| a.span.of(&sheet.source.text);
    let all_words = words(atoms);
    let figures = atoms.get(run.0..run.1).unwrap_or(&[]);
    let before = atoms.get(..run.0).unwrap_or(&[]);
    let after = atoms.get(run.1..).unwrap_or(&[]);
    let years_only = figures.iter().filter_map(Atom::number).all(|n| n.year) && !figures.is_empty();
    let header_words = atoms.iter().filter(|a| vocabulary::column_role(text(a)).is_some()).count();
    let year_count =
        atoms.iter().filter(|a| a.number().is_some_and(|n| n.year) || vocabulary::is_date(text(a))).count();
    let sentence = ends_sentence(atoms.last().map_or("", text)) && all_words >= 4;
    let numbers = numbers(atoms, run);
    let marks = figures.iter().filter(|a| matches!(a.kind, Kind::Nil | Kind::Sign(_))).count();
    if numbers == 0 && marks >= 2 && !before.is_empty() && after.is_empty() {
        return Look::Figures { least: 0, labelled: true };
    }
    if numbers > 0 && !years_only && before.len() < LABEL_WORDS + 4 {
        let least = least_figures(figures);
        let stray_words = words(after);
        // Words right behind the figures make a sentence of the line; in a row of cells they are a cell,
        // or a neighbouring text that has leaked in.
        let leaked = after.first().is_some_and(|a| a.gap == Gap::Wide);
        // `3 778,9EGET KAPITAL`: the title of the next part has run into the last cell.
        let glued = after.first().is_some_and(|a| a.gap == Gap::Glued);
        let tail_ok = stray_words == 0
            || glued
            || border != Border::None
            || leaked && (least >= 2 || stray_words <= 3)
            || stray_words <= 2 && least >= 3 && !sentence;
        let page = is_page_number(figures) && before.len() <= 4;
        let label_ok = words(before) <= LABEL_WORDS && !(before.len() >= 5 && inner_sentence(sheet, before));
        let unit_after =
            after.first().is_some_and(|a| vocabulary::unit(text(a), "").is_some() && a.gap != Gap::Wide);
        if tail_ok && label_ok && !page && !(unit_after && least < 3) && !(least == 1 && sentence) {
            return Look::Figures {
                least,
                labelled: before.iter().any(|a| a.kind == Kind::Word || a.number().is_some()),
            };
        }
    }
    if !sentence
        && all_words <= LABEL_WORDS
        && (year_count >= 2 || header_words >= 2 || years_only && all_words == 0)
    {
        return Look::Header;
    }
    if all_words >= LABEL_WORDS || sentence || inner_sentence(sheet, atoms) && all_words >= 6 {
        return Look::Prose;
    }
    Look::Label
}

fn ends_sentence(word: &str) -> bool {
    // `Avv.` and `fg.` are abbreviations of headers, not ends of sentences.
    word.ends_with(['.', '!', '?', ';']) && word.chars().count() > 4
}

/// A full stop inside the line with a capital after it.
fn inner_sentence(sheet: &Sheet<'_>, atoms: &[Atom]) -> bool {
    atoms.windows(2).any(|pair| match pair {
        [a, b] => {
            ends_sentence(a.span.of(&sheet.source.text))
                && b.span.of(&sheet.source.text).chars().next().is_some_and(char::is_uppercase)
        }
        _ => false,
    })
}

/// `12 (13)`: a page of pages.
fn is_page_number(figures: &[Atom]) -> bool {
    match figures {
        [a, b] => match (a.number(), b.number()) {
            (Some(a), Some(b)) => a.digits <= 3 && !a.closed && b.opens && b.closes && b.digits <= 3,
            _ => false,
        },
        _ => false,
    }
}

/// Which lines lie in a stretch where figures stand one to a line.
///
/// A stretch is one where at least six lines in a row (blanks, labels and headers aside) are single bare
/// figures and lines with more figures are few: a table of two rows by three columns is the least that
/// can be told from stray cells.
fn vertical_regions(lines: &[Line]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let mut start = 0;
    let (mut single, mut multiple) = (0_usize, 0_usize);
    for n in 0..=lines.len() {
        let look = lines.get(n).map(|line| line.look);
        match look {
            Some(Look::Figures { least: 1, labelled: false }) => single += 1,
            Some(Look::Figures { .. }) => multiple += 1,
            Some(Look::Blank | Look::Label | Look::Header) => {}
            Some(Look::Prose) | None => {
                if single >= 6 && single >= 4 * multiple {
                    out.iter_mut().take(n).skip(start).for_each(|slot| *slot = true);
                }
                start = n + 1;
                (single, multiple) = (0, 0);
            }
        }
    }
    out
}

/// A label that ends in an abbreviation (`Övrigt stöd, funktionsneds.`) looks like a sentence; between a
/// row and figures without a label it is theirs.
fn sentences_between_figures(lines: &mut [Line]) {
    let looks: Vec<Look> = lines.iter().map(|line| line.look).collect();
    let text = |look: &&Look| **look != Look::Blank;
    for (n, line) in lines.iter_mut().enumerate() {
        let before = looks.get(..n).and_then(|looks| looks.iter().rev().find(text));
        let after = looks.get(n + 1..).and_then(|looks| looks.iter().find(text));
        if line.look == Look::Prose
            && line.atoms.len() <= LABEL_WORDS
            && matches!(before, Some(Look::Figures { .. }))
            && matches!(after, Some(Look::Figures { labelled: false, .. }))
        {
            line.look = Look::Label;
        }
    }
}

/// Figures from one label to the next.
#[derive(Default)]
struct Group {
    lines: Vec<usize>,
    /// The fewest and the most figures that they can be read as.
    least: usize,
    most: usize,
}

/// Which lines of figures go on with the row before: a pasted table can have some cells of a row one to a
/// line and others together. If all the figures from a label to the next are as many in nearly every row,
/// they are its cells.
fn continued_rows(lines: &[Line], vertical: &[bool]) -> Vec<bool> {
    let mut out = vec![false; lines.len()];
    let mut groups: Vec<Group> = Vec::new();
    let mut label = true;
    for (n, line) in lines.iter().enumerate() {
        match line.look {
            Look::Label | Look::Header => label = true,
            Look::Prose => {
                join(&groups, &mut out);
                groups.clear();
            }
            Look::Figures { least, labelled } if vertical.get(n) != Some(&true) => {
                if label || labelled || groups.is_empty() {
                    groups.push(Group::default());
                }
                label = false;
                if let Some(group) = groups.last_mut() {
                    group.lines.push(n);
                    group.least += least;
                    group.most += numbers(&line.atoms, line.run);
                }
            }
            Look::Blank | Look::Figures { .. } => {}
        }
    }
    join(&groups, &mut out);
    out
}

/// Marks the later lines of the groups that have as many figures as nearly all have.
fn join(groups: &[Group], out: &mut [bool]) {
    let of_width =
        |width: usize| groups.iter().filter(|group| (group.least..=group.most).contains(&width)).count();
    let widths: std::collections::BTreeSet<usize> =
        groups.iter().flat_map(|group| [group.least, group.most]).filter(|&width| width > 1).collect();
    let Some((count, width)) = widths.into_iter().map(|width| (of_width(width), width)).max() else { return };
    // Three of four rows, three at least: fewer agree by chance.
    if count < 3 || count * 4 < groups.len() * 3 {
        return;
    }
    for group in groups.iter().filter(|group| (group.least..=group.most).contains(&width)) {
        for &n in group.lines.iter().skip(1) {
            if let Some(slot) = out.get_mut(n) {
                *slot = true;
            }
        }
    }
}

struct Finder<'a> {
    sheet: &'a Sheet<'a>,
    lines: &'a [Line],
    vertical: &'a [bool],
    /// Lines of figures that go on with the row before.
    continued: &'a [bool],
    pages: &'a [u32],
    /// Lines of words since the last row.
    pending: Vec<usize>,
    block: Block,
    out: Vec<Block>,
}

impl Finder<'_> {
    fn look(&self, n: usize) -> Look {
        self.lines.get(n).map_or(Look::Blank, |line| line.look)
    }

    fn text(&self, n: usize) -> &str {
        self.sheet.line(n).trim()
    }

    fn step(&mut self, n: usize) {
        let vertical = self.vertical.get(n).copied().unwrap_or(false);
        if vertical != self.block.vertical && !self.block.rows.is_empty() {
            self.close();
        }
        match self.look(n) {
            Look::Blank => {}
            Look::Prose => {
                self.close();
                self.pending.clear();
            }
            Look::Label | Look::Header => {
                if self.pending.len() >= MAX_GAP_LINES {
                    if self.block.rows.is_empty() {
                        self.pending.remove(0);
                    } else {
                        self.close();
                    }
                }
                if vertical && self.lone_mark(n) {
                    // It may be the first cell of a row as well as one of the row before.
                    if self.pending.is_empty() {
                        self.append(n);
                    } else {
                        self.row(n, 0, false);
                    }
                    self.block.last_line = n;
                } else {
                    self.pending.push(n);
                }
            }
            Look::Figures { least, labelled } => {
                self.block.vertical = vertical;
                if self.continued.get(n) == Some(&true) && !self.block.rows.is_empty() {
                    self.append(n);
                } else if vertical && !labelled && least == 1 {
                    self.vertical_cell(n);
                } else {
                    self.row(n, least, labelled);
                }
                self.block.last_line = n;
            }
        }
    }

    /// In a stretch of one cell a line, a dash alone is an empty cell, and so is `3, 4` one of notes.
    fn lone_mark(&self, n: usize) -> bool {
        let atoms = self.lines.get(n).map_or(&[][..], |line| &line.atoms);
        matches!(atoms, [a] if matches!(a.kind, Kind::Sign(_) | Kind::Nil | Kind::Notes))
            && !self.block.rows.is_empty()
    }

    /// Does the text between the last row and here hold the header of another table?
    fn new_header(&self) -> bool {
        if self.block.rows.is_empty() {
            return false;
        }
        self.pending.iter().any(|&n| self.look(n) == Look::Header)
    }

    fn row(&mut self, n: usize, least: usize, labelled: bool) {
        if self.is_repeated_header() {
            self.drop_repeated_header();
        } else if self.new_header() {
            let vertical = self.block.vertical;
            self.close();
            self.block.vertical = vertical;
        }
        let Some(line) = self.lines.get(n) else { return };
        if !labelled && self.pending.is_empty() && least == 1 && self.is_stray_cell() {
            self.append(n);
            return;
        }
        if labelled && least <= 1 && self.pending.is_empty() && self.ends_a_label(n) {
            // Cells of words wrap with their labels.
            let words = if least == 0 { line.run.0 } else { line.atoms.len() };
            let own = line.atoms.get(..words).unwrap_or(&[]);
            let Some(span) = own.first().zip(own.last()).map(|(a, b)| a.span.cover(b.span)) else { return };
            if let Some(last) = self.block.rows.last_mut() {
                last.label_after.push(span);
            }
            return;
        }
        let mut row = RawRow {
            atoms: line.atoms.clone(),
            run: if least == 0 && !labelled { (0, line.atoms.len()) } else { line.run },
            label_lines: Vec::new(),
            label_after: Vec::new(),
            group: None,
            page: self.pages.get(n).copied().unwrap_or(0),
        };
        let first = self.block.rows.is_empty();
        let mut pending = std::mem::take(&mut self.pending);
        if !first {
            self.continue_label(&mut pending);
        }
        let own = if labelled { self.wrapped_before(&pending, n) } else { self.label_before(&pending) };
        row.label_lines = pending.split_off(pending.len() - own);
        if first {
            if pending.last().is_some_and(|&p| self.look(p) == Look::Label && !self.has_header_words(p))
                && pending.len() > 1
            {
                row.group = pending.last().copied();
            }
            self.block.header = pending;
        } else {
            row.group = pending.last().copied().or(self.block.rows.last().and_then(|row| row.group));
        }
        self.block.rows.push(row);
    }

    /// After a page break the header stands again: it begins no new table.
    fn is_repeated_header(&self) -> bool {
        let known = |n: &usize| self.block.header.iter().any(|&h| self.text(h) == self.text(*n));
        let mut headers = self.pending.iter().filter(|&&n| self.look(n) == Look::Header).peekable();
        // Another title above it makes it the header of another table.
        let titled = self
            .pending
            .first()
            .is_some_and(|n| !known(n) && self.text(*n).chars().next().is_some_and(char::is_uppercase));
        headers.peek().is_some() && headers.all(known) && !titled
    }

    fn drop_repeated_header(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let again = |n: &usize| self.block.header.iter().any(|&h| self.text(h) == self.text(*n));
        self.pending = pending.into_iter().filter(|n| !again(n)).collect();
    }

    fn has_header_words(&self, n: usize) -> bool {
        self.text(n).split_whitespace().any(|word| {
            vocabulary::column_role(word).is_some()
                || vocabulary::year(word).is_some()
                || vocabulary::is_period_word(word)
                || vocabulary::is_header_modifier(word)
                || vocabulary::unit(word, "").is_some()
        })
    }

    /// A lone figure after a row that has fewer than its neighbours is that row's last cell.
    fn is_stray_cell(&self) -> bool {
        let width = |row: &RawRow| row.atoms.get(row.run.0..row.run.1).map_or(0, least_figures);
        let mut rows = self.block.rows.iter().rev();
        let Some(last) = rows.next() else { return false };
        rows.next().is_some_and(|before| width(before) > width(last))
    }

    /// Does this line, a few words and a number, end the label of the row right above (`Norra hamnen,` and
    /// `etapp 2`)? That row has its cells, its label is not at an end, and this begins with a small letter.
    fn ends_a_label(&self, n: usize) -> bool {
        let Some(last) = self.block.rows.last() else { return false };
        let label = last.atoms.get(..last.run.0).unwrap_or(&[]);
        let open = label.iter().any(|a| {
            let word = a.span.of(&self.sheet.source.text);
            word.ends_with([',', '-', '/']) || matches!(word, "och" | "samt")
        });
        let near = last.atoms.last().is_some_and(|a| a.line as usize + 1 == n);
        let figures = last.atoms.get(last.run.0..last.run.1).map_or(0, least_figures);
        let close = self.lines.get(n).is_some_and(|line| {
            line.atoms.get(line.run.0).is_some_and(|a| a.gap == Gap::Space) && line.run.1 == line.atoms.len()
        });
        let alike = if last.holds_no_amount() { !close } else { figures >= 2 && close };
        open && near && alike && self.text(n).chars().next().is_some_and(char::is_lowercase)
    }

    /// Lines right after a row that go on with its label: a small letter, a parenthesis, or a label that
    /// ended in a comma or a hyphen.
    fn continue_label(&mut self, pending: &mut Vec<usize>) {
        let Some(last) = self.block.rows.last() else { return };
        let mut line = last.atoms.last().map_or(0, |a| a.line as usize);
        let mut open = last
            .atoms
            .get(..last.run.0)
            .and_then(<[Atom]>::last)
            .is_some_and(|a| a.span.of(&self.sheet.source.text).ends_with([',', '-', '/']));
        let mut taken = 0;
        for &n in pending.iter() {
            let small = self.text(n).chars().next().is_some_and(|c| c.is_lowercase() || c == '(');
            if n != line + 1 || !(small || open) || self.look(n) == Look::Header {
                break;
            }
            open = self.text(n).ends_with([',', '-', '/']);
            line = n;
            taken += 1;
        }
        if let Some(last) = self.block.rows.last_mut() {
            last.label_after.extend(pending.drain(..taken).map(|n| self.sheet.line_span(n)));
        }
    }

    /// How many of the last pending lines begin the label of the labelled row on line `n`.
    fn wrapped_before(&self, pending: &[usize], n: usize) -> usize {
        let Some(&last) = pending.last() else { return 0 };
        let label_small = self.text(n).chars().next().is_some_and(char::is_lowercase);
        let broken = self.text(last).ends_with([',', '-', '/']);
        usize::from(
            last + 1 == n
                && self.look(last) == Look::Label
                && (broken || label_small && !self.block.rows.is_empty()),
        )
    }

    /// How many of the last pending lines are the label of figures that stand alone.
    fn label_before(&self, pending: &[usize]) -> usize {
        let mut taken = 0;
        for (i, &n) in pending.iter().enumerate().rev() {
            if self.look(n) == Look::Header && taken > 0 {
                break;
            }
            taken += 1;
            let small = self.text(n).chars().next().is_some_and(|c| c.is_lowercase() || c == '(');
            let Some(&before) = i.checked_sub(1).and_then(|i| pending.get(i)) else { break };
            let joined = before + 1 == n && self.look(before) == Look::Label;
            if !(joined && (small || self.text(before).ends_with([',', '-', '/']))) {
                break;
            }
        }
        taken
    }

    fn vertical_cell(&mut self, n: usize) {
        if self.pending.is_empty() && !self.block.rows.is_empty() {
            self.append(n);
        } else if self.pending.is_empty() {
            // Figures with neither label nor row before them belong to no table that can be read.
        } else {
            self.row(n, 1, false);
        }
    }

    /// Puts the figures of a line at the end of the last row.
    fn append(&mut self, n: usize) {
        let Some(line) = self.lines.get(n) else { return };
        if let Some(row) = self.block.rows.last_mut() {
            row.atoms.truncate(row.run.1);
            row.atoms.extend(line.atoms.iter().copied());
            row.run.1 = row.atoms.len();
        }
    }

    /// Is this a contents list: one small whole number a line, that never falls, and dots that lead to it
    /// or a heading that says so?
    fn is_contents(&self, block: &Block) -> bool {
        let text = &self.sheet.source.text;
        let page = |row: &RawRow| -> Option<u32> {
            let figures = row.atoms.get(row.run.0..row.run.1)?;
            let [number] = figures else { return None };
            let plain =
                number.number().is_some_and(|n| n.digits <= 3 && n.decimals == 0 && n.sign == Sign::None);
            number.span.of(text).parse().ok().filter(|_| plain)
        };
        let pages: Vec<Option<u32>> = block.rows.iter().map(page).collect();
        let rises = pages.iter().all(Option::is_some) && pages.is_sorted();
        let led = |row: &&RawRow| {
            row.run.0 > 0 && row.atoms.first().is_some_and(|a| has_leader(self.text(a.line as usize)))
        };
        let leaders = block.rows.iter().filter(led).count();
        let named = block.header.iter().any(|&n| vocabulary::heads_contents(self.text(n)));
        rises && (named || leaders * 2 > block.rows.len())
    }

    /// Ends the block.
    fn close(&mut self) {
        let block = std::mem::take(&mut self.block);
        if is_table(&block) && !self.is_contents(&block) {
            self.out.push(block);
        }
    }
}

/// Do dots lead from the label to what comes after it?
fn has_leader(text: &str) -> bool {
    text.split(|c: char| !matches!(c, '.' | '…' | '_' | ' '))
        .any(|dots| dots.matches(['.', '…', '_']).count() >= 3)
}

/// Is this a table? Two rows of two figures, or three rows of which one has two; rows of a single figure
/// need to be three with nothing between them, or any list of years would be one.
fn is_table(block: &Block) -> bool {
    let width = |row: &RawRow| row.atoms.get(row.run.0..row.run.1).map_or(0, least_figures);
    let rows = block.rows.len();
    // `800 750` may be one figure or two; beside a row that is certainly two, it counts.
    let most = |row: &RawRow| numbers(&row.atoms, row.run);
    let wide = block.rows.iter().filter(|row| width(row) >= 2).count();
    if wide >= 1 && block.rows.iter().filter(|row| most(row) >= 2).count() >= 2 || wide == 1 && rows >= 3 {
        return true;
    }
    let lines: Vec<u32> = block.rows.iter().filter_map(|row| row.atoms.first()).map(|a| a.line).collect();
    let dense = lines.windows(2).all(|pair| matches!(pair, [a, b] if b - a <= 2));
    rows >= 3 && dense && block.rows.iter().all(|row| row.run.0 > 0)
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
            // A word broken by a hyphen at the end of a line is one word again; `Kultur- och` is not.
            if !label.is_empty() {
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
