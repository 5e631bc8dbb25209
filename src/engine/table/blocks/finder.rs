//! Lines gathered into rows, rows into blocks, in one pass over the text.

use super::{
    super::{
        atoms::{Atom, Gap, Kind, Number},
        header::is_caption,
        sheet::Sheet,
    },
    Block, RawRow, has_leader, labels,
    line::{Line, Look, least_figures, numbers, words_of_heads},
    widths,
};
use crate::engine::{figure::Sign, vocabulary};

/// The most lines of words that a header, or a gap inside a table, can have. Headers of one word a line
/// over seven columns of two or three words come near it.
const MAX_GAP_LINES: usize = 24;

pub(super) struct Finder<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) lines: &'a [Line],
    pub(super) vertical: &'a [bool],
    /// Lines of figures that go on with the row before.
    pub(super) continued: &'a [bool],
    pub(super) pages: &'a [u32],
    /// Lines of words since the last row.
    pub(super) pending: Vec<usize>,
    /// The words below the last row, if footnotes stand behind them: the table may go on after a page break.
    pub(super) noted: Option<Vec<usize>>,
    pub(super) block: Block,
    /// The lines of words before each row of the block.
    pub(super) gaps: Vec<Vec<usize>>,
    pub(super) out: Vec<Block>,
}

impl Finder<'_> {
    fn look(&self, n: usize) -> Look {
        self.lines.get(n).map_or(Look::Blank, |line| line.look)
    }

    fn text(&self, n: usize) -> &str {
        self.sheet.line(n).trim()
    }

    pub(super) fn step(&mut self, n: usize) {
        let vertical = self.vertical.get(n).copied().unwrap_or(false);
        if vertical != self.block.vertical && !self.block.rows.is_empty() {
            self.end_at_footnotes();
            self.close();
        }
        match self.look(n) {
            Look::Blank => {}
            Look::Prose if self.is_footnote(n) => {
                let pending = std::mem::take(&mut self.pending);
                self.noted.get_or_insert(pending);
            }
            Look::Prose => {
                self.end_at_footnotes();
                self.close();
                self.pending.clear();
            }
            Look::Label | Look::Header if vertical && self.is_cell_like_a_year(n) => {
                self.append(n);
                self.block.last_line = n;
            }
            Look::Label | Look::Header => {
                if self.pending.len() >= MAX_GAP_LINES {
                    if self.block.rows.is_empty() {
                        self.pending.remove(0);
                    } else {
                        self.end_at_footnotes();
                        self.close();
                    }
                }
                if vertical && self.lone_mark(n) {
                    self.block.vertical = true;
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
            Look::Figures { least: 1, labelled: false } if self.numbers_the_page(n) => {}
            Look::Figures { least, labelled } => {
                self.block.vertical = vertical;
                if self.continued.get(n) == Some(&true) && !self.block.rows.is_empty() {
                    self.append(n);
                } else if vertical && !labelled && (least == 1 || self.goes_on_with_row()) {
                    self.vertical_cell(n);
                } else {
                    self.row(n, least, labelled);
                }
                self.block.last_line = n;
            }
        }
    }

    /// Is this the footnote of a table (`1) Avser …`, `* Avser …`, `1 Avser …`)?
    fn is_footnote(&self, n: usize) -> bool {
        let text = self.text(n);
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.len() - rest.len();
        let starred = rest.trim_start_matches('*').len() < rest.len() && digits == 0;
        let rest = rest.trim_start_matches(['*', ')', '.']).strip_prefix(' ').unwrap_or("");
        let worded = rest.trim_start().starts_with(char::is_uppercase);
        !self.block.rows.is_empty() && worded && (starred || (1..=2).contains(&digits))
    }

    /// Ends the table above footnotes, unless its heads stand again below them.
    fn end_at_footnotes(&mut self) {
        let Some(below) = self.noted.take() else { return };
        if self.is_repeated_header() {
            return;
        }
        let pending = std::mem::replace(&mut self.pending, below);
        self.close();
        self.pending = pending;
    }

    /// In a stretch of one cell a line, `2033` between two figures of a row is one of them: heads stand together.
    fn is_cell_like_a_year(&self, n: usize) -> bool {
        let atoms = |n: usize| self.lines.get(n).map_or(&[][..], |line| &line.atoms);
        let text = |&n: &usize| self.look(n) != Look::Blank;
        let below = (n + 1..self.lines.len()).find(text);
        let figure = |n: usize| matches!(self.look(n), Look::Figures { labelled: false, .. });
        self.pending.is_empty()
            && !self.block.rows.is_empty()
            && matches!(atoms(n), [atom] if atom.number().is_some())
            && below.is_some_and(figure)
    }

    /// In a stretch of one cell a line, a dash alone is an empty cell, and so is `3, 4` one of notes.
    fn lone_mark(&self, n: usize) -> bool {
        let atoms = self.lines.get(n).map_or(&[][..], |line| &line.atoms);
        // The first row of a table cannot begin with a dash: it would have no head; with notes it can.
        match atoms {
            [a] if a.kind == Kind::Notes => !self.block.rows.is_empty() || !self.pending.is_empty(),
            [a] => matches!(a.kind, Kind::Sign(_) | Kind::Nil) && !self.block.rows.is_empty(),
            _ => false,
        }
    }

    /// Does the text between the last row and here hold the header of another table?
    fn new_header(&self) -> bool {
        // Where cells have lines of their own, one line alone between two rows is a label: `Summa budget`.
        if self.block.rows.is_empty() || self.block.vertical && self.pending.len() == 1 {
            return false;
        }
        self.pending.iter().any(|&n| self.look(n) == Look::Header)
    }

    /// Does the text between the last row and here hold the caption of another table (`Tabell 2`), and not that of this one,
    /// which goes on after a page break?
    fn new_caption(&self) -> bool {
        let goes_on = |caption: &str| {
            let known = self.block.header.iter().any(|&h| self.text(h) == caption);
            known || caption.split_whitespace().any(vocabulary::means_continued)
        };
        let mut captions = self.pending.iter().map(|&n| self.text(n)).filter(|line| is_caption(line));
        !self.block.rows.is_empty() && captions.any(|caption| !goes_on(caption))
    }

    /// Do rows that years name begin with an early one again, below some words? Then they are those of another table.
    fn years_begin_again(&self, n: usize) -> bool {
        let year = |atom: Option<&Atom>| {
            let atom = atom.filter(|atom| atom.number().is_some_and(|number| number.year))?;
            atom.span.of(&self.sheet.source.text).parse::<u16>().ok()
        };
        let first = |row: &RawRow| year(row.atoms.first()).filter(|_| row.label_lines.is_empty());
        let here = year(self.lines.get(n).and_then(|line| line.atoms.first()));
        let mut above = self.block.rows.iter().rev().map(first);
        let (last, before) = (above.next().flatten(), above.next().flatten());
        let rises = last > before && before.is_some();
        !self.pending.is_empty() && !self.block.vertical && rises && here.is_some() && here < last
    }

    /// Do a title and heads stand between the last row and here, and are the rows above and those below, each as a whole,
    /// of different numbers of figures? Sub-headings part rows of one table, which are as long above them as below.
    fn other_table(&self, n: usize) -> bool {
        if self.block.vertical || !self.titles_heads() {
            return false;
        }
        let here = |at: &usize| !matches!(self.look(*at), Look::Prose | Look::Header);
        let rows = (n..self.lines.len()).take_while(here);
        let rows = rows.filter(|&at| matches!(self.look(at), Look::Figures { .. }));
        let rows: Vec<usize> = rows.take(widths::MOST).collect();
        // Where a row fills several lines, one line is not as long as a row.
        if rows.iter().any(|&at| self.continued.get(at) == Some(&true)) {
            return false;
        }
        let line = rows.iter().filter_map(|&at| self.lines.get(at));
        let below: Vec<widths::Width> = line.map(|line| widths::of(&line.atoms, line.run)).collect();
        let above = self.block.rows.iter().rev().take(widths::MOST);
        let above: Vec<widths::Width> = above.map(|row| widths::of(&row.atoms, row.run)).collect();
        widths::differ(&above, &below)
    }

    /// Are the words since the last row a title and heads below it: lines of measures, years and units?
    fn titles_heads(&self) -> bool {
        let mut words = self.pending.iter().map(|&n| (self.text(n), words_of_heads(self.text(n))));
        let title = words
            .any(|(text, (of_heads, words))| text.starts_with(char::is_uppercase) && of_heads * 2 < words);
        let heads = words.filter(|(_, (of_heads, words))| of_heads * 2 >= *words);
        title && heads.map(|(_, (of_heads, _))| of_heads).sum::<usize>() >= 2
    }

    fn row(&mut self, n: usize, least: usize, labelled: bool) {
        self.end_at_footnotes();
        if self.is_repeated_header() {
            self.drop_repeated_header();
        } else if self.new_header() || self.new_caption() || self.years_begin_again(n) || self.other_table(n)
        {
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
        let row = RawRow {
            atoms: line.atoms.clone(),
            run: if least == 0 && !labelled { (0, line.atoms.len()) } else { line.run },
            label_lines: Vec::new(),
            label_after: Vec::new(),
            group: None,
            page: self.pages.get(n).copied().unwrap_or(0),
            announces: line
                .run
                .0
                .checked_sub(1)
                .and_then(|last| line.atoms.get(last))
                .is_some_and(|a| a.span.of(&self.sheet.source.text).ends_with(':')),
            trails: false,
        };
        let first = self.block.rows.is_empty();
        let pending = std::mem::take(&mut self.pending);
        if first {
            self.gaps.clear();
            // Which of these lines are a label and a heading is settled when all rows are known.
            self.block.header.clone_from(&pending);
        }
        self.gaps.push(pending);
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

    /// Below an empty line, a small whole number right of all that stands in the rows is in none of their columns: it is the
    /// number of the page.
    fn numbers_the_page(&self, n: usize) -> bool {
        let Some([atom]) = self.lines.get(n).map(|line| line.atoms.as_slice()) else { return false };
        let number = |n: Number| n.digits <= 3 && n.decimals == 0 && n.sign == Sign::None && !n.opens;
        let right = self.block.rows.iter().flat_map(|row| &row.atoms).map(|atom| atom.right).max();
        let apart = n.checked_sub(1).is_some_and(|above| self.look(above) == Look::Blank);
        apart
            && !self.block.vertical
            && !atom.in_cell
            && atom.number().is_some_and(number)
            && right.is_some_and(|right| right <= atom.left)
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

    /// Where cells have lines of their own, those that stand close to each other share one: they go on with the
    /// row as a single one does.
    fn goes_on_with_row(&self) -> bool {
        self.pending.is_empty() && !self.block.rows.is_empty()
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

    /// Ends the last block.
    pub(super) fn finish(&mut self) {
        self.end_at_footnotes();
        self.close();
    }

    /// Ends the block.
    fn close(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        let mut gaps = std::mem::take(&mut self.gaps);
        // What stands below the last row may end its label.
        gaps.push(self.pending.clone());
        let taken = labels::settle(self.sheet, self.lines, &mut block, &gaps);
        if (is_table(&block) || self.is_captioned(&block)) && !self.is_contents(&block) {
            self.pending.drain(..taken);
            self.out.push(block);
        } else if self.tells_of_the_heads(&block) {
            // What stands above it is above the table, too.
            let above = gaps.drain(..).next().unwrap_or_default();
            self.pending.splice(..0, above);
        }
    }

    /// Do two rows or more stand under a caption that calls them a table?
    fn is_captioned(&self, block: &Block) -> bool {
        block.rows.len() > 1
            && block.rows.iter().all(|row| row.run.0 > 0)
            && block.header.iter().any(|&n| is_caption(self.text(n)))
    }

    /// Is the block no more than a line of words and a figure right above heads (`Uppföljning per april, riktpunkt 33,3 %`)?
    fn tells_of_the_heads(&self, block: &Block) -> bool {
        let [row] = block.rows.as_slice() else { return false };
        let figures = row.atoms.get(row.run.0..row.run.1).map_or(0, least_figures);
        let heads =
            self.pending.first().is_some_and(|&n| n == block.last_line + 1 && self.look(n) == Look::Header);
        heads && figures == 1 && row.run.0 > 0 && !block.vertical
    }
}

/// Rows of one figure that make a table where cells have lines of their own.
const LONG: usize = 5;

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
    // Two such lists may stand below each other, each with its own heading.
    let dense = lines.chunk_by(|a, b| b - a <= 2).all(|list| list.len() >= 3);
    // Where label and figure have lines of their own, more rows have to show that it is no list of facts.
    let labelled = |row: &RawRow| !row.label_lines.is_empty();
    let vertical = block.vertical && rows >= LONG && block.rows.iter().all(labelled);
    vertical || rows >= 3 && dense && block.rows.iter().all(|row| row.run.0 > 0)
}
